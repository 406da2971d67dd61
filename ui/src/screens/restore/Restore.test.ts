// A restore from its preview to its result, with doors whose answers are told.

import { cleanup, render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, test, vi } from "vitest";

import type {
  Failure,
  JobNews,
  JobState,
  PlannedWrite,
  Recipient,
  RecoveryDetail,
  ReopenedPreview,
  RestorePreview,
  ShownValue,
} from "../../contract/contract";
import { jobs } from "../../parts/jobs.svelte";
import { keptPreviews } from "../../parts/keptPreview.svelte";
import { later } from "../../testing/later";
import { openOn } from "../../testing/opened";
import { recoveryRow } from "../../testing/recoveries";
import { doors } from "../../testing/toldDoors";
import { words } from "../../words";
import { dateTime, list } from "../../words/format";
import Restore from "./Restore.svelte";

const shop = "Harbour Tea";
const at = "2026-11-12T20:04:00Z";
const shown = (text: string | null): ShownValue | null =>
  text === null ? null : { text, null: false, segments: [], image: null };
const write = (
  label: string,
  old: string | null,
  wanted: string | null,
  more: Partial<PlannedWrite> = {},
): PlannedWrite => ({
  kind: "plain",
  minor: false,
  type: "products",
  id: "117",
  name: "Blue Hoodie",
  action: "update",
  path: `/${label.toLowerCase()}`,
  label,
  section: null,
  old: shown(old),
  new: shown(wanted),
  ...more,
});
const writes = [write("Price", "44.00", "39.00"), write("Title", "Blue Hoodie SALE", "Blue Hoodie")];

function preview(more: Partial<RestorePreview> = {}): RestorePreview {
  return {
    plan: 12,
    to: 3,
    to_at: at,
    creates: 0,
    updates: 1,
    deletes: 0,
    types: [],
    writes,
    writes_total: writes.length,
    skips: [],
    skips_total: 0,
    conflicts: 0,
    conflicted: [],
    revised: null,
    consequences: [],
    ...more,
  };
}

const ask = {
  shop,
  to: 3,
  types: [],
  records: [{ type: "products", id: "117" }],
  fields: [],
  allow_deletes: false,
  include_protected: false,
};

const row = recoveryRow(7, { to_at: at });
const detail: RecoveryDetail = {
  recovery: row,
  items: [],
  total: 1,
  can_undo: true,
  stays_gone: [],
  interrupted: false,
  recipients: [],
  letters: [],
};
const recipients: Recipient[] = [{ kind: "this_computer" }, { kind: "email", address: "anna@example.org" }];

const news = (state: JobState): JobNews => ({ job: 5, shop, kind: "restore", started: row.started, state });
const running = (phase: string): JobState => ({
  kind: "running",
  phase,
  type_label: "Products",
  done: 0,
  total: 1,
  failed: 0,
  stopping: false,
});

async function openPreview(more: Partial<RestorePreview> = {}): Promise<ReturnType<typeof userEvent.setup>> {
  doors.begin({
    preview_restore: () => preview(more),
    start_restore: () => ({ job: 5 }),
    recovery: () => detail,
    usual_recipients: () => ({ recipients }),
  });
  await keptPreviews.restore(ask, "Blue Hoodie");
  render(Restore, { route: { page: "restore", plan: 12 } });
  return userEvent.setup();
}

const { restore } = words;
const button = (): HTMLElement => screen.getByRole("button", { name: restore.confirm.button });

beforeEach(() => {
  openOn();
});

