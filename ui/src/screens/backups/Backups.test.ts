// `Settings` > `Backups`, with doors whose answers are told.

import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";

import type { BackupRow, DeskState, Failure, JobNews, JobOutcome, ListedFile } from "../../contract/contract";
import { desk } from "../../parts/desk.svelte";
import { jobs } from "../../parts/jobs.svelte";
import { router } from "../../parts/router";
import ShopSwitcher from "../../parts/shell/ShopSwitcher.svelte";
import { harbour, openDesk, openOn } from "../../testing/opened";
import { doors } from "../../testing/toldDoors";
import { words } from "../../words";
import Backups from "./Backups.svelte";

const said = words.backups;

function listed(file: number, name: string, more: Partial<ListedFile> = {}): ListedFile {
  return {
    file,
    name,
    place: { handle: `place-${file}`, shown: `/media/${name}.zip` },
    is_ours: true,
    kind: "backstock",
    dialect: null,
    made_by: "Backstock",
    dated: "2026-11-19T20:04:00Z",
    bytes: 14_200_000,
    types: [{ type: "products", label: "Products", records: 2_000 }],
    is_protected: false,
    checked: "2026-11-20T08:00:00Z",
    standing: { kind: "whole" },
    pinned: false,
    trashed: null,
    ...more,
  };
}

