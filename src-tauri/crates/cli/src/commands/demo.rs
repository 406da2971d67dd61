//! # The main job, step by step
//!
//! Makes a vault and the practice shop, backs it up, makes a mistake, backs it up again, compares, looks at one product,
//! previews the restore, restores, reads back and undoes. Every step proves what it says against counts that come from
//! somewhere else (what the practice shop says it did, what the step before found); the demo succeeds only when all of
//! them hold.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use backstock_engine::{BackupAsk, Differences, Engine, EngineError, Moment, RunOutcome};
use backstock_model::{
    BackupNumber, Cancel, ChangeKind, Choice, Clock as _, ContentType, Plan, PlanId, RunId, SystemTime,
};
use backstock_practice::{Mistake, MistakeMade, Size, Touched, make_mistake};
use backstock_vault::{NewKeys, Vault};

use super::backing_up::tell_backup;
use super::comparing::{tell_changes, tell_differences};
use super::restoring::{tell_plan, tell_recovered};
use super::shops::add_practice_shop;
use super::{Sitting, connected_shops, descriptions, engine_over};
use crate::answers::{Demonstrated, Step};
use crate::interrupt::cancel_by_signal;
use crate::opening::whole_path;
use crate::output::{Output, Pipe};
use crate::page::{Page, count, counted, duration, visible};
use crate::progress::Telling;
use crate::refusal::{Exit, Refusal};

const SHOP: &str = "Harbour Tea";
const PRODUCTS: &str = "products";
const FIRST: BackupNumber = BackupNumber(1);
const SECOND: BackupNumber = BackupNumber(2);

impl Sitting {
    pub(super) fn demo(&self, folder: Option<PathBuf>) -> Result<Exit, Refusal> {
        let cancel = cancel_by_signal()?;
        match folder {
            Some(folder) => {
                let folder = whole_path(&folder)?;
                play(self.output, cancel, &folder, true)
            }
            None => {
                let folder = tempfile::Builder::new()
                    .prefix("backstock-demo-")
                    .tempdir()
                    .map_err(|cause| Refusal::File {
                        doing: "make a temporary folder".to_owned(),
                        cause,
                    })?;
                play(self.output, cancel, folder.path(), false)
            }
        }
    }
}

fn play(output: Output, cancel: Cancel, folder: &Path, is_kept: bool) -> Result<Exit, Refusal> {
    let begun = Instant::now();
    let mut stage = Stage {
        output,
        cancel,
        pipe: Pipe::open(),
        steps: Vec::new(),
        begun: Instant::now(),
    };
    stage.tell(|page| {
        page.line("The main job, on a practice shop in a vault of its own. No real shop is touched.");
    })?;
    let engine = stage.open(folder, is_kept)?;
    stage.all_steps(&engine)?;
    let answer = Demonstrated {
        ok: stage.steps.iter().all(|step| step.ok),
        steps: std::mem::take(&mut stage.steps),
    };
    if output.json {
        stage.pipe.json(&answer)?;
    }
    let took = duration(begun.elapsed().as_secs_f64());
    stage.tell(|page| {
        page.line("");
        if answer.ok {
            page.line(format!("Every step proved right, in {took}."));
        } else {
            page.line(format!("Not every step proved right; it took {took}."));
        }
        if is_kept {
            page.line(format!("The vault is left in {}", folder.join("vault").display()));
            page.line(format!(
                "Its recovery key is in {}",
                folder.join("recovery-key.txt").display()
            ));
        } else {
            page.line("The vault and the practice shop are removed again; --folder DIR keeps them.");
        }
    })?;
    stage.pipe.close()?;
    Ok(Exit::when(answer.ok))
}

/// What the steps share.
struct Stage {
    output: Output,
    cancel: Cancel,
    pipe: Pipe,
    steps: Vec<Step>,
    /// When the step at hand began.
    begun: Instant,
}

impl Stage {
    /// Says something to people, at once.
    fn tell(&mut self, tell: impl FnOnce(&mut Page)) -> Result<(), Refusal> {
        if self.output.json {
            return Ok(());
        }
        let mut page = Page::default();
        tell(&mut page);
        self.pipe.text(page.text())?;
        self.pipe.flush()
    }

    fn heading(&mut self, step: &str) -> Result<(), Refusal> {
        self.begun = Instant::now();
        let number = self.steps.len() + 1;
        self.tell(|page| {
            page.gap();
            let heading = format!("{number}. {step}");
            page.line("");
            page.line(&heading);
            page.line("-".repeat(heading.len()));
        })
    }

