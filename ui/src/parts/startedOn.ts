/** Where jobs with files were started: several pages start the same kind, and whoever follows one is led back to its own page. */

import { SvelteMap } from "svelte/reactivity";

import type { Route } from "../screens/routes";

const pages = new SvelteMap<number, Route>();

export const startedOn = {
  page: (job: number): Route | undefined => pages.get(job),
  note: (job: number, page: Route): void => void pages.set(job, page),
  /** The vault was closed. */
  forget: (): void => pages.clear(),
};
