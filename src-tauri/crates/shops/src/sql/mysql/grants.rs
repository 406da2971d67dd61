//! What a user of a MariaDB or MySQL server may do with the tables of one database, as `SHOW GRANTS` tells it.

/// The rights of one user in one database.
#[derive(Debug, Default)]
pub(super) struct Grants {
    given: Vec<Given>,
    /// Rights that come by a role are not told.
    has_roles: bool,
}

#[derive(Debug)]
struct Given {
    /// In capitals; rights to single columns are left out.
    rights: Vec<String>,
    /// Nothing for the whole database.
    table: Option<String>,
}

impl Grants {
    pub(super) fn of<'l>(lines: impl IntoIterator<Item = &'l str>, database: &str) -> Self {
        let mut grants = Self::default();
        for line in lines {
            let Some((rights, on)) = line
                .strip_prefix("GRANT ")
                .and_then(|line| line.split_once(" ON "))
            else {
                grants.has_roles |= line.starts_with("GRANT ");
                continue;
            };
            let Some((within, table)) = place_of(on) else {
                continue;
            };
            if within == "*" || within == "%" || within.eq_ignore_ascii_case(database) {
                grants.given.push(Given {
                    rights: rights_of(rights),
                    table: (table != "*").then_some(table),
                });
            }
        }
        grants
    }

    /// Whether the user has a right to every table of the database.
    pub(super) fn is_given(&self, right: &str) -> bool {
        self.has_roles
            || self
                .given
                .iter()
                .any(|given| given.table.is_none() && given.has(right))
    }

    /// Whether the user has a right to this table.
    pub(super) fn is_given_for(&self, right: &str, table: &str) -> bool {
        let is_its = |given: &Given| {
            given
                .table
                .as_deref()
                .is_some_and(|of| of.eq_ignore_ascii_case(table))
        };
        self.is_given(right) || self.given.iter().any(|given| is_its(given) && given.has(right))
    }
}

impl Given {
    fn has(&self, right: &str) -> bool {
        self.rights
            .iter()
            .any(|given| given == right || given == "ALL PRIVILEGES" || given == "ALL")
    }
}

/// The names of rights; `SELECT (name)` is one to a column only.
fn rights_of(text: &str) -> Vec<String> {
    let mut rights = vec![String::new()];
    let mut depth = 0_usize;
    for letter in text.chars() {
        match letter {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                rights.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(right) = rights.last_mut() {
            right.push(letter);
        }
    }
    rights
        .iter()
        .map(|right| right.trim().to_ascii_uppercase())
        .filter(|right| !right.contains('('))
        .collect()
}

/// Database and table out of what follows `ON`; nothing for what is no table.
fn place_of(on: &str) -> Option<(String, String)> {
    let (within, rest) = name_of(on)?;
    let (table, _) = name_of(rest.strip_prefix('.')?)?;
    // A name with a wildcard in it is written with a backslash where the sign itself is meant.
    Some((within.replace('\\', ""), table))
}

/// The name at the beginning, and what follows it.
fn name_of(text: &str) -> Option<(String, &str)> {
    if let Some(rest) = text.strip_prefix('*') {
        return Some(("*".to_owned(), rest));
    }
    let quote = text.chars().next().filter(|sign| matches!(sign, '`' | '"'))?;
    let mut name = String::new();
    let mut signs = text.char_indices().skip(1).peekable();
    while let Some((at, sign)) = signs.next() {
        if sign != quote {
            name.push(sign);
        } else if signs.peek().is_some_and(|(_, next)| *next == quote) {
            name.push(quote);
            signs.next();
        } else {
            return Some((name, text.get(at + 1..)?));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grants(lines: &[&str]) -> Grants {
        Grants::of(lines.iter().copied(), "my_shop")
    }

    #[test]
    fn rights_are_told_for_the_database_and_for_single_tables() {
        let whole = grants(&[
            "GRANT USAGE ON *.* TO `clerk`@`%` IDENTIFIED BY PASSWORD '*AB'",
            "GRANT ALL PRIVILEGES ON `my\\_shop`.* TO `clerk`@`%`",
        ]);
        assert!(whole.is_given("SELECT") && whole.is_given_for("DELETE", "orders"));

        let some = grants(&[
            "GRANT USAGE ON *.* TO `clerk`@`%`",
            "GRANT SELECT ON `my_shop`.* TO `clerk`@`%`",
            "GRANT SELECT (`name`, `email`), INSERT, UPDATE ON `my_shop`.`a``b` TO `clerk`@`%`",
            "GRANT DELETE ON `elsewhere`.* TO `clerk`@`%`",
            "GRANT EXECUTE ON PROCEDURE `my_shop`.`a``b` TO `clerk`@`%`",
        ]);
        assert!(some.is_given("SELECT") && !some.is_given("INSERT"));
        assert!(some.is_given_for("INSERT", "a`b") && !some.is_given_for("INSERT", "orders"));
        assert!(!some.is_given_for("DELETE", "a`b") && !some.is_given_for("EXECUTE", "a`b"));

        let columns = grants(&["GRANT SELECT (`name`) ON `my_shop`.`orders` TO `clerk`@`%`"]);
        assert!(!columns.is_given_for("SELECT", "orders"));
        assert!(grants(&["GRANT SELECT ON *.* TO `clerk`@`%`"]).is_given("SELECT"));
        // What a role brings is not told.
        assert!(grants(&["GRANT `keeper`@`%` TO `clerk`@`%`"]).is_given("SELECT"));
    }
}
