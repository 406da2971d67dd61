import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, test, vi } from "vitest";

import type {
  BackupRow,
  ListRecordsAsk,
  Looked,
  RecordPage,
  RecordRow,
  StorageRow,
  VaultOverview,
} from "../../contract/contract";
import { jobs } from "../../parts/jobs.svelte";
import { harbour, openOn } from "../../testing/opened";
import { doors } from "../../testing/toldDoors";
import RecordLine from "./RecordLine.svelte";
import { RecordPages } from "./recordPages.svelte";
import Records from "./Records.svelte";

const record = (index: number, more: Partial<RecordRow> = {}): RecordRow => ({
  type: "products",
  type_label: "Products",
  id: String(index),
  name: `Tea ${index}`,
  newest: "2026-11-19T20:04:00Z",
  deleted: null,
  versions: 2,
  ...more,
});

/** Answers as a shop with `total` teas, of which every tenth is found. */
const teas =
  (total: number) =>
  ({ find, offset, limit }: ListRecordsAsk): RecordPage => {
    const all = find === "" ? total : find === "nothing" ? 0 : Math.ceil(total / 10);
    return {
      label: "Products",
      total: all,
      records: Array.from({ length: Math.max(0, Math.min(limit, all - offset)) }, (_, step) => record(offset + step)),
    };
  };

const overview: VaultOverview = {
  last_backup: null,
  newest: null,
  next_backup: null,
  first_backup: null,
  items: 0,
  versions: 0,
  backups: 0,
  bytes: 0,
  vault_bytes: 0,
  left_out: [],
  groups: [],
};
const backup: BackupRow = {
  backup: 1,
  finished: "2026-11-19T20:04:00Z",
  origin: "manual",
  label: null,
  pinned: false,
  note: null,
  partial: false,
  wanted: true,
  alarmed: false,
  records: 1,
  added: 1,
  updated: 0,
  deleted: 0,
};
const products: StorageRow = {
  type: "products",
  label: "Products",
  records: 1,
  deleted: 0,
  bytes: 100,
  versions: 1,
  restorable: true,
  reason: null,
  gone: false,
  not_read_since: null,
};
const backedUp = (row: StorageRow = products): VaultOverview => ({
  ...overview,
  last_backup: backup,
  newest: backup,
  groups: [{ group: "business", types: [row] }],
});

const asked = (): ListRecordsAsk[] => doors.to("list_records") as ListRecordsAsk[];

beforeEach(() => {
  openOn(harbour);
  doors.begin({ list_records: teas(1_000), vault_overview: () => backedUp() });
});

