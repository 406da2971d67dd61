import { describe, expect, it } from "vitest";
import type { Failure } from "../contract/contract";
import { languageFor, words } from ".";

const at = "2026-11-19T21:04:00Z";

function sentences(value: unknown): string[] {
  if (typeof value === "string") {
    return [value];
  }
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(sentences) : [];
}

describe("the words of the documents", () => {
  it("are there letter for letter", () => {
    const all = new Set(sentences(words));
    const labels = [
      // S2.0.1
      "Discovery",
      "Backup Vault",
      "Export",
      "Knowledge Base",
      "Backup vault",
      "Bulk Recovery",
      "Quick Export",
      "Schedule Export",
      "History",
      // S2.7.2 - S2.7.9
      "Backed up items",
      "Compare to the latest",
      "Compare",
      "Version differences",
      "Added",
      "Updated",
      "Deleted",
      "Unchanged",
      "Select categories to restore",
      "All items",
      "Restored with team assistance",
      "Restore now",
      // S2.8.2, S2.8.4, S2.9.1
      "Status",
      "Successful items",
      "Error items",
      "View Detail",
      "Recovery history",
      "Progressing",
      "Done",
      "Fail",
      // S2.2.1 - S2.2.3
      "Last backup date",
      "Next scheduled backup date",
      "Backup all data",
      "Confirm",
      "Backing up data...",
      // S2.3.2
      "Item Storage",
      // S2.4.3
      "Deleted in store",
      // S2.5.1 - S2.5.4
      "Current version",
      "Selected version",
      "Summary",
      "Json",
      "Source Code",
      "View change only",
      "Inspect all changes",
      // S2.6.1
      "Restore to this version",
      // S2.8.2, S2.8.4, S2.9.1
      "Status",
      "Successful items",
      "Error items",
      "View Detail",
      "Recovery history",
      "Progressing",
      "Done",
      "Fail",
      // S2.9.4
      "cancelled by you",
      // capability 1
      "Put this value back",
      // T1
      "Remember on this computer",
    ];
    expect(labels.filter((label) => !all.has(label))).toEqual([]);
  });
});

describe("the manner of speaking", () => {
  it("is plain and calm", () => {
    for (const sentence of sentences(words)) {
      expect(sentence).not.toMatch(/\b(invalid|oops|sorry|something went wrong|please wait|snapshot|repo|prune)\b/i);
      expect(sentence).not.toMatch(/<[a-z/]/i);
      expect(sentence.trim()).toBe(sentence);
      expect(sentence).not.toBe("");
    }
  });

  it("writes e-mail one way, but for the documents' own labels", () => {
    // S2.10.3
    expect(words.mail.recipients.label).toBe("Your emails");
    const own = sentences(words).filter((sentence) => sentence !== words.mail.recipients.label);
    expect(own.filter((sentence) => /\bemail/i.test(sentence))).toEqual([]);
  });

  it("never promises what was before the first backup", () => {
    // S2.0.7
    expect(words.discovery.protection.neverDetail).toMatch(/History starts there/);
    expect(words.vault.empty.text).toMatch(/History starts at the first backup/);
  });

  it("asks to keep the shop quiet during a backup and a restore", () => {
    // S2.2.9
    const notice = "Please do not make critical changes in the shop while a backup or restore is running.";
    expect(words.vault.backUp.notice).toBe(notice);
    expect(words.restore.running.notice).toBe(notice);
  });
});

