// Bulk Recovery from the history to the preview, with doors whose answers are told.

import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, test, vi } from "vitest";

import type { BackupRow, Failure, RestorePreview, VersionComparison, VersionTypeRow } from "../../contract/contract";
import { jobs } from "../../parts/jobs.svelte";
import { vaultMemory } from "../../parts/vaultMemory";
import { later } from "../../testing/later";
import { openOn } from "../../testing/opened";
import { doors } from "../../testing/toldDoors";
import { words } from "../../words";
import { dateTime } from "../../words/format";
import BulkRecovery from "./BulkRecovery.svelte";
import { chosenFor } from "./kept.svelte";

const backup = (number: number, finished: string, more: Partial<BackupRow> = {}): BackupRow => ({
  backup: number,
  finished,
  origin: "manual",
  label: null,
  pinned: false,
  note: null,
  partial: false,
  wanted: true,
  alarmed: false,
  records: 2_040,
  added: 0,
  updated: 0,
  deleted: 0,
  ...more,
});
const backups = [
  backup(3, "2026-11-20T20:00:00Z"),
  backup(2, "2026-11-19T20:00:00Z", { origin: "safety", partial: true, wanted: false }),
  backup(1, "2026-11-12T20:00:00Z", { label: "Before the import", pinned: true }),
];
const type = (key: string, label: string, more: Partial<VersionTypeRow> = {}): VersionTypeRow => ({
  type: key,
  label,
  group: "business",
  records: 10,
  other_records: 10,
  added: 0,
  updated: 0,
  deleted: 0,
  unchanged: 10,
  offer: { kind: "possible" },
  ...more,
});
const types = [
  type("products", "Products", {
    records: 2_004,
    other_records: 2_005,
    added: 3,
    updated: 412,
    deleted: 2,
    unchanged: 1_590,
  }),
  type("brands", "Brands"),
  type("orders", "Orders", { offer: { kind: "protected", reason: "Orders are what really happened." } }),
  type("settings", "Settings", {
    group: "content",
    offer: { kind: "not_restorable", reason: "Settings are changed in the shop itself." },
  }),
];
const comparison = (more: Partial<VersionComparison> = {}): VersionComparison => ({
  comparison: 5,
  selected: backups[2]!,
  other: { kind: "backup", backup: backups[0]! },
  types,
  unread: [],
  ...more,
});
const changed = Array.from({ length: 417 }, (_, at) => ({
  id: String(at),
  name: `Tea ${at}`,
  change: "updated" as const,
}));
const preview: RestorePreview = {
  plan: 12,
  to: 1,
  to_at: backups[2]!.finished,
  creates: 0,
  updates: 412,
  deletes: 0,
  types: [{ type: "products", label: "Products", creates: 0, updates: 412, deletes: 0 }],
  writes: [],
  writes_total: 412,
  skips: [],
  skips_total: 0,
  conflicts: 0,
  conflicted: [],
  revised: null,
  consequences: [],
};

const said = words.bulk;
const button = (name: string | RegExp): HTMLElement => screen.getByRole("button", { name });
const why = (element: HTMLElement): string =>
  document.getElementById(element.getAttribute("aria-describedby") ?? "")?.textContent?.trim() ?? "";

async function openPage(listed = backups): Promise<ReturnType<typeof userEvent.setup>> {
  doors.begin({
    list_backups: () => ({ backups: listed }),
    compare_version: () => comparison(),
    version_differences: ({ offset, limit }) => ({
      total: changed.length,
      records: changed.slice(offset, offset + limit),
    }),
    preview_restore: () => preview,
    stop_looking: () => ({}),
  });
  render(BulkRecovery, { route: { page: "bulk" } });
  await screen.findByText(/Before the import/);
  return userEvent.setup();
}

async function openVersion(): Promise<ReturnType<typeof userEvent.setup>> {
  const owner = await openPage();
  await owner.click(button(/Before the import/));
  await screen.findByRole("rowheader", { name: "Products" });
  return owner;
}

async function openCategories(): Promise<ReturnType<typeof userEvent.setup>> {
  const owner = await openVersion();
  await owner.click(button(said.restore));
  await screen.findByRole("dialog");
  return owner;
}

beforeEach(() => {
  openOn();
});

