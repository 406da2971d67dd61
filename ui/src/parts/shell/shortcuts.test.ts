import { expect, test } from "vitest";

import { shortcutOf } from "./shortcuts";

const press = (key: string, more: KeyboardEventInit = {}, target?: Element): KeyboardEvent => {
  const event = new KeyboardEvent("keydown", { key, cancelable: true, bubbles: true, ...more });
  (target ?? document.body).dispatchEvent(event);
  return event;
};

test.each([
  ["b", { ctrlKey: true }, "back_up"],
  ["B", { metaKey: true }, "back_up"],
  ["f", { ctrlKey: true }, "find"],
  [",", { ctrlKey: true }, "settings"],
  ["ArrowLeft", { altKey: true }, "back"],
  ["F5", {}, "again"],
  ["?", { shiftKey: true }, "sheet"],
] as const)("%s %o asks for %s", (key, more, wanted) => {
  expect(shortcutOf(press(key, more), false)).toBe(wanted);
});

test("nothing is asked for while a dialog is open", () => {
  expect(shortcutOf(press("b", { ctrlKey: true }), true)).toBeNull();
});

test("a question mark that is typed is a question mark", () => {
  const input = document.createElement("input");
  document.body.append(input);
  expect(shortcutOf(press("?", {}, input), false)).toBeNull();
  input.type = "checkbox";
  expect(shortcutOf(press("?", {}, input), false)).toBe("sheet");
  input.remove();
});

test("other combinations are left to the computer", () => {
  expect(shortcutOf(press("b", { ctrlKey: true, shiftKey: true }), false)).toBeNull();
  expect(shortcutOf(press("b"), false)).toBeNull();
  expect(shortcutOf(press("ArrowLeft"), false)).toBeNull();
});
