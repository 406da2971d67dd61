//! The store's own facts, and the files it serves.

use bytes::Bytes;
use serde_json::{Map, Value, json};

use super::{enveloped, special};
use crate::answer::{Answer, Refusal};
use crate::routes::{Call, Route};
use crate::shop::Shop;
use crate::store::Id;

pub(super) fn routes() -> Vec<Route> {
    vec![
        special("GET", "/v2/store", "store_v2_information", facts),
        special("GET", "/v2/time", "store_v2_information", time),
        special("GET", "/v3/settings/analytics", INFORMATION, analytics),
        special(
            "GET",
            "/v3/settings/search/filters/available",
            INFORMATION,
            nothing,
        ),
        special(
            "GET",
            "/v3/settings/search/filters/contexts",
            INFORMATION,
            no_pages,
        ),
        special("POST", "/v3/settings/logo/image", INFORMATION, logo),
        special("POST", "/v3/settings/favicon/image", INFORMATION, favicon),
        special(
            "GET",
            "/v3/channels/{channel_id}/site",
            "store_sites",
            site_of_channel,
        ),
        special(
            "GET",
            "/v3/sites/{site_id}/certificate",
            "store_sites",
            certificate,
        ),
        special("GET", "/v3/payments/methods", INFORMATION, nothing),
        special("GET", "/v3/tax/properties", INFORMATION, nothing),
        special("GET", "/v3/tax/products/properties", INFORMATION, nothing),
    ]
}

const INFORMATION: &str = "store_v2_information";

/// A list this store has nothing in.
fn nothing(_: &mut Shop, _: &Call<'_>) -> Result<Answer, Refusal> {
    Ok(enveloped(json!([])))
}

fn no_pages(_: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    Ok(paged(call, Vec::new(), 250))
}

fn analytics(_: &mut Shop, _: &Call<'_>) -> Result<Answer, Refusal> {
    Ok(enveloped(json!([{
        "id": 1, "name": "Web statistics", "code": "", "enabled": false, "data_tag_enabled": false, "channel_id": 1, "version": 1,
    }])))
}

fn site_picture(shop: &mut Shop, call: &Call<'_>, field: &str) -> Result<Answer, Refusal> {
    let (_, name, bytes) = call
        .asked
        .file()
        .ok_or_else(|| Refusal::at(422, "image_file", "is needed"))?;
    let path = format!("/cdn/store/{}", crate::seed::slug(&name));
    shop.files.insert(path.clone(), ("image/gif", bytes));
    let mut logo = shop
        .single("/v3/settings/logo", None)
        .cloned()
        .unwrap_or_else(|| json!({ "type": "image", "logo_text": "" }));
    logo[field] = format!("{{cdn}}{}", path.trim_start_matches("/cdn")).into();
    shop.set_single("/v3/settings/logo", None, logo);
    Ok(Answer::empty(204))
}

fn logo(shop: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    site_picture(shop, call, "logo_image_url")
}

fn favicon(shop: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    site_picture(shop, call, "favicon_url")
}

fn site_of_channel(shop: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    let channel = Id::read(&call.path["channel_id"]);
    let site = shop
        .records("sites")
        .find(&["channel_id".to_owned()], &[channel.value()]);
    let collection = shop.collection("sites")?;
    let site = site.ok_or_else(Refusal::not_found)?;
    Ok(enveloped(shop.shown(&collection, &site, call.asked)))
}

fn certificate(shop: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    if shop.records("sites").has(&Id::read(&call.path["site_id"])) {
        Ok(enveloped(json!({ "status": "shared" })))
    } else {
        Err(Refusal::not_found())
    }
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

/// A site's addresses follow from the one that is written.
pub(super) fn before_site(shop: &mut Shop, id: Option<&Id>, fields: &mut Map<String, Value>) {
    let at = crate::clock::iso(shop.now());
    if let Some(url) = fields.get("url").cloned() {
        let urls = ["primary", "canonical", "checkout"]
            .map(|kind| json!({ "type": kind, "url": url, "created_at": at, "updated_at": at }));
        fields.insert("urls".to_owned(), json!(urls));
    }
    if id.is_none() {
        fields.insert("ssl_status".to_owned(), "shared".into());
        fields.insert("is_checkout_url_customized".to_owned(), false.into());
    }
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
    if let Some(answer) = super::content::linked(shop, path) {
        return Some(answer);
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
