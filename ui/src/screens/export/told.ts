/** Who was reached with the news of an export, who was not, and who is still written to; said by what became of each message. */

import type { LetterRow, Recipient } from "../../contract/contract";
import { nameOf } from "../../parts/recipients.svelte";

export type Told = { told: string[]; waiting: string[]; unreached: string[] };

/** This computer tells its owner itself. A recipient of whom no message is known stands in none of the lists. */
export function toldOf(recipients: readonly Recipient[], letters: readonly LetterRow[]): Told {
  const found: Told = { told: [], waiting: [], unreached: [] };
  for (const recipient of recipients) {
    const name = nameOf(recipient);
    // Newest first: a message that was sent again counts.
    const letter = letters.find((row) => row.recipient !== null && nameOf(row.recipient) === name);
    const kind = recipient.kind === "this_computer" ? "sent" : letter?.state.kind;
    switch (kind) {
      case "sent":
        found.told.push(name);
        break;
      case "waiting":
        found.waiting.push(name);
        break;
      case "not_sent":
        found.unreached.push(name);
        break;
      case undefined:
    }
  }
  return found;
}
