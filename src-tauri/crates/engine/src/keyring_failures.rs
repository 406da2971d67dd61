//! What is said when the keyring did not do what was asked.

use backstock_model::KeyringError;

use crate::Explained;

/// Puts the keyring's answer into the owner's words.
pub fn explain_keyring(error: &KeyringError) -> Explained {
    match error {
        KeyringError::None => said(
            "keyring_none",
            "This computer has no keyring that could remember the vault.",
            "Open the vault with its passphrase or recovery key.",
        ),
        KeyringError::Locked => said(
            "keyring_locked",
            "This computer's keyring is locked.",
            "Unlock the keyring and try again, or open the vault with its passphrase or recovery key.",
        ),
        KeyringError::Refused(what) => said(
            "keyring_refused",
            format!("This computer's keyring refused: {what}."),
            "Open the vault with its passphrase or recovery key.",
        ),
    }
}

fn said(code: &str, message: impl Into<String>, hint: &str) -> Explained {
    Explained {
        code: code.to_owned(),
        message: message.into(),
        hint: hint.to_owned(),
    }
}
