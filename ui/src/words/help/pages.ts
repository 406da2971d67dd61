/** All pages in reading order, and which page helps with which screen. */

import { backUp } from "./back-up";
import { backupDataPage } from "./backup-data";
import { backupsPage } from "./backups";
import { bestPractices } from "./best-practices";
import { type Block, type HelpPage, type PageId, type Screen } from "./blocks";
import { bulkRecovery } from "./bulk-recovery";
import { commandLine } from "./command-line";
import { compare } from "./compare";
import { copyPage } from "./copy";
import { email } from "./email";
import { exportNow } from "./export";
import { exportHistory } from "./export-history";
import { filesPage } from "./files";
import { find } from "./find";
import { glossaryPage } from "./glossary";
import { introduction } from "./introduction";
import { keeping } from "./keeping";
import { keys } from "./keys";
import { limits } from "./limits";
import { monitor } from "./monitor";
import { onlySomeFields } from "./only-some-fields";
import { open } from "./open";
import { practice } from "./practice";
import { quickReference } from "./quick-reference";
import { recoveryHistory } from "./recovery-history";
import { restore } from "./restore";
import { schedule } from "./schedule";
import { servers } from "./servers";
import { settings } from "./settings";
import { sqlite } from "./sqlite";
import { storage } from "./storage";
import { stores } from "./stores";
import { troubleshooting } from "./troubleshooting";
import { undo } from "./undo";
import { undoAMistake } from "./undo-a-mistake";
import { workflows } from "./workflows";

/** Every page, in reading order: the introduction, the guide's 18 sections, what Backstock adds. */
export const helpPages: readonly HelpPage[] = [
  introduction,
  open,
  backUp,
  storage,
  find,
  compare,
  restore,
  bulkRecovery,
  monitor,
  recoveryHistory,
  exportNow,
  schedule,
  exportHistory,
  email,
  workflows,
  troubleshooting,
  bestPractices,
  glossaryPage,
  quickReference,
  practice,
  keys,
  undo,
  keeping,
  onlySomeFields,
  undoAMistake,
  backupDataPage,
  backupsPage,
  filesPage,
  copyPage,
  settings,
  commandLine,
  servers,
  stores,
  sqlite,
  limits,
];

const SCREENS: Readonly<Record<Screen, HelpPage>> = {
  "first-run": open,
  unlock: keys,
  discovery: introduction,
  vault: backUp,
  records: find,
  compare,
  restore,
  bulk: bulkRecovery,
  "under-way": monitor,
  recovery: recoveryHistory,
  settings,
  storage: keeping,
  practice,
};

/** The page behind `Help for this page`. */
export function pageFor(screen: Screen): HelpPage {
  return SCREENS[screen];
}

/** A page by its id, for links and addresses; the introduction for an id that no page has. */
export function pageOf(id: PageId | string): HelpPage {
  return helpPages.find((page) => page.id === id) ?? introduction;
}

/** All the text of a block, line by line, as the reader sees it. */
export function linesOf(block: Block): string[] {
  switch (block.kind) {
    case "heading":
    case "paragraph":
    case "tip":
    case "warning":
      return [block.text];
    case "steps":
      return [...block.steps];
    case "points":
      return [...block.points];
    case "commands":
      return [...block.lines];
    case "table":
      return [block.columns, ...block.rows].flat();
    case "term":
      return [block.term, block.meaning];
    case "see":
      return [];
  }
}
