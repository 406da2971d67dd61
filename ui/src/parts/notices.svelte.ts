/**
 * What the owner was told on this computer: notices of jobs, and messages that were not sent.
 *
 * They are asked for at the end of every job, when the window is looked at again, and every little while: nobody sends news of
 * a message that could not be sent an hour after its job.
 */

import type { LetterRow, NoticeRow } from "../contract/contract";
import { call } from "../ipc";
import { jobs } from "./jobs.svelte";

const EVERY_MS = 20_000;
const MOST_LETTERS = 100;

class Notices {
  list = $state.raw<readonly NoticeRow[]>([]);
  letters = $state.raw<readonly LetterRow[]>([]);
  unread = $state(0);

  /** Asks again. What was known stays when nobody answers; every page says that itself. */
  readonly look = async (): Promise<void> => {
    try {
      const { notices, unread } = await call("list_notices", {});
      this.list = notices;
      this.unread = unread;
    } catch {
      // See above.
    }
  };

  /** Asks for the messages, too. */
  readonly lookAtLetters = async (): Promise<void> => {
    try {
      this.letters = (await call("list_letters", { offset: 0, limit: MOST_LETTERS })).letters;
    } catch {
      // See above.
    }
  };

  /** Notes that the owner has seen what is listed. */
  async read(): Promise<void> {
    const newest = this.list[0]?.notice;
    if (newest === undefined || this.unread === 0) {
      return;
    }
    try {
      this.unread = (await call("read_notices", { newest })).unread;
    } catch {
      // They stay unread.
    }
  }

  /** Begins to look. Answers how to stop. */
  begin(): () => void {
    void this.look();
    const heard = jobs.onEnd(() => void this.look());
    const looking = setInterval(() => {
      if (document.visibilityState === "visible") {
        void this.look();
      }
    }, EVERY_MS);
    window.addEventListener("focus", this.look);
    return () => {
      heard();
      clearInterval(looking);
      window.removeEventListener("focus", this.look);
      this.list = [];
      this.letters = [];
      this.unread = 0;
    };
  }
}

export const notices = new Notices();
