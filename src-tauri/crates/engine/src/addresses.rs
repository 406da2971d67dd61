//! What is said about a text that is no e-mail address.

use backstock_model::AddressFault;

use crate::Explained;

/// Puts what is wrong with an address into the owner's words.
pub fn explain_address(fault: AddressFault) -> Explained {
    let message = match fault {
        AddressFault::Empty => "No address was typed.",
        AddressFault::TooLong => "This is longer than an e-mail address can be.",
        AddressFault::At => "An e-mail address has exactly one @ in it.",
        AddressFault::Sign => "There is a space or a sign in it that e-mail addresses do not have.",
        AddressFault::Name => "The part before the @ is not right.",
        AddressFault::Domain => "The part behind the @ is not right.",
    };
    Explained {
        code: "address_wrong".to_owned(),
        message: message.to_owned(),
        hint: "Type one address, such as name@example.com.".to_owned(),
    }
}
