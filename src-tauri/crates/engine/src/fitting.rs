//! # A sheet in the form of a shop's records
//!
//! A CSV, JSON or XLSX file has a few columns of a shop's items, under names that are nearly those of the shop's fields, and every
//! value in it is a text. To be laid beside a shop or put back into it, each of its lines is read as the item of the shop it was
//! paired with (`pairing.rs`), with the values of the line in it: as a number where the shop has a number, with as many decimals.
//!
//! * What a line does not say is no difference and is not written: other fields, rows that the item owns, an empty cell. What
//!   goes into a shop holds nothing else, so that what somebody changes meanwhile stays.
//! * Columns are those whose name is that of a field, as the shop or the window calls it.
//! * Into a shop goes what is there already: a line that is no item of the shop is told and left out, and nothing is deleted.
//! * What makes an item's id is the shop's: a sheet that numbers its lines otherwise does not number the items.
//! * A sheet of which no column fits is refused before anything is planned, and so is one with a number that is none.
//! * An id by itself tells nothing, as another shop has the same ones: a sheet whose lines were found by ids goes into the shop
//!   only where what else they say tells that they are its items.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::ControlFlow;

use backstock_model::{
    Cancel, Consequence, ContentType, Document, DocumentError, Node, Record, RecordKey, RemoteId,
    TypeDescription,
};
use backstock_shops::{Reading, ShopError};

use crate::EngineError;
use crate::compare::node;
use crate::numbers::is_same_number;
use crate::pairing::{FoundByTelling, Tellers, ids};

/// How many items of the shop say what its fields are like, where that is enough, and how many lines whether they are its
/// items.
const LOOKED_AT: usize = 200;
/// What is told of lines that are no items of the shop.
const LINES_LEFT_OUT: &str = "lines_without_item";
/// What is told of lines none of whose columns is a field.
const COLUMNS_LEFT_OUT: &str = "columns_without_field";
/// What is told of a sheet of a type that the shop does not have.
const TYPE_LEFT_OUT: &str = "type_not_in_shop";

/// Fields that tell an item from others of its kind, whatever its number is; as [`plain`] has them.
const TELLING: [&str; 16] = [
    "sku",
    "slug",
    "code",
    "email",
    "handle",
    "reference",
    "ean",
    "gtin",
    "mpn",
    "barcode",
    "model",
    "number",
    "url",
    "path",
    "name",
    "title",
];
/// Columns that say what an item is called, whatever the shop's field for that is.
const NAMES: [&str; 4] = ["name", "title", "productname", "producttitle"];

/// What a sheet's lines are read for.
pub(crate) enum Fit {
    /// To be laid beside the shop: they, and nothing else.
    Beside,
    /// To be put into the shop of this name; only these types where some are named. What lines say of its items, and nothing else.
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
    /// Its lines have ids that items of the shop have, and nothing else that tells which ones they are.
    OnlyIds,
    /// A value is no number where the shop has one, or could be two.
    Number {
        /// What its column is called.
        column: String,
        /// The value.
        value: String,
    },
}

/// What has to be known of a sheet to plan what it says.
pub(crate) struct OfSheet {
    /// What is left out of it.
    pub(crate) told: Vec<Consequence>,
    /// The fields that it says something of.
    pub(crate) columns: Vec<String>,
}

