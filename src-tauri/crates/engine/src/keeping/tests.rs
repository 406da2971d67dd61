use super::*;
use backstock_vault::TypeCounts;
use proptest::prelude::*;

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_165_200, 0).unwrap_or_default()
}

/// Backups so many hours old, newest first.
fn backups(hours: &[i64]) -> Vec<Backup> {
    let mut hours = hours.to_vec();
    hours.sort_unstable();
    hours
        .iter()
        .enumerate()
        .map(|(at, hours)| {
            let finished = now() - TimeDelta::hours(*hours);
            Backup {
                number: BackupNumber((10_000 - at) as u64),
                kind: BackupKind::Manual,
                started: finished,
                finished,
                label: None,
                pinned: false,
                note: None,
                partial: false,
                counts: TypeCounts::default(),
            }
        })
        .collect()
}

fn daily(days: i64) -> Vec<Backup> {
    backups(&(0..days).map(|day| day * 24 + 1).collect::<Vec<_>>())
}

fn stay(rule: KeepRule, backups: &[Backup]) -> Vec<usize> {
    sort_out(rule, backups, &Spared::default(), now())
        .iter()
        .enumerate()
        .filter(|(_, kept)| kept.is_some())
        .map(|(at, _)| at)
        .collect()
}

const THIN_OUT: KeepRule = KeepRule::ThinOut {
    all_days: 7,
    daily_days: 30,
    weekly_weeks: 8,
};

#[test]
fn all_are_kept_until_the_owner_says_otherwise() {
    assert_eq!(KeepSetting::default().rule, KeepRule::All);
    assert!(!KeepSetting::default().automatic);
    assert_eq!(stay(KeepRule::All, &daily(40)).len(), 40);
}

#[test]
fn the_last_ones_stay_and_the_first() {
    assert_eq!(stay(KeepRule::Last { backups: 3 }, &daily(10)), [0, 1, 2, 9]);
    // Whatever is typed, the newest stays.
    assert_eq!(stay(KeepRule::Last { backups: 0 }, &daily(10)), [0, 9]);
}

#[test]
fn a_backup_of_a_part_does_not_stand_in_for_one_of_the_whole() {
    let mut list = daily(6);
    list[0].partial = true;
    list[1].kind = BackupKind::Safety;
    list[1].finished -= TimeDelta::days(0);
    let sorted = sort_out(KeepRule::Last { backups: 1 }, &list, &Spared::default(), now());
    assert_eq!(
        sorted,
        [
            Some(Kept::Newest),
            Some(Kept::YoungSafety),
            Some(Kept::Newest),
            None,
            None,
            Some(Kept::First)
        ]
    );
}

#[test]
fn thinned_out_there_are_many_of_late_and_few_of_long_ago() {
    // Four a day for a year.
    let list = backups(&(0..365 * 4).map(|quarter| quarter * 6 + 1).collect::<Vec<_>>());
    let stays = stay(THIN_OUT, &list);
    let aged = |from: i64, to: i64| {
        stays
            .iter()
            .filter(|&&at| (from..to).contains(&(now() - list[at].finished).num_days()))
            .count()
    };
    assert_eq!(aged(0, 7), 28, "all of a week");
    assert!((30..=31).contains(&aged(7, 37)), "{}", aged(7, 37));
    assert!((8..=9).contains(&aged(37, 93)), "{}", aged(37, 93));
    // Nine months and a bit, and the first of all.
    assert!((9..=11).contains(&aged(93, 400)), "{}", aged(93, 400));
}

#[test]
fn what_is_spared_is_told_by_its_first_reason() {
    let mut list = daily(9);
    list[4].pinned = true;
    list[7].kind = BackupKind::Safety;
    list[7].finished = now() - TimeDelta::days(31);
    let spared = Spared {
        before_alarm: [list[3].number, list[4].number].into(),
        needed: [list[5].number].into(),
    };
    let sorted = sort_out(KeepRule::Last { backups: 2 }, &list, &spared, now());
    assert_eq!(
        sorted,
        [
            Some(Kept::Newest),
            Some(Kept::ByRule),
            None,
            Some(Kept::BeforeAlarm),
            Some(Kept::Pinned),
            Some(Kept::NeededByRun),
            None,
            None,
            Some(Kept::First)
        ]
    );
}

fn rules() -> impl Strategy<Value = KeepRule> {
    prop_oneof![
        Just(KeepRule::All),
        (0..50_u32).prop_map(|backups| KeepRule::Last { backups }),
        (0..20_u32, 0..60_u32, 0..20_u32).prop_map(|(all_days, daily_days, weekly_weeks)| {
            KeepRule::ThinOut {
                all_days,
                daily_days,
                weekly_weeks,
            }
        }),
    ]
}

prop_compose! {
    fn lists()(hours in prop::collection::vec(0..20_000_i64, 0..60), marks in prop::collection::vec(0..8_u8, 60))
        -> Vec<Backup> {
        let mut list = backups(&hours);
        for (backup, mark) in list.iter_mut().zip(marks) {
            match mark {
                0 => backup.pinned = true,
                1 => backup.kind = BackupKind::Safety,
                2 => backup.partial = true,
                _ => {}
            }
        }
        list
    }
}

proptest! {
    #[test]
    fn whatever_the_rule_what_must_stay_stays(rule in rules(), list in lists(), alarmed in 0..60_usize, needed in 0..60_usize) {
        let number = |at: usize| list.get(at).map(|backup| backup.number);
        let spared = Spared {
            before_alarm: number(alarmed).into_iter().collect(),
            needed: number(needed).into_iter().collect(),
        };
        let sorted = sort_out(rule, &list, &spared, now());
        prop_assert_eq!(sorted.len(), list.len());
        for (at, (backup, kept)) in list.iter().zip(&sorted).enumerate() {
            let is_young = now() - backup.finished < SAFETY_IS_YOUNG;
            let must_stay = at == 0
                || at + 1 == list.len()
                || backup.pinned
                || at == alarmed
                || at == needed
                || (backup.kind == BackupKind::Safety && is_young);
            prop_assert!(kept.is_some() || !must_stay, "{backup:?} goes");
        }
        let newest_full = list.iter().position(Backup::is_full);
        prop_assert!(newest_full.is_none_or(|at| sorted[at].is_some()));
    }

    #[test]
    fn applied_twice_nothing_more_goes(rule in rules(), list in lists()) {
        let sorted = sort_out(rule, &list, &Spared::default(), now());
        let left: Vec<Backup> =
            list.iter().zip(&sorted).filter(|(_, kept)| kept.is_some()).map(|(backup, _)| backup.clone()).collect();
        let again = sort_out(rule, &left, &Spared::default(), now());
        prop_assert!(again.iter().all(Option::is_some));
    }
}
