// `Copy another shop into this one` in the settings, with doors whose answers are told.

import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";

import type { BackupRow, Failure, RestorePreview, ShopRow } from "../../contract/contract";
import { desk } from "../../parts/desk.svelte";
import { router } from "../../parts/router";
import { later } from "../../testing/later";
import { doors } from "../../testing/toldDoors";
import { words } from "../../words";
import CopyCard from "./CopyCard.svelte";

const said = words.copy;
const backup = (number: number, partial = false): BackupRow =>
  ({ backup: number, finished: "2026-11-20T02:00:00Z", partial, records: 120, label: null }) as BackupRow;

function open(names: string[], backups: BackupRow[]): ReturnType<typeof userEvent.setup> {
  doors.begin({
    list_backups: () => ({ backups }),
    preview_restore: () => ({ plan: 12 }) as RestorePreview,
  });
  desk.shops.put(names.map((name) => ({ name }) as ShopRow));
  render(CopyCard, { shop: "Staging" });
  return userEvent.setup();
}

// Issue 3: the newest whole backup of the other shop, told by names and codes, and nothing deleted.
test("the newest whole backup of the other shop is previewed with new numbers", async () => {
  const go = vi.spyOn(router, "go").mockImplementation(() => {});
  const owner = open(["Staging", "Harbour Tea"], [backup(5, true), backup(4), backup(3)]);
  await owner.click(await screen.findByRole("button", { name: said.button }));
  const ask = { shop: "Staging", from: "Harbour Tea", to: 4, new_numbers: true, types: [], records: [], fields: [] };
  expect(doors.to("preview_restore")).toEqual([{ ...ask, allow_deletes: false, include_protected: false }]);
  expect(go).toHaveBeenCalledWith("#/restore/12");
});

test("a shop that moved is copied number for number, with its orders when they are asked for", async () => {
  vi.spyOn(router, "go").mockImplementation(() => {});
  const owner = open(["Staging", "Harbour Tea"], [backup(4)]);
  await owner.click(await screen.findByRole("checkbox", { name: said.sameNumbers }));
  await owner.click(screen.getByRole("checkbox", { name: said.protected }));
  await owner.click(screen.getByRole("button", { name: said.button }));
  expect(doors.to("preview_restore")[0]).toMatchObject({ new_numbers: false, include_protected: true });
});

test("the preview says how far it is and can be stopped on its way", async () => {
  const owner = open(["Staging", "Harbour Tea"], [backup(4)]);
  const answer = later<RestorePreview | Failure>();
  doors.tell({
    preview_restore: () => answer.promise,
    looking_now: () => ({ type_label: "Products", done: 1_200, total: 9_000 }),
    stop_looking: () => ({}),
  });
  await owner.click(await screen.findByRole("button", { name: said.button }));
  expect(await screen.findByText(words.bulk.categories.planned("Products", 1_200, 9_000))).toBeTruthy();
  await owner.click(screen.getByRole("button", { name: words.bulk.other.stop }));
  expect(doors.to("stop_looking")).toHaveLength(1);
  answer.resolve({ code: "cancelled", message: "This was stopped.", hint: "Start it again." });
  expect(await screen.findByText(words.bulk.categories.stopped)).toBeTruthy();
  expect(location.hash).toBe("");
});

test("without another shop, or without a backup of it, the owner reads what to do first", async () => {
  open(["Staging"], []);
  screen.getByText(said.noOther);
  expect(screen.queryByRole("button")).toBeNull();
});

test("a shop without a backup says so", async () => {
  open(["Staging", "Harbour Tea"], [backup(1, true)]);
  await screen.findByText(said.noBackup("Harbour Tea"));
  expect(screen.queryByRole("button", { name: said.button })).toBeNull();
});
