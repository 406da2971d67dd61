import "./kit/base.css";

import { mount } from "svelte";

import App from "./App.svelte";
import { look } from "./kit/look.svelte";

look.begin();

const root = document.getElementById("app");
if (root) {
  mount(App, { target: root });
}
