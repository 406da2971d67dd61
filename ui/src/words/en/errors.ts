/**
 * Failures.
 *
 * The engine says what could not be done and one thing to do (`message` and `hint`, full sentences). This file adds what only
 * the window needs: a short title by the failure's code. Each code of the contract has one, or this does not compile. A
 * translation adds `message` and `hint` by code as well.
 */

import type { Failure, FailureCode } from "../../contract/contract";

/** What the owner sees. */
export type Shown = Pick<Failure, "message" | "hint"> & { title: string };

const titles: Readonly<Record<FailureCode, string>> = {
  // the shop
  another_shop: "This is another shop",
  connection_unreadable: "This shop’s connection cannot be understood",
  name_empty: "This name cannot be used",
  name_too_long: "This name cannot be used",
  name_unprintable: "This name cannot be used",
  may_not_write: "Nothing can be restored to this shop yet",
  no_backup: "There is no backup yet",
  not_a_database: "This file is not a database",
  not_transactional: "Some tables cannot be read as of one moment",
  profile_partly_fits: "The shop is built a little differently",
  profile_wrong: "This profile cannot be used",
  read_only: "The shop may only be read",
  shop_busy: "Another program is using the shop",
  shop_connection_lost: "The connection to the shop was lost",
  shop_database: "The shop’s database did not do this",
  shop_disk_full: "The shop’s disk is full",
  shop_encrypted_or_damaged: "This database is encrypted or damaged",
  shop_exists: "There is already a shop of this name",
  shop_missing: "The shop’s file is not there",
  shop_no_such_database: "The server has no such database",
  shop_not_allowed: "Backstock may not open this",
  shop_not_let_in: "The server does not let this user in",
  shop_not_permitted: "The server does not permit this",
  shop_not_protected: "There is no protected connection",
  shop_password_missing: "The shop’s password is not kept here",
  shop_read_only: "The shop may only be read",
  shop_server_missing: "No database server answers there",
  unknown_kind: "Backstock cannot connect to such shops",
  unknown_shop: "There is no such shop",
  // what is in it
  duplicate_record: "Two items in the shop have the same id",
  file_missing: "A picture or file could not be read",
  record_unreadable: "An item cannot be read",
  type_not_in_backup: "The backup does not have this content type",
  type_not_read_then: "The backup did not look at this content type",
  unknown_backup: "There is no such backup",
  unknown_record: "There is no such item",
  unknown_type: "There is no such content type",
  // a restore
  already_undone: "This restore was already undone",
  changed_since_preview: "The shop has changed since the preview",
  plan_damaged: "This preview is damaged",
  run_finished: "This restore has come to its end",
  run_in_progress: "This restore is still running",
  run_interrupted: "A restore was interrupted",
  run_stopped: "The restore could not go on",
  safety_backup_failed: "The safety backup could not be made",
  unknown_plan: "This preview is not there any more",
  unknown_run: "There is no such restore",
  // one item of a restore
  changed_meanwhile: "The item was changed in the shop meanwhile",
  changed_after_sending: "The item was changed in the shop after an interruption",
  column_missing: "The shop does not have a field any more",
  column_unknown: "The shop has a field that the backup does not know",
  may_not_be_empty: "The shop asks for a value",
  not_accepted: "The shop did not accept this item",
  not_reached: "Its turn did not come",
  not_restorable: "Such items cannot be restored here",
  not_storable: "A value cannot be stored in the shop",
  object_missing: "A file of this item is not in the vault",
  owner_refused: "The item it belongs to could not be restored",
  reads_back_differently: "The shop kept something else",
  reference_missing: "Something this item needs is missing in the shop",
  rule_broken: "The shop does not allow this content",
  still_referenced: "Other items still need this one",
  taken: "Another item already has this value",
  type_missing: "The shop has no place for such items any more",
  wrong_kind: "The shop takes another kind of value",
  wrong_record: "This content belongs to another item",
  // the vault
  disk_full: "The disk is full",
  file_damaged: "A picture or file is damaged in the vault",
  folder_not_empty: "This folder is not empty",
  locked: "The vault is locked",
  no_such_key: "This vault has no such key",
  not_a_recovery_key: "There is a typing mistake in this key",
  not_a_vault: "This folder is not a vault",
  not_now: "This is not possible now",
  record_damaged: "This version is damaged in the vault",
  vault_damaged: "Part of the vault is damaged",
  vault_database: "The vault could not go on",
  vault_io: "A file of the vault could not be used",
  vault_missing: "The vault’s folder is not there",
  vault_not_read_back: "The vault’s drive did not keep what was written",
  vault_newer_than_app: "This vault was made by a newer Backstock",
  anchor_lost: "Nobody can tell whether this vault is the newest",
  vault_older: "This vault is older than the last one used here",
  vault_read_only: "The vault’s folder may only be read",
  wrong_key: "This key does not open the vault",
  // keys and this computer
  group_differs: "This is another group",
  keyring_empty: "This computer does not remember the key",
  keyring_locked: "This computer’s password store is locked",
  keyring_none: "This computer has no password store",
  keyring_refused: "This computer’s password store refused",
  no_chance: "No key could be made",
  no_new_key: "There is no new recovery key",
  not_saved: "This could not be saved",
  place_unknown: "The chosen place is not known any more",
  // e-mail
  address_wrong: "This is not an e-mail address",
  mail_cut_off: "The connection to the mail server broke",
  mail_encryption: "The mail server cannot be trusted",
  mail_host_empty: "The mail server has no name",
  mail_no_encryption: "The mail server offers no encryption",
  mail_not_let_in: "The mail server does not let this user in",
  mail_not_now: "The mail server is busy",
  mail_not_reached: "No mail server answers there",
  mail_not_set_up: "E-mail is not set up yet",
  mail_password_missing: "The mail server’s password is missing",
  mail_recipient_refused: "The recipient was refused",
  mail_refused: "The message was refused",
  mail_sender_refused: "The sender was refused",
  mail_server_unknown: "There is no such mail server",
  mail_too_slow: "The mail server took too long",
  mail_unprotected: "The way to the mail server is not protected",
  mail_unsure: "The message may have arrived",
  // jobs and the app itself
  bad_path: "There is no such field",
  busy: "A job is running for this shop",
  cancelled: "Stopped",
  comparison_gone: "This comparison is not at hand any more",
  ended_unexpectedly: "A part of the work ended unexpectedly",
  internal: "Backstock made a mistake of its own",
  misunderstood: "Backstock did not understand its window",
  not_confirmed: "Not confirmed",
  not_for_practice: "This is a real shop",
  practice: "The practice shop did not do this",
  unknown_mistake: "There is no such mistake",
  // said by the window itself, when nothing answers it
  no_answer: "Backstock does not answer",
};

// What the vault kept of a failure may come from another version of Backstock.
const titleOf: Readonly<Partial<Record<string, string>>> = titles;

export const errors = {
  /** How a failure reads. One of a code that only another version knows keeps its sentence and gets a plain title. */
  of: ({ code, message, hint }: Failure): Shown => ({
    title: titleOf[code] ?? "This could not be done",
    message,
    hint,
  }),
  /** The window lost its engine; only a restart helps. */
  noAnswer: {
    message: "The part of Backstock that reads and writes has stopped.",
    hint: "Close Backstock and start it again. Your backups are kept.",
  },
};
