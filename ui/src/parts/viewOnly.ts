/** Why something may not be done while the vault is open for viewing only; nothing when everything may be done. */

import { words } from "../words";
import { desk } from "./desk.svelte";

/** Whether the open vault is open for viewing only. */
export function isViewOnly(): boolean {
  const vault = desk.state.data?.vault;
  return vault?.kind === "open" && vault.view_only;
}

export function viewOnlyReason(): string | null {
  return isViewOnly() ? words.viewOnly.reason : null;
}
