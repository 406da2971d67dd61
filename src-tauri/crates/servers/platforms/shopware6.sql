-- Tables of Shopware 6 as far as the profile names them, with their types, keys and foreign keys (6.5 and 6.6), and a few rows in two
-- languages. Written by us after the platform's published migrations; it is no copy of them, and holds nobody's data.

CREATE TABLE `language` (
    `id` BINARY(16) NOT NULL, `parent_id` BINARY(16) NULL, `locale_id` BINARY(16) NOT NULL, `name` VARCHAR(50) NOT NULL,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`),
    FOREIGN KEY (`parent_id`) REFERENCES `language` (`id`) ON DELETE RESTRICT ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `tag` (
    `id` BINARY(16) NOT NULL, `name` VARCHAR(255) NOT NULL,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`), UNIQUE (`name`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `tax` (
    `id` BINARY(16) NOT NULL, `tax_rate` DECIMAL(10,2) NOT NULL, `name` VARCHAR(255) NOT NULL,
    `position` INT NOT NULL DEFAULT 1, `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL,
    PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `country` (
    `id` BINARY(16) NOT NULL, `iso` VARCHAR(255) NULL, `iso3` VARCHAR(45) NULL, `active` TINYINT(1) NOT NULL DEFAULT 0,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `country_translation` (
    `country_id` BINARY(16) NOT NULL, `language_id` BINARY(16) NOT NULL, `name` VARCHAR(255) NULL,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`country_id`, `language_id`),
    FOREIGN KEY (`country_id`) REFERENCES `country` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`language_id`) REFERENCES `language` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `tax_rule` (
    `id` BINARY(16) NOT NULL, `tax_id` BINARY(16) NOT NULL, `country_id` BINARY(16) NOT NULL,
    `tax_rate` DOUBLE(10,2) NOT NULL, `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`),
    FOREIGN KEY (`tax_id`) REFERENCES `tax` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`country_id`) REFERENCES `country` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `country_state` (
    `id` BINARY(16) NOT NULL, `country_id` BINARY(16) NOT NULL, `short_code` VARCHAR(255) NOT NULL,
    `active` TINYINT(1) NOT NULL DEFAULT 0, `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL,
    PRIMARY KEY (`id`), FOREIGN KEY (`country_id`) REFERENCES `country` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `country_state_translation` (
    `country_state_id` BINARY(16) NOT NULL, `language_id` BINARY(16) NOT NULL, `name` VARCHAR(255) NULL,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`country_state_id`, `language_id`),
    FOREIGN KEY (`country_state_id`) REFERENCES `country_state` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`language_id`) REFERENCES `language` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `currency` (
    `id` BINARY(16) NOT NULL, `iso_code` CHAR(3) NOT NULL, `factor` DOUBLE NOT NULL, `symbol` VARCHAR(255) NOT NULL,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`), UNIQUE (`iso_code`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `currency_translation` (
    `currency_id` BINARY(16) NOT NULL, `language_id` BINARY(16) NOT NULL, `short_name` VARCHAR(255) NULL,
    `name` VARCHAR(255) NULL, `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL,
    PRIMARY KEY (`currency_id`, `language_id`),
    FOREIGN KEY (`currency_id`) REFERENCES `currency` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`language_id`) REFERENCES `language` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `currency_country_rounding` (
    `id` BINARY(16) NOT NULL, `currency_id` BINARY(16) NOT NULL, `country_id` BINARY(16) NOT NULL,
    `item_rounding` JSON NOT NULL, `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`),
    FOREIGN KEY (`currency_id`) REFERENCES `currency` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`country_id`) REFERENCES `country` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `unit` (
    `id` BINARY(16) NOT NULL, `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `unit_translation` (
    `unit_id` BINARY(16) NOT NULL, `language_id` BINARY(16) NOT NULL, `short_code` VARCHAR(255) NULL,
    `name` VARCHAR(255) NULL, `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL,
    PRIMARY KEY (`unit_id`, `language_id`),
    FOREIGN KEY (`unit_id`) REFERENCES `unit` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`language_id`) REFERENCES `language` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `salutation` (
    `id` BINARY(16) NOT NULL, `salutation_key` VARCHAR(255) NOT NULL,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`), UNIQUE (`salutation_key`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `salutation_translation` (
    `salutation_id` BINARY(16) NOT NULL, `language_id` BINARY(16) NOT NULL, `display_name` VARCHAR(255) NULL,
    `letter_name` VARCHAR(255) NULL, `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL,
    PRIMARY KEY (`salutation_id`, `language_id`),
    FOREIGN KEY (`salutation_id`) REFERENCES `salutation` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`language_id`) REFERENCES `language` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `delivery_time` (
    `id` BINARY(16) NOT NULL, `min` INT NOT NULL, `max` INT NOT NULL, `unit` VARCHAR(255) NOT NULL,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `delivery_time_translation` (
    `delivery_time_id` BINARY(16) NOT NULL, `language_id` BINARY(16) NOT NULL, `name` VARCHAR(255) NULL,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`delivery_time_id`, `language_id`),
    FOREIGN KEY (`delivery_time_id`) REFERENCES `delivery_time` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`language_id`) REFERENCES `language` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `rule` (
    `id` BINARY(16) NOT NULL, `name` VARCHAR(500) NOT NULL, `priority` INT NOT NULL, `description` LONGTEXT NULL,
    `payload` LONGBLOB NULL, `invalid` TINYINT(1) NOT NULL DEFAULT 0, `areas` JSON NULL,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `rule_condition` (
    `id` BINARY(16) NOT NULL, `type` VARCHAR(255) NOT NULL, `rule_id` BINARY(16) NOT NULL, `parent_id` BINARY(16) NULL,
    `value` JSON NULL, `position` INT NOT NULL DEFAULT 0, `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL,
    PRIMARY KEY (`id`), FOREIGN KEY (`rule_id`) REFERENCES `rule` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`parent_id`) REFERENCES `rule_condition` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `rule_tag` (
    `rule_id` BINARY(16) NOT NULL, `tag_id` BINARY(16) NOT NULL, PRIMARY KEY (`rule_id`, `tag_id`),
    FOREIGN KEY (`rule_id`) REFERENCES `rule` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`tag_id`) REFERENCES `tag` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `media_folder` (
    `id` BINARY(16) NOT NULL, `parent_id` BINARY(16) NULL, `name` VARCHAR(255) NULL,
    `child_count` INT UNSIGNED NOT NULL DEFAULT 0, `path` LONGTEXT NULL,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`),
    FOREIGN KEY (`parent_id`) REFERENCES `media_folder` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `media` (
    `id` BINARY(16) NOT NULL, `media_folder_id` BINARY(16) NULL, `mime_type` VARCHAR(255) NULL,
    `file_extension` VARCHAR(50) NULL, `file_size` BIGINT UNSIGNED NULL, `file_name` LONGTEXT NULL,
    `media_type` LONGBLOB NULL, `thumbnails_ro` LONGBLOB NULL, `private` TINYINT(1) NOT NULL DEFAULT 0,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`),
    FOREIGN KEY (`media_folder_id`) REFERENCES `media_folder` (`id`) ON DELETE SET NULL ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `media_translation` (
    `media_id` BINARY(16) NOT NULL, `language_id` BINARY(16) NOT NULL, `title` VARCHAR(255) NULL, `alt` LONGTEXT NULL,
    `custom_fields` JSON NULL, `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL,
    PRIMARY KEY (`media_id`, `language_id`),
    FOREIGN KEY (`media_id`) REFERENCES `media` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`language_id`) REFERENCES `language` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `media_thumbnail` (
    `id` BINARY(16) NOT NULL, `media_id` BINARY(16) NOT NULL, `width` INT UNSIGNED NOT NULL,
    `height` INT UNSIGNED NOT NULL, `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`),
    FOREIGN KEY (`media_id`) REFERENCES `media` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `media_tag` (
    `media_id` BINARY(16) NOT NULL, `tag_id` BINARY(16) NOT NULL, PRIMARY KEY (`media_id`, `tag_id`),
    FOREIGN KEY (`media_id`) REFERENCES `media` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`tag_id`) REFERENCES `tag` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `custom_field_set` (
    `id` BINARY(16) NOT NULL, `name` VARCHAR(255) NOT NULL, `config` JSON NULL, `active` TINYINT(1) NOT NULL DEFAULT 0,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`), UNIQUE (`name`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `custom_field` (
    `id` BINARY(16) NOT NULL, `set_id` BINARY(16) NULL, `name` VARCHAR(255) NOT NULL, `type` VARCHAR(255) NOT NULL,
    `config` JSON NULL, `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`),
    UNIQUE (`name`), FOREIGN KEY (`set_id`) REFERENCES `custom_field_set` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `custom_field_set_relation` (
    `id` BINARY(16) NOT NULL, `set_id` BINARY(16) NOT NULL, `entity_name` VARCHAR(64) NOT NULL,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`),
    FOREIGN KEY (`set_id`) REFERENCES `custom_field_set` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `cms_page` (
    `id` BINARY(16) NOT NULL, `version_id` BINARY(16) NOT NULL, `type` VARCHAR(42) NOT NULL, `entity` VARCHAR(255) NULL,
    `preview_media_id` BINARY(16) NULL, `config` JSON NULL, `locked` TINYINT(1) NOT NULL DEFAULT 0,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`, `version_id`),
    FOREIGN KEY (`preview_media_id`) REFERENCES `media` (`id`) ON DELETE SET NULL ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `cms_page_translation` (
    `cms_page_id` BINARY(16) NOT NULL, `cms_page_version_id` BINARY(16) NOT NULL, `language_id` BINARY(16) NOT NULL,
    `name` VARCHAR(255) NULL, `custom_fields` JSON NULL, `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL,
    PRIMARY KEY (`cms_page_id`, `cms_page_version_id`, `language_id`),
    FOREIGN KEY (`cms_page_id`, `cms_page_version_id`) REFERENCES `cms_page` (`id`, `version_id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`language_id`) REFERENCES `language` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `cms_section` (
    `id` BINARY(16) NOT NULL, `version_id` BINARY(16) NOT NULL, `cms_page_id` BINARY(16) NOT NULL,
    `cms_page_version_id` BINARY(16) NOT NULL, `position` INT NOT NULL, `type` VARCHAR(255) NOT NULL,
    `background_media_id` BINARY(16) NULL, `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL,
    PRIMARY KEY (`id`, `version_id`),
    FOREIGN KEY (`cms_page_id`, `cms_page_version_id`) REFERENCES `cms_page` (`id`, `version_id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`background_media_id`) REFERENCES `media` (`id`) ON DELETE SET NULL ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `cms_block` (
    `id` BINARY(16) NOT NULL, `version_id` BINARY(16) NOT NULL, `cms_section_id` BINARY(16) NOT NULL,
    `cms_section_version_id` BINARY(16) NOT NULL, `position` INT NOT NULL, `type` VARCHAR(255) NOT NULL,
    `background_media_id` BINARY(16) NULL, `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL,
    PRIMARY KEY (`id`, `version_id`),
    FOREIGN KEY (`cms_section_id`, `cms_section_version_id`) REFERENCES `cms_section` (`id`, `version_id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`background_media_id`) REFERENCES `media` (`id`) ON DELETE SET NULL ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `cms_slot` (
    `id` BINARY(16) NOT NULL, `version_id` BINARY(16) NOT NULL, `cms_block_id` BINARY(16) NOT NULL,
    `cms_block_version_id` BINARY(16) NOT NULL, `type` VARCHAR(255) NOT NULL, `slot` VARCHAR(255) NOT NULL,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`, `version_id`),
    FOREIGN KEY (`cms_block_id`, `cms_block_version_id`) REFERENCES `cms_block` (`id`, `version_id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `cms_slot_translation` (
    `cms_slot_id` BINARY(16) NOT NULL, `cms_slot_version_id` BINARY(16) NOT NULL, `language_id` BINARY(16) NOT NULL,
    `config` JSON NULL, `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL,
    PRIMARY KEY (`cms_slot_id`, `cms_slot_version_id`, `language_id`),
    FOREIGN KEY (`cms_slot_id`, `cms_slot_version_id`) REFERENCES `cms_slot` (`id`, `version_id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`language_id`) REFERENCES `language` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `product_stream` (
    `id` BINARY(16) NOT NULL, `api_filter` JSON NULL, `invalid` TINYINT(1) NOT NULL DEFAULT 0,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `product_stream_translation` (
    `product_stream_id` BINARY(16) NOT NULL, `language_id` BINARY(16) NOT NULL, `name` VARCHAR(255) NULL,
    `description` LONGTEXT NULL, `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL,
    PRIMARY KEY (`product_stream_id`, `language_id`),
    FOREIGN KEY (`product_stream_id`) REFERENCES `product_stream` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`language_id`) REFERENCES `language` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `product_stream_filter` (
    `id` BINARY(16) NOT NULL, `product_stream_id` BINARY(16) NOT NULL, `parent_id` BINARY(16) NULL,
    `type` VARCHAR(255) NOT NULL, `field` VARCHAR(255) NULL, `operator` VARCHAR(255) NULL, `value` LONGTEXT NULL,
    `parameters` JSON NULL, `position` INT NULL, `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL,
    PRIMARY KEY (`id`),
    FOREIGN KEY (`product_stream_id`) REFERENCES `product_stream` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`parent_id`) REFERENCES `product_stream_filter` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `category` (
    `id` BINARY(16) NOT NULL, `version_id` BINARY(16) NOT NULL, `auto_increment` BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    `parent_id` BINARY(16) NULL, `parent_version_id` BINARY(16) NULL, `media_id` BINARY(16) NULL,
    `cms_page_id` BINARY(16) NULL, `cms_page_version_id` BINARY(16) NULL, `product_stream_id` BINARY(16) NULL,
    `path` LONGTEXT NULL, `after_category_id` BINARY(16) NULL, `after_category_version_id` BINARY(16) NULL,
    `level` INT UNSIGNED NOT NULL DEFAULT 1, `active` TINYINT(1) NOT NULL DEFAULT 0,
    `child_count` INT UNSIGNED NOT NULL DEFAULT 0, `visible_child_count` INT UNSIGNED NOT NULL DEFAULT 0,
    `visible` TINYINT(1) NOT NULL DEFAULT 0, `type` VARCHAR(32) NOT NULL DEFAULT 'page',
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`, `version_id`),
    UNIQUE (`auto_increment`),
    FOREIGN KEY (`parent_id`, `parent_version_id`) REFERENCES `category` (`id`, `version_id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`after_category_id`, `after_category_version_id`) REFERENCES `category` (`id`, `version_id`) ON DELETE SET NULL ON UPDATE CASCADE,
    FOREIGN KEY (`media_id`) REFERENCES `media` (`id`) ON DELETE SET NULL ON UPDATE CASCADE,
    FOREIGN KEY (`cms_page_id`, `cms_page_version_id`) REFERENCES `cms_page` (`id`, `version_id`) ON DELETE SET NULL ON UPDATE CASCADE,
    FOREIGN KEY (`product_stream_id`) REFERENCES `product_stream` (`id`) ON DELETE SET NULL ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `category_translation` (
    `category_id` BINARY(16) NOT NULL, `category_version_id` BINARY(16) NOT NULL, `language_id` BINARY(16) NOT NULL,
    `name` VARCHAR(255) NULL, `breadcrumb` JSON NULL, `description` LONGTEXT NULL, `meta_title` VARCHAR(255) NULL,
    `custom_fields` JSON NULL, `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL,
    PRIMARY KEY (`category_id`, `category_version_id`, `language_id`),
    FOREIGN KEY (`category_id`, `category_version_id`) REFERENCES `category` (`id`, `version_id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`language_id`) REFERENCES `language` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `category_tag` (
    `category_id` BINARY(16) NOT NULL, `category_version_id` BINARY(16) NOT NULL, `tag_id` BINARY(16) NOT NULL,
    PRIMARY KEY (`category_id`, `category_version_id`, `tag_id`),
    FOREIGN KEY (`category_id`, `category_version_id`) REFERENCES `category` (`id`, `version_id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`tag_id`) REFERENCES `tag` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `property_group` (
    `id` BINARY(16) NOT NULL, `sorting_type` VARCHAR(50) NOT NULL, `display_type` VARCHAR(50) NOT NULL,
    `filterable` TINYINT(1) NOT NULL DEFAULT 0, `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL,
    PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `property_group_translation` (
    `property_group_id` BINARY(16) NOT NULL, `language_id` BINARY(16) NOT NULL, `name` VARCHAR(255) NULL,
    `position` INT NULL, `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL,
    PRIMARY KEY (`property_group_id`, `language_id`),
    FOREIGN KEY (`property_group_id`) REFERENCES `property_group` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`language_id`) REFERENCES `language` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `property_group_option` (
    `id` BINARY(16) NOT NULL, `property_group_id` BINARY(16) NOT NULL, `color_hex_code` VARCHAR(20) NULL,
    `media_id` BINARY(16) NULL, `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`),
    FOREIGN KEY (`property_group_id`) REFERENCES `property_group` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`media_id`) REFERENCES `media` (`id`) ON DELETE SET NULL ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `property_group_option_translation` (
    `property_group_option_id` BINARY(16) NOT NULL, `language_id` BINARY(16) NOT NULL, `name` VARCHAR(255) NULL,
    `position` INT NULL, `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL,
    PRIMARY KEY (`property_group_option_id`, `language_id`),
    FOREIGN KEY (`property_group_option_id`) REFERENCES `property_group_option` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`language_id`) REFERENCES `language` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `product_manufacturer` (
    `id` BINARY(16) NOT NULL, `version_id` BINARY(16) NOT NULL, `link` VARCHAR(255) NULL, `media_id` BINARY(16) NULL,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`, `version_id`),
    FOREIGN KEY (`media_id`) REFERENCES `media` (`id`) ON DELETE SET NULL ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `product_manufacturer_translation` (
    `product_manufacturer_id` BINARY(16) NOT NULL, `product_manufacturer_version_id` BINARY(16) NOT NULL,
    `language_id` BINARY(16) NOT NULL, `name` VARCHAR(255) NULL, `description` LONGTEXT NULL, `custom_fields` JSON NULL,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL,
    PRIMARY KEY (`product_manufacturer_id`, `product_manufacturer_version_id`, `language_id`),
    FOREIGN KEY (`product_manufacturer_id`, `product_manufacturer_version_id`) REFERENCES `product_manufacturer` (`id`, `version_id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`language_id`) REFERENCES `language` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `customer_group` (
    `id` BINARY(16) NOT NULL, `display_gross` TINYINT(1) NOT NULL DEFAULT 1,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `customer_group_translation` (
    `customer_group_id` BINARY(16) NOT NULL, `language_id` BINARY(16) NOT NULL, `name` VARCHAR(255) NULL,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`customer_group_id`, `language_id`),
    FOREIGN KEY (`customer_group_id`) REFERENCES `customer_group` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`language_id`) REFERENCES `language` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `shipping_method` (
    `id` BINARY(16) NOT NULL, `active` TINYINT(1) NOT NULL DEFAULT 0, `availability_rule_id` BINARY(16) NOT NULL,
    `media_id` BINARY(16) NULL, `delivery_time_id` BINARY(16) NOT NULL, `tax_type` VARCHAR(50) NULL,
    `tax_id` BINARY(16) NULL, `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`),
    FOREIGN KEY (`availability_rule_id`) REFERENCES `rule` (`id`) ON DELETE RESTRICT ON UPDATE CASCADE,
    FOREIGN KEY (`media_id`) REFERENCES `media` (`id`) ON DELETE SET NULL ON UPDATE CASCADE,
    FOREIGN KEY (`delivery_time_id`) REFERENCES `delivery_time` (`id`) ON DELETE RESTRICT ON UPDATE CASCADE,
    FOREIGN KEY (`tax_id`) REFERENCES `tax` (`id`) ON DELETE RESTRICT ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `shipping_method_translation` (
    `shipping_method_id` BINARY(16) NOT NULL, `language_id` BINARY(16) NOT NULL, `name` VARCHAR(255) NULL,
    `description` MEDIUMTEXT NULL, `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL,
    PRIMARY KEY (`shipping_method_id`, `language_id`),
    FOREIGN KEY (`shipping_method_id`) REFERENCES `shipping_method` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`language_id`) REFERENCES `language` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `shipping_method_price` (
    `id` BINARY(16) NOT NULL, `shipping_method_id` BINARY(16) NOT NULL, `rule_id` BINARY(16) NULL,
    `calculation` INT UNSIGNED NULL, `quantity_start` DOUBLE NULL, `quantity_end` DOUBLE NULL, `currency_price` JSON NULL,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`),
    UNIQUE (`shipping_method_id`, `rule_id`, `quantity_start`),
    FOREIGN KEY (`shipping_method_id`) REFERENCES `shipping_method` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`rule_id`) REFERENCES `rule` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `shipping_method_tag` (
    `shipping_method_id` BINARY(16) NOT NULL, `tag_id` BINARY(16) NOT NULL, PRIMARY KEY (`shipping_method_id`, `tag_id`),
    FOREIGN KEY (`shipping_method_id`) REFERENCES `shipping_method` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`tag_id`) REFERENCES `tag` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `payment_method` (
    `id` BINARY(16) NOT NULL, `availability_rule_id` BINARY(16) NULL, `media_id` BINARY(16) NULL,
    `handler_identifier` VARCHAR(255) NOT NULL, `active` TINYINT(1) NOT NULL DEFAULT 0, `position` INT NOT NULL DEFAULT 1,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`),
    FOREIGN KEY (`availability_rule_id`) REFERENCES `rule` (`id`) ON DELETE RESTRICT ON UPDATE CASCADE,
    FOREIGN KEY (`media_id`) REFERENCES `media` (`id`) ON DELETE SET NULL ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `payment_method_translation` (
    `payment_method_id` BINARY(16) NOT NULL, `language_id` BINARY(16) NOT NULL, `name` VARCHAR(255) NULL,
    `description` MEDIUMTEXT NULL, `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL,
    PRIMARY KEY (`payment_method_id`, `language_id`),
    FOREIGN KEY (`payment_method_id`) REFERENCES `payment_method` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`language_id`) REFERENCES `language` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `snippet_set` (
    `id` BINARY(16) NOT NULL, `name` VARCHAR(255) NOT NULL, `base_file` VARCHAR(255) NOT NULL, `iso` VARCHAR(255) NOT NULL,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `snippet` (
    `id` BINARY(16) NOT NULL, `translation_key` VARCHAR(255) NOT NULL, `value` LONGTEXT NOT NULL,
    `author` VARCHAR(255) NOT NULL, `snippet_set_id` BINARY(16) NOT NULL,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`),
    UNIQUE (`snippet_set_id`, `translation_key`),
    FOREIGN KEY (`snippet_set_id`) REFERENCES `snippet_set` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `mail_header_footer` (
    `id` BINARY(16) NOT NULL, `system_default` TINYINT(1) NOT NULL DEFAULT 0,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `mail_header_footer_translation` (
    `mail_header_footer_id` BINARY(16) NOT NULL, `language_id` BINARY(16) NOT NULL, `name` VARCHAR(255) NULL,
    `header_html` LONGTEXT NULL, `footer_html` LONGTEXT NULL,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`mail_header_footer_id`, `language_id`),
    FOREIGN KEY (`mail_header_footer_id`) REFERENCES `mail_header_footer` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`language_id`) REFERENCES `language` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `mail_template` (
    `id` BINARY(16) NOT NULL, `mail_template_type_id` BINARY(16) NULL, `system_default` TINYINT(1) NOT NULL DEFAULT 0,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `mail_template_translation` (
    `mail_template_id` BINARY(16) NOT NULL, `language_id` BINARY(16) NOT NULL, `sender_name` VARCHAR(255) NULL,
    `subject` VARCHAR(255) NULL, `content_html` LONGTEXT NULL, `content_plain` LONGTEXT NULL,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`mail_template_id`, `language_id`),
    FOREIGN KEY (`mail_template_id`) REFERENCES `mail_template` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`language_id`) REFERENCES `language` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `mail_template_media` (
    `id` BINARY(16) NOT NULL, `mail_template_id` BINARY(16) NOT NULL, `language_id` BINARY(16) NOT NULL,
    `media_id` BINARY(16) NOT NULL, `position` INT NOT NULL DEFAULT 1, PRIMARY KEY (`id`),
    FOREIGN KEY (`mail_template_id`) REFERENCES `mail_template` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`media_id`) REFERENCES `media` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `sales_channel` (
    `id` BINARY(16) NOT NULL, `type_id` BINARY(16) NOT NULL, `language_id` BINARY(16) NOT NULL,
    `currency_id` BINARY(16) NOT NULL, `payment_method_id` BINARY(16) NOT NULL, `shipping_method_id` BINARY(16) NOT NULL,
    `country_id` BINARY(16) NOT NULL, `customer_group_id` BINARY(16) NOT NULL,
    `navigation_category_id` BINARY(16) NOT NULL, `navigation_category_version_id` BINARY(16) NOT NULL,
    `footer_category_id` BINARY(16) NULL, `footer_category_version_id` BINARY(16) NULL,
    `service_category_id` BINARY(16) NULL, `service_category_version_id` BINARY(16) NULL,
    `home_cms_page_id` BINARY(16) NULL, `home_cms_page_version_id` BINARY(16) NULL,
    `mail_header_footer_id` BINARY(16) NULL, `access_key` VARCHAR(255) NOT NULL, `active` TINYINT(1) NOT NULL DEFAULT 0,
    `maintenance` TINYINT(1) NOT NULL DEFAULT 0, `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL,
    PRIMARY KEY (`id`), UNIQUE (`access_key`),
    FOREIGN KEY (`language_id`) REFERENCES `language` (`id`) ON DELETE RESTRICT ON UPDATE CASCADE,
    FOREIGN KEY (`currency_id`) REFERENCES `currency` (`id`) ON DELETE RESTRICT ON UPDATE CASCADE,
    FOREIGN KEY (`payment_method_id`) REFERENCES `payment_method` (`id`) ON DELETE RESTRICT ON UPDATE CASCADE,
    FOREIGN KEY (`shipping_method_id`) REFERENCES `shipping_method` (`id`) ON DELETE RESTRICT ON UPDATE CASCADE,
    FOREIGN KEY (`country_id`) REFERENCES `country` (`id`) ON DELETE RESTRICT ON UPDATE CASCADE,
    FOREIGN KEY (`customer_group_id`) REFERENCES `customer_group` (`id`) ON DELETE RESTRICT ON UPDATE CASCADE,
    FOREIGN KEY (`navigation_category_id`, `navigation_category_version_id`) REFERENCES `category` (`id`, `version_id`) ON DELETE RESTRICT ON UPDATE CASCADE,
    FOREIGN KEY (`footer_category_id`, `footer_category_version_id`) REFERENCES `category` (`id`, `version_id`) ON DELETE RESTRICT ON UPDATE CASCADE,
    FOREIGN KEY (`service_category_id`, `service_category_version_id`) REFERENCES `category` (`id`, `version_id`) ON DELETE RESTRICT ON UPDATE CASCADE,
    FOREIGN KEY (`home_cms_page_id`, `home_cms_page_version_id`) REFERENCES `cms_page` (`id`, `version_id`) ON DELETE RESTRICT ON UPDATE CASCADE,
    FOREIGN KEY (`mail_header_footer_id`) REFERENCES `mail_header_footer` (`id`) ON DELETE SET NULL ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `sales_channel_translation` (
    `sales_channel_id` BINARY(16) NOT NULL, `language_id` BINARY(16) NOT NULL, `name` VARCHAR(255) NULL,
    `custom_fields` JSON NULL, `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL,
    PRIMARY KEY (`sales_channel_id`, `language_id`),
    FOREIGN KEY (`sales_channel_id`) REFERENCES `sales_channel` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`language_id`) REFERENCES `language` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `sales_channel_country` (
    `sales_channel_id` BINARY(16) NOT NULL, `country_id` BINARY(16) NOT NULL,
    PRIMARY KEY (`sales_channel_id`, `country_id`),
    FOREIGN KEY (`sales_channel_id`) REFERENCES `sales_channel` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`country_id`) REFERENCES `country` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `sales_channel_currency` (
    `sales_channel_id` BINARY(16) NOT NULL, `currency_id` BINARY(16) NOT NULL,
    PRIMARY KEY (`sales_channel_id`, `currency_id`),
    FOREIGN KEY (`sales_channel_id`) REFERENCES `sales_channel` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`currency_id`) REFERENCES `currency` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `sales_channel_language` (
    `sales_channel_id` BINARY(16) NOT NULL, `language_id` BINARY(16) NOT NULL,
    PRIMARY KEY (`sales_channel_id`, `language_id`),
    FOREIGN KEY (`sales_channel_id`) REFERENCES `sales_channel` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`language_id`) REFERENCES `language` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `sales_channel_payment_method` (
    `sales_channel_id` BINARY(16) NOT NULL, `payment_method_id` BINARY(16) NOT NULL,
    PRIMARY KEY (`sales_channel_id`, `payment_method_id`),
    FOREIGN KEY (`sales_channel_id`) REFERENCES `sales_channel` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`payment_method_id`) REFERENCES `payment_method` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `sales_channel_shipping_method` (
    `sales_channel_id` BINARY(16) NOT NULL, `shipping_method_id` BINARY(16) NOT NULL,
    PRIMARY KEY (`sales_channel_id`, `shipping_method_id`),
    FOREIGN KEY (`sales_channel_id`) REFERENCES `sales_channel` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`shipping_method_id`) REFERENCES `shipping_method` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `sales_channel_domain` (
    `id` BINARY(16) NOT NULL, `sales_channel_id` BINARY(16) NOT NULL, `language_id` BINARY(16) NOT NULL,
    `currency_id` BINARY(16) NOT NULL, `snippet_set_id` BINARY(16) NOT NULL, `url` VARCHAR(255) NOT NULL,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`), UNIQUE (`url`),
    FOREIGN KEY (`sales_channel_id`) REFERENCES `sales_channel` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`language_id`) REFERENCES `language` (`id`) ON DELETE RESTRICT ON UPDATE CASCADE,
    FOREIGN KEY (`currency_id`) REFERENCES `currency` (`id`) ON DELETE RESTRICT ON UPDATE CASCADE,
    FOREIGN KEY (`snippet_set_id`) REFERENCES `snippet_set` (`id`) ON DELETE RESTRICT ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `customer_group_registration_sales_channels` (
    `customer_group_id` BINARY(16) NOT NULL, `sales_channel_id` BINARY(16) NOT NULL,
    PRIMARY KEY (`customer_group_id`, `sales_channel_id`),
    FOREIGN KEY (`customer_group_id`) REFERENCES `customer_group` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`sales_channel_id`) REFERENCES `sales_channel` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `system_config` (
    `id` BINARY(16) NOT NULL, `configuration_key` VARCHAR(255) NOT NULL, `configuration_value` JSON NOT NULL,
    `sales_channel_id` BINARY(16) NULL, `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL,
    PRIMARY KEY (`id`), UNIQUE (`configuration_key`, `sales_channel_id`),
    FOREIGN KEY (`sales_channel_id`) REFERENCES `sales_channel` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `number_range` (
    `id` BINARY(16) NOT NULL, `type_id` BINARY(16) NOT NULL, `global` TINYINT(1) NOT NULL DEFAULT 0,
    `pattern` VARCHAR(255) NOT NULL, `start` INT NOT NULL,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `number_range_translation` (
    `number_range_id` BINARY(16) NOT NULL, `language_id` BINARY(16) NOT NULL, `name` VARCHAR(64) NOT NULL,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`number_range_id`, `language_id`),
    FOREIGN KEY (`number_range_id`) REFERENCES `number_range` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`language_id`) REFERENCES `language` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `number_range_sales_channel` (
    `id` BINARY(16) NOT NULL, `number_range_id` BINARY(16) NOT NULL, `sales_channel_id` BINARY(16) NULL,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`),
    FOREIGN KEY (`number_range_id`) REFERENCES `number_range` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`sales_channel_id`) REFERENCES `sales_channel` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `number_range_state` (
    `id` BINARY(16) NOT NULL, `number_range_id` BINARY(16) NOT NULL, `last_value` INT NOT NULL,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`number_range_id`), UNIQUE (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `landing_page` (
    `id` BINARY(16) NOT NULL, `version_id` BINARY(16) NOT NULL, `cms_page_id` BINARY(16) NULL,
    `cms_page_version_id` BINARY(16) NULL, `active` TINYINT(1) NOT NULL DEFAULT 0,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`, `version_id`),
    FOREIGN KEY (`cms_page_id`, `cms_page_version_id`) REFERENCES `cms_page` (`id`, `version_id`) ON DELETE RESTRICT ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `landing_page_translation` (
    `landing_page_id` BINARY(16) NOT NULL, `landing_page_version_id` BINARY(16) NOT NULL,
    `language_id` BINARY(16) NOT NULL, `name` VARCHAR(255) NULL, `url` VARCHAR(255) NULL,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL,
    PRIMARY KEY (`landing_page_id`, `landing_page_version_id`, `language_id`),
    FOREIGN KEY (`landing_page_id`, `landing_page_version_id`) REFERENCES `landing_page` (`id`, `version_id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`language_id`) REFERENCES `language` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `landing_page_tag` (
    `landing_page_id` BINARY(16) NOT NULL, `landing_page_version_id` BINARY(16) NOT NULL, `tag_id` BINARY(16) NOT NULL,
    PRIMARY KEY (`landing_page_id`, `landing_page_version_id`, `tag_id`),
    FOREIGN KEY (`landing_page_id`, `landing_page_version_id`) REFERENCES `landing_page` (`id`, `version_id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`tag_id`) REFERENCES `tag` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `landing_page_sales_channel` (
    `landing_page_id` BINARY(16) NOT NULL, `landing_page_version_id` BINARY(16) NOT NULL,
    `sales_channel_id` BINARY(16) NOT NULL, PRIMARY KEY (`landing_page_id`, `landing_page_version_id`, `sales_channel_id`),
    FOREIGN KEY (`landing_page_id`, `landing_page_version_id`) REFERENCES `landing_page` (`id`, `version_id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`sales_channel_id`) REFERENCES `sales_channel` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `product` (
    `id` BINARY(16) NOT NULL, `version_id` BINARY(16) NOT NULL, `auto_increment` BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    `product_number` VARCHAR(64) NULL, `active` TINYINT(1) UNSIGNED NULL, `parent_id` BINARY(16) NULL,
    `parent_version_id` BINARY(16) NULL, `tax_id` BINARY(16) NULL, `product_manufacturer_id` BINARY(16) NULL,
    `product_manufacturer_version_id` BINARY(16) NULL, `product_media_id` BINARY(16) NULL,
    `product_media_version_id` BINARY(16) NULL, `unit_id` BINARY(16) NULL, `delivery_time_id` BINARY(16) NULL,
    `cms_page_id` BINARY(16) NULL, `cms_page_version_id` BINARY(16) NULL, `category_tree` JSON NULL,
    `category_ids` JSON NULL, `option_ids` JSON NULL, `property_ids` JSON NULL, `stream_ids` JSON NULL,
    `tag_ids` JSON NULL, `tax` BINARY(16) NULL, `manufacturer` BINARY(16) NULL, `cover` BINARY(16) NULL,
    `unit` BINARY(16) NULL, `media` BINARY(16) NULL, `prices` BINARY(16) NULL, `visibilities` BINARY(16) NULL,
    `properties` BINARY(16) NULL, `categories` BINARY(16) NULL, `translations` BINARY(16) NULL, `tags` BINARY(16) NULL,
    `price` JSON NULL, `purchase_prices` JSON NULL, `cheapest_price` LONGTEXT NULL,
    `manufacturer_number` VARCHAR(255) NULL, `ean` VARCHAR(255) NULL, `stock` INT NOT NULL, `available_stock` INT NULL,
    `available` TINYINT(1) NOT NULL DEFAULT 0, `is_closeout` TINYINT(1) NULL, `sales` INT NOT NULL DEFAULT 0,
    `rating_average` DOUBLE NULL, `child_count` INT NULL, `display_group` VARCHAR(50) NULL,
    `weight` DECIMAL(10,3) UNSIGNED NULL, `release_date` DATETIME(3) NULL,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`, `version_id`),
    UNIQUE (`product_number`, `version_id`), UNIQUE (`auto_increment`),
    FOREIGN KEY (`parent_id`, `parent_version_id`) REFERENCES `product` (`id`, `version_id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`tax_id`) REFERENCES `tax` (`id`) ON DELETE RESTRICT ON UPDATE CASCADE,
    FOREIGN KEY (`product_manufacturer_id`, `product_manufacturer_version_id`) REFERENCES `product_manufacturer` (`id`, `version_id`) ON DELETE RESTRICT ON UPDATE CASCADE,
    FOREIGN KEY (`unit_id`) REFERENCES `unit` (`id`) ON DELETE RESTRICT ON UPDATE CASCADE,
    FOREIGN KEY (`delivery_time_id`) REFERENCES `delivery_time` (`id`) ON DELETE SET NULL ON UPDATE CASCADE,
    FOREIGN KEY (`cms_page_id`, `cms_page_version_id`) REFERENCES `cms_page` (`id`, `version_id`) ON DELETE SET NULL ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `product_translation` (
    `product_id` BINARY(16) NOT NULL, `product_version_id` BINARY(16) NOT NULL, `language_id` BINARY(16) NOT NULL,
    `name` VARCHAR(255) NULL, `keywords` MEDIUMTEXT NULL, `description` MEDIUMTEXT NULL, `meta_title` VARCHAR(255) NULL,
    `meta_description` VARCHAR(255) NULL, `custom_fields` JSON NULL,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL,
    PRIMARY KEY (`product_id`, `product_version_id`, `language_id`),
    FOREIGN KEY (`product_id`, `product_version_id`) REFERENCES `product` (`id`, `version_id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`language_id`) REFERENCES `language` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `product_media` (
    `id` BINARY(16) NOT NULL, `version_id` BINARY(16) NOT NULL, `position` INT NOT NULL DEFAULT 1,
    `product_id` BINARY(16) NOT NULL, `product_version_id` BINARY(16) NOT NULL, `media_id` BINARY(16) NOT NULL,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`, `version_id`),
    FOREIGN KEY (`product_id`, `product_version_id`) REFERENCES `product` (`id`, `version_id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`media_id`) REFERENCES `media` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `product_price` (
    `id` BINARY(16) NOT NULL, `version_id` BINARY(16) NOT NULL, `rule_id` BINARY(16) NOT NULL,
    `product_id` BINARY(16) NOT NULL, `product_version_id` BINARY(16) NOT NULL, `price` JSON NOT NULL,
    `quantity_start` INT NOT NULL, `quantity_end` INT NULL,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`, `version_id`),
    FOREIGN KEY (`product_id`, `product_version_id`) REFERENCES `product` (`id`, `version_id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`rule_id`) REFERENCES `rule` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `product_category` (
    `product_id` BINARY(16) NOT NULL, `product_version_id` BINARY(16) NOT NULL, `category_id` BINARY(16) NOT NULL,
    `category_version_id` BINARY(16) NOT NULL,
    PRIMARY KEY (`product_id`, `product_version_id`, `category_id`, `category_version_id`),
    FOREIGN KEY (`product_id`, `product_version_id`) REFERENCES `product` (`id`, `version_id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`category_id`, `category_version_id`) REFERENCES `category` (`id`, `version_id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `product_category_tree` (
    `product_id` BINARY(16) NOT NULL, `product_version_id` BINARY(16) NOT NULL, `category_id` BINARY(16) NOT NULL,
    `category_version_id` BINARY(16) NOT NULL,
    PRIMARY KEY (`product_id`, `product_version_id`, `category_id`, `category_version_id`),
    FOREIGN KEY (`product_id`, `product_version_id`) REFERENCES `product` (`id`, `version_id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`category_id`, `category_version_id`) REFERENCES `category` (`id`, `version_id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `product_tag` (
    `product_id` BINARY(16) NOT NULL, `product_version_id` BINARY(16) NOT NULL, `tag_id` BINARY(16) NOT NULL,
    PRIMARY KEY (`product_id`, `product_version_id`, `tag_id`),
    FOREIGN KEY (`product_id`, `product_version_id`) REFERENCES `product` (`id`, `version_id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`tag_id`) REFERENCES `tag` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `product_property` (
    `product_id` BINARY(16) NOT NULL, `product_version_id` BINARY(16) NOT NULL,
    `property_group_option_id` BINARY(16) NOT NULL,
    PRIMARY KEY (`product_id`, `product_version_id`, `property_group_option_id`),
    FOREIGN KEY (`product_id`, `product_version_id`) REFERENCES `product` (`id`, `version_id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`property_group_option_id`) REFERENCES `property_group_option` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `product_option` (
    `product_id` BINARY(16) NOT NULL, `product_version_id` BINARY(16) NOT NULL,
    `property_group_option_id` BINARY(16) NOT NULL,
    PRIMARY KEY (`product_id`, `product_version_id`, `property_group_option_id`),
    FOREIGN KEY (`product_id`, `product_version_id`) REFERENCES `product` (`id`, `version_id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`property_group_option_id`) REFERENCES `property_group_option` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `product_configurator_setting` (
    `id` BINARY(16) NOT NULL, `version_id` BINARY(16) NOT NULL, `product_id` BINARY(16) NOT NULL,
    `product_version_id` BINARY(16) NOT NULL, `property_group_option_id` BINARY(16) NOT NULL, `price` JSON NULL,
    `position` INT NOT NULL DEFAULT 0, `media_id` BINARY(16) NULL,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`, `version_id`),
    UNIQUE (`product_id`, `version_id`, `property_group_option_id`),
    FOREIGN KEY (`product_id`, `product_version_id`) REFERENCES `product` (`id`, `version_id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`property_group_option_id`) REFERENCES `property_group_option` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`media_id`) REFERENCES `media` (`id`) ON DELETE SET NULL ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `product_visibility` (
    `id` BINARY(16) NOT NULL, `product_id` BINARY(16) NOT NULL, `product_version_id` BINARY(16) NOT NULL,
    `sales_channel_id` BINARY(16) NOT NULL, `visibility` INT NOT NULL,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`),
    UNIQUE (`product_id`, `product_version_id`, `sales_channel_id`),
    FOREIGN KEY (`product_id`, `product_version_id`) REFERENCES `product` (`id`, `version_id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`sales_channel_id`) REFERENCES `sales_channel` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `product_download` (
    `id` BINARY(16) NOT NULL, `version_id` BINARY(16) NOT NULL, `position` INT NOT NULL DEFAULT 1,
    `product_id` BINARY(16) NOT NULL, `product_version_id` BINARY(16) NOT NULL, `media_id` BINARY(16) NOT NULL,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`, `version_id`),
    FOREIGN KEY (`product_id`, `product_version_id`) REFERENCES `product` (`id`, `version_id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`media_id`) REFERENCES `media` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `product_custom_field_set` (
    `custom_field_set_id` BINARY(16) NOT NULL, `product_id` BINARY(16) NOT NULL, `product_version_id` BINARY(16) NOT NULL,
    PRIMARY KEY (`custom_field_set_id`, `product_id`, `product_version_id`),
    FOREIGN KEY (`custom_field_set_id`) REFERENCES `custom_field_set` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`product_id`, `product_version_id`) REFERENCES `product` (`id`, `version_id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `main_category` (
    `id` BINARY(16) NOT NULL, `product_id` BINARY(16) NOT NULL, `product_version_id` BINARY(16) NOT NULL,
    `category_id` BINARY(16) NOT NULL, `category_version_id` BINARY(16) NOT NULL, `sales_channel_id` BINARY(16) NOT NULL,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`),
    UNIQUE (`product_id`, `product_version_id`, `sales_channel_id`),
    FOREIGN KEY (`product_id`, `product_version_id`) REFERENCES `product` (`id`, `version_id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`category_id`, `category_version_id`) REFERENCES `category` (`id`, `version_id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`sales_channel_id`) REFERENCES `sales_channel` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `product_cross_selling` (
    `id` BINARY(16) NOT NULL, `product_id` BINARY(16) NOT NULL, `product_version_id` BINARY(16) NOT NULL,
    `position` INT NOT NULL, `type` VARCHAR(255) NOT NULL, `active` TINYINT(1) NOT NULL DEFAULT 0,
    `product_stream_id` BINARY(16) NULL, `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL,
    PRIMARY KEY (`id`),
    FOREIGN KEY (`product_id`, `product_version_id`) REFERENCES `product` (`id`, `version_id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`product_stream_id`) REFERENCES `product_stream` (`id`) ON DELETE SET NULL ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `product_cross_selling_translation` (
    `product_cross_selling_id` BINARY(16) NOT NULL, `language_id` BINARY(16) NOT NULL, `name` VARCHAR(255) NULL,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL,
    PRIMARY KEY (`product_cross_selling_id`, `language_id`),
    FOREIGN KEY (`product_cross_selling_id`) REFERENCES `product_cross_selling` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`language_id`) REFERENCES `language` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `product_cross_selling_assigned_products` (
    `id` BINARY(16) NOT NULL, `cross_selling_id` BINARY(16) NOT NULL, `product_id` BINARY(16) NOT NULL,
    `product_version_id` BINARY(16) NOT NULL, `position` INT NOT NULL,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`),
    UNIQUE (`cross_selling_id`, `product_id`, `product_version_id`),
    FOREIGN KEY (`cross_selling_id`) REFERENCES `product_cross_selling` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`product_id`, `product_version_id`) REFERENCES `product` (`id`, `version_id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `product_keyword_dictionary` (
    `id` BINARY(16) NOT NULL, `language_id` BINARY(16) NOT NULL, `keyword` VARCHAR(500) NOT NULL,
    `reversed` VARCHAR(500) GENERATED ALWAYS AS (REVERSE(`keyword`)) STORED, PRIMARY KEY (`id`, `language_id`),
    FOREIGN KEY (`language_id`) REFERENCES `language` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `product_search_keyword` (
    `id` BINARY(16) NOT NULL, `version_id` BINARY(16) NOT NULL, `language_id` BINARY(16) NOT NULL,
    `product_id` BINARY(16) NOT NULL, `product_version_id` BINARY(16) NOT NULL, `keyword` VARCHAR(255) NOT NULL,
    `ranking` DOUBLE NOT NULL, `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL,
    PRIMARY KEY (`id`, `version_id`),
    FOREIGN KEY (`product_id`, `product_version_id`) REFERENCES `product` (`id`, `version_id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`language_id`) REFERENCES `language` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `seo_url` (
    `id` BINARY(16) NOT NULL, `language_id` BINARY(16) NOT NULL, `sales_channel_id` BINARY(16) NULL,
    `foreign_key` BINARY(16) NOT NULL, `route_name` VARCHAR(50) NOT NULL, `path_info` VARCHAR(750) NOT NULL,
    `seo_path_info` VARCHAR(750) NOT NULL, `is_canonical` TINYINT(1) NULL,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`),
    FOREIGN KEY (`language_id`) REFERENCES `language` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `customer` (
    `id` BINARY(16) NOT NULL, `auto_increment` BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    `customer_group_id` BINARY(16) NOT NULL, `sales_channel_id` BINARY(16) NOT NULL, `language_id` BINARY(16) NOT NULL,
    `last_payment_method_id` BINARY(16) NULL, `default_billing_address_id` BINARY(16) NOT NULL,
    `default_shipping_address_id` BINARY(16) NOT NULL, `customer_number` VARCHAR(255) NOT NULL,
    `salutation_id` BINARY(16) NULL, `first_name` VARCHAR(255) NOT NULL, `last_name` VARCHAR(255) NOT NULL,
    `company` VARCHAR(255) NULL, `password` VARCHAR(1024) NULL, `email` VARCHAR(254) NOT NULL,
    `active` TINYINT(1) NOT NULL DEFAULT 1, `guest` TINYINT(1) NOT NULL DEFAULT 0, `last_login` DATETIME(3) NULL,
    `last_order_date` DATETIME(3) NULL, `order_count` INT NOT NULL DEFAULT 0, `order_total_amount` DOUBLE NULL DEFAULT 0,
    `review_count` INT NOT NULL DEFAULT 0, `remote_address` VARCHAR(255) NULL, `custom_fields` JSON NULL,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`), UNIQUE (`auto_increment`),
    FOREIGN KEY (`customer_group_id`) REFERENCES `customer_group` (`id`) ON DELETE RESTRICT ON UPDATE CASCADE,
    FOREIGN KEY (`sales_channel_id`) REFERENCES `sales_channel` (`id`) ON DELETE RESTRICT ON UPDATE CASCADE,
    FOREIGN KEY (`last_payment_method_id`) REFERENCES `payment_method` (`id`) ON DELETE RESTRICT ON UPDATE CASCADE,
    FOREIGN KEY (`salutation_id`) REFERENCES `salutation` (`id`) ON DELETE SET NULL ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `customer_address` (
    `id` BINARY(16) NOT NULL, `customer_id` BINARY(16) NOT NULL, `country_id` BINARY(16) NOT NULL,
    `country_state_id` BINARY(16) NULL, `salutation_id` BINARY(16) NULL, `first_name` VARCHAR(255) NOT NULL,
    `last_name` VARCHAR(255) NOT NULL, `street` VARCHAR(255) NOT NULL, `zipcode` VARCHAR(50) NULL,
    `city` VARCHAR(70) NOT NULL, `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`),
    FOREIGN KEY (`customer_id`) REFERENCES `customer` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`country_id`) REFERENCES `country` (`id`) ON DELETE RESTRICT ON UPDATE CASCADE,
    FOREIGN KEY (`country_state_id`) REFERENCES `country_state` (`id`) ON DELETE SET NULL ON UPDATE CASCADE,
    FOREIGN KEY (`salutation_id`) REFERENCES `salutation` (`id`) ON DELETE SET NULL ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `customer_tag` (
    `customer_id` BINARY(16) NOT NULL, `tag_id` BINARY(16) NOT NULL, PRIMARY KEY (`customer_id`, `tag_id`),
    FOREIGN KEY (`customer_id`) REFERENCES `customer` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`tag_id`) REFERENCES `tag` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `customer_wishlist` (
    `id` BINARY(16) NOT NULL, `customer_id` BINARY(16) NOT NULL, `sales_channel_id` BINARY(16) NOT NULL,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`),
    UNIQUE (`sales_channel_id`, `customer_id`),
    FOREIGN KEY (`customer_id`) REFERENCES `customer` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`sales_channel_id`) REFERENCES `sales_channel` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `customer_wishlist_product` (
    `id` BINARY(16) NOT NULL, `customer_wishlist_id` BINARY(16) NOT NULL, `product_id` BINARY(16) NOT NULL,
    `product_version_id` BINARY(16) NOT NULL, `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL,
    PRIMARY KEY (`id`), UNIQUE (`customer_wishlist_id`, `product_id`, `product_version_id`),
    FOREIGN KEY (`customer_wishlist_id`) REFERENCES `customer_wishlist` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`product_id`, `product_version_id`) REFERENCES `product` (`id`, `version_id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `newsletter_recipient` (
    `id` BINARY(16) NOT NULL, `email` VARCHAR(255) NOT NULL, `first_name` VARCHAR(255) NULL, `last_name` VARCHAR(255) NULL,
    `language_id` BINARY(16) NOT NULL, `sales_channel_id` BINARY(16) NOT NULL, `status` VARCHAR(255) NOT NULL,
    `hash` VARCHAR(255) NOT NULL, `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`),
    FOREIGN KEY (`language_id`) REFERENCES `language` (`id`) ON DELETE RESTRICT ON UPDATE CASCADE,
    FOREIGN KEY (`sales_channel_id`) REFERENCES `sales_channel` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `newsletter_recipient_tag` (
    `newsletter_recipient_id` BINARY(16) NOT NULL, `tag_id` BINARY(16) NOT NULL,
    PRIMARY KEY (`newsletter_recipient_id`, `tag_id`),
    FOREIGN KEY (`newsletter_recipient_id`) REFERENCES `newsletter_recipient` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`tag_id`) REFERENCES `tag` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `product_review` (
    `id` BINARY(16) NOT NULL, `product_id` BINARY(16) NOT NULL, `product_version_id` BINARY(16) NOT NULL,
    `customer_id` BINARY(16) NULL, `sales_channel_id` BINARY(16) NULL, `language_id` BINARY(16) NULL,
    `external_user` VARCHAR(255) NULL, `external_email` VARCHAR(255) NULL, `title` VARCHAR(255) NULL,
    `content` LONGTEXT NULL, `points` DOUBLE NULL, `status` TINYINT(1) NOT NULL DEFAULT 0, `comment` LONGTEXT NULL,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`),
    FOREIGN KEY (`product_id`, `product_version_id`) REFERENCES `product` (`id`, `version_id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`customer_id`) REFERENCES `customer` (`id`) ON DELETE SET NULL ON UPDATE CASCADE,
    FOREIGN KEY (`sales_channel_id`) REFERENCES `sales_channel` (`id`) ON DELETE SET NULL ON UPDATE CASCADE,
    FOREIGN KEY (`language_id`) REFERENCES `language` (`id`) ON DELETE SET NULL ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `state_machine` (
    `id` BINARY(16) NOT NULL, `technical_name` VARCHAR(255) NOT NULL, `initial_state_id` BINARY(16) NULL,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`), UNIQUE (`technical_name`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `state_machine_translation` (
    `state_machine_id` BINARY(16) NOT NULL, `language_id` BINARY(16) NOT NULL, `name` VARCHAR(255) NULL,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`state_machine_id`, `language_id`),
    FOREIGN KEY (`state_machine_id`) REFERENCES `state_machine` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`language_id`) REFERENCES `language` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `state_machine_state` (
    `id` BINARY(16) NOT NULL, `technical_name` VARCHAR(255) NOT NULL, `state_machine_id` BINARY(16) NOT NULL,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`),
    UNIQUE (`technical_name`, `state_machine_id`),
    FOREIGN KEY (`state_machine_id`) REFERENCES `state_machine` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `state_machine_state_translation` (
    `state_machine_state_id` BINARY(16) NOT NULL, `language_id` BINARY(16) NOT NULL, `name` VARCHAR(255) NULL,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL,
    PRIMARY KEY (`state_machine_state_id`, `language_id`),
    FOREIGN KEY (`state_machine_state_id`) REFERENCES `state_machine_state` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`language_id`) REFERENCES `language` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
ALTER TABLE `state_machine` ADD FOREIGN KEY (`initial_state_id`) REFERENCES `state_machine_state` (`id`) ON DELETE SET NULL ON UPDATE CASCADE;
CREATE TABLE `state_machine_transition` (
    `id` BINARY(16) NOT NULL, `action_name` VARCHAR(255) NOT NULL, `state_machine_id` BINARY(16) NOT NULL,
    `from_state_id` BINARY(16) NOT NULL, `to_state_id` BINARY(16) NOT NULL,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`),
    UNIQUE (`action_name`, `state_machine_id`, `from_state_id`, `to_state_id`),
    FOREIGN KEY (`state_machine_id`) REFERENCES `state_machine` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`from_state_id`) REFERENCES `state_machine_state` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`to_state_id`) REFERENCES `state_machine_state` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `state_machine_history` (
    `id` BINARY(16) NOT NULL, `state_machine_id` BINARY(16) NOT NULL, `entity_name` VARCHAR(100) NOT NULL,
    `referenced_id` BINARY(16) NOT NULL, `referenced_version_id` BINARY(16) NOT NULL, `from_state_id` BINARY(16) NOT NULL,
    `to_state_id` BINARY(16) NOT NULL, `action_name` VARCHAR(255) NULL,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`),
    FOREIGN KEY (`state_machine_id`) REFERENCES `state_machine` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`from_state_id`) REFERENCES `state_machine_state` (`id`) ON DELETE RESTRICT ON UPDATE CASCADE,
    FOREIGN KEY (`to_state_id`) REFERENCES `state_machine_state` (`id`) ON DELETE RESTRICT ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `order` (
    `id` BINARY(16) NOT NULL, `version_id` BINARY(16) NOT NULL, `state_id` BINARY(16) NOT NULL,
    `auto_increment` BIGINT UNSIGNED NOT NULL AUTO_INCREMENT, `order_number` VARCHAR(64) NULL,
    `currency_id` BINARY(16) NOT NULL, `language_id` BINARY(16) NOT NULL, `currency_factor` DOUBLE NULL,
    `sales_channel_id` BINARY(16) NOT NULL, `billing_address_id` BINARY(16) NOT NULL,
    `billing_address_version_id` BINARY(16) NOT NULL, `price` JSON NOT NULL, `order_date_time` DATETIME(3) NOT NULL,
    `order_date` DATE GENERATED ALWAYS AS (CONVERT(`order_date_time`, DATE)) STORED,
    `amount_total` DOUBLE GENERATED ALWAYS AS (JSON_UNQUOTE(JSON_EXTRACT(`price`, '$.totalPrice'))) VIRTUAL,
    `amount_net` DOUBLE GENERATED ALWAYS AS (JSON_UNQUOTE(JSON_EXTRACT(`price`, '$.netPrice'))) VIRTUAL,
    `shipping_costs` JSON NOT NULL,
    `shipping_total` DOUBLE GENERATED ALWAYS AS (JSON_UNQUOTE(JSON_EXTRACT(`shipping_costs`, '$.totalPrice'))) VIRTUAL,
    `deep_link_code` VARCHAR(32) NULL, `customer_comment` LONGTEXT NULL, `custom_fields` JSON NULL,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`, `version_id`),
    UNIQUE (`auto_increment`), UNIQUE (`deep_link_code`, `version_id`),
    FOREIGN KEY (`currency_id`) REFERENCES `currency` (`id`) ON DELETE RESTRICT ON UPDATE CASCADE,
    FOREIGN KEY (`language_id`) REFERENCES `language` (`id`) ON DELETE RESTRICT ON UPDATE CASCADE,
    FOREIGN KEY (`sales_channel_id`) REFERENCES `sales_channel` (`id`) ON DELETE RESTRICT ON UPDATE CASCADE,
    FOREIGN KEY (`state_id`) REFERENCES `state_machine_state` (`id`) ON DELETE RESTRICT ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `order_customer` (
    `id` BINARY(16) NOT NULL, `version_id` BINARY(16) NOT NULL, `customer_id` BINARY(16) NULL,
    `order_id` BINARY(16) NOT NULL, `order_version_id` BINARY(16) NOT NULL, `email` VARCHAR(254) NOT NULL,
    `first_name` VARCHAR(255) NOT NULL, `last_name` VARCHAR(255) NOT NULL, `customer_number` VARCHAR(255) NULL,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`, `version_id`),
    UNIQUE (`order_id`, `order_version_id`),
    FOREIGN KEY (`order_id`, `order_version_id`) REFERENCES `order` (`id`, `version_id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`customer_id`) REFERENCES `customer` (`id`) ON DELETE SET NULL ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `order_address` (
    `id` BINARY(16) NOT NULL, `version_id` BINARY(16) NOT NULL, `country_id` BINARY(16) NOT NULL,
    `order_id` BINARY(16) NOT NULL, `order_version_id` BINARY(16) NOT NULL, `first_name` VARCHAR(255) NOT NULL,
    `last_name` VARCHAR(255) NOT NULL, `street` VARCHAR(255) NOT NULL, `zipcode` VARCHAR(50) NULL,
    `city` VARCHAR(70) NOT NULL, `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL,
    PRIMARY KEY (`id`, `version_id`),
    FOREIGN KEY (`country_id`) REFERENCES `country` (`id`) ON DELETE RESTRICT ON UPDATE CASCADE,
    FOREIGN KEY (`order_id`, `order_version_id`) REFERENCES `order` (`id`, `version_id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `order_line_item` (
    `id` BINARY(16) NOT NULL, `version_id` BINARY(16) NOT NULL, `order_id` BINARY(16) NOT NULL,
    `order_version_id` BINARY(16) NOT NULL, `parent_id` BINARY(16) NULL, `parent_version_id` BINARY(16) NULL,
    `identifier` VARCHAR(255) NOT NULL, `referenced_id` VARCHAR(255) NULL, `product_id` BINARY(16) NULL,
    `product_version_id` BINARY(16) NULL, `label` VARCHAR(255) NOT NULL, `quantity` INT NOT NULL, `type` VARCHAR(255) NULL,
    `payload` JSON NULL, `price` JSON NOT NULL,
    `unit_price` DOUBLE GENERATED ALWAYS AS (JSON_UNQUOTE(JSON_EXTRACT(`price`, '$.unitPrice'))) VIRTUAL,
    `total_price` DOUBLE GENERATED ALWAYS AS (JSON_UNQUOTE(JSON_EXTRACT(`price`, '$.totalPrice'))) VIRTUAL,
    `position` INT NOT NULL DEFAULT 1, `cover_id` BINARY(16) NULL,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`, `version_id`),
    FOREIGN KEY (`order_id`, `order_version_id`) REFERENCES `order` (`id`, `version_id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`parent_id`, `parent_version_id`) REFERENCES `order_line_item` (`id`, `version_id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`product_id`, `product_version_id`) REFERENCES `product` (`id`, `version_id`) ON DELETE SET NULL ON UPDATE CASCADE,
    FOREIGN KEY (`cover_id`) REFERENCES `media` (`id`) ON DELETE SET NULL ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `order_line_item_download` (
    `id` BINARY(16) NOT NULL, `version_id` BINARY(16) NOT NULL, `order_line_item_id` BINARY(16) NOT NULL,
    `order_line_item_version_id` BINARY(16) NOT NULL, `media_id` BINARY(16) NOT NULL,
    `access_granted` TINYINT(1) NOT NULL DEFAULT 0, `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL,
    PRIMARY KEY (`id`, `version_id`),
    FOREIGN KEY (`order_line_item_id`, `order_line_item_version_id`) REFERENCES `order_line_item` (`id`, `version_id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`media_id`) REFERENCES `media` (`id`) ON DELETE RESTRICT ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `order_delivery` (
    `id` BINARY(16) NOT NULL, `version_id` BINARY(16) NOT NULL, `order_id` BINARY(16) NOT NULL,
    `order_version_id` BINARY(16) NOT NULL, `state_id` BINARY(16) NOT NULL, `shipping_order_address_id` BINARY(16) NULL,
    `shipping_order_address_version_id` BINARY(16) NULL, `shipping_method_id` BINARY(16) NOT NULL,
    `tracking_codes` JSON NOT NULL, `shipping_costs` JSON NOT NULL,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`, `version_id`),
    FOREIGN KEY (`order_id`, `order_version_id`) REFERENCES `order` (`id`, `version_id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`shipping_order_address_id`, `shipping_order_address_version_id`) REFERENCES `order_address` (`id`, `version_id`) ON DELETE RESTRICT ON UPDATE CASCADE,
    FOREIGN KEY (`shipping_method_id`) REFERENCES `shipping_method` (`id`) ON DELETE RESTRICT ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `order_delivery_position` (
    `id` BINARY(16) NOT NULL, `version_id` BINARY(16) NOT NULL, `order_delivery_id` BINARY(16) NOT NULL,
    `order_delivery_version_id` BINARY(16) NOT NULL, `order_line_item_id` BINARY(16) NOT NULL,
    `order_line_item_version_id` BINARY(16) NOT NULL, `price` JSON NOT NULL,
    `total_price` DOUBLE GENERATED ALWAYS AS (JSON_UNQUOTE(JSON_EXTRACT(`price`, '$.totalPrice'))) VIRTUAL,
    `quantity` INT GENERATED ALWAYS AS (JSON_UNQUOTE(JSON_EXTRACT(`price`, '$.quantity'))) VIRTUAL,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`, `version_id`),
    FOREIGN KEY (`order_delivery_id`, `order_delivery_version_id`) REFERENCES `order_delivery` (`id`, `version_id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`order_line_item_id`, `order_line_item_version_id`) REFERENCES `order_line_item` (`id`, `version_id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `order_transaction` (
    `id` BINARY(16) NOT NULL, `version_id` BINARY(16) NOT NULL, `order_id` BINARY(16) NOT NULL,
    `order_version_id` BINARY(16) NOT NULL, `state_id` BINARY(16) NOT NULL, `payment_method_id` BINARY(16) NOT NULL,
    `amount` JSON NOT NULL, `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL,
    PRIMARY KEY (`id`, `version_id`),
    FOREIGN KEY (`order_id`, `order_version_id`) REFERENCES `order` (`id`, `version_id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`payment_method_id`) REFERENCES `payment_method` (`id`) ON DELETE RESTRICT ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `order_transaction_capture` (
    `id` BINARY(16) NOT NULL, `version_id` BINARY(16) NOT NULL, `order_transaction_id` BINARY(16) NOT NULL,
    `order_transaction_version_id` BINARY(16) NOT NULL, `state_id` BINARY(16) NOT NULL, `amount` JSON NOT NULL,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`, `version_id`),
    FOREIGN KEY (`order_transaction_id`, `order_transaction_version_id`) REFERENCES `order_transaction` (`id`, `version_id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `order_transaction_capture_refund` (
    `id` BINARY(16) NOT NULL, `version_id` BINARY(16) NOT NULL, `capture_id` BINARY(16) NOT NULL,
    `capture_version_id` BINARY(16) NOT NULL, `state_id` BINARY(16) NOT NULL, `amount` JSON NOT NULL,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`, `version_id`),
    FOREIGN KEY (`capture_id`, `capture_version_id`) REFERENCES `order_transaction_capture` (`id`, `version_id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `order_transaction_capture_refund_position` (
    `id` BINARY(16) NOT NULL, `version_id` BINARY(16) NOT NULL, `refund_id` BINARY(16) NOT NULL,
    `refund_version_id` BINARY(16) NOT NULL, `order_line_item_id` BINARY(16) NOT NULL,
    `order_line_item_version_id` BINARY(16) NOT NULL, `quantity` INT NULL,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`, `version_id`),
    FOREIGN KEY (`refund_id`, `refund_version_id`) REFERENCES `order_transaction_capture_refund` (`id`, `version_id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`order_line_item_id`, `order_line_item_version_id`) REFERENCES `order_line_item` (`id`, `version_id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `order_tag` (
    `order_id` BINARY(16) NOT NULL, `order_version_id` BINARY(16) NOT NULL, `tag_id` BINARY(16) NOT NULL,
    PRIMARY KEY (`order_id`, `order_version_id`, `tag_id`),
    FOREIGN KEY (`order_id`, `order_version_id`) REFERENCES `order` (`id`, `version_id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`tag_id`) REFERENCES `tag` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `document` (
    `id` BINARY(16) NOT NULL, `document_type_id` BINARY(16) NOT NULL, `order_id` BINARY(16) NOT NULL,
    `order_version_id` BINARY(16) NOT NULL, `config` JSON NULL, `sent` TINYINT(1) NOT NULL DEFAULT 0,
    `deep_link_code` VARCHAR(32) NOT NULL, `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL,
    PRIMARY KEY (`id`), UNIQUE (`deep_link_code`),
    FOREIGN KEY (`order_id`, `order_version_id`) REFERENCES `order` (`id`, `version_id`) ON DELETE RESTRICT ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `promotion` (
    `id` BINARY(16) NOT NULL, `active` TINYINT(1) NOT NULL DEFAULT 0, `valid_from` DATETIME NULL,
    `valid_until` DATETIME NULL, `max_redemptions_global` INT NULL, `code` VARCHAR(255) NULL,
    `use_codes` TINYINT(1) NOT NULL DEFAULT 0, `order_count` INT NOT NULL DEFAULT 0, `orders_per_customer_count` JSON NULL,
    `exclusion_ids` JSON NULL, `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`),
    UNIQUE (`code`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `promotion_translation` (
    `promotion_id` BINARY(16) NOT NULL, `language_id` BINARY(16) NOT NULL, `name` VARCHAR(255) NULL,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`promotion_id`, `language_id`),
    FOREIGN KEY (`promotion_id`) REFERENCES `promotion` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`language_id`) REFERENCES `language` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `promotion_sales_channel` (
    `id` BINARY(16) NOT NULL, `promotion_id` BINARY(16) NOT NULL, `sales_channel_id` BINARY(16) NOT NULL,
    `priority` INT NOT NULL DEFAULT 1, `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL,
    PRIMARY KEY (`id`), FOREIGN KEY (`promotion_id`) REFERENCES `promotion` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`sales_channel_id`) REFERENCES `sales_channel` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `promotion_individual_code` (
    `id` BINARY(16) NOT NULL, `promotion_id` BINARY(16) NOT NULL, `code` VARCHAR(255) NOT NULL, `payload` JSON NULL,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`), UNIQUE (`code`),
    FOREIGN KEY (`promotion_id`) REFERENCES `promotion` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `promotion_discount` (
    `id` BINARY(16) NOT NULL, `promotion_id` BINARY(16) NOT NULL, `scope` VARCHAR(255) NOT NULL,
    `type` VARCHAR(32) NOT NULL, `value` DOUBLE NOT NULL, `max_value` DOUBLE NULL,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`),
    FOREIGN KEY (`promotion_id`) REFERENCES `promotion` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `promotion_discount_rule` (
    `discount_id` BINARY(16) NOT NULL, `rule_id` BINARY(16) NOT NULL, PRIMARY KEY (`discount_id`, `rule_id`),
    FOREIGN KEY (`discount_id`) REFERENCES `promotion_discount` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`rule_id`) REFERENCES `rule` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `promotion_discount_prices` (
    `id` BINARY(16) NOT NULL, `discount_id` BINARY(16) NOT NULL, `currency_id` BINARY(16) NOT NULL,
    `price` DOUBLE NOT NULL, `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`),
    FOREIGN KEY (`discount_id`) REFERENCES `promotion_discount` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`currency_id`) REFERENCES `currency` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `promotion_setgroup` (
    `id` BINARY(16) NOT NULL, `promotion_id` BINARY(16) NOT NULL, `packager_key` VARCHAR(32) NOT NULL,
    `sorter_key` VARCHAR(32) NOT NULL, `value` DOUBLE NOT NULL,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`),
    FOREIGN KEY (`promotion_id`) REFERENCES `promotion` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `promotion_setgroup_rule` (
    `setgroup_id` BINARY(16) NOT NULL, `rule_id` BINARY(16) NOT NULL, PRIMARY KEY (`setgroup_id`, `rule_id`),
    FOREIGN KEY (`setgroup_id`) REFERENCES `promotion_setgroup` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`rule_id`) REFERENCES `rule` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `promotion_order_rule` (
    `promotion_id` BINARY(16) NOT NULL, `rule_id` BINARY(16) NOT NULL, PRIMARY KEY (`promotion_id`, `rule_id`),
    FOREIGN KEY (`promotion_id`) REFERENCES `promotion` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`rule_id`) REFERENCES `rule` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `promotion_persona_rule` (
    `promotion_id` BINARY(16) NOT NULL, `rule_id` BINARY(16) NOT NULL, PRIMARY KEY (`promotion_id`, `rule_id`),
    FOREIGN KEY (`promotion_id`) REFERENCES `promotion` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`rule_id`) REFERENCES `rule` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `promotion_cart_rule` (
    `promotion_id` BINARY(16) NOT NULL, `rule_id` BINARY(16) NOT NULL, PRIMARY KEY (`promotion_id`, `rule_id`),
    FOREIGN KEY (`promotion_id`) REFERENCES `promotion` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`rule_id`) REFERENCES `rule` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `promotion_persona_customer` (
    `promotion_id` BINARY(16) NOT NULL, `customer_id` BINARY(16) NOT NULL, PRIMARY KEY (`promotion_id`, `customer_id`),
    FOREIGN KEY (`promotion_id`) REFERENCES `promotion` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`customer_id`) REFERENCES `customer` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `flow` (
    `id` BINARY(16) NOT NULL, `name` VARCHAR(255) NOT NULL, `event_name` VARCHAR(255) NOT NULL,
    `priority` INT NOT NULL DEFAULT 1, `payload` LONGBLOB NULL, `invalid` TINYINT(1) NOT NULL DEFAULT 0,
    `active` TINYINT(1) NOT NULL DEFAULT 0, `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL,
    PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `flow_sequence` (
    `id` BINARY(16) NOT NULL, `flow_id` BINARY(16) NOT NULL, `parent_id` BINARY(16) NULL, `rule_id` BINARY(16) NULL,
    `action_name` VARCHAR(255) NULL, `config` JSON NULL, `position` INT NOT NULL DEFAULT 1,
    `created_at` DATETIME(3) NOT NULL, `updated_at` DATETIME(3) NULL, PRIMARY KEY (`id`),
    FOREIGN KEY (`flow_id`) REFERENCES `flow` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`parent_id`) REFERENCES `flow_sequence` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (`rule_id`) REFERENCES `rule` (`id`) ON DELETE SET NULL ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

INSERT INTO `language` (`id`, `parent_id`, `locale_id`, `name`, `created_at`) VALUES
    (x'2fbb5fe2e29a4d70aa5854ce7ce3e20b', NULL, x'0190a1b2c3d47407b4bfb21f7ac90001', 'English', '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d47e80b1c2000000000d0e', NULL, x'0190a1b2c3d47d64be1dc185f2350002', 'Deutsch', '2026-03-01 10:00:00.123');
INSERT INTO `tag` (`id`, `name`, `created_at`) VALUES
    (x'0190a1b2c3d4772bbfeb23bd11220003', 'New', '2026-03-01 10:00:00.123');
INSERT INTO `tax` (`id`, `tax_rate`, `name`, `created_at`) VALUES
    (x'0190a1b2c3d47c5abe8bb3f5c0ee0004', 19.00, 'Standard rate', '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d471c5bd5508ac2b5b0005', 7.00, 'Reduced rate', '2026-03-01 10:00:00.123');
INSERT INTO `country` (`id`, `iso`, `active`, `created_at`) VALUES
    (x'0190a1b2c3d47ce3be4bed2954ad0006', 'DE', 1, '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d476d2b830b1e76dc70007', 'FR', 1, '2026-03-01 10:00:00.123');
INSERT INTO `country_translation` (`country_id`, `language_id`, `name`, `created_at`) VALUES
    (x'0190a1b2c3d47ce3be4bed2954ad0006', x'2fbb5fe2e29a4d70aa5854ce7ce3e20b', 'Germany', '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d47ce3be4bed2954ad0006', x'0190a1b2c3d47e80b1c2000000000d0e', 'Deutschland', '2026-03-01 10:00:00.123');
INSERT INTO `country_translation` (`country_id`, `language_id`, `name`, `created_at`) VALUES
    (x'0190a1b2c3d476d2b830b1e76dc70007', x'2fbb5fe2e29a4d70aa5854ce7ce3e20b', 'France', '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d476d2b830b1e76dc70007', x'0190a1b2c3d47e80b1c2000000000d0e', 'Frankreich', '2026-03-01 10:00:00.123');
INSERT INTO `tax_rule` (`id`, `tax_id`, `country_id`, `tax_rate`, `created_at`) VALUES
    (x'0190a1b2c3d4737dbfaaaf93b30b0008', x'0190a1b2c3d47c5abe8bb3f5c0ee0004', x'0190a1b2c3d476d2b830b1e76dc70007', 20.00, '2026-03-01 10:00:00.123');
INSERT INTO `country_state` (`id`, `country_id`, `short_code`, `created_at`) VALUES
    (x'0190a1b2c3d47347b2ff5765a2d90009', x'0190a1b2c3d47ce3be4bed2954ad0006', 'DE-BE', '2026-03-01 10:00:00.123');
INSERT INTO `country_state_translation` (`country_state_id`, `language_id`, `name`, `created_at`) VALUES
    (x'0190a1b2c3d47347b2ff5765a2d90009', x'2fbb5fe2e29a4d70aa5854ce7ce3e20b', 'Berlin', '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d47347b2ff5765a2d90009', x'0190a1b2c3d47e80b1c2000000000d0e', 'Berlin', '2026-03-01 10:00:00.123');
INSERT INTO `currency` (`id`, `iso_code`, `factor`, `symbol`, `created_at`) VALUES
    (x'b7d2554b0ce847cd82f3ac9bd1c0dfca', 'EUR', 1, '€', '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d47578b14cfbae5c6d000a', 'USD', 1.17085, '$', '2026-03-01 10:00:00.123');
INSERT INTO `currency_translation` (`currency_id`, `language_id`, `name`, `created_at`) VALUES
    (x'b7d2554b0ce847cd82f3ac9bd1c0dfca', x'2fbb5fe2e29a4d70aa5854ce7ce3e20b', 'Euro', '2026-03-01 10:00:00.123'),
    (x'b7d2554b0ce847cd82f3ac9bd1c0dfca', x'0190a1b2c3d47e80b1c2000000000d0e', 'Euro', '2026-03-01 10:00:00.123');
INSERT INTO `currency_translation` (`currency_id`, `language_id`, `name`, `created_at`) VALUES
    (x'0190a1b2c3d47578b14cfbae5c6d000a', x'2fbb5fe2e29a4d70aa5854ce7ce3e20b', 'US dollar', '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d47578b14cfbae5c6d000a', x'0190a1b2c3d47e80b1c2000000000d0e', 'US-Dollar', '2026-03-01 10:00:00.123');
INSERT INTO `currency_country_rounding` (`id`, `currency_id`, `country_id`, `item_rounding`, `created_at`) VALUES
    (x'0190a1b2c3d47f05b90a6dd3663b000b', x'b7d2554b0ce847cd82f3ac9bd1c0dfca', x'0190a1b2c3d476d2b830b1e76dc70007', '{"decimals":2,"interval":0.05,"roundForNet":true}', '2026-03-01 10:00:00.123');
INSERT INTO `unit` (`id`, `created_at`) VALUES
    (x'0190a1b2c3d470dfb9eea0bad5a5000c', '2026-03-01 10:00:00.123');
INSERT INTO `unit_translation` (`unit_id`, `language_id`, `name`, `created_at`) VALUES
    (x'0190a1b2c3d470dfb9eea0bad5a5000c', x'2fbb5fe2e29a4d70aa5854ce7ce3e20b', 'Piece', '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d470dfb9eea0bad5a5000c', x'0190a1b2c3d47e80b1c2000000000d0e', 'Stück', '2026-03-01 10:00:00.123');
INSERT INTO `salutation` (`id`, `salutation_key`, `created_at`) VALUES
    (x'0190a1b2c3d478e7bbe411ad89ad000d', 'mr', '2026-03-01 10:00:00.123');
INSERT INTO `salutation_translation` (`salutation_id`, `language_id`, `display_name`, `created_at`) VALUES
    (x'0190a1b2c3d478e7bbe411ad89ad000d', x'2fbb5fe2e29a4d70aa5854ce7ce3e20b', 'Mr.', '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d478e7bbe411ad89ad000d', x'0190a1b2c3d47e80b1c2000000000d0e', 'Herr', '2026-03-01 10:00:00.123');
INSERT INTO `delivery_time` (`id`, `min`, `max`, `unit`, `created_at`) VALUES
    (x'0190a1b2c3d473f9b34e4f1268bb000e', 1, 3, 'day', '2026-03-01 10:00:00.123');
INSERT INTO `delivery_time_translation` (`delivery_time_id`, `language_id`, `name`, `created_at`) VALUES
    (x'0190a1b2c3d473f9b34e4f1268bb000e', x'2fbb5fe2e29a4d70aa5854ce7ce3e20b', '1-3 days', '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d473f9b34e4f1268bb000e', x'0190a1b2c3d47e80b1c2000000000d0e', '1-3 Tage', '2026-03-01 10:00:00.123');
INSERT INTO `rule` (`id`, `name`, `priority`, `payload`, `created_at`) VALUES
    (x'0190a1b2c3d47cecbd0f48f9be55000f', 'Always valid', 100, NULL, '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d47aafb1cb30958cf50010', 'Large cart', 10, x'4f3a313a', '2026-03-01 10:00:00.123');
INSERT INTO `rule_condition` (`id`, `type`, `rule_id`, `parent_id`, `value`, `created_at`) VALUES
    (x'0190a1b2c3d4752cb36639dcdd2e0011', 'orContainer', x'0190a1b2c3d47aafb1cb30958cf50010', NULL, NULL, '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d47bd9b6ecb529e1790012', 'cartCartAmount', x'0190a1b2c3d47aafb1cb30958cf50010', x'0190a1b2c3d4752cb36639dcdd2e0011', '{"operator":">=","amount":100}', '2026-03-01 10:00:00.123');
INSERT INTO `rule_tag` (`rule_id`, `tag_id`) VALUES
    (x'0190a1b2c3d47aafb1cb30958cf50010', x'0190a1b2c3d4772bbfeb23bd11220003');
INSERT INTO `media_folder` (`id`, `parent_id`, `name`, `created_at`) VALUES
    (x'0190a1b2c3d47affbfdd08d81dd10013', NULL, 'Product media', '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d47690bc56854544220014', x'0190a1b2c3d47affbfdd08d81dd10013', 'Lamps', '2026-03-01 10:00:00.123');
INSERT INTO `media` (`id`, `media_folder_id`, `mime_type`, `file_extension`, `file_size`, `file_name`, `media_type`, `thumbnails_ro`, `created_at`) VALUES
    (x'0190a1b2c3d478edb44fe2bd78300015', x'0190a1b2c3d47690bc56854544220014', 'image/jpeg', 'jpg', 48211, 'desk-lamp', x'4f3a32353a00ff', x'00ff10', '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d470b0bccdefba422a0016', x'0190a1b2c3d47affbfdd08d81dd10013', 'image/png', 'png', 9120, 'shade', NULL, NULL, '2026-03-01 10:00:00.123');
INSERT INTO `media_translation` (`media_id`, `language_id`, `title`, `created_at`) VALUES
    (x'0190a1b2c3d478edb44fe2bd78300015', x'2fbb5fe2e29a4d70aa5854ce7ce3e20b', 'Desk lamp, from the left', '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d478edb44fe2bd78300015', x'0190a1b2c3d47e80b1c2000000000d0e', 'Schreibtischlampe von links', '2026-03-01 10:00:00.123');
INSERT INTO `media_thumbnail` (`id`, `media_id`, `width`, `height`, `created_at`) VALUES
    (x'0190a1b2c3d47d28bd2b77fa489a0017', x'0190a1b2c3d478edb44fe2bd78300015', 400, 400, '2026-03-01 10:00:00.123');
INSERT INTO `media_tag` (`media_id`, `tag_id`) VALUES
    (x'0190a1b2c3d478edb44fe2bd78300015', x'0190a1b2c3d4772bbfeb23bd11220003');
INSERT INTO `custom_field_set` (`id`, `name`, `active`, `created_at`) VALUES
    (x'0190a1b2c3d47241bb89a90d8dd60018', 'care', 1, '2026-03-01 10:00:00.123');
INSERT INTO `custom_field` (`id`, `set_id`, `name`, `type`, `created_at`) VALUES
    (x'0190a1b2c3d47f78bb64c9e0f2ea0019', x'0190a1b2c3d47241bb89a90d8dd60018', 'care_bulb', 'text', '2026-03-01 10:00:00.123');
INSERT INTO `custom_field_set_relation` (`id`, `set_id`, `entity_name`, `created_at`) VALUES
    (x'0190a1b2c3d47d1db7f943789596001a', x'0190a1b2c3d47241bb89a90d8dd60018', 'product', '2026-03-01 10:00:00.123');
INSERT INTO `cms_page` (`id`, `version_id`, `type`, `created_at`) VALUES
    (x'0190a1b2c3d47207bb877e13437b001b', x'0fa91ce3e96a4bc2be4bd9ce752c3425', 'product_list', '2026-03-01 10:00:00.123');
INSERT INTO `cms_page_translation` (`cms_page_id`, `cms_page_version_id`, `language_id`, `name`, `created_at`) VALUES
    (x'0190a1b2c3d47207bb877e13437b001b', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'2fbb5fe2e29a4d70aa5854ce7ce3e20b', 'Shop page', '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d47207bb877e13437b001b', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d47e80b1c2000000000d0e', 'Shopseite', '2026-03-01 10:00:00.123');
INSERT INTO `cms_section` (`id`, `version_id`, `cms_page_id`, `cms_page_version_id`, `position`, `type`, `created_at`) VALUES
    (x'0190a1b2c3d47920ba25ef686c4f001c', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d47207bb877e13437b001b', x'0fa91ce3e96a4bc2be4bd9ce752c3425', 0, 'default', '2026-03-01 10:00:00.123');
INSERT INTO `cms_block` (`id`, `version_id`, `cms_section_id`, `cms_section_version_id`, `position`, `type`, `background_media_id`, `created_at`) VALUES
    (x'0190a1b2c3d478dab57d83e4710f001d', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d47920ba25ef686c4f001c', x'0fa91ce3e96a4bc2be4bd9ce752c3425', 0, 'text', x'0190a1b2c3d470b0bccdefba422a0016', '2026-03-01 10:00:00.123');
INSERT INTO `cms_slot` (`id`, `version_id`, `cms_block_id`, `cms_block_version_id`, `type`, `slot`, `created_at`) VALUES
    (x'0190a1b2c3d47462b854f9c73adf001e', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d478dab57d83e4710f001d', x'0fa91ce3e96a4bc2be4bd9ce752c3425', 'text', 'content', '2026-03-01 10:00:00.123');
INSERT INTO `cms_slot_translation` (`cms_slot_id`, `cms_slot_version_id`, `language_id`, `config`, `created_at`) VALUES
    (x'0190a1b2c3d47462b854f9c73adf001e', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'2fbb5fe2e29a4d70aa5854ce7ce3e20b', '{"content":{"value":"<h2>Light<\/h2>"}}', '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d47462b854f9c73adf001e', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d47e80b1c2000000000d0e', '{"content":{"value":"<h2>Licht<\/h2>"}}', '2026-03-01 10:00:00.123');
INSERT INTO `product_stream` (`id`, `created_at`) VALUES
    (x'0190a1b2c3d47c82be3d7279efa3001f', '2026-03-01 10:00:00.123');
INSERT INTO `product_stream_translation` (`product_stream_id`, `language_id`, `name`, `created_at`) VALUES
    (x'0190a1b2c3d47c82be3d7279efa3001f', x'2fbb5fe2e29a4d70aa5854ce7ce3e20b', 'Lamps on sale', '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d47c82be3d7279efa3001f', x'0190a1b2c3d47e80b1c2000000000d0e', 'Lampen im Angebot', '2026-03-01 10:00:00.123');
INSERT INTO `product_stream_filter` (`id`, `product_stream_id`, `parent_id`, `type`, `field`, `operator`, `value`, `created_at`) VALUES
    (x'0190a1b2c3d47c09bbb890b096f70020', x'0190a1b2c3d47c82be3d7279efa3001f', NULL, 'multi', NULL, 'OR', NULL, '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d47cf1b126f67238bf0021', x'0190a1b2c3d47c82be3d7279efa3001f', x'0190a1b2c3d47c09bbb890b096f70020', 'equals', 'active', NULL, '1', '2026-03-01 10:00:00.123');
INSERT INTO `category` (`id`, `version_id`, `auto_increment`, `parent_id`, `parent_version_id`, `media_id`, `cms_page_id`, `cms_page_version_id`, `product_stream_id`, `path`, `after_category_id`, `after_category_version_id`, `level`, `active`, `child_count`, `visible`, `created_at`) VALUES
    (x'0190a1b2c3d47e83b249bd3ba7990022', x'0fa91ce3e96a4bc2be4bd9ce752c3425', 1, NULL, NULL, NULL, x'0190a1b2c3d47207bb877e13437b001b', x'0fa91ce3e96a4bc2be4bd9ce752c3425', NULL, NULL, NULL, NULL, 1, 1, 2, 1, '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d47854b9c4ffd7a1310023', x'0fa91ce3e96a4bc2be4bd9ce752c3425', 2, x'0190a1b2c3d47e83b249bd3ba7990022', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d478edb44fe2bd78300015', NULL, NULL, NULL, '|home|', NULL, NULL, 2, 1, 0, 1, '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d475b8ba763b54510a0024', x'0fa91ce3e96a4bc2be4bd9ce752c3425', 3, x'0190a1b2c3d47e83b249bd3ba7990022', x'0fa91ce3e96a4bc2be4bd9ce752c3425', NULL, NULL, NULL, x'0190a1b2c3d47c82be3d7279efa3001f', '|home|', x'0190a1b2c3d47854b9c4ffd7a1310023', x'0fa91ce3e96a4bc2be4bd9ce752c3425', 2, 1, 0, 1, '2026-03-01 10:00:00.123');
INSERT INTO `category_translation` (`category_id`, `category_version_id`, `language_id`, `name`, `created_at`) VALUES
    (x'0190a1b2c3d47e83b249bd3ba7990022', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'2fbb5fe2e29a4d70aa5854ce7ce3e20b', 'Home', '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d47e83b249bd3ba7990022', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d47e80b1c2000000000d0e', 'Startseite', '2026-03-01 10:00:00.123');
INSERT INTO `category_translation` (`category_id`, `category_version_id`, `language_id`, `name`, `created_at`) VALUES
    (x'0190a1b2c3d47854b9c4ffd7a1310023', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'2fbb5fe2e29a4d70aa5854ce7ce3e20b', 'Lamps', '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d47854b9c4ffd7a1310023', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d47e80b1c2000000000d0e', 'Lampen', '2026-03-01 10:00:00.123');
INSERT INTO `category_translation` (`category_id`, `category_version_id`, `language_id`, `name`, `created_at`) VALUES
    (x'0190a1b2c3d475b8ba763b54510a0024', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'2fbb5fe2e29a4d70aa5854ce7ce3e20b', 'Sale', '2026-03-01 10:00:00.123');
INSERT INTO `category_tag` (`category_id`, `category_version_id`, `tag_id`) VALUES
    (x'0190a1b2c3d475b8ba763b54510a0024', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d4772bbfeb23bd11220003');
INSERT INTO `property_group` (`id`, `sorting_type`, `display_type`, `filterable`, `created_at`) VALUES
    (x'0190a1b2c3d4779db41a47e8fec50025', 'alphanumeric', 'color', 1, '2026-03-01 10:00:00.123');
INSERT INTO `property_group_translation` (`property_group_id`, `language_id`, `name`, `created_at`) VALUES
    (x'0190a1b2c3d4779db41a47e8fec50025', x'2fbb5fe2e29a4d70aa5854ce7ce3e20b', 'Colour', '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d4779db41a47e8fec50025', x'0190a1b2c3d47e80b1c2000000000d0e', 'Farbe', '2026-03-01 10:00:00.123');
INSERT INTO `property_group_option` (`id`, `property_group_id`, `color_hex_code`, `media_id`, `created_at`) VALUES
    (x'0190a1b2c3d47789b88010b890ce0026', x'0190a1b2c3d4779db41a47e8fec50025', '#cc2222', NULL, '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d474c9ba82ce72ca250027', x'0190a1b2c3d4779db41a47e8fec50025', '#2222cc', x'0190a1b2c3d470b0bccdefba422a0016', '2026-03-01 10:00:00.123');
INSERT INTO `property_group_option_translation` (`property_group_option_id`, `language_id`, `name`, `created_at`) VALUES
    (x'0190a1b2c3d47789b88010b890ce0026', x'2fbb5fe2e29a4d70aa5854ce7ce3e20b', 'Red', '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d47789b88010b890ce0026', x'0190a1b2c3d47e80b1c2000000000d0e', 'Rot', '2026-03-01 10:00:00.123');
INSERT INTO `property_group_option_translation` (`property_group_option_id`, `language_id`, `name`, `created_at`) VALUES
    (x'0190a1b2c3d474c9ba82ce72ca250027', x'2fbb5fe2e29a4d70aa5854ce7ce3e20b', 'Blue', '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d474c9ba82ce72ca250027', x'0190a1b2c3d47e80b1c2000000000d0e', 'Blau', '2026-03-01 10:00:00.123');
INSERT INTO `product_manufacturer` (`id`, `version_id`, `link`, `media_id`, `created_at`) VALUES
    (x'0190a1b2c3d4700dbe3ec6e161910028', x'0fa91ce3e96a4bc2be4bd9ce752c3425', 'https://lights.example', x'0190a1b2c3d470b0bccdefba422a0016', '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d47c44b702a7fc8af50029', x'0fa91ce3e96a4bc2be4bd9ce752c3425', NULL, NULL, '2026-03-01 10:00:00.123');
INSERT INTO `product_manufacturer_translation` (`product_manufacturer_id`, `product_manufacturer_version_id`, `language_id`, `name`, `created_at`) VALUES
    (x'0190a1b2c3d4700dbe3ec6e161910028', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'2fbb5fe2e29a4d70aa5854ce7ce3e20b', 'Northern Lights', '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d4700dbe3ec6e161910028', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d47e80b1c2000000000d0e', 'Nordlicht', '2026-03-01 10:00:00.123');
INSERT INTO `product_manufacturer_translation` (`product_manufacturer_id`, `product_manufacturer_version_id`, `language_id`, `name`, `created_at`) VALUES
    (x'0190a1b2c3d47c44b702a7fc8af50029', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'2fbb5fe2e29a4d70aa5854ce7ce3e20b', 'Plain & Co', '2026-03-01 10:00:00.123');
INSERT INTO `customer_group` (`id`, `created_at`) VALUES
    (x'0190a1b2c3d47642b92b1c2b2e13002a', '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d47ca5bff406083999002b', '2026-03-01 10:00:00.123');
INSERT INTO `customer_group_translation` (`customer_group_id`, `language_id`, `name`, `created_at`) VALUES
    (x'0190a1b2c3d47642b92b1c2b2e13002a', x'2fbb5fe2e29a4d70aa5854ce7ce3e20b', 'Standard', '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d47642b92b1c2b2e13002a', x'0190a1b2c3d47e80b1c2000000000d0e', 'Standard', '2026-03-01 10:00:00.123');
INSERT INTO `customer_group_translation` (`customer_group_id`, `language_id`, `name`, `created_at`) VALUES
    (x'0190a1b2c3d47ca5bff406083999002b', x'2fbb5fe2e29a4d70aa5854ce7ce3e20b', 'Dealers', '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d47ca5bff406083999002b', x'0190a1b2c3d47e80b1c2000000000d0e', 'Händler', '2026-03-01 10:00:00.123');
INSERT INTO `shipping_method` (`id`, `active`, `availability_rule_id`, `media_id`, `delivery_time_id`, `tax_type`, `tax_id`, `created_at`) VALUES
    (x'0190a1b2c3d47589b06f6538223e002c', 1, x'0190a1b2c3d47cecbd0f48f9be55000f', NULL, x'0190a1b2c3d473f9b34e4f1268bb000e', 'auto', x'0190a1b2c3d47c5abe8bb3f5c0ee0004', '2026-03-01 10:00:00.123');
INSERT INTO `shipping_method_translation` (`shipping_method_id`, `language_id`, `name`, `created_at`) VALUES
    (x'0190a1b2c3d47589b06f6538223e002c', x'2fbb5fe2e29a4d70aa5854ce7ce3e20b', 'Parcel', '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d47589b06f6538223e002c', x'0190a1b2c3d47e80b1c2000000000d0e', 'Paket', '2026-03-01 10:00:00.123');
INSERT INTO `shipping_method_price` (`id`, `shipping_method_id`, `rule_id`, `calculation`, `quantity_start`, `currency_price`, `created_at`) VALUES
    (x'0190a1b2c3d47deeb1141365e6e8002d', x'0190a1b2c3d47589b06f6538223e002c', x'0190a1b2c3d47cecbd0f48f9be55000f', 1, 0, '{"cb7d2554b0ce847cd82f3ac9bd1c0dfca":{"net":4.11,"gross":4.9,"linked":true,"currencyId":"b7d2554b0ce847cd82f3ac9bd1c0dfca"}}', '2026-03-01 10:00:00.123');
INSERT INTO `shipping_method_tag` (`shipping_method_id`, `tag_id`) VALUES
    (x'0190a1b2c3d47589b06f6538223e002c', x'0190a1b2c3d4772bbfeb23bd11220003');
INSERT INTO `payment_method` (`id`, `availability_rule_id`, `handler_identifier`, `active`, `created_at`) VALUES
    (x'0190a1b2c3d47baebba7e7b9ec45002e', x'0190a1b2c3d47cecbd0f48f9be55000f', 'InvoicePayment', 1, '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d47a34bc860a9909dd002f', NULL, 'CashPayment', 1, '2026-03-01 10:00:00.123');
INSERT INTO `payment_method_translation` (`payment_method_id`, `language_id`, `name`, `created_at`) VALUES
    (x'0190a1b2c3d47baebba7e7b9ec45002e', x'2fbb5fe2e29a4d70aa5854ce7ce3e20b', 'Invoice', '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d47baebba7e7b9ec45002e', x'0190a1b2c3d47e80b1c2000000000d0e', 'Rechnung', '2026-03-01 10:00:00.123');
INSERT INTO `payment_method_translation` (`payment_method_id`, `language_id`, `name`, `created_at`) VALUES
    (x'0190a1b2c3d47a34bc860a9909dd002f', x'2fbb5fe2e29a4d70aa5854ce7ce3e20b', 'Cash', '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d47a34bc860a9909dd002f', x'0190a1b2c3d47e80b1c2000000000d0e', 'Bar', '2026-03-01 10:00:00.123');
INSERT INTO `snippet_set` (`id`, `name`, `base_file`, `iso`, `created_at`) VALUES
    (x'0190a1b2c3d47c60b84e16f7f0520030', 'Texts en', 'messages.en-GB', 'en-GB', '2026-03-01 10:00:00.123');
INSERT INTO `snippet` (`id`, `translation_key`, `value`, `author`, `snippet_set_id`, `created_at`) VALUES
    (x'0190a1b2c3d4790ab20aa4f9e9bd0031', 'checkout.thanks', 'Thank you!', 'owner', x'0190a1b2c3d47c60b84e16f7f0520030', '2026-03-01 10:00:00.123');
INSERT INTO `mail_header_footer` (`id`, `system_default`, `created_at`) VALUES
    (x'0190a1b2c3d4739db88b573c35d20032', 1, '2026-03-01 10:00:00.123');
INSERT INTO `mail_header_footer_translation` (`mail_header_footer_id`, `language_id`, `name`, `created_at`) VALUES
    (x'0190a1b2c3d4739db88b573c35d20032', x'2fbb5fe2e29a4d70aa5854ce7ce3e20b', 'Usual', '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d4739db88b573c35d20032', x'0190a1b2c3d47e80b1c2000000000d0e', 'Üblich', '2026-03-01 10:00:00.123');
INSERT INTO `mail_template` (`id`, `mail_template_type_id`, `created_at`) VALUES
    (x'0190a1b2c3d471d6be1cf70ec6f90033', x'0190a1b2c3d47de0b3d4b3f07a8f0034', '2026-03-01 10:00:00.123');
INSERT INTO `mail_template_translation` (`mail_template_id`, `language_id`, `subject`, `created_at`) VALUES
    (x'0190a1b2c3d471d6be1cf70ec6f90033', x'2fbb5fe2e29a4d70aa5854ce7ce3e20b', 'Your order', '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d471d6be1cf70ec6f90033', x'0190a1b2c3d47e80b1c2000000000d0e', 'Deine Bestellung', '2026-03-01 10:00:00.123');
INSERT INTO `mail_template_media` (`id`, `mail_template_id`, `language_id`, `media_id`) VALUES
    (x'0190a1b2c3d47b8db09b4d8580aa0035', x'0190a1b2c3d471d6be1cf70ec6f90033', x'2fbb5fe2e29a4d70aa5854ce7ce3e20b', x'0190a1b2c3d470b0bccdefba422a0016');
INSERT INTO `sales_channel` (`id`, `type_id`, `language_id`, `currency_id`, `payment_method_id`, `shipping_method_id`, `country_id`, `customer_group_id`, `navigation_category_id`, `navigation_category_version_id`, `home_cms_page_id`, `home_cms_page_version_id`, `mail_header_footer_id`, `access_key`, `active`, `created_at`) VALUES
    (x'0190a1b2c3d471b7b8eb3be0ae3f0036', x'0190a1b2c3d47d0ab3e7f81a98850037', x'2fbb5fe2e29a4d70aa5854ce7ce3e20b', x'b7d2554b0ce847cd82f3ac9bd1c0dfca', x'0190a1b2c3d47baebba7e7b9ec45002e', x'0190a1b2c3d47589b06f6538223e002c', x'0190a1b2c3d47ce3be4bed2954ad0006', x'0190a1b2c3d47642b92b1c2b2e13002a', x'0190a1b2c3d47e83b249bd3ba7990022', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d47207bb877e13437b001b', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d4739db88b573c35d20032', 'SWSCEXAMPLE', 1, '2026-03-01 10:00:00.123');
INSERT INTO `sales_channel_translation` (`sales_channel_id`, `language_id`, `name`, `created_at`) VALUES
    (x'0190a1b2c3d471b7b8eb3be0ae3f0036', x'2fbb5fe2e29a4d70aa5854ce7ce3e20b', 'Storefront', '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d471b7b8eb3be0ae3f0036', x'0190a1b2c3d47e80b1c2000000000d0e', 'Laden', '2026-03-01 10:00:00.123');
INSERT INTO `sales_channel_country` (`sales_channel_id`, `country_id`) VALUES
    (x'0190a1b2c3d471b7b8eb3be0ae3f0036', x'0190a1b2c3d47ce3be4bed2954ad0006'),
    (x'0190a1b2c3d471b7b8eb3be0ae3f0036', x'0190a1b2c3d476d2b830b1e76dc70007');
INSERT INTO `sales_channel_currency` (`sales_channel_id`, `currency_id`) VALUES
    (x'0190a1b2c3d471b7b8eb3be0ae3f0036', x'b7d2554b0ce847cd82f3ac9bd1c0dfca');
INSERT INTO `sales_channel_language` (`sales_channel_id`, `language_id`) VALUES
    (x'0190a1b2c3d471b7b8eb3be0ae3f0036', x'2fbb5fe2e29a4d70aa5854ce7ce3e20b'),
    (x'0190a1b2c3d471b7b8eb3be0ae3f0036', x'0190a1b2c3d47e80b1c2000000000d0e');
INSERT INTO `sales_channel_payment_method` (`sales_channel_id`, `payment_method_id`) VALUES
    (x'0190a1b2c3d471b7b8eb3be0ae3f0036', x'0190a1b2c3d47baebba7e7b9ec45002e'),
    (x'0190a1b2c3d471b7b8eb3be0ae3f0036', x'0190a1b2c3d47a34bc860a9909dd002f');
INSERT INTO `sales_channel_shipping_method` (`sales_channel_id`, `shipping_method_id`) VALUES
    (x'0190a1b2c3d471b7b8eb3be0ae3f0036', x'0190a1b2c3d47589b06f6538223e002c');
INSERT INTO `sales_channel_domain` (`id`, `sales_channel_id`, `language_id`, `currency_id`, `snippet_set_id`, `url`, `created_at`) VALUES
    (x'0190a1b2c3d47be6b5d27ae088a00038', x'0190a1b2c3d471b7b8eb3be0ae3f0036', x'2fbb5fe2e29a4d70aa5854ce7ce3e20b', x'b7d2554b0ce847cd82f3ac9bd1c0dfca', x'0190a1b2c3d47c60b84e16f7f0520030', 'https://shop.example', '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d477e7beeb163530bb0039', x'0190a1b2c3d471b7b8eb3be0ae3f0036', x'0190a1b2c3d47e80b1c2000000000d0e', x'b7d2554b0ce847cd82f3ac9bd1c0dfca', x'0190a1b2c3d47c60b84e16f7f0520030', 'https://shop.example/de', '2026-03-01 10:00:00.123');
INSERT INTO `customer_group_registration_sales_channels` (`customer_group_id`, `sales_channel_id`) VALUES
    (x'0190a1b2c3d47ca5bff406083999002b', x'0190a1b2c3d471b7b8eb3be0ae3f0036');
INSERT INTO `system_config` (`id`, `configuration_key`, `configuration_value`, `sales_channel_id`, `created_at`) VALUES
    (x'0190a1b2c3d472d4bde2ba4d00f5003a', 'core.basicInformation.shopName', '{"_value":"Lamp shop"}', NULL, '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d4777ebc32c5dc6f03003b', 'core.listing.productsPerPage', '{"_value":24}', x'0190a1b2c3d471b7b8eb3be0ae3f0036', '2026-03-01 10:00:00.123');
INSERT INTO `number_range` (`id`, `type_id`, `global`, `pattern`, `start`, `created_at`) VALUES
    (x'0190a1b2c3d47a86b43e0e26d5ea003c', x'0190a1b2c3d47084b441391e3a27003d', 1, '{n}', 10000, '2026-03-01 10:00:00.123');
INSERT INTO `number_range_translation` (`number_range_id`, `language_id`, `name`, `created_at`) VALUES
    (x'0190a1b2c3d47a86b43e0e26d5ea003c', x'2fbb5fe2e29a4d70aa5854ce7ce3e20b', 'Orders', '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d47a86b43e0e26d5ea003c', x'0190a1b2c3d47e80b1c2000000000d0e', 'Bestellungen', '2026-03-01 10:00:00.123');
INSERT INTO `number_range_sales_channel` (`id`, `number_range_id`, `sales_channel_id`, `created_at`) VALUES
    (x'0190a1b2c3d47d36b0092532cced003e', x'0190a1b2c3d47a86b43e0e26d5ea003c', x'0190a1b2c3d471b7b8eb3be0ae3f0036', '2026-03-01 10:00:00.123');
INSERT INTO `number_range_state` (`id`, `number_range_id`, `last_value`, `created_at`) VALUES
    (x'0190a1b2c3d47d57b7e4e3eaafc5003f', x'0190a1b2c3d47a86b43e0e26d5ea003c', 10001, '2026-03-01 10:00:00.123');
INSERT INTO `landing_page` (`id`, `version_id`, `cms_page_id`, `cms_page_version_id`, `active`, `created_at`) VALUES
    (x'0190a1b2c3d47b95b61877a6bf460040', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d47207bb877e13437b001b', x'0fa91ce3e96a4bc2be4bd9ce752c3425', 1, '2026-03-01 10:00:00.123');
INSERT INTO `landing_page_translation` (`landing_page_id`, `landing_page_version_id`, `language_id`, `name`, `url`, `created_at`) VALUES
    (x'0190a1b2c3d47b95b61877a6bf460040', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'2fbb5fe2e29a4d70aa5854ce7ce3e20b', 'Summer', 'summer', '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d47b95b61877a6bf460040', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d47e80b1c2000000000d0e', 'Sommer', 'sommer', '2026-03-01 10:00:00.123');
INSERT INTO `landing_page_tag` (`landing_page_id`, `landing_page_version_id`, `tag_id`) VALUES
    (x'0190a1b2c3d47b95b61877a6bf460040', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d4772bbfeb23bd11220003');
INSERT INTO `landing_page_sales_channel` (`landing_page_id`, `landing_page_version_id`, `sales_channel_id`) VALUES
    (x'0190a1b2c3d47b95b61877a6bf460040', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d471b7b8eb3be0ae3f0036');
INSERT INTO `product` (`id`, `version_id`, `auto_increment`, `product_number`, `active`, `parent_id`, `parent_version_id`, `tax_id`, `product_manufacturer_id`, `product_manufacturer_version_id`, `product_media_id`, `product_media_version_id`, `unit_id`, `delivery_time_id`, `price`, `stock`, `available_stock`, `available`, `sales`, `child_count`, `created_at`) VALUES
    (x'0190a1b2c3d47bc4bedcce8a85400041', x'0fa91ce3e96a4bc2be4bd9ce752c3425', 1, 'L-100', 1, NULL, NULL, x'0190a1b2c3d47c5abe8bb3f5c0ee0004', x'0190a1b2c3d4700dbe3ec6e161910028', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d47ac5b0c80bf64c370042', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d470dfb9eea0bad5a5000c', x'0190a1b2c3d473f9b34e4f1268bb000e', '{"cb7d2554b0ce847cd82f3ac9bd1c0dfca":{"net":33.61,"gross":40.0,"linked":true,"currencyId":"b7d2554b0ce847cd82f3ac9bd1c0dfca"}}', 12, 11, 1, 3, 2, '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d477cab6c1515a63230043', x'0fa91ce3e96a4bc2be4bd9ce752c3425', 2, 'B-7', 1, NULL, NULL, x'0190a1b2c3d471c5bd5508ac2b5b0005', x'0190a1b2c3d47c44b702a7fc8af50029', x'0fa91ce3e96a4bc2be4bd9ce752c3425', NULL, NULL, NULL, NULL, '{"cb7d2554b0ce847cd82f3ac9bd1c0dfca":{"net":4.67,"gross":5.0,"linked":true,"currencyId":"b7d2554b0ce847cd82f3ac9bd1c0dfca"}}', 80, 80, 1, 0, 0, '2026-03-01 10:00:00.123');
INSERT INTO `product` (`id`, `version_id`, `auto_increment`, `product_number`, `active`, `parent_id`, `parent_version_id`, `tax_id`, `product_manufacturer_id`, `product_manufacturer_version_id`, `product_media_id`, `product_media_version_id`, `unit_id`, `delivery_time_id`, `price`, `stock`, `available_stock`, `available`, `sales`, `child_count`, `created_at`) VALUES
    (x'0190a1b2c3d47aaab677ad9b6c1b0044', x'0fa91ce3e96a4bc2be4bd9ce752c3425', 3, 'L-100.1', NULL, x'0190a1b2c3d47bc4bedcce8a85400041', x'0fa91ce3e96a4bc2be4bd9ce752c3425', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 5, 5, 1, 1, 0, '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d47cf1b21b8098ebdc0045', x'0fa91ce3e96a4bc2be4bd9ce752c3425', 4, 'L-100.2', NULL, x'0190a1b2c3d47bc4bedcce8a85400041', x'0fa91ce3e96a4bc2be4bd9ce752c3425', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{"cb7d2554b0ce847cd82f3ac9bd1c0dfca":{"net":37.82,"gross":45.0,"linked":true,"currencyId":"b7d2554b0ce847cd82f3ac9bd1c0dfca"}}', 7, 6, 1, 2, 0, '2026-03-01 10:00:00.123');
INSERT INTO `product_translation` (`product_id`, `product_version_id`, `language_id`, `name`, `description`, `created_at`) VALUES
    (x'0190a1b2c3d47bc4bedcce8a85400041', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'2fbb5fe2e29a4d70aa5854ce7ce3e20b', 'Desk lamp', '<p>Bends three ways.</p>', '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d47bc4bedcce8a85400041', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d47e80b1c2000000000d0e', 'Schreibtischlampe', '<p>Dreifach beweglich.</p>', '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d477cab6c1515a63230043', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'2fbb5fe2e29a4d70aa5854ce7ce3e20b', 'Bulb', NULL, '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d477cab6c1515a63230043', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d47e80b1c2000000000d0e', 'Birne', NULL, '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d47cf1b21b8098ebdc0045', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'2fbb5fe2e29a4d70aa5854ce7ce3e20b', 'Desk lamp, blue', NULL, '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d47cf1b21b8098ebdc0045', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d47e80b1c2000000000d0e', 'Schreibtischlampe, blau', NULL, '2026-03-01 10:00:00.123');
INSERT INTO `product_media` (`id`, `version_id`, `position`, `product_id`, `product_version_id`, `media_id`, `created_at`) VALUES
    (x'0190a1b2c3d47ac5b0c80bf64c370042', x'0fa91ce3e96a4bc2be4bd9ce752c3425', 1, x'0190a1b2c3d47bc4bedcce8a85400041', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d478edb44fe2bd78300015', '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d47b1fbbedd8bea6660046', x'0fa91ce3e96a4bc2be4bd9ce752c3425', 2, x'0190a1b2c3d47bc4bedcce8a85400041', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d470b0bccdefba422a0016', '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d471bebd3fa46c25820047', x'0fa91ce3e96a4bc2be4bd9ce752c3425', 1, x'0190a1b2c3d47cf1b21b8098ebdc0045', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d470b0bccdefba422a0016', '2026-03-01 10:00:00.123');
INSERT INTO `product_price` (`id`, `version_id`, `rule_id`, `product_id`, `product_version_id`, `price`, `quantity_start`, `quantity_end`, `created_at`) VALUES
    (x'0190a1b2c3d47be3b8030aa8efb10048', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d47aafb1cb30958cf50010', x'0190a1b2c3d47bc4bedcce8a85400041', x'0fa91ce3e96a4bc2be4bd9ce752c3425', '{"cb7d2554b0ce847cd82f3ac9bd1c0dfca":{"net":29.41,"gross":35.0,"linked":true,"currencyId":"b7d2554b0ce847cd82f3ac9bd1c0dfca"}}', 1, 9, '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d476a5baad4211b8db0049', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d47aafb1cb30958cf50010', x'0190a1b2c3d47bc4bedcce8a85400041', x'0fa91ce3e96a4bc2be4bd9ce752c3425', '{"cb7d2554b0ce847cd82f3ac9bd1c0dfca":{"net":25.21,"gross":30.0,"linked":true,"currencyId":"b7d2554b0ce847cd82f3ac9bd1c0dfca"}}', 10, NULL, '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d47433b6d88a7d72f1004a', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d47aafb1cb30958cf50010', x'0190a1b2c3d47aaab677ad9b6c1b0044', x'0fa91ce3e96a4bc2be4bd9ce752c3425', '{"cb7d2554b0ce847cd82f3ac9bd1c0dfca":{"net":28.57,"gross":34.0,"linked":true,"currencyId":"b7d2554b0ce847cd82f3ac9bd1c0dfca"}}', 1, NULL, '2026-03-01 10:00:00.123');
INSERT INTO `product_category` (`product_id`, `product_version_id`, `category_id`, `category_version_id`) VALUES
    (x'0190a1b2c3d47bc4bedcce8a85400041', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d47854b9c4ffd7a1310023', x'0fa91ce3e96a4bc2be4bd9ce752c3425'),
    (x'0190a1b2c3d47bc4bedcce8a85400041', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d475b8ba763b54510a0024', x'0fa91ce3e96a4bc2be4bd9ce752c3425'),
    (x'0190a1b2c3d477cab6c1515a63230043', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d475b8ba763b54510a0024', x'0fa91ce3e96a4bc2be4bd9ce752c3425');
INSERT INTO `product_category_tree` (`product_id`, `product_version_id`, `category_id`, `category_version_id`) VALUES
    (x'0190a1b2c3d47bc4bedcce8a85400041', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d47854b9c4ffd7a1310023', x'0fa91ce3e96a4bc2be4bd9ce752c3425'),
    (x'0190a1b2c3d47bc4bedcce8a85400041', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d475b8ba763b54510a0024', x'0fa91ce3e96a4bc2be4bd9ce752c3425'),
    (x'0190a1b2c3d477cab6c1515a63230043', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d475b8ba763b54510a0024', x'0fa91ce3e96a4bc2be4bd9ce752c3425');
INSERT INTO `product_tag` (`product_id`, `product_version_id`, `tag_id`) VALUES
    (x'0190a1b2c3d47bc4bedcce8a85400041', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d4772bbfeb23bd11220003');
INSERT INTO `product_property` (`product_id`, `product_version_id`, `property_group_option_id`) VALUES
    (x'0190a1b2c3d47bc4bedcce8a85400041', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d47789b88010b890ce0026'),
    (x'0190a1b2c3d477cab6c1515a63230043', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d474c9ba82ce72ca250027');
INSERT INTO `product_option` (`product_id`, `product_version_id`, `property_group_option_id`) VALUES
    (x'0190a1b2c3d47aaab677ad9b6c1b0044', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d47789b88010b890ce0026'),
    (x'0190a1b2c3d47cf1b21b8098ebdc0045', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d474c9ba82ce72ca250027');
INSERT INTO `product_configurator_setting` (`id`, `version_id`, `product_id`, `product_version_id`, `property_group_option_id`, `position`, `created_at`) VALUES
    (x'0190a1b2c3d47f9cbe352c1d3e95004b', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d47bc4bedcce8a85400041', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d47789b88010b890ce0026', 1, '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d4795bba1363990949004c', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d47bc4bedcce8a85400041', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d474c9ba82ce72ca250027', 2, '2026-03-01 10:00:00.123');
INSERT INTO `product_visibility` (`id`, `product_id`, `product_version_id`, `sales_channel_id`, `visibility`, `created_at`) VALUES
    (x'0190a1b2c3d478c2b8b7b511aad9004d', x'0190a1b2c3d47bc4bedcce8a85400041', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d471b7b8eb3be0ae3f0036', 30, '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d47b29b19b24b4c615004e', x'0190a1b2c3d477cab6c1515a63230043', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d471b7b8eb3be0ae3f0036', 30, '2026-03-01 10:00:00.123');
INSERT INTO `product_download` (`id`, `version_id`, `product_id`, `product_version_id`, `media_id`, `created_at`) VALUES
    (x'0190a1b2c3d47b61b2af11efb748004f', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d47bc4bedcce8a85400041', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d470b0bccdefba422a0016', '2026-03-01 10:00:00.123');
INSERT INTO `product_custom_field_set` (`custom_field_set_id`, `product_id`, `product_version_id`) VALUES
    (x'0190a1b2c3d47241bb89a90d8dd60018', x'0190a1b2c3d47bc4bedcce8a85400041', x'0fa91ce3e96a4bc2be4bd9ce752c3425');
INSERT INTO `main_category` (`id`, `product_id`, `product_version_id`, `category_id`, `category_version_id`, `sales_channel_id`, `created_at`) VALUES
    (x'0190a1b2c3d47dcabb2065d594950050', x'0190a1b2c3d47bc4bedcce8a85400041', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d47854b9c4ffd7a1310023', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d471b7b8eb3be0ae3f0036', '2026-03-01 10:00:00.123');
INSERT INTO `product_cross_selling` (`id`, `product_id`, `product_version_id`, `position`, `type`, `active`, `created_at`) VALUES
    (x'0190a1b2c3d47f96b014270447e10051', x'0190a1b2c3d47bc4bedcce8a85400041', x'0fa91ce3e96a4bc2be4bd9ce752c3425', 1, 'productList', 1, '2026-03-01 10:00:00.123');
INSERT INTO `product_cross_selling_translation` (`product_cross_selling_id`, `language_id`, `name`, `created_at`) VALUES
    (x'0190a1b2c3d47f96b014270447e10051', x'2fbb5fe2e29a4d70aa5854ce7ce3e20b', 'Goes with it', '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d47f96b014270447e10051', x'0190a1b2c3d47e80b1c2000000000d0e', 'Passt dazu', '2026-03-01 10:00:00.123');
INSERT INTO `product_cross_selling_assigned_products` (`id`, `cross_selling_id`, `product_id`, `product_version_id`, `position`, `created_at`) VALUES
    (x'0190a1b2c3d47f45b3745512858d0052', x'0190a1b2c3d47f96b014270447e10051', x'0190a1b2c3d477cab6c1515a63230043', x'0fa91ce3e96a4bc2be4bd9ce752c3425', 1, '2026-03-01 10:00:00.123');
INSERT INTO `product_keyword_dictionary` (`id`, `language_id`, `keyword`) VALUES
    (x'0190a1b2c3d475f1bc0be89013f80053', x'2fbb5fe2e29a4d70aa5854ce7ce3e20b', 'lamp');
INSERT INTO `product_search_keyword` (`id`, `version_id`, `language_id`, `product_id`, `product_version_id`, `keyword`, `ranking`, `created_at`) VALUES
    (x'0190a1b2c3d47766ba6e8998aefe0054', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'2fbb5fe2e29a4d70aa5854ce7ce3e20b', x'0190a1b2c3d47bc4bedcce8a85400041', x'0fa91ce3e96a4bc2be4bd9ce752c3425', 'lamp', 700, '2026-03-01 10:00:00.123');
INSERT INTO `seo_url` (`id`, `language_id`, `sales_channel_id`, `foreign_key`, `route_name`, `path_info`, `seo_path_info`, `is_canonical`, `created_at`) VALUES
    (x'0190a1b2c3d47617b0ca2b023edf0055', x'2fbb5fe2e29a4d70aa5854ce7ce3e20b', x'0190a1b2c3d471b7b8eb3be0ae3f0036', x'0190a1b2c3d47bc4bedcce8a85400041', 'frontend.detail.page', '/detail/1', 'Desk-lamp/L-100', 1, '2026-03-01 10:00:00.123');
INSERT INTO `customer` (`id`, `auto_increment`, `customer_group_id`, `sales_channel_id`, `language_id`, `last_payment_method_id`, `default_billing_address_id`, `default_shipping_address_id`, `customer_number`, `salutation_id`, `first_name`, `last_name`, `password`, `email`, `order_count`, `order_total_amount`, `created_at`) VALUES
    (x'0190a1b2c3d47e4eba294c062c520056', 1, x'0190a1b2c3d47642b92b1c2b2e13002a', x'0190a1b2c3d471b7b8eb3be0ae3f0036', x'2fbb5fe2e29a4d70aa5854ce7ce3e20b', x'0190a1b2c3d47baebba7e7b9ec45002e', x'0190a1b2c3d471c3b9c3ac2464550057', x'0190a1b2c3d471c3b9c3ac2464550057', '10000', x'0190a1b2c3d478e7bbe411ad89ad000d', 'Ada', 'Winter', '$2y$10$notahash', 'ada@example.com', 1, 40, '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d47dc4b5fe023482b30058', 2, x'0190a1b2c3d47ca5bff406083999002b', x'0190a1b2c3d471b7b8eb3be0ae3f0036', x'0190a1b2c3d47e80b1c2000000000d0e', NULL, x'0190a1b2c3d4783db204e88833280059', x'0190a1b2c3d4783db204e88833280059', '10001', NULL, 'Bo', 'Lind', NULL, 'bo@example.com', 0, 0, '2026-03-01 10:00:00.123');
INSERT INTO `customer_address` (`id`, `customer_id`, `country_id`, `country_state_id`, `first_name`, `last_name`, `street`, `zipcode`, `city`, `created_at`) VALUES
    (x'0190a1b2c3d471c3b9c3ac2464550057', x'0190a1b2c3d47e4eba294c062c520056', x'0190a1b2c3d47ce3be4bed2954ad0006', x'0190a1b2c3d47347b2ff5765a2d90009', 'Ada', 'Winter', 'Lane 1', '10115', 'Berlin', '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d4783db204e88833280059', x'0190a1b2c3d47dc4b5fe023482b30058', x'0190a1b2c3d476d2b830b1e76dc70007', NULL, 'Bo', 'Lind', 'Rue 2', '75001', 'Paris', '2026-03-01 10:00:00.123');
INSERT INTO `customer_tag` (`customer_id`, `tag_id`) VALUES
    (x'0190a1b2c3d47dc4b5fe023482b30058', x'0190a1b2c3d4772bbfeb23bd11220003');
INSERT INTO `customer_wishlist` (`id`, `customer_id`, `sales_channel_id`, `created_at`) VALUES
    (x'0190a1b2c3d477b2b577c452c584005a', x'0190a1b2c3d47e4eba294c062c520056', x'0190a1b2c3d471b7b8eb3be0ae3f0036', '2026-03-01 10:00:00.123');
INSERT INTO `customer_wishlist_product` (`id`, `customer_wishlist_id`, `product_id`, `product_version_id`, `created_at`) VALUES
    (x'0190a1b2c3d470e4b3e265a1a7db005b', x'0190a1b2c3d477b2b577c452c584005a', x'0190a1b2c3d477cab6c1515a63230043', x'0fa91ce3e96a4bc2be4bd9ce752c3425', '2026-03-01 10:00:00.123');
INSERT INTO `newsletter_recipient` (`id`, `email`, `language_id`, `sales_channel_id`, `status`, `hash`, `created_at`) VALUES
    (x'0190a1b2c3d473c6bbdcddc94f64005c', 'cy@example.com', x'0190a1b2c3d47e80b1c2000000000d0e', x'0190a1b2c3d471b7b8eb3be0ae3f0036', 'optIn', 'h1', '2026-03-01 10:00:00.123');
INSERT INTO `newsletter_recipient_tag` (`newsletter_recipient_id`, `tag_id`) VALUES
    (x'0190a1b2c3d473c6bbdcddc94f64005c', x'0190a1b2c3d4772bbfeb23bd11220003');
INSERT INTO `product_review` (`id`, `product_id`, `product_version_id`, `customer_id`, `sales_channel_id`, `language_id`, `title`, `content`, `points`, `status`, `created_at`) VALUES
    (x'0190a1b2c3d4703eb404fd168941005d', x'0190a1b2c3d47bc4bedcce8a85400041', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d47e4eba294c062c520056', x'0190a1b2c3d471b7b8eb3be0ae3f0036', x'2fbb5fe2e29a4d70aa5854ce7ce3e20b', 'Bright', 'It is.', 5, 1, '2026-03-01 10:00:00.123');
INSERT INTO `state_machine` (`id`, `technical_name`, `created_at`) VALUES
    (x'0190a1b2c3d473e7b6c24356d30b005e', 'order.state', '2026-03-01 10:00:00.123');
INSERT INTO `state_machine_translation` (`state_machine_id`, `language_id`, `name`, `created_at`) VALUES
    (x'0190a1b2c3d473e7b6c24356d30b005e', x'2fbb5fe2e29a4d70aa5854ce7ce3e20b', 'Order state', '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d473e7b6c24356d30b005e', x'0190a1b2c3d47e80b1c2000000000d0e', 'Bestellstatus', '2026-03-01 10:00:00.123');
INSERT INTO `state_machine_state` (`id`, `technical_name`, `state_machine_id`, `created_at`) VALUES
    (x'0190a1b2c3d475fcb7e38bffe00c005f', 'open', x'0190a1b2c3d473e7b6c24356d30b005e', '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d47e5fbd9cfe0e80390060', 'completed', x'0190a1b2c3d473e7b6c24356d30b005e', '2026-03-01 10:00:00.123');
INSERT INTO `state_machine_state_translation` (`state_machine_state_id`, `language_id`, `name`, `created_at`) VALUES
    (x'0190a1b2c3d475fcb7e38bffe00c005f', x'2fbb5fe2e29a4d70aa5854ce7ce3e20b', 'Open', '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d475fcb7e38bffe00c005f', x'0190a1b2c3d47e80b1c2000000000d0e', 'Offen', '2026-03-01 10:00:00.123');
INSERT INTO `state_machine_state_translation` (`state_machine_state_id`, `language_id`, `name`, `created_at`) VALUES
    (x'0190a1b2c3d47e5fbd9cfe0e80390060', x'2fbb5fe2e29a4d70aa5854ce7ce3e20b', 'Done', '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d47e5fbd9cfe0e80390060', x'0190a1b2c3d47e80b1c2000000000d0e', 'Abgeschlossen', '2026-03-01 10:00:00.123');
UPDATE `state_machine` SET `initial_state_id` = x'0190a1b2c3d475fcb7e38bffe00c005f';
INSERT INTO `state_machine_transition` (`id`, `action_name`, `state_machine_id`, `from_state_id`, `to_state_id`, `created_at`) VALUES
    (x'0190a1b2c3d47d9eb83874d260f20061', 'complete', x'0190a1b2c3d473e7b6c24356d30b005e', x'0190a1b2c3d475fcb7e38bffe00c005f', x'0190a1b2c3d47e5fbd9cfe0e80390060', '2026-03-01 10:00:00.123');
INSERT INTO `state_machine_history` (`id`, `state_machine_id`, `entity_name`, `referenced_id`, `referenced_version_id`, `from_state_id`, `to_state_id`, `action_name`, `created_at`) VALUES
    (x'0190a1b2c3d47567b14843315a3b0062', x'0190a1b2c3d473e7b6c24356d30b005e', 'order', x'0190a1b2c3d47a47b3a8c1ab29e50063', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d475fcb7e38bffe00c005f', x'0190a1b2c3d47e5fbd9cfe0e80390060', 'complete', '2026-03-01 10:00:00.123');
INSERT INTO `order` (`id`, `version_id`, `state_id`, `auto_increment`, `order_number`, `currency_id`, `language_id`, `currency_factor`, `sales_channel_id`, `billing_address_id`, `billing_address_version_id`, `price`, `order_date_time`, `shipping_costs`, `deep_link_code`, `created_at`) VALUES
    (x'0190a1b2c3d47a47b3a8c1ab29e50063', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d47e5fbd9cfe0e80390060', 1, '10000', x'b7d2554b0ce847cd82f3ac9bd1c0dfca', x'2fbb5fe2e29a4d70aa5854ce7ce3e20b', 1, x'0190a1b2c3d471b7b8eb3be0ae3f0036', x'0190a1b2c3d47144b04012a285850065', x'0fa91ce3e96a4bc2be4bd9ce752c3425', '{"netPrice":33.61,"totalPrice":40,"positionPrice":40,"taxStatus":"gross"}', '2026-03-02 09:00:00.500', '{"unitPrice":4.9,"totalPrice":4.9,"quantity":1}', 'abcdefghijklmnopqrstuvwxyz012345', '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d47a47b3a8c1ab29e50063', x'0190a1b2c3d47a74b35e5ec262890064', x'0190a1b2c3d475fcb7e38bffe00c005f', 2, '10000', x'b7d2554b0ce847cd82f3ac9bd1c0dfca', x'2fbb5fe2e29a4d70aa5854ce7ce3e20b', 1, x'0190a1b2c3d471b7b8eb3be0ae3f0036', x'0190a1b2c3d47144b04012a285850065', x'0190a1b2c3d47a74b35e5ec262890064', '{"netPrice":33.61,"totalPrice":40,"positionPrice":40,"taxStatus":"gross"}', '2026-03-02 09:00:00.500', '{"unitPrice":4.9,"totalPrice":4.9,"quantity":1}', 'abcdefghijklmnopqrstuvwxyz012345', '2026-03-01 10:00:00.123');
INSERT INTO `order_customer` (`id`, `version_id`, `customer_id`, `order_id`, `order_version_id`, `email`, `first_name`, `last_name`, `created_at`) VALUES
    (x'0190a1b2c3d471fab014826c34b50066', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d47e4eba294c062c520056', x'0190a1b2c3d47a47b3a8c1ab29e50063', x'0fa91ce3e96a4bc2be4bd9ce752c3425', 'ada@example.com', 'Ada', 'Winter', '2026-03-01 10:00:00.123');
INSERT INTO `order_address` (`id`, `version_id`, `country_id`, `order_id`, `order_version_id`, `first_name`, `last_name`, `street`, `city`, `created_at`) VALUES
    (x'0190a1b2c3d47144b04012a285850065', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d47ce3be4bed2954ad0006', x'0190a1b2c3d47a47b3a8c1ab29e50063', x'0fa91ce3e96a4bc2be4bd9ce752c3425', 'Ada', 'Winter', 'Lane 1', 'Berlin', '2026-03-01 10:00:00.123');
INSERT INTO `order_line_item` (`id`, `version_id`, `order_id`, `order_version_id`, `identifier`, `product_id`, `product_version_id`, `label`, `quantity`, `type`, `price`, `cover_id`, `created_at`) VALUES
    (x'0190a1b2c3d47c49b3e46febfabe0067', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d47a47b3a8c1ab29e50063', x'0fa91ce3e96a4bc2be4bd9ce752c3425', 'line', x'0190a1b2c3d47aaab677ad9b6c1b0044', x'0fa91ce3e96a4bc2be4bd9ce752c3425', 'Desk lamp', 1, 'product', '{"unitPrice":40,"totalPrice":40,"quantity":1}', x'0190a1b2c3d478edb44fe2bd78300015', '2026-03-01 10:00:00.123');
INSERT INTO `order_delivery` (`id`, `version_id`, `order_id`, `order_version_id`, `state_id`, `shipping_order_address_id`, `shipping_order_address_version_id`, `shipping_method_id`, `tracking_codes`, `shipping_costs`, `created_at`) VALUES
    (x'0190a1b2c3d470e2b015ad6ca2290068', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d47a47b3a8c1ab29e50063', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d475fcb7e38bffe00c005f', x'0190a1b2c3d47144b04012a285850065', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d47589b06f6538223e002c', '["JD0001"]', '{"unitPrice":4.9,"totalPrice":4.9,"quantity":1}', '2026-03-01 10:00:00.123');
INSERT INTO `order_delivery_position` (`id`, `version_id`, `order_delivery_id`, `order_delivery_version_id`, `order_line_item_id`, `order_line_item_version_id`, `price`, `created_at`) VALUES
    (x'0190a1b2c3d47ce1b212380a5e7f0069', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d470e2b015ad6ca2290068', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d47c49b3e46febfabe0067', x'0fa91ce3e96a4bc2be4bd9ce752c3425', '{"unitPrice":40,"totalPrice":40,"quantity":1}', '2026-03-01 10:00:00.123');
INSERT INTO `order_transaction` (`id`, `version_id`, `order_id`, `order_version_id`, `state_id`, `payment_method_id`, `amount`, `created_at`) VALUES
    (x'0190a1b2c3d470f4be944ab51c67006a', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d47a47b3a8c1ab29e50063', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d475fcb7e38bffe00c005f', x'0190a1b2c3d47baebba7e7b9ec45002e', '{"unitPrice":40,"totalPrice":40,"quantity":1}', '2026-03-01 10:00:00.123');
INSERT INTO `order_tag` (`order_id`, `order_version_id`, `tag_id`) VALUES
    (x'0190a1b2c3d47a47b3a8c1ab29e50063', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d4772bbfeb23bd11220003');
INSERT INTO `order_customer` (`id`, `version_id`, `customer_id`, `order_id`, `order_version_id`, `email`, `first_name`, `last_name`, `created_at`) VALUES
    (x'0190a1b2c3d471fab014826c34b50066', x'0190a1b2c3d47a74b35e5ec262890064', x'0190a1b2c3d47e4eba294c062c520056', x'0190a1b2c3d47a47b3a8c1ab29e50063', x'0190a1b2c3d47a74b35e5ec262890064', 'ada@example.com', 'Ada', 'Winter', '2026-03-01 10:00:00.123');
INSERT INTO `order_address` (`id`, `version_id`, `country_id`, `order_id`, `order_version_id`, `first_name`, `last_name`, `street`, `city`, `created_at`) VALUES
    (x'0190a1b2c3d47144b04012a285850065', x'0190a1b2c3d47a74b35e5ec262890064', x'0190a1b2c3d47ce3be4bed2954ad0006', x'0190a1b2c3d47a47b3a8c1ab29e50063', x'0190a1b2c3d47a74b35e5ec262890064', 'Ada', 'Winter', 'Lane 1', 'Berlin', '2026-03-01 10:00:00.123');
INSERT INTO `order_line_item` (`id`, `version_id`, `order_id`, `order_version_id`, `identifier`, `product_id`, `product_version_id`, `label`, `quantity`, `type`, `price`, `cover_id`, `created_at`) VALUES
    (x'0190a1b2c3d47c49b3e46febfabe0067', x'0190a1b2c3d47a74b35e5ec262890064', x'0190a1b2c3d47a47b3a8c1ab29e50063', x'0190a1b2c3d47a74b35e5ec262890064', 'line', x'0190a1b2c3d47aaab677ad9b6c1b0044', x'0fa91ce3e96a4bc2be4bd9ce752c3425', 'Desk lamp', 1, 'product', '{"unitPrice":40,"totalPrice":40,"quantity":1}', x'0190a1b2c3d478edb44fe2bd78300015', '2026-03-01 10:00:00.123');
INSERT INTO `order_delivery` (`id`, `version_id`, `order_id`, `order_version_id`, `state_id`, `shipping_order_address_id`, `shipping_order_address_version_id`, `shipping_method_id`, `tracking_codes`, `shipping_costs`, `created_at`) VALUES
    (x'0190a1b2c3d470e2b015ad6ca2290068', x'0190a1b2c3d47a74b35e5ec262890064', x'0190a1b2c3d47a47b3a8c1ab29e50063', x'0190a1b2c3d47a74b35e5ec262890064', x'0190a1b2c3d475fcb7e38bffe00c005f', x'0190a1b2c3d47144b04012a285850065', x'0190a1b2c3d47a74b35e5ec262890064', x'0190a1b2c3d47589b06f6538223e002c', '["JD0001"]', '{"unitPrice":4.9,"totalPrice":4.9,"quantity":1}', '2026-03-01 10:00:00.123');
INSERT INTO `order_delivery_position` (`id`, `version_id`, `order_delivery_id`, `order_delivery_version_id`, `order_line_item_id`, `order_line_item_version_id`, `price`, `created_at`) VALUES
    (x'0190a1b2c3d47ce1b212380a5e7f0069', x'0190a1b2c3d47a74b35e5ec262890064', x'0190a1b2c3d470e2b015ad6ca2290068', x'0190a1b2c3d47a74b35e5ec262890064', x'0190a1b2c3d47c49b3e46febfabe0067', x'0190a1b2c3d47a74b35e5ec262890064', '{"unitPrice":40,"totalPrice":40,"quantity":1}', '2026-03-01 10:00:00.123');
INSERT INTO `order_transaction` (`id`, `version_id`, `order_id`, `order_version_id`, `state_id`, `payment_method_id`, `amount`, `created_at`) VALUES
    (x'0190a1b2c3d470f4be944ab51c67006a', x'0190a1b2c3d47a74b35e5ec262890064', x'0190a1b2c3d47a47b3a8c1ab29e50063', x'0190a1b2c3d47a74b35e5ec262890064', x'0190a1b2c3d475fcb7e38bffe00c005f', x'0190a1b2c3d47baebba7e7b9ec45002e', '{"unitPrice":40,"totalPrice":40,"quantity":1}', '2026-03-01 10:00:00.123');
INSERT INTO `order_tag` (`order_id`, `order_version_id`, `tag_id`) VALUES
    (x'0190a1b2c3d47a47b3a8c1ab29e50063', x'0190a1b2c3d47a74b35e5ec262890064', x'0190a1b2c3d4772bbfeb23bd11220003');
INSERT INTO `order_line_item_download` (`id`, `version_id`, `order_line_item_id`, `order_line_item_version_id`, `media_id`, `created_at`) VALUES
    (x'0190a1b2c3d47c00bdbbc9dadfbe006b', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d47c49b3e46febfabe0067', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d470b0bccdefba422a0016', '2026-03-01 10:00:00.123');
INSERT INTO `order_transaction_capture` (`id`, `version_id`, `order_transaction_id`, `order_transaction_version_id`, `state_id`, `amount`, `created_at`) VALUES
    (x'0190a1b2c3d47ac4bbe5ac63e1ea006c', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d470f4be944ab51c67006a', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d47e5fbd9cfe0e80390060', '{"unitPrice":40,"totalPrice":40,"quantity":1}', '2026-03-01 10:00:00.123');
INSERT INTO `order_transaction_capture_refund` (`id`, `version_id`, `capture_id`, `capture_version_id`, `state_id`, `amount`, `created_at`) VALUES
    (x'0190a1b2c3d47694b49f994d5580006d', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d47ac4bbe5ac63e1ea006c', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d475fcb7e38bffe00c005f', '{"unitPrice":40,"totalPrice":40,"quantity":1}', '2026-03-01 10:00:00.123');
INSERT INTO `order_transaction_capture_refund_position` (`id`, `version_id`, `refund_id`, `refund_version_id`, `order_line_item_id`, `order_line_item_version_id`, `quantity`, `created_at`) VALUES
    (x'0190a1b2c3d47107be81987e9e4e006e', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d47694b49f994d5580006d', x'0fa91ce3e96a4bc2be4bd9ce752c3425', x'0190a1b2c3d47c49b3e46febfabe0067', x'0fa91ce3e96a4bc2be4bd9ce752c3425', 1, '2026-03-01 10:00:00.123');
INSERT INTO `document` (`id`, `document_type_id`, `order_id`, `order_version_id`, `deep_link_code`, `created_at`) VALUES
    (x'0190a1b2c3d47f7fb029ecb98abe006f', x'0190a1b2c3d471ebb68f20f844f50070', x'0190a1b2c3d47a47b3a8c1ab29e50063', x'0fa91ce3e96a4bc2be4bd9ce752c3425', 'documentdocumentdocumentdocument', '2026-03-01 10:00:00.123');
INSERT INTO `promotion` (`id`, `active`, `code`, `use_codes`, `order_count`, `created_at`) VALUES
    (x'0190a1b2c3d471acb8c9771bb0720071', 1, 'LIGHT', 1, 1, '2026-03-01 10:00:00.123');
INSERT INTO `promotion_translation` (`promotion_id`, `language_id`, `name`, `created_at`) VALUES
    (x'0190a1b2c3d471acb8c9771bb0720071', x'2fbb5fe2e29a4d70aa5854ce7ce3e20b', 'Light weeks', '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d471acb8c9771bb0720071', x'0190a1b2c3d47e80b1c2000000000d0e', 'Lichtwochen', '2026-03-01 10:00:00.123');
INSERT INTO `promotion_sales_channel` (`id`, `promotion_id`, `sales_channel_id`, `created_at`) VALUES
    (x'0190a1b2c3d47568beb2e10a3da00072', x'0190a1b2c3d471acb8c9771bb0720071', x'0190a1b2c3d471b7b8eb3be0ae3f0036', '2026-03-01 10:00:00.123');
INSERT INTO `promotion_individual_code` (`id`, `promotion_id`, `code`, `payload`, `created_at`) VALUES
    (x'0190a1b2c3d4795cb732d9dbf4780073', x'0190a1b2c3d471acb8c9771bb0720071', 'LIGHT-1', '{"orderId":"1"}', '2026-03-01 10:00:00.123');
INSERT INTO `promotion_discount` (`id`, `promotion_id`, `scope`, `type`, `value`, `created_at`) VALUES
    (x'0190a1b2c3d47e9ebfe2aea5ad460074', x'0190a1b2c3d471acb8c9771bb0720071', 'cart', 'percentage', 10, '2026-03-01 10:00:00.123');
INSERT INTO `promotion_discount_rule` (`discount_id`, `rule_id`) VALUES
    (x'0190a1b2c3d47e9ebfe2aea5ad460074', x'0190a1b2c3d47aafb1cb30958cf50010');
INSERT INTO `promotion_discount_prices` (`id`, `discount_id`, `currency_id`, `price`, `created_at`) VALUES
    (x'0190a1b2c3d47ff8b2e625511bc90075', x'0190a1b2c3d47e9ebfe2aea5ad460074', x'0190a1b2c3d47578b14cfbae5c6d000a', 12, '2026-03-01 10:00:00.123');
INSERT INTO `promotion_setgroup` (`id`, `promotion_id`, `packager_key`, `sorter_key`, `value`, `created_at`) VALUES
    (x'0190a1b2c3d47106ba87994d6f7f0076', x'0190a1b2c3d471acb8c9771bb0720071', 'COUNT', 'PRICE_ASC', 2, '2026-03-01 10:00:00.123');
INSERT INTO `promotion_setgroup_rule` (`setgroup_id`, `rule_id`) VALUES
    (x'0190a1b2c3d47106ba87994d6f7f0076', x'0190a1b2c3d47aafb1cb30958cf50010');
INSERT INTO `promotion_order_rule` (`promotion_id`, `rule_id`) VALUES
    (x'0190a1b2c3d471acb8c9771bb0720071', x'0190a1b2c3d47aafb1cb30958cf50010');
INSERT INTO `promotion_persona_rule` (`promotion_id`, `rule_id`) VALUES
    (x'0190a1b2c3d471acb8c9771bb0720071', x'0190a1b2c3d47aafb1cb30958cf50010');
INSERT INTO `promotion_cart_rule` (`promotion_id`, `rule_id`) VALUES
    (x'0190a1b2c3d471acb8c9771bb0720071', x'0190a1b2c3d47aafb1cb30958cf50010');
INSERT INTO `promotion_persona_customer` (`promotion_id`, `customer_id`) VALUES
    (x'0190a1b2c3d471acb8c9771bb0720071', x'0190a1b2c3d47dc4b5fe023482b30058');
INSERT INTO `flow` (`id`, `name`, `event_name`, `active`, `created_at`) VALUES
    (x'0190a1b2c3d47d8fb7e9c783be820077', 'Order placed', 'checkout.order.placed', 1, '2026-03-01 10:00:00.123');
INSERT INTO `flow_sequence` (`id`, `flow_id`, `parent_id`, `rule_id`, `action_name`, `config`, `created_at`) VALUES
    (x'0190a1b2c3d47a10b0f35da4ba890078', x'0190a1b2c3d47d8fb7e9c783be820077', NULL, x'0190a1b2c3d47cecbd0f48f9be55000f', NULL, NULL, '2026-03-01 10:00:00.123'),
    (x'0190a1b2c3d47a9fb80da19e496c0079', x'0190a1b2c3d47d8fb7e9c783be820077', x'0190a1b2c3d47a10b0f35da4ba890078', NULL, 'action.mail.send', '{"mailTemplateId":"1"}', '2026-03-01 10:00:00.123');
