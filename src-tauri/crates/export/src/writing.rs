//! Writing an export.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use backstock_model::{Document, Node, ObjectHash, TypeDescription};
use chrono::{DateTime, Utc};
use tempfile::TempDir;

use crate::csv::Csv;
use crate::import::Import;
use crate::json_lines::JsonLines;
use crate::manifest::{FORMAT, VERSION};
use crate::names::{file_stem, slug};
use crate::own::{own_file, own_folder};
use crate::part::{FinishedPart, Growing, Packed, Part, hash_file, to_json};
use crate::pen::{Said, TextPen};
use crate::readme::readme;
use crate::shape::Shape;
use crate::sql::Sql;
use crate::workbook::Book;
use crate::{
    ExportError, ExportFormat, ExportManifest, ExportNote, ExportedBackup, ExportedType, PartFile,
    ShapeFinder,
};

const DOING: &str = "writing the export";
/// What an object's place in a ZIP takes besides its bytes.
const OBJECT_PLACE: u64 = 1_000;

/// Hands over a large content by its hash; `None` when it is not there.
pub type ObjectSource<'a> = &'a dyn Fn(&ObjectHash) -> Option<Vec<u8>>;

/// What an export is about.
#[derive(Clone, Debug)]
pub struct ExportHead {
    /// What the owner calls the shop.
    pub shop: String,
    /// The backup it is made from.
    pub backup: ExportedBackup,
    /// When it is made.
    pub created: DateTime<Utc>,
    /// Its form.
    pub format: ExportFormat,
    /// What a part holds at most, in bytes before packing.
    pub limit: u64,
}

/// A record to be exported.
#[derive(Clone, Copy, Debug)]
pub struct ExportedRecord<'a> {
    /// The id the shop gave it.
    pub id: &'a str,
    /// What a person calls it.
    pub name: &'a str,
    /// More words to find it by.
    pub search: &'a str,
    /// The whole record.
    pub document: &'a Document,
}

/// An export that was written.
#[derive(Clone, Debug)]
pub struct ExportWritten {
    /// The folder with everything of it and nothing else.
    pub folder: PathBuf,
    /// The parts, then what lies beside them.
    pub files: Vec<PartFile>,
    /// How many of the files are parts.
    pub parts: usize,
    /// Its contents in bytes, before packing.
    pub contents: u64,
    /// What it says about itself.
    pub manifest: ExportManifest,
}

/// An export that is whole and not yet where it belongs. It goes away when it is dropped.
pub struct SealedExport {
    place: TempDir,
    /// As it will be.
    pub written: ExportWritten,
}

impl SealedExport {
    /// Puts it where it belongs.
    pub fn publish(self) -> Result<ExportWritten, ExportError> {
        fs::rename(self.place.path(), &self.written.folder).map_err(ExportError::io(DOING))?;
        // It is where it belongs; there is nothing left to remove.
        let _ = self.place.keep();
        Ok(self.written)
    }
}

/// An export that is being written. Until [`ExportWriter::finish`] everything is in a folder beside the one it will be, which
/// goes away when the writer is dropped.
pub struct ExportWriter<'a> {
    head: ExportHead,
    objects: ObjectSource<'a>,
    folder: PathBuf,
    place: TempDir,
    part: Part,
    finished: Vec<FinishedPart>,
    open: Option<Open>,
    types: Vec<ExportedType>,
    contents: u64,
    alone: u64,
    cut: u64,
    left_out: u64,
    thrown_away: u64,
    said: Said,
}

/// The content type at hand.
struct Open {
    description: TypeDescription,
    shape: Shape,
    pen: Pen,
    files: BTreeMap<usize, Growing>,
    in_part: u64,
    records: u64,
}

enum Pen {
    Text(Box<dyn TextPen>),
    Sql(Box<Sql>),
    Book(Box<Book>),
}

/// A record that was read.
pub(crate) struct ReadRecord<'a> {
    pub(crate) id: &'a str,
    pub(crate) name: &'a str,
    pub(crate) search: &'a str,
    pub(crate) document: &'a Document,
    /// The document as a tree, where the form asks for it.
    pub(crate) node: &'a Node,
    objects: ObjectSource<'a>,
}

