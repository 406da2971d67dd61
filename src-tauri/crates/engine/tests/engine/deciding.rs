//! What a run left alone and what was decided about it stands with it for good.

use backstock_engine::{AuditFormat, Decision};
use backstock_model::{Cancel, Choice, Revision, SkipReason};

use crate::stage::{SHOP, Stage, path};

fn set(stage: &Stage, key: &str, field: &str, value: &str) {
    stage.shop.set(key, field, &format!("\"{value}\"")).unwrap();
}

fn told(decisions: &[Decision]) -> Vec<String> {
    let each = decisions.iter().map(|decision| {
        let field = decision.path().map(ToString::to_string).unwrap_or_default();
        let conflict = decision.conflict().map(|conflict| {
            let text = |side: &Option<backstock_model::Document>| side.as_ref().unwrap().to_text();
            format!(" {} | {}", text(&conflict.live), text(&conflict.wanted))
        });
        format!(
            "{} {}{field} {}{}",
            decision.code(),
            decision.key(),
            decision.name(),
            conflict.unwrap_or_default()
        )
    });
    each.collect()
}

// S2.8.4, S1.10: what was chosen and could not be written, or was unticked after all, is not told as chosen.
#[test]
fn a_choice_that_was_not_carried_out_is_not_told_as_one() {
    let stage = Stage::new();
    let good = stage.backup();
    set(&stage, "brands/1", "/name", "Bad 1");
    set(&stage, "brands/2", "/name", "Bad 2");
    set(&stage, "invoices/1", "/name", "Bad invoice");
    let bad = stage.backup();
    set(&stage, "brands/1", "/name", "Fresh 1");
    set(&stage, "invoices/1", "/name", "Fresh invoice");
    let choice = Choice {
        until: Some(bad),
        ..Choice::default()
    };
    let (of, _) = stage.plan(good, &choice);
    let revision = Revision {
        of,
        without: vec!["brands/1#/name".parse().unwrap()],
        take: vec![
            "brands/1#/name".parse().unwrap(),
            "invoices/1#/name".parse().unwrap(),
        ],
    };
    let (id, _) = stage.engine.revise(SHOP, &revision, &Cancel::new()).unwrap();
    let outcome = stage.carry_out(id);
    assert_eq!(stage.shop.get("brands/1", "/name").as_deref(), Some("Fresh 1"));
    let decisions = stage.engine.run_decisions(SHOP, outcome.run).unwrap();
    let told: Vec<(&str, String)> = decisions
        .iter()
        .map(|decision| (decision.code(), decision.key().to_string()))
        .collect();
    assert!(told.iter().all(|(code, _)| *code != "taken"), "{told:?}");
    assert!(told.contains(&("skipped", "invoices/1".to_owned())), "{told:?}");
}

// S2.8.4, S2.16.4
#[test]
fn skips_and_decided_conflicts_are_told_of_a_past_run_and_are_in_its_record() {
    let stage = Stage::new();
    let good = stage.backup();
    for (key, name) in [
        ("brands/1", "Bad 1"),
        ("brands/2", "Bad 2"),
        ("categories/1", "Bad bread"),
        ("categories/3", "Bad cakes"),
        ("invoices/1", "Bad invoice"),
    ] {
        set(&stage, key, "/name", name);
    }
    let bad = stage.backup();
    // Since the mistake the owner has named two brands anew.
    set(&stage, "brands/1", "/name", "Fresh 1");
    set(&stage, "brands/2", "/name", "Fresh 2");
    let choice = Choice {
        until: Some(bad),
        ..Choice::default()
    };
    let (of, plan) = stage.plan(good, &choice);
    assert_eq!(plan.conflicts.len(), 2);
    let revision = Revision {
        of,
        without: vec!["categories/3".parse().unwrap()],
        take: vec!["brands/1#/name".parse().unwrap()],
    };
    let (id, _) = stage.engine.revise(SHOP, &revision, &Cancel::new()).unwrap();
    let outcome = stage.carry_out(id);
    assert_eq!(
        (outcome.succeeded, outcome.failed),
        (2, 0),
        "{:?}",
        outcome.failures
    );
    assert_eq!(stage.shop.get("brands/1", "/name").as_deref(), Some("Old Mill"));
    assert_eq!(stage.shop.get("brands/2", "/name").as_deref(), Some("Fresh 2"));

    let decisions = stage.engine.run_decisions(SHOP, outcome.run).unwrap();
    assert_eq!(
        told(&decisions),
        [
            "taken brands/1/name Bad 1 Fresh 1 | Old Mill",
            "kept brands/2/name Bad 2 Fresh 2 | New Mill",
            "left_out categories/3 Bad cakes",
            "skipped invoices/1 Bad invoice",
        ]
    );
    assert_eq!(decisions[3].reason(), Some(SkipReason::Locked));
    assert_eq!(decisions[1].path(), Some(&path("/name")));

    let audit = |format| {
        let mut out = Vec::new();
        let when = |at: chrono::DateTime<chrono::Utc>| at.to_rfc3339();
        stage
            .engine
            .write_audit(SHOP, outcome.run, format, &when, &mut out)
            .unwrap();
        String::from_utf8(out).unwrap()
    };
    let table = audit(AuditFormat::Csv);
    for row in [
        r#""Brands","1","Bad 1","Earlier value chosen","Name","Fresh 1","Old Mill","It was changed since, and the earlier value was chosen.""#,
        r#""Brands","2","Bad 2","Left as it is","Name","Fresh 2","Fresh 2","It was changed since, and what the shop had was kept.""#,
        r#""Categories","3","Bad cakes","Left as it is","The whole item","","","It was unticked in the preview.""#,
        r#""Invoices","1","Bad invoice","Left as it is","The whole item","","","It is locked in the shop.""#,
    ] {
        assert!(table.contains(row), "{row}\nis not in\n{table}");
    }
    let page = audit(AuditFormat::Html);
    for cell in [
        "<td>It was changed since, and what the shop had was kept.</td>",
        "<td>It is locked in the shop.</td>",
    ] {
        assert!(page.contains(cell), "{cell}\nis not in\n{page}");
    }
}
