// Generated from src-tauri/crates/contract by `cargo contract`. Do not edit.

export type AddServerShopAsk = { 
/**
 * What to call it.
 */
name: string, 
/**
 * Where, and who asks.
 */
server: ServerEntry, };

export type AddSqliteShopAsk = { 
/**
 * What to call it.
 */
name: string, 
/**
 * The handle of the file.
 */
file: string, };

export type AddressChecked = { 
/**
 * The address without spaces around it.
 */
address: string, 
/**
 * The one of those that are there already which is the same.
 */
already: string | null, };

export type BackupList = { 
/**
 * The backups.
 */
backups: Array<BackupRow>, };

export type BackupOrigin = "manual" | "scheduled" | "safety" | "imported";

export type BackupRow = { 
/**
 * Its number.
 */
backup: number, 
/**
 * When it was finished.
 */
finished: string, 
/**
 * How it came about.
 */
origin: BackupOrigin, 
/**
 * A name the owner gave it.
 */
label: string | null, 
/**
 * Whether it is kept forever.
 */
pinned: boolean, 
/**
 * Whether only a part of the shop was read for it: a safety backup, or one of some content types.
 */
partial: boolean, 
/**
 * Records in it.
 */
records: number, 
/**
 * What it found changed against the one before it.
 */
added: number, 
/**
 * See `added`.
 */
updated: number, 
/**
 * See `added`.
 */
deleted: number, };

export type CheckAddressAsk = { 
/**
 * What was typed.
 */
address: string, 
/**
 * The addresses that are there already.
 */
among: Array<string>, };

export type CheckRecoveryKeyAsk = { 
/**
 * What was typed.
 */
group: string, };

export type CheckServerShopAsk = { 
/**
 * Where, and who asks.
 */
server: ServerEntry, };

export type Chosen = { 
/**
 * Names the place towards this side; good until the app closes.
 */
handle: string, 
/**
 * The place as text to show.
 */
shown: string, };

export type CompareAsk = { 
/**
 * The shop's name.
 */
shop: string, 
/**
 * The content type's key.
 */
type: string, 
/**
 * The record's id.
 */
id: string, 
/**
 * The backup whose version stands on the right, `Selected version`.
 */
selected: number, 
/**
 * Read the shop again for the left side instead of using a reading of the last minute.
 */
fresh: boolean, };

export type Comparison = { 
/**
 * Names this comparison when its lines are asked for.
 */
comparison: number, 
/**
 * `Current version`.
 */
current: CurrentSide, 
/**
 * `Selected version`.
 */
selected: SelectedSide, 
/**
 * How many fields differ, those whose changes do not count left out.
 */
changed_fields: number, 
/**
 * `Summary`: every field with both values, changed or not.
 */
summary: Array<SummaryRow>, 
/**
 * How many lines `Json` has, and how many when only changes are shown.
 */
json: LineCounts, 
/**
 * The same for `Source Code`.
 */
source: LineCounts, 
/**
 * Whether `Restore to this version` can be offered.
 */
restore: RestoreOffer, };

export type ComparisonLines = { 
/**
 * The lines, both sides aligned.
 */
lines: Array<DiffLine>, };

export type ComparisonLinesAsk = { 
/**
 * Which comparison.
 */
comparison: number, 
/**
 * Which view.
 */
view: LineView, 
/**
 * `View change only`.
 */
changes_only: boolean, 
/**
 * Lines to pass over.
 */
offset: number, 
/**
 * Lines wanted, at most 2,000.
 */
limit: number, };

export type ComparisonText = { 
/**
 * The whole text.
 */
text: string, };

export type ComparisonTextAsk = { 
/**
 * Which comparison.
 */
comparison: number, 
/**
 * Which view.
 */
view: LineView, 
/**
 * The current side, or else the selected one.
 */
current: boolean, };

export type ConsequenceRow = { 
/**
 * Stable name.
 */
code: string, 
/**
 * How many records or fields it concerns.
 */
count: number, 
/**
 * The content type's label, where there is one.
 */
label: string | null, 
/**
 * More for the sentence.
 */
detail: string | null, };

export type CreateVaultAsk = { 
/**
 * Where.
 */
folder: string, 
/**
 * A passphrase, if the owner wants one.
 */
passphrase: string | null, 
/**
 * `Remember on this computer`: keep a key in the operating system's keyring.
 */
remember: boolean, };

export type CurrentSide = { "kind": "live", 
/**
 * When.
 */
at: string, } | { "kind": "offline", 
/**
 * When that backup was finished.
 */
at: string, 
/**
 * Why the shop could not be read.
 */
failure: Failure, } | { "kind": "gone", 
/**
 * When the shop was read.
 */
at: string, };

export type DeletedFilter = "with" | "without" | "only";

export type DeskState = { 
/**
 * The app's version.
 */
version: string, 
/**
 * Where the vault stands.
 */
vault: VaultState, 
/**
 * Whether the app was started to try the practice shop (`cargo start`).
 */
practice_offered: boolean, 
/**
 * A folder for a new vault, ready to be used as it is.
 */
suggested_folder: Chosen, 
/**
 * Whether the operating system's keyring can keep secrets on this computer.
 */
keyring: KeyringState, };

