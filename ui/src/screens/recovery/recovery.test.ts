// The recovery history and one past restore, with doors whose answers are told.

import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { tick } from "svelte";
import { beforeEach, describe, expect, test, vi } from "vitest";

import type {
  DecisionRow,
  LetterRow,
  LetterState,
  Failure,
  GuideDetail,
  RecoveryDetail,
  RecoveryItem,
  RecoveryProgress,
  RecoveryRow,
  RecoveryTypeRow,
  RestorePreview,
  ShownValue,
} from "../../contract/contract";
import { jobs } from "../../parts/jobs.svelte";
import Afterwards from "../../parts/recovery/Afterwards.svelte";
import { later } from "../../testing/later";
import { openOn } from "../../testing/opened";
import { recoveryRow as row } from "../../testing/recoveries";
import { doors } from "../../testing/toldDoors";
import { words } from "../../words";
import { dateTime } from "../../words/format";
import Recoveries from "./Recoveries.svelte";
import Recovery from "./Recovery.svelte";

const item = (id: string, more: Partial<RecoveryItem> = {}): RecoveryItem => ({
  type: "products",
  type_label: "Products",
  id,
  new_id: null,
  name: `Tea ${id}`,
  action: "update",
  state: "verified",
  failure: null,
  differences: [],
  ...more,
});
const detail = (more: Partial<RecoveryDetail> = {}): RecoveryDetail => ({
  recovery: row(7),
  items: [item("1")],
  total: 1,
  can_undo: true,
  stays_gone: [],
  interrupted: false,
  recipients: [],
  letters: [],
  ...more,
});

const cellsOf = (row: Element): string => [...row.children].map((cell) => cell.textContent?.trim()).join(" ");

/** Of one item there are no content types to tell. */
const noTypes = (): RecoveryProgress => ({ recovery: row(7), types: [] });
const nothing = { fields: [], created: [], deleted: [], failures: [], by_hand: 0 };

function openOne(answer: RecoveryDetail, decided: DecisionRow[] = []): ReturnType<typeof userEvent.setup> {
  doors.begin({
    recovery: () => answer,
    recovery_progress: noTypes,
    recovery_summary: () => nothing,
    recovery_decisions: () => ({ rows: decided, total: decided.length }),
  });
  render(Recovery, { route: { page: "recovery", run: 7 } });
  return userEvent.setup();
}

beforeEach(() => {
  openOn();
});

const { recovery, restore } = words;

