//! One store.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use backstock_model::{Cancel, ContentType, Node, ObjectHash, RecordKey, Secret};
use backstock_shops::{
    AbsentType, Fingerprint, Memory, Problem, Reading, Shop, ShopCheck, ShopError, Writing,
};

use crate::client::{Call, Client};
use crate::gaps::Gaps;
use crate::ledger::Ledger;
use crate::manifest::{TypeManifest, first};
use crate::paging::contents;
use crate::pictures::Pictures;
use crate::read::RestReading;
use crate::remarks::Remarks;
use crate::write::{RestWriting, quiet};
use crate::{Manifest, Paging, StoreAddress, Timer};

/// What the token may read is asked again after this many minutes.
const SCOPES_GOOD_FOR: i64 = 10;

/// The same before a backup, where the token may read everything: a token's scopes stay as they are, and to ask for them is a call
/// for each content type.
const GOOD_FOR_A_BACKUP: i64 = 24 * 60;

const SCOPES_NOTE: &str = "scopes/";

/// A shop at a platform that is reached over the web.
pub struct RestShop {
    inside: Arc<Inside>,
}

/// What reading and writing stand on.
pub(crate) struct Inside {
    pub(crate) client: Client,
    pub(crate) manifest: Arc<Manifest>,
    pub(crate) memory: Option<Arc<dyn Memory>>,
    pub(crate) address: StoreAddress,
    scopes: Mutex<Option<Scopes>>,
    /// How often the store failed while a record was written.
    trouble: Mutex<HashMap<RecordKey, u32>>,
}

/// What the token may read, with how many records there are; what it may not has none.
type Scopes = HashMap<String, Option<u64>>;

impl RestShop {
    /// Makes the way to a store; nothing is asked yet.
    pub fn open(
        manifest: Arc<Manifest>,
        address: StoreAddress,
        token: Secret,
        timer: Arc<dyn Timer>,
    ) -> Result<Self, ShopError> {
        let client = Client::new(Arc::clone(&manifest), &address, token, timer);
        let client = client.ok_or_else(|| ShopError::NoSuchStore {
            store: address.spoken(),
        })?;
        Ok(Self {
            inside: Arc::new(Inside {
                client,
                manifest,
                memory: None,
                address,
                scopes: Mutex::default(),
                trouble: Mutex::default(),
            }),
        })
    }

    fn store(&self) -> Result<Node, ShopError> {
        let inside = &self.inside;
        let answer = inside.client.ask(&Call::get(&inside.manifest.check.path));
        match answer {
            Ok(Some(node)) => contents(node).ok_or_else(|| self.nobody()),
            Ok(None) => Err(self.nobody()),
            // The way in is not there for a token that may read nothing; types say what else it lacks.
            Err(error) => Err(error),
        }
    }

    fn nobody(&self) -> ShopError {
        ShopError::NoSuchStore {
            store: self.inside.address.spoken(),
        }
    }

    /// Puts switches back that a crash left off.
    fn mend(&self) -> Result<(), ShopError> {
        quiet::put_back(&self.inside)
    }

    fn reading(&self, trusts_vault: bool) -> Result<RestReading, ShopError> {
        let inside = Arc::clone(&self.inside);
        let scopes = inside.scopes_within(if trusts_vault {
            GOOD_FOR_A_BACKUP
        } else {
            SCOPES_GOOD_FOR
        })?;
        let content_type = |key: &str| ContentType::new(key);
        let (mut types, mut absent) = (Vec::new(), Vec::new());
        let mut counts = HashMap::new();
        for of in &inside.manifest.types {
            match scopes.get(&of.key) {
                Some(None) => absent.push(AbsentType {
                    key: content_type(&of.key),
                    label: of.label.clone(),
                    table: String::new(),
                    reason: Some(no_scope(of)),
                }),
                found => {
                    let count = found.copied().flatten().unwrap_or_default();
                    counts.insert(content_type(&of.key), count);
                    types.push(of.described(&content_type));
                }
            }
        }
        // A type that refers to one that cannot be read would lead nowhere everywhere.
        let readable: BTreeSet<ContentType> = types.iter().map(|described| described.key.clone()).collect();
        for described in &mut types {
            described
                .references
                .retain(|reference| readable.contains(&reference.to));
            described.after.retain(|key| readable.contains(key));
        }
        Ok(RestReading {
            ledger: Ledger::read(inside.memory.clone())?,
            pictures: Pictures::new(inside.client.is_local()),
            gaps: Gaps::default(),
            passed: BTreeMap::new(),
            refusals: BTreeMap::new(),
            remarks: Remarks::read(inside.memory.clone())?,
            whole: BTreeSet::new(),
            inside,
            types,
            absent,
            counts,
            bulk: HashMap::new(),
            trusts_vault,
        })
    }
}

