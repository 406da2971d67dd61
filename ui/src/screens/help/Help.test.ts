// The Knowledge Base as it is read. Its pages and its search have tests of their own in words/help.

import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { describe, expect, test } from "vitest";

import { words } from "../../words";
import { glossary, helpPages } from "../../words/help";
import Help from "./Help.svelte";

const open = (topic: string | null): void => {
  render(Help, { route: { page: "help", topic } });
};
const pages = (): HTMLElement => screen.getByRole("navigation", { name: words.help.pages });

describe("Knowledge Base", () => {
  test("lists the guide's 18 sections in their order, each with its own address", () => {
    open(null);
    const links = within(pages()).getAllByRole("link");
    const numbered = links.filter((link) => /^\d+\. /.test(link.textContent ?? ""));
    expect(numbered.map((link) => Number.parseInt(link.textContent ?? "", 10))).toEqual(
      Array.from({ length: 18 }, (_, index) => index + 1),
    );
    expect(new Set(links.map((link) => link.getAttribute("href"))).size).toBe(helpPages.length);
  });

  test("every page is shown with all its text", () => {
    for (const page of helpPages) {
      const { unmount, container } = render(Help, { route: { page: "help", topic: page.id } });
      expect(screen.getByRole("heading", { level: 2 }).textContent).toBe(page.title);
      for (const block of page.blocks) {
        if (block.kind === "paragraph") {
          expect(container.querySelector("article")?.textContent).toContain(block.text.replaceAll("`", ""));
        }
      }
      unmount();
    }
  });

  // S2.17.1
  test("the glossary explains the ten terms", () => {
    open("glossary");
    const terms = screen.getAllByRole("term").map((term) => term.textContent);
    for (const { term } of glossary) {
      expect(terms).toContain(term);
    }
  });

  test("is searched while one types, and walked through with the arrow keys", async () => {
    open(null);
    const owner = userEvent.setup();
    await owner.type(screen.getByRole("searchbox", { name: words.help.search }), "undo");
    const links = within(pages()).getAllByRole("link");
    expect(links.length).toBeLessThan(helpPages.length);
    await owner.keyboard("{ArrowDown}");
    expect(document.activeElement).toBe(links[0]);
    await owner.keyboard("{ArrowDown}");
    expect(document.activeElement).toBe(links[1]);
  });

  test("says when nothing was found, and the search can be cleared", async () => {
    open(null);
    const owner = userEvent.setup();
    await owner.type(screen.getByRole("searchbox"), "xyzzy");
    expect(screen.getByText(words.help.nothing.title)).toBeTruthy();
    await owner.click(within(pages()).getByRole("button", { name: words.help.nothing.action }));
    expect(within(pages()).getAllByRole("link")).toHaveLength(helpPages.length);
  });

  test("pages link to each other", () => {
    open("restore");
    expect(screen.getAllByRole("link", { name: /^See / }).length).toBeGreaterThan(0);
  });
});
