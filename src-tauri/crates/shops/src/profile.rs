//! # Profiles
//!
//! A profile is a data file that says how a platform's tables make content types. Nothing in the code knows a platform.
//!
//! ```toml
//! profile = "bakery"                     # its key
//! label = "Bakery software"              # what the owner reads
//! currency = { table = "settings", column = "value", where = "name = 'currency'" }
//!
//! after_restore = ["Clear the cache."]   # what the owner has to do after any restore; full sentences
//!
//! [detect]
//! tables = ["products", "settings"]      # all there: the profile fits; of several the one with more tables wins
//! prefix = true                          # the shop's tables may all begin with the same letters (`wp_`); they are found out,
//!                                        # and a condition that asks another table calls it `{prefix}settings`
//!
//! [[aside]]                              # tables the platform makes anew from others, or uses for a while
//! tables = ["sessions", "search_*"]      # `*` at the end stands for anything
//! reason = "..."                         # why they are left out of restores unless chosen by name; a full sentence
//!
//! numbers_by_name = true                 # a column called like another table's key holds its numbers (`product_id`)
//!
//! says_again = "raw_"                    # a column called like another one behind this says the same as that (`raw_price`): who
//!                                        # puts one of the two back means both
//!
//! [[number]]                             # a column that holds a row's number, where no key and no reference says so; what is
//! table = "product_notes"                # copied to another shop gets that row's number there
//! column = "value"
//! of = "products"                        # the table whose row it is
//! when = { column = "name", is = ["twin_of"] }   # only in such rows; there it may be several numbers, parted by commas
//!
//! [[type]]
//! key = "products"
//! label = "Products"
//! group = "business"                     # business | content
//! root = "products"                      # one record per row of this table
//! where = "kind = 'x'"                   # ... or only per such row
//! known_by = ["id"]                      # what of its key tells its records, where `where` leaves the rest of it no choice
//! unless = { table = "new_products", by = ["old_id"], of = ["id"] }  # ... that no row of another table stands for
//! name = ["name"]                        # columns of the root, joined by a space; "texts/name": of its first owned row
//! search = ["sku"]                       # more columns to find it by
//! natural_key = ["sku"]                  # what it is known by in other shops; columns as of `name`
//! told_by = ["variants/sku"]             # more that tells it in files of other tools; each field by itself
//! volatile = ["view_count"]              # see TypeDescription::volatile
//! protected = false                      # left out of restores unless chosen by name
//! restorable = true
//! own = false                            # it is about this very shop (its address, its passwords): another shop keeps its own,
//!                                        # and what no type names of a table of which all others are
//! optional = false                       # not every version of the platform has it: nothing is said when it is not there
//! reason = "..."                         # why it is protected or not restorable; a full sentence
//! protected_fields = ["variants/stock"]  # what trade changes: a restore leaves it as it is; a collection stays with all its rows
//! locked = { column = "is_locked", equals = "1" }
//! after = ["brands"]                     # written later than these, beyond what keys and references say
//! after_restore = ["Count the stock."]   # what the owner has to do after a restore of this type
//!
//! [[type.owns]]                          # rows that live and die with the root
//! key = "variants"                       # the collection's key in the document
//! table = "product_variants"
//! by = ["product_id"]                    # columns of this table that hold ...
//! of = ["id"]                            # ... these columns of the owner (its primary key unless said)
//! in = ""                                # the collection whose rows own it; empty: the root
//! where = "kind = 'note'"                # only such rows of the table
//! optional = false
//!
//! [[type.reference]]
//! path = "brand_id"                      # or "variants/tax_class_id"
//! to = "brands"
//!
//! [[type.named_by]]                      # only for showing: a field that is called by the record it points to; several such lines
//! path = "terms/term_id"                 # for one path where several types share the table it points to, and where a row is
//! to = "tags"                            # called by what it stands for (an attribute) and not by what stands in it
//!
//! [[type.field]]                         # how a field reads
//! path = "price"
//! label = "Price"
//! kind = "money"                         # plain | money | time | yes_no | long_text | image
//! ```
//!
//! A shop may lack tables and columns that a profile names, as versions and add-ons of a platform differ: what is not there
//! is left out (a type without its root is named as missing, see `Reading::absent_types`, unless it is `optional`), and what no
//! type names is backed up all the same as types of the group `other`. A row that comes to two types by their conditions would
//! be in two records; `where` and `unless` keep them apart.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use backstock_model::{FieldLabel, Group, Reference};
use serde::Deserialize;

