import { afterEach, beforeEach, expect, test, vi } from "vitest";

import type { JobNews, JobState, WorkElsewhere } from "../contract/contract";
import { doors } from "../testing/toldDoors";
import { jobs } from "./jobs.svelte";

const running = (done: number): JobState => ({
  kind: "running",
  phase: "reading",
  type_label: "Products",
  done,
  total: 10,
  failed: 0,
  stopping: false,
});
const ended: JobState = { kind: "ended", outcome: { kind: "verified", versions: 10, problems: [] } };
const news = (job: number, state: JobState, shop = "Harbour Tea"): JobNews => ({
  job,
  shop,
  kind: "verify",
  started: "2026-11-20T08:00:00Z",
  state,
});

const listed = (told: JobNews[], elsewhere: WorkElsewhere | null = null) => ({
  list_jobs: () => ({ jobs: told, elsewhere }),
});
const hear = (told: JobNews): void => doors.news(told);

beforeEach(() => doors.begin(listed([])));
afterEach(() => jobs.end());

test("a window that opens late asks what is going on", async () => {
  doors.tell(listed([news(2, running(3)), news(1, ended)]));
  await jobs.begin();
  expect(jobs.running.map(({ job }) => job)).toEqual([2]);
  expect(jobs.runningFor("Harbour Tea")?.job).toBe(2);
  expect(jobs.runningFor("Anchor Tea")).toBeUndefined();
});

test("news that came while asking is not lost to the older answer", async () => {
  doors.tell({
    list_jobs: () => {
      hear(news(2, ended));
      return { jobs: [news(2, running(3))], elsewhere: null };
    },
  });
  await jobs.begin();
  expect(jobs.running).toEqual([]);
});

// S2.2.4
test("every end is told once, so that pages read themselves again", async () => {
  await jobs.begin();
  const told = vi.fn();
  const stop = jobs.onEnd(told);
  hear(news(3, running(1)));
  hear(news(3, ended));
  // Late news of an ended job says nothing.
  hear(news(3, running(9)));
  hear(news(3, ended));
  expect(told).toHaveBeenCalledOnce();
  expect(jobs.running).toEqual([]);
  stop();
  hear(news(4, ended));
  expect(told).toHaveBeenCalledOnce();
});

// S2.2.5, S2.2.6
test("what another process does is looked for while the window is seen, and its end is told", async () => {
  vi.useFakeTimers();
  const elsewhere: WorkElsewhere = { kind: "backup", shop: "Harbour Tea", since: "2026-11-20T08:00:00Z" };
  await jobs.begin();
  const told = vi.fn();
  const stop = jobs.onEnd(told);
  expect(jobs.inTheWayOf("Harbour Tea")).toBeNull();

  doors.tell(listed([], elsewhere));
  await vi.advanceTimersByTimeAsync(4000);
  expect(jobs.inTheWayOf("Harbour Tea")).toEqual({ kind: "backup", shop: null, elsewhere: true });
  // The vault does one job at a time, so that other shops wait for it as well.
  expect(jobs.inTheWayOf("Anchor Tea")).toEqual({ kind: "backup", shop: "Harbour Tea", elsewhere: true });
  expect(told).not.toHaveBeenCalled();

  // Nobody sees a hidden window, and it need not ask.
  const seen = vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
  const asked = doors.asked.length;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(doors.asked).toHaveLength(asked);
  seen.mockRestore();

  doors.tell(listed([]));
  await vi.advanceTimersByTimeAsync(4000);
  expect(jobs.inTheWayOf("Harbour Tea")).toBeNull();
  expect(told.mock.calls).toEqual([[{ shop: "Harbour Tea", kind: "backup", news: null }]]);
  stop();
});

test("a look that fails changes nothing", async () => {
  doors.tell(listed([], { kind: null, shop: null, since: null }));
  await jobs.begin();
  doors.tell({ list_jobs: () => Promise.reject(new TypeError("Failed to fetch")) });
  await jobs.look();
  expect(jobs.inTheWayOf("Harbour Tea")).toEqual({ kind: null, shop: null, elsewhere: true });
});

test("a job of another shop in this window is in the way, a mere check of the vault is not", async () => {
  await jobs.begin();
  hear(news(5, running(1)));
  expect(jobs.inTheWayOf("Harbour Tea")).toEqual({ kind: "verify", shop: null, elsewhere: false });
  expect(jobs.inTheWayOf("Anchor Tea")).toBeNull();
  hear({ ...news(6, running(1)), kind: "restore" });
  expect(jobs.inTheWayOf("Anchor Tea")).toEqual({ kind: "restore", shop: "Harbour Tea", elsewhere: false });
});
