/**
 * What a help page is made of.
 *
 * Pages are typed blocks of plain text and never HTML: the window shows text only, so nothing in a page can run.
 * A word in back-ticks is the name of something on the screen, or something to type; `labelled` splits it off.
 */

/** One piece of a page. */
export type Block =
  | { kind: "heading"; text: string }
  | { kind: "paragraph"; text: string }
  | { kind: "steps"; steps: readonly string[] }
  | { kind: "points"; points: readonly string[] }
  | { kind: "tip"; text: string }
  | { kind: "warning"; text: string }
  | { kind: "table"; columns: readonly string[]; rows: readonly (readonly string[])[] }
  | { kind: "term"; term: string; meaning: string }
  | { kind: "commands"; lines: readonly string[] }
  | { kind: "see"; page: PageId };

/** Every page of the help. */
export type PageId =
  | "introduction"
  | "open"
  | "back-up"
  | "storage"
  | "find"
  | "compare"
  | "restore"
  | "bulk-recovery"
  | "monitor"
  | "recovery-history"
  | "export"
  | "schedule"
  | "export-history"
  | "email"
  | "workflows"
  | "troubleshooting"
  | "best-practices"
  | "glossary"
  | "quick-reference"
  | "practice"
  | "keys"
  | "undo"
  | "keeping"
  | "only-some-fields"
  | "undo-a-mistake"
  | "settings"
  | "backup-data"
  | "backups"
  | "files"
  | "copy"
  | "command-line"
  | "servers"
  | "stores"
  | "sqlite"
  | "limits";

/** The screens that have a `Help for this page` link. */
export type Screen =
  | "first-run"
  | "unlock"
  | "discovery"
  | "vault"
  | "records"
  | "compare"
  | "restore"
  | "bulk"
  | "under-way"
  | "recovery"
  | "settings"
  | "storage"
  | "practice";

/** One page. */
export interface HelpPage {
  id: PageId;
  /** The numbered ones carry the guide's own headings. */
  title: string;
  /** Words people search for that the page itself does not use. */
  alsoKnownAs: readonly string[];
  blocks: readonly Block[];
}

export const heading = (text: string): Block => ({ kind: "heading", text });
export const paragraph = (text: string): Block => ({ kind: "paragraph", text });
export const steps = (...lines: string[]): Block => ({ kind: "steps", steps: lines });
export const points = (...lines: string[]): Block => ({ kind: "points", points: lines });
export const tip = (text: string): Block => ({ kind: "tip", text });
export const warning = (text: string): Block => ({ kind: "warning", text });
export const table = (columns: readonly string[], ...rows: (readonly string[])[]): Block => ({
  kind: "table",
  columns,
  rows,
});
export const term = (name: string, meaning: string): Block => ({ kind: "term", term: name, meaning });
export const commands = (...lines: string[]): Block => ({ kind: "commands", lines });
export const see = (page: PageId): Block => ({ kind: "see", page });

/** A stretch of text; `label` when it names something on the screen or something to type. */
export interface Stretch {
  text: string;
  label: boolean;
}

/** Splits a text at its back-ticks. A back-tick without a partner stays an ordinary character. */
export function labelled(text: string): Stretch[] {
  const stretches: Stretch[] = [];
  let at = 0;
  for (const found of text.matchAll(/`([^`]+)`/g)) {
    if (found.index > at) {
      stretches.push({ text: text.slice(at, found.index), label: false });
    }
    stretches.push({ text: found[1] ?? "", label: true });
    at = found.index + found[0].length;
  }
  if (at < text.length) {
    stretches.push({ text: text.slice(at), label: false });
  }
  return stretches;
}