describe("the preview of a restore", () => {
  // S2.6.4: with the reviews that went with it there are more items than the one that was asked for.
  test("an item that is gone is told to be made anew, also when more comes back with it", async () => {
    await openPreview({ creates: 4, updates: 0 });
    expect(await screen.findByText(restore.preview.asNew)).toBeTruthy();
  });

  test("of many items nobody says that one is gone", async () => {
    doors.begin({ preview_restore: () => preview({ creates: 4 }), usual_recipients: () => ({ recipients }) });
    await keptPreviews.restore(ask, null);
    render(Restore, { route: { page: "restore", plan: 12 } });
    await screen.findByText(restore.preview.summary(4, 1, 0));
    expect(screen.queryByText(restore.preview.asNew)).toBeNull();
  });

  // S2.6.7, S2.2.9
  test("names the record and the version, and warns that live data will change", async () => {
    await openPreview();
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe(restore.confirm.title("Blue Hoodie"));
    expect(screen.getByText(restore.preview.one("Blue Hoodie", at)).textContent).toContain(dateTime(at));
    expect(screen.getByText(restore.confirm.warning)).toBeTruthy();
    expect(screen.getByText(new RegExp(restore.running.notice))).toBeTruthy();
  });

  test("says in one sentence what will happen and shows every write, old and new", async () => {
    await openPreview();
    expect(screen.getByText(restore.preview.summary(0, 1, 0))).toBeTruthy();
    for (const text of ["Price", "44.00", "39.00", "Title", "Blue Hoodie SALE"]) {
      expect(screen.getByText(text)).toBeTruthy();
    }
  });

  // S2.6.1
  test("nothing is started before the owner confirms", async () => {
    await openPreview();
    expect(doors.to("start_restore")).toEqual([]);
  });

  // S2.16.4
  test("the note goes with the restore", async () => {
    const owner = await openPreview();
    await owner.type(screen.getByLabelText(restore.confirm.note), "Anna: wrong import");
    await owner.click(button());
    expect(doors.to("start_restore")).toEqual([{ shop, plan: 12, note: "Anna: wrong import", recipients }]);
  });

  // S2.7.8, S2.13.2, S2.13.4
  test("who hears of it is chosen before it starts: the owner at first, and whoever is added", async () => {
    const owner = await openPreview();
    const said = words.mail.recipients;
    doors.tell({
      check_address: ({ address }) =>
        address.includes(".")
          ? { address, already: null }
          : { code: "address_wrong", message: "The part behind the @ is not right.", hint: "Type one address." },
    });
    await owner.click(await screen.findByRole("button", { name: said.remove("anna@example.org") }));
    await owner.type(screen.getByRole("textbox", { name: said.input }), "bert@");
    await owner.click(button());
    expect(doors.to("start_restore")).toEqual([]);
    expect(screen.getAllByText(/The part behind the @/).length).toBeGreaterThan(0);
    await owner.type(screen.getByRole("textbox", { name: said.input }), "example.org");
    await owner.click(button());
    expect(doors.to("start_restore")).toEqual([
      {
        shop,
        plan: 12,
        note: null,
        recipients: [{ kind: "this_computer" }, { kind: "email", address: "bert@example.org" }],
      },
    ]);
  });

  // S2.7.10, S2.15.3
  test("with nobody to hear of it, it does not start and says why", async () => {
    const owner = await openPreview();
    const said = words.mail.recipients;
    await owner.click(await screen.findByRole("button", { name: said.remove("anna@example.org") }));
    await owner.click(screen.getByRole("button", { name: said.remove(said.thisComputer) }));
    await owner.click(button());
    expect(doors.to("start_restore")).toEqual([]);
    expect(button().getAttribute("aria-disabled")).toBe("true");
  });

  test("a No to the computer's own question leaves everything as it is, without reproach", async () => {
    const owner = await openPreview();
    doors.tell({ start_restore: () => ({ code: "not_confirmed", message: "No.", hint: "Confirm." }) });
    await owner.click(button());
    expect(button()).toBeTruthy();
    expect(screen.queryByRole("alert")).toBeNull();
  });

  test("a shop that has changed since gets a new preview with the same choice", async () => {
    const owner = await openPreview();
    await owner.click(button());
    const failure: Failure = {
      code: "changed_since_preview",
      message: "The record changed in the shop.",
      hint: "Look.",
    };
    jobs.hear(news({ kind: "failed", failure, run: null }));
    doors.tell({ preview_restore: () => preview({ plan: 13 }) });
    await owner.click(await screen.findByRole("button", { name: restore.preview.renew }));
    expect(doors.to("preview_restore")).toEqual([ask, ask]);
    expect(location.hash).toBe("#/restore/13");
  });

  test("deleting from the shop needs the shop's name typed", async () => {
    const owner = await openPreview({ deletes: 2, updates: 0 });
    expect(button().getAttribute("aria-disabled")).toBe("true");
    await owner.click(button());
    expect(doors.to("start_restore")).toEqual([]);
    // The reason is there to be read, and how it is written does not matter.
    const hint = words.common.typeName.hint(restore.confirm.button);
    expect(screen.getByText(hint)).toBeTruthy();
    await owner.type(screen.getByLabelText(words.common.typeName.label(shop)), shop.toUpperCase());
    expect(screen.queryByText(hint)).toBeNull();
    await owner.click(button());
    expect(doors.to("start_restore")).toHaveLength(1);
  });

  test("what is left alone says why, and what is protected can be asked for", async () => {
    const skips = [{ type: "orders", id: "9", name: "Order 9", reason: "protected_type" }];
    const owner = await openPreview({ skips, skips_total: 1 });
    expect(screen.getByText("Order 9")).toBeTruthy();
    expect(screen.getByText(restore.skip.protected_type)).toBeTruthy();
    doors.tell({ preview_restore: () => preview({ plan: 14 }) });
    await owner.click(screen.getByRole("checkbox", { name: restore.preview.includeProtected }));
    expect(doors.to("preview_restore").at(-1)).toEqual({ ...ask, include_protected: true });
    expect(location.hash).toBe("#/restore/14");
  });

  // S2.7
  test("what is unticked is left out of a new preview, and only that one can be started", async () => {
    const owner = await openPreview();
    await owner.click(screen.getByRole("checkbox", { name: restore.preview.tickField("Price", "Blue Hoodie") }));
    expect(button().getAttribute("aria-disabled")).toBe("true");
    expect(screen.getAllByText(restore.revise.counts(0, 1, 0)).length).toBeGreaterThan(0);
    const price = { type: "products", id: "117", path: "/price" };
    doors.tell({
      revise_plan: () => preview({ plan: 13, revised: { of: 12, without: [price], take: [] } }),
    });
    await owner.click(screen.getByRole("button", { name: restore.revise.apply }));
    expect(doors.to("revise_plan")).toEqual([
      { shop, plan: 12, without: [price], take: [], take_all: false, keep: [] },
    ]);
    expect(location.hash).toBe("#/restore/13");
    cleanup();
    render(Restore, { route: { page: "restore", plan: 13 } });
    expect(screen.getByText(restore.revise.origin).getAttribute("href")).toBe("#/restore/12");
    await owner.click(button());
    expect(doors.to("start_restore")).toEqual([{ shop, plan: 13, note: null, recipients }]);
  });

  test("ticking everything again leaves the preview as it was", async () => {
    const owner = await openPreview();
    await owner.click(screen.getByRole("checkbox", { name: restore.preview.tickField("Title", "Blue Hoodie") }));
    await owner.click(screen.getByRole("button", { name: restore.revise.reset }));
    expect(button().getAttribute("aria-disabled")).toBeNull();
  });

  // S2.7
  test("a field that was changed since shows three values and stays unless it is decided otherwise", async () => {
    const conflict = {
      type: "products",
      id: "9",
      name: "Mug",
      path: "/price",
      label: "Price",
      kind: "plain" as const,
      section: "Variants › MUG-L",
      base: shown("90.00"),
      live: shown("8.00"),
      wanted: shown("9.00"),
    };
    const owner = await openPreview({ conflicts: 1, conflicted: [conflict] });
    const group = screen.getByRole("group", { name: "Mug: Price Variants › MUG-L" });
    for (const value of ["90.00", "8.00", "9.00"]) {
      expect(group.textContent).toContain(value);
    }
    expect(screen.getByRole<HTMLInputElement>("radio", { name: restore.conflict.keep }).checked).toBe(true);
    expect(screen.getByText(restore.conflict.base.restore)).toBeTruthy();
    doors.tell({ revise_plan: () => preview({ plan: 15 }) });
    await owner.click(screen.getByRole("radio", { name: restore.conflict.take }));
    await owner.click(screen.getByRole("button", { name: restore.revise.apply }));
    expect(doors.to("revise_plan")).toEqual([
      {
        shop,
        plan: 12,
        without: [],
        take: [{ type: "products", id: "9", path: "/price" }],
        take_all: false,
        keep: [],
      },
    ]);
  });

  // S2.7, capability 1: all stock set to zero is more than anybody decides one by one, or than is shown.
  test("what waits for a decision is told at the top, and all of it is decided at once but for single ones", async () => {
    const conflict = (id: string) => ({
      type: "products",
      id,
      name: `Mug ${id}`,
      path: "/stock",
      label: "Stock",
      kind: "plain" as const,
      section: null,
      base: shown("0"),
      live: shown("0"),
      wanted: shown("12"),
    });
    const owner = await openPreview({ conflicts: 14_762, conflicted: [conflict("1"), conflict("2")] });
    const said = restore.conflict;
    expect(screen.getByText(said.open(14_762))).toBeTruthy();
    expect(screen.getByText(said.more(14_760))).toBeTruthy();
    await owner.click(screen.getByRole("button", { name: said.goThere }));
    expect(document.activeElement?.getAttribute("aria-label")).toBe(said.title);
    await owner.click(screen.getByRole("button", { name: said.takeAll }));
    expect(screen.getByText(said.moreTaken(14_760))).toBeTruthy();
    const first = within(screen.getByRole("group", { name: "Mug 1: Stock" }));
    await owner.click(first.getByRole("radio", { name: said.keep }));
    expect(screen.getAllByText(restore.revise.counts(0, 0, 14_761)).length).toBeGreaterThan(0);
    doors.tell({ revise_plan: () => preview({ plan: 16 }) });
    await owner.click(screen.getByRole("button", { name: restore.revise.apply }));
    expect(doors.to("revise_plan")).toEqual([
      {
        shop,
        plan: 12,
        without: [],
        take: [],
        take_all: true,
        keep: [{ type: "products", id: "1", path: "/stock" }],
      },
    ]);
  });

  test("what was decided holds for the preview that is made anew", async () => {
    const out = { type: "products", id: "9", path: "" };
    const revised = { of: 12, without: [out], take: [] };
    const owner = await openPreview({ revised });
    doors.tell({
      preview_restore: () => preview({ plan: 20 }),
      revise_plan: () => preview({ plan: 21, revised: { ...revised, of: 20 } }),
      start_restore: () => ({ code: "changed_since_preview", message: "It changed.", hint: "Look again." }),
    });
    await owner.click(button());
    await owner.click(await screen.findByRole("button", { name: restore.preview.renew }));
    expect(doors.to("revise_plan")).toEqual([{ shop, plan: 20, without: [out], take: [], take_all: false, keep: [] }]);
    expect(location.hash).toBe("#/restore/21");
  });

  test("a preview with nothing to write offers nothing to start", async () => {
    await openPreview({ updates: 0, writes: [], writes_total: 0 });
    expect(screen.getByText(restore.preview.nothing)).toBeTruthy();
    expect(screen.queryByRole("button", { name: restore.confirm.button })).toBeNull();
  });

  test("a preview that writes nothing and leaves something does not say that all is as it was", async () => {
    const consequences = [
      { code: "field_not_in_shop", count: 3, type: "products", label: "Products", detail: "Warranty" },
    ];
    await openPreview({ updates: 0, writes: [], writes_total: 0, consequences });
    expect(screen.getByText(restore.preview.nothingChosen)).toBeTruthy();
    expect(screen.queryByText(restore.preview.nothing)).toBeNull();
  });

  test("while a new preview is on its way the old plan cannot be carried out, and the note stays", async () => {
    const skips = [{ type: "orders", id: "9", name: "Order 9", reason: "protected_type" }];
    const owner = await openPreview({ skips, skips_total: 1 });
    await owner.type(screen.getByLabelText(restore.confirm.note), "Anna: wrong import");
    const { promise, resolve } = later<RestorePreview>();
    doors.tell({ preview_restore: () => promise });
    await owner.click(screen.getByRole("checkbox", { name: restore.preview.includeProtected }));
    expect(button().getAttribute("aria-disabled")).toBe("true");
    expect(screen.getByText(restore.preview.renewing)).toBeTruthy();
    await owner.click(button());
    expect(doors.to("start_restore")).toEqual([]);
    resolve(preview({ plan: 14 }));
    await vi.waitFor(() => expect(location.hash).toBe("#/restore/14"));
    cleanup();
    render(Restore, { route: { page: "restore", plan: 14 } });
    await owner.click(button());
    expect(doors.to("start_restore")).toEqual([{ shop, plan: 14, note: "Anna: wrong import", recipients }]);
  });

  test("without a new preview the box shows again what the plan on screen was made with", async () => {
    const skips = [{ type: "orders", id: "9", name: "Order 9", reason: "protected_type" }];
    const owner = await openPreview({ skips, skips_total: 1 });
    doors.tell({ preview_restore: () => ({ code: "file_missing", message: "The file is not there.", hint: "Look." }) });
    const box = screen.getByRole("checkbox", { name: restore.preview.includeProtected });
    await owner.click(box);
    expect(await screen.findByText("The file is not there.")).toBeTruthy();
    expect((box as HTMLInputElement).checked).toBe(false);
    expect(button().getAttribute("aria-disabled")).toBeNull();
  });

  const reopened = (more: Partial<RestorePreview> = {}): ReopenedPreview => ({
    preview: preview(more),
    ask,
    undoes: null,
    name: "Blue Hoodie",
  });

  // S2.6.7
  test("after the window was opened anew nothing can be confirmed before the whole preview is there", async () => {
    const { promise, resolve } = later<ReopenedPreview>();
    doors.begin({ reopen_preview: () => promise });
    render(Restore, { route: { page: "restore", plan: 12 } });
    expect(screen.queryByRole("button", { name: restore.confirm.button })).toBeNull();
    resolve(reopened());
    expect(await screen.findByText(restore.preview.one("Blue Hoodie", at))).toBeTruthy();
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe(restore.confirm.title("Blue Hoodie"));
    expect(screen.getByText(restore.preview.summary(0, 1, 0))).toBeTruthy();
    expect(doors.to("reopen_preview")).toEqual([{ shop, plan: 12 }]);
    expect(doors.to("preview_rows")).toEqual([]);
  });

  test("a reopened plan that deletes far below what is loaded asks for the shop's name too", async () => {
    doors.begin({ reopen_preview: () => reopened({ deletes: 3, writes_total: 900 }) });
    render(Restore, { route: { page: "restore", plan: 12 } });
    expect(await screen.findByLabelText(words.common.typeName.label(shop))).toBeTruthy();
    expect(button().getAttribute("aria-disabled")).toBe("true");
  });

  test("a plan that is gone says so", async () => {
    doors.begin({ reopen_preview: () => ({ code: "unknown_plan", message: "No.", hint: "Look again." }) });
    render(Restore, { route: { page: "restore", plan: 99 } });
    expect(await screen.findByText(restore.preview.gone.title)).toBeTruthy();
  });

  test("a preview that cannot be had just now is not called gone, and is asked for again", async () => {
    doors.begin({ reopen_preview: () => ({ code: "busy", message: "The vault is busy.", hint: "Wait." }) });
    render(Restore, { route: { page: "restore", plan: 12 } });
    expect(await screen.findByText("The vault is busy.")).toBeTruthy();
    expect(screen.queryByText(restore.preview.gone.title)).toBeNull();
    doors.tell({ reopen_preview: () => reopened() });
    await userEvent.setup().click(screen.getByRole("button", { name: words.common.buttons.tryAgain }));
    expect(await screen.findByText(restore.preview.summary(0, 1, 0))).toBeTruthy();
  });

  test("a long plan is searched to its end", async () => {
    const many = Array.from({ length: 620 }, (_, index) =>
      write("Price", "1.00", `${index}.50`, { id: String(index), name: `Tea ${index}` }),
    );
    const owner = await openPreview({ writes: many.slice(0, 500), writes_total: 620 });
    doors.tell({ preview_rows: ({ offset, limit }) => ({ writes: many.slice(offset, offset + limit) }) });
    await owner.type(screen.getByRole("searchbox"), "Tea 610");
    expect(await screen.findByText("610.50")).toBeTruthy();
  });

  test("however hastily one searches and asks for more, every write is there once", async () => {
    const many = Array.from({ length: 1700 }, (_, index) =>
      write("Price", "1.00", `${index}.50`, { id: String(index), name: `Tea ${index}` }),
    );
    const owner = await openPreview({ writes: many.slice(0, 500), writes_total: 1700 });
    const slowly = <Answer>(answer: Answer): Promise<Answer> =>
      new Promise((resolve) => setTimeout(() => resolve(answer), 20));
    doors.tell({ preview_rows: ({ offset, limit }) => slowly({ writes: many.slice(offset, offset + limit) }) });
    const more = screen.getByRole("button", { name: restore.preview.showMore });
    await owner.click(more);
    await owner.click(more);
    await owner.type(screen.getByRole("searchbox"), "Te");
    await vi.waitFor(() => expect(screen.queryByRole("button", { name: restore.preview.showMore })).toBeNull());
    expect(doors.to("preview_rows").map((ask) => (ask as { offset: number }).offset)).toEqual([500, 1000, 1500]);
    await owner.clear(screen.getByRole("searchbox"));
    await owner.type(screen.getByRole("searchbox"), "Tea 1699");
    expect(await screen.findAllByText("1699.50")).toHaveLength(1);
  });

  // S2.5.9
  test("values look as in the comparison: amounts with their currency, answers, and each side in its colour", async () => {
    const told = [
      write("Price", "44.00 EUR", "39.00 EUR", { kind: "money" }),
      write("Visible", "No", "Yes", { kind: "yes_no" }),
      write("Notes", null, "Ask Anna"),
      write("Badge", "SALE", null),
    ];
    await openPreview({ writes: told, writes_total: 4 });
    const now = screen.getByText("€44.00");
    expect(now.closest("[data-side]")?.getAttribute("data-side")).toBe("current");
    expect(screen.getByText("€39.00").closest("[data-side]")?.getAttribute("data-side")).toBe("selected");
    const signs = screen.getAllByRole("rowheader").map((cell) => cell.textContent?.trim().slice(0, 1));
    expect(signs).toEqual(["~", "~", "+", "−"]);
  });

  test("fields that change by themselves are told apart", async () => {
    const told = [...writes, write("Date modified", "2026-11-20", "2026-11-12", { minor: true })];
    await openPreview({ writes: told, writes_total: 3 });
    const fold = screen.getByText(restore.preview.minor(1)).closest("details");
    expect(fold?.open).toBe(false);
    expect(fold?.textContent).toContain("Date modified");
    expect(fold?.textContent).not.toContain("Price");
  });

  test("the safety backup is promised once, and no database names are told", async () => {
    const consequences = [{ code: "triggers_not_fired", count: 1, label: "Products", detail: "trg_products_upd" }];
    await openPreview({ consequences });
    expect(screen.getAllByText(/safety backup/i)).toHaveLength(1);
    expect(screen.queryByText(/trg_products_upd/)).toBeNull();
  });
});