describe("Recovery history", () => {
  // S2.9.2, S2.9.4
  test("lists every restore with its dates, counts, state and View Detail, cancelled and crashed ones too", async () => {
    doors.begin({
      list_recoveries: () => ({
        recoveries: [
          row(3, { status: "Progressing", finished: null }),
          row(2, { status: "Fail", detail: "cancelled by you", succeeded: 3, total: 9 }),
          row(1, { succeeded: 210, failed: 4, status: "Fail", undone_by: 4, undone_partly: true }),
        ],
      }),
      list_guides: () => ({ guides: [] }),
    });
    render(Recoveries);
    const [head, ...rows] = await screen.findAllByRole("row");
    expect(
      within(head!)
        .getAllByRole("columnheader")
        .map((cell) => cell.textContent),
    ).toEqual(["Version date", "Recovery date", "What", "Successful items", "Error items", "Status"]);
    const told = rows.map((one) => one.textContent?.replace(/\s+/g, " ") ?? "");
    expect(told[0]).toContain("Progressing");
    expect(told[1]).toContain("Fail cancelled by you");
    expect(told[2]).toContain("210");
    expect(told[2]).toContain(`Fail ${recovery.statusDetail.undonePartly}`);
    expect(told[2]).toContain(dateTime("2026-11-12T20:04:00Z"));
    expect(within(rows[1]!).getByRole("link").getAttribute("href")).toBe("#/recovery/2");
  });

  test("tells what each of them was: a restore, the undo of one, a mistake undone", async () => {
    doors.begin({
      list_recoveries: () => ({
        recoveries: [row(4, { until_backup: 5 }), row(3, { from: "Old shop" }), row(2, { undoes: 1 }), row(1)],
      }),
      list_guides: () => ({ guides: [] }),
    });
    render(Recoveries);
    const [, ...rows] = await screen.findAllByRole("row");
    const { kind } = recovery.history;
    const whats = [kind.mistake, kind.restoreFrom("Old shop"), kind.undo, kind.restore];
    whats.forEach((what, index) => within(rows[index]!).getByText(what));
  });

  // S2.9.1: which of ten restores it was is seen without opening any.
  test("each line names what was put back", async () => {
    doors.begin({
      list_recoveries: () => ({
        recoveries: [
          row(3, { total: 4, subject: { name: "Earl Grey", field: "Price" } }),
          row(2, { total: 1, subject: { name: "Sencha", field: null } }),
          row(1, { total: 0 }),
        ],
      }),
      list_guides: () => ({ guides: [] }),
    });
    render(Recoveries);
    expect(await screen.findByText("Price of Earl Grey and 3 more")).toBeTruthy();
    expect(screen.getByText("Sencha")).toBeTruthy();
  });

  // T8, S2.9.1
  test("what is put right by hand stands among them, by its date, with the same states", async () => {
    const guide = (number: number, status: GuideDetail["status"], started: string): GuideDetail => ({
      guide: number,
      type: "settings",
      id: "currency",
      new_id: null,
      type_label: "Settings",
      name: "Currency",
      to_at: "2026-11-12T20:04:00Z",
      reason: null,
      started,
      checked: null,
      finished: null,
      status,
      steps: [
        { kind: "enter", label: "Value", now: "USD", wanted: "EUR", ticked: true, is_right: null },
        { kind: "enter", label: "Name", now: "a", wanted: "b", ticked: false, is_right: null },
      ],
    });
    doors.begin({
      list_recoveries: () => ({ recoveries: [row(1, { started: "2026-11-20T11:00:00Z" })] }),
      list_guides: () => ({
        guides: [
          guide(3, "Fail", "2026-11-22T11:00:00Z"),
          guide(2, "Progressing", "2026-11-21T11:00:00Z"),
          guide(1, "Done", "2026-11-19T11:00:00Z"),
        ],
      }),
    });
    const owner = userEvent.setup();
    render(Recoveries);
    await screen.findByText(recovery.history.all(4));
    const told = screen.getAllByRole("row").slice(1);
    expect(told.map((one) => within(one).getByRole("link").getAttribute("href"))).toEqual([
      "#/guide/3",
      "#/guide/2",
      "#/recovery/1",
      "#/guide/1",
    ]);
    const { kind } = recovery.history;
    const date = dateTime("2026-11-21T11:00:00Z");
    expect(cellsOf(told[1]!).replace(/\s+/g, " ")).toContain(
      `${date} ${kind.guide} Currency 0 0 Progressing ${recovery.statusDetail.ticked(1, 2)}`,
    );
    expect(cellsOf(told[3]!)).toContain("1 0 Done");
    expect(cellsOf(told[0]!)).toContain("0 1 Fail");
    await owner.click(screen.getByRole("radio", { name: "Progressing" }));
    expect(screen.getAllByRole("row")).toHaveLength(2);
  });

  // S2.9.1
  test("the restores are listed also when what is put right by hand cannot be read, which is said", async () => {
    doors.begin({
      list_recoveries: () => ({ recoveries: [row(1)] }),
      list_guides: () => ({ code: "vault_damaged", message: "The steps cannot be read.", hint: "Check the vault." }),
    });
    const owner = userEvent.setup();
    render(Recoveries);
    expect(await screen.findByText(recovery.history.all(1))).toBeTruthy();
    expect(screen.getByText(/Check the vault\./)).toBeTruthy();
    doors.tell({ list_guides: () => ({ guides: [] }) });
    await owner.click(screen.getByRole("button", { name: words.common.buttons.tryAgain }));
    await vi.waitFor(() => expect(screen.queryByText(/Check the vault\./)).toBeNull());
    expect(screen.getByText(recovery.history.all(1))).toBeTruthy();
  });

  // S2.9.1, S2.9.3
  test("is filtered by dates and status together; an empty result says which filter to relax", async () => {
    const owner = userEvent.setup();
    doors.begin({
      list_recoveries: () => ({
        recoveries: [
          row(3, { status: "Progressing", finished: null, started: "2026-11-20T11:00:00Z" }),
          row(2, { status: "Fail", started: "2026-11-19T11:00:00Z" }),
          row(1, { started: "2026-11-18T11:00:00Z" }),
        ],
      }),
      list_guides: () => ({ guides: [] }),
    });
    render(Recoveries);
    const runs = (): (string | null)[] =>
      screen.queryAllByRole("link", { name: /View Detail/ }).map((a) => a.getAttribute("href"));
    await screen.findByText(recovery.history.all(3));
    await owner.click(screen.getByRole("radio", { name: "Fail" }));
    expect(runs()).toEqual(["#/recovery/2"]);
    await owner.type(screen.getByLabelText(words.common.dates.from), "2026-11-20");
    expect(runs()).toEqual([]);
    expect(screen.getByText(recovery.history.filter.withoutStatus("Fail", 1))).toBeTruthy();
    await owner.click(screen.getByRole("button", { name: recovery.history.filter.anyStatus }));
    expect(runs()).toEqual(["#/recovery/3"]);
  });

  test("an empty history says what will be here", async () => {
    doors.begin({ list_recoveries: () => ({ recoveries: [] }), list_guides: () => ({ guides: [] }) });
    render(Recoveries);
    expect(await screen.findByText(recovery.history.empty.title)).toBeTruthy();
  });

  test("keeps the tabs of Backup Vault, its own marked", async () => {
    doors.begin({ list_recoveries: () => ({ recoveries: [] }), list_guides: () => ({ guides: [] }) });
    render(Recoveries);
    const tabs = within(screen.getByRole("navigation", { name: words.shell.areas.backupVault }));
    expect(tabs.getByRole("link", { current: "page" }).textContent?.trim()).toBe(recovery.history.title);
    expect(tabs.getByRole("link", { name: words.shell.vaultTabs.backupVault })).toBeTruthy();
  });
});

