//! The shops in the vault, and the practice shop's menu.

use std::path::{Path, PathBuf};

use backstock_contract::{
    AddSqliteShopAsk, Failure, MakeMistakeAsk, Nothing, PracticeEvent, PracticeMenu, PracticeMistake,
    RelocateShopAsk, ShopAsk, ShopChecked, ShopList, ShopRow,
};
use backstock_engine::{Engine, EngineError, anchored, is_of_files};
use backstock_practice::{Mistake, PracticeError, Size};
use backstock_vault::Shop;

use crate::answers::{explain_engine, explain_vault, time};
use crate::servers;
use crate::state::Held;
use crate::{Confirmation, Doors, Reply};

const PRACTICE_SHOP: &str = "Harbour Tea";
// Everyone practises in the same shop, so that the help can speak of it.
const PRACTICE_SEED: u64 = 1;

impl Doors {
    /// All shops of the vault.
    pub async fn list_shops(&self, _ask: Nothing) -> Reply<ShopList> {
        self.with_engine(shop_list).await
    }

    /// Makes the practice shop's database in the vault's folder and adds it like any other shop.
    pub async fn add_practice_shop(&self, _ask: Nothing) -> Reply<ShopRow> {
        self.with_engine(|engine, held| {
            let folder = practice_folder(engine);
            std::fs::create_dir_all(&folder).map_err(|cause| {
                Failure::new(
                    "not_saved",
                    format!(
                        "The practice shop could not be made in {}: {cause}.",
                        folder.display()
                    ),
                    "Make sure that there is room on the disk.",
                )
            })?;
            let taken: Vec<String> = engine
                .vault()
                .shops()
                .map_err(explain_vault)?
                .into_iter()
                .map(|shop| shop.name)
                .collect();
            let name = (1..)
                .map(|count| {
                    if count == 1 {
                        PRACTICE_SHOP.to_owned()
                    } else {
                        format!("{PRACTICE_SHOP} {count}")
                    }
                })
                .find(|name| !taken.contains(name))
                .unwrap_or_default();
            let file = free_file(&folder);
            backstock_practice::create(&file, Size::Small, PRACTICE_SEED, held.clock.now())
                .map_err(explain_practice)?;
            add_sqlite(engine, held, &name, &file)
        })
        .await
    }

    /// Adds a shop that is a SQLite database file.
    pub async fn add_sqlite_shop(&self, ask: AddSqliteShopAsk) -> Reply<ShopRow> {
        self.with_engine(move |engine, held| {
            let file = held.place(&ask.file)?;
            add_sqlite(engine, held, &ask.name, &file)
        })
        .await
    }

    /// Looks whether a shop answers.
    pub async fn check_shop(&self, ask: ShopAsk) -> Reply<ShopChecked> {
        self.with_engine(move |engine, held| {
            let check = engine
                .check_shop(&ask.shop)
                .map_err(explain_engine)
                .map_err(|failure| servers::with_keyring(held, failure))?;
            let problems = problems(check.problems);
            Ok(ShopChecked {
                ok: problems.is_empty(),
                server: check.server,
                problems,
            })
        })
        .await
    }

    /// Goes on with a shop at the place its owner moved it to, after the owner confirmed natively that it is the same one.
    pub async fn relocate_shop(&self, ask: RelocateShopAsk) -> Reply<ShopRow> {
        let (shop, file) = (ask.shop.clone(), ask.file);
        let (was, place) = self
            .with_engine(move |engine, held| {
                let known = engine.vault().shop(&shop).map_err(explain_vault)?;
                Ok((engine.file_of(&known), held.place(&file)?))
            })
            .await?;
        if !self
            .held
            .native
            .confirm(same_shop(&ask.shop, was.as_deref(), &place))
            .await
        {
            return Err(not_confirmed());
        }
        self.with_engine(move |engine, held| {
            engine
                .move_shop(&ask.shop, &engine.connection_to(&place))
                .map_err(explain_engine)?;
            let moved = engine.vault().shop(&ask.shop).map_err(explain_vault)?;
            shop_row(engine, held, &moved)
        })
        .await
    }

    /// Takes a shop and everything kept of it out of the vault, after the owner confirmed it natively.
    pub async fn remove_shop(&self, ask: ShopAsk) -> Reply<ShopList> {
        let question = Confirmation {
            title: format!("Remove {} from the vault?", ask.shop),
            message: "Every backup of this shop in the vault will be deleted for good. The shop itself is not touched."
                .to_owned(),
            go_on: "Remove it".to_owned(),
        };
        if !self.held.native.confirm(question).await {
            return Err(not_confirmed());
        }
        self.with_engine(move |engine, held| {
            let shop = engine.vault().shop(&ask.shop).map_err(explain_vault)?;
            let remove = || engine.remove_shop(&ask.shop).map_err(explain_engine);
            anchored::removing(held.secrets.as_ref(), engine.vault(), remove)?;
            servers::forget_password(engine, held, &shop)?;
            shop_list(engine, held)
        })
        .await
    }

    /// The mistakes one can make in the practice shop.
    pub async fn practice_menu(&self, _ask: Nothing) -> Reply<PracticeMenu> {
        let mistakes = Mistake::all()
            .map(|mistake| PracticeMistake {
                key: mistake.to_string(),
                label: mistake.label().to_owned(),
                explanation: mistake.explain().to_owned(),
            })
            .collect();
        Ok(PracticeMenu { mistakes })
    }

