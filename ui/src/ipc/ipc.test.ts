import { emit } from "@tauri-apps/api/event";
import { clearMocks, mockIPC, mockWindows } from "@tauri-apps/api/mocks";
import { afterEach, expect, test, vi } from "vitest";

import type { Failure, JobNews } from "../contract/contract";

// Everywhere else the doors are told.
vi.unmock(".");
const { Refusal, call, dressWindow, failureOf, onJob } = await import(".");

const refusal: Failure = { code: "wrong_key", message: "This key does not open the vault.", hint: "Check it." };
const news: JobNews = {
  job: 1,
  shop: "Harbour Tea",
  kind: "verify",
  started: "2026-11-20T08:00:00Z",
  state: { kind: "cancelled", run: null, done: 0 },
};

afterEach(() => {
  clearMocks();
  delete (window as unknown as Record<string, unknown>)["__TAURI_INTERNALS__"];
});

test("inside the app a door is a command", async () => {
  const invoked = vi.fn((_command: string, _payload: unknown): unknown => ({ shops: [] }));
  mockIPC(invoked);
  expect(await call("list_shops", {})).toEqual({ shops: [] });
  expect(invoked.mock.calls).toEqual([["list_shops", { ask: {} }]]);
});

test("inside the app a refusal keeps its code, sentence and hint", async () => {
  mockIPC(() => Promise.reject(refusal));
  const thrown = await call("lock_vault", {}).catch((caught: unknown) => caught);
  expect(thrown).toBeInstanceOf(Refusal);
  expect(failureOf(thrown)).toEqual(refusal);
});

test("inside the app jobs come by the one event", async () => {
  mockIPC(() => undefined, { shouldMockEvents: true });
  const heard: JobNews[] = [];
  const stop = await onJob((told) => heard.push(told));
  await emit("another", { ...news, job: 7 });
  await emit("job", news);
  expect(heard).toEqual([news]);
  stop();
  await emit("job", news);
  expect(heard).toEqual([news]);
});

test("inside the app the window around the page is dressed as the page is", async () => {
  const invoked = vi.fn((_command: string, _payload: unknown): unknown => undefined);
  mockIPC(invoked);
  mockWindows("main");
  dressWindow("dark");
  dressWindow(null);
  expect(invoked.mock.calls).toEqual([
    ["plugin:window|set_theme", { label: "main", value: "dark" }],
    ["plugin:window|set_theme", { label: "main", value: null }],
  ]);
});

test("in a browser a door is asked by POST, and 422 is a refusal", async () => {
  const fetch = vi.fn(async (address: string, _how: RequestInit) =>
    address === "/door/lock_vault"
      ? new Response(JSON.stringify(refusal), { status: 422 })
      : new Response(JSON.stringify({ jobs: [] })),
  );
  vi.stubGlobal("fetch", fetch);
  expect(await call("list_jobs", {})).toEqual({ jobs: [] });
  expect(fetch.mock.calls[0]?.[0]).toBe("/door/list_jobs");
  expect(fetch.mock.calls[0]?.[1]).toMatchObject({ method: "POST", body: "{}" });
  await expect(call("lock_vault", {})).rejects.toMatchObject({ failure: refusal });
});

test("in a browser jobs come as a stream of events", async () => {
  const streams: { onmessage?: (event: { data: string }) => void; closed?: boolean; address: string }[] = [];
  vi.stubGlobal(
    "EventSource",
    class {
      onmessage?: (event: { data: string }) => void;
      closed = false;
      constructor(readonly address: string) {
        streams.push(this);
      }
      close(): void {
        this.closed = true;
      }
    },
  );
  const heard: JobNews[] = [];
  const stop = await onJob((told) => heard.push(told));
  streams[0]?.onmessage?.({ data: JSON.stringify(news) });
  stop();
  expect(streams[0]?.address).toBe("/events");
  expect(heard).toEqual([news]);
  expect(streams[0]?.closed).toBe(true);
});

test("an engine that does not answer is said in a sentence with a hint", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
  const thrown = await call("list_shops", {}).catch((caught: unknown) => caught);
  const failure = failureOf(thrown);
  expect(failure.code).toBe("no_answer");
  expect(failure.message).not.toContain("fetch");
  expect(failure.hint).not.toBe("");
});