describe("the history of backups", () => {
  // S2.7.1
  test("lists every backup and, with dates, only those of the days chosen", async () => {
    const owner = await openPage();
    const shown = (): string[] =>
      screen.queryAllByRole("button", { pressed: false }).map((found) => found.textContent?.replace(/\s+/g, " ") ?? "");
    // What a restore made in passing is folded away.
    expect(shown()).toHaveLength(2);
    await owner.click(screen.getByRole("checkbox", { name: said.history.inPassing(1) }));
    expect(shown()).toHaveLength(3);
    expect(shown()[0]).toContain(dateTime(backups[0]!.finished));
    await owner.type(screen.getByLabelText(words.common.dates.from), "2026-11-19");
    expect(shown()).toHaveLength(2);
    await owner.type(screen.getByLabelText(words.common.dates.to), "2026-11-19");
    expect(shown()).toHaveLength(1);
    await owner.clear(screen.getByLabelText(words.common.dates.from));
    await owner.type(screen.getByLabelText(words.common.dates.from), "2026-11-13");
    await owner.clear(screen.getByLabelText(words.common.dates.to));
    await owner.type(screen.getByLabelText(words.common.dates.to), "2026-11-14");
    expect(screen.getByText(said.history.noneThen)).toBeTruthy();
    await owner.click(button(said.history.anyDate));
    expect(shown()).toHaveLength(3);
  });

  // S2.7.10, S2.15.3
  test("without a version nothing can be restored, and the button says so", async () => {
    await openPage();
    expect(why(button(said.restore))).toBe(said.cannot.noVersion);
  });

  test("before the first backup it says that one is needed", async () => {
    doors.begin({ list_backups: () => ({ backups: [] }) });
    render(BulkRecovery, { route: { page: "bulk" } });
    expect(await screen.findByText(said.history.empty.title)).toBeTruthy();
  });
});

