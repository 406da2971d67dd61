// `Export`: choosing, the reasons why not, the result, and the history, with doors whose answers are told.

import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, test } from "vitest";

import type { ExportOffer, ExportRow, JobState, LetterState } from "../../contract/contract";
import { jobs } from "../../parts/jobs.svelte";
import { openOn } from "../../testing/opened";
import { doors } from "../../testing/toldDoors";
import { words } from "../../words";
import { date, time } from "../../words/format";
import Export from "./Export.svelte";
import { stateOf } from "./state";

const said = words.exporting;
const SHOP = "Harbour Tea";
const HASH = "63617f9016ded6eaa06cfcb83584b303bfbee2202ced140affe29509d77aaaaa";

const offer: ExportOffer = {
  types: [
    { type: "products", label: "Products", group: "business", records: 2_004 },
    { type: "customers", label: "Customers", group: "business", records: 6_000 },
    { type: "pages", label: "Pages", group: "content", records: 41 },
  ],
  latest: "2026-11-19T20:04:00Z",
  folder: { handle: "place-2", shown: "/home/anna/Documents/Backstock exports" },
  keep: "week",
};
const row = (more: Partial<ExportRow> = {}): ExportRow => ({
  export: 3,
  by: "manual",
  format: "csv",
  types: [
    { label: "Products", records: 2_004 },
    { label: "Pages", records: 41 },
  ],
  backup: 7,
  repeatable: true,
  started: "2026-11-20T08:00:00Z",
  finished: "2026-11-20T08:01:00Z",
  ending: { kind: "done" },
  status: "present",
  expires: "2026-11-27T08:01:00Z",
  folder: "/home/anna/Documents/Backstock exports/harbour-tea-2026-11-20-0800",
  files: [
    { name: "harbour-tea-2026-11-20-0800.zip", bytes: 8_800_000, sha256: HASH },
    { name: "manifest.json", bytes: 900, sha256: "b".repeat(64) },
  ],
  parts: 1,
  bytes: 8_800_900,
  notes: [],
  recipients: [{ kind: "this_computer" }],
  ...more,
});

const start = (): HTMLElement => screen.getByRole("button", { name: said.start });
// A reason stands beside the button and is read out with it.
const says = (text: string): boolean => screen.queryAllByText(text).length > 0;
const isOff = (button: HTMLElement): boolean => button.getAttribute("aria-disabled") === "true";

beforeEach(() => {
  openOn();
});

async function openQuick(): Promise<ReturnType<typeof userEvent.setup>> {
  doors.begin({
    list_jobs: () => ({ jobs: [], elsewhere: null }),
    export_offer: () => offer,
    usual_recipients: () => ({ recipients: [{ kind: "this_computer" }] }),
    start_export: () => ({ job: 9 }),
    set_export_keeping: () => ({ exports: [], keep: "month" }),
    pick: () => ({ chosen: { handle: "place-5", shown: "/media/stick" } }),
    check_address: ({ address }) =>
      address.includes("@")
        ? { address, already: null }
        : { code: "address_wrong", message: "This is not an e-mail address.", hint: "Write it like name@example.com." },
  });
  render(Export, { route: { page: "export", tab: "quick" } });
  await screen.findByText(said.choose.title);
  return userEvent.setup();
}

function exporting(state: JobState, job = 9): void {
  jobs.hear({ job, shop: SHOP, kind: "export", started: "2026-11-20T08:00:00Z", state });
}