use crate::ShopError;

const BUILT_IN: &[&str] = include!(concat!(env!("OUT_DIR"), "/profiles.rs"));

/// The key that stands for no profile where one is asked for: every table is a content type.
pub const NO_PROFILE: &str = "none";

/// The profiles that are known.
#[derive(Clone, Debug, Default)]
pub struct Profiles {
    profiles: Vec<Arc<Profile>>,
}

/// How a platform's tables make content types.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Its key.
    #[serde(rename = "profile")]
    pub key: String,
    /// What the owner reads.
    pub label: String,
    /// Where the shop keeps the code of its currency.
    pub currency: Option<CurrencyPlace>,
    /// What it is known by.
    #[serde(default)]
    pub detect: Detect,
    /// Tables that are left out of restores unless they are chosen by name.
    #[serde(default)]
    pub aside: Vec<Aside>,
    /// What the owner has to do in the shop after a restore; full sentences.
    #[serde(default)]
    pub after_restore: Vec<String>,
    /// Whether columns that are called like the key of a table hold its numbers.
    #[serde(default)]
    pub numbers_by_name: bool,
    /// What the names of columns begin with that say the same as the one called like the rest.
    pub says_again: Option<String>,
    /// Columns that hold numbers of rows beyond what keys and references say.
    #[serde(default)]
    pub number: Vec<NumberOf>,
    /// Its content types.
    #[serde(default, rename = "type")]
    pub types: Vec<TypeProfile>,
}

/// A column that holds the number of a row.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberOf {
    /// The column's table.
    pub table: String,
    /// The column.
    pub column: String,
    /// The table whose row it is.
    pub of: String,
    /// Only in rows of which another column has one of these texts.
    pub when: Option<When>,
}

/// Rows that are told by the text in a column.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct When {
    /// The column.
    pub column: String,
    /// Its texts.
    pub is: Vec<String>,
}

/// One value of one row.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CurrencyPlace {
    /// The table.
    pub table: String,
    /// The column.
    pub column: String,
    /// Which row, as an SQL condition; without one the first.
    #[serde(rename = "where")]
    pub condition: Option<String>,
}

/// What a profile is known by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Detect {
    /// Tables that are all there when the profile fits. Without any it is only used when it is named.
    #[serde(default)]
    pub tables: Vec<String>,
    /// Whether the shop's tables may all begin with the same letters, which the profile's names do not have.
    #[serde(default)]
    pub prefix: bool,
}

/// Tables that a platform makes anew from others, or uses for a while.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Aside {
    /// Their names; `*` at the end stands for anything.
    pub tables: Vec<String>,
    /// Why they are left out; a full sentence.
    pub reason: String,
}

impl Aside {
    fn has(&self, table: &str) -> bool {
        self.tables.iter().any(|name| match name.strip_suffix('*') {
            Some(beginning) => table.starts_with(beginning),
            None => table == name,
        })
    }
}

