//! Plans and runs.

use backstock_model::RemoteId;
use backstock_model::{
    Action, BackupNumber, Choice, Conflict, Consequence, Document, Path, Plan, PlanId, PlannedRecord,
    Revision, RunId, ShopId, Skip, SkipReason, Target,
};
use backstock_vault::{
    ItemState, JobLock, NewRun, RunEnd, RunItemState, RunKind, RunStatus, Vault, VaultError,
};

use super::kills::child;
use super::stage::{Stage, content_type, day, key, product, products};

fn plan() -> Plan {
    Plan {
        to: BackupNumber(1),
        from: None,
        undoes: None,
        choice: Choice {
            content_types: vec![products()],
            records: vec![key(2)],
            fields: vec![Path::parse("/price").unwrap()],
            allow_deletes: true,
            columns: vec!["variants/price".into()],
            find: Some("tea".into()),
            changed_since: Some(BackupNumber(1)),
            linked_to: Some(key(9)),
            ..Choice::default()
        },
        revision: Some(Revision {
            of: PlanId(4),
            without: vec![Target::record(key(5))],
            take: Vec::new(),
        }),
        records: vec![
            PlannedRecord {
                key: key(1),
                name: "Tea 1".into(),
                before: None,
                after: Some(product(1, "1.0").document),
            },
            PlannedRecord {
                key: key(2),
                name: "Tea 2".into(),
                before: Some(product(2, "9.0").document),
                after: Some(product(2, "19.990").document),
            },
            PlannedRecord {
                key: backstock_model::RecordKey::new(content_type("pages"), RemoteId::from_encoded("a%2Fb")),
                name: String::new(),
                before: Some(product(3, "1.0").document),
                after: None,
            },
        ],
        skips: vec![Skip {
            key: key(7),
            name: "Locked".into(),
            reason: SkipReason::Locked,
        }],
        conflicts: vec![Conflict {
            key: key(2),
            name: "Tea 2".into(),
            path: Path::parse("/price").unwrap(),
            base: None,
            live: Some(Document::parse(b"9.0").unwrap()),
            wanted: Some(Document::parse(b"19.990").unwrap()),
        }],
        consequences: vec![Consequence {
            code: "newer_records_kept".into(),
            count: 3,
            content_type: None,
            detail: None,
        }],
    }
}

fn new_run(plan: PlanId) -> NewRun {
    NewRun {
        kind: RunKind::Restore,
        plan,
        first: plan,
        to: BackupNumber(1),
        safety: Some(BackupNumber(2)),
        undoes: None,
        note: Some("after the bad import".into()),
        recipients: Vec::new(),
        now: day(10),
    }
}

/// One record written, one sent, one never begun; nobody closes it.
pub(crate) fn half_a_run(vault: &Vault, shop: ShopId, lock: &JobLock) -> RunId {
    let plan = vault.keep_plan(shop, &plan(), day(10)).unwrap();
    let mut run = vault.open_run(lock, new_run(plan)).unwrap();
    run.mark(&[(0, ItemState::Sent), (1, ItemState::Sent)], day(10))
        .unwrap();
    run.mark(&[(0, ItemState::Written(RemoteId::from_encoded("501")))], day(10))
        .unwrap();
    run.id()
}

/// For the golden vault.
pub(crate) fn carry_out_a_run(stage: &Stage) {
    let lock = stage.vault.lock(stage.shop, "restore").unwrap();
    let id = half_a_run(&stage.vault, stage.shop, &lock);
    let mut run = stage.vault.resume_run(&lock, id).unwrap();
    run.mark(&[(0, ItemState::AsPlanned)], day(10)).unwrap();
    run.close(RunEnd::Cancelled, day(11)).unwrap();
}

