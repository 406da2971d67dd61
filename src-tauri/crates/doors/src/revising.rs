//! Choosing among fields and records, and changing one's mind about parts of a preview.

use std::collections::HashSet;

use backstock_contract::{
    ConflictRow, FieldKind, LinkedType, OnlyChoice, PlanTarget, PreviewRestoreAsk, RecordChoice,
    RestorePreview, RevisePlanAsk, Revised, TypeFieldRow, TypeFields, TypeFieldsAsk,
};
use backstock_engine::record_view::ShownWrites;
use backstock_engine::{Engine, name_or_key};
use backstock_model::{
    BackupNumber, ChangeKind, Choice, Conflict, ContentType, Document, FieldChange, Node, Plan, PlanId,
    Revision, Target, TypeDescription,
};

use crate::answers::explain_engine;
use crate::comparing::{field_kind, shown};
use crate::records::{key_of, path_of};
use crate::restoring::{preview, shortened, stored};
use crate::{Doors, Reply};

/// Conflicts shown at most; more than a person decides about one by one.
const MOST_CONFLICTS: usize = 500;

impl Doors {
    /// The fields that items of a type have, to choose from.
    pub async fn type_fields(&self, ask: TypeFieldsAsk) -> Reply<TypeFields> {
        self.with_engine(move |engine, _| {
            let content_type = ContentType::new(ask.content_type);
            let fields = engine
                .type_fields(&ask.shop, &content_type)
                .map_err(explain_engine)?;
            let types = engine.types(&ask.shop, None).map_err(explain_engine)?;
            let found = types.iter().find(|found| found.description.key == content_type);
            let refers = |to: &ContentType| {
                found.is_some_and(|found| found.description.references.iter().any(|known| known.to == *to))
            };
            Ok(TypeFields {
                linked: types
                    .iter()
                    .filter(|linked| refers(&linked.description.key))
                    .map(|linked| LinkedType {
                        content_type: linked.description.key.to_string(),
                        label: linked.description.label.clone(),
                    })
                    .collect(),
                label: found.map_or_else(
                    || content_type.to_string(),
                    |found| found.description.label.clone(),
                ),
                fields: fields
                    .into_iter()
                    .map(|field| TypeFieldRow {
                        columns: field.columns,
                        label: field.label,
                        kind: kind_of(field.kind),
                        named: field.is_named,
                        protected: field.is_protected,
                        minor: field.is_minor,
                    })
                    .collect(),
            })
        })
        .await
    }

    /// A new preview, made of one that was shown. Nothing is written. It ends as a look in the shop does.
    pub async fn revise_plan(&self, ask: RevisePlanAsk) -> Reply<RestorePreview> {
        let cancel = self.held.begin_look().cancel;
        self.with_engine(move |engine, _| {
            let of = PlanId(ask.plan);
            let mut take = targets(&ask.take)?;
            if ask.take_all {
                let shown = engine.kept_plan(&ask.shop, of).map_err(explain_engine)?;
                let keep: HashSet<Target> = targets(&ask.keep)?.into_iter().collect();
                let all = shown.plan().conflicts.iter().map(|conflict| Target {
                    key: conflict.key.clone(),
                    path: conflict.path.clone(),
                });
                take = all.filter(|target| !keep.contains(target)).collect();
            }
            let revision = Revision {
                of,
                without: targets(&ask.without)?,
                take,
            };
            let (id, _) = engine
                .revise(&ask.shop, &revision, &cancel)
                .map_err(explain_engine)?;
            preview(engine, &ask.shop, id)
        })
        .await
    }
}

fn targets(asked: &[PlanTarget]) -> Reply<Vec<Target>> {
    asked
        .iter()
        .map(|target| {
            Ok(Target {
                key: key_of(&target.content_type, &target.id),
                path: path_of(&target.path)?,
            })
        })
        .collect()
}

fn told(targets: &[Target]) -> Vec<PlanTarget> {
    targets
        .iter()
        .map(|target| PlanTarget {
            content_type: target.key.content_type.to_string(),
            id: target.key.remote_id.to_string(),
            path: target.path.to_string(),
        })
        .collect()
}

/// What a plan was made of another one by.
pub(crate) fn revised(plan: &Plan) -> Option<Revised> {
    plan.revision.as_ref().map(|revision| Revised {
        of: revision.of.0,
        without: told(&revision.without),
        take: told(&revision.take),
    })
}

