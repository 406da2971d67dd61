// Generated from src-tauri/crates/contract by `cargo contract`. Do not edit.

export type AddListedFileAsk = { 
/**
 * The shop's name.
 */
shop: string, 
/**
 * The handle of the file.
 */
file: string, 
/**
 * What the owner calls it.
 */
name: string, 
/**
 * Of when the data in it is; nothing for what the file says.
 */
dated: string | null, 
/**
 * What it is protected by, if by anything.
 */
passphrase: string | null, };

export type AddServerShopAsk = { 
/**
 * What to call it.
 */
name: string, 
/**
 * Where, and who asks.
 */
server: ServerEntry, };

export type AddStoreShopAsk = { 
/**
 * What to call it.
 */
name: string, 
/**
 * Which, and with what token.
 */
store: StoreEntry, };

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

export type AlarmList = { 
/**
 * The alarms.
 */
alarms: Array<AlarmRow>, };

export type AlarmRow = { 
/**
 * The backup that found them.
 */
backup: number, 
/**
 * The backup before, which did not have them.
 */
before: number, 
/**
 * When that one was finished: the changes happened after it.
 */
since: string, 
/**
 * The last good backup: the one before, or an earlier one where that has the changes of another alarm in it.
 */
good: number, 
/**
 * When that one was finished.
 */
good_at: string, 
/**
 * When the one that found them was finished.
 */
until: string, 
/**
 * What is unusual, what weighs most first.
 */
findings: Array<FindingRow>, 
/**
 * Whether the last good backup is pinned because of it.
 */
pinned: boolean, 
/**
 * When the owner said that it is settled.
 */
settled: string | null, };

export type Arrived = { 
/**
 * The files, in the order they came.
 */
files: Array<Chosen>, };

export type ArrivedAsk = { 
/**
 * Which time, as the address of the page says.
 */
arrival: number, };

export type AuditFormat = "csv" | "html";

export type BackupFileFound = { 
/**
 * What the owner called the shop.
 */
shop: string, 
/**
 * When the backup was complete.
 */
finished: string, 
/**
 * When the file was made.
 */
created: string, 
/**
 * Its size.
 */
bytes: number, 
/**
 * Its content types that have something in them.
 */
types: Array<BackupFileType>, };

export type BackupFileMade = { 
/**
 * The place, for `show_in_folder` and for looking into it.
 */
file: Chosen, 
/**
 * The number of the backup that is in it.
 */
backup: number, 
/**
 * When that backup was complete.
 */
finished: string, 
/**
 * Its size.
 */
bytes: number, 
/**
 * The SHA-256 of the whole file, in hex.
 */
sha256: string, };

export type BackupFileStarted = { 
/**
 * The job's number; nothing when the dialog was closed.
 */
job: number | null, };

export type BackupFileType = { 
/**
 * Its key.
 */
type: string, 
/**
 * What the owner reads.
 */
label: string, 
/**
 * How many records there are.
 */
records: number, };

export type Background = { 
/**
 * Whether it goes on with the schedules when its window is closed. Nothing where its owner was not asked yet, which happens
 * once, or where it stays as it is.
 */
keeps_running: boolean | null, 
/**
 * Whether it starts, without its window, when its owner logs in. Nothing where it cannot, or where it stays as it is.
 */
at_login: boolean | null, };

export type BackupList = { 
/**
 * The backups.
 */
backups: Array<BackupRow>, };

export type BackupOrigin = "manual" | "scheduled" | "safety" | "imported" | "export";

export type BackupRoom = { 
/**
 * Its number.
 */
backup: number, 
/**
 * When it was finished.
 */
finished: string, 
/**
 * How much it brought.
 */
bytes: number, };

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
 * Why it is kept forever.
 */
note: string | null, 
/**
 * Whether only a part of the shop was read for it: a safety backup, or one of some content types.
 */
partial: boolean, 
/**
 * Whether a backup was what somebody wanted; before a restore and for an export one is made in passing.
 */
wanted: boolean, 
/**
 * Whether it found something unusual that was not called planned: what it holds may be the mistake.
 */
alarmed: boolean, 
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

export type AlarmSettled = "planned" | "put_back";

export type SettleAlarmAsk = { 
/**
 * The shop's name.
 */
shop: string, 
/**
 * The backup that found it.
 */
backup: number, 
/**
 * How.
 */
how: AlarmSettled, 
/**
 * Whether the backup that was pinned because of it may go again.
 */
unpin: boolean, };

export type CheckAddressAsk = { 
/**
 * What was typed.
 */
address: string, 
/**
 * The addresses that are there already.
 */
among: Array<string>, };

export type CheckBackupFileAsk = { 
/**
 * The shop it is for.
 */
shop: string, 
/**
 * The handle of the file.
 */
file: string, 
/**
 * What it is protected by, if by anything.
 */
passphrase: string | null, };

export type CheckListedFileAsk = { 
/**
 * The shop's name.
 */
shop: string, 
/**
 * The file's number.
 */
file: number, 
/**
 * What it is protected by, if by anything.
 */
passphrase: string | null, };

export type ImportListedFileAsk = { 
/**
 * The shop's name.
 */
shop: string, 
/**
 * The file's number.
 */
file: number, 
/**
 * What it is protected by, if by anything.
 */
passphrase: string | null, };

export type ImportFileAsk = { 
/**
 * The shop's name.
 */
shop: string, 
/**
 * The handle of the file.
 */
file: string, 
/**
 * Of when the data in it is; nothing for what the file says.
 */
dated: string | null, 
/**
 * What it is protected by, if by anything.
 */
passphrase: string | null, };

export type LookIntoFileAsk = { 
/**
 * The handle of the file.
 */
file: string, 
/**
 * What it is protected by, if by anything.
 */
passphrase: string | null, };

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

export type CheckStoreShopAsk = { 
/**
 * Which, and with what token.
 */
store: StoreEntry, };

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
 * The backup that stands on the left instead of the shop as it is.
 */
against?: number, 
/**
 * Read the shop again instead of using a reading of the last minute.
 */
fresh: boolean, };

export type CompareFilesAsk = { 
/**
 * The handle of the file that is looked back to.
 */
one: string, 
/**
 * The handle of the other one; nothing for the shop.
 */
other: string | null, 
/**
 * The name of the shop, where that is the other side.
 */
shop: string | null, 
/**
 * What they are protected by, if by anything.
 */
passphrase: string | null, };

export type CompareVersionAsk = { 
/**
 * The shop's name.
 */
shop: string, 
/**
 * The selected backup.
 */
backup: number, 
/**
 * The other side.
 */
with: OtherMoment, };

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

export type ConflictRow = { 
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
 * The field's path; empty for the whole record.
 */
path: string, 
/**
 * The field's readable name.
 */
label: string, 
/**
 * The readable name of the row it belongs to (`Variants › EG-100`), for fields of owned rows.
 */
section: string | null, 
/**
 * How to show the values.
 */
kind: FieldKind, 
/**
 * What was there when the change that is taken back was over.
 */
base: ShownValue | null, 
/**
 * What the shop has.
 */
live: ShownValue | null, 
/**
 * What would be put back.
 */
wanted: ShownValue | null, };

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

export type CountedWords = { 
/**
 * The kind or the reason.
 */
what: string, 
/**
 * How many items.
 */
items: number, };

export type CreateBackupFileAsk = { 
/**
 * The shop's name.
 */
shop: string, 
/**
 * Back the shop up first, instead of taking the newest backup there is.
 */
fresh: boolean, 
/**
 * What the file shall be protected by, if by anything.
 */
passphrase: string | null, };

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
at: string, } | { "kind": "backup", 
/**
 * Its number.
 */
backup: number, 
/**
 * When it was finished.
 */
at: string, 
/**
 * Whether the record was not there then.
 */
deleted: boolean, };

export type DeleteBackupsAsk = { 
/**
 * The shop's name.
 */
shop: string, 
/**
 * Their numbers.
 */
backups: Array<number>, };

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
 * Whether the app was started to try the practice shop (`cargo start`): where there is no vault, it is made at once.
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