    /// Writes down what a step proved.
    fn prove(&mut self, step: &'static str, ok: bool, proof: String) -> Result<(), Refusal> {
        self.tell(|page| {
            page.line(format!(
                "{} {}",
                if ok { "Proved:" } else { "NOT AS IT SHOULD BE:" },
                visible(&proof)
            ));
        })?;
        self.steps.push(Step {
            step,
            ok,
            seconds: self.begun.elapsed().as_secs_f64(),
            proof,
        });
        Ok(())
    }

    fn telling(&self, engine: &Engine) -> Telling {
        Telling::new(self.output, super::labels(engine, SHOP)).only_in_place()
    }

    fn open(&mut self, folder: &Path, is_kept: bool) -> Result<Engine, Refusal> {
        self.heading("A vault, and Harbour Tea in it")?;
        let (vault, key) = Vault::create(&folder.join("vault"), NewKeys::default(), SystemTime.now())?;
        if is_kept {
            write_key(&folder.join("recovery-key.txt"), key.reveal())?;
        }
        let engine = engine_over(vault, connected_shops()?);
        let (shop, types) = add_practice_shop(&engine, SHOP, Size::Small)?;
        self.tell(|page| {
            page.line(format!(
                "{SHOP} is an SQLite database with {}.",
                counted(types.len() as u64, "content type", "content types")
            ));
        })?;
        let has_products = types
            .iter()
            .any(|description| description.key.as_str() == PRODUCTS && description.restorable);
        self.prove(
            "open",
            has_products && shop.profile.is_some(),
            format!(
                "its profile was recognised, and products are one of its {} content types",
                types.len()
            ),
        )?;
        Ok(engine)
    }

    fn all_steps(&mut self, engine: &Engine) -> Result<(), Refusal> {
        let records = self.first_backup(engine)?;
        let made = self.mistake(engine)?;
        self.second_backup(engine, records, &made)?;
        self.compare(engine, &made)?;
        self.diff(engine)?;
        let plan = self.preview(engine, &made)?;
        let run = self.restore(engine, plan, &made)?;
        self.undo(engine, run, &made)?;
        self.verify(engine)
    }

    fn first_backup(&mut self, engine: &Engine) -> Result<u64, Refusal> {
        self.heading("Back up all data")?;
        let telling = self.telling(engine);
        let outcome = engine.backup(SHOP, &BackupAsk::default(), &telling, &self.cancel);
        drop(telling);
        let outcome = outcome?;
        self.tell(|page| tell_backup(page, SHOP, &outcome))?;
        let counts = outcome.backup.counts;
        let kept: u64 = engine
            .types(SHOP, None)?
            .iter()
            .map(|stored| stored.records)
            .sum();
        let products = outcome
            .types
            .iter()
            .find(|(description, _)| description.key.as_str() == PRODUCTS)
            .map_or(0, |(_, counts)| counts.records);
        self.prove(
            "backup",
            outcome.backup.number == FIRST
                && counts.records > 0
                && kept == counts.records
                && products == 2_000,
            format!(
                "{} of the shop are in the vault, {} of them products",
                counted(kept, "record", "records"),
                count(products)
            ),
        )?;
        Ok(counts.records)
    }

    fn mistake(&mut self, engine: &Engine) -> Result<MistakeMade, Refusal> {
        self.heading("A mistake: an import takes the decimal point for a thousands separator")?;
        let shop = engine.vault().shop(SHOP)?;
        let file = engine
            .file_of(&shop)
            .ok_or_else(|| Refusal::NotForPractice(SHOP.to_owned()))?;
        let made = make_mistake(
            &file,
            Mistake::PriceImportX10,
            super::shops::PRACTICE_SEED,
            SystemTime.now(),
        )?;
        self.tell(|page| page.line(visible(&made.sentence)))?;
        let prices = touched(&made, PRODUCTS);
        self.prove(
            "mistake",
            prices.changed > 0 && prices.deleted == 0,
            format!("the shop changed {} products", prices.changed),
        )?;
        Ok(made)
    }