describe("a selected version", () => {
  // S2.7.2, S2.7.3
  test("fills the table; only rows with changes have Compare", async () => {
    await openVersion();
    expect(doors.to("compare_version")).toEqual([{ shop: "Harbour Tea", backup: 1, with: { kind: "latest" } }]);
    for (const head of [said.table.columns.items, said.table.compareToLatest]) {
      expect(screen.getByRole("columnheader", { name: head })).toBeTruthy();
    }
    const row = (name: string): HTMLElement => screen.getByRole("rowheader", { name }).closest("tr")!;
    expect(row("Products").textContent).toContain("2,004");
    expect(within(row("Products")).getByRole("button", { name: /^Compare/ })).toBeTruthy();
    expect(within(row("Brands")).queryByRole("button")).toBeNull();
    expect(row("Brands").textContent).toContain(said.table.noChange);
  });

  // S2.7.10
  test("while it is being loaded nothing can be restored", async () => {
    const owner = await openPage();
    const answer = later<VersionComparison>();
    doors.tell({ compare_version: () => answer.promise });
    await owner.click(button(/Before the import/));
    expect(why(button(said.restore))).toBe(said.cannot.loading);
    answer.resolve(comparison());
    await screen.findByRole("rowheader", { name: "Products" });
    expect(button(said.restore).getAttribute("aria-disabled")).toBeNull();
  });

  test("what the shop does not let us read is named, and nothing is said of it", async () => {
    const owner = await openPage();
    doors.tell({ compare_version: () => comparison({ unread: ["Customers", "Reviews"] }) });
    await owner.click(button(/Before the import/));
    expect(await screen.findByText("Not compared: Customers and Reviews")).toBeTruthy();
    expect(screen.getByText(said.table.unreadHint)).toBeTruthy();
    expect(screen.queryByRole("rowheader", { name: "Customers" })).toBeNull();
  });

  test("the latest backup is never one that a restore made in passing", async () => {
    const kept = backups;
    const safety = backup(4, "2026-11-20T21:00:00Z", { origin: "safety", partial: true, wanted: false });
    const owner = await openPage([safety, ...kept]);
    await owner.click(button(/Before the import/));
    expect(await screen.findByRole("option", { name: said.other.latest(kept[0]!.finished) })).toBeTruthy();
    expect(screen.queryByRole("option", { name: said.other.latest(safety.finished) })).toBeNull();
  });

  test("is compared with another backup, or with the shop as it is now", async () => {
    const owner = await openVersion();
    await owner.selectOptions(screen.getByLabelText(said.other.label), "live");
    await owner.selectOptions(screen.getByLabelText(said.other.label), "2");
    expect(doors.to("compare_version").map((ask) => (ask as { with: unknown }).with)).toEqual([
      { kind: "latest" },
      { kind: "live" },
      { kind: "backup", backup: 2 },
    ]);
  });

  // S2.7.4, S2.7.5
  test("Version differences tells both dates, the counts, what they mean, and the items", async () => {
    const owner = await openVersion();
    await owner.click(button(/^Compare\s+Products/));
    const dialog = within(await screen.findByRole("dialog"));
    expect(dialog.getByRole("heading", { name: said.differences.title })).toBeTruthy();
    expect(dialog.getByText("Products")).toBeTruthy();
    expect(dialog.getByText(dateTime(backups[2]!.finished))).toBeTruthy();
    expect(dialog.getByText(dateTime(backups[0]!.finished))).toBeTruthy();
    for (const text of [said.differences.meaning.added, said.differences.meaning.deleted]) {
      expect(dialog.getByText(text)).toBeTruthy();
    }
    expect(dialog.getByText(/2,004 items/).textContent).toContain("1,590 unchanged + 412 updated + 2 deleted");
    expect(dialog.getByText(/2,005 items/).textContent).toContain("1,590 unchanged + 412 updated + 3 added");
    expect(await dialog.findByText(said.differences.found(417))).toBeTruthy();
    await owner.click(dialog.getByRole("radio", { name: /Deleted/ }));
    expect(doors.to("version_differences").at(-1)).toMatchObject({
      comparison: 5,
      type: "products",
      change: "deleted",
    });
    // Capability 2, from where one sees what went wrong.
    const brush = dialog.getByRole("link", { name: words.brush.open });
    expect(brush.getAttribute("href")).toBe(`#/only-some-fields/products/${backups[2]!.backup}`);
    await owner.click(dialog.getAllByRole("button", { name: words.common.buttons.close })[0]!);
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  // Capability 5
  test("a mistake can be undone from here", async () => {
    await openVersion();
    const link = screen.getByRole("link", { name: words.revert.name });
    expect(link.getAttribute("href")).toBe("#/undo-a-mistake");
  });
});

describe("Select categories to restore", () => {
  const box = (name: string): HTMLInputElement => screen.getByRole("checkbox", { name });

  // S2.7.6
  test("All items ticks everything that can be restored and nothing else, and shows when it is only some", async () => {
    const owner = await openCategories();
    await owner.click(box(said.categories.all));
    expect(box("Products").checked && box("Brands").checked).toBe(true);
    expect(box("Orders").checked).toBe(false);
    expect(why(box("Orders"))).toContain(said.categories.protectedReason);
    await owner.click(box("Brands"));
    expect(box(said.categories.all).indeterminate).toBe(true);
    await owner.click(box(said.categories.includeProtected));
    await owner.click(box(said.categories.all));
    expect(box("Orders").checked).toBe(true);
    expect(screen.queryByRole("checkbox", { name: "Settings" })).toBeNull();
  });

  // S2.7.6: the numbers say what they are against, and can be had against the shop.
  test("how many differ is told against the latest backup until the owner looks at the shop", async () => {
    const owner = await openCategories();
    const { against, look, counts } = said.categories;
    const other = said.other.backupOf(3, backups[0]!.finished);
    expect(screen.getByText(against(other, false))).toBeTruthy();
    const read = "2026-11-20T21:00:00Z";
    const live = comparison({
      comparison: 6,
      other: { kind: "live", at: read },
      types: [type("products", "Products", { records: 2_004, updated: 2_000 })],
    });
    const answer = later<VersionComparison | Failure>();
    doors.tell({ compare_version: () => answer.promise });
    await owner.click(button(look));
    // What is there stays until the answer comes, and nothing is decided by half of it.
    expect(screen.getByText(counts(2_004, 417))).toBeTruthy();
    expect(why(button(said.categories.now))).toBe(said.other.reading);
    answer.resolve(live);
    expect(await screen.findByText(counts(2_004, 2_000))).toBeTruthy();
    expect(screen.getByText(against(said.other.liveRead(read), true))).toBeTruthy();
    expect(doors.to("compare_version").at(-1)).toMatchObject({ with: { kind: "live" } });
  });

  test("a shop that cannot be read leaves the numbers that are there", async () => {
    const owner = await openCategories();
    const { against, look } = said.categories;
    const failure: Failure = { code: "shop_missing", message: "The file is not there.", hint: "Plug in the disk." };
    doors.tell({ compare_version: () => failure });
    await owner.click(button(look));
    expect((await screen.findAllByText(failure.message)).length).toBeGreaterThan(0);
    expect(screen.getByText(against(said.other.backupOf(3, backups[0]!.finished), false))).toBeTruthy();
    expect(button(look)).toBeTruthy();
  });

  // S2.7.7, S2.7.12
  test("what cannot be written is listed with its reason and what to do", async () => {
    await openCategories();
    const { assistance } = said.categories;
    expect(screen.getByRole("heading", { name: assistance.title })).toBeTruthy();
    expect(screen.getByText("Settings are changed in the shop itself.")).toBeTruthy();
    expect(screen.getByText(assistance.howLong).textContent).toContain("7 days");
    expect(screen.getByRole("link", { name: assistance.open("Settings") }).getAttribute("href")).toBe(
      "#/vault/settings",
    );
  });

  // S2.7.9, S2.7.10, S2.15.3, S2.16.1
  test("Restore now says what is missing, one thing after the other", async () => {
    const owner = await openCategories();
    const now = (): HTMLElement => button(said.categories.now);
    expect(why(now())).toBe(said.cannot.noneChosen);
    await owner.click(box("Products"));
    expect(why(now())).toBe(said.cannot.notCompared);
    await owner.click(box(said.categories.skipComparing));
    const chips = words.mail.recipients;
    await owner.click(screen.getByRole("button", { name: chips.remove(chips.thisComputer) }));
    expect(why(now())).toBe(said.cannot.noRecipient);
    await owner.click(now());
    expect(doors.to("preview_restore")).toEqual([]);
    await owner.click(screen.getByRole("button", { name: chips.addThisComputer }));
    await owner.click(now());
    await vi.waitFor(() => expect(location.hash).toBe("#/restore/12"));
    expect(doors.to("preview_restore")).toEqual([
      {
        shop: "Harbour Tea",
        to: 1,
        types: ["products"],
        records: [],
        fields: [],
        allow_deletes: false,
        include_protected: false,
      },
    ]);
  });

  // S2.16.1
  test("whoever has looked at the differences is not asked again", async () => {
    const owner = await openVersion();
    await owner.click(button(/^Compare\s+Products/));
    const dialog = within(await screen.findByRole("dialog"));
    await owner.click(dialog.getAllByRole("button", { name: words.common.buttons.close })[0]!);
    await owner.click(button(said.restore));
    await owner.click(box("Products"));
    expect(screen.queryByRole("checkbox", { name: said.categories.skipComparing })).toBeNull();
    expect(button(said.categories.now).getAttribute("aria-disabled")).toBeNull();
  });

  // S2.7.10
  test("while a restore is running none can be started", async () => {
    await openVersion();
    jobs.hear({
      job: 1,
      shop: "Harbour Tea",
      kind: "restore",
      started: "2026-11-20T11:00:00Z",
      state: { kind: "running", phase: "writing", type_label: null, done: 0, total: 9, failed: 0, stopping: false },
    });
    await vi.waitFor(() => expect(why(button(said.restore))).toBe(words.restore.unavailable.restoreRunning));
  });

  test("the preview can be stopped on its way; nothing was written", async () => {
    const owner = await openCategories();
    const answer = later<RestorePreview | Failure>();
    doors.tell({ preview_restore: () => answer.promise });
    await owner.click(box("Products"));
    await owner.click(box(said.categories.skipComparing));
    await owner.click(button(said.categories.now));
    expect(screen.getByText(said.categories.planning)).toBeTruthy();
    // S2.8.3: how far it is, as soon as that is known.
    doors.tell({ looking_now: () => ({ type_label: "Products", done: 1_200, total: 9_000 }) });
    expect(await screen.findByText(said.categories.planned("Products", 1_200, 9_000))).toBeTruthy();
    const bar = screen.getByRole("progressbar", { name: said.categories.planning });
    expect([bar.getAttribute("aria-valuenow"), bar.getAttribute("aria-valuemax")]).toEqual(["1200", "9000"]);
    await owner.click(button(said.other.stop));
    expect(doors.to("stop_looking")).toHaveLength(1);
    answer.resolve({ code: "cancelled", message: "Stopped.", hint: "Start it again." });
    expect(await screen.findByText(said.categories.stopped)).toBeTruthy();
    expect(location.hash).toBe("");
  });
});

test("what was chosen in one vault is not chosen in the next, whatever its shop is called", () => {
  chosenFor("Harbour Tea").backup = 3;
  expect(chosenFor("Harbour Tea").backup).toBe(3);
  vaultMemory.forget();
  expect(chosenFor("Harbour Tea").backup).toBeNull();
});