export type DiagnosticPart = { 
/**
 * Its name.
 */
name: string, 
/**
 * What is in it, letter for letter.
 */
text: string, };

export type Diagnostics = { 
/**
 * Its files.
 */
parts: Array<DiagnosticPart>, };

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

export type DifferingRecord = { 
/**
 * Its id.
 */
id: string, 
/**
 * What a person calls it; its id when it has no name.
 */
name: string, 
/**
 * What happened to it.
 */
change: RecordChange, };

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
 * The one of the whole shop before it.
 */
before: BackupRow | null, 
/**
 * Why the last attempt failed, if it did.
 */
last_failure: Failure | null, 
/**
 * What is to be told when backups have stopped.
 */
late?: LateRow, 
/**
 * The restore or undo in the midst of which the app was closed, and which waits for a decision.
 */
interrupted?: RecoveryRow, 
/**
 * What automatic sync saw last, while it is on.
 */
sync?: SyncedRow, 
/**
 * What happened from `before` to `last_backup`; types without a change are left out.
 */
changed: Array<TypeChanges>, 
/**
 * What the newest backup left out although it could be in it.
 */
left_out: Array<LeftOutRow>, 
/**
 * The next thing worth doing.
 */
next_step: NextStep, 
/**
 * The last restores and undos, newest first, at most five.
 */
recoveries: Array<RecoveryRow>, 
/**
 * The last backups that somebody wanted, newest first, at most ten.
 */
backups: Array<BackupRow>, };

export type EndViewOnlyAsk = { 
/**
 * The passphrase or the recovery key; what the keyring remembers does not count.
 */
with: UnlockWith, };

export type ExportAgainAsk = { 
/**
 * The shop's name.
 */
shop: string, 
/**
 * The export's number.
 */
export: number, 
/**
 * Whether the shop as it is now is exported; the same backup otherwise.
 */
fresh: boolean, };

export type ExportAsk = { 
/**
 * The shop's name.
 */
shop: string, 
/**
 * The export's number.
 */
export: number, };

export type ExportEnding = { "kind": "running" } | { "kind": "done" } | { "kind": "cancelled" } | { "kind": "failed", 
/**
 * Why.
 */
failure: Failure, };

export type ExportFile = { 
/**
 * Its name.
 */
name: string, 
/**
 * Its size in bytes.
 */
bytes: number, 
/**
 * Its SHA-256, in hex.
 */
sha256: string, };

export type ExportFormat = "csv" | "xlsx" | "csv_reimport" | "json_lines" | "sql_mysql" | "sql_postgres" | "sql_sqlite" | "import_woocommerce" | "import_shopify" | "import_bigcommerce";

export type ExportKeep = "week" | "month" | "forever";

export type ExportList = { 
/**
 * Newest first.
 */
exports: Array<ExportRow>, 
/**
 * How long files are kept.
 */
keep: ExportKeep, };

export type ExportNote = { 
/**
 * What, as a full sentence.
 */
message: string, 
/**
 * How often.
 */
count: number, };

export type ExportOffer = { 
/**
 * What can be exported, as of the newest backup; empty before the first.
 */
types: Array<ExportableType>, 
/**
 * When the newest backup was finished.
 */
latest: string | null, 
/**
 * The folder of the last export, or the usual one.
 */
folder: Chosen, 
/**
 * How long files are kept.
 */
keep: ExportKeep, };

export type ExportRow = { 
/**
 * Its number.
 */
export: number, 
/**
 * Who asked for it.
 */
by: ExportedBy, 
/**
 * Its form.
 */
format: ExportFormat, 
/**
 * What is in it.
 */
types: Array<ExportTypeRow>, 
/**
 * The backup it was made from.
 */
backup: number | null, 
/**
 * Whether that backup is still there, so that the same can be made again.
 */
repeatable: boolean, 
/**
 * When it began.
 */
started: string, 
/**
 * When it ended.
 */
finished: string | null, 
/**
 * How it ended.
 */
ending: ExportEnding, 
/**
 * What became of its files.
 */
status: ExportStatus, 
/**
 * When its files go; nothing when they stay.
 */
expires: string | null, 
/**
 * The folder, as text to show.
 */
folder: string | null, 
/**
 * The parts, then what lies beside them.
 */
files: Array<ExportFile>, 
/**
 * How many of the files are parts.
 */
parts: number, 
/**
 * Size of all files together.
 */
bytes: number, 
/**
 * What could not be exported as it is.
 */
notes: Array<ExportNote>, 
/**
 * Who is told.
 */
recipients: Array<Recipient>, };

export type ExportStatus = "none" | "present" | "expired" | "moved";

export type ExportTypeRow = { 
/**
 * What the owner reads.
 */
label: string, 
/**
 * How many records.
 */
records: number, };

export type ExportableType = { 
/**
 * Its key.
 */
type: string, 
/**
 * What the owner reads.
 */
label: string, 
/**
 * `business`, `content` or `other`.
 */
group: string, 
/**
 * How many records there are.
 */
records: number, };

export type ExportedBy = "manual" | "weekly" | "monthly";

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

export type FilePair = { 
/**
 * What stands for a shop when a record of theirs is compared (`compare_record`).
 */
shop: string, 
/**
 * What happened from the one to the other. Each file stands for a backup.
 */
comparison: VersionComparison, };

export type FileContents = { 
/**
 * What it is.
 */
kind: ListedFileKind, 
/**
 * Whose SQL it is written in, where it is a dump.
 */
dialect: ListedFileDialect | null, 
/**
 * The tool that made it, where that can be told.
 */
made_by: string | null, 
/**
 * Of when the data in it is, as far as the file or the computer says.
 */
dated: string | null, 
/**
 * Its size in bytes.
 */
bytes: number, 
/**
 * What its tables were recognised as: the label of a platform's profile.
 */
platform: string | null, 
/**
 * Its content types.
 */
types: Array<BackupFileType>, 
/**
 * How many things of which kind are in it and were not looked at.
 */
left_out: Array<FileLeftOut>, 
/**
 * Other files of the same backup, which were not looked into.
 */
beside: Array<string>, };

export type FileLeftOut = { 
/**
 * Of what kind.
 */
what: string, 
/**
 * How often.
 */
count: number, };

export type FieldTimeline = { 
/**
 * The field's readable name.
 */
label: string, 
/**
 * Oldest first.
 */
spans: Array<ValueSpan>, };

export type FileSaved = { 
/**
 * Where, as text to show; nothing when the owner closed the dialog.
 */
shown: string | null, };

export type FindingExample = { 
/**
 * Its name.
 */
name: string, 
/**
 * What was there.
 */
old: string | null, 
/**
 * What is there now.
 */
new: string | null, };

export type FindingRow = { 
/**
 * The content type's key.
 */
type: string, 
/**
 * What the owner reads for it.
 */
label: string, 
/**
 * In what way.
 */
way: FindingWay, 
/**
 * Which field, as the owner reads it; nothing when it is about whole records.
 */
field: string | null, 
/**
 * In how many records.
 */
count: number, 
/**
 * How many records the type had before.
 */
of: number, 
/**
 * The least and the most that a day brought so far; nothing when it never happened before.
 */
usual: UsualRange | null, 
/**
 * How many times as high, or what fraction, most of the numbers are now.
 */
factor: string | null, 
/**
 * Some of the records.
 */
examples: Array<FindingExample>, };

export type FindingWay = "deleted" | "emptied" | "zeroed" | "raised" | "lowered" | "unlinked" | "shortened" | "replaced" | "changed";

export type ForgetPlannedAsk = { 
/**
 * The shop's name.
 */
shop: string, 
/**
 * What the owner calls it.
 */
name: string, };

export type GuideAsk = { 
/**
 * The shop's name.
 */
shop: string, 
/**
 * Its number.
 */
guide: number, };