/// A single value as a table has it.
pub(crate) enum Value<'n> {
    Nothing,
    Bool(bool),
    Number(&'n str),
    Text(&'n str),
    Json(&'n Node),
    Binary(Binary),
}

pub(crate) enum Binary {
    Bytes(Vec<u8>),
    /// A text that is not valid UTF-8.
    RawText(Vec<u8>),
    Object(ObjectHash),
}

impl<'n> Value<'n> {
    pub(crate) fn of(node: Option<&'n Node>) -> Self {
        let Some(node) = node else {
            return Self::Nothing;
        };
        match node {
            Node::Null => Self::Nothing,
            Node::Bool(fact) => Self::Bool(*fact),
            Node::Number(text) => Self::Number(text),
            Node::Text(text) => Self::Text(text),
            Node::List(_) | Node::Map(_) => {
                if let Some(hash) = node.as_object() {
                    Self::Binary(Binary::Object(hash))
                } else if let Some(bytes) = node.as_bytes() {
                    Self::Binary(Binary::Bytes(bytes))
                } else if let Some(bytes) = node.as_raw_text() {
                    Self::Binary(Binary::RawText(bytes))
                } else {
                    Self::Json(node)
                }
            }
        }
    }
}

impl<'a> ReadRecord<'a> {
    pub(crate) fn new(record: ExportedRecord<'a>, node: &'a Node, objects: ObjectSource<'a>) -> Self {
        Self {
            id: record.id,
            name: record.name,
            search: record.search,
            document: record.document,
            node,
            objects,
        }
    }

    pub(crate) fn bytes_of<'b>(&self, binary: &'b Binary) -> Result<Cow<'b, [u8]>, ExportError> {
        match binary {
            Binary::Bytes(bytes) | Binary::RawText(bytes) => Ok(Cow::Borrowed(bytes)),
            Binary::Object(hash) => (self.objects)(hash)
                .map(Cow::Owned)
                .ok_or(ExportError::MissingObject(*hash)),
        }
    }
}

impl<'a> ExportWriter<'a> {
    /// Begins an export that will be a new folder in `folder`. That one is not made when it is missing: it may be on a drive that
    /// is not plugged in.
    pub fn begin(folder: &Path, head: ExportHead, objects: ObjectSource<'a>) -> Result<Self, ExportError> {
        let place = own_folder(".backstock-export-", ".partial", folder).map_err(ExportError::Folder)?;
        let part = Part::begin(place.path(), 1);
        Ok(Self {
            head,
            objects,
            folder: folder.to_owned(),
            place,
            part,
            finished: Vec::new(),
            open: None,
            types: Vec::new(),
            contents: 0,
            alone: 0,
            cut: 0,
            left_out: 0,
            thrown_away: 0,
            said: Said::default(),
        })
    }

    /// Where everything is until it is whole; to be removed by whoever finds it after a crash.
    pub fn place(&self) -> &Path {
        self.place.path()
    }

    /// Begins the records of a type. The shape is asked for where [`ExportFormat::has_columns`].
    pub fn begin_type(
        &mut self,
        description: &TypeDescription,
        shape: Option<Shape>,
    ) -> Result<(), ExportError> {
        self.end_type()?;
        let shape = shape.unwrap_or_else(|| ShapeFinder::default().found());
        let pen = self.pen(description, &shape)?;
        self.open = Some(Open {
            description: description.clone(),
            shape,
            pen,
            files: BTreeMap::new(),
            in_part: 0,
            records: 0,
        });
        Ok(())
    }

    /// Writes a record of the type begun last.
    pub fn push(&mut self, record: ExportedRecord<'_>) -> Result<(), ExportError> {
        let Some(mut open) = self.open.take() else {
            return Ok(());
        };
        let pushed = self.push_into(&mut open, record);
        self.open = Some(open);
        pushed
    }

