/**
 * Failures.
 *
 * The engine says what could not be done and one thing to do (`message` and `hint`, full sentences). This file adds what only
 * the window needs: a short title and the word on the button, by the failure's code. A translation adds `message` and `hint`
 * by code as well.
 */

/** A failure as the engine tells it. */
export interface Told {
  code: string;
  message: string;
  hint?: string | null;
}

/** What the owner sees. */
export interface Shown {
  title: string;
  message: string;
  hint?: string;
  /** The word on the button, when there is something to press. */
  action?: string;
}

const titles: Readonly<Record<string, { title: string; action?: string }>> = {
  // the shop
  file_missing: { title: "The shop’s file is not there", action: "Choose the file…" },
  not_a_database: { title: "This file is not a database", action: "Choose another file…" },
  encrypted_or_damaged: { title: "This database is encrypted or damaged", action: "Choose another file…" },
  shop_busy: { title: "Another program is using the shop", action: "Try again" },
  shop_read_only: { title: "The shop may only be read", action: "Try again" },
  not_allowed: { title: "Backstock may not open this", action: "Try again" },
  unknown_kind: { title: "Backstock cannot connect to such shops" },
  another_shop: { title: "This is another shop", action: "Open Settings" },
  changed_since_preview: { title: "The shop has changed since the preview", action: "Show the new preview" },
  changed_meanwhile: { title: "The item was changed in the shop meanwhile", action: "Show the new preview" },
  reference_missing: { title: "Something this item needs is missing in the shop" },
  still_referenced: { title: "Other items still need this one" },
  no_backup: { title: "There is no backup yet", action: "Backup all data" },
  safety_backup: { title: "The safety backup could not be made", action: "Try again" },
  run_interrupted: { title: "A restore was interrupted", action: "Show the interrupted restore" },
  already_undone: { title: "This restore was already undone" },
  shop_exists: { title: "There is already a shop of this name" },
  name: { title: "This name cannot be used" },
  // the vault
  not_a_vault: { title: "This folder is not a vault", action: "Choose another folder…" },
  folder_not_empty: { title: "This folder is not empty", action: "Choose another folder…" },
  wrong_key: { title: "This key does not open the vault", action: "Try again" },
  no_such_slot: { title: "This vault has no such key" },
  not_a_recovery_key: { title: "There is a typing mistake in this key", action: "Try again" },
  newer_than_app: { title: "This vault was made by a newer Backstock" },
  damaged: { title: "Part of the vault is damaged", action: "Check vault now" },
  damaged_record: { title: "This version is damaged in the vault" },
  busy: { title: "A job is running for this shop", action: "Try again" },
  read_only: { title: "The vault’s folder may only be read", action: "Try again" },
  disk_full: { title: "The disk is full", action: "Try again" },
  missing: { title: "The vault’s folder is not there", action: "Choose the folder…" },
  locked: { title: "The vault is locked", action: "Unlock" },
  unknown_shop: { title: "There is no such shop" },
  unknown_backup: { title: "There is no such backup" },
  unknown_record: { title: "There is no such item" },
  // the same, by the engine's own names
  shop_missing: { title: "The shop’s file is not there", action: "Choose the file…" },
  shop_encrypted_or_damaged: { title: "This database is encrypted or damaged", action: "Choose another file…" },
  shop_not_allowed: { title: "Backstock may not open this", action: "Try again" },
  shop_disk_full: { title: "The shop’s disk is full", action: "Try again" },
  safety_backup_failed: { title: "The safety backup could not be made", action: "Try again" },
  run_stopped: { title: "The restore could not go on" },
  reads_back_differently: { title: "The shop kept something else" },
  name_empty: { title: "This name cannot be used" },
  name_too_long: { title: "This name cannot be used" },
  name_unprintable: { title: "This name cannot be used" },
  no_such_key: { title: "This vault has no such key" },
  vault_newer_than_app: { title: "This vault was made by a newer Backstock" },
  vault_damaged: { title: "Part of the vault is damaged", action: "Check vault now" },
  record_damaged: { title: "This version is damaged in the vault" },
  vault_older: { title: "This vault is older than the last one used here" },
  anchor_lost: { title: "Nobody can tell whether this vault is the newest" },
  vault_read_only: { title: "The vault’s folder may only be read", action: "Try again" },
  vault_missing: { title: "The vault’s folder is not there", action: "Choose the folder…" },
  not_now: { title: "This is not possible now" },
  // this computer
  keyring_locked: { title: "This computer’s password store is locked", action: "Try again" },
  keyring_missing: { title: "This computer has no password store" },
  cancelled: { title: "Stopped" },
};

export const errors = {
  /** How a failure reads. An unknown code keeps the engine's sentence and gets a plain title. */
  of: (told: Told): Shown => {
    const known = titles[told.code];
    const shown: Shown = { title: known?.title ?? "This could not be done", message: told.message };
    if (told.hint) {
      shown.hint = told.hint;
    }
    if (known?.action !== undefined) {
      shown.action = known.action;
    }
    return shown;
  },
  technicalDetails: "Technical details",
  copyDetails: "Copy the details",
  label: "Problem",
  /** The window lost its engine; only a restart helps. */
  noAnswer: {
    title: "Backstock does not answer",
    message: "The part of Backstock that reads and writes has stopped.",
    hint: "Close Backstock and start it again. Your backups are kept.",
  },
};