    fn second_backup(&mut self, engine: &Engine, before: u64, made: &MistakeMade) -> Result<(), Refusal> {
        self.heading("Back up again; only what changed is kept anew")?;
        let telling = self.telling(engine);
        let outcome = engine.backup(SHOP, &BackupAsk::default(), &telling, &self.cancel);
        drop(telling);
        let outcome = outcome?;
        self.tell(|page| {
            let counts = outcome.backup.counts;
            page.line(format!(
                "Backup {}: {} added, {} updated, {} deleted, {} unchanged, in {}.",
                outcome.backup.number,
                count(counts.added),
                count(counts.updated),
                count(counts.deleted),
                count(counts.unchanged),
                duration(outcome.seconds)
            ));
        })?;
        let wanted = made.touched.iter().fold((0, 0, 0), |sum, touched| {
            (
                sum.0 + touched.added,
                sum.1 + touched.changed,
                sum.2 + touched.deleted,
            )
        });
        let counts = outcome.backup.counts;
        let found = (counts.added, counts.updated, counts.deleted);
        self.prove(
            "backup_again",
            outcome.backup.number == SECOND
                && found == wanted
                && counts.unchanged + counts.updated + counts.deleted == before,
            format!(
                "the backup found what the mistake did: {} updated, {} added, {} deleted",
                found.1, found.0, found.2
            ),
        )
    }

    fn compare(&mut self, engine: &Engine, made: &MistakeMade) -> Result<(), Refusal> {
        self.heading("Compare backup 1 with backup 2")?;
        let found = self.between(engine, Moment::Backup(FIRST), Moment::Backup(SECOND), None)?;
        self.tell(|page| tell_differences(page, &found))?;
        let is_exact = found.types.iter().all(|changes| {
            let wanted = touched(made, changes.key.as_str());
            (changes.added, changes.updated, changes.deleted)
                == (wanted.added, wanted.changed, wanted.deleted)
        });
        self.prove(
            "compare",
            is_exact && !found.types.is_empty(),
            "of every content type, exactly the records that the mistake touched are different".to_owned(),
        )
    }

    fn diff(&mut self, engine: &Engine) -> Result<(), Refusal> {
        self.heading("Look at one of the products")?;
        let products = ContentType::new(PRODUCTS);
        let found = engine.compare(
            SHOP,
            &Moment::Backup(FIRST),
            &Moment::Backup(SECOND),
            Some(&products),
            true,
            &self.cancel,
        )?;
        let Some(record) = found.records.first() else {
            return self.prove("diff", false, "no product is different".to_owned());
        };
        let (changes, description) =
            engine.diff(SHOP, &record.key, &Moment::Backup(FIRST), &Moment::Backup(SECOND))?;
        self.tell(|page| {
            page.line(format!(
                "{} ({})",
                visible(&record.name),
                visible(&record.key.to_string())
            ));
            tell_changes(page, &changes, &description);
        })?;
        let price = changes.iter().find(|change| change.path.to_string() == "/price");
        let text = |node: Option<&backstock_model::Node>| node.map(backstock_model::Node::to_text);
        let (old, new) = price
            .map(|change| (text(change.old.as_ref()), text(change.new.as_ref())))
            .unwrap_or_default();
        let is_ten_times = price.is_some_and(|change| change.kind == ChangeKind::Updated)
            && cents(old.as_deref()).map(|cents| cents * 10) == cents(new.as_deref());
        self.prove(
            "diff",
            is_ten_times,
            format!(
                "its price went from {} to {}, ten times as much",
                old.unwrap_or_default(),
                new.unwrap_or_default()
            ),
        )
    }

    fn preview(&mut self, engine: &Engine, made: &MistakeMade) -> Result<PlanId, Refusal> {
        self.heading("Preview the restore of the products; nothing is written")?;
        let choice = Choice {
            content_types: vec![ContentType::new(PRODUCTS)],
            ..Choice::default()
        };
        let telling = self.telling(engine);
        let planned = engine.plan_restore(SHOP, FIRST, &choice, &telling, &self.cancel);
        drop(telling);
        let (id, plan): (PlanId, Plan) = planned?;
        let types = descriptions(engine, SHOP);
        self.tell(|page| {
            tell_plan(page, &plan, &types, 3);
        })?;
        let (creates, updates, deletes) = plan.counts();
        let wanted = touched(made, PRODUCTS).changed;
        let live = self.between(engine, Moment::Backup(SECOND), Moment::Live, None)?;
        self.prove(
            "preview",
            (creates, updates, deletes) == (0, wanted, 0) && is_same(&live),
            format!("{updates} products would be updated, none created, none deleted; the shop is untouched"),
        )?;
        Ok(id)
    }

