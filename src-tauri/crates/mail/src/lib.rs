//! # Messages through the owner's own mail server
//!
//! [`send`] hands one [`Letter`](backstock_model::Letter) for one recipient to the server the owner named. Nobody sees who else was written to: there
//! is one message for each recipient, and no list in any of them.
//!
//! * Nothing goes over a network unprotected. Without encryption only a server on this very computer is spoken to.
//! * What comes from a shop (its name) never begins a header, and is text in the HTML part too. No message brings anything to
//!   be fetched from elsewhere.
//! * A connection that breaks after the whole letter was handed over, and before the server said yes, leaves
//!   [`MailError::Unsure`]: it may have arrived. Whoever keeps a queue does not send such a letter again by itself.
//! * Whatever the server says or does not say, a conversation ends: after two minutes, or a megabyte.
//! * This computer's name is told to nobody.
//!
//! Not done here: keeping letters, trying again, and the password, which is handed in. Calls block.

mod error;
mod letter;
mod line;
mod send;
mod server;

pub use error::MailError;
pub use send::{Accepted, send};
pub use server::{MailServer, Protection};