/// A sheet that was paired with a shop, in the form of the shop's records; and what has to be known of it.
///
/// `known` says what the shop's items are like and which there are; `shop` is what it has. `found` are the items whose lines were
/// not found by their ids.
pub(crate) fn fitted(
    mut sheet: Box<dyn Reading>,
    found: &FoundByTelling,
    (known, shop): (&mut dyn Reading, Box<dyn Reading>),
    fit: &Fit,
    cancel: &Cancel,
) -> Result<(Box<dyn Reading>, OfSheet), EngineError> {
    let mut types = Vec::new();
    let mut forms = HashMap::new();
    let mut told = Vec::new();
    let mut columns = BTreeSet::new();
    let mut fault = None;
    for of_sheet in sheet.types().to_vec() {
        let of_shop = shop
            .types()
            .iter()
            .find(|other| other.key == of_sheet.key)
            .cloned();
        let Some(of_shop) = of_shop else {
            match fit {
                Fit::Beside => types.push(of_sheet),
                Fit::Into { wanted, .. } if wanted.is_empty() => {
                    told.extend(left_out(TYPE_LEFT_OUT, sheet.count(&of_sheet.key)?, &of_sheet));
                }
                Fit::Into { .. } => {}
            }
            continue;
        };
        let mut form = Form::of(&of_sheet, &of_shop, &mut *sheet, known, cancel)?;
        if let Fit::Into { shop: name, wanted } = fit {
            if !wanted.is_empty() && !wanted.contains(&of_shop.key) {
                continue;
            }
            // These go with the shop, and are not put back.
            form.columns
                .fields
                .retain(|(_, field)| !of_shop.volatile.contains(&field.name));
            let refused = |fault: SheetFault| EngineError::SheetDoesNotFit {
                shop: name.clone(),
                label: of_shop.label.clone(),
                fault,
            };
            if let Some(of_form) = form.fault(&of_sheet) {
                if !wanted.is_empty() {
                    return Err(refused(of_form));
                }
                // What else is in the file may fit, and then this is told.
                let code = match &of_form {
                    SheetFault::Columns { .. } => COLUMNS_LEFT_OUT,
                    SheetFault::Lines | SheetFault::OnlyIds | SheetFault::Number { .. } => LINES_LEFT_OUT,
                };
                let lines = (form.items.len() + form.left_out.len()) as u64;
                told.extend(left_out(code, lines, &of_shop));
                fault.get_or_insert(refused(of_form));
                continue;
            }
            let likeness = Likeness {
                form: &form,
                tellers: Tellers::of(&of_sheet, &of_shop),
                found: found.get(&of_shop.key),
            };
            match likeness.of_lines(&of_sheet.key, &mut *sheet, known, cancel)? {
                Met::Same => {}
                Met::Untold => return Err(refused(SheetFault::OnlyIds)),
                Met::Others => {
                    return Err(EngineError::OtherRecords {
                        shop: name.clone(),
                        label: of_shop.label.clone(),
                    });
                }
            }
            if let Some(of_number) = form.unread_number(&of_sheet.key, &mut *sheet, cancel)? {
                return Err(refused(of_number));
            }
            told.extend(left_out(LINES_LEFT_OUT, form.left_out.len() as u64, &of_shop));
            let fields = form.columns.fields.iter();
            columns.extend(fields.map(|(_, field)| field.name.clone()));
        }
        forms.insert(of_shop.key.clone(), form);
        types.push(of_shop);
    }
    if let Fit::Into { shop, .. } = fit
        && types.is_empty()
    {
        return Err(fault.unwrap_or_else(|| EngineError::OfNoTypeHere { shop: shop.clone() }));
    }
    let reading = Fitted {
        types,
        forms,
        is_beside: matches!(fit, Fit::Beside),
        sheet,
        shop,
    };
    let of_sheet = OfSheet {
        told,
        columns: columns.into_iter().collect(),
    };
    Ok((Box::new(reading), of_sheet))
}

/// What is told of lines that are left out; nothing where there are none.
fn left_out(code: &str, lines: u64, description: &TypeDescription) -> Option<Consequence> {
    (lines > 0).then(|| Consequence {
        code: code.to_owned(),
        count: lines,
        content_type: Some(description.key.clone()),
        detail: Some(description.label.clone()),
    })
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
            let columns = Columns::of(&of_sheet, &of_shop, sheet, known, cancel)?;
            let Some(fault) = columns.fault(&of_sheet) else {
                return Ok(());
            };
            refusal = Some(EngineError::SheetDoesNotFit {
                shop: shop.to_owned(),
                label: of_shop.label,
                fault,
            });
        }
    }
    refusal.map_or(Ok(()), Err)
}

