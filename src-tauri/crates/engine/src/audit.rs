//! # The record of a run, for a file
//!
//! Who and why, when, what it went back to, and for every field of every item what was there, what was written, and what
//! came of it; and what was left alone and why, and how each conflict was decided. As a table for a spreadsheet, or as a page to print.
//!
//! What a shop holds may be meant to harm whoever opens the file. In the table a cell that a spreadsheet would take for a
//! formula gets an apostrophe before it; the page escapes everything and forbids scripts, styles from elsewhere and pictures.

use std::fmt::Write as _;
use std::io::{self, Write};

use backstock_export::harmless;
use backstock_model::{Action, Document, Node, Path, Plan, RunId};
use backstock_vault::{Run, RunItem, RunItemState, RunStatus};
use chrono::{DateTime, Utc};

use crate::decided::{Decision, sentence};
use crate::summary::TypeNames;
use crate::{Engine, EngineError};

/// What the record is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuditFormat {
    /// A table for a spreadsheet.
    Csv,
    /// A page to read and print.
    Html,
}

/// Why the record could not be written.
#[derive(Debug, thiserror::Error)]
pub enum AuditError {
    /// What is to be in it could not be had.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// The file could not be written.
    #[error(transparent)]
    File(#[from] io::Error),
}

/// Says a moment in the owner's own time.
type When<'w> = &'w dyn Fn(DateTime<Utc>) -> String;

const COLUMNS: [&str; 15] = [
    "Recovery",
    "Shop",
    "Started",
    "Finished",
    "Status",
    "Version date",
    "Note",
    "Content type",
    "Item number",
    "Item",
    "Action",
    "Field",
    "Before",
    "After",
    "Result",
];

const WHOLE_ITEM: &str = "The whole item";

impl Engine {
    /// Writes the record of a run.
    pub fn write_audit(
        &self,
        shop: &str,
        run: RunId,
        format: AuditFormat,
        when: When<'_>,
        out: &mut dyn Write,
    ) -> Result<(), AuditError> {
        let known = self.vault.shop(shop).map_err(EngineError::from)?;
        let summary = self.run_summary(shop, run)?;
        let plan = self
            .vault
            .plan(known.id, summary.run.plan)
            .map_err(EngineError::from)?;
        let types = self.type_names(shop)?;
        let run = &summary.run;
        let decided = self.run_decisions(shop, run.id)?;
        let each = |write: &mut dyn FnMut(&[Row]) -> io::Result<()>| -> Result<(), AuditError> {
            let mut failed = None;
            self.each_run_item(run.id, &mut |item| {
                if failed.is_none() {
                    failed = write(&rows_of(&item, &plan, &types)).err();
                }
            })?;
            for decision in &decided {
                failed = failed.or_else(|| write(&[row_about(decision, &types)]).err());
            }
            failed.map_or(Ok(()), |cause| Err(cause.into()))
        };
        match format {
            AuditFormat::Csv => {
                // So that a spreadsheet takes it for UTF-8.
                out.write_all("\u{feff}".as_bytes())?;
                let mut table = csv::WriterBuilder::new()
                    .quote_style(csv::QuoteStyle::Always)
                    .terminator(csv::Terminator::CRLF)
                    .from_writer(&mut *out);
                table.write_record(COLUMNS).map_err(io::Error::from)?;
                each(&mut |rows| csv_rows(&mut table, shop, run, rows, when))?;
                table.flush()?;
            }
            AuditFormat::Html => {
                write!(out, "{}", page_head(shop, run, &summary.sentences(when), when))?;
                each(&mut |rows| html_rows(out, rows))?;
                out.write_all(b"</tbody></table></body></html>\n")?;
            }
        }
        Ok(out.flush()?)
    }
}

/// One field of one item.
struct Row {
    type_label: String,
    id: String,
    name: String,
    action: &'static str,
    field: String,
    before: String,
    after: String,
    result: String,
}

fn rows_of(item: &RunItem, plan: &Plan, types: &TypeNames) -> Vec<Row> {
    let content_type = &item.key.content_type;
    let result = match (&item.message, item.state) {
        (Some(message), state) => format!("{}: {message}", state_word(state)),
        (None, state) => state_word(state).to_owned(),
    };
    let id = match &item.new_id {
        Some(new) if *new != item.key.remote_id => format!("{} (was {})", new, item.key.remote_id),
        _ => item.key.remote_id.to_string(),
    };
    let row = |field: String, before: String, after: String| Row {
        type_label: types.label(content_type),
        id: id.clone(),
        name: item.name.clone(),
        action: match item.action {
            Action::Create => "Created",
            Action::Update => "Updated",
            Action::Delete => "Deleted",
        },
        field,
        before,
        after,
        result: result.clone(),
    };
    let text = |node: Option<&Node>| node.map(Node::to_text).unwrap_or_default();
    let writes = plan
        .records
        .get(item.position as usize)
        .map(backstock_model::PlannedRecord::writes)
        .unwrap_or_default();
    writes
        .iter()
        .map(|change| {
            let field = if change.path == Path::root() {
                WHOLE_ITEM.to_owned()
            } else {
                types.field(content_type, &change.path)
            };
            row(field, text(change.old.as_ref()), text(change.new.as_ref()))
        })
        .collect()
}

/// What was left alone, or how a conflict was decided: what the shop had, and what it has after it.
fn row_about(decision: &Decision, types: &TypeNames) -> Row {
    let key = decision.key();
    let text = |document: Option<&Document>| document.map(Document::to_text).unwrap_or_default();
    let conflict = decision.conflict();
    let live = conflict.and_then(|conflict| conflict.live.as_ref());
    let wanted = conflict.and_then(|conflict| conflict.wanted.as_ref());
    let is_taken = matches!(decision, Decision::Taken(_));
    Row {
        type_label: types.label(&key.content_type),
        id: key.remote_id.to_string(),
        name: decision.name(),
        action: if is_taken {
            "Earlier value chosen"
        } else {
            "Left as it is"
        },
        field: decision.path().map_or_else(
            || WHOLE_ITEM.to_owned(),
            |path| types.field(&key.content_type, path),
        ),
        before: text(live),
        after: text(if is_taken { wanted } else { live }),
        result: sentence(decision).to_owned(),
    }
}

fn state_word(state: RunItemState) -> &'static str {
    match state {
        RunItemState::Planned => "Not started",
        RunItemState::Sent => "Sent, not confirmed",
        RunItemState::Written => "Written",
        RunItemState::Verified => "Written and read back",
        RunItemState::Failed => "Failed",
        RunItemState::Skipped => "Left as it is",
    }
}