describe("Quick Export", () => {
  // S2.10.1, T6
  test("says how long files are available and that large exports become several ZIP files", async () => {
    await openQuick();
    expect(screen.getByText(/available for one week/)).toBeTruthy();
    expect(screen.getByText(/larger than 1 GB becomes several ZIP files/)).toBeTruthy();
  });

  // S2.10.2
  test("a group's box is off, in between, or on, as its types are", async () => {
    const user = await openQuick();
    const business = screen.getByRole("group", { name: words.vault.storage.groups.business });
    const all = within(business).getByRole<HTMLInputElement>("checkbox", { name: said.choose.all });
    expect([all.checked, all.indeterminate]).toEqual([false, false]);
    await user.click(within(business).getByRole("checkbox", { name: /Customers/ }));
    expect([all.checked, all.indeterminate]).toEqual([false, true]);
    await user.click(all);
    expect([all.checked, all.indeterminate]).toEqual([true, false]);
    expect(screen.getByText(said.choose.chosen(2, 8_004))).toBeTruthy();
    await user.click(all);
    expect(screen.getByText(said.choose.chosen(0, 0))).toBeTruthy();
  });

  // S2.10.4, S2.15.4
  test("starts only with a content type and a recipient, and says which is missing", async () => {
    const user = await openQuick();
    expect(isOff(start())).toBe(true);
    expect(says(said.cannot.noType)).toBe(true);
    await user.click(screen.getByRole("checkbox", { name: /Products/ }));
    expect(isOff(start())).toBe(false);
    await user.click(screen.getByRole("button", { name: words.mail.recipients.remove("This computer") }));
    expect(isOff(start())).toBe(true);
    expect(says(words.mail.recipients.none)).toBe(true);
    // S2.10.3: an address, added by Enter.
    const field = screen.getByRole("textbox", { name: words.mail.recipients.input });
    await user.type(field, "anna{Enter}");
    expect(await screen.findAllByText(/This is not an e-mail address/)).not.toHaveLength(0);
    expect(isOff(start())).toBe(true);
    await user.clear(field);
    await user.type(field, "anna@example.com{Enter}");
    expect(await screen.findByText("anna@example.com")).toBeTruthy();
    expect(isOff(start())).toBe(false);
    await user.click(start());
    expect(doors.to("start_export")).toEqual([
      {
        shop: SHOP,
        types: ["products"],
        format: "csv",
        folder: "place-2",
        recipients: [{ kind: "email", address: "anna@example.com" }],
        fresh: true,
      },
    ]);
  });

  // S2.15.4, issue 5: the platforms' own import formats
  test("a platform's product import takes products and nothing else, and says so", async () => {
    const user = await openQuick();
    await user.click(screen.getByRole("checkbox", { name: /Products/ }));
    await user.click(screen.getByRole("checkbox", { name: /Pages/ }));
    await user.selectOptions(screen.getByRole("combobox", { name: said.how.format }), "import_shopify");
    expect(isOff(start())).toBe(true);
    expect(says(said.cannot.onlyProducts)).toBe(true);
    await user.click(screen.getByRole("checkbox", { name: /Pages/ }));
    expect(isOff(start())).toBe(false);
  });

  // S2.10.5
  test("waits while an export is running and says so", async () => {
    const user = await openQuick();
    await user.click(screen.getByRole("checkbox", { name: /Products/ }));
    exporting({
      kind: "running",
      phase: "writing_file",
      type_label: "Products",
      done: 3,
      total: 9,
      failed: 0,
      stopping: false,
    });
    await screen.findAllByText(said.cannot.exporting);
    expect(isOff(start())).toBe(true);
  });

  test("the folder, the format and how long files stay are the owner's choice", async () => {
    const user = await openQuick();
    await user.click(screen.getByRole("checkbox", { name: /Pages/ }));
    await user.click(screen.getByRole("button", { name: said.how.chooseFolder }));
    expect(await screen.findByText("/media/stick")).toBeTruthy();
    await user.selectOptions(screen.getByRole("combobox", { name: said.how.format }), said.how.formats.xlsx);
    expect(screen.getByText(said.how.hints.xlsx)).toBeTruthy();
    await user.click(screen.getByRole("radio", { name: said.how.keeps.month }));
    expect(doors.to("set_export_keeping")).toEqual([{ shop: SHOP, keep: "month" }]);
    expect(screen.getByText(/available for 30 days/)).toBeTruthy();
    await user.click(screen.getByRole("checkbox", { name: new RegExp(said.how.fresh) }));
    await user.click(start());
    expect(doors.to("start_export")).toMatchObject([{ format: "xlsx", folder: "place-5", fresh: false }]);
  });

  // S2.10.6
  test("the result screen names files, sizes and hashes, and shows the folder", async () => {
    const user = await openQuick();
    doors.tell({ show_export: () => ({}), export_letters: () => ({ letters: [] }) });
    exporting({ kind: "ended", outcome: { kind: "exported", export: row() } });
    expect(await screen.findByText(said.result.ready)).toBeTruthy();
    expect(screen.getByText("harbour-tea-2026-11-20-0800.zip")).toBeTruthy();
    expect(screen.getByText(HASH)).toBeTruthy();
    await user.click(screen.getByRole("button", { name: said.result.show }));
    expect(doors.to("show_export")).toEqual([{ shop: SHOP, export: 3 }]);
    await user.click(screen.getByRole("button", { name: said.result.another }));
    expect(screen.getByText(said.choose.title)).toBeTruthy();
  });
});