    fn push_into(&mut self, open: &mut Open, record: ExportedRecord<'_>) -> Result<(), ExportError> {
        let format = self.head.format;
        let names_objects = holds(record.document.as_bytes(), b"\"$object\"");
        let node = if format.looks_into_records() || names_objects {
            record.document.to_node().map_err(|cause| ExportError::Document {
                content_type: open.description.key.to_string(),
                cause,
            })?
        } else {
            Node::Null
        };
        let read = ReadRecord::new(record, &node, self.objects);
        if matches!(&open.pen, Pen::Text(pen) if pen.leaves_out(&read)) {
            self.thrown_away += 1;
            return Ok(());
        }
        let mut beside = Beside::default();
        if format.has_object_files() {
            beside.collect(&node, format.has_binary_files());
        }
        let mut said = std::mem::take(&mut self.said);
        said.clear();
        match &mut open.pen {
            Pen::Text(pen) => pen.record(&read, &mut said)?,
            Pen::Sql(pen) => pen.record(&read, &mut said)?,
            Pen::Book(_) => {}
        }
        let mut size = self.size_of(open, &read, &said, &beside);
        if self.part.records > 0 && self.part.contents + size > self.head.limit {
            self.turn_part(open)?;
            size = self.size_of(open, &read, &said, &beside);
        }
        if size > self.head.limit {
            self.alone += 1;
        }
        match &mut open.pen {
            Pen::Text(pen) => grow(
                &self.part,
                &mut open.files,
                pen.as_ref(),
                &said,
                self.head.created,
            )?,
            Pen::Sql(pen) => grow(
                &self.part,
                &mut open.files,
                pen.as_ref(),
                &said,
                self.head.created,
            )?,
            Pen::Book(book) => book.record(&read)?,
        }
        self.said = said;
        for (hash, bytes) in beside.binaries {
            self.part.take_binary(hash, &bytes, self.head.created)?;
        }
        let objects = beside.objects.into_iter().map(|(hash, _)| hash);
        self.part.objects.extend(objects);
        self.part.contents += size;
        self.part.records += 1;
        open.in_part += 1;
        open.records += 1;
        Ok(())
    }

    /// What a record adds to the part, in bytes before packing.
    fn size_of(&self, open: &Open, read: &ReadRecord<'_>, said: &Said, beside: &Beside) -> u64 {
        let beside = beside.size_in(&self.part);
        let pen: &dyn TextPen = match &open.pen {
            Pen::Text(pen) => pen.as_ref(),
            Pen::Sql(pen) => pen.as_ref(),
            Pen::Book(_) => return beside + Book::size_of(&open.shape, read),
        };
        let added: usize = said
            .each()
            .map(|(file, text)| {
                let around = if open.files.contains_key(&file) {
                    0
                } else {
                    pen.head(file).len() + pen.tail().len()
                };
                text.len() + around
            })
            .sum();
        beside + added as u64
    }

    /// Ends the export and puts it where it belongs.
    pub fn finish(self) -> Result<ExportWritten, ExportError> {
        self.seal()?.publish()
    }

    /// Ends the export. Everything is written, and is not yet where it belongs.
    pub fn seal(mut self) -> Result<SealedExport, ExportError> {
        self.end_type()?;
        if self.part.records > 0 || self.finished.is_empty() {
            self.end_part()?;
        }
        let mut manifest = self.about(None, self.types.clone());
        let name = self.free_name();
        let count = self.finished.len();
        let width = count.to_string().len().max(2);
        let mut files = Vec::new();
        for (number, part) in (1..).zip(std::mem::take(&mut self.finished)) {
            let file = match count {
                1 => format!("{name}.zip"),
                _ => format!("{name}-part{number:0width$}of{count:0width$}.zip"),
            };
            fs::rename(&part.path, self.place.path().join(&file)).map_err(ExportError::io(DOING))?;
            files.push(PartFile {
                name: file,
                bytes: part.bytes,
                sha256: part.sha256,
            });
        }
        manifest.files.clone_from(&files);
        for (file, bytes) in [
            ("manifest.json", to_json(&manifest)?),
            ("README.txt", readme(&manifest).into_bytes()),
        ] {
            let path = self.place.path().join(file);
            own_file(&path)
                .and_then(|mut file| file.write_all(&bytes))
                .map_err(ExportError::io(DOING))?;
            let (bytes, sha256) = hash_file(&path)?;
            files.push(PartFile {
                name: file.to_owned(),
                bytes,
                sha256,
            });
        }
        Ok(SealedExport {
            place: self.place,
            written: ExportWritten {
                folder: self.folder.join(&name),
                files,
                parts: count,
                contents: self.contents,
                manifest,
            },
        })
    }

