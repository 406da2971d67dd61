/** Whether somebody typed a name to say Yes to what it names. Capital and small letters are the same: it is a thought, not a password. */
export const isNameTyped = (typed: string, name: string): boolean =>
  typed.trim().toLocaleLowerCase() === name.trim().toLocaleLowerCase();
