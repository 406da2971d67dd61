/** English. One file per screen, so that a screen and its sentences change together. */

import { common } from "./common";
import { compare } from "./compare";
import { discovery } from "./discovery";
import { errors } from "./errors";
import { firstRun } from "./firstRun";
import { help } from "./help";
import { later } from "./later";
import { mail } from "./mail";
import { notYet } from "./notYet";
import { recovery } from "./recovery";
import { records } from "./records";
import { restore } from "./restore";
import { settings } from "./settings";
import { shell } from "./shell";
import { unlock } from "./unlock";
import { vault } from "./vault";

export const en = {
  common,
  compare,
  discovery,
  errors,
  firstRun,
  help,
  later,
  mail,
  notYet,
  recovery,
  records,
  restore,
  settings,
  shell,
  unlock,
  vault,
};
