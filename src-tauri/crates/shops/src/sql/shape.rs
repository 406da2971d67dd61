//! # Which rows make which records
//!
//! A [`TypeShape`] is a small tree: the root table, and for each collection the table whose rows belong to a row above. The
//! reader walks it downwards and writes the document as it goes; the writer walks a document along it.
//!
//! Every row of the database belongs to exactly one type: what the profile names, then every table it does not name, then
//! the left-over rows of tables it covers only in part.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use backstock_model::{ContentType, FieldLabel, Group, Reference, RowReference, TypeDescription, write_text};

use super::schema::{Acts, ForeignKey, Schema, Table};
use super::zip::Places;
use crate::installation::Installation;
use crate::profile::{Profile, TypeProfile, placed, without_condition};
use crate::{AbsentType, InstallationFound, ShopError};

mod guess;

/// How a database writes names.
pub(crate) trait Naming {
    /// Quotes a name.
    fn quote(&self, name: &str) -> String;

    /// A table as it is called in a query.
    fn address(&self, table: &Table) -> String;

    /// A table's own rows, as something to select from, to change and to take away.
    fn rows_of(&self, table: &Table) -> String {
        self.address(table)
    }
}

/// How a whole database becomes content types.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shape {
    pub(crate) schema: Schema,
    /// Parents before the types that refer to them; the types of left-over rows come last.
    pub(crate) types: Vec<TypeShape>,
    /// In the order of `types`.
    descriptions: Vec<TypeDescription>,
    pub(crate) links: Vec<Link>,
    pub(crate) acting: Vec<Acting>,
    /// Columns that the profile says hold rows' numbers.
    pub(crate) told_numbers: Vec<ToldNumber>,
    /// The type of each table's left-over rows, by the table's position.
    left_over: BTreeMap<usize, usize>,
    /// What the profile names and the shop does not have.
    pub(crate) misfits: Vec<String>,
    /// The types among the misfits: those without their root.
    pub(crate) absent: Vec<AbsentType>,
    /// What the owner has to do in the shop after a restore; of one type where it is named.
    pub(crate) after_restore: Vec<(Option<ContentType>, String)>,
    /// The installations in the database, this one among them.
    pub(crate) installations: Vec<InstallationFound>,
}

/// How rows become the records of one type.
#[derive(Clone, Debug)]
pub(crate) struct TypeShape {
    /// The root first, owners before what they own.
    pub(crate) rows: Vec<RowShape>,
    /// The columns of the root that a record is known by: its table's key, or what of it the profile says is enough.
    pub(crate) key: Vec<usize>,
    /// Which rows of the root table, as an SQL condition over its columns.
    pub(crate) condition: Option<String>,
    pub(crate) name: Vec<Word>,
    pub(crate) search: Vec<Word>,
    /// What tells the same record in another shop; empty where nothing does.
    pub(crate) natural_key: Vec<Word>,
    /// Whether it is about this very shop, and another keeps its own.
    pub(crate) is_own: bool,
    /// What reads a single record.
    pub(crate) for_one_record: Queries,
    pub(crate) for_numbered: Queries,
}

/// A query for one kind of row.
#[derive(Debug)]
pub(crate) struct Query {
    pub(crate) sql: String,
    pub(crate) places: Places,
}

/// Queries that are made once: reading one record takes less time than writing them. A copy of a shape makes its own, for it
/// is copied to be changed.
#[derive(Debug, Default)]
pub(crate) struct Queries(OnceLock<Arc<[Query]>>);

impl Queries {
    pub(crate) fn get_or_make(
        &self,
        make: impl FnOnce() -> Result<Arc<[Query]>, ShopError>,
    ) -> Result<Arc<[Query]>, ShopError> {
        match self.0.get() {
            Some(made) => Ok(Arc::clone(made)),
            None => {
                let made = make()?;
                Ok(Arc::clone(self.0.get_or_init(|| made)))
            }
        }
    }
}

impl Clone for Queries {
    fn clone(&self) -> Self {
        Self::default()
    }
}

/// A column that a record is named or found by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// Position in [`TypeShape::rows`]; of a collection the first row counts.
    pub(crate) row: usize,
    pub(crate) column: usize,
}

/// How one kind of row is written into a document.
#[derive(Clone, Debug)]
pub(crate) struct RowShape {
    /// Position of its table.
    pub(crate) table: usize,
    /// `None` for the root.
    pub(crate) owner: Option<Owner>,
    /// Which rows of the table, as an SQL condition over its columns; for the root see [`TypeShape::condition`].
    pub(crate) condition: Option<String>,
    /// Columns and collections in the order of a canonical document.
    pub(crate) entries: Vec<(Entry, Vec<u8>)>,
    /// Positions in [`TypeShape::rows`] of the collections its rows own.
    pub(crate) children: Vec<usize>,
    /// Collection keys from the root down, joined by `/`; empty for the root.
    pub(crate) path: String,
}

/// What a key of a row's document stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Entry {
    /// A column, by its position in the table.
    Column(usize),
    /// A collection, by its position in [`TypeShape::rows`].
    Rows(usize),
}

#[derive(Clone, Debug)]
pub(crate) struct Owner {
    /// Position of the owner in [`TypeShape::rows`].
    pub(crate) row: usize,
    /// The collection's key.
    pub(crate) key: String,
    /// Columns of this table ...
    pub(crate) by: Vec<usize>,
    /// ... and the columns of the owner they hold.
    pub(crate) of: Vec<usize>,
}

