//! # A sheet in the form of a shop's records
//!
//! A CSV, JSON or XLSX file has a few columns of a shop's items, under names that are nearly those of the shop's fields, and every
//! value in it is a text. To be laid beside a shop or put back into it, each of its lines is read as the item of the shop it was
//! paired with (`pairing.rs`), with the values of the line in it: as a number where the shop has a number, with as many decimals.
//!
//! * What a line does not say is no difference and is not written: other fields, rows that the item owns, an empty cell.
//! * Columns are those whose name is that of a field, as the shop or the window calls it.
//! * Into a shop goes what is there already: a line that is no item of the shop is told and left out, and nothing is deleted.
//! * A sheet of which no column fits is refused before anything is planned.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::ControlFlow;

use backstock_model::{
    Cancel, Consequence, ContentType, Document, DocumentError, Node, Record, RecordKey, RemoteId,
    TypeDescription,
};
use backstock_shops::{Reading, ShopError};

use crate::EngineError;
use crate::compare::node;

/// How many items of the shop say what its fields are like.
const LOOKED_AT: usize = 200;
/// What is told of lines that are no items of the shop.
pub(crate) const LINES_LEFT_OUT: &str = "lines_without_item";

/// What a sheet's lines are read for.
pub(crate) enum Fit {
    /// To be laid beside the shop: they, and nothing else.
    Beside,
    /// To be put into the shop of this name; only these types where some are named. What they do not change is read as it is.
    Into { shop: String, wanted: Vec<ContentType> },
}

/// Why a sheet's lines cannot be put into a shop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SheetFault {
    /// None of its columns is a field, but for those that only tell the items.
    Columns {
        /// What its columns are called.
        has: Vec<String>,
        /// What the shop's fields are called.
        wanted: Vec<String>,
    },
    /// None of its lines is an item of the shop.
    Lines,
}

/// A sheet that was paired with a shop, in the form of the shop's records; and what has to be told of it.
///
/// `known` says what the shop's items are like and which there are; `shop` is what it has.
pub(crate) fn fitted(
    mut sheet: Box<dyn Reading>,
    known: &mut dyn Reading,
    shop: Box<dyn Reading>,
    fit: &Fit,
    cancel: &Cancel,
) -> Result<(Box<dyn Reading>, Vec<Consequence>), EngineError> {
    let mut types = Vec::new();
    let mut forms = HashMap::new();
    let mut told = Vec::new();
    let mut fault = None;
    for of_sheet in sheet.types().to_vec() {
        let of_shop = shop
            .types()
            .iter()
            .find(|other| other.key == of_sheet.key)
            .cloned();
        let Some(of_shop) = of_shop else {
            if matches!(fit, Fit::Beside) {
                types.push(of_sheet);
            }
            continue;
        };
        let form = Form::of(&of_sheet, &of_shop, &mut *sheet, known, cancel)?;
        if let Fit::Into { shop: name, wanted } = fit {
            if !wanted.is_empty() && !wanted.contains(&of_shop.key) {
                continue;
            }
            match form.fault(&of_sheet) {
                Some(found) => {
                    fault.get_or_insert(EngineError::SheetDoesNotFit {
                        shop: name.clone(),
                        label: of_shop.label.clone(),
                        fault: found,
                    });
                    if !wanted.is_empty() {
                        break;
                    }
                    continue;
                }
                None if form.left_out > 0 => told.push(Consequence {
                    code: LINES_LEFT_OUT.to_owned(),
                    count: form.left_out,
                    content_type: Some(of_shop.key.clone()),
                    detail: Some(of_shop.label.clone()),
                }),
                None => {}
            }
        }
        forms.insert(of_shop.key.clone(), form);
        types.push(of_shop);
    }
    if let Fit::Into { shop, wanted } = fit {
        let is_refused = types.is_empty() || !wanted.is_empty();
        match fault {
            Some(fault) if is_refused => return Err(fault),
            None if types.is_empty() => return Err(EngineError::OfNoTypeHere { shop: shop.clone() }),
            _ => {}
        }
    }
    let reading = Fitted {
        types,
        forms,
        has_the_rest: matches!(fit, Fit::Into { .. }),
        sheet,
        shop,
    };
    Ok((Box::new(reading), told))
}

