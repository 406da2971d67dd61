import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";

import { doors } from "../../testing/toldDoors";
import { words } from "../../words";
import { localDay } from "../../words/format";
import PlannedCard from "./PlannedCard.svelte";
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
  expect(written("Sale", "", " ").problems).toEqual({ name: null, from: said.dayMissing, until: said.dayMissing });
  expect(written("Sale", "2026-11-30", "2026-11-27").problems.until).toBe(said.turned);
  expect(written("Sale", "2026-11-30", "2026-11-27").planned).toBeNull();
  expect(written("Sale", "2026-11-27", "2026-11-27").planned).not.toBeNull();
});

test("both days are today at first, what is missing takes the focus, and Enter in a day saves", async () => {
  const owner = userEvent.setup();
  doors.begin({ list_planned_changes: () => ({ planned: [] }), plan_change: () => ({ planned: [] }) });
  render(PlannedCard, { shop: "Harbour Tea" });
  await owner.click(screen.getByRole("button", { name: said.add }));
  const [from, until] = [said.from, said.until].map((label) => screen.getByLabelText<HTMLInputElement>(label));
  expect([from?.value, until?.value]).toEqual([localDay(new Date()), localDay(new Date())]);
  until?.focus();
  await owner.keyboard("{Enter}");
  expect(doors.to("plan_change")).toEqual([]);
  const name = screen.getByLabelText(said.name);
  await vi.waitFor(() => expect(document.activeElement).toBe(name));
  await owner.type(name, "Sale");
  until?.focus();
  await owner.keyboard("{Enter}");
  expect(doors.to("plan_change")).toHaveLength(1);
  await vi.waitFor(() => expect(screen.queryByLabelText(said.name)).toBeNull());
});
