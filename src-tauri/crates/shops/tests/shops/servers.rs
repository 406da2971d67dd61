//! Shops on real MariaDB and PostgreSQL servers.

pub mod desk;
mod doing;
mod protection;
mod silence;
mod tunnels;
mod values;
mod ways;
