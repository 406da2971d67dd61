// A record's page, with doors whose answers are told. What the engine really answers is proven end to end.

import { cleanup, render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, test, vi } from "vitest";

import type {
  CompareAsk,
  Comparison,
  DiffLine,
  Failure,
  JobNews,
  RecordVersions,
  RestoreOffer,
  RestorePreview,
  SummaryRow,
  VersionRow,
} from "../../contract/contract";
import { jobs } from "../../parts/jobs.svelte";
import { later } from "../../testing/later";
import { doors } from "../../testing/toldDoors";
import { openOn } from "../../testing/opened";
import { words } from "../../words";
import Record from "./Record.svelte";

const version = (backup: number, at: string, summary: string, deleted = false): VersionRow => ({
  backup,
  last_backup: backup + 1,
  at,
  deleted,
  safety: false,
  imported: false,
  alarmed: false,
  summary,
});
const versions: RecordVersions = {
  record: {
    type: "products",
    type_label: "Products",
    id: "117",
    name: "Blue Hoodie",
    newest: "2026-11-19T20:04:00Z",
    deleted: null,
    versions: 3,
  },
  versions: [
    version(5, "2026-11-19T20:04:00Z", "Price"),
    version(3, "2026-11-12T20:04:00Z", "Name"),
    version(1, "2026-10-01T20:04:00Z", "First seen"),
  ],
  last_backup: "2026-11-20T08:00:00Z",
};

const shown = (text: string, segments = [{ text, changed: false }]) => ({ text, null: false, segments, image: null });
const field = (path: string, label: string, more: Partial<SummaryRow>): SummaryRow => ({
  path,
  label,
  section: null,
  kind: "plain",
  difference: "same",
  minor: false,
  current: shown("x"),
  selected: shown("x"),
  ...more,
});
const fields: SummaryRow[] = [
  field("/name", "Name", { current: shown("Blue Hoodie"), selected: shown("Blue Hoodie") }),
  field("/price", "Price", {
    kind: "money",
    difference: "changed",
    current: shown("44.00 EUR"),
    selected: shown("39.00 EUR"),
  }),
  field("/notes", "Notes", {
    difference: "changed",
    current: shown("", []),
    selected: { text: "", null: true, segments: [], image: null },
  }),
  field("/modified", "Date modified", {
    difference: "changed",
    minor: true,
    current: shown("2026-11-20"),
    selected: shown("2026-11-12"),
  }),
];
const lines: DiffLine[] = [
  {
    difference: "changed",
    current: { number: 3, segments: [{ text: '"price": "44.00"', changed: false }] },
    selected: { number: 3, segments: [{ text: '"price": "39.00"', changed: false }] },
    skipped_before: 2,
  },
];

function comparison(more: Partial<Comparison> = {}): Comparison {
  return {
    comparison: 1,
    current: { kind: "live", at: new Date().toISOString() },
    selected: { backup: 3, at: "2026-11-12T20:04:00Z", deleted: false },
    changed_fields: 2,
    summary: fields,
    json: { all: 3, changes_only: 1, too_large: false },
    source: { all: 3, changes_only: 1, too_large: false },
    restore: { kind: "possible" },
    ...more,
  };
}
const same: Partial<Comparison> = { changed_fields: 0, restore: { kind: "same_as_current" }, summary: [fields[0]!] };

function openPage(
  answer: (ask: CompareAsk) => Comparison | Promise<Comparison>,
  at: number | null = null,
  all: RecordVersions = versions,
  against: number | null = null,
): ReturnType<typeof userEvent.setup> {
  doors.begin({
    record_versions: () => all,
    // What is compared is what was asked for.
    compare_record: async (ask) => {
      const told = await answer(ask);
      return { ...told, selected: { ...told.selected, backup: ask.selected } };
    },
    comparison_lines: () => ({ lines }),
    comparison_text: ({ current }) => ({ text: current ? "the current text" : "the selected text" }),
  });
  render(Record, {
    route: {
      page: "record",
      type: "products",
      id: "117",
      ...(at === null ? {} : { at }),
      ...(against === null ? {} : { against }),
    },
  });
  return userEvent.setup();
}

beforeEach(() => {
  openOn();
});

const { compare, restore } = words;