const imported: BackupRow = {
  backup: 9,
  finished: "2026-11-19T20:04:00Z",
  origin: "imported",
  label: "Old server",
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

const summer = listed(1, "Before the summer");
const server = listed(2, "Old server", { kind: "dump", dialect: "mysql", made_by: "phpMyAdmin", is_ours: false });
const update = listed(3, "Before the update");
const folder = "/home/anna/Backstock files";

async function openPage(files: ListedFile[] = [summer, server, update]): Promise<ReturnType<typeof userEvent.setup>> {
  doors.begin({
    list_jobs: () => ({ jobs: [], elsewhere: null }),
    list_files: () => ({ files, folder }),
    pick: () => ({ chosen: { handle: "place-9", shown: "/media/old_shop.sql.gz" } }),
    start_listed_file: () => ({ job: 4 }),
    start_adding_file: () => ({ job: 4 }),
    start_file_preview: () => ({ job: 5 }),
    order_files: ({ files: order }) => ({
      files: order.map((file) => files.find((row) => row.file === file) ?? summer),
      folder,
    }),
    delete_files: ({ files: gone }) => ({
      files: files.map((row) => (gone.includes(row.file) ? { ...row, trashed: "2026-11-20T09:00:00Z" } : row)),
      folder,
    }),
  });
  await jobs.begin();
  render(Backups);
  await screen.findByText(files[0]?.name ?? said.list.empty.title);
  return userEvent.setup();
}

const news = (job: number, state: JobNews["state"]): JobNews => ({
  job,
  shop: "Harbour Tea",
  kind: "read_file",
  started: "2026-11-20T08:00:00Z",
  state,
});
const reading: JobNews["state"] = {
  kind: "running",
  phase: "checking_file",
  type_label: null,
  done: 1,
  total: 4,
  failed: 0,
  stopping: false,
};
const ended = (job: number, outcome: JobOutcome): void => doors.news(news(job, { kind: "ended", outcome }));
const button = (name: string): HTMLElement => screen.getByRole("button", { name });
const record = (): HTMLInputElement => screen.getByLabelText<HTMLInputElement>("Backup record *");
const names = (): (string | null)[] =>
  screen.getAllByRole("rowheader").map((header) => header.querySelector("span")?.textContent ?? null);

beforeEach(() => {
  openOn();
});

// S0.1, S0.2
test("the list says what each file is, how large, of when, and whether it is whole", async () => {
  await openPage([summer, server, listed(3, "Gone", { standing: { kind: "missing" } })]);
  for (const name of Object.values(said.actions).slice(0, 5)) {
    expect(screen.getByRole("button", { name })).toBeTruthy();
  }
  const row = screen.getByText("Old server").closest("tr") as HTMLElement;
  expect(within(row).getByText("SQL file (MySQL or MariaDB, phpMyAdmin)")).toBeTruthy();
  expect(within(row).getByText("2,000 items in 1 type")).toBeTruthy();
  expect(screen.getByText(said.list.standing.missing)).toBeTruthy();
  expect(screen.getByText(said.restoringOverwrites)).toBeTruthy();
});

// S0.3, S0.5
test("required fields have an asterisk, and what is saved is in the list", async () => {
  const owner = await openPage();
  await owner.click(button("Upload backup"));
  await vi.waitFor(() => expect(document.activeElement).toBe(record()));
  for (const label of ["Backup record *", "Operation *", "Date"]) {
    expect(screen.getByLabelText(label)).toBeTruthy();
  }
  expect(screen.getByText("SQL file *")).toBeTruthy();
  const save = within(screen.getByRole("dialog")).getByRole("button", { name: said.form.save });
  await owner.click(save);
  expect(screen.getByText(said.form.recordMissing)).toBeTruthy();
  expect(screen.getByText(said.form.fileMissing)).toBeTruthy();
  expect(doors.to("start_adding_file")).toEqual([]);
  await owner.click(button(said.form.chooseFile));
  expect(record().value).toBe("old shop");
  await owner.click(save);
  expect(doors.to("start_adding_file")).toEqual([
    { shop: "Harbour Tea", file: "place-9", name: "old shop", dated: null, passphrase: null },
  ]);
  const added = listed(9, "old shop");
  doors.tell({ list_files: () => ({ files: [added, summer, server, update], folder }) });
  ended(4, { kind: "file_listed", file: added });
  await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  await vi.waitFor(() => expect(names()).toEqual(["old shop", "Before the summer", "Old server", "Before the update"]));
});

test("the name goes with the file that is picked, until the owner writes another one", async () => {
  const owner = await openPage();
  await owner.click(button("Upload backup"));
  await owner.click(button(said.form.chooseFile));
  expect(record().value).toBe("old shop");
  doors.tell({ pick: () => ({ chosen: { handle: "place-10", shown: "/media/bakery.backstock.zip" } }) });
  await owner.click(button(said.form.another));
  expect(record().value).toBe("bakery");
  await owner.clear(record());
  await owner.type(record(), "The bakery");
  doors.tell({ pick: () => ({ chosen: { handle: "place-11", shown: "/media/third.sql" } }) });
  await owner.click(button(said.form.another));
  expect(record().value).toBe("The bakery");
});

// S0.1
test("a day that cannot be understood is refused, and is not taken for no day", async () => {
  const owner = await openPage();
  await owner.click(button("Create backup"));
  await owner.type(record(), "Spring");
  const day = screen.getByLabelText<HTMLInputElement>("Date");
  // Where the window's engine has no field for days, it is a line of text.
  day.type = "text";
  await owner.type(day, "1.3.2026");
  const save = within(screen.getByRole("dialog")).getByRole("button", { name: said.form.save });
  await owner.click(save);
  expect(screen.getByText(words.common.dates.format)).toBeTruthy();
  expect(doors.to("start_listed_file")).toEqual([]);
  await owner.clear(day);
  await owner.type(day, "2026-03-01");
  await owner.click(save);
  const [asked] = doors.to("start_listed_file") as { dated: string | null }[];
  expect(new Date(asked?.dated ?? "")).toEqual(new Date(2026, 2, 1, 23, 59, 59));
});

test("another name leaves the moment as it is, and another day is taken", async () => {
  const owner = await openPage();
  doors.tell({ rename_file: () => ({ files: [summer, server, update], folder }) });
  const change = async (edit: () => Promise<void>): Promise<void> => {
    await owner.click(button(said.list.more("Before the summer")));
    await owner.click(await screen.findByRole("menuitem", { name: said.menu.rename }));
    await edit();
    await owner.click(within(screen.getByRole("dialog")).getByRole("button", { name: said.form.save }));
    await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  };
  await change(() => owner.type(record(), " sale"));
  expect(doors.to("rename_file")).toEqual([
    { shop: "Harbour Tea", file: 1, name: "Before the summer sale", dated: null },
  ]);
  await change(async () => {
    const day = screen.getByLabelText("Date");
    await owner.clear(day);
    await owner.type(day, "2026-06-01");
  });
  expect(doors.to("rename_file").at(-1)).toMatchObject({ dated: new Date(2026, 5, 1).toISOString() });
});

// S1.15
test("the passphrase of a new file is written twice", async () => {
  const owner = await openPage();
  await owner.click(button("Create backup"));
  await owner.type(record(), "Spring");
  await owner.click(screen.getByLabelText(words.backupData.create.protect));
  const save = within(screen.getByRole("dialog")).getByRole("button", { name: said.form.save });
  const again = screen.getByLabelText(`${words.firstRun.create.passphraseAgain} *`);
  await owner.type(screen.getByLabelText(`${words.backupData.create.passphrase} *`), "rye and wheat");
  await owner.type(again, "rye and what");
  await owner.click(save);
  expect(screen.getByText(words.firstRun.create.passphraseDiffers)).toBeTruthy();
  expect(doors.to("start_listed_file")).toEqual([]);
  await owner.clear(again);
  await owner.type(again, "rye and wheat");
  await owner.click(save);
  expect(doors.to("start_listed_file")).toMatchObject([{ name: "Spring", passphrase: "rye and wheat" }]);
});

// S0.4
test("a file that cannot be read is refused with the reason, and the form stays as it was", async () => {
  const owner = await openPage();
  await owner.click(button("Upload backup"));
  await owner.click(button(said.form.chooseFile));
  await owner.click(within(screen.getByRole("dialog")).getByRole("button", { name: said.form.save }));
  const damaged: Failure = { code: "file_damaged", message: "The file ends too early.", hint: "Copy it once more." };
  doors.news(news(4, { kind: "failed", failure: damaged, run: null }));
  const alert = await within(screen.getByRole("dialog")).findByRole("alert");
  expect(alert.textContent).toContain(words.errors.of(damaged).title);
  expect(alert.textContent).toContain("Copy it once more.");
  expect(record().value).toBe("old shop");
  expect(screen.queryByLabelText(`${said.form.passphraseOf} *`)).toBeNull();
  expect(names()).toEqual(["Before the summer", "Old server", "Before the update"]);
});

// S0.4
test("a protected file asks for its passphrase", async () => {
  const owner = await openPage();
  await owner.click(button("Upload backup"));
  await owner.click(button(said.form.chooseFile));
  const save = within(screen.getByRole("dialog")).getByRole("button", { name: said.form.save });
  await owner.click(save);
  const refused = { code: "file_passphrase_needed", message: "It is protected.", hint: "Enter it." } as const;
  doors.news(news(4, { kind: "failed", failure: refused, run: null }));
  await owner.type(await screen.findByLabelText(`${said.form.passphraseOf} *`), "rye");
  await owner.click(save);
  expect(doors.to("start_adding_file").at(-1)).toMatchObject({ passphrase: "rye" });
});

// S0.6
test("the order is changed by keyboard, asks before it is left, and is saved", async () => {
  const owner = await openPage();
  expect(button("Save changes").getAttribute("aria-disabled")).toBe("true");
  const handle = screen.getByRole("button", { name: said.list.handle("Old server", 2, 3) });
  handle.focus();
  await owner.keyboard("{ArrowUp}");
  expect(names()).toEqual(["Old server", "Before the summer", "Before the update"]);
  await owner.keyboard("{End}");
  expect(names()).toEqual(["Before the summer", "Before the update", "Old server"]);
  expect(screen.getByText(said.list.moved("Old server", 3, 3))).toBeTruthy();
  expect(router.keeper?.("#/vault")).toBe(false);
  expect(await screen.findByText(said.leave.title)).toBeTruthy();
  await owner.click(button(said.leave.stay));
  await owner.click(button("Save changes"));
  expect(doors.to("order_files")).toEqual([{ shop: "Harbour Tea", files: [1, 3, 2] }]);
  expect(router.keeper?.("#/vault")).toBe(true);
});

// S0.6
test("another shop is asked about, too, before an order that was not saved goes", async () => {
  location.hash = "#/settings/backups";
  const stop = router.begin();
  const owner = await openPage();
  openOn(harbour, { ...harbour, name: "Bakery" });
  desk.choose("Harbour Tea");
  render(ShopSwitcher, { onaddshop: () => {} });
  screen.getByRole("button", { name: said.list.handle("Old server", 2, 3) }).focus();
  await owner.keyboard("{ArrowUp}");
  const choose = async (): Promise<void> => {
    await owner.click(screen.getByRole("button", { name: /Harbour Tea/ }));
    await owner.click(await screen.findByRole("menuitemradio", { name: /Bakery/ }));
  };
  await choose();
  expect(await screen.findByText(said.leave.title)).toBeTruthy();
  expect(desk.shop?.name).toBe("Harbour Tea");
  await owner.click(button(said.leave.stay));
  expect(names()).toEqual(["Old server", "Before the summer", "Before the update"]);
  await choose();
  await owner.click(await screen.findByRole("button", { name: said.leave.discard }));
  await vi.waitFor(() => expect(desk.shop?.name).toBe("Bakery"));
  expect(router.route).toEqual({ page: "backups" });
  stop();
});

test("what changes the list says why it cannot be while the vault is open for viewing only", async () => {
  const owner = await openPage();
  desk.state.put({ ...openDesk, vault: { ...openDesk.vault, view_only: true } as DeskState["vault"] });
  const { menu, actions } = said;
  for (const name of [`${actions.restore}…`, menu.check, menu.rename, menu.pin]) {
    await owner.click(button(said.list.more("Before the summer")));
    const line = await screen.findByRole("menuitem", { name: new RegExp(`^${name}`) });
    expect(line.textContent).toContain(words.viewOnly.reason);
    await owner.click(line);
    expect(screen.queryByRole("dialog")).toBeNull();
  }
  for (const door of ["pin_file", "rename_file", "start_listed_check", "start_file_preview"] as const) {
    expect(doors.to(door)).toEqual([]);
  }
});

// S0.7
test("nothing is deleted without a choice, and what is deleted can be put back", async () => {
  const owner = await openPage();
  expect(button("Delete selected backups").getAttribute("aria-disabled")).toBe("true");
  await owner.click(screen.getByLabelText(said.list.choose("Old server")));
  await owner.click(button("Delete selected backups"));
  expect(doors.to("delete_files")).toEqual([{ shop: "Harbour Tea", files: [2] }]);
  expect(await screen.findByText(said.trash.title)).toBeTruthy();
  doors.tell({ put_back_files: () => ({ files: [summer, server, update], folder }) });
  await owner.click(screen.getByRole("button", { name: /Put Old server back/ }));
  await vi.waitFor(() => expect(screen.queryByText(said.trash.title)).toBeNull());
});

// S0.8
test("a restore warns, and leads to the preview of everything it would write", async () => {
  const owner = await openPage();
  expect(button("Restore backup").getAttribute("aria-disabled")).toBe("true");
  await owner.click(screen.getByLabelText(said.list.choose("Before the summer")));
  await owner.click(button("Restore backup"));
  expect(screen.getByText(said.restore.warning)).toBeTruthy();
  expect(screen.getByText(/A fresh backup is made before anything is written/)).toBeTruthy();
  await owner.click(button(said.restore.preview));
  expect(doors.to("start_file_preview")).toMatchObject([
    { file: "place-1", allow_deletes: false, include_protected: false },
  ]);
  // What runs is not cancelled by closing the form, and the form does not say so.
  doors.news(news(5, reading));
  const dialog = within(screen.getByRole("dialog"));
  await vi.waitFor(() => expect(dialog.queryByRole("button", { name: words.common.buttons.cancel })).toBeNull());
  expect(dialog.getByRole("button", { name: words.common.buttons.stop })).toBeTruthy();
  ended(5, { kind: "file_planned", plan: 12 });
  await vi.waitFor(() => expect(location.hash).toBe("#/restore/12"));
});

// S0.9
test("without a backup the way to one is there", async () => {
  openOn({ ...harbour, last_backup: null });
  const owner = await openPage([]);
  await owner.click(button("Create backup"));
  expect(screen.getByRole("link", { name: said.needs.backUp }).getAttribute("href")).toBe("#/vault");
});

// Capability 8: before a file comes into the history its owner sees what is in it and of when, and can correct the date.
test("a file is added to the history after a look at what is in it and of when it is", async () => {
  const owner = await openPage();
  doors.tell({ start_importing_file: () => ({ job: 6 }) });
  const choose = async (what: string): Promise<void> => {
    await owner.click(button(said.list.more("Old server")));
    await owner.click(await screen.findByRole("menuitem", { name: what }));
  };
  await choose(said.menu.import);
  const dialog = within(await screen.findByRole("dialog", { name: said.import.title("Old server") }));
  expect(dialog.getByText(said.import.row("Products", 2_000))).toBeTruthy();
  await owner.click(dialog.getByRole("button", { name: said.import.otherDate }));
  const rename = within(await screen.findByRole("dialog", { name: said.form.title.rename }));
  await owner.click(rename.getByRole("button", { name: words.common.buttons.close }));
  await choose(said.menu.import);
  await owner.click(await screen.findByRole("button", { name: said.import.take }));
  expect(doors.to("start_importing_file")).toEqual([{ shop: "Harbour Tea", file: server.file, passphrase: null }]);
  ended(6, { kind: "file_imported", backup: imported });
  await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
});
