//! # What the vault keeps about e-mail
//!
//! Small texts among the vault's settings, encrypted like everything in it. The mail server's password is not one of them: it
//! is the keyring's, under [`password_name`].

use backstock_mail::{MailServer, send};
use backstock_model::{EmailAddress, Letter};
use backstock_vault::Vault;
use uuid::Uuid;

use crate::{Engine, EngineError, Explained, ShopPasswords, explain_mail};

const OWNER: &str = "mail.owner";
const SERVER: &str = "mail.server";

/// The owner's own address, to which messages go when nothing else is said.
pub fn owner(vault: &Vault) -> Result<Option<EmailAddress>, EngineError> {
    // What another version took for an address is asked for again rather than written to.
    Ok(vault
        .setting(OWNER)?
        .and_then(|kept| EmailAddress::parse(&kept).ok()))
}

/// Keeps the owner's own address; `None` forgets it.
pub fn set_owner(vault: &Vault, owner: Option<&EmailAddress>) -> Result<(), EngineError> {
    Ok(vault.set_setting(OWNER, owner.map(EmailAddress::as_str))?)
}

/// The owner's mail server.
pub fn server(vault: &Vault) -> Result<Option<MailServer>, EngineError> {
    // As with the address: what cannot be understood is set up again.
    Ok(vault
        .setting(SERVER)?
        .and_then(|kept| serde_json::from_str(&kept).ok()))
}

/// Keeps the owner's mail server; `None` forgets it.
pub fn set_server(vault: &Vault, server: Option<&MailServer>) -> Result<(), EngineError> {
    // A server has no key that could fail to be written down.
    let kept = server.and_then(|server| serde_json::to_string(server).ok());
    Ok(vault.set_setting(SERVER, kept.as_deref())?)
}

/// The name under which the keyring keeps the mail server's password for a vault.
pub fn password_name(vault: &Vault) -> String {
    format!("mail {}", vault.id())
}

impl Engine {
    /// Sends a test message with what is set, and answers what the mail server said, or why it was not sent.
    pub fn test_mail(
        &self,
        passwords: &dyn ShopPasswords,
        to: &EmailAddress,
    ) -> Result<Result<String, Explained>, EngineError> {
        let Some(server) = server(&self.vault)? else {
            return Ok(Err(not_set_up()));
        };
        let letter = Letter {
            subject: "A test message from Backstock".to_owned(),
            paragraphs: vec![
                "This is the test message you asked for. E-mail from Backstock arrives here.".to_owned(),
            ],
            facts: Vec::new(),
        };
        let password = passwords.password(&password_name(&self.vault));
        let once = (to, Uuid::new_v4());
        let sent = send(
            &server,
            password.as_ref(),
            &letter,
            once,
            self.clock.now(),
            || true,
        );
        Ok(sent
            .map(|accepted| accepted.answer)
            .map_err(|error| explain_mail(&error)))
    }
}

/// What is said where a mail server is wanted and none is set.
pub(crate) fn not_set_up() -> Explained {
    Explained {
        code: "mail_not_set_up".to_owned(),
        message: "No mail server is set yet.".to_owned(),
        hint: "Enter your mail server and save it.".to_owned(),
    }
}
