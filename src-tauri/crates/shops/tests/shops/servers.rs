//! Shops on real MariaDB and PostgreSQL servers.

pub mod desk;
mod doing;
mod dumps;
mod protection;
mod silence;
mod tunnels;
pub mod values;
mod ways;
