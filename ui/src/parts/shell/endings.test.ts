// What is said when a job ends, and how long it stands.

import { beforeEach, describe, expect, test } from "vitest";

import type { JobNews, JobState } from "../../contract/contract";
import { toasts } from "../../kit/toasts.svelte";
import { openOn } from "../../testing/opened";
import { failedBackup } from "../aboutJobs";
import { tell } from "./endings";

const shop = "Harbour Tea";
const news = (state: JobState): JobNews => ({ job: 3, shop, kind: "backup", started: "2026-11-20T08:00:00Z", state });
const failure = { code: "shop_missing", message: "The shop’s file is not there.", hint: "Choose the file." } as const;
const failed = news({ kind: "failed", failure, run: null });
const shown = (): string[] => toasts.shown.map(({ text }) => text);

beforeEach(() => {
  openOn();
});

// S2.15.1
describe("a message about a backup that failed", () => {
  test("goes when the shop could be read after all", () => {
    tell(failed, () => undefined);
    expect(shown()).toEqual([`${failure.message} ${failure.hint}`]);
    tell(news({ kind: "ended", outcome: { kind: "nothing_new" } }), () => undefined);
    expect(shown()).toEqual([]);
  });

  test("goes when its cause is settled elsewhere, and no other message goes with it", () => {
    tell(failed, () => undefined);
    toasts.show({ look: "bad", about: "hash", text: "The clipboard could not be used." });
    toasts.settled(failedBackup(shop));
    expect(shown()).toEqual(["The clipboard could not be used."]);
    toasts.settled(failedBackup("Anchor Tea"));
    expect(shown()).toHaveLength(1);
  });
});
