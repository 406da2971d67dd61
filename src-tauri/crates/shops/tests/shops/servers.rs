//! Shops on real MariaDB and PostgreSQL servers.

mod desk;
mod doing;
mod values;
mod ways;
