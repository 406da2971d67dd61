/** What came of a restore, in sentences: the first one says it all, the others what it means. */

import type { RecoveryDetail } from "../../contract/contract";
import { words } from "../../words";

export type Verdict = { look: "good" | "warn" | "bad" | "info"; title: string; sentences: string[] };

const MOST_FIELDS = 12;

/** Judges a recovery by its entry in the history and its first items. */
export function verdict(detail: RecoveryDetail): Verdict {
  const { recovery, items, interrupted } = detail;
  const { result, undo, mistake, interrupted: cut } = words.restore;
  const { succeeded, failed, skipped, left_alone: leftAlone, unconfirmed, total } = recovery;
  if (interrupted) {
    return { look: "warn", title: cut.title, sentences: [cut.text(succeeded + failed, unconfirmed, total)] };
  }
  if (recovery.status === "Progressing") {
    return { look: "info", title: result.running, sentences: [] };
  }
  const told = result.counts(succeeded, failed, skipped + leftAlone);
  const counts = told === "" ? [] : [told];
  // Whatever it did: nobody may take the shop for being as it left it.
  if (recovery.undone_by !== null) {
    if (recovery.undone_partly) {
      return { look: "warn", title: result.undonePartly, sentences: [...counts, result.undonePartlyText] };
    }
    const title = recovery.undoes === null ? result.undone : undo.undone;
    return { look: "info", title, sentences: [...counts, result.undoneText] };
  }
  if (recovery.status === "Done") {
    const differences = [...new Set(items.flatMap((item) => item.differences))].slice(0, MOST_FIELDS);
    const ofShop = recovery.until_backup === undefined ? result : mistake;
    const said = recovery.undoes === null ? ofShop : undo;
    // What stayed as it is on purpose is not what the version had.
    const equal = leftAlone > 0 || recovery.leaves_parts ? said.verifiedButLeft : said.verified;
    const readBack = succeeded === 0 ? [] : [differences.length === 0 ? equal : result.verifiedExcept(differences)];
    return {
      look: "good",
      title: said.done,
      sentences: [...readBack, ...counts],
    };
  }
  const written = whatWasWritten(detail);
  if (failed > 0) {
    return {
      look: "bad",
      title: succeeded === 0 ? result.failed : result.someFailed(failed),
      sentences: [...counts, ...written],
    };
  }
  // Nothing failed, and yet it did not come to its end: the owner stopped it, or it was cut off.
  const byOwner = recovery.detail === words.recovery.statusDetail.cancelled;
  return {
    look: "warn",
    title: byOwner ? result.stopped : result.cutOff,
    sentences: [result.stoppedCounts(succeeded, skipped), ...written],
  };
}

/** What a restore that did not come to its end has changed in the shop. "Nothing" is said only when it is known. */
function whatWasWritten({ recovery, items, can_undo }: RecoveryDetail): string[] {
  const { result } = words.restore;
  const { succeeded, failed, skipped, total } = recovery;
  const unanswered = total - succeeded - failed - skipped;
  const keptOtherwise = items.some(({ failure }) => failure?.code === "reads_back_differently");
  const sentences = [
    ...(succeeded > 0 ? [result.writtenBefore(succeeded)] : []),
    ...(keptOtherwise ? [result.differs] : []),
    ...(unanswered > 0 ? [result.unanswered(unanswered)] : []),
  ];
  if (sentences.length === 0) {
    return [result.nothingWritten];
  }
  return can_undo ? [...sentences, result.canUndo] : sentences;
}
