// The owner's way in and around, with doors whose answers are told. What the engine really answers is proven end to end.

import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { describe, expect, test, vi } from "vitest";

import App from "./App.svelte";
import type {
  BackupRow,
  DeskState,
  Discovery,
  Failure,
  JobNews,
  ShopRow,
  VaultOverview,
  VaultState,
} from "./contract/contract";
import { protection } from "./parts/protection.svelte";
import { later } from "./testing/later";
import { recoveryRow } from "./testing/recoveries";
import { doors } from "./testing/toldDoors";
import { words } from "./words";

const open: VaultState & { kind: "open" } = {
  kind: "open",
  folder: "/home/anna/Backstock",
  recovery_key_checked: true,
  older: null,
  view_only: false,
};
const desk = (vault: VaultState): DeskState => ({
  version: "0.1.0",
  vault,
  practice_offered: false,
  suggested_folder: { handle: "place-1", shown: "/home/anna/Backstock" },
  keyring: "available",
});
const shop: ShopRow = {
  name: "Harbour Tea",
  kind: "sqlite",
  profile: null,
  place: "/srv/harbour.sqlite",
  practice: false,
  last_backup: "2026-11-19T20:04:00Z",
  server: null,
  admin: null,
  store: false,
  secret_until_closed: false,
  emails_off: false,
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
  records: 30,
  added: 30,
  updated: 0,
  deleted: 0,
};
const discovery: Discovery = {
  protection: "protected",
  last_backup: backup,
  before: null,
  last_failure: null,
  changed: [],
  left_out: [],
  next_step: "nothing",
  recoveries: [],
  backups: [backup],
};
const overview: VaultOverview = {
  last_backup: backup,
  newest: backup,
  next_backup: null,
  first_backup: backup.finished,
  items: 30,
  versions: 41,
  backups: 1,
  bytes: 3_000,
  vault_bytes: 1_000,
  left_out: [],
  groups: [
    {
      group: "business",
      types: [
        {
          type: "products",
          label: "Products",
          records: 20,
          deleted: 2,
          bytes: 2_500,
          versions: 30,
          restorable: true,
          reason: null,
          gone: false,
          not_read_since: null,
        },
        {
          type: "orders",
          label: "Orders",
          records: 10,
          deleted: 0,
          bytes: 500,
          versions: 11,
          restorable: true,
          reason: "Orders are kept as they are unless chosen.",
          gone: false,
          not_read_since: null,
        },
      ],
    },
    { group: "content", types: [] },
  ],
};
const running = (done: number): JobNews => ({
  job: 7,
  shop: shop.name,
  kind: "backup",
  started: "2026-11-20T08:00:00Z",
  state: { kind: "running", phase: "reading", type_label: "Products", done, total: 30, failed: 0, stopping: false },
});
const finished: JobNews = {
  ...running(30),
  state: {
    kind: "ended",
    outcome: {
      kind: "backed_up",
      backup: { ...backup, backup: 2, finished: "2026-11-20T08:01:00Z", added: 3 },
      alarm: null,
      pruned: 0,
    },
  },
};
const wrongKey: Failure = { code: "wrong_key", message: "This key does not open the vault.", hint: "Check it." };

const inTheShop = {
  open_desk: () => desk(open),
  list_shops: () => ({ shops: [shop] }),
  list_jobs: () => ({ jobs: [], elsewhere: null }),
  discovery: () => discovery,
  vault_overview: () => overview,
  list_backups: () => ({ backups: [backup] }),
  list_alarms: () => ({ alarms: [] }),
  list_planned_changes: () => ({ planned: [] }),
  missing_types: () => ({ missing: [{ label: "Themes", reason: "This shop has no table for it (`themes`)." }] }),
} as const;

function begin(page = "#/discovery"): void {
  history.replaceState(null, "", page);
  render(App);
}

/** The window on a computer that has no vault yet. */
function beginWithoutVault(practice_offered: boolean): void {
  let vault: VaultState = { kind: "none" };
  let shops: ShopRow[] = [];
  doors.begin({
    ...inTheShop,
    open_desk: () => ({ ...desk(vault), practice_offered }),
    list_shops: () => ({ shops }),
    create_vault: () => {
      vault = { ...open, recovery_key_checked: false };
      return { recovery_key: ["AAAAA", "BBBBB"], asked_group: 1, not_remembered: null };
    },
    add_practice_shop: () => {
      shops = [{ ...shop, practice: true }];
      return { ...shop, practice: true };
    },
  });
  begin();
}

