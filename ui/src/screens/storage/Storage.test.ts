// `Storage`, with doors whose answers are told.

import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, test, vi } from "vitest";

import type { BackupRow, PrunePreview, Storage as Told } from "../../contract/contract";
import { openOn } from "../../testing/opened";
import { doors } from "../../testing/toldDoors";
import { words } from "../../words";
import { dateTime } from "../../words/format";
import Storage from "./Storage.svelte";

const said = words.storage;

/** As the testing library reads a text: numbers keep their units with a space of its own kind. */
const read = (text: string): string => text.replace(/[\u00a0\u202f]/g, " ");

function backup(number: number): BackupRow {
  return {
    backup: number,
    finished: `2026-11-${10 + number}T02:00:00Z`,
    origin: "manual",
    label: null,
    pinned: false,
    note: null,
    partial: false,
    wanted: true,
    alarmed: false,
    records: 2_004,
    added: 0,
    updated: 0,
    deleted: 0,
  };
}

let backups: BackupRow[];

const storage: Told = {
  vault_bytes: 14_200_000,
  keeping_waits: false,
  free: 48_000_000_000,
  other_shops: 0,
  read_files: 16_000,
  imported: 0,
  full_in_weeks: null,
  types: [{ type: "products", label: "Products", records: 900_000, objects: 4_000_000 }],
  growth: [1, 2, 3].map((number) => ({
    backup: number,
    finished: backup(number).finished,
    bytes: number === 1 ? 4_000_000 : 20_000,
  })),
  keeping: { rule: { kind: "all" }, automatic: false },
};

const preview: PrunePreview = {
  rows: [
    { backup: backup(3), kept: "newest" },
    { backup: backup(2), kept: null },
    { backup: backup(1), kept: "first" },
  ],
  freed: 20_000,
};

function openPage(told: Told = storage): ReturnType<typeof userEvent.setup> {
  doors.begin({
    storage: () => told,
    list_backups: () => ({ backups }),
    preview_pruning: () => preview,
    preview_deleting: () => ({ freed: 20_000 }),
    start_pruning: () => ({ job: 3 }),
    start_deleting: () => ({ job: 4 }),
    set_keeping: ({ keeping }) => keeping,
    pin_backup: ({ backup: number, pinned, note }) => {
      backups = backups.map((row) => (row.backup === number ? { ...row, pinned, note } : row));
      return { backups };
    },
    label_backup: ({ backup: number, label }) => {
      backups = backups.map((row) => (row.backup === number ? { ...row, label } : row));
      return { backups };
    },
  });
  render(Storage);
  return userEvent.setup();
}

beforeEach(() => {
  openOn();
  backups = [backup(3), backup(2), backup(1)];
});

describe("how much room there is", () => {
  test("what takes the room adds up to the vault's size, and each part says what it is", async () => {
    openPage();
    const table = within(await screen.findByRole("table"));
    const of = (name: string): string => table.getByRole("rowheader", { name }).closest("tr")!.textContent!;
    const { room, cards } = words.storage;
    expect(of("Products")).toContain("4.9\u00a0MB");
    expect(of(`${room.readFiles} ${room.readFilesHint}`)).toContain("16\u00a0kB");
    expect(of(`${room.around} ${room.aroundHint}`)).toContain("9.3\u00a0MB");
    expect(of(cards.vault)).toContain("14\u00a0MB");
    expect(table.queryByRole("rowheader", { name: room.others })).toBeNull();
  });

  test("the vault, the disk and the backups stand at the top, and nothing is foretold from too little", async () => {
    openPage();
    expect((await screen.findAllByText("14 MB")).length).toBeGreaterThan(0);
    expect(screen.getByText("48 GB")).toBeTruthy();
    expect(screen.getByText(said.cards.freeUnknown)).toBeTruthy();
    expect(screen.getByRole("rowheader", { name: "Products" })).toBeTruthy();
  });
});