export type DiffLine = { 
/**
 * What differs.
 */
difference: Difference, 
/**
 * The current side, if it has a line here.
 */
current: SideLine | null, 
/**
 * The selected side, if it has a line here.
 */
selected: SideLine | null, 
/**
 * How many equal lines are left out before this one.
 */
skipped_before: number, };

export type Difference = "same" | "added" | "removed" | "changed";

export type Discovery = { 
/**
 * Whether the shop is protected.
 */
protection: Protection, 
/**
 * The newest backup of the whole shop; a partial one does not protect it.
 */
last_backup: BackupRow | null, 
/**
 * Why the last attempt failed, if it did.
 */
last_failure: Failure | null, 
/**
 * What the newest backup found changed against the one before it; types without a change are left out.
 */
changed: Array<TypeChanges>, 
/**
 * The next thing worth doing.
 */
next_step: NextStep, 
/**
 * The last restores and undos, newest first, at most five.
 */
recoveries: Array<RecoveryRow>, 
/**
 * The last backups, newest first, at most ten.
 */
backups: Array<BackupRow>, };

export type Failure = { 
/**
 * Stable name, for example `wrong_key`; one of [`FAILURE_CODES`].
 */
code: FailureCode, 
/**
 * What could not be done and why, in the owner's words; full sentences.
 */
message: string, 
/**
 * One thing to do; a full sentence.
 */
hint: string, };

export type FieldKind = "plain" | "money" | "time" | "yes_no" | "long_text" | "image" | "binary";

export type FieldTimeline = { 
/**
 * The field's readable name.
 */
label: string, 
/**
 * Oldest first.
 */
spans: Array<ValueSpan>, };

export type JobAsk = { 
/**
 * Its number.
 */
job: number, };

export type JobKind = "backup" | "restore" | "undo" | "verify";

export type JobList = { 
/**
 * Newest first.
 */
jobs: Array<JobNews>, 
/**
 * What another window or the command line does with the same vault, if anything.
 */
elsewhere: WorkElsewhere | null, };

export type JobNews = { 
/**
 * Its number.
 */
job: number, 
/**
 * The shop's name.
 */
shop: string, 
/**
 * What kind of work.
 */
kind: JobKind, 
/**
 * When it began.
 */
started: string, 
/**
 * How it stands.
 */
state: JobState, };

export type JobOutcome = { "kind": "backed_up", 
/**
 * The new backup.
 */
backup: BackupRow, } | { "kind": "restored", 
/**
 * Its entry in the recovery history.
 */
recovery: RecoveryRow, } | { "kind": "verified", 
/**
 * Versions checked.
 */
versions: number, 
/**
 * What was found, in the owner's words; empty when all is well.
 */
problems: Array<string>, };

export type JobStarted = { 
/**
 * Its number, good until the app closes.
 */
job: number, };

export type JobState = { "kind": "running", 
/**
 * What it is doing: a `backstock_model::Phase` by its name.
 */
phase: string, 
/**
 * The content type at hand, as the owner reads it.
 */
type_label: string | null, 
/**
 * Records finished.
 */
done: number, 
/**
 * Records in all, when known.
 */
total: number | null, 
/**
 * Records that failed.
 */
failed: number, 
/**
 * Whether somebody asked it to stop.
 */
stopping: boolean, } | { "kind": "ended", 
/**
 * What came of it.
 */
outcome: JobOutcome, } | { "kind": "failed", 
/**
 * Why.
 */
failure: Failure, 
/**
 * The run, when it was a restore that had begun to write.
 */
run: number | null, } | { "kind": "cancelled", 
/**
 * The run, when it was a restore that had begun to write.
 */
run: number | null, 
/**
 * Records that had been written by then.
 */
done: number, };

export type KeyringState = "available" | "locked" | "none";

export type LineCounts = { 
/**
 * All aligned lines.
 */
all: number, 
/**
 * Lines shown by `View change only`, with a little context.
 */
changes_only: number, 
/**
 * Whether the texts were too large to be compared line by line within the time allowed; they are shown as they are.
 */
too_large: boolean, };

export type LineView = "json" | "source";

export type ListRecordsAsk = { 
/**
 * The shop's name.
 */
shop: string, 
/**
 * The content type's key.
 */
type: string, 
/**
 * Text to find in names and search words; empty for all.
 */
find: string, 
/**
 * Which records.
 */
deleted: DeletedFilter, 
/**
 * Only what the newest backup found changed.
 */
changed: boolean, 
/**
 * Rows to pass over.
 */
offset: number, 
/**
 * Rows wanted, at most 1,000.
 */
limit: number, };

export type LookAsk = { 
/**
 * The shop's name.
 */
shop: string, 
/**
 * The content type's key.
 */
type: string, };

