//! Schedules as a script drives them.

use super::bakery;
use super::stage::Stage;

fn bakery() -> Stage {
    let stage = Stage::new();
    bakery::make(&stage.path("bakery.db"));
    stage.json(["shop", "add", "Bakery", "sqlite", "bakery.db"]);
    stage
}

// S2.2.1 S2.11.6
#[test]
fn a_schedule_is_set_shown_and_turned_off() {
    let stage = bakery();
    let none = stage.json(["schedule", "Bakery", "show"]);
    assert_eq!(none["schedules"], serde_json::json!([]));
    let set = stage.json(["schedule", "Bakery", "set", "--daily", "02:00"]);
    let row = &set["schedules"][0];
    assert_eq!(
        row["rule"]["rhythm"],
        serde_json::json!({"kind": "daily", "at": "02:00:00"})
    );
    assert_eq!(
        (row["on"].as_bool(), row["next"].as_array().unwrap().len()),
        (Some(true), 12)
    );
    let changed = stage.json(["schedule", "Bakery", "set", "--weekly", "monday@03:30"]);
    assert_eq!(
        changed["schedules"].as_array().unwrap().len(),
        1,
        "a shop has one"
    );
    let off = stage.json(["schedule", "Bakery", "off"]);
    assert_eq!(off["schedules"][0]["on"], false);
    assert_eq!(off["schedules"][0]["rule"]["rhythm"]["kind"], "weekly");
}

// S2.11.5: nothing is due when a schedule was only just set, however often a timer asks.
#[test]
fn a_timer_that_asks_too_often_makes_no_backup() {
    let stage = bakery();
    stage.json(["schedule", "Bakery", "set", "--sync", "15"]);
    let ran = stage.json(["run-due"]);
    assert_eq!(ran["turns"], serde_json::json!([]));
    assert_eq!(ran["busy"], false);
    assert!(ran["next"].is_string());
    assert_eq!(
        stage.json(["backups", "Bakery"])["backups"],
        serde_json::json!([])
    );
}

#[test]
fn a_time_that_no_clock_shows_is_refused_where_it_is_typed() {
    let stage = bakery();
    for words in [
        ["--daily", "25:00"],
        ["--hourly", "60"],
        ["--sync", "14"],
        ["--monthly", "32@02:00"],
        ["--weekly", "02:00"],
    ] {
        let mut all = vec!["schedule", "Bakery", "set"];
        all.extend(words);
        assert_eq!(stage.code(all), "usage", "{words:?}");
    }
}
