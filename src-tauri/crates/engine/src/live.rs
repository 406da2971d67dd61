//! What the shop has of some records.
//!
//! A few are asked for, as many in one look as the shop offers; where they are much of their type, all of it is read.

use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;

use backstock_model::{Cancel, ContentType, Document, RecordKey};
use backstock_shops::{Reading, ShopError};

use crate::EngineError;

/// How many times dearer a record is when it is read alone than in a row with all others of its type.
pub(crate) const DEARER_ALONE: u64 = 8;

/// These records of a type as the shop has them now. Of a type that it does not have, it has none.
pub(crate) fn live_of(
    reading: &mut dyn Reading,
    content_type: &ContentType,
    keys: &[&RecordKey],
    cancel: &Cancel,
) -> Result<HashMap<RecordKey, Document>, EngineError> {
    let mut live = HashMap::new();
    let all = match reading.count(content_type) {
        Err(ShopError::UnknownType(_)) => return Ok(live),
        other => other?,
    };
    if (keys.len() as u64).saturating_mul(DEARER_ALONE) > all {
        let wanted: HashSet<&RecordKey> = keys.iter().copied().collect();
        reading.read_type(content_type, &mut |record| {
            if cancel.is_asked() {
                return ControlFlow::Break(());
            }
            if wanted.contains(&record.key) {
                live.insert(record.key, record.document);
            }
            ControlFlow::Continue(())
        })?;
    } else {
        for some in keys.chunks(reading.at_once()) {
            if cancel.is_asked() {
                break;
            }
            let asked: Vec<RecordKey> = some.iter().map(|&key| key.clone()).collect();
            let found = reading.read_records(&asked)?.into_iter().flatten();
            live.extend(found.map(|record| (record.key, record.document)));
        }
    }
    if cancel.is_asked() {
        return Err(EngineError::Cancelled);
    }
    Ok(live)
}