describe("the first start", () => {
  // S2.1.4
  test("offers three ways, and the practice shop is one click", async () => {
    beginWithoutVault(false);
    expect(await screen.findByRole("button", { name: "Create a vault" })).toBeTruthy();
    expect(screen.getByRole("button", { name: /Open a vault/ })).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: "Open the practice shop" }));
    expect(await screen.findByRole("heading", { level: 1, name: "Discovery" })).toBeTruthy();
    expect(doors.to("create_vault")).toEqual([{ folder: "place-1", passphrase: null, remember: true }]);
    // The key was not saved yet, and the page says so.
    expect(await screen.findByRole("button", { name: "Save your recovery key" })).toBeTruthy();
  });

  test("a keyring that does not answer is told of, and nothing else is in the way", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      const answer = later<DeskState>();
      doors.begin({ ...inTheShop, open_desk: () => answer.promise });
      begin();
      await vi.advanceTimersByTimeAsync(4_900);
      expect(screen.queryByText(words.shell.openingLate)).toBeNull();
      await vi.advanceTimersByTimeAsync(200);
      expect(screen.getByText(words.shell.openingLate)).toBeTruthy();
      answer.resolve(desk(open));
      vi.useRealTimers();
      expect(await screen.findByRole("heading", { level: 1, name: "Discovery" })).toBeTruthy();
      expect(screen.queryByText(words.shell.openingLate)).toBeNull();
    } finally {
      vi.useRealTimers();
    }
  });

  test("opened to try it, the app is on the practice shop without a click", async () => {
    beginWithoutVault(true);
    expect(await screen.findByRole("heading", { level: 1, name: "Discovery" })).toBeTruthy();
    expect(doors.to("create_vault")).toHaveLength(1);
    expect(doors.to("add_practice_shop")).toHaveLength(1);
  });

  test("a new vault is not finished before one group of its key was typed again", async () => {
    let vault: VaultState = { kind: "none" };
    doors.begin({
      ...inTheShop,
      open_desk: () => desk(vault),
      list_shops: () => ({ shops: [] }),
      create_vault: () => ({ recovery_key: ["AAAAA", "BBBBB", "CCCCC"], asked_group: 1, not_remembered: null }),
      save_recovery_key: () => ({ shown: "/media/usb/key.txt" }),
      check_recovery_key: ({ group }) => {
        if (group !== "BBBBB") {
          return { code: "group_differs", message: "This is not the group.", hint: "Look again." };
        }
        vault = open;
        return {};
      },
    });
    begin();
    await userEvent.click(await screen.findByRole("button", { name: "Create a vault" }));
    await userEvent.click(screen.getByLabelText("Also use a passphrase"));
    await userEvent.type(screen.getByLabelText("Passphrase"), "short");
    await userEvent.click(screen.getByRole("button", { name: "Create the vault" }));
    expect(screen.getByText("Use at least 10 characters.")).toBeTruthy();
    expect(doors.to("create_vault")).toEqual([]);
    await userEvent.type(screen.getByLabelText("Passphrase"), " but now long");
    await userEvent.type(screen.getByLabelText("Passphrase again"), "short but now long");
    await userEvent.click(screen.getByRole("button", { name: "Create the vault" }));
    expect(await screen.findByText("BBBBB")).toBeTruthy();
    expect(doors.to("create_vault")).toEqual([{ folder: "place-1", passphrase: "short but now long", remember: true }]);
    await userEvent.click(screen.getByRole("button", { name: /Save to a file/ }));
    expect(await screen.findByText("/media/usb/key.txt")).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: "Next" }));
    // Copying from the screen would prove nothing.
    expect(screen.queryByText("BBBBB")).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "I have saved it" }));
    expect(doors.to("check_recovery_key")).toEqual([]);
    await userEvent.type(screen.getByLabelText("Type group 2 of your recovery key"), "AAAAA{Enter}");
    expect(await screen.findByText("That is not the same. Look again at what you saved.")).toBeTruthy();
    expect(screen.queryByRole("navigation")).toBeNull();
    await userEvent.clear(screen.getByLabelText("Type group 2 of your recovery key"));
    await userEvent.type(screen.getByLabelText("Type group 2 of your recovery key"), "BBBBB{Enter}");
    expect(await screen.findByRole("heading", { level: 1, name: "Discovery" })).toBeTruthy();
  });
});

