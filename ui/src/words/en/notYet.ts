/**
 * What is announced on screen or in the help and cannot be done in this version.
 *
 * When one of them arrives, delete its line: the compiler then points at every place that still says so.
 */

export const notYet = {
  exporting: "Exporting is not in this version yet.",
  schedules:
    "Exports on a schedule are not in this version yet. Backups can make themselves; see `Scheduled backups` in the settings.",
  email:
    "E-mail is not in this version yet. Backstock tells you on this computer when a backup or a restore has finished.",
  backupFiles:
    "Backup files in the window are not in this version yet. The command line can make ZIP files, check them and compare them today.",
};

/** The name of something that is not there yet. */
export type NotYet = keyof typeof notYet;
