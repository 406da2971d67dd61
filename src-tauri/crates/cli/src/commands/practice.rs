//! `practice`: what goes wrong in real shops, where it does no harm.

use std::path::PathBuf;

use backstock_engine::Engine;
use backstock_model::{Clock as _, SystemTime};
use backstock_practice::{Mistake, UnknownMistake, make_mistake, pass_day};

use super::Sitting;
use super::shops::practice_folder;
use crate::answers::{DayPassed, MistakeMade, TouchedType};
use crate::arguments::PracticeCommand;
use crate::page::visible;
use crate::refusal::{Exit, Refusal};

impl Sitting {
    pub(super) fn practice(&self, command: PracticeCommand) -> Result<Exit, Refusal> {
        let engine = self.engine()?;
        let now = SystemTime.now();
        let chance = |seed: Option<u64>| seed.unwrap_or_else(|| now.timestamp_millis().unsigned_abs());
        match command {
            PracticeCommand::Mistake { name, kind, seed } => {
                let mistake: Mistake = kind
                    .parse()
                    .map_err(|unknown: UnknownMistake| Refusal::Words(format!("{unknown}.")))?;
                let seed = chance(seed);
                let made = make_mistake(&practice_file(&engine, &name)?, mistake, seed, now)?;
                let answer = MistakeMade {
                    shop: name,
                    sentence: made.sentence,
                    seed,
                    touched: made
                        .touched
                        .iter()
                        .map(|touched| TouchedType {
                            r#type: touched.content_type.to_owned(),
                            added: touched.added,
                            updated: touched.changed,
                            deleted: touched.deleted,
                        })
                        .collect(),
                };
                self.output
                    .answer(&answer, |page| page.line(visible(&answer.sentence)))?;
            }
            PracticeCommand::Day { name, seed } => {
                let seed = chance(seed);
                let passed = pass_day(&practice_file(&engine, &name)?, seed, now)?;
                let answer = DayPassed {
                    shop: name,
                    sentence: passed.sentence,
                    seed,
                    orders: passed.orders,
                    customers: passed.customers,
                    edits: passed.edits,
                    reviews: passed.reviews,
                    products: passed.products,
                };
                self.output
                    .answer(&answer, |page| page.line(visible(&answer.sentence)))?;
            }
        }
        Ok(Exit::Success)
    }
}

/// The file of a practice shop of this vault; a real shop is refused.
fn practice_file(engine: &Engine, name: &str) -> Result<PathBuf, Refusal> {
    let shop = engine.vault().shop(name)?;
    engine
        .file_of(&shop)
        .filter(|file| file.starts_with(practice_folder(engine)))
        .ok_or(Refusal::NotForPractice(shop.name))
}
