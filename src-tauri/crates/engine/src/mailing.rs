//! # What the vault keeps about e-mail
//!
//! Small texts among the vault's settings, encrypted like everything in it. The mail server's password is not one of them: it
//! is the keyring's, under [`password_name`].

use backstock_mail::MailServer;
use backstock_model::EmailAddress;
use backstock_vault::Vault;

use crate::EngineError;

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
