/** A running job in words: `Products · 1,204 of 4,812 items`. */

import type { JobKind, JobNews, JobState, WorkElsewhere } from "../contract/contract";
import { words } from "../words";
import { percent } from "../words/format";

export type Running = Extract<JobState, { kind: "running" }>;

/** What the job is called. */
export function jobTitle(news: Pick<JobNews, "kind" | "shop">): string {
  const { job } = words.shell;
  return news.kind === "verify" ? job.verify : job[news.kind](news.shop);
}

/** What another window or the command line does; a job of a kind this window does not know is just a job. */
export function elsewhereTitle({ kind, shop }: WorkElsewhere): string {
  return kind === null || shop === null ? words.shell.job.other : jobTitle({ kind, shop });
}

/** The step a job is at; a step this window does not know keeps its own name. */
export function phaseText(phase: string): string {
  const phases: Readonly<Record<string, string>> = words.common.phase;
  return phases[phase] ?? phase;
}

/** How many items are done, and of which type; of a job that deletes backups, how many of them. */
export function countText(state: Running, kind?: JobKind): string {
  const { progress } = words.common;
  if (kind === "prune") {
    return progress.backupsOf(state.done, state.total ?? state.done);
  }
  if (state.phase === "checking_file" && state.total !== null) {
    // A file of our own is checked byte by byte.
    return percent(state.done, state.total);
  }
  const counts = state.total === null ? progress.soFar(state.done) : progress.of(state.done, state.total);
  return state.type_label === null ? counts : progress.withType(state.type_label, counts);
}