export type Looked = { 
/**
 * When that backup was finished.
 */
since: string, 
/**
 * Records only the shop has.
 */
added: number, 
/**
 * Records that differ.
 */
updated: number, 
/**
 * Records the shop has no more.
 */
deleted: number, };

export type MailProtection = "starttls" | "tls" | "none";

export type MailServerEntry = { 
/**
 * Its name.
 */
host: string, 
/**
 * Its port; nothing for the usual one.
 */
port: number | null, 
/**
 * How the way to it is protected.
 */
protection: MailProtection, 
/**
 * Who signs in; nothing for a server that asks nobody.
 */
user: string | null, 
/**
 * The address messages come from.
 */
from: string, };

export type MailSettings = { 
/**
 * The owner's own address, the first recipient of everything.
 */
owner: string | null, 
/**
 * The mail server, once one is set.
 */
server: MailServerEntry | null, 
/**
 * Whether its password is at hand.
 */
has_password: boolean, 
/**
 * Whether that is so only until the app closes, because the keyring did not take it.
 */
password_until_closed: boolean, };

export type MailTested = { 
/**
 * Where it went.
 */
to: string, 
/**
 * What the server said.
 */
answer: string, };

export type MakeMistakeAsk = { 
/**
 * The practice shop's name.
 */
shop: string, 
/**
 * Which mistake.
 */
mistake: string, };

export type MissingType = { 
/**
 * What the owner reads.
 */
label: string, 
/**
 * Why; a full sentence.
 */
reason: string, };

export type MissingTypes = { 
/**
 * The types, with the reasons.
 */
missing: Array<MissingType>, };

export type MoveServerShopAsk = { 
/**
 * The shop's name.
 */
shop: string, 
/**
 * Where it is now, and who asks.
 */
server: ServerEntry, };

export type NextStep = "first_backup" | "back_up_again" | "look_at_changes" | "look_at_recovery" | "nothing";

export type Nothing = Record<symbol, never>;

export type OpenFolderAsk = { 
/**
 * The handle of the folder.
 */
folder: string, };

export type PickAsk = { 
/**
 * What for.
 */
purpose: PickPurpose, };

export type PickPurpose = "new_vault_folder" | "existing_vault_folder" | "shop_file" | "server_socket" | "server_certificate";

export type Picked = { 
/**
 * The place, or nothing when the owner closed the picker.
 */
chosen: Chosen | null, };

export type PlannedWrite = { 
/**
 * The content type's key.
 */
type: string, 
/**
 * The record's id.
 */
id: string, 
/**
 * What a person calls the record.
 */
name: string, 
/**
 * `create`, `update` or `delete`: what is done to the record.
 */
action: string, 
/**
 * The field's path; empty for a whole record.
 */
path: string, 
/**
 * The field's readable name.
 */
label: string, 
/**
 * How to show the values, as in the comparison.
 */
kind: FieldKind, 
/**
 * Whether it is a field whose changes do not count (date modified, view counts).
 */
minor: boolean, 
/**
 * What the shop has now.
 */
old: ShownValue | null, 
/**
 * What will be written.
 */
new: ShownValue | null, };

export type PracticeEvent = { 
/**
 * One sentence.
 */
sentence: string, };

export type PracticeMenu = { 
/**
 * The mistakes one can make.
 */
mistakes: Array<PracticeMistake>, };

export type PracticeMistake = { 
/**
 * Stable name.
 */
key: string, 
/**
 * What the owner reads.
 */
label: string, 
/**
 * What it does.
 */
explanation: string, };

export type PreviewRestoreAsk = { 
/**
 * The shop's name.
 */
shop: string, 
/**
 * The backup to go back to.
 */
to: number, 
/**
 * Whole content types by their keys.
 */
types: Array<string>, 
/**
 * Single records.
 */
records: Array<RecordChoice>, 
/**
 * Only these fields (paths); empty means all.
 */
fields: Array<string>, 
/**
 * Also delete what the backup does not have.
 */
allow_deletes: boolean, 
/**
 * Also write protected types and fields.
 */
include_protected: boolean, };

export type PreviewRows = { 
/**
 * The writes.
 */
writes: Array<PlannedWrite>, };

export type PreviewRowsAsk = { 
/**
 * The shop's name.
 */
shop: string, 
/**
 * The plan.
 */
plan: number, 
/**
 * Writes to pass over.
 */
offset: number, 
/**
 * Writes wanted, at most 500.
 */
limit: number, };

export type PreviewUndoAsk = { 
/**
 * The shop's name.
 */
shop: string, 
/**
 * The run to undo.
 */
run: number, };

export type Protection = "protected" | "never_backed_up" | "stale" | "last_backup_failed";

export type Recipient = { "kind": "this_computer" } | { "kind": "email", 
/**
 * The address, as it was typed.
 */
address: string, };

export type RecipientList = { 
/**
 * In the order they are shown.
 */
recipients: Array<Recipient>, };

export type RecordAsk = { 
/**
 * The shop's name.
 */
shop: string, 
/**
 * The content type's key.
 */
type: string, 
/**
 * The record's id.
 */
id: string, };

