//! `guide`, `diagnose`: what is done by hand, and what is handed to a helper.

use std::io::Write as _;
use std::path::Path;

use backstock_engine::{About, Engine, Guide, GuideStatus, StepKind, bundle};

use super::{Sitting, number_of};
use crate::answers::{GuideAnswer, GuideStepAnswer, Guides, PartWritten, Written, time};
use crate::arguments::GuideArguments;
use crate::opening::{new_file, whole_path};
use crate::page::{Page, counted, moment, short, visible, word_of_command};
use crate::refusal::{Exit, Refusal};

impl Sitting {
    pub(super) fn guide(&self, arguments: &GuideArguments) -> Result<Exit, Refusal> {
        let engine = self.engine()?;
        let name = &arguments.name;
        let ticked = match (arguments.tick, arguments.untick) {
            (Some(guide), _) => Some((guide, true)),
            (None, guide) => guide.map(|guide| (guide, false)),
        };
        let guide = if let Some(guide) = arguments.check {
            engine.check_guide(name, guide)?
        } else if let Some(guide) = arguments.give_up {
            engine.give_up_guide(name, guide)?
        } else if let Some((guide, is_done)) = ticked {
            tick(&engine, name, guide, &arguments.step, is_done)?
        } else if let Some(guide) = arguments.show {
            engine.guide(name, guide)?
        } else if let (Some(record), Some(to)) = (&arguments.record, arguments.to) {
            engine.start_guide(name, record, number_of(&engine, name, to)?)?
        } else {
            return self.guides(&engine, name);
        };
        let page_in_shop = page_of(&engine, name, &guide)?;
        let answer = answer_of(&guide, page_in_shop);
        self.output
            .answer(&answer, |page| tell(page, name, &guide, answer.page.as_deref()))?;
        if arguments.show.is_some() || ticked.is_some() {
            return Ok(Exit::Success);
        }
        // A check that finds something missing has not failed to run, and is not all right either.
        let is_right = guide.checked.is_none() || guide.status == GuideStatus::Done;
        Ok(Exit::when(is_right))
    }

    fn guides(&self, engine: &Engine, name: &str) -> Result<Exit, Refusal> {
        let guides = engine.guides(name)?;
        let told = guides
            .iter()
            .map(|guide| Ok(answer_of(guide, page_of(engine, name, guide)?)));
        let answer = Guides {
            guides: told.collect::<Result<_, Refusal>>()?,
        };
        self.output.answer(&answer, |page| {
            if guides.is_empty() {
                page.line(format!("Nothing of {} is put right by hand.", visible(name)));
            }
            for guide in &guides {
                page.line(headline(guide));
            }
        })?;
        Ok(Exit::Success)
    }

    pub(super) fn diagnose(&self, out: &Path) -> Result<Exit, Refusal> {
        let engine = self.engine()?;
        let path = whole_path(out)?;
        let about = About {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            program: "command line",
            keyring: self.around.keyring.state().word(),
            jobs: Vec::new(),
        };
        let parts = engine.diagnostics(&about)?;
        let mut file = new_file(&path)?;
        bundle(&parts)
            .and_then(|bytes| file.write_all(&bytes))
            .map_err(|cause| Refusal::File {
                doing: format!("write {}", path.display()),
                cause,
            })?;
        let answer = Written {
            file: path.display().to_string(),
            parts: parts
                .iter()
                .map(|part| PartWritten {
                    name: part.name.clone(),
                    bytes: part.text.len() as u64,
                })
                .collect(),
        };
        self.output.answer(&answer, |page| {
            page.line(format!("Written to {}:", visible(&answer.file)));
            for part in &parts {
                page.line(format!("  {}", part.name));
            }
            page.line("It holds versions, counts and the history of jobs; no name, address or password.");
            page.line("Nothing was sent. Look into it before you hand it on.");
        })?;
        Ok(Exit::Success)
    }
}