/// Where the run stands, and what belongs to it: what was taken back since must not look as if it stood.
fn standing(run: &Run) -> String {
    let mut text = match run.status {
        RunStatus::Progressing => "Progressing",
        RunStatus::Done if run.failed == 0 => "Done",
        RunStatus::Done | RunStatus::Fail => "Fail",
    }
    .to_owned();
    if let Some(undone) = run.undoes {
        let _ = write!(text, ", undoes recovery {undone}");
    }
    if let Some(undo) = run.undone_by {
        let _ = write!(text, ", undone by recovery {undo}");
    }
    text
}

fn csv_rows(
    table: &mut csv::Writer<impl Write>,
    shop: &str,
    run: &Run,
    rows: &[Row],
    when: When<'_>,
) -> io::Result<()> {
    let number = run.id.to_string();
    let started = when(run.started);
    let finished = run.finished.map(when).unwrap_or_default();
    let version = when(run.to_at.unwrap_or(run.started));
    let note = run.note.as_deref().unwrap_or_default();
    let status = standing(run);
    for row in rows {
        let cells = [
            &number,
            shop,
            &started,
            &finished,
            &status,
            &version,
            note,
            &row.type_label,
            &row.id,
            &row.name,
            row.action,
            &row.field,
            &row.before,
            &row.after,
            &row.result,
        ];
        table.write_record(cells.map(|cell| harmless(cell).into_owned()))?;
    }
    Ok(())
}

fn html_rows(out: &mut dyn Write, rows: &[Row]) -> io::Result<()> {
    for row in rows {
        let cells = [
            &row.type_label,
            &row.id,
            &row.name,
            row.action,
            &row.field,
            &row.before,
            &row.after,
            &row.result,
        ];
        out.write_all(b"<tr>")?;
        for cell in cells {
            write!(out, "<td>{}</td>", escaped(cell))?;
        }
        out.write_all(b"</tr>\n")?;
    }
    Ok(())
}

fn page_head(shop: &str, run: &Run, summary: &str, when: When<'_>) -> String {
    let fact = |name: &str, value: &str| format!("<dt>{name}</dt><dd>{}</dd>\n", escaped(value));
    let mut facts = fact("Shop", shop);
    facts.push_str(&fact("Recovery", &run.id.to_string()));
    facts.push_str(&fact("Started", &when(run.started)));
    facts.push_str(&fact("Finished", &run.finished.map(when).unwrap_or_default()));
    facts.push_str(&fact("Status", &standing(run)));
    facts.push_str(&fact("Version date", &when(run.to_at.unwrap_or(run.started))));
    facts.push_str(&fact("Note", run.note.as_deref().unwrap_or_default()));
    facts.push_str(&fact("Summary", summary));
    let heads: String = COLUMNS
        .iter()
        .skip(7)
        .map(|name| format!("<th scope=\"col\">{name}</th>"))
        .collect();
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>Recovery {}</title>\n<style>{STYLE}</style></head>\n<body><h1>Recovery {}</h1>\n<dl>\n{facts}</dl>\n\
         <table><thead><tr>{heads}</tr></thead>\n<tbody>\n",
        run.id, run.id
    )
}

const STYLE: &str = "body{font:14px/1.4 system-ui,sans-serif;color:#111;background:#fff;margin:2rem}\
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem}dt{color:#555}dd{margin:0;overflow-wrap:anywhere}\
table{border-collapse:collapse;width:100%;margin-top:1.5rem;font-size:12px}\
th,td{border:1px solid #bbb;padding:.25rem .4rem;text-align:left;vertical-align:top;overflow-wrap:anywhere;white-space:pre-wrap}\
thead{display:table-header-group}tr{break-inside:avoid}@page{size:A4 landscape;margin:12mm}";

/// Text that is only text, with signs that turn or hide what stands around them made visible.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '\n' | '\t' => safe.push(sign),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => safe.push('\u{fffd}'),
            sign if sign.is_control() => safe.push('\u{fffd}'),
            sign => safe.push(sign),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_holds_text_and_nothing_that_runs() {
        assert_eq!(
            escaped("<script>alert('x')</script>&\"\u{202e}"),
            "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;&quot;\u{fffd}"
        );
    }
}
