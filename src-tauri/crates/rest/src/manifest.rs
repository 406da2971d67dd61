//! # Manifests
//!
//! A manifest is a data file that says how a platform's interface makes content types. Paths are JSON keys from the record's
//! root, joined by `/`; lists and the rows of a collection do not count (`rules/action/cart_items`).
//!
//! ```toml
//! manifest = "bakery"                    # its key, which is also the kind of such shops
//! label = "Bakery in the Cloud"
//! base = "https://api.bakery.example/{store}"
//! token = "X-Auth-Token"                 # the header the token goes into
//! auth = "plain"                         # plain | basic: whether it goes there as it is, or as a name and a password (a:b)
//! place = "name"                         # name | site: what {store} is: its name at the platform, or the address of a site
//! page = { size = "limit", most = 250 }  # what the parameter for a page's length is called, and the longest page
//!                                        # total = "X-Total", pages = "X-Pages": headers that say how many there are
//! never = ["DELETE /cakes"]              # calls that are not made whatever happens; {} stands for any one part of a path
//!
//! [check]                                # what tells that the store is there
//! path = "/store"
//! name = "name"
//! currency = "currency"
//!
//! [quota]                                # see quota.rs
//! [quiet]                                # switches that are off while something is written, so that nobody is mailed
//! path = "/settings/mails"
//!
//! [[type]]
//! key = "cakes"
//! label = "Cakes"
//! group = "business"                     # business | content
//! spec = "cakes.v3"                      # the platform's description of these calls, for tests
//! scope = "Cakes"                        # what the token must allow, as the platform calls it
//! id = "id"
//! ids = "cakes/images"                   # the type or collection whose ids these are, where they are not its own
//! reduce = { baker = ["id"] }            # a record of another type that comes along, and what is kept of it
//! name = ["name"]                        # fields that make its name; "items/title" of the first row
//! search = ["sku"]
//! natural_key = ["sku"]                  # what it is known by when its id is gone
//! told_by = ["variants/sku"]             # more that tells it in files of other tools; each field by itself
//! volatile = ["date_modified"]           # see TypeDescription; also what is given anew to a record that is made again
//! derived = ["calculated_price"]         # kept and shown, never written
//! maker = "client_id"                    # the field with the API account that made it, where each sees only its own
//! protected = false
//! protected_fields = ["stock"]
//! verdict = "full"                       # full | partly | update_only | view_only: what a restore can do
//! reason = "..."                         # what it cannot, or why it is protected; a full sentence
//! not_kept = "..."                       # what of it the interface never hands over; a full sentence
//!
//! [type.list]
//! path = "/cakes"
//! paging = "pages"                       # pages | bare_pages | short | min_id | cursor | single | named
//! query = { include = "images" }
//! count = "/cakes/count"                 # where paging says no total
//! names = ["mails"]                      # for `named`: the ids, which are parts of the path
//! titles = { mails = "E-mails" }         # what a person calls each of them
//!
//! [type.one]                             # how one is read; without it, it is looked for in the list by `by`
//! path = "/cakes/{id}"
//! by = "id:in"
//!
//! [type.since]                           # the list of those that changed, see since.rs
//! query = "date_modified:min"
//! ids = { include_fields = "id" }        # what makes the whole list short, to find those that are gone
//!
//! [type.tier]                            # parts of another type's records that are read bit by bit, see tiers.rs
//! of = "orders"
//! changed = "date_modified"              # when such a record changed last ...
//! days = 30                              # ... and how long ago that may be to be read at once
//! fields = ["status"]                    # what tells that the parts changed
//! more = 200                             # so many of the others with each backup that reads everything
//!
//! [type.ready]                           # bytes of the record itself that are made ready when asked for, see ready.rs
//! changed = "date_modified"              # what says whether they are the ones that were kept
//! when = { at = "is_own", is = "true" }  # as below
//! ask = { method = "POST", path = "/cakes/{id}/photograph", always = { size = "large" } }
//! job = "job_id"                         # where its answer names the work that was begun ...
//! path = "/photographs/{job}"            # ... and where it is told how that goes:
//! status = "status"                      # a field that says `done` or `failed` at the end
//! done = "COMPLETED"
//! failed = "FAILED"
//! why = "errors/message"                 # why it failed
//! from = "result/url"                    # the address of the bytes
//!
//! [type.update]                          # also create, delete
//! method = "PUT"
//! path = "/cakes/{id}"
//! omit = ["id"]                          # fields that are not sent
//! list = false                           # the body is a list of one
//! only = []                              # the only fields that are sent
//! with = []                              # fields that are sent with every change
//! take = { baker_id = "baker/id" }       # fields that are sent with what stands elsewhere in the record
//! rename = { stock = "quantity" }        # what the platform calls a field when it is written
//! under = "items"                        # the key the body stands under
//! whole = false                          # all fields are sent, not only those that changed
//! always = { quiet = true }              # fields that are sent whatever the record says
//! several = { path = "/cakes", most = 10, with = ["id"] }           # a list of so many at once is taken there; `with` as above.
//!                                        # Of rows: those of one record, or of several where the path names none
//! promised = false                       # what was sent is there a while after the answer, and is waited for
//! later = { text = { at = "kind", is = "cake" } }   # fields that only a change takes: sent by one as soon as the record is made
//!
//! [[type.owns]]                          # rows that live and die with the record
//! key = "images"
//! id = ["id"]                            # what tells them apart; empty: one row (an object) or a list kept as it is
//! in = ""                                # the collection whose rows own it
//! from = "list"                          # list: came with the record; each: asked for each record; bulk: one list for all
//! path = "/cakes/{id}/images"
//! by = "cake_id"                         # for bulk: the row's field with the record's id
//! alone = "/cakes/{id}/images"           # for bulk: the call for one record's rows, or ...
//! filter = "cake_id:in"                  # ... the list's parameter for it
//! same = ["label"]                       # what a row is known by when the record was made again
//! create, update, delete                 # as above; {row} is the row's id, {row/x} its field, {x} a field of its id. Without
//!                                        # them rows are sent with the record
//! along = { needs = "flavours", omit = ["id"] }     # rows that have this field are also sent when their record is made
//! picture = { from = "url", part = "image_file" }   # bytes that are fetched and kept, and sent as this part of a form
//!
//! [[type.reference]]
//! path = "brand_id"
//! to = "brands"                          # or "cakes/images": a row of a collection
//! when = { at = "page", is = "brand" }   # only where another field has this value; `not`: has another one; `or = "field"`: or where
//!                                        # this one is not empty
//! inner = false                          # a row that names its own record
//! find = "brand_id"                      # the list's parameter for it
//!
//! [[type.field]]                         # see FieldLabel
//! ```

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use backstock_model::{ContentType, FieldLabel, Group, Node, Reference, TypeDescription};
use backstock_shops::ShopError;
use serde::Deserialize;

