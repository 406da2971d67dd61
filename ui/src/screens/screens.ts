/** Which component shows which page. Screens never import each other; this table is where they meet. */

import type { Component } from "svelte";

import Record from "./record/Record.svelte";
import type { Page, Route } from "./routes";

/** What a screen is given: its own route. */
export type Screen<Name extends Page> = Component<{ route: Extract<Route, { page: Name }> }>;

export const screens: { [Name in Page]?: Screen<Name> } = { record: Record };
