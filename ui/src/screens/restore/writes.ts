/** The writes of a plan as lines: each item once, then its fields; and the ones that match a search. */

import type { PlannedWrite } from "../../contract/contract";

export type WriteLine = { kind: "item"; write: PlannedWrite } | { kind: "field"; write: PlannedWrite };

/** Lays out writes. Every item has its line, also when only one of its fields matches. */
export function writeLines(writes: readonly PlannedWrite[], find: string): WriteLine[] {
  const wanted = find.trim().toLocaleLowerCase();
  const lines: WriteLine[] = [];
  let last: PlannedWrite | undefined;
  for (const write of writes) {
    if (wanted !== "" && !matches(write, wanted)) {
      continue;
    }
    if (last === undefined || last.type !== write.type || last.id !== write.id) {
      lines.push({ kind: "item", write });
      last = write;
    }
    lines.push({ kind: "field", write });
  }
  return lines;
}

function matches(write: PlannedWrite, wanted: string): boolean {
  const { name, id, label, section, path, old, new: after } = write;
  return [name, id, label, section ?? "", path, old?.text ?? "", after?.text ?? ""].some((text) =>
    text.toLocaleLowerCase().includes(wanted),
  );
}