use crate::client::{Call, forbids};
use crate::quota::Quota;

const BUILT_IN: &[&str] = include!(concat!(env!("OUT_DIR"), "/manifests.rs"));

/// How a platform's interface makes content types.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Its key, and the kind of shops it is for.
    #[serde(rename = "manifest")]
    pub key: String,
    /// What the owner reads.
    pub label: String,
    /// Where all calls begin; `{store}` stands for the store.
    pub base: String,
    /// The header the token goes into.
    pub token: String,
    /// How it goes there.
    #[serde(default)]
    pub auth: Auth,
    /// What a store is known by.
    #[serde(default)]
    pub place: Place,
    /// What pages are like.
    #[serde(default)]
    pub page: Page,
    /// Calls that are never made.
    #[serde(default)]
    pub never: Vec<String>,
    /// What tells that the store is there.
    pub check: Check,
    /// How calls are counted.
    pub quota: Quota,
    /// Switches that are off while something is written.
    pub quiet: Option<Quiet>,
    /// Its content types, those first that others refer to.
    #[serde(rename = "type")]
    pub types: Vec<TypeManifest>,
}

/// How a token goes into its header.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Auth {
    /// As it is.
    #[default]
    Plain,
    /// As a name and a password, joined by a colon.
    Basic,
}

