/** What is wrong with a new passphrase, if anything. */

/** Characters, as a person counts them. */
export const SHORTEST = 10;

export function passphraseProblem(passphrase: string, again: string): "short" | "differs" | null {
  if ([...passphrase].length < SHORTEST) {
    return "short";
  }
  return passphrase === again ? null : "differs";
}