describe("a restore of many items", () => {
  const types = [
    { type: "brands", label: "Brands", creates: 1, updates: 2, deletes: 0 },
    { type: "products", label: "Products", creates: 0, updates: 7, deletes: 0 },
  ];
  const many = { creates: 1, updates: 9, types };

  // S2.7.11
  test("is confirmed over version, content types, item counts and recipients", async () => {
    await openPreview(many);
    const said = words.bulk.confirm;
    expect(screen.getByRole("heading", { name: said.title })).toBeTruthy();
    expect(screen.getByText(said.versionOf(3, at))).toBeTruthy();
    expect(await screen.findByText(list([words.mail.recipients.thisComputer, "anna@example.org"]))).toBeTruthy();
    const table = within(screen.getByRole("group", { name: said.types }));
    const told = table
      .getAllByRole("row")
      .map((one) => [...one.children].map((cell) => cell.textContent?.trim()).join(" "));
    expect(told.slice(1)).toEqual(["Brands 1 2 0 3", "Products 0 7 0 7", "Together 1 9 0 10"]);
  });

  // S2.7.11, S2.8.1, S2.16.2
  test("opens its process page and leads to its entry in the history", async () => {
    const owner = await openPreview(many);
    doors.tell({ recovery_progress: () => ({ recovery: null, types: [] }) });
    await owner.click(button());
    jobs.hear(news(running("safety_backup")));
    const said = words.bulk.underWay;
    expect(await screen.findByText(said.banner("0%"))).toBeTruthy();
    expect(screen.getByText(said.target(at))).toBeTruthy();
    const rows = within(screen.getByRole("group", { name: said.list })).getAllByRole("row");
    expect(rows[1]?.textContent).toContain(said.completed(0, 3));
    expect(screen.getByText(said.notYet)).toBeTruthy();
    jobs.hear(news({ kind: "ended", outcome: { kind: "restored", recovery: { ...row, succeeded: 10, total: 10 } } }));
    await vi.waitFor(() => expect(location.hash).toBe("#/recovery/7"));
  });
});

