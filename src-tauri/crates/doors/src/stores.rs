//! Stores on the web: looking and adding. The token goes to the platform, and is kept only after it was taken.

use std::time::Duration;

use backstock_contract::{
    AddStoreShopAsk, CheckStoreShopAsk, Failure, ShopRow, StoreEntry, StoreFound, StorePlatform, StoreType,
};
use backstock_engine::{store_address, token_name};

use crate::answers::explain_engine;
use crate::shops::{problems, shop_row};
use crate::{Doors, Reply};

/// Each content type is asked for once, and a store may be slow.
const PATIENCE: Duration = Duration::from_secs(120);

impl Doors {
    /// Looks whether a store answers, and what the token allows. Nothing is written or kept.
    pub async fn check_store_shop(&self, ask: CheckStoreShopAsk) -> Reply<StoreFound> {
        let looked = self.with_engine(move |engine, _| {
            let (connection, _) = wanted(&ask.store)?;
            let (check, types) = engine
                .try_store(kind(ask.store.platform), &connection, ask.store.token.secret())
                .map_err(explain_engine)?;
            Ok(StoreFound {
                server: check.server,
                types: types
                    .into_iter()
                    .map(|described| StoreType {
                        label: described.label,
                        restorable: described.restorable,
                        reason: described.reason,
                    })
                    .collect(),
                problems: problems(check.problems),
            })
        });
        tokio::time::timeout(PATIENCE, looked)
            .await
            .unwrap_or_else(|_| Err(silent()))
    }

    /// Adds a store and keeps its token in the keyring.
    pub async fn add_store_shop(&self, ask: AddStoreShopAsk) -> Reply<ShopRow> {
        self.with_engine(move |engine, held| {
            let (connection, kept_as) = wanted(&ask.store)?;
            let token = ask.store.token.secret();
            let (shop, _) = engine
                .add_shop_with(
                    &ask.name,
                    kind(ask.store.platform),
                    &connection,
                    None,
                    Some(token),
                )
                .map_err(explain_engine)?;
            held.passwords.keep(&kept_as, token);
            shop_row(engine, held, &shop)
        })
        .await
    }
}

/// How the engine is asked for a store, and the name its token is kept under.
fn wanted(entry: &StoreEntry) -> Reply<(String, String)> {
    let no_store = || match entry.platform {
        StorePlatform::Bigcommerce => Failure::new(
            "no_store_hash",
            "There is no store hash in what was typed.",
            "Copy the API path that came with the token, or the part of it after /stores/.",
        ),
        StorePlatform::Woocommerce => Failure::new(
            "no_store_hash",
            "What was typed is not the address of a site that is protected by https.",
            "Copy the address out of the browser while the shop is shown.",
        ),
    };
    let kind = kind(entry.platform);
    let address = store_address(kind, &entry.store).ok_or_else(no_store)?;
    let connection = serde_json::to_string(&address).map_err(|_| no_store())?;
    Ok((connection, token_name(kind, &address)))
}

/// The manifest that a platform's stores are spoken to by.
fn kind(platform: StorePlatform) -> &'static str {
    match platform {
        StorePlatform::Bigcommerce => "bigcommerce",
        StorePlatform::Woocommerce => "woocommerce",
    }
}

fn silent() -> Failure {
    Failure::new(
        "store_away",
        "The store takes very long to answer.",
        "Try again in a few minutes.",
    )
}
