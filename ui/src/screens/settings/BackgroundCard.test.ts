// What Backstock does while nobody looks, with doors whose answers are told.

import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";

import type { Background } from "../../contract/contract";
import { doors } from "../../testing/toldDoors";
import { words } from "../../words";
import BackgroundCard from "./BackgroundCard.svelte";

const said = words.background;

async function open(first: Background): Promise<ReturnType<typeof userEvent.setup>> {
  let kept = first;
  doors.begin({
    background: () => kept,
    set_background: ({ keeps_running, at_login }) =>
      (kept = { keeps_running: keeps_running ?? kept.keeps_running, at_login: at_login ?? kept.at_login }),
  });
  render(BackgroundCard);
  await screen.findByRole("checkbox", { name: new RegExp(said.keepRunning) });
  return userEvent.setup();
}

const box = (name: string): HTMLInputElement => screen.getByRole("checkbox", { name: new RegExp(name) });

// T3
test("the owner says whether closing the window ends the schedules, and whether Backstock starts at login", async () => {
  const owner = await open({ keeps_running: false, at_login: false });
  await owner.click(box(said.keepRunning));
  await owner.click(box(said.atLogin));
  expect(doors.to("set_background")).toEqual([
    { keeps_running: true, at_login: null },
    { keeps_running: null, at_login: true },
  ]);
  expect([box(said.keepRunning).checked, box(said.atLogin).checked]).toEqual([true, true]);
});

// T3: the question that is asked at the first closing is not answered by a box beside it.
test("starting at login says nothing of what closing the window does", async () => {
  const owner = await open({ keeps_running: null, at_login: false });
  expect(box(said.keepRunning).checked).toBe(false);
  await owner.click(box(said.atLogin));
  expect(doors.to("set_background")).toEqual([{ keeps_running: null, at_login: true }]);
});

test("where nothing can be started at login nothing is offered", async () => {
  await open({ keeps_running: true, at_login: null });
  expect(screen.queryByText(said.atLogin)).toBeNull();
});

test("what could not be set is told, and the box is as it was", async () => {
  const owner = await open({ keeps_running: false, at_login: false });
  const failure = {
    code: "login_not_set",
    message: "It could not be changed.",
    hint: "Look at its settings.",
  } as const;
  doors.tell({ set_background: () => failure });
  await owner.click(box(said.atLogin));
  await screen.findByText(failure.message, { exact: false });
  expect(box(said.atLogin).checked).toBe(false);
});