    /// Makes a mistake in the practice shop.
    pub async fn make_practice_mistake(&self, ask: MakeMistakeAsk) -> Reply<PracticeEvent> {
        self.with_engine(move |engine, held| {
            let file = practice_file(engine, &ask.shop)?;
            let mistake: Mistake = ask.mistake.parse().map_err(|_| {
                Failure::new(
                    "unknown_mistake",
                    "There is no such mistake.",
                    "Choose one from the menu of the practice shop.",
                )
            })?;
            let now = held.clock.now();
            let made =
                backstock_practice::make_mistake(&file, mistake, now.timestamp_millis().unsigned_abs(), now)
                    .map_err(explain_practice)?;
            Ok(PracticeEvent {
                sentence: made.sentence,
            })
        })
        .await
    }

    /// Lets a day of sales and edits pass in the practice shop.
    pub async fn pass_practice_day(&self, ask: ShopAsk) -> Reply<PracticeEvent> {
        self.with_engine(move |engine, held| {
            let file = practice_file(engine, &ask.shop)?;
            let now = held.clock.now();
            let passed = backstock_practice::pass_day(&file, now.timestamp_millis().unsigned_abs(), now)
                .map_err(explain_practice)?;
            Ok(PracticeEvent {
                sentence: passed.sentence,
            })
        })
        .await
    }
}

/// The owner said no to a native question.
pub(crate) fn not_confirmed() -> Failure {
    Failure::new(
        "not_confirmed",
        "Nothing was changed, because it was not confirmed.",
        "Confirm it to go on.",
    )
}

/// Backstock can tell two shop systems from each other, and not two shops of one system; so both places are named.
fn same_shop(shop: &str, was: Option<&Path>, place: &Path) -> Confirmation {
    let was = was.map(|was| was.display().to_string()).unwrap_or_default();
    Confirmation {
        title: format!("Is {shop} in this file now?"),
        message: format!(
            "New place:\n{}\n\nPlace until now:\n{was}\n\nBackups and restores will use the file in the new place. \
             Everything kept of this shop stays. Go on only if it is the same shop.",
            place.display()
        ),
        go_on: "Use this file".to_owned(),
    }
}

fn shop_list(engine: &Engine, held: &Held) -> Reply<ShopList> {
    let shops = engine.vault().shops().map_err(explain_vault)?;
    Ok(ShopList {
        shops: shops
            .iter()
            // What was read from files is looked at from where the files are, and has nothing to connect to.
            .filter(|shop| !is_of_files(shop))
            .map(|shop| shop_row(engine, held, shop))
            .collect::<Reply<_>>()?,
    })
}

fn add_sqlite(engine: &Engine, held: &Held, name: &str, file: &Path) -> Reply<ShopRow> {
    let (shop, _) = engine
        .add_shop(name, "sqlite", &engine.connection_to(file), None)
        .map_err(explain_engine)?;
    shop_row(engine, held, &shop)
}

/// What a check found, as the window hears it.
pub(crate) fn problems(found: Vec<backstock_shops::Problem>) -> Vec<Failure> {
    found
        .into_iter()
        .map(|problem| Failure {
            code: problem.code,
            message: problem.message,
            hint: problem.hint,
        })
        .collect()
}

pub(crate) fn shop_row(engine: &Engine, held: &Held, shop: &Shop) -> Reply<ShopRow> {
    let backups = engine.vault().backups(shop.id).map_err(explain_vault)?;
    let file = engine.file_of(shop);
    Ok(ShopRow {
        name: shop.name.clone(),
        kind: shop.kind.clone(),
        profile: shop
            .profile
            .as_deref()
            .map(|key| held.opener.profile_label(key).unwrap_or_else(|| key.to_owned())),
        practice: file
            .as_ref()
            .is_some_and(|file| file.starts_with(practice_folder(engine))),
        place: engine.place_of(shop).unwrap_or_default(),
        server: engine
            .server_of(shop)
            .and_then(|address| servers::place(held, &shop.kind, address)),
        store: engine.store_of(shop).is_some(),
        secret_until_closed: servers::kept_as(engine, shop)
            .is_some_and(|name| held.passwords.is_until_closed(&name)),
        last_backup: backups
            .iter()
            .find(|backup| backup.is_full())
            .map(|backup| time(backup.finished)),
        admin: engine.admin_address(&shop.name).map_err(explain_engine)?,
        emails_off: is_left_quiet(engine, shop).map_err(explain_engine)?,
    })
}

/// Otherwise they are put back within half a minute.
fn is_left_quiet(engine: &Engine, shop: &Shop) -> Result<bool, EngineError> {
    Ok(engine.is_view_only()? && engine.left_quiet()?.contains(&shop.name))
}

fn practice_folder(engine: &Engine) -> PathBuf {
    engine.vault().folder().join("practice")
}

fn free_file(folder: &Path) -> PathBuf {
    (1..)
        .map(|count| folder.join(format!("harbour-tea-{count}.sqlite")))
        .find(|file| !file.exists())
        .unwrap_or_else(|| folder.join("harbour-tea.sqlite"))
}

fn practice_file(engine: &Engine, shop: &str) -> Reply<PathBuf> {
    let shop = engine.vault().shop(shop).map_err(explain_vault)?;
    engine
        .file_of(&shop)
        .filter(|file| file.starts_with(practice_folder(engine)))
        .ok_or_else(|| {
            Failure::new(
                "not_for_practice",
                format!(
                    "{} is a real shop. Mistakes can be made in the practice shop only.",
                    shop.name
                ),
                "Choose the practice shop.",
            )
        })
}

fn explain_practice(error: PracticeError) -> Failure {
    Failure::new(
        "practice",
        format!("The practice shop did not do this: {error}."),
        "Make a new practice shop if this stays.",
    )
}
