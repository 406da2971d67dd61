//! The store's own facts, and the files it serves.

use bytes::Bytes;
use serde_json::{Value, json};

use super::special;
use crate::answer::{Answer, Refusal};
use crate::routes::{Call, Route};
use crate::shop::Shop;
use crate::store::Id;

pub(super) fn routes() -> Vec<Route> {
    vec![
        special("GET", "/v2/store", "store_v2_information", facts),
        special("GET", "/v2/time", "store_v2_information", time),
    ]
}

fn facts(shop: &mut Shop, _: &Call<'_>) -> Result<Answer, Refusal> {
    let mut facts: Value = serde_json::from_str(include_str!("../../data/store.json"))
        .map_err(|_| Refusal::new(500, "the store's facts cannot be read"))?;
    facts["id"] = shop.hash.clone().into();
    Ok(Answer::json(200, facts))
}

fn time(shop: &mut Shop, _: &Call<'_>) -> Result<Answer, Refusal> {
    Ok(Answer::json(200, json!({ "time": shop.now() / 1000 })))
}

/// A list in pages that is no collection of its own.
pub(super) fn paged(call: &Call<'_>, all: Vec<Value>, most: u64) -> Answer {
    let limit = call.asked.number("limit").unwrap_or(50).clamp(1, most);
    let page = call.asked.number("page").unwrap_or(1).max(1);
    let total = all.len() as u64;
    let start = usize::try_from((page - 1).saturating_mul(limit)).unwrap_or(usize::MAX);
    let data: Vec<Value> = all
        .into_iter()
        .skip(start)
        .take(usize::try_from(limit).unwrap_or(usize::MAX))
        .collect();
    let meta = json!({ "pagination": {
        "total": total, "count": data.len(), "per_page": limit, "current_page": page,
        "total_pages": total.div_ceil(limit), "links": { "current": format!("?page={page}&limit={limit}") },
    }});
    Answer::json(200, json!({ "data": data, "meta": meta }))
}

/// A file of the store, as anyone may fetch it.
pub(crate) fn file(shop: &mut Shop, path: &str) -> Option<Answer> {
    if let Some((kind, bytes)) = shop.files.get(path) {
        return Some(Answer::bytes(kind, bytes.clone()));
    }
    picture(shop, path).map(|bytes| Answer::bytes("image/gif", bytes))
}

/// A picture: one that was sent, or a seeded one as long as its record is there.
pub(super) fn picture(shop: &mut Shop, path: &str) -> Option<Bytes> {
    if let Some((_, bytes)) = shop.files.get(path) {
        return Some(bytes.clone());
    }
    let (kind, name) = path.strip_prefix("/cdn/seeded/")?.split_once('/')?;
    let number: u64 = name.strip_suffix(".gif")?.parse().ok()?;
    shop.records(kind).has(&Id::Number(number)).then(|| gif(number))
}

/// A picture of one pixel, in the colour of its number.
pub(super) fn gif(number: u64) -> Bytes {
    let [_, _, _, _, _, red, green, blue] = number.to_be_bytes();
    let mut bytes = b"GIF89a\x01\x00\x01\x00\x80\x00\x00".to_vec();
    bytes.extend([red, green, blue, 0, 0, 0]);
    bytes.extend(b",\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02\x44\x01\x00;");
    Bytes::from(bytes)
}