/// What a store is known by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// Its name at the platform.
    #[default]
    Name,
    /// The address of its own site.
    Site,
}

/// What pages are like.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// The parameter for their length.
    pub size: String,
    /// The longest there is.
    pub most: u64,
    /// The header with the number of all items, where the body does not say it.
    #[serde(default)]
    pub total: String,
    /// The header with the number of pages.
    #[serde(default)]
    pub pages: String,
}

impl Default for Page {
    fn default() -> Self {
        Self {
            size: "limit".to_owned(),
            most: 250,
            total: String::new(),
            pages: String::new(),
        }
    }
}

/// What tells that the store is there.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// The call.
    pub path: String,
    /// The field with the store's name.
    pub name: String,
    /// The field with its currency's code.
    pub currency: String,
}

/// Switches that are off while something is written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quiet {
    /// Where they are read and written; all members that are `true` are switched off.
    pub path: String,
}

/// One content type.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TypeManifest {
    /// Its key.
    pub key: String,
    /// What the owner reads.
    pub label: String,
    /// Where it stands in `Item Storage`.
    pub group: Group,
    /// The platform's description of its calls.
    pub spec: String,
    /// What the token must allow.
    pub scope: String,
    /// The field with its id.
    #[serde(default)]
    pub id: String,
    /// The type or collection whose ids its own are, where they are not its own.
    pub ids: Option<String>,
    /// Records of other types that it brings along, and what is kept of them: their ids.
    #[serde(default)]
    pub reduce: BTreeMap<String, Vec<String>>,
    /// Fields that make its name.
    #[serde(default)]
    pub name: Vec<String>,
    /// More fields to find it by.
    #[serde(default)]
    pub search: Vec<String>,
    /// Fields it is known by when its id is gone.
    #[serde(default)]
    pub natural_key: Vec<String>,
    /// Single fields that tell it in files of other tools, beside the natural key.
    #[serde(default)]
    pub told_by: Vec<String>,
    /// See [`TypeDescription::volatile`].
    #[serde(default)]
    pub volatile: Vec<String>,
    /// See [`TypeDescription::derived`].
    #[serde(default)]
    pub derived: Vec<String>,
    /// The field with the API account that made a record, where each account sees only its own.
    pub maker: Option<String>,
    /// Whether it is left out of restores unless chosen by name.
    #[serde(default)]
    pub protected: bool,
    /// See [`TypeDescription::protected_fields`].
    #[serde(default)]
    pub protected_fields: Vec<String>,
    /// What a restore can do.
    pub verdict: Verdict,
    /// What it cannot, or why the type is protected.
    pub reason: Option<String>,
    /// What of it the interface never hands over.
    pub not_kept: Option<String>,
    /// How all are listed.
    pub list: List,
    /// How one is read.
    pub one: Option<One>,
    /// How those are listed that changed.
    pub since: Option<Since>,
    /// Where it is parts of another type's records that are read bit by bit.
    pub tier: Option<Tier>,
    /// Bytes of its own that are made ready when asked for.
    pub ready: Option<Ready>,
    /// How one is changed.
    pub update: Option<Change>,
    /// How one is made.
    pub create: Option<Change>,
    /// How one is taken away.
    pub delete: Option<Change>,
    /// Rows that live and die with it.
    #[serde(default)]
    pub owns: Vec<Owned>,
    /// Fields that hold ids of other records.
    #[serde(default)]
    pub reference: Vec<RefersTo>,
    /// Readable names of fields.
    #[serde(default)]
    pub field: Vec<FieldLabel>,
}

