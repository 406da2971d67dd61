/**
 * What is announced on screen or in the help and cannot be done in this version.
 *
 * When one of them arrives, delete its line: the compiler then points at every place that still says so.
 */

export const notYet = {
  bulkRecovery:
    "Choosing several content types in the window and restoring them at once is not in this version yet. The command line can do it today.",
  compareMoments:
    "Comparing two whole backups in the window is not in this version yet. The command line can do it today.",
  recoveryFilters: "Filtering the recovery history by date and status is not in this version yet.",
  exporting: "Exporting is not in this version yet.",
  schedules: "Backups and exports on a schedule are not in this version yet. Backstock backs up when you ask it to.",
  automaticSync: "Automatic sync is not in this version yet.",
  email:
    "E-mail is not in this version yet. Backstock tells you on this computer when a backup or a restore has finished.",
  backupFiles: "Backup files (ZIP and SQL) are not in this version yet.",
  deletingBackups: "Deleting old backups and rules for keeping them are not in this version yet. Every backup is kept.",
  bigcommerce: "Shops on BigCommerce are not in this version yet.",
};

/** The name of something that is not there yet. */
export type NotYet = keyof typeof notYet;
