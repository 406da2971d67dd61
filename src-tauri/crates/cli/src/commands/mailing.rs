//! `mail`: the owner's mail server, and what became of each message.

use std::fs;
use std::path::Path;

use backstock_engine::mail::{MailServer, Protection};
use backstock_engine::outbox::Ways;
use backstock_engine::{Engine, EngineError, ShopPasswords as _, explain_address, mailing};
use backstock_model::{About, EmailAddress, LetterId, Recipient, RunId};

use super::Sitting;
use crate::answers::mailing::{LetterRow, MailServerRow, MailSettings, MailTested, Outbox};
use crate::arguments::{MailCommand, MailSetArguments};
use crate::page::{Align, Page, Table, visible};
use crate::refusal::{Exit, Refusal};

impl Sitting {
    pub(super) fn mail(&self, command: MailCommand) -> Result<Exit, Refusal> {
        let engine = self.engine()?;
        match command {
            MailCommand::Show => self.tell_mail(&engine),
            MailCommand::Set(arguments) => self.set_mail(&engine, &arguments),
            MailCommand::Test { address } => self.test_mail(&engine, &address),
            MailCommand::Outbox { limit } => self.outbox(&engine, limit),
            MailCommand::SendAgain { letter } => self.send_again(&engine, letter),
        }
    }

    fn tell_mail(&self, engine: &Engine) -> Result<Exit, Refusal> {
        let passwords = self.around.mail_passwords()?;
        let name = mailing::password_name(engine.vault());
        let server = mailing::server(engine.vault())?;
        let answer = MailSettings {
            owner: mailing::owner(engine.vault())?.map(String::from),
            password: server.is_some() && passwords.password(&name).is_some(),
            server: server.map(|server| MailServerRow {
                host: server.host,
                port: server.port,
                encryption: server.protection,
                user: server.user,
                from: server.from.into(),
                certificate: server.authority.is_some(),
            }),
        };
        self.output.answer(&answer, |page| tell_settings(page, &answer))?;
        Ok(Exit::Success)
    }

    fn set_mail(&self, engine: &Engine, arguments: &MailSetArguments) -> Result<Exit, Refusal> {
        let vault = engine.vault();
        let owner = arguments.owner.as_deref().map(address).transpose()?;
        let name = mailing::password_name(vault);
        if arguments.off {
            mailing::set_server(vault, None)?;
            // A keyring that is not there has nothing to forget.
            let _ = self.around.keyring.delete(&name);
        } else if let (Some(host), Some(from)) = (&arguments.host, &arguments.from) {
            let server = named_server(host, from, arguments)?;
            self.settle_password(engine, &server, arguments)?;
            mailing::set_server(vault, Some(&server))?;
            engine.hurry_letters()?;
        }
        if owner.is_some() {
            mailing::set_owner(vault, owner.as_ref())?;
        }
        self.tell_mail(engine)
    }

    /// A password that was given for one mail server never goes to another.
    fn settle_password(
        &self,
        engine: &Engine,
        server: &MailServer,
        arguments: &MailSetArguments,
    ) -> Result<(), Refusal> {
        let Some(user) = &server.user else {
            return Ok(());
        };
        let name = mailing::password_name(engine.vault());
        let mut passwords = self.around.mail_passwords()?;
        let is_known = mailing::server(engine.vault())?.is_some_and(|before| before.is_same_door(server));
        if passwords.given.is_none() && !(is_known && passwords.password(&name).is_some()) {
            passwords.given = self
                .around
                .ask(&format!("Password of {user} on {}: ", server.host))?;
            if passwords.given.is_none() {
                return Err(Refusal::NoMailPassword);
            }
        }
        match (&passwords.given, arguments.remember) {
            (Some(given), true) => self.around.keyring.set(&name, given)?,
            _ if !is_known => drop(self.around.keyring.delete(&name)),
            _ => {}
        }
        Ok(())
    }

    fn test_mail(&self, engine: &Engine, typed: &str) -> Result<Exit, Refusal> {
        let to = address(typed)?;
        let passwords = self.around.mail_passwords()?;
        let answer = MailTested {
            answer: engine.test_mail(&passwords, &to)?.map_err(Refusal::Explained)?,
            to: to.to_string(),
        };
        self.output.answer(&answer, |page| {
            page.line(format!("The mail server took the message for {}.", answer.to));
            page.line(format!("It said: {}", visible(&answer.answer)));
        })?;
        Ok(Exit::Success)
    }

