/** The window's one router. */

import { tick } from "svelte";

import { call } from "../ipc";
import { Router } from "../kit/router.svelte";
import { type Route, href, parse, shopOf } from "../screens/routes";
import { arrivedFile } from "./arrived.svelte";
import { desk } from "./desk.svelte";

export const router: Router<Route> = new Router<Route>(parse, (hash) => {
  const found = shopOf(hash);
  if (found) {
    return lead(found.shop, found.address);
  }
  const to = parse(hash);
  const isDroppedOnList = to.page === "files" && to.arrival !== undefined && router.route.page === "backups";
  return isDroppedOnList && desk.open && to.arrival !== undefined ? toTheList(to.arrival, hash) : null;
});

/** A single file that comes while the list of backup files is shown is for the list. */
async function toTheList(arrival: number, hash: string): Promise<string> {
  try {
    const { files } = await call("take_arrived", { arrival });
    const [file] = files;
    if (file !== undefined && files.length === 1) {
      arrivedFile.file = file;
      return href({ page: "backups" });
    }
  } catch {
    // The page that shows what is in files asks again, and says why not.
  }
  return hash;
}

/** Chooses the shop first: its page would be asked for in the shop shown so far otherwise. */
async function lead(shop: string, address: string): Promise<string> {
  if (!desk.open) {
    return href({ page: "discovery" });
  }
  desk.choose(shop);
  await tick();
  return address;
}
