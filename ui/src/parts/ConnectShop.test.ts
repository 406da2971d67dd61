// Connecting a shop, with doors whose answers are told.

import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";

import type { Failure, FailureCode } from "../contract/contract";
import { openOn } from "../testing/opened";
import { doors } from "../testing/toldDoors";
import { words } from "../words";
import ConnectShop from "./ConnectShop.svelte";

const said = words.firstRun.connect;

// S2.1.4: what is wrong with the name stands at its field, not somewhere below.
test.each<FailureCode>(["name_empty", "name_too_long", "name_unprintable"])("%s is said at the name", async (code) => {
  openOn();
  const failure: Failure = { code, message: "This name does not go.", hint: "Type a short name." };
  doors.begin({
    pick: () => ({ chosen: { handle: "place-1", shown: "/srv/bakery.sqlite" } }),
    add_sqlite_shop: () => failure,
  });
  render(ConnectShop, { onadded: () => {} });
  const owner = userEvent.setup();
  await owner.click(screen.getByRole("button", { name: said.sqlite.button }));
  const name = await screen.findByLabelText(said.name);
  await owner.click(screen.getByRole("button", { name: said.button }));
  expect(await screen.findByText("This name does not go. Type a short name.")).toBeTruthy();
  expect(name.getAttribute("aria-invalid")).toBe("true");
});
