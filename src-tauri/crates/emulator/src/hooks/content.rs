//! Pages, blog, scripts, widgets, themes, mail templates.

use std::io::Write as _;

use bytes::Bytes;
use serde_json::{Map, Value, json};

use super::{enveloped, special};
use crate::answer::{Answer, Refusal};
use crate::clock;
use crate::routes::{Call, Route};
use crate::seed::slug;
use crate::shop::Shop;
use crate::store::Id;

type Fields = Map<String, Value>;

const THEMES: &str = "store_themes_manage";
const CONTENT: &str = "store_v2_content";

pub(super) fn routes() -> Vec<Route> {
    vec![
        special("GET", "/v3/themes", THEMES, themes),
        special("POST", "/v3/themes", THEMES, upload),
        special("POST", "/v3/themes/actions/activate", THEMES, activate),
        special("GET", "/v3/themes/{uuid}", THEMES, theme),
        special("DELETE", "/v3/themes/{uuid}", THEMES, drop_theme),
        special("POST", "/v3/themes/{uuid}/actions/download", THEMES, download),
        special("GET", "/v3/themes/{uuid}/configurations", THEMES, configurations),
        special("GET", "/v3/themes/jobs/{job_id}", THEMES, job),
        special(
            "GET",
            "/v3/channels/{channel_id}/active-theme",
            THEMES,
            active_theme,
        ),
        special("GET", "/v3/marketing/email-templates", CONTENT, mail_templates),
        special(
            "GET",
            "/v3/marketing/email-templates/{name}",
            CONTENT,
            mail_template,
        ),
        special(
            "PUT",
            "/v3/marketing/email-templates/{name}",
            CONTENT,
            write_mail_template,
        ),
        special(
            "DELETE",
            "/v3/marketing/email-templates/{name}",
            CONTENT,
            drop_mail_template,
        ),
        special(
            "GET",
            "/v3/marketing/abandoned-cart-emails/default",
            CONTENT,
            default_mail,
        ),
        special("GET", "/v3/content/regions", CONTENT, regions),
        special("GET", "/v3/content/page-widgets", CONTENT, page_widgets),
        special("POST", "/v3/content/page-widgets", CONTENT, write_page_widgets),
        special("GET", "/v2/blog/tags", CONTENT, tags),
    ]
}

// ---- Themes --------------------------------------------------------------------------------------------------------------

/// A ZIP with one file, as a theme is one.
pub(crate) fn zip_of(name: &str) -> Bytes {
    let mut packer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let config = json!({ "name": name, "version": "1.0.0", "variations": [] }).to_string();
    let written = packer
        .start_file("config.json", zip::write::SimpleFileOptions::default())
        .and_then(|()| packer.write_all(config.as_bytes()).map_err(Into::into));
    match (written, packer.finish()) {
        (Ok(()), Ok(cursor)) => Bytes::from(cursor.into_inner()),
        _ => Bytes::new(),
    }
}

fn all_themes(shop: &mut Shop) -> Vec<Value> {
    let ids = shop.records("themes").ids();
    ids.iter().filter_map(|id| shop.peek("themes")?.get(id)).collect()
}

fn themes(shop: &mut Shop, _: &Call<'_>) -> Result<Answer, Refusal> {
    Ok(enveloped(Value::Array(all_themes(shop))))
}

fn known(shop: &mut Shop, call: &Call<'_>) -> Result<(Id, Value), Refusal> {
    let id = Id::Text(call.path["uuid"].clone());
    let theme = shop.records("themes").get(&id).ok_or_else(Refusal::not_found)?;
    Ok((id, theme))
}

fn theme(shop: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    known(shop, call).map(|(_, theme)| enveloped(theme))
}

fn drop_theme(shop: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    let (id, theme) = known(shop, call)?;
    if theme["is_active"] == true {
        return Err(Refusal::at(422, "uuid", "is the active theme"));
    }
    shop.records("themes").remove(&id);
    Ok(Answer::empty(204))
}

/// Work that takes a while: its result is told when it is done.
fn begin(shop: &mut Shop, result: Value) -> Value {
    let id = shop.uuid();
    let done = shop.now() + shop.quirks.theme_job_ms;
    shop.records("jobs").put(
        Id::Text(id.clone()),
        None,
        json!({ "done": done, "result": result }),
    );
    json!({ "job_id": id })
}

