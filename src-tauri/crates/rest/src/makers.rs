//! # Records that only their maker sees
//!
//! Some platforms show an API account only what it made itself. An owner who makes a new account (its scopes cannot be changed,
//! so this is how one gets another token) would find all records of such a type gone, and a restore would make them a second
//! time. So a record that the vault has of another account, and that the list does not show, counts as there: nobody with this
//! token can tell otherwise.

use std::collections::HashSet;

use backstock_model::{ContentType, Document, Node, ObjectHash, Record, RecordKey};
use backstock_shops::ShopError;

use crate::manifest::{TypeManifest, first};
use crate::read::plain;
use crate::shape;
use crate::shop::Inside;

const NOTES: &str = "maker/";

/// Notes which account the token belongs to; every record it is shown says so.
pub(crate) fn learn(inside: &Inside, of: &TypeManifest, item: &Node) -> Result<(), ShopError> {
    let (Some(memory), Some(maker)) = (&inside.memory, maker_of(of, item)) else {
        return Ok(());
    };
    if own(inside)?.as_ref() == Some(&maker) {
        return Ok(());
    }
    memory.note(&note(inside), Some(&maker))
}

/// The kept records of a type that the list does not show because others made them.
pub(crate) fn unseen(
    inside: &Inside,
    of: &TypeManifest,
    seen: &HashSet<String>,
) -> Result<Vec<Record>, ShopError> {
    let Some(memory) = &inside.memory else {
        return Ok(Vec::new());
    };
    let own = own(inside)?;
    let mut unseen = Vec::new();
    for (key, document) in memory.kept_all(&ContentType::new(of.key.as_str()))? {
        if !seen.contains(key.remote_id.as_str())
            && let Some(record) = of_others(of, &key, &document, own.as_deref())?
        {
            unseen.push(record);
        }
    }
    Ok(unseen)
}

/// A kept record that this token is not shown because another account made it.
pub(crate) fn unseen_one(
    inside: &Inside,
    of: &TypeManifest,
    key: &RecordKey,
) -> Result<Option<Record>, ShopError> {
    let (Some(_), Some(memory)) = (&of.maker, &inside.memory) else {
        return Ok(None);
    };
    match memory.kept(key)? {
        Some(document) => of_others(of, key, &document, own(inside)?.as_deref()),
        None => Ok(None),
    }
}

fn of_others(
    of: &TypeManifest,
    key: &RecordKey,
    document: &Document,
    own: Option<&str>,
) -> Result<Option<Record>, ShopError> {
    let node = document.to_node()?;
    let is_own = own.is_some() && maker_of(of, &node).as_deref() == own;
    Ok((!is_own).then(|| shape::record(of, key.content_type.clone(), &plain(&key.remote_id), &node)))
}

fn maker_of(of: &TypeManifest, item: &Node) -> Option<String> {
    first(item, of.maker.as_ref()?)
        .map(Node::to_text)
        .filter(|maker| !maker.is_empty())
}

fn own(inside: &Inside) -> Result<Option<String>, ShopError> {
    let Some(memory) = &inside.memory else {
        return Ok(None);
    };
    let name = note(inside);
    let mut notes = memory.notes(&name)?.into_iter();
    Ok(notes.find(|(known, _)| *known == name).map(|(_, maker)| maker))
}

/// By what the token looks like from outside; the token itself is in no note.
fn note(inside: &Inside) -> String {
    format!(
        "{NOTES}{}",
        ObjectHash::of(inside.client.token().reveal().as_bytes())
    )
}
