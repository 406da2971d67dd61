/**
 * The places of the guide whose work comes with a later version. Each stands where it belongs and says what can be done today.
 */

import type { PageId } from "../help/blocks";
import type { NotYet } from "./notYet";

type LaterPlace = {
  notYet: NotYet;
  today: readonly string[];
  commands: readonly string[];
  help: PageId;
};

const places = {
  scheduleExport: {
    notYet: "schedules",
    today: [
      "Your computer’s own task planner can start the command line every night, and `Discovery` tells you when the last backup is too old.",
    ],
    commands: ['backstock-cli --vault MyVault backup "My shop"'],
    help: "schedule",
  },
} satisfies Record<string, LaterPlace>;

/** The name of such a place. */
export type Later = keyof typeof places;

export const later: { title: string; today: string; places: Readonly<Record<Later, LaterPlace>> } = {
  title: "This comes with a later version",
  today: "What you can do today",
  places,
};
