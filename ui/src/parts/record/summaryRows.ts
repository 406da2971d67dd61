/**
 * `Summary` as lines on the screen: fields under the heading of the row they belong to, equal and minor ones left out on
 * request, and where the changes are.
 */

import type { SummaryRow } from "../../contract/contract";

/** A line of `Summary`. */
export type SummaryLine = { kind: "section"; title: string } | { kind: "field"; field: SummaryRow };

/** `Summary` as it is shown. */
export type SummaryLines = {
  lines: SummaryLine[];
  /** Indexes of the lines that differ and count, in order. */
  changes: number[];
  /** Equal fields that are left out. */
  equalHidden: number;
  /** Fields that differ but do not count, left out. */
  minorHidden: number;
};

/**
 * Lays out the fields: first those of the record itself, then row after row of what it owns, each group in the order it came in.
 * `changesOnly` is `View change only`; `withMinor` shows changes that do not count as well.
 */
export function summaryLines(fields: readonly SummaryRow[], changesOnly: boolean, withMinor: boolean): SummaryLines {
  const laid: SummaryLines = { lines: [], changes: [], equalHidden: 0, minorHidden: 0 };
  const sections = new Map<string | null, SummaryRow[]>([[null, []]]);
  for (const field of fields) {
    const differs = field.difference !== "same";
    if (differs && field.minor && !withMinor) {
      laid.minorHidden += 1;
    } else if (!differs && changesOnly) {
      laid.equalHidden += 1;
    } else {
      const section = sections.get(field.section) ?? [];
      section.push(field);
      sections.set(field.section, section);
    }
  }
  for (const [title, section] of sections) {
    if (title !== null) {
      laid.lines.push({ kind: "section", title });
    }
    for (const field of section) {
      if (field.difference !== "same" && !field.minor) {
        laid.changes.push(laid.lines.length);
      }
      laid.lines.push({ kind: "field", field });
    }
  }
  return laid;
}

/** The fields a restore may be limited to: those that differ and count. */
export function restorableFields(fields: readonly SummaryRow[]): SummaryRow[] {
  return fields.filter((field) => field.difference !== "same" && !field.minor);
}
