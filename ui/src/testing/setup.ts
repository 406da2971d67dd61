// What every test begins with: the gaps of jsdom filled, the doors told instead of asked, and a window as it was just opened. The files of
// tests share their modules, because loading them anew for each file takes longer than the tests; so nothing else may be left behind.

import { beforeEach, vi } from "vitest";

import { look } from "../kit/look.svelte";
import { toasts } from "../kit/toasts.svelte";
import { desk } from "../parts/desk.svelte";
import { jobs } from "../parts/jobs.svelte";
import { router } from "../parts/router";
import { vaultMemory } from "../parts/vaultMemory";
import { finder } from "../screens/help/finder.svelte";
import { setPlace } from "../words/format";
import { doors } from "./toldDoors";

vi.mock("../ipc", async (original) => {
  const { doors: told } = await import("./toldDoors");
  return { ...(await original<object>()), call: told.call, onJob: told.onJob };
});

beforeEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  doors.begin({});
  jobs.end();
  desk.forget();
  vaultMemory.forget();
  toasts.clear();
  router.replace("#");
  router.keeper = null;
  finder.text = "";
  localStorage.clear();
  look.begin();
  setPlace({ locale: "en-GB", language: "en", timeZone: "UTC" });
});

// jsdom has no modal dialogs, no popovers and no layout. What tests need of them is filled in here; nothing of it is in the product.

const dialog = HTMLDialogElement.prototype;

if (typeof dialog.showModal !== "function") {
  dialog.showModal = function showModal(this: HTMLDialogElement): void {
    this.setAttribute("open", "");
  };
  dialog.close = function close(this: HTMLDialogElement): void {
    if (this.hasAttribute("open")) {
      this.removeAttribute("open");
      this.dispatchEvent(new Event("close"));
    }
  };
}

const element = HTMLElement.prototype;

if (typeof element.showPopover !== "function") {
  element.showPopover = function showPopover(this: HTMLElement): void {
    this.dataset["shown"] = "";
  };
  element.hidePopover = function hidePopover(this: HTMLElement): void {
    delete this.dataset["shown"];
  };
}

globalThis.ResizeObserver ??= class {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
};