/// What of a sheet is what of a content type.
struct Form {
    columns: Columns,
    /// Items of the shop that the sheet has a line of.
    items: HashSet<RemoteId>,
    /// Lines that are no item of the shop, as far as it is known.
    left_out: HashSet<RemoteId>,
}

/// Which of a sheet's columns is which of the shop's fields.
struct Columns {
    /// The columns that are fields, with these.
    fields: Vec<(String, Field)>,
    /// What the sheet calls its columns, and the shop its fields.
    has: Vec<String>,
    wanted: Vec<String>,
}

/// A field, as it is in the shop's items.
#[derive(Clone, Debug, Default)]
struct Field {
    name: String,
    is_number: bool,
    /// How many decimals all of its numbers have.
    decimals: Option<usize>,
    /// Whether numbers end with zeros that say nothing: `4.50`.
    has_zeros: bool,
}

impl Columns {
    fn of(
        of_sheet: &TypeDescription,
        of_shop: &TypeDescription,
        sheet: &mut dyn Reading,
        shop: &mut dyn Reading,
        cancel: &Cancel,
    ) -> Result<Self, EngineError> {
        let mut has = Vec::new();
        each_document(sheet, &of_sheet.key, cancel, &mut |document| {
            if let Node::Map(entries) = document {
                has.extend(entries.iter().map(|(name, _)| name.clone()));
            }
            ControlFlow::Break(())
        })?;
        let fields = fields_of(of_shop, &has, shop, cancel)?;
        let called = |column: &str| {
            let by_name = fields.values().find(|field| plain(&field.name) == plain(column));
            let by_label = || {
                fields
                    .values()
                    .find(|field| is_labelled(of_shop, &field.name, column))
            };
            by_name.or_else(by_label).cloned()
        };
        let mut taken = HashSet::new();
        let columns = has
            .iter()
            .filter_map(|column| Some((column.clone(), called(column)?)));
        let columns = columns
            .filter(|(_, field)| taken.insert(field.name.clone()))
            .collect();
        Ok(Self {
            fields: columns,
            has,
            wanted: fields.into_keys().collect(),
        })
    }

    /// Why nothing of them can be put into the shop.
    fn fault(&self, of_sheet: &TypeDescription) -> Option<SheetFault> {
        let only_tells = |(column, _): &(String, Field)| {
            of_sheet
                .told_by
                .iter()
                .any(|paths| paths.as_slice() == std::slice::from_ref(column))
        };
        self.fields.iter().all(only_tells).then(|| SheetFault::Columns {
            has: self.has.clone(),
            wanted: self.wanted.clone(),
        })
    }
}

impl Form {
    fn of(
        of_sheet: &TypeDescription,
        of_shop: &TypeDescription,
        sheet: &mut dyn Reading,
        shop: &mut dyn Reading,
        cancel: &Cancel,
    ) -> Result<Self, EngineError> {
        let columns = Columns::of(of_sheet, of_shop, sheet, shop, cancel)?;
        let in_shop = ids(shop, &of_shop.key, cancel)?;
        let lines = ids(sheet, &of_sheet.key, cancel)?;
        let (items, left_out) = lines.into_iter().partition(|line| in_shop.contains(line));
        Ok(Self {
            columns,
            items,
            left_out,
        })
    }

    /// Why nothing of it can be put into the shop.
    fn fault(&self, of_sheet: &TypeDescription) -> Option<SheetFault> {
        let is_empty = self.items.is_empty();
        let of_columns = self.columns.fault(of_sheet);
        of_columns.or_else(|| is_empty.then_some(SheetFault::Lines))
    }

