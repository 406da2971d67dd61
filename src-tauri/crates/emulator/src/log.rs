//! What a test may ask afterwards.

use serde_json::Value;

/// A request that was received.
#[derive(Clone, Debug)]
pub struct Request {
    /// `GET`, `PUT` and so on.
    pub method: String,
    /// The path below the store's own.
    pub path: String,
    /// Its parameters.
    pub query: Vec<(String, String)>,
    /// Its body; null when it had none or a file.
    pub body: Value,
    /// The name of the token it came with, or `unknown`, or `none`.
    pub token: String,
    /// The status it was answered with; 0 when the connection was cut.
    pub status: u16,
}

/// A mail the platform would have sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// What it is about.
    pub kind: String,
    /// To whom.
    pub to: String,
}