/// What a restore can do with a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Everything comes back.
    Full,
    /// Records come back, but for what the reason says.
    Partly,
    /// What is there is changed back; what is gone stays gone.
    UpdateOnly,
    /// Kept, shown, compared and exported.
    ViewOnly,
}

/// How all records of a type are listed.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct List {
    /// The call.
    pub path: String,
    /// How pages follow each other.
    pub paging: Paging,
    /// What else is asked.
    #[serde(default)]
    pub query: BTreeMap<String, String>,
    /// Where the number of all is told, where paging does not tell it.
    pub count: Option<String>,
    /// The ids of a list that is none.
    #[serde(default)]
    pub names: Vec<String>,
    /// What a person calls each of them.
    #[serde(default)]
    pub titles: BTreeMap<String, String>,
}

/// How pages follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Paging {
    /// `page` and `limit`, with totals.
    Pages,
    /// `page` and `limit` without totals, until a page is empty.
    BarePages,
    /// `min_id` and `limit`, until a page is empty.
    MinId,
    /// `after` and `limit`, until no further cursor is named.
    Cursor,
    /// `page` and `limit`; further pages, until one is empty, only after a long one. For what is a handful and is asked for again and
    /// again.
    Short,
    /// All in one answer.
    Single,
    /// No list: each name is a call of its own.
    Named,
}

/// How one record is read.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct One {
    /// The call for it alone.
    pub path: Option<String>,
    /// The list's parameter for its id.
    pub by: Option<String>,
    /// Whether that takes several ids, separated by commas; one whose name ends in `:in` does.
    #[serde(default)]
    pub several: bool,
    /// What else is asked.
    #[serde(default)]
    pub query: BTreeMap<String, String>,
}

/// How those records are listed that changed.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Since {
    /// The list's parameter for the moment.
    pub query: String,
    /// What makes the list of all short.
    #[serde(default)]
    pub ids: BTreeMap<String, String>,
}

/// Parts of another type's records, which cost calls for each of them.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    /// The type whose records have them.
    pub of: String,
    /// The field of these that says when they changed last.
    pub changed: String,
    /// Their fields that tell whether the parts changed; kept beside the parts.
    pub fields: Vec<String>,
    /// Records that changed so many days ago are read at once.
    pub days: i64,
    /// So many of the others with each backup that reads everything.
    pub more: usize,
}

/// Bytes of a record that the platform makes ready when asked for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ready {
    /// The field that says whether they are others than those that were kept.
    pub changed: String,
    /// Which records have any.
    pub when: Option<When>,
    /// The call that begins it.
    pub ask: Ask,
    /// The field of its answer that names the work that was begun.
    pub job: String,
    /// The call that tells how it goes; `{job}` stands for that name.
    pub path: String,
    /// The field that says how it stands.
    pub status: String,
    /// What that says when they are ready.
    pub done: String,
    /// What it says when they cannot be made ready.
    pub failed: String,
    /// The field that says why.
    pub why: String,
    /// The field with their address.
    pub from: String,
}

/// A call that begins something and changes nothing.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ask {
    /// How.
    pub method: Method,
    /// Where.
    pub path: String,
    /// What is sent.
    #[serde(default)]
    pub always: BTreeMap<String, String>,
}