/// How tables make one content type.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TypeProfile {
    /// Its key.
    pub key: String,
    /// What the owner reads.
    pub label: String,
    /// Where it stands in `Item Storage`.
    pub group: Group,
    /// The page of the platform's administration that shows a record, seen from the administration's own address; `{id}`
    /// stands for the record's number.
    pub page: Option<String>,
    /// The table with one row per record.
    pub root: String,
    /// Which rows of the root table, as an SQL condition.
    #[serde(rename = "where")]
    pub condition: Option<String>,
    /// What of the root's key tells its records, where the condition leaves the rest of it no choice, as a version does that
    /// is always the same; empty means the whole key.
    #[serde(default)]
    pub known_by: Vec<String>,
    /// Leaves out the rows that have a row in another table; counts only where that table is there.
    pub unless: Option<Unless>,
    /// Columns that make the record's name: of the root, or of the first row of a collection.
    #[serde(default)]
    pub name: Vec<String>,
    /// More columns to find it by.
    #[serde(default)]
    pub search: Vec<String>,
    /// Columns that tell the same record in another shop: of the root, or of the first row of a collection.
    #[serde(default)]
    pub natural_key: Vec<String>,
    /// Single fields that tell it in files of other tools, beside the natural key: of the root, of a collection, or of certain rows
    /// of one, `meta[meta_key=_sku]/meta_value`.
    #[serde(default)]
    pub told_by: Vec<String>,
    /// Paths whose changes alone do not make a new version.
    #[serde(default)]
    pub volatile: Vec<String>,
    /// Whether it is left out of restores unless chosen by name.
    #[serde(default)]
    pub protected: bool,
    /// Whether its records can be written back.
    #[serde(default = "yes")]
    pub restorable: bool,
    /// Whether it is about this very shop, so that another shop keeps its own when this one is copied there.
    #[serde(default)]
    pub own: bool,
    /// Whether nothing is said where the shop does not have its table.
    #[serde(default)]
    pub optional: bool,
    /// Why it is protected or not restorable.
    pub reason: Option<String>,
    /// Paths that a restore leaves alone unless asked.
    #[serde(default)]
    pub protected_fields: Vec<String>,
    /// When a record is locked.
    pub locked: Option<Locked>,
    /// Types to be written earlier, beyond what foreign keys and references say.
    #[serde(default)]
    pub after: Vec<String>,
    /// What the owner has to do in the shop after records of this type were restored; full sentences.
    #[serde(default)]
    pub after_restore: Vec<String>,
    /// Rows that live and die with the root. Owners stand before what they own.
    #[serde(default)]
    pub owns: Vec<Owned>,
    /// Fields that point to other records.
    #[serde(default)]
    pub reference: Vec<Reference>,
    /// Fields that are shown by the name of a record of one of several types.
    #[serde(default)]
    pub named_by: Vec<Reference>,
    /// Readable names of fields.
    #[serde(default)]
    pub field: Vec<FieldLabel>,
}

/// Rows of another table that stand for rows of the root.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unless {
    /// The other table.
    pub table: String,
    /// Its columns that hold the root's.
    pub by: Vec<String>,
    /// The root's columns; empty means its primary key.
    #[serde(default)]
    pub of: Vec<String>,
}

/// When a record is locked.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Locked {
    /// A column of the root.
    pub column: String,
    /// The text it has when the record is locked.
    pub equals: String,
}

/// Rows that live and die with their owner.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Owned {
    /// The collection's key in the document.
    pub key: String,
    /// Their table.
    pub table: String,
    /// Their columns that hold the owner's.
    pub by: Vec<String>,
    /// The owner's columns; empty means its primary key.
    #[serde(default)]
    pub of: Vec<String>,
    /// The collection whose rows own them; empty means the root.
    #[serde(default, rename = "in")]
    pub within: String,
    /// Which rows of the table, as an SQL condition.
    #[serde(rename = "where")]
    pub condition: Option<String>,
    /// Whether nothing is said where the shop does not have the table.
    #[serde(default)]
    pub optional: bool,
}

fn yes() -> bool {
    true
}

impl Profiles {
    /// The profiles that are part of the program.
    pub fn built_in() -> Result<Self, ShopError> {
        // Read once: every vault and every file that is opened asks for them.
        static READ: OnceLock<Profiles> = OnceLock::new();
        if let Some(read) = READ.get() {
            return Ok(read.clone());
        }
        let mut profiles = Self::default();
        for text in BUILT_IN {
            profiles.add(text)?;
        }
        Ok(READ.get_or_init(|| profiles).clone())
    }

    /// Adds a profile file's text. One of the same key takes the place of the earlier one.
    pub fn add(&mut self, text: &str) -> Result<(), ShopError> {
        let profile = Arc::new(Profile::parse(text)?);
        self.profiles.retain(|known| known.key != profile.key);
        self.profiles.push(profile);
        Ok(())
    }

    /// The profile of a key.
    pub fn get(&self, key: &str) -> Option<&Profile> {
        self.named(key).map(Arc::as_ref)
    }

