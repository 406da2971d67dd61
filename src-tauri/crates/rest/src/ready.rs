//! # Bytes that are made ready first
//!
//! Some files a platform has nowhere: it is asked to make one ready, says after a while where it lies, and that place is gone a
//! minute later (a theme of BigCommerce). Such a file is part of a record, and kept like a picture (`pictures.rs`): fetched without
//! the token, from a public place only, up to the same size.
//!
//! * It is not asked for again as long as the record says that it is the one that the vault has.
//! * What cannot be had is told with the reading (`gaps.rs`) and fails nothing; the next reading asks again. After a few that
//!   could not be had, with none that could, no others are asked for.
//! * To ask is a call that begins something, so it is made once and never repeated. It changes nothing in the store.

use std::ops::ControlFlow;
use std::time::Duration;

use backstock_model::{Node, Object};
use backstock_shops::ShopError;

use crate::client::{Call, part};
use crate::manifest::{Ready, TypeManifest, first};
use crate::paging::contents;
use crate::pictures::as_value;
use crate::read::{FILE, RestReading, key_of};
use crate::shape;

/// How often is looked whether it is ready, and how long is waited in between.
const LOOKS: u32 = 60;
const BETWEEN_LOOKS: Duration = Duration::from_secs(2);

impl RestReading {
    /// Keeps the bytes that belong to a record, where there are any.
    pub(crate) fn take_file(
        &mut self,
        of: &TypeManifest,
        (id, live, name): (&str, &str, &str),
        node: &mut Node,
        objects: &mut Vec<Object>,
    ) -> Result<(), ShopError> {
        let Some(ready) = of.ready.as_ref() else {
            return Ok(());
        };
        if !shape::is_so(ready.when.as_ref(), node) {
            return Ok(());
        }
        let said = |node: &Node| first(node, &ready.changed).map(Node::to_text);
        let kept = self.kept_node(&key_of(of, id))?;
        let known = kept
            .filter(|kept| said(kept).is_some() && said(kept) == said(node))
            .and_then(|kept| kept.get(FILE).cloned());
        if known.is_some() {
            shape::set(node, FILE, known);
            return Ok(());
        }
        let kind = format!("{}/{FILE}", of.key);
        let had = if self.is_refused(&kind) {
            Err("others could not be had before it".to_owned())
        } else {
            let had = self.file(ready, live);
            match had {
                Err(error @ (ShopError::Stopped | ShopError::TokenRefused { .. })) => return Err(error),
                Err(error) => Err(why(&error)),
                Ok(had) => had,
            }
        };
        self.heard(&kind, had.is_ok());
        match had {
            Ok(bytes) => shape::set(node, FILE, Some(as_value(bytes, objects))),
            Err(why) => self.gaps.file(of, name, &why),
        }
        Ok(())
    }

    /// Asks for a file, waits until it is ready and fetches it; or why that is not possible.
    fn file(&self, ready: &Ready, live: &str) -> Result<Result<Vec<u8>, String>, ShopError> {
        let client = self.client();
        let ask = Call::of(ready.ask.method, ready.ask.path.replace("{id}", &part(live)));
        let begun = client.ask(&ask.json(&ready.ask.sent()))?.and_then(contents);
        let job = begun.as_ref().and_then(|begun| first(begun, &ready.job));
        let Some(job) = job.map(Node::to_text).filter(|job| !job.is_empty()) else {
            return Ok(Err("the store does not say that it makes it ready".to_owned()));
        };
        let look = Call::get(ready.path.replace("{job}", &part(&job)));
        for _ in 0..LOOKS {
            let told = client.ask(&look)?.and_then(contents).unwrap_or(Node::Null);
            if let ControlFlow::Break(came) = self.came_of_job(ready, &told) {
                return Ok(came);
            }
            client.pass(BETWEEN_LOOKS)?;
        }
        Ok(Err("it was not ready after two minutes".to_owned()))
    }

    fn came_of_job(&self, ready: &Ready, told: &Node) -> ControlFlow<Result<Vec<u8>, String>> {
        let says = |field: &str| first(told, field).map(Node::to_text).unwrap_or_default();
        let status = says(&ready.status);
        if status == ready.failed {
            let why = says(&ready.why);
            return ControlFlow::Break(Err(match why.trim_end_matches('.') {
                "" => "the store could not make it ready".to_owned(),
                why => format!("the store says: {why}"),
            }));
        }
        if status != ready.done {
            return ControlFlow::Continue(());
        }
        let bytes = self.pictures.fetch(&says(&ready.from));
        ControlFlow::Break(bytes.ok_or_else(|| "nothing is where the store says".to_owned()))
    }
}

/// Why a call came to nothing, as part of a sentence.
fn why(error: &ShopError) -> String {
    match error {
        ShopError::ScopeMissing { .. } => "the token does not allow it".to_owned(),
        ShopError::StoreRefused { said } => format!("the store says: {said}"),
        other => other.to_string(),
    }
}