/// A call that writes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// How.
    pub method: Method,
    /// Where.
    pub path: String,
    /// Parameters, with the same placeholders as the path.
    #[serde(default)]
    pub query: BTreeMap<String, String>,
    /// Fields that are not sent.
    #[serde(default)]
    pub omit: Vec<String>,
    /// The only fields that are sent; empty means all.
    #[serde(default)]
    pub only: Vec<String>,
    /// Fields that are sent with what stands elsewhere in the record: `widget_uuid = "widget/uuid"`.
    #[serde(default)]
    pub take: BTreeMap<String, String>,
    /// Fields that are sent with every change, to say which record is meant.
    #[serde(default)]
    pub with: Vec<String>,
    /// Whether the body is a list of one.
    #[serde(default)]
    pub list: bool,
    /// The key the body is sent under.
    pub under: Option<String>,
    /// Whether all fields are sent and not only those that changed.
    #[serde(default)]
    pub whole: bool,
    /// Fields that are sent whatever the record says; a text with a placeholder stands for the id.
    #[serde(default)]
    pub always: BTreeMap<String, toml::Value>,
    /// Fields the platform calls otherwise when it is written to.
    #[serde(default)]
    pub rename: BTreeMap<String, String>,
    /// Where several records are sent with one call.
    pub several: Option<Several>,
    /// Whether what was sent is only there a while after the answer.
    #[serde(default)]
    pub promised: bool,
    /// Fields that, where this is so, only a change takes and not the call that makes a record: they are sent by one afterwards.
    #[serde(default)]
    pub later: BTreeMap<String, When>,
}

/// A call that takes a list of what is sent one by one otherwise.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Several {
    /// Where.
    pub path: String,
    /// How many at once.
    pub most: usize,
    /// Fields that are sent with each, to say which record is meant.
    #[serde(default)]
    pub with: Vec<String>,
}

/// How a call is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Method {
    /// Reads.
    Get,
    /// Makes, or begins something.
    Post,
    /// Changes.
    Put,
    /// Takes away.
    Delete,
}

/// Where a collection's rows come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum From {
    /// With the record.
    #[default]
    List,
    /// By the list asked again for a few records at a time, with another query.
    Again,
    /// By a call for each record.
    Each,
    /// By one list for all records.
    Bulk,
}

/// Rows that live and die with a record.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Owned {
    /// The collection's key in the document.
    pub key: String,
    /// The fields that tell its rows apart.
    #[serde(default)]
    pub id: Vec<String>,
    /// The collection whose rows own it; empty means the record.
    #[serde(default, rename = "in")]
    pub within: String,
    /// Where its rows come from.
    #[serde(default)]
    pub from: From,
    /// The call that lists them.
    pub path: Option<String>,
    /// How its pages follow each other.
    pub paging: Option<Paging>,
    /// What else is asked.
    #[serde(default)]
    pub query: BTreeMap<String, String>,
    /// The row's field with the record's id.
    pub by: Option<String>,
    /// For bulk: the call for one record's rows.
    pub alone: Option<String>,
    /// For bulk: the list's parameter for one record's id.
    pub filter: Option<String>,
    /// When the call is made.
    pub when: Option<When>,
    /// Fields a row is known by when its record was made again.
    #[serde(default)]
    pub same: Vec<String>,
    /// The platform's description of its calls.
    pub spec: Option<String>,
    /// Rows that are sent with a record that is made, because they only come about together with it.
    pub along: Option<Along>,
    /// How a row is made.
    pub create: Option<Change>,
    /// How a row is changed.
    pub update: Option<Change>,
    /// How a row is taken away.
    pub delete: Option<Change>,
    /// Bytes that belong to a row.
    pub picture: Option<Picture>,
}

/// Rows that are sent with a record that is made.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Along {
    /// The field such a row has.
    pub needs: String,
    /// Fields that are not sent: the ids, which there are none of yet.
    pub omit: Vec<String>,
}

/// Bytes that belong to a row.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Picture {
    /// The field with their address.
    pub from: String,
    /// The part of the form they are sent as.
    pub part: String,
}

/// A field that holds the id of another record.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RefersTo {
    /// Which field.
    pub path: String,
    /// A content type, or `type/collection`.
    pub to: String,
    /// Only where another field of the same record has a value.
    pub when: Option<When>,
    /// Whether it is a row that names its own record.
    #[serde(default)]
    pub inner: bool,
    /// The list's parameter for records that hold this id.
    pub find: Option<String>,
}

/// A condition on a field of the record.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct When {
    /// Which field.
    pub at: String,
    /// What it says; without it, that it is not empty.
    pub is: Option<String>,
    /// What it does not say.
    pub not: Option<String>,
    /// A list of the record that is reason enough when it is not empty.
    pub or: Option<String>,
}