    fn pen(&self, description: &TypeDescription, shape: &Shape) -> Result<Pen, ExportError> {
        let shape = shape.clone();
        Ok(match self.head.format {
            ExportFormat::JsonLines => Pen::Text(Box::new(JsonLines {
                content_type: description.key.to_string(),
            })),
            ExportFormat::CsvSpreadsheet => Pen::Text(Box::new(Csv::spreadsheet(description, shape))),
            ExportFormat::CsvReimport => Pen::Text(Box::new(Csv::reimport(description, shape))),
            ExportFormat::Import(platform) => Pen::Text(Box::new(Import::new(description, platform)?)),
            ExportFormat::Sql(dialect) => Pen::Sql(Box::new(Sql::new(description, shape, dialect))),
            ExportFormat::Xlsx => Pen::Book(Box::new(Book::begin(description, shape, self.place.path())?)),
        })
    }

    /// Ends the part in the midst of a type, which goes on in the next.
    fn turn_part(&mut self, open: &mut Open) -> Result<(), ExportError> {
        let next = self.pen(&open.description, &open.shape)?;
        let done = std::mem::replace(&mut open.pen, next);
        self.end_files(open, done)?;
        self.end_part()
    }

    /// Ends the files of a type in this part.
    fn end_files(&mut self, open: &mut Open, pen: Pen) -> Result<(), ExportError> {
        let description = &open.description;
        match pen {
            Pen::Text(pen) => self.end_texts(pen.as_ref(), std::mem::take(&mut open.files))?,
            Pen::Sql(pen) => {
                self.end_texts(pen.as_ref(), std::mem::take(&mut open.files))?;
                self.left_out += pen.left_out;
            }
            Pen::Book(book) => {
                let name = format!("{}.xlsx", file_stem(&[description.key.as_str()]));
                let path = self.part.path_of(&name);
                self.cut += book.cut;
                book.save(own_file(&path).map_err(ExportError::io(DOING))?)?;
                self.part.take(Packed::whole(path, name)?);
            }
        }
        self.part.types.push(ExportedType {
            key: description.key.clone(),
            label: description.label.clone(),
            records: std::mem::take(&mut open.in_part),
        });
        Ok(())
    }

    fn end_texts(
        &mut self,
        pen: &dyn TextPen,
        mut files: BTreeMap<usize, Growing>,
    ) -> Result<(), ExportError> {
        if files.is_empty() {
            // A type without a record has a file as well: so it is seen that it was not forgotten.
            let name = pen.file(0);
            let mut file = Growing::begin(self.part.path_of(&name), name, self.head.created)?;
            file.add(&pen.head(0))?;
            files.insert(0, file);
        }
        for (_, mut file) in files {
            file.add(pen.tail())?;
            self.part.take(file.end()?);
        }
        Ok(())
    }

    fn end_type(&mut self) -> Result<(), ExportError> {
        let Some(mut open) = self.open.take() else {
            return Ok(());
        };
        let done = std::mem::replace(
            &mut open.pen,
            Pen::Text(Box::new(JsonLines {
                content_type: String::new(),
            })),
        );
        self.end_files(&mut open, done)?;
        self.types.push(ExportedType {
            key: open.description.key,
            label: open.description.label,
            records: open.records,
        });
        Ok(())
    }

    fn end_part(&mut self) -> Result<(), ExportError> {
        let next = Part::begin(self.place.path(), self.part.number + 1);
        let done = std::mem::replace(&mut self.part, next);
        self.contents += done.contents;
        let about = self.about(Some(done.number), done.types.clone());
        let readme = readme(&about);
        let finished = done.finish(about, &readme, self.objects)?;
        self.finished.push(finished);
        Ok(())
    }