fn upload(shop: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    let Some((_, name, bytes)) = call.asked.file() else {
        return Err(Refusal::at(422, "file", "is needed"));
    };
    if bytes.len() > 50 << 20 {
        return Err(Refusal::new(413, "The file is larger than 50 MB."));
    }
    let own = all_themes(shop)
        .iter()
        .filter(|theme| theme["is_private"] == true)
        .count();
    if own >= 20 {
        return Err(Refusal::new(507, "A store has at most 20 themes of its own."));
    }
    let broken = zip::ZipArchive::new(std::io::Cursor::new(bytes.clone())).is_err();
    let uuid = shop.uuid();
    if !broken {
        let variation = shop.uuid();
        let at = clock::iso(shop.now());
        let title = name.trim_end_matches(".zip").to_owned();
        shop.files
            .insert(format!("theme {uuid}"), ("application/zip", bytes));
        shop.records("themes").put(
            Id::Text(uuid.clone()),
            None,
            json!({
                "uuid": uuid, "name": title, "is_active": false, "is_private": true, "updated_at": at,
                "variations": [{ "uuid": variation, "name": "Light", "description": "", "external_id": "" }],
            }),
        );
    }
    let result = if broken {
        json!({ "error": "THEME_INVALID" })
    } else {
        json!({ "theme_id": uuid })
    };
    Ok(Answer::json(201, begin(shop, result)))
}

fn download(shop: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    let (_, theme) = known(shop, call)?;
    if theme["is_private"] != true && !shop.quirks.marketplace_themes_download {
        return Err(Refusal::new(
            403,
            "Themes of the marketplace cannot be downloaded.",
        ));
    }
    let uuid = theme["uuid"].as_str().unwrap_or_default().to_owned();
    let result = if shop.quirks.theme_downloads_fail {
        json!({ "error": "THEME_DOWNLOAD_FAILED" })
    } else {
        json!({ "of": uuid })
    };
    Ok(Answer::json(200, begin(shop, result)))
}

fn job(shop: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    let id = Id::Text(call.path["job_id"].clone());
    let mut work = shop.records("jobs").get(&id).ok_or_else(Refusal::not_found)?;
    let now = shop.now();
    let is_done = work["done"].as_i64().is_some_and(|done| now >= done);
    let mut told = json!({
        "id": call.path["job_id"], "time": clock::iso(now), "errors": [], "warnings": [], "percent_complete": 0,
        "status": if is_done { "COMPLETED" } else { "QUEUED" },
    });
    if !is_done {
        return Ok(enveloped(told));
    }
    told["percent_complete"] = 100.into();
    if work["result"]["error"].is_string() {
        told["status"] = "FAILED".into();
        let message = match work["result"]["error"].as_str() {
            Some("THEME_INVALID") => "The file is not a theme.",
            _ => "The theme could not be packed.",
        };
        told["errors"] = json!([{ "error": work["result"]["error"], "message": message }]);
    } else if let Some(of) = work["result"]["of"].as_str().map(str::to_owned) {
        // The link is made when the job is first seen to be done, and does not live long.
        let link = format!("/cdn/themes/{}.zip", call.path["job_id"]);
        let until = work["until"].as_i64().unwrap_or(now + shop.quirks.theme_link_ms);
        work["until"] = until.into();
        shop.records("jobs").put(id, None, work);
        shop.links.insert(link.clone(), (until, of));
        told["result"] = json!({ "download_url": format!("{{cdn}}{}", link.trim_start_matches("/cdn")) });
    } else {
        told["result"] = work["result"].clone();
    }
    Ok(enveloped(told))
}

/// What a theme's link gives, as long as it lives.
pub(super) fn linked(shop: &mut Shop, path: &str) -> Option<Answer> {
    let (until, of) = shop.links.get(path).cloned()?;
    if shop.now() > until {
        return None;
    }
    let sent = shop
        .files
        .get(&format!("theme {of}"))
        .map(|(_, bytes)| bytes.clone());
    let theme = shop.records("themes").get(&Id::Text(of))?;
    let bytes = sent.unwrap_or_else(|| zip_of(theme["name"].as_str().unwrap_or_default()));
    Some(Answer::bytes("application/zip", bytes))
}

