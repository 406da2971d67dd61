//! What may be typed about the list of backup files.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Subcommand};

use super::Decision;

#[derive(Debug, Subcommand)]
pub(crate) enum FilesCommand {
    /// List the backup files in their order
    List {
        /// The shop's name
        name: String,
        /// Those in the trash
        #[arg(long)]
        trash: bool,
    },
    /// Make a backup file of a backup, in the folder beside the vault, and list it
    Create {
        /// The shop's name
        name: String,
        /// What to call it in the list
        #[arg(long, value_name = "TEXT")]
        called: String,
        /// Not the newest backup, but the newest up to this day, in your own time
        #[arg(long, value_name = "DAY")]
        until: Option<NaiveDate>,
        /// Protect it by a passphrase, from BACKSTOCK_FILE_PASSPHRASE or asked for
        #[arg(long)]
        protect: bool,
    },
    /// Read a file to its end and list it; it stays where it is
    Add {
        /// The shop's name
        name: String,
        /// A backup file, a dump, a database file, a table, or a backup of another tool
        file: PathBuf,
        /// What to call it in the list
        #[arg(long, value_name = "TEXT")]
        called: String,
        /// Of when the data in it is, in your own time; as the file says when not given
        #[arg(long, value_name = "DAY")]
        dated: Option<NaiveDate>,
    },
    /// Read a listed file again and say how it stands
    Check(ListedFileArguments),
    /// Call a listed file otherwise
    Rename {
        #[command(flatten)]
        file: ListedFileArguments,
        /// What to call it
        called: String,
        /// Of when the data in it is, in your own time
        #[arg(long, value_name = "DAY")]
        dated: Option<NaiveDate>,
    },
    /// Say that a listed file stays, or let it go again with --off
    Pin {
        #[command(flatten)]
        file: ListedFileArguments,
        /// Let it go again
        #[arg(long)]
        off: bool,
    },
    /// Bring the shop to what is in a listed file
    Restore(RestoreListedArguments),
    /// Put the list into this order; files that are not named come after
    Order {
        /// The shop's name
        name: String,
        /// The files' numbers as `files list` shows them
        #[arg(required = true)]
        files: Vec<u64>,
    },
    /// Put files into the trash of the list; nothing is removed from the disk
    Delete {
        /// The shop's name
        name: String,
        /// The files' numbers as `files list` shows them
        #[arg(required = true)]
        files: Vec<u64>,
        /// Do it
        #[arg(long)]
        yes: bool,
        /// Also when one of them is pinned, or no usable file would be left
        #[arg(long, requires = "yes")]
        all_the_same: bool,
    },
    /// Take files out of the trash
    PutBack {
        /// The shop's name
        name: String,
        /// The files' numbers as `files list --trash` shows them
        #[arg(required = true)]
        files: Vec<u64>,
    },
    /// Empty the trash: files made here are removed from the disk, others are only forgotten
    EmptyTrash {
        /// The shop's name
        name: String,
        /// Do it
        #[arg(long)]
        yes: bool,
    },
}

#[derive(Debug, Args)]
pub(crate) struct ListedFileArguments {
    /// The shop's name
    pub(crate) name: String,
    /// The file's number as `files list` shows it
    pub(crate) file: u64,
}

#[derive(Debug, Args)]
pub(crate) struct RestoreListedArguments {
    #[command(flatten)]
    pub(crate) file: ListedFileArguments,
    /// A whole content type; may be given again. Without --type everything restorable
    #[arg(long = "type", value_name = "TYPE")]
    pub(crate) types: Vec<String>,
    /// Also delete what the shop has and the file has not
    #[arg(long)]
    pub(crate) allow_deletes: bool,
    /// Also write what is protected: orders, stock
    #[arg(long)]
    pub(crate) include_protected: bool,
    #[command(flatten)]
    pub(crate) decision: Decision,
}

impl FilesCommand {
    /// Whether it changes the list, a file or a shop.
    pub(crate) fn writes(&self) -> bool {
        !matches!(self, Self::List { .. })
    }
}
