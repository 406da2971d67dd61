import { expect, test } from "vitest";

import { besideOf } from "./besideOf";

const bubble = { width: 200, height: 60 };
const view = { width: 640, height: 400, rightToLeft: false };
const control = (left: number, top: number) => ({ left, right: left + 100, top, bottom: top + 36 });

test("a bubble lies below its control, flush with the control's end", () => {
  expect(besideOf(control(400, 100), bubble, view)).toEqual({ left: 300, top: 142 });
  expect(besideOf(control(400, 100), bubble, { ...view, rightToLeft: true })).toEqual({ left: 400, top: 142 });
});

test("at the lower edge of the window it lies above", () => {
  expect(besideOf(control(400, 350), bubble, view)).toEqual({ left: 300, top: 284 });
});

test("it never leaves the window, not at the sides and not where neither above nor below has room", () => {
  expect(besideOf(control(10, 100), bubble, view).left).toBe(8);
  expect(besideOf(control(560, 100), bubble, { ...view, rightToLeft: true }).left).toBe(432);
  expect(besideOf(control(400, 20), bubble, { ...view, height: 90 }).top).toBe(8);
});
