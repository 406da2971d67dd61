// Undoing what happened between two backups, with doors whose answers are told.

import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, test } from "vitest";

import type { BackupRow } from "../../contract/contract";
import { openOn } from "../../testing/opened";
import { doors } from "../../testing/toldDoors";
import { words } from "../../words";
import Revert from "./Revert.svelte";

const shop = "Harbour Tea";
const backup = (number: number): BackupRow => ({
  backup: number,
  finished: `2026-11-${10 + number}T20:04:00Z`,
  origin: "manual",
  label: null,
  pinned: false,
  note: null,
  partial: false,
  wanted: true,
  alarmed: false,
  records: 10,
  added: 0,
  updated: 0,
  deleted: 0,
});

beforeEach(() => {
  openOn();
  doors.begin({
    list_backups: () => ({ backups: [4, 3, 2, 1].map(backup) }),
    preview_restore: () => ({ code: "shop_missing", message: "The shop is not there.", hint: "Look." }),
  });
});

// Capability 5
describe("undoing what happened between two backups", () => {
  test("asks for it with the two backups of the address", async () => {
    const owner = userEvent.setup();
    render(Revert, { route: { page: "revert", from: 1, until: 2 } });
    await owner.click(await screen.findByRole("button", { name: words.revert.preview }));
    expect(doors.to("preview_restore")).toEqual([
      {
        shop,
        to: 1,
        types: [],
        records: [],
        fields: [],
        allow_deletes: false,
        include_protected: false,
        only: { columns: [], find: null, changed_since: null, linked_to: null, until: 2 },
      },
    ]);
  });

  test("the wrong way round says so", async () => {
    render(Revert, { route: { page: "revert", from: 4, until: 2 } });
    expect(await screen.findByText(words.revert.order)).toBeTruthy();
  });
});
