-- A small shop of Magento 2.4, made by hand: the tables have the columns, keys and foreign keys that the platform gives them, as far
-- as the profile or the story asks for them; the rows are ours.
CREATE TABLE `store_website` (`website_id` SMALLINT UNSIGNED NOT NULL AUTO_INCREMENT, `code` VARCHAR(32) NULL,
    `name` VARCHAR(64) NULL, `is_default` SMALLINT UNSIGNED NOT NULL, PRIMARY KEY (`website_id`),
    UNIQUE (`code`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `store_group` (`group_id` SMALLINT UNSIGNED NOT NULL AUTO_INCREMENT,
    `website_id` SMALLINT UNSIGNED NOT NULL, `name` VARCHAR(255) NOT NULL DEFAULT '',
    `root_category_id` INT UNSIGNED NOT NULL, PRIMARY KEY (`group_id`),
    FOREIGN KEY (`website_id`) REFERENCES `store_website` (`website_id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `store` (`store_id` SMALLINT UNSIGNED NOT NULL AUTO_INCREMENT, `code` VARCHAR(32) NULL,
    `website_id` SMALLINT UNSIGNED NOT NULL, `group_id` SMALLINT UNSIGNED NOT NULL,
    `name` VARCHAR(255) NOT NULL DEFAULT '', `is_active` SMALLINT UNSIGNED NOT NULL, PRIMARY KEY (`store_id`),
    UNIQUE (`code`),
    FOREIGN KEY (`website_id`) REFERENCES `store_website` (`website_id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `setup_module` (`module` VARCHAR(50) NOT NULL, `schema_version` VARCHAR(50) NULL,
    PRIMARY KEY (`module`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `core_config_data` (`config_id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
    `scope` VARCHAR(8) NOT NULL DEFAULT 'default', `scope_id` INT NOT NULL DEFAULT 0,
    `path` VARCHAR(255) NOT NULL DEFAULT '', `value` TEXT NULL, PRIMARY KEY (`config_id`),
    UNIQUE (`scope`, `scope_id`, `path`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `eav_entity_type` (`entity_type_id` SMALLINT UNSIGNED NOT NULL AUTO_INCREMENT,
    `entity_type_code` VARCHAR(50) NOT NULL, PRIMARY KEY (`entity_type_id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `eav_attribute_set` (`attribute_set_id` SMALLINT UNSIGNED NOT NULL AUTO_INCREMENT,
    `entity_type_id` SMALLINT UNSIGNED NOT NULL, `attribute_set_name` VARCHAR(255) NULL,
    `sort_order` SMALLINT NOT NULL DEFAULT 0, PRIMARY KEY (`attribute_set_id`),
    UNIQUE (`entity_type_id`, `attribute_set_name`),
    FOREIGN KEY (`entity_type_id`) REFERENCES `eav_entity_type` (`entity_type_id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `eav_attribute_group` (`attribute_group_id` SMALLINT UNSIGNED NOT NULL AUTO_INCREMENT,
    `attribute_set_id` SMALLINT UNSIGNED NOT NULL, `attribute_group_name` VARCHAR(255) NULL,
    `sort_order` SMALLINT NOT NULL DEFAULT 0, PRIMARY KEY (`attribute_group_id`),
    FOREIGN KEY (`attribute_set_id`) REFERENCES `eav_attribute_set` (`attribute_set_id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `eav_attribute` (`attribute_id` SMALLINT UNSIGNED NOT NULL AUTO_INCREMENT,
    `entity_type_id` SMALLINT UNSIGNED NOT NULL, `attribute_code` VARCHAR(255) NOT NULL DEFAULT '',
    `backend_type` VARCHAR(8) NOT NULL DEFAULT 'static', `frontend_input` VARCHAR(50) NULL,
    `frontend_label` VARCHAR(255) NULL, `source_model` VARCHAR(255) NULL, `is_required` SMALLINT UNSIGNED NOT NULL,
    `is_user_defined` SMALLINT UNSIGNED NOT NULL, `default_value` TEXT NULL, PRIMARY KEY (`attribute_id`),
    UNIQUE (`entity_type_id`, `attribute_code`),
    FOREIGN KEY (`entity_type_id`) REFERENCES `eav_entity_type` (`entity_type_id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `eav_entity_attribute` (`entity_attribute_id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
    `entity_type_id` SMALLINT UNSIGNED NOT NULL, `attribute_set_id` SMALLINT UNSIGNED NOT NULL,
    `attribute_group_id` SMALLINT UNSIGNED NOT NULL, `attribute_id` SMALLINT UNSIGNED NOT NULL,
    `sort_order` SMALLINT NOT NULL DEFAULT 0, PRIMARY KEY (`entity_attribute_id`),
    UNIQUE (`attribute_set_id`, `attribute_id`),
    FOREIGN KEY (`attribute_group_id`) REFERENCES `eav_attribute_group` (`attribute_group_id`) ON DELETE CASCADE,
    FOREIGN KEY (`attribute_id`) REFERENCES `eav_attribute` (`attribute_id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `eav_attribute_label` (`attribute_label_id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
    `attribute_id` SMALLINT UNSIGNED NOT NULL, `store_id` SMALLINT UNSIGNED NOT NULL, `value` VARCHAR(255) NULL,
    PRIMARY KEY (`attribute_label_id`),
    FOREIGN KEY (`attribute_id`) REFERENCES `eav_attribute` (`attribute_id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `eav_attribute_option` (`option_id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
    `attribute_id` SMALLINT UNSIGNED NOT NULL, `sort_order` SMALLINT UNSIGNED NOT NULL, PRIMARY KEY (`option_id`),
    FOREIGN KEY (`attribute_id`) REFERENCES `eav_attribute` (`attribute_id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `eav_attribute_option_value` (`value_id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
    `option_id` INT UNSIGNED NOT NULL, `store_id` SMALLINT UNSIGNED NOT NULL, `value` VARCHAR(255) NULL,
    PRIMARY KEY (`value_id`),
    FOREIGN KEY (`option_id`) REFERENCES `eav_attribute_option` (`option_id`) ON DELETE CASCADE,
    FOREIGN KEY (`store_id`) REFERENCES `store` (`store_id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `eav_attribute_option_swatch` (`swatch_id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
    `option_id` INT UNSIGNED NOT NULL, `store_id` SMALLINT UNSIGNED NOT NULL, `type` SMALLINT UNSIGNED NOT NULL,
    `value` VARCHAR(255) NULL, PRIMARY KEY (`swatch_id`), UNIQUE (`store_id`, `option_id`),
    FOREIGN KEY (`option_id`) REFERENCES `eav_attribute_option` (`option_id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `catalog_eav_attribute` (`attribute_id` SMALLINT UNSIGNED NOT NULL,
    `is_global` SMALLINT UNSIGNED NOT NULL, `is_searchable` SMALLINT UNSIGNED NOT NULL, PRIMARY KEY (`attribute_id`),
    FOREIGN KEY (`attribute_id`) REFERENCES `eav_attribute` (`attribute_id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `catalog_product_entity` (`entity_id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
    `attribute_set_id` SMALLINT UNSIGNED NOT NULL, `type_id` VARCHAR(32) NOT NULL DEFAULT 'simple',
    `sku` VARCHAR(64) NULL, `has_options` SMALLINT NOT NULL DEFAULT 0, `required_options` SMALLINT UNSIGNED NOT NULL,
    `created_at` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    `updated_at` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (`entity_id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `catalog_product_entity_varchar` (`value_id` INT NOT NULL AUTO_INCREMENT,
    `attribute_id` SMALLINT UNSIGNED NOT NULL, `store_id` SMALLINT UNSIGNED NOT NULL,
    `entity_id` INT UNSIGNED NOT NULL, `value` VARCHAR(255) NULL, PRIMARY KEY (`value_id`),
    UNIQUE (`entity_id`, `attribute_id`, `store_id`),
    FOREIGN KEY (`attribute_id`) REFERENCES `eav_attribute` (`attribute_id`) ON DELETE CASCADE,
    FOREIGN KEY (`entity_id`) REFERENCES `catalog_product_entity` (`entity_id`) ON DELETE CASCADE,
    FOREIGN KEY (`store_id`) REFERENCES `store` (`store_id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `catalog_product_entity_int` (`value_id` INT NOT NULL AUTO_INCREMENT,
    `attribute_id` SMALLINT UNSIGNED NOT NULL, `store_id` SMALLINT UNSIGNED NOT NULL,
    `entity_id` INT UNSIGNED NOT NULL, `value` INT NULL, PRIMARY KEY (`value_id`),
    UNIQUE (`entity_id`, `attribute_id`, `store_id`),
    FOREIGN KEY (`attribute_id`) REFERENCES `eav_attribute` (`attribute_id`) ON DELETE CASCADE,
    FOREIGN KEY (`entity_id`) REFERENCES `catalog_product_entity` (`entity_id`) ON DELETE CASCADE,
    FOREIGN KEY (`store_id`) REFERENCES `store` (`store_id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `catalog_product_entity_text` (`value_id` INT NOT NULL AUTO_INCREMENT,
    `attribute_id` SMALLINT UNSIGNED NOT NULL, `store_id` SMALLINT UNSIGNED NOT NULL,
    `entity_id` INT UNSIGNED NOT NULL, `value` TEXT NULL, PRIMARY KEY (`value_id`),
    UNIQUE (`entity_id`, `attribute_id`, `store_id`),
    FOREIGN KEY (`attribute_id`) REFERENCES `eav_attribute` (`attribute_id`) ON DELETE CASCADE,
    FOREIGN KEY (`entity_id`) REFERENCES `catalog_product_entity` (`entity_id`) ON DELETE CASCADE,
    FOREIGN KEY (`store_id`) REFERENCES `store` (`store_id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `catalog_product_entity_decimal` (`value_id` INT NOT NULL AUTO_INCREMENT,
    `attribute_id` SMALLINT UNSIGNED NOT NULL, `store_id` SMALLINT UNSIGNED NOT NULL,
    `entity_id` INT UNSIGNED NOT NULL, `value` DECIMAL(12,4) NULL, PRIMARY KEY (`value_id`),
    UNIQUE (`entity_id`, `attribute_id`, `store_id`),
    FOREIGN KEY (`attribute_id`) REFERENCES `eav_attribute` (`attribute_id`) ON DELETE CASCADE,
    FOREIGN KEY (`entity_id`) REFERENCES `catalog_product_entity` (`entity_id`) ON DELETE CASCADE,
    FOREIGN KEY (`store_id`) REFERENCES `store` (`store_id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `catalog_product_entity_datetime` (`value_id` INT NOT NULL AUTO_INCREMENT,
    `attribute_id` SMALLINT UNSIGNED NOT NULL, `store_id` SMALLINT UNSIGNED NOT NULL,
    `entity_id` INT UNSIGNED NOT NULL, `value` DATETIME NULL, PRIMARY KEY (`value_id`),
    UNIQUE (`entity_id`, `attribute_id`, `store_id`),
    FOREIGN KEY (`attribute_id`) REFERENCES `eav_attribute` (`attribute_id`) ON DELETE CASCADE,
    FOREIGN KEY (`entity_id`) REFERENCES `catalog_product_entity` (`entity_id`) ON DELETE CASCADE,
    FOREIGN KEY (`store_id`) REFERENCES `store` (`store_id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `catalog_category_entity` (`entity_id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
    `attribute_set_id` SMALLINT UNSIGNED NOT NULL, `parent_id` INT UNSIGNED NOT NULL,
    `path` VARCHAR(255) NOT NULL DEFAULT '', `position` INT NOT NULL, `level` INT NOT NULL DEFAULT 0,
    `children_count` INT NOT NULL, `created_at` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    `updated_at` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (`entity_id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `catalog_category_entity_varchar` (`value_id` INT NOT NULL AUTO_INCREMENT,
    `attribute_id` SMALLINT UNSIGNED NOT NULL, `store_id` SMALLINT UNSIGNED NOT NULL,
    `entity_id` INT UNSIGNED NOT NULL, `value` VARCHAR(255) NULL, PRIMARY KEY (`value_id`),
    UNIQUE (`entity_id`, `attribute_id`, `store_id`),
    FOREIGN KEY (`attribute_id`) REFERENCES `eav_attribute` (`attribute_id`) ON DELETE CASCADE,
    FOREIGN KEY (`entity_id`) REFERENCES `catalog_category_entity` (`entity_id`) ON DELETE CASCADE,
    FOREIGN KEY (`store_id`) REFERENCES `store` (`store_id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `catalog_category_entity_int` (`value_id` INT NOT NULL AUTO_INCREMENT,
    `attribute_id` SMALLINT UNSIGNED NOT NULL, `store_id` SMALLINT UNSIGNED NOT NULL,
    `entity_id` INT UNSIGNED NOT NULL, `value` INT NULL, PRIMARY KEY (`value_id`),
    UNIQUE (`entity_id`, `attribute_id`, `store_id`),
    FOREIGN KEY (`attribute_id`) REFERENCES `eav_attribute` (`attribute_id`) ON DELETE CASCADE,
    FOREIGN KEY (`entity_id`) REFERENCES `catalog_category_entity` (`entity_id`) ON DELETE CASCADE,
    FOREIGN KEY (`store_id`) REFERENCES `store` (`store_id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `catalog_category_entity_text` (`value_id` INT NOT NULL AUTO_INCREMENT,
    `attribute_id` SMALLINT UNSIGNED NOT NULL, `store_id` SMALLINT UNSIGNED NOT NULL,
    `entity_id` INT UNSIGNED NOT NULL, `value` TEXT NULL, PRIMARY KEY (`value_id`),
    UNIQUE (`entity_id`, `attribute_id`, `store_id`),
    FOREIGN KEY (`attribute_id`) REFERENCES `eav_attribute` (`attribute_id`) ON DELETE CASCADE,
    FOREIGN KEY (`entity_id`) REFERENCES `catalog_category_entity` (`entity_id`) ON DELETE CASCADE,
    FOREIGN KEY (`store_id`) REFERENCES `store` (`store_id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `catalog_category_entity_decimal` (`value_id` INT NOT NULL AUTO_INCREMENT,
    `attribute_id` SMALLINT UNSIGNED NOT NULL, `store_id` SMALLINT UNSIGNED NOT NULL,
    `entity_id` INT UNSIGNED NOT NULL, `value` DECIMAL(12,4) NULL, PRIMARY KEY (`value_id`),
    UNIQUE (`entity_id`, `attribute_id`, `store_id`),
    FOREIGN KEY (`attribute_id`) REFERENCES `eav_attribute` (`attribute_id`) ON DELETE CASCADE,
    FOREIGN KEY (`entity_id`) REFERENCES `catalog_category_entity` (`entity_id`) ON DELETE CASCADE,
    FOREIGN KEY (`store_id`) REFERENCES `store` (`store_id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `catalog_category_entity_datetime` (`value_id` INT NOT NULL AUTO_INCREMENT,
    `attribute_id` SMALLINT UNSIGNED NOT NULL, `store_id` SMALLINT UNSIGNED NOT NULL,
    `entity_id` INT UNSIGNED NOT NULL, `value` DATETIME NULL, PRIMARY KEY (`value_id`),
    UNIQUE (`entity_id`, `attribute_id`, `store_id`),
    FOREIGN KEY (`attribute_id`) REFERENCES `eav_attribute` (`attribute_id`) ON DELETE CASCADE,
    FOREIGN KEY (`entity_id`) REFERENCES `catalog_category_entity` (`entity_id`) ON DELETE CASCADE,
    FOREIGN KEY (`store_id`) REFERENCES `store` (`store_id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `catalog_product_entity_tier_price` (`value_id` INT NOT NULL AUTO_INCREMENT,
    `entity_id` INT UNSIGNED NOT NULL, `all_groups` SMALLINT UNSIGNED NOT NULL,
    `customer_group_id` INT UNSIGNED NOT NULL, `qty` DECIMAL(12,4) NOT NULL DEFAULT '0.0000',
    `value` DECIMAL(12,4) NOT NULL DEFAULT '0.0000', `website_id` SMALLINT UNSIGNED NOT NULL,
    PRIMARY KEY (`value_id`),
    FOREIGN KEY (`entity_id`) REFERENCES `catalog_product_entity` (`entity_id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `catalog_product_entity_media_gallery` (`value_id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
    `attribute_id` SMALLINT UNSIGNED NOT NULL, `value` VARCHAR(255) NULL,
    `media_type` VARCHAR(32) NOT NULL DEFAULT 'image', `disabled` SMALLINT UNSIGNED NOT NULL,
    PRIMARY KEY (`value_id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `catalog_product_entity_media_gallery_value` (`value_id` INT UNSIGNED NOT NULL,
    `store_id` SMALLINT UNSIGNED NOT NULL, `entity_id` INT UNSIGNED NOT NULL, `label` VARCHAR(255) NULL,
    `position` INT UNSIGNED NULL, `disabled` SMALLINT UNSIGNED NOT NULL,
    `record_id` INT UNSIGNED NOT NULL AUTO_INCREMENT, PRIMARY KEY (`record_id`),
    FOREIGN KEY (`value_id`) REFERENCES `catalog_product_entity_media_gallery` (`value_id`) ON DELETE CASCADE,
    FOREIGN KEY (`entity_id`) REFERENCES `catalog_product_entity` (`entity_id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `catalog_product_entity_media_gallery_value_to_entity` (`value_id` INT UNSIGNED NOT NULL,
    `entity_id` INT UNSIGNED NOT NULL, UNIQUE (`value_id`, `entity_id`),
    FOREIGN KEY (`value_id`) REFERENCES `catalog_product_entity_media_gallery` (`value_id`) ON DELETE CASCADE,
    FOREIGN KEY (`entity_id`) REFERENCES `catalog_product_entity` (`entity_id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `catalog_product_option` (`option_id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
    `product_id` INT UNSIGNED NOT NULL, `type` VARCHAR(50) NULL, `is_require` SMALLINT NOT NULL DEFAULT 1,
    PRIMARY KEY (`option_id`),
    FOREIGN KEY (`product_id`) REFERENCES `catalog_product_entity` (`entity_id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `catalog_product_option_title` (`option_title_id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
    `option_id` INT UNSIGNED NOT NULL, `store_id` SMALLINT UNSIGNED NOT NULL, `title` VARCHAR(255) NULL,
    PRIMARY KEY (`option_title_id`), UNIQUE (`option_id`, `store_id`),
    FOREIGN KEY (`option_id`) REFERENCES `catalog_product_option` (`option_id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `cataloginventory_stock_item` (`item_id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
    `product_id` INT UNSIGNED NOT NULL, `stock_id` SMALLINT UNSIGNED NOT NULL, `qty` DECIMAL(12,4) NULL,
    `min_qty` DECIMAL(12,4) NOT NULL DEFAULT '0.0000', `is_in_stock` SMALLINT UNSIGNED NOT NULL,
    PRIMARY KEY (`item_id`), UNIQUE (`product_id`, `stock_id`),
    FOREIGN KEY (`product_id`) REFERENCES `catalog_product_entity` (`entity_id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `catalog_category_product` (`entity_id` INT NOT NULL AUTO_INCREMENT,
    `category_id` INT UNSIGNED NOT NULL, `product_id` INT UNSIGNED NOT NULL, `position` INT NOT NULL DEFAULT 0,
    PRIMARY KEY (`entity_id`, `category_id`, `product_id`), UNIQUE (`category_id`, `product_id`),
    FOREIGN KEY (`category_id`) REFERENCES `catalog_category_entity` (`entity_id`) ON DELETE CASCADE,
    FOREIGN KEY (`product_id`) REFERENCES `catalog_product_entity` (`entity_id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `catalog_product_website` (`product_id` INT UNSIGNED NOT NULL, `website_id` SMALLINT UNSIGNED NOT NULL,
    PRIMARY KEY (`product_id`, `website_id`),
    FOREIGN KEY (`product_id`) REFERENCES `catalog_product_entity` (`entity_id`) ON DELETE CASCADE,
    FOREIGN KEY (`website_id`) REFERENCES `store_website` (`website_id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `catalog_product_link` (`link_id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
    `product_id` INT UNSIGNED NOT NULL, `linked_product_id` INT UNSIGNED NOT NULL,
    `link_type_id` SMALLINT UNSIGNED NOT NULL, PRIMARY KEY (`link_id`),
    FOREIGN KEY (`product_id`) REFERENCES `catalog_product_entity` (`entity_id`) ON DELETE CASCADE,
    FOREIGN KEY (`linked_product_id`) REFERENCES `catalog_product_entity` (`entity_id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `customer_group` (`customer_group_id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
    `customer_group_code` VARCHAR(32) NOT NULL, `tax_class_id` INT UNSIGNED NOT NULL,
    PRIMARY KEY (`customer_group_id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `customer_entity` (`entity_id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
    `website_id` SMALLINT UNSIGNED NULL, `email` VARCHAR(255) NULL, `group_id` SMALLINT UNSIGNED NOT NULL,
    `store_id` SMALLINT UNSIGNED NULL, `created_at` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    `updated_at` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, `is_active` SMALLINT UNSIGNED NOT NULL,
    `firstname` VARCHAR(255) NULL, `lastname` VARCHAR(255) NULL, `password_hash` VARCHAR(255) NULL,
    PRIMARY KEY (`entity_id`), UNIQUE (`email`, `website_id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `customer_address_entity` (`entity_id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
    `parent_id` INT UNSIGNED NULL, `created_at` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    `updated_at` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, `is_active` SMALLINT UNSIGNED NOT NULL,
    `city` VARCHAR(255) NOT NULL DEFAULT '', `street` TEXT NOT NULL, PRIMARY KEY (`entity_id`),
    FOREIGN KEY (`parent_id`) REFERENCES `customer_entity` (`entity_id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `customer_entity_varchar` (`value_id` INT NOT NULL AUTO_INCREMENT,
    `attribute_id` SMALLINT UNSIGNED NOT NULL, `entity_id` INT UNSIGNED NOT NULL, `value` VARCHAR(255) NULL,
    PRIMARY KEY (`value_id`), UNIQUE (`entity_id`, `attribute_id`),
    FOREIGN KEY (`attribute_id`) REFERENCES `eav_attribute` (`attribute_id`) ON DELETE CASCADE,
    FOREIGN KEY (`entity_id`) REFERENCES `customer_entity` (`entity_id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `customer_entity_int` (`value_id` INT NOT NULL AUTO_INCREMENT,
    `attribute_id` SMALLINT UNSIGNED NOT NULL, `entity_id` INT UNSIGNED NOT NULL, `value` INT NOT NULL DEFAULT 0,
    PRIMARY KEY (`value_id`), UNIQUE (`entity_id`, `attribute_id`),
    FOREIGN KEY (`attribute_id`) REFERENCES `eav_attribute` (`attribute_id`) ON DELETE CASCADE,
    FOREIGN KEY (`entity_id`) REFERENCES `customer_entity` (`entity_id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `customer_entity_text` (`value_id` INT NOT NULL AUTO_INCREMENT,
    `attribute_id` SMALLINT UNSIGNED NOT NULL, `entity_id` INT UNSIGNED NOT NULL, `value` TEXT NOT NULL,
    PRIMARY KEY (`value_id`), UNIQUE (`entity_id`, `attribute_id`),
    FOREIGN KEY (`attribute_id`) REFERENCES `eav_attribute` (`attribute_id`) ON DELETE CASCADE,
    FOREIGN KEY (`entity_id`) REFERENCES `customer_entity` (`entity_id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `customer_entity_decimal` (`value_id` INT NOT NULL AUTO_INCREMENT,
    `attribute_id` SMALLINT UNSIGNED NOT NULL, `entity_id` INT UNSIGNED NOT NULL,
    `value` DECIMAL(12,4) NOT NULL DEFAULT '0.0000', PRIMARY KEY (`value_id`), UNIQUE (`entity_id`, `attribute_id`),
    FOREIGN KEY (`attribute_id`) REFERENCES `eav_attribute` (`attribute_id`) ON DELETE CASCADE,
    FOREIGN KEY (`entity_id`) REFERENCES `customer_entity` (`entity_id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `customer_entity_datetime` (`value_id` INT NOT NULL AUTO_INCREMENT,
    `attribute_id` SMALLINT UNSIGNED NOT NULL, `entity_id` INT UNSIGNED NOT NULL, `value` DATETIME NULL,
    PRIMARY KEY (`value_id`), UNIQUE (`entity_id`, `attribute_id`),
    FOREIGN KEY (`attribute_id`) REFERENCES `eav_attribute` (`attribute_id`) ON DELETE CASCADE,
    FOREIGN KEY (`entity_id`) REFERENCES `customer_entity` (`entity_id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `customer_address_entity_varchar` (`value_id` INT NOT NULL AUTO_INCREMENT,
    `attribute_id` SMALLINT UNSIGNED NOT NULL, `entity_id` INT UNSIGNED NOT NULL, `value` VARCHAR(255) NULL,
    PRIMARY KEY (`value_id`), UNIQUE (`entity_id`, `attribute_id`),
    FOREIGN KEY (`attribute_id`) REFERENCES `eav_attribute` (`attribute_id`) ON DELETE CASCADE,
    FOREIGN KEY (`entity_id`) REFERENCES `customer_address_entity` (`entity_id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `customer_address_entity_int` (`value_id` INT NOT NULL AUTO_INCREMENT,
    `attribute_id` SMALLINT UNSIGNED NOT NULL, `entity_id` INT UNSIGNED NOT NULL, `value` INT NOT NULL DEFAULT 0,
    PRIMARY KEY (`value_id`), UNIQUE (`entity_id`, `attribute_id`),
    FOREIGN KEY (`attribute_id`) REFERENCES `eav_attribute` (`attribute_id`) ON DELETE CASCADE,
    FOREIGN KEY (`entity_id`) REFERENCES `customer_address_entity` (`entity_id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `customer_address_entity_text` (`value_id` INT NOT NULL AUTO_INCREMENT,
    `attribute_id` SMALLINT UNSIGNED NOT NULL, `entity_id` INT UNSIGNED NOT NULL, `value` TEXT NOT NULL,
    PRIMARY KEY (`value_id`), UNIQUE (`entity_id`, `attribute_id`),
    FOREIGN KEY (`attribute_id`) REFERENCES `eav_attribute` (`attribute_id`) ON DELETE CASCADE,
    FOREIGN KEY (`entity_id`) REFERENCES `customer_address_entity` (`entity_id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `customer_address_entity_decimal` (`value_id` INT NOT NULL AUTO_INCREMENT,
    `attribute_id` SMALLINT UNSIGNED NOT NULL, `entity_id` INT UNSIGNED NOT NULL,
    `value` DECIMAL(12,4) NOT NULL DEFAULT '0.0000', PRIMARY KEY (`value_id`), UNIQUE (`entity_id`, `attribute_id`),
    FOREIGN KEY (`attribute_id`) REFERENCES `eav_attribute` (`attribute_id`) ON DELETE CASCADE,
    FOREIGN KEY (`entity_id`) REFERENCES `customer_address_entity` (`entity_id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `customer_address_entity_datetime` (`value_id` INT NOT NULL AUTO_INCREMENT,
    `attribute_id` SMALLINT UNSIGNED NOT NULL, `entity_id` INT UNSIGNED NOT NULL, `value` DATETIME NULL,
    PRIMARY KEY (`value_id`), UNIQUE (`entity_id`, `attribute_id`),
    FOREIGN KEY (`attribute_id`) REFERENCES `eav_attribute` (`attribute_id`) ON DELETE CASCADE,
    FOREIGN KEY (`entity_id`) REFERENCES `customer_address_entity` (`entity_id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `sales_order` (`entity_id` INT UNSIGNED NOT NULL AUTO_INCREMENT, `state` VARCHAR(32) NULL,
    `status` VARCHAR(32) NULL, `store_id` SMALLINT UNSIGNED NULL, `customer_id` INT UNSIGNED NULL,
    `grand_total` DECIMAL(12,4) NULL, `tax_amount` DECIMAL(12,4) NULL, `shipping_amount` DECIMAL(12,4) NULL,
    `increment_id` VARCHAR(50) NULL, `customer_email` VARCHAR(255) NULL, `customer_firstname` VARCHAR(255) NULL,
    `customer_lastname` VARCHAR(255) NULL, `created_at` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    `updated_at` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, PRIMARY KEY (`entity_id`),
    UNIQUE (`increment_id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `sales_order_item` (`item_id` INT UNSIGNED NOT NULL AUTO_INCREMENT, `order_id` INT UNSIGNED NOT NULL,
    `product_id` INT UNSIGNED NULL, `sku` VARCHAR(255) NULL, `name` VARCHAR(255) NULL,
    `qty_ordered` DECIMAL(12,4) NULL, `price` DECIMAL(12,4) NOT NULL DEFAULT '0.0000',
    `row_total` DECIMAL(12,4) NOT NULL DEFAULT '0.0000', PRIMARY KEY (`item_id`),
    FOREIGN KEY (`order_id`) REFERENCES `sales_order` (`entity_id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `sales_order_address` (`entity_id` INT UNSIGNED NOT NULL AUTO_INCREMENT, `parent_id` INT UNSIGNED NULL,
    `lastname` VARCHAR(255) NULL, `city` VARCHAR(255) NULL, `address_type` VARCHAR(255) NULL,
    PRIMARY KEY (`entity_id`),
    FOREIGN KEY (`parent_id`) REFERENCES `sales_order` (`entity_id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `sales_order_payment` (`entity_id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
    `parent_id` INT UNSIGNED NOT NULL, `method` VARCHAR(255) NULL, `amount_paid` DECIMAL(12,4) NULL,
    PRIMARY KEY (`entity_id`),
    FOREIGN KEY (`parent_id`) REFERENCES `sales_order` (`entity_id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `sales_order_status_history` (`entity_id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
    `parent_id` INT UNSIGNED NOT NULL, `comment` TEXT NULL, `status` VARCHAR(32) NULL,
    `created_at` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, PRIMARY KEY (`entity_id`),
    FOREIGN KEY (`parent_id`) REFERENCES `sales_order` (`entity_id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `sales_order_grid` (`entity_id` INT UNSIGNED NOT NULL, `status` VARCHAR(32) NULL,
    `grand_total` DECIMAL(12,4) NULL, PRIMARY KEY (`entity_id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `sales_invoice` (`entity_id` INT UNSIGNED NOT NULL AUTO_INCREMENT, `order_id` INT UNSIGNED NOT NULL,
    `increment_id` VARCHAR(50) NULL, `grand_total` DECIMAL(12,4) NULL,
    `created_at` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    `updated_at` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, PRIMARY KEY (`entity_id`),
    FOREIGN KEY (`order_id`) REFERENCES `sales_order` (`entity_id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `sales_invoice_item` (`entity_id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
    `parent_id` INT UNSIGNED NOT NULL, `order_item_id` INT UNSIGNED NULL, `name` VARCHAR(255) NULL,
    `qty` DECIMAL(12,4) NULL, PRIMARY KEY (`entity_id`),
    FOREIGN KEY (`parent_id`) REFERENCES `sales_invoice` (`entity_id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `salesrule` (`rule_id` INT UNSIGNED NOT NULL AUTO_INCREMENT, `name` VARCHAR(255) NULL,
    `discount_amount` DECIMAL(12,4) NOT NULL DEFAULT '0.0000', `from_date` DATE NULL, `to_date` DATE NULL,
    `is_active` SMALLINT NOT NULL DEFAULT 0, `times_used` INT UNSIGNED NOT NULL,
    PRIMARY KEY (`rule_id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `salesrule_coupon` (`coupon_id` INT UNSIGNED NOT NULL AUTO_INCREMENT, `rule_id` INT UNSIGNED NOT NULL,
    `code` VARCHAR(255) NULL, `times_used` INT UNSIGNED NOT NULL, PRIMARY KEY (`coupon_id`), UNIQUE (`code`),
    FOREIGN KEY (`rule_id`) REFERENCES `salesrule` (`rule_id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `salesrule_website` (`rule_id` INT UNSIGNED NOT NULL, `website_id` SMALLINT UNSIGNED NOT NULL,
    PRIMARY KEY (`rule_id`, `website_id`),
    FOREIGN KEY (`rule_id`) REFERENCES `salesrule` (`rule_id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `review` (`review_id` BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    `created_at` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, `entity_id` SMALLINT UNSIGNED NOT NULL,
    `entity_pk_value` INT UNSIGNED NOT NULL, `status_id` SMALLINT UNSIGNED NOT NULL,
    PRIMARY KEY (`review_id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `review_detail` (`detail_id` BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    `review_id` BIGINT UNSIGNED NOT NULL, `store_id` SMALLINT UNSIGNED NULL,
    `title` VARCHAR(255) NOT NULL DEFAULT '', `detail` TEXT NOT NULL, `nickname` VARCHAR(128) NOT NULL,
    PRIMARY KEY (`detail_id`),
    FOREIGN KEY (`review_id`) REFERENCES `review` (`review_id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `cms_page` (`page_id` SMALLINT NOT NULL AUTO_INCREMENT, `title` VARCHAR(255) NULL,
    `identifier` VARCHAR(100) NULL, `content` MEDIUMTEXT NULL,
    `creation_time` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    `update_time` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, `is_active` SMALLINT NOT NULL DEFAULT 1,
    PRIMARY KEY (`page_id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `cms_page_store` (`page_id` SMALLINT NOT NULL, `store_id` SMALLINT UNSIGNED NOT NULL,
    PRIMARY KEY (`page_id`, `store_id`), FOREIGN KEY (`page_id`) REFERENCES `cms_page` (`page_id`) ON DELETE CASCADE,
    FOREIGN KEY (`store_id`) REFERENCES `store` (`store_id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `cms_block` (`block_id` SMALLINT NOT NULL AUTO_INCREMENT, `title` VARCHAR(255) NOT NULL DEFAULT '',
    `identifier` VARCHAR(255) NOT NULL DEFAULT '', `content` MEDIUMTEXT NULL,
    `creation_time` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    `update_time` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, `is_active` SMALLINT NOT NULL DEFAULT 1,
    PRIMARY KEY (`block_id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `cms_block_store` (`block_id` SMALLINT NOT NULL, `store_id` SMALLINT UNSIGNED NOT NULL,
    PRIMARY KEY (`block_id`, `store_id`),
    FOREIGN KEY (`block_id`) REFERENCES `cms_block` (`block_id`) ON DELETE CASCADE,
    FOREIGN KEY (`store_id`) REFERENCES `store` (`store_id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `sequence_order_1` (`sequence_value` INT UNSIGNED NOT NULL AUTO_INCREMENT,
    PRIMARY KEY (`sequence_value`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
SET SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO';
INSERT INTO `store_website` (`website_id`, `code`, `name`, `is_default`) VALUES
    (0, 'admin', 'Admin', 0),
    (1, 'base', 'Harbour', 1);
INSERT INTO `store_group` (`group_id`, `website_id`, `name`, `root_category_id`) VALUES
    (0, 0, 'Default', 0),
    (1, 1, 'Harbour', 2);
INSERT INTO `store` (`store_id`, `code`, `website_id`, `group_id`, `name`, `is_active`) VALUES
    (0, 'admin', 0, 0, 'All stores', 1),
    (1, 'en', 1, 1, 'English', 1),
    (2, 'de', 1, 1, 'Deutsch', 1);
INSERT INTO `setup_module` (`module`, `schema_version`) VALUES
    ('Magento_Catalog', '2.2.6');
INSERT INTO `core_config_data` (`scope`, `scope_id`, `path`, `value`) VALUES
    ('default', 0, 'currency/options/base', 'EUR'),
    ('default', 0, 'general/store_information/name', 'Harbour');
INSERT INTO `eav_entity_type` (`entity_type_id`, `entity_type_code`) VALUES
    (1, 'customer'),
    (2, 'customer_address'),
    (3, 'catalog_category'),
    (4, 'catalog_product');
INSERT INTO `eav_attribute_set` (`attribute_set_id`, `entity_type_id`, `attribute_set_name`) VALUES
    (3, 3, 'Default'),
    (4, 4, 'Default'),
    (5, 4, 'Lamps');
INSERT INTO `eav_attribute_group` (`attribute_group_id`, `attribute_set_id`, `attribute_group_name`) VALUES
    (7, 4, 'General'),
    (8, 5, 'Light');
INSERT INTO `eav_attribute` (`attribute_id`, `entity_type_id`, `attribute_code`, `backend_type`, `frontend_input`, `frontend_label`, `source_model`, `is_required`, `is_user_defined`) VALUES
    (5, 1, 'firstname', 'static', 'text', 'First Name', NULL, 0, 0),
    (7, 1, 'lastname', 'static', 'text', 'Last Name', NULL, 0, 0),
    (9, 1, 'gender', 'int', 'select', 'Gender', 'Magento\\Eav\\Model\\Entity\\Attribute\\Source\\Table', 0, 0),
    (26, 2, 'telephone', 'varchar', 'text', 'Telephone', NULL, 0, 0),
    (41, 3, 'name', 'varchar', 'text', 'Name', NULL, 0, 0),
    (42, 3, 'is_active', 'int', 'select', 'Is Active', 'Magento\\Catalog\\Model\\Product\\Attribute\\Source\\Status', 0, 0),
    (44, 3, 'description', 'text', 'textarea', 'Description', NULL, 0, 0),
    (71, 4, 'name', 'varchar', 'text', 'Name', NULL, 0, 0),
    (72, 4, 'description', 'text', 'textarea', 'Description', NULL, 0, 0),
    (75, 4, 'price', 'decimal', 'price', 'Price', NULL, 0, 0),
    (76, 4, 'special_price', 'decimal', 'price', 'Special Price', NULL, 0, 0),
    (77, 4, 'special_from_date', 'datetime', 'date', 'Special Price From', NULL, 0, 0),
    (82, 4, 'meta_title', 'varchar', 'text', 'Meta Title', NULL, 0, 0),
    (87, 4, 'image', 'varchar', 'media_image', 'Base Image', NULL, 0, 0),
    (92, 4, 'color', 'int', 'select', 'Colour', 'Magento\\Eav\\Model\\Entity\\Attribute\\Source\\Table', 0, 0),
    (81, 4, 'manufacturer', 'int', 'select', 'Manufacturer', NULL, 0, 0),
    (96, 4, 'status', 'int', 'select', 'Status', 'Magento\\Catalog\\Model\\Product\\Attribute\\Source\\Status', 0, 0),
    (97, 4, 'url_key', 'varchar', 'text', 'URL Key', NULL, 0, 0);
INSERT INTO `eav_entity_attribute` (`entity_type_id`, `attribute_set_id`, `attribute_group_id`, `attribute_id`) VALUES
    (4, 4, 7, 71),
    (4, 4, 7, 75),
    (4, 5, 8, 71),
    (4, 5, 8, 92);
INSERT INTO `eav_attribute_label` (`attribute_id`, `store_id`, `value`) VALUES
    (92, 2, 'Farbe');
INSERT INTO `eav_attribute_option` (`option_id`, `attribute_id`, `sort_order`) VALUES
    (1, 92, 0),
    (2, 92, 1),
    (3, 81, 0),
    (4, 81, 1);
INSERT INTO `eav_attribute_option_value` (`option_id`, `store_id`, `value`) VALUES
    (1, 0, 'Blue'),
    (1, 2, 'Blau'),
    (2, 0, 'Red'),
    (3, 0, 'Northern Lights'),
    (4, 0, 'Bright & Sons');
INSERT INTO `eav_attribute_option_swatch` (`option_id`, `store_id`, `type`, `value`) VALUES
    (1, 0, 1, '#0000ff');
INSERT INTO `catalog_eav_attribute` (`attribute_id`, `is_global`, `is_searchable`) VALUES
    (71, 0, 1),
    (75, 1, 0),
    (92, 1, 1);
INSERT INTO `catalog_category_entity` (`entity_id`, `attribute_set_id`, `parent_id`, `path`, `position`, `level`, `children_count`) VALUES
    (1, 3, 0, '1', 0, 0, 0),
    (2, 3, 1, '1/2', 1, 1, 0),
    (3, 3, 2, '1/2/3', 1, 2, 0);
INSERT INTO `catalog_category_entity_varchar` (`attribute_id`, `store_id`, `entity_id`, `value`) VALUES
    (41, 0, 1, 'Root'),
    (41, 0, 2, 'Harbour'),
    (41, 0, 3, 'Lamps'),
    (41, 2, 3, 'Lampen');
INSERT INTO `catalog_category_entity_int` (`attribute_id`, `store_id`, `entity_id`, `value`) VALUES
    (42, 0, 2, 1),
    (42, 0, 3, 1);
INSERT INTO `catalog_category_entity_text` (`attribute_id`, `store_id`, `entity_id`, `value`) VALUES
    (44, 0, 3, '<p>Light for every ship.</p>');
INSERT INTO `catalog_product_entity` (`entity_id`, `attribute_set_id`, `type_id`, `sku`, `has_options`, `required_options`) VALUES
    (1, 4, 'simple', 'L-100', 0, 0),
    (2, 5, 'simple', 'L-200', 0, 0),
    (3, 4, 'simple', 'ROPE-1', 0, 0);
INSERT INTO `catalog_product_entity_varchar` (`attribute_id`, `store_id`, `entity_id`, `value`) VALUES
    (71, 0, 1, 'Desk lamp'),
    (71, 2, 1, 'Schreibtischlampe'),
    (82, 0, 1, 'Desk lamps for cabins'),
    (82, 2, 1, 'Lampen für Kajüten'),
    (87, 0, 1, '/d/e/desk-lamp.jpg'),
    (97, 0, 1, 'desk-lamp'),
    (71, 0, 2, 'Storm lamp'),
    (97, 0, 2, 'storm-lamp'),
    (71, 0, 3, 'Mooring rope');
INSERT INTO `catalog_product_entity_text` (`attribute_id`, `store_id`, `entity_id`, `value`) VALUES
    (72, 0, 1, '<p>A lamp for the desk.</p>'),
    (72, 2, 1, '<p>Eine Lampe.</p>'),
    (72, 0, 2, '<p>Burns in any wind.</p>');
INSERT INTO `catalog_product_entity_int` (`attribute_id`, `store_id`, `entity_id`, `value`) VALUES
    (92, 0, 1, 1),
    (81, 0, 1, 3),
    (96, 0, 1, 1),
    (96, 2, 1, 2),
    (92, 0, 2, 2),
    (81, 0, 2, 4),
    (96, 0, 2, 1),
    (96, 0, 3, 1);
INSERT INTO `catalog_product_entity_decimal` (`attribute_id`, `store_id`, `entity_id`, `value`) VALUES
    (75, 0, 1, 40),
    (76, 0, 1, 35.5),
    (75, 0, 2, 59.9),
    (75, 0, 3, 12);
INSERT INTO `catalog_product_entity_datetime` (`attribute_id`, `store_id`, `entity_id`, `value`) VALUES
    (77, 0, 1, '2026-01-01 00:00:00');
INSERT INTO `catalog_product_entity_tier_price` (`entity_id`, `all_groups`, `customer_group_id`, `qty`, `value`, `website_id`) VALUES
    (1, 1, 0, 10, 33, 0);
INSERT INTO `catalog_product_entity_media_gallery` (`value_id`, `attribute_id`, `value`, `disabled`) VALUES
    (1, 88, '/d/e/desk-lamp.jpg', 0),
    (2, 88, '/s/t/storm-lamp.jpg', 0);
INSERT INTO `catalog_product_entity_media_gallery_value` (`value_id`, `store_id`, `entity_id`, `label`, `position`, `disabled`) VALUES
    (1, 0, 1, 'The lamp', 1, 0),
    (1, 2, 1, 'Die Lampe', 1, 0),
    (2, 0, 2, NULL, 1, 0);
INSERT INTO `catalog_product_entity_media_gallery_value_to_entity` (`value_id`, `entity_id`) VALUES
    (1, 1),
    (2, 2);
INSERT INTO `catalog_product_option` (`option_id`, `product_id`, `type`) VALUES
    (1, 1, 'field');
INSERT INTO `catalog_product_option_title` (`option_id`, `store_id`, `title`) VALUES
    (1, 0, 'Engraving'),
    (1, 2, 'Gravur');
INSERT INTO `cataloginventory_stock_item` (`product_id`, `stock_id`, `qty`, `is_in_stock`) VALUES
    (1, 1, 12, 1),
    (2, 1, 0, 0),
    (3, 1, 250, 1);
INSERT INTO `catalog_category_product` (`category_id`, `product_id`, `position`) VALUES
    (3, 1, 1),
    (3, 2, 2),
    (2, 3, 1);
INSERT INTO `catalog_product_website` (`product_id`, `website_id`) VALUES
    (1, 1),
    (2, 1),
    (3, 1);
INSERT INTO `catalog_product_link` (`product_id`, `linked_product_id`, `link_type_id`) VALUES
    (1, 2, 1),
    (1, 3, 4);
INSERT INTO `customer_group` (`customer_group_id`, `customer_group_code`, `tax_class_id`) VALUES
    (0, 'NOT LOGGED IN', 3),
    (1, 'General', 3),
    (2, 'Wholesale', 3);
INSERT INTO `customer_entity` (`entity_id`, `website_id`, `email`, `group_id`, `store_id`, `is_active`, `firstname`, `lastname`, `password_hash`) VALUES
    (1, 1, 'ada@example.com', 1, 1, 1, 'Ada', 'Rye', 'x'),
    (2, 1, 'bo@example.com', 1, 1, 1, 'Bo', 'Marsh', 'x');
INSERT INTO `customer_address_entity` (`entity_id`, `parent_id`, `is_active`, `city`, `street`) VALUES
    (1, 1, 1, 'Port', 'Quay 1'),
    (2, 2, 1, 'Port', 'Quay 1');
INSERT INTO `customer_entity_int` (`attribute_id`, `entity_id`, `value`) VALUES
    (9, 1, 2);
INSERT INTO `customer_address_entity_varchar` (`attribute_id`, `entity_id`, `value`) VALUES
    (26, 1, '555 0100'),
    (26, 2, '555 0101');
INSERT INTO `sales_order` (`entity_id`, `state`, `status`, `store_id`, `customer_id`, `grand_total`, `tax_amount`, `shipping_amount`, `increment_id`, `customer_email`, `customer_firstname`, `customer_lastname`) VALUES
    (1, 'complete', 'complete', 1, 1, 52, 8.3, 0, '100000001', 'ada@example.com', 'Ada', 'Rye'),
    (2, 'new', 'pending', 2, NULL, 12, 1.9, 4.5, '100000002', 'guest@example.com', 'Guest', 'One');
INSERT INTO `sales_order_item` (`order_id`, `product_id`, `sku`, `name`, `qty_ordered`, `price`, `row_total`) VALUES
    (1, 1, 'L-100', 'Desk lamp', 1, 40, 40),
    (1, 3, 'ROPE-1', 'Mooring rope', 1, 12, 12),
    (2, 3, 'ROPE-1', 'Mooring rope', 1, 12, 12);
INSERT INTO `sales_order_address` (`parent_id`, `lastname`, `city`, `address_type`) VALUES
    (1, 'Rye', 'Port', 'billing'),
    (2, 'One', 'Bay', 'shipping');
INSERT INTO `sales_order_payment` (`parent_id`, `method`, `amount_paid`) VALUES
    (1, 'checkmo', 52),
    (2, 'checkmo', NULL);
INSERT INTO `sales_order_status_history` (`parent_id`, `comment`, `status`) VALUES
    (1, 'Sent on Monday.', 'complete');
INSERT INTO `sales_order_grid` (`entity_id`, `status`, `grand_total`) VALUES
    (1, 'complete', 52),
    (2, 'pending', 12);
INSERT INTO `sales_invoice` (`entity_id`, `order_id`, `increment_id`, `grand_total`) VALUES
    (1, 1, '100000001', 52);
INSERT INTO `sales_invoice_item` (`parent_id`, `order_item_id`, `name`, `qty`) VALUES
    (1, 1, 'Desk lamp', 1);
INSERT INTO `salesrule` (`rule_id`, `name`, `discount_amount`, `is_active`, `times_used`) VALUES
    (1, 'Summer', 10, 1, 3);
INSERT INTO `salesrule_coupon` (`rule_id`, `code`, `times_used`) VALUES
    (1, 'SUN10', 3);
INSERT INTO `salesrule_website` (`rule_id`, `website_id`) VALUES
    (1, 1);
INSERT INTO `review` (`review_id`, `entity_id`, `entity_pk_value`, `status_id`) VALUES
    (1, 1, 1, 1);
INSERT INTO `review_detail` (`review_id`, `store_id`, `title`, `detail`, `nickname`) VALUES
    (1, 1, 'Bright', 'It shines.', 'Ada');
INSERT INTO `cms_page` (`page_id`, `title`, `identifier`, `content`) VALUES
    (1, 'About us', 'about-us', '<p>Since 1890.</p>'),
    (2, 'Impressum', 'impressum', '<p>Hafen</p>');
INSERT INTO `cms_page_store` (`page_id`, `store_id`) VALUES
    (1, 1),
    (2, 2);
INSERT INTO `cms_block` (`block_id`, `title`, `identifier`, `content`) VALUES
    (1, 'Footer', 'footer', '<p>Ahoy</p>');
INSERT INTO `cms_block_store` (`block_id`, `store_id`) VALUES
    (1, 0);
INSERT INTO `sequence_order_1` (`sequence_value`) VALUES
    (1),
    (2);
SET SESSION sql_mode = DEFAULT;
