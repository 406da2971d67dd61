use super::movement::Counting;
use super::*;
use backstock_model::{ContentType, Document, FieldKind, FieldLabel, Group, TypeDescription, diff};
use chrono::TimeDelta;

fn day(number: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::days(number)
}

fn products() -> TypeDescription {
    let mut description = TypeDescription::new(ContentType::new("products"), "Products", Group::Business);
    description.protected_fields = vec!["stock".to_owned()];
    description.volatile = vec!["views".to_owned()];
    description.labels = [
        ("price", "Price", FieldKind::Money),
        ("visible", "Visible", FieldKind::YesNo),
    ]
    .map(|(path, label, kind)| FieldLabel {
        path: path.to_owned(),
        label: label.to_owned(),
        kind,
    })
    .into();
    description
}

fn files() -> TypeDescription {
    TypeDescription::new(ContentType::new("theme_files"), "Theme files", Group::Content)
}

/// A movement in which records of a type went from one content to another.
fn movement(
    number: i64,
    description: &TypeDescription,
    of: u64,
    changes: &[(&str, &str)],
) -> (Movement, Evidence) {
    let mut evidence = Evidence::default();
    let mut counting = Counting::new(description, of, &mut evidence);
    let node = |json: &str| Document::parse(json.as_bytes()).unwrap().to_node().unwrap();
    for (at, (old, new)) in changes.iter().enumerate() {
        let name = format!("Tea {at}");
        if new.is_empty() {
            counting.deleted(&name);
        } else {
            counting.updated(&name, &diff(Some(&node(old)), Some(&node(new))));
        }
    }
    let types = vec![counting.finish()];
    let movement = Movement {
        since: day(number - 1),
        until: day(number),
        alarmed: false,
        grown: 0,
        types,
    };
    (movement, evidence)
}