    fn restore(&mut self, engine: &Engine, plan: PlanId, made: &MistakeMade) -> Result<RunId, Refusal> {
        self.heading("Restore, then read the shop and compare it with the backup")?;
        let outcome = self.carry_out(engine, plan)?;
        let products = ContentType::new(PRODUCTS);
        let live = self.between(engine, Moment::Backup(FIRST), Moment::Live, Some(&products))?;
        let wanted = touched(made, PRODUCTS).changed;
        self.prove(
            "restore",
            is_whole(&outcome, wanted) && is_same(&live),
            format!(
                "{} products were written and read back, and every product in the shop is as in backup 1",
                outcome.verified
            ),
        )?;
        Ok(outcome.run)
    }

    fn undo(&mut self, engine: &Engine, run: RunId, made: &MistakeMade) -> Result<(), Refusal> {
        self.heading("Undo the restore")?;
        let telling = self.telling(engine);
        let planned = engine.plan_undo(SHOP, run, &telling, &self.cancel);
        drop(telling);
        let (plan, _) = planned?;
        let outcome = self.carry_out(engine, plan)?;
        let products = ContentType::new(PRODUCTS);
        let live = self.between(engine, Moment::Backup(SECOND), Moment::Live, Some(&products))?;
        let wanted = touched(made, PRODUCTS).changed;
        self.prove(
            "undo",
            is_whole(&outcome, wanted) && is_same(&live),
            format!(
                "{} products were put back to before the restore, and every product is as in backup 2",
                outcome.verified
            ),
        )
    }

    fn verify(&mut self, engine: &Engine) -> Result<(), Refusal> {
        self.heading("Check the vault")?;
        let telling = self.telling(engine);
        let outcome = engine.verify(None, &telling, &self.cancel);
        drop(telling);
        let outcome = outcome?;
        self.prove(
            "verify",
            outcome.problems.is_empty() && outcome.backups >= 4,
            format!(
                "{} and {} are as they were put there, and the chain of backups holds",
                counted(outcome.backups, "backup", "backups"),
                counted(outcome.versions, "version", "versions")
            ),
        )
    }

    fn carry_out(&mut self, engine: &Engine, plan: PlanId) -> Result<RunOutcome, Refusal> {
        let telling = self.telling(engine);
        let outcome = engine.carry_out(SHOP, plan, None, &telling, &self.cancel);
        drop(telling);
        let outcome = outcome?;
        if outcome.cancelled {
            return Err(EngineError::Cancelled.into());
        }
        self.tell(|page| tell_recovered(page, &outcome))?;
        Ok(outcome)
    }

    fn between(
        &self,
        engine: &Engine,
        a: Moment,
        b: Moment,
        content_type: Option<&ContentType>,
    ) -> Result<Differences, Refusal> {
        Ok(engine.compare(SHOP, &a, &b, content_type, false, &self.cancel)?)
    }
}

/// What the mistake did to a type; nothing when it is not named.
fn touched(made: &MistakeMade, content_type: &str) -> Touched {
    made.touched
        .iter()
        .find(|touched| touched.content_type == content_type)
        .cloned()
        .unwrap_or(Touched {
            content_type: "",
            added: 0,
            changed: 0,
            deleted: 0,
        })
}

fn is_whole(outcome: &RunOutcome, wanted: u64) -> bool {
    (outcome.succeeded, outcome.failed, outcome.verified) == (wanted, 0, wanted)
}

/// Whether something was compared and nothing is different.
fn is_same(found: &Differences) -> bool {
    found.types.iter().any(|changes| changes.unchanged > 0)
        && found
            .types
            .iter()
            .all(|changes| changes.added + changes.updated + changes.deleted == 0)
}

/// An amount in hundredths of a cent, so that ten times as much can be told without a float.
fn cents(amount: Option<&str>) -> Option<u64> {
    let (whole, part) = amount?.split_once('.').unwrap_or((amount?, ""));
    let mut digits = String::new();
    let _ = write!(digits, "{whole}{part:0<4}");
    (part.len() <= 4).then(|| digits.parse().ok()).flatten()
}

fn write_key(file: &Path, key: &str) -> Result<(), Refusal> {
    use std::io::Write as _;
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options
        .open(file)
        .and_then(|mut open| writeln!(open, "{key}"))
        .map_err(|cause| Refusal::File {
            doing: format!("write the recovery key to {}", file.display()),
            cause,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_compared_without_floats() {
        assert_eq!(cents(Some("4.50")).map(|cents| cents * 10), cents(Some("45")));
        assert_eq!(
            cents(Some("19.990")).map(|cents| cents * 10),
            cents(Some("199.9"))
        );
        assert_ne!(cents(Some("4.50")).map(|cents| cents * 10), cents(Some("45.01")));
        assert_eq!(cents(Some("free")), None);
        assert_eq!(cents(None), None);
    }
}