export type GuideDetail = { 
/**
 * Its number.
 */
guide: number, 
/**
 * The content type's key.
 */
type: string, 
/**
 * The item's id.
 */
id: string, 
/**
 * The id it has when it was made anew under another one.
 */
new_id: string | null, 
/**
 * The type's label.
 */
type_label: string, 
/**
 * What a person calls the item.
 */
name: string, 
/**
 * When the backup it shall be as in was finished.
 */
to_at: string, 
/**
 * Why it is done by hand.
 */
reason: string | null, 
/**
 * When it began.
 */
started: string, 
/**
 * When the shop was last read again.
 */
checked: string | null, 
/**
 * When it ended.
 */
finished: string | null, 
/**
 * Where it stands.
 */
status: RecoveryStatus, 
/**
 * What to do, in order.
 */
steps: Array<GuideStep>, };

export type GuideList = { 
/**
 * The guides, with their steps.
 */
guides: Array<GuideDetail>, };

export type GuideStep = { 
/**
 * What.
 */
kind: StepKind, 
/**
 * The field's readable name.
 */
label: string, 
/**
 * What the shop had when it was last read.
 */
now: string | null, 
/**
 * What it shall have, letter for letter.
 */
wanted: string | null, 
/**
 * Whether the owner ticked it off.
 */
ticked: boolean, 
/**
 * Whether the shop had it right when it was last read again.
 */
is_right: boolean | null, };

export type Habits = { 
/**
 * `4:24 PM` instead of `16:24`.
 */
twelve_hours: boolean, 
/**
 * `November 30` instead of `30 November`.
 */
month_first: boolean, };

export type JobAsk = { 
/**
 * Its number.
 */
job: number, };

export type JobKind = "backup" | "restore" | "undo" | "verify" | "prune" | "backup_file" | "read_file" | "export";

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
backup: BackupRow, 
/**
 * What is unusual about it.
 */
alarm: AlarmRow | null, 
/**
 * Old backups that were deleted after it, because the owner's rule does not keep them.
 */
pruned: number, } | { "kind": "nothing_new", } | { "kind": "restored", 
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
problems: Array<string>, } | { "kind": "file_made", 
/**
 * The file.
 */
made: BackupFileMade, } | { "kind": "file_checked", 
/**
 * What is in it.
 */
found: BackupFileFound, } | { "kind": "file_listed", 
/**
 * The file.
 */
file: ListedFile, } | { "kind": "file_imported", 
/**
 * The backup it is there.
 */
backup: BackupRow, } | { "kind": "file_planned", 
/**
 * The number of the kept preview.
 */
plan: number, } | { "kind": "file_seen", 
/**
 * What is in it.
 */
contents: FileContents, } | { "kind": "files_compared", 
/**
 * The two.
 */
pair: FilePair, } | { "kind": "exported", 
/**
 * Its entry in the history.
 */
export: ExportRow, } | { "kind": "pruned", 
/**
 * How many.
 */
deleted: number, 
/**
 * How much room was given back, in bytes.
 */
freed: number, };

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

export type KeepRule = { "kind": "all" } | { "kind": "last", 
/**
 * How many.
 */
backups: number, } | { "kind": "thin_out", 
/**
 * All backups of so many days.
 */
all_days: number, 
/**
 * Then one a day, for so many days.
 */
daily_days: number, 
/**
 * Then one a week, for so many weeks.
 */
weekly_weeks: number, };

export type KeepSetting = { 
/**
 * The rule.
 */
rule: KeepRule, 
/**
 * Whether what the rule does not keep is deleted after each good backup.
 */
automatic: boolean, };

export type KeptBecause = "pinned" | "before_alarm" | "needed_by_run" | "newest" | "first" | "young_safety" | "by_rule";

export type KeyringState = "available" | "locked" | "none";

export type LabelBackupAsk = { 
/**
 * The shop's name.
 */
shop: string, 
/**
 * The backup's number.
 */
backup: number, 
/**
 * Its name.
 */
label: string | null, };

export type LateCause = { "kind": "no_rule" } | { "kind": "paused" } | { "kind": "failed", 
/**
 * Why.
 */
failure: Failure, } | { "kind": "not_running" } | { "kind": "read_only" };

export type LateRow = { 
/**
 * When its newest good backup was finished.
 */
since: string | null, 
/**
 * Until when there should have been one.
 */
expected: string, 
/**
 * Why there is none.
 */
cause: LateCause, };

export type LeftOutRow = { 
/**
 * What the owner reads for the content type it belongs to.
 */
label: string, 
/**
 * What is left out, and why; a full sentence.
 */
what: string, 
/**
 * Whether no backup of such a shop has it, whatever its owner does.
 */
always: boolean, };

export type LetterAbout = { "kind": "recovery", 
/**
 * The run.
 */
run: number, } | { "kind": "export", 
/**
 * Its number in the history of exports.
 */
export: number, } | { "kind": "alarm", 
/**
 * The backup.
 */
backup: number, } | { "kind": "backups" };

export type LetterList = { 
/**
 * Newest first.
 */
letters: Array<LetterRow>, };

export type LetterRow = { 
/**
 * Its number.
 */
letter: number, 
/**
 * The shop it is about.
 */
shop: string, 
/**
 * What it is about.
 */
about: LetterAbout, 
/**
 * Who gets it; nothing when only another version knows.
 */
recipient: Recipient | null, 
/**
 * What stands above it.
 */
subject: string, 
/**
 * When it was written.
 */
written: string, 
/**
 * What became of it.
 */
state: LetterState, };

export type LetterState = { "kind": "waiting" } | { "kind": "sent", 
/**
 * When.
 */
at: string, 
/**
 * What the mail server said; empty for this computer.
 */
answer: string, } | { "kind": "not_sent", 
/**
 * Why.
 */
failure: Failure, 
/**
 * When it is tried again; nothing when it is not, unless the owner asks.
 */
again: string | null, };

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

export type ListLettersAsk = { 
/**
 * Letters to pass over.
 */
offset: number, 
/**
 * Letters wanted, at most 200.
 */
limit: number, };

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

export type ListedFile = { 
/**
 * Its number.
 */
file: number, 
/**
 * What the owner calls it.
 */
name: string, 
/**
 * Where it lies.
 */
place: Chosen, 
/**
 * Whether it was made here, so that emptying the trash removes it from the disk.
 */
is_ours: boolean, 
/**
 * What it is.
 */
kind: ListedFileKind, 
/**
 * Whose SQL it is, where it is a dump.
 */
dialect: ListedFileDialect | null, 
/**
 * The tool that made it, where that can be told.
 */
made_by: string | null, 
/**
 * Of when the data in it is.
 */
dated: string, 
/**
 * Its size.
 */
bytes: number, 
/**
 * Its content types that have something in them.
 */
types: Array<BackupFileType>, 
/**
 * Whether a passphrase opens it.
 */
is_protected: boolean, 
/**
 * When it was read the last time.
 */
checked: string, 
/**
 * How it stands.
 */
standing: ListedFileStanding, 
/**
 * Whether the owner said that it stays.
 */
pinned: boolean, 
/**
 * Since when it is in the trash.
 */
trashed: string | null, };

export type ListedFileDialect = "mysql" | "postgres" | "sqlite";

export type ListedFileKind = "backstock" | "zip" | "export" | "dump" | "database" | "csv" | "json" | "workbook" | "other";

export type ListedFileStanding = { "kind": "whole", } | { "kind": "faulty", 
/**
 * What.
 */
failure: Failure, } | { "kind": "changed", } | { "kind": "missing", };

export type ListedFiles = { 
/**
 * The files in the owner's order, those in the trash among them.
 */
files: Array<ListedFile>, 
/**
 * The folder in which files are made, as text to show.
 */
folder: string, };

export type ListedFilesAsk = { 
/**
 * The shop's name.
 */
shop: string, 
/**
 * Their numbers.
 */
files: Array<number>, };