/// Rows of one table that point to rows of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Link {
    pub(crate) child: usize,
    pub(crate) columns: Vec<usize>,
    pub(crate) parent: usize,
    pub(crate) parent_columns: Vec<usize>,
    /// A foreign key of the database; without one 0 and an empty text mean that it points nowhere.
    pub(crate) is_declared: bool,
}

pub(crate) fn declared(child: usize, key: &ForeignKey) -> Link {
    Link {
        child,
        columns: key.columns.clone(),
        parent: key.parent,
        parent_columns: key.parent_columns.clone(),
        is_declared: true,
    }
}

/// A foreign key whose actions the database carries out when it is left to it.
#[derive(Clone, Debug)]
pub(crate) struct Acting {
    pub(crate) link: Link,
    pub(crate) acts: Acts,
}

/// A column that holds numbers of another table's rows because the profile says so.
#[derive(Clone, Debug)]
pub(crate) struct ToldNumber {
    pub(crate) table: usize,
    pub(crate) column: usize,
    /// The table whose rows they are.
    pub(crate) of: usize,
    /// Only in rows of which this column has one of these texts.
    pub(crate) when: Option<(usize, Vec<String>)>,
}

impl Shape {
    /// Lays a profile over a database, without the tables of other installations. No row of it is looked at.
    ///
    /// `understands` tells whether the database can make sense of a condition over a table's columns; a type with one that
    /// it cannot (the column is new, or gone) is a misfit like one whose table is missing.
    pub(crate) fn new<'n>(
        schema: Schema,
        installation: Option<&'n Installation>,
        naming: &'n dyn Naming,
        understands: &dyn Fn(&Table, &str) -> bool,
    ) -> Self {
        let profile = installation.map(|installation| installation.profile.as_ref());
        let (prefix, installations) = installation
            .map(|installation| {
                let names = schema.names();
                (installation.prefix_in(&names), installation.beside(&names))
            })
            .unwrap_or_default();
        let schema = schema.without(|table| {
            installation.is_some_and(|installation| installation.is_anothers(&table.name, &installations))
        });
        let mut draft = Draft {
            schema,
            naming,
            prefix,
            profile,
            types: Vec::new(),
            misfits: Vec::new(),
            absent: Vec::new(),
            installations,
        };
        for of_type in profile
            .map(|profile| profile.types.as_slice())
            .unwrap_or_default()
        {
            draft.add_profiled(of_type, understands);
        }
        for table in 0..draft.schema.tables.len() {
            draft.add_rest(table);
        }
        draft.finish()
    }

    /// Takes what the database works out itself out of the documents, where nobody knows it.
    pub(crate) fn leave_out_generated(&mut self) {
        for row in self.types.iter_mut().flat_map(|of_type| &mut of_type.rows) {
            let Some(table) = self.schema.tables.get(row.table) else {
                continue;
            };
            row.entries
                .retain(|(entry, _)| !matches!(entry, Entry::Column(column) if table.is_generated(*column)));
        }
    }

    /// All types.
    pub(crate) fn descriptions(&self) -> &[TypeDescription] {
        &self.descriptions
    }

    /// Says what tells the records of a table that no profile names, by single columns.
    pub(crate) fn tell(&mut self, table: &str, columns: impl Iterator<Item = String>) {
        let of_table = |description: &&mut TypeDescription| {
            !description.is_rest && description.tables == [table] && description.told_by.is_empty()
        };
        if let Some(description) = self.descriptions.iter_mut().find(of_table) {
            description.told_by = columns.map(|column| vec![column]).collect();
        }
    }

    /// A type's description.
    pub(crate) fn description(&self, position: usize) -> Option<&TypeDescription> {
        self.descriptions.get(position)
    }

    pub(crate) fn position(&self, content_type: &ContentType) -> Result<usize, ShopError> {
        self.descriptions
            .iter()
            .position(|description| description.key == *content_type)
            .ok_or_else(|| ShopError::UnknownType(content_type.clone()))
    }

    /// A type with its description and its root's table.
    pub(crate) fn parts(&self, position: usize) -> Result<(&TypeShape, &TypeDescription, &Table), ShopError> {
        let unknown = || ShopError::UnknownType(ContentType::new(""));
        let type_shape = self.types.get(position).ok_or_else(unknown)?;
        let description = self.description(position).ok_or_else(unknown)?;
        let root = type_shape.rows.first().ok_or_else(unknown)?;
        Ok((type_shape, description, self.table(root)?))
    }

    pub(crate) fn table(&self, row: &RowShape) -> Result<&Table, ShopError> {
        self.table_at(row.table)
    }

    pub(crate) fn table_at(&self, position: usize) -> Result<&Table, ShopError> {
        self.schema
            .tables
            .get(position)
            .ok_or_else(|| ShopError::UnknownType(ContentType::new("")))
    }

    /// The columns by which a type's root rows are told from each other, from those that they own, and from those that are
    /// linked to them: what has to be known of a row to change some of it. `None` where that is all of it.
    pub(crate) fn telling_columns(&self, type_shape: &TypeShape) -> Option<Vec<&str>> {
        let root = type_shape.rows.first()?.table;
        let table = self.schema.tables.get(root)?;
        // Where nothing can be taken back by the database, it is taken back by what was there before.
        if table.key.is_empty() || !table.is_transactional {
            return None;
        }
        let owned = type_shape.rows.iter().filter_map(|row| row.owner.as_ref());
        let owning = owned.filter(|owner| owner.row == 0).flat_map(|owner| &owner.of);
        let linked = self.links.iter().flat_map(|link| {
            let to = (link.child == root).then_some(&link.columns);
            let from = (link.parent == root).then_some(&link.parent_columns);
            to.into_iter().chain(from).flatten()
        });
        let columns = table
            .key
            .iter()
            .chain(&type_shape.key)
            .chain(owning)
            .chain(linked);
        // The key alone is linked to many times, and each name is asked for with every column.
        let columns: BTreeSet<usize> = columns.copied().collect();
        Some(columns.into_iter().map(|column| table.name_of(column)).collect())
    }

    /// The type of a table's left-over rows; `None` when all of its rows belong to records by nature.
    pub(crate) fn left_over_of(&self, table: usize) -> Option<usize> {
        self.left_over.get(&table).copied()
    }

    /// Whether a type is one of left-over rows.
    pub(crate) fn is_left_over(&self, position: usize) -> bool {
        self.left_over.values().any(|known| *known == position)
    }

    /// The label of the type that a table's rows belong to.
    pub(crate) fn label_of_table(&self, table: usize) -> String {
        self.types
            .iter()
            .zip(&self.descriptions)
            .find(|(shape, _)| shape.rows.iter().any(|row| row.table == table))
            .map(|(_, description)| description.label.clone())
            .unwrap_or_default()
    }
}

