//! # The doors between a screen and the engine
//!
//! [`Doors`] has one method for every line of the contract's table ([`backstock_contract::for_each_door`]): what the
//! window asks goes in, what the window shows comes out, and nothing of Tauri is known here. The shell and the
//! development-only browser door are two thin ways to the same methods.
//!
//! * A door does no work of its own: it finds the open vault, calls one verb of the engine on a blocking thread and puts
//!   the answer into the contract's shapes.
//! * Long work is a job ([`jobs`]): it runs on its own thread, reports through [`Doors::news`] and can be cancelled.
//! * What only a desktop has (pickers, notices, the keyring) comes in by [`Native`] and [`Secrets`].
//! * Paths never come from the window. A picker's answer is kept here and the window gets a handle.

mod answers;
mod audit;
mod background;
mod backup_files;
mod certificates;
mod comparing;
mod diagnose;
mod exporting;
mod file_pairs;
mod glance;
mod guides;
mod habits;
pub mod jobs;
mod keeping;
mod listed_files;
mod looking;
mod mail;
mod needs;
mod notices;
mod opening;
mod outbox;
mod passwords;
mod quiet;
mod recent;
mod records;
mod restoring;
mod revising;
mod schedules;
mod servers;
mod shops;
mod state;
mod store_page;
mod stores;
mod strangers;
mod vault;
mod versions;
mod view_only;

pub use glance::{Glance, GlanceLook};
pub use needs::{Confirmation, Native, Notice, Places, Waiting};
pub use state::Doors;

use backstock_contract::Failure;

/// What a door answers.
pub type Reply<T> = Result<T, Failure>;

macro_rules! dispatch {
    ($($door:ident($ask:ident) -> $answer:ident;)*) => {
        /// Opens a door by its name, with JSON going in and JSON coming out. An unknown name is `None`.
        pub async fn call(doors: &Doors, door: &str, ask: serde_json::Value) -> Option<Reply<serde_json::Value>> {
            match door {
                $(stringify!($door) => Some(async {
                    doors.may_open(door)?;
                    let ask: backstock_contract::$ask = understood(door, ask)?;
                    let answer: backstock_contract::$answer = doors.$door(ask).await?;
                    serde_json::to_value(answer).map_err(|_| misread(door))
                }.await),)*
                _ => None,
            }
        }
    };
}
backstock_contract::for_each_door!(dispatch);

fn understood<T: serde::de::DeserializeOwned>(door: &str, ask: serde_json::Value) -> Reply<T> {
    serde_json::from_value(ask).map_err(|_| misread(door))
}

// What was asked is not repeated: it may be a passphrase, or a megabyte.
fn misread(door: &str) -> Failure {
    Failure::new(
        "misunderstood",
        format!("The window and the app did not understand each other at “{door}”."),
        "Close Backstock and open it again; if it stays, install it anew.",
    )
}

#[cfg(test)]
mod tests {
    use backstock_contract::UnlockAsk;

    use super::*;

    #[test]
    fn what_is_not_understood_is_not_repeated() {
        let ask = serde_json::json!({ "with": "my secret passphrase" });
        let failure = understood::<UnlockAsk>("unlock_vault", ask).err();
        let said = serde_json::to_string(&failure).unwrap_or_default();
        assert!(
            said.contains("unlock_vault") && !said.contains("secret"),
            "{said}"
        );
    }
}