/// Refuses a sheet none of whose columns is a field of what the shop has.
pub(crate) fn refuse_what_fits_nothing(
    shop: &str,
    sheet: &mut dyn Reading,
    known: &mut dyn Reading,
    cancel: &Cancel,
) -> Result<(), EngineError> {
    let mut refusal = None;
    for of_sheet in sheet.types().to_vec() {
        let of_shop = known
            .types()
            .iter()
            .find(|other| other.key == of_sheet.key)
            .cloned();
        if let Some(of_shop) = of_shop {
            let form = Form::of(&of_sheet, &of_shop, sheet, known, cancel)?;
            match form.fault(&of_sheet) {
                Some(fault @ SheetFault::Columns { .. }) => {
                    refusal = Some(EngineError::SheetDoesNotFit {
                        shop: shop.to_owned(),
                        label: of_shop.label,
                        fault,
                    });
                }
                Some(SheetFault::Lines) | None => return Ok(()),
            }
        }
    }
    refusal.map_or(Ok(()), Err)
}

/// What of a sheet is what of a content type.
struct Form {
    /// The sheet's columns with the fields they are.
    fields: Vec<(String, Field)>,
    /// What the sheet calls its columns, and the shop its fields.
    has: Vec<String>,
    wanted: Vec<String>,
    /// Items of the shop that the sheet has a line of.
    items: HashSet<RemoteId>,
    /// Lines that are no item of the shop.
    left_out: u64,
}

/// A field, as it is in the shop's items.
#[derive(Clone, Debug, Default)]
struct Field {
    name: String,
    is_number: bool,
    /// How many decimals all of its numbers have.
    decimals: Option<usize>,
}

impl Form {
    fn of(
        of_sheet: &TypeDescription,
        of_shop: &TypeDescription,
        sheet: &mut dyn Reading,
        shop: &mut dyn Reading,
        cancel: &Cancel,
    ) -> Result<Self, EngineError> {
        let fields = fields_of(of_shop, shop)?;
        let mut has = Vec::new();
        each_document(sheet, &of_sheet.key, 1, &mut |document| {
            if let Node::Map(entries) = document {
                has.extend(entries.iter().map(|(name, _)| name.clone()));
            }
        })?;
        let called = |column: &str| {
            let is_label = |field: &&Field| {
                let labels = &of_shop.labels;
                labels
                    .iter()
                    .any(|label| label.path == field.name && plain(&label.label) == plain(column))
            };
            let by_name = fields.values().find(|field| plain(&field.name) == plain(column));
            by_name.or_else(|| fields.values().find(is_label)).cloned()
        };
        let mut taken = HashSet::new();
        let columns = has
            .iter()
            .filter_map(|column| Some((column.clone(), called(column)?)));
        let columns = columns
            .filter(|(_, field)| taken.insert(field.name.clone()))
            .collect();
        let in_shop = ids(shop, &of_shop.key, cancel)?;
        let lines = ids(sheet, &of_sheet.key, cancel)?;
        let items: HashSet<RemoteId> = lines.intersection(&in_shop).cloned().collect();
        Ok(Self {
            fields: columns,
            has,
            wanted: fields.into_keys().collect(),
            left_out: (lines.len() - items.len()) as u64,
            items,
        })
    }

    /// Why nothing of it can be put into the shop.
    fn fault(&self, of_sheet: &TypeDescription) -> Option<SheetFault> {
        let only_tells =
            |(column, _): &(String, Field)| of_sheet.told_by.iter().any(|paths| paths == &[column.clone()]);
        if self.fields.iter().all(only_tells) {
            return Some(SheetFault::Columns {
                has: self.has.clone(),
                wanted: self.wanted.clone(),
            });
        }
        self.items.is_empty().then_some(SheetFault::Lines)
    }

    /// An item of the shop with the values of a line.
    fn put_into(&self, item: Record, line: &Record) -> Result<Record, DocumentError> {
        let (Node::Map(mut entries), values) = (item.document.to_node()?, line.document.to_node()?) else {
            return Ok(item);
        };
        for (column, field) in &self.fields {
            let Some(Node::Text(text)) = values.get(column) else {
                continue;
            };
            if let Some((_, value)) = entries.iter_mut().find(|(name, _)| *name == field.name)
                && let Some(other) = field.taken(text, value)
            {
                *value = other;
            }
        }
        Ok(Record {
            document: Document::from(&Node::Map(entries)),
            ..item
        })
    }