export type RecordChoice = { 
/**
 * The content type's key.
 */
type: string, 
/**
 * The record's id.
 */
id: string, };

export type RecordPage = { 
/**
 * The type's label.
 */
label: string, 
/**
 * All rows that match.
 */
total: number, 
/**
 * This page.
 */
records: Array<RecordRow>, };

export type RecordRow = { 
/**
 * The content type's key.
 */
type: string, 
/**
 * The type's label.
 */
type_label: string, 
/**
 * The record's id.
 */
id: string, 
/**
 * What a person calls it; the id when it has no name.
 */
name: string, 
/**
 * When its newest version was first seen.
 */
newest: string, 
/**
 * When it was first missing from the shop.
 */
deleted: string | null, 
/**
 * How many versions are kept.
 */
versions: number, };

export type RecordVersions = { 
/**
 * The record as a row.
 */
record: RecordRow, 
/**
 * Newest first. A state in which the record was gone is a version too.
 */
versions: Array<VersionRow>, 
/**
 * When the newest backup ran; later changes are not among the versions.
 */
last_backup: string, };

export type RecoveryAsk = { 
/**
 * The shop's name.
 */
shop: string, 
/**
 * The run.
 */
run: number, 
/**
 * Items to pass over.
 */
offset: number, 
/**
 * Items wanted, at most 1,000.
 */
limit: number, 
/**
 * Only items that failed.
 */
only_failed: boolean, };

export type RecoveryChoiceAsk = { 
/**
 * The shop's name.
 */
shop: string, 
/**
 * The interrupted run.
 */
run: number, };

export type RecoveryDetail = { 
/**
 * The recovery.
 */
recovery: RecoveryRow, 
/**
 * Its items, in the order they were planned.
 */
items: Array<RecoveryItem>, 
/**
 * All items.
 */
total: number, 
/**
 * Whether it can be undone now.
 */
can_undo: boolean, 
/**
 * Whether it was interrupted and waits for a decision: resume, undo or leave.
 */
interrupted: boolean, };

export type RecoveryItem = { 
/**
 * The content type's key.
 */
type: string, 
/**
 * The type's label.
 */
type_label: string, 
/**
 * The record's id.
 */
id: string, 
/**
 * The id the shop gave it when it had to be made anew.
 */
new_id: string | null, 
/**
 * What a person calls it.
 */
name: string, 
/**
 * `create`, `update` or `delete`.
 */
action: string, 
/**
 * `waiting`, `sent`, `written`, `verified`, `failed` or `skipped`.
 */
state: string, 
/**
 * Why it failed or was left alone.
 */
failure: Failure | null, 
/**
 * Fields that read back differently than written (readable names).
 */
differences: Array<string>, };

export type RecoveryKeySaved = { 
/**
 * Where, as text to show; nothing when the owner closed the dialog.
 */
shown: string | null, };

export type RecoveryList = { 
/**
 * The rows.
 */
recoveries: Array<RecoveryRow>, };

export type RecoveryRow = { 
/**
 * The run.
 */
run: number, 
/**
 * Whether it is an undo, and of which run.
 */
undoes: number | null, 
/**
 * The run that undid it.
 */
undone_by: number | null, 
/**
 * The backup it went back to.
 */
to_backup: number, 
/**
 * When that backup was finished.
 */
to_at: string, 
/**
 * When it began.
 */
started: string, 
/**
 * When it ended.
 */
finished: string | null, 
/**
 * Its state.
 */
status: RecoveryStatus, 
/**
 * More on the state (`cancelled by you`).
 */
detail: string | null, 
/**
 * Records written and read back.
 */
succeeded: number, 
/**
 * Records that failed.
 */
failed: number, 
/**
 * Records left alone.
 */
skipped: number, 
/**
 * All records of its plan.
 */
total: number, 
/**
 * Who and why.
 */
note: string | null, };

export type RecoveryStatus = "Progressing" | "Done" | "Fail";

export type RelocateShopAsk = { 
/**
 * The shop's name.
 */
shop: string, 
/**
 * The handle of the file.
 */
file: string, };

export type RememberAsk = { 
/**
 * On or off.
 */
remember: boolean, };

export type ReopenPreviewAsk = { 
/**
 * The shop's name.
 */
shop: string, 
/**
 * The plan.
 */
plan: number, };

export type ReopenedPreview = { 
/**
 * Its preview.
 */
preview: RestorePreview, 
/**
 * What was asked for, so that it can be asked again; nothing for an undo.
 */
ask: PreviewRestoreAsk | null, 
/**
 * The run it undoes, for an undo.
 */
undoes: number | null, 
/**
 * What a person calls the record, when it is about a single one.
 */
name: string | null, };

export type RestoreOffer = { "kind": "possible" } | { "kind": "same_as_current" } | { "kind": "not_restorable", 
/**
 * Why; a full sentence.
 */
reason: string, } | { "kind": "locked" } | { "kind": "selected_is_deleted" } | { "kind": "busy" } | { "kind": "offline" };