export type ListedTrashEmptied = { 
/**
 * The list as it is now.
 */
list: ListedFiles, 
/**
 * How many files are not in it any more.
 */
forgotten: number, 
/**
 * How many of them were removed from the disk.
 */
removed: number, 
/**
 * How much room that gave back, in bytes.
 */
freed: number, };

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

export type LookingNow = { 
/**
 * The content type at hand, as the owner reads it.
 */
type_label: string | null, 
/**
 * Items gone through.
 */
done: number, 
/**
 * Items in all, once known.
 */
total: number | null, };

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

export type MakeListedFileAsk = { 
/**
 * The shop's name.
 */
shop: string, 
/**
 * What the owner calls it.
 */
name: string, 
/**
 * The newest backup up to this moment goes into it; nothing for the newest of all.
 */
dated: string | null, 
/**
 * What it shall be protected by, if by anything.
 */
passphrase: string | null, };

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

export type StoreEntry = { 
/**
 * At which platform.
 */
platform: StorePlatform, 
/**
 * The store hash, or an address that has it in it; or the address of the site.
 */
store: string, 
/**
 * The API account's token; or the key and the secret, joined by a colon.
 */
token: string, };

export type StoreFound = { 
/**
 * What answers, for example `BigCommerce, Harbour Tea`.
 */
server: string, 
/**
 * The content types the token allows to read.
 */
types: Array<StoreType>, 
/**
 * What it does not allow.
 */
problems: Array<Failure>, };

export type StorePlatform = "bigcommerce" | "woocommerce";

export type StoreType = { 
/**
 * What the owner reads.
 */
label: string, 
/**
 * Whether it can be restored, if only in part.
 */
restorable: boolean, 
/**
 * What cannot be restored; a full sentence.
 */
reason: string | null, };

export type NextStep = "first_backup" | "back_up_again" | "look_at_changes" | "look_at_recovery" | "nothing";

export type Nothing = Record<symbol, never>;

export type NoticeList = { 
/**
 * Newest first, at most 100.
 */
notices: Array<NoticeRow>, 
/**
 * How many of all are not read.
 */
unread: number, };

export type NoticeRow = { 
/**
 * Its number.
 */
notice: number, 
/**
 * When.
 */
at: string, 
/**
 * How it is meant.
 */
tone: NoticeTone, 
/**
 * The first line.
 */
title: string, 
/**
 * The rest.
 */
body: string, 
/**
 * Where in the window it leads, for example `#/shop/Harbour%20Tea/recovery/3`.
 */
route: string, 
/**
 * The letter that was not sent, when it is about one.
 */
letter: number | null, 
/**
 * Whether the owner has seen it.
 */
is_read: boolean, };

export type NoticeTone = "good" | "warn" | "bad";

export type OnlyChoice = { 
/**
 * Only these fields in every item, by their columns; empty means all.
 */
columns: Array<string>, 
/**
 * Only items that a search finds.
 */
find: string | null, 
/**
 * Only items that are not what they were in this backup.
 */
changed_since: number | null, 
/**
 * Only items that refer to this one.
 */
linked_to: RecordChoice | null, 
/**
 * Take back only what changed up to this backup, and keep what came since.
 */
until: number | null, };

export type OpenFolderAsk = { 
/**
 * The handle of the folder.
 */
folder: string, };

export type OtherMoment = { "kind": "latest" } | { "kind": "backup", 
/**
 * Its number.
 */
backup: number, } | { "kind": "live" };

export type OtherSide = { "kind": "backup", 
/**
 * Which.
 */
backup: BackupRow, } | { "kind": "live", 
/**
 * When.
 */
at: string, };

export type PickAsk = { 
/**
 * What for.
 */
purpose: PickPurpose, };

export type PickPurpose = "new_vault_folder" | "existing_vault_folder" | "shop_file" | "server_socket" | "server_certificate" | "backup_file" | "export_folder" | "ssh_key";

export type Picked = { 
/**
 * The place, or nothing when the owner closed the picker.
 */
chosen: Chosen | null, };

export type PinBackupAsk = { 
/**
 * The shop's name.
 */
shop: string, 
/**
 * The backup's number.
 */
backup: number, 
/**
 * Whether it is to be kept forever.
 */
pinned: boolean, 
/**
 * Why.
 */
note: string | null, };

export type PinListedFileAsk = { 
/**
 * The shop's name.
 */
shop: string, 
/**
 * The file's number.
 */
file: number, 
/**
 * Whether it stays.
 */
pinned: boolean, };

export type PlanChangeAsk = { 
/**
 * The shop's name.
 */
shop: string, 
/**
 * The change.
 */
planned: PlannedChange, };

export type PlanTarget = { 
/**
 * The content type's key.
 */
type: string, 
/**
 * The record's id.
 */
id: string, 
/**
 * The field's path; empty for the whole record.
 */
path: string, };

export type PlannedChange = { 
/**
 * What the owner calls it.
 */
name: string, 
/**
 * From when.
 */
from: string, 
/**
 * Until when.
 */
until: string, };

export type PlannedChanges = { 
/**
 * In the order they begin.
 */
planned: Array<PlannedChange>, };

export type PlannedType = { 
/**
 * Its key.
 */
type: string, 
/**
 * What the owner reads.
 */
label: string, 
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
deletes: number, };

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
 * The readable name of the row it belongs to (`Variants › EG-100`), for fields of owned rows.
 */
section: string | null, 
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

export type PlaceAsk = { 
/**
 * The handle of the place.
 */
place: string, };

export type PreviewRestoreFileAsk = { 
/**
 * The shop's name.
 */
shop: string, 
/**
 * The handle of the file.
 */
file: string, 
/**
 * What it is protected by, if by anything.
 */
passphrase: string | null, 
/**
 * Whole content types by their keys; none means everything restorable.
 */
types: Array<string>, 
/**
 * Also delete what the file does not have.
 */
allow_deletes: boolean, 
/**
 * Also write protected types and fields.
 */
include_protected: boolean, };

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
 * Whose backup that is, when it is not the shop's own.
 */
from?: string, 
/**
 * Whether that shop numbers its records otherwise, so that names and codes tell what is the same.
 */
new_numbers?: boolean, 
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
include_protected: boolean, 
/**
 * Narrows the whole types down.
 */
only?: OnlyChoice, };

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

export type PruneAsk = { 
/**
 * The shop's name.
 */
shop: string, 
/**
 * The rule.
 */
rule: KeepRule, };

export type PrunePreview = { 
/**
 * The backups.
 */
rows: Array<PruneRow>, 
/**
 * How much room would be free, in bytes on disk.
 */
freed: number, };

export type PruneRow = { 
/**
 * The backup.
 */
backup: BackupRow, 
/**
 * Why it stays; nothing when it goes.
 */
kept: KeptBecause | null, };

export type ReadNoticesAsk = { 
/**
 * The newest that was shown.
 */
newest: number, };

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

export type RecordChange = "added" | "updated" | "deleted";

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
 * Only items of this content type.
 */
type?: string, 
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

export type Decided = "skipped" | "left_out" | "kept" | "taken";

export type DecisionRow = { 
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
 * What a person calls the record.
 */
name: string, 
/**
 * The field's readable name; nothing for the whole record.
 */
label: string | null, 
/**
 * The readable name of the row it belongs to (`Variants › EG-100`), for fields of owned rows.
 */
section: string | null, 
/**
 * What was decided.
 */
decided: Decided, 
/**
 * Stable name of the reason, as in `backstock_model::SkipReason`, where the plan left the record alone.
 */
reason: string | null, 
/**
 * Whether it can only be put right by hand, with guidance.
 */
by_hand: boolean, 
/**
 * How to show the values.
 */
kind: FieldKind, 
/**
 * What the shop had, where it had changed the field since.
 */
live: ShownValue | null, 
/**
 * What would have been, or was, put back there.
 */
wanted: ShownValue | null, };

