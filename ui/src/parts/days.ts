/** A day begins and ends by the clock of the owner's computer. */

/** Its first second; nothing for a text that is no day. */
export const startOf = (day: string): Date | null => dayAt(day, [0, 0, 0]);

/** Its last second; nothing for a text that is no day. */
export const endOf = (day: string): Date | null => dayAt(day, [23, 59, 59]);

function dayAt(text: string, [hours, minutes, seconds]: readonly [number, number, number]): Date | null {
  const parts = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text.trim());
  if (parts === null) {
    return null;
  }
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const at = new Date(year, month - 1, day, hours, minutes, seconds);
  // 31 February would be another day.
  return at.getMonth() === month - 1 && at.getDate() === day ? at : null;
}
