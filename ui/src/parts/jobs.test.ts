import { beforeEach, expect, test, vi } from "vitest";

import type { JobNews, JobState } from "../contract/contract";
import { jobs } from "./jobs.svelte";

const doors = vi.hoisted(() => ({ call: vi.fn(), onJob: vi.fn() }));
vi.mock("../ipc", async (original) => ({ ...(await original<object>()), ...doors }));

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

let hear: (told: JobNews) => void = () => {};

beforeEach(() => {
  jobs.end();
  doors.onJob.mockImplementation(async (listener: (told: JobNews) => void) => {
    hear = listener;
    return () => {};
  });
  doors.call.mockResolvedValue({ jobs: [] });
});

test("a window that opens late asks what is going on", async () => {
  doors.call.mockResolvedValue({ jobs: [news(2, running(3)), news(1, ended)] });
  await jobs.begin();
  expect(jobs.running.map(({ job }) => job)).toEqual([2]);
  expect(jobs.runningFor("Harbour Tea")?.job).toBe(2);
  expect(jobs.runningFor("Anchor Tea")).toBeUndefined();
});

test("news that came while asking is not lost to the older answer", async () => {
  doors.call.mockImplementation(async () => {
    hear(news(2, ended));
    return { jobs: [news(2, running(3))] };
  });
  await jobs.begin();
  expect(jobs.running).toEqual([]);
});

// S2.2.4
test("every end is told once, so that pages read themselves again", async () => {
  await jobs.begin();
  const told = vi.fn();
  const stop = jobs.onEnd(told);
  const before = jobs.endings;
  hear(news(3, running(1)));
  hear(news(3, ended));
  // Late news of an ended job says nothing.
  hear(news(3, running(9)));
  hear(news(3, ended));
  expect(told).toHaveBeenCalledOnce();
  expect(jobs.endings).toBe(before + 1);
  expect(jobs.running).toEqual([]);
  stop();
  hear(news(4, ended));
  expect(told).toHaveBeenCalledOnce();
});
