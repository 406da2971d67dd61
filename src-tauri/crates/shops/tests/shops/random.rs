//! Random schemas, random rows, random edits: what was read comes back, and an undo brings back the edits.

use proptest::prelude::*;

use crate::desk::{Desk, Dump, Kept, State, code, writes};
use crate::profiled::{BAKERY, TABLES};
use crate::real::assert_same;

/// A small generator of numbers (splitmix64), so that a whole shop follows from one seed.
pub struct Chance(pub u64);

impl Chance {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit.max(1)
    }

    fn one_in(&mut self, many: u64) -> bool {
        self.below(many) == 0
    }

    fn of<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.below(choices.len() as u64) as usize]
    }
}

struct Drawn {
    name: String,
    columns: Vec<String>,
    /// The declared type of its key `k`.
    key: &'static str,
    /// Whether others may point to it.
    is_parent: bool,
}

const VALUES: &[&str] = &[
    "NULL",
    "NULL",
    "''",
    "x''",
    "0",
    "1",
    "2",
    "3",
    "-1",
    "9223372036854775807",
    "0.5",
    "-0.0",
    "1e300",
    "1e999",
    "'1'",
    "'1.0'",
    "'a'",
    "'A'",
    "'b'",
    "'é😀'",
    "x'00'",
    "x'ff'",
    "CAST(x'ff00' AS TEXT)",
    "'a' || char(0)",
    "'19.990'",
    "'~x,y/%'",
    "zeroblob(70000)",
];

fn tables(chance: &mut Chance) -> (String, Vec<Drawn>) {
    let (mut sql, mut drawn) = (String::new(), Vec::<Drawn>::new());
    for table in 0..1 + chance.below(4) {
        let name = format!("{} {table}", chance.of(&["t", "order", "quo\"te", "'", "a/b"]));
        let quoted = name.replace('"', "\"\"");
        let is_strict = chance.one_in(5);
        let mut columns = Vec::new();
        let mut parts = Vec::new();
        let key = chance.below(7);
        let without_rowid = match key {
            0 | 1 => {
                parts.push("k INTEGER PRIMARY KEY".to_owned());
                chance.one_in(4)
            }
            2 => {
                parts.push("k TEXT PRIMARY KEY".to_owned());
                chance.one_in(3)
            }
            3 => {
                parts.push(format!(
                    "k {} NOT NULL UNIQUE",
                    if is_strict { "ANY" } else { "" }
                ));
                false
            }
            4 => {
                parts.push(format!(
                    "k {}",
                    if is_strict {
                        "BLOB"
                    } else {
                        "NUMERIC COLLATE NOCASE"
                    }
                ));
                chance.one_in(3)
            }
            5 => {
                parts.push("k TEXT COLLATE NOCASE PRIMARY KEY".to_owned());
                false
            }
            _ => {
                parts.push(format!("k {}", if is_strict { "INT" } else { "" }));
                false
            }
        };
        columns.push("k".to_owned());
        let key_type = match key {
            0 | 1 => "INTEGER",
            2 | 5 => "TEXT",
            _ => "",
        };
        for column in 0..1 + chance.below(4) {
            let kind = if is_strict {
                chance.of(&["INT", "REAL", "TEXT", "BLOB", "ANY"])
            } else {
                chance.of(&[
                    "",
                    "INTEGER",
                    "TEXT",
                    "REAL",
                    "NUMERIC",
                    "BLOB",
                    "VARCHAR(9)",
                    "DOUBLE",
                ])
            };
            let rule = chance.of(&["", "", "", "UNIQUE", "NOT NULL", "NOT NULL UNIQUE", "DEFAULT 3"]);
            // Columns in an order that is not the one of their names.
            let column = format!("{}{column}", ["z", "a", "$", "É"][column as usize % 4]);
            parts.push(format!("\"{column}\" {kind} {rule}"));
            columns.push(column);
        }
        if !is_strict && !drawn.is_empty() && chance.one_in(2) {
            let parent = &drawn[chance.below(drawn.len() as u64) as usize];
            if parent.is_parent {
                // Mostly of the same type, as it should be.
                let kind = if chance.one_in(8) { "" } else { parent.key };
                let quoted = parent.name.replace('"', "\"\"");
                parts.push(format!("parent {kind} REFERENCES \"{quoted}\" (k)"));
                columns.push("parent".to_owned());
            }
        }
        if !is_strict && chance.one_in(3) && matches!(key, 0..=3) {
            parts.push(format!("self {key_type} REFERENCES \"{quoted}\" (k)"));
            columns.push("self".to_owned());
        }
        if chance.one_in(3) {
            parts.push(format!(
                "computed {} AS (typeof(k) || 'x') {}",
                if is_strict { "TEXT" } else { "" },
                chance.of(&["", "STORED"])
            ));
        }
        let first = columns[1].clone();
        if key == 4 && without_rowid {
            parts.push(format!("PRIMARY KEY (\"{first}\", k)"));
        } else if key == 4 {
            parts.push(format!("UNIQUE (\"{first}\", k)"));
        }
        let mut options = Vec::new();
        if without_rowid {
            options.push("WITHOUT ROWID");
        }
        if is_strict {
            options.push("STRICT");
        }
        sql.push_str(&format!(
            "CREATE TABLE \"{quoted}\" ({}) {};\n",
            parts.join(", "),
            options.join(", ")
        ));
        if chance.one_in(3) {
            sql.push_str(&format!(
                "CREATE UNIQUE INDEX \"u {quoted}\" ON \"{quoted}\" (lower(\"{first}\"), k);\n"
            ));
        }
        drawn.push(Drawn {
            name,
            columns,
            key: key_type,
            // Only what is unique can be pointed to.
            is_parent: matches!(key, 0..=3 | 5),
        });
    }
    (sql, drawn)
}

