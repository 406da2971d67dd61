//! Adding shops and looking whether they answer.

use backstock_model::{Cancel, Secret, TypeDescription};
use backstock_shops::{Shop, ShopCheck};
use backstock_vault::NewShop;

use crate::{Engine, EngineError, NameFault};

/// Longer names would not fit on the screen.
const LONGEST_NAME: usize = 100;

impl Engine {
    /// Adds a shop: looks whether it answers, and keeps what tells it from others. Nothing is added when it does not.
    ///
    /// `connection` is JSON without secrets, as the kind's connector understands it. Hands back the content types it has.
    pub fn add_shop(
        &self,
        name: &str,
        kind: &str,
        connection: &str,
        profile: Option<&str>,
    ) -> Result<(backstock_vault::Shop, Vec<TypeDescription>), EngineError> {
        self.add_shop_with(name, kind, connection, profile, None)
    }

    /// The same with a password that is not kept yet.
    pub fn add_shop_with(
        &self,
        name: &str,
        kind: &str,
        connection: &str,
        profile: Option<&str>,
        password: Option<&Secret>,
    ) -> Result<(backstock_vault::Shop, Vec<TypeDescription>), EngineError> {
        let name = name.trim();
        check_name(name).map_err(EngineError::Name)?;
        let mut candidate = backstock_vault::Shop {
            name: name.to_owned(),
            profile: profile.map(str::to_owned),
            ..self.candidate(kind, connection)
        };
        let (shop, check) = self.reach_installation(&mut candidate, None, password)?;
        let mut types = shop.open_reading()?.types().to_vec();
        types.retain(|description| !description.is_rest);
        let added = self.vault.add_shop(NewShop {
            name: candidate.name,
            kind: candidate.kind,
            connection: candidate.connection,
            profile: check.profile,
            fingerprint: Some(check.fingerprint.0),
            now: candidate.added,
        })?;
        Ok((added, types))
    }

    /// Looks whether a shop that is not in the vault answers, and what may be done with it. Nothing is kept of it.
    pub fn try_shop(
        &self,
        kind: &str,
        connection: &str,
        password: &Secret,
    ) -> Result<ShopCheck, EngineError> {
        let candidate = self.candidate(kind, connection);
        Ok(self.reach_with(&candidate, Some(password))?.check()?)
    }

    /// The same for a store on the web, with the content types its token allows to read.
    pub fn try_store(
        &self,
        kind: &str,
        connection: &str,
        token: &Secret,
    ) -> Result<(ShopCheck, Vec<TypeDescription>), EngineError> {
        let candidate = self.candidate(kind, connection);
        let shop = self.reach_with(&candidate, Some(token))?;
        let check = shop.check()?;
        Ok((check, shop.open_reading()?.types().to_vec()))
    }

    /// Looks whether a shop of the vault answers to another password. What kept the last backup from being made is forgotten
    /// when that was the password.
    pub fn try_password(&self, shop: &str, password: &Secret) -> Result<ShopCheck, EngineError> {
        let shop = self.vault.shop(shop)?;
        let check = self.reach_with(&shop, Some(password))?.check()?;
        self.forget_failure(
            &shop,
            &[
                "shop_password_missing",
                "shop_not_let_in",
                "store_token_missing",
                "store_token_refused",
            ],
        )?;
        Ok(check)
    }

    /// Looks whether a shop answers, and what may be done with it.
    pub fn check_shop(&self, shop: &str) -> Result<ShopCheck, EngineError> {
        let shop = self.vault.shop(shop)?;
        Ok(self.reach(&shop)?.check()?)
    }

    /// Takes the shop that answers now for the one it was, after its owner moved or rebuilt it
    /// (see [`EngineError::AnotherShop`]).
    pub fn accept_shop(&self, shop: &str) -> Result<ShopCheck, EngineError> {
        let mut shop = self.vault.shop(shop)?;
        let check = self.reach(&shop)?.check()?;
        shop.fingerprint = Some(check.fingerprint.0.clone());
        self.vault.update_shop(&shop)?;
        Ok(check)
    }

    /// Takes a shop and everything kept of it out of the vault. The shop itself is not touched.
    pub fn remove_shop(&self, shop: &str) -> Result<(), EngineError> {
        let shop = self.vault.shop(shop)?;
        for (import, _) in self.vault.imports(shop.id)? {
            self.vault.pin_backup(shop.id, import.number, false, None)?;
            self.remove_import(&shop, import.number)?;
        }
        let lock = self.vault.lock(shop.id, "remove shop")?;
        self.vault.remove_shop(&lock)?;
        self.vault
            .set_setting(&crate::store_page::setting_of(&shop), None)?;
        self.forget_left_out(&shop)?;
        for (name, _) in self.vault.settings_below(&crate::lent::notes_of(shop.id))? {
            self.vault.set_setting(&name, None)?;
        }
        Ok(self.vault.set_setting(&crate::guide::name_of(&shop), None)?)
    }

    /// A shop that is not in the vault (yet).
    pub(crate) fn candidate(&self, kind: &str, connection: &str) -> backstock_vault::Shop {
        backstock_vault::Shop {
            id: backstock_model::ShopId(uuid::Uuid::nil()),
            name: String::new(),
            kind: kind.to_owned(),
            connection: connection.to_owned(),
            profile: None,
            fingerprint: None,
            added: self.clock.now(),
        }
    }

    /// Opens a shop the vault knows and makes sure that it is the one it was.
    pub(crate) fn open_shop(&self, known: &backstock_vault::Shop) -> Result<Box<dyn Shop>, EngineError> {
        self.open_shop_for(known, &Cancel::new())
    }

    /// The same for somebody who may ask to stop: a shop may be slow from the first question on.
    pub(crate) fn open_shop_for(
        &self,
        known: &backstock_vault::Shop,
        cancel: &Cancel,
    ) -> Result<Box<dyn Shop>, EngineError> {
        let shop = self.reach(known)?;
        shop.heed(cancel);
        let found = shop.check()?.fingerprint;
        match &known.fingerprint {
            Some(fingerprint) if *fingerprint != found.0 => Err(EngineError::AnotherShop {
                shop: known.name.clone(),
            }),
            _ => Ok(shop),
        }
    }
}

pub(crate) fn check_name(name: &str) -> Result<(), NameFault> {
    let length = name.chars().count();
    if name.is_empty() {
        Err(NameFault::Empty)
    } else if name.chars().any(is_unprintable) {
        Err(NameFault::Unprintable)
    } else if length > LONGEST_NAME {
        Err(NameFault::TooLong {
            found: length,
            most: LONGEST_NAME,
        })
    } else {
        Ok(())
    }
}

/// Control characters, and the marks that turn the direction of the text around them.
fn is_unprintable(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_refused_with_the_reason() {
        assert_eq!(check_name("Harbour Tea"), Ok(()));
        assert_eq!(check_name("<b>Bold & Brew</b> 茶"), Ok(()));
        assert_eq!(check_name(""), Err(NameFault::Empty));
        assert_eq!(check_name("a\nb"), Err(NameFault::Unprintable));
        assert_eq!(check_name("shop\u{202E}moc"), Err(NameFault::Unprintable));
        assert_eq!(
            check_name(&"x".repeat(10_000)),
            Err(NameFault::TooLong {
                found: 10_000,
                most: 100
            })
        );
    }
}