#[test]
fn a_plan_comes_back_exactly_as_it_was() {
    let stage = Stage::new();
    let id = stage.vault.keep_plan(stage.shop, &plan(), day(1)).unwrap();
    assert_eq!(stage.vault.plan(stage.shop, id).unwrap(), plan());
    let undo = Plan {
        undoes: Some(RunId(4)),
        records: Vec::new(),
        ..plan()
    };
    let other = stage.vault.keep_plan(stage.shop, &undo, day(1)).unwrap();
    assert_ne!(other, id);
    assert_eq!(stage.vault.plan(stage.shop, other).unwrap(), undo);
    let unknown = stage.vault.plan(stage.shop, PlanId(99));
    assert!(matches!(unknown, Err(VaultError::UnknownPlan(PlanId(99)))));
    let second = stage.vault.add_shop(super::stage::new_shop("Second")).unwrap();
    assert!(matches!(
        stage.vault.plan(second.id, id),
        Err(VaultError::UnknownPlan(_))
    ));
}

#[test]
fn a_run_tells_what_became_of_every_record() {
    let stage = Stage::new();
    stage.backup(&[product(1, "1.0")]);
    let plan = stage.vault.keep_plan(stage.shop, &plan(), day(10)).unwrap();
    let lock = stage.vault.lock(stage.shop, "restore").unwrap();
    let mut run = stage.vault.open_run(&lock, new_run(plan)).unwrap();
    let id = run.id();
    let live = stage.vault.run(id).unwrap();
    assert_eq!(
        (live.status, live.interrupted, live.total),
        (RunStatus::Progressing, false, 3)
    );
    run.mark(&[(0, ItemState::Sent), (1, ItemState::Sent)], day(10))
        .unwrap();
    run.mark(&[(0, ItemState::Written(RemoteId::from_encoded("501")))], day(10))
        .unwrap();
    let after = product(1, "1.00").document;
    run.mark(
        &[
            (
                0,
                ItemState::Verified {
                    after: Some(after.clone()),
                    differences: vec!["/price".into()],
                },
            ),
            (
                1,
                ItemState::Failed {
                    code: "refused".into(),
                    message: "The shop refused it.".into(),
                },
            ),
        ],
        day(10),
    )
    .unwrap();
    assert!(matches!(
        run.mark(&[(3, ItemState::Sent)], day(10)),
        Err(VaultError::NotAllowed { .. })
    ));
    let counted = stage.vault.runs(stage.shop).unwrap().remove(0);
    assert_eq!((counted.succeeded, counted.failed, counted.skipped), (1, 1, 0));
    let closed = run.close(RunEnd::Done, day(11)).unwrap();
    drop(lock);
    assert_eq!((closed.status, closed.detail.as_deref()), (RunStatus::Done, None));
    assert_eq!((closed.started, closed.finished), (day(10), Some(day(11))));
    assert_eq!(
        (closed.to, closed.safety),
        (BackupNumber(1), Some(BackupNumber(2)))
    );
    assert_eq!(closed.to_at, Some(day(1) + chrono::Duration::minutes(5)));
    assert_eq!(closed.note.as_deref(), Some("after the bad import"));
    assert_eq!(stage.vault.runs(stage.shop).unwrap(), [closed]);
    let items = stage.vault.run_items(id, None, 10, 0).unwrap();
    let states: Vec<_> = items
        .iter()
        .map(|item| (item.position, item.action, item.state))
        .collect();
    assert_eq!(
        states,
        [
            (0, Action::Create, RunItemState::Verified),
            (1, Action::Update, RunItemState::Failed),
            (2, Action::Delete, RunItemState::Planned)
        ]
    );
    assert_eq!(items[0].new_id.as_ref().map(RemoteId::as_str), Some("501"));
    assert_eq!(
        (items[0].after.as_ref(), items[0].differences.as_slice()),
        (Some(&after), &["/price".to_owned()][..])
    );
    assert_eq!(items[1].code.as_deref(), Some("refused"));
    assert_eq!(
        (items[1].name.as_str(), items[1].message.as_deref()),
        ("Tea 2", Some("The shop refused it."))
    );
    let pages = stage
        .vault
        .run_items(id, Some(&content_type("pages")), 10, 0)
        .unwrap();
    assert_eq!(pages, items[2..]);
    assert_eq!(stage.vault.run_items(id, None, 1, 1).unwrap(), items[1..2]);
    // S2.6.8: what failed is found among however many items.
    assert_eq!(stage.vault.failed_items(id, None, 10, 0).unwrap(), items[1..2]);
    assert_eq!(stage.vault.failed_items(id, None, 10, 1).unwrap(), []);
    // S2.8.2, S2.8.3: type by type, from the same journal.
    let types = stage.vault.run_types(id).unwrap();
    let total: u64 = types.iter().map(|found| found.total).sum();
    assert_eq!(total, items.len() as u64);
    for found in &types {
        let of_type = || {
            items
                .iter()
                .filter(|item| item.key.content_type == found.content_type)
        };
        let in_state = |state| of_type().filter(|item| item.state == state).count() as u64;
        assert_eq!(found.total, of_type().count() as u64);
        assert_eq!(found.succeeded, in_state(RunItemState::Verified));
        assert_eq!(found.failed, in_state(RunItemState::Failed));
        let failed = stage
            .vault
            .failed_items(id, Some(&found.content_type), 10, 0)
            .unwrap();
        assert_eq!(failed.len() as u64, found.failed);
    }
}

