// Adding a shop on a database server, with doors whose answers are told.

import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, test, vi } from "vitest";

import type { Failure, FailureCode, ServerEntry, ServerFound, ServerPlace, ShopRow } from "../contract/contract";
import { harbour, openOn } from "../testing/opened";
import { doors } from "../testing/toldDoors";
import { words } from "../words";
import { addShop } from "./addShop.svelte";
import ConnectShop from "./ConnectShop.svelte";
import { connection } from "./server/connection.svelte";
import ConnectionDialog from "./server/ConnectionDialog.svelte";

const said = words.firstRun.connect;
const server = said.server;

const found: ServerFound = {
  server: "MariaDB 10.11.19",
  profile: null,
  installations: [],
  accepted_certificate: null,
  tables: 3,
  records: 1204,
  bytes: 2_100_000,
  time_zone: "UTC",
  charset: "utf8mb4",
  problems: [],
};

const place: ServerPlace = {
  kind: "mysql",
  host: "db.example.com",
  port: null,
  socket: null,
  user: "shop",
  database: "harbour_tea",
  prefix: null,
  encryption: "usual",
  certificate: null,
  ssh: null,
};

const bakery: ShopRow = { ...harbour, kind: "mysql", place: "harbour_tea on db.example.com", server: place };

const failure = (code: FailureCode): Failure => ({ code, message: "It does not go.", hint: "Look again." });
const prefixOf = (ask: unknown): string | null => (ask as { server: ServerEntry }).server.prefix;
const button = (name: string): HTMLElement => screen.getByRole("button", { name });

beforeEach(() => {
  openOn();
});

async function openForm(): Promise<ReturnType<typeof userEvent.setup>> {
  doors.begin({ check_server_shop: () => found });
  render(ConnectShop, { onadded: () => {} });
  const owner = userEvent.setup();
  await owner.click(button(server.button));
  return owner;
}

async function fill(owner: ReturnType<typeof userEvent.setup>): Promise<void> {
  await owner.type(screen.getByLabelText(server.host), "db.example.com");
  await owner.type(screen.getByLabelText(server.database), "harbour_tea");
  await owner.type(screen.getByLabelText(server.user), "shop");
  await owner.type(screen.getByLabelText(server.password), "tea before sunrise");
}

