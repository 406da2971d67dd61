//! Who is told of the end of long work.

use backstock_contract::{AddressChecked, CheckAddressAsk, Nothing, Recipient, RecipientList};
use backstock_engine::{explain_address, mailing};
use backstock_model::EmailAddress;

use crate::answers::{explain_engine, failure};
use crate::{Doors, Reply};

impl Doors {
    /// Whether an address can be used, and whether it is there already.
    pub async fn check_address(&self, ask: CheckAddressAsk) -> Reply<AddressChecked> {
        let address = address_of(&ask.address)?;
        let already = ask
            .among
            .into_iter()
            .find(|known| EmailAddress::parse(known).as_ref() == Ok(&address));
        Ok(AddressChecked {
            address: address.to_string(),
            already,
        })
    }

    /// Who is told when nothing else is said: this computer, and the owner where their address is known.
    pub async fn usual_recipients(&self, _: Nothing) -> Reply<RecipientList> {
        self.with_engine(|engine, _| {
            let owner = mailing::owner(engine.vault()).map_err(explain_engine)?;
            let mut recipients = vec![Recipient::ThisComputer];
            recipients.extend(owner.map(|owner| Recipient::Email {
                address: owner.to_string(),
            }));
            Ok(RecipientList { recipients })
        })
        .await
    }
}

/// The address that was typed.
pub(crate) fn address_of(typed: &str) -> Reply<EmailAddress> {
    EmailAddress::parse(typed).map_err(|fault| failure(explain_address(fault)))
}
