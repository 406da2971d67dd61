// Adding a store on the web, with doors whose answers are told.

import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";

import type { Failure, FailureCode, ShopRow, StoreFound } from "../contract/contract";
import { harbour, openOn } from "../testing/opened";
import { doors } from "../testing/toldDoors";
import { words } from "../words";
import { addShop } from "./addShop.svelte";
import ConnectShop from "./ConnectShop.svelte";
import { connection } from "./server/connection.svelte";
import ConnectionDialog from "./server/ConnectionDialog.svelte";

const connect = words.firstRun.connect;
const said = connect.store;
const path = "https://api.bigcommerce.com/stores/abc123/v3/";

const found: StoreFound = {
  server: "BigCommerce, Harbour Tea Online",
  types: [
    { label: "Brands", restorable: true, reason: null },
    { label: "Themes", restorable: false, reason: "A theme is put in place in the control panel." },
  ],
  problems: [],
};

const store: ShopRow = { ...harbour, kind: "bigcommerce", place: "abc123", practice: false, store: true };
const failure = (code: FailureCode): Failure => ({ code, message: "It does not go.", hint: "Look again." });
const button = (name: string): HTMLElement => screen.getByRole("button", { name });

beforeEach(() => {
  openOn();
});

async function openForm(): Promise<ReturnType<typeof userEvent.setup>> {
  doors.begin({ check_store_shop: () => found });
  render(ConnectShop, { onadded: () => {} });
  const owner = userEvent.setup();
  await owner.click(button(said.button));
  return owner;
}

async function fill(owner: ReturnType<typeof userEvent.setup>): Promise<void> {
  await owner.type(screen.getByLabelText(said.hash), path);
  await owner.type(screen.getByLabelText(said.token), "tea before sunrise");
}

// T18, S2.0.4: the owner reads what can be backed up and restored before the store is added.
test("a store is looked at, and what its token allows is told, before it is added", async () => {
  const owner = await openForm();
  await fill(owner);
  await owner.click(button(said.check));
  expect(await screen.findByText(said.answers(found.server))).toBeTruthy();
  expect(screen.getByText("Themes")).toBeTruthy();
  expect(screen.getByText("A theme is put in place in the control panel.")).toBeTruthy();
  const name = screen.getByLabelText<HTMLInputElement>(connect.name);
  expect(name.value).toBe("Harbour Tea Online");
  doors.tell({ add_store_shop: () => store, list_shops: () => ({ shops: [store] }) });
  await owner.click(button(connect.button));
  await vi.waitFor(() =>
    expect(doors.to("add_store_shop")).toEqual([
      {
        name: "Harbour Tea Online",
        store: { platform: "bigcommerce", store: path, token: "tea before sunrise" },
      },
    ]),
  );
});

// T18: a second platform is a site of its own, with a key of two parts.
test("a WooCommerce site is asked for with its address, its key and its secret", async () => {
  const owner = await openForm();
  await owner.selectOptions(screen.getByLabelText(said.platform), "woocommerce");
  await owner.click(button(said.check));
  expect(screen.getByText(said.secretEmpty)).toBeTruthy();
  await owner.type(screen.getByLabelText(said.site), "https://shop.example");
  await owner.type(screen.getByLabelText(said.key), "ck_tea");
  await owner.type(screen.getByLabelText(said.secret), "cs_tea");
  await owner.click(button(said.check));
  await vi.waitFor(() =>
    expect(doors.to("check_store_shop")).toEqual([
      { store: { platform: "woocommerce", store: "https://shop.example", token: "ck_tea:cs_tea" } },
    ]),
  );
});

// T4: a token that is not kept is told, lest backups fail after the next start without a word.
test("a token that the keyring does not keep is told of", async () => {
  const owner = await openForm();
  await fill(owner);
  await owner.click(button(said.check));
  await screen.findByText(said.answers(found.server));
  const forgetful = { ...store, secret_until_closed: true };
  doors.tell({ add_store_shop: () => forgetful, list_shops: () => ({ shops: [forgetful] }) });
  await owner.click(button(connect.button));
  await vi.waitFor(() => expect(addShop.known?.shop).toEqual(forgetful));
});

test("the guessed name can be emptied and written anew", async () => {
  const owner = await openForm();
  await fill(owner);
  await owner.click(button(said.check));
  const name = await screen.findByLabelText<HTMLInputElement>(connect.name);
  await owner.clear(name);
  expect(name.value).toBe("");
  await owner.type(name, "Tea");
  expect(name.value).toBe("Tea");
});

test("what is missing is said at its field", async () => {
  const owner = await openForm();
  await owner.click(button(said.check));
  expect(screen.getByText(said.hashEmpty)).toBeTruthy();
  expect(screen.getByText(said.tokenEmpty)).toBeTruthy();
  expect(doors.to("check_store_shop")).toEqual([]);
});

test("a token that is not taken is said at the token, and typing again takes it back", async () => {
  const owner = await openForm();
  doors.tell({ check_store_shop: () => failure("store_token_refused") });
  await fill(owner);
  await owner.click(button(said.check));
  expect(await screen.findByText("It does not go. Look again.")).toBeTruthy();
  await owner.type(screen.getByLabelText(said.token), "!");
  expect(screen.queryByText("It does not go. Look again.")).toBeNull();
});

// S2.0.4
test("a scope that is missing is told with the type it is for", async () => {
  const owner = await openForm();
  doors.tell({
    check_store_shop: () => ({
      ...found,
      problems: [
        { code: "scope_missing", message: "Customers cannot be backed up.", hint: "Give the scope Customers." },
      ] satisfies Failure[],
    }),
  });
  await fill(owner);
  await owner.click(button(said.check));
  expect(await screen.findByText("Customers cannot be backed up. Give the scope Customers.")).toBeTruthy();
});

test("another token is asked for in words of its own", async () => {
  doors.begin({ set_shop_password: () => store, list_shops: () => ({ shops: [store] }) });
  connection.askPassword(store);
  render(ConnectionDialog);
  const owner = userEvent.setup();
  expect(screen.getByText(words.settings.connection.tokenText("abc123"))).toBeTruthy();
  await owner.type(screen.getByLabelText(said.token), "tea at noon");
  await owner.click(button(words.settings.connection.keepToken));
  await vi.waitFor(() =>
    expect(doors.to("set_shop_password")).toEqual([{ shop: store.name, password: "tea at noon" }]),
  );
});