impl Manifest {
    /// The type that has the parts of this one's records, where there is one.
    pub(crate) fn deep_of(&self, of: &TypeManifest) -> Option<(&TypeManifest, &Tier)> {
        let mut tiers = self
            .types
            .iter()
            .filter_map(|deep| Some((deep, deep.tier.as_ref()?)));
        tiers.find(|(_, tier)| tier.of == of.key)
    }

    /// The manifest of a kind of shops that is part of the program.
    pub fn built_in(kind: &str) -> Option<Arc<Self>> {
        // Read once: it is asked for whenever a shop is opened.
        static READ: OnceLock<Vec<Arc<Manifest>>> = OnceLock::new();
        let all = READ.get_or_init(|| {
            let read = BUILT_IN.iter().filter_map(|text| Self::parse(text).ok());
            read.map(Arc::new).collect()
        });
        all.iter().find(|manifest| manifest.key == kind).cloned()
    }

    /// The manifests that are part of the program.
    pub fn all_built_in() -> Result<Vec<Self>, ShopError> {
        BUILT_IN.iter().map(|text| Self::parse(text)).collect()
    }

    /// Reads a manifest's text and looks whether it agrees with itself.
    pub fn parse(text: &str) -> Result<Self, ShopError> {
        let wrong = |what: String| ShopError::Profile {
            name: text
                .lines()
                .find(|line| line.starts_with("manifest"))
                .unwrap_or_default()
                .to_owned(),
            what,
        };
        let manifest: Self = toml::from_str(text).map_err(|error| wrong(error.to_string()))?;
        match manifest.disagreement() {
            None => Ok(manifest),
            Some(what) => Err(wrong(what)),
        }
    }

    /// The type of a key.
    pub fn named(&self, content_type: &ContentType) -> Option<&TypeManifest> {
        self.types.iter().find(|found| found.key == content_type.as_str())
    }

    fn disagreement(&self) -> Option<String> {
        for (position, found) in self.types.iter().enumerate() {
            if self
                .types
                .iter()
                .take(position)
                .any(|earlier| earlier.key == found.key)
            {
                return Some(format!("{} is there twice", found.key));
            }
            if found.id.is_empty() && found.list.paging != Paging::Named {
                return Some(format!("{} has no id", found.key));
            }
            if found.verdict != Verdict::Full && found.reason.is_none() {
                return Some(format!("{} does not say what cannot be restored", found.key));
            }
            let can_write = found.update.is_some() || found.owns.iter().any(|owned| owned.update.is_some());
            if found.verdict != Verdict::ViewOnly && !can_write {
                return Some(format!("{} can be restored and has no way to", found.key));
            }
            for call in [&found.create, &found.update, &found.delete]
                .into_iter()
                .flatten()
            {
                if let Some(what) = self.unsendable(call, &[], false) {
                    return Some(format!("{}: {what}", found.key));
                }
            }
            if let Some(ready) = &found.ready {
                let call = Call::of(ready.ask.method, ready.ask.path.as_str());
                if let Some(rule) = self.never.iter().find(|rule| forbids(rule, &call)) {
                    return Some(format!("{}: it is never to send {rule}", found.key));
                }
            }
            for reference in &found.reference {
                let mut parts = reference.to.split('/');
                let to = parts
                    .next()
                    .and_then(|key| self.types.iter().find(|other| other.key == key));
                let is_there = match (to, parts.next()) {
                    (Some(_), None) => true,
                    (Some(to), Some(_)) => to.owns.iter().any(|owned| to.kind_of(owned) == reference.to),
                    (None, _) => false,
                };
                if !is_there {
                    return Some(format!(
                        "{} refers to {}, which is not there",
                        found.key, reference.to
                    ));
                }
            }
            for owned in &found.owns {
                let is_owner = |other: &Owned| other.key == owned.within && other.within.is_empty();
                if !owned.within.is_empty() && !found.owns.iter().any(is_owner) {
                    return Some(format!(
                        "{}: {} has no owner {}",
                        found.key, owned.key, owned.within
                    ));
                }
                let own: Vec<&str> = owned.id.iter().map(String::as_str).collect();
                let calls = [&owned.create, &owned.update, &owned.delete];
                for call in calls.into_iter().flatten() {
                    if let Some(what) = self.unsendable(call, &own, true) {
                        return Some(format!("{}: {}: {what}", found.key, owned.key));
                    }
                }
                let needs_path = matches!(owned.from, From::Each | From::Bulk);
                if needs_path && owned.path.is_none() || owned.from == From::Bulk && owned.by.is_none() {
                    return Some(format!(
                        "{}: nothing says where {} come from",
                        found.key, owned.key
                    ));
                }
            }
        }
        None
    }
}