export type RecoveryDecisions = { 
/**
 * The rows of this page.
 */
rows: Array<DecisionRow>, 
/**
 * All rows.
 */
total: number, };

export type RecoveryDecisionsAsk = { 
/**
 * The shop's name.
 */
shop: string, 
/**
 * The run.
 */
run: number, 
/**
 * Only what can only be put right by hand.
 */
by_hand: boolean, 
/**
 * Rows wanted, at most 1,000.
 */
limit: number, };

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
 * What went with the restored items when they were deleted, and did not come back with them.
 */
stays_gone: Array<ConsequenceRow>, 
/**
 * Whether it can be undone now.
 */
can_undo: boolean, 
/**
 * Whether it was interrupted and waits for a decision: resume, undo or leave.
 */
interrupted: boolean, 
/**
 * Who is told when it ends.
 */
recipients: Array<Recipient>, 
/**
 * What was written to them, in the order it was; empty until it has ended.
 */
letters: Array<LetterRow>, };

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

export type RecoveryProgress = { 
/**
 * The restore; nothing while none has begun to write.
 */
recovery: RecoveryRow | null, 
/**
 * Its content types, in the order they are written.
 */
types: Array<RecoveryTypeRow>, };

export type RecoveryProgressAsk = { 
/**
 * The shop's name.
 */
shop: string, 
/**
 * The run; nothing for the one that is being carried out.
 */
run: number | null, };

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
 * Whether that run has not taken everything back.
 */
undone_partly: boolean, 
/**
 * The backup it went back to.
 */
to_backup: number, 
/**
 * Of a mistake that was taken back, the backup after it; `to_backup` is the one before it.
 */
until_backup?: number, 
/**
 * Whose backup that is, when it is not the shop's own.
 */
from?: string, 
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
 * Records left alone while it ran.
 */
skipped: number, 
/**
 * Records that differ and that its plan left alone; not among `total`.
 */
left_alone: number, 
/**
 * Whether its plan left fields of what it writes, or whole types, as they are.
 */
leaves_parts: boolean, 
/**
 * What it is about.
 */
subject?: RecoverySubject, 
/**
 * Records of one that has not ended that may stand in the shop and were not read back yet.
 */
unconfirmed: number, 
/**
 * All records of its plan.
 */
total: number, 
/**
 * Who and why.
 */
note: string | null, };

export type RecoverySubject = { 
/**
 * The name of its first item.
 */
name: string, 
/**
 * The field, where it writes that one alone.
 */
field: string | null, };

export type RecoveryStatus = "Progressing" | "Done" | "Fail";

export type RecoverySummary = { 
/**
 * Fields that were written, those of most items first.
 */
fields: Array<WrittenField>, 
/**
 * Items made, by content type.
 */
created: Array<CountedWords>, 
/**
 * Items deleted, by content type.
 */
deleted: Array<CountedWords>, 
/**
 * Why items failed, the commonest reason first.
 */
failures: Array<CountedWords>, 
/**
 * Items that were left alone because they can only be put right by hand.
 */
by_hand: number, };

export type RecoveryTypeRow = { 
/**
 * Its key.
 */
type: string, 
/**
 * What the owner reads.
 */
label: string, 
/**
 * `Successful items`: written and read back.
 */
succeeded: number, 
/**
 * `Error items`.
 */
failed: number, 
/**
 * Left alone, because the restore was stopped.
 */
skipped: number, 
/**
 * All items of it in the plan.
 */
total: number, };

export type RelocateShopAsk = { 
/**
 * The shop's name.
 */
shop: string, 
/**
 * The handle of the file.
 */
file: string, };

export type SetAdminAddressAsk = { 
/**
 * The shop's name.
 */
shop: string, 
/**
 * The address; an empty one is forgotten.
 */
address: string, };

export type OpenInStoreAsk = { 
/**
 * The shop's name.
 */
shop: string, 
/**
 * The item.
 */
record: RecordChoice | null, };

export type RememberAsk = { 
/**
 * On or off.
 */
remember: boolean, };

export type RenameListedFileAsk = { 
/**
 * The shop's name.
 */
shop: string, 
/**
 * The file's number.
 */
file: number, 
/**
 * What the owner calls it.
 */
name: string, 
/**
 * Of when the data in it is; nothing leaves it as it is.
 */
dated: string | null, };

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
 * Of a mistake that is taken back, the backup after it; `to` is the one before it.
 */
until?: number, 
/**
 * Whose backup that is, when it is not the shop's own.
 */
from?: string, 
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
 * The same for each content type, in the order they are written.
 */
types: Array<PlannedType>, 
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
 * These fields with their values, at most 500.
 */
conflicted: Array<ConflictRow>, 
/**
 * The plan that this one was made of, and by what.
 */
revised: Revised | null, 
/**
 * What else it brings about.
 */
consequences: Array<ConsequenceRow>, };

export type RevisePlanAsk = { 
/**
 * The shop's name.
 */
shop: string, 
/**
 * The plan that was shown.
 */
plan: number, 
/**
 * What is left out.
 */
without: Array<PlanTarget>, 
/**
 * The conflicts in which the earlier value is put back.
 */
take: Array<PlanTarget>, 
/**
 * Puts the earlier value back in all of them, but for those in `keep`.
 */
take_all: boolean, 
/**
 * The conflicts that stay as they are although all others are taken.
 */
keep: Array<PlanTarget>, };

export type Revised = { 
/**
 * The plan that has everything.
 */
of: number, 
/**
 * What was left out.
 */
without: Array<PlanTarget>, 
/**
 * The conflicts that were decided for the earlier value.
 */
take: Array<PlanTarget>, };

export type Rhythm = { "kind": "once" } | { "kind": "every", 
/**
 * From 15 to 1,440.
 */
minutes: number, } | { "kind": "hourly", 
/**
 * At this minute of it.
 */
minute: number, } | { "kind": "daily", 
/**
 * At this time.
 */
at: string, } | { "kind": "weekly", 
/**
 * On this day.
 */
weekday: Weekday, 
/**
 * At this time.
 */
at: string, } | { "kind": "monthly", 
/**
 * On this day, 1 to 31; the last one of a shorter month.
 */
day: number, 
/**
 * At this time.
 */
at: string, };

export type RoomFreed = { 
/**
 * In bytes on disk.
 */
freed: number, };

export type SaveAuditAsk = { 
/**
 * The shop's name.
 */
shop: string, 
/**
 * The run.
 */
run: number, 
/**
 * As what.
 */
format: AuditFormat, };

export type ScheduleChoiceAsk = { 
/**
 * The shop's name.
 */
shop: string, 
/**
 * Its number.
 */
schedule: number, };

export type ScheduleDates = { 
/**
 * The dates.
 */
dates: Array<string>, };

export type ScheduleList = { 
/**
 * In the order they were made.
 */
schedules: Array<ScheduleRow>, };

export type ScheduleRow = { 
/**
 * Its number.
 */
schedule: number, 
/**
 * What is done.
 */
work: ScheduledWork, 
/**
 * When.
 */
rule: ScheduleRule, 
/**
 * Whether it is on.
 */
is_on: boolean, 
/**
 * Since when it should have been done, when that is still to come.
 */
overdue: string | null, 
/**
 * The next twelve dates.
 */
next: Array<string>, 
/**
 * Its last turn.
 */
last: TurnRow | null, 
/**
 * What automatic sync saw last.
 */
synced: SyncedRow | null, };

export type ScheduleRule = { 
/**
 * How often.
 */
rhythm: Rhythm, 
/**
 * Not before this.
 */
from: string | null, 
/**
 * Not after this.
 */
until: string | null, };

export type ScheduledWork = { "kind": "backup" } | { "kind": "sync" } | { "kind": "export", 
/**
 * The content types' keys.
 */
types: Array<string>, 
/**
 * Who is told when it is ready.
 */
recipients: Array<Recipient>, 
/**
 * In what form.
 */
format: ExportFormat, 
/**
 * The folder in which each export is a folder of its own.
 */
folder: Chosen, };

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