fn activate(shop: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    let variation = &call.asked.body["variation_id"];
    let all = all_themes(shop);
    let has = |theme: &Value| {
        theme["variations"]
            .as_array()
            .into_iter()
            .flatten()
            .any(|one| one["uuid"] == *variation)
    };
    if !all.iter().any(has) {
        return Err(Refusal::at(
            422,
            "variation_id",
            "refers to something that is not there",
        ));
    }
    for mut theme in all {
        theme["is_active"] = has(&theme).into();
        let id = Id::of(&theme["uuid"]).ok_or_else(Refusal::not_found)?;
        shop.records("themes").put(id, None, theme);
    }
    Ok(Answer::empty(204))
}

fn configurations(shop: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    let (_, theme) = known(shop, call)?;
    let size = shop.size.seed;
    let all = theme["variations"].as_array().into_iter().flatten().enumerate().map(|(number, one)| {
        json!({
            "uuid": crate::seed::uuid(size, "configuration", number as u64), "theme_uuid": theme["uuid"], "variation_id": one["uuid"],
            "site_id": 1000, "date_created": theme["updated_at"], "settings": { "body-font": "Serif" },
        })
    });
    Ok(enveloped(all.collect()))
}

fn active_theme(shop: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    let channel = Id::read(&call.path["channel_id"]);
    if !shop.records("channels").has(&channel) {
        return Err(Refusal::not_found());
    }
    let seed = shop.size.seed;
    let active = all_themes(shop)
        .into_iter()
        .find(|theme| theme["is_active"] == true)
        .unwrap_or(Value::Null);
    let configuration = crate::seed::uuid(seed, "configuration", 0);
    Ok(enveloped(json!({
        "active_theme_uuid": active["uuid"], "active_theme_configuration_uuid": configuration,
        "active_theme_version_uuid": crate::seed::uuid(seed, "theme version", 0), "saved_theme_configuration_uuid": configuration,
    })))
}

// ---- Mail templates: the store's, and one of its own for each channel --------------------------------------------------------

fn channel(shop: &mut Shop, call: &Call<'_>) -> Result<Option<String>, Refusal> {
    match call.asked.first("channel_id") {
        Some(channel) if !shop.records("channels").has(&Id::read(channel)) => {
            Err(Refusal::at(422, "channel_id", "is not a channel of this store"))
        }
        channel => Ok(channel.map(str::to_owned)),
    }
}

fn template(shop: &mut Shop, name: &str, channel: Option<&str>) -> Option<Value> {
    let of_store = shop
        .records("mail_templates")
        .get(&Id::Text(format!("{name}@store")));
    let own = channel.and_then(|channel| {
        shop.records("mail_templates")
            .get(&Id::Text(format!("{name}@{channel}")))
    });
    own.or(of_store)
}

fn mail_templates(shop: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    let channel = channel(shop, call)?;
    let names: Vec<String> = shop
        .records("mail_templates")
        .ids()
        .iter()
        .filter_map(|id| id.to_string().strip_suffix("@store").map(str::to_owned))
        .collect();
    let all = names
        .iter()
        .filter_map(|name| template(shop, name, channel.as_deref()));
    Ok(enveloped(all.collect()))
}

fn mail_template(shop: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    let channel = channel(shop, call)?;
    let found = template(shop, &call.path["name"], channel.as_deref());
    found.map(enveloped).ok_or_else(Refusal::not_found)
}

fn write_mail_template(shop: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    let channel = channel(shop, call)?;
    let name = &call.path["name"];
    let mut kept = template(shop, name, channel.as_deref()).ok_or_else(Refusal::not_found)?;
    for field in ["body", "subject", "translations"] {
        if let Some(value) = call.asked.body.get(field) {
            kept[field] = value.clone();
        }
    }
    // What is longer is cut, and nobody is told.
    if let Some(body) = kept["body"].as_str() {
        kept["body"] = body.chars().take(65_536).collect::<String>().into();
    }
    let place = channel.unwrap_or_else(|| "store".to_owned());
    shop.records("mail_templates")
        .put(Id::Text(format!("{name}@{place}")), None, kept.clone());
    *shop
        .events
        .entry("store/channel/email/templates/updated".to_owned())
        .or_default() += 1;
    Ok(enveloped(kept))
}

fn drop_mail_template(shop: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    let Some(channel) = channel(shop, call)? else {
        return Err(Refusal::at(
            422,
            "channel_id",
            "is needed: the store's own cannot be deleted",
        ));
    };
    let own = Id::Text(format!("{}@{channel}", call.path["name"]));
    shop.records("mail_templates")
        .remove(&own)
        .ok_or_else(Refusal::not_found)?;
    Ok(Answer::json(200, json!({})))
}

