//! Who may import whom. The layers are those of the README's map.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{Breach, House};

/// Each room and the rooms it may stand on. A room that is not listed here has not been thought about.
const ROOMS: &[(&str, &[&str])] = &[
    (
        "backstock",
        &["contract", "doors", "engine", "model", "schedule", "secrets"],
    ),
    ("backstock-archive", &["model"]),
    (
        "backstock-browser-door",
        &[
            "contract", "doors", "engine", "model", "practice", "secrets", "shops", "vault",
        ],
    ),
    (
        "backstock-cli",
        &[
            "contract", "engine", "model", "practice", "schedule", "secrets", "shops", "vault",
        ],
    ),
    ("backstock-contract", &["model"]),
    (
        "backstock-doors",
        &[
            "contract", "engine", "model", "practice", "schedule", "secrets", "shops", "vault",
        ],
    ),
    ("backstock-dump", &[]),
    ("backstock-emulator", &[]),
    (
        "backstock-engine",
        &[
            "archive", "export", "files", "mail", "model", "rest", "schedule", "shops", "vault",
        ],
    ),
    ("backstock-export", &["model"]),
    ("backstock-files", &["archive", "dump", "model", "shops"]),
    ("backstock-mail", &["model"]),
    ("backstock-model", &[]),
    ("backstock-practice", &[]),
    ("backstock-rest", &["model", "shops"]),
    ("backstock-schedule", &[]),
    ("backstock-secrets", &["model"]),
    ("backstock-servers", &[]),
    ("backstock-shops", &["dump", "model"]),
    ("backstock-tasks", &[]),
    (
        "backstock-testkit",
        &[
            "contract", "doors", "engine", "model", "practice", "secrets", "shops", "vault",
        ],
    ),
    ("backstock-vault", &["model"]),
];

/// What only some rooms may use, by the beginning of the package's name.
const KEPT_FOR: &[(&str, &[&str])] = &[
    ("tauri", &["backstock"]),
    ("rfd", &["backstock"]),
    ("notify-rust", &["backstock"]),
    ("keyring", &["backstock-secrets"]),
    (
        "rusqlite",
        &["backstock-practice", "backstock-shops", "backstock-vault"],
    ),
    ("clap", &["backstock-browser-door", "backstock-cli"]),
    ("ts-rs", &["backstock-contract"]),
    ("lettre", &["backstock-mail"]),
    ("mysql", &["backstock-shops"]),
    ("postgres", &["backstock-shops"]),
    ("ureq", &["backstock-rest"]),
];

/// Servers and clients of the network. None is in the product.
const LISTENERS: &[&str] = &["axum", "warp", "actix-web", "tiny_http", "rouille"];

/// A package's name and the kinds of dependency by which it is reached.
struct Package<'a> {
    name: &'a str,
    id: &'a str,
    manifest: &'a str,
    dependencies: Vec<(&'a str, &'a str)>,
}

fn members(house: &House) -> Vec<Package<'_>> {
    let ids: BTreeSet<&str> = texts(&house.metadata["workspace_members"]).collect();
    let mut members: Vec<Package<'_>> = items(&house.metadata["packages"])
        .filter(|package| package["id"].as_str().is_some_and(|id| ids.contains(id)))
        .map(|package| Package {
            name: package["name"].as_str().unwrap_or_default(),
            id: package["id"].as_str().unwrap_or_default(),
            manifest: package["manifest_path"].as_str().unwrap_or_default(),
            dependencies: items(&package["dependencies"])
                .map(|dependency| {
                    (
                        dependency["name"].as_str().unwrap_or_default(),
                        dependency["kind"].as_str().unwrap_or("normal"),
                    )
                })
                .collect(),
        })
        .collect();
    members.sort_by_key(|package| package.name);
    members
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn texts(value: &Value) -> impl Iterator<Item = &str> {
    items(value).filter_map(Value::as_str)
}

