//! The tables of a database, as it describes them.

use super::stored::Affinity;

/// Every table that can be read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Schema {
    pub(crate) tables: Vec<Table>,
}

#[derive(Clone, Debug)]
pub(crate) struct Table {
    /// What it is called by profiles and people: with its schema where that is not the usual one.
    pub(crate) name: String,
    /// The schema it is in, where a database has several.
    pub(crate) within: Option<String>,
    /// In the order of the table.
    pub(crate) columns: Vec<Column>,
    /// Positions of the columns that identify a row, in key order; empty when nothing does.
    pub(crate) key: Vec<usize>,
    pub(crate) place: Place,
    pub(crate) foreign_keys: Vec<ForeignKey>,
    /// What the database keeps unique, the key included.
    pub(crate) uniques: Vec<Unique>,
    /// Whether other tables inherit from it, so that it has to be asked for its own rows only.
    pub(crate) has_heirs: bool,
    /// Whether what is written to it can be taken back, and what is read of it is from one moment.
    pub(crate) is_transactional: bool,
    /// The table is the inside of something the database keeps up by itself (a search index).
    pub(crate) is_inside: bool,
    /// Whether all of its rows may be seen by who reads the database.
    pub(crate) is_readable: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Column {
    pub(crate) name: String,
    pub(crate) affinity: Affinity,
    pub(crate) not_null: bool,
    /// Computed by the database: read, never written.
    pub(crate) generated: bool,
    /// Its type, as the database describes it.
    pub(crate) declared: String,
    /// Set by the database whenever the row is changed, unless it is written: read, and kept as it is.
    pub(crate) sets_itself: bool,
    /// How texts are compared, where it is not byte by byte; only known of columns in a unique index.
    pub(crate) collation: Option<String>,
}

/// How to tell a row from all others within one consistent view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// By its key, which is never NULL; `true` when the key is the row's number.
    Key { numbered: bool },
    /// By the row's number, under this name.
    Row(&'static str),
    /// By its content alone.
    Content,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ForeignKey {
    pub(crate) columns: Vec<usize>,
    /// Position of the parent table.
    pub(crate) parent: usize,
    pub(crate) parent_columns: Vec<usize>,
    pub(crate) acts: Acts,
    /// Whether only some of the child's rows have to point somewhere (those of one partition).
    pub(crate) is_of_part: bool,
}

/// What a database does by itself to rows that point to one that is changed or deleted, where it keeps to foreign keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Acts {
    /// It empties the child's columns when those of the parent change.
    pub(crate) empties: bool,
    /// It gives the child's columns the new values when those of the parent change; they may be none.
    pub(crate) follows: bool,
    /// It deletes or changes the child's rows when the parent's is deleted. What only holds a row back the database says itself, unless
    /// it would say so when all is to be kept.
    pub(crate) takes_along: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Unique {
    /// What the database calls it; empty where it does not.
    pub(crate) name: String,
    /// Without its expressions.
    pub(crate) columns: Vec<usize>,
    /// Whether any column's change may change what has to be unique, by an expression or a generated column.
    pub(crate) has_expressions: bool,
}

impl Schema {
    pub(crate) fn names(&self) -> Vec<&str> {
        self.tables.iter().map(|table| table.name.as_str()).collect()
    }

    /// The same without some tables; what pointed to them points nowhere.
    pub(crate) fn without(mut self, is_out: impl Fn(&Table) -> bool) -> Self {
        let mut stayed = 0..;
        let moved: Vec<Option<usize>> = self
            .tables
            .iter()
            .map(|table| if is_out(table) { None } else { stayed.next() })
            .collect();
        let to = |parent: usize| moved.get(parent).copied().flatten();
        let mut places = moved.iter();
        self.tables.retain(|_| places.next().is_some_and(Option::is_some));
        for table in &mut self.tables {
            table.foreign_keys.retain(|key| to(key.parent).is_some());
            for key in &mut table.foreign_keys {
                key.parent = to(key.parent).unwrap_or_default();
            }
        }
        self
    }

    /// The position of a table; names differ by case in no database we read, so case is not looked at second time round.
    pub(crate) fn position(&self, name: &str) -> Option<usize> {
        position_of(self.tables.iter().map(|table| table.name.as_str()), name)
    }
}

impl Table {
    /// An ordinary table of which nothing but the name is known.
    pub(crate) fn new(name: String) -> Self {
        Self {
            name,
            within: None,
            columns: Vec::new(),
            key: Vec::new(),
            place: Place::Content,
            foreign_keys: Vec::new(),
            uniques: Vec::new(),
            has_heirs: false,
            is_transactional: true,
            is_inside: false,
            is_readable: true,
        }
    }
}

impl Column {
    /// A column of whole numbers that no table has.
    pub(crate) fn number(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            affinity: Affinity::Numeric,
            not_null: true,
            generated: false,
            declared: "bigint".to_owned(),
            sets_itself: false,
            collation: None,
        }
    }

    /// A whole number close to the largest one that a column of numbers takes.
    pub(crate) fn largest(&self) -> i64 {
        let declared = self.declared.to_ascii_lowercase();
        let is_unsigned = declared.contains("unsigned");
        match declared.split(['(', ' ']).next().unwrap_or_default() {
            "tinyint" => i64::from(if is_unsigned { u8::MAX } else { 127 }),
            "smallint" | "int2" => i64::from(if is_unsigned { u16::MAX } else { 32_767 }),
            "mediumint" => {
                if is_unsigned {
                    16_777_215
                } else {
                    8_388_607
                }
            }
            "int" | "integer" | "int4" => i64::from(if is_unsigned { u32::MAX } else { 2_147_483_647 }),
            "decimal" | "numeric" => {
                let of = |text: &str| text.trim().parse::<u32>().ok();
                let inside = declared
                    .split_once('(')
                    .and_then(|(_, rest)| rest.split_once(')'));
                let (digits, fraction) = match inside.map(|(inside, _)| inside) {
                    Some(inside) => match inside.split_once(',') {
                        Some((digits, fraction)) => (of(digits), of(fraction)),
                        None => (of(inside), Some(0)),
                    },
                    None => (None, None),
                };
                match (digits, fraction) {
                    (Some(digits), Some(fraction)) => 10_i64
                        .saturating_pow(digits.saturating_sub(fraction))
                        .saturating_sub(1),
                    _ => i64::MAX,
                }
            }
            _ => i64::MAX,
        }
    }
}

impl Table {
    pub(crate) fn column(&self, name: &str) -> Option<usize> {
        position_of(self.columns.iter().map(|column| column.name.as_str()), name)
    }

    /// All of the names, or nothing.
    pub(crate) fn columns_named(&self, names: &[String]) -> Option<Vec<usize>> {
        names.iter().map(|name| self.column(name)).collect()
    }

    pub(crate) fn name_of(&self, column: usize) -> &str {
        self.columns
            .get(column)
            .map(|column| column.name.as_str())
            .unwrap_or_default()
    }

    pub(crate) fn affinity(&self, column: usize) -> Affinity {
        self.columns
            .get(column)
            .map_or(Affinity::Blob, |column| column.affinity)
    }

    /// Whether a row may have to be known by its content: it has no key, a NULL in it, or one too large for an id.
    pub(crate) fn may_lack_an_id(&self) -> bool {
        self.place != Place::Key { numbered: true }
    }

    pub(crate) fn is_generated(&self, column: usize) -> bool {
        self.columns.get(column).is_some_and(|column| column.generated)
    }
}

fn position_of<'a>(names: impl Iterator<Item = &'a str> + Clone, name: &str) -> Option<usize> {
    names
        .clone()
        .position(|found| found == name)
        .or_else(|| names.clone().position(|found| found.eq_ignore_ascii_case(name)))
}
