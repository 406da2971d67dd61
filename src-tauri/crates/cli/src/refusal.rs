//! Why a command was not carried out, and what that makes of the exit code.

use std::io;
use std::path::PathBuf;

use backstock_engine::remembered::NotKept;
use backstock_engine::{EngineError, Explained, ShopError, explain, explain_keyring};
use backstock_model::{BackupNumber, ContentType, KeyringError, Target};
use backstock_practice::PracticeError;
use backstock_vault::VaultError;

use crate::answers::Problem;
use crate::page::word_of_command;

/// What the program says to whoever started it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// All of it was done.
    Success,
    /// It ran, and some records failed or are not as they should be, or nothing of what was asked for could be written; or it
    /// was stopped.
    SomeFailed,
    /// It was refused.
    Refused,
}

impl Exit {
    pub(crate) fn code(self) -> u8 {
        match self {
            Self::Success => 0,
            Self::SomeFailed => 1,
            Self::Refused => 2,
        }
    }

    /// Success when `is_right`.
    pub(crate) fn when(is_right: bool) -> Self {
        if is_right { Self::Success } else { Self::SomeFailed }
    }
}

/// Why a command was not carried out.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Refusal {
    /// The engine could not do it.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// The practice shop could not do it.
    #[error(transparent)]
    Practice(#[from] PracticeError),
    /// The keyring could not do it.
    #[error(transparent)]
    Keyring(#[from] KeyringError),
    /// The engine has said already why not.
    #[error("{}", .0.message)]
    Explained(Explained),
    /// Nobody gave the mail server's password.
    #[error("no password was given for the mail server")]
    NoMailPassword,
    /// What was typed cannot be understood.
    #[error("{0}")]
    Words(String),
    /// No vault was named.
    #[error("no vault was named")]
    NoVault,
    /// What was named is no store.
    #[error("{0} is no store hash")]
    NoStore(String),
    /// Nothing at hand opens the vault.
    #[error("nothing at hand opens the vault")]
    Locked {
        /// Whether a passphrase would.
        has_passphrase: bool,
        /// Why the keyring did not.
        keyring: Option<KeyringError>,
    },
    /// A secret in the environment is not text.
    #[error("{0} is not text")]
    NotText(&'static str),
    /// No passphrase was given.
    #[error("no passphrase was given")]
    NoPassphrase,
    /// Nobody gave a file's passphrase.
    #[error("no passphrase was given for the file")]
    NoFilePassphrase,
    /// The passphrase was typed differently the second time.
    #[error("the passphrase was typed differently the second time")]
    PassphraseDiffers,
    /// A change that cannot simply be taken back was not confirmed.
    #[error("not confirmed: {what}")]
    NotConfirmed {
        /// What would be done, as the beginning of a sentence that ends in "with --yes".
        what: String,
    },
    /// Neither looking nor doing was asked for.
    #[error("neither --preview nor --yes")]
    NotDecided,
    /// The plan is not what was asked for beside it.
    #[error("the plan {plan} is for something else")]
    AnotherPlan {
        /// Which plan.
        plan: u64,
    },
    /// What is to be left out is not in the plan.
    #[error("{0} is not in the plan")]
    NotInPlan(Target),
    /// What is to be taken is no conflict of the plan.
    #[error("{0} is no conflict of the plan")]
    NoConflict(Target),
    /// A part of a type was chosen, and no type.
    #[error("no type was chosen")]
    NoTypeChosen,
    /// The recovery key would lie beside what it opens.
    #[error("the recovery key would lie in the vault")]
    KeyInVault,
    /// There is a file already.
    #[error("{} is there already", .0.display())]
    FileThere(PathBuf),
    /// The shop is not the practice shop.
    #[error("{0} is not a practice shop")]
    NotForPractice(String),
    /// A content type is not where it was looked for, and other backups have it.
    #[error("{lacking} does not have {content_type}")]
    InOtherBackups {
        /// What the engine calls it.
        code: String,
        /// Which type.
        content_type: ContentType,
        /// What does not have it, as the beginning of a sentence.
        lacking: String,
        /// The backups that have it, oldest first.
        having: Vec<BackupNumber>,
    },
    /// The record was not there at that moment.
    #[error("{record} was not there")]
    NotThere {
        /// Which record.
        record: String,
        /// When, to follow "not".
        when: String,
    },
    /// A file or folder could not be used.
    #[error("could not {doing}")]
    File {
        /// What was being done, to follow "could not".
        doing: String,
        /// What the system said.
        #[source]
        cause: io::Error,
    },
    /// The answer could not be written.
    #[error("the answer could not be written")]
    Answer(#[source] io::Error),
}

impl From<VaultError> for Refusal {
    fn from(error: VaultError) -> Self {
        Self::Engine(error.into())
    }
}

impl Refusal {
    pub(crate) fn exit(&self) -> Exit {
        match self {
            // It was begun or done; only a request that was not taken up at all is a refused one.
            Self::Engine(
                EngineError::Cancelled | EngineError::RunStopped { .. } | EngineError::ShopAway { .. },
            )
            | Self::Answer(_) => Exit::SomeFailed,
            _ => Exit::Refused,
        }
    }

    /// The refusal in the owner's words.
    pub(crate) fn told(&self) -> Problem {
        match self {
            Self::Engine(error) => {
                let explained = explain(error);
                let hint = hint_in_words_of_this_program(error).unwrap_or(explained.hint);
                Problem::new(&explained.code, explained.message, hint)
            }
            Self::Practice(error) => Problem::new(
                "practice",
                format!("The practice shop did not do this: {}.", reason(error)),
                "Add a new practice shop if this stays.",
            ),
            Self::Keyring(error) => {
                let explained = explain_keyring(error);
                Problem::new(&explained.code, explained.message, explained.hint)
            }
            Self::Explained(explained) => Problem::new(
                &explained.code,
                explained.message.clone(),
                mail_hint_in_words_of_this_program(&explained.code).unwrap_or_else(|| explained.hint.clone()),
            ),
            Self::NoMailPassword => Problem::new(
                "mail_password_missing",
                "The password of this mail server is not known.",
                "Type it when you are asked, or put it into the environment variable BACKSTOCK_MAIL_SECRET.",
            ),
            Self::Words(message) => Problem::new(
                "usage",
                message.clone(),
                "Type backstock-cli help for the commands, or --help after one of them.",
            ),
            Self::NoVault => Problem::new(
                "no_vault",
                "No vault was named.",
                "Name the vault's folder with --vault DIR or in the environment variable BACKSTOCK_VAULT.",
            ),
            Self::NoStore(typed) => Problem::new(
                "no_store_hash",
                format!("There is no store hash in {typed:?}."),
                "Give the part of the API path after /stores/, letters and digits only.",
            ),
            Self::Locked {
                has_passphrase,
                keyring,
            } => Problem::new(
                "locked",
                match keyring {
                    None => "The vault is locked, and this computer's keyring does not know it.".to_owned(),
                    Some(problem) => format!("The vault is locked. {}", explain_keyring(problem).message),
                },
                if *has_passphrase {
                    "Put its recovery key into the environment variable BACKSTOCK_RECOVERY_KEY, or its passphrase into \
                     BACKSTOCK_PASSPHRASE."
                } else {
                    "Put its recovery key into the environment variable BACKSTOCK_RECOVERY_KEY."
                },
            ),
            Self::NotText(name) => Problem::new(
                "not_text",
                format!("The environment variable {name} holds something that is not text."),
                "Set it again.",
            ),
            Self::NoPassphrase => Problem::new(
                "no_passphrase",
                "No passphrase was given.",
                "Type it when you are asked, or put it into the environment variable BACKSTOCK_PASSPHRASE.",
            ),
            Self::NoFilePassphrase => Problem::new(
                "no_passphrase",
                "No passphrase was given for the file.",
                "Type it when you are asked, or put it into the environment variable BACKSTOCK_FILE_PASSPHRASE.",
            ),
            Self::PassphraseDiffers => Problem::new(
                "passphrase_differs",
                "The passphrase was typed differently the second time, so nothing was changed.",
                "Try again.",
            ),
            Self::NotConfirmed { what } => Problem::new(
                "not_confirmed",
                format!("{what} This was not confirmed, so nothing was changed."),
                "Add --yes to do it.",
            ),
            Self::NotDecided => Problem::new(
                "not_decided",
                "Nothing was changed, because neither --preview nor --yes was given.",
                "Add --preview to see what would be written, then --yes to do it.",
            ),
            Self::AnotherPlan { plan } => Problem::new(
                "another_plan",
                format!("The plan {plan} was made for something else than what was asked for with it."),
                "Give the plan alone, or preview again.",
            ),
            Self::NotInPlan(target) => Problem::new(
                "not_in_plan",
                format!(
                    "Nothing would be written to {target}, so it cannot be left out. Nothing was changed."
                ),
                "Look at the preview, and name a record or field of it.",
            ),
            Self::NoConflict(target) => Problem::new(
                "no_conflict",
                format!(
                    "{target} was not changed in the shop since, so there is nothing to decide. Nothing was changed."
                ),
                "Look at the preview, and name a field that it says was changed since.",
            ),
            Self::NoTypeChosen => Problem::new(
                "no_type_chosen",
                "A field's name, a search or a link needs the content type it is meant for.",
                "Add --type, for example --type products.",
            ),
            Self::KeyInVault => Problem::new(
                "key_in_vault",
                "The recovery key must not lie in the vault that it opens.",
                "Choose a file somewhere else, best on another device.",
            ),
            Self::FileThere(file) => Problem::new(
                "file_there",
                format!("There already is a file {}.", file.display()),
                "Choose another name.",
            ),
            Self::NotForPractice(name) => Problem::new(
                "not_for_practice",
                format!("{name} is a real shop. Mistakes can be made in the practice shop only."),
                "Add one with: shop add \"Harbour Tea\" practice",
            ),
            Self::InOtherBackups {
                code,
                content_type,
                lacking,
                having,
            } => Problem::new(
                code,
                format!(
                    "{lacking} does not have the content type “{content_type}”; {} it.",
                    have(having)
                ),
                "Name a backup that has it, or another content type.",
            ),
            Self::NotThere { record, when } => Problem::new(
                "not_there",
                format!("There was no {record} {when}."),
                "Look at its versions to see when it was there.",
            ),
            Self::File { doing, cause } => Problem::new(
                "file",
                format!("Backstock could not {doing}: {cause}."),
                "Make sure that the folder is there, may be written, and has room.",
            ),
            Self::Answer(cause) => Problem::new(
                "answer",
                format!("It was done, but the answer could not be written: {cause}."),
                "Make sure that there is room where the answer goes.",
            ),
        }
    }
}

/// `backup 2 has`, `backups 2, 3 and 5 have`, `40 backups have`
fn have(backups: &[BackupNumber]) -> String {
    const MOST_NAMED: usize = 5;
    match backups {
        [] => "no backup has".to_owned(),
        [only] => format!("backup {only} has"),
        [first, .., last] if backups.len() > MOST_NAMED => {
            format!("{} backups from {first} to {last} have", backups.len())
        }
        [others @ .., last] => {
            let others: Vec<String> = others.iter().map(ToString::to_string).collect();
            format!("backups {} and {last} have", others.join(", "))
        }
    }
}

/// What to do, where it is a command and not a button.
fn hint_in_words_of_this_program(error: &EngineError) -> Option<String> {
    match error {
        EngineError::AnotherShop { shop } => Some(format!(
            "Check that the right file is in place. If you moved or rebuilt the shop on purpose: shop check {} --accept",
            word_of_command(shop)
        )),
        EngineError::Shop(_) if explain(error).code == "shop_missing" => Some(
            "Plug in the drive it is on, or name the file where the shop is now: shop move NAME PATH"
                .to_owned(),
        ),
        EngineError::Shop(ShopError::CertificateUnknown { .. }) => Some(
            "If your hosting company names the same fingerprint: --certificate-fingerprint FINGERPRINT; or the certificate's file: \
             --certificate FILE"
                .to_owned(),
        ),
        EngineError::RunInterrupted(run) => Some(format!(
            "Decide about it first: recovery SHOP {run} --resume goes on with it, --leave leaves the shop as it is, and undo SHOP \
             {run} takes back what it wrote."
        )),
        _ => None,
    }
}

/// The same where e-mail is about to be set.
fn mail_hint_in_words_of_this_program(code: &str) -> Option<String> {
    match code {
        "mail_not_set_up" => {
            Some("Set it with: mail set --host HOST --from ADDRESS [--user USER]".to_owned())
        }
        "mail_password_missing" => {
            Some("Put the password into the environment variable BACKSTOCK_MAIL_SECRET.".to_owned())
        }
        _ => None,
    }
}

impl Refusal {
    /// What the system or the database said, for somebody who wants to help; nothing when the sentences say it all.
    pub(crate) fn details(&self) -> Option<String> {
        match self {
            Self::Engine(error) => {
                std::error::Error::source(error)?;
                Some(reason(error))
            }
            _ => None,
        }
    }
}

/// An error with what caused it, in one line.
fn reason(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(found) = cause {
        text.push_str(": ");
        text.push_str(&found.to_string());
        cause = found.source();
    }
    text
}

impl From<NotKept> for Refusal {
    fn from(why: NotKept) -> Self {
        match why {
            NotKept::Vault(error) => error.into(),
            NotKept::Keyring(error) => error.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use backstock_engine::mail::MailError;
    use backstock_engine::{explain_address, explain_mail};
    use backstock_model::AddressFault;

    use super::*;

    // S2.15: every refusal is a sentence and one thing to do.
    #[test]
    fn every_refusal_is_a_sentence_and_one_thing_to_do() {
        let refusals = [
            Refusal::Practice(PracticeError::NotAPracticeShop { path: "a.db".into() }),
            Refusal::Keyring(KeyringError::None),
            Refusal::Keyring(KeyringError::Locked),
            Refusal::Keyring(KeyringError::Refused("no".into())),
            Refusal::Explained(explain_mail(&MailError::NotLetIn("5.7.8 No".into()))),
            Refusal::Explained(explain_mail(&MailError::SignInMissing(String::new()))),
            Refusal::Explained(explain_address(AddressFault::Domain)),
            Refusal::NoMailPassword,
            Refusal::Words("There is no command frobnicate.".into()),
            Refusal::NoVault,
            Refusal::NoStore("https://www.harbour-tea.example".into()),
            Refusal::Locked {
                has_passphrase: true,
                keyring: None,
            },
            Refusal::Locked {
                has_passphrase: false,
                keyring: Some(KeyringError::None),
            },
            Refusal::NotText("BACKSTOCK_PASSPHRASE"),
            Refusal::NoPassphrase,
            Refusal::NoFilePassphrase,
            Refusal::PassphraseDiffers,
            Refusal::NotConfirmed {
                what: "Backup 1 would be deleted.".into(),
            },
            Refusal::NotDecided,
            Refusal::AnotherPlan { plan: 7 },
            Refusal::NotInPlan("products/117#/price".parse().unwrap()),
            Refusal::NoConflict("products/117".parse().unwrap()),
            Refusal::NoTypeChosen,
            Refusal::KeyInVault,
            Refusal::FileThere("key.txt".into()),
            Refusal::NotForPractice("Harbour Tea".into()),
            Refusal::InOtherBackups {
                code: "type_not_in_backup".into(),
                content_type: ContentType::new("pages"),
                lacking: "Backup 1".into(),
                having: [2, 3, 5].map(BackupNumber).into(),
            },
            Refusal::InOtherBackups {
                code: "unknown_type".into(),
                content_type: ContentType::new("pages"),
                lacking: "The shop".into(),
                having: (2..30).map(BackupNumber).collect(),
            },
            Refusal::NotThere {
                record: "products/1".into(),
                when: "in backup 1".into(),
            },
            Refusal::File {
                doing: "make the folder x".into(),
                cause: io::Error::from(io::ErrorKind::PermissionDenied),
            },
            Refusal::Answer(io::Error::from(io::ErrorKind::StorageFull)),
        ];
        let told: Vec<Problem> = refusals.iter().map(Refusal::told).collect();
        for problem in &told {
            assert!(problem.message.ends_with('.'), "{problem:?}");
            assert!(
                !problem.hint.is_empty() && !problem.message.contains("rror"),
                "{problem:?}"
            );
        }
        insta::assert_snapshot!(
            told.iter()
                .map(|problem| format!("{}\n  {}\n  {}", problem.code, problem.message, problem.hint))
                .collect::<Vec<_>>()
                .join("\n")
        );
    }

    #[test]
    fn a_stop_is_not_a_refusal() {
        assert_eq!(Refusal::from(EngineError::Cancelled).exit(), Exit::SomeFailed);
        assert_eq!(Refusal::NotDecided.exit(), Exit::Refused);
    }
}
