//! What may be typed: every command, its arguments, and the words `help` and the man page say about them.

use std::path::PathBuf;
use std::str::FromStr;

use backstock_model::{Path, RecordKey, Target};
use backstock_practice::{Mistake, Size};
use chrono::NaiveDate;
use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Args, Parser, Subcommand};

use crate::days::Days;

mod exporting;
mod files;
mod keeping;
mod mailing;
mod named_backup;
mod schedules;

pub(crate) use exporting::{ExportArguments, ExportsArguments, FormatArgument};
pub(crate) use files::{FilesCommand, ListedFileArguments, RestoreListedArguments};
pub(crate) use keeping::{
    AlarmsArguments, BackupArgument, KeepArguments, LabelArguments, PinArguments, PlannedArguments,
    PruneArguments,
};
pub(crate) use named_backup::NamedBackup;
pub(crate) use schedules::{ScheduleArguments, ScheduleCommand};

pub(crate) use mailing::{MailCommand, MailSetArguments, NotifyArguments};

const AFTER: &str = "\
The key of the vault comes from the environment variable BACKSTOCK_RECOVERY_KEY, from this computer's
keyring, or from BACKSTOCK_PASSPHRASE; it is never an argument. The password of a shop's server comes from
BACKSTOCK_SHOP_SECRET or from the keyring, that of the mail server from BACKSTOCK_MAIL_SECRET or from the
keyring, the passphrase of a backup file from BACKSTOCK_FILE_PASSPHRASE.

Where a BACKUP is asked for, write its number, or latest for the newest of the whole shop that was not made in
passing, or first for the oldest one.

Exit code: 0 success · 1 some records failed, nothing of what was asked for could be written, or you stopped
it · 2 refused; the answer says why.

To see it work: backstock-cli demo";

/// Keeps every past version of an online shop's data on your own computer, shows what changed, and puts things back.
#[derive(Debug, Parser)]
#[command(
    name = "backstock-cli",
    version,
    after_help = AFTER,
    subcommand_required = true,
    arg_required_else_help = true,
    infer_long_args = false,
    max_term_width = 100
)]
pub(crate) struct CommandLine {
    /// The vault's folder; every command but demo, completions and man needs it
    #[arg(
        long,
        global = true,
        env = "BACKSTOCK_VAULT",
        hide_env_values = true,
        value_name = "DIR"
    )]
    pub(crate) vault: Option<PathBuf>,

    /// Answer with one JSON document on standard output
    #[arg(long, global = true)]
    pub(crate) json: bool,

    /// Refuse whatever would restore, change or delete something
    #[arg(long, global = true)]
    pub(crate) view_only: bool,

    /// Show no progress
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,

    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make a vault, and decide what opens it
    #[command(subcommand)]
    Vault(VaultCommand),
    /// Add, list, check, move and remove shops
    #[command(subcommand)]
    Shop(ShopCommand),
    /// Back a shop up
    Backup(BackupArguments),
    /// List the backups of a shop, newest first
    Backups(BackupsArguments),
    /// Item Storage: what a backup has of each content type
    Types(TypesArguments),
    /// List the records of a content type
    Records(RecordsArguments),
    /// List the versions of a record, newest first
    Versions(RecordArguments),
    /// Print a record as it was, or as it is
    Show(ShowArguments),
    /// Tell what happened to a shop from one moment to another
    Compare(CompareArguments),
    /// Tell what happened to a record, field by field
    Diff(DiffArguments),
    /// List every value the fields of a record ever had
    History(HistoryArguments),
    /// Bring a shop, or parts of it, back to a backup
    Restore(RestoreArguments),
    /// Put a backup of one shop into another: a new server, a staging copy, an empty shop
    Copy(CopyArguments),
    /// Take back what happened between two backups, and keep what came since
    Revert(RevertArguments),
    /// Take a restore back
    Undo(UndoArguments),
    /// List past restores and undos, newest first
    Recoveries(RecoveriesArguments),
    /// Show one restore or undo with its records
    Recovery(RecoveryArguments),
    /// Tell what to enter by hand so that a record is as in a backup, and check it afterwards
    Guide(GuideArguments),
    /// Find records by any text in any version of them
    Search(SearchArguments),
    /// Check that nothing in the vault is missing, changed or replaced
    Verify(VerifyArguments),
    /// Keep a backup from being deleted
    Pin(PinArguments),
    /// Let a pinned backup go again, when its turn comes
    Unpin(BackupArgument),
    /// Name a backup, or take its name away
    Label(LabelArguments),
    /// Say which backups are kept, and whether the others go by themselves
    Keep(KeepArguments),
    /// Delete backups of a shop: those the rule does not keep, or those you name
    Prune(PruneArguments),
    /// Tell what takes the room in the vault, and how much is left
    Storage(ShopArgument),
    /// List unusual changes, newest first, and say which of them were planned
    Alarms(AlarmsArguments),
    /// Say when prices are expected to change, so that there is no alarm about them
    Planned(PlannedArguments),
    /// Say how often a shop is backed up, and tell when that is next
    Schedule(ScheduleArguments),
    /// Do everything that is due, as the app does in the background; for cron and timers
    RunDue,
    /// Export content types into files for other programs
    Export(ExportArguments),
    /// List past exports, newest first, and say how long their files are kept
    Exports(ExportsArguments),
    /// E-mail: your mail server, and what became of each message
    #[command(subcommand)]
    Mail(MailCommand),
    /// Backup files: a whole shop in one open ZIP
    #[command(subcommand)]
    Archive(ArchiveCommand),
    /// The list of backup files of a shop: make, add, check, order, restore, delete
    #[command(subcommand)]
    Files(FilesCommand),
    /// Practise with Harbour Tea, the practice shop
    #[command(subcommand)]
    Practice(PracticeCommand),
    /// Write a file for whoever helps you: versions, counts, history; nothing of your shop or customers
    Diagnose {
        /// The new file, a ZIP
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Show the main job on the practice shop, step by step
    Demo(DemoArguments),
    /// Print the completions for a shell
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
    /// Print the man page
    Man,
}

