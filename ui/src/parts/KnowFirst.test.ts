// What its owner has to know of a shop first.

import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";

import type { Failure, FailureCode } from "../contract/contract";
import { words } from "../words";
import KnowFirst from "./KnowFirst.svelte";

const said = words.firstRun.connect.knowFirst;
const problem = (code: FailureCode, message: string): Failure => ({ code, message, hint: "Look again." });
const lines = (): string[] => screen.getAllByRole("listitem").map((line) => line.textContent ?? "");

test("what is in no backup stands first, then what cannot be restored, then the rest as it was told", () => {
  render(KnowFirst, {
    problems: [
      problem("profile_partly_fits", "No coupons."),
      problem("not_transactional", "All or nothing."),
      problem("may_not_write", "Not writable."),
      problem("may_not_read", "Not readable."),
    ],
  });
  expect(lines()).toEqual(
    ["Not readable.", "Not writable.", "All or nothing.", "No coupons."].map((message) => `${message} Look again.`),
  );
  expect(screen.queryByRole("button")).toBeNull();
});

test("of a long list the rest is behind a button that says how many there are", async () => {
  const many = Array.from({ length: 16 }, (_, index) => problem("scope_missing", `Type ${index} is not read.`));
  render(KnowFirst, { problems: [...many, problem("may_not_read", "Orders are not read.")] });
  const button = screen.getByRole("button", { name: said.all(17) });
  expect(button.getAttribute("aria-expanded")).toBe("false");
  expect(document.getElementById(button.getAttribute("aria-controls") ?? "")?.tagName).toBe("UL");
  expect(lines()).toHaveLength(4);
  await userEvent.click(button);
  expect(lines()).toHaveLength(17);
  expect(document.activeElement?.textContent).toBe("Type 4 is not read. Look again.");
  const fewer = screen.getByRole("button", { name: said.fewer });
  expect(fewer.getAttribute("aria-expanded")).toBe("true");
  await userEvent.click(fewer);
  expect(lines()).toHaveLength(4);
});

test("nothing to know is not told", () => {
  render(KnowFirst, { problems: [] });
  expect(screen.queryByText(said.title)).toBeNull();
});
