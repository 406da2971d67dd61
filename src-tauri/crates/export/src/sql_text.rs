//! SQL as one stream, for whoever puts it somewhere else than into an export.

use backstock_model::TypeDescription;

use crate::pen::{Said, TextPen as _};
use crate::shape::Shape;
use crate::sql::Sql;
use crate::writing::ReadRecord;
use crate::{Dialect, ExportError, ExportedRecord, ObjectSource};

/// The SQL of one content type: its head, then what each of its records adds, then its tail.
pub struct SqlText<'a> {
    content_type: String,
    sql: Sql,
    objects: ObjectSource<'a>,
    said: Said,
}

impl<'a> SqlText<'a> {
    /// Begins the SQL of a type whose records have this shape.
    pub fn new(
        description: &TypeDescription,
        shape: Shape,
        dialect: Dialect,
        objects: ObjectSource<'a>,
    ) -> Self {
        Self {
            content_type: description.key.to_string(),
            sql: Sql::new(description, shape, dialect),
            objects,
            said: Said::default(),
        }
    }

    /// What comes before the first record.
    pub fn head(&self) -> Vec<u8> {
        self.sql.head(0)
    }

    /// What a record adds.
    pub fn record(&mut self, record: ExportedRecord<'_>) -> Result<&[u8], ExportError> {
        let node = record.document.to_node().map_err(|cause| ExportError::Document {
            content_type: self.content_type.clone(),
            cause,
        })?;
        let read = ReadRecord::new(record, &node, self.objects);
        self.said.clear();
        self.sql.record(&read, &mut self.said)?;
        Ok(self.said.of(0))
    }

    /// What comes after the last record.
    pub fn tail(&self) -> &'static [u8] {
        self.sql.tail()
    }
}