#[derive(Debug, Subcommand)]
pub(crate) enum VaultCommand {
    /// Make a new vault in the folder given with --vault, and show its recovery key once
    Create(CreateArguments),
    /// Go on with this vault although a newer one was used here, after you put a copy in its place
    Accept,
    /// Open the vault for viewing only from now on, or allow everything again
    ViewOnly {
        /// Without it the answer only says how it stands; `off` needs the recovery key or the passphrase
        #[arg(value_parser = PossibleValuesParser::new(["on", "off"]))]
        turn: Option<String>,
    },
    /// Say what opens the vault, and change it
    Keys {
        #[command(subcommand)]
        command: Option<KeysCommand>,
    },
}

#[derive(Debug, Args)]
pub(crate) struct CreateArguments {
    /// Write the recovery key to this new file, which only you can read, instead of showing it
    #[arg(long, value_name = "FILE")]
    pub(crate) recovery_key_file: Option<PathBuf>,
    /// Do not remember the vault in this computer's keyring
    #[arg(long)]
    pub(crate) no_keyring: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum KeysCommand {
    /// Say what opens the vault
    List,
    /// Set or remove the passphrase
    #[command(subcommand)]
    Passphrase(PassphraseCommand),
    /// Remember the vault in this computer's keyring
    Remember,
    /// Take the vault out of the keyring
    Forget,
    /// Make a new recovery key; the one before stops working
    Renew {
        /// Write the recovery key to this new file, which only you can read, instead of showing it
        #[arg(long, value_name = "FILE")]
        recovery_key_file: Option<PathBuf>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum PassphraseCommand {
    /// Set it: you are asked for it, or it is taken from BACKSTOCK_PASSPHRASE
    Set,
    /// Remove it
    Remove,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ShopCommand {
    /// Add a shop to the vault
    Add(AddArguments),
    /// List the shops of the vault
    List,
    /// Look whether a shop answers, and what may be done with it
    Check {
        /// The shop's name
        name: String,
        /// Take the shop that answers now for the one it was, after you moved or rebuilt it
        #[arg(long)]
        accept: bool,
    },
    /// Go on with a shop in another file or on another server, after you moved it; its backups stay
    #[command(
        mut_arg("host", |host| host.required_unless_present("path")),
        mut_arg("user", |user| user.required(false).required_unless_present("path")),
        mut_arg("database", |database| database.required(false).required_unless_present("path")),
        mut_arg("profile", |profile| profile.hide(true))
    )]
    Move {
        /// The shop's name
        name: String,
        /// The database file where the shop is now
        #[arg(required_unless_present_any = ["host", "socket"], conflicts_with = "ServerArguments")]
        path: Option<PathBuf>,
        #[command(flatten)]
        server: Option<ServerArguments>,
    },
    /// Say where the shop's own administration is, for "Open in store"; without an address it is told
    Admin {
        /// The shop's name
        name: String,
        /// Its address, as the browser has it; an empty one is forgotten
        address: Option<String>,
    },
    /// Take a shop and all its backups out of the vault; the shop itself is not touched
    Remove {
        /// The shop's name
        name: String,
        /// Do it; without this nothing is removed
        #[arg(long)]
        yes: bool,
    },
}

#[derive(Debug, Args)]
pub(crate) struct AddArguments {
    /// What you call the shop
    pub(crate) name: String,
    #[command(subcommand)]
    pub(crate) kind: KindCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum KindCommand {
    /// Harbour Tea, the practice shop; its database is made in the vault's folder
    Practice {
        /// How large it is
        #[arg(long, default_value = "small", value_parser = PossibleValuesParser::new(["small", "10k", "100k", "1M"]))]
        size: String,
    },
    /// A shop in an SQLite database file
    Sqlite {
        /// The database file
        path: PathBuf,
        /// How its tables make records; found out by itself when not given, `none` takes each table as it is
        #[arg(long, value_name = "PROFILE")]
        profile: Option<String>,
    },
    /// A shop in a database of a MariaDB or MySQL server; its password comes from BACKSTOCK_SHOP_SECRET
    Mysql(ServerArguments),
    /// A shop in a database of a PostgreSQL server; its password comes from BACKSTOCK_SHOP_SECRET
    Postgres(ServerArguments),
    /// A BigCommerce store; its API token comes from BACKSTOCK_SHOP_SECRET
    Bigcommerce(StoreArguments),
    /// A WooCommerce site by its REST interface; its key and secret, joined by a colon, come from BACKSTOCK_SHOP_SECRET
    Woocommerce(StoreArguments),
}

/// How a store on the web is reached.
#[derive(Debug, Args)]
pub(crate) struct StoreArguments {
    /// The store hash, or an address that has it in it (the API path that came with the token); the address of a WooCommerce site
    #[arg(long, value_name = "STORE")]
    pub(crate) store: String,
    /// Another place than the platform's own, on this computer, for trying things out
    #[arg(long, value_name = "URL", hide = true)]
    pub(crate) endpoint: Option<String>,
    /// Keep the token in this computer's keyring
    #[arg(long)]
    pub(crate) remember: bool,
}

/// How a shop's database server is reached.
#[derive(Debug, Args)]
pub(crate) struct ServerArguments {
    /// The server's name or address
    #[arg(long, required_unless_present = "socket", conflicts_with = "socket")]
    pub(crate) host: Option<String>,
    /// Another port than the usual one
    #[arg(long)]
    pub(crate) port: Option<u16>,
    /// A Unix socket on this computer
    #[arg(long)]
    pub(crate) socket: Option<PathBuf>,
    /// The database's user
    #[arg(long)]
    pub(crate) user: String,
    /// The database's name
    #[arg(long)]
    pub(crate) database: String,
    /// A certificate to trust beside the well-known ones: a PEM file of your hosting company's
    #[arg(long, value_name = "FILE")]
    pub(crate) certificate: Option<PathBuf>,
    /// Accept exactly this certificate of the server, which nobody but itself vouches for: its SHA-256 fingerprint
    #[arg(long, value_name = "FINGERPRINT", conflicts_with = "certificate")]
    pub(crate) certificate_fingerprint: Option<String>,
    /// Protect the connection also on this computer, or not at all
    #[arg(long, default_value = "usual", value_parser = PossibleValuesParser::new(["usual", "always", "off"]))]
    pub(crate) encryption: String,
    /// Go there through this computer by SSH, with the system's `ssh`; the server's host is then as that computer knows it
    #[arg(long, value_name = "HOST", requires = "ssh_user")]
    pub(crate) ssh_host: Option<String>,
    /// Another SSH port than the usual one
    #[arg(long, value_name = "PORT", requires = "ssh_host")]
    pub(crate) ssh_port: Option<u16>,
    /// Who goes through
    #[arg(long, value_name = "USER", requires = "ssh_host")]
    pub(crate) ssh_user: Option<String>,
    /// A key file; without one your SSH agent and the keys that `ssh` knows
    #[arg(long, value_name = "FILE", requires = "ssh_host")]
    pub(crate) ssh_key: Option<PathBuf>,
    /// Confirm the key of a computer that was not connected to before: its fingerprint, `SHA256:…`
    #[arg(long, value_name = "FINGERPRINT", requires = "ssh_host")]
    pub(crate) ssh_fingerprint: Option<String>,
    /// How its tables make records; found out by itself when not given, `none` takes each table as it is
    #[arg(long, value_name = "PROFILE")]
    pub(crate) profile: Option<String>,
    /// What the names of the shop's tables begin with, where the database holds several shops: `wp2_`
    #[arg(long, value_name = "LETTERS")]
    pub(crate) prefix: Option<String>,
    /// Keep the password in this computer's keyring
    #[arg(long)]
    pub(crate) remember: bool,
}

#[derive(Debug, Args)]
pub(crate) struct BackupsArguments {
    /// The shop's name
    pub(crate) name: String,
    #[command(flatten)]
    pub(crate) days: Days,
}

#[derive(Debug, Args)]
pub(crate) struct RecoveriesArguments {
    /// The shop's name
    pub(crate) name: String,
    /// Only those that stand so
    #[arg(long, value_name = "STATUS", value_parser = PossibleValuesParser::new(["Progressing", "Done", "Fail"]))]
    pub(crate) status: Option<String>,
    #[command(flatten)]
    pub(crate) days: Days,
}

#[derive(Debug, Args)]
pub(crate) struct ShopArgument {
    /// The shop's name
    pub(crate) name: String,
}

#[derive(Debug, Args)]
pub(crate) struct BackupArguments {
    /// The shop's name
    pub(crate) name: String,
    /// Only this content type; may be given again. The others stand as in the backup before
    #[arg(long = "type", value_name = "TYPE")]
    pub(crate) types: Vec<String>,
    /// A name for the backup
    #[arg(long, value_name = "TEXT")]
    pub(crate) label: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct TypesArguments {
    /// The shop's name
    pub(crate) name: String,
    /// As of this backup instead of the newest: its number, latest, or first
    #[arg(long, value_name = "BACKUP")]
    pub(crate) at: Option<NamedBackup>,
}

#[derive(Debug, Args)]
pub(crate) struct RecordsArguments {
    /// The shop's name
    pub(crate) name: String,
    /// The content type, for example products
    #[arg(value_name = "TYPE")]
    pub(crate) content_type: String,
    /// Only records whose name, id or search words hold this text
    #[arg(long, value_name = "TEXT")]
    pub(crate) find: Option<String>,
    /// Also those that the shop does not have any more
    #[arg(long)]
    pub(crate) deleted: bool,
    /// As of this backup instead of the newest: its number, latest, or first
    #[arg(long, value_name = "BACKUP")]
    pub(crate) at: Option<NamedBackup>,
    /// At most this many; all of them when not given (100 on a terminal)
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<u64>,
    /// Pass over this many first
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) offset: u64,
}

#[derive(Debug, Args)]
pub(crate) struct RecordArguments {
    /// The shop's name
    pub(crate) name: String,
    /// The content type, for example products
    #[arg(value_name = "TYPE")]
    pub(crate) content_type: String,
    /// The record's id as `records` shows it
    #[arg(allow_negative_numbers = true)]
    pub(crate) id: String,
}

#[derive(Debug, Args)]
pub(crate) struct ShowArguments {
    #[command(flatten)]
    pub(crate) record: RecordArguments,
    /// A backup's number, latest, first, or live for the shop as it is now
    #[arg(long, value_name = "BACKUP|live", default_value = "latest")]
    pub(crate) at: Side,
}

#[derive(Debug, Args)]
pub(crate) struct CompareArguments {
    /// The shop's name
    pub(crate) name: String,
    /// From: a backup's number, latest, first, live for the shop as it is now, or file: and the path of a file
    pub(crate) a: Side,
    /// To: the same
    #[arg(default_value = "latest")]
    pub(crate) b: Side,
    /// Only this content type
    #[arg(long = "type", value_name = "TYPE")]
    pub(crate) content_type: Option<String>,
    /// Also list every record that differs
    #[arg(long)]
    pub(crate) list: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ArchiveCommand {
    /// Write a backup into a file, and read the file back
    Create {
        /// The shop's name
        name: String,
        /// The new file; its name should end with .backstock.zip
        file: PathBuf,
        /// Not the shop as it is now, but this backup: its number, latest, or first
        #[arg(long, value_name = "BACKUP")]
        at: Option<NamedBackup>,
        /// Protect it by a passphrase: you are asked for it, or it is taken from BACKSTOCK_FILE_PASSPHRASE
        #[arg(long)]
        protect: bool,
    },
    /// Take a file into a shop's history, as a backup of its date; the file stays where it is
    Import {
        /// The shop's name
        name: String,
        /// Any file that `archive inspect` reads
        file: PathBuf,
        /// Of when the data in it is, in your own time; as the file says when not given
        #[arg(long, value_name = "DAY")]
        dated: Option<NaiveDate>,
        /// What to call it among the backups; as the file is called when not given
        #[arg(long, value_name = "TEXT")]
        called: Option<String>,
    },
    /// Say what is in a file, and check every byte of it; needs no vault
    Inspect {
        /// A backup file, a dump (.sql, .gz, .bz2, .zst, .zip), a SQLite database, a CSV, XLSX or JSON file, an export of Backstock (any of its parts), or a backup of UpdraftPlus, BackWPup or Duplicator
        file: PathBuf,
    },
    /// Tell what happened from one file to another, also of another kind; needs no vault
    Compare {
        /// From: any file that `archive inspect` reads
        a: PathBuf,
        /// To
        b: PathBuf,
        /// Only this content type
        #[arg(long = "type", value_name = "TYPE")]
        content_type: Option<String>,
        /// Also list every record that differs
        #[arg(long)]
        list: bool,
    },
}

#[derive(Debug, Args)]
pub(crate) struct DiffArguments {
    #[command(flatten)]
    pub(crate) record: RecordArguments,
    /// From: a backup's number, latest, first, live for the shop as it is now, or file: and the path of a file
    pub(crate) a: Side,
    /// To: the same
    #[arg(default_value = "latest")]
    pub(crate) b: Side,
}

#[derive(Debug, Args)]
pub(crate) struct HistoryArguments {
    #[command(flatten)]
    pub(crate) record: RecordArguments,
    /// Only this field, as a path such as /price or /variants/12/price
    #[arg(long, value_name = "PATH", value_parser = field)]
    pub(crate) field: Option<Path>,
}

#[derive(Debug, Args)]
pub(crate) struct RestoreArguments {
    /// The shop's name
    pub(crate) name: String,
    /// The backup to go back to: its number, latest, or first; with --plan, the plan knows it
    #[arg(long, value_name = "BACKUP", required_unless_present_any = ["plan", "retry", "from_file"])]
    pub(crate) to: Option<NamedBackup>,
    /// Bring it to what is in this backup file, which is kept in the vault as well
    #[arg(long, value_name = "FILE", conflicts_with_all = ["to", "plan", "retry", "changed_since"])]
    pub(crate) from_file: Option<PathBuf>,
    /// Do again what failed in this recovery, against the same backup
    #[arg(
        long,
        value_name = "RUN",
        conflicts_with_all = ["to", "types", "records", "fields", "allow_deletes", "include_protected", "plan"]
    )]
    pub(crate) retry: Option<u64>,
    /// A whole content type; may be given again. Without --type and --record, everything restorable
    #[arg(long = "type", value_name = "TYPE")]
    pub(crate) types: Vec<String>,
    /// A single record; may be given again
    #[arg(long = "record", value_name = "TYPE/ID", value_parser = record)]
    pub(crate) records: Vec<RecordKey>,
    /// Only this field, as a path such as /price, or in every item of --type by its name such as "Sale price" or
    /// variants/price; may be given again
    #[arg(long = "field", value_name = "FIELD", value_parser = field_choice)]
    pub(crate) fields: Vec<FieldChoice>,
    /// Of whole types, only what is not any more what it was in this backup
    #[arg(long, value_name = "BACKUP")]
    pub(crate) changed_since: Option<NamedBackup>,
    /// Of whole types, only records that a search for this text finds
    #[arg(long, value_name = "TEXT")]
    pub(crate) find: Option<String>,
    /// Of whole types, only records that refer to this one, such as the products of a category
    #[arg(long, value_name = "TYPE/ID", value_parser = record)]
    pub(crate) linked_to: Option<RecordKey>,
    /// Also delete what the shop has and the backup has not
    #[arg(long)]
    pub(crate) allow_deletes: bool,
    /// Also write what is protected: orders, stock
    #[arg(long)]
    pub(crate) include_protected: bool,
    #[command(flatten)]
    pub(crate) but: But,
    #[command(flatten)]
    pub(crate) decision: Decision,
}

#[derive(Debug, Args)]
pub(crate) struct CopyArguments {
    /// The name of the shop, or of the files in the vault, that has the backup
    pub(crate) name: String,
    /// The backup: its number, latest, or first; with --plan, the plan knows it
    #[arg(required_unless_present = "plan")]
    pub(crate) backup: Option<NamedBackup>,
    /// The name of the shop that is written to
    #[arg(long, value_name = "NAME")]
    pub(crate) to: String,
    /// A whole content type; may be given again. Without --type and --record, everything restorable
    #[arg(long = "type", value_name = "TYPE")]
    pub(crate) types: Vec<String>,
    /// A single record; may be given again
    #[arg(long = "record", value_name = "TYPE/ID", value_parser = record)]
    pub(crate) records: Vec<RecordKey>,
    /// The shop numbers its records otherwise: what is the same is told by SKU, e-mail address, name in the address and the
    /// like, everything else gets a number of its own there, and a second copy finds it again
    #[arg(long)]
    pub(crate) new_numbers: bool,
    /// Also delete what the shop has and the backup has not
    #[arg(long)]
    pub(crate) allow_deletes: bool,
    /// Also write what is protected: orders, stock
    #[arg(long)]
    pub(crate) include_protected: bool,
    #[command(flatten)]
    pub(crate) but: But,
    #[command(flatten)]
    pub(crate) decision: Decision,
}

#[derive(Debug, Args)]
pub(crate) struct RevertArguments {
    /// The shop's name
    pub(crate) name: String,
    /// The backup from before the mistake: its number, latest, or first
    pub(crate) from: NamedBackup,
    /// The backup from after the mistake: the same
    pub(crate) until: NamedBackup,
    /// Only this content type; may be given again. Without it, everything restorable
    #[arg(long = "type", value_name = "TYPE")]
    pub(crate) types: Vec<String>,
    /// Also delete what was added between the two backups
    #[arg(long)]
    pub(crate) allow_deletes: bool,
    #[command(flatten)]
    pub(crate) but: But,
    #[command(flatten)]
    pub(crate) decision: Decision,
}

/// What is to be different from the plan.
#[derive(Debug, Default, Args)]
pub(crate) struct But {
    /// Leave this record or field out; may be given again
    #[arg(long, value_name = "TYPE/ID[#PATH]", conflicts_with = "plan")]
    pub(crate) without: Vec<Target>,
    /// Where the shop was changed since: put the earlier value back after all; may be given again
    #[arg(long, value_name = "TYPE/ID[#PATH]", conflicts_with = "plan")]
    pub(crate) take: Vec<Target>,
}

#[derive(Debug, Args)]
pub(crate) struct UndoArguments {
    /// The shop's name
    pub(crate) name: String,
    /// The restore's number as `recoveries` shows it
    pub(crate) run: u64,
    #[command(flatten)]
    pub(crate) but: But,
    #[command(flatten)]
    pub(crate) decision: Decision,
}

/// Looking or doing.
#[derive(Debug, Args)]
pub(crate) struct Decision {
    /// Say what would be written, keep it as a plan, and write nothing
    #[arg(long, conflicts_with = "yes")]
    pub(crate) preview: bool,
    /// Do it, after a safety backup
    #[arg(long)]
    pub(crate) yes: bool,
    /// Do exactly what this preview said, or nothing when the shop has changed since
    #[arg(long, value_name = "PLAN", requires = "yes", conflicts_with = "preview")]
    pub(crate) plan: Option<u64>,
    /// A note that is kept with the restore
    #[arg(long, value_name = "TEXT", conflicts_with = "preview")]
    pub(crate) note: Option<String>,
    #[command(flatten)]
    pub(crate) notify: NotifyArguments,
}

#[derive(Debug, Args)]
pub(crate) struct RecoveryArguments {
    /// The shop's name
    pub(crate) name: String,
    /// The restore's number as `recoveries` shows it
    pub(crate) run: u64,
    /// Only records of this content type
    #[arg(long = "type", value_name = "TYPE")]
    pub(crate) content_type: Option<String>,
    /// At most this many records; all of them when not given
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<u64>,
    /// Pass over this many records first
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) offset: u64,
    /// Go on with a restore that was interrupted
    #[arg(long, conflicts_with = "leave")]
    pub(crate) resume: bool,
    /// Leave an interrupted restore as it is; it can then be undone
    #[arg(long)]
    pub(crate) leave: bool,
    /// Write its record to this new file: .csv for a spreadsheet, .html to print
    #[arg(long, value_name = "FILE", conflicts_with_all = ["resume", "leave"])]
    pub(crate) audit: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct GuideArguments {
    /// The shop's name
    pub(crate) name: String,
    /// The backup the record shall be as in: its number, latest, or first
    #[arg(long, value_name = "BACKUP", requires = "record")]
    pub(crate) to: Option<NamedBackup>,
    /// The record
    #[arg(long, value_name = "TYPE/ID", value_parser = record, requires = "to")]
    pub(crate) record: Option<RecordKey>,
    /// Show the steps of this guide
    #[arg(long, value_name = "GUIDE", conflicts_with_all = ["to", "record", "check", "give_up", "tick", "untick"])]
    pub(crate) show: Option<u64>,
    /// Read the shop again and say what of this guide is entered
    #[arg(long, value_name = "GUIDE", conflicts_with_all = ["to", "record", "give_up", "tick", "untick"])]
    pub(crate) check: Option<u64>,
    /// End this guide as not done
    #[arg(long, value_name = "GUIDE", conflicts_with_all = ["to", "record", "tick", "untick"])]
    pub(crate) give_up: Option<u64>,
    /// Tick steps of this guide off
    #[arg(long, value_name = "GUIDE", requires = "step", group = "ticks", conflicts_with_all = ["to", "record"])]
    pub(crate) tick: Option<u64>,
    /// Take the ticks of these steps back
    #[arg(long, value_name = "GUIDE", requires = "step", group = "ticks", conflicts_with_all = ["to", "record"])]
    pub(crate) untick: Option<u64>,
    /// Which step, as numbered in the list; again for more
    #[arg(long, value_name = "NUMBER", requires = "ticks")]
    pub(crate) step: Vec<u64>,
}

#[derive(Debug, Args)]
pub(crate) struct SearchArguments {
    /// The shop's name
    pub(crate) name: String,
    /// What to look for
    pub(crate) text: String,
    /// At most this many records
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub(crate) limit: u64,
}

#[derive(Debug, Args)]
pub(crate) struct VerifyArguments {
    /// Only this shop
    pub(crate) name: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum PracticeCommand {
    /// Make a mistake in the practice shop
    Mistake {
        /// The shop's name
        name: String,
        /// Which mistake
        #[arg(value_parser = mistakes())]
        kind: String,
        /// Do the same again with the same number
        #[arg(long, value_name = "N")]
        seed: Option<u64>,
    },
    /// Let a day of sales and edits pass in the practice shop
    Day {
        /// The shop's name
        name: String,
        /// Do the same again with the same number
        #[arg(long, value_name = "N")]
        seed: Option<u64>,
    },
}

#[derive(Debug, Args)]
pub(crate) struct DemoArguments {
    /// Leave the vault and the shop in this new folder; without it a temporary one is used and removed
    #[arg(long, value_name = "DIR")]
    pub(crate) folder: Option<PathBuf>,
}

/// A side of a comparison as it is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// A backup.
    Backup(NamedBackup),
    /// The shop as it is now.
    Live,
    /// A file.
    File(PathBuf),
}

impl FromStr for Side {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "live" => Ok(Self::Live),
            _ => match text.strip_prefix("file:") {
                Some(file) => Ok(Self::File(file.into())),
                None => text
                    .parse()
                    .map(Self::Backup)
                    .map_err(|_| "write a backup's number, latest, first, or live"),
            },
        }
    }
}

