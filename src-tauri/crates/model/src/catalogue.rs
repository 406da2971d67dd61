//! What a shop has: the description of a content type.

use serde::{Deserialize, Serialize};

use crate::{ContentType, Path};

/// Where a content type stands in `Item Storage`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// Store business data: products, customers, orders ...
    Business,
    /// Theme and content data: pages, widgets, theme files ...
    Content,
    /// Tables that no profile names. They are backed up all the same.
    Other,
}

/// How a field's value is shown to the owner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// As it is.
    #[default]
    Plain,
    /// An amount in the shop's currency; the stored text is never re-rounded.
    Money,
    /// A moment, shown in the owner's own time.
    Time,
    /// 0 or 1, shown as No or Yes.
    YesNo,
    /// Long text or HTML source, compared line by line.
    LongText,
    /// A picture's bytes.
    Image,
}

/// A field's readable name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldLabel {
    /// Column names from the root, owned collections by their key: `price`, `variants/price`.
    pub path: String,
    /// What the owner reads.
    pub label: String,
    /// How its value is shown.
    #[serde(default)]
    pub kind: FieldKind,
}

/// A field that holds the id of another record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// Column names from the root, owned collections by their key: `brand_id`, `categories/category_id`.
    pub path: String,
    /// The content type it points to.
    pub to: ContentType,
}

/// A field of the record itself that holds the key of a row which a record of another type owns: a count of stock its variant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowReference {
    /// The column.
    pub column: String,
    /// The content type whose records own such rows.
    pub to: ContentType,
    /// Where these have them, collections by their key: `variants`, `options/values`.
    pub rows: String,
}

/// Everything the rest of the house needs to know about a content type. Kept with each backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypeDescription {
    /// Its key.
    pub key: ContentType,
    /// What the owner reads, for example `Customer groups`.
    pub label: String,
    /// Where it stands in `Item Storage`.
    pub group: Group,
    /// The tables it comes from, root first; empty for shops without tables.
    pub tables: Vec<String>,
    /// Whether a record of this type can be written back to this shop.
    pub restorable: bool,
    /// Whether it is left out of restores unless it is chosen by name (orders, stock).
    pub protected: bool,
    /// Why it cannot be restored, or why it is protected; a full sentence.
    pub reason: Option<String>,
    /// Paths (see [`FieldLabel::path`]) whose changes alone do not make a new version.
    pub volatile: Vec<String>,
    /// Paths that a restore leaves as they are in the shop unless asked (stock levels).
    pub protected_fields: Vec<String>,
    /// Paths that the shop works out itself from others (generated columns). They are kept and shown, and never written.
    #[serde(default)]
    pub derived: Vec<String>,
    /// Paths of one row that say the same in different ways (an amount, and the amount to its last digit): who asks for one of
    /// them to be written means all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub together: Vec<Vec<String>>,
    /// A field and the text it has when the record is locked; a restore never changes a locked record.
    pub locked_when: Option<(String, String)>,
    /// Readable names; fields not listed get theirs from the column's name.
    pub labels: Vec<FieldLabel>,
    /// Fields that point to other records.
    pub references: Vec<Reference>,
    /// Fields that point to rows of other records.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub row_references: Vec<RowReference>,
    /// What tells the same record elsewhere, whatever its id is there: fields whose values together say it, the surest first. A
    /// field of a collection may be one of certain rows only: `meta[meta_key=_sku]/meta_value`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub told_by: Vec<Vec<String>>,
    /// Fields of the record itself that make its id, where the shop says so. They cannot become others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub known_by: Vec<String>,
    /// Fields that are shown by the name of a record they point to, of the first of these types that has it. For showing only: where
    /// several types share a table, no one of them is what a number refers to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub named_by: Vec<Reference>,
    /// Content types that must be written before this one, from foreign keys and references.
    pub after: Vec<ContentType>,
    /// Whether it is for rows that ought to belong to records of other types and do not (a variant without its product).
    /// Most shops have none, and finding out takes a look at every row; so it is named whether there are any or not, and
    /// shown only once a backup has found some.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_rest: bool,
}

impl TypeDescription {
    /// A plain restorable type; the other fields are for the caller to fill.
    pub fn new(key: ContentType, label: impl Into<String>, group: Group) -> Self {
        Self {
            key,
            label: label.into(),
            group,
            tables: Vec::new(),
            restorable: true,
            protected: false,
            reason: None,
            volatile: Vec::new(),
            protected_fields: Vec::new(),
            derived: Vec::new(),
            together: Vec::new(),
            locked_when: None,
            labels: Vec::new(),
            references: Vec::new(),
            row_references: Vec::new(),
            told_by: Vec::new(),
            known_by: Vec::new(),
            named_by: Vec::new(),
            after: Vec::new(),
            is_rest: false,
        }
    }

    /// The readable name and kind of the field at `path`.
    ///
    /// Row keys inside owned collections do not count: `/variants/12/price` is found under `variants/price`.
    /// A field without a label of its own gets its last column's name, spelled out (`sale_price` → `Sale price`).
    pub fn label_of(&self, path: &Path) -> (String, FieldKind) {
        let columns = path.columns();
        match self.labels.iter().find(|label| label.path == columns) {
            Some(found) => (found.label.clone(), found.kind),
            None => (
                spelled_out(columns.rsplit('/').next().unwrap_or_default()),
                FieldKind::Plain,
            ),
        }
    }

    /// The content types whose records a field may be called by; the surest first.
    pub fn targets_of<'d>(&'d self, columns: &'d str) -> impl Iterator<Item = &'d ContentType> {
        let all = self.references.iter().chain(&self.named_by);
        all.filter(move |known| known.path == columns)
            .map(|known| &known.to)
    }

    /// Whether the field at `path` says what its row stands for.
    pub fn is_named_by(&self, path: &Path) -> bool {
        let columns = path.columns();
        self.named_by.iter().any(|known| known.path == columns)
    }

    /// The content type that the field at `path` points to.
    pub fn reference_of(&self, path: &Path) -> Option<&ContentType> {
        let columns = path.columns();
        self.references
            .iter()
            .find(|reference| reference.path == columns)
            .map(|reference| &reference.to)
    }
}

fn spelled_out(column: &str) -> String {
    let words = column.replace('_', " ");
    let mut letters = words.trim().chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}