    /// The keys and labels of all profiles, for the owner to choose from.
    pub fn list(&self) -> impl Iterator<Item = (&str, &str)> {
        self.profiles
            .iter()
            .map(|profile| (profile.key.as_str(), profile.label.as_str()))
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &Arc<Profile>> {
        self.profiles.iter()
    }

    pub(crate) fn named(&self, key: &str) -> Option<&Arc<Profile>> {
        self.profiles.iter().find(|profile| profile.key == key)
    }

    /// The profile that fits a shop with these tables best.
    pub(crate) fn fitting<'s>(&'s self, tables: &[&str]) -> Option<&'s Arc<Profile>> {
        self.profiles
            .iter()
            .filter(|profile| !profile.detect.tables.is_empty() && profile.prefix_in(tables).is_some())
            .max_by_key(|profile| profile.detect.tables.len())
    }
}

impl Profile {
    /// Reads a profile file and looks whether it agrees with itself.
    pub fn parse(text: &str) -> Result<Self, ShopError> {
        let profile: Self = toml::from_str(text).map_err(|error| ShopError::Profile {
            name: first_key(text),
            what: error.to_string(),
        })?;
        match profile.disagreement() {
            None => Ok(profile),
            Some(what) => Err(ShopError::Profile {
                name: profile.key,
                what,
            }),
        }
    }

    /// The letters that this profile's tables begin with in a shop with these tables; nothing when it does not fit.
    ///
    /// Of several (two shops in one database) the one counts that has most of the profile's tables, and then the shortest.
    pub(crate) fn prefix_in(&self, tables: &[&str]) -> Option<String> {
        let fullest = self
            .prefixes_in(tables)
            .into_iter()
            .rev()
            .max_by_key(|(_, known)| *known);
        fullest.map(|(prefix, _)| prefix)
    }

    /// All letters that this profile's tables begin with in a shop with these tables, the shortest first, with the number of the
    /// profile's tables that begin so.
    pub(crate) fn prefixes_in(&self, tables: &[&str]) -> Vec<(String, usize)> {
        let has = |name: &str| tables.iter().any(|table| table.eq_ignore_ascii_case(name));
        let fits = |prefix: &str| {
            let asked = self.detect.tables.iter();
            asked
                .map(|table| format!("{prefix}{table}"))
                .all(|table| has(&table))
        };
        let Some(first) = self.detect.tables.first().filter(|_| self.detect.prefix) else {
            return fits("").then(|| (String::new(), 0)).into_iter().collect();
        };
        let mut prefixes: Vec<&str> = tables
            .iter()
            .filter_map(|table| table.strip_suffix(first.as_str()))
            .filter(|prefix| fits(prefix))
            .collect();
        prefixes.sort_by_key(|prefix| prefix.len());
        let known = |prefix: &str| {
            let roots = self.types.iter().map(|of_type| &of_type.root);
            roots.filter(|root| has(&format!("{prefix}{root}"))).count()
        };
        prefixes
            .into_iter()
            .map(|prefix| (prefix.to_owned(), known(prefix)))
            .collect()
    }

    /// Where the currency stands in a shop whose tables begin so; the table with its prefix.
    pub(crate) fn currency_of(&self, prefix: &str) -> Option<CurrencyPlace> {
        let place = self.currency.as_ref()?;
        Some(CurrencyPlace {
            table: format!("{prefix}{}", place.table),
            condition: place
                .condition
                .as_ref()
                .map(|condition| placed(condition, prefix)),
            ..place.clone()
        })
    }

    /// Why a table is left out of restores unless it is chosen by name.
    pub(crate) fn aside(&self, table: &str) -> Option<&str> {
        let aside = self.aside.iter().find(|aside| aside.has(table));
        aside.map(|aside| aside.reason.as_str())
    }

