/** How a change of an item looks in a list. */

import type { RecordChange } from "../../contract/contract";
import { words } from "../../words";

const { sign } = words.common;

export const changeSigns: Readonly<Record<RecordChange, { sign: string; look: "added" | "changed" | "removed" }>> = {
  added: { sign: sign.added, look: "added" },
  updated: { sign: sign.updated, look: "changed" },
  deleted: { sign: sign.deleted, look: "removed" },
};