fn default_mail(_: &mut Shop, _: &Call<'_>) -> Result<Answer, Refusal> {
    Ok(Answer::json(200, crate::seed::content::cart_mail()))
}

// ---- Pages, blog, scripts --------------------------------------------------------------------------------------------------

pub(super) fn before_page(fields: &mut Fields, is_new: bool) -> Result<(), Refusal> {
    if fields.get("type").is_some_and(|kind| kind == "blog") && is_new {
        return Err(Refusal::at(422, "type", "cannot be blog"));
    }
    // A form has fields, and a link leads elsewhere.
    if matches!(
        fields.get("type").and_then(Value::as_str),
        Some("contact_form" | "link")
    ) {
        fields.remove("body");
    }
    if is_new {
        let url = format!(
            "/{}/",
            slug(fields.get("name").and_then(Value::as_str).unwrap_or_default())
        );
        fields.entry("url".to_owned()).or_insert_with(|| url.into());
    }
    Ok(())
}

pub(super) fn before_post(shop: &mut Shop, id: Option<&Id>, fields: &mut Fields) -> Result<(), Refusal> {
    let now = shop.now();
    let at =
        match fields.remove("published_date") {
            Some(Value::String(text)) => Some(clock::read(&text).ok_or_else(|| {
                Refusal::at(400, "published_date", "is not a date as it is written in mails")
            })?),
            Some(Value::Null) | None => id.is_none().then_some(now),
            Some(_) => return Err(Refusal::at(400, "published_date", "is not a text")),
        };
    if let Some(at) = at {
        fields.insert("published_date_iso8601".to_owned(), clock::iso(at).into());
    }
    if let Some(body) = fields.get("body").and_then(Value::as_str) {
        let summary: String = body.chars().take(100).collect();
        fields.insert("summary".to_owned(), summary.into());
    }
    if id.is_none() {
        let url = format!(
            "/blog/{}/",
            slug(fields.get("title").and_then(Value::as_str).unwrap_or_default())
        );
        fields.insert("preview_url".to_owned(), url.clone().into());
        fields.entry("url".to_owned()).or_insert_with(|| url.into());
    }
    Ok(())
}

pub(super) fn show_post(shop: &Shop, record: &mut Value) {
    let at = record["published_date_iso8601"]
        .as_str()
        .and_then(clock::read)
        .unwrap_or_default();
    record["published_date"] = if shop.quirks.blog_date_is_object {
        json!({ "date": clock::iso(at), "timezone_type": 1, "timezone": "+00:00" })
    } else {
        clock::rfc2822(at).into()
    };
}

