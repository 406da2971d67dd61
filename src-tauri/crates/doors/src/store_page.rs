//! The way from an item to where the shop's own software shows it.

use backstock_contract::{Failure, Nothing, OpenInStoreAsk, SetAdminAddressAsk, ShopRow};

use crate::answers::{explain_engine, explain_vault};
use crate::records::key_of;
use crate::shops::shop_row;
use crate::{Doors, Reply};

impl Doors {
    /// Keeps the address of a shop's administration.
    pub async fn set_admin_address(&self, ask: SetAdminAddressAsk) -> Reply<ShopRow> {
        self.with_engine(move |engine, held| {
            engine
                .set_admin_address(&ask.shop, &ask.address)
                .map_err(explain_engine)?;
            let shop = engine.vault().shop(&ask.shop).map_err(explain_vault)?;
            shop_row(engine, held, &shop)
        })
        .await
    }

    /// Opens a shop's administration in the computer's browser. The window itself goes nowhere.
    pub async fn open_in_store(&self, ask: OpenInStoreAsk) -> Reply<Nothing> {
        self.with_engine(move |engine, held| {
            let record = ask.record.map(|record| key_of(&record.content_type, &record.id));
            let page = engine
                .store_page(&ask.shop, record.as_ref())
                .map_err(explain_engine)?
                .ok_or_else(unknown)?;
            held.native.open_page(&page);
            Ok(Nothing {})
        })
        .await
    }
}

fn unknown() -> Failure {
    Failure {
        code: "admin_address_missing".to_owned(),
        message: "Backstock does not know where the administration of this shop is.".to_owned(),
        hint: "Enter its address in the settings of the shop.".to_owned(),
    }
}
