//! Why files of other tools are not read, in the owner's words.

use backstock_files::{DumpError, Refusal};

use super::{Explained, name_of, quoted, said};
use crate::{NameFault, SheetFault};

const NOTHING_DONE: &str = "Nothing of it was used.";
const READ: &str = "Choose a backup file of Backstock, a dump (.sql, also packed), a SQLite database, a CSV, XLSX or JSON file, or a backup of \
     UpdraftPlus, BackWPup or Duplicator.";

pub(super) fn kind(refusal: &Refusal) -> Explained {
    let unread = |message: String, hint: &str| said("file_kind_not_read", message, hint);
    match refusal {
        Refusal::Empty => unread("There is nothing in this file.".to_owned(), "Make it anew, or choose another file."),
        Refusal::Unknown => unread(
            "This file is none that Backstock can read: what it holds is not known here.".to_owned(),
            READ,
        ),
        Refusal::SomethingElse(what) => unread(format!("This file is {what}, and holds no shop's data."), READ),
        Refusal::PostgresOwnFormat => unread(
            "This dump is in PostgreSQL's own packed format, which only PostgreSQL's tools can read.".to_owned(),
            "Make a plain one: pg_dump --format=plain, or pg_restore --file=shop.sql from this file.",
        ),
        Refusal::PackedAs(how) => unread(
            format!("This file is packed in a way that is not read here ({how})."),
            "Unpack it, and choose what was in it.",
        ),
        Refusal::Encrypted => unread(
            "This file was encrypted by the tool that made it.".to_owned(),
            "Decrypt it with that tool, and choose what comes out.",
        ),
        Refusal::PackedDatabase => unread(
            "This is a packed SQLite database, which would have to be unpacked to the disk for everybody to read.".to_owned(),
            "Unpack it in a place of your choice, and choose what was in it.",
        ),
        Refusal::Folder => unread("This is a folder.".to_owned(), "Choose a file in it."),
        Refusal::NothingInside => unread(
            "This file holds no shop's data that Backstock can read.".to_owned(),
            READ,
        ),
        Refusal::SeveralInside(names) => unread(
            format!(
                "This ZIP holds several dumps, and it cannot be told which one is meant: {}.",
                names.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ")
            ),
            "Unpack it, and choose the one you mean.",
        ),
        Refusal::PartsMissing(names) => unread(
            format!(
                "This is a part of an export, and other parts of it are not in the same folder: {}.",
                names.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ")
            ),
            "Put all parts into one folder, and choose any of them.",
        ),
        Refusal::TextsTooLarge { bytes, most } => unread(
            format!(
                "The texts of this workbook take {} MB of memory, and more than {} MB are not read.",
                bytes.div_ceil(1_000_000),
                most / 1_000_000
            ),
            "Save it as CSV, which may have any size.",
        ),
        Refusal::NotAsItShouldBe(what) => unread(
            format!("This file is not written as such files are: {what}."),
            "Make it anew with the tool it comes from.",
        ),
    }
}

pub(super) fn sheet(shop: &str, label: &str, fault: &SheetFault) -> Explained {
    let some = |names: &[String]| {
        let quoted: Vec<String> = names.iter().take(6).map(|name| quoted(name)).collect();
        let more = if names.len() > quoted.len() {
            " and others"
        } else {
            ""
        };
        format!("{}{more}", quoted.join(", "))
    };
    match fault {
        SheetFault::Columns { has, wanted } => said(
            "sheet_does_not_fit",
            format!(
                "No column of this file is a field of {label} in {}; its columns are {}. {NOTHING_DONE}",
                quoted(shop),
                some(has)
            ),
            &format!(
                "Name its columns like the fields there ({}), and one of them is to tell the items.",
                some(wanted)
            ),
        ),
        SheetFault::Lines => said(
            "sheet_does_not_fit",
            format!(
                "No line of this file is one of the {label} in {}: neither numbers nor codes are found there. {NOTHING_DONE}",
                quoted(shop)
            ),
            "Make a backup of the shop first if the items are new, or choose a file of this shop.",
        ),
        SheetFault::OnlyIds => said(
            "sheet_does_not_fit",
            format!(
                "Nothing but ids tells which {label} in {} the lines of this file are, and another shop has other items under the \
                 same ids. {NOTHING_DONE}",
                quoted(shop)
            ),
            "Add a column with what tells the items there, such as their codes or their names.",
        ),
        SheetFault::Number { column, value } => said(
            "sheet_does_not_fit",
            format!(
                "In the column {} of this file stands {}, and {label} in {} have a number there. {NOTHING_DONE}",
                quoted(column),
                quoted(value),
                quoted(shop)
            ),
            "Write every number with a point before its decimals and nothing else, such as 1234.50.",
        ),
    }
}

pub(super) fn dump(error: &DumpError) -> Explained {
    let unread = |message: String, hint: &str| said("dump_unreadable", message, hint);
    match error {
        DumpError::Io(_) => unread(
            format!("The file could not be read or unpacked to its end; it may be damaged. {NOTHING_DONE}"),
            "Use another copy of it.",
        ),
        DumpError::CutOff { what, line } => unread(
            format!(
                "The dump ends in the middle of {what}, which began in line {line}: it is not whole. {NOTHING_DONE}"
            ),
            "Make the dump anew, or copy it again.",
        ),
        DumpError::EndsEarly { what } => unread(
            format!(
                "The dump ended early and is not whole: {what}. Rows or whole tables may not be in it. {NOTHING_DONE}"
            ),
            "Copy or make the dump once more.",
        ),
        DumpError::Unreadable { line, what } => unread(
            format!("The dump is not written as dumps are: {what} (line {line}). {NOTHING_DONE}"),
            "Make the dump anew with the shop's usual tool.",
        ),
        DumpError::TooLong { line, what } => unread(
            format!("In the dump, {what} is longer than any shop needs (line {line}). {NOTHING_DONE}"),
            "Do not use it. Ask whoever gave it to you for the original file.",
        ),
        DumpError::Stopped => said(
            "cancelled",
            "The job was stopped as you asked. Nothing was kept or changed.",
            "Start it again whenever you like.",
        ),
    }
}

pub(super) fn dump_refused(what: &str) -> Explained {
    said(
        "dump_unreadable",
        format!("The dump cannot be read, because {what}. {NOTHING_DONE}"),
        "Make the dump anew with the shop's usual tool.",
    )
}

pub(super) fn name(fault: NameFault) -> Explained {
    name_of(
        fault,
        "A backup file needs a name in the list.",
        "Type a short name, for example what the file was made for.",
    )
}

pub(super) fn missing(name: &str) -> Explained {
    said(
        "backup_file_missing",
        format!("The file {} is not where it was.", quoted(name)),
        "Put it back there, or add it again from where it is now.",
    )
}