describe("one past restore", () => {
  // S2.8.4
  test("shows each item with action, result and error", async () => {
    const failure: Failure = { code: "reference_missing", message: "The category is gone.", hint: "Restore it first." };
    openOne(
      detail({
        recovery: row(7, { status: "Fail", failed: 1, total: 2 }),
        items: [item("1", { state: "failed", failure }), item("2", { action: "create" })],
        total: 2,
      }),
    );
    const rows = (await screen.findAllByRole("row")).slice(1).map((one) => one.textContent?.replace(/\s+/g, " "));
    expect(rows[0]).toContain("Updated");
    expect(rows[0]).toContain("Failed");
    expect(rows[0]).toContain("The category is gone.");
    expect(rows[1]).toContain("Created");
    expect(rows[1]).toContain(recovery.detail.result.verified);
  });

  // S2.8.4
  test("a hundred thousand items are counted, and only those in view are asked for and in the page", async () => {
    const answer = detail({ total: 100_000 });
    doors.begin({
      recovery_progress: noTypes,
      recovery: ({ offset, limit }) => ({
        ...answer,
        items: Array.from({ length: limit }, (_, index) => item(String(offset + index))),
      }),
    });
    render(Recovery, { route: { page: "recovery", run: 7 } });
    expect(await screen.findByText(recovery.detail.shown(100_000, 100_000))).toBeTruthy();
    expect(await screen.findByText("Tea 3")).toBeTruthy();
    expect(screen.getAllByRole("row").length).toBeLessThan(100);
    expect(doors.to("recovery").length).toBeLessThan(5);
  });

  const ofType = (type: string, more: Partial<RecoveryTypeRow>): RecoveryTypeRow => ({
    type,
    label: type === "products" ? "Products" : "Brands",
    succeeded: 0,
    failed: 0,
    skipped: 0,
    total: 10,
    ...more,
  });

  // S2.8.2 - S2.8.5
  test("of many items each content type has its row, and View Detail shows only its items", async () => {
    const types = [ofType("brands", { succeeded: 10 }), ofType("products", { succeeded: 8, failed: 2 })];
    const answer = detail({ recovery: row(7, { status: "Fail", succeeded: 18, failed: 2, total: 20 }), total: 20 });
    doors.begin({ recovery: () => answer, recovery_progress: () => ({ recovery: answer.recovery, types }) });
    const { unmount } = render(Recovery, { route: { page: "recovery", run: 7 } });
    const table = within(await screen.findByRole("group", { name: words.bulk.underWay.list }));
    const told = table.getAllByRole("row").map(cellsOf);
    expect(told[1]).toBe("Brands Done 10 0 10 of 10 View Detail");
    expect(told[2]).toBe("Products Fail 8 2 10 of 10 View Detail");
    const link = table.getByRole("link", { name: words.bulk.underWay.viewDetail("Products") });
    expect(link.getAttribute("href")).toBe("#/recovery/7/products");
    unmount();
    render(Recovery, { route: { page: "recovery", run: 7, type: "products" } });
    expect(await screen.findByText(recovery.detail.shown(10, 10))).toBeTruthy();
    expect(doors.to("recovery").at(-1)).toMatchObject({ run: 7, type: "products" });
    expect(screen.getByRole("link", { name: words.bulk.underWay.showAll })).toBeTruthy();
  });

  // S2.8.1, S2.8.3, S2.8.7
  test("while it runs the banner tells percentage, version and recipients, also of one started elsewhere", async () => {
    const running = row(7, { status: "Progressing", finished: null, succeeded: 3, failed: 1, total: 20 });
    const types = [ofType("brands", { succeeded: 3, failed: 1 }), ofType("products", {})];
    doors.begin({
      recovery: () =>
        detail({
          recovery: running,
          total: 20,
          can_undo: false,
          recipients: [{ kind: "this_computer" }, { kind: "email", address: "anna@example.org" }],
        }),
      recovery_progress: () => ({ recovery: running, types }),
    });
    render(Recovery, { route: { page: "recovery", run: 7 } });
    const said = words.bulk.underWay;
    expect(await screen.findByText(said.banner("20%"))).toBeTruthy();
    expect(screen.getByText(said.target(running.to_at))).toBeTruthy();
    expect(screen.getByText(said.recipients([words.mail.recipients.thisComputer, "anna@example.org"]))).toBeTruthy();
    const bar = screen.getByRole("progressbar", { name: said.title });
    expect([bar.getAttribute("aria-valuenow"), bar.getAttribute("aria-valuemax")]).toEqual(["4", "20"]);
    const states = within(screen.getByRole("group", { name: said.list })).getAllByRole("row");
    expect(states[1]?.textContent).toContain(said.status.running);
    expect(states[2]?.textContent).toContain(said.status.waiting);
  });

  // S2.8.1, S2.8.3: the journal has a few hundred items at a time; the banner of a restore of this window has each.
  test("while it runs the banner follows every item, and never goes backwards", async () => {
    const running = row(7, { status: "Progressing", finished: null, succeeded: 0, failed: 0, total: 20 });
    doors.begin({
      recovery: () => detail({ recovery: running, total: 20, can_undo: false }),
      recovery_progress: () => ({ recovery: running, types: [ofType("products", { total: 20 })] }),
    });
    render(Recovery, { route: { page: "recovery", run: 7 } });
    const said = words.bulk.underWay;
    expect(await screen.findByText(said.banner("0%"))).toBeTruthy();
    const at = (phase: string, done: number): void =>
      jobs.hear({
        job: 5,
        shop: "Harbour Tea",
        kind: "restore",
        started: running.started,
        state: { kind: "running", phase, type_label: "Products", done, total: 20, failed: 0, stopping: false },
      });
    // The safety backup counts other items.
    at("safety_backup", 20);
    expect(await screen.findByText(said.banner("0%"))).toBeTruthy();
    at("reading_back", 15);
    expect(await screen.findByText(said.banner("75%"))).toBeTruthy();
    at("writing", 16);
    expect(await screen.findByText(said.banner("80%"))).toBeTruthy();
    // A phase that counts anew, and one that counts nothing, take nothing back.
    for (const phase of ["reading_back", "finishing"]) {
      at(phase, 4);
      await tick();
      expect(screen.getByText(said.banner("80%"))).toBeTruthy();
    }
    at("writing", 17);
    expect(await screen.findByText(said.banner("85%"))).toBeTruthy();
  });

  // S0.10
  test.each<[string, Partial<RecoveryRow>, boolean]>([
    ["done", {}, true],
    ["left as it was", { status: "Fail", skipped: 3, total: 4 }, false],
    ["cut off", { status: "Progressing", finished: null, total: 4 }, false],
    ["undone", { undone_by: 8 }, false],
    ["done, and left an item alone", { left_alone: 1 }, false],
    ["undone in part", { undone_by: 8, undone_partly: true }, false],
  ])("what to try out after one that is %s says that all was read back only where it is so", async (_, more, isSo) => {
    doors.begin({ recovery_summary: () => nothing });
    render(Afterwards, { shop: "Harbour Tea", recovery: row(7, more) });
    const { whole, text, title } = recovery.checklist;
    expect(await screen.findByText(title)).toBeTruthy();
    expect(screen.getByText(isSo ? `${whole} ${text}` : text)).toBeTruthy();
  });

  // S2.13.6, S2.15.5
  test("who was told stands with it, the reason where it was not sent, and Send again", async () => {
    const said = words.mail.letters;
    const letter = (number: number, address: string, state: LetterState): LetterRow => ({
      letter: number,
      shop: "Harbour Tea",
      about: { kind: "recovery", run: 7 },
      recipient: { kind: "email", address },
      subject: "Restore of Harbour Tea finished",
      written: "2026-11-20T09:00:00Z",
      state,
    });
    const failure: Failure = {
      code: "mail_not_let_in",
      message: "The mail server does not accept this user and password.",
      hint: "Enter the password again.",
    };
    const again = "2026-11-20T09:05:00Z";
    const waits = letter(2, "bert@example.org", { kind: "not_sent", failure, again });
    const sent = letter(1, "anna@example.org", { kind: "sent", at: "2026-11-20T09:00:01Z", answer: "Taken as 1" });
    doors.begin({
      recovery: () => detail({ letters: [sent, waits] }),
      recovery_progress: noTypes,
      send_again: () => ({ ...waits, state: { kind: "waiting" } }),
    });
    render(Recovery, { route: { page: "recovery", run: 7 } });
    const rows = within(await screen.findByRole("list", { name: said.label })).getAllByRole("listitem");
    expect(rows[0]?.textContent).toContain("anna@example.org");
    expect(rows[0]?.textContent).toContain(said.answer("Taken as 1"));
    expect(rows[1]?.textContent).toContain(said.state.not_sent);
    expect(rows[1]?.textContent).toContain(failure.message);
    expect(rows[1]?.textContent).toContain(said.again(again));
    const name = new RegExp(`^${said.sendAgain}\\s*${said.spokenTo("bert@example.org").trim()}$`);
    await userEvent.setup().click(screen.getByRole("button", { name }));
    expect(doors.to("send_again")).toEqual([{ letter: 2 }]);
    expect(doors.to("recovery").length).toBeGreaterThan(1);
  });

  // S2.8.6
  test("one that was stopped says what was changed and what was not", async () => {
    const stopped = row(7, { status: "Fail", detail: "cancelled by you", succeeded: 4, skipped: 16, total: 20 });
    const types = [ofType("brands", { succeeded: 4, skipped: 6 }), ofType("products", { skipped: 10 })];
    doors.begin({
      recovery: () => detail({ recovery: stopped, total: 20, items: [item("1"), item("2", { state: "skipped" })] }),
      recovery_progress: () => ({ recovery: stopped, types }),
    });
    render(Recovery, { route: { page: "recovery", run: 7 } });
    expect(await screen.findByText(restore.result.stoppedCounts(4, 16))).toBeTruthy();
    const rows = within(await screen.findByRole("group", { name: words.bulk.underWay.list })).getAllByRole("row");
    expect(rows[1]?.textContent).toContain(words.bulk.underWay.status.stopped);
    expect(screen.getByRole("button", { name: restore.result.undo })).toBeTruthy();
  });

  // S2.6.8
  test("of a long restore with errors, the errors are asked for and come first", async () => {
    const failure: Failure = { code: "reference_missing", message: "The category is gone.", hint: "Restore it first." };
    const told = detail({ recovery: row(7, { status: "Fail", failed: 1, total: 90_000 }), total: 90_000 });
    doors.begin({
      recovery_progress: noTypes,
      recovery: ({ only_failed }) => ({
        ...told,
        items: only_failed ? [item("89999", { state: "failed", failure })] : [item("1")],
      }),
    });
    render(Recovery, { route: { page: "recovery", run: 7 } });
    expect(await screen.findByText("The category is gone.")).toBeTruthy();
    expect(screen.queryByText("Tea 1")).toBeNull();
    expect(screen.getByText(recovery.detail.shown(1, 90_000))).toBeTruthy();
  });

  // S2.8.4
  test("while it runs its items change in their places", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const running = row(7, { status: "Progressing", finished: null, succeeded: 0, total: 2 });
    openOne(detail({ recovery: running, items: [item("1", { state: "waiting" }), item("2")], total: 2 }));
    const link = await screen.findByRole("link", { name: "Tea 1" });
    link.focus();
    const further = { ...running, succeeded: 1 };
    doors.tell({ recovery: () => detail({ recovery: further, items: [item("1"), item("2")], total: 2 }) });
    await vi.advanceTimersByTimeAsync(1100);
    await vi.waitFor(() => expect(screen.queryByText(recovery.detail.waiting)).toBeNull());
    expect(document.activeElement).toBe(link);
    vi.useRealTimers();
  });

  test("Undo this restore shows first what it would do", async () => {
    const owner = openOne(detail());
    doors.tell({ preview_undo: () => ({ plan: 21 }) as RestorePreview });
    await owner.click(await screen.findByRole("button", { name: restore.result.undo }));
    expect(doors.to("preview_undo")).toEqual([{ shop: "Harbour Tea", run: 7 }]);
    expect(location.hash).toBe("#/restore/21");
  });

  test("an undo is told apart from what it undid, by its title and by what it offers", async () => {
    openOne(detail({ recovery: row(8, { undoes: 7 }) }));
    const { undoTitle, title } = recovery.detail;
    const { started } = row(8);
    expect(await screen.findByRole("heading", { level: 1, name: undoTitle(started) })).toBeTruthy();
    expect(undoTitle(started)).not.toBe(title(started));
    expect(screen.getByRole("button", { name: restore.result.undoOfUndo })).toBeTruthy();
    expect(screen.queryByRole("button", { name: restore.result.undo })).toBeNull();
  });

  test("reading the shop for an undo can be stopped, and that is no failure", async () => {
    const owner = openOne(detail());
    const answer = later<RestorePreview | Failure>();
    doors.tell({ preview_undo: () => answer.promise, stop_looking: () => ({}) });
    await owner.click(await screen.findByRole("button", { name: restore.result.undo }));
    expect(screen.getByText(words.bulk.categories.planning)).toBeTruthy();
    await owner.click(screen.getByRole("button", { name: words.bulk.other.stop }));
    expect(doors.to("stop_looking")).toHaveLength(1);
    answer.resolve({ code: "cancelled", message: "This was stopped.", hint: "Start it again." });
    expect(await screen.findByText(words.bulk.categories.stopped)).toBeTruthy();
    expect(screen.queryByText("This was stopped.")).toBeNull();
    expect(screen.getByRole("button", { name: restore.result.undo })).toBeTruthy();
    expect(location.hash).toBe("");
  });

  // S2.8.7
  test("an interrupted one can be resumed, undone or left as it is", async () => {
    const owner = openOne(
      detail({
        recovery: row(7, { status: "Progressing", finished: null, succeeded: 2, total: 5 }),
        interrupted: true,
      }),
    );
    expect(await screen.findByText(restore.interrupted.text(2, 0, 5))).toBeTruthy();
    doors.tell({ resume_recovery: () => ({ job: 3 }), leave_recovery: () => ({ recoveries: [] }) });
    await owner.click(screen.getByRole("button", { name: restore.interrupted.resume }));
    expect(doors.to("resume_recovery")).toEqual([{ shop: "Harbour Tea", run: 7 }]);
    await owner.click(await screen.findByRole("button", { name: restore.interrupted.leave }));
    expect(doors.to("leave_recovery")).toEqual([{ shop: "Harbour Tea", run: 7 }]);
    expect(screen.getByRole("button", { name: restore.interrupted.undo })).toBeTruthy();
  });

  // S2.8.7
  test("an interrupted one that is undone shows what that would do; refused, it shows what is left to do", async () => {
    const cut = detail({
      recovery: row(7, { status: "Progressing", finished: null, succeeded: 2, total: 5 }),
      can_undo: false,
      interrupted: true,
    });
    const owner = openOne(cut);
    const undo = await screen.findByRole("button", { name: restore.interrupted.undo });
    doors.tell({
      preview_undo: () => ({ code: "shop_missing", message: "The shop’s file is not there.", hint: "Put it back." }),
      recovery: () => detail({ recovery: row(7, { status: "Fail", succeeded: 2, skipped: 3, total: 5 }) }),
    });
    await owner.click(undo);
    expect(await screen.findByText("Put it back.")).toBeTruthy();
    doors.tell({ preview_undo: () => ({ plan: 21 }) as RestorePreview });
    await owner.click(await screen.findByRole("button", { name: restore.result.undo }));
    expect(doors.to("preview_undo")).toHaveLength(2);
    expect(location.hash).toBe("#/restore/21");
  });

  // S2.8.7
  test("while one decision is on its way the others wait, and a No to the computer is no failure", async () => {
    const owner = openOne(
      detail({
        recovery: row(7, { status: "Progressing", finished: null, succeeded: 2, total: 5 }),
        interrupted: true,
      }),
    );
    const { promise, resolve } = later<Failure>();
    doors.tell({ resume_recovery: () => promise });
    await owner.click(await screen.findByRole("button", { name: restore.interrupted.resume }));
    for (const name of [restore.interrupted.undo, restore.interrupted.leave]) {
      const other = screen.getByRole("button", { name, description: restore.interrupted.deciding });
      await owner.click(other);
    }
    expect(doors.to("preview_undo")).toEqual([]);
    expect(doors.to("leave_recovery")).toEqual([]);
    resolve({ code: "not_confirmed", message: "No.", hint: "Confirm." });
    await vi.waitFor(() =>
      expect(screen.getByRole("button", { name: restore.interrupted.leave }).hasAttribute("aria-disabled")).toBe(false),
    );
    expect(screen.queryByRole("alert")).toBeNull();
  });

  const value = (text: string): ShownValue => ({ text, null: false, segments: [], image: null });
  const decided = (id: string, more: Partial<DecisionRow>): DecisionRow => ({
    type: "products",
    type_label: "Products",
    id,
    name: `Tea ${id}`,
    label: null,
    section: null,
    decided: "skipped",
    reason: null,
    by_hand: false,
    kind: "plain",
    live: null,
    wanted: null,
    ...more,
  });

  // S2.6.8, S2.8.4: what was not simply written stands beside what was, also when a year has passed.
  test("says what was left as it was and why, and how each conflict was decided", async () => {
    openOne(detail(), [
      decided("1", { decided: "taken", label: "Price", live: value("4.20"), wanted: value("5.00") }),
      decided("2", { decided: "kept", label: "Name", live: value("Assam"), wanted: value("Old Assam") }),
      decided("3", { decided: "left_out" }),
      decided("4", { reason: "locked", by_hand: true }),
    ]);
    const said = recovery.decisions;
    const card = within((await screen.findByRole("heading", { name: said.title(4) })).closest("section")!);
    const told = card.getAllByRole("listitem").map((one) => one.textContent?.replace(/\s+/g, " ").trim());
    expect(told[0]).toMatch(new RegExp(`Tea 1.*Price.*${said.taken}.*${said.live}.*4.20.*${said.written}.*5.00`));
    expect(told[1]).toMatch(new RegExp(`Tea 2.*Name.*${said.kept}.*Assam.*${said.wanted}.*Old Assam`));
    expect(told[2]).toContain(said.left_out);
    expect(told[3]).toContain(restore.skip.locked);
    expect(card.getByRole("link", { name: "Tea 4" }).getAttribute("href")).toBe("#/vault/products/4");
    // T8: only of what nobody can write.
    expect(card.getAllByRole("button", { name: words.guide.start })).toHaveLength(1);
  });

  // T8, S2.7.12
  test("leads from the result to what is left to do by hand in this restore, and from there to its steps", async () => {
    const rows = [decided("4", { reason: "locked", by_hand: true })];
    doors.begin({
      recovery: () => detail(),
      recovery_progress: noTypes,
      recovery_summary: () => ({ ...nothing, by_hand: 1 }),
      recovery_decisions: ({ by_hand }) => ({ rows: by_hand ? rows : [], total: by_hand ? 1 : 0 }),
      start_guide: () => ({ guide: 12 }) as GuideDetail,
    });
    const said = recovery.decisions;
    const result = render(Recovery, { route: { page: "recovery", run: 7 } });
    const link = await screen.findByRole("link", { name: said.openByHand });
    expect(link.getAttribute("href")).toBe("#/by-hand/7");
    result.unmount();
    render(Recovery, { route: { page: "recovery", run: 7, byHand: true } });
    expect(await screen.findByRole("heading", { name: said.byHandTitle(1) })).toBeTruthy();
    expect(screen.queryByRole("heading", { name: words.recovery.summary.title })).toBeNull();
    await userEvent.setup().click(screen.getByRole("button", { name: words.guide.start }));
    expect(doors.to("start_guide")).toEqual([{ shop: "Harbour Tea", to: 3, type: "products", id: "4" }]);
    expect(location.hash).toBe("#/guide/12");
  });

  test("cannot be undone twice", async () => {
    openOne(detail({ recovery: row(7, { undone_by: 8 }), can_undo: false }));
    expect(await screen.findByRole("link", { name: recovery.detail.openUndo })).toBeTruthy();
    expect(screen.queryByRole("button", { name: restore.result.undo })).toBeNull();
  });

  // S2.15.6
  test("from the history to the failed items in two clicks, and from there they are tried again", async () => {
    const failure: Failure = { code: "rule_broken", message: "A rule stands against it.", hint: "Change the rule." };
    const failed = row(7, { status: "Fail", succeeded: 412, failed: 2, total: 414 });
    doors.begin({
      list_recoveries: () => ({ recoveries: [failed] }),
      list_guides: () => ({ guides: [] }),
      recovery: () => detail({ recovery: failed, items: [item("1", { state: "failed", failure })], total: 414 }),
      recovery_summary: () => ({
        fields: [
          { type_label: "Products", label: "Price", items: 412, only: null },
          { type_label: "Products", label: "Name", items: 1, only: "Earl Grey" },
        ],
        created: [],
        deleted: [],
        failures: [{ what: "A rule stands against it.", items: 2 }],
        by_hand: 0,
      }),
      preview_retry: () => ({ plan: 30 }) as RestorePreview,
      reopen_preview: () => ({ preview: { plan: 30 } as RestorePreview, ask: null, undoes: null, name: null }),
      save_audit: () => ({ shown: "/home/anna/Recovery 7.csv" }),
    });
    const owner = userEvent.setup();
    const list = render(Recoveries);
    const link = await screen.findByRole("link", { name: recovery.history.viewDetail(failed.started) });
    expect(link.getAttribute("href")).toBe("#/recovery/7");
    list.unmount();
    render(Recovery, { route: { page: "recovery", run: 7 } });
    // The first click led here; of many items the failed ones are shown without a second one.
    expect(await screen.findByText("Change the rule.")).toBeTruthy();
    const { summary } = recovery;
    expect(
      screen.getByText(summary.written(summary.to(failed.to_at), ["Price in 412 Products", "Name of Earl Grey"])),
    ).toBeTruthy();
    expect(screen.getByText("2 items failed: A rule stands against it.")).toBeTruthy();

    // S2.16.4
    await owner.click(screen.getByRole("button", { name: recovery.audit.csv }));
    expect(doors.to("save_audit")).toEqual([{ shop: "Harbour Tea", run: 7, format: "csv" }]);
    await owner.click(screen.getByRole("button", { name: recovery.retry.label }));
    expect(doors.to("preview_retry")).toEqual([{ shop: "Harbour Tea", run: 7 }]);
    expect(location.hash).toBe("#/restore/30");
  });
});