fn mistakes() -> PossibleValuesParser {
    PossibleValuesParser::new(
        Mistake::all().map(|mistake| PossibleValue::new(mistake.key()).help(mistake.label())),
    )
}

fn field(text: &str) -> Result<Path, &'static str> {
    Path::parse(text)
        .filter(|path| !path.keys().is_empty())
        .ok_or("a field is a path that starts with /, for example /price")
}

/// A field as it is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum FieldChoice {
    /// In one row.
    At(Path),
    /// In every row that has it, by its columns or its readable name.
    Called(String),
}

fn field_choice(text: &str) -> Result<FieldChoice, &'static str> {
    let is_path = text.starts_with('/');
    match Path::parse(text).filter(|path| !path.keys().is_empty()) {
        Some(path) if is_path => Ok(FieldChoice::At(path)),
        _ if !is_path && !text.trim().is_empty() => Ok(FieldChoice::Called(text.trim().to_owned())),
        _ => Err("a field is a path that starts with /, for example /price, or a name, for example Price"),
    }
}

fn record(text: &str) -> Result<RecordKey, &'static str> {
    text.parse()
}

/// The size of a practice shop; the words were checked when they were read.
pub(crate) fn size(text: &str) -> Size {
    text.parse().unwrap_or_default()
}

impl Command {
    /// Whether it changes a shop, what was kept, or a key. A backup is made of what is there and takes nothing away.
    pub(crate) fn writes(&self) -> bool {
        match self {
            Self::Vault(command) => match command {
                VaultCommand::Create(_)
                | VaultCommand::ViewOnly { .. }
                | VaultCommand::Keys {
                    command: None | Some(KeysCommand::List),
                } => false,
                VaultCommand::Accept | VaultCommand::Keys { command: Some(_) } => true,
            },
            Self::Shop(command) => match command {
                ShopCommand::List => false,
                ShopCommand::Check { accept, .. } => *accept,
                ShopCommand::Admin { address, .. } => address.is_some(),
                ShopCommand::Add(_) | ShopCommand::Move { .. } | ShopCommand::Remove { .. } => true,
            },
            Self::Mail(command) => match command {
                MailCommand::Show | MailCommand::Outbox { .. } => false,
                MailCommand::Set(_) | MailCommand::Test { .. } | MailCommand::SendAgain { .. } => true,
            },
            Self::Recovery(arguments) => arguments.resume || arguments.leave,
            Self::Guide(arguments) => {
                let ticks = arguments.tick.or(arguments.untick);
                let changes = arguments.check.or(arguments.give_up).or(ticks);
                arguments.record.is_some() || changes.is_some()
            }
            Self::Keep(arguments) => {
                arguments.rule.rule().is_some() || arguments.automatic || arguments.by_hand
            }
            Self::Schedule(arguments) => !matches!(arguments.command, ScheduleCommand::Show),
            Self::Files(command) => command.writes(),
            Self::Archive(command) => matches!(command, ArchiveCommand::Import { .. }),
            Self::Exports(arguments) => arguments.keep.is_some() || arguments.tidy,
            Self::Alarms(arguments) => arguments.planned.is_some() || arguments.put_back.is_some(),
            Self::Planned(arguments) => arguments.add.is_some() || arguments.forget.is_some(),
            Self::Restore(_)
            | Self::Copy(_)
            | Self::Revert(_)
            | Self::Undo(_)
            | Self::Pin(_)
            | Self::Unpin(_)
            | Self::Label(_)
            | Self::Prune(_)
            | Self::Practice(_) => true,
            Self::Backup(_)
            | Self::Backups(_)
            | Self::Types(_)
            | Self::Records(_)
            | Self::Versions(_)
            | Self::Show(_)
            | Self::Compare(_)
            | Self::Diff(_)
            | Self::History(_)
            | Self::Recoveries(_)
            | Self::Search(_)
            | Self::Verify(_)
            | Self::RunDue
            | Self::Storage(_)
            | Self::Export(_)
            | Self::Diagnose { .. }
            | Self::Demo(_)
            | Self::Completions { .. }
            | Self::Man => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        CommandLine::command().debug_assert();
    }

    #[test]
    fn a_field_is_a_path_or_a_name() {
        assert_eq!(
            field_choice("/price"),
            Ok(FieldChoice::At(Path::parse("/price").unwrap()))
        );
        assert_eq!(
            field_choice("Sale price"),
            Ok(FieldChoice::Called("Sale price".to_owned()))
        );
        assert_eq!(
            field_choice("variants/price"),
            Ok(FieldChoice::Called("variants/price".to_owned()))
        );
        assert!(field_choice("").is_err() && field_choice("price").is_ok());
    }

    #[test]
    fn a_side_is_a_backup_the_shop_or_a_file() {
        assert_eq!("latest".parse(), Ok(Side::Backup(NamedBackup::Latest)));
        assert_eq!("live".parse(), Ok(Side::Live));
        assert_eq!("file:a.zip".parse(), Ok(Side::File("a.zip".into())));
        assert!("yesterday".parse::<Side>().is_err());
        assert!("-1".parse::<Side>().is_err());
    }

    #[test]
    fn no_secret_can_be_an_argument() {
        // T7: arguments can be read by every program of this computer.
        fn words(command: &clap::Command, found: &mut Vec<String>) {
            found.extend(
                command
                    .get_arguments()
                    .map(|argument| argument.get_id().to_string()),
            );
            command.get_subcommands().for_each(|below| words(below, found));
        }
        let mut found = Vec::new();
        words(&CommandLine::command(), &mut found);
        assert!(found.len() > 30);
        for word in found {
            assert!(
                !["passphrase", "secret", "token", "password", "recovery_key"].contains(&word.as_str()),
                "{word}"
            );
        }
    }
}