describe("a vault that is not the newest one used here", () => {
  const older: Failure = {
    code: "vault_older",
    message: "This vault is older (backup 41 < 57).",
    hint: "Look for the newer one.",
  };

  // TRUST 4.3.6: said on every page, and nobody is kept from reading.
  test("says so until its owner goes on with it", async () => {
    doors.begin({ ...inTheShop, open_desk: () => desk({ ...open, older }), accept_vault: () => desk(open) });
    begin();
    expect(await screen.findByText(older.message)).toBeTruthy();
    expect(await screen.findByText("Your shop is protected.")).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: "Go on with this vault" }));
    await vi.waitFor(() => expect(screen.queryByText(older.message)).toBeNull());
    expect(screen.getByText("Your shop is protected.")).toBeTruthy();
  });
});

describe("a locked vault", () => {
  const locked: VaultState = { kind: "locked", has_passphrase: true, failure: null };

  // S2.1.1, S2.1.2, S2.0.2
  test("shows the unlock prompt and nothing else; a wrong passphrase says so, the right one opens Discovery", async () => {
    doors.begin({ ...inTheShop, open_desk: () => desk(locked), unlock_vault: () => wrongKey });
    begin("#/vault/products");
    expect(await screen.findByRole("heading", { name: "Unlock your vault" })).toBeTruthy();
    expect(screen.queryByRole("navigation")).toBeNull();
    expect(document.body.textContent).not.toContain(shop.name);
    expect(doors.asked.map(([door]) => door)).toEqual(["tell_habits", "open_desk"]);
    await userEvent.type(screen.getByLabelText("Passphrase"), "wrong{Enter}");
    expect(await screen.findByText(/This passphrase does not open the vault/)).toBeTruthy();
    expect(document.body.textContent).not.toContain(shop.name);

    history.replaceState(null, "", "#/discovery");
    dispatchEvent(new HashChangeEvent("hashchange"));
    doors.tell({ unlock_vault: () => desk(open) });
    await userEvent.clear(await screen.findByLabelText("Passphrase"));
    await userEvent.type(screen.getByLabelText("Passphrase"), "harbour{Enter}");
    expect(await screen.findByRole("heading", { level: 1, name: "Discovery" })).toBeTruthy();
    expect(screen.getByRole("navigation", { name: "Main navigation" })).toBeTruthy();
    expect(doors.to("unlock_vault").at(-1)).toEqual({
      with: { kind: "passphrase", passphrase: "harbour" },
      remember: false,
    });
  });

  test("opens with the recovery key as well", async () => {
    doors.begin({ ...inTheShop, open_desk: () => desk(locked), unlock_vault: () => desk(open) });
    begin();
    await userEvent.click(await screen.findByRole("button", { name: "Use the recovery key" }));
    await userEvent.click(screen.getByLabelText("Remember on this computer"));
    await userEvent.type(screen.getByLabelText("Recovery key"), "k7qf2-9mxa4");
    await userEvent.click(screen.getByRole("button", { name: "Unlock" }));
    expect(await screen.findByRole("heading", { level: 1, name: "Discovery" })).toBeTruthy();
    expect(doors.to("unlock_vault")).toEqual([
      { with: { kind: "recovery_key", recovery_key: "k7qf2-9mxa4" }, remember: true },
    ]);
  });
});

describe("the sidebar", () => {
  // S2.0.1, S2.1.3
  test("leads to every area and marks the page one is on", async () => {
    doors.begin(inTheShop);
    begin();
    const navigation = await screen.findByRole("navigation", { name: "Main navigation" });
    const marked = (): string[] =>
      within(navigation)
        .getAllByRole("link")
        .filter((link) => link.getAttribute("aria-current") === "page")
        .map((link) => link.textContent?.trim() ?? "");
    expect(
      within(navigation)
        .getAllByRole("link")
        .map((link) => link.textContent?.trim()),
    ).toEqual(["Discovery", "Backup Vault", "Export", "Storage", "Knowledge Base", "Settings"]);
    expect(marked()).toEqual(["Discovery"]);
    await userEvent.click(within(navigation).getByRole("link", { name: "Backup Vault" }));
    expect(await screen.findByRole("heading", { level: 1, name: "Backup Vault" })).toBeTruthy();
    expect(marked()).toEqual(["Backup Vault"]);
    // T2: where the guide has its price page, and marked like the others (S2.1.3).
    doors.tell({ storage: () => ({ code: "vault_io", message: "No.", hint: "Look at the drive." }) });
    await userEvent.click(within(navigation).getByRole("link", { name: "Storage" }));
    expect(await screen.findByRole("heading", { level: 1, name: "Storage" })).toBeTruthy();
    expect(marked()).toEqual(["Storage"]);
  });

  // S2.1.5
  test("another shop is another content everywhere", async () => {
    const other = { ...shop, name: "Anchor Tea", last_backup: null };
    doors.begin({ ...inTheShop, list_shops: () => ({ shops: [shop, other] }) });
    begin("#/vault");
    await screen.findByText("Item Storage");
    await userEvent.click(screen.getByRole("button", { name: /Harbour Tea/ }));
    await userEvent.click(screen.getByRole("menuitemradio", { name: /Anchor Tea/ }));
    await vi.waitFor(() => expect(doors.to("vault_overview").at(-1)).toEqual({ shop: "Anchor Tea" }));
    expect(doors.to("discovery").at(-1)).toEqual({ shop: "Anchor Tea" });
  });
});

