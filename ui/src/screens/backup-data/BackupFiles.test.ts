// `Backup Data`, with doors whose answers are told.

import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";

import type { BackupFileFound, Failure, JobNews } from "../../contract/contract";
import { jobs } from "../../parts/jobs.svelte";
import { harbour, openOn } from "../../testing/opened";
import { doors } from "../../testing/toldDoors";
import { words } from "../../words";
import BackupFiles from "./BackupFiles.svelte";

const said = words.backupData;
const file = { handle: "place-9", shown: "/media/tea.backstock.zip" };

const found: BackupFileFound = {
  shop: "Harbour Tea",
  finished: "2026-11-19T20:04:00Z",
  created: "2026-11-20T08:00:00Z",
  bytes: 14_200_000,
  types: [
    { type: "invoices", label: "Invoices", records: 120 },
    { type: "products", label: "Products", records: 2_000 },
  ],
};

async function openPage(): Promise<ReturnType<typeof userEvent.setup>> {
  doors.begin({
    list_jobs: () => ({ jobs: [], elsewhere: null }),
    create_backup_file: () => ({ job: 4 }),
    show_in_folder: () => ({}),
    pick: () => ({ chosen: file }),
    start_file_check: () => ({ job: 7 }),
    start_file_preview: () => ({ job: 8 }),
  });
  await jobs.begin();
  render(BackupFiles);
  return userEvent.setup();
}

beforeEach(() => {
  openOn();
});

const news = (job: number, state: JobNews["state"]): JobNews => ({
  job,
  shop: "Harbour Tea",
  kind: "read_file",
  started: "2026-11-20T08:00:00Z",
  state,
});
const checked = (job = 7): void => doors.news(news(job, { kind: "ended", outcome: { kind: "file_checked", found } }));
const refused = (job: number, code: Failure["code"]): void =>
  doors.news(
    news(job, { kind: "failed", failure: { code, message: "It is not.", hint: "Choose another." }, run: null }),
  );

const made: JobNews = {
  job: 4,
  shop: "Harbour Tea",
  kind: "backup_file",
  started: "2026-11-20T08:00:00Z",
  state: {
    kind: "ended",
    outcome: {
      kind: "file_made",
      made: { file, backup: 3, finished: "2026-11-20T08:00:00Z", bytes: 14_200_000, sha256: "ab12cd" },
    },
  },
};

// S1.1, S1.2, S1.12, S1.14
test("the page stands where the owner looks for it and says what a file is and what it is not", async () => {
  await openPage();
  const path = within(screen.getByRole("navigation", { name: "My Business > Settings > Backup Data" }));
  expect(path.getByRole("link", { name: "Settings" })).toBeTruthy();
  for (const part of ["Documents (Quotes, Invoices, Letters)", "Customers", "Logs", "Financial metadata"]) {
    expect(screen.getByText(part)).toBeTruthy();
  }
  for (const point of [...said.scope.points, ...said.practices.points]) {
    expect(screen.getByText(point)).toBeTruthy();
  }
});

// S1.2, S1.15
test("a file is made, shown with its check sum, and found on the disk", async () => {
  const owner = await openPage();
  await owner.click(screen.getByLabelText(said.create.protect));
  await owner.click(screen.getByRole("button", { name: "Create Backup ZIP" }));
  expect(screen.getByText(words.firstRun.create.passphraseShort)).toBeTruthy();
  await owner.type(screen.getByLabelText(said.create.passphrase), "rye and wheat");
  await owner.click(screen.getByRole("button", { name: "Create Backup ZIP" }));
  expect(screen.getByText(words.firstRun.create.passphraseDiffers)).toBeTruthy();
  expect(doors.to("create_backup_file")).toEqual([]);
  await owner.type(screen.getByLabelText(words.firstRun.create.passphraseAgain), "rye and wheat");
  await owner.click(screen.getByRole("button", { name: "Create Backup ZIP" }));
  expect(doors.to("create_backup_file")).toEqual([{ shop: "Harbour Tea", fresh: true, passphrase: "rye and wheat" }]);
  expect(screen.queryByLabelText(said.create.passphrase)).toBeNull();
  doors.news(made);
  expect(await screen.findByText("ab12cd")).toBeTruthy();
  expect(screen.getByText(/^Backup 3, as of 20 Nov 2026, 08:00, was written and read back/)).toBeTruthy();
  await owner.click(screen.getByRole("button", { name: said.create.showInFolder }));
  expect(doors.to("show_in_folder")).toEqual([{ place: "place-9" }]);
});

