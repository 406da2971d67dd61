/** Where jobs with files were started: several pages start the same kind, and whoever follows one is led back to its own page. */

import { SvelteMap } from "svelte/reactivity";

import type { Route } from "../screens/routes";
import { vaultMemory } from "./vaultMemory";

const pages = new SvelteMap<number, Route>();

export const startedOn = {
  page: (job: number): Route | undefined => pages.get(job),
  note: (job: number, page: Route): void => void pages.set(job, page),
};
vaultMemory.add(() => pages.clear());
