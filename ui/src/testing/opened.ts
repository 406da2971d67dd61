/** A vault that is open on one shop, for tests of single pages. */

import type { DeskState, ShopRow } from "../contract/contract";
import { desk } from "../parts/desk.svelte";

export const openDesk: DeskState = {
  version: "0.1.0",
  vault: { kind: "open", folder: "/home/anna/Backstock", recovery_key_checked: true, older: null, view_only: false },
  practice_offered: false,
  suggested_folder: { handle: "place-1", shown: "/home/anna/Backstock" },
  keyring: "available",
};

export const harbour: ShopRow = {
  name: "Harbour Tea",
  kind: "sqlite",
  profile: null,
  place: "/srv/harbour.sqlite",
  practice: false,
  last_backup: "2026-11-19T20:04:00Z",
  server: null,
  admin: null,
  store: false,
  secret_until_closed: false,
  emails_off: false,
};

/** Opens the desk on the shops given. */
export function openOn(...shops: ShopRow[]): void {
  desk.state.put(openDesk);
  desk.shops.put(shops.length > 0 ? shops : [harbour]);
}