impl Shop for RestShop {
    fn lend(&mut self, memory: Arc<dyn Memory>) {
        if let Some(inside) = Arc::get_mut(&mut self.inside) {
            inside.memory = Some(memory);
        }
    }

    fn heed(&self, cancel: &Cancel) {
        self.inside.client.heed(cancel);
    }

    fn check(&self) -> Result<ShopCheck, ShopError> {
        let store = self.store()?;
        self.mend()?;
        let name = first(&store, &self.inside.manifest.check.name).map(Node::to_text);
        let scopes = self.inside.scopes_within(GOOD_FOR_A_BACKUP)?;
        let missing = self
            .inside
            .manifest
            .types
            .iter()
            .filter(|of| scopes.get(&of.key) == Some(&None));
        let problems = missing
            .map(|of| Problem {
                code: "scope_missing".to_owned(),
                message: format!("{} cannot be backed up: {}", of.label, no_scope(of)),
                hint: format!(
                    "Make an API account with the scope {} and give its token.",
                    of.scope
                ),
            })
            .collect();
        Ok(ShopCheck {
            fingerprint: Fingerprint(format!(
                "{}:{}",
                self.inside.manifest.key, self.inside.address.store
            )),
            server: match name.filter(|name| !name.is_empty()) {
                Some(name) => format!("{}, {name}", self.inside.manifest.label),
                None => self.inside.manifest.label.clone(),
            },
            profile: None,
            installations: Vec::new(),
            problems,
            facts: None,
        })
    }

    fn currency(&self) -> Result<Option<String>, ShopError> {
        let store = self.store()?;
        Ok(first(&store, &self.inside.manifest.check.currency).map(Node::to_text))
    }

    fn look_before_writing(&self) -> Result<(), ShopError> {
        quiet::look(&self.inside).map(drop)
    }

    fn open_reading(&self) -> Result<Box<dyn Reading>, ShopError> {
        self.mend()?;
        Ok(Box::new(RestWriting::settled(self.reading(false)?)?))
    }

    fn open_backup_reading(&self) -> Result<Box<dyn Reading>, ShopError> {
        self.mend()?;
        Ok(Box::new(RestWriting::settled(self.reading(true)?)?))
    }

    fn open_writing(&self) -> Result<Box<dyn Writing>, ShopError> {
        self.mend()?;
        let reading = self.reading(false)?;
        Ok(Box::new(RestWriting::begin(reading)))
    }
}

impl Inside {
    /// Counts one more failure of the store while a record was written, and says how many there were.
    pub(crate) fn trouble_with(&self, key: &RecordKey) -> u32 {
        let mut trouble = self.trouble.lock().unwrap_or_else(PoisonError::into_inner);
        let times = trouble.entry(key.clone()).or_default();
        *times += 1;
        *times
    }

    /// What the token may read: each type is asked for one record.
    /// What was found these minutes ago is good enough.
    fn scopes_within(&self, minutes: i64) -> Result<Scopes, ShopError> {
        let mut asked = self.scopes.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(scopes) = &*asked {
            return Ok(scopes.clone());
        }
        let scopes = self.look_at_scopes(minutes)?;
        *asked = Some(scopes.clone());
        Ok(scopes)
    }

    /// Kept by what the token looks like from outside: another one may read other things.
    fn scopes_note(&self) -> String {
        let hash = ObjectHash::of(self.client.token().reveal().as_bytes());
        format!("{SCOPES_NOTE}{hash}")
    }