    fn about(&self, part: Option<u64>, types: Vec<ExportedType>) -> ExportManifest {
        let notes = [
            (
                self.alone,
                "Records that are larger than a part may be; each stands in a part alone.",
            ),
            (
                self.cut,
                "Texts that are longer than a cell of a workbook holds; they were cut. JSON Lines has them whole.",
            ),
            (
                self.left_out,
                "Zero bytes in texts, which PostgreSQL does not keep; each was replaced.",
            ),
            (
                self.thrown_away,
                "Products in the trash of WordPress, or never saved there; they were left out.",
            ),
        ];
        ExportManifest {
            kind: FORMAT.to_owned(),
            version: VERSION,
            created: self.head.created,
            shop: self.head.shop.clone(),
            backup: self.head.backup.clone(),
            format: self.head.format,
            part,
            types,
            files: Vec::new(),
            // Of a part it is not told: what was counted so far may be of another one.
            notes: notes
                .into_iter()
                .filter(|(count, _)| *count > 0 && part.is_none())
                .map(|(count, message)| ExportNote {
                    message: message.to_owned(),
                    count,
                })
                .collect(),
        }
    }

    /// A name that nothing in the folder has.
    fn free_name(&self) -> String {
        let base = format!(
            "{}-{}",
            slug(&self.head.shop),
            self.head.created.format("%Y-%m-%d-%H%M")
        );
        let mut name = base.clone();
        let mut number = 2;
        while self.folder.join(&name).exists() {
            name = format!("{base}-{number}");
            number += 1;
        }
        name
    }
}

/// Adds what a pen said to the files of the part.
fn grow(
    part: &Part,
    files: &mut BTreeMap<usize, Growing>,
    pen: &dyn TextPen,
    said: &Said,
    created: DateTime<Utc>,
) -> Result<(), ExportError> {
    for (number, text) in said.each() {
        let file = match files.entry(number) {
            std::collections::btree_map::Entry::Occupied(found) => found.into_mut(),
            std::collections::btree_map::Entry::Vacant(place) => {
                let name = pen.file(number);
                let mut file = Growing::begin(part.path_of(&name), name, created)?;
                file.add(&pen.head(number))?;
                place.insert(file)
            }
        };
        file.add(text)?;
    }
    Ok(())
}

fn holds(text: &[u8], part: &[u8]) -> bool {
    memchr::memmem::find(text, part).is_some()
}

/// What of a record lies beside it as files.
#[derive(Default)]
struct Beside {
    /// The large contents that it names, each with its size.
    objects: Vec<(ObjectHash, u64)>,
    /// Its small binaries.
    binaries: Vec<(ObjectHash, Vec<u8>)>,
}

impl Beside {
    fn collect(&mut self, node: &Node, with_binaries: bool) {
        if let Some(hash) = node.as_object() {
            let size = match node.get("size") {
                Some(Node::Number(size)) => size.parse().unwrap_or_default(),
                _ => 0,
            };
            if !self.objects.iter().any(|(known, _)| *known == hash) {
                self.objects.push((hash, size));
            }
            return;
        }
        match node {
            Node::Map(_) if node.is_leaf() => {
                let bytes = node.as_bytes().filter(|bytes| with_binaries && !bytes.is_empty());
                self.binaries
                    .extend(bytes.map(|bytes| (ObjectHash::of(&bytes), bytes)));
            }
            Node::Map(entries) => {
                entries
                    .iter()
                    .for_each(|(_, node)| self.collect(node, with_binaries));
            }
            Node::List(nodes) => nodes.iter().for_each(|node| self.collect(node, with_binaries)),
            Node::Null | Node::Bool(_) | Node::Number(_) | Node::Text(_) => {}
        }
    }

    /// What it adds to a part, each with its place in the ZIP.
    fn size_in(&self, part: &Part) -> u64 {
        let objects = self
            .objects
            .iter()
            .filter(|(hash, _)| !part.objects.contains(hash))
            .map(|(_, size)| size + OBJECT_PLACE);
        let binaries = self
            .binaries
            .iter()
            .filter(|(hash, _)| !part.has_binary(hash))
            .map(|(_, bytes)| bytes.len() as u64 + OBJECT_PLACE);
        objects.chain(binaries).sum()
    }
}
