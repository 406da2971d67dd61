//! Shops on real MariaDB and PostgreSQL servers.

pub mod desk;
mod doing;
mod dumps;
pub mod values;
mod ways;
