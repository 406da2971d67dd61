//! What whoever finds an export reads first.

use crate::{Dialect, ExportFormat, ExportManifest};

/// The text of `README.txt`, for the whole and for each part.
pub(crate) fn readme(about: &ExportManifest) -> String {
    let types: Vec<String> = about
        .types
        .iter()
        .map(|exported| format!("  {}: {}\r\n", exported.label, exported.records))
        .collect();
    let notes: Vec<String> = about
        .notes
        .iter()
        .map(|note| format!("  {} ({})\r\n", note.message, note.count))
        .collect();
    let mut text = format!(
        "This is an export of the shop \"{}\", as it was on {} (UTC), made by Backstock.\r\n\
         \r\n\
         Format: {}\r\n\
         {}\r\n",
        about.shop,
        about.backup.finished.format("%Y-%m-%d %H:%M"),
        about.format.label(),
        explained(about.format),
    );
    if !types.is_empty() {
        text.push_str(&format!("What is in it:\r\n{}\r\n", types.concat()));
    }
    if !notes.is_empty() {
        text.push_str(&format!(
            "What could not be exported as it is:\r\n{}\r\n",
            notes.concat()
        ));
    }
    text.push_str(
        "manifest.json lists all files with their size and their SHA-256, so that you can check that none was changed.\r\n\
         If there are several ZIP files, each can be opened by itself; together they are the whole export.\r\n\
         \r\n\
         These files may hold personal data of customers. Store them securely, and delete them when you need them no more.\r\n\
         Anybody can change them: Backstock restores from its vault and from backup files.\r\n",
    );
    text
}

fn explained(format: ExportFormat) -> &'static str {
    match format {
        ExportFormat::JsonLines => {
            "One file for each content type, one record a line, with every value as the shop gave it. Pictures and other large\r\n\
             contents lie in the folder objects; a record names them by \"$object\".\r\n"
        }
        ExportFormat::CsvSpreadsheet => {
            "Tables to look at in a spreadsheet, one for each content type and one for each kind of row its records own.\r\n\
             A text that a spreadsheet would take for a formula has an apostrophe before it. Pictures and other large contents\r\n\
             lie in the folder objects, and their cells say where. To read the data back exactly, use another format.\r\n"
        }
        ExportFormat::CsvReimport => {
            "Tables for programs, one for each content type and one for each kind of row its records own, with the shop's own\r\n\
             columns. Texts are in quotation marks; an empty cell without them means nothing (NULL); a binary value is \\x and\r\n\
             its bytes in hex. Do not open these files in a spreadsheet: it may take a text for a formula, and change numbers.\r\n"
        }
        ExportFormat::Xlsx => {
            "One workbook for each content type, with one sheet for the records and one for each kind of row they own. Pictures\r\n\
             and other large contents lie in the folder objects, and their cells say where.\r\n"
        }
        ExportFormat::Import(_) => {
            "Products in the columns that the named platform takes in, as far as the shop has them: one line for each product and\r\n\
             one for each of its variants, told apart by SKU. Pictures are not in it. Try the import with a few products first.\r\n\
             Do not open these files in a spreadsheet: it may take a text for a formula, and change numbers.\r\n"
        }
        ExportFormat::Sql(Dialect::Sqlite) => {
            "One file of statements for each content type. To load it: sqlite3 new.db < products.sql\r\n"
        }
        ExportFormat::Sql(Dialect::Mysql) => {
            "One file of statements for each content type. To load it: mariadb --default-character-set=utf8mb4 DATABASE < products.sql\r\n"
        }
        ExportFormat::Sql(Dialect::Postgres) => {
            "One file of statements for each content type. To load it: psql -d DATABASE -f products.sql\r\n"
        }
    }
}