describe("Backup Vault", () => {
  // S2.2.1, S2.3.1, S2.3.2, S2.3.3, S2.0.4
  test("shows the dates, the cards, and rows whose sums are the cards", async () => {
    doors.begin(inTheShop);
    begin("#/vault");
    expect(await screen.findByText("Last backup date")).toBeTruthy();
    expect(screen.getByText("Next scheduled backup date")).toBeTruthy();
    const cards = screen.getByLabelText("Summary");
    expect(within(cards).getByText("30")).toBeTruthy();
    expect(within(cards).getByText("41")).toBeTruthy();
    expect(screen.getByRole("heading", { name: "Store business data" })).toBeTruthy();
    expect(screen.getByText("2 content types, 30 items, 3 kB")).toBeTruthy();
    const orders = screen.getByRole("row", { name: /Orders/ });
    expect(orders.textContent).toContain("Orders are kept as they are unless chosen.");
    // S2.0.4
    expect(await screen.findByText("Themes: This shop has no table for it (`themes`).")).toBeTruthy();
    expect(screen.getByRole("link", { name: /Products, 20 items/ }).getAttribute("href")).toBe("#/vault/products");
  });

  test("a shop that does not answer keeps nobody from looking at the vault", async () => {
    let never = true;
    doors.begin({
      ...inTheShop,
      missing_types: () =>
        never
          ? (new Promise(() => {}) as never)
          : { code: "shop_busy", message: "The shop cannot be reached.", hint: "Check the connection." },
    });
    begin("#/vault");
    expect(await screen.findByRole("heading", { name: "Store business data" })).toBeTruthy();
    never = false;
    await userEvent.keyboard("{F5}");
    expect(await screen.findByText(/The shop cannot be reached. Check the connection./)).toBeTruthy();
    expect(screen.getByRole("heading", { name: "Store business data" })).toBeTruthy();
  });

  test("a type that the shop has given up is said to be kept", async () => {
    const [business, content] = overview.groups;
    const groups = [
      {
        ...business,
        group: "business",
        types: business!.types.map((row) => ({ ...row, gone: row.type === "orders" })),
      },
      content!,
    ];
    doors.begin({ ...inTheShop, vault_overview: () => ({ ...overview, groups }) });
    begin("#/vault");
    expect(await screen.findByText("Orders is no longer in the shop. Earlier versions are kept.")).toBeTruthy();
  });

  // S2.2.5, S2.2.6
  test("work in another window keeps the button off with the reason, and its end reads the page anew", async () => {
    doors.begin({
      ...inTheShop,
      list_jobs: () => ({
        jobs: [],
        elsewhere: { kind: "restore", shop: "Harbour Tea", since: "2026-11-20T08:00:00Z" },
      }),
    });
    begin("#/vault");
    const button = await screen.findByRole("button", { name: "Backup all data" });
    await vi.waitFor(() =>
      expect(document.getElementById(button.getAttribute("aria-describedby") ?? "")?.textContent).toBe(
        "A restore to this shop is running in another window or on the command line. You can back up when it has finished.",
      ),
    );
    expect(
      within(screen.getByRole("region", { name: "Running job" })).getByText("Restoring to Harbour Tea"),
    ).toBeTruthy();
    await userEvent.click(button);
    expect(screen.queryByRole("dialog")).toBeNull();
    const before = doors.to("vault_overview").length;
    doors.tell({ list_jobs: () => ({ jobs: [], elsewhere: null }) });
    dispatchEvent(new Event("focus"));
    await vi.waitFor(() => expect(button.getAttribute("aria-disabled")).not.toBe("true"));
    expect(doors.to("vault_overview").length).toBeGreaterThan(before);
  });

  // S2.2.2, S2.2.9
  test("Backup all data asks first; Cancel starts nothing, Confirm starts", async () => {
    doors.begin({ ...inTheShop, start_backup: () => ({ job: 7 }) });
    begin("#/vault");
    await userEvent.click(await screen.findByRole("button", { name: "Backup all data" }));
    const dialog = await screen.findByRole("dialog", { name: "Back up all data?" });
    expect(dialog.textContent).toContain("Please do not make critical changes");
    await userEvent.click(within(dialog).getByRole("button", { name: "Cancel" }));
    expect(doors.to("start_backup")).toEqual([]);
    await userEvent.keyboard("{Control>}b{/Control}");
    await userEvent.click(await screen.findByRole("button", { name: "Confirm" }));
    expect(doors.to("start_backup")).toEqual([{ shop: "Harbour Tea" }]);
  });

  // S2.2.3, S2.2.4, S2.2.5
  test("a running backup is shown with type and counts, keeps the button off, and its end changes the page", async () => {
    doors.begin(inTheShop);
    begin("#/vault");
    await screen.findByText("Item Storage");
    doors.news(running(12));
    const progress = await screen.findByRole("region", { name: "Backing up data..." });
    expect(progress.textContent).toContain("Products · 12 of 30 items");
    expect(progress.textContent).toContain("Please do not make critical changes");
    const button = screen.getByRole("button", { name: "Backup all data" });
    expect(button.getAttribute("aria-disabled")).toBe("true");
    expect(document.getElementById(button.getAttribute("aria-describedby") ?? "")?.textContent).toBe(
      "A backup is running. You can start the next one when it has finished.",
    );
    // The shortcut is no way around it.
    await userEvent.keyboard("{Control>}b{/Control}");
    expect(screen.queryByRole("dialog")).toBeNull();

    doors.tell({ vault_overview: () => ({ ...overview, items: 33 }) });
    doors.news(finished);
    expect(await within(screen.getByLabelText("Summary")).findByText("33")).toBeTruthy();
    expect(screen.queryByRole("region", { name: "Backing up data..." })).toBeNull();
    expect(screen.getByRole("button", { name: "Backup all data" }).hasAttribute("aria-disabled")).toBe(false);
    expect(await screen.findByText("Backup finished: 3 added.")).toBeTruthy();
  });

  // S2.2.6
  test("a running restore keeps the button off as well, and says that it is a restore", async () => {
    doors.begin(inTheShop);
    begin("#/vault");
    await screen.findByText("Item Storage");
    doors.news({ ...running(1), kind: "restore" });
    const button = screen.getByRole("button", { name: "Backup all data" });
    await vi.waitFor(() =>
      expect(document.getElementById(button.getAttribute("aria-describedby") ?? "")?.textContent).toMatch(/restore/),
    );
  });

  // S2.0.5, S2.0.7
  test("before the first backup there is nothing to compare, and nothing is promised", async () => {
    doors.begin({
      ...inTheShop,
      vault_overview: () => ({ ...overview, last_backup: null, newest: null, groups: [], items: 0, versions: 0 }),
    });
    begin("#/vault");
    expect(await screen.findByText("Nothing in the vault yet")).toBeTruthy();
    expect(document.body.textContent).toContain("what was changed before it cannot be shown");
    expect(screen.queryByText("Item Storage")).toBeNull();
    expect(screen.getAllByRole("button", { name: "Backup all data" })).toHaveLength(1);
  });

  test("a failure says what, why and what to do, and trying again helps", async () => {
    doors.begin({
      ...inTheShop,
      vault_overview: () => ({
        code: "vault_damaged",
        message: "Part of the vault is damaged.",
        hint: "Make a new backup.",
      }),
    });
    begin("#/vault");
    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toContain("Make a new backup.");
    doors.tell({ vault_overview: () => overview });
    await userEvent.click(within(alert).getByRole("button", { name: "Try again" }));
    expect(await screen.findByText("Item Storage")).toBeTruthy();
  });
});