impl TypeShape {
    /// The rows from the root down to the one at `position`, both included.
    pub(crate) fn chain(&self, position: usize) -> Vec<&RowShape> {
        let mut chain = Vec::new();
        let mut next = self.rows.get(position);
        while let Some(row) = next {
            chain.push(row);
            next = row.owner.as_ref().and_then(|owner| self.rows.get(owner.row));
        }
        chain.reverse();
        chain
    }

    /// The same records without the rows they own.
    pub(crate) fn root_only(&self) -> Self {
        let mut rows = self.rows.clone();
        rows.truncate(1);
        for row in &mut rows {
            row.children.clear();
            row.entries.retain(|(entry, _)| matches!(entry, Entry::Column(_)));
        }
        Self { rows, ..self.clone() }
    }

    /// Whether records are called by the first of the rows at `position`, which has to be the same one each time.
    pub(crate) fn is_named_by(&self, position: usize) -> bool {
        let mut words = self.name.iter().chain(&self.search);
        words.any(|word| word.row == position)
    }

    /// The collection of the rows at `position` that has this key.
    pub(crate) fn child(&self, position: usize, key: &str) -> Option<(usize, &RowShape)> {
        let row = self.rows.get(position)?;
        row.children
            .iter()
            .filter_map(|&child| self.rows.get(child).map(|row| (child, row)))
            .find(|(_, child)| child.owner.as_ref().is_some_and(|owner| owner.key == key))
    }
}

/// A shape in the making: types are not in their order yet.
struct Draft<'n> {
    schema: Schema,
    naming: &'n dyn Naming,
    /// What the names of the profile's tables begin with in this shop.
    prefix: String,
    profile: Option<&'n Profile>,
    types: Vec<(TypeShape, TypeDescription)>,
    misfits: Vec<String>,
    absent: Vec<AbsentType>,
    installations: Vec<InstallationFound>,
}