    fn disagreement(&self) -> Option<String> {
        if self.key.is_empty() || self.key == NO_PROFILE {
            return Some("it has no key".to_owned());
        }
        let mut keys = BTreeSet::new();
        let whole_roots: BTreeSet<&str> = self
            .types
            .iter()
            .filter(|of_type| of_type.condition.is_none())
            .map(|of_type| of_type.root.as_str())
            .collect();
        for of_type in &self.types {
            let key = &of_type.key;
            if key.is_empty() || key.contains('/') {
                return Some(format!("`{key}` cannot be the key of a type"));
            }
            if !keys.insert(key) {
                return Some(format!("the type `{key}` is there twice"));
            }
            if !of_type.known_by.is_empty() && of_type.condition.is_none() {
                return Some(format!(
                    "`{key}` is known by a part of its key and has no `where`"
                ));
            }
            let mut collections = BTreeSet::new();
            for owned in &of_type.owns {
                let collection = &owned.key;
                if collection.is_empty() || collection.contains('/') {
                    return Some(format!(
                        "`{collection}` in `{key}` cannot be the key of a collection"
                    ));
                }
                if !owned.within.is_empty() && !collections.contains(&owned.within) {
                    return Some(format!(
                        "`{collection}` in `{key}` is owned by `{}`, which must stand before it",
                        owned.within
                    ));
                }
                if !collections.insert(collection.clone()) {
                    return Some(format!("the collection `{collection}` is in `{key}` twice"));
                }
                if owned.by.is_empty() {
                    return Some(format!(
                        "`{collection}` in `{key}` does not say by which columns it is owned"
                    ));
                }
                if !owned.of.is_empty() && owned.of.len() != owned.by.len() {
                    return Some(format!(
                        "`by` and `of` of `{collection}` in `{key}` do not pair up"
                    ));
                }
                // Each row has one place, or two records would disagree about it.
                if whole_roots.contains(owned.table.as_str()) {
                    return Some(format!(
                        "the table `{}` of `{collection}` in `{key}` is a type of its own",
                        owned.table
                    ));
                }
            }
            if let Some(path) = of_type.stray_path() {
                return Some(format!("`{path}` in `{key}` is in no collection of it"));
            }
        }
        None
    }
}

impl TypeProfile {
    /// A path that leads into a collection the type does not have.
    fn stray_path(&self) -> Option<&str> {
        let mut collections: Vec<(&str, String)> = vec![("", String::new())];
        for owned in &self.owns {
            let within = collections.iter().find(|(key, _)| *key == owned.within);
            let path = match within.map(|(_, path)| path.as_str()) {
                None | Some("") => owned.key.clone(),
                Some(above) => format!("{above}/{}", owned.key),
            };
            collections.push((&owned.key, path));
        }
        let lists = [
            &self.name,
            &self.search,
            &self.natural_key,
            &self.volatile,
            &self.protected_fields,
        ];
        lists
            .into_iter()
            .flatten()
            .chain(self.reference.iter().map(|reference| &reference.path))
            .chain(self.named_by.iter().map(|named| &named.path))
            .chain(self.field.iter().map(|field| &field.path))
            .chain(&self.told_by)
            .map(String::as_str)
            .find(|path| {
                let path = without_condition(path);
                let above = path.rsplit_once('/').map_or("", |(above, _)| above);
                collections.iter().all(|(_, known)| known != above)
            })
    }
}

/// A path without what it says of the rows that are meant: `meta[meta_key=_sku]/meta_value`.
pub(crate) fn without_condition(path: &str) -> String {
    match (path.find('['), path.find(']')) {
        (Some(from), Some(to)) if from < to => {
            let (before, rest) = path.split_at(from);
            format!("{before}{}", rest.get(to - from + 1..).unwrap_or_default())
        }
        _ => path.to_owned(),
    }
}

/// A condition as it is asked in a shop whose tables begin with a prefix. Letters that are no word are not put in, so that a
/// table's name is never taken for SQL; the shop does not understand such a condition then.
pub(crate) fn placed(condition: &str, prefix: &str) -> String {
    let is_word = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    if prefix.chars().all(is_word) {
        condition.replace("{prefix}", prefix)
    } else {
        condition.to_owned()
    }
}

/// The profile's key as far as it can be told from a text that is not a profile.
fn first_key(text: &str) -> String {
    text.lines()
        .find_map(|line| {
            line.trim()
                .strip_prefix("profile")?
                .trim_start()
                .strip_prefix('=')
        })
        .map(|value| {
            value
                .split('#')
                .next()
                .unwrap_or_default()
                .trim()
                .trim_matches('"')
                .to_owned()
        })
        .unwrap_or_default()
}
