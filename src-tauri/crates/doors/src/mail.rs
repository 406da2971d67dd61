//! Who is told of the end of long work.

use backstock_contract::{
    AddressChecked, CheckAddressAsk, Failure, MailProtection, MailServerEntry, MailSettings, MailTested,
    Nothing, Recipient, RecipientList, SetMailAsk, TestMailAsk,
};
use backstock_engine::mail::{MailServer, Protection};
use backstock_engine::{Engine, ShopPasswords as _, explain_address, mailing};
use backstock_model::{EmailAddress, Secret};

use crate::answers::{explain_engine, failure};
use crate::state::Held;
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

    /// What is set about e-mail.
    pub async fn mail_settings(&self, _: Nothing) -> Reply<MailSettings> {
        self.with_engine(settings).await
    }

    /// Sets the owner's address and the mail server. The password goes to the keyring.
    pub async fn set_mail(&self, ask: SetMailAsk) -> Reply<MailSettings> {
        self.with_engine(move |engine, held| {
            let vault = engine.vault();
            let owner = ask.owner.as_deref().map(address_of).transpose()?;
            let before = mailing::server(vault).map_err(explain_engine)?;
            let server = ask
                .server
                .map(|entry| server_of(entry, before.as_ref()))
                .transpose()?;
            let name = mailing::password_name(vault);
            match (&server, ask.password.filter(|typed| !typed.is_empty())) {
                (Some(_), Some(password)) => held.passwords.keep(&name, &Secret::new(password)),
                // A password that was given for one server never goes to another.
                (Some(new), None)
                    if new.user.is_some()
                        && !before.as_ref().is_some_and(|before| before.is_same_door(new)) =>
                {
                    return Err(Failure::new(
                        "mail_password_missing",
                        "The password of this mail server is not known.",
                        "Enter it.",
                    ));
                }
                (Some(_), None) => {}
                (None, _) => held.passwords.forget(&name),
            }
            mailing::set_server(vault, server.as_ref()).map_err(explain_engine)?;
            mailing::set_owner(vault, owner.as_ref()).map_err(explain_engine)?;
            // What could not be sent before may go now.
            engine.hurry_letters().map_err(explain_engine)?;
            held.postbox.wake();
            settings(engine, held)
        })
        .await
    }

    /// Sends a test message with what is set, and tells what the server said.
    pub async fn test_mail(&self, ask: TestMailAsk) -> Reply<MailTested> {
        self.with_engine(move |engine, held| {
            let to = address_of(&ask.to)?;
            let sent = engine.test_mail(&*held.passwords, &to).map_err(explain_engine)?;
            Ok(MailTested {
                to: to.to_string(),
                answer: sent.map_err(failure)?,
            })
        })
        .await
    }
}

fn settings(engine: &Engine, held: &Held) -> Reply<MailSettings> {
    let vault = engine.vault();
    let name = mailing::password_name(vault);
    let owner = mailing::owner(vault).map_err(explain_engine)?;
    let server = mailing::server(vault).map_err(explain_engine)?;
    Ok(MailSettings {
        owner: owner.map(|owner| owner.to_string()),
        has_password: server.is_some() && held.passwords.password(&name).is_some(),
        password_until_closed: held.passwords.is_until_closed(&name),
        server: server.map(entry_of),
    })
}

fn server_of(entry: MailServerEntry, before: Option<&MailServer>) -> Reply<MailServer> {
    let host = entry.host.trim();
    if host.is_empty() {
        return Err(Failure::new(
            "mail_host_empty",
            "The name of the mail server is missing.",
            "Enter it, such as smtp.example.com.",
        ));
    }
    let protection = match entry.protection {
        MailProtection::Starttls => Protection::Starttls,
        MailProtection::Tls => Protection::Tls,
        MailProtection::None => Protection::None,
    };
    let port = entry.port.unwrap_or_else(|| protection.usual_port());
    // A certificate is given on the command line; the window leaves it with the server it is for.
    let same = before.filter(|before| before.host == host && before.port == port);
    Ok(MailServer {
        host: host.to_owned(),
        port,
        protection,
        user: entry
            .user
            .map(|user| user.trim().to_owned())
            .filter(|user| !user.is_empty()),
        from: address_of(&entry.from)?,
        authority: same.and_then(|before| before.authority.clone()),
    })
}

fn entry_of(server: MailServer) -> MailServerEntry {
    MailServerEntry {
        host: server.host,
        port: Some(server.port),
        protection: match server.protection {
            Protection::Starttls => MailProtection::Starttls,
            Protection::Tls => MailProtection::Tls,
            Protection::None => MailProtection::None,
        },
        user: server.user,
        from: server.from.to_string(),
    }
}

/// The address that was typed.
pub(crate) fn address_of(typed: &str) -> Reply<EmailAddress> {
    EmailAddress::parse(typed).map_err(|fault| failure(explain_address(fault)))
}

/// Who was chosen; somebody has to hear.
pub(crate) fn recipients_of(chosen: &[Recipient]) -> Reply<Vec<backstock_model::Recipient>> {
    if chosen.is_empty() {
        return Err(Failure::new(
            "no_recipient",
            "Nobody would hear of it, so it was not started.",
            "Choose at least one recipient.",
        ));
    }
    chosen
        .iter()
        .map(|recipient| match recipient {
            Recipient::ThisComputer => Ok(backstock_model::Recipient::ThisComputer),
            Recipient::Email { address } => address_of(address).map(backstock_model::Recipient::Email),
        })
        .collect()
}
