import "./kit/base.css";

import { mount } from "svelte";

import App from "./App.svelte";
import { dressWindow } from "./ipc";
import { look } from "./kit/look.svelte";
import { language } from "./words";

look.begin(dressWindow);
document.documentElement.lang = language;

const root = document.getElementById("app");
if (root) {
  mount(App, { target: root });
}
