//! What is done about a run afterwards: trying again what failed, summing up, a record for a file.

use backstock_engine::{AuditFormat, EngineError};
use backstock_model::{Cancel, Choice, NoProgress, Revision};

use crate::stage::{SHOP, Stage, content_type, records};

/// Two products whose price was spoilt; the shop refuses one of them.
fn half_restored() -> (Stage, backstock_engine::RunOutcome) {
    let stage = Stage::new();
    let good = stage.backup();
    for key in ["products/117", "products/118"] {
        stage.shop.set(key, "/price", r#""0.01""#).unwrap();
    }
    stage
        .shop
        .refuse(
            "products/118",
            "rule_broken",
            "A rule of the shop stands against it.",
        )
        .unwrap();
    let choice = Choice {
        content_types: vec![content_type("products")],
        ..Choice::default()
    };
    let outcome = stage.restore(good, &choice);
    assert_eq!((outcome.succeeded, outcome.failed), (1, 1));
    (stage, outcome)
}

fn audit(stage: &Stage, run: backstock_model::RunId, format: AuditFormat) -> String {
    let mut out = Vec::new();
    stage
        .engine
        .write_audit(
            SHOP,
            run,
            format,
            &|at| at.format("%Y-%m-%d").to_string(),
            &mut out,
        )
        .unwrap();
    String::from_utf8(out).unwrap()
}

// S2.15.6
#[test]
fn only_what_failed_is_tried_again_against_the_same_backup() {
    let (stage, outcome) = half_restored();
    let (_, plan) = stage
        .engine
        .plan_retry(SHOP, outcome.run, &NoProgress, &Cancel::new())
        .unwrap();
    let planned: Vec<String> = plan.records.iter().map(|record| record.key.to_string()).collect();
    assert_eq!(planned, ["products/118"]);
    assert_eq!(plan.to, stage.engine.run(SHOP, outcome.run).unwrap().to);

    stage.shop.refuse_nothing();
    let (id, _) = stage
        .engine
        .plan_retry(SHOP, outcome.run, &NoProgress, &Cancel::new())
        .unwrap();
    let again = stage.carry_out(id);
    assert_eq!((again.succeeded, again.failed), (1, 0));
    assert_eq!(stage.shop.get("products/118", "/price").unwrap(), "3.20");
    assert!(matches!(
        stage.engine.plan_retry(SHOP, again.run, &NoProgress, &Cancel::new()),
        Err(EngineError::NothingFailed(run)) if run == again.run
    ));
}

// S2.15.6: what was unticked in the preview is not written when the rest is tried again.
#[test]
fn what_was_unticked_stays_unticked() {
    let stage = Stage::new();
    let good = stage.backup();
    stage.shop.set("products/118", "/price", r#""0.01""#).unwrap();
    stage.shop.set("products/118", "/name", r#""Rye""#).unwrap();
    let (of, _) = stage.plan(good, &Choice::default());
    let revision = Revision {
        of,
        without: vec!["products/118#/name".parse().unwrap()],
        take: Vec::new(),
    };
    let (id, _) = stage.engine.revise(SHOP, &revision, &Cancel::new()).unwrap();
    stage
        .shop
        .refuse("products/118", "rule_broken", "Not now.")
        .unwrap();
    let outcome = stage.carry_out(id);
    assert_eq!(outcome.failed, 1);
    stage.shop.refuse_nothing();
    let (id, _) = stage
        .engine
        .plan_retry(SHOP, outcome.run, &NoProgress, &Cancel::new())
        .unwrap();
    assert_eq!(stage.carry_out(id).succeeded, 1);
    assert_eq!(stage.shop.get("products/118", "/price").unwrap(), "3.20");
    assert_eq!(stage.shop.get("products/118", "/name").unwrap(), "Rye");
}

// S2.15.6: an undo that could not take everything back is tried again as an undo.
#[test]
fn a_failed_undo_is_tried_again_as_an_undo() {
    let stage = Stage::new();
    let good = stage.backup();
    stage.shop.set("products/117", "/price", r#""0.01""#).unwrap();
    let restored = stage.restore(good, &Choice::default());
    stage
        .shop
        .refuse("products/117", "rule_broken", "Not now.")
        .unwrap();
    let (_, undone) = stage.undo(restored.run);
    assert_eq!(undone.failed, 1);
    stage.shop.refuse_nothing();
    let (id, plan) = stage
        .engine
        .plan_retry(SHOP, undone.run, &NoProgress, &Cancel::new())
        .unwrap();
    assert_eq!(plan.undoes, Some(restored.run));
    assert_eq!(stage.carry_out(id).succeeded, 1);
    assert_eq!(stage.shop.get("products/117", "/price").unwrap(), "0.01");
}

// S2.9, S2.15.6
#[test]
fn a_run_is_summed_up_in_sentences() {
    let (stage, outcome) = half_restored();
    let summary = stage.engine.run_summary(SHOP, outcome.run).unwrap();
    assert_eq!(
        summary.sentences(&|_| "19 Nov 2026, 21:04".to_owned()),
        "Put back to 19 Nov 2026, 21:04: Price of Sourdough. 1 item failed: A rule of the shop stands against it."
    );
}

// S2.8.5: a refusal that another record is the reason of names that one.
#[test]
fn a_value_that_another_record_has_already_leads_to_that_record() {
    let stage = Stage::new();
    let good = stage.backup();
    // Somebody gave the code of a bread to another one.
    stage
        .shop
        .set("products/117", "/variants/1171/sku", r#""spare""#)
        .unwrap();
    stage
        .shop
        .set("products/118", "/variants/1181/sku", r#""117-S""#)
        .unwrap();
    stage.backup();
    let taken = "Another record in the shop already has the same “Sku”.";
    stage.shop.refuse("products/117", "taken", taken).unwrap();
    let outcome = stage.restore(good, &records(&["products/117"]));
    assert_eq!(outcome.failed, 1);
    let items = stage.engine.run_items(SHOP, outcome.run, 10, 0).unwrap();
    let said = items[0].message.clone().unwrap();
    assert_eq!(said, format!("{taken} It is “Pumpernickel”."));
}

// S2.9.1: a line of the history says what was put back.
#[test]
fn a_run_says_what_it_is_about() {
    let stage = Stage::new();
    let good = stage.backup();
    let about = |stage: &Stage| {
        let runs = stage.engine.runs(SHOP).unwrap();
        let mut subjects = stage.engine.run_subjects(SHOP, &runs[..1]).unwrap();
        let subject = subjects.remove(0).unwrap();
        (subject.name, subject.field)
    };
    for id in [117, 118] {
        stage
            .shop
            .set(&format!("products/{id}"), "/price", r#""0.01""#)
            .unwrap();
    }
    let prices = Choice {
        columns: vec!["price".into()],
        content_types: vec![content_type("products")],
        ..Choice::default()
    };
    stage.restore(good, &prices);
    assert_eq!(about(&stage), ("Sourdough".to_owned(), Some("Price".to_owned())));
    stage.shop.set("products/118", "/price", r#""0.01""#).unwrap();
    stage.shop.set("products/118", "/name", r#""Rye""#).unwrap();
    stage.restore(good, &Choice::default());
    // Two fields of it: the item alone is named.
    assert_eq!(about(&stage), ("Rye".to_owned(), None));
}

// S2.6.2, S2.16.4: whoever is told reads how many items differ and were left.
#[test]
fn what_a_preview_leaves_alone_is_told_afterwards_too() {
    let stage = Stage::new();
    let good = stage.backup();
    stage.shop.set("products/117", "/price", r#""0.01""#).unwrap();
    stage.shop.put("brands/9", r#"{"id":9,"name":"New"}"#).unwrap();
    let (id, plan) = stage.plan(good, &Choice::default());
    assert_eq!(plan.skips.len(), 1, "{:?}", plan.skips);
    let outcome = stage.carry_out(id);
    let run = stage.engine.run(SHOP, outcome.run).unwrap();
    assert_eq!((run.total, run.skipped, run.left_alone), (1, 0, 1));
    let summary = stage.engine.run_summary(SHOP, outcome.run).unwrap();
    assert_eq!(
        summary.sentences(&|_| "then".to_owned()),
        "Put back to then: Price of Sourdough. 1 item was left as it is."
    );
}

// S2.16.4
#[test]
fn the_record_of_a_run_tells_who_why_what_and_what_came_of_it() {
    let stage = Stage::new();
    let good = stage.backup();
    stage
        .shop
        .set("products/117", "/name", r#""=HYPERLINK(\"http://evil\")""#)
        .unwrap();
    stage
        .shop
        .set("products/118", "/name", r#""<script>alert(1)</script>""#)
        .unwrap();
    let (plan, _) = stage.plan(good, &Choice::default());
    let note = Some("=Ada, import of 19 Nov <b>".to_owned());
    let outcome = stage
        .engine
        .carry_out(SHOP, plan, note, &NoProgress, &Cancel::new())
        .unwrap();
    let table = audit(&stage, outcome.run, AuditFormat::Csv);
    let rows: Vec<&str> = table.lines().collect();
    assert!(
        rows[0].contains("\"Note\"") && rows[0].contains("\"Before\""),
        "{}",
        rows[0]
    );
    let spoilt = rows.iter().find(|row| row.contains("HYPERLINK")).unwrap();
    assert!(
        spoilt.contains("\"'=HYPERLINK(\"\"http://evil\"\")\""),
        "{spoilt}"
    );
    assert!(
        spoilt.contains("\"'=Ada, import of 19 Nov <b>\"") && spoilt.contains("\"Sourdough\""),
        "{spoilt}"
    );
    assert!(spoilt.contains("\"Written and read back\""), "{spoilt}");

    let page = audit(&stage, outcome.run, AuditFormat::Html);
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert!(!page.contains("<script") && !page.contains("<b>"));
    assert!(page.contains("default-src 'none'") && page.trim_end().ends_with("</html>"));
}

// S2.16.4: a restore that was taken back does not stand in its record as if it had lasted.
#[test]
fn the_audit_record_says_what_was_undone() {
    let stage = Stage::new();
    let first = stage.backup();
    stage.shop.set("products/117", "/price", "\"9.90\"").unwrap();
    stage.backup();
    let outcome = stage.restore(first, &records(&["products/117"]));
    let (_, undo) = stage.undo(outcome.run);
    let of = |run, format| audit(&stage, run, format);
    for format in [AuditFormat::Csv, AuditFormat::Html] {
        let told = of(outcome.run, format);
        assert!(
            told.contains(&format!("Done, undone by recovery {}", undo.run)),
            "{told}"
        );
        let told = of(undo.run, format);
        assert!(
            told.contains(&format!("Done, undoes recovery {}", outcome.run)),
            "{told}"
        );
    }
}
