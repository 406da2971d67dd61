// From what was restored to the shop, with doors whose answers are told.

import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";

import type { RecoveryItem } from "../../contract/contract";
import { harbour, openOn } from "../../testing/opened";
import { doors } from "../../testing/toldDoors";
import { words } from "../../words";
import AdminAddress from "../AdminAddress.svelte";
import { desk } from "../desk.svelte";
import OpenInStore from "./OpenInStore.svelte";

const said = words.settings.admin;
const shop = harbour.name;
const item = (id: string, new_id: string | null): RecoveryItem => ({
  type: "products",
  type_label: "Products",
  id,
  new_id,
  name: "Tea",
  action: "create",
  state: "verified",
  failure: null,
  differences: [],
});

beforeEach(() => {
  doors.begin({ open_in_store: () => ({}) });
});

// T13
test("one item opens at its page, by the number it has in the shop now; of many the admin opens", async () => {
  openOn({ ...harbour, admin: "https://shop.example/wp-admin/" });
  const owner = userEvent.setup();
  const one = render(OpenInStore, { shop, items: [item("117", "501")] });
  await owner.click(screen.getByRole("button", { name: said.open }));
  one.unmount();
  render(OpenInStore, { shop, items: [item("1", null), item("2", null)] });
  await owner.click(screen.getByRole("button", { name: said.open }));
  expect(doors.to("open_in_store")).toEqual([
    { shop, record: { type: "products", id: "501" } },
    { shop, record: null },
  ]);
});

test("without an address there is the way to enter it, and what is entered is kept", async () => {
  openOn();
  const owner = userEvent.setup();
  const way = render(OpenInStore, { shop, items: [] });
  expect(screen.getByRole("link", { name: said.enter }).getAttribute("href")).toBe("#/settings");
  way.unmount();
  const admin = "https://shop.example/wp-admin";
  doors.tell({ set_admin_address: ({ address }) => ({ ...harbour, admin: `https://${address}` }) });
  render(AdminAddress, { shop: harbour });
  expect(screen.getByRole("button", { name: said.save }).getAttribute("aria-disabled")).toBe("true");
  await owner.type(screen.getByLabelText(said.label), "shop.example/wp-admin");
  await owner.click(screen.getByRole("button", { name: said.save }));
  expect(doors.to("set_admin_address")).toEqual([{ shop, address: "shop.example/wp-admin" }]);
  await vi.waitFor(() => expect(desk.shops.data?.[0]?.admin).toBe(admin));
});
