//! Manifests against the descriptions that platforms publish of their interfaces.
//!
//! The descriptions are not part of the project; where they are not at hand, that is said.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "what cannot be read is a failed test"
)]

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use backstock_rest::{Manifest, Method};
use serde_json::Value;

struct Specs {
    folder: PathBuf,
}

impl Specs {
    fn at_hand() -> Option<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/bigcommerce/specs");
        folder.is_dir().then_some(Self { folder })
    }

    fn spec(&self, name: &str) -> Value {
        let text = std::fs::read_to_string(self.folder.join(format!("{name}.json")))
            .unwrap_or_else(|_| panic!("there is no description {name}"));
        serde_json::from_str(&text).unwrap()
    }
}

/// The value a reference leads to.
fn whole<'v>(spec: &'v Value, mut value: &'v Value) -> &'v Value {
    while let Some(reference) = value["$ref"].as_str() {
        value = spec
            .pointer(reference.trim_start_matches('#'))
            .unwrap_or_else(|| panic!("{reference} leads nowhere"));
    }
    value
}

/// Names of fields anywhere in a schema.
fn fields(spec: &Value, schema: &Value, depth: usize, found: &mut BTreeSet<String>) {
    if depth > 9 {
        return;
    }
    let schema = whole(spec, schema);
    for key in ["allOf", "oneOf", "anyOf"] {
        for part in schema[key].as_array().into_iter().flatten() {
            fields(spec, part, depth + 1, found);
        }
    }
    for (name, inner) in schema["properties"].as_object().into_iter().flatten() {
        found.insert(name.clone());
        fields(spec, inner, depth + 1, found);
    }
    if schema.get("items").is_some() {
        fields(spec, &schema["items"], depth + 1, found);
    }
}

/// The operation of a call, whatever its description calls the parts of its path.
fn operation<'v>(spec: &'v Value, method: Method, path: &str) -> Option<(&'v Value, &'v Value)> {
    let server = spec["servers"][0]["url"].as_str().unwrap_or_default();
    let version = server.rsplit('/').next().unwrap_or_default();
    let path = path.strip_prefix(&format!("/{version}"))?;
    let paths = spec["paths"].as_object()?;
    let is_same = |known: &str| {
        let (known, asked): (Vec<_>, Vec<_>) = (known.split('/').collect(), path.split('/').collect());
        known.len() == asked.len()
            && known
                .iter()
                .zip(&asked)
                .all(|(one, other)| one == other || (one.starts_with('{') && other.starts_with('{')))
    };
    let exact = paths.get_key_value(path);
    let (_, item) = exact.or_else(|| paths.iter().find(|(known, _)| is_same(known)))?;
    let operation = item.get(method.as_str().to_lowercase())?;
    Some((item, operation))
}

fn parameters(spec: &Value, item: &Value, operation: &Value) -> BTreeSet<String> {
    [item, operation]
        .iter()
        .flat_map(|part| part["parameters"].as_array().into_iter().flatten())
        .map(|parameter| whole(spec, parameter))
        .filter(|parameter| parameter["in"] == "query")
        .filter_map(|parameter| parameter["name"].as_str().map(str::to_owned))
        .collect()
}

