/** What a restore did, in sentences: what was put back, what was made or deleted, and why the rest failed. */

import type { CountedWords, RecoveryRow, RecoverySummary } from "../../contract/contract";
import { shorten } from "../../kit/shorten";
import { words } from "../../words";

/** So many names are told one by one; the rest is only counted. */
const MOST_TOLD = 4;

export function summaryText(recovery: RecoveryRow, summary: RecoverySummary): string[] {
  const said = words.recovery.summary;
  const sentences: string[] = [];
  if (summary.fields.length > 0) {
    const ofShop = recovery.until_backup === undefined ? said.to(recovery.to_at) : said.mistake;
    const to = recovery.undoes === null ? ofShop : said.undone;
    sentences.push(
      said.written(
        to,
        told(summary.fields, ({ label, items, type_label, only }) =>
          only === null ? said.field(label, items, type_label) : said.fieldOf(label, only),
        ),
      ),
    );
  }
  const kind = ({ what, items }: CountedWords): string => said.kind(items, what);
  if (summary.created.length > 0) {
    sentences.push(said.created(told(summary.created, kind)));
  }
  if (summary.deleted.length > 0) {
    sentences.push(said.deleted(told(summary.deleted, kind)));
  }
  if (sentences.length === 0 && recovery.succeeded === 0) {
    sentences.push(said.nothing);
  }
  sentences.push(...summary.failures.slice(0, MOST_TOLD).map(({ what, items }) => said.failed(items, what)));
  const more = summary.failures.slice(MOST_TOLD).reduce((sum, { items }) => sum + items, 0);
  return more > 0 ? [...sentences, said.moreFailed(more)] : sentences;
}

/** What kind of recovery it is: a restore, the undo of one, or of a mistake. */
export function whatOf({ undoes, until_backup, from }: RecoveryRow): string {
  const { kind } = words.recovery.history;
  if (undoes !== null) {
    return kind.undo;
  }
  if (until_backup !== undefined) {
    return kind.mistake;
  }
  return from === undefined ? kind.restore : kind.restoreFrom(from);
}

/** Which items it is about, in a few words; nothing where there was nothing to write. */
export const subjectOf = ({ subject, total }: RecoveryRow): string | null =>
  subject === undefined ? null : words.recovery.history.subject(shorten(subject.name, 80), subject.field, total);

function told<T>(all: readonly T[], one: (of: T) => string): string[] {
  const first = all.slice(0, MOST_TOLD).map(one);
  return all.length > MOST_TOLD ? [...first, words.recovery.summary.more(all.length - MOST_TOLD)] : first;
}
