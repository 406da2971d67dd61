// Settings, with doors whose answers are told.

import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, test } from "vitest";

import type { Failure, FailureCode, JobNews, ShopRow, VaultKeys, VaultOverview } from "../../contract/contract";
import { look } from "../../kit/look.svelte";
import { jobs } from "../../parts/jobs.svelte";
import { desk } from "../../parts/desk.svelte";
import { harbour, openDesk, openOn } from "../../testing/opened";
import { doors } from "../../testing/toldDoors";
import { words } from "../../words";
import Settings from "./Settings.svelte";

let keys: VaultKeys;

function openPage(): ReturnType<typeof userEvent.setup> {
  doors.begin({
    open_desk: () => openDesk,
    vault_keys: () => keys,
    background: () => ({ keeps_running: false, at_login: false }),
    list_schedules: () => ({ schedules: [] }),
    mail_settings: () => ({ owner: null, server: null, has_password: false, password_until_closed: false }),
    vault_overview: () => ({ vault_bytes: 14_200_000, backups: 12, versions: 25_110 }) as VaultOverview,
    set_passphrase: ({ passphrase }) => (keys = { ...keys, has_passphrase: passphrase !== null }),
    remember_vault: ({ remember }) => (keys = { ...keys, remembered: remember }),
  });
  render(Settings);
  return userEvent.setup();
}

const said = words.settings;

beforeEach(() => {
  openOn();
  keys = { remembered: true, has_passphrase: false, recovery_key_checked: true, keyring: "available" };
});

describe("keys", () => {
  test("a passphrase has to be long enough and typed twice alike", async () => {
    const owner = openPage();
    await owner.click(await screen.findByRole("button", { name: said.keys.setPassphrase }));
    await owner.type(screen.getByLabelText(said.keys.newPassphrase), "short");
    await owner.click(screen.getByRole("button", { name: said.keys.savePassphrase }));
    expect(screen.getByText(words.firstRun.create.passphraseShort)).toBeTruthy();
    await owner.type(screen.getByLabelText(said.keys.newPassphrase), " but longer now");
    await owner.type(screen.getByLabelText(words.firstRun.create.passphraseAgain), "something else");
    await owner.click(screen.getByRole("button", { name: said.keys.savePassphrase }));
    expect(screen.getByText(words.firstRun.create.passphraseDiffers)).toBeTruthy();
    expect(doors.to("set_passphrase")).toEqual([]);
    const again = screen.getByLabelText(words.firstRun.create.passphraseAgain);
    await owner.clear(again);
    await owner.type(again, "short but longer now");
    await owner.click(screen.getByRole("button", { name: said.keys.savePassphrase }));
    expect(doors.to("set_passphrase")).toEqual([{ passphrase: "short but longer now" }]);
    expect(await screen.findByRole("button", { name: said.keys.changePassphrase })).toBeTruthy();
  });

  test("the last everyday key is not taken away without saying what that means", async () => {
    keys = { ...keys, remembered: false, has_passphrase: true };
    const owner = openPage();
    await owner.click(await screen.findByRole("button", { name: said.keys.removePassphrase }));
    const dialog = screen.getByRole("dialog");
    expect(within(dialog).getByText(said.keys.lastKey)).toBeTruthy();
    await owner.click(within(dialog).getByRole("button", { name: said.keys.removePassphrase }));
    expect(doors.to("set_passphrase")).toEqual([{ passphrase: null }]);
  });

  test("a new recovery key is shown, saved and checked, and cannot be passed over", async () => {
    keys = { ...keys, recovery_key_checked: false };
    const owner = openPage();
    expect(await screen.findByText(said.keys.notSaved)).toBeTruthy();
    doors.tell({
      renew_recovery_key: () => ({ recovery_key: ["AAAA", "BBBB", "CCCC"], asked_group: 1, not_remembered: null }),
      check_recovery_key: ({ group }) => {
        if (group !== "BBBB") {
          return { code: "group_differs", message: "No.", hint: "Look again." };
        }
        keys = { ...keys, recovery_key_checked: true };
        return {};
      },
    });
    await owner.click(screen.getByRole("button", { name: said.keys.newRecoveryKey }));
    const dialog = screen.getByRole("dialog");
    await owner.click(within(dialog).getByRole("button", { name: said.keys.newRecoveryKeyButton }));
    expect(await within(dialog).findByText("CCCC")).toBeTruthy();
    expect(within(dialog).queryByRole("button", { name: words.common.buttons.close })).toBeNull();
    await owner.click(within(dialog).getByRole("button", { name: words.common.buttons.next }));
    await owner.type(within(dialog).getByRole("textbox"), "ZZZZ");
    await owner.click(within(dialog).getByRole("button", { name: words.firstRun.recoveryKey.button }));
    expect(await within(dialog).findByText(words.firstRun.recoveryKey.checkWrong)).toBeTruthy();
    await owner.clear(within(dialog).getByRole("textbox"));
    await owner.type(within(dialog).getByRole("textbox"), "BBBB");
    await owner.click(within(dialog).getByRole("button", { name: words.firstRun.recoveryKey.button }));
    expect(await screen.findByText(said.keys.saved)).toBeTruthy();
  });
});