impl Manifest {
    /// What keeps a call from being made: a placeholder that nothing fills, or a rule of the manifest itself.
    fn unsendable(&self, change: &Change, fields: &[&str], is_row: bool) -> Option<String> {
        let always = change.always.values().filter_map(toml::Value::as_str);
        let texts = std::iter::once(change.path.as_str())
            .chain(change.query.values().map(String::as_str))
            .chain(always);
        for text in texts {
            for (_, rest) in text.match_indices('{').map(|(at, _)| text.split_at(at + 1)) {
                let name = rest.split('}').next().unwrap_or_default();
                let is_filled = name == "id"
                    || is_row && (name == "row" || name.starts_with("row/"))
                    || fields.contains(&name);
                if !is_filled {
                    return Some(format!("nothing fills {{{name}}}"));
                }
            }
        }
        let call = Call::of(change.method, change.path.as_str()).with_all(&change.query);
        let rule = self.never.iter().find(|rule| forbids(rule, &call));
        rule.map(|rule| format!("it is never to send {rule}"))
    }
}

impl Ask {
    /// What is sent.
    pub(crate) fn sent(&self) -> Node {
        let fields = self.always.iter();
        Node::Map(
            fields
                .map(|(key, text)| (key.clone(), Node::Text(text.clone())))
                .collect(),
        )
    }
}

impl TypeManifest {
    /// The name that its ids have in the ledger.
    pub(crate) fn kind(&self) -> &str {
        self.ids.as_deref().unwrap_or(&self.key)
    }

    /// Where the one field lies that a collection's rows are known by, from the record: `variants/id`.
    pub(crate) fn id_path(&self, owned: &Owned) -> Option<String> {
        let [field] = owned.id.as_slice() else {
            return None;
        };
        Some(match owned.within.as_str() {
            "" => format!("{}/{field}", owned.key),
            within => format!("{within}/{}/{field}", owned.key),
        })
    }

    /// What the rows of a collection are known by, where that is no id of their own but a reference: the value of an attribute is
    /// known by the attribute. Such an id is in the ledger as that of the record that it refers to, and nowhere else.
    pub(crate) fn known_by_reference(&self, owned: &Owned) -> Option<&RefersTo> {
        let path = self.id_path(owned)?;
        self.reference.iter().find(|reference| reference.path == path)
    }

    /// The name that the ids of a collection's rows have in the ledger: that of the collection, or of what they refer to.
    pub(crate) fn ids_of(&self, owned: &Owned) -> String {
        match self.known_by_reference(owned) {
            Some(reference) => reference.to.clone(),
            None => self.kind_of(owned),
        }
    }

    /// The name of a collection: `products/variants`.
    pub(crate) fn kind_of(&self, owned: &Owned) -> String {
        if owned.within.is_empty() {
            format!("{}/{}", self.key, owned.key)
        } else {
            format!("{}/{}/{}", self.key, owned.within, owned.key)
        }
    }

    /// The collections of the record itself.
    pub(crate) fn own(&self) -> impl Iterator<Item = &Owned> {
        self.owns.iter().filter(|owned| owned.within.is_empty())
    }