describe("Discovery", () => {
  test("says that a shop without a backup is not protected, and what to do", async () => {
    doors.begin({
      ...inTheShop,
      discovery: () => ({
        ...discovery,
        protection: "never_backed_up",
        last_backup: null,
        backups: [],
        next_step: "first_backup",
      }),
    });
    begin();
    expect(await screen.findByText("Your shop is not protected yet.")).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: "Make the first backup" }));
    expect(await screen.findByRole("dialog", { name: "Back up all data?" })).toBeTruthy();
  });

  // S2.0.4
  test("names what the last backup left out, and not what no backup has", async () => {
    doors.begin({
      ...inTheShop,
      discovery: () => ({
        ...discovery,
        left_out: [
          { label: "Products", what: "Pictures of 2 items were not handed over: Mug, Pot.", always: false },
          { label: "Customers", what: "Passwords are never handed over.", always: true },
        ],
      }),
    });
    begin();
    expect(await screen.findByText("Left out of the last backup")).toBeTruthy();
    expect(screen.getByText("Products: Pictures of 2 items were not handed over: Mug, Pot.")).toBeTruthy();
    expect(screen.queryByText(/Passwords/)).toBeNull();
  });

  test("shows what changed, in signs to see and words to hear, and leads there", async () => {
    doors.begin({
      ...inTheShop,
      discovery: () => ({
        ...discovery,
        next_step: "look_at_changes",
        last_backup: { ...backup, backup: 2 },
        before: backup,
        backups: [{ ...backup, backup: 2 }, backup],
        changed: [{ type: "products", label: "Products", added: 3, updated: 9, deleted: 0, unchanged: 8 }],
      }),
    });
    begin();
    const link = await screen.findByRole("link", { name: /Products 3 added, 9 updated, 0 deleted/ });
    expect(link.getAttribute("href")).toBe("#/vault/products?changed");
    expect(screen.getByRole("link", { name: "See what changed" }).getAttribute("href")).toBe(
      "#/vault/products?changed",
    );
    // Three bare numbers say nothing.
    for (const head of ["Added", "Updated", "Deleted"]) {
      expect(screen.getByText(head)).toBeTruthy();
    }
  });

  test("of several types the button names the one it leads to", async () => {
    const counts = { added: 0, deleted: 0, unchanged: 8 };
    doors.begin({
      ...inTheShop,
      discovery: () => ({
        ...discovery,
        next_step: "look_at_changes",
        last_backup: { ...backup, backup: 2 },
        before: backup,
        backups: [{ ...backup, backup: 2 }, backup],
        changed: [
          { ...counts, type: "customers", label: "Customers", updated: 2 },
          { ...counts, type: "products", label: "Products", updated: 412 },
          { ...counts, type: "logs", label: "Logs", added: 413, updated: 0 },
        ],
      }),
    });
    begin();
    const link = await screen.findByRole("link", { name: "See what changed in Products" });
    expect(link.getAttribute("href")).toBe("#/vault/products?changed");
  });

  // S2.8.7: a restore on its way is none that waits for a decision, also when the page was read while it ran.
  test("an interrupted restore is told, and one that is not over is not", async () => {
    const recovery = recoveryRow(4, { finished: null, status: "Progressing", unconfirmed: 1, total: 4 });
    const noted = words.restore.interrupted.title;
    doors.begin({ ...inTheShop, discovery: () => ({ ...discovery, recoveries: [recovery] }) });
    begin();
    await screen.findByText("Restore");
    expect(screen.queryByText(noted)).toBeNull();
    doors.tell({ discovery: () => ({ ...discovery, recoveries: [recovery], interrupted: recovery }) });
    await protection.refresh();
    expect(await screen.findByText(noted)).toBeTruthy();
  });

  // S2.0.5
  test("while the first backup runs, or a restore, it says so and gives no advice", async () => {
    doors.begin({
      ...inTheShop,
      discovery: () => ({
        ...discovery,
        protection: "never_backed_up",
        last_backup: null,
        backups: [],
        next_step: "first_backup",
      }),
    });
    begin();
    await screen.findByText("Your shop is not protected yet.");
    doors.news(running(12));
    expect(await screen.findByText("A backup is running.")).toBeTruthy();
    expect(screen.queryByText("Your shop is not protected yet.")).toBeNull();
    expect(screen.queryByRole("button", { name: "Make the first backup" })).toBeNull();
    doors.news({ ...running(12), kind: "restore" });
    expect(await screen.findByText("A restore is running.")).toBeTruthy();
  });

  // S2.1.2
  test("a new recovery key is made only when it is asked for, and closing the dialog leaves the one before", async () => {
    doors.begin({
      ...inTheShop,
      open_desk: () => desk({ ...open, recovery_key_checked: false }),
      renew_recovery_key: () => ({ recovery_key: ["AAAAA", "BBBBB"], asked_group: 0, not_remembered: null }),
    });
    begin();
    const saving = await screen.findByRole("button", { name: "Save your recovery key" });
    await userEvent.click(saving);
    const dialog = await screen.findByRole("dialog", { name: "Save your recovery key" });
    expect(dialog.textContent).toContain("The old recovery key goes on opening the vault");
    await userEvent.click(within(dialog).getByRole("button", { name: "Cancel" }));
    expect(doors.to("renew_recovery_key")).toEqual([]);
    await userEvent.click(saving);
    await userEvent.click(await screen.findByRole("button", { name: "Make a new recovery key" }));
    expect(await screen.findByText("BBBBB")).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: "Close" }));
    expect(doors.to("check_recovery_key")).toEqual([]);
    // The key that was closed away is not shown again as if it were good.
    await userEvent.click(saving);
    expect(screen.queryByText("BBBBB")).toBeNull();
  });

  test("the practice menu is there for the practice shop only", async () => {
    doors.begin({
      ...inTheShop,
      list_shops: () => ({ shops: [{ ...shop, practice: true }] }),
      practice_menu: () => ({
        mistakes: [{ key: "prices", label: "Bad price import", explanation: "Prices become ten times as high." }],
      }),
      make_practice_mistake: () => ({ sentence: "214 prices are ten times as high now." }),
    });
    begin();
    await userEvent.click(await screen.findByRole("button", { name: "Make a mistake on purpose" }));
    await userEvent.click(await screen.findByRole("button", { name: /Bad price import/ }));
    expect(await screen.findByText("Done: 214 prices are ten times as high now.")).toBeTruthy();
    expect(doors.to("make_practice_mistake")).toEqual([{ shop: "Harbour Tea", mistake: "prices" }]);
  });

  test("a shop that is not for practice shows no practice menu", async () => {
    doors.begin(inTheShop);
    begin();
    await screen.findByText("Your shop is protected.");
    expect(screen.queryByRole("button", { name: "Make a mistake on purpose" })).toBeNull();
  });
});