/// Rooms import only the rooms below them; what tests stand on is for tests.
pub(super) fn between_rooms(house: &House) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for package in members(house) {
        let Some((_, allowed)) = ROOMS.iter().find(|(room, _)| *room == package.name) else {
            breaches.push(Breach::new(
                package.name,
                "is a room nobody has given a place in the layers",
            ));
            continue;
        };
        for (dependency, kind) in &package.dependencies {
            let Some(room) = dependency.strip_prefix("backstock-") else {
                if *dependency == "backstock" {
                    breaches.push(Breach::new(package.name, "imports the shell; nothing may"));
                }
                continue;
            };
            if *kind != "dev" && !allowed.contains(&room) {
                breaches.push(Breach::new(
                    package.name,
                    format!("must not import {dependency} (as a {kind} dependency)"),
                ));
            }
        }
    }
    breaches
}

/// What belongs to the desktop, the keyring or the database is used in its own room only.
pub(super) fn from_outside(house: &House) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for package in members(house) {
        for (dependency, kind) in &package.dependencies {
            let kept = KEPT_FOR.iter().find(|(beginning, _)| {
                dependency == beginning
                    || dependency
                        .strip_prefix(beginning)
                        .is_some_and(|rest| rest.starts_with(['-', '_']))
            });
            if let Some((_, rooms)) = kept
                && *kind != "dev"
                && !rooms.contains(&package.name)
            {
                breaches.push(Breach::new(
                    package.name,
                    format!("must not use {dependency}; that is for {}", rooms.join(", ")),
                ));
            }
        }
    }
    breaches
}

/// Everything that is linked into a package: its normal dependencies, and theirs.
fn linked<'a>(house: &'a House, package: &str) -> BTreeSet<&'a str> {
    let names: BTreeMap<&str, &str> = items(&house.metadata["packages"])
        .filter_map(|package| Some((package["id"].as_str()?, package["name"].as_str()?)))
        .collect();
    let mut edges: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for node in items(&house.metadata["resolve"]["nodes"]) {
        let below = items(&node["deps"])
            .filter(|dependency| items(&dependency["dep_kinds"]).any(|kind| kind["kind"].is_null()))
            .filter_map(|dependency| dependency["pkg"].as_str())
            .collect();
        edges.insert(node["id"].as_str().unwrap_or_default(), below);
    }
    let mut open: Vec<&str> = members(house)
        .into_iter()
        .filter(|member| member.name == package)
        .map(|member| member.id)
        .collect();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    while let Some(id) = open.pop() {
        if seen.insert(id) {
            open.extend(edges.get(id).into_iter().flatten());
        }
    }
    seen.into_iter().filter_map(|id| names.get(id).copied()).collect()
}

fn reached(house: &House, package: &str, forbidden: impl Fn(&str) -> bool, why: &str) -> Vec<Breach> {
    linked(house, package)
        .into_iter()
        .filter(|name| forbidden(name))
        .map(|name| Breach::new(package, format!("has {name} behind it; {why}")))
        .collect()
}

/// The command line runs where there is no window.
pub(super) fn behind_the_command_line(house: &House) -> Vec<Breach> {
    reached(
        house,
        "backstock-cli",
        |name| {
            ["tauri", "wry", "tao", "rfd", "notify-rust"].contains(&name)
                || ["webkit2gtk", "gtk", "gdk", "tauri-"]
                    .iter()
                    .any(|beginning| name.starts_with(beginning))
        },
        "the command line must run without a window",
    )
}

/// The door for browser tests, and anything that could listen, stays out of the app and of the command line.
pub(super) fn behind_the_app(house: &House) -> Vec<Breach> {
    ["backstock", "backstock-cli"]
        .into_iter()
        .flat_map(|package| {
            reached(
                house,
                package,
                |name| {
                    [
                        "backstock-browser-door",
                        "backstock-emulator",
                        "backstock-servers",
                        "backstock-testkit",
                    ]
                    .contains(&name)
                        || LISTENERS.contains(&name)
                },
                "it is for tests only",
            )
        })
        .collect()
}

