//! Why one record was not written, in the owner's words.

use backstock_model::ContentType;

use super::stored::Unstorable;
use crate::Problem;

fn problem(code: &str, message: String, hint: &str) -> Problem {
    Problem {
        code: code.to_owned(),
        message,
        hint: hint.to_owned(),
    }
}

pub(crate) fn column_missing(column: &str) -> Problem {
    problem(
        "column_missing",
        format!("The shop does not have the field “{column}” any more, and its content would be lost."),
        "Restore the other fields of this record one by one.",
    )
}

pub(crate) fn column_unknown(column: &str) -> Problem {
    problem(
        "column_unknown",
        format!(
            "The shop has a field “{column}” that the backup does not know, and nothing else would tell this record from others."
        ),
        "Add the record in the shop by hand.",
    )
}

pub(crate) fn unstorable(column: &str, why: Unstorable) -> Problem {
    let what = match why {
        Unstorable::NumberTooLarge => "is a number too large for the shop's database",
        Unstorable::NotOneValue => "is not a single value",
    };
    problem(
        "not_storable",
        format!("The content of “{column}” {what}."),
        "Leave this field out of the restore.",
    )
}

pub(crate) fn object_missing() -> Problem {
    problem(
        "object_missing",
        "A file that belongs to this record is not in the vault.".to_owned(),
        "Restore this record from another backup.",
    )
}

pub(crate) fn other_record(id: &str) -> Problem {
    problem(
        "wrong_record",
        format!("The content to be written belongs to another record than {id}"),
        "Restore this record from another backup.",
    )
}

pub(crate) fn type_missing(content_type: &ContentType) -> Problem {
    problem(
        "type_missing",
        format!("The shop has no place for “{content_type}” any more."),
        "Leave this kind of record out of the restore.",
    )
}

pub(crate) fn not_restorable(reason: Option<&str>) -> Problem {
    problem(
        "not_restorable",
        reason
            .unwrap_or("Records of this kind cannot be written to the shop.")
            .to_owned(),
        "Leave this kind of record out of the restore.",
    )
}

pub(crate) fn taken(fields: &[String]) -> Problem {
    let message = match fields {
        [] => "Another record in the shop already has a value that may be there only once.".to_owned(),
        [field] => format!("Another record in the shop already has the same “{field}”."),
        fields => format!(
            "Another record in the shop already has the same “{}”.",
            fields.join("” and “")
        ),
    };
    problem(
        "taken",
        message,
        "Change or remove the other record in the shop, then restore again.",
    )
}

pub(crate) fn empty(field: &str) -> Problem {
    problem(
        "may_not_be_empty",
        format!("The shop asks for a value in “{field}”, and the backup has none."),
        "Restore the other fields of this record, or add the record in the shop by hand.",
    )
}

pub(crate) fn check_failed(rule: &str) -> Problem {
    problem(
        "rule_broken",
        format!(
            "The shop's database does not allow the content of this record; it breaks the rule “{rule}”."
        ),
        "Restore the fields of this record one by one to find the one that is not allowed.",
    )
}

pub(crate) fn wrong_kind(said: &str) -> Problem {
    problem(
        "wrong_kind",
        format!("The shop's database takes another kind of value in a field of this record: {said}."),
        "Restore the other fields of this record one by one.",
    )
}

pub(crate) fn not_accepted(said: &str) -> Problem {
    problem(
        "not_accepted",
        format!("The shop's database did not accept this record: {said}."),
        "Restore the fields of this record one by one to find the one that is not accepted.",
    )
}

pub(crate) fn reference_missing(field: &str, parent: &str) -> Problem {
    problem(
        "reference_missing",
        format!("“{field}” points to a record in “{parent}” that the shop does not have."),
        "Restore the record it points to as well.",
    )
}

pub(crate) fn owner_refused() -> Problem {
    problem(
        "owner_refused",
        "It belongs to a record that could not be restored, so it was left as it is.".to_owned(),
        "Restore the record it belongs to.",
    )
}

pub(crate) fn key_changed() -> Problem {
    problem(
        "key_changed",
        "What tells one record of this kind from another is not the same any more as in the backup. Records of that time cannot \
         be put back, so none is deleted either."
            .to_owned(),
        "Leave this kind of record out of the restore, or undo the change in the shop's database first.",
    )
}

pub(crate) fn would_be_emptied(child: &str) -> Problem {
    problem(
        "would_be_emptied",
        format!(
            "Records in “{child}” refer to a value of this record that would change, and the shop's database would empty it there."
        ),
        "Change the record in the shop by hand, and those that refer to it.",
    )
}

pub(crate) fn references_unseen(child: &str) -> Problem {
    problem(
        "references_unseen",
        format!(
            "The shop's database changes what is in “{child}” along with this record, and its user may not look there, so the \
             record was left as it is."
        ),
        "Connect with a user who may read the whole database.",
    )
}

pub(crate) fn still_referenced(child: &str) -> Problem {
    problem(
        "still_referenced",
        format!("Records in “{child}” still refer to this record, so it was not deleted."),
        "Restore or delete those records as well.",
    )
}