test("a locked vault leaves nothing behind, not even in the address", async () => {
  const locked = desk({ kind: "locked", has_passphrase: true, failure: null });
  doors.begin({ ...inTheShop, lock_vault: () => locked });
  begin("#/vault");
  await screen.findByText("Item Storage");
  await userEvent.click(screen.getByRole("button", { name: "Lock" }));
  expect(await screen.findByRole("heading", { name: "Unlock your vault" })).toBeTruthy();
  expect(document.body.textContent).not.toContain(shop.name);
  expect(location.hash).toBe("#/discovery");
});

test("a vault at work cannot be locked, and says why", async () => {
  doors.begin({
    ...inTheShop,
    lock_vault: () => ({
      code: "busy",
      message: "A backup or restore is running.",
      hint: "Wait until it is finished.",
    }),
  });
  begin();
  await screen.findByText("Your shop is protected.");
  await userEvent.click(screen.getByRole("button", { name: "Lock" }));
  expect(await screen.findByText("A backup or restore is running. Wait until it is finished.")).toBeTruthy();
  expect(screen.getByRole("navigation", { name: "Main navigation" })).toBeTruthy();
});

test("a backup made from the command line shows when the window is looked at again", async () => {
  doors.begin(inTheShop);
  begin("#/vault");
  await screen.findByText("Item Storage");
  doors.tell({
    discovery: () => ({ ...discovery, backups: [{ ...backup, backup: 2 }, backup] }),
    vault_overview: () => ({ ...overview, items: 35 }),
  });
  dispatchEvent(new Event("focus"));
  expect(await within(await screen.findByLabelText("Summary")).findByText("30")).toBeTruthy();
  await vi.waitFor(() => expect(within(screen.getByLabelText("Summary")).getByText("35")).toBeTruthy());
});

