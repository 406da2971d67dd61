/** The window's one router. */

import { tick } from "svelte";

import { Router } from "../kit/router.svelte";
import { type Route, href, parse, shopOf } from "../screens/routes";
import { desk } from "./desk.svelte";

export const router = new Router<Route>(parse, (hash) => {
  const found = shopOf(hash);
  return found && lead(found.shop, found.address);
});

/** Chooses the shop first: its page would be asked for in the shop shown so far otherwise. */
async function lead(shop: string, address: string): Promise<string> {
  if (!desk.open) {
    return href({ page: "discovery" });
  }
  desk.choose(shop);
  await tick();
  return address;
}
