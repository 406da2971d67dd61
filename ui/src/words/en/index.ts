/** English. One file per screen, so that a screen and its sentences change together. */

import { alarm } from "./alarm";
import { background } from "./background";
import { backupData } from "./backupData";
import { backups } from "./backups";
import { brush } from "./brush";
import { bulk } from "./bulk";
import { common } from "./common";
import { compare } from "./compare";
import { copy } from "./copy";
import { diagnostics } from "./diagnostics";
import { discovery } from "./discovery";
import { errors } from "./errors";
import { exporting } from "./exporting";
import { files } from "./files";
import { firstRun } from "./firstRun";
import { guide } from "./guide";
import { help } from "./help";
import { mail } from "./mail";
import { notices } from "./notices";
import { recovery } from "./recovery";
import { records } from "./records";
import { restore } from "./restore";
import { revert } from "./revert";
import { scheduleExport } from "./scheduleExport";
import { schedules } from "./schedules";
import { settings } from "./settings";
import { shell } from "./shell";
import { storage } from "./storage";
import { unlock } from "./unlock";
import { vault } from "./vault";
import { viewOnly } from "./viewOnly";

export const en = {
  alarm,
  background,
  backupData,
  backups,
  brush,
  bulk,
  common,
  compare,
  copy,
  diagnostics,
  discovery,
  errors,
  exporting,
  files,
  firstRun,
  guide,
  help,
  mail,
  notices,
  recovery,
  records,
  restore,
  revert,
  scheduleExport,
  schedules,
  settings,
  shell,
  storage,
  unlock,
  vault,
  viewOnly,
};