test("coming back to the window reads the page again and keeps what was begun on it", async () => {
  doors.begin({ ...inTheShop, search_vault: () => ({ hits: [], more: false }) });
  begin("#/vault");
  const box = await screen.findByRole<HTMLInputElement>("searchbox", { name: "Search the vault" });
  await userEvent.type(box, "darj");
  doors.tell({ discovery: () => ({ ...discovery, backups: [{ ...backup, backup: 2 }, backup] }) });
  const before = doors.to("vault_overview").length;
  dispatchEvent(new Event("focus"));
  await vi.waitFor(() => expect(doors.to("vault_overview")).toHaveLength(before + 1));
  expect(screen.getByRole("searchbox", { name: "Search the vault" })).toBe(box);
  expect(box.value).toBe("darj");
});

test("a page that cannot be read again stays, and says so", async () => {
  doors.begin(inTheShop);
  begin("#/vault");
  await screen.findByText("Item Storage");
  doors.tell({ list_shops: () => ({ code: "vault_missing", message: "The folder is gone.", hint: "Bring it back." }) });
  dispatchEvent(new Event("focus"));
  expect((await screen.findByRole("alert")).textContent).toContain("The folder is gone.");
  expect(screen.getByText("Item Storage")).toBeTruthy();
});

// S2.6.8
test("news of another shop names it, and its detail opens in that shop and takes the news away", async () => {
  const anchor = { ...shop, name: "Anchor Tea", last_backup: null };
  doors.begin({
    ...inTheShop,
    list_shops: () => ({ shops: [shop, anchor] }),
    recovery: () => ({ code: "internal", message: "Not told in this test.", hint: "Nothing to do." }),
  });
  begin("#/vault");
  await screen.findByText("Item Storage");
  doors.news({
    ...running(1),
    shop: anchor.name,
    kind: "restore",
    state: { kind: "failed", failure: wrongKey, run: 1 },
  });
  expect(await screen.findByText(/^Anchor Tea: This key/)).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: "View Detail" }));
  await vi.waitFor(() => expect(doors.to("recovery").at(-1)).toMatchObject({ shop: "Anchor Tea", run: 1 }));
  expect(doors.to("recovery").every((ask) => (ask as { shop: string }).shop === anchor.name)).toBe(true);
  expect(location.hash).toBe("#/recovery/1");
  expect(screen.queryByText(/^Anchor Tea: This key/)).toBeNull();

  // The same page reached by another way, for example by the desktop's notice.
  doors.news({ ...running(1), job: 8, kind: "restore", state: { kind: "failed", failure: wrongKey, run: 4 } });
  expect(await screen.findByText(/^Harbour Tea: This key/)).toBeTruthy();
  location.hash = "#/shop/Harbour%20Tea/recovery/4";
  await vi.waitFor(() => expect(doors.to("recovery").at(-1)).toMatchObject({ shop: "Harbour Tea", run: 4 }));
  expect(screen.queryByText(/This key/)).toBeNull();
});