impl Draft<'_> {
    fn add_profiled(&mut self, profile: &TypeProfile, understands: &dyn Fn(&Table, &str) -> bool) {
        let Some(root) = self.position(&profile.root) else {
            if profile.optional {
                return;
            }
            self.misfits
                .push(format!("{} (table {})", profile.label, profile.root));
            self.absent.push(AbsentType {
                key: ContentType::new(profile.key.as_str()),
                label: profile.label.clone(),
                table: profile.root.clone(),
                reason: None,
            });
            return;
        };
        let is_understood = |table: usize, condition: &Option<String>| {
            let table = self.schema.tables.get(table);
            let understood = |condition: &String| table.is_some_and(|table| understands(table, condition));
            condition.as_ref().is_none_or(understood)
        };
        let condition = self.condition(root, profile);
        if !is_understood(root, &condition) {
            self.misfits
                .push(format!("{} (in table {})", profile.label, profile.root));
            return;
        }
        let mut rows = vec![RowShape::bare(root, None, String::new())];
        let mut positions = BTreeMap::from([("", 0)]);
        for owned in &profile.owns {
            let Some(&owner) = positions.get(owned.within.as_str()) else {
                continue; // its owner is not in this shop, and that has been said
            };
            let found = self.owned(&rows, owner, owned);
            match found.filter(|row| is_understood(row.table, &row.condition)) {
                Some(row) => {
                    positions.insert(&owned.key, rows.len());
                    rows.push(row);
                }
                None if owned.optional && self.position(&owned.table).is_none() => {}
                None => self
                    .misfits
                    .push(format!("{} (table {})", profile.label, owned.table)),
            }
        }
        let words = |names: &[String]| -> Vec<Word> {
            let found = |name: &String| {
                let (path, column) = name.rsplit_once('/').unwrap_or(("", name));
                let row = rows.iter().position(|row| row.path == path)?;
                let table = self.schema.tables.get(rows.get(row)?.table)?;
                Some(Word {
                    row,
                    column: table.column(column)?,
                })
            };
            names.iter().filter_map(found).collect()
        };
        let told: Vec<Vec<String>> = std::iter::once(&profile.natural_key)
            .filter(|key| !key.is_empty() && words(key).len() == key.len())
            .cloned()
            .chain(
                profile
                    .told_by
                    .iter()
                    .filter(|path| !words(&[without_condition(path)]).is_empty())
                    .map(|path| vec![path.clone()]),
            )
            .collect();
        let shape = TypeShape {
            key: self.key(root, profile),
            condition,
            name: words(&profile.name),
            search: words(&profile.search),
            natural_key: Some(words(&profile.natural_key))
                .filter(|found| found.len() == profile.natural_key.len())
                .unwrap_or_default(),
            is_own: profile.own,
            for_one_record: Queries::default(),
            for_numbered: Queries::default(),
            rows,
        };
        let key = ContentType::new(profile.key.as_str());
        let mut description = TypeDescription::new(key, profile.label.clone(), profile.group);
        description.told_by = told;
        description.restorable = profile.restorable;
        description.protected = profile.protected;
        description.reason.clone_from(&profile.reason);
        description.volatile.clone_from(&profile.volatile);
        description.protected_fields.clone_from(&profile.protected_fields);
        description.locked_when = profile
            .locked
            .as_ref()
            .map(|locked| (locked.column.clone(), locked.equals.clone()));
        description.labels.clone_from(&profile.field);
        description.references.clone_from(&profile.reference);
        description.named_by.clone_from(&profile.named_by);
        description.after = profile
            .after
            .iter()
            .map(|key| ContentType::new(key.as_str()))
            .collect();
        self.add(shape, description);
    }

    fn owned(&self, rows: &[RowShape], owner: usize, owned: &crate::profile::Owned) -> Option<RowShape> {
        let owner_row = rows.get(owner)?;
        let owner_table = self.schema.tables.get(owner_row.table)?;
        let table_position = self.position(&owned.table)?;
        let table = self.schema.tables.get(table_position)?;
        let by = table.columns_named(&owned.by)?;
        let of = if owned.of.is_empty() {
            owner_table.key.clone()
        } else {
            owner_table.columns_named(&owned.of)?
        };
        let shares_a_key = owner_table.columns.iter().any(|column| column.name == owned.key);
        if by.len() != of.len() || shares_a_key {
            return None;
        }
        let path = if owner_row.path.is_empty() {
            owned.key.clone()
        } else {
            format!("{}/{}", owner_row.path, owned.key)
        };
        let owner = Owner {
            row: owner,
            key: owned.key.clone(),
            by,
            of,
        };
        Some(RowShape {
            condition: self.placed(owned.condition.as_ref()),
            ..RowShape::bare(table_position, Some(owner), path)
        })
    }

    /// The columns that a type's records are known by.
    fn key(&self, root: usize, profile: &TypeProfile) -> Vec<usize> {
        let Some(table) = self.schema.tables.get(root) else {
            return Vec::new();
        };
        let told = table.columns_named(&profile.known_by);
        let is_of_key = |columns: &Vec<usize>| columns.iter().all(|column| table.key.contains(column));
        told.filter(|columns| !columns.is_empty() && is_of_key(columns))
            .unwrap_or_else(|| table.key.clone())
    }

    /// Which rows of a type's root table make records, as an SQL condition.
    fn condition(&self, root: usize, profile: &TypeProfile) -> Option<String> {
        let not_elsewhere = profile.unless.as_ref().and_then(|unless| {
            let table = self.schema.tables.get(root)?;
            let other = self.schema.tables.get(self.position(&unless.table)?)?;
            let by = other.columns_named(&unless.by)?;
            let of = if unless.of.is_empty() {
                table.key.clone()
            } else {
                table.columns_named(&unless.of)?
            };
            let (address, elsewhere) = (self.naming.address(table), self.naming.rows_of(other));
            let pairs: Vec<String> = by
                .iter()
                .zip(&of)
                .map(|(&by, &of)| {
                    format!(
                        "u.{} = {address}.{}",
                        self.naming.quote(other.name_of(by)),
                        self.naming.quote(table.name_of(of))
                    )
                })
                .collect();
            (by.len() == of.len()).then(|| {
                format!(
                    "NOT EXISTS (SELECT 1 FROM {elsewhere} AS u WHERE {})",
                    pairs.join(" AND ")
                )
            })
        });
        let condition = self.placed(profile.condition.as_ref());
        match (condition, not_elsewhere) {
            (Some(condition), Some(other)) => Some(format!("({condition}) AND {other}")),
            (None, other) => other,
            (condition, None) => condition,
        }
    }

    /// A condition of the profile as it is asked in this shop.
    fn placed(&self, condition: Option<&String>) -> Option<String> {
        condition.map(|condition| placed(condition, &self.prefix))
    }

    /// The position of a table by its name in the profile.
    fn position(&self, name: &str) -> Option<usize> {
        self.schema.position(&format!("{}{name}", self.prefix))
    }

    /// Adds a type for a table that no type covers, or for those of its rows that none covers.
    fn add_rest(&mut self, position: usize) {
        let Some(table) = self.schema.tables.get(position).cloned() else {
            return;
        };
        let is_named = self
            .types
            .iter()
            .any(|(shape, _)| shape.rows.iter().any(|row| row.table == position));
        let mut condition = None;
        let mut label = guess::spelled_out(&table.name);
        if is_named {
            let Some(left_over) = self.left_over(position, &table) else {
                return;
            };
            condition = Some(left_over);
            label.push_str(": other rows");
        }
        let mut key = key_of(&table.name);
        while self.types.iter().any(|(_, known)| known.key.as_str() == key) {
            key = format!("main.{key}");
        }
        let (name, search) = guess::name_and_search(&table);
        let of_root = |columns: Vec<usize>| {
            columns
                .into_iter()
                .map(|column| Word { row: 0, column })
                .collect()
        };
        let shape = TypeShape {
            rows: vec![RowShape::bare(position, None, String::new())],
            key: table.key.clone(),
            condition,
            name: of_root(name),
            search: of_root(search),
            natural_key: of_root(if is_named {
                Vec::new()
            } else {
                guess::natural_key(&table)
            }),
            is_own: is_named && self.is_own(position),
            for_one_record: Queries::default(),
            for_numbered: Queries::default(),
        };
        let mut description = TypeDescription::new(ContentType::new(key), label, Group::Other);
        description.is_rest = is_named;
        let told: Vec<String> = shape
            .natural_key
            .iter()
            .map(|word| table.name_of(word.column).to_owned())
            .collect();
        description.told_by = Some(told).filter(|told| !told.is_empty()).into_iter().collect();
        let bare = table
            .name
            .strip_prefix(self.prefix.as_str())
            .unwrap_or(&table.name);
        if let Some(reason) = self.profile.and_then(|profile| profile.aside(bare)) {
            description.protected = true;
            description.reason = Some(reason.to_owned());
        }
        // Nobody has said what these tables are, and a restore must not take away what was sold since.
        if self.profile.is_none() {
            if guess::is_trade(&table.name) {
                description.protected = true;
                description.reason = Some(
                    "By its name it holds what your customers bought and paid for. It is left as it is unless you choose it by name."
                        .to_owned(),
                );
            } else {
                description.protected_fields = guess::stock(&table);
            }
        }
        if table.is_inside {
            description.restorable = false;
            description.reason = Some(
                "This is the inside of a search index; the shop's own software builds it from the other data.".to_owned(),
            );
        }
        self.add(shape, description);
    }

    /// Whether all that is named of a table is about this very shop; what is left over is then, too.
    fn is_own(&self, table: usize) -> bool {
        let roots = |shape: &&TypeShape| shape.rows.first().is_some_and(|root| root.table == table);
        let mut named = self.types.iter().map(|(shape, _)| shape).filter(roots).peekable();
        named.peek().is_some() && named.all(|shape| shape.is_own)
    }

    fn add(&mut self, mut shape: TypeShape, mut description: TypeDescription) {
        shape.connect(&self.schema);
        let mut tables: Vec<String> = Vec::new();
        for row in &shape.rows {
            if let Some(table) = self.schema.tables.get(row.table)
                && !tables.contains(&table.name)
            {
                tables.push(table.name.clone());
            }
        }
        let root = shape.rows.first();
        if let Some(root) = root.and_then(|root| self.schema.tables.get(root.table)) {
            let columns = shape.key.iter().map(|&column| root.name_of(column).to_owned());
            description.known_by = columns.collect();
        }
        description.derived = self.derived(&shape.rows);
        description.together = self.together(&shape.rows);
        description.tables = tables;
        self.types.push((shape, description));
    }

    /// The paths of columns that the database works out itself.
    fn derived(&self, rows: &[RowShape]) -> Vec<String> {
        let mut derived = Vec::new();
        for row in rows {
            let Some(table) = self.schema.tables.get(row.table) else {
                continue;
            };
            for column in table.columns.iter().filter(|column| column.generated) {
                derived.push(row.path_of(&column.name));
            }
        }
        derived
    }

    /// The paths of columns that say the same as another one of their row.
    fn together(&self, rows: &[RowShape]) -> Vec<Vec<String>> {
        let Some(before) = self.profile.and_then(|profile| profile.says_again.as_deref()) else {
            return Vec::new();
        };
        let mut together = Vec::new();
        for row in rows {
            let columns = self.schema.tables.get(row.table).map(|table| &table.columns);
            for column in columns.into_iter().flatten() {
                let again = format!("{before}{}", column.name);
                if columns.is_some_and(|columns| columns.iter().any(|other| other.name == again)) {
                    together.push(vec![row.path_of(&column.name), row.path_of(&again)]);
                }
            }
        }
        together
    }

    /// The condition for the rows of a table that belong to no type yet; `None` when all of them do.
    fn left_over(&self, position: usize, table: &Table) -> Option<String> {
        let name = self.naming.address(table);
        let mut covered = Vec::new();
        for (shape, _) in &self.types {
            for (row, row_shape) in shape.rows.iter().enumerate() {
                if row_shape.table == position {
                    covered.push(self.covered(shape, row, &name)?);
                }
            }
        }
        Some(
            covered
                .iter()
                .map(|condition| format!("({condition}) IS NOT TRUE"))
                .collect::<Vec<_>>()
                .join(" AND "),
        )
    }

    /// The condition for a row to be in a record of the type; `None` when every row is.
    fn covered(&self, shape: &TypeShape, position: usize, alias: &str) -> Option<String> {
        let row = shape.rows.get(position)?;
        if row.owner.is_none() {
            return shape.condition.as_ref().map(|condition| format!("({condition})"));
        }
        let belonging = self.belonging(shape, position, alias)?;
        Some(match &row.condition {
            Some(condition) => format!("({condition}) AND {belonging}"),
            None => belonging,
        })
    }

    /// The condition for a row to have an owner in a record of the type.
    fn belonging(&self, shape: &TypeShape, position: usize, alias: &str) -> Option<String> {
        let row = shape.rows.get(position)?;
        let owner = row.owner.as_ref()?;
        let table = self.schema.tables.get(row.table)?;
        let owner_row = shape.rows.get(owner.row)?;
        let owner_table = self.schema.tables.get(owner_row.table)?;
        let quoted_owner = self.naming.rows_of(owner_table);
        let owner_alias = format!("o{}", owner.row);
        let mut conditions: Vec<String> = owner
            .by
            .iter()
            .zip(&owner.of)
            .map(|(&by, &of)| {
                format!(
                    "{alias}.{} = {owner_alias}.{}",
                    self.naming.quote(table.name_of(by)),
                    self.naming.quote(owner_table.name_of(of))
                )
            })
            .collect();
        // A condition names its columns bare, so it stands where only they can be meant.
        let condition = match owner_row.owner {
            None => &shape.condition,
            Some(_) => &owner_row.condition,
        };
        let source = match condition {
            Some(condition) => format!("(SELECT * FROM {quoted_owner} WHERE ({condition}))"),
            None => quoted_owner,
        };
        if owner_row.owner.is_some() {
            conditions.extend(self.belonging(shape, owner.row, &owner_alias));
        }
        Some(format!(
            "EXISTS (SELECT 1 FROM {source} AS {owner_alias} WHERE {})",
            conditions.join(" AND ")
        ))
    }

    fn finish(mut self) -> Shape {
        let acting = self.acting();
        let mut links = self.declared_links();
        links.extend(self.profiled_links(&links));
        self.describe_links(&links);
        let keys: BTreeSet<ContentType> = self
            .types
            .iter()
            .filter(|(_, description)| !description.is_rest)
            .map(|(_, description)| description.key.clone())
            .collect();
        for (_, description) in &mut self.types {
            description
                .references
                .retain(|reference| keys.contains(&reference.to));
            description.named_by.retain(|named| keys.contains(&named.to));
            let own = description.key.clone();
            let mut seen = BTreeSet::new();
            description
                .after
                .retain(|key| keys.contains(key) && *key != own && seen.insert(key.clone()));
        }
        let mut order = parents_first(&self.types);
        order.sort_by_key(|&position| {
            self.types
                .get(position)
                .is_some_and(|(_, description)| description.is_rest)
        });
        let left_over = order
            .iter()
            .enumerate()
            .filter_map(|(position, before)| {
                let (shape, description) = self.types.get(*before)?;
                description
                    .is_rest
                    .then_some((shape.rows.first()?.table, position))
            })
            .collect();
        let told_numbers = self.told_numbers();
        let mut taken: Vec<Option<(TypeShape, TypeDescription)>> = self.types.into_iter().map(Some).collect();
        let (types, descriptions) = order
            .into_iter()
            .filter_map(|position| taken.get_mut(position).and_then(Option::take))
            .unzip();
        Shape {
            told_numbers,
            schema: self.schema,
            types,
            descriptions,
            links,
            acting,
            left_over,
            misfits: self.misfits,
            absent: self.absent,
            after_restore: self.profile.map(sentences).unwrap_or_default(),
            installations: self.installations,
        }
    }

    fn declared_links(&self) -> Vec<Link> {
        self.schema
            .tables
            .iter()
            .enumerate()
            .flat_map(|(child, table)| table.foreign_keys.iter().map(move |key| (child, key)))
            .filter(|(_, key)| !key.is_of_part)
            .map(|(child, key)| declared(child, key))
            .collect()
    }

    /// Every foreign key, also one that only some rows have to keep to.
    fn acting(&self) -> Vec<Acting> {
        let tables = self.schema.tables.iter().enumerate();
        let keys = tables.flat_map(|(child, table)| table.foreign_keys.iter().map(move |key| (child, key)));
        keys.map(|(child, key)| Acting {
            link: declared(child, key),
            acts: Acts {
                takes_along: key.acts.takes_along || key.is_of_part,
                ..key.acts
            },
        })
        .collect()
    }

    /// Columns with numbers that only the profile knows of, as far as this shop has them.
    fn told_numbers(&self) -> Vec<ToldNumber> {
        let told = self.profile.map(|profile| profile.number.as_slice());
        let found = |number: &crate::profile::NumberOf| {
            let position = self.position(&number.table)?;
            let table = self.schema.tables.get(position)?;
            let when = match &number.when {
                Some(when) => Some((table.column(&when.column)?, when.is.clone())),
                None => None,
            };
            Some(ToldNumber {
                table: position,
                column: table.column(&number.column)?,
                of: self.position(&number.of)?,
                when,
            })
        };
        let mut numbers: Vec<ToldNumber> = told.unwrap_or_default().iter().filter_map(found).collect();
        if self.profile.is_some_and(|profile| profile.numbers_by_name) {
            numbers.extend(self.named_numbers());
        }
        if self.profile.is_none() {
            numbers.extend(self.guessed_numbers());
        }
        numbers
    }

    /// Without a profile, columns that are called after a table and that no foreign key explains.
    fn guessed_numbers(&self) -> Vec<ToldNumber> {
        let tables = &self.schema.tables;
        let mut numbers = Vec::new();
        for (table, described) in tables.iter().enumerate() {
            for (column, found) in described.columns.iter().enumerate() {
                let is_explained = described.key == [column]
                    || described
                        .foreign_keys
                        .iter()
                        .any(|key| key.columns.contains(&column));
                if let Some(of) = guess::called_after(tables, &found.name).filter(|_| !is_explained) {
                    numbers.push(ToldNumber {
                        table,
                        column,
                        of,
                        when: None,
                    });
                }
            }
        }
        numbers
    }

    /// Columns that are called like the key of a table: of the first one with such a key.
    fn named_numbers(&self) -> Vec<ToldNumber> {
        let tables = &self.schema.tables;
        // Of the tables that no type names, those of countries and the like come with the platform and are numbered by it; and of
        // what is a shop's own, another one has its own numbers.
        let named: BTreeSet<usize> = self
            .types
            .iter()
            .filter(|(shape, description)| description.group != Group::Other && !shape.is_own)
            .flat_map(|(shape, _)| shape.rows.iter().map(|row| row.table))
            .collect();
        let mut keys: BTreeMap<&str, usize> = BTreeMap::new();
        for position in named {
            let Some(table) = tables.get(position) else {
                continue;
            };
            if let [column] = table.key.as_slice() {
                keys.entry(table.name_of(*column)).or_insert(position);
            }
        }
        let mut numbers = Vec::new();
        for (table, described) in tables.iter().enumerate() {
            for (column, found) in described.columns.iter().enumerate() {
                if let Some(&of) = keys.get(found.name.as_str()).filter(|of| **of != table) {
                    numbers.push(ToldNumber {
                        table,
                        column,
                        of,
                        when: None,
                    });
                }
            }
        }
        numbers
    }

    /// References that the profile names and the database does not declare.
    fn profiled_links(&self, declared: &[Link]) -> Vec<Link> {
        let mut links = Vec::new();
        for (shape, description) in &self.types {
            for reference in &description.references {
                let (path, column) = reference
                    .path
                    .rsplit_once('/')
                    .unwrap_or(("", reference.path.as_str()));
                let child = shape.rows.iter().find(|row| row.path == path).and_then(|row| {
                    let table = self.schema.tables.get(row.table)?;
                    Some((row.table, table.column(column)?))
                });
                let parent = self
                    .types
                    .iter()
                    .find(|(_, known)| known.key == reference.to)
                    .and_then(|(shape, _)| shape.rows.first())
                    .map(|row| row.table);
                if let (Some((child, column)), Some(parent)) = (child, parent)
                    && let Some([parent_column]) =
                        self.schema.tables.get(parent).map(|table| table.key.as_slice())
                {
                    let link = Link {
                        child,
                        columns: vec![column],
                        parent,
                        parent_columns: vec![*parent_column],
                        is_declared: false,
                    };
                    let is_known = declared.iter().chain(&links).any(|known| {
                        Link {
                            is_declared: false,
                            ..known.clone()
                        } == link
                    });
                    if !is_known {
                        links.push(link);
                    }
                }
            }
        }
        links
    }

    /// Tells each type what it points to and what has to be written before it.
    fn describe_links(&mut self, links: &[Link]) {
        let rests: BTreeSet<ContentType> = self
            .types
            .iter()
            .filter(|(_, description)| description.is_rest)
            .map(|(_, description)| description.key.clone())
            .collect();
        // Which types have rows of a table, and where: nowhere below a record where they are its root.
        let mut homes: BTreeMap<usize, Vec<(ContentType, Option<String>)>> = BTreeMap::new();
        for (shape, description) in &self.types {
            for row in &shape.rows {
                let place = row.owner.as_ref().map(|_| row.path.clone());
                homes
                    .entry(row.table)
                    .or_default()
                    .push((description.key.clone(), place));
            }
        }
        for (shape, description) in &mut self.types {
            for row in &shape.rows {
                let Some(table) = self.schema.tables.get(row.table) else {
                    continue;
                };
                for link in links.iter().filter(|link| link.child == row.table) {
                    let points_to_owner = row.owner.as_ref().is_some_and(|owner| {
                        owner.by == link.columns
                            && shape
                                .rows
                                .get(owner.row)
                                .is_some_and(|owner_row| owner_row.table == link.parent)
                    });
                    let parents = homes.get(&link.parent).map(Vec::as_slice).unwrap_or_default();
                    if points_to_owner {
                        continue;
                    }
                    description
                        .after
                        .extend(parents.iter().map(|(key, _)| key.clone()));
                    let is_key = self
                        .schema
                        .tables
                        .get(link.parent)
                        .is_some_and(|parent| parent.key == link.parent_columns);
                    let (true, [column]) = (is_key, link.columns.as_slice()) else {
                        continue;
                    };
                    let column = table.name_of(*column);
                    if let [(parent, None)] = parents {
                        let path = if row.path.is_empty() {
                            column.to_owned()
                        } else {
                            format!("{}/{column}", row.path)
                        };
                        if description.references.iter().all(|known| known.path != path) {
                            description.references.push(Reference {
                                path,
                                to: parent.clone(),
                            });
                        }
                    }
                    // What only mentions a row somewhere does not belong to it. Rows that ought to have an owner have a type beside it.
                    let mut owners = parents.iter().filter(|(key, _)| !rests.contains(key));
                    if let (Some((parent, Some(rows))), None, None) =
                        (owners.next(), owners.next(), row.owner.as_ref())
                    {
                        description.row_references.push(RowReference {
                            column: column.to_owned(),
                            to: parent.clone(),
                            rows: rows.clone(),
                        });
                    }
                }
            }
            let referred: Vec<ContentType> = description
                .references
                .iter()
                .map(|reference| reference.to.clone())
                .collect();
            description.after.extend(referred);
        }
    }
}

