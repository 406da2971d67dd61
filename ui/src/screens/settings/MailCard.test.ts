// The card `E-mail`, with doors whose answers are told.

import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";

import type { Failure, MailServerEntry, MailSettings } from "../../contract/contract";
import { router } from "../../parts/router";
import { doors } from "../../testing/toldDoors";
import { words } from "../../words";
import MailCard from "./MailCard.svelte";

const said = words.mail.settings;
const server: MailServerEntry = {
  host: "smtp.example.com",
  port: 587,
  protection: "starttls",
  user: "anna",
  from: "anna@example.com",
};
const nothing: MailSettings = { owner: null, server: null, has_password: false, password_until_closed: false };
const all: MailSettings = { owner: "anna@example.com", server, has_password: true, password_until_closed: false };
const failure = (code: Failure["code"]): Failure => ({ code, message: "It does not go.", hint: "Look again." });

beforeEach(() => {
  doors.begin({
    mail_settings: () => nothing,
    check_address: ({ address }) =>
      address.includes("@") ? { address: address.trim(), already: null } : failure("address_wrong"),
    set_mail: () => all,
  });
});

async function open(): Promise<ReturnType<typeof userEvent.setup>> {
  render(MailCard);
  await screen.findByLabelText(said.host);
  return userEvent.setup();
}

const field = (label: string): HTMLInputElement => screen.getByLabelText<HTMLInputElement>(label);

// S2.13.4
test("the server and the owner's address are saved, and the password leaves the window", async () => {
  const owner = await open();
  await owner.type(field(said.owner), "anna@example.com");
  await owner.type(field(said.host), "smtp.example.com");
  await owner.type(field(said.user), "anna");
  await owner.type(field(said.password), "secret");
  await owner.click(screen.getByRole("button", { name: said.save }));
  expect(doors.to("set_mail")).toEqual([
    { owner: "anna@example.com", server: { ...server, port: null }, password: "secret" },
  ]);
  expect(await screen.findByText(said.saved)).toBeTruthy();
  expect(field(said.password).value).toBe("");
  expect(screen.getByText(said.passwordKept)).toBeTruthy();
});

// S2.0.6, S2.13.2
test("what is no address is said at its field and nothing is saved", async () => {
  const owner = await open();
  await owner.type(field(said.owner), "anna");
  await owner.click(screen.getByRole("button", { name: said.save }));
  expect(await screen.findByText("It does not go. Look again.")).toBeTruthy();
  expect(field(said.owner).getAttribute("aria-invalid")).toBe("true");
  expect(doors.to("set_mail")).toEqual([]);
});

test("a port that is none and a missing host are said before anything is asked", async () => {
  const owner = await open();
  await owner.type(field(said.port), "70000");
  await owner.click(screen.getByRole("button", { name: said.save }));
  expect(screen.getByText(said.portWrong)).toBeTruthy();
  expect(screen.getByText(said.hostEmpty)).toBeTruthy();
  expect(doors.to("set_mail")).toEqual([]);
});

// S2.13.6
test("a test message says what the server said, also when it said no", async () => {
  doors.tell({
    mail_settings: () => all,
    test_mail: () => ({ to: "anna@example.com", answer: "2.0.0 Taken" }),
  });
  const owner = await open();
  const test = screen.getByRole("button", { name: said.test });
  await owner.click(test);
  expect(await screen.findByText(said.tested("anna@example.com", "2.0.0 Taken"))).toBeTruthy();
  doors.tell({ test_mail: () => failure("mail_not_let_in") });
  await owner.click(test);
  expect(await screen.findByText(/It does not go\./)).toBeTruthy();
  // What was typed since is not what would be tried.
  await owner.type(field(said.host), "x");
  await owner.click(test);
  expect(doors.to("test_mail")).toHaveLength(2);
});

test("the server can be forgotten while the owner's address stays", async () => {
  doors.tell({ mail_settings: () => all, set_mail: () => ({ ...nothing, owner: "anna@example.com" }) });
  const owner = await open();
  await owner.click(screen.getByRole("button", { name: said.forget }));
  expect(doors.to("set_mail")).toEqual([{ owner: "anna@example.com", server: null, password: null }]);
  expect(field(said.host).value).toBe("");
  expect(field(said.owner).value).toBe("anna@example.com");
});

test("none needs a word of warning", async () => {
  const owner = await open();
  await owner.click(screen.getByRole("radio", { name: said.protections.none }));
  expect(screen.getByText(said.noneWarning)).toBeTruthy();
});

test("what was typed and not saved is asked about before the page is left", async () => {
  const owner = await open();
  expect(router.mayLeave("#/vault")).toBe(true);
  await owner.type(field(said.host), "smtp.example.com");
  expect(router.mayLeave("#/vault")).toBe(false);
  expect(await screen.findByText(said.leave.title)).toBeTruthy();
  await owner.click(screen.getByRole("button", { name: said.leave.stay }));
  expect(field(said.host).value).toBe("smtp.example.com");
  expect(router.mayLeave("#/vault")).toBe(false);
  await owner.click(await screen.findByRole("button", { name: said.leave.discard }));
  expect(router.mayLeave("#/vault")).toBe(true);
  await vi.waitFor(() => expect(location.hash).toBe("#/vault"));
});

test("the first field that is wrong takes the focus", async () => {
  const owner = await open();
  await owner.type(field(said.port), "70000");
  await owner.click(screen.getByRole("button", { name: said.save }));
  await vi.waitFor(() => expect(document.activeElement).toBe(field(said.host)));
});
