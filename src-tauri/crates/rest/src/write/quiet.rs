//! # Quiet: a restore mails nobody
//!
//! A platform may mail a customer whose order or account is written to. The store's own switches for such e-mails are off from
//! the first to the last write. What they were is noted in the vault before they are touched, so that they are put back at the
//! end however it ends, and after a crash by whoever opens the store next.
//!
//! A store whose switches cannot be read or changed is not written to at all: a restore that mails thousands of customers is
//! worse than one that is refused.
//!
//! While a vault is open for viewing only, nothing is put back by itself: the note waits for the owner, who ends that, and what
//! is read of the switches meanwhile is what they are meant to be.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use backstock_model::{Document, Node};
use backstock_shops::{Memory, ShopError};

use crate::Method;
use crate::client::{Call, MOST_TRIES};
use crate::paging::contents;
use crate::shop::Inside;

/// The note of a store whose e-mail switches are off, with what they were.
pub const QUIET_NOTE: &str = "quiet";

/// How often it is tried to put the switches back before somebody who waits is let go; the note stays until it is done.
const TRIES_AT_THE_END: u32 = 2;

/// Stores that are written to by this program at the moment: their switches are off for a reason.
static WRITTEN: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// The switches of a store are off as long as this is there.
pub(crate) struct Quiet(Arc<Inside>);

impl Quiet {
    /// Switches off what is not off yet.
    pub(crate) fn kept(quiet: &mut Option<Self>, inside: &Arc<Inside>) -> Result<(), ShopError> {
        if quiet.is_none() {
            *quiet = Self::begin(inside)?;
        }
        Ok(())
    }

    fn begin(inside: &Arc<Inside>) -> Result<Option<Self>, ShopError> {
        let Some(path) = inside.manifest.quiet.as_ref().map(|quiet| &quiet.path) else {
            return Ok(None);
        };
        let Some(memory) = &inside.memory else {
            return Err(loud(inside));
        };
        let before = look(inside)?.ok_or_else(|| loud(inside))?;
        // A note that is still there says what they were before they were switched off the first time.
        if noted(inside)?.is_none() {
            memory.note(QUIET_NOTE, Some(&Document::from(&before).to_string()))?;
        }
        WRITTEN
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(inside.address.spoken());
        // From here on they are put back, whatever happens.
        let quiet = Self(Arc::clone(inside));
        let off = switched_off(&before);
        if off != before {
            let answer = inside
                .client
                .send(&Call::of(Method::Put, path).json(&off))
                .map_err(|error| refusal(inside, error))?;
            if !(200..300).contains(&answer.status) {
                return Err(loud(inside));
            }
        }
        Ok(Some(quiet))
    }
}

impl Drop for Quiet {
    fn drop(&mut self) {
        // Somebody who stops a restore did not ask for the e-mails to stay off, and does not wait for a store that is silent.
        let client = &self.0.client;
        client.be_patient(true);
        WRITTEN
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&self.0.address.spoken());
        // Whoever opens the store next tries again.
        let _ = put_back_within(&self.0, TRIES_AT_THE_END);
        client.be_patient(false);
    }
}

/// What the switches are; refused where they cannot be read. Nothing for a platform that mails nobody.
pub(crate) fn look(inside: &Inside) -> Result<Option<Node>, ShopError> {
    let Some(quiet) = &inside.manifest.quiet else {
        return Ok(None);
    };
    let answer = inside
        .client
        .ask(&Call::get(&quiet.path))
        .map_err(|error| refusal(inside, error))?;
    match answer.and_then(contents) {
        Some(switches @ Node::Map(_)) => Ok(Some(switches)),
        _ => Err(loud(inside)),
    }
}

/// Puts the switches of a store back to what a note says they were, unless it is being written to: by this program, or by
/// another that has the same vault open. Not while the vault is open for viewing only.
pub(crate) fn put_back(inside: &Inside) -> Result<(), ShopError> {
    if is_written_anywhere(inside)? || !may_be_written(inside)? {
        return Ok(());
    }
    put_back_within(inside, MOST_TRIES)
}

fn put_back_within(inside: &Inside, tries: u32) -> Result<(), ShopError> {
    let (Some(quiet), Some(memory)) = (&inside.manifest.quiet, &inside.memory) else {
        return Ok(());
    };
    let before = match noted(inside)? {
        Some(before) if !is_written_here(inside) => Node::parse(before.as_bytes())?,
        _ => return Ok(()),
    };
    let call = Call::of(Method::Put, &quiet.path).json(&before);
    match inside.client.send_within(&call, tries) {
        Ok(answer) if (200..300).contains(&answer.status) => memory.note(QUIET_NOTE, None),
        // A token that may only read by now is no reason to read nothing; the note stays.
        Ok(_) | Err(ShopError::ScopeMissing { .. }) => Ok(()),
        Err(error) => Err(error),
    }
}

/// What the owner has set the switches to, where they stand at this place and are off only as long as something is written, or
/// until the owner allows them to be put back.
pub(crate) fn meant(inside: &Inside, path: &str) -> Result<Option<Node>, ShopError> {
    let is_there = inside
        .manifest
        .quiet
        .as_ref()
        .is_some_and(|quiet| quiet.path == path);
    match is_there && (is_written_anywhere(inside)? || !may_be_written(inside)?) {
        true => Ok(noted(inside)?
            .map(|switches| Node::parse(switches.as_bytes()))
            .transpose()?),
        false => Ok(None),
    }
}

/// Has the switches put back to something else than they were, where they are among what is restored. Says whether it is
/// they that stand at this place.
pub(crate) fn mean(inside: &Inside, path: &str, switches: &Node) -> Result<bool, ShopError> {
    let (Some(_), Some(memory)) = (meant(inside, path)?, &inside.memory) else {
        return Ok(false);
    };
    memory.note(QUIET_NOTE, Some(&Document::from(switches).to_string()))?;
    Ok(true)
}

pub(crate) fn is_written_anywhere(inside: &Inside) -> Result<bool, ShopError> {
    let elsewhere = |memory: &Arc<dyn Memory>| memory.is_being_written();
    Ok(is_written_here(inside) || inside.memory.as_ref().map_or(Ok(false), elsewhere)?)
}

fn may_be_written(inside: &Inside) -> Result<bool, ShopError> {
    let memory = inside.memory.as_ref();
    memory.map_or(Ok(true), |memory| memory.may_be_written())
}

fn is_written_here(inside: &Inside) -> bool {
    let written = WRITTEN.lock().unwrap_or_else(PoisonError::into_inner);
    written.contains(&inside.address.spoken())
}

fn noted(inside: &Inside) -> Result<Option<String>, ShopError> {
    let Some(memory) = &inside.memory else {
        return Ok(None);
    };
    let mut notes = memory.notes(QUIET_NOTE)?.into_iter();
    Ok(notes.find(|(name, _)| name == QUIET_NOTE).map(|(_, text)| text))
}

fn switched_off(switches: &Node) -> Node {
    let mut off = switches.clone();
    if let Node::Map(switches) = &mut off {
        for (_, value) in switches {
            if *value == Node::Bool(true) {
                *value = Node::Bool(false);
            }
        }
    }
    off
}

fn loud(inside: &Inside) -> ShopError {
    ShopError::NotQuiet {
        store: inside.address.spoken(),
    }
}

/// What the store refuses makes it loud; a store that is away is away.
fn refusal(inside: &Inside, error: ShopError) -> ShopError {
    match error {
        ShopError::ScopeMissing { .. } | ShopError::StoreRefused { .. } => loud(inside),
        other => other,
    }
}
