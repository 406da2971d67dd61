import { describe, expect, it } from "vitest";
import { en } from "../en";
import { glossary, helpPages, labelled, linesOf, pageFor, pageOf, type Screen } from ".";

const SECTIONS = [
  "1. Sign in and open the app",
  "2. Back up all store data",
  "3. Review backup storage",
  "4. Find a backed-up record",
  "5. Compare a current record with an older version",
  "6. Restore one record to a previous version",
  "7. Use Bulk Recovery",
  "8. Monitor a bulk restore process",
  "9. Review recovery history",
  "10. Export store data manually",
  "11. Schedule recurring exports",
  "12. View export history",
  "13. Email notifications",
  "14. Recommended workflows",
  "15. Troubleshooting",
  "16. Best practices",
  "17. Glossary",
  "18. Quick reference",
];

function sentences(value: unknown): string[] {
  if (typeof value === "string") {
    return [value];
  }
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(sentences) : [];
}

// S2.17.1
describe("the Knowledge Base", () => {
  it("has the guide's 18 sections in order, after an introduction", () => {
    expect(helpPages[0]?.id).toBe("introduction");
    expect(helpPages.slice(1, 19).map((page) => page.title)).toEqual(SECTIONS);
  });

  it("has each page once, none of them empty", () => {
    expect(new Set(helpPages.map((page) => page.id)).size).toBe(helpPages.length);
    for (const page of helpPages) {
      expect(page.blocks.flatMap(linesOf).join("").length, page.id).toBeGreaterThan(200);
    }
  });

  it("explains the ten terms with the guide's meanings, and shows them on the glossary page", () => {
    expect(glossary.map(({ term }) => term)).toEqual([
      "Backup",
      "Backup Vault",
      "Bulk Recovery",
      "Content type",
      "Current version",
      "Selected version",
      "Quick Export",
      "Schedule Export",
      "Recovery History",
      "Export History",
    ]);
    const shown = pageOf("glossary").blocks.flatMap((block) => (block.kind === "term" ? [block.meaning] : []));
    expect(shown).toEqual(expect.arrayContaining(glossary.map(({ meaning }) => meaning)));
    expect(glossary.find(({ term }) => term === "Backup")?.meaning).toBe(
      "A saved version of store data at a point in time.",
    );
  });

  it("has a page for every screen", () => {
    const screens: Screen[] = [
      "first-run",
      "unlock",
      "discovery",
      "vault",
      "records",
      "compare",
      "restore",
      "bulk",
      "under-way",
      "recovery",
      "settings",
      "storage",
      "practice",
    ];
    expect(screens.map((screen) => pageFor(screen).id)).toEqual([
      "open",
      "keys",
      "introduction",
      "back-up",
      "find",
      "compare",
      "restore",
      "bulk-recovery",
      "monitor",
      "recovery-history",
      "settings",
      "keeping",
      "practice",
    ]);
  });

  it("opens the introduction for a page that is not there", () => {
    expect(pageOf("no-such-page").id).toBe("introduction");
  });

  it("links only to pages that are there, and never to the page itself", () => {
    const known = new Set<string>(helpPages.map((page) => page.id));
    for (const page of helpPages) {
      for (const block of page.blocks) {
        if (block.kind === "see") {
          expect(known.has(block.page), `${page.id} → ${block.page}`).toBe(true);
          expect(block.page).not.toBe(page.id);
        }
      }
    }
  });

  it("names only buttons and pages that the window has", () => {
    const onScreen = new Set(sentences(en));
    const commands = helpPages.flatMap((page) =>
      page.blocks.flatMap((block) => (block.kind === "commands" ? block.lines : [])),
    );
    for (const page of helpPages) {
      for (const text of page.blocks.filter((block) => block.kind !== "commands").flatMap(linesOf)) {
        for (const { text: name } of labelled(text).filter((stretch) => stretch.label)) {
          const typed = /^(--|backstock-cli|BACKSTOCK_)/.test(name) || commands.some((line) => line.includes(name));
          const shortcut = name === "restore --to";
          expect(onScreen.has(name) || typed || shortcut, `“${name}” on the page ${page.id}`).toBe(true);
        }
      }
    }
  });

  it("writes e-mail one way, but for the guide's own titles and the labels on screen", () => {
    const titles = ["13. Email notifications", "I did not receive an export email"];
    const lines = helpPages.flatMap(({ title, blocks }) => [title, ...blocks.flatMap(linesOf)]);
    const own = lines.filter((text) => !titles.includes(text)).map((text) => text.replace("`Your emails`", ""));
    expect(own.filter((text) => /\bemail/i.test(text))).toEqual([]);
  });

  it("is plain text: no HTML, no back-tick without a partner", () => {
    for (const page of helpPages) {
      for (const text of page.blocks.flatMap(linesOf)) {
        expect(text, page.id).not.toMatch(/<[a-z/!]|&[a-z]+;/i);
        expect((text.match(/`/g) ?? []).length % 2, `${page.id}: ${text}`).toBe(0);
      }
    }
  });
});

describe("labels inside a text", () => {
  it("are split off", () => {
    expect(labelled("Click `Confirm` now")).toEqual([
      { text: "Click ", label: false },
      { text: "Confirm", label: true },
      { text: " now", label: false },
    ]);
  });

  it("leave a lone back-tick alone", () => {
    expect(labelled("5` long")).toEqual([{ text: "5` long", label: false }]);
    expect(labelled("")).toEqual([]);
  });
});
