/** How the chosen shop stands: asked once for the status line and for `Discovery`, and again after every job. */

import type { Discovery, Failure } from "../contract/contract";
import { call, failureOf } from "../ipc";
import { Remote } from "../kit/remote.svelte";
import { desk } from "./desk.svelte";
import { vaultMemory } from "./vaultMemory";

export const protection = new Remote<Discovery, Failure>(
  () => call("discovery", { shop: desk.shop?.name ?? "" }),
  failureOf,
);
vaultMemory.add(() => protection.forget());
