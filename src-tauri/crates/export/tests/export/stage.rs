//! A few records, and what came of exporting them.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use backstock_export::{
    ExportFormat, ExportHead, ExportManifest, ExportWriter, ExportWritten, ExportedBackup, ExportedRecord,
    PART_LIMIT, ShapeFinder,
};
use backstock_model::{
    ContentType, Document, FieldKind, FieldLabel, Group, Node, ObjectHash, TypeDescription,
};
use chrono::{DateTime, Utc};
use tempfile::TempDir;
use zip::ZipArchive;

pub(super) struct Stage {
    pub(super) folder: TempDir,
    pub(super) picture: Vec<u8>,
}

pub(super) fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_000_000, 0).unwrap()
}

pub(super) fn products() -> TypeDescription {
    let mut description = TypeDescription::new(ContentType::new("products"), "Products", Group::Business);
    description.tables = vec!["products".to_owned(), "product_variants".to_owned()];
    description.labels = [
        ("name", "Name", FieldKind::Plain),
        ("price", "Price", FieldKind::Money),
        ("is_visible", "Visible in the shop", FieldKind::YesNo),
        ("variants/sku", "Variant SKU", FieldKind::Plain),
    ]
    .map(|(path, label, kind)| FieldLabel {
        path: path.to_owned(),
        label: label.to_owned(),
        kind,
    })
    .to_vec();
    description
}

/// Every kind of value there is.
pub(super) fn odd_products() -> Vec<(String, Document)> {
    let picture = vec![7; 70_000];
    let object = Document::from(&Node::object(ObjectHash::of(&picture), picture.len()));
    [
        r#"{"id":1,"name":"Earl \"Grey\", 100 g","note":"","price":12.50,"is_visible":1,"big":18446744073709551616,"blob":{"$bytes":"AP8="},"picture":null,
            "variants":{"10":{"id":10,"product_id":1,"sku":"EG-1","ratio":0.1},"11":{"id":11,"product_id":1,"sku":"EG-2","ratio":1e-7}}}"#,
        r#"{"id":2,"name":"=1+1","note":null,"price":-5,"is_visible":0,"big":1,"blob":null,"picture":null,"variants":{}}"#,
        r#"{"id":3,"name":"Tea\\ 'and' cake\r\nfür zwei 🫖","note":"+44 20 7946 0958","price":0.000,"is_visible":1,"big":-3,"blob":{"$bytes":""},"picture":PICTURE,"variants":{}}"#,
    ]
    .into_iter()
    .enumerate()
    .map(|(position, text)| {
        let text = text.replace("PICTURE", &object.to_string());
        ((position + 1).to_string(), Document::parse(text.as_bytes()).unwrap())
    })
    .collect()
}

impl Stage {
    pub(super) fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            picture: vec![7; 70_000],
        }
    }

    pub(super) fn head(&self, format: ExportFormat) -> ExportHead {
        ExportHead {
            shop: "Harbour Tea".to_owned(),
            backup: ExportedBackup {
                number: 4,
                finished: now(),
            },
            created: now(),
            format,
            limit: PART_LIMIT,
        }
    }

    pub(super) fn export(
        &self,
        head: ExportHead,
        description: &TypeDescription,
        records: &[(String, Document)],
    ) -> ExportWritten {
        let hash = ObjectHash::of(&self.picture);
        let objects = |asked: &ObjectHash| (*asked == hash).then(|| self.picture.clone());
        let mut writer = ExportWriter::begin(self.folder.path(), head, &objects).unwrap();
        let mut finder = ShapeFinder::default();
        for (_, document) in records {
            finder.look(&document.to_node().unwrap());
        }
        writer.begin_type(description, Some(finder.found())).unwrap();
        for (id, document) in records {
            writer
                .push(ExportedRecord {
                    id,
                    name: "a name",
                    search: "",
                    document,
                })
                .unwrap();
        }
        writer.finish().unwrap()
    }
}

/// The files of a part.
pub(super) fn unpacked(path: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut zip = ZipArchive::new(File::open(path).unwrap()).unwrap();
    (0..zip.len())
        .map(|position| {
            let mut entry = zip.by_index(position).unwrap();
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).unwrap();
            (entry.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

pub(super) fn part(written: &ExportWritten, number: usize) -> BTreeMap<String, Vec<u8>> {
    unpacked(&written.folder.join(&written.files[number].name))
}

pub(super) fn text(files: &BTreeMap<String, Vec<u8>>, name: &str) -> String {
    String::from_utf8(files[name].clone()).unwrap()
}

pub(super) fn manifest(bytes: &[u8]) -> ExportManifest {
    serde_json::from_slice(bytes).unwrap()
}
