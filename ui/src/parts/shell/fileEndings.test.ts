// What is said when work on a backup file ends while its owner looks at something else.

import { beforeEach, expect, test, vi } from "vitest";

import type { JobNews, JobOutcome } from "../../contract/contract";
import { toasts } from "../../kit/toasts.svelte";
import { inShop } from "../../screens/routes";
import { harbour, openOn } from "../../testing/opened";
import { words } from "../../words";
import { desk } from "../desk.svelte";
import { router } from "../router";
import { startedOn } from "../startedOn";
import { tell } from "./endings";
import { jobHref } from "./jobHref";

const news = (outcome: JobOutcome): JobNews => ({
  job: 5,
  shop: "Harbour Tea",
  kind: "read_file",
  started: "2026-11-20T08:00:00Z",
  state: { kind: "ended", outcome },
});
const planned = news({ kind: "file_planned", plan: 12 });
const checked = news({
  kind: "file_checked",
  found: { shop: "Bakery", finished: "2026-11-19T20:04:00Z", created: "2026-11-20T08:00:00Z", bytes: 2_000, types: [] },
});

beforeEach(() => {
  openOn(harbour, { ...harbour, name: "Bakery" });
  desk.choose("Harbour Tea");
});

test("a preview that was read meanwhile is not lost: the message leads to it, and goes when it was reached", () => {
  const open = vi.fn();
  tell(planned, open);
  const [toast] = toasts.shown;
  expect(toast?.text).toBe(words.backups.restore.planned);
  toast?.action?.take();
  const page = inShop("Harbour Tea", { page: "restore", plan: 12 });
  expect(open).toHaveBeenCalledWith(page);
  toasts.reached(page);
  expect(toasts.shown).toEqual([]);
});

test("of another shop it says whose it is", () => {
  desk.choose("Bakery");
  tell(planned, () => {});
  expect(toasts.shown[0]?.text).toBe(words.shell.ended.inShop("Harbour Tea", words.backups.restore.planned));
});

test("what a check found is told elsewhere, and not beside what the page says itself", () => {
  startedOn.note(5, { page: "backup-data" });
  tell(checked, () => {});
  expect(toasts.shown[0]?.text).toContain(words.backupData.restore.whole);
  toasts.clear();
  router.replace("#/settings/backup-data");
  tell(checked, () => {});
  expect(toasts.shown).toEqual([]);
});

// Capability 8, issue 5: of files that were compared there is no shop to tell it for.
test("a comparison that was left is told, and not to whoever waits for it", () => {
  const compared: JobNews = {
    ...news({ kind: "nothing_new" }),
    shop: "\u0001files",
    state: {
      kind: "failed",
      failure: { code: "file_unusable", message: "It is damaged.", hint: "Take another." },
      run: null,
    },
  };
  const open = vi.fn();
  tell(compared, open);
  expect(toasts.shown[0]).toMatchObject({ look: "bad", text: "It is damaged. Take another.", page: "#/files" });
  tell({ ...compared, state: { kind: "ended", outcome: { kind: "nothing_new" } } }, open);
  expect(toasts.shown.map(({ text }) => text)).toEqual([words.files.compared]);
  toasts.shown[0]?.action?.take();
  expect(open).toHaveBeenCalledWith("#/files");
  toasts.clear();
  router.replace("#/files");
  tell(compared, open);
  expect(toasts.shown).toEqual([]);
});

test("what came into the history is led to", () => {
  const backup = {
    backup: 9,
    finished: "2023-03-01T00:00:00Z",
    origin: "imported",
    label: null,
    pinned: false,
    note: null,
    partial: false,
    wanted: true,
    alarmed: false,
    records: 1,
    added: 0,
    updated: 0,
    deleted: 0,
  } as const;
  const open = vi.fn();
  tell(news({ kind: "file_imported", backup }), open);
  toasts.shown[0]?.action?.take();
  expect(open).toHaveBeenCalledWith(inShop("Harbour Tea", { page: "bulk", backup: 9 }));
});

test("a job with a file is watched where it was started", () => {
  expect(jobHref(planned)).toBe("#/settings/backups");
  startedOn.note(5, { page: "backup-data" });
  expect(jobHref(planned)).toBe("#/settings/backup-data");
});