impl TypeShape {
    /// Fills in what follows from the rows and their owners.
    fn connect(&mut self, schema: &Schema) {
        let children: Vec<Vec<(usize, String)>> = (0..self.rows.len())
            .map(|position| {
                self.rows
                    .iter()
                    .enumerate()
                    .filter_map(|(child, row)| {
                        let owner = row.owner.as_ref()?;
                        (owner.row == position).then(|| (child, owner.key.clone()))
                    })
                    .collect()
            })
            .collect();
        for (row, children) in self.rows.iter_mut().zip(children) {
            let columns = schema
                .tables
                .get(row.table)
                .map(|table| table.columns.as_slice())
                .unwrap_or_default();
            let mut entries: Vec<(&str, Entry)> = columns
                .iter()
                .enumerate()
                .map(|(position, column)| (column.name.as_str(), Entry::Column(position)))
                .chain(
                    children
                        .iter()
                        .map(|(child, key)| (key.as_str(), Entry::Rows(*child))),
                )
                .collect();
            entries.sort_by_key(|(key, _)| *key);
            row.entries = entries
                .into_iter()
                .map(|(key, entry)| {
                    let mut written = Vec::new();
                    write_text(&mut written, key);
                    written.push(b':');
                    (entry, written)
                })
                .collect();
            row.children = children.into_iter().map(|(child, _)| child).collect();
        }
    }
}