describe("adding", () => {
  test("the connection is looked at before the shop is added", async () => {
    const owner = await openForm();
    await fill(owner);
    await owner.click(button(said.button));
    expect(doors.to("add_server_shop")).toEqual([]);
    await owner.click(button(server.check));
    expect(await screen.findByText(server.answers(found.server))).toBeTruthy();
    expect(screen.getByText(server.mayAll)).toBeTruthy();
    expect(screen.getByText("about 2.1 MB")).toBeTruthy();
    const name = screen.getByLabelText<HTMLInputElement>(said.name);
    expect(name.value).toBe("harbour tea");
    doors.tell({
      add_server_shop: () => bakery,
      list_shops: () => ({ shops: [bakery] }),
      discovery: () => failure("locked"),
    });
    await owner.click(button(said.button));
    const entry = {
      kind: "mysql",
      host: "db.example.com",
      port: null,
      socket: null,
      database: "harbour_tea",
      prefix: null,
      user: "shop",
      password: "tea before sunrise",
      encryption: "usual",
      certificate: null,
      ssh: null,
    };
    await vi.waitFor(() => expect(doors.to("add_server_shop")).toEqual([{ name: "harbour tea", server: entry }]));
    expect(addShop.known).toBeNull();
  });

  test("of several shops in one database one is chosen", async () => {
    const owner = await openForm();
    const several: ServerFound = {
      ...found,
      profile: "WooCommerce",
      installations: [
        { profile: "WooCommerce", prefix: "wp_", tables: 61 },
        { profile: "OpenCart 4", prefix: "", tables: 140 },
      ],
      accepted_certificate: "AB:CD:01",
      problems: [{ code: "not_transactional", message: "wp_posts cannot be taken back.", hint: "Convert it." }],
    };
    const chosen: ServerFound = { ...several, profile: "OpenCart 4", problems: [] };
    doors.tell({
      check_server_shop: ({ server: { prefix } }) => (prefix === "" ? chosen : several),
      add_server_shop: () => failure("several_installations"),
    });
    await fill(owner);
    await owner.click(button(server.check));
    await screen.findByText("AB:CD:01");
    // What was found of the fullest may not be of theirs.
    expect(screen.getByText(server.several(2))).toBeTruthy();
    expect(screen.queryByText(said.profile("WooCommerce"))).toBeNull();
    expect(screen.queryByText(/wp_posts/)).toBeNull();
    await owner.click(button(said.button));
    expect(doors.to("add_server_shop")).toEqual([]);
    expect(screen.getByRole("alert").textContent).toContain(server.installationEmpty);
    await owner.click(screen.getByLabelText(server.installationOf("OpenCart 4", "", "140")));
    expect(doors.to("check_server_shop").map(prefixOf)).toEqual([null, ""]);
    expect(await screen.findByText(said.profile("OpenCart 4"))).toBeTruthy();
    expect(screen.queryByText(server.several(2))).toBeNull();
    await owner.click(button(said.button));
    await vi.waitFor(() => expect(doors.to("add_server_shop").map(prefixOf)).toEqual([""]));
    await owner.type(screen.getByLabelText(server.database), "2");
    await owner.click(button(server.check));
    expect(prefixOf(doors.to("check_server_shop").at(-1))).toBeNull();
  });

  test("what was found is of what was typed then", async () => {
    const owner = await openForm();
    await fill(owner);
    await owner.keyboard("{Enter}");
    expect(await screen.findByText(server.answers(found.server))).toBeTruthy();
    await owner.type(screen.getByLabelText(server.database), "2");
    expect(screen.queryByText(server.answers(found.server))).toBeNull();
  });

  test("an answer that comes after something else was typed is not shown", async () => {
    const owner = await openForm();
    await fill(owner);
    let answer: (found: ServerFound) => void = () => {};
    doors.tell({ check_server_shop: () => new Promise<ServerFound>((resolve) => (answer = resolve)) });
    await owner.click(button(server.check));
    await owner.type(screen.getByLabelText(server.database), "2");
    answer(found);
    await new Promise((resolve) => setTimeout(resolve));
    expect(screen.queryByText(server.answers(found.server))).toBeNull();
    expect(button(server.check)).toBeTruthy();
  });

  test.each<[FailureCode, string]>([
    ["shop_not_let_in", server.password],
    ["shop_no_such_database", server.database],
    ["shop_server_missing", server.host],
  ])("%s is said at its field, which gets the focus", async (code, label) => {
    const owner = await openForm();
    await fill(owner);
    doors.tell({ check_server_shop: () => failure(code) });
    await owner.click(button(server.check));
    expect(await screen.findByText("It does not go. Look again.")).toBeTruthy();
    const field = screen.getByLabelText(label);
    expect(field.getAttribute("aria-invalid")).toBe("true");
    await vi.waitFor(() => expect(document.activeElement).toBe(field));
  });

  test("a connection that cannot be protected opens what has the certificate", async () => {
    const owner = await openForm();
    await fill(owner);
    doors.tell({
      check_server_shop: () => failure("shop_not_protected"),
      pick: () => ({ chosen: { handle: "place-3", shown: "/srv/db.pem" } }),
    });
    await owner.click(button(server.check));
    expect(await screen.findByText("It does not go. Look again.")).toBeTruthy();
    expect(screen.getByText(server.more).closest("details")?.open).toBe(true);
    await owner.click(button(server.choose.certificate));
    doors.tell({ check_server_shop: () => found });
    await owner.click(button(server.check));
    expect(doors.to("check_server_shop").at(-1)).toMatchObject({ server: { certificate: "place-3" } });
    expect(doors.to("pick")).toEqual([{ purpose: "server_certificate" }]);
  });

  test("another computer is gone through, and what it says is at its fields", async () => {
    const owner = await openForm();
    await fill(owner);
    await owner.click(screen.getByText(server.more));
    await owner.click(screen.getByRole("radio", { name: server.ssh.ways.ssh }));
    await owner.click(button(server.check));
    expect(screen.getByText(server.ssh.hostEmpty)).toBeTruthy();
    expect(doors.to("check_server_shop")).toEqual([]);
    await owner.type(screen.getByLabelText(server.ssh.host), "example.com");
    await owner.type(screen.getByLabelText(server.ssh.port), "2222");
    await owner.type(screen.getByLabelText(server.ssh.user), "deploy");
    doors.tell({
      check_server_shop: () => failure("ssh_not_let_in"),
      pick: () => ({ chosen: { handle: "place-4", shown: "/home/ada/key" } }),
    });
    await owner.click(button(server.check));
    expect(await screen.findByText("It does not go. Look again.")).toBeTruthy();
    await owner.click(button(server.choose.sshKey));
    doors.tell({ check_server_shop: () => found });
    await owner.click(button(server.check));
    expect(await screen.findByText(server.answers(found.server))).toBeTruthy();
    expect(doors.to("check_server_shop").at(-1)).toMatchObject({
      server: { ssh: { host: "example.com", port: 2222, user: "deploy", key: "place-4" } },
    });
    expect(doors.to("pick")).toEqual([{ purpose: "ssh_key" }]);
  });

  test("the guessed name can be emptied and written anew", async () => {
    const owner = await openForm();
    await fill(owner);
    await owner.click(button(server.check));
    const name = await screen.findByLabelText<HTMLInputElement>(said.name);
    expect(name.value).not.toBe("");
    await owner.clear(name);
    expect(name.value).toBe("");
    await owner.type(name, "Tea");
    expect(name.value).toBe("Tea");
  });

  test("what is missing is said at its field, and no server is asked", async () => {
    const owner = await openForm();
    await owner.type(screen.getByLabelText(server.port), "99999");
    await owner.click(button(server.check));
    for (const text of [
      server.hostEmpty,
      server.portWrong,
      server.databaseEmpty,
      server.userEmpty,
      server.passwordEmpty,
    ]) {
      expect(screen.getByText(text)).toBeTruthy();
    }
    expect(doors.to("check_server_shop")).toEqual([]);
  });

  test("no protection at all is warned of", async () => {
    const owner = await openForm();
    await owner.click(screen.getByText(server.more));
    await owner.click(screen.getByRole("radio", { name: server.encryptions.off }));
    expect(screen.getByRole("alert").textContent).toContain(server.offWarning);
  });

  test("a password that the keyring does not keep is told of", async () => {
    const owner = await openForm();
    await fill(owner);
    await owner.click(button(server.check));
    await screen.findByText(server.answers(found.server));
    const forgetful = { ...bakery, secret_until_closed: true };
    doors.tell({
      add_server_shop: () => forgetful,
      list_shops: () => ({ shops: [forgetful] }),
      discovery: () => failure("locked"),
    });
    await owner.click(button(said.button));
    await vi.waitFor(() => expect(addShop.known?.shop.secret_until_closed).toBe(true));
  });
});