// S2.1.4
test("what the check of the first shop found stays until it was read", async () => {
  let shops: ShopRow[] = [];
  doors.begin({
    ...inTheShop,
    list_shops: () => ({ shops }),
    pick: () => ({ chosen: { handle: "place-2", shown: "/srv/harbour.sqlite" } }),
    add_sqlite_shop: () => {
      shops = [shop];
      return shop;
    },
    check_shop: () => ({
      ok: true,
      server: "SQLite 3.53.4",
      problems: [
        { code: "profile_partly_fits", message: "Two tables have no key.", hint: "They are kept and not restored." },
      ],
    }),
  });
  begin();
  await userEvent.click(await screen.findByRole("button", { name: "Choose a file…" }));
  await userEvent.click(await screen.findByRole("button", { name: "Add this shop" }));
  const dialog = await screen.findByRole("dialog", { name: shop.name });
  expect(dialog.textContent).toContain("What to know first");
  expect(dialog.textContent).toContain("Two tables have no key. They are kept and not restored.");
  // The page behind is the shop's already, and coming back to the window changes nothing of it.
  dispatchEvent(new Event("focus"));
  expect(await screen.findByText("Your shop is protected.")).toBeTruthy();
  await userEvent.click(within(dialog).getByRole("button", { name: "Next" }));
  await vi.waitFor(() => expect(screen.queryByText("What to know first")).toBeNull());
});

test("the shortcut sheet opens with a question mark and every area has its help", async () => {
  doors.begin(inTheShop);
  begin();
  await screen.findByText("Your shop is protected.");
  expect(screen.getByRole("link", { name: "Help for this page" }).getAttribute("href")).toMatch(/^#\/help\//);
  await userEvent.keyboard("?");
  expect(await screen.findByRole("dialog", { name: "Keyboard shortcuts" })).toBeTruthy();
});