/// What the owner chose, for the engine.
pub(crate) fn choice_of(ask: &PreviewRestoreAsk) -> Reply<Choice> {
    let only = ask.only.clone().unwrap_or_default();
    Ok(Choice {
        content_types: ask
            .types
            .iter()
            .map(|key| ContentType::new(key.as_str()))
            .collect(),
        records: ask
            .records
            .iter()
            .map(|record| key_of(&record.content_type, &record.id))
            .collect(),
        fields: ask
            .fields
            .iter()
            .map(|field| path_of(field))
            .collect::<Reply<_>>()?,
        columns: only.columns,
        find: only.find.filter(|find| !find.trim().is_empty()),
        changed_since: only.changed_since.map(BackupNumber),
        linked_to: only
            .linked_to
            .map(|record| key_of(&record.content_type, &record.id)),
        until: only.until.map(BackupNumber),
        new_numbers: ask.new_numbers.unwrap_or_default(),
        allow_deletes: ask.allow_deletes,
        include_protected: ask.include_protected,
    })
}

/// How a choice was narrowed down; nothing when it was not.
pub(crate) fn only_of(choice: &Choice) -> Option<OnlyChoice> {
    let only = OnlyChoice {
        columns: choice.columns.clone(),
        find: choice.find.clone(),
        changed_since: choice.changed_since.map(|backup| backup.0),
        linked_to: choice.linked_to.as_ref().map(|key| RecordChoice {
            content_type: key.content_type.to_string(),
            id: key.remote_id.to_string(),
        }),
        until: choice.until.map(|backup| backup.0),
    };
    (only != OnlyChoice::default()).then_some(only)
}

/// The conflicts of a plan, each with its three values in the words of the comparison.
pub(crate) fn conflict_rows(
    engine: &Engine,
    shop: &str,
    plan: &Plan,
    described: impl Fn(&ContentType) -> Option<TypeDescription>,
) -> Reply<Vec<ConflictRow>> {
    let mut words = engine.shown_writes(shop).map_err(explain_engine)?;
    Ok(plan
        .conflicts
        .iter()
        .take(MOST_CONFLICTS)
        .map(|conflict| {
            conflict_row(
                conflict,
                described(&conflict.key.content_type).as_ref(),
                &mut words,
            )
        })
        .collect())
}

pub(crate) fn conflict_row(
    conflict: &Conflict,
    description: Option<&TypeDescription>,
    words: &mut ShownWrites<'_>,
) -> ConflictRow {
    let node = |value: &Option<Document>| value.as_ref().and_then(|value| value.to_node().ok());
    let [base, live, wanted] = [&conflict.base, &conflict.live, &conflict.wanted].map(node);
    let mut kind = FieldKind::Plain;
    // Two values at a time, as in the comparison: what is in the middle is laid beside each of the others.
    let mut beside = |value: &Option<Node>| {
        let change = FieldChange {
            path: conflict.path.clone(),
            kind: ChangeKind::Updated,
            old: live.clone(),
            new: value.clone(),
        };
        match description.and_then(|description| words.row(description, &change)) {
            Some(row) => {
                kind = field_kind(row.kind);
                (row.selected.as_ref().map(shown), row.current.as_ref().map(shown))
            }
            None => (value.as_ref().map(stored), live.as_ref().map(stored)),
        }
    };
    let (base, _) = beside(&base);
    let (wanted, live) = beside(&wanted);
    let section =
        description.and_then(|description| words.section(description, &conflict.key, &conflict.path, &[]));
    ConflictRow {
        section,
        content_type: conflict.key.content_type.to_string(),
        name: name_or_key(&conflict.name, &conflict.key),
        id: conflict.key.remote_id.to_string(),
        path: conflict.path.to_string(),
        label: match description {
            Some(description) if !conflict.path.keys().is_empty() => description.label_of(&conflict.path).0,
            _ => conflict.path.to_string(),
        },
        kind,
        base: base.map(shortened),
        live: live.map(shortened),
        wanted: wanted.map(shortened),
    }
}

fn kind_of(kind: backstock_model::FieldKind) -> FieldKind {
    match kind {
        backstock_model::FieldKind::Plain => FieldKind::Plain,
        backstock_model::FieldKind::Money => FieldKind::Money,
        backstock_model::FieldKind::Time => FieldKind::Time,
        backstock_model::FieldKind::YesNo => FieldKind::YesNo,
        backstock_model::FieldKind::LongText => FieldKind::LongText,
        backstock_model::FieldKind::Image => FieldKind::Image,
    }
}