    /// The first value of an item's line that is no number where the shop has one, or could be two.
    fn unread_number(
        &self,
        content_type: &ContentType,
        sheet: &mut dyn Reading,
        cancel: &Cancel,
    ) -> Result<Option<SheetFault>, EngineError> {
        let numbers: Vec<&String> = self
            .columns
            .fields
            .iter()
            .filter_map(|(column, field)| field.is_number.then_some(column))
            .collect();
        if numbers.is_empty() {
            return Ok(None);
        }
        let fault = |column: &str, value: &str| SheetFault::Number {
            column: column.to_owned(),
            value: value.to_owned(),
        };
        let (mut unread, mut grouped, mut has_commas) = (None, None, false);
        each_line(sheet, content_type, cancel, &mut |key, line| {
            if unread.is_some() || !self.items.contains(&key.remote_id) {
                return Ok(());
            }
            for column in &numbers {
                let Some(Node::Text(text)) = line.get(column) else {
                    continue;
                };
                let text = text.trim();
                if text.is_empty() {
                    continue;
                }
                if number_in(text).is_none() {
                    unread.get_or_insert_with(|| fault(column, text));
                }
                has_commas |= has_decimal_comma(text);
                if grouped.is_none()
                    && text
                        .trim_start_matches('-')
                        .split_once('.')
                        .is_some_and(|(whole, rest)| is_group(whole, rest))
                {
                    grouped = Some(fault(column, text));
                }
            }
            Ok(())
        })?;
        // Where decimals follow a comma, a point may part thousands.
        Ok(unread.or(grouped.filter(|_| has_commas)))
    }

    /// An item of the shop with the values of a line.
    fn put_into(&self, item: Record, line: &Record) -> Result<Record, DocumentError> {
        let (Node::Map(mut entries), values) = (item.document.to_node()?, line.document.to_node()?) else {
            return Ok(item);
        };
        for (column, field) in &self.columns.fields {
            let Some(Node::Text(text)) = values.get(column) else {
                continue;
            };
            if let Some((_, value)) = entries.iter_mut().find(|(name, _)| *name == field.name)
                && let Some(other) = field.said(text, value)
            {
                *value = other;
            }
        }
        Ok(Record {
            document: Document::from(&Node::Map(entries)),
            ..item
        })
    }