impl RowShape {
    fn bare(table: usize, owner: Option<Owner>, path: String) -> Self {
        Self {
            table,
            owner,
            condition: None,
            entries: Vec::new(),
            children: Vec::new(),
            path,
        }
    }

    /// The path of one of its columns.
    fn path_of(&self, column: &str) -> String {
        match self.path.as_str() {
            "" => column.to_owned(),
            above => format!("{above}/{column}"),
        }
    }
}

/// What a profile tells the owner to do after a restore.
fn sentences(profile: &Profile) -> Vec<(Option<ContentType>, String)> {
    let of_all = profile
        .after_restore
        .iter()
        .map(|sentence| (None, sentence.clone()));
    let of_types = profile.types.iter().flat_map(|of_type| {
        let key = ContentType::new(of_type.key.as_str());
        let sentences = of_type.after_restore.iter();
        sentences.map(move |sentence| (Some(key.clone()), sentence.clone()))
    });
    of_all.chain(of_types).collect()
}

/// A table's name as the key of a type, which has no `/` (TYPE/ID splits there) and is never empty.
fn key_of(table: &str) -> String {
    if table.is_empty() {
        return "%".to_owned();
    }
    table.replace('%', "%25").replace('/', "%2F")
}

/// Positions of the types so that each stands after those it is to be written after. Where they wait for each other in a
/// circle, the earlier named one comes first.
fn parents_first(types: &[(TypeShape, TypeDescription)]) -> Vec<usize> {
    fn visit(
        position: usize,
        types: &[(TypeShape, TypeDescription)],
        positions: &BTreeMap<&ContentType, usize>,
        seen: &mut BTreeSet<usize>,
        order: &mut Vec<usize>,
    ) {
        if !seen.insert(position) {
            return;
        }
        if let Some((_, description)) = types.get(position) {
            for parent in description.after.iter().filter_map(|key| positions.get(key)) {
                visit(*parent, types, positions, seen, order);
            }
        }
        order.push(position);
    }
    let positions: BTreeMap<&ContentType, usize> = types
        .iter()
        .enumerate()
        .map(|(position, (_, description))| (&description.key, position))
        .collect();
    let (mut seen, mut order) = (BTreeSet::new(), Vec::new());
    for position in 0..types.len() {
        visit(position, types, &positions, &mut seen, &mut order);
    }
    order
}

impl Shape {
    /// The readable name of a column as it stands in a type's documents.
    pub(crate) fn label_of_column(&self, type_position: usize, table: usize, column: usize) -> String {
        let found = self
            .types
            .get(type_position)
            .zip(self.descriptions.get(type_position))
            .and_then(|(shape, description)| {
                let row = shape.rows.iter().find(|row| row.table == table)?;
                let name = self.schema.tables.get(table)?.name_of(column);
                let path = if row.path.is_empty() {
                    name.to_owned()
                } else {
                    format!("{}/{name}", row.path)
                };
                let label: Option<&FieldLabel> = description.labels.iter().find(|label| label.path == path);
                Some(label.map_or_else(|| guess::spelled_out(name), |label| label.label.clone()))
            });
        found.unwrap_or_default()
    }
}