describe("looking for an item", () => {
  test("typing asks once it pauses, and the old rows stay until the new ones are there", async () => {
    vi.useFakeTimers();
    const pages = new RecordPages("Harbour Tea", "products");
    await pages.ask();
    expect(pages.total).toBe(1_000);
    for (const text of ["d", "da", "dar"]) {
      pages.search(text);
      await vi.advanceTimersByTimeAsync(50);
    }
    expect(asked().map(({ find }) => find)).toEqual([""]);
    expect(pages.row(0)?.name).toBe("Tea 0");
    await vi.advanceTimersByTimeAsync(200);
    expect(asked().map(({ find }) => find)).toEqual(["", "dar"]);
    expect(pages.total).toBe(100);
    expect(pages.shownFind).toBe("dar");
  });

  test("an answer that was overtaken does not come on screen", async () => {
    const slow: (() => void)[] = [];
    doors.call.mockImplementationOnce(
      () => new Promise((resolve) => slow.push(() => resolve(teas(5)({ find: "" } as ListRecordsAsk)))),
    );
    const pages = new RecordPages("Harbour Tea", "products");
    const first = pages.ask();
    pages.show("only");
    await vi.waitFor(() => expect(pages.total).toBe(1_000));
    slow[0]?.();
    await first;
    expect(pages.total).toBe(1_000);
    expect(asked().at(-1)).toMatchObject({ deleted: "only" });
  });

  test("a search that finds nothing says what was looked for and clears with one press", async () => {
    render(Records, { route: { page: "records", type: "products" } });
    await userEvent.type(await screen.findByRole("searchbox", { name: "Search Products" }), "nothing");
    expect(await screen.findByText("No item matches “nothing”.")).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: "Clear filters" }));
    await vi.waitFor(() => expect(screen.getByRole("status").textContent).toBe("1,000 items"));
    expect((screen.getByRole("searchbox") as HTMLInputElement).value).toBe("");
  });

  test("the keyboard begins at the first of the rows that were found", async () => {
    doors.tell({ record_versions: () => ({ code: "internal", message: "Not told here.", hint: "Nothing to do." }) });
    render(Records, { route: { page: "records", type: "products" } });
    const grid = await screen.findByRole("grid", { name: "Products" });
    grid.focus();
    await userEvent.keyboard("{ArrowDown>5/}");
    expect(grid.getAttribute("aria-activedescendant")).toMatch(/-5$/);
    await userEvent.type(screen.getByRole("searchbox"), "darj");
    await vi.waitFor(() => expect(screen.getByRole("status").textContent).toBe("100 items"));
    await userEvent.keyboard("{ArrowDown}");
    const found = screen.getByRole("grid", { name: "Products" });
    await vi.waitFor(() => expect(document.activeElement).toBe(found));
    await userEvent.keyboard("{ArrowDown}");
    expect(found.getAttribute("aria-activedescendant")).toMatch(/-1$/);
  });

  // S2.4.3
  test("deleted items can be asked for alone", async () => {
    render(Records, { route: { page: "records", type: "products" } });
    await screen.findByRole("grid", { name: "Products" });
    await userEvent.click(screen.getByRole("radio", { name: "Deleted in store" }));
    await vi.waitFor(() => expect(asked().at(-1)).toMatchObject({ deleted: "only", find: "" }));
  });
});

// S2.0.7
test("the list that Discovery leads to holds what the latest backup found changed", async () => {
  render(Records, { route: { page: "records", type: "products", changed: true } });
  await screen.findByRole("grid", { name: "Products" });
  expect(asked()[0]).toMatchObject({ changed: true, deleted: "with" });
  expect(screen.getByRole<HTMLInputElement>("radio", { name: "Latest changes" }).checked).toBe(true);
  await userEvent.click(screen.getByRole("radio", { name: "All items" }));
  await vi.waitFor(() => expect(asked().at(-1)).toMatchObject({ changed: false }));
});

// S2.4.5
test("the page says when the last backup ran, offers the next one and why a change may be missing", async () => {
  render(Records, { route: { page: "records", type: "products" } });
  expect(await screen.findByText(/A change made after it shows up with the next backup/)).toBeTruthy();
  expect(screen.getByRole("button", { name: "Backup all data" })).toBeTruthy();
});

