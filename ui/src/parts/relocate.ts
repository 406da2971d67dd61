/** Going on with a shop whose file was moved: the native picker, then the native question that names both places. */

import type { Failure } from "../contract/contract";
import { call, failureOf } from "../ipc";
import { toasts } from "../kit/toasts.svelte";
import { words } from "../words";
import { aboutJobs } from "./aboutJobs";
import { desk } from "./desk.svelte";
import { protection } from "./protection.svelte";

/** Whether choosing the shop's file anew is what helps. */
export const isElsewhere = ({ code }: Failure): boolean => code === "shop_missing" || code === "another_shop";

/** What came of it; `left` when the owner closed the picker or said no. */
export type Relocated = { kind: "moved" } | { kind: "left" } | { kind: "failure"; failure: Failure };

export async function relocate(shop: string): Promise<Relocated> {
  try {
    const { chosen } = await call("pick", { purpose: "shop_file" });
    if (chosen === null) {
      return { kind: "left" };
    }
    const { place } = await call("relocate_shop", { shop, file: chosen.handle });
    toasts.show({ look: "good", about: aboutJobs(shop), text: words.settings.shops.moved(shop, place) });
  } catch (thrown) {
    const failure = failureOf(thrown);
    return failure.code === "not_confirmed" ? { kind: "left" } : { kind: "failure", failure };
  }
  await desk.shops.refresh();
  // The last backup may have failed for this very reason.
  await protection.refresh();
  return { kind: "moved" };
}