export type SendAgainAsk = { 
/**
 * The letter.
 */
letter: number, };

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
 * What the names of the shop's tables begin with, where the database holds several shops.
 */
prefix: string | null, 
/**
 * How the way there is protected.
 */
encryption: ServerEncryption, 
/**
 * The handle of a certificate to trust.
 */
certificate: string | null, 
/**
 * The computer one gets through to it.
 */
ssh: SshEntry | null, 
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
 * The shops in the database, where there are several, the fullest first.
 */
installations: Array<ServerInstallation>, 
/**
 * The fingerprint of the server's own certificate, where the owner accepted it.
 */
accepted_certificate: string | null, 
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

export type ServerInstallation = { 
/**
 * Its platform, as the owner reads it.
 */
profile: string, 
/**
 * What the names of its tables begin with.
 */
prefix: string, 
/**
 * How many tables it has.
 */
tables: number, };

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
 * What the names of the shop's tables begin with.
 */
prefix: string | null, 
/**
 * How the way there is protected.
 */
encryption: ServerEncryption, 
/**
 * A certificate to trust.
 */
certificate: Chosen | null, 
/**
 * The computer one gets through to it.
 */
ssh: SshPlace | null, };

export type SetExportKeepingAsk = { 
/**
 * The shop's name.
 */
shop: string, 
/**
 * How long.
 */
keep: ExportKeep, };

export type SshEntry = { 
/**
 * Its name or address.
 */
host: string, 
/**
 * Another port than the usual one.
 */
port: number | null, 
/**
 * Who goes through.
 */
user: string, 
/**
 * The handle of a key file; without one the agent and the keys that `ssh` knows.
 */
key: string | null, };

export type SshPlace = { 
/**
 * Its name or address.
 */
host: string, 
/**
 * Another port than the usual one.
 */
port: number | null, 
/**
 * Who goes through.
 */
user: string, 
/**
 * A key file.
 */
key: Chosen | null, };

export type SetKeepingAsk = { 
/**
 * The shop's name.
 */
shop: string, 
/**
 * The rule.
 */
keeping: KeepSetting, };

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

export type SetScheduleAsk = { 
/**
 * The shop's name.
 */
shop: string, 
/**
 * Which one is changed; a new one when there is none.
 */
schedule: number | null, 
/**
 * What is done.
 */
work: ScheduledWork, 
/**
 * When.
 */
rule: ScheduleRule, 
/**
 * Whether it is on.
 */
is_on: boolean, };

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
 * Where its own administration is, as its owner entered it.
 */
admin: string | null, 
/**
 * Its database server, when it is on one.
 */
server: ServerPlace | null, 
/**
 * Whether it is a store on the web, which is asked with a token.
 */
store: boolean, 
/**
 * Whether its password or token is remembered until the app closes only: there is no keyring that keeps it.
 */
secret_until_closed: boolean, 
/**
 * Whether a restore that was cut off left its e-mails switched off, and they wait for the end of view-only mode.
 */
emails_off: boolean, };

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

export type StartGuideAsk = { 
/**
 * The shop's name.
 */
shop: string, 
/**
 * The backup it shall be as in.
 */
to: number, 
/**
 * The content type's key.
 */
type: string, 
/**
 * The item's id.
 */
id: string, };

export type StartExportAsk = { 
/**
 * The shop's name.
 */
shop: string, 
/**
 * The content types.
 */
types: Array<string>, 
/**
 * In what form.
 */
format: ExportFormat, 
/**
 * The handle of the folder.
 */
folder: string, 
/**
 * Who is told.
 */
recipients: Array<Recipient>, 
/**
 * Whether the shop is read first; the newest backup is exported otherwise.
 */
fresh: boolean, };

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
note: string | null, 
/**
 * Who is told when it ends. Refused with `no_recipient` when there is nobody.
 */
recipients: Array<Recipient>, };

export type StepKind = "create" | "delete" | "enter" | "remove";

export type Storage = { 
/**
 * The whole vault.
 */
vault_bytes: number, 
/**
 * Room left on its disk.
 */
free: number, 
/**
 * What the other shops of the vault take.
 */
other_shops: number, 
/**
 * What was read from backup files and is still needed by a restore.
 */
read_files: number, 
/**
 * What was taken into the shop's history from files.
 */
imported: number, 
/**
 * In about how many weeks the disk will be full; nothing while too little is known, or when it is far away.
 */
full_in_weeks: number | null, 
/**
 * What each type takes, over all backups; what takes most first.
 */
types: Array<TypeRoom>, 
/**
 * What the backups take, oldest first.
 */
growth: Array<BackupRoom>, 
/**
 * The rule of the shop.
 */
keeping: KeepSetting, 
/**
 * Whether the rule waits for the owner instead of being applied by itself, because the clock leapt between two backups.
 */
keeping_waits: boolean, };

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

export type SyncedRow = { 
/**
 * When the shop was looked at.
 */
looked: string | null, 
/**
 * When a change was seen.
 */
changed: string | null, };

export type TestMailAsk = { 
/**
 * Where it goes.
 */
to: string, };

export type TickGuideAsk = { 
/**
 * The shop's name.
 */
shop: string, 
/**
 * The guide.
 */
guide: number, 
/**
 * Which step, counted from 0.
 */
step: number, 
/**
 * Whether it is done.
 */
ticked: boolean, };

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

export type TurnList = { 
/**
 * The turns.
 */
turns: Array<TurnRow>, };

export type TurnRow = { 
/**
 * When it was due.
 */
due: string, 
/**
 * When it was begun last.
 */
taken: string, 
/**
 * How often it was tried.
 */
tries: number, 
/**
 * How it stands.
 */
standing: TurnStanding, 
/**
 * When it is tried again.
 */
again: string | null, 
/**
 * What came of it.
 */
told: TurnTold | null, };

export type TurnStanding = "at_work" | "waiting" | "done" | "given_up";

export type TurnTold = { "kind": "backed_up", 
/**
 * Its number.
 */
backup: number, } | { "kind": "unchanged" } | { "kind": "exported", 
/**
 * Its number in the history.
 */
export: number, } | { "kind": "failed", 
/**
 * Why.
 */
failure: Failure, } | { "kind": "stopped" };

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

export type TypeFieldRow = { 
/**
 * Its columns: `price`, `variants/price`.
 */
columns: string, 
/**
 * Its readable name.
 */
label: string, 
/**
 * How its value is shown.
 */
kind: FieldKind, 
/**
 * Whether it has a name of its own; others are named after their column.
 */
named: boolean, 
/**
 * Whether it is protected (stock).
 */
protected: boolean, 
/**
 * Whether it is a field whose changes do not count.
 */
minor: boolean, };

export type LinkedType = { 
/**
 * Its key.
 */
type: string, 
/**
 * Its label.
 */
label: string, };

export type TypeFields = { 
/**
 * The type's label.
 */
label: string, 
/**
 * The fields, those with a name of their own first.
 */
fields: Array<TypeFieldRow>, 
/**
 * The types that its items refer to: the categories of products.
 */
linked: Array<LinkedType>, };

export type TypeFieldsAsk = { 
/**
 * The shop's name.
 */
shop: string, 
/**
 * The content type's key.
 */
type: string, };

export type TypeOffer = { "kind": "possible" } | { "kind": "protected", 
/**
 * Why it is; a full sentence.
 */
reason: string | null, } | { "kind": "not_restorable", 
/**
 * Why; a full sentence.
 */
reason: string | null, } | { "kind": "not_in_shop" } | { "kind": "not_in_backup" } | { "kind": "not_read_then", 
/**
 * When the shop was last asked for it before.
 */
at: string | null, };

export type TypeRoom = { 
/**
 * The content type's key.
 */
type: string, 
/**
 * What the owner reads.
 */
label: string, 
/**
 * Its records.
 */
records: number, 
/**
 * Their pictures and files.
 */
objects: number, };

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

