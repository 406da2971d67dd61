//! A record's current version beside a selected one.

use std::sync::{Arc, PoisonError};

use backstock_contract::{
    CompareAsk, Comparison, ComparisonLines, ComparisonLinesAsk, ComparisonText, ComparisonTextAsk,
    CurrentSide, DiffLine, Difference, Failure, FieldKind, LineCounts, LineView, RestoreOffer, Segment,
    SelectedSide, ShownValue, SideLine, SummaryRow,
};
use backstock_engine::{RecordComparison, record_view};
use backstock_model::BackupNumber;

use crate::answers::{explain_engine, failure, time};
use crate::records::key_of;
use crate::{Doors, Reply};

const MOST_LINES: u64 = 2_000;

impl Doors {
    /// Compares a record's current version with a selected one.
    pub async fn compare_record(&self, ask: CompareAsk) -> Reply<Comparison> {
        let shop = ask.shop.clone();
        self.with_engine_of(&shop, move |engine, held| {
            let key = key_of(&ask.content_type, &ask.id);
            let selected = BackupNumber(ask.selected);
            let found = match ask.against.map(BackupNumber) {
                None => engine.compare_record(&ask.shop, &key, selected, ask.fresh),
                Some(against) => engine.compare_record_with(&ask.shop, &key, selected, against, ask.fresh),
            };
            let found = Arc::new(found.map_err(explain_engine)?);
            let number = held
                .comparisons
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .keep(Arc::clone(&found));
            let restore = if held.jobs.is_busy(&ask.shop) {
                RestoreOffer::Busy
            } else {
                offer(&found.offer)
            };
            Ok(Comparison {
                comparison: number,
                current: current_side(&found.current),
                selected: SelectedSide {
                    backup: found.selected.backup.0,
                    at: time(found.selected.at),
                    deleted: found.selected.deleted,
                },
                changed_fields: found.changed_fields,
                summary: found.summary.iter().map(summary_row).collect(),
                json: counts(found.json.counts()),
                source: counts(found.source.counts()),
                restore,
            })
        })
        .await
    }

    /// A page of a comparison's lines.
    pub async fn comparison_lines(&self, ask: ComparisonLinesAsk) -> Reply<ComparisonLines> {
        let found = self.comparison(ask.comparison)?;
        let lines = view(&found, ask.view)
            .page(
                ask.changes_only,
                ask.offset as usize,
                ask.limit.min(MOST_LINES) as usize,
            )
            .into_iter()
            .map(|line| DiffLine {
                difference: difference(line.difference),
                current: line.current.map(side_line),
                selected: line.selected.map(side_line),
                skipped_before: line.skipped_before,
            })
            .collect();
        Ok(ComparisonLines { lines })
    }

    /// The whole text of one side, for the copy button.
    pub async fn comparison_text(&self, ask: ComparisonTextAsk) -> Reply<ComparisonText> {
        let found = self.comparison(ask.comparison)?;
        Ok(ComparisonText {
            text: view(&found, ask.view).text(ask.current),
        })
    }

    fn comparison(&self, number: u64) -> Reply<Arc<RecordComparison>> {
        if self.held.pair().is_none() {
            self.held.engine()?;
        }
        let comparisons = self
            .held
            .comparisons
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        comparisons.get(number).ok_or_else(|| {
            Failure::new(
                "comparison_gone",
                "This comparison is not at hand any more.",
                "Open the record again to compare it anew.",
            )
        })
    }
}

fn view(found: &RecordComparison, view: LineView) -> &record_view::Lines {
    match view {
        LineView::Json => &found.json,
        LineView::Source => &found.source,
    }
}

fn current_side(side: &record_view::CurrentSide) -> CurrentSide {
    match side {
        record_view::CurrentSide::Live(at) => CurrentSide::Live { at: time(*at) },
        record_view::CurrentSide::Offline { at, why } => CurrentSide::Offline {
            at: time(*at),
            failure: failure(why.clone()),
        },
        record_view::CurrentSide::Gone(at) => CurrentSide::Gone { at: time(*at) },
        record_view::CurrentSide::Backup(side) => CurrentSide::Backup {
            backup: side.backup.0,
            at: time(side.at),
            deleted: side.deleted,
        },
    }
}

fn offer(offer: &record_view::RestoreOffer) -> RestoreOffer {
    match offer {
        record_view::RestoreOffer::Possible => RestoreOffer::Possible,
        record_view::RestoreOffer::SameAsCurrent => RestoreOffer::SameAsCurrent,
        record_view::RestoreOffer::NotRestorable { reason } => RestoreOffer::NotRestorable {
            reason: reason.clone(),
        },
        record_view::RestoreOffer::Locked => RestoreOffer::Locked,
        record_view::RestoreOffer::SelectedIsDeleted => RestoreOffer::SelectedIsDeleted,
        record_view::RestoreOffer::Busy => RestoreOffer::Busy,
        record_view::RestoreOffer::Offline => RestoreOffer::Offline,
    }
}

fn difference(difference: record_view::Difference) -> Difference {
    match difference {
        record_view::Difference::Same => Difference::Same,
        record_view::Difference::Added => Difference::Added,
        record_view::Difference::Removed => Difference::Removed,
        record_view::Difference::Changed => Difference::Changed,
    }
}

fn counts(counts: record_view::LineCounts) -> LineCounts {
    LineCounts {
        all: counts.all,
        changes_only: counts.changes_only,
        too_large: counts.too_large,
    }
}

fn summary_row(row: &record_view::SummaryRow) -> SummaryRow {
    SummaryRow {
        path: row.path.to_string(),
        label: row.label.clone(),
        section: row.section.clone(),
        kind: field_kind(row.kind),
        difference: difference(row.difference),
        minor: row.minor,
        current: row.current.as_ref().map(shown),
        selected: row.selected.as_ref().map(shown),
    }
}

pub(crate) fn field_kind(kind: record_view::ShownKind) -> FieldKind {
    match kind {
        record_view::ShownKind::Plain => FieldKind::Plain,
        record_view::ShownKind::Money => FieldKind::Money,
        record_view::ShownKind::Time => FieldKind::Time,
        record_view::ShownKind::YesNo => FieldKind::YesNo,
        record_view::ShownKind::LongText => FieldKind::LongText,
        record_view::ShownKind::Image => FieldKind::Image,
        record_view::ShownKind::Binary => FieldKind::Binary,
    }
}

pub(crate) fn shown(value: &record_view::ShownValue) -> ShownValue {
    ShownValue {
        text: value.text.clone(),
        null: value.null,
        segments: value.segments.iter().cloned().map(segment).collect(),
        image: value.image.clone(),
    }
}

fn segment(segment: record_view::Segment) -> Segment {
    Segment {
        text: segment.text,
        changed: segment.changed,
    }
}

fn side_line(line: record_view::SideLine) -> SideLine {
    SideLine {
        number: line.number,
        segments: line.segments.into_iter().map(segment).collect(),
    }
}