    /// A line without an item, under the shop's names.
    fn alone(&self, line: Record) -> Result<Record, DocumentError> {
        let Node::Map(entries) = line.document.to_node()? else {
            return Ok(line);
        };
        let mut named: Vec<(String, Node)> = entries
            .into_iter()
            .map(|(column, value)| {
                let field = self.fields.iter().find(|(known, _)| *known == column);
                match (field, value) {
                    (Some((_, field)), Node::Text(text)) => {
                        let taken = field.taken(&text, &Node::Null);
                        (field.name.clone(), taken.unwrap_or(Node::Null))
                    }
                    (Some((_, field)), value) => (field.name.clone(), value),
                    (None, value) => (column, value),
                }
            })
            .collect();
        named.sort_by(|(left, _), (right, _)| left.as_bytes().cmp(right.as_bytes()));
        named.dedup_by(|(left, _), (right, _)| left == right);
        Ok(Record {
            document: Document::from(&Node::Map(named)),
            ..line
        })
    }
}

impl Field {
    /// What a text means in this field beside what is there; nothing where it is the same, or says nothing.
    fn taken(&self, text: &str, there: &Node) -> Option<Node> {
        if text.is_empty() {
            return None;
        }
        match there {
            Node::Number(number) => {
                let is_same = text.parse::<f64>().ok() == number.parse::<f64>().ok();
                (!is_same).then(|| self.number(text))
            }
            Node::Bool(fact) => match text.to_ascii_lowercase().as_str() {
                "true" | "yes" | "1" if !fact => Some(Node::Bool(true)),
                "false" | "no" | "0" if *fact => Some(Node::Bool(false)),
                _ => None,
            },
            Node::Text(known) => (known != text).then(|| Node::Text(text.to_owned())),
            Node::Null if self.is_number => Some(self.number(text)),
            Node::Null => Some(Node::Text(text.to_owned())),
            Node::List(_) | Node::Map(_) => None,
        }
    }

    fn number(&self, text: &str) -> Node {
        match Node::parse(text.trim().as_bytes()) {
            Ok(Node::Number(number)) => {
                let written = number.split_once('.').map_or(0, |(_, decimals)| decimals.len());
                let is_plain = !number.contains(['e', 'E']);
                match self.decimals {
                    Some(wanted) if is_plain && wanted > written => {
                        let point = if written == 0 { "." } else { "" };
                        Node::Number(format!("{number}{point}{}", "0".repeat(wanted - written)).into())
                    }
                    _ => Node::Number(number),
                }
            }
            _ => Node::Text(text.to_owned()),
        }
    }
}

