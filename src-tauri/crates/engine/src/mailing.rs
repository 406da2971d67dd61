//! # What the vault keeps about e-mail
//!
//! Small texts among the vault's settings, encrypted like everything in it. The mail server's password is not one of them: it
//! is the keyring's.

use backstock_model::EmailAddress;
use backstock_vault::Vault;

use crate::EngineError;

const OWNER: &str = "mail.owner";

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
