//! Guided manual restores.

use backstock_contract::{
    GuideAsk, GuideDetail, GuideList, GuideStep, RecoveryStatus, ShopAsk, StartGuideAsk, StepKind,
    TickGuideAsk,
};
use backstock_engine::{Guide, GuideStatus};
use backstock_model::BackupNumber;

use crate::answers::{explain_engine, time};
use crate::records::key_of;
use crate::{Doors, Reply};

impl Doors {
    /// Works out what to do by hand so that an item is as in a backup, and keeps it.
    pub async fn start_guide(&self, ask: StartGuideAsk) -> Reply<GuideDetail> {
        self.with_engine(move |engine, _| {
            let key = key_of(&ask.content_type, &ask.id);
            let guide = engine.start_guide(&ask.shop, &key, BackupNumber(ask.to));
            guide.map(detail).map_err(explain_engine)
        })
        .await
    }

    /// All guides of a shop, newest first.
    pub async fn list_guides(&self, ask: ShopAsk) -> Reply<GuideList> {
        self.with_engine(move |engine, _| {
            let guides = engine.guides(&ask.shop).map_err(explain_engine)?;
            Ok(GuideList {
                guides: guides.into_iter().map(detail).collect(),
            })
        })
        .await
    }

    /// One guide.
    pub async fn guide(&self, ask: GuideAsk) -> Reply<GuideDetail> {
        self.with_engine(move |engine, _| {
            let guide = engine.guide(&ask.shop, ask.guide);
            guide.map(detail).map_err(explain_engine)
        })
        .await
    }

    /// Ticks a step off, or takes the tick back.
    pub async fn tick_guide(&self, ask: TickGuideAsk) -> Reply<GuideDetail> {
        self.with_engine(move |engine, _| {
            let guide = engine.tick_guide(&ask.shop, ask.guide, ask.step as usize, ask.ticked);
            guide.map(detail).map_err(explain_engine)
        })
        .await
    }

    /// Reads the shop again and says of each step whether it is right.
    pub async fn check_guide(&self, ask: GuideAsk) -> Reply<GuideDetail> {
        self.with_engine(move |engine, _| {
            let guide = engine.check_guide(&ask.shop, ask.guide);
            guide.map(detail).map_err(explain_engine)
        })
        .await
    }

    /// Ends a guide that the owner does not go on with.
    pub async fn give_up_guide(&self, ask: GuideAsk) -> Reply<GuideDetail> {
        self.with_engine(move |engine, _| {
            let guide = engine.give_up_guide(&ask.shop, ask.guide);
            guide.map(detail).map_err(explain_engine)
        })
        .await
    }
}

fn detail(guide: Guide) -> GuideDetail {
    let (content_type, id) = match guide.key() {
        Some(key) => (key.content_type.to_string(), key.remote_id.to_string()),
        None => (String::new(), guide.record.clone()),
    };
    GuideDetail {
        guide: guide.guide,
        content_type,
        id,
        new_id: guide.new_id,
        type_label: guide.type_label,
        name: guide.name,
        to_at: time(guide.to_at),
        reason: guide.reason,
        started: time(guide.started),
        checked: guide.checked.map(time),
        finished: guide.finished.map(time),
        status: match guide.status {
            GuideStatus::Progressing => RecoveryStatus::Progressing,
            GuideStatus::Done => RecoveryStatus::Done,
            GuideStatus::Fail => RecoveryStatus::Fail,
        },
        steps: guide
            .steps
            .into_iter()
            .map(|step| GuideStep {
                kind: match step.kind {
                    backstock_engine::StepKind::Create => StepKind::Create,
                    backstock_engine::StepKind::Delete => StepKind::Delete,
                    backstock_engine::StepKind::Enter => StepKind::Enter,
                    backstock_engine::StepKind::Remove => StepKind::Remove,
                },
                label: step.label,
                now: step.now,
                wanted: step.wanted,
                ticked: step.ticked,
                is_right: step.is_right,
            })
            .collect(),
    }
}
