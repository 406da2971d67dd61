import { expect, test } from "vitest";

import { words } from "../../words";
import { PlannedForm } from "./plannedForm.svelte";

const said = words.alarm.expected;

function written(name: string, from: string, until: string): PlannedForm {
  const form = new PlannedForm();
  [form.name, form.from, form.until] = [name, from, until];
  return form;
}

test("a change reaches from the beginning of its first day to the end of its last", () => {
  const planned = written(" Black Friday ", "2026-11-27", "2026-11-30").planned;
  expect(planned?.name).toBe("Black Friday");
  expect(new Date(planned?.from ?? "").getTime()).toBe(new Date(2026, 10, 27, 0, 0, 0).getTime());
  expect(new Date(planned?.until ?? "").getTime()).toBe(new Date(2026, 10, 30, 23, 59, 59).getTime());
});

test("what is missing or cannot be a day is said", () => {
  expect(written("", "27.11.2026", "2026-02-31").problems).toEqual({
    name: said.nameMissing,
    from: said.dayWrong,
    until: said.dayWrong,
  });
  expect(written("Sale", "2026-11-30", "2026-11-27").problems.until).toBe(said.turned);
  expect(written("Sale", "2026-11-30", "2026-11-27").planned).toBeNull();
  expect(written("Sale", "2026-11-27", "2026-11-27").planned).not.toBeNull();
});
