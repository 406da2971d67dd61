import { describe, expect, it } from "vitest";
import { helpPages } from "./pages";
import { searchHelp, wordsOf } from "./search";

const ids = (text: string) => searchHelp(text).map(({ page }) => page.id);

// S2.17.1
describe("searching the help", () => {
  it("finds every page by its own title, first or right after a page of the same words", () => {
    for (const page of helpPages) {
      expect(ids(page.title).slice(0, 2), page.title).toContain(page.id);
    }
  });

  it("puts a page named after the words before pages that only mention them", () => {
    expect(ids("glossary")[0]).toBe("glossary");
    expect(ids("undo")[0]).toBe("undo");
    expect(ids("recovery key")[0]).toBe("keys");
    expect(ids("command line")[0]).toBe("command-line");
  });

  it("puts headings before text", () => {
    // `Only some fields` is a heading of the restore page; others name fields in passing.
    const [first] = searchHelp("only some fields");
    expect(first?.page.id).toBe("restore");
    expect(first?.heading).toBe("Only some fields");
  });

  it("finds the beginning of a word, and prefers the whole word", () => {
    expect(ids("gloss")).toContain("glossary");
    expect(ids("practi")).toEqual(expect.arrayContaining(["practice", "best-practices"]));
    expect(ids("practice")[0]).toBe("practice");
    expect(ids("ractice")).not.toContain("practice");
  });

  it("puts the page first that people call so", () => {
    const [first] = searchHelp("backup");
    expect(first?.page.id).toBe("back-up");
    expect(first?.excerpt).toMatch(/^Make a backup whenever/);
    expect(ids("schedule")[0]).toBe("schedule");
    expect(ids("what changed")[0]).toBe("compare");
  });

  it("shows the sentence under a heading instead of the heading", () => {
    const [first] = searchHelp("disk is full");
    expect(first?.heading).toBe("The disk is full");
    expect(first?.excerpt).toBe(
      "The backup stops and the vault stays as it was. Make room on the disk and start the backup again.",
    );
    const term = searchHelp("safety backup").find(({ page }) => page.id === "glossary");
    expect(term?.heading).toBe("Safety backup");
    expect(term?.excerpt).toMatch(/^The backup that Backstock makes by itself/);
  });

  it("wants every word", () => {
    expect(ids("sqlite")).toContain("sqlite");
    expect(ids("sqlite zeppelin")).toEqual([]);
  });

  it("finds pages by words that people use and the page does not", () => {
    expect(ids("login")[0]).toBe("open");
    expect(ids("csv")).toContain("export");
    expect(ids("forgotten password")).toEqual([]);
    expect(ids("forgotten")).toContain("troubleshooting");
    expect(ids("pricing")).toContain("storage");
  });

  it("does not mind capitals, accents and signs", () => {
    expect(ids("  RÉSTORE, undo! ")).toEqual(ids("restore undo"));
    expect(wordsOf("`Backup all data`: 1,204 Öre")).toEqual(["backup", "all", "data", "1", "204", "ore"]);
  });

  it("finds e-mail however it is written", () => {
    expect(ids("email address")).toContain("copy");
    expect(ids("e-mail address")).toEqual(ids("email address"));
    expect(ids("e-mail")[0]).toBe("email");
    expect(ids("mail")[0]).toBe("email");
  });

  it("answers nothing to a text without words", () => {
    expect(searchHelp("")).toEqual([]);
    expect(searchHelp(" … > ")).toEqual([]);
  });

  it("shows a line of the page and the heading it stands under", () => {
    const hit = searchHelp("locked documents").find(({ page }) => page.id === "restore");
    expect(hit?.heading).toBe("What a restore leaves alone");
    expect(hit?.excerpt).toBe("Locked documents, always.");
  });

  it("shows a sentence even when only the other words of a page were met", () => {
    const hit = searchHelp("csv").find(({ page }) => page.id === "export");
    expect(hit?.excerpt).toMatch(/^An export writes/);
  });
});
