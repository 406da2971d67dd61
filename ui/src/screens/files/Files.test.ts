// Two files beside each other, with doors whose answers are told.

import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { tick } from "svelte";
import { beforeEach, expect, test, vi } from "vitest";

import type { BackupRow, Comparison, FileContents, FilePair, JobNews } from "../../contract/contract";
import { jobs } from "../../parts/jobs.svelte";
import { later } from "../../testing/later";
import { openOn } from "../../testing/opened";
import { doors } from "../../testing/toldDoors";
import { words } from "../../words";
import Files from "./Files.svelte";
import PairRecord from "./PairRecord.svelte";

const said = words.files;
const march = { handle: "place-1", shown: "/media/march.sql" };
const june = { handle: "place-2", shown: "/media/june.backstock.zip" };

function backup(number: number, finished: string): BackupRow {
  return {
    backup: number,
    finished,
    origin: "imported",
    label: null,
    pinned: false,
    note: null,
    partial: false,
    wanted: true,
    alarmed: false,
    records: 2_000,
    added: 0,
    updated: 0,
    deleted: 0,
  };
}

const pair: FilePair = {
  shop: "\u0001files",
  comparison: {
    comparison: 3,
    selected: backup(1, "2026-03-01T00:00:00Z"),
    other: { kind: "backup", backup: backup(2, "2026-06-20T00:00:00Z") },
    types: [
      {
        type: "products",
        label: "Products",
        group: "business",
        records: 1_942,
        other_records: 2_000,
        added: 58,
        updated: 0,
        deleted: 0,
        unchanged: 1_942,
        offer: { kind: "possible" },
      },
    ],
    unread: [],
  },
};

async function openPage(arrival?: number): Promise<ReturnType<typeof userEvent.setup>> {
  doors.begin({
    list_jobs: () => ({ jobs: [], elsewhere: null }),
    pick: () => ({ chosen: june }),
    take_arrived: () => ({ files: [march, june] }),
    start_comparing_files: () => ({ job: 4 }),
    version_differences: () => ({ total: 1, records: [{ id: "7", name: "Matcha", change: "added" }] }),
  });
  await jobs.begin();
  render(Files, { route: arrival === undefined ? { page: "files" } : { page: "files", arrival } });
  return userEvent.setup();
}

const news = (state: JobNews["state"]): void =>
  doors.news({ job: 4, shop: pair.shop, kind: "read_file", started: "2026-11-20T08:00:00Z", state });

beforeEach(() => {
  openOn();
});

// S2.1.4, capability 8
test("two files that were dropped are compared at once, and their items can be looked at", async () => {
  const owner = await openPage(2);
  await vi.waitFor(() =>
    expect(doors.to("start_comparing_files")).toEqual([
      { one: "place-1", other: "place-2", shop: null, passphrase: null },
    ]),
  );
  expect(doors.to("take_arrived")).toEqual([{ arrival: 2 }]);
  news({ kind: "ended", outcome: { kind: "files_compared", pair } });
  expect(await screen.findByRole("rowheader", { name: "Products" })).toBeTruthy();
  expect(screen.getByText("1,942")).toBeTruthy();
  await owner.click(screen.getByRole("button", { name: /^Show/ }));
  expect(await screen.findByText(said.result.differences("Products"))).toBeTruthy();
  expect(doors.to("version_differences")).toMatchObject([{ comparison: 3, type: "products" }]);
});

test("an item stands with its earlier state left, as the files do", async () => {
  const shown = (value: string) => ({ text: value, null: false, segments: [], image: null });
  const field = { path: "/price", label: "Price", section: null, kind: "plain", difference: "changed", minor: false };
  const summary = [{ ...field, current: shown("5.00"), selected: shown("4.50") }];
  doors.begin({ compare_record: () => ({ comparison: 9, summary, changed_fields: 1 }) as unknown as Comparison });
  const record = { id: "7", name: "Matcha", change: "updated" } as const;
  const { container } = render(PairRecord, { shop: pair.shop, type: "products", record, live: false });
  await screen.findByText("4.50");
  expect([...container.querySelectorAll(".heads b")].map((head) => head.textContent)).toEqual([said.one, said.other]);
  const values = screen.getAllByRole("cell").map((cell) => cell.textContent?.replace(/\s+/g, " ").trim());
  expect(values).toEqual([`${said.one} 4.50`, `${said.other} 5.00`]);
});

