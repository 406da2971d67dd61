//! What goes on while nobody looks, by a clock that is moved by hand.

use std::sync::Arc;

use backstock_contract::{
    BackupOrigin, ExportFormat, ExportStatus, ExportedBy, JobNews, JobOutcome, JobState, LateCause, Nothing,
    Recipient, Rhythm, ScheduleChoiceAsk, ScheduleList, ScheduleRule, ScheduledWork, SetScheduleAsk, ShopAsk,
    TurnStanding, TurnTold,
};
use backstock_model::{ContentType, Group, TypeDescription};
use backstock_testkit::{FakeShop, HeldClock};
use chrono::TimeDelta;

use crate::desk::{SHOP, TestDesk};

struct Night {
    desk: TestDesk,
    clock: Arc<HeldClock>,
}

fn shop() -> ShopAsk {
    ShopAsk {
        shop: SHOP.to_owned(),
    }
}

fn rule(rhythm: Rhythm) -> ScheduleRule {
    ScheduleRule {
        rhythm,
        from: None,
        until: None,
    }
}

fn at_two() -> Rhythm {
    Rhythm::Daily {
        at: "02:00".to_owned(),
    }
}

impl Night {
    async fn new() -> Self {
        let clock = Arc::new(HeldClock::default());
        let customers = TypeDescription::new(ContentType::new("customers"), "Customers", Group::Business);
        let fake = FakeShop::new(vec![customers]);
        fake.put("customers/anna@example.com", r#"{"name":"Anna"}"#)
            .unwrap();
        let held: Arc<HeldClock> = Arc::clone(&clock);
        let desk = TestDesk::at(fake, held).await;
        Self { desk, clock }
    }

    async fn set(&self, work: ScheduledWork, rhythm: Rhythm) -> ScheduleList {
        let ask = SetScheduleAsk {
            shop: SHOP.to_owned(),
            schedule: None,
            work,
            rule: rule(rhythm),
            is_on: true,
        };
        self.desk.doors.set_schedule(ask).await.unwrap()
    }

    /// Time passes and the app looks; the job that came of it, at its end.
    async fn later(&self, by: TimeDelta) -> Option<JobNews> {
        self.clock.advance(by);
        let before = self.desk.doors.list_jobs(Nothing {}).await.unwrap().jobs.len();
        self.desk.doors.look_at_schedules();
        let jobs = self.desk.doors.list_jobs(Nothing {}).await.unwrap().jobs;
        if jobs.len() == before {
            return None;
        }
        let job = jobs[0].job;
        Some(self.desk.ended(backstock_contract::JobStarted { job }).await)
    }

    async fn last(&self) -> backstock_contract::TurnRow {
        let listed = self.desk.doors.list_schedules(shop()).await.unwrap();
        listed.schedules[0].last.clone().unwrap()
    }
}

// S2.2.1 S2.11.5 T3
#[tokio::test]
async fn a_backup_makes_itself_at_night_and_the_page_says_when_the_next_one_comes() {
    let night = Night::new().await;
    let listed = night.set(ScheduledWork::Backup, at_two()).await;
    assert_eq!(listed.schedules[0].next.len(), 12);
    let overview = night.desk.doors.vault_overview(shop()).await.unwrap();
    assert_eq!(overview.next_backup.as_deref(), Some("2026-11-21T02:00:00.000Z"));
    assert!(night.later(TimeDelta::hours(16)).await.is_none());
    let made = night.later(TimeDelta::hours(1)).await.unwrap();
    assert!(matches!(made.state, JobState::Ended { .. }), "{made:?}");
    let backups = night.desk.doors.list_backups(shop()).await.unwrap().backups;
    assert_eq!((backups.len(), backups[0].origin), (1, BackupOrigin::Scheduled));
    assert!(night.later(TimeDelta::minutes(1)).await.is_none(), "once");
    let turns = ScheduleChoiceAsk {
        shop: SHOP.to_owned(),
        schedule: listed.schedules[0].schedule,
    };
    let turns = night.desk.doors.list_turns(turns).await.unwrap().turns;
    assert_eq!(turns[0].standing, TurnStanding::Done);
    assert_eq!(turns[0].told, Some(TurnTold::BackedUp { backup: 1 }));
}

#[tokio::test]
async fn a_failure_is_told_the_second_time_and_is_tried_again() {
    let night = Night::new().await;
    night.set(ScheduledWork::Backup, at_two()).await;
    night.desk.shop.set_offline(true);
    assert!(night.later(TimeDelta::hours(17)).await.is_some());
    assert_eq!(night.last().await.standing, TurnStanding::Waiting);
    assert!(night.later(TimeDelta::minutes(5)).await.is_some());
    let route = night.desk.newest_route("Backup failed: Bakery").await;
    assert_eq!(route, "#/shop/Bakery/discovery");
    night.desk.shop.set_offline(false);
    assert!(night.later(TimeDelta::minutes(15)).await.is_some());
    assert_eq!(night.last().await.standing, TurnStanding::Done);
}

#[tokio::test]
async fn a_locked_vault_makes_no_backup_and_says_so_once() {
    let night = Night::new().await;
    night.set(ScheduledWork::Backup, at_two()).await;
    assert!(night.later(TimeDelta::minutes(1)).await.is_none());
    night.desk.doors.lock_vault(Nothing {}).await.unwrap();
    assert!(night.later(TimeDelta::hours(16)).await.is_none());
    assert_eq!(
        night.desk.notices("A scheduled backup is waiting"),
        0,
        "not before its time"
    );
    assert!(night.later(TimeDelta::hours(1)).await.is_none());
    assert!(night.later(TimeDelta::hours(1)).await.is_none());
    assert_eq!(night.desk.notices("A scheduled backup is waiting"), 1);
}

// S2.2.7 T4
#[tokio::test]
async fn automatic_sync_says_when_it_last_saw_a_change() {
    let night = Night::new().await;
    night
        .set(ScheduledWork::Sync, Rhythm::Every { minutes: 15 })
        .await;
    let before = night.desk.doors.discovery(shop()).await.unwrap().sync.unwrap();
    assert_eq!(before.changed, None);
    assert!(night.later(TimeDelta::minutes(15)).await.is_some());
    let quiet = night.later(TimeDelta::minutes(15)).await.unwrap();
    assert!(matches!(
        quiet.state,
        JobState::Ended {
            outcome: JobOutcome::NothingNew {}
        }
    ));
    let sync = night.desk.doors.discovery(shop()).await.unwrap().sync.unwrap();
    assert_eq!(sync.changed.as_deref(), Some("2026-11-20T09:15:00.000Z"));
    assert_eq!(sync.looked.as_deref(), Some("2026-11-20T09:30:00.000Z"));
}

// T3
#[tokio::test]
async fn backups_that_stopped_are_told_once_a_day_and_on_discovery() {
    let night = Night::new().await;
    night.later(TimeDelta::days(8)).await;
    let title = "No good backup for too long: Bakery";
    assert_eq!(night.desk.notices(title), 1);
    night.later(TimeDelta::minutes(1)).await;
    assert_eq!(night.desk.notices(title), 1);
    let late = night.desk.doors.discovery(shop()).await.unwrap().late.unwrap();
    assert_eq!(late.cause, LateCause::NoRule);
    night.later(TimeDelta::days(1)).await;
    assert_eq!(night.desk.notices(title), 2);
}

// View-only mode takes nothing away from the owner's schedules, and lets nobody change them.
#[tokio::test]
async fn who_may_only_look_does_not_change_a_schedule_and_it_goes_on() {
    let night = Night::new().await;
    night.set(ScheduledWork::Backup, at_two()).await;
    night.desk.doors.begin_view_only(Nothing {}).await.unwrap();
    for door in ["set_schedule", "remove_schedule"] {
        assert_eq!(night.desk.doors.may_open(door).unwrap_err().code, "view_only");
    }
    assert!(night.desk.doors.may_open("list_schedules").is_ok());
    assert!(night.later(TimeDelta::hours(17)).await.is_some());
}

#[tokio::test]
async fn a_time_that_is_none_is_refused_and_the_dates_are_shown_before_anything_is_saved() {
    let night = Night::new().await;
    let dates = rule(Rhythm::Monthly {
        day: 31,
        at: "02:00".to_owned(),
    });
    let dates = night.desk.doors.schedule_dates(dates).await.unwrap().dates;
    // S2.11.3
    assert_eq!(dates.len(), 12);
    assert_eq!(dates[0], "2026-11-30T02:00:00.000Z");
    let wrong = SetScheduleAsk {
        shop: SHOP.to_owned(),
        schedule: None,
        work: ScheduledWork::Backup,
        rule: rule(Rhythm::Daily {
            at: "25:00".to_owned(),
        }),
        is_on: true,
    };
    assert_eq!(
        night.desk.doors.set_schedule(wrong).await.unwrap_err().code,
        "rule_wrong"
    );
}

// S2.11.2 S2.11.6 S2.12.3: what a schedule does by itself is done now when somebody asks for it.
#[tokio::test(flavor = "multi_thread")]
async fn a_scheduled_export_is_run_at_once_and_its_dates_stay_as_they_are() {
    let night = Night::new().await;
    let backup = night.desk.doors.start_backup(shop()).await.unwrap();
    night.desk.ended(backup).await;
    let offer = night.desk.doors.export_offer(shop()).await.unwrap();
    let work = ScheduledWork::Export {
        types: vec!["customers".to_owned()],
        recipients: vec![Recipient::ThisComputer],
        format: ExportFormat::JsonLines,
        folder: offer.folder,
    };
    let monthly = Rhythm::Monthly {
        day: 31,
        at: "02:00".to_owned(),
    };
    let listed = night.set(work.clone(), monthly).await;
    assert_eq!(listed.schedules[0].work, work, "it comes back as it was set");
    let ask = ScheduleChoiceAsk {
        shop: SHOP.to_owned(),
        schedule: listed.schedules[0].schedule,
    };
    let started = night.desk.doors.run_schedule(ask.clone()).await.unwrap();
    let news = night.desk.ended(started).await;
    let JobState::Ended {
        outcome: JobOutcome::Exported { export },
    } = news.state
    else {
        panic!("{:?}", news.state)
    };
    assert_eq!(
        (export.by, export.status),
        (ExportedBy::Manual, ExportStatus::Present)
    );
    let after = night.desk.doors.list_schedules(shop()).await.unwrap();
    assert_eq!(after.schedules, listed.schedules);
    // S2.10.10 S2.16.3: files that will go are announced, also when nobody opens the history.
    night.later(TimeDelta::days(6)).await;
    let route = night
        .desk
        .newest_route("Export files of Bakery will be removed soon")
        .await;
    assert_eq!(route, "#/shop/Bakery/export/history");
    night.desk.doors.remove_schedule(ask.clone()).await.unwrap();
    let gone = night.desk.doors.run_schedule(ask).await.unwrap_err();
    assert_eq!(gone.code, "unknown_schedule");
}
