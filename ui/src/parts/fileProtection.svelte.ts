/** Whether a new backup file gets a passphrase, and which: off until it is asked for, and then written twice. */

import { passphraseProblem } from "./passphrase";

export class FileProtection {
  isOn = $state(false);
  passphrase = $state("");
  again = $state("");
  /** Whether somebody tried to go on, so that what is wrong is told beside the fields. */
  tried = $state(false);

  get problem(): ReturnType<typeof passphraseProblem> {
    return this.isOn ? passphraseProblem(this.passphrase, this.again) : null;
  }

  /** The passphrase the file is to have; nothing for none. */
  get secret(): string | null {
    return this.isOn ? this.passphrase : null;
  }

  /** It was handed on: it does not stay longer than it is needed. */
  forget(): void {
    [this.isOn, this.passphrase, this.again, this.tried] = [false, "", "", false];
  }
}
