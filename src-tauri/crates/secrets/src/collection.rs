//! Asking the Secret Service whether it is open, without making it ask the owner for a password.

use zbus::blocking::{Connection, Proxy};
use zbus::zvariant::OwnedObjectPath;

use crate::KeyringState;

const NAME: &str = "org.freedesktop.secrets";
const PATH: &str = "/org/freedesktop/secrets";
// What the service says when nobody has made a collection of secrets yet.
const NO_COLLECTION: &str = "/";

/// What the Secret Service of this session can do now.
pub(crate) fn state() -> KeyringState {
    match is_locked() {
        Ok(false) => KeyringState::Available,
        Ok(true) => KeyringState::Locked,
        Err(_) => KeyringState::None,
    }
}

fn is_locked() -> zbus::Result<bool> {
    let session = Connection::session()?;
    let service = Proxy::new(&session, NAME, PATH, "org.freedesktop.Secret.Service")?;
    let collection: OwnedObjectPath = service.call("ReadAlias", &("default",))?;
    if collection.as_str() == NO_COLLECTION {
        return Ok(true);
    }
    Proxy::new(&session, NAME, collection, "org.freedesktop.Secret.Collection")?.get_property("Locked")
}