describe("a restore under way", () => {
  // S2.6.8
  test("is followed step by step to its result, also after leaving the page and coming back", async () => {
    const owner = await openPreview();
    await owner.click(button());
    jobs.hear(news(running("writing")));
    const now = await screen.findByText(restore.running.step.writing);
    expect(now.closest("li")?.getAttribute("aria-current")).toBe("step");
    cleanup();
    render(Restore, { route: { page: "restore", plan: 12 } });
    expect(await screen.findByText(restore.running.step.writing)).toBeTruthy();
    jobs.hear(news({ kind: "ended", outcome: { kind: "restored", recovery: row } }));
    expect(await screen.findByText(restore.result.verified)).toBeTruthy();
    expect(screen.getByRole("button", { name: restore.result.undo })).toBeTruthy();
    expect(screen.getByRole("link", { name: restore.result.openHistory }).getAttribute("href")).toBe("#/recovery/7");
  });

  // S2.6.8
  test("one that could not begin says that nothing was changed", async () => {
    const owner = await openPreview();
    await owner.click(button());
    const failure: Failure = { code: "disk_full", message: "The disk is full.", hint: "Make room." };
    jobs.hear(news({ kind: "failed", failure, run: null }));
    expect(await screen.findByText("The disk is full.")).toBeTruthy();
    expect(screen.getByText(restore.result.nothingWritten)).toBeTruthy();
    doors.tell({ preview_restore: () => preview({ plan: 13 }) });
    await owner.click(screen.getByRole("button", { name: words.common.buttons.tryAgain }));
    expect(location.hash).toBe("#/restore/13");
  });

  // S2.8.7
  test("one that waits for a decision about an earlier one leads to it", async () => {
    const owner = await openPreview();
    await owner.click(button());
    const failure: Failure = { code: "run_interrupted", message: "A job was interrupted.", hint: "Decide." };
    jobs.hear(news({ kind: "failed", failure, run: null }));
    const link = await screen.findByRole("link", { name: restore.result.openHistory });
    expect(link.getAttribute("href")).toBe("#/recoveries");
  });

  test("without its preview it still leads on", async () => {
    const owner = await openPreview();
    await owner.click(button());
    doors.tell({ preview_restore: () => preview({ plan: 30 }) });
    await keptPreviews.restore(ask, "Another one");
    doors.tell({ preview_rows: () => ({ writes }) });
    cleanup();
    render(Restore, { route: { page: "restore", plan: 12 } });
    const failure: Failure = { code: "changed_since_preview", message: "The record changed.", hint: "Look." };
    jobs.hear(news({ kind: "failed", failure, run: null }));
    const link = await screen.findByRole("link", { name: restore.preview.gone.action });
    expect(link.getAttribute("href")).toBe("#/vault");
  });

  // S2.6.8
  test("one that broke half-way says what was written and can be undone", async () => {
    const owner = await openPreview();
    const broken = { ...row, status: "Fail" as const, succeeded: 5, failed: 5, skipped: 2, total: 12 };
    doors.tell({ recovery: () => ({ ...detail, recovery: broken, total: 12 }) });
    await owner.click(button());
    const failure: Failure = { code: "run_stopped", message: "The job could not go on.", hint: "Make room." };
    jobs.hear(news({ kind: "failed", failure, run: 7 }));
    expect(await screen.findByText("The job could not go on.")).toBeTruthy();
    expect(await screen.findByText(restore.result.writtenBefore(5))).toBeTruthy();
    expect(screen.queryByText(restore.result.nothingWritten)).toBeNull();
    expect(screen.getByRole("link", { name: restore.result.openHistory }).getAttribute("href")).toBe("#/recovery/7");
    doors.tell({ preview_undo: () => preview({ plan: 21 }) });
    await owner.click(screen.getByRole("button", { name: restore.result.undo }));
    expect(doors.to("preview_undo")).toEqual([{ shop, run: 7 }]);
    expect(location.hash).toBe("#/restore/21");
  });

  // S2.8.7
  test("one that was cut off is decided about on the spot, and its end is shown", async () => {
    const owner = await openPreview();
    const open = { ...row, status: "Progressing" as const, finished: null, succeeded: 2, total: 5 };
    doors.tell({
      recovery: () => ({ ...detail, recovery: open, total: 5, can_undo: false, interrupted: true }),
      resume_recovery: () => ({ job: 6 }),
    });
    await owner.click(button());
    const failure: Failure = { code: "internal", message: "Backstock stopped this work.", hint: "Look." };
    jobs.hear(news({ kind: "failed", failure, run: 7 }));
    await owner.click(await screen.findByRole("button", { name: restore.interrupted.resume }));
    doors.tell({ recovery: () => detail });
    jobs.hear({ ...news({ kind: "ended", outcome: { kind: "restored", recovery: row } }), job: 6 });
    expect(await screen.findByText(restore.result.verified)).toBeTruthy();
  });

  // S2.6.8
  test("failures name the item and the reason", async () => {
    const owner = await openPreview();
    const failed = { ...row, status: "Fail" as const, succeeded: 0, failed: 1 };
    doors.tell({
      recovery: () => ({
        ...detail,
        recovery: failed,
        items: [
          {
            type: "products",
            type_label: "Products",
            id: "117",
            new_id: null,
            name: "Blue Hoodie",
            action: "update",
            state: "failed",
            failure: { code: "not_accepted", message: "The shop did not accept Price.", hint: "Look at the price." },
            differences: [],
          },
        ],
      }),
    });
    await owner.click(button());
    jobs.hear(news({ kind: "ended", outcome: { kind: "restored", recovery: failed } }));
    expect(await screen.findByText("The shop did not accept Price.")).toBeTruthy();
    expect(screen.getByText(restore.result.nothingWritten)).toBeTruthy();
  });

  // S2.6.4
  test("an item made anew shows its old and its new number", async () => {
    const owner = await openPreview({ creates: 1, updates: 0 });
    const item = {
      type: "products",
      type_label: "Products",
      id: "117",
      new_id: "2001",
      name: "Blue Hoodie",
      action: "create",
      state: "verified",
      failure: null,
      differences: [],
    };
    doors.tell({ recovery: () => ({ ...detail, items: [item] }) });
    await owner.click(button());
    jobs.hear(news({ kind: "ended", outcome: { kind: "restored", recovery: row } }));
    expect(await screen.findByText(restore.result.newId("117", "2001"))).toBeTruthy();
  });
});