describe("the vault", () => {
  test("Check vault now runs as a job and says what it found", async () => {
    const owner = openPage();
    doors.tell({ start_verify: () => ({ job: 4 }) });
    await owner.click(await screen.findByRole("button", { name: said.vault.check }));
    expect(doors.to("start_verify")).toEqual([{ shop: "Harbour Tea" }]);
    const news: JobNews = {
      job: 4,
      shop: "Harbour Tea",
      kind: "verify",
      started: "2026-11-20T11:00:00Z",
      state: {
        kind: "ended",
        outcome: { kind: "verified", versions: 25_110, problems: ["Page 3 of Products is damaged."] },
      },
    };
    jobs.hear(news);
    expect(await screen.findByText(words.shell.storage.checkedDamaged(1))).toBeTruthy();
    expect(screen.getByText("Page 3 of Products is damaged.")).toBeTruthy();
  });
});

describe("shops", () => {
  test("a check says what works and what does not", async () => {
    const owner = openPage();
    const problem: Failure = { code: "shop_missing", message: "The file is not there.", hint: "Plug in the disk." };
    doors.tell({ check_shop: () => ({ ok: false, server: "", problems: [problem] }) });
    await owner.click(await screen.findByRole("button", { name: said.shop.check }));
    expect(await screen.findByText("The file is not there. Plug in the disk.")).toBeTruthy();
  });

  const gone: Failure = {
    code: "shop_missing",
    message: "The shop’s file is not there.",
    hint: "Choose where it is now.",
  };
  const chosen = { handle: "place-2", shown: "/media/new/harbour.sqlite" };

  // TRUST T16: the one thing to do about a shop that was moved is one click away, and its history goes on.
  test("a shop that was moved is found again where its owner says", async () => {
    const owner = openPage();
    doors.tell({
      check_shop: () => gone,
      pick: () => ({ chosen }),
      relocate_shop: () => ({ ...harbour, place: chosen.shown }),
      list_shops: () => ({ shops: [{ ...harbour, place: chosen.shown }] }),
      discovery: () => gone,
    });
    await owner.click(await screen.findByRole("button", { name: said.shop.check }));
    const note = await screen.findByRole("alert");
    doors.tell({ check_shop: () => ({ ok: true, server: "SQLite 3", problems: [] }) });
    await owner.click(within(note).getByRole("button", { name: said.shop.chooseAgain }));
    expect(await screen.findByText(said.shop.works("SQLite 3"))).toBeTruthy();
    expect(doors.to("relocate_shop")).toEqual([{ shop: harbour.name, file: chosen.handle }]);
    expect(desk.shops.data?.[0]?.place).toBe(chosen.shown);
  });

  test("a file that is another shop is not taken, and says so", async () => {
    const owner = openPage();
    const other: Failure = {
      code: "another_shop",
      message: "What was chosen is another shop.",
      hint: "Choose another file.",
    };
    doors.tell({ pick: () => ({ chosen }), relocate_shop: () => other });
    await owner.click(await screen.findByRole("button", { name: said.shop.chooseAgain }));
    expect(await screen.findByText("What was chosen is another shop.")).toBeTruthy();
    expect(desk.shops.data?.[0]?.place).toBe(harbour.place);
  });

  test("closing the picker, or saying no, leaves everything as it was", async () => {
    const owner = openPage();
    doors.tell({ pick: () => ({ chosen: null }) });
    await owner.click(await screen.findByRole("button", { name: said.shop.chooseAgain }));
    doors.tell({
      pick: () => ({ chosen }),
      relocate_shop: () => ({ code: "not_confirmed", message: "Nothing was changed.", hint: "Confirm it." }),
    });
    await owner.click(await screen.findByRole("button", { name: said.shop.chooseAgain }));
    expect(doors.to("relocate_shop")).toHaveLength(1);
    expect(screen.queryByRole("alert")).toBeNull();
  });

  const onServer: ShopRow = {
    ...harbour,
    kind: "mysql",
    place: "harbour_tea on db.example.com",
    server: {
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
    },
    secret_until_closed: true,
  };

  test("a shop on a server says where it is, and that its password is remembered for now only", async () => {
    openOn(onServer);
    openPage();
    expect(await screen.findByText(onServer.place)).toBeTruthy();
    expect(screen.getByText(said.connection.untilClosed)).toBeTruthy();
    expect(screen.queryByRole("button", { name: said.shop.chooseAgain })).toBeNull();
  });

  // What helps is offered beside the failure, and it is not a file.
  test.each<[FailureCode, boolean, boolean]>([
    ["shop_password_missing", true, false],
    ["shop_not_let_in", true, true],
    ["shop_server_missing", false, true],
    ["another_shop", false, true],
  ])("%s of a shop on a server offers what helps", async (code, password, place) => {
    openOn(onServer);
    const owner = openPage();
    doors.tell({ check_shop: () => ({ ...gone, code }) });
    await owner.click(await screen.findByRole("button", { name: said.shop.check }));
    const note = within(await screen.findByRole("alert"));
    expect(note.queryByRole("button", { name: said.connection.enterPassword }) !== null).toBe(password);
    expect(note.queryByRole("button", { name: said.connection.change }) !== null).toBe(place);
    expect(note.queryByRole("button", { name: said.shop.chooseAgain })).toBeNull();
  });

  test("a shop is removed only after its name was typed", async () => {
    openOn(harbour, { ...harbour, name: "Anchor Tea" });
    const owner = openPage();
    doors.tell({ remove_shop: () => ({ shops: [harbour] }) });
    await owner.click((await screen.findAllByRole("button", { name: said.shop.remove }))[1]!);
    const dialog = screen.getByRole("dialog");
    const button = within(dialog).getByRole("button", { name: said.shop.removeButton });
    await owner.type(within(dialog).getByRole("textbox"), "Anchor");
    await owner.click(button);
    expect(doors.to("remove_shop")).toEqual([]);
    await owner.type(within(dialog).getByRole("textbox"), " Tea");
    await owner.click(within(dialog).getByRole("button", { name: said.shop.removeButton }));
    expect(doors.to("remove_shop")).toEqual([{ shop: "Anchor Tea" }]);
    expect(desk.shops.data?.map(({ name }) => name)).toEqual(["Harbour Tea"]);
  });
});

describe("looks", () => {
  test("colours and row height are chosen here and kept", async () => {
    const owner = openPage();
    await owner.click(await screen.findByRole("radio", { name: said.appearance.themes.dark }));
    await owner.click(screen.getByRole("radio", { name: said.appearance.densities.compact }));
    expect(document.documentElement.dataset).toMatchObject({ theme: "dark", density: "compact" });
    look.choose({ theme: "system", density: "comfortable" });
    look.begin();
    expect(look.theme).toBe("system");
  });
});