// BIGCOMMERCE.md 6: every path, method, parameter and field of the manifest is one that the platform describes.
#[test]
fn every_call_of_the_manifest_is_one_the_platform_describes() {
    let Some(specs) = Specs::at_hand() else {
        let _ = writeln!(
            std::io::stderr(),
            "skipped: the published descriptions are not at hand"
        );
        return;
    };
    let manifest = Manifest::built_in("bigcommerce").unwrap();
    let mut wrong = Vec::new();
    let mut looked_at = 0;
    for of in &manifest.types {
        let own = specs.spec(&of.spec);
        let mut look = |spec: &Value, method: Method, path: &str, query: Vec<&String>, sent: Vec<&String>| {
            looked_at += 1;
            let Some((item, operation)) = operation(spec, method, path) else {
                wrong.push(format!("{}: {} {path}", of.key, method.as_str()));
                return;
            };
            let known = parameters(spec, item, operation);
            for name in query {
                if !known.contains(name) {
                    wrong.push(format!("{}: {} {path}?{name}", of.key, method.as_str()));
                }
            }
            let mut known = BTreeSet::new();
            let body = whole(spec, &operation["requestBody"]);
            for content in body["content"].as_object().into_iter().flatten() {
                fields(spec, &content.1["schema"], 0, &mut known);
            }
            for name in sent {
                if !known.contains(name.as_str()) {
                    wrong.push(format!("{}: {} {path} takes no {name}", of.key, method.as_str()));
                }
            }
        };
        let mut names: Vec<String> = of
            .list
            .names
            .iter()
            .map(|name| of.list.path.replace("{id}", name))
            .collect();
        if names.is_empty() {
            names.push(of.list.path.clone());
        }
        for path in &names {
            look(
                &own,
                Method::Get,
                path,
                of.list.query.keys().collect(),
                Vec::new(),
            );
        }
        if let Some(count) = &of.list.count {
            look(&own, Method::Get, count, Vec::new(), Vec::new());
        }
        if let Some(since) = &of.since {
            let query = since.ids.keys().chain([&since.query]).collect();
            look(&own, Method::Get, &of.list.path, query, Vec::new());
        }
        if let Some(one) = &of.one {
            if let Some(path) = &one.path {
                look(&own, Method::Get, path, one.query.keys().collect(), Vec::new());
            }
            if let Some(by) = &one.by {
                look(&own, Method::Get, &of.list.path, vec![by], Vec::new());
            }
        }
        if let Some(ready) = &of.ready {
            let ask = &ready.ask;
            look(
                &own,
                ask.method,
                &ask.path,
                Vec::new(),
                ask.always.keys().collect(),
            );
            look(&own, Method::Get, &ready.path, Vec::new(), Vec::new());
        }
        for change in [&of.update, &of.create, &of.delete].into_iter().flatten() {
            let paths = if of.list.names.is_empty() {
                vec![change.path.clone()]
            } else {
                of.list
                    .names
                    .iter()
                    .map(|name| change.path.replace("{id}", name))
                    .collect()
            };
            for path in &paths {
                look(
                    &own,
                    change.method,
                    path,
                    change.query.keys().collect(),
                    sent(change),
                );
            }
        }
        for owned in &of.owns {
            let spec = owned
                .spec
                .as_ref()
                .map_or_else(|| own.clone(), |name| specs.spec(name));
            let query: Vec<&String> = owned.query.keys().collect();
            for path in [&owned.path, &owned.alone].into_iter().flatten() {
                look(&spec, Method::Get, path, query.clone(), Vec::new());
            }
            if let (Some(path), Some(filter)) = (&owned.path, &owned.filter) {
                look(&spec, Method::Get, path, vec![filter], Vec::new());
            }
            for change in [&owned.update, &owned.create, &owned.delete]
                .into_iter()
                .flatten()
            {
                look(
                    &spec,
                    change.method,
                    &change.path,
                    change.query.keys().collect(),
                    sent(change),
                );
            }
        }
    }
    let quiet = manifest.quiet.as_ref().unwrap();
    for method in [Method::Get, Method::Put] {
        assert!(operation(&specs.spec("settings.v3"), method, &quiet.path).is_some());
    }
    assert!(
        operation(
            &specs.spec("store_information.v2"),
            Method::Get,
            &manifest.check.path
        )
        .is_some()
    );
    assert!(looked_at > 150, "only {looked_at} calls were looked at");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn sent(change: &backstock_rest::Change) -> Vec<&String> {
    let renamed = |name| change.rename.get(name).unwrap_or(name);
    change
        .only
        .iter()
        .chain(&change.with)
        .map(renamed)
        .chain(change.take.keys())
        .chain(change.always.keys())
        .collect()
}

// S2.0.4: the guide's types are all there.
#[test]
fn the_twenty_four_types_are_there_each_with_what_a_restore_can_do() {
    let manifest = Manifest::built_in("bigcommerce").unwrap();
    let keys: BTreeSet<&str> = manifest.types.iter().map(|of| of.key.as_str()).collect();
    for key in [
        "products",
        "brands",
        "categories",
        "customers",
        "customer_attributes",
        "customer_groups",
        "wishlists",
        "locations",
        "price_lists",
        "orders",
        "promotions",
        "banners",
        "coupons",
        "gift_certificates",
        "email_templates",
        "blog_posts",
        "scripts",
        "channels",
        "sites",
        "pages",
        "widgets",
        "widget_templates",
        "themes",
        "store_settings",
        "redirects",
        "inventory",
    ] {
        assert!(keys.contains(key), "{key}");
    }
    for of in &manifest.types {
        if let Some(reason) = &of.reason {
            assert!(reason.ends_with('.') && reason.len() > 20, "{}: {reason}", of.key);
        }
    }
}

// What the platform only has a path for is called something by us.
#[test]
fn what_has_no_name_of_its_own_has_a_title() {
    for platform in ["bigcommerce", "woocommerce"] {
        let manifest = Manifest::built_in(platform).unwrap();
        for of in manifest.types.iter().filter(|of| !of.list.names.is_empty()) {
            let named: BTreeSet<&String> = of.list.names.iter().collect();
            let titled: BTreeSet<&String> = of.list.titles.keys().collect();
            assert_eq!(named, titled, "{platform}: {}", of.key);
        }
    }
}