    /// What a line says of an item of the shop, and nothing else of the item.
    fn said_of(&self, item: Record, line: &Record) -> Result<Record, DocumentError> {
        let values = line.document.to_node()?;
        let Node::Map(entries) = item.document.to_node()? else {
            return Ok(item);
        };
        let said = entries.into_iter().filter_map(|(name, there)| {
            let (column, field) = self.columns.fields.iter().find(|(_, field)| field.name == name)?;
            let Some(Node::Text(text)) = values.get(column) else {
                return None;
            };
            let said = field.said(text, &there)?;
            let is_number = !field.is_number || matches!(said, Node::Number(_));
            is_number.then_some((name, said))
        });
        Ok(Record {
            document: Document::from(&Node::Map(said.collect())),
            objects: Vec::new(),
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
                let field = self.columns.fields.iter().find(|(known, _)| *known == column);
                match (field, value) {
                    (Some((_, field)), Node::Text(text)) => {
                        let said = field.said(&text, &Node::Null);
                        (field.name.clone(), said.unwrap_or(Node::Null))
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
    /// What a text means in this field beside what is there, written as that where it is the same; nothing where it says nothing.
    fn said(&self, text: &str, there: &Node) -> Option<Node> {
        if text.is_empty() {
            return None;
        }
        match there {
            Node::Number(number) => {
                let said = self.number(text);
                let is_same = matches!(&said, Node::Number(said) if is_same_number(said, number));
                Some(if is_same { there.clone() } else { said })
            }
            Node::Bool(_) => match text.to_ascii_lowercase().as_str() {
                "true" | "yes" | "1" => Some(Node::Bool(true)),
                "false" | "no" | "0" => Some(Node::Bool(false)),
                _ => None,
            },
            Node::Null if self.is_number => Some(self.number(text)),
            Node::Null | Node::Text(_) => Some(Node::Text(text.to_owned())),
            Node::List(_) | Node::Map(_) => None,
        }
    }

    /// A text as the shop writes its numbers; itself where it is none.
    fn number(&self, text: &str) -> Node {
        let Some(number) = number_in(text.trim()) else {
            return Node::Text(text.to_owned());
        };
        let is_plain = !number.contains(['e', 'E']);
        let has_too_many =
            !self.has_zeros || self.decimals.is_some_and(|wanted| decimals_of(&number) > wanted);
        let number = match is_plain && has_too_many && number.contains('.') {
            true => number.trim_end_matches('0').trim_end_matches('.').to_owned(),
            false => number,
        };
        let written = decimals_of(&number);
        match self.decimals {
            Some(wanted) if is_plain && wanted > written => {
                let point = if written == 0 { "." } else { "" };
                Node::Number(format!("{number}{point}{}", "0".repeat(wanted - written)).into())
            }
            _ => Node::Number(number.into()),
        }
    }
}

/// How many decimals a number has as it stands in a document.
fn decimals_of(number: &str) -> usize {
    number.split_once('.').map_or(0, |(_, decimals)| decimals.len())
}

/// A number as it stands in a document, of one as people and programs write it: with a point or a comma before the decimals, and
/// with thousands parted by the other one. Nothing of what is none, and of what could be two: `1,234`.
fn number_in(text: &str) -> Option<String> {
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
    if !digits.contains(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    if !digits
        .bytes()
        .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
    {
        // One with an exponent.
        return match Node::parse(text.as_bytes()) {
            Ok(Node::Number(number)) => Some(number.into()),
            _ => None,
        };
    }
    let (whole, decimals) = match (digits.matches('.').count(), digits.matches(',').count()) {
        (0, 0) => (digits.to_owned(), ""),
        (1, 0) => {
            let (whole, decimals) = digits.split_once('.')?;
            (whole.to_owned(), decimals)
        }
        (0, 1) => {
            let (whole, decimals) = digits.split_once(',')?;
            if is_group(whole, decimals) {
                return None;
            }
            (whole.to_owned(), decimals)
        }
        (0, _) => (without_groups(digits, ',')?, ""),
        (_, 0) => (without_groups(digits, '.')?, ""),
        (points, commas) => {
            let (point, group) = if digits.rfind('.') > digits.rfind(',') {
                ('.', ',')
            } else {
                (',', '.')
            };
            if (point == '.' && points > 1) || (point == ',' && commas > 1) {
                return None;
            }
            let (whole, decimals) = digits.split_once(point)?;
            (without_groups(whole, group)?, decimals)
        }
    };
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        whole => whole,
    };
    let point = if decimals.is_empty() { "" } else { "." };
    Some(format!("{sign}{whole}{point}{decimals}"))
}

/// Whether what stands on both sides of a point or comma may just as well be thousands and the rest.
fn is_group(whole: &str, rest: &str) -> bool {
    let is_of_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    rest.len() == 3
        && (1..=3).contains(&whole.len())
        && !whole.starts_with('0')
        && is_of_digits(whole)
        && is_of_digits(rest)
}

/// Digits without what parts their thousands; nothing where it does not part thousands.
fn without_groups(digits: &str, between: char) -> Option<String> {
    let mut groups = digits.split(between);
    let first = groups.next()?;
    let are_thousands = groups.clone().all(|group| group.len() == 3);
    ((1..=3).contains(&first.len()) && are_thousands).then(|| digits.replace(between, ""))
}

/// Whether a number's decimals follow a comma.
fn has_decimal_comma(text: &str) -> bool {
    let is_last = text.rfind(',') > text.rfind('.');
    is_last && text.matches(',').count() == 1 && number_in(text).is_some()
}

/// Whether the lines of a sheet are the items of the shop that they were paired with.
struct Likeness<'a> {
    form: &'a Form,
    tellers: Option<Tellers>,
    /// Items whose lines were not found by their ids.
    found: Option<&'a HashSet<RemoteId>>,
}

/// What came of looking at lines beside items.
enum Met {
    Same,
    /// Most say that they are something else.
    Others,
    /// There is nothing that tells.
    Untold,
}

impl Likeness<'_> {
    fn of_lines(
        &self,
        content_type: &ContentType,
        sheet: &mut dyn Reading,
        known: &mut dyn Reading,
        cancel: &Cancel,
    ) -> Result<Met, EngineError> {
        let is_by_id = |id: &RemoteId| self.found.is_none_or(|found| !found.contains(id));
        let by_id = self.form.items.iter().filter(|id| is_by_id(id)).count();
        if by_id == 0 {
            return Ok(Met::Same);
        }
        let each = by_id.div_ceil(LOOKED_AT);
        let (mut lines, mut same, mut others) = (0_usize, 0_usize, 0_usize);
        each_line(sheet, content_type, cancel, &mut |key, line| {
            let id = &key.remote_id;
            if !self.form.items.contains(id) || !is_by_id(id) || !self.may_tell(id, line) {
                return Ok(());
            }
            let is_looked_at = lines.is_multiple_of(each);
            lines += 1;
            if is_looked_at && let Some(item) = known.read_record(key)? {
                let document = node(key, Some(&item.document))?.unwrap_or(Node::Null);
                match self.is_item(line, &item, &document) {
                    Some(true) => same += 1,
                    Some(false) => others += 1,
                    None => {}
                }
            }
            Ok(())
        })?;
        Ok(match (same, others) {
            (0, 0) => Met::Untold,
            (same, others) if others > same => Met::Others,
            _ => Met::Same,
        })
    }

    /// Whether a line has anything that could tell it; the others need not be looked up.
    fn may_tell(&self, id: &RemoteId, line: &Node) -> bool {
        let columns = self.telling().map(|(column, _)| column).chain(self.names());
        let mut texts = columns.filter_map(|column| text_at(line, column));
        is_telling(id) || self.tellers.is_some() || texts.next().is_some()
    }

    /// Whether a line is of an item; nothing where neither says anything that tells. One thing that tells is enough.
    fn is_item(&self, line: &Node, item: &Record, document: &Node) -> Option<bool> {
        let tellers = self.tellers.iter();
        let mut told: Vec<bool> = tellers
            .flat_map(|tellers| tellers.agreed(line, document))
            .collect();
        for (column, field) in self.telling() {
            if let (Some(said), Some(there)) = (text_at(line, column), text_at(document, &field.name)) {
                told.push(said == there);
            }
        }
        for column in self.names() {
            if let Some(said) = text_at(line, column).filter(|_| !item.name.is_empty()) {
                told.push(said == item.name.trim());
            }
        }
        if told.is_empty() {
            return is_telling(&item.key.remote_id).then_some(true);
        }
        Some(told.contains(&true))
    }

    fn telling(&self) -> impl Iterator<Item = (&str, &Field)> {
        let fields = self.form.columns.fields.iter();
        fields
            .filter(|(_, field)| TELLING.contains(&plain(&field.name).as_str()))
            .map(|(column, field)| (column.as_str(), field))
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        let columns = self.form.columns.has.iter();
        columns
            .filter(|column| NAMES.contains(&plain(column).as_str()))
            .map(String::as_str)
    }
}

/// Whether an id is no mere number, which every shop has.
fn is_telling(id: &RemoteId) -> bool {
    let is_word = |part: &Vec<u8>| part.iter().any(|byte| !byte.is_ascii_digit());
    id.parts().iter().flatten().any(is_word)
}

/// What stands in a single field; nothing where nothing does.
fn text_at(row: &Node, column: &str) -> Option<String> {
    let value = row.get(column)?;
    if !value.is_leaf() || *value == Node::Null {
        return None;
    }
    Some(value.to_text().trim().to_owned()).filter(|text| !text.is_empty())
}

/// A name without what tools write differently.
fn plain(name: &str) -> String {
    let letters = name.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// Whether the window calls a field like a column.
fn is_labelled(description: &TypeDescription, field: &str, column: &str) -> bool {
    let mut labels = description.labels.iter();
    labels.any(|label| label.path == field && plain(&label.label) == plain(column))
}

/// The single fields of a type, as the first items have them; and as many more as it takes until each that a sheet has a column of
/// has a value. What the shop works out itself is none, and neither is what makes an item's id.
fn fields_of(
    description: &TypeDescription,
    columns: &[String],
    shop: &mut dyn Reading,
    cancel: &Cancel,
) -> Result<BTreeMap<String, Field>, EngineError> {
    /// How many numbers and other values a field has, the decimals of the numbers, and whether they end with zeros.
    struct Seen {
        is_column: bool,
        numbers: usize,
        others: usize,
        decimals: HashSet<usize>,
        has_zeros: bool,
    }
    let is_column = |name: &str| {
        let mut columns = columns.iter();
        columns.any(|column| plain(column) == plain(name) || is_labelled(description, name, column))
    };
    let mut seen: BTreeMap<String, Seen> = BTreeMap::new();
    let mut looked_at = 0;
    each_document(shop, &description.key, cancel, &mut |document| {
        let entries = match document {
            Node::Map(entries) => entries.as_slice(),
            _ => &[],
        };
        for (name, value) in entries.iter().filter(|(_, value)| value.is_leaf()) {
            if description.derived.contains(name) || description.known_by.contains(name) {
                continue;
            }
            let seen = seen.entry(name.clone()).or_insert_with(|| Seen {
                is_column: is_column(name),
                numbers: 0,
                others: 0,
                decimals: HashSet::new(),
                has_zeros: false,
            });
            match value {
                Node::Number(number) => {
                    seen.numbers += 1;
                    let decimals = decimals_of(number);
                    seen.decimals.insert(decimals);
                    seen.has_zeros |= decimals > 0 && number.ends_with('0');
                }
                Node::Null => {}
                _ => seen.others += 1,
            }
        }
        looked_at += 1;
        let is_empty = |seen: &Seen| seen.is_column && seen.numbers + seen.others == 0;
        if looked_at < LOOKED_AT || seen.values().any(is_empty) {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
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
            has_zeros: seen.has_zeros,
        };
        (name, field)
    });
    Ok(fields.collect())
}

/// Hands over documents until there is enough of them.
fn each_document(
    reading: &mut dyn Reading,
    content_type: &ContentType,
    cancel: &Cancel,
    hear: &mut dyn FnMut(&Node) -> ControlFlow<()>,
) -> Result<(), EngineError> {
    let mut failure = None;
    reading.read_type(content_type, &mut |record| {
        if cancel.is_asked() {
            failure = Some(EngineError::Cancelled);
            return ControlFlow::Break(());
        }
        match node(&record.key, Some(&record.document)) {
            Ok(Some(document)) => hear(&document),
            Ok(None) => ControlFlow::Continue(()),
            Err(error) => {
                failure = Some(error);
                ControlFlow::Break(())
            }
        }
    })?;
    failure.map_or(Ok(()), Err)
}

/// Hands over the lines of a sheet.
fn each_line(
    sheet: &mut dyn Reading,
    content_type: &ContentType,
    cancel: &Cancel,
    hear: &mut dyn FnMut(&RecordKey, &Node) -> Result<(), EngineError>,
) -> Result<(), EngineError> {
    let mut heard = Ok(());
    sheet.read_type(content_type, &mut |line| {
        heard = if cancel.is_asked() {
            Err(EngineError::Cancelled)
        } else {
            node(&line.key, Some(&line.document)).and_then(|document| match document {
                Some(document) => hear(&line.key, &document),
                None => Ok(()),
            })
        };
        match heard {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    })?;
    heard
}

struct Fitted {
    types: Vec<TypeDescription>,
    forms: HashMap<ContentType, Form>,
    /// Whether it lies beside the shop; otherwise only what lines say of the shop's items is in it.
    is_beside: bool,
    sheet: Box<dyn Reading>,
    shop: Box<dyn Reading>,
}

impl Reading for Fitted {
    fn types(&self) -> &[TypeDescription] {
        &self.types
    }

    fn count(&mut self, content_type: &ContentType) -> Result<u64, ShopError> {
        match self.forms.get(content_type) {
            Some(form) if !self.is_beside => Ok(form.items.len() as u64),
            _ => self.sheet.count(content_type),
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
        let (sheet, is_beside) = (&mut self.sheet, self.is_beside);
        let mut met = HashSet::new();
        let mut end = Ok(ControlFlow::Continue(()));
        self.shop.read_type(content_type, &mut |item| {
            let id = &item.key.remote_id;
            // What is newer than what the shop is known by may have a line, too.
            let line = match form.items.contains(id) || (is_beside && form.left_out.contains(id)) {
                true => sheet.read_record(&item.key),
                false => Ok(None),
            };
            end = line.and_then(|line| match line {
                Some(line) if is_beside => {
                    met.insert(item.key.remote_id.clone());
                    Ok(each(form.put_into(item, &line)?))
                }
                Some(line) => Ok(each(form.said_of(item, &line)?)),
                None => Ok(ControlFlow::Continue(())),
            });
            match end {
                Ok(flow) => flow,
                Err(_) => ControlFlow::Break(()),
            }
        })?;
        if end?.is_break() || !is_beside {
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
            (Some(item), Some(line)) if self.is_beside => Some(form.put_into(item, &line)?),
            (None, Some(line)) if self.is_beside => Some(form.alone(line)?),
            (Some(item), Some(line)) if form.items.contains(&key.remote_id) => {
                Some(form.said_of(item, &line)?)
            }
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_people_write_it_where_it_can_be_only_one() {
        let read = [
            ("4.5", "4.5"),
            ("05.50", "5.50"),
            ("007", "7"),
            ("0", "0"),
            ("000", "0"),
            (".5", "0.5"),
            ("5.", "5"),
            ("-12,50", "-12.50"),
            ("12,5", "12.5"),
            ("0,125", "0.125"),
            ("1234,567", "1234.567"),
            ("1,234.00", "1234.00"),
            ("1.234,00", "1234.00"),
            ("1,234,567", "1234567"),
            ("1.234.567,8", "1234567.8"),
            ("1.234", "1.234"),
            ("1e3", "1e3"),
        ];
        for (written, number) in read {
            assert_eq!(number_in(written).as_deref(), Some(number), "{written}");
        }
        for none in [
            "",
            "-",
            ".",
            ",",
            "$5",
            "5 €",
            "1,234",
            "1,23,4",
            "12,34.5",
            "1.2.3",
            "1,2,3.4,5",
            "1 234",
            "+5",
            "n/a",
            "5%",
        ] {
            assert_eq!(number_in(none), None, "{none}");
        }
    }

    #[test]
    fn a_number_is_written_with_the_shops_decimals() {
        let field = Field {
            name: "price".to_owned(),
            is_number: true,
            decimals: Some(2),
            has_zeros: true,
        };
        let there = Node::Number("4.50".into());
        let said = |text: &str| field.said(text, &there).map(|node| node.to_text());
        assert_eq!(said("04,5").as_deref(), Some("4.50"));
        assert_eq!(said("12,5").as_deref(), Some("12.50"));
        assert_eq!(said("12.5000").as_deref(), Some("12.50"));
        assert_eq!(said("").as_deref(), None);
    }

    // A shop that is reached over the web says 12.5, whatever it was sent, and would be taken to have kept something else.
    #[test]
    fn a_number_has_no_zeros_at_its_end_where_the_shops_have_none() {
        let field = Field {
            name: "price".to_owned(),
            is_number: true,
            decimals: None,
            has_zeros: false,
        };
        let there = Node::Number("4.5".into());
        let said = |text: &str| field.said(text, &there).map(|node| node.to_text());
        assert_eq!(said("12.50").as_deref(), Some("12.5"));
        assert_eq!(said("7.0000").as_deref(), Some("7"));
        assert_eq!(said("100").as_deref(), Some("100"));
        assert_eq!(said("4.50").as_deref(), Some("4.5"));
    }
}