    /// Has what the token may read asked again: it was told otherwise.
    pub(crate) fn doubt_scopes(&self) -> Result<(), ShopError> {
        *self.scopes.lock().unwrap_or_else(PoisonError::into_inner) = None;
        match &self.memory {
            Some(memory) => memory.note(&self.scopes_note(), None),
            None => Ok(()),
        }
    }

    fn look_at_scopes(&self, minutes: i64) -> Result<Scopes, ShopError> {
        let now = self.client.timer().now();
        if let Some(memory) = &self.memory {
            let name = self.scopes_note();
            let kept = memory.notes(&name)?;
            let kept = kept
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, text)| text.as_str());
            if let Some((at, scopes)) = kept.and_then(read_scopes)
                && (0..minutes * 60).contains(&(now.timestamp() - at))
                && (minutes <= SCOPES_GOOD_FOR || scopes.values().all(Option::is_some))
                && self.manifest.types.iter().all(|of| scopes.contains_key(&of.key))
            {
                return Ok(scopes);
            }
        }
        let mut scopes = Scopes::new();
        for of in &self.manifest.types {
            let count = match self.count(of) {
                Ok(count) => Some(count),
                Err(ShopError::ScopeMissing { .. }) => None,
                Err(error) => return Err(error),
            };
            scopes.insert(of.key.clone(), count);
        }
        if let Some(memory) = &self.memory {
            memory.note(&self.scopes_note(), Some(&write_scopes(now.timestamp(), &scopes)))?;
        }
        Ok(scopes)
    }

    /// About how many records a type has, by the shop's own count.
    pub(crate) fn count(&self, of: &TypeManifest) -> Result<u64, ShopError> {
        if of.list.paging == Paging::Named {
            let name = of.list.names.first().map(String::as_str).unwrap_or_default();
            self.client
                .ask(&Call::get(of.list.path.replace("{id}", name)).with_all(&of.list.query))?;
            return Ok(of.list.names.len() as u64);
        }
        let path = of.list.count.as_ref().unwrap_or(&of.list.path);
        let mut call = Call::get(path);
        if of.list.count.is_none() {
            call = call.with_all(&of.list.query);
            if of.list.paging != Paging::Single {
                call = call.with(&self.manifest.page.size, 1);
            }
        }
        let answer = self.client.send(&call)?;
        let node = match answer.status {
            204 => return Ok(0),
            // A store that does not have such a list does not have none of it.
            202 | 404 => return Err(ShopError::ScopeMissing { what: call.path }),
            200 | 201 | 207 => answer.node(self.client.store())?,
            _ => return Err(ShopError::StoreRefused { said: answer.said() }),
        };
        let Some(node) = node else {
            return Ok(0);
        };
        let told = ["meta", "pagination", "total"]
            .iter()
            .try_fold(&node, |node, key| node.get(key))
            .or_else(|| node.get("count"))
            .and_then(|value| value.to_text().parse().ok())
            .or(answer.total);
        Ok(match (told, contents(node)) {
            (Some(told), _) => told,
            (None, Some(Node::List(items))) => items.len() as u64,
            (None, _) => 0,
        })
    }
}

fn no_scope(of: &TypeManifest) -> String {
    format!(
        "The token does not allow reading it, or the store does not have it (scope {}).",
        of.scope
    )
}

fn write_scopes(at: i64, scopes: &Scopes) -> String {
    let mut lines: Vec<String> = scopes
        .iter()
        .map(|(key, count)| match count {
            Some(count) => format!("{key} {count}"),
            None => format!("{key} -"),
        })
        .collect();
    lines.sort();
    format!("{at}\n{}", lines.join("\n"))
}

fn read_scopes(text: &str) -> Option<(i64, Scopes)> {
    let mut lines = text.lines();
    let at = lines.next()?.parse().ok()?;
    let scopes = lines
        .filter_map(|line| line.split_once(' '))
        .map(|(key, count)| (key.to_owned(), count.parse().ok()))
        .collect();
    Some((at, scopes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_token_may_read_is_kept_for_a_while() {
        let scopes = Scopes::from([("products".to_owned(), Some(412)), ("themes".to_owned(), None)]);
        assert_eq!(
            read_scopes(&write_scopes(1_700_000_000, &scopes)),
            Some((1_700_000_000, scopes))
        );
        assert_eq!(read_scopes("soon"), None);
    }
}