    /// The collections of a collection's rows.
    pub(crate) fn owned_by<'t>(&'t self, owner: &'t Owned) -> impl Iterator<Item = &'t Owned> {
        self.owns
            .iter()
            .filter(|owned| owner.within.is_empty() && owned.within == owner.key)
    }

    /// What the rest of the house needs to know of the type.
    pub(crate) fn described(&self, content_type: &dyn Fn(&str) -> ContentType) -> TypeDescription {
        let mut described = TypeDescription::new(content_type(&self.key), self.label.clone(), self.group);
        described.restorable = self.verdict != Verdict::ViewOnly;
        described.protected = self.protected;
        described.reason = self.reason.clone();
        described.volatile.clone_from(&self.volatile);
        described.protected_fields.clone_from(&self.protected_fields);
        described.derived = self.derived();
        described.told_by = std::iter::once(self.natural_key.clone())
            .filter(|key| !key.is_empty())
            .chain(self.told_by.iter().map(|path| vec![path.clone()]))
            .collect();
        described.labels.clone_from(&self.field);
        for reference in &self.reference {
            // Which record a field means, when that depends on another field, is beyond what a description can say.
            if !reference.inner && !reference.to.contains('/') && reference.when.is_none() {
                described.references.push(Reference {
                    path: reference.path.clone(),
                    to: content_type(&reference.to),
                });
            }
            let owner = reference.to.split('/').next().unwrap_or_default();
            let after = content_type(owner);
            if owner != self.key && !described.after.contains(&after) {
                described.after.push(after);
            }
        }
        described
    }

    /// The ids the platform gives out belong to what cannot be chosen.
    fn derived(&self) -> Vec<String> {
        let mut derived = self.derived.clone();
        if !self.id.is_empty() {
            derived.push(self.id.clone());
        }
        derived
    }

    /// The first text found for one of the paths.
    pub(crate) fn texts<'n>(paths: &[String], document: &'n Node) -> Vec<&'n Node> {
        paths.iter().filter_map(|path| first(document, path)).collect()
    }
}

/// The first value at a path, rows and list items not counted.
pub(crate) fn first<'n>(node: &'n Node, path: &str) -> Option<&'n Node> {
    match node {
        Node::List(items) => items.iter().find_map(|item| first(item, path)),
        _ if path.is_empty() => Some(node),
        _ => {
            let (key, rest) = path.split_once('/').unwrap_or((path, ""));
            match (node.get(key), node) {
                (Some(value), _) => first(value, rest),
                // A collection's rows stand under their ids.
                (None, Node::Map(rows)) => rows
                    .iter()
                    .filter(|(_, row)| matches!(row, Node::Map(_)))
                    .find_map(|(_, row)| row.get(key).and_then(|value| first(value, rest))),
                (None, _) => None,
            }
        }
    }
}

impl Method {
    /// As it stands in a call.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUILT: &str = include_str!("../manifests/bigcommerce.toml");

    /// Why a manifest with this in the place of that is none.
    fn refused(that: &str, this: &str) -> String {
        assert!(BUILT.contains(that), "{that} is not in the manifest any more");
        match Manifest::parse(&BUILT.replace(that, this)) {
            Err(ShopError::Profile { what, .. }) => what,
            other => format!("{:?}", other.map(|manifest| manifest.key)),
        }
    }

    #[test]
    fn a_call_that_could_not_be_made_is_no_part_of_a_manifest() {
        assert!(Manifest::parse(BUILT).is_ok());
        assert_eq!(
            refused("{row/id}", "{id_of_row}"),
            "customers: attributes: nothing fills {id_of_row}"
        );
        assert_eq!(
            refused(
                "DELETE /v3/pricelists/assignments?id\"",
                "DELETE /v3/pricelists/assignments?id:in\""
            ),
            "price_lists: assignments: it is never to send DELETE /v3/pricelists/assignments?id:in"
        );
    }
}
