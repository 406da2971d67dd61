import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { createRawSnippet } from "svelte";
import { beforeEach, expect, test, vi } from "vitest";

import type { SearchFound } from "../../contract/contract";
import { router } from "../../parts/router";
import { doors } from "../../testing/toldDoors";
import VaultSearch from "./VaultSearch.svelte";

const hit = (name: string): SearchFound => ({
  hits: [
    {
      record: {
        type: "products",
        type_label: "Products",
        id: name,
        name,
        newest: "2026-11-19T20:04:00Z",
        deleted: null,
        versions: 1,
      },
      excerpt: null,
    },
  ],
  more: false,
});

const children = createRawSnippet(() => ({ render: () => "<p>Item Storage</p>" }));
const open = () => render(VaultSearch, { shop: "Harbour Tea", children });
const box = () => screen.getByRole<HTMLInputElement>("searchbox", { name: "Search the vault" });

beforeEach(() => {
  doors.begin({ search_vault: ({ text }) => hit(text) });
});

test("what was found by other words goes before the answer to these is there", async () => {
  open();
  await userEvent.type(box(), "sencha");
  expect(await screen.findByRole("link", { name: /sencha/ })).toBeTruthy();
  const answers: ((found: SearchFound) => void)[] = [];
  doors.call.mockImplementationOnce(() => new Promise((resolve) => answers.push(resolve)));
  box().select();
  await userEvent.paste("assam");
  await vi.waitFor(() => expect(answers).toHaveLength(1));
  expect(screen.queryByRole("link", { name: /sencha/ })).toBeNull();
  answers[0]?.(hit("assam"));
  expect(await screen.findByRole("link", { name: /assam/ })).toBeTruthy();
});

test("only how many were found is read out", async () => {
  open();
  await userEvent.type(box(), "sencha");
  await vi.waitFor(() => expect(screen.getByRole("status").textContent).toBe("1 item found"));
  expect(screen.getByRole("link", { name: /sencha/ }).closest("[aria-live], [role=status]")).toBeNull();
});

test("whoever comes back from an item finds their words again, whoever opens the page does not", async () => {
  const first = open();
  await userEvent.type(box(), "sencha");
  await screen.findByRole("link", { name: /sencha/ });
  first.unmount();

  const second = open();
  expect(box().value).toBe("");
  second.unmount();

  router.arrived = "back";
  open();
  expect(box().value).toBe("sencha");
  expect(await screen.findByRole("link", { name: /sencha/ })).toBeTruthy();
});