export type UsualRange = { 
/**
 * On the quietest day.
 */
least: number, 
/**
 * On the busiest day.
 */
most: number, };

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
groups: Array<StorageGroup>, 
/**
 * What the newest backup left out, what can be mended first.
 */
left_out: Array<LeftOutRow>, };

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
older: Failure | null, 
/**
 * Whether it is open for viewing only.
 */
view_only: boolean, };

export type VersionComparison = { 
/**
 * Names this comparison when its records are asked for.
 */
comparison: number, 
/**
 * The selected backup.
 */
selected: BackupRow, 
/**
 * The other side.
 */
other: OtherSide, 
/**
 * Every content type that either side has.
 */
types: Array<VersionTypeRow>, 
/**
 * What the content types are called that could not be compared, because the shop does not let them be read.
 */
unread: Array<string>, };

export type VersionDifferences = { 
/**
 * All that were asked for.
 */
total: number, 
/**
 * Those on the page.
 */
records: Array<DifferingRecord>, };

export type VersionDifferencesAsk = { 
/**
 * Which comparison.
 */
comparison: number, 
/**
 * The content type's key.
 */
type: string, 
/**
 * Only those to which this happened.
 */
change: RecordChange | null, 
/**
 * Text to find in names, ids and search words; empty for all.
 */
find: string, 
/**
 * Rows to pass over.
 */
offset: number, 
/**
 * Rows wanted, at most 1,000.
 */
limit: number, };

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
 * Whether only backups that restores make before they write have seen it.
 */
safety: boolean, 
/**
 * Whether it came out of a file that was taken into the history.
 */
imported: boolean, 
/**
 * Whether it is of a backup that found something unusual which was not called planned.
 */
alarmed: boolean, 
/**
 * A few words on what changed against the version before, for the timeline.
 */
summary: string, };

export type VersionTypeRow = { 
/**
 * Its key.
 */
type: string, 
/**
 * What the owner reads.
 */
label: string, 
/**
 * `business`, `content` or `other`.
 */
group: string, 
/**
 * `Backed up items`: records in the selected backup.
 */
records: number, 
/**
 * Records at the other moment.
 */
other_records: number, 
/**
 * Only at the other moment.
 */
added: number, 
/**
 * In both, different.
 */
updated: number, 
/**
 * Only in the selected backup.
 */
deleted: number, 
/**
 * In both, equal.
 */
unchanged: number, 
/**
 * Whether all of it can be restored from the selected backup.
 */
offer: TypeOffer, };

export type Weekday = "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";

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

export type WrittenField = { 
/**
 * The type's label.
 */
type_label: string, 
/**
 * The field's readable name.
 */
label: string, 
/**
 * In how many items.
 */
items: number, 
/**
 * The item's name, when it is a single one.
 */
only: string | null, };

export type FailureCode =
  | "app_closed"
  | "export_content_missing"
  | "export_content_unreadable"
  | "export_disk_full"
  | "export_files_gone"
  | "export_folder"
  | "export_no_recipient"
  | "export_no_types"
  | "export_only_products"
  | "export_unwritable"
  | "unknown_export"
  | "login_not_set"
  | "answer_not_kept"
  | "backup_file_missing"
  | "backup_files_stay"
  | "no_backup_then"
  | "unknown_backup_file"
  | "another_shop"
  | "connection_unreadable"
  | "name_empty"
  | "name_too_long"
  | "name_unprintable"
  | "may_not_read"
  | "may_not_write"
  | "no_backup"
  | "no_such_installation"
  | "not_a_database"
  | "not_transactional"
  | "profile_partly_fits"
  | "profile_wrong"
  | "read_only"
  | "several_installations"
  | "shop_asks_for_protection"
  | "shop_busy"
  | "shop_certificate_changed"
  | "shop_certificate_unknown"
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
  | "shop_replaced"
  | "shop_server_missing"
  | "shop_silent"
  | "shop_tables_changed"
  | "ssh_host_changed"
  | "ssh_host_unknown"
  | "ssh_key_unusable"
  | "ssh_missing"
  | "ssh_no_forwarding"
  | "ssh_not_let_in"
  | "ssh_unreachable"
  | "no_store_hash"
  | "scope_missing"
  | "store_away"
  | "store_incomplete"
  | "store_missing"
  | "store_not_quiet"
  | "store_odd_answer"
  | "store_refused"
  | "store_token_missing"
  | "store_token_refused"
  | "unknown_kind"
  | "unknown_shop"
  | "duplicate_record"
  | "file_missing"
  | "record_unreadable"
  | "type_not_in_backup"
  | "types_forbidden"
  | "type_not_read_then"
  | "keep_rule_empty"
  | "unknown_alarm"
  | "unknown_backup"
  | "unknown_record"
  | "unknown_field"
  | "not_older"
  | "unknown_type"
  | "already_undone"
  | "changed_since_preview"
  | "plan_damaged"
  | "run_finished"
  | "run_in_progress"
  | "run_interrupted"
  | "run_stopped"
  | "nothing_failed"
  | "nothing_to_guide"
  | "unknown_guide"
  | "safety_backup_failed"
  | "shop_away"
  | "unknown_plan"
  | "unknown_run"
  | "file_disk_full"
  | "file_damaged"
  | "file_newer"
  | "file_not_a_backup"
  | "file_passphrase_needed"
  | "file_refused"
  | "file_unusable"
  | "date_to_come"
  | "already_in_history"
  | "of_no_type_here"
  | "sheet_does_not_fit"
  | "file_wrong_passphrase"
  | "not_a_file_shop"
  | "numbers_not_told"
  | "other_records"
  | "span_elsewhere"
  | "admin_address_wrong"
  | "admin_address_missing"
  | "rule_wrong"
  | "unknown_schedule"
  | "changed_meanwhile"
  | "changed_after_sending"
  | "cannot_create"
  | "cannot_delete"
  | "column_missing"
  | "column_unknown"
  | "key_changed"
  | "may_not_be_empty"
  | "not_accepted"
  | "not_reached"
  | "not_restorable"
  | "not_storable"
  | "object_missing"
  | "owner_refused"
  | "reads_back_differently"
  | "reference_missing"
  | "references_unseen"
  | "rule_broken"
  | "still_referenced"
  | "taken"
  | "type_missing"
  | "would_be_emptied"
  | "wrong_kind"
  | "wrong_record"
  | "dump_unreadable"
  | "file_kind_not_read"
  | "backup_kept"
  | "disk_full"
  | "folder_not_empty"
  | "locked"
  | "no_such_key"
  | "not_a_recovery_key"
  | "not_a_vault"
  | "not_now"
  | "object_damaged"
  | "record_damaged"
  | "too_little_room"
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
  | "mail_no_mail_server"
  | "mail_too_slow"
  | "mail_unprotected"
  | "mail_unsure"
  | "no_recipient"
  | "no_such_letter"
  | "bad_path"
  | "busy"
  | "cancelled"
  | "comparison_gone"
  | "ended_unexpectedly"
  | "internal"
  | "misunderstood"
  | "not_confirmed"
  | "not_for_practice"
  | "view_only"
  | "practice"
  | "unknown_mistake"
  | "no_answer";

