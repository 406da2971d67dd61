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
  quickExport: {
    notYet: "exporting",
    today: [
      "The text of a single item can be copied from its page, in the tabs `Json` and `Source Code`.",
      "The command line prints any version of any item, for example product 117 as it was in backup 12.",
    ],
    commands: ['backstock-cli --vault MyVault show "My shop" products 117 --at 12'],
    help: "export",
  },
  scheduleExport: {
    notYet: "schedules",
    today: ["Backups make themselves: see `Scheduled backups` in the settings."],
    commands: ['backstock-cli --vault MyVault schedule "My shop" set --daily 02:00'],
    help: "schedule",
  },
  exportHistory: {
    notYet: "exporting",
    today: ["The latest backups are listed in `Discovery`, all restores in `Recovery history`."],
    commands: [],
    help: "export-history",
  },
} satisfies Record<string, LaterPlace>;

/** The name of such a place. */
export type Later = keyof typeof places;

export const later: { title: string; today: string; places: Readonly<Record<Later, LaterPlace>> } = {
  title: "This comes with a later version",
  today: "What you can do today",
  places,
};
