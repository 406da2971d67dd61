/** English. One file per screen, so that a screen and its sentences change together. */

import { alarm } from "./alarm";
import { bulk } from "./bulk";
import { common } from "./common";
import { compare } from "./compare";
import { discovery } from "./discovery";
import { errors } from "./errors";
import { firstRun } from "./firstRun";
import { help } from "./help";
import { later } from "./later";
import { notYet } from "./notYet";
import { recovery } from "./recovery";
import { records } from "./records";
import { restore } from "./restore";
import { settings } from "./settings";
import { shell } from "./shell";
import { storage } from "./storage";
import { unlock } from "./unlock";
import { vault } from "./vault";

export const en = {
  alarm,
  bulk,
  common,
  compare,
  discovery,
  errors,
  firstRun,
  help,
  later,
  notYet,
  recovery,
  records,
  restore,
  settings,
  shell,
  storage,
  unlock,
  vault,
};