/// Ticks steps off, counted from 1 as they are shown, or takes the ticks back.
fn tick(engine: &Engine, shop: &str, guide: u64, steps: &[u64], is_done: bool) -> Result<Guide, Refusal> {
    let mut changed = engine.guide(shop, guide)?;
    let count = changed.steps.len() as u64;
    if let Some(step) = steps.iter().find(|step| !(1..=count).contains(*step)) {
        return Err(Refusal::Words(format!(
            "There is no step {step} in this guide; it has {}.",
            counted(count, "step", "steps")
        )));
    }
    for step in steps {
        let place = usize::try_from(step - 1).unwrap_or(usize::MAX);
        changed = engine.tick_guide(shop, guide, place, is_done)?;
    }
    Ok(changed)
}

/// Where the shop's own software shows what is put right, as far as that is known.
fn page_of(engine: &Engine, shop: &str, guide: &Guide) -> Result<Option<String>, Refusal> {
    let record = guide.key_now();
    Ok(engine.store_page(shop, record.as_ref())?)
}

fn answer_of(guide: &Guide, page: Option<String>) -> GuideAnswer {
    let (r#type, id) = match guide.key() {
        Some(key) => (key.content_type.to_string(), key.remote_id.to_string()),
        None => (String::new(), guide.record.clone()),
    };
    GuideAnswer {
        guide: guide.guide,
        r#type,
        id,
        new_id: guide.new_id.clone(),
        name: guide.name.clone(),
        to_backup: guide.to.0,
        started: time(guide.started),
        checked: guide.checked.map(time),
        finished: guide.finished.map(time),
        status: status(guide.status),
        reason: guide.reason.clone(),
        page,
        steps: guide
            .steps
            .iter()
            .map(|step| GuideStepAnswer {
                kind: step.kind,
                path: step.path.clone(),
                label: step.label.clone(),
                now: step.now.clone(),
                wanted: step.wanted.clone(),
                ticked: step.ticked,
                is_right: step.is_right,
            })
            .collect(),
    }
}

fn tell(page: &mut Page, shop: &str, guide: &Guide, page_in_shop: Option<&str>) {
    page.line(headline(guide));
    if let Some(reason) = &guide.reason {
        page.line(visible(reason));
    }
    if let Some(address) = page_in_shop {
        page.line(format!("In the shop's administration: {}", visible(address)));
    }
    page.gap();
    for (at, step) in guide.steps.iter().enumerate() {
        let mark = match step.is_right {
            Some(true) => "right  ",
            Some(false) => "missing",
            None => "       ",
        };
        let what = match (step.kind, &step.wanted) {
            (StepKind::Create, _) => format!("Make a new item under {}", step.label),
            (StepKind::Delete, _) => format!("Delete the item under {}", step.label),
            (StepKind::Remove, _) => format!("Empty {}", step.label),
            (StepKind::Enter, wanted) => {
                format!(
                    "{}: {}",
                    step.label,
                    short(wanted.as_deref().unwrap_or_default(), 400)
                )
            }
        };
        let tick = if step.ticked { "x" } else { " " };
        page.line(format!("[{tick}] {mark} {:>3}. {}", at + 1, visible(&what)));
    }
    page.gap();
    match guide.status {
        GuideStatus::Progressing => page.line(format!(
            "When it is entered in the shop: backstock-cli guide {} --check {}",
            word_of_command(shop),
            guide.guide
        )),
        GuideStatus::Done => page.line("The shop was read again and has every value."),
        GuideStatus::Fail => page.line("This was given up."),
    }
}

fn headline(guide: &Guide) -> String {
    format!(
        "Guided manual restore {}: {} ({}) as of {}, {}, {}",
        guide.guide,
        short(&guide.name, 60),
        visible(&guide.record),
        moment(guide.to_at),
        counted(guide.steps.len() as u64, "step", "steps"),
        status(guide.status)
    )
}

fn status(status: GuideStatus) -> &'static str {
    match status {
        GuideStatus::Progressing => "Progressing",
        GuideStatus::Done => "Done",
        GuideStatus::Fail => "Fail",
    }
}
