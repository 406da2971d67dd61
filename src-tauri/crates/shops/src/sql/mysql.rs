//! # Shops on a MariaDB or MySQL server
//!
//! Read over one connection in one transaction with a consistent snapshot, by the text protocol: the driver's binary one turns
//! zero dates, decimals and floats into something else. The session's time zone is UTC, so that no hour of a fall back comes
//! twice, and its mode takes the dates that older shops have (`0000-00-00`) and nothing that would be cut off.
//!
//! What is told apart here:
//!
//! * A FLOAT is shown by the server with six digits; it is read as the double it stands for and kept with the digits it needs.
//! * A BIT is read as a number; a zero filled number without its zeros.
//! * Text in a Unicode or a western character set is read as text. In other character sets a text that would not come back as
//!   the same bytes is kept as bytes.
//! * A column that sets itself on every change (`ON UPDATE CURRENT_TIMESTAMP`) is kept as it is.
//!
//! Foreign keys are not checked by the server while we write, and their actions do not run: what points where is looked up
//! before a batch is kept. Triggers cannot be kept from running.
//!
//! Tables of engines without transactions (MyISAM, Aria, MEMORY) are not read as of one moment, and what is written to them
//! cannot be taken back by the server; the shop's check names them.

mod connect;
mod grants;
mod relay;
mod session;
mod tables;

pub(crate) use session::MysqlSession;
pub(in crate::sql) use session::taken;
pub(in crate::sql) use tables::affinity;