export type RestorePreview = { 
/**
 * The kept plan.
 */
plan: number, 
/**
 * The backup it goes back to.
 */
to: number, 
/**
 * When that backup was finished.
 */
to_at: string, 
/**
 * Records created.
 */
creates: number, 
/**
 * Records updated.
 */
updates: number, 
/**
 * Records deleted.
 */
deletes: number, 
/**
 * Every write, at most 500 here; ask for more by `preview_rows`.
 */
writes: Array<PlannedWrite>, 
/**
 * All writes.
 */
writes_total: number, 
/**
 * Differences that are left alone, with the reason; at most 200 here.
 */
skips: Array<SkippedRecord>, 
/**
 * All skips.
 */
skips_total: number, 
/**
 * Fields the shop changed since.
 */
conflicts: number, 
/**
 * What else it brings about.
 */
consequences: Array<ConsequenceRow>, };

export type SearchAsk = { 
/**
 * The shop's name.
 */
shop: string, 
/**
 * What to find.
 */
text: string, };

export type SearchFound = { 
/**
 * The hits, best first.
 */
hits: Array<SearchHit>, 
/**
 * Whether there are more than were listed.
 */
more: boolean, };

export type SearchHit = { 
/**
 * The record.
 */
record: RecordRow, 
/**
 * Text around the place, when it was found inside the record.
 */
excerpt: string | null, };

export type Segment = { 
/**
 * The text.
 */
text: string, 
/**
 * Whether it differs from the other side.
 */
changed: boolean, };

export type SelectedSide = { 
/**
 * The backup that first saw this version.
 */
backup: number, 
/**
 * When.
 */
at: string, 
/**
 * Whether the record was gone then.
 */
deleted: boolean, };

export type ServerEncryption = "usual" | "always" | "off";

export type ServerEntry = { 
/**
 * Which language it speaks.
 */
kind: ServerKind, 
/**
 * Its name or address; not asked where a socket is given.
 */
host: string, 
/**
 * Another port than the usual one.
 */
port: number | null, 
/**
 * The handle of a Unix socket on this computer.
 */
socket: string | null, 
/**
 * Who asks.
 */
user: string, 
/**
 * Which of the server's databases.
 */
database: string, 
/**
 * How the way there is protected.
 */
encryption: ServerEncryption, 
/**
 * The handle of a certificate to trust.
 */
certificate: string | null, 
/**
 * The user's password.
 */
password: string, };

export type ServerFound = { 
/**
 * What speaks there, for example `MariaDB 10.11.19`.
 */
server: string, 
/**
 * The profile that fits, as the owner reads it.
 */
profile: string | null, 
/**
 * How many tables there are.
 */
tables: number, 
/**
 * About how many rows they have together, by the server's own estimate.
 */
records: number | null, 
/**
 * About how much room they take, by the server's own estimate.
 */
bytes: number | null, 
/**
 * The server's time zone.
 */
time_zone: string | null, 
/**
 * The character set of the database.
 */
charset: string | null, 
/**
 * What does not work, or not fully.
 */
problems: Array<Failure>, };

export type ServerKind = "mysql" | "postgres";

export type ServerPlace = { 
/**
 * Which language it speaks.
 */
kind: ServerKind, 
/**
 * Its name or address.
 */
host: string, 
/**
 * Another port than the usual one.
 */
port: number | null, 
/**
 * A Unix socket on this computer.
 */
socket: Chosen | null, 
/**
 * Who asks.
 */
user: string, 
/**
 * Which of the server's databases.
 */
database: string, 
/**
 * How the way there is protected.
 */
encryption: ServerEncryption, 
/**
 * A certificate to trust.
 */
certificate: Chosen | null, 
/**
 * Whether the keyring could not keep the password, so that it is forgotten when the app closes.
 */
password_until_closed: boolean, };

export type SetMailAsk = { 
/**
 * The owner's own address; nothing forgets it.
 */
owner: string | null, 
/**
 * The mail server; nothing forgets it and its password.
 */
server: MailServerEntry | null, 
/**
 * Its password; nothing leaves the one that is kept, as long as it is for the same server and user.
 */
password: string | null, };

export type SetPassphraseAsk = { 
/**
 * The new passphrase.
 */
passphrase: string | null, };

export type SetShopPasswordAsk = { 
/**
 * The shop's name.
 */
shop: string, 
/**
 * The password.
 */
password: string, };

export type ShopAsk = { 
/**
 * The shop's name.
 */
shop: string, };

export type ShopChecked = { 
/**
 * Whether everything works.
 */
ok: boolean, 
/**
 * What speaks there, for example `SQLite 3.53.4`.
 */
server: string, 
/**
 * What does not work, or not fully.
 */
problems: Array<Failure>, };

export type ShopList = { 
/**
 * In the order they were added.
 */
shops: Array<ShopRow>, };

