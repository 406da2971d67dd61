import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";

import { harbour, openOn } from "../../testing/opened";
import { desk } from "../desk.svelte";
import ShopSwitcher from "./ShopSwitcher.svelte";

test("the whole name shows on hover, but not over the open list", async () => {
  openOn(harbour, { ...harbour, name: "Bakery" });
  desk.choose("Harbour Tea");
  render(ShopSwitcher, { onaddshop: () => {} });
  expect(screen.getByTitle("Harbour Tea")).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: /Harbour Tea/ }));
  expect(screen.queryByTitle("Harbour Tea")).toBeNull();
});