/// Ten ordinary days: three prices move a little on each.
fn ordinary() -> Vec<Movement> {
    let change = (r#"{"price":"4.50"}"#, r#"{"price":"4.60"}"#);
    (0..10)
        .map(|number| movement(number, &products(), 600, &[change; 3]).0)
        .collect()
}

fn found(changes: &[(&str, &str)], description: &TypeDescription, of: u64) -> Vec<Finding> {
    let (movement, evidence) = movement(11, description, of, changes);
    assess(&movement, &evidence, &ordinary(), false)
}

#[test]
fn an_ordinary_day_is_no_alarm() {
    assert_eq!(
        found(
            &[(r#"{"price":"4.50"}"#, r#"{"price":"4.70"}"#); 5],
            &products(),
            600
        ),
        []
    );
}

// Capability 3: the alarm names type, count, direction and three examples.
#[test]
fn prices_ten_times_as_high_are_told_with_their_factor() {
    let changes = vec![(r#"{"price":"4.50"}"#, r#"{"price":"45.00"}"#); 412];
    let found = found(&changes, &products(), 2_000);
    assert_eq!(found.len(), 1);
    assert_eq!(
        found[0].sentence(),
        "Products, Price: raised in 412 of 2,000, mostly 10 times as high."
    );
    assert_eq!(found[0].usual_sentence(), "Usual: none.");
    assert_eq!(found[0].examples.len(), 3);
    assert_eq!(
        found[0].examples[0],
        Example {
            name: "Tea 0".to_owned(),
            old: Some("4.50".to_owned()),
            new: Some("45.00".to_owned()),
        }
    );
}

#[test]
fn what_is_gone_emptied_hidden_or_taken_off_is_told_apart() {
    for (old, new, sentence) in [
        ("{}", "", "Products: 37 of 600 are gone."),
        (
            r#"{"text":"Malty"}"#,
            r#"{"text":""}"#,
            "Products, Text: emptied in 37 of 600.",
        ),
        (
            r#"{"visible":1}"#,
            r#"{"visible":0}"#,
            "Products, Visible: set to 0 in 37 of 600.",
        ),
        (
            r#"{"categories":{"1":{"id":1},"2":{"id":2}}}"#,
            r#"{"categories":{"1":{"id":1}}}"#,
            "Products, Categories: taken off 37 of 600.",
        ),
        (
            r#"{"stock":12}"#,
            r#"{"stock":0}"#,
            "Products, Stock: set to 0 in 37 of 600.",
        ),
    ] {
        let told: Vec<String> = found(&vec![(old, new); 37], &products(), 600)
            .iter()
            .map(Finding::sentence)
            .collect();
        assert_eq!(told, [sentence]);
    }
}

#[test]
fn trade_counters_and_rows_that_were_exchanged_are_no_alarm() {
    for (old, new) in [
        (r#"{"stock":12}"#, r#"{"stock":2}"#),
        (r#"{"views":12}"#, r#"{"views":0}"#),
        (
            r#"{"categories":{"1":{"id":1}}}"#,
            r#"{"categories":{"2":{"id":2}}}"#,
        ),
    ] {
        assert_eq!(found(&vec![(old, new); 300], &products(), 600), [], "{old} {new}");
    }
}

#[test]
fn one_theme_file_that_is_cut_off_is_enough() {
    let long = format!(r#"{{"source":"{}"}}"#, "<div>tea</div>".repeat(40));
    let short = r#"{"source":"<div>tea</d"}"#;
    let told = found(&[(&long, short)], &files(), 120);
    assert_eq!(told[0].sentence(), "Theme files, Source: cut short in 1 of 120.");
    // The example begins where the two differ.
    assert_eq!(told[0].examples[0].new.as_deref(), Some("<div>tea</d"));
    let other = format!(r#"{{"source":"{}"}}"#, "<p>casino</p>".repeat(40));
    let told = found(&[(&long, &other)], &files(), 120);
    assert_eq!(
        told[0].sentence(),
        "Theme files, Source: replaced by something else in 1 of 120."
    );
    let edited = long.replace("\"}", "<p>and more</p>\"}");
    assert_eq!(found(&[(&long, &edited)], &files(), 120), []);
}

#[test]
fn a_planned_sale_keeps_the_alarm_quiet_about_prices_and_nothing_else() {
    let both = (
        r#"{"price":"4.50","text":"Malty"}"#,
        r#"{"price":"1.50","text":""}"#,
    );
    let (movement, evidence) = movement(11, &products(), 600, &vec![both; 300]);
    assert_eq!(assess(&movement, &evidence, &ordinary(), false).len(), 2);
    let told = assess(&movement, &evidence, &ordinary(), true);
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].field.as_deref(), Some("Text"));
}

#[test]
fn what_was_usual_so_far_stays_usual_and_a_long_pause_allows_for_more() {
    let emptied = (r#"{"text":"Malty"}"#, r#"{"text":""}"#);
    let mut history: Vec<Movement> = (0..30)
        .map(|number| movement(number, &products(), 600, &[emptied; 20]).0)
        .collect();
    let (today, evidence) = movement(31, &products(), 600, &[emptied; 50]);
    assert_eq!(assess(&today, &evidence, &history, false), []);
    let (mut many, evidence) = movement(31, &products(), 600, &vec![emptied; 70]);
    let told = assess(&many, &evidence, &history, false);
    assert_eq!(told[0].usual_sentence(), "Usual: 20 a day.");
    // The same after two weeks without a backup.
    many.since = many.until - TimeDelta::days(14);
    assert_eq!(assess(&many, &evidence, &history, false), []);
    // A day that raised an alarm says nothing about what is usual.
    history.iter_mut().for_each(|past| past.alarmed = true);
    let (few, evidence) = movement(31, &products(), 600, &[emptied; 25]);
    assert_eq!(assess(&few, &evidence, &history, false).len(), 1);
}

#[test]
fn while_little_is_known_only_what_is_large_anywhere_is_told() {
    let emptied = (r#"{"text":"Malty"}"#, r#"{"text":""}"#);
    let (some, evidence) = movement(2, &products(), 600, &[emptied; 20]);
    assert_eq!(assess(&some, &evidence, &[], false), []);
    let (many, evidence) = movement(2, &products(), 600, &[emptied; 30]);
    assert_eq!(assess(&many, &evidence, &[], false).len(), 1);
}
