// The bell, with doors whose answers are told.

import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";

import type { LetterRow, NoticeRow } from "../../contract/contract";
import { doors } from "../../testing/toldDoors";
import { words } from "../../words";
import { notices } from "../notices.svelte";
import Bell from "./Bell.svelte";

const said = words.notices;

const notice = (number: number, more: Partial<NoticeRow> = {}): NoticeRow => ({
  notice: number,
  at: "2026-11-20T09:00:00Z",
  tone: "good",
  title: "Backup finished: Harbour Tea",
  body: "412 items are safe.",
  route: "#/shop/Harbour%20Tea/vault",
  letter: null,
  is_read: true,
  ...more,
});
const notSent = notice(2, {
  tone: "warn",
  title: "A message was not sent: Restore of Harbour Tea finished",
  body: "The mail server does not answer at this port. Backstock tries again by itself.",
  route: "#/shop/Harbour%20Tea/recovery/3",
  letter: 5,
  is_read: false,
});
const letter: LetterRow = {
  letter: 5,
  shop: "Harbour Tea",
  about: { kind: "recovery", run: 3 },
  recipient: { kind: "email", address: "anna@example.org" },
  subject: "Restore of Harbour Tea finished",
  written: "2026-11-20T09:00:00Z",
  state: {
    kind: "not_sent",
    failure: { code: "mail_not_reached", message: "The mail server does not answer at this port.", hint: "Check it." },
    again: null,
  },
};

beforeEach(() => {
  doors.begin({
    list_notices: () => ({ notices: [notSent, notice(1)], unread: 1 }),
    list_letters: () => ({ letters: [letter] }),
    read_notices: () => ({ notices: [], unread: 0 }),
    send_again: () => ({ ...letter, state: { kind: "waiting" } }),
  });
});

const bell = (): HTMLElement => screen.getByRole("button", { name: new RegExp(`^${said.title}`) });

async function open(): Promise<ReturnType<typeof userEvent.setup>> {
  render(Bell);
  await vi.waitFor(() => expect(notices.unread).toBe(1));
  return userEvent.setup();
}

// T12, S2.13.6
test("the bell says how many are not read, and opening it reads them", async () => {
  const owner = await open();
  expect(bell().textContent).toContain("1");
  expect(bell().textContent).toContain(said.unread(1));
  await owner.click(bell());
  const rows = within(await screen.findByRole("list", { name: said.tabs.notices })).getAllByRole("listitem");
  await vi.waitFor(() => expect(rows[0]?.textContent).toContain(said.fresh));
  expect(rows[0]?.textContent).toContain(notSent.body);
  expect(rows[1]?.textContent).not.toContain(said.fresh);
  expect(
    within(rows[0] as HTMLElement)
      .getByRole("link")
      .getAttribute("href"),
  ).toBe(notSent.route);
  expect(doors.to("read_notices")).toEqual([{ newest: 2 }]);
  expect(bell().textContent).not.toContain(said.unread(1));
});

// S2.15.5
test("each message stands there with what became of it, and can be sent again", async () => {
  const owner = await open();
  await owner.click(bell());
  await owner.click(await screen.findByRole("tab", { name: said.tabs.letters }));
  const list = within(await screen.findByRole("list", { name: words.mail.letters.label }));
  expect(list.getByText(letter.subject)).toBeTruthy();
  expect(list.getByText("The mail server does not answer at this port.")).toBeTruthy();
  expect(list.getByText("Check it.")).toBeTruthy();
  await owner.click(list.getByRole("button"));
  expect(doors.to("send_again")).toEqual([{ letter: 5 }]);
  expect(doors.to("list_letters").length).toBe(2);
});

test("nothing told yet is said as such, and what nobody answers leaves what was known", async () => {
  doors.tell({ list_notices: () => ({ notices: [], unread: 0 }), list_letters: () => ({ letters: [] }) });
  render(Bell);
  const owner = userEvent.setup();
  await owner.click(bell());
  expect(await screen.findByText(said.none.title)).toBeTruthy();
  await owner.click(screen.getByRole("tab", { name: said.tabs.letters }));
  expect(screen.getByText(said.noLetters.title)).toBeTruthy();
  expect(doors.to("read_notices")).toEqual([]);
  doors.tell({ list_notices: () => ({ code: "locked", message: "The vault is locked.", hint: "Unlock it." }) });
  await notices.look();
  expect(notices.list).toEqual([]);
});