export type ShopRow = { 
/**
 * Its name, unique in the vault.
 */
name: string, 
/**
 * What kind of connection, for example `sqlite`.
 */
kind: string, 
/**
 * The profile in use, as the owner reads it.
 */
profile: string | null, 
/**
 * Where it is, as text to show.
 */
place: string, 
/**
 * Whether it is the practice shop, for which the practice menu is offered.
 */
practice: boolean, 
/**
 * When its newest backup was finished.
 */
last_backup: string | null, 
/**
 * Its database server, when it is on one.
 */
server: ServerPlace | null, };

export type ShownValue = { 
/**
 * The value as text: the stored text, the name of the record it refers to, or a size for binaries.
 */
text: string, 
/**
 * Whether it is NULL, which is not the same as an empty text.
 */
null: boolean, 
/**
 * The parts that differ from the other side, for texts.
 */
segments: Array<Segment>, 
/**
 * A small picture as a `data:` text, for images of known kinds.
 */
image: string | null, };

export type SideLine = { 
/**
 * Its number, from 1.
 */
number: number, 
/**
 * Its text, in pieces.
 */
segments: Array<Segment>, };

export type SkippedRecord = { 
/**
 * The content type's key.
 */
type: string, 
/**
 * The record's id.
 */
id: string, 
/**
 * What a person calls it.
 */
name: string, 
/**
 * Stable name of the reason, as in `backstock_model::SkipReason`.
 */
reason: string, };

export type StartRestoreAsk = { 
/**
 * The shop's name.
 */
shop: string, 
/**
 * The plan.
 */
plan: number, 
/**
 * Who and why, for the record.
 */
note: string | null, };

export type StorageGroup = { 
/**
 * `business`, `content` or `other`.
 */
group: string, 
/**
 * Its types.
 */
types: Array<StorageRow>, };

export type StorageRow = { 
/**
 * The content type's key.
 */
type: string, 
/**
 * What the owner reads.
 */
label: string, 
/**
 * Records in the newest backup.
 */
records: number, 
/**
 * Records that are kept although the shop has them no more.
 */
deleted: number, 
/**
 * Original size of the records in the newest backup, in bytes.
 */
bytes: number, 
/**
 * Versions kept.
 */
versions: number, 
/**
 * Whether records can be restored directly.
 */
restorable: boolean, 
/**
 * Why not, or why they are protected.
 */
reason: string | null, 
/**
 * Whether the shop has the type no more.
 */
gone: boolean, 
/**
 * When the shop was last asked for this type, if the newest backup left it out.
 */
not_read_since: string | null, };

export type SummaryRow = { 
/**
 * The field's path; what a field restore takes.
 */
path: string, 
/**
 * The field's readable name.
 */
label: string, 
/**
 * The readable name of the row it belongs to (`Variant 12`), for fields of owned rows.
 */
section: string | null, 
/**
 * How to show the values.
 */
kind: FieldKind, 
/**
 * What differs.
 */
difference: Difference, 
/**
 * Whether it is a field whose changes do not count (date modified, view counts).
 */
minor: boolean, 
/**
 * The current value.
 */
current: ShownValue | null, 
/**
 * The selected value.
 */
selected: ShownValue | null, };

export type TestMailAsk = { 
/**
 * Where it goes.
 */
to: string, };

export type TimelineAsk = { 
/**
 * The shop's name.
 */
shop: string, 
/**
 * The content type's key.
 */
type: string, 
/**
 * The record's id.
 */
id: string, 
/**
 * The field's path.
 */
path: string, };

export type TypeChanges = { 
/**
 * The content type's key.
 */
type: string, 
/**
 * What the owner reads.
 */
label: string, 
/**
 * In the later moment only.
 */
added: number, 
/**
 * In both, different.
 */
updated: number, 
/**
 * In the earlier moment only.
 */
deleted: number, 
/**
 * In both, equal.
 */
unchanged: number, };

export type UnlockAsk = { 
/**
 * What the owner gives.
 */
with: UnlockWith, 
/**
 * `Remember on this computer`.
 */
remember: boolean, };

export type UnlockWith = { "kind": "keyring" } | { "kind": "passphrase", 
/**
 * As typed.
 */
passphrase: string, } | { "kind": "recovery_key", 
/**
 * As typed; spelling is forgiven.
 */
recovery_key: string, };

export type ValueSpan = { 
/**
 * The value as text; nothing where the field or the record was not there.
 */
value: string | null, 
/**
 * The first backup that saw it.
 */
first_backup: number, 
/**
 * The last backup that saw it.
 */
last_backup: number, 
/**
 * When it was first seen.
 */
from: string, 
/**
 * When another value was first seen; nothing for the newest.
 */
to: string | null, };

export type VaultCreated = { 
/**
 * The recovery key in its groups. Shown once, saved by the owner, never kept.
 */
recovery_key: Array<string>, 
/**
 * Which group (counted from 0) the owner is asked to type again.
 */
asked_group: number, 
/**
 * Why the vault is not remembered on this computer although that was asked, if so.
 */
not_remembered: Failure | null, };