test("nothing is compared before there are two, and a protected one asks for its passphrase", async () => {
  const owner = await openPage();
  await owner.click(screen.getByRole("button", { name: said.compare }));
  expect(doors.to("start_comparing_files")).toEqual([]);
  for (const label of [said.one, said.other]) {
    await owner.click(screen.getByRole("button", { name: `${said.choose}${label}` }));
  }
  await owner.click(screen.getByRole("button", { name: said.compare }));
  const failure = { code: "file_passphrase_needed", message: "It is protected.", hint: "Enter it." } as const;
  news({ kind: "failed", failure, run: null });
  await owner.type(await screen.findByLabelText(said.passphrase), "rye");
  await owner.click(screen.getByRole("button", { name: said.compare }));
  expect(doors.to("start_comparing_files").at(-1)).toMatchObject({ passphrase: "rye" });
});

// Capability 8: a file beside the shop as it is now, with the same panes, and a way to restore from it.
test("a file is compared with the shop as it is now", async () => {
  const owner = await openPage();
  await owner.click(screen.getByRole("button", { name: `${said.choose}${said.one}` }));
  await owner.click(await screen.findByRole("button", { name: said.takeShop("Harbour Tea") }));
  expect(screen.getByText(said.shop("Harbour Tea"))).toBeTruthy();
  expect(screen.queryByRole("button", { name: said.swap })).toBeNull();
  await owner.click(screen.getByRole("button", { name: said.compare }));
  expect(doors.to("start_comparing_files")).toEqual([
    { one: "place-2", other: null, shop: "Harbour Tea", passphrase: null },
  ]);
  const live: FilePair = {
    ...pair,
    comparison: { ...pair.comparison, other: { kind: "live", at: "2026-11-20T08:00:00Z" } },
  };
  news({ kind: "ended", outcome: { kind: "files_compared", pair: live } });
  expect(await screen.findByRole("columnheader", { name: said.live })).toBeTruthy();
  expect(screen.getByText(said.result.restoreAt)).toBeTruthy();
});

// Issue 5: whoever leaves a comparison finds it again.
test("a comparison that was left is there when its page is opened again", async () => {
  await openPage(2);
  await vi.waitFor(() => expect(doors.to("start_comparing_files").length).toBe(1));
  cleanup();
  await jobs.begin();
  news({ kind: "ended", outcome: { kind: "files_compared", pair } });
  render(Files, { route: { page: "files" } });
  expect(await screen.findByText("/media/march.sql")).toBeTruthy();
  expect(await screen.findByRole("rowheader", { name: "Products" })).toBeTruthy();
});

const contents: FileContents = {
  kind: "dump",
  dialect: "mysql",
  made_by: "mariadb-dump",
  dated: "2026-03-01T00:00:00Z",
  bytes: 4_096,
  platform: null,
  types: [
    { type: "products", label: "Products", records: 1_942 },
    { type: "empty", label: "Empty", records: 0 },
  ],
  left_out: [{ what: "create trigger", count: 2 }],
  beside: [],
};

