/** A text cut to a length that can be shown; nothing is cut inside a character. */
export function shorten(text: string, most = 300): string {
  // Most texts are short: counting the characters of all of them would be wasted.
  if (text.length <= most) {
    return text;
  }
  const characters = [...text.slice(0, most * 2)];
  return characters.length <= most && text.length <= most * 2 ? text : `${characters.slice(0, most).join("")}…`;
}