// S2.6: what was read back is told, also where the plan says it already.
#[test]
fn what_is_as_planned_is_told_as_what_was_read_back() {
    let stage = Stage::new();
    let lock = stage.vault.lock(stage.shop, "restore").unwrap();
    let id = stage.vault.keep_plan(stage.shop, &plan(), day(10)).unwrap();
    let mut run = stage.vault.open_run(&lock, new_run(id)).unwrap();
    run.mark(&[(0, ItemState::AsPlanned), (2, ItemState::AsPlanned)], day(10))
        .unwrap();
    let items = stage.vault.run_items(run.id(), None, 10, 0).unwrap();
    let planned = plan().records;
    assert_eq!(items[0].read_back(), Some(planned[0].after.as_ref()));
    assert_eq!(items[1].read_back(), None);
    assert_eq!(items[2].read_back(), Some(None), "it is gone, as planned");
    assert_eq!(
        (items[0].state, &items[0].differences),
        (RunItemState::Verified, &Vec::new())
    );
    assert_eq!(run.close(RunEnd::Done, day(11)).unwrap().succeeded, 2);
}

// S2.6: undo goes by what a run left, also where that is not what was planned.
#[test]
fn what_the_shop_kept_otherwise_is_remembered() {
    let stage = Stage::new();
    let plan = stage.vault.keep_plan(stage.shop, &plan(), day(10)).unwrap();
    let lock = stage.vault.lock(stage.shop, "restore").unwrap();
    let mut run = stage.vault.open_run(&lock, new_run(plan)).unwrap();
    let kept = product(1, "1.00").document;
    let otherwise = |after| ItemState::KeptOtherwise {
        code: "reads_back_differently".into(),
        message: "The shop kept something else.".into(),
        after,
        differences: vec!["/price".into()],
    };
    let as_before = ItemState::Failed {
        code: "reads_back_differently".into(),
        message: "So it was written down before.".into(),
    };
    run.mark(
        &[
            (0, otherwise(Some(kept.clone()))),
            (1, otherwise(None)),
            (2, as_before),
        ],
        day(10),
    )
    .unwrap();
    let items = stage.vault.run_items(run.id(), None, 10, 0).unwrap();
    assert!(items.iter().all(|item| item.state == RunItemState::Failed));
    assert_eq!(items[0].read_back(), Some(Some(&kept)));
    assert_eq!(items[1].read_back(), Some(None));
    assert_eq!(items[2].read_back(), None);
    let closed = run.close(RunEnd::Done, day(11)).unwrap();
    assert_eq!(closed.failed, 3);
}