export type VaultKeys = { 
/**
 * Whether this computer's keyring opens it.
 */
remembered: boolean, 
/**
 * Whether a passphrase opens it.
 */
has_passphrase: boolean, 
/**
 * Whether the recovery key was saved and checked.
 */
recovery_key_checked: boolean, 
/**
 * What the keyring can do here.
 */
keyring: KeyringState, };

export type VaultOverview = { 
/**
 * `Last backup date`: the newest backup of the whole shop.
 */
last_backup: BackupRow | null, 
/**
 * The newest backup, also a partial one. What the lists of items show is as of this one.
 */
newest: BackupRow | null, 
/**
 * `Next scheduled backup date`; nothing while no schedule is set.
 */
next_backup: string | null, 
/**
 * The first backup; history starts there.
 */
first_backup: string | null, 
/**
 * All records in the newest backup.
 */
items: number, 
/**
 * All versions kept.
 */
versions: number, 
/**
 * All backups kept.
 */
backups: number, 
/**
 * The original size of what the newest backup holds, in bytes; the sum of the rows.
 */
bytes: number, 
/**
 * The whole vault on disk, all shops, in bytes.
 */
vault_bytes: number, 
/**
 * `Item Storage`, grouped.
 */
groups: Array<StorageGroup>, };

export type VaultState = { "kind": "none" } | { "kind": "locked", 
/**
 * Whether a passphrase was set for it.
 */
has_passphrase: boolean, 
/**
 * A failure to show, when the last vault could not be found or opened.
 */
failure: Failure | null, } | { "kind": "open", 
/**
 * Its folder, as text to show.
 */
folder: string, 
/**
 * Whether the recovery key was saved and checked. Set-up is not finished before.
 */
recovery_key_checked: boolean, 
/**
 * Why it is not the newest one used on this computer, if so. It can be read all the same.
 */
older: Failure | null, };

export type VersionRow = { 
/**
 * The first backup that saw it; names the version.
 */
backup: number, 
/**
 * The last backup that saw it.
 */
last_backup: number, 
/**
 * When it was first seen.
 */
at: string, 
/**
 * Whether the record was gone.
 */
deleted: boolean, 
/**
 * A few words on what changed against the version before, for the timeline.
 */
summary: string, };

export type WorkElsewhere = { 
/**
 * What kind of work; nothing when it is none of the known kinds.
 */
kind: JobKind | null, 
/**
 * The shop it works for, when it is known.
 */
shop: string | null, 
/**
 * When it began, when that is known.
 */
since: string | null, };

export type FailureCode =
  | "another_shop"
  | "connection_unreadable"
  | "name_empty"
  | "name_too_long"
  | "name_unprintable"
  | "may_not_write"
  | "no_backup"
  | "not_a_database"
  | "not_transactional"
  | "profile_partly_fits"
  | "profile_wrong"
  | "read_only"
  | "shop_busy"
  | "shop_connection_lost"
  | "shop_database"
  | "shop_disk_full"
  | "shop_encrypted_or_damaged"
  | "shop_exists"
  | "shop_missing"
  | "shop_no_such_database"
  | "shop_not_allowed"
  | "shop_not_let_in"
  | "shop_not_permitted"
  | "shop_not_protected"
  | "shop_password_missing"
  | "shop_read_only"
  | "shop_server_missing"
  | "unknown_kind"
  | "unknown_shop"
  | "duplicate_record"
  | "file_missing"
  | "record_unreadable"
  | "type_not_in_backup"
  | "type_not_read_then"
  | "unknown_backup"
  | "unknown_record"
  | "unknown_type"
  | "already_undone"
  | "changed_since_preview"
  | "plan_damaged"
  | "run_finished"
  | "run_in_progress"
  | "run_interrupted"
  | "run_stopped"
  | "safety_backup_failed"
  | "unknown_plan"
  | "unknown_run"
  | "changed_meanwhile"
  | "changed_after_sending"
  | "column_missing"
  | "column_unknown"
  | "may_not_be_empty"
  | "not_accepted"
  | "not_reached"
  | "not_restorable"
  | "not_storable"
  | "object_missing"
  | "owner_refused"
  | "reads_back_differently"
  | "reference_missing"
  | "rule_broken"
  | "still_referenced"
  | "taken"
  | "type_missing"
  | "wrong_kind"
  | "wrong_record"
  | "disk_full"
  | "file_damaged"
  | "folder_not_empty"
  | "locked"
  | "no_such_key"
  | "not_a_recovery_key"
  | "not_a_vault"
  | "not_now"
  | "record_damaged"
  | "vault_damaged"
  | "vault_database"
  | "vault_io"
  | "vault_missing"
  | "vault_newer_than_app"
  | "vault_not_read_back"
  | "anchor_lost"
  | "vault_older"
  | "vault_read_only"
  | "wrong_key"
  | "group_differs"
  | "keyring_empty"
  | "keyring_locked"
  | "keyring_none"
  | "keyring_refused"
  | "no_chance"
  | "no_new_key"
  | "not_saved"
  | "place_unknown"
  | "address_wrong"
  | "mail_cut_off"
  | "mail_encryption"
  | "mail_host_empty"
  | "mail_no_encryption"
  | "mail_not_let_in"
  | "mail_not_now"
  | "mail_not_reached"
  | "mail_not_set_up"
  | "mail_password_missing"
  | "mail_recipient_refused"
  | "mail_refused"
  | "mail_sender_refused"
  | "mail_server_unknown"
  | "mail_too_slow"
  | "mail_unprotected"
  | "mail_unsure"
  | "bad_path"
  | "busy"
  | "cancelled"
  | "comparison_gone"
  | "ended_unexpectedly"
  | "internal"
  | "misunderstood"
  | "not_confirmed"
  | "not_for_practice"
  | "practice"
  | "unknown_mistake"
  | "no_answer";