// S2.15.1
describe("why a recent change is not here", () => {
  const open = async (): Promise<void> => {
    render(Records, { route: { page: "records", type: "products" } });
    await userEvent.click(await screen.findByText("A recent change is not here?"));
  };
  const look = () => userEvent.click(screen.getByRole("button", { name: "Look in the shop now" }));
  const looked = { since: "2026-11-19T20:04:00Z", added: 0, updated: 0, deleted: 0 };

  test("a backup is running", async () => {
    await open();
    const elsewhere = { kind: "backup", shop: harbour.name, since: null } as const;
    doors.tell({ list_jobs: () => ({ jobs: [], elsewhere }) });
    await jobs.begin();
    expect(await screen.findByText(/A backup is running. The change may show up/)).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Look in the shop now" })).toBeNull();
    jobs.end();
  });

  test("the latest backup left this type out", async () => {
    doors.tell({ vault_overview: () => backedUp({ ...products, not_read_since: "2026-11-12T20:04:00Z" }) });
    await open();
    expect(await screen.findByText(/Products was left out of the latest backup/)).toBeTruthy();
    expect(screen.getAllByText(/12.*2026|2026.*12/).length).toBeGreaterThan(0);
    expect(screen.queryByRole("button", { name: "Look in the shop now" })).toBeNull();
  });

  test("it was made after the backup", async () => {
    doors.tell({ look_in_shop: () => ({ ...looked, updated: 3, added: 1 }) });
    await open();
    await look();
    expect(
      await screen.findByText(/4 items changed in the shop since the backup of .*1 added, 3 updated/),
    ).toBeTruthy();
    expect(screen.getAllByRole("button", { name: "Backup all data" })).toHaveLength(2);
    expect(doors.to("look_in_shop")).toEqual([{ shop: harbour.name, type: "products" }]);
  });

  test("it is somewhere else", async () => {
    doors.tell({ look_in_shop: () => looked });
    await open();
    await look();
    expect(await screen.findByText(/Look for the change under another content type or in another item/)).toBeTruthy();
  });

  test("a look takes as long as the shop does, and can be given up", async () => {
    doors.tell({
      look_in_shop: () => new Promise<Looked>(() => {}) as unknown as Looked,
      stop_looking: () => ({}),
    });
    await open();
    await look();
    await userEvent.click(await screen.findByRole("button", { name: "Cancel" }));
    expect(doors.to("stop_looking")).toHaveLength(1);
    expect(screen.getByRole("button", { name: "Look in the shop now" })).toBeTruthy();
  });
});

// S2.0.5
test("before the first backup there is no list, only the way to the first backup", async () => {
  doors.tell({ vault_overview: () => overview, list_records: teas(0) });
  render(Records, { route: { page: "records", type: "products" } });
  expect(await screen.findByText("Items show up here after the first backup.")).toBeTruthy();
  expect(screen.queryByRole("searchbox")).toBeNull();
  expect(screen.getAllByRole("button", { name: "Backup all data" })).toHaveLength(1);
});

test("a refusal is shown, and trying again helps", async () => {
  doors.tell({
    list_records: () => ({ code: "vault_damaged", message: "A page is damaged.", hint: "Make a new backup." }),
  });
  render(Records, { route: { page: "records", type: "products" } });
  expect((await screen.findByRole("alert")).textContent).toContain("A page is damaged.");
  doors.tell({ list_records: teas(3) });
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByRole("grid", { name: "Products" })).toBeTruthy();
});

describe("an item in the list", () => {
  // S2.4.2, S2.4.3
  test("shows name, content type and date; a deleted one says so with the date", () => {
    const { container } = render(RecordLine, { record: record(7, { deleted: "2026-11-05T08:00:00Z" }) });
    expect(container.textContent).toContain("Tea 7");
    expect(container.textContent).toContain("Products");
    expect(container.textContent).toMatch(/19.*2026|2026.*19/);
    expect(container.textContent).toContain("Deleted in store");
    expect(container.textContent).toMatch(/5.*2026|2026.*5/);
  });

  test("with markup, no name, or 10,000 characters in its name is a row like any other", () => {
    const markup = '<img src=x onerror="alert(1)"> & <b>bold</b>';
    const { container } = render(RecordLine, { record: record(1, { name: markup }) });
    expect(container.querySelector("img, b")).toBeNull();
    expect(container.textContent).toContain(markup);
    expect(render(RecordLine, { record: record(2, { name: "  " }) }).container.textContent).toContain("No name (2)");
    const long = render(RecordLine, { record: record(3, { name: "W".repeat(10_000) }) }).container;
    expect((long.textContent ?? "").length).toBeLessThan(500);
  });

  test("on its way says that it is loading", () => {
    expect(render(RecordLine, { record: undefined }).container.textContent).toContain("Loading…");
  });
});