fn fill(desk: &Desk, drawn: &[Drawn], chance: &mut Chance, times: u64, inserts_only: bool) {
    let connection = desk.connection();
    connection.pragma_update(None, "foreign_keys", true).unwrap();
    connection.execute_batch("BEGIN").unwrap();
    for _ in 0..times {
        let table = &drawn[chance.below(drawn.len() as u64) as usize];
        let quoted = table.name.replace('"', "\"\"");
        let value = |chance: &mut Chance, column: &str| match column {
            "parent" | "self" if chance.one_in(2) => "NULL".to_owned(),
            "parent" | "self" | "k" => chance.below(6).to_string(),
            _ => chance.of(VALUES).to_owned(),
        };
        let any_row = format!("WHERE k IS (SELECT k FROM \"{quoted}\" ORDER BY random_order LIMIT 1)");
        let any_row = any_row.replace("random_order", &format!("(k * {})", chance.below(100)));
        let sql = match if inserts_only { 0 } else { chance.below(4) } {
            0 | 1 => {
                let columns: Vec<String> = table
                    .columns
                    .iter()
                    .map(|column| format!("\"{column}\""))
                    .collect();
                let values: Vec<String> = table.columns.iter().map(|column| value(chance, column)).collect();
                format!(
                    "INSERT INTO \"{quoted}\" ({}) VALUES ({})",
                    columns.join(", "),
                    values.join(", ")
                )
            }
            2 => {
                let column = &table.columns[chance.below(table.columns.len() as u64) as usize];
                format!(
                    "UPDATE \"{quoted}\" SET \"{column}\" = {} {any_row}",
                    value(chance, column)
                )
            }
            _ => format!("DELETE FROM \"{quoted}\" {any_row}"),
        };
        // What the database's own rules do not allow does not happen.
        let _ = connection.execute(&sql, []);
    }
    connection.execute_batch("COMMIT").unwrap();
}

/// Where kinds of values differ between child and parent, SQLite lets a parent go that its own check then misses.
fn has_orphans(desk: &Desk) -> bool {
    desk.connection()
        .query_row(
            "SELECT EXISTS (SELECT 1 FROM pragma_foreign_key_check)",
            [],
            |row| row.get(0),
        )
        .unwrap()
}

fn there_and_back(seed: u64) {
    let mut chance = Chance(seed);
    let (sql, drawn) = tables(&mut chance);
    let desk = Desk::new("");
    if let Err(error) = desk.connection().execute_batch(&sql) {
        panic!("{error}\n{sql}");
    }
    let times = 5 + chance.below(40);
    fill(&desk, &drawn, &mut chance, times, true);
    let (first, first_dump) = (desk.state(), desk.dump());
    if has_orphans(&desk) {
        return;
    }
    assert_eq!(
        first.order.len(),
        first_dump.values().map(Vec::len).sum::<usize>()
    );
    let times = 5 + chance.below(40);
    fill(&desk, &drawn, &mut chance, times, false);
    let (second, second_dump) = (desk.state(), desk.dump());
    if has_orphans(&desk) {
        return;
    }
    let states = [(&first, &first_dump), (&second, &second_dump)];
    back_and_forth(&desk, &mut chance, states, &format!("seed {seed}\n{sql}"));
}

