// View-only mode and the diagnostic bundle.

import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";

import type { DeskState } from "../../contract/contract";
import { busyReason } from "../../parts/busyReason";
import { desk } from "../../parts/desk.svelte";
import { openDesk, openOn } from "../../testing/opened";
import { doors } from "../../testing/toldDoors";
import { words } from "../../words";
import Diagnostics from "./Diagnostics.svelte";
import ViewOnly from "./ViewOnly.svelte";

const said = words.viewOnly;
const open = (view_only: boolean): DeskState => ({
  ...openDesk,
  vault: { kind: "open", folder: "/home/anna/Backstock", recovery_key_checked: true, older: null, view_only },
});

beforeEach(() => {
  openOn();
});

// T10
test("view-only is turned on by a tick and off only with a key", async () => {
  doors.begin({
    begin_view_only: () => open(true),
    end_view_only: () => ({ code: "wrong_key", message: "No.", hint: "Check it." }),
  });
  const owner = userEvent.setup();
  render(ViewOnly);
  await owner.click(screen.getByRole("checkbox", { name: said.label }));
  expect(desk.state.data?.vault).toMatchObject({ view_only: true });
  // Where a restore would be stands the reason.
  expect(busyReason(null)).toBe(said.reason);

  await owner.click(screen.getByRole("checkbox", { name: said.label }));
  await owner.type(await screen.findByLabelText(said.withPassphrase), "guessed");
  await owner.click(screen.getByRole("button", { name: said.leaveButton }));
  expect(await screen.findByText(said.wrong)).toBeTruthy();
  doors.tell({ end_view_only: () => open(false) });
  await owner.click(screen.getByRole("button", { name: said.leaveButton }));
  await vi.waitFor(() => expect(busyReason(null)).toBeNull());
  expect(doors.to("end_view_only")[0]).toEqual({ with: { kind: "passphrase", passphrase: "guessed" } });
});

// T9
test("every line of the bundle can be looked at before it is saved", async () => {
  doors.begin({
    diagnostics: () => ({ parts: [{ name: "about.json", text: '{ "version": "0.1.0" }' }] }),
    save_diagnostics: () => ({ shown: "/home/anna/Backstock diagnostics.zip" }),
  });
  const owner = userEvent.setup();
  render(Diagnostics);
  await owner.click(screen.getByRole("button", { name: words.diagnostics.show }));
  expect((await screen.findByRole("group", { name: words.diagnostics.part("about.json") })).textContent).toContain(
    "0.1.0",
  );
  await owner.click(screen.getByRole("button", { name: words.diagnostics.save }));
  expect(doors.to("save_diagnostics")).toHaveLength(1);
});