// Issue 5: one file shows what is in it, and what can be done with it.
test("one file that came says what is in it, and leads on to the shop", async () => {
  const owner = await lookedInto(contents);
  expect(doors.to("start_looking_into_file")).toEqual([{ file: "place-1", passphrase: null }]);
  expect(await screen.findByRole("rowheader", { name: "Products" })).toBeTruthy();
  expect(screen.queryByRole("rowheader", { name: "Empty" })).toBeNull();
  expect(screen.getByText(said.contents.leftOut(contents.left_out))).toBeTruthy();
  await owner.click(screen.getByRole("button", { name: said.contents.import("Harbour Tea") }));
  await owner.click(await screen.findByRole("button", { name: words.backups.import.take }));
  expect(doors.to("start_file_import")).toEqual([
    { shop: "Harbour Tea", file: "place-1", dated: null, passphrase: null },
  ]);
  await owner.click(screen.getAllByRole("button", { name: words.common.buttons.close })[0] as HTMLElement);
  await owner.click(screen.getByRole("button", { name: said.contents.compareShop("Harbour Tea") }));
  expect(doors.to("start_comparing_files")).toEqual([
    { one: "place-1", other: null, shop: "Harbour Tea", passphrase: null },
  ]);
});

/** A file that came, and what is found in it. */
async function lookedInto(found: FileContents): Promise<ReturnType<typeof userEvent.setup>> {
  const owner = await openPage();
  cleanup();
  doors.tell({
    take_arrived: () => ({ files: [march] }),
    start_looking_into_file: () => ({ job: 5 }),
    start_file_import: () => ({ job: 6 }),
  });
  render(Files, { route: { page: "files", arrival: 3 } });
  await vi.waitFor(() => expect(doors.to("start_looking_into_file")).toHaveLength(1));
  const state = { kind: "ended", outcome: { kind: "file_seen", contents: found } } as const;
  doors.news({ job: 5, shop: pair.shop, kind: "read_file", started: "2026-11-20T08:00:00Z", state });
  await screen.findByRole("rowheader", { name: "Products" });
  return owner;
}

test("a file that does not say of when it is goes into the history only with a day", async () => {
  const owner = await lookedInto({ ...contents, dated: null });
  await owner.click(screen.getByRole("button", { name: said.contents.import("Harbour Tea") }));
  const form = words.backups.import;
  const day = await screen.findByLabelText<HTMLInputElement>(form.date);
  expect(day.value).toBe("");
  expect(screen.getByText(form.dateHint)).toBeTruthy();
  const take = screen.getByRole("button", { name: form.take, description: form.dateMissing });
  await owner.click(take);
  expect(doors.to("start_file_import")).toEqual([]);
  await fireEvent.input(day, { target: { value: "2126-03-01" } });
  expect(screen.getByRole("button", { name: form.take, description: form.notYet })).toBeTruthy();
  await fireEvent.input(day, { target: { value: "2026-03-01" } });
  await owner.click(take);
  const dated = new Date(2026, 2, 1).toISOString();
  expect(doors.to("start_file_import")).toEqual([{ shop: "Harbour Tea", file: "place-1", dated, passphrase: null }]);
});

test("a look into a file ends with its page, also before the first news of it", async () => {
  await openPage();
  cleanup();
  const begun = later<{ job: number }>();
  doors.tell({
    take_arrived: () => ({ files: [march] }),
    start_looking_into_file: () => begun.promise,
    cancel_job: () => ({}),
  });
  render(Files, { route: { page: "files", arrival: 3 } });
  await vi.waitFor(() => expect(doors.to("start_looking_into_file")).toHaveLength(1));
  cleanup();
  expect(doors.to("cancel_job")).toEqual([]);
  begun.resolve({ job: 5 });
  await vi.waitFor(() => expect(doors.to("cancel_job")).toEqual([{ job: 5 }]));

  // It has begun, and there is no news of it.
  doors.tell({ start_looking_into_file: () => ({ job: 6 }) });
  render(Files, { route: { page: "files", arrival: 4 } });
  await vi.waitFor(() => expect(doors.to("start_looking_into_file")).toHaveLength(2));
  await tick();
  cleanup();
  await vi.waitFor(() => expect(doors.to("cancel_job")).toEqual([{ job: 5 }, { job: 6 }]));
});
