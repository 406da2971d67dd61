//! # E-mail addresses: the one rule of the product
//!
//! The window, the command line and whoever sends a message ask [`EmailAddress::parse`]; there is no second rule that could
//! answer otherwise. It takes what people have (`name@example.com`) and refuses what mail standards allow in theory and no
//! provider gives out: quoted names, comments, numbers in brackets. What it takes holds no space, no line break and no bracket,
//! so that an address can never begin a line of its own in a message.

use std::fmt;

use serde::{Deserialize, Serialize};

const LONGEST: usize = 254;
const LONGEST_NAME: usize = 64;
const LONGEST_LABEL: usize = 63;

/// An address that a message can be sent to, without spaces around it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EmailAddress(String);

/// What is wrong with a text that should be an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressFault {
    /// Nothing was typed.
    #[error("there is no address")]
    Empty,
    /// It is longer than any address.
    #[error("the address is too long")]
    TooLong,
    /// There is no `@` in it, or more than one.
    #[error("an address has one @")]
    At,
    /// Spaces, brackets or letters outside a to z.
    #[error("the address holds a sign that addresses do not have")]
    Sign,
    /// What stands before the `@` is missing, or its dots are misplaced.
    #[error("the part before the @ is not right")]
    Name,
    /// What stands behind the `@` is no domain, such as `example.com`.
    #[error("the part behind the @ is not a domain")]
    Domain,
}

impl EmailAddress {
    /// Takes an address as it was typed; spaces around it are no fault.
    ///
    /// # Errors
    ///
    /// When no message can be sent there.
    pub fn parse(typed: &str) -> Result<Self, AddressFault> {
        let address = typed.trim();
        if address.is_empty() {
            return Err(AddressFault::Empty);
        }
        if address.len() > LONGEST {
            return Err(AddressFault::TooLong);
        }
        if !address.chars().all(|sign| sign == '@' || is_sign(sign)) {
            return Err(AddressFault::Sign);
        }
        let (name, domain) = address.split_once('@').ok_or(AddressFault::At)?;
        if domain.contains('@') {
            return Err(AddressFault::At);
        }
        if name.len() > LONGEST_NAME || name.split('.').any(str::is_empty) {
            return Err(AddressFault::Name);
        }
        if is_domain(domain) {
            Ok(Self(address.to_owned()))
        } else {
            Err(AddressFault::Domain)
        }
    }

    /// The address as it was typed, without the spaces around it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands behind the `@`.
    pub fn domain(&self) -> &str {
        self.0.split_once('@').map_or("", |(_, domain)| domain)
    }
}

/// Capital letters make no other address: no provider that people use tells them apart.
impl PartialEq for EmailAddress {
    fn eq(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }
}

impl Eq for EmailAddress {}

impl TryFrom<String> for EmailAddress {
    type Error = AddressFault;

    fn try_from(kept: String) -> Result<Self, AddressFault> {
        Self::parse(&kept)
    }
}

impl From<EmailAddress> for String {
    fn from(address: EmailAddress) -> Self {
        address.0
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What may stand in the part before the `@`; a domain may hold fewer.
fn is_sign(sign: char) -> bool {
    sign.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(sign)
}

fn is_domain(domain: &str) -> bool {
    let labels: Vec<&str> = domain.split('.').collect();
    labels.len() >= 2
        && labels.iter().all(|label| {
            !label.is_empty()
                && label.len() <= LONGEST_LABEL
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|sign| sign.is_ascii_alphanumeric() || sign == '-')
        })
        // No top-level domain begins with a digit; this keeps out `name@192.168.0.1`.
        && labels.last().is_some_and(|last| last.len() >= 2 && last.starts_with(|sign: char| sign.is_ascii_alphabetic()))
}

#[cfg(test)]
mod tests {
    use super::*;