describe("a record's page", () => {
  // S2.5.1, S2.5.2, S2.4.6
  test("has the current version left, the selected one right, three views and every version", async () => {
    openPage(() => comparison());
    const headings = await screen.findAllByRole("heading", { level: 2 });
    expect(headings.map((heading) => heading.textContent)).toEqual(["Current version", "Selected version"]);
    expect(screen.getAllByRole("tab").map((tab) => tab.textContent)).toEqual(["Summary", "Json", "Source Code"]);
    const choices = within(screen.getByRole("combobox", { name: "Selected version" })).getAllByRole("option");
    expect(choices).toHaveLength(3);
    expect(screen.getAllByRole("radio")).toHaveLength(3);
  });

  test("opens on the newest version that differs from the shop", async () => {
    openPage(({ selected }) => comparison(selected === 5 ? same : {}));
    expect(await screen.findByRole("radio", { checked: true, name: /Name$/ })).toBeTruthy();
    expect(doors.to("compare_record").map((ask) => (ask as CompareAsk).selected)).toEqual([5, 3]);
  });

  test("does not open on what a restore was to put right, nor on what came with unusual changes", async () => {
    const [newest, middle, oldest] = versions.versions as [VersionRow, VersionRow, VersionRow];
    const spoilt: VersionRow = { ...version(4, "2026-11-15T20:04:00Z", "Visible"), safety: true };
    const alarmed: VersionRow = { ...middle, alarmed: true };
    const all = { ...versions, versions: [newest, spoilt, alarmed, oldest] };
    openPage(({ selected }) => comparison(selected === 5 ? same : {}), null, all);
    expect(await screen.findByRole("radio", { checked: true, name: /First seen$/ })).toBeTruthy();
    expect(screen.getByRole("radio", { name: new RegExp(`${compare.versions.safety}$`) })).toBeTruthy();
    expect(doors.to("compare_record").map((ask) => (ask as CompareAsk).selected)).toEqual([5, 1]);
  });

  test("with nothing but that the newest one stays selected", async () => {
    const [newest, spoilt] = versions.versions as [VersionRow, VersionRow];
    openPage(() => comparison(same), null, { ...versions, versions: [newest, { ...spoilt, safety: true }] });
    expect(await screen.findByRole("radio", { checked: true, name: /Price$/ })).toBeTruthy();
  });

  // S2.7.4: whoever comes from a backup sees the version that it had.
  test("opens on the version of the backup one comes from", async () => {
    const oldest = versions.versions.at(-1)!;
    openPage(() => comparison(), oldest.last_backup);
    await screen.findByRole("radio", { checked: true });
    expect(doors.to("compare_record").map((ask) => (ask as CompareAsk).selected)).toEqual([oldest.backup]);
  });

  // S2.7.4: whoever comes from two backups sees these two, and not the shop.
  test("puts another backup on the left, and leads back to the shop as it is", async () => {
    const other = { kind: "backup", backup: 5, at: "2026-11-19T20:04:00Z", deleted: false } as const;
    openPage(() => comparison({ current: other }), 1, versions, 5);
    await screen.findByText(compare.other.backup(5, other.at));
    const headings = screen.getAllByRole("heading", { level: 2 });
    expect(headings.map((heading) => heading.textContent)).toEqual(["Other version", "Selected version"]);
    expect(doors.to("compare_record").map((ask) => (ask as CompareAsk).against)).toEqual([5]);
    const back = screen.getByRole("link", { name: compare.other.compareWithShop });
    expect(back.getAttribute("href")).toBe("#/vault/products/117?at=1");
    // Which fields differ from the shop is not known here, so none can be ticked.
    expect(screen.queryByRole("checkbox", { name: /^Restore / })).toBeNull();
  });

  test("goes from version to version with the arrow keys", async () => {
    const owner = openPage(() => comparison());
    (await screen.findByRole("radio", { checked: true })).focus();
    await owner.keyboard("{ArrowRight}");
    expect(screen.getByRole("radio", { checked: true, name: /Name$/ })).toBeTruthy();
    expect(doors.to("compare_record").map((ask) => (ask as CompareAsk).selected)).toEqual([5, 3]);
  });

  // S2.5.7
  test("says that the left side is live and when it was read, or that it is the last backup", async () => {
    openPage(() => comparison());
    expect(await screen.findByText(/^Live, read \d+ s ago$/)).toBeTruthy();
  });

  // S2.5.7
  test("says that the left side is the last backup while the shop is out of reach", async () => {
    const failure: Failure = { code: "shop_missing", message: "The file is not there.", hint: "Plug in the disk." };
    openPage(() => comparison({ current: { kind: "offline", at: "2026-11-19T20:04:00Z", failure } }));
    expect(await screen.findByText(/^Offline - last backup /)).toBeTruthy();
  });

  // S2.5.8
  test("says that a deleted record no longer exists in the store", async () => {
    openPage(() => comparison({ current: { kind: "gone", at: "2026-11-20T08:00:00Z" } }));
    expect(await screen.findByText(compare.current.gone)).toBeTruthy();
  });

  // S2.6.5: no way is shown that is not there.
  test("an item with a single version is not told to choose an older one", async () => {
    openPage(() => comparison(same), null, { ...versions, versions: [versions.versions[0]!] });
    expect(await screen.findByText(restore.unavailable.isOnly)).toBeTruthy();
    expect(screen.queryByText(restore.unavailable.isCurrent)).toBeNull();
  });

  // S2.5.3
  test("hides equal fields, and cannot hide anything when nothing differs", async () => {
    const owner = openPage(() => comparison());
    const toggle = await screen.findByRole("checkbox", { name: "View change only" });
    expect((toggle as HTMLInputElement).checked).toBe(true);
    const history = { name: compare.fieldTimeline.open("Name") };
    expect(screen.queryByRole("button", history)).toBeNull();
    await owner.click(toggle);
    expect(screen.getByRole("button", history)).toBeTruthy();
  });

  // S2.5.3, S2.6.5
  test("with no difference there is nothing to hide and nothing to restore, and both say why", async () => {
    openPage(() => comparison(same));
    const toggle = await screen.findByRole("checkbox", {
      name: "View change only",
      description: compare.viewChangeOnlyDisabled,
    });
    expect(toggle.getAttribute("aria-disabled")).toBe("true");
    expect(screen.getByText(restore.unavailable.isCurrent)).toBeTruthy();
    expect(screen.queryByRole("button", { name: restore.button })).toBeNull();
  });

  test("tells NULL from an empty text", async () => {
    openPage(() => comparison());
    expect(await screen.findByText(words.common.value.emptyText)).toBeTruthy();
    expect(screen.getByText(words.common.value.nothing)).toBeTruthy();
  });

  // S2.5.4
  test("Inspect all changes opens the Summary with every changed path, and can be turned off again", async () => {
    const owner = openPage(() => comparison());
    expect(await screen.findByText(compare.minorHidden(1))).toBeTruthy();
    await owner.click(screen.getByRole("tab", { name: "Json" }));
    await owner.click(screen.getByRole("button", { name: "Inspect all changes" }));
    expect(screen.getByRole("tab", { selected: true }).textContent).toBe("Summary");
    for (const path of ["/price", "/notes", "/modified"]) {
      expect(screen.getByText(path)).toBeTruthy();
    }
    // The count beside it and the steps speak of the same fields.
    expect(screen.getByText(compare.counts(2))).toBeTruthy();
    expect(screen.getByText(compare.position(1, 2))).toBeTruthy();
    await owner.keyboard("{F8}");
    expect(screen.getByText(compare.position(2, 2))).toBeTruthy();
    await owner.keyboard("n");
    expect(screen.getByText(compare.position(1, 2))).toBeTruthy();
    await owner.keyboard("{F7}");
    expect(screen.getByText(compare.position(2, 2))).toBeTruthy();
    await owner.click(screen.getByRole("button", { name: compare.inspectEnd }));
    expect(screen.queryByText("/price")).toBeNull();
    expect(screen.getByText(compare.minorHidden(1))).toBeTruthy();
  });

  test("where only minor fields differ it says so, and there is nothing to step through", async () => {
    openPage(() => comparison({ changed_fields: 0, summary: [fields[0]!, fields[3]!] }));
    expect((await screen.findAllByText(compare.onlyMinor)).length).toBeGreaterThan(0);
    expect(screen.queryByText(compare.noDifference)).toBeNull();
    expect(screen.queryByRole("button", { name: new RegExp(compare.nextChange) })).toBeNull();
  });

  // S2.5.1, S2.6.7
  test("while another version is on its way nothing of the one before stands under its name", async () => {
    const { promise, resolve } = later<Comparison>();
    const owner = openPage(({ selected }) => (selected === 5 ? comparison() : promise));
    await owner.click(await screen.findByRole("checkbox", { name: compare.tick("Notes") }));
    expect(screen.getByText("€39.00")).toBeTruthy();
    await owner.selectOptions(screen.getByRole("combobox", { name: "Selected version" }), "3");
    expect(screen.queryByText("€39.00")).toBeNull();
    const button = screen.getByRole("button", { name: restore.button, description: compare.selected.coming });
    await owner.click(button);
    expect(doors.to("preview_restore")).toEqual([]);
    resolve(comparison());
    expect(await screen.findByText("€39.00")).toBeTruthy();
    expect(screen.getByRole("button", { name: restore.button }).hasAttribute("aria-disabled")).toBe(false);
    expect(screen.getByRole<HTMLInputElement>("checkbox", { name: compare.tick("Notes") }).checked).toBe(true);
  });

  // S2.5.5
  test("copies exactly the text of a side", async () => {
    const owner = openPage(() => comparison());
    await owner.click(await screen.findByRole("tab", { name: "Json" }));
    await owner.click(screen.getByRole("button", { name: /Copy this Json.*Current version/s }));
    expect(await navigator.clipboard.readText()).toBe("the current text");
    expect(await screen.findByText(compare.copy.done)).toBeTruthy();
    await owner.click(screen.getByRole("tab", { name: "Source Code" }));
    await owner.click(screen.getByRole("button", { name: /Copy this source.*Selected version/s }));
    expect(await navigator.clipboard.readText()).toBe("the selected text");
    expect(doors.to("comparison_text")).toEqual([
      { comparison: 1, view: "json", current: true },
      { comparison: 1, view: "source", current: false },
    ]);
  });

  // S2.6.1
  test("Restore to this version asks for the preview and writes nothing", async () => {
    const owner = openPage(() => comparison());
    const preview = { plan: 12 } as RestorePreview;
    doors.tell({ preview_restore: () => preview });
    await owner.click(await screen.findByRole("button", { name: restore.button }));
    expect(doors.to("preview_restore")).toEqual([
      {
        shop: "Harbour Tea",
        to: 5,
        types: [],
        records: [{ type: "products", id: "117" }],
        fields: [],
        allow_deletes: false,
        include_protected: false,
      },
    ]);
    expect(location.hash).toBe("#/restore/12");
    expect(doors.to("start_restore")).toEqual([]);
  });

  // S2.8.3
  test("the preview says how far it is, can be stopped on its way, and does not open over another page", async () => {
    const owner = openPage(() => comparison());
    const answers = [later<RestorePreview | Failure>(), later<RestorePreview | Failure>()];
    let asked = 0;
    doors.tell({
      preview_restore: () => answers[asked++]!.promise,
      looking_now: () => ({ type_label: "Products", done: 1_200, total: 9_000 }),
      stop_looking: () => ({}),
    });
    await owner.click(await screen.findByRole("button", { name: restore.button }));
    expect(screen.getByText(words.bulk.categories.planning)).toBeTruthy();
    expect(await screen.findByText(words.bulk.categories.planned("Products", 1_200, 9_000))).toBeTruthy();
    await owner.click(screen.getByRole("button", { name: words.bulk.other.stop }));
    expect(doors.to("stop_looking")).toHaveLength(1);
    answers[0]!.resolve({ code: "cancelled", message: "This was stopped.", hint: "Start it again." });
    expect(await screen.findByText(words.bulk.categories.stopped)).toBeTruthy();
    expect(screen.queryByText("This was stopped.")).toBeNull();

    await owner.click(screen.getByRole("button", { name: restore.button }));
    cleanup();
    expect(doors.to("stop_looking")).toHaveLength(2);
    answers[1]!.resolve({ plan: 12 } as RestorePreview);
    await answers[1]!.promise;
    expect(location.hash).toBe("");
  });

  test("restores only the ticked fields, and needs at least one", async () => {
    const owner = openPage(() => comparison());
    doors.tell({ preview_restore: () => ({ plan: 12 }) as RestorePreview });
    await owner.click(await screen.findByRole("checkbox", { name: compare.tick("Notes") }));
    await owner.click(screen.getByRole("button", { name: restore.button }));
    expect(doors.to("preview_restore")[0]).toMatchObject({ fields: ["/price"] });
    await owner.click(screen.getByRole("checkbox", { name: compare.tick("Price") }));
    const button = screen.getByRole("button", { name: restore.button, description: restore.preview.noFieldChosen });
    expect(button.getAttribute("aria-disabled")).toBe("true");
  });

  // S2.6.3
  test("a type that cannot be restored has the reason in place of the button", async () => {
    const offer: RestoreOffer = { kind: "not_restorable", reason: "The shop writes them itself." };
    openPage(() => comparison({ restore: offer }));
    expect(await screen.findByText(/The shop writes them itself\./)).toBeTruthy();
    expect(screen.queryByRole("button", { name: restore.button })).toBeNull();
  });

  // S2.6.6
  test("while a backup runs the button says why it cannot be used, and comes back when it has ended", async () => {
    openPage(() => comparison());
    const running: JobNews = {
      job: 1,
      shop: "Harbour Tea",
      kind: "backup",
      started: "2026-11-20T08:00:00Z",
      state: { kind: "running", phase: "reading", type_label: null, done: 0, total: null, failed: 0, stopping: false },
    };
    await screen.findByRole("button", { name: restore.button });
    jobs.hear(running);
    const button = await screen.findByRole("button", {
      name: restore.button,
      description: restore.unavailable.backupRunning,
    });
    expect(button.getAttribute("aria-disabled")).toBe("true");
    jobs.hear({ ...running, state: { kind: "cancelled", run: null, done: 0 } });
    await vi.waitFor(() =>
      expect(screen.getByRole("button", { name: restore.button }).hasAttribute("aria-disabled")).toBe(false),
    );
  });

  test("shows every value of a field, and puts one back", async () => {
    const owner = openPage(() => comparison());
    doors.tell({
      field_timeline: () => ({
        label: "Price",
        spans: [
          { value: "35.00", first_backup: 1, last_backup: 2, from: "2026-10-01T20:04:00Z", to: "2026-11-12T20:04:00Z" },
          { value: "39.00", first_backup: 3, last_backup: 4, from: "2026-11-12T20:04:00Z", to: "2026-11-19T20:04:00Z" },
          { value: "44.00", first_backup: 5, last_backup: 6, from: "2026-11-19T20:04:00Z", to: null },
        ],
      }),
      preview_restore: () => ({ plan: 13 }) as RestorePreview,
    });
    await owner.click(await screen.findByRole("button", { name: compare.fieldTimeline.open("Price") }));
    const rows = within(await screen.findByRole("table", { name: "" })).getAllByRole("row");
    expect(rows.slice(1).map((row) => within(row).getAllByRole("cell")[0]?.textContent?.trim())).toEqual([
      "€44.00",
      "€39.00",
      "€35.00",
    ]);
    expect(screen.getByRole("img", { name: compare.fieldTimeline.chart("Price", 3, "€35.00", "€44.00") })).toBeTruthy();
    // The value that the shop has needs no putting back.
    const backs = screen.getAllByRole("button", { name: compare.fieldTimeline.putBack });
    expect(backs).toHaveLength(2);
    await owner.click(backs[1]!);
    expect(doors.to("preview_restore")).toEqual([expect.objectContaining({ to: 1, fields: ["/price"] })]);
    expect(location.hash).toBe("#/restore/13");
  });

  test("putting a value back says how far it is, and ends with the dialog", async () => {
    const owner = openPage(() => comparison());
    const answer = later<RestorePreview | Failure>();
    doors.tell({
      field_timeline: () => ({
        label: "Price",
        spans: [
          { value: "35.00", first_backup: 1, last_backup: 2, from: "2026-10-01T20:04:00Z", to: "2026-11-12T20:04:00Z" },
        ],
      }),
      preview_restore: () => answer.promise,
      stop_looking: () => ({}),
    });
    await owner.click(await screen.findByRole("button", { name: compare.fieldTimeline.open("Price") }));
    await owner.click(await screen.findByRole("button", { name: compare.fieldTimeline.putBack }));
    const dialog = within(screen.getByRole("dialog"));
    expect(dialog.getByText(words.bulk.categories.planning)).toBeTruthy();
    await owner.click(dialog.getByRole("button", { name: words.common.buttons.close }));
    await vi.waitFor(() => expect(doors.to("stop_looking")).toHaveLength(1));
    answer.resolve({ plan: 13 } as RestorePreview);
    await answer.promise;
    expect(location.hash).toBe("");
    expect(screen.queryByText(words.bulk.categories.planning)).toBeNull();
  });

  test("a record that is not in the vault says so and offers a backup", async () => {
    doors.begin({ record_versions: () => ({ code: "unknown_record", message: "No.", hint: "Back up." }) });
    render(Record, { route: { page: "record", type: "products", id: "new" } });
    expect(await screen.findByText(compare.empty.notFound.title)).toBeTruthy();
    expect(screen.getByRole("button", { name: compare.empty.notFound.action })).toBeTruthy();
  });
});