/// Random edits of a shop with a profile: rows change their owners, lose them and find one.
fn owners_change(seed: u64) {
    let mut chance = Chance(seed);
    let desk = Desk::with_profile(TABLES, BAKERY);
    edit_bakery(&desk, &mut chance);
    let (first, first_dump) = (desk.state(), desk.dump());
    edit_bakery(&desk, &mut chance);
    let (second, second_dump) = (desk.state(), desk.dump());
    let states = [(&first, &first_dump), (&second, &second_dump)];
    back_and_forth(&desk, &mut chance, states, &format!("seed {seed}"));
}

fn edit_bakery(desk: &Desk, chance: &mut Chance) {
    let connection = desk.connection();
    connection.pragma_update(None, "foreign_keys", true).unwrap();
    connection.execute_batch("BEGIN").unwrap();
    for _ in 0..10 + chance.below(40) {
        let product = chance.of(&["1", "2", "3", "10", "NULL"]);
        let (variant, other) = (
            chance.of(&["5", "6", "100", "101"]),
            chance.of(&["5", "6", "7", "999"]),
        );
        let sku = chance.of(&["NULL", "'B1'", "'B2'", "'B9'"]);
        let word = chance.of(&["'x'", "'y'", "'z'", "'fresh'", "NULL", "x'00'"]);
        let sql = match chance.below(14) {
            0 => format!(
                "INSERT INTO products (id, sku, name, brand) VALUES ({product}, {sku}, 'new', {})",
                chance.below(3)
            ),
            1 => format!("UPDATE products SET sku = {sku}, size = {word} WHERE id = {product}"),
            2 => format!("DELETE FROM products WHERE id = {product}"),
            3 => format!(
                "INSERT INTO variants (id, product, code, price) VALUES ({variant}, {product}, {word}, 1)"
            ),
            4 | 5 => format!("UPDATE variants SET product = {product} WHERE id = {variant}"),
            6 => format!(
                "UPDATE variants SET code = {word}, price = {} WHERE id = {variant}",
                chance.below(9)
            ),
            7 => format!("UPDATE variants SET id = {other} WHERE id = {variant}"),
            8 => format!("DELETE FROM variants WHERE id = {variant}"),
            9 => format!("INSERT INTO options VALUES ({other}, 'colour', {word})"),
            10 => format!("UPDATE options SET variant = {variant}, value = {word} WHERE variant = {other}"),
            11 => format!("INSERT INTO tags VALUES ({sku}, {word})"),
            12 => format!(
                "UPDATE tags SET sku = {sku} WHERE rowid % 3 = {}",
                chance.below(3)
            ),
            _ => format!(
                "UPDATE posts SET kind = {} WHERE id = {}",
                chance.of(&["'page'", "'article'", "NULL"]),
                chance.below(5)
            ),
        };
        // What the database's own rules do not allow does not happen.
        let _ = connection.execute(&sql, []);
    }
    connection.execute_batch("COMMIT").unwrap();
}

/// Writes the one state over the other and the other way round, each as one batch in any order.
fn back_and_forth(desk: &Desk, chance: &mut Chance, states: [(&State, &Dump); 2], what: &str) {
    let [first, second] = states;
    for ((from, _), (to, dump)) in [(second, first), (first, second), (second, first)] {
        let mut batch = writes(from, to);
        for at in (1..batch.len()).rev() {
            batch.swap(at, chance.below(at as u64 + 1) as usize);
        }
        let outcomes = desk.writing().write(&batch, &Kept::of([from, to])).unwrap();
        for (write, outcome) in batch.iter().zip(outcomes) {
            let told = format!("{write:?} {outcome:?}");
            let told: String = told.chars().take(1500).collect();
            assert_eq!(code(&outcome), "written", "{told}\n{what}");
        }
        assert_same(&desk.dump(), dump, what);
    }
}

pub fn config() -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES")
        .ok()
        .and_then(|cases| cases.parse().ok());
    ProptestConfig {
        cases: asked.unwrap_or(120),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    // S2.6.2, S2.2.11
    #[test]
    fn random_shops_come_back(seed in any::<u64>()) {
        there_and_back(seed);
    }

    #[test]
    fn random_owners_come_back(seed in any::<u64>()) {
        owners_change(seed);
    }
}