test("of when the file will be is said, and the shop is backed up first unless the owner says otherwise", async () => {
  const owner = await openPage();
  expect(screen.getByText(said.create.freshHint)).toBeTruthy();
  await owner.click(screen.getByLabelText(said.create.fresh));
  expect(screen.getByText(said.create.staleHint("2026-11-19T20:04:00Z"))).toBeTruthy();
  await owner.click(screen.getByRole("button", { name: "Create Backup ZIP" }));
  expect(doors.to("create_backup_file")).toEqual([{ shop: "Harbour Tea", fresh: false, passphrase: null }]);
});

test("without a backup there is nothing to put into a file unless one is made, and the way to one is there", async () => {
  openOn({ ...harbour, last_backup: null });
  const owner = await openPage();
  expect(screen.queryByRole("link", { name: said.create.backUp })).toBeNull();
  await owner.click(screen.getByLabelText(said.create.fresh));
  await owner.click(screen.getByRole("button", { name: "Create Backup ZIP" }));
  expect(doors.to("create_backup_file")).toEqual([]);
  expect(screen.getByRole("link", { name: said.create.backUp })).toBeTruthy();
});

// S1.4
test("a chosen file is checked and warned of, and only then put against the shop", async () => {
  const owner = await openPage();
  expect(screen.queryByRole("button", { name: "Restore from Backup" })).toBeNull();
  await owner.click(screen.getByRole("button", { name: said.restore.choose }));
  // Checking a large file takes its time, and can be watched and stopped.
  const checking = { kind: "running", phase: "checking_file", type_label: null, failed: 0, stopping: false } as const;
  doors.news(news(7, { ...checking, done: 500, total: 1_000 }));
  expect((await screen.findAllByText("50%")).length).toBeGreaterThan(0);
  expect(screen.getByRole("button", { name: words.common.buttons.stop })).toBeTruthy();
  checked();
  expect(await screen.findByText("Documents, Customers, Logs and Settings will be overwritten")).toBeTruthy();
  expect(screen.getByRole("rowheader", { name: "Invoices" })).toBeTruthy();
  await owner.click(screen.getByLabelText(said.restore.deletes));
  await owner.click(screen.getByRole("button", { name: "Restore from Backup" }));
  expect(doors.to("start_file_preview")).toEqual([
    {
      shop: "Harbour Tea",
      file: "place-9",
      passphrase: null,
      types: [],
      allow_deletes: false,
      include_protected: true,
    },
  ]);
  refused(8, "other_records");
  expect(await screen.findByText(words.errors.of({ code: "other_records", message: "", hint: "" }).title)).toBeTruthy();
});

// S1.13, S1.15
test("a damaged file goes no further, and a protected one asks for its passphrase", async () => {
  const owner = await openPage();
  await owner.click(screen.getByRole("button", { name: said.restore.choose }));
  refused(7, "file_passphrase_needed");
  doors.tell({ start_file_check: () => ({ job: 9 }) });
  await owner.type(await screen.findByLabelText(words.backups.form.passphraseOf), "oat");
  await owner.click(screen.getByRole("button", { name: said.restore.check }));
  refused(9, "file_damaged");
  doors.tell({ start_file_check: () => ({ job: 10 }) });
  expect(await screen.findByText(words.errors.of({ code: "file_damaged", message: "", hint: "" }).title)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Restore from Backup" })).toBeNull();
  await owner.clear(screen.getByLabelText(words.backups.form.passphraseOf));
  await owner.type(screen.getByLabelText(words.backups.form.passphraseOf), "rye");
  await owner.click(screen.getByRole("button", { name: said.restore.check }));
  checked(10);
  expect(await screen.findByRole("button", { name: "Restore from Backup" })).toBeTruthy();
});
