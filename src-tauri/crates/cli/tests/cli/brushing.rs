//! Single fields across many records, parts left out, and a mistake between two backups.

use serde_json::Value;

use super::stage::Stage;

fn practice() -> Stage {
    let stage = Stage::new();
    stage.with_practice_shop();
    stage.json(["backup", "Harbour Tea"]);
    stage.json([
        "practice",
        "mistake",
        "Harbour Tea",
        "price_import_x10",
        "--seed",
        "7",
    ]);
    stage
}

fn first_write(preview: &Value) -> String {
    let write = &preview["writes"][0];
    format!(
        "{}/{}",
        write["type"].as_str().unwrap(),
        write["id"].as_str().unwrap()
    )
}

// Capability 2, S2.7
#[test]
fn prices_go_back_by_their_name_and_what_is_named_stays() {
    let stage = practice();
    let brush = ["restore", "Harbour Tea", "--to", "1", "--type", "products"];
    let fields = ["--field", "Price", "--field", "sale price"];
    let with = |more: &[&str]| {
        let words: Vec<String> = [&brush[..], &fields[..], more]
            .concat()
            .into_iter()
            .map(str::to_owned)
            .collect();
        words
    };
    let whole = stage.json(with(&["--preview"]));
    assert_eq!(
        (&whole["updates"], whole["writes"].as_array().unwrap().len()),
        (&412.into(), 431)
    );
    let first = first_write(&whole);
    let sparing = stage.json(with(&["--without", &first, "--preview"]));
    assert_eq!(sparing["updates"], 411);
    assert_ne!(first_write(&sparing), first);
    let plan = sparing["plan"].as_u64().unwrap().to_string();
    let done = stage.json(["restore", "Harbour Tea", "--yes", "--plan", &plan]);
    assert_eq!((&done["succeeded"], &done["failed"]), (&411.into(), &0.into()));
    let rest = stage.json(with(&["--changed-since", "1", "--preview"]));
    assert_eq!((&rest["updates"], first_write(&rest)), (&1.into(), first));

    assert_eq!(
        stage.code(with(&["--without", "products/0", "--preview"])),
        "not_in_plan"
    );
    assert_eq!(
        stage.code(with(&["--take", "products/0", "--preview"])),
        "no_conflict"
    );
    let unknown = ["--field", "Prise", "--preview"];
    assert_eq!(stage.code([&brush[..], &unknown[..]].concat()), "unknown_field");
    let no_type = [
        "restore",
        "Harbour Tea",
        "--to",
        "1",
        "--find",
        "tea",
        "--preview",
    ];
    assert_eq!(stage.code(no_type), "no_type_chosen");
}

// Capability 5
#[test]
fn what_happened_between_two_backups_is_taken_back() {
    let stage = practice();
    stage.json(["backup", "Harbour Tea"]);
    let preview = stage.json(["revert", "Harbour Tea", "1", "2", "--preview"]);
    assert_eq!(
        (&preview["updates"], &preview["conflicts"]),
        (&412.into(), &0.into())
    );
    let plan = preview["plan"].as_u64().unwrap().to_string();
    assert_eq!(
        stage.code(["revert", "Harbour Tea", "1", "1", "--yes", "--plan", &plan]),
        "another_plan"
    );
    let done = stage.json(["revert", "Harbour Tea", "1", "2", "--yes", "--plan", &plan]);
    assert_eq!((&done["succeeded"], &done["failed"]), (&412.into(), &0.into()));
    let again = stage.json(["revert", "Harbour Tea", "1", "2", "--yes"]);
    assert_eq!((&again["run"], &again["succeeded"]), (&Value::Null, &0.into()));
    assert_eq!(
        stage.code(["revert", "Harbour Tea", "2", "1", "--preview"]),
        "not_older"
    );
    let run = done["run"].as_u64().unwrap().to_string();
    assert_eq!(
        stage.json(["undo", "Harbour Tea", &run, "--yes"])["succeeded"],
        412
    );
}
