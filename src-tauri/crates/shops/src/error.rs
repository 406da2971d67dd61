//! Why a shop could not be read or written.

use std::path::PathBuf;

use backstock_dump::DumpError;
use backstock_model::{ContentType, DocumentError};

use crate::ShownCertificate;

/// Why a shop could not be read or written. The owner's words for each are in `contract`.
#[derive(Debug, thiserror::Error)]
pub enum ShopError {
    /// The shop's file is not where it was.
    #[error("the shop's file {} is not there", path.display())]
    FileMissing {
        /// Where it was.
        path: PathBuf,
    },
    /// Another file lies where the shop's was when the job began.
    #[error("the shop's file {} was replaced by another one", path.display())]
    FileReplaced {
        /// Where.
        path: PathBuf,
    },
    /// The file is something else.
    #[error("{} is not a SQLite database", path.display())]
    NotADatabase {
        /// Which file.
        path: PathBuf,
    },
    /// The file is encrypted or its header is damaged.
    #[error("{} is encrypted or damaged", path.display())]
    EncryptedOrDamaged {
        /// Which file.
        path: PathBuf,
    },
    /// Another program holds the database.
    #[error("another program is using the shop's database")]
    Busy,
    /// The file or its folder may not be written.
    #[error("the shop's database may only be read")]
    ReadOnly,
    /// The file may not be opened.
    #[error("{} may not be opened", path.display())]
    NotAllowed {
        /// Which file.
        path: PathBuf,
    },
    /// No room left where the shop lives.
    #[error("the shop's disk is full")]
    DiskFull,
    /// A backup file that was whole when it was checked cannot be read any more.
    #[error("the backup file cannot be read: {what}")]
    BackupFile {
        /// What is wrong.
        what: String,
    },
    /// A dump cannot be read.
    #[error(transparent)]
    Dump(#[from] DumpError),
    /// A dump holds more, or other things, than can be read without a server.
    #[error("the dump is not read: {what}")]
    DumpRefused {
        /// Why, to follow "because".
        what: String,
    },
    /// The type is not (any more) in the shop.
    #[error("the shop has no {0}")]
    UnknownType(ContentType),
    /// A record in the vault cannot be understood.
    #[error("a record could not be understood")]
    Document(#[from] DocumentError),
    /// A profile file is wrong.
    #[error("the profile {name} is wrong: {what}")]
    Profile {
        /// Which profile.
        name: String,
        /// What is wrong with it.
        what: String,
    },
    /// Nobody answers where the shop's server was said to be.
    #[error("no database server answers at {server}")]
    ServerMissing {
        /// Where.
        server: String,
    },
    /// The server does not know the user, or not with this password.
    #[error("the server {server} does not let {user} in")]
    NotLetIn {
        /// Where.
        server: String,
        /// Who asked.
        user: String,
        /// Whether the way there was not encrypted: MariaDB says the same of a user who is only let in over an encrypted one.
        is_plain: bool,
    },
    /// The server has no such database, or does not show it to this user.
    #[error("the server {server} has no database {database}")]
    NoSuchDatabase {
        /// Where.
        server: String,
        /// Which.
        database: String,
    },
    /// The way to the server cannot be protected: it offers no TLS, or its certificate is not to be trusted.
    #[error("no protected connection to {server}: {why}")]
    NotProtected {
        /// Where.
        server: String,
        /// What is the matter with it.
        why: String,
    },
    /// The server shows a certificate that is not to be trusted by itself, and that nobody has accepted.
    #[error("the certificate of {server} is not trusted: {why}")]
    CertificateUnknown {
        /// Where.
        server: String,
        /// What is the matter with it.
        why: String,
        /// What it shows.
        certificate: Box<ShownCertificate>,
    },
    /// The server shows another certificate than the one that was accepted.
    #[error("the server {server} shows another certificate than the one that was accepted")]
    CertificateChanged {
        /// Where.
        server: String,
        /// What it shows.
        certificate: Box<ShownCertificate>,
    },
    /// The server speaks to nobody whose way to it is not protected.
    #[error("the server {server} asks for a protected connection")]
    ProtectionAsked {
        /// Where.
        server: String,
    },
    /// Something took the connection and then said nothing.
    #[error("the server {server} does not answer")]
    Silent {
        /// Where.
        server: String,
    },
    /// There is no program to go through another computer with.
    #[error("there is no program ssh on this computer")]
    SshMissing,
    /// The computer to go through does not answer.
    #[error("{host} does not answer: {why}")]
    SshUnreachable {
        /// Which computer, and who asks.
        host: String,
        /// What `ssh` said.
        why: String,
    },
    /// The computer to go through does not let the user in.
    #[error("{host} does not let this key in")]
    SshNotLetIn {
        /// Which computer, and who asks.
        host: String,
    },
    /// A key file that `ssh` does not take.
    #[error("the key file {} cannot be used: {why}", path.display())]
    SshKeyUnusable {
        /// Which file.
        path: PathBuf,
        /// What is the matter with it.
        why: String,
    },
    /// Nobody has said yet that the computer to go through is the right one.
    #[error("{host} is not known yet; its key is {fingerprint}")]
    SshHostUnknown {
        /// Which computer, and who asks.
        host: String,
        /// What people compare it by: `SHA256:…`.
        fingerprint: String,
        /// The key itself, to be kept once it was confirmed.
        host_key: String,
    },
    /// The computer to go through shows another key than it did.
    #[error("{host} shows another key than it did")]
    SshHostChanged {
        /// Which computer, and who asks.
        host: String,
    },
    /// The computer to go through hands nothing on.
    #[error("{host} hands nothing on to {server}")]
    SshNoForwarding {
        /// Which computer, and who asks.
        host: String,
        /// Where it should have been handed on to.
        server: String,
    },
    /// The user may not do this.
    #[error("the server does not allow it: {what}")]
    NotPermitted {
        /// What the server said.
        what: String,
    },
    /// The server was reached, and then not any more.
    #[error("the connection to the server {server} was lost")]
    ConnectionLost {
        /// Where.
        server: String,
    },
    /// The shop's tables were changed while they were looked at, so that what was seen of them is not of one moment.
    #[error("the shop's tables were changed meanwhile: {what}")]
    TablesChanged {
        /// What the server said of it, or which table it was.
        what: String,
    },
    /// No password is kept for the shop's server.
    #[error("no password is kept for the server {server}")]
    PasswordMissing {
        /// Where.
        server: String,
    },
    /// A shop on the web cannot be reached, or has too much to do.
    #[error("the store {store} cannot be reached")]
    StoreAway {
        /// Which.
        store: String,
    },
    /// There is no such store.
    #[error("there is no store {store}")]
    NoSuchStore {
        /// Which.
        store: String,
    },
    /// The store does not know the token, or not any more.
    #[error("the store {store} does not take the token")]
    TokenRefused {
        /// Which.
        store: String,
    },
    /// No token is kept for the store.
    #[error("no token is kept for the store {store}")]
    TokenMissing {
        /// Which.
        store: String,
    },
    /// What came back is not what such a store answers: another place was named, or it was far too long.
    #[error("the answer is none of the store {store}: {what}")]
    NotTheStore {
        /// Which.
        store: String,
        /// What was odd about it.
        what: String,
    },
    /// The token does not allow it.
    #[error("the token does not allow to read or write {what}")]
    ScopeMissing {
        /// What was asked for.
        what: String,
    },
    /// Records of a type came and went faster than they could be read.
    #[error("the {what} could not be read completely")]
    Incomplete {
        /// The content type.
        what: String,
    },
    /// The store refused what it was asked for.
    #[error("the store did not take it: {said}")]
    StoreRefused {
        /// What it said.
        said: String,
    },
    /// The switches of the store's e-mails cannot be read or changed, so a restore might mail its customers.
    #[error("the switches of the e-mails of the store {store} cannot be read or changed")]
    NotQuiet {
        /// Which.
        store: String,
    },
    /// Somebody asked to stop.
    #[error("stopped as asked")]
    Stopped,
    /// Anything else the database reports, with what was being done.
    #[error("could not {doing}")]
    Database {
        /// What was being done, to follow "could not".
        doing: String,
        /// What the database said.
        #[source]
        cause: Box<dyn std::error::Error + Send + Sync>,
    },
}
