//! What reading a record needs of an open database, in a transaction that shows one moment.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::ControlFlow;

use backstock_model::{Record, RecordKey, RemoteId, TypeDescription};

use super::schema::Table;
use super::shape::{Shape, TypeShape};
use super::stored::{Stored, content_id_parts, key_value};
use crate::ShopError;

/// The places of a type's rows without a key, by the hash of their content and in the order of their ordinals.
pub(crate) type Bag = HashMap<String, Vec<Vec<Stored>>>;

/// The bags of the types, each made when a row of it is first asked for: there is no other way to find a row by a hash.
pub(crate) type Bags = HashMap<usize, Bag>;

/// An open database with its shape. A row's *place* are the values that tell it from all others within the view, see
/// [`crate::sql::schema::Place`].
pub(crate) trait View {
    fn shape(&self) -> &Shape;

    /// Hands over the records of a shape; all of them, or the one whose root row is at `only`.
    fn stream_shape(
        &self,
        type_shape: &TypeShape,
        description: &TypeDescription,
        only: Option<&[Stored]>,
        each: &mut dyn FnMut(Record) -> ControlFlow<()>,
    ) -> Result<(), ShopError>;

    /// As [`View::stream_shape`], for a type by its position.
    fn stream(
        &self,
        position: usize,
        only: Option<&[Stored]>,
        each: &mut dyn FnMut(Record) -> ControlFlow<()>,
    ) -> Result<(), ShopError> {
        let (type_shape, description, _) = self.parts(position)?;
        self.stream_shape(type_shape, description, only, each)
    }

    /// The ids of the records of a type, without the rows that they own.
    fn stream_ids(
        &self,
        position: usize,
        each: &mut dyn FnMut(RemoteId) -> ControlFlow<()>,
    ) -> Result<(), ShopError> {
        let (type_shape, description, _) = self.parts(position)?;
        self.stream_shape(&type_shape.root_only(), description, None, &mut |record| {
            each(record.key.remote_id)
        })
    }

    /// Records of a type that is numbered, in the order of the ids; nothing where they have to be asked for one by one.
    fn numbered(
        &self,
        _position: usize,
        _ids: &[&RemoteId],
    ) -> Result<Option<Vec<Option<Record>>>, ShopError> {
        Ok(None)
    }

    /// Records as this view shows them, those of numbered types in one look; the others are left to be asked for.
    fn at_once(&self, keys: &[&RecordKey]) -> Result<Vec<Option<Option<Record>>>, ShopError> {
        let mut seen = Vec::with_capacity(keys.len());
        for same in keys.chunk_by(|one, other| one.content_type == other.content_type) {
            let ids: Vec<&RemoteId> = same.iter().map(|key| &key.remote_id).collect();
            let of_type = same.first().map(|key| self.shape().position(&key.content_type));
            let found = match of_type {
                Some(Ok(of_type)) => self.numbered(of_type, &ids)?,
                // A type that is not there is told where it is asked for.
                Some(Err(_)) | None => None,
            };
            match found {
                Some(records) => seen.extend(records.into_iter().map(Some)),
                None => seen.extend(same.iter().map(|_| None)),
            }
        }
        Ok(seen)
    }

    /// Every root row of a type that has no key, by its content.
    fn bag(&self, position: usize) -> Result<Bag, ShopError>;

    /// The place of the root row with exactly these values in what its record is known by, see [`TypeShape::key`].
    fn place_of_key(&self, position: usize, key: &[Stored]) -> Result<Option<Vec<Stored>>, ShopError>;

    /// A type with its description and its root's table.
    fn parts(&self, position: usize) -> Result<(&TypeShape, &TypeDescription, &Table), ShopError> {
        self.shape().parts(position)
    }

    /// One record as it is in this view.
    fn record(&self, key: &RecordKey, bags: &mut Bags) -> Result<Option<Record>, ShopError> {
        let position = self.shape().position(&key.content_type)?;
        let Some(place) = self.place_of(position, &key.remote_id, bags)? else {
            return Ok(None);
        };
        Ok(self.record_at(position, &place)?.map(|record| Record {
            // The ordinal of a row among equal ones is not seen when it is read alone.
            key: key.clone(),
            ..record
        }))
    }

    /// The record whose root row is at a place.
    fn record_at(&self, position: usize, place: &[Stored]) -> Result<Option<Record>, ShopError> {
        let mut found = None;
        self.stream(position, Some(place), &mut |record| {
            found = Some(record);
            ControlFlow::Break(())
        })?;
        Ok(found)
    }

    /// The bag of a type, made when it is not there yet.
    fn bag_of<'b>(&self, position: usize, bags: &'b mut Bags) -> Result<&'b Bag, ShopError> {
        Ok(match bags.entry(position) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(vacant) => vacant.insert(self.bag(position)?),
        })
    }

    /// The place of a record's root row; `None` when there is no such row.
    fn place_of(
        &self,
        position: usize,
        id: &RemoteId,
        bags: &mut Bags,
    ) -> Result<Option<Vec<Stored>>, ShopError> {
        let (type_shape, _, table) = self.parts(position)?;
        if let Some((hash, ordinal)) = content_id_parts(id) {
            if !table.may_lack_an_id() {
                return Ok(None);
            }
            return Ok(self
                .bag_of(position, bags)?
                .get(hash)
                .and_then(|places| places.get(ordinal))
                .cloned());
        }
        let parts = id.parts();
        let key = &type_shape.key;
        if key.is_empty() || parts.len() != key.len() {
            return Ok(None);
        }
        let values: Option<Vec<Stored>> = parts
            .iter()
            .zip(key)
            .map(|(part, &column)| key_value(part.as_ref()?, table.affinity(column)))
            .collect();
        match values {
            Some(values) => self.place_of_key(position, &values),
            None => Ok(None),
        }
    }
}
