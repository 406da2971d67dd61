/** The window's one router. */

import { Router } from "../kit/router.svelte";
import { type Route, parse } from "../screens/routes";

export const router = new Router<Route>(parse);
