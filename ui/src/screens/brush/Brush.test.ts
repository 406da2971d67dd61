// Choosing fields of many items, with doors whose answers are told.

import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, test, vi } from "vitest";

import type { BackupRow, RestorePreview, TypeFieldRow } from "../../contract/contract";
import { openOn } from "../../testing/opened";
import { doors } from "../../testing/toldDoors";
import { words } from "../../words";
import Brush from "./Brush.svelte";

const shop = "Harbour Tea";
const backup = (number: number): BackupRow => ({
  backup: number,
  finished: `2026-11-${10 + number}T20:04:00Z`,
  origin: "manual",
  label: null,
  pinned: false,
  note: null,
  partial: number === 3,
  wanted: true,
  alarmed: false,
  records: 10,
  added: 0,
  updated: 0,
  deleted: 0,
});
const field = (columns: string, label: string, more: Partial<TypeFieldRow> = {}): TypeFieldRow => ({
  columns,
  label,
  kind: "plain",
  named: true,
  protected: false,
  minor: false,
  ...more,
});
const preview: RestorePreview = {
  plan: 31,
  to: 2,
  to_at: "2026-11-12T20:04:00Z",
  creates: 0,
  updates: 0,
  deletes: 0,
  types: [],
  writes: [],
  writes_total: 0,
  skips: [],
  skips_total: 0,
  conflicts: 0,
  conflicted: [],
  revised: null,
  consequences: [],
};

beforeEach(() => {
  openOn();
  doors.begin({
    list_backups: () => ({ backups: [4, 3, 2, 1].map(backup) }),
    type_fields: () => ({
      label: "Products",
      fields: [
        field("price", "Price"),
        field("variants/price", "Variant price"),
        field("inventory_level", "Stock", { protected: true }),
        field("gift_wrapping", "Gift wrapping", { named: false }),
      ],
      linked: [
        { type: "brands", label: "Brands" },
        { type: "categories", label: "Categories" },
      ],
    }),
    preview_restore: () => preview,
  });
});

// Capability 2
describe("only some fields", () => {
  test("the ticked fields of the items that match are asked for, back to the backup before the newest whole one", async () => {
    const owner = userEvent.setup();
    render(Brush, { route: { page: "brush", type: "products" } });
    const button = screen.getByRole("button", { name: words.brush.preview });
    await owner.click(await screen.findByRole("checkbox", { name: "Variant price" }));
    await owner.click(screen.getByRole("checkbox", { name: "Price" }));
    await owner.type(screen.getByLabelText(words.brush.items.find), " tea ");
    await owner.click(button);
    expect(doors.to("preview_restore")).toEqual([
      {
        shop,
        to: 2,
        types: ["products"],
        records: [],
        fields: [],
        allow_deletes: false,
        include_protected: false,
        only: { columns: ["variants/price", "price"], find: "tea", changed_since: null, linked_to: null, until: null },
      },
    ]);
    expect(location.hash).toBe("#/restore/31");
  });

  test("a backup with unusual changes is marked, and not offered as the one to go back to", async () => {
    const rows = [5, 4, 2, 1].map(backup);
    doors.tell({ list_backups: () => ({ backups: rows.map((row) => ({ ...row, alarmed: row.backup === 4 })) }) });
    render(Brush, { route: { page: "brush", type: "products" } });
    const select = await screen.findByLabelText<HTMLSelectElement>(words.brush.backup.label);
    expect(select.value).toBe("2");
    const marked = within(select).getAllByRole("option", { name: new RegExp(words.discovery.marks.alarmed) });
    expect(marked).toHaveLength(1);
  });

  test("a category chooses its products, found by its name", async () => {
    doors.tell({
      list_records: () => ({
        label: "Categories",
        total: 12,
        records: [
          {
            type: "categories",
            type_label: "Categories",
            id: "7",
            name: "Green tea",
            newest: "2026-11-12T20:04:00Z",
            deleted: null,
            versions: 1,
          },
        ],
      }),
    });
    const owner = userEvent.setup();
    render(Brush, { route: { page: "brush", type: "products" } });
    await owner.click(await screen.findByRole("checkbox", { name: "Price" }));
    await owner.selectOptions(screen.getByLabelText(words.brush.items.linked), "Categories");
    await owner.type(screen.getByRole("searchbox", { name: words.brush.items.which("Categories") }), "green");
    expect(await screen.findByText(words.brush.items.more(11))).toBeTruthy();
    await vi.waitFor(() =>
      expect(doors.to("list_records").at(-1)).toMatchObject({ type: "categories", find: "green" }),
    );
    await owner.click(screen.getByRole("button", { name: "Green tea" }));
    // What was chosen by mistake is chosen again.
    await owner.click(screen.getByRole("button", { name: words.brush.items.chooseAnother }));
    await owner.click(await screen.findByRole("button", { name: "Green tea" }));
    await owner.click(screen.getByRole("button", { name: words.brush.preview }));
    expect(doors.to("preview_restore")).toMatchObject([{ only: { linked_to: { type: "categories", id: "7" } } }]);
  });

  test("while no item of the chosen type is chosen, nothing is asked for, neither by the button nor by Enter", async () => {
    doors.tell({ list_records: () => ({ label: "Categories", total: 0, records: [] }) });
    const owner = userEvent.setup();
    render(Brush, { route: { page: "brush", type: "products" } });
    await owner.click(await screen.findByRole("checkbox", { name: "Price" }));
    await owner.selectOptions(screen.getByLabelText(words.brush.items.linked), "Categories");
    const search = screen.getByRole("searchbox", { name: words.brush.items.which("Categories") });
    await owner.type(search, "green{Enter}");
    const button = screen.getByRole("button", { name: words.brush.preview });
    expect(button.getAttribute("aria-disabled")).toBe("true");
    expect(screen.getByText(words.brush.items.noneChosen("Categories"))).toBeTruthy();
    await owner.click(button);
    expect(doors.to("preview_restore")).toEqual([]);
    // Without a type it is every item again, as the list says.
    await owner.selectOptions(screen.getByLabelText(words.brush.items.linked), words.brush.items.anything);
    await owner.click(button);
    expect(doors.to("preview_restore")).toMatchObject([{ only: { linked_to: null } }]);
  });

  test("without a field there is nothing to show, and it says so", async () => {
    const owner = userEvent.setup();
    render(Brush, { route: { page: "brush", type: "products" } });
    await screen.findByRole("checkbox", { name: "Price" });
    const button = screen.getByRole("button", { name: words.brush.preview });
    expect(button.getAttribute("aria-disabled")).toBe("true");
    expect(screen.getByText(words.brush.noField)).toBeTruthy();
    await owner.click(button);
    expect(doors.to("preview_restore")).toEqual([]);
  });
});
