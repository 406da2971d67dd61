//! What is told of tables that a shop's user may not read or write.

use crate::sql::schema::Schema;
use crate::{Problem, ShopError};

const WRITING: [&str; 3] = ["INSERT", "UPDATE", "DELETE"];
const HINT: &str =
    "Give this user the missing rights to all tables, or connect with the user that the shop itself uses.";

/// What a user may not do with the shop's tables. `closed_to` names the tables that a right is missing for.
pub(in crate::sql) fn missing(
    user: &str,
    schema: &Schema,
    closed_to: impl Fn(&str) -> Result<Vec<String>, ShopError>,
) -> Result<Vec<Problem>, ShopError> {
    let mut problems = Vec::new();
    let unread = closed_to("SELECT")?;
    if !unread.is_empty() {
        problems.push(may_not_read(format!(
            "The user “{user}” has no right to SELECT from {}, so what is in there is in no backup.",
            tables(&unread, schema)
        )));
    }
    let mut rights = Vec::new();
    let mut unwritten: Vec<String> = Vec::new();
    for right in WRITING {
        let closed = closed_to(right)?;
        if !closed.is_empty() {
            rights.push(right);
            unwritten.extend(closed);
        }
    }
    unwritten.sort_unstable();
    unwritten.dedup();
    if !unwritten.is_empty() {
        problems.push(Problem {
            code: "may_not_write".to_owned(),
            message: format!(
                "The user “{user}” has no right to {} in {}, so nothing can be restored there.",
                rights.join(", "),
                tables(&unwritten, schema)
            ),
            hint: HINT.to_owned(),
        });
    }
    Ok(problems)
}

/// Something that is in no backup because it may not be read.
pub(in crate::sql) fn may_not_read(message: String) -> Problem {
    Problem {
        code: "may_not_read".to_owned(),
        message,
        hint: HINT.to_owned(),
    }
}

fn tables(closed: &[String], schema: &Schema) -> String {
    let all = schema.tables.len();
    if closed.len() == all {
        return "any of the shop's tables".to_owned();
    }
    let names: Vec<&str> = closed.iter().map(String::as_str).collect();
    format!("{} of the shop's {all} tables ({})", closed.len(), named(&names))
}

/// Some names, and how many more there are.
pub(in crate::sql) fn named(names: &[&str]) -> String {
    const MOST: usize = 5;
    let shown = names.iter().take(MOST).copied().collect::<Vec<_>>().join(", ");
    match names.len().checked_sub(MOST) {
        Some(more @ 1..) => format!("{shown} and {more} more"),
        _ => shown,
    }
}