describe("changing", () => {
  test("a change begins with the place until now, and asks for the password again", async () => {
    openOn(bakery);
    doors.begin({
      check_server_shop: () => found,
      move_server_shop: () => bakery,
      list_shops: () => ({ shops: [bakery] }),
    });
    doors.tell({ discovery: () => failure("locked") });
    const then = vi.fn();
    connection.askChange(bakery, then);
    render(ConnectionDialog);
    const owner = userEvent.setup();
    const host = screen.getByLabelText<HTMLInputElement>(server.host);
    expect(host.value).toBe("db.example.com");
    await owner.clear(host);
    await owner.type(host, "new.example.com");
    await owner.click(button(server.check));
    expect(screen.getByText(server.passwordEmpty)).toBeTruthy();
    await owner.type(screen.getByLabelText(server.password), "tea before sunrise");
    await owner.click(button(server.check));
    await screen.findByText(server.answers(found.server));
    await owner.click(button(words.settings.connection.use));
    await vi.waitFor(() => expect(then).toHaveBeenCalledOnce());
    expect(doors.to("move_server_shop")).toMatchObject([{ shop: bakery.name, server: { host: "new.example.com" } }]);
  });

  test("a password that the server refuses is not kept, and says so at its field", async () => {
    openOn(bakery);
    doors.begin({ set_shop_password: () => failure("shop_not_let_in"), list_shops: () => ({ shops: [bakery] }) });
    doors.tell({ discovery: () => failure("locked") });
    const then = vi.fn();
    connection.askPassword(bakery, then);
    render(ConnectionDialog);
    const owner = userEvent.setup();
    const password = screen.getByLabelText(server.password);
    await owner.type(password, "tea at noon{Enter}");
    expect(await screen.findByText("It does not go. Look again.")).toBeTruthy();
    await vi.waitFor(() => expect(document.activeElement).toBe(password));
    expect(then).not.toHaveBeenCalled();
    doors.tell({ set_shop_password: () => bakery });
    await owner.clear(password);
    await owner.type(password, "tea before sunrise{Enter}");
    await vi.waitFor(() => expect(then).toHaveBeenCalledOnce());
  });
});