/// A name without what tools write differently.
fn plain(name: &str) -> String {
    let letters = name.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// The single fields of a type, as the first items have them. What the shop works out itself is none.
fn fields_of(
    description: &TypeDescription,
    shop: &mut dyn Reading,
) -> Result<BTreeMap<String, Field>, EngineError> {
    /// How many numbers and other values a field has, and the decimals of the numbers.
    #[derive(Default)]
    struct Seen {
        numbers: usize,
        others: usize,
        decimals: HashSet<usize>,
    }
    let mut seen: BTreeMap<String, Seen> = BTreeMap::new();
    each_document(shop, &description.key, LOOKED_AT, &mut |document| {
        let Node::Map(entries) = document else { return };
        for (name, value) in entries.iter().filter(|(_, value)| value.is_leaf()) {
            if description.derived.contains(name) {
                continue;
            }
            let seen = seen.entry(name.clone()).or_default();
            match value {
                Node::Number(number) => {
                    seen.numbers += 1;
                    let decimals = number.split_once('.').map_or(0, |(_, decimals)| decimals.len());
                    seen.decimals.insert(decimals);
                }
                Node::Null => {}
                _ => seen.others += 1,
            }
        }
    })?;
    let fields = seen.into_iter().map(|(name, seen)| {
        let decimals = match seen.decimals.into_iter().collect::<Vec<_>>().as_slice() {
            [only] if *only > 0 => Some(*only),
            _ => None,
        };
        let field = Field {
            name: name.clone(),
            is_number: seen.numbers > 0 && seen.others == 0,
            decimals,
        };
        (name, field)
    });
    Ok(fields.collect())
}

fn each_document(
    reading: &mut dyn Reading,
    content_type: &ContentType,
    most: usize,
    hear: &mut dyn FnMut(&Node),
) -> Result<(), EngineError> {
    let (mut count, mut failure) = (0, None);
    reading.read_type(content_type, &mut |record| {
        match node(&record.key, Some(&record.document)) {
            Ok(Some(document)) => hear(&document),
            Ok(None) => {}
            Err(error) => failure = Some(error),
        }
        count += 1;
        if count < most && failure.is_none() {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    })?;
    failure.map_or(Ok(()), Err)
}

/// The ids of a type's records.
pub(crate) fn ids(
    reading: &mut dyn Reading,
    content_type: &ContentType,
    cancel: &Cancel,
) -> Result<HashSet<RemoteId>, EngineError> {
    let mut ids = HashSet::new();
    reading.read_ids(content_type, &mut |id| {
        ids.insert(id);
        if cancel.is_asked() {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    })?;
    if cancel.is_asked() {
        return Err(EngineError::Cancelled);
    }
    Ok(ids)
}

struct Fitted {
    types: Vec<TypeDescription>,
    forms: HashMap<ContentType, Form>,
    has_the_rest: bool,
    sheet: Box<dyn Reading>,
    shop: Box<dyn Reading>,
}

impl Reading for Fitted {
    fn types(&self) -> &[TypeDescription] {
        &self.types
    }

    fn count(&mut self, content_type: &ContentType) -> Result<u64, ShopError> {
        if self.has_the_rest {
            self.shop.count(content_type)
        } else {
            self.sheet.count(content_type)
        }
    }

    fn read_type(
        &mut self,
        content_type: &ContentType,
        each: &mut dyn FnMut(Record) -> ControlFlow<()>,
    ) -> Result<(), ShopError> {
        let Some(form) = self.forms.get(content_type) else {
            return self.sheet.read_type(content_type, each);
        };
        let (sheet, has_the_rest) = (&mut self.sheet, self.has_the_rest);
        let mut met = HashSet::new();
        let mut end = Ok(ControlFlow::Continue(()));
        self.shop.read_type(content_type, &mut |item| {
            let line = match form.items.contains(&item.key.remote_id) {
                true => sheet.read_record(&item.key),
                false => Ok(None),
            };
            end = line.and_then(|line| match line {
                Some(line) => {
                    met.insert(item.key.remote_id.clone());
                    Ok(each(form.put_into(item, &line)?))
                }
                None if has_the_rest => Ok(each(item)),
                None => Ok(ControlFlow::Continue(())),
            });
            match end {
                Ok(flow) => flow,
                Err(_) => ControlFlow::Break(()),
            }
        })?;
        if end?.is_break() || has_the_rest {
            return Ok(());
        }
        let mut failure = None;
        sheet.read_type(content_type, &mut |line| {
            if met.contains(&line.key.remote_id) {
                return ControlFlow::Continue(());
            }
            match form.alone(line) {
                Ok(line) => each(line),
                Err(error) => {
                    failure = Some(error);
                    ControlFlow::Break(())
                }
            }
        })?;
        failure.map_or(Ok(()), |error| Err(error.into()))
    }

    fn read_record(&mut self, key: &RecordKey) -> Result<Option<Record>, ShopError> {
        let Some(form) = self.forms.get(&key.content_type) else {
            return self.sheet.read_record(key);
        };
        let line = self.sheet.read_record(key)?;
        Ok(match (self.shop.read_record(key)?, line) {
            (Some(item), Some(line)) if form.items.contains(&key.remote_id) => {
                Some(form.put_into(item, &line)?)
            }
            (Some(item), None) if self.has_the_rest => Some(item),
            (None, Some(line)) if !self.has_the_rest => Some(form.alone(line)?),
            _ => None,
        })
    }
}