export interface Doors {
  open_desk: { ask: Nothing; answer: DeskState };
  pick: { ask: PickAsk; answer: Picked };
  create_vault: { ask: CreateVaultAsk; answer: VaultCreated };
  save_recovery_key: { ask: Nothing; answer: RecoveryKeySaved };
  check_recovery_key: { ask: CheckRecoveryKeyAsk; answer: Nothing };
  renew_recovery_key: { ask: Nothing; answer: VaultCreated };
  open_vault_folder: { ask: OpenFolderAsk; answer: DeskState };
  unlock_vault: { ask: UnlockAsk; answer: DeskState };
  lock_vault: { ask: Nothing; answer: DeskState };
  accept_vault: { ask: Nothing; answer: DeskState };
  vault_keys: { ask: Nothing; answer: VaultKeys };
  set_passphrase: { ask: SetPassphraseAsk; answer: VaultKeys };
  remember_vault: { ask: RememberAsk; answer: VaultKeys };
  list_shops: { ask: Nothing; answer: ShopList };
  add_practice_shop: { ask: Nothing; answer: ShopRow };
  add_sqlite_shop: { ask: AddSqliteShopAsk; answer: ShopRow };
  check_server_shop: { ask: CheckServerShopAsk; answer: ServerFound };
  add_server_shop: { ask: AddServerShopAsk; answer: ShopRow };
  set_shop_password: { ask: SetShopPasswordAsk; answer: ShopRow };
  move_server_shop: { ask: MoveServerShopAsk; answer: ShopRow };
  check_shop: { ask: ShopAsk; answer: ShopChecked };
  relocate_shop: { ask: RelocateShopAsk; answer: ShopRow };
  remove_shop: { ask: ShopAsk; answer: ShopList };
  practice_menu: { ask: Nothing; answer: PracticeMenu };
  make_practice_mistake: { ask: MakeMistakeAsk; answer: PracticeEvent };
  pass_practice_day: { ask: ShopAsk; answer: PracticeEvent };
  discovery: { ask: ShopAsk; answer: Discovery };
  vault_overview: { ask: ShopAsk; answer: VaultOverview };
  missing_types: { ask: ShopAsk; answer: MissingTypes };
  look_in_shop: { ask: LookAsk; answer: Looked };
  stop_looking: { ask: Nothing; answer: Nothing };
  list_backups: { ask: ShopAsk; answer: BackupList };
  start_backup: { ask: ShopAsk; answer: JobStarted };
  start_verify: { ask: ShopAsk; answer: JobStarted };
  list_jobs: { ask: Nothing; answer: JobList };
  cancel_job: { ask: JobAsk; answer: Nothing };
  list_records: { ask: ListRecordsAsk; answer: RecordPage };
  record_versions: { ask: RecordAsk; answer: RecordVersions };
  field_timeline: { ask: TimelineAsk; answer: FieldTimeline };
  search_vault: { ask: SearchAsk; answer: SearchFound };
  compare_record: { ask: CompareAsk; answer: Comparison };
  comparison_lines: { ask: ComparisonLinesAsk; answer: ComparisonLines };
  comparison_text: { ask: ComparisonTextAsk; answer: ComparisonText };
  preview_restore: { ask: PreviewRestoreAsk; answer: RestorePreview };
  preview_undo: { ask: PreviewUndoAsk; answer: RestorePreview };
  reopen_preview: { ask: ReopenPreviewAsk; answer: ReopenedPreview };
  preview_rows: { ask: PreviewRowsAsk; answer: PreviewRows };
  start_restore: { ask: StartRestoreAsk; answer: JobStarted };
  resume_recovery: { ask: RecoveryChoiceAsk; answer: JobStarted };
  leave_recovery: { ask: RecoveryChoiceAsk; answer: RecoveryList };
  list_recoveries: { ask: ShopAsk; answer: RecoveryList };
  recovery: { ask: RecoveryAsk; answer: RecoveryDetail };
  check_address: { ask: CheckAddressAsk; answer: AddressChecked };
  usual_recipients: { ask: Nothing; answer: RecipientList };
  mail_settings: { ask: Nothing; answer: MailSettings };
  set_mail: { ask: SetMailAsk; answer: MailSettings };
  test_mail: { ask: TestMailAsk; answer: MailTested };
}