describe("the rule", () => {
  test("what it deletes is shown before, and deleting it is another button", async () => {
    const owner = openPage();
    await owner.click(await screen.findByRole("radio", { name: said.keep.rules.last }));
    const count = screen.getByLabelText(said.keep.lastCount);
    await owner.clear(count);
    await owner.type(count, "1");
    await owner.click(screen.getByRole("button", { name: said.keep.preview }));
    const dialog = await screen.findByRole("dialog");
    expect(within(dialog).getByText(read(said.keep.goes(1, 20_000)))).toBeTruthy();
    expect(within(dialog).getByText(said.keep.because.first)).toBeTruthy();
    expect(doors.to("start_pruning")).toEqual([]);
    await owner.click(within(dialog).getByRole("button", { name: said.keep.apply(1) }));
    expect(doors.to("start_pruning")).toEqual([{ shop: "Harbour Tea", rule: { kind: "last", backups: 1 } }]);
    expect(doors.to("set_keeping")).toEqual([]);
  });

  test("it is saved when its numbers can be meant, and only where it is not in force already", async () => {
    const owner = openPage();
    const save = (): HTMLElement => screen.getByRole("button", { name: said.keep.save });
    await screen.findByRole("radio", { name: said.keep.rules.thin_out });
    expect(save().getAttribute("aria-disabled")).toBe("true");
    expect(screen.getByText(said.keep.inForce)).toBeTruthy();
    await owner.click(await screen.findByRole("radio", { name: said.keep.rules.thin_out }));
    const days = screen.getByLabelText(said.keep.thinOut.all);
    await owner.clear(days);
    await owner.type(days, "many");
    await owner.click(screen.getByRole("button", { name: said.keep.save }));
    expect(await screen.findByText(said.keep.wrongOrNone)).toBeTruthy();
    expect(doors.to("set_keeping")).toEqual([]);
    await owner.clear(days);
    await owner.type(days, "14");
    await owner.click(screen.getByLabelText(said.keep.automatic));
    await owner.click(screen.getByRole("button", { name: said.keep.save }));
    expect(doors.to("set_keeping")).toEqual([
      {
        shop: "Harbour Tea",
        keeping: {
          rule: { kind: "thin_out", all_days: 14, daily_days: 30, weekly_weeks: 12 },
          automatic: true,
        },
      },
    ]);
    await vi.waitFor(() => expect(save().getAttribute("aria-disabled")).toBe("true"));
  });
});

describe("a rule that waits", () => {
  // What the page names as the way out can be taken.
  test("the same rule is saved again, and works again", async () => {
    const keeping: Told["keeping"] = { rule: { kind: "last", backups: 30 }, automatic: true };
    const owner = openPage({ ...storage, keeping, keeping_waits: true });
    expect(await screen.findByText(said.keep.waits)).toBeTruthy();
    const save = screen.getByRole("button", { name: said.keep.save });
    expect(save.getAttribute("aria-disabled")).not.toBe("true");
    await owner.click(save);
    expect(doors.to("set_keeping")).toEqual([{ shop: "Harbour Tea", keeping }]);
    await vi.waitFor(() => expect(screen.queryByText(said.keep.waits)).toBeNull());
    expect(save.getAttribute("aria-disabled")).toBe("true");
  });
});

describe("the backups", () => {
  test("a backup is pinned with a note and then cannot be chosen", async () => {
    const owner = openPage();
    const when = dateTime(backup(2).finished);
    await owner.click(await screen.findByRole("button", { name: said.kept.more(backup(2).finished) }));
    await owner.click(await screen.findByRole("menuitem", { name: said.kept.pin }));
    const dialog = await screen.findByRole("dialog");
    expect(within(dialog).getByText(when)).toBeTruthy();
    await owner.type(within(dialog).getByLabelText(said.kept.note), "Before the fair");
    await owner.click(within(dialog).getByRole("button", { name: said.kept.pinButton }));
    expect(doors.to("pin_backup")).toEqual([{ shop: "Harbour Tea", backup: 2, pinned: true, note: "Before the fair" }]);
    expect(await screen.findByText(said.kept.why("Before the fair"))).toBeTruthy();
    const box = screen.getByRole("checkbox", { name: said.kept.choose(backup(2).finished) });
    expect(box.getAttribute("aria-disabled")).toBe("true");
  });

  test("chosen ones are deleted after a question that names how many and which dates", async () => {
    const owner = openPage();
    await owner.click(await screen.findByRole("checkbox", { name: said.kept.choose(backup(2).finished) }));
    await owner.click(screen.getByRole("checkbox", { name: said.kept.choose(backup(1).finished) }));
    await owner.click(screen.getByRole("button", { name: said.kept.delete }));
    const dialog = await screen.findByRole("dialog");
    expect(within(dialog).getByText(said.kept.deleteTitle(2))).toBeTruthy();
    const dates = said.kept.dates([dateTime(backup(2).finished), dateTime(backup(1).finished)]);
    expect(within(dialog).getByText(dates)).toBeTruthy();
    expect(await within(dialog).findByText(read(said.kept.deleteText(20_000)))).toBeTruthy();
    await owner.click(within(dialog).getByRole("button", { name: said.kept.deleteButton(2) }));
    expect(doors.to("start_deleting")).toEqual([{ shop: "Harbour Tea", backups: [2, 1] }]);
  });
});
