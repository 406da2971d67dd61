import { expect, test } from "vitest";

import { Remote } from "./remote.svelte";

type Question = { answer: (data: string) => void; refuse: (problem: Error) => void };

function remote() {
  const questions: Question[] = [];
  const made = new Remote<string, string>(
    () => new Promise((answer, refuse) => questions.push({ answer, refuse })),
    (thrown) => (thrown as Error).message,
  );
  return { made, questions };
}

test("waits, then shows the answer", async () => {
  const { made, questions } = remote();
  const asked = made.load();
  expect(made.view).toEqual({ kind: "wait" });
  questions[0]?.answer("one");
  await asked;
  expect(made.view).toEqual({ kind: "data", data: "one" });
});

test("asking again keeps what is on screen until the new answer is there", async () => {
  const { made, questions } = remote();
  const first = made.load();
  questions[0]?.answer("one");
  await first;
  const second = made.refresh();
  expect(made.data).toBe("one");
  expect(made.asking).toBe(true);
  questions[1]?.answer("two");
  await second;
  expect(made.data).toBe("two");
  expect(made.asking).toBe(false);
});

test("an answer that was overtaken is dropped, also when it comes last", async () => {
  const { made, questions } = remote();
  const slow = made.load();
  const quick = made.load();
  questions[1]?.answer("new");
  await quick;
  questions[0]?.answer("old");
  await slow;
  expect(made.data).toBe("new");
});

test("a refusal to read again leaves the data where it is and is told beside it", async () => {
  const { made, questions } = remote();
  const first = made.load();
  questions[0]?.answer("one");
  await first;
  const second = made.refresh();
  questions[1]?.refuse(new Error("the shop is closed"));
  await second;
  expect(made.data).toBe("one");
  expect(made.problem).toBe("the shop is closed");
  const third = made.refresh();
  expect(made.problem).toBe("the shop is closed");
  questions[2]?.answer("two");
  await third;
  expect(made.data).toBe("two");
  expect(made.problem).toBeNull();
});

test("a refusal of something else takes the place of what was there", async () => {
  const { made, questions } = remote();
  const first = made.load();
  questions[0]?.answer("one");
  await first;
  const second = made.change();
  expect(made.data).toBe("one");
  questions[1]?.refuse(new Error("there is no such version"));
  await second;
  expect(made.view).toEqual({ kind: "failure", failure: "there is no such version" });
  expect(made.problem).toBeNull();
});

test("a refusal is shown as what it is, and trying again helps", async () => {
  const { made, questions } = remote();
  const first = made.load();
  questions[0]?.refuse(new Error("the shop is closed"));
  await first;
  expect(made.view).toEqual({ kind: "failure", failure: "the shop is closed" });
  const second = made.load();
  questions[1]?.answer("open");
  await second;
  expect(made.data).toBe("open");
});