/// Every crate takes part in the workspace's lints, and its root begins with what it is.
pub(super) fn manners(house: &House) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for package in members(house) {
        let place = house
            .files
            .iter()
            .find(|(path, _)| {
                package.manifest.replace('\\', "/").ends_with(&format!("/{path}")) && path.contains('/')
            })
            .or_else(|| house.files.iter().find(|(path, _)| path == "Cargo.toml"));
        if let Some((path, text)) = place
            && !text.contains("[lints]\nworkspace = true")
        {
            breaches.push(Breach::new(path, "lacks `[lints] workspace = true`"));
        }
    }
    for (path, text) in house.sources("src-tauri/", &["/lib.rs", "/main.rs"]) {
        if !text.starts_with("//! ") {
            breaches.push(Breach::new(
                path,
                "does not begin with a `//!` that says what it is",
            ));
        }
    }
    breaches
}

#[cfg(test)]
mod tests {
    use super::super::tests::{of_files, of_metadata};
    use super::*;
    use serde_json::json;

    fn house(name: &str, dependencies: &[(&str, Option<&str>)]) -> House {
        of_metadata(json!({
            "workspace_members": ["own"],
            "packages": [{
                "id": "own", "name": name, "manifest_path": "/x/Cargo.toml",
                "dependencies": dependencies.iter().map(|(name, kind)| json!({"name": name, "kind": kind})).collect::<Vec<_>>(),
            }],
        }))
    }

    #[test]
    fn a_room_that_imports_upwards_is_found() {
        let house = house(
            "backstock-vault",
            &[("backstock-model", None), ("backstock-engine", None)],
        );
        let breaches = between_rooms(&house);
        assert_eq!(breaches.len(), 1);
        assert!(breaches[0].what.contains("backstock-engine"));
    }

    #[test]
    fn the_test_kit_may_only_be_used_by_tests() {
        assert!(between_rooms(&house("backstock-engine", &[("backstock-testkit", Some("dev"))])).is_empty());
        assert_eq!(
            between_rooms(&house("backstock-engine", &[("backstock-testkit", None)])).len(),
            1
        );
        assert_eq!(between_rooms(&house("backstock-attic", &[])).len(), 1);
    }

    #[test]
    fn the_keyring_and_the_window_stay_in_their_rooms() {
        assert_eq!(
            from_outside(&house("backstock-cli", &[("keyring", None)])).len(),
            1
        );
        assert_eq!(
            from_outside(&house("backstock-doors", &[("tauri-plugin-opener", None)])).len(),
            1
        );
        assert!(
            from_outside(&house(
                "backstock-secrets",
                &[("keyring", None), ("clapboard", None)]
            ))
            .is_empty()
        );
        assert!(
            from_outside(&house(
                "backstock",
                &[("tauri-build", Some("build")), ("rfd", None)]
            ))
            .is_empty()
        );
    }

    #[test]
    fn a_window_far_below_the_command_line_is_found() {
        let house = of_metadata(json!({
            "workspace_members": ["cli"],
            "packages": [
                {"id": "cli", "name": "backstock-cli", "manifest_path": "", "dependencies": []},
                {"id": "a", "name": "a", "dependencies": []},
                {"id": "w", "name": "webkit2gtk-sys", "dependencies": []},
                {"id": "t", "name": "tauri", "dependencies": []},
            ],
            "resolve": {"nodes": [
                {"id": "cli", "deps": [
                    {"pkg": "a", "dep_kinds": [{"kind": null}]},
                    {"pkg": "t", "dep_kinds": [{"kind": "dev"}]},
                ]},
                {"id": "a", "deps": [{"pkg": "w", "dep_kinds": [{"kind": null}]}]},
            ]},
        }));
        let breaches = behind_the_command_line(&house);
        assert_eq!(breaches.len(), 1);
        assert!(breaches[0].what.contains("webkit2gtk-sys"));
        assert!(behind_the_app(&house).is_empty());
    }

    #[test]
    fn a_crate_root_without_a_word_is_found() {
        let house = of_files(&[
            ("src-tauri/crates/a/src/lib.rs", "fn a() {}"),
            ("src-tauri/main.rs", "//! Opens.\n"),
        ]);
        assert_eq!(manners(&house).len(), 1);
    }
}