    // S2.13.2
    #[test]
    fn the_rule_takes_what_people_have() {
        for typed in [
            "name@example.com",
            "anna.berg@example.com",
            "a@b.co",
            "  anna@example.com\t",
            "Anna@Example.COM",
            "anna+shop@example.com",
            "anna_berg@example.com",
            "anna-berg@example.com",
            "1234567890@example.com",
            "o'neill@example.com",
            "owner@shop.example.co.uk",
            "owner@my-shop.example",
            "owner@xn--bcher-kva.example",
            "owner@123.com",
            "owner@museum.museum",
            "a.b.c.d@example.com",
            "x=y@example.org",
            "{anna}@example.org",
            "owner@a.b.c.d.example.com",
            "owner@example.xn--p1ai",
        ] {
            let taken = EmailAddress::parse(typed).map(|address| address.to_string());
            assert_eq!(taken.as_deref(), Ok(typed.trim()), "{typed:?}");
        }
        let name = "n".repeat(LONGEST_NAME);
        assert!(EmailAddress::parse(&format!("{name}@example.com")).is_ok());
    }

    // S2.13.2
    #[test]
    fn the_rule_refuses_what_cannot_be_reached_and_says_why() {
        use AddressFault::{At, Domain, Empty, Name, Sign, TooLong};
        for (typed, fault) in [
            ("", Empty),
            ("   ", Empty),
            ("anna", At),
            ("anna.example.com", At),
            ("anna@@example.com", At),
            ("anna@shop@example.com", At),
            ("@example.com", Name),
            (".anna@example.com", Name),
            ("anna.@example.com", Name),
            ("anna..berg@example.com", Name),
            ("anna@", Domain),
            ("anna@example", Domain),
            ("anna@localhost", Domain),
            ("anna@.example.com", Domain),
            ("anna@example..com", Domain),
            ("anna@example.com.", Domain),
            ("anna@-example.com", Domain),
            ("anna@example-.com", Domain),
            ("anna@exa_mple.com", Domain),
            ("anna@example.c", Domain),
            ("anna@192.168.0.1", Domain),
            ("anna@[192.168.0.1]", Sign),
            ("anna berg@example.com", Sign),
            ("anna@exam ple.com", Sign),
            ("anna@example.com, bert@example.com", Sign),
            ("anna@example.com;bert@example.com", Sign),
            ("Anna <anna@example.com>", Sign),
            ("<anna@example.com>", Sign),
            ("\"anna\"@example.com", Sign),
            ("mailto:anna@example.com", Sign),
            ("anna(work)@example.com", Sign),
            ("anna\\@example.com", Sign),
            ("änna@example.com", Sign),
            ("anna@bücher.example", Sign),
            ("anna@example.com\r\nBcc: bert@example.com", Sign),
            ("anna@example.com\nbert@example.com", Sign),
            ("an\0na@example.com", Sign),
            ("anna\u{200b}@example.com", Sign),
            ("anna＠example.com", Sign),
        ] {
            let refused = EmailAddress::parse(typed).err();
            assert_eq!(refused, Some(fault), "{typed:?}");
        }
        let long = format!("{}@example.com", "n".repeat(LONGEST_NAME + 1));
        assert_eq!(EmailAddress::parse(&long), Err(Name));
        let label = format!("anna@{}.com", "e".repeat(LONGEST_LABEL + 1));
        assert_eq!(EmailAddress::parse(&label), Err(Domain));
        let endless = format!("anna@{}com", "example.".repeat(40));
        assert_eq!(EmailAddress::parse(&endless), Err(TooLong));
    }

    // S2.13.3
    #[test]
    fn capital_letters_and_spaces_around_make_no_other_address() {
        assert_eq!(
            EmailAddress::parse(" Anna@Example.com"),
            EmailAddress::parse("anna@example.COM ")
        );
        assert_ne!(
            EmailAddress::parse("anna@example.com"),
            EmailAddress::parse("anna@example.org")
        );
    }
}
