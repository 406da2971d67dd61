//! Shops on real MariaDB and PostgreSQL servers.

pub mod desk;
mod doing;
mod values;
mod ways;
