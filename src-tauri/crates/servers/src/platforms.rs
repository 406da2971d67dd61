//! # Shops of platforms that no real one is at hand of
//!
//! The tables that a platform's profile names, with the types, keys and foreign keys they have there, and a few rows in every one of
//! them. They were written after what the platform publishes and hold nobody's data.

/// Shopware 5, for MariaDB.
pub const SHOPWARE_5: &str = include_str!("../platforms/shopware5.sql");
/// Shopware 6, for MariaDB.
pub const SHOPWARE_6: &str = include_str!("../platforms/shopware6.sql");
/// Vendure, for PostgreSQL.
pub const VENDURE: &str = include_str!("../platforms/vendure.sql");
/// Medusa 2, for PostgreSQL.
pub const MEDUSA: &str = include_str!("../platforms/medusa.sql");
/// PrestaShop 1.7 with two languages and two shops, for MariaDB.
pub const PRESTASHOP: &str = include_str!("../platforms/prestashop.sql");
/// Magento 2 with two stores, for MariaDB.
pub const MAGENTO_2: &str = include_str!("../platforms/magento2.sql");
/// Magento 1 with two stores, for MariaDB.
pub const MAGENTO_1: &str = include_str!("../platforms/magento1.sql");
