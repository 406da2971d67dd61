/** Doors whose answers a test tells beforehand; a door that was not told of fails the test. */

import { vi } from "vitest";

import type { Doors, Failure, JobNews } from "../contract/contract";
import { type DoorName, Refusal } from "../ipc/door";

// A promise stands for a door that takes its time.
type Told<Answer> = Answer | Failure | Promise<Answer | Failure>;
type Answers = { [Name in DoorName]?: (ask: Doors[Name]["ask"]) => Told<Doors[Name]["answer"]> };

class ToldDoors {
  #answers: Answers = {};
  #hear: ((news: JobNews) => void)[] = [];
  /** What was asked, in order. */
  asked: [DoorName, unknown][] = [];

  readonly call = vi.fn(async (door: DoorName, ask: unknown) => {
    this.asked.push([door, ask]);
    const answer = this.#answers[door] as ((ask: unknown) => unknown) | undefined;
    if (answer === undefined) {
      throw new Error(`nobody told what the door ${door} answers`);
    }
    const said = await answer(ask);
    if (typeof said === "object" && said !== null && "code" in said && "hint" in said) {
      throw new Refusal(said as Failure);
    }
    return said;
  });

  readonly onJob = vi.fn(async (hear: (news: JobNews) => void) => {
    this.#hear.push(hear);
    return () => {
      this.#hear = this.#hear.filter((other) => other !== hear);
    };
  });

  /** Begins a test: nothing was asked, and these are the answers. */
  begin(answers: Answers): void {
    this.call.mockReset();
    this.#answers = answers;
    this.#hear = [];
    this.asked = [];
  }

  /** Changes what some doors answer from now on. */
  tell(answers: Answers): void {
    this.#answers = { ...this.#answers, ...answers };
  }

  /** Sends news of a job. */
  news(news: JobNews): void {
    for (const hear of this.#hear) {
      hear(news);
    }
  }

  /** The questions one door was asked. */
  to(door: DoorName): unknown[] {
    return this.asked.filter(([name]) => name === door).map(([, ask]) => ask);
  }
}

export const doors = new ToldDoors();