describe("History", () => {
  async function openHistory(exports: ExportRow[]): Promise<ReturnType<typeof userEvent.setup>> {
    doors.begin({
      list_jobs: () => ({ jobs: [], elsewhere: null }),
      list_exports: () => ({ exports, keep: "week" }),
      start_export_again: () => ({ job: 10 }),
    });
    render(Export, { route: { page: "export", tab: "history" } });
    await screen.findByRole("group", { name: said.history.title });
    return userEvent.setup();
  }

  // S2.12.1, S2.12.2, S2.12.3, S2.12.5
  test("lists date, time, type and number of content types, also of what failed", async () => {
    const failure = { code: "export_disk_full", message: "There is not enough room.", hint: "Make room." } as const;
    await openHistory([
      row({
        export: 4,
        by: "monthly",
        ending: { kind: "failed", failure },
        status: "none",
        folder: null,
        parts: 0,
        files: [],
      }),
      row(),
      row({ export: 2, by: "weekly", status: "expired" }),
    ]);
    const cells = screen.getAllByRole("row").map((line) =>
      within(line)
        .queryAllByRole("cell")
        .slice(0, 5)
        .map((cell) => cell.textContent?.trim().replace(/\s+/g, " ")),
    );
    expect(screen.getAllByRole("columnheader").map((header) => header.textContent)).toEqual([
      "Export date",
      "Export time",
      "Export type",
      "Number of exported content types",
      "Files",
    ]);
    const at = [date(row().started), time(row().started)];
    const csv = said.how.formats.csv;
    const what = expect.stringMatching(/^2\s*Products and Pages$/) as string;
    expect(cells[1]).toEqual([...at, `Monthly ${csv}`, what, expect.stringContaining("There is not enough room.")]);
    expect(cells[2]?.slice(0, 4)).toEqual([...at, `Manual ${csv}`, what]);
    expect(cells[3]?.slice(0, 4)).toEqual([...at, `Weekly ${csv}`, what]);
    // Exports that look the same otherwise are told apart by how large they are.
    expect(cells[3]?.[4]).toMatch(/^expired\s*1 file, 8[.,]8 MB$/);
  });

  // S2.12.1
  test("a range of dates leaves out the others", async () => {
    const user = await openHistory([row()]);
    await user.type(screen.getByLabelText(said.history.from), "2026-11-25");
    expect(await screen.findByText(said.history.noneThen.title)).toBeTruthy();
    await user.click(screen.getByRole("button", { name: said.history.noneThen.action }));
    expect(screen.getByText("Manual")).toBeTruthy();
  });

  // S2.15.5, T6
  test("an export is run again for the shop as it is now, or made again from its backup", async () => {
    const user = await openHistory([row({ status: "expired" })]);
    for (const [label, fresh] of [
      [said.history.runAgain, true],
      [said.history.makeAgain, false],
    ] as const) {
      await user.click(screen.getByRole("button", { name: said.history.more(row().started) }));
      await user.click(screen.getByRole("menuitem", { name: new RegExp(label) }));
      expect(doors.to("start_export_again").at(-1)).toEqual({ shop: SHOP, export: 3, fresh });
    }
  });

  // S2.15.5
  test("an export says who was told of it and why one was not, and sends the message again", async () => {
    const nobody = { kind: "email", address: "anna@example.org" } as const;
    const user = await openHistory([row({ recipients: [{ kind: "this_computer" }, nobody] })]);
    const failure = { code: "mail_recipient_refused", message: "Nobody there.", hint: "Look at the address." } as const;
    const letter = {
      letter: 5,
      shop: SHOP,
      about: { kind: "export", export: 3 },
      recipient: nobody,
      subject: "Export of Harbour Tea is ready",
      written: row().started,
    } as const;
    let state: LetterState = { kind: "not_sent", failure, again: null };
    doors.tell({
      export_letters: () => ({ letters: [{ ...letter, state }] }),
      send_again: () => {
        state = { kind: "sent", at: row().started, answer: "250 OK" };
        return { ...letter, state };
      },
    });
    await user.click(screen.getByRole("button", { name: said.history.more(row().started) }));
    await user.click(screen.getByRole("menuitem", { name: words.common.buttons.viewDetail }));
    await screen.findByText(failure.message);
    // Nobody is said to know of it who does not.
    const reached = (how: keyof typeof said.result.reached): string | undefined =>
      screen.queryByText(said.result.reached[how])?.parentElement?.textContent?.trim();
    expect(reached("told")).toBe("Told This computer");
    expect(reached("unreached")).toBe("Not reached anna@example.org");
    await user.click(screen.getByRole("button", { name: new RegExp(words.mail.letters.sendAgain) }));
    await screen.findByText(words.mail.letters.answer("250 OK"));
    expect(reached("told")).toBe("Told This computer and anna@example.org");
    expect(reached("unreached")).toBeUndefined();
    expect(doors.to("send_again")).toEqual([{ letter: 5 }]);
  });

  // S2.12.4, T6
  test("says how many days files have left, and that they expired or were moved", () => {
    const at = (text: string): Date => new Date(text);
    const told = (more: Partial<ExportRow>, now: string): string => stateOf(row(more), at(now)).text;
    expect(told({}, "2026-11-24T08:00:00Z")).toBe("expires in 3 days");
    expect(told({}, "2026-11-26T08:00:00Z")).toBe("expires in 1 day");
    expect(told({}, "2026-11-27T08:00:00Z")).toBe("expires today");
    expect(told({ expires: null }, "2026-11-27T08:00:00Z")).toBe("kept");
    expect(told({ status: "expired" }, "2026-11-28T08:00:00Z")).toBe("expired");
    expect(told({ status: "moved" }, "2026-11-21T08:00:00Z")).toBe("moved");
    expect(told({ ending: { kind: "cancelled" } }, "2026-11-21T08:00:00Z")).toBe("Stopped by you");
  });
});