describe("sentences with counts and dates", () => {
  it("have the right form", () => {
    expect(words.common.items(1)).toBe("1 item");
    expect(words.common.items(1204)).toBe("1,204 items");
    expect(words.common.progress.of(12, 4812)).toBe("12 of 4,812 items");
    expect(words.common.progress.remaining(200)).toMatch(/^about 4 mins? left$/);
    expect(words.vault.vanishedTypes(["Blogs"])).toBe("Blogs is no longer in the shop. Earlier versions are kept.");
    expect(words.vault.vanishedTypes(["Blogs", "Pages"])).toMatch(/^Blogs and Pages are /);
    expect(words.records.footer(1, 0)).toBe("1 item");
    expect(words.records.footer(1204, 3)).toBe("1,204 items, 3 items deleted in store and kept");
  });

  it("say what the left side of a comparison is", () => {
    // S2.5.7
    expect(words.compare.current.live(at, "2026-11-19T21:04:12Z")).toBe("Live, read 12 s ago");
    expect(words.compare.current.live(at, "2026-11-19T21:06:12Z")).toBe("Live, read 2 minutes ago");
    expect(words.compare.current.offline(at, at)).toBe("Offline - last backup 19 Nov 21:04");
  });

  it("warn before a restore", () => {
    // S2.6.7
    expect(words.restore.confirm.warning).toMatch(/live data/);
  });

  it("sum up what a restore will do", () => {
    expect(words.restore.preview.summary(0, 9, 0)).toBe("9 items will be updated, nothing deleted.");
    expect(words.restore.preview.summary(1, 2, 12)).toBe(
      "1 item will be created, 2 items will be updated and 12 items will be deleted.",
    );
    expect(words.restore.preview.summary(0, 0, 0)).toBe("Nothing is changed in the shop.");
  });

  it("tell what came of a restore, without what is none", () => {
    expect(words.restore.result.counts(1, 0, 0)).toBe("1 item restored.");
    expect(words.restore.result.counts(1210, 4, 1)).toBe("1,210 items restored, 4 failed, 1 left as it is.");
    expect(words.restore.result.counts(0, 1, 0)).toBe("1 item failed.");
    expect(words.restore.result.newId("117", "2001")).toBe(
      "The item was created anew. Its number in the shop was 117 and is now 2001.",
    );
    expect(words.compare.position(4812, 10_000)).toBe("Change 4,812 of 10,000");
  });

  it("tell consequences, also of a kind they do not know", () => {
    expect(words.restore.consequence("newer_records_kept", 1, "Orders", null)).toBe(
      "1 item in Orders came after this backup and stays in the shop.",
    );
    expect(words.restore.consequence("brand_new", 3, "Pages", null)).toBe("Pages: 3 items");
    expect(words.restore.consequence("brand_new", 3, null, "the search index")).toBe("the search index");
  });
});

describe("failures", () => {
  const told: Failure = {
    code: "wrong_key",
    message: "This key does not open the vault.",
    hint: "Compare it with your copy.",
  };

  it("keep the engine's sentences and get a title", () => {
    const { message, hint } = told;
    expect(words.errors.of(told)).toEqual({ title: "This key does not open the vault", message, hint });
  });

  it("that another version of Backstock kept get a plain title", () => {
    const older = { ...told, code: "never_heard_of" } as unknown as Failure;
    expect(words.errors.of(older).title).toBe("This could not be done");
  });
});

describe("the language", () => {
  it("is the owner's first that there is, else English", () => {
    expect(languageFor(["de-AT", "en-GB"])).toBe("en");
    expect(languageFor(["xx"])).toBe("en");
    expect(languageFor([])).toBe("en");
    expect(languageFor(["toString"])).toBe("en");
  });
});

describe("what was not looked at in a file", () => {
  const told = (...found: [string, number][]): string =>
    words.files.contents.leftOut(found.map(([what, count]) => ({ what, count })));

  it("is told in the owner's words, and what has the same word is counted together", () => {
    expect(told(["create trigger", 2], ["create event", 1], ["create view", 1], ["hidden sheets", 1])).toBe(
      "Not looked at: 3 automatic actions of the database, 1 saved view of the database, 1 hidden sheet.",
    );
  });

  it("keeps its own name where the owner has no word for it", () => {
    expect(told(["lock", 1], ["\\set", 1])).toBe("Not looked at: 2 other instructions to the database (lock, \\set).");
  });
});
