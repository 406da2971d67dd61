//! What the doors need from the place they are built into.

use std::future::Future;
use std::path::{Path, PathBuf};
use std::pin::Pin;

use backstock_contract::PickPurpose;
use backstock_schedule::Tz;

/// An answer that a person, or the operating system, takes time for.
pub type Waiting<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// What only a desktop has.
pub trait Native: Send + Sync {
    /// Opens a native picker; nothing when the owner closed it.
    fn pick(&self, purpose: PickPurpose) -> Waiting<'_, Option<PathBuf>>;

    /// Asks where to save a file of this name; nothing when the owner closed the dialog.
    fn pick_new_file(&self, name: &str) -> Waiting<'_, Option<PathBuf>>;

    /// Shows a file in the computer's own file manager.
    fn show_file(&self, file: PathBuf) -> Waiting<'_, ()>;

    /// Asks before something that cannot simply be taken back. The question is the operating system's own window, so that
    /// no script in ours can answer it.
    fn confirm(&self, question: Confirmation) -> Waiting<'_, bool>;

    /// Shows a folder's content in the computer's own file manager.
    fn show_folder(&self, folder: &Path);

    /// Opens a page of the web in the computer's own browser.
    fn open_page(&self, address: &str);

    /// The time zone of this computer now; it changes when its owner travels.
    fn zone(&self) -> Tz {
        Tz::UTC
    }

    /// Whether the app starts when its owner logs in; nothing where it cannot.
    fn starts_at_login(&self) -> Option<bool> {
        None
    }

    /// Has it start then, or not; why it cannot be set.
    fn start_at_login(&self, _is_on: bool) -> Result<(), String> {
        Err("this computer offers no way to do so".to_owned())
    }

    /// Tells the owner something while they may be looking elsewhere. Never names a customer.
    fn notify(&self, notice: Notice);
}

/// A question before a write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confirmation {
    /// The question.
    pub title: String,
    /// What will happen.
    pub message: String,
    /// What the button that goes on says.
    pub go_on: String,
}

/// A desktop notification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The first line.
    pub title: String,
    /// The rest.
    pub body: String,
    /// Where in the window a click leads, for example `#/shop/Harbour%20Tea/recovery/3`.
    pub route: String,
}

/// Where things lie on this computer.
#[derive(Clone, Debug)]
pub struct Places {
    /// The folder suggested for a new vault.
    pub suggested_vault: PathBuf,
    /// The folder in which exports are suggested to become folders of their own.
    pub exports: PathBuf,
    /// Where what is only looked at is kept for the while, encrypted.
    pub temporary: PathBuf,
    /// The file that remembers which vault was used last.
    pub last_vault: PathBuf,
    /// Whether the app was started to try the practice shop.
    pub practice_offered: bool,
    /// The app's version.
    pub version: String,
}
