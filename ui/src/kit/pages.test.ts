import { describe, expect, test, vi } from "vitest";

import { Pages } from "./pages.svelte";

type Row = { id: number };

/** A door that answers when it is told to. */
function door(total: number) {
  const asked: number[] = [];
  const waiting: (() => void)[] = [];
  const fetch = vi.fn((offset: number, limit: number) => {
    asked.push(offset);
    return new Promise<{ total: number; rows: Row[] }>((resolve) => {
      waiting.push(() =>
        resolve({
          total,
          rows: Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, step) => ({
            id: offset + step,
          })),
        }),
      );
    });
  });
  const settle = async (): Promise<void> => {
    await Promise.resolve();
    await Promise.resolve();
    await Promise.resolve();
  };
  const answer = async (): Promise<void> => {
    waiting.shift()?.();
    await settle();
  };
  const answerAll = async (): Promise<void> => {
    while (waiting.length > 0) {
      await answer();
    }
  };
  return { fetch, asked, answer, answerAll };
}

describe("rows that come into view", () => {
  test("are asked for first, then one page on either side", async () => {
    const { fetch, asked, answerAll } = door(10_000);
    const pages = new Pages<Row>(fetch, 100);
    pages.want(0, 20);
    await answerAll();
    expect(asked).toEqual([0, 100]);
    pages.want(450, 470);
    await answerAll();
    expect(asked).toEqual([0, 100, 400, 500, 300]);
    expect(pages.total).toBe(10_000);
    expect(pages.row(455)?.id).toBe(455);
    expect(pages.row(1)?.id).toBe(1);
    expect(pages.row(5000)).toBeUndefined();
  });

  test("are not asked for twice", async () => {
    const { fetch, asked, answerAll } = door(1000);
    const pages = new Pages<Row>(fetch, 100);
    pages.want(0, 20);
    pages.want(0, 25);
    await answerAll();
    pages.want(5, 30);
    await answerAll();
    expect(asked).toEqual([0, 100]);
  });

  test("that were scrolled past are given up", async () => {
    const { fetch, asked, answerAll } = door(1_000_000);
    const pages = new Pages<Row>(fetch, 100);
    pages.want(0, 20);
    for (let first = 10_000; first <= 900_000; first += 10_000) {
      pages.want(first, first + 20);
    }
    await answerAll();
    expect(asked.length).toBeLessThanOrEqual(5);
    expect(pages.row(900_000)?.id).toBe(900_000);
  });

  test("stay few in memory however long somebody scrolls", async () => {
    const { fetch, asked, answerAll } = door(1_000_000);
    const pages = new Pages<Row>(fetch, 100);
    for (let first = 0; first < 20_000; first += 100) {
      pages.want(first, first + 20);
      await answerAll();
    }
    const before = asked.length;
    pages.want(0, 20);
    await answerAll();
    expect(asked.length).toBeGreaterThan(before);
    expect(pages.row(0)?.id).toBe(0);
  });
});

test("reading again keeps the old rows until the new ones are there", async () => {
  const { fetch, answerAll } = door(300);
  const pages = new Pages<Row>(fetch, 100);
  pages.want(0, 20);
  await answerAll();
  const again = pages.again();
  expect(pages.row(3)?.id).toBe(3);
  await answerAll();
  await again;
  expect(pages.row(3)?.id).toBe(3);
  expect(pages.problem).toBeNull();
});

test("a page that cannot be had is told and the door is not hammered", async () => {
  const fetch = vi.fn(() => Promise.reject(new Error("no")));
  const pages = new Pages<Row>(fetch, 100);
  pages.want(0, 500);
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(pages.problem).toBeInstanceOf(Error);
  expect(fetch.mock.calls.length).toBeLessThanOrEqual(2);
});