export interface Doors {
  open_desk: { ask: Nothing; answer: DeskState };
  tell_habits: { ask: Habits; answer: Nothing };
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
  check_store_shop: { ask: CheckStoreShopAsk; answer: StoreFound };
  add_store_shop: { ask: AddStoreShopAsk; answer: ShopRow };
  set_shop_password: { ask: SetShopPasswordAsk; answer: ShopRow };
  move_server_shop: { ask: MoveServerShopAsk; answer: ShopRow };
  check_shop: { ask: ShopAsk; answer: ShopChecked };
  relocate_shop: { ask: RelocateShopAsk; answer: ShopRow };
  remove_shop: { ask: ShopAsk; answer: ShopList };
  set_admin_address: { ask: SetAdminAddressAsk; answer: ShopRow };
  open_in_store: { ask: OpenInStoreAsk; answer: Nothing };
  practice_menu: { ask: Nothing; answer: PracticeMenu };
  make_practice_mistake: { ask: MakeMistakeAsk; answer: PracticeEvent };
  pass_practice_day: { ask: ShopAsk; answer: PracticeEvent };
  discovery: { ask: ShopAsk; answer: Discovery };
  vault_overview: { ask: ShopAsk; answer: VaultOverview };
  missing_types: { ask: ShopAsk; answer: MissingTypes };
  look_in_shop: { ask: LookAsk; answer: Looked };
  looking_now: { ask: ShopAsk; answer: LookingNow };
  stop_looking: { ask: Nothing; answer: Nothing };
  list_backups: { ask: ShopAsk; answer: BackupList };
  start_backup: { ask: ShopAsk; answer: JobStarted };
  start_verify: { ask: ShopAsk; answer: JobStarted };
  create_backup_file: { ask: CreateBackupFileAsk; answer: BackupFileStarted };
  start_file_check: { ask: CheckBackupFileAsk; answer: JobStarted };
  show_in_folder: { ask: PlaceAsk; answer: Nothing };
  list_files: { ask: ShopAsk; answer: ListedFiles };
  start_listed_file: { ask: MakeListedFileAsk; answer: JobStarted };
  start_adding_file: { ask: AddListedFileAsk; answer: JobStarted };
  start_listed_check: { ask: CheckListedFileAsk; answer: JobStarted };
  start_importing_file: { ask: ImportListedFileAsk; answer: JobStarted };
  start_file_import: { ask: ImportFileAsk; answer: JobStarted };
  start_looking_into_file: { ask: LookIntoFileAsk; answer: JobStarted };
  start_comparing_files: { ask: CompareFilesAsk; answer: JobStarted };
  take_arrived: { ask: ArrivedAsk; answer: Arrived };
  rename_file: { ask: RenameListedFileAsk; answer: ListedFiles };
  pin_file: { ask: PinListedFileAsk; answer: ListedFiles };
  order_files: { ask: ListedFilesAsk; answer: ListedFiles };
  delete_files: { ask: ListedFilesAsk; answer: ListedFiles };
  put_back_files: { ask: ListedFilesAsk; answer: ListedFiles };
  empty_file_trash: { ask: ShopAsk; answer: ListedTrashEmptied };
  list_jobs: { ask: Nothing; answer: JobList };
  cancel_job: { ask: JobAsk; answer: Nothing };
  storage: { ask: ShopAsk; answer: Storage };
  pin_backup: { ask: PinBackupAsk; answer: BackupList };
  label_backup: { ask: LabelBackupAsk; answer: BackupList };
  set_keeping: { ask: SetKeepingAsk; answer: KeepSetting };
  preview_pruning: { ask: PruneAsk; answer: PrunePreview };
  preview_deleting: { ask: DeleteBackupsAsk; answer: RoomFreed };
  start_pruning: { ask: PruneAsk; answer: JobStarted };
  start_deleting: { ask: DeleteBackupsAsk; answer: JobStarted };
  list_alarms: { ask: ShopAsk; answer: AlarmList };
  settle_alarm: { ask: SettleAlarmAsk; answer: AlarmList };
  list_planned_changes: { ask: ShopAsk; answer: PlannedChanges };
  plan_change: { ask: PlanChangeAsk; answer: PlannedChanges };
  forget_planned_change: { ask: ForgetPlannedAsk; answer: PlannedChanges };
  list_records: { ask: ListRecordsAsk; answer: RecordPage };
  record_versions: { ask: RecordAsk; answer: RecordVersions };
  field_timeline: { ask: TimelineAsk; answer: FieldTimeline };
  search_vault: { ask: SearchAsk; answer: SearchFound };
  compare_record: { ask: CompareAsk; answer: Comparison };
  comparison_lines: { ask: ComparisonLinesAsk; answer: ComparisonLines };
  comparison_text: { ask: ComparisonTextAsk; answer: ComparisonText };
  compare_version: { ask: CompareVersionAsk; answer: VersionComparison };
  version_differences: { ask: VersionDifferencesAsk; answer: VersionDifferences };
  recovery_progress: { ask: RecoveryProgressAsk; answer: RecoveryProgress };
  list_schedules: { ask: ShopAsk; answer: ScheduleList };
  set_schedule: { ask: SetScheduleAsk; answer: ScheduleList };
  remove_schedule: { ask: ScheduleChoiceAsk; answer: ScheduleList };
  schedule_dates: { ask: ScheduleRule; answer: ScheduleDates };
  background: { ask: Nothing; answer: Background };
  set_background: { ask: Background; answer: Background };
  list_turns: { ask: ScheduleChoiceAsk; answer: TurnList };
  run_schedule: { ask: ScheduleChoiceAsk; answer: JobStarted };
  preview_restore: { ask: PreviewRestoreAsk; answer: RestorePreview };
  start_file_preview: { ask: PreviewRestoreFileAsk; answer: JobStarted };
  preview_undo: { ask: PreviewUndoAsk; answer: RestorePreview };
  reopen_preview: { ask: ReopenPreviewAsk; answer: ReopenedPreview };
  revise_plan: { ask: RevisePlanAsk; answer: RestorePreview };
  type_fields: { ask: TypeFieldsAsk; answer: TypeFields };
  preview_rows: { ask: PreviewRowsAsk; answer: PreviewRows };
  start_restore: { ask: StartRestoreAsk; answer: JobStarted };
  resume_recovery: { ask: RecoveryChoiceAsk; answer: JobStarted };
  leave_recovery: { ask: RecoveryChoiceAsk; answer: RecoveryList };
  list_recoveries: { ask: ShopAsk; answer: RecoveryList };
  recovery: { ask: RecoveryAsk; answer: RecoveryDetail };
  recovery_decisions: { ask: RecoveryDecisionsAsk; answer: RecoveryDecisions };
  preview_retry: { ask: PreviewUndoAsk; answer: RestorePreview };
  recovery_summary: { ask: RecoveryChoiceAsk; answer: RecoverySummary };
  save_audit: { ask: SaveAuditAsk; answer: FileSaved };
  start_guide: { ask: StartGuideAsk; answer: GuideDetail };
  list_guides: { ask: ShopAsk; answer: GuideList };
  guide: { ask: GuideAsk; answer: GuideDetail };
  tick_guide: { ask: TickGuideAsk; answer: GuideDetail };
  check_guide: { ask: GuideAsk; answer: GuideDetail };
  give_up_guide: { ask: GuideAsk; answer: GuideDetail };
  export_offer: { ask: ShopAsk; answer: ExportOffer };
  start_export: { ask: StartExportAsk; answer: JobStarted };
  start_export_again: { ask: ExportAgainAsk; answer: JobStarted };
  list_exports: { ask: ShopAsk; answer: ExportList };
  set_export_keeping: { ask: SetExportKeepingAsk; answer: ExportList };
  show_export: { ask: ExportAsk; answer: Nothing };
  export_letters: { ask: ExportAsk; answer: LetterList };
  begin_view_only: { ask: Nothing; answer: DeskState };
  end_view_only: { ask: EndViewOnlyAsk; answer: DeskState };
  diagnostics: { ask: Nothing; answer: Diagnostics };
  save_diagnostics: { ask: Nothing; answer: FileSaved };
  check_address: { ask: CheckAddressAsk; answer: AddressChecked };
  usual_recipients: { ask: Nothing; answer: RecipientList };
  mail_settings: { ask: Nothing; answer: MailSettings };
  set_mail: { ask: SetMailAsk; answer: MailSettings };
  test_mail: { ask: TestMailAsk; answer: MailTested };
  list_letters: { ask: ListLettersAsk; answer: LetterList };
  send_again: { ask: SendAgainAsk; answer: LetterRow };
  list_notices: { ask: Nothing; answer: NoticeList };
  read_notices: { ask: ReadNoticesAsk; answer: NoticeList };
}