#[test]
fn an_undo_names_the_run_it_takes_back() {
    let stage = Stage::new();
    let lock = stage.vault.lock(stage.shop, "restore").unwrap();
    let plan = stage.vault.keep_plan(stage.shop, &plan(), day(10)).unwrap();
    let first = stage.vault.open_run(&lock, new_run(plan)).unwrap();
    let first = first
        .close(
            RunEnd::Failed {
                message: "The shop was switched off.".into(),
            },
            day(10),
        )
        .unwrap();
    assert_eq!(
        (first.status, first.detail.as_deref()),
        (RunStatus::Fail, Some("The shop was switched off."))
    );
    let undo = stage
        .vault
        .open_run(
            &lock,
            NewRun {
                kind: RunKind::Undo,
                undoes: Some(first.id),
                ..new_run(plan)
            },
        )
        .unwrap();
    let undo = undo.close(RunEnd::Cancelled, day(12)).unwrap();
    assert_eq!((undo.kind, undo.undoes), (RunKind::Undo, Some(first.id)));
    assert_eq!(
        (undo.status, undo.detail.as_deref()),
        (RunStatus::Fail, Some("cancelled by you"))
    );
    assert_eq!(stage.vault.run(first.id).unwrap().undone_by, Some(undo.id));
    let order: Vec<_> = stage
        .vault
        .runs(stage.shop)
        .unwrap()
        .iter()
        .map(|run| run.id)
        .collect();
    assert_eq!(order, [undo.id, first.id]);
    assert!(matches!(
        stage.vault.run(RunId(77)),
        Err(VaultError::UnknownRun(_))
    ));
    assert!(matches!(
        stage.vault.resume_run(&lock, first.id),
        Err(VaultError::NotAllowed { .. })
    ));
}

#[test]
fn a_killed_run_is_known_and_can_be_taken_up_again() {
    // F1
    let mut stage = Stage::new();
    stage.backup(&[product(1, "1.0")]);
    stage.reopen();
    child("die in a run", stage.path(), 0).wait().unwrap();
    let left = stage.vault.runs(stage.shop).unwrap().remove(0);
    assert_eq!((left.status, left.interrupted), (RunStatus::Progressing, true));
    assert_eq!(left.detail.as_deref(), Some("the app was closed"));
    assert_eq!((left.succeeded, left.unconfirmed), (0, 2));
    let states = |stage: &Stage| -> Vec<_> {
        let items = stage.vault.run_items(left.id, None, 10, 0).unwrap();
        items.iter().map(|item| item.state).collect()
    };
    assert_eq!(
        states(&stage),
        [RunItemState::Written, RunItemState::Sent, RunItemState::Planned]
    );
    let lock = stage.vault.lock(stage.shop, "restore").unwrap();
    assert!(
        !stage.vault.run(left.id).unwrap().interrupted,
        "a job is working again"
    );
    let mut run = stage.vault.resume_run(&lock, left.id).unwrap();
    let skipped = ItemState::Skipped {
        code: "changed_meanwhile".into(),
        message: "The shop changed it.".into(),
    };
    run.mark(&[(1, skipped.clone()), (2, skipped)], day(12)).unwrap();
    let closed = run.close(RunEnd::Done, day(12)).unwrap();
    assert_eq!(
        (closed.status, closed.skipped, closed.succeeded),
        (RunStatus::Done, 2, 0)
    );
}

#[test]
fn a_run_that_is_dropped_stays_open() {
    let stage = Stage::new();
    let lock = stage.vault.lock(stage.shop, "restore").unwrap();
    let id = half_a_run(&stage.vault, stage.shop, &lock);
    drop(lock);
    assert!(stage.vault.run(id).unwrap().interrupted);
}
