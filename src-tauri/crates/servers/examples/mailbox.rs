//! A mail server without encryption, for tests in other languages. Prints where it is as one line of JSON and lives until its
//! input ends; what it takes lies in its folder as `taken-0001.json` and so on.

#![expect(clippy::print_stdout, reason = "whoever started it reads the place here")]

use std::io::Read as _;

use backstock_servers::{MailWay, Mailbox, NotHere, PASSWORD, USER};

fn main() -> Result<(), NotHere> {
    let mailbox = Mailbox::start(MailWay::None)?;
    println!(
        r#"{{"port": {}, "folder": "{}", "user": "{USER}", "password": "{PASSWORD}"}}"#,
        mailbox.port(),
        mailbox.folder().display()
    );
    let _ = std::io::stdin().read_to_end(&mut Vec::new());
    Ok(())
}
