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

// S0.11: a date schedules a backup, repeats it and lets it expire.
#[test]
fn a_backup_is_scheduled_for_a_date_and_a_rule_begins_and_ends_with_dates() {
    let stage = bakery();
    let once = stage.json(["schedule", "Bakery", "set", "--once", "2099-12-01 02:00"]);
    let row = &once["schedules"][0];
    assert_eq!(row["rule"]["rhythm"]["kind"], "once");
    assert_eq!(row["next"], serde_json::json!(["2099-12-01T02:00:00.000Z"]));
    let words = [
        "--daily",
        "02:00",
        "--from",
        "2099-01-01 00:00",
        "--until",
        "2099-01-03 12:00",
    ];
    let mut all = vec!["schedule", "Bakery", "set"];
    all.extend(words);
    let repeated = stage.json(&all);
    assert_eq!(
        repeated["schedules"][0]["next"],
        serde_json::json!([
            "2099-01-01T02:00:00.000Z",
            "2099-01-02T02:00:00.000Z",
            "2099-01-03T02:00:00.000Z"
        ])
    );
    for (words, code) in [
        (&["--once", "2001-01-01 02:00"][..], "rule_wrong"),
        (&["--daily", "02:00", "--until", "2001-01-01 02:00"], "rule_wrong"),
        (&["--once", "tomorrow"], "usage"),
        (&["--once", "2099-12-01 02:00", "--daily", "02:00"], "usage"),
    ] {
        let mut all = vec!["schedule", "Bakery", "set"];
        all.extend(words);
        assert_eq!(stage.code(all), code, "{words:?}");
    }
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

// S2.11.1 S2.11.2
#[test]
fn a_monthly_export_is_set_beside_the_backups_and_taken_away_again() {
    let stage = bakery();
    stage.json(["schedule", "Bakery", "set", "--daily", "02:00"]);
    let words = [
        "schedule",
        "Bakery",
        "export",
        "--monthly",
        "31@02:00",
        "--type",
        "products",
        "--format",
        "jsonl",
        "--to",
        "out",
    ];
    let set = stage.json(words);
    let row = &set["schedules"][1];
    assert_eq!(row["work"]["kind"], "export");
    assert_eq!(row["next"].as_array().unwrap().len(), 12);
    let number = row["schedule"].to_string();
    let left = stage.json(["schedule", "Bakery", "remove", &number]);
    assert_eq!(left["schedules"].as_array().unwrap().len(), 1);
}