    fn outbox(&self, engine: &Engine, limit: u64) -> Result<Exit, Refusal> {
        let letters = engine.vault().letters(limit, 0)?;
        let answer = Outbox {
            letters: letters.iter().map(LetterRow::of).collect(),
        };
        self.output
            .answer(&answer, |page| tell_letters(page, &answer.letters))?;
        Ok(Exit::Success)
    }

    fn send_again(&self, engine: &Engine, letter: u64) -> Result<Exit, Refusal> {
        let number = engine.send_again(LetterId(letter))?;
        self.send_waiting(engine)?;
        let kept = engine.vault().letter(number)?;
        let row = LetterRow::of(&kept.ok_or(EngineError::NoSuchLetter(number))?);
        let is_sent = row.state == "sent";
        self.output
            .answer(&row, |page| tell_letters(page, std::slice::from_ref(&row)))?;
        Ok(Exit::when(is_sent))
    }

    /// Sends what is due. Letters to this computer wait for the window, which has a desktop to show them on.
    pub(super) fn send_waiting(&self, engine: &Engine) -> Result<(), Refusal> {
        let ways = Ways {
            passwords: &self.around.mail_passwords()?,
            this_computer: None,
        };
        engine.send_letters(ways)?;
        Ok(())
    }

    /// Writes to whoever was to be told of a run, and answers what became of each message.
    pub(super) fn told_of(&self, engine: &Engine, shop: &str, run: RunId) -> Result<Vec<LetterRow>, Refusal> {
        if engine.run_recipients(run)?.is_empty() {
            return Ok(Vec::new());
        }
        self.send_waiting(engine)?;
        let letters = engine.letters_about(shop, About::Recovery(run))?;
        Ok(letters.iter().map(LetterRow::of).collect())
    }
}

/// Addresses as they were typed.
pub(super) fn recipients(typed: &[String]) -> Result<Vec<Recipient>, Refusal> {
    typed
        .iter()
        .map(|one| address(one).map(Recipient::Email))
        .collect()
}

fn address(typed: &str) -> Result<EmailAddress, Refusal> {
    EmailAddress::parse(typed).map_err(|fault| Refusal::Explained(explain_address(fault)))
}

fn named_server(host: &str, from: &str, arguments: &MailSetArguments) -> Result<MailServer, Refusal> {
    let protection = match arguments.encryption.as_str() {
        "tls" => Protection::Tls,
        "none" => Protection::None,
        _ => Protection::Starttls,
    };
    Ok(MailServer {
        host: host.trim().to_owned(),
        port: arguments.port.unwrap_or_else(|| protection.usual_port()),
        protection,
        user: arguments.user.clone(),
        from: address(from)?,
        authority: arguments.certificate.as_deref().map(read).transpose()?,
    })
}

fn read(file: &Path) -> Result<String, Refusal> {
    fs::read_to_string(file).map_err(|cause| Refusal::File {
        doing: format!("read {}", file.display()),
        cause,
    })
}

fn tell_settings(page: &mut Page, answer: &MailSettings) {
    match &answer.owner {
        Some(owner) => page.line(format!("Your address: {}", visible(owner))),
        None => page.line("Your address is not set. Set it with: backstock-cli mail set --owner ADDRESS"),
    }
    match &answer.server {
        Some(server) => {
            page.line(format!(
                "Mail server: {}, port {}, messages come from {}",
                visible(&server.host),
                server.port,
                visible(&server.from)
            ));
            if let Some(user) = &server.user {
                let password = if answer.password {
                    "its password is at hand"
                } else {
                    "its password is not at hand; put it into BACKSTOCK_MAIL_SECRET"
                };
                page.line(format!("{} signs in; {password}.", visible(user)));
            }
        }
        None => page.line("No mail server is set; the window tells you on its own computer."),
    }
}

pub(super) fn tell_letters(page: &mut Page, letters: &[LetterRow]) {
    let mut table = Table::new(&[
        ("message", Align::Right),
        ("to", Align::Left),
        ("about", Align::Left),
        ("state", Align::Left),
    ]);
    for letter in letters {
        table.row([
            letter.letter.to_string(),
            letter.recipient.clone().unwrap_or_default(),
            letter.subject.clone(),
            letter.state.replace('_', " "),
        ]);
    }
    if table.is_empty() {
        page.line("There are no messages.");
    }
    page.table(&table);
    for letter in letters {
        if let (Some(message), Some(hint)) = (&letter.message, &letter.hint) {
            let again = match &letter.again {
                Some(at) => format!("It is tried again from {at} on."),
                None => hint.clone(),
            };
            page.line(format!(
                "{}: {} {}",
                letter.letter,
                visible(message),
                visible(&again)
            ));
        }
    }
}