fn tags(shop: &mut Shop, _: &Call<'_>) -> Result<Answer, Refusal> {
    let mut found: std::collections::BTreeMap<String, Vec<Value>> = std::collections::BTreeMap::new();
    for id in shop.records("blog_posts").ids() {
        let post = shop.records("blog_posts").get(&id).unwrap_or(Value::Null);
        for tag in post["tags"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
        {
            found.entry(tag.to_owned()).or_default().push(id.value());
        }
    }
    let tags: Vec<Value> = found
        .into_iter()
        .map(|(tag, ids)| json!({ "tag": tag, "post_ids": ids }))
        .collect();
    Ok(Answer::json(200, json!([tags])))
}

pub(super) fn before_script(shop: &mut Shop, id: Option<&Id>, fields: &mut Fields) -> Result<(), Refusal> {
    let before = id
        .and_then(|id| shop.records("scripts").get(id))
        .unwrap_or(Value::Null);
    let wanted = |field: &str| fields.get(field).unwrap_or(&before[field]).clone();
    let is_there = |value: &Value| value.as_str().is_some_and(|text| !text.is_empty());
    let has = (is_there(&wanted("src")), is_there(&wanted("html")));
    match (wanted("kind").as_str(), has) {
        (Some("script_tag"), (false, true)) | (_, (true, false)) => {}
        (_, (true, true)) => return Err(Refusal::at(422, "src", "cannot be sent beside html")),
        _ => return Err(Refusal::at(422, "src", "or html is needed")),
    }
    if id.is_none() {
        fields.insert("api_client_id".to_owned(), shop.client.clone().into());
    }
    Ok(())
}

/// Whether this API account may see a script.
pub(super) fn is_own_script(shop: &Shop, id: &Id) -> bool {
    !shop.quirks.scripts_of_own_account_only
        || shop
            .peek("scripts")
            .and_then(|all| all.get(id))
            .is_some_and(|script| script["api_client_id"] == shop.client)
}

// ---- Widgets ---------------------------------------------------------------------------------------------------------------

pub(super) fn before_widget(shop: &mut Shop, id: Option<&Id>, fields: &mut Fields) {
    fields.insert("version_uuid".to_owned(), shop.uuid().into());
    // The widget follows the newest version of its template again.
    if id.is_some() && fields.remove("upgrade") == Some(json!(true)) {
        fields.insert("__template".to_owned(), Value::Null);
    }
}

/// Without `create_new_version` every widget of the template changes with it; with it they keep what they had.
pub(super) fn before_template(shop: &mut Shop, id: Option<&Id>, fields: &mut Fields) {
    fields.insert("current_version_uuid".to_owned(), shop.uuid().into());
    let keeps = fields.remove("create_new_version") == Some(json!(true));
    if let (Some(id), true) = (id, keeps) {
        let before = shop.records("widget_templates").get(id).unwrap_or(Value::Null);
        for widget in shop.records("widgets").ids() {
            let Some(mut record) = shop.records("widgets").get(&widget) else {
                continue;
            };
            if record["widget_template_uuid"] == id.value() && record["__template"].is_null() {
                record["__template"] = before.clone();
                shop.records("widgets").put(widget, None, record);
            }
        }
    }
}

pub(super) fn show_widget(shop: &mut Shop, record: &mut Value) {
    let mut template = record["__template"].clone();
    if template.is_null() {
        template = Id::of(&record["widget_template_uuid"])
            .and_then(|id| shop.records("widget_templates").get(&id))
            // Of a template that is gone there is nothing to tell.
            .unwrap_or_else(|| json!({}));
    }
    if let Some(fields) = template.as_object_mut() {
        fields.remove("channel_id");
    }
    record["widget_template"] = template;
}

pub(super) fn show_placement(shop: &mut Shop, record: &mut Value) {
    let widget = Id::of(&record["widget_uuid"]).and_then(|id| shop.records("widgets").get(&id));
    let mut widget = widget.unwrap_or(Value::Null);
    if widget.is_object() {
        show_widget(shop, &mut widget);
        if let Some(fields) = widget.as_object_mut() {
            fields.remove("widget_template_uuid");
            fields.retain(|field, _| !field.starts_with("__"));
        }
    }
    record["widget"] = widget;
}

const REGIONS: &[&str] = &["header_bottom", "home_below_menu", "footer_top"];

fn regions(_: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    if call.asked.first("template_file").is_none() {
        return Err(Refusal::at(422, "template_file", "is needed"));
    }
    Ok(enveloped(
        REGIONS.iter().map(|name| json!({ "name": name })).collect(),
    ))
}

/// The region of a placement is one of the active theme, or none: then it is not on the page.
pub(super) fn before_placement(fields: &Fields) -> Result<(), Refusal> {
    match fields.get("region").and_then(Value::as_str) {
        Some(region) if !region.is_empty() && !REGIONS.contains(&region) => {
            Err(Refusal::at(422, "region", "is none of the active theme"))
        }
        _ => Ok(()),
    }
}

fn page_key(shop: &Shop, channel: &str, file: &str, entity: &str) -> Result<Id, Refusal> {
    if !shop.quirks.page_widgets {
        return Err(Refusal::not_found());
    }
    Ok(Id::Text(format!("{channel}/{file}/{entity}")))
}

fn page_widgets(shop: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    let asked = |name: &str| call.asked.first(name).unwrap_or_default();
    let key = page_key(
        shop,
        call.asked.first("channel_id").unwrap_or("1"),
        asked("template_file"),
        asked("entity_id"),
    )?;
    let regions = shop
        .records("page_widgets")
        .get(&key)
        .unwrap_or_else(|| json!([]));
    Ok(enveloped(json!({ "regions": regions })))
}

fn write_page_widgets(shop: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    let body = &call.asked.body;
    if !body["regions"].is_array() {
        return Err(Refusal::at(422, "regions", "are needed"));
    }
    let channel = body["channel_id"].as_u64().unwrap_or(1).to_string();
    let file = body["template_file"].as_str().unwrap_or_default();
    let key = page_key(
        shop,
        &channel,
        file,
        body["entity_id"].as_str().unwrap_or_default(),
    )?;
    shop.records("page_widgets")
        .put(key, None, body["regions"].clone());
    Ok(Answer::empty(204))
}
