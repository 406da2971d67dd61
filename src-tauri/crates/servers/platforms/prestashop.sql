-- A small shop of PrestaShop 1.7, made by hand: the tables have the columns and keys that the platform gives them, as far as the
-- profile or the story asks for them; the rows are ours. Two languages, and two shops in one installation.
CREATE TABLE `ps_lang` (`id_lang` INT UNSIGNED NOT NULL AUTO_INCREMENT, `name` VARCHAR(32) NOT NULL DEFAULT '',
    `active` TINYINT UNSIGNED NOT NULL DEFAULT 1, `iso_code` VARCHAR(2) NOT NULL DEFAULT '',
    PRIMARY KEY (`id_lang`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_lang_shop` (`id_lang` INT UNSIGNED NOT NULL, `id_shop` INT UNSIGNED NOT NULL,
    PRIMARY KEY (`id_lang`, `id_shop`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_shop` (`id_shop` INT UNSIGNED NOT NULL AUTO_INCREMENT, `id_shop_group` INT UNSIGNED NOT NULL,
    `name` VARCHAR(64) NOT NULL DEFAULT '', `active` TINYINT UNSIGNED NOT NULL DEFAULT 1,
    PRIMARY KEY (`id_shop`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_shop_url` (`id_shop_url` INT UNSIGNED NOT NULL AUTO_INCREMENT, `id_shop` INT UNSIGNED NOT NULL,
    `domain` VARCHAR(150) NOT NULL DEFAULT '', PRIMARY KEY (`id_shop_url`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_currency` (`id_currency` INT UNSIGNED NOT NULL AUTO_INCREMENT,
    `iso_code` VARCHAR(3) NOT NULL DEFAULT '', `conversion_rate` DECIMAL(13,6) NOT NULL,
    PRIMARY KEY (`id_currency`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_configuration` (`id_configuration` INT UNSIGNED NOT NULL AUTO_INCREMENT,
    `id_shop` INT UNSIGNED NULL, `name` VARCHAR(254) NOT NULL, `value` TEXT,
    `date_add` DATETIME NOT NULL DEFAULT '2026-01-01 00:00:00',
    `date_upd` DATETIME NOT NULL DEFAULT '2026-01-01 00:00:00',
    PRIMARY KEY (`id_configuration`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_configuration_lang` (`id_configuration` INT UNSIGNED NOT NULL, `id_lang` INT UNSIGNED NOT NULL,
    `value` TEXT, `date_upd` DATETIME NULL,
    PRIMARY KEY (`id_configuration`, `id_lang`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_product` (`id_product` INT UNSIGNED NOT NULL AUTO_INCREMENT, `id_supplier` INT UNSIGNED NULL,
    `id_manufacturer` INT UNSIGNED NULL, `id_category_default` INT UNSIGNED NULL,
    `id_tax_rules_group` INT UNSIGNED NOT NULL, `ean13` VARCHAR(13), `upc` VARCHAR(12),
    `quantity` INT NOT NULL DEFAULT 0, `price` DECIMAL(20,6) NOT NULL DEFAULT '0.000000',
    `wholesale_price` DECIMAL(20,6) NOT NULL DEFAULT '0.000000', `reference` VARCHAR(64),
    `weight` DECIMAL(20,6) NOT NULL DEFAULT '0.000000', `active` TINYINT UNSIGNED NOT NULL DEFAULT 1,
    `on_sale` TINYINT UNSIGNED NOT NULL DEFAULT 1, `indexed` TINYINT UNSIGNED NOT NULL DEFAULT 1,
    `date_add` DATETIME NOT NULL DEFAULT '2026-01-01 00:00:00',
    `date_upd` DATETIME NOT NULL DEFAULT '2026-01-01 00:00:00',
    PRIMARY KEY (`id_product`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_product_lang` (`id_product` INT UNSIGNED NOT NULL, `id_shop` INT UNSIGNED NOT NULL DEFAULT 1,
    `id_lang` INT UNSIGNED NOT NULL, `description` TEXT, `description_short` TEXT,
    `link_rewrite` VARCHAR(128) NOT NULL DEFAULT '', `meta_description` VARCHAR(512), `meta_title` VARCHAR(128),
    `name` VARCHAR(128) NOT NULL DEFAULT '',
    PRIMARY KEY (`id_product`, `id_shop`, `id_lang`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_product_shop` (`id_product` INT UNSIGNED NOT NULL, `id_shop` INT UNSIGNED NOT NULL,
    `id_category_default` INT UNSIGNED NULL, `price` DECIMAL(20,6) NOT NULL DEFAULT '0.000000',
    `active` TINYINT UNSIGNED NOT NULL DEFAULT 1, `indexed` TINYINT UNSIGNED NOT NULL DEFAULT 1,
    `date_add` DATETIME NOT NULL DEFAULT '2026-01-01 00:00:00',
    `date_upd` DATETIME NOT NULL DEFAULT '2026-01-01 00:00:00',
    PRIMARY KEY (`id_product`, `id_shop`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_product_attribute` (`id_product_attribute` INT UNSIGNED NOT NULL AUTO_INCREMENT,
    `id_product` INT UNSIGNED NOT NULL, `reference` VARCHAR(64), `price` DECIMAL(20,6) NOT NULL DEFAULT '0.000000',
    `quantity` INT NOT NULL DEFAULT 0, `default_on` TINYINT UNSIGNED NULL, PRIMARY KEY (`id_product_attribute`),
    UNIQUE (`id_product`, `default_on`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_product_attribute_combination` (`id_attribute` INT UNSIGNED NOT NULL,
    `id_product_attribute` INT UNSIGNED NOT NULL,
    PRIMARY KEY (`id_attribute`, `id_product_attribute`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_product_attribute_shop` (`id_product` INT UNSIGNED NOT NULL,
    `id_product_attribute` INT UNSIGNED NOT NULL, `id_shop` INT UNSIGNED NOT NULL,
    `price` DECIMAL(20,6) NOT NULL DEFAULT '0.000000',
    PRIMARY KEY (`id_product_attribute`, `id_shop`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_product_attribute_image` (`id_product_attribute` INT UNSIGNED NOT NULL,
    `id_image` INT UNSIGNED NOT NULL,
    PRIMARY KEY (`id_product_attribute`, `id_image`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_image` (`id_image` INT UNSIGNED NOT NULL AUTO_INCREMENT, `id_product` INT UNSIGNED NOT NULL,
    `position` SMALLINT UNSIGNED NOT NULL, `cover` TINYINT UNSIGNED NULL, PRIMARY KEY (`id_image`),
    UNIQUE (`id_product`, `cover`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_image_lang` (`id_image` INT UNSIGNED NOT NULL, `id_lang` INT UNSIGNED NOT NULL,
    `legend` VARCHAR(128), PRIMARY KEY (`id_image`, `id_lang`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_image_shop` (`id_product` INT UNSIGNED NOT NULL, `id_image` INT UNSIGNED NOT NULL,
    `id_shop` INT UNSIGNED NOT NULL, `cover` TINYINT UNSIGNED NULL,
    PRIMARY KEY (`id_image`, `id_shop`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_stock_available` (`id_stock_available` INT UNSIGNED NOT NULL AUTO_INCREMENT,
    `id_product` INT UNSIGNED NOT NULL, `id_product_attribute` INT UNSIGNED NOT NULL,
    `id_shop` INT UNSIGNED NOT NULL, `id_shop_group` INT UNSIGNED NOT NULL, `quantity` INT NOT NULL DEFAULT 0,
    `physical_quantity` INT NOT NULL DEFAULT 0, `reserved_quantity` INT NOT NULL DEFAULT 0,
    `out_of_stock` TINYINT UNSIGNED NOT NULL DEFAULT 1, PRIMARY KEY (`id_stock_available`),
    UNIQUE (`id_product`, `id_product_attribute`, `id_shop`, `id_shop_group`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_specific_price` (`id_specific_price` INT UNSIGNED NOT NULL AUTO_INCREMENT,
    `id_product` INT UNSIGNED NOT NULL, `id_shop` INT UNSIGNED NOT NULL,
    `id_product_attribute` INT UNSIGNED NOT NULL, `price` DECIMAL(20,6) NOT NULL DEFAULT '0.000000',
    `from_quantity` INT UNSIGNED NOT NULL, `reduction` DECIMAL(20,6) NOT NULL DEFAULT '0.000000',
    `reduction_type` VARCHAR(10) NOT NULL DEFAULT '',
    PRIMARY KEY (`id_specific_price`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_specific_price_priority` (`id_specific_price_priority` INT UNSIGNED NOT NULL AUTO_INCREMENT,
    `id_product` INT NOT NULL, `priority` VARCHAR(80) NOT NULL DEFAULT '',
    PRIMARY KEY (`id_specific_price_priority`, `id_product`),
    UNIQUE (`id_product`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_feature_product` (`id_feature` INT UNSIGNED NOT NULL, `id_product` INT UNSIGNED NOT NULL,
    `id_feature_value` INT UNSIGNED NOT NULL,
    PRIMARY KEY (`id_feature`, `id_product`, `id_feature_value`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_category_product` (`id_category` INT UNSIGNED NOT NULL, `id_product` INT UNSIGNED NOT NULL,
    `position` INT UNSIGNED NOT NULL, PRIMARY KEY (`id_category`, `id_product`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_product_supplier` (`id_product_supplier` INT UNSIGNED NOT NULL AUTO_INCREMENT,
    `id_product` INT UNSIGNED NOT NULL, `id_product_attribute` INT UNSIGNED NOT NULL,
    `id_supplier` INT UNSIGNED NOT NULL, `product_supplier_reference` VARCHAR(64),
    PRIMARY KEY (`id_product_supplier`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_product_tag` (`id_product` INT UNSIGNED NOT NULL, `id_tag` INT UNSIGNED NOT NULL,
    `id_lang` INT UNSIGNED NOT NULL, PRIMARY KEY (`id_product`, `id_tag`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_tag` (`id_tag` INT UNSIGNED NOT NULL AUTO_INCREMENT, `id_lang` INT UNSIGNED NOT NULL,
    `name` VARCHAR(32) NOT NULL DEFAULT '', PRIMARY KEY (`id_tag`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_product_carrier` (`id_product` INT UNSIGNED NOT NULL, `id_carrier_reference` INT UNSIGNED NOT NULL,
    `id_shop` INT UNSIGNED NOT NULL,
    PRIMARY KEY (`id_product`, `id_carrier_reference`, `id_shop`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_accessory` (`id_product_1` INT UNSIGNED NOT NULL,
    `id_product_2` INT UNSIGNED NOT NULL) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_pack` (`id_product_pack` INT UNSIGNED NOT NULL, `id_product_item` INT UNSIGNED NOT NULL,
    `id_product_attribute_item` INT UNSIGNED NOT NULL, `quantity` INT UNSIGNED NOT NULL,
    PRIMARY KEY (`id_product_pack`, `id_product_item`, `id_product_attribute_item`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_product_attachment` (`id_product` INT UNSIGNED NOT NULL, `id_attachment` INT UNSIGNED NOT NULL,
    PRIMARY KEY (`id_product`, `id_attachment`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_product_download` (`id_product_download` INT UNSIGNED NOT NULL AUTO_INCREMENT,
    `id_product` INT UNSIGNED NOT NULL, `filename` VARCHAR(255),
    PRIMARY KEY (`id_product_download`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_customization_field` (`id_customization_field` INT UNSIGNED NOT NULL AUTO_INCREMENT,
    `id_product` INT UNSIGNED NOT NULL, `type` TINYINT UNSIGNED NOT NULL DEFAULT 1,
    `required` TINYINT UNSIGNED NOT NULL DEFAULT 1,
    PRIMARY KEY (`id_customization_field`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_customization_field_lang` (`id_customization_field` INT UNSIGNED NOT NULL,
    `id_lang` INT UNSIGNED NOT NULL, `id_shop` INT UNSIGNED NOT NULL, `name` VARCHAR(255),
    PRIMARY KEY (`id_customization_field`, `id_lang`, `id_shop`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_category` (`id_category` INT UNSIGNED NOT NULL AUTO_INCREMENT, `id_parent` INT UNSIGNED NOT NULL,
    `level_depth` TINYINT UNSIGNED NOT NULL DEFAULT 1, `nleft` INT UNSIGNED NOT NULL, `nright` INT UNSIGNED NOT NULL,
    `active` TINYINT UNSIGNED NOT NULL DEFAULT 1, `position` INT UNSIGNED NOT NULL,
    `date_add` DATETIME NOT NULL DEFAULT '2026-01-01 00:00:00',
    `date_upd` DATETIME NOT NULL DEFAULT '2026-01-01 00:00:00',
    PRIMARY KEY (`id_category`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_category_lang` (`id_category` INT UNSIGNED NOT NULL, `id_shop` INT UNSIGNED NOT NULL,
    `id_lang` INT UNSIGNED NOT NULL, `name` VARCHAR(128) NOT NULL DEFAULT '', `description` TEXT,
    `link_rewrite` VARCHAR(128) NOT NULL DEFAULT '',
    PRIMARY KEY (`id_category`, `id_shop`, `id_lang`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_category_shop` (`id_category` INT NOT NULL, `id_shop` INT NOT NULL,
    `position` INT UNSIGNED NOT NULL, PRIMARY KEY (`id_category`, `id_shop`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_category_group` (`id_category` INT UNSIGNED NOT NULL, `id_group` INT UNSIGNED NOT NULL,
    PRIMARY KEY (`id_category`, `id_group`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_manufacturer` (`id_manufacturer` INT UNSIGNED NOT NULL AUTO_INCREMENT,
    `name` VARCHAR(64) NOT NULL DEFAULT '', `date_add` DATETIME NOT NULL DEFAULT '2026-01-01 00:00:00',
    `date_upd` DATETIME NOT NULL DEFAULT '2026-01-01 00:00:00', `active` TINYINT UNSIGNED NOT NULL DEFAULT 1,
    PRIMARY KEY (`id_manufacturer`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_manufacturer_lang` (`id_manufacturer` INT UNSIGNED NOT NULL, `id_lang` INT UNSIGNED NOT NULL,
    `description` TEXT, PRIMARY KEY (`id_manufacturer`, `id_lang`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_manufacturer_shop` (`id_manufacturer` INT UNSIGNED NOT NULL, `id_shop` INT UNSIGNED NOT NULL,
    PRIMARY KEY (`id_manufacturer`, `id_shop`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_supplier` (`id_supplier` INT UNSIGNED NOT NULL AUTO_INCREMENT,
    `name` VARCHAR(64) NOT NULL DEFAULT '', `date_add` DATETIME NOT NULL DEFAULT '2026-01-01 00:00:00',
    `date_upd` DATETIME NOT NULL DEFAULT '2026-01-01 00:00:00', `active` TINYINT UNSIGNED NOT NULL DEFAULT 1,
    PRIMARY KEY (`id_supplier`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_supplier_lang` (`id_supplier` INT UNSIGNED NOT NULL, `id_lang` INT UNSIGNED NOT NULL,
    `description` TEXT, PRIMARY KEY (`id_supplier`, `id_lang`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_supplier_shop` (`id_supplier` INT UNSIGNED NOT NULL, `id_shop` INT UNSIGNED NOT NULL,
    PRIMARY KEY (`id_supplier`, `id_shop`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_address` (`id_address` INT UNSIGNED NOT NULL AUTO_INCREMENT, `id_country` INT UNSIGNED NOT NULL,
    `id_customer` INT UNSIGNED NOT NULL DEFAULT 0, `id_manufacturer` INT UNSIGNED NOT NULL DEFAULT 0,
    `id_supplier` INT UNSIGNED NOT NULL DEFAULT 0, `lastname` VARCHAR(255) NOT NULL DEFAULT '',
    `city` VARCHAR(64) NOT NULL DEFAULT '', `date_add` DATETIME NOT NULL DEFAULT '2026-01-01 00:00:00',
    `date_upd` DATETIME NOT NULL DEFAULT '2026-01-01 00:00:00',
    PRIMARY KEY (`id_address`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_feature` (`id_feature` INT UNSIGNED NOT NULL AUTO_INCREMENT, `position` INT UNSIGNED NOT NULL,
    PRIMARY KEY (`id_feature`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_feature_lang` (`id_feature` INT UNSIGNED NOT NULL, `id_lang` INT UNSIGNED NOT NULL,
    `name` VARCHAR(128), PRIMARY KEY (`id_feature`, `id_lang`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_feature_shop` (`id_feature` INT UNSIGNED NOT NULL, `id_shop` INT UNSIGNED NOT NULL,
    PRIMARY KEY (`id_feature`, `id_shop`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_feature_value` (`id_feature_value` INT UNSIGNED NOT NULL AUTO_INCREMENT,
    `id_feature` INT UNSIGNED NOT NULL, `custom` TINYINT UNSIGNED NOT NULL DEFAULT 1,
    PRIMARY KEY (`id_feature_value`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_feature_value_lang` (`id_feature_value` INT UNSIGNED NOT NULL, `id_lang` INT UNSIGNED NOT NULL,
    `value` VARCHAR(255), PRIMARY KEY (`id_feature_value`, `id_lang`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_attribute_group` (`id_attribute_group` INT UNSIGNED NOT NULL AUTO_INCREMENT,
    `position` INT UNSIGNED NOT NULL, `group_type` VARCHAR(8) NOT NULL DEFAULT '',
    PRIMARY KEY (`id_attribute_group`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_attribute_group_lang` (`id_attribute_group` INT UNSIGNED NOT NULL, `id_lang` INT UNSIGNED NOT NULL,
    `name` VARCHAR(128) NOT NULL DEFAULT '',
    PRIMARY KEY (`id_attribute_group`, `id_lang`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_attribute_group_shop` (`id_attribute_group` INT UNSIGNED NOT NULL, `id_shop` INT UNSIGNED NOT NULL,
    PRIMARY KEY (`id_attribute_group`, `id_shop`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_attribute` (`id_attribute` INT UNSIGNED NOT NULL AUTO_INCREMENT,
    `id_attribute_group` INT UNSIGNED NOT NULL, `position` INT UNSIGNED NOT NULL,
    PRIMARY KEY (`id_attribute`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_attribute_lang` (`id_attribute` INT UNSIGNED NOT NULL, `id_lang` INT UNSIGNED NOT NULL,
    `name` VARCHAR(128) NOT NULL DEFAULT '',
    PRIMARY KEY (`id_attribute`, `id_lang`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_attribute_shop` (`id_attribute` INT UNSIGNED NOT NULL, `id_shop` INT UNSIGNED NOT NULL,
    PRIMARY KEY (`id_attribute`, `id_shop`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_customer` (`id_customer` INT UNSIGNED NOT NULL AUTO_INCREMENT, `company` VARCHAR(255),
    `firstname` VARCHAR(255) NOT NULL DEFAULT '', `lastname` VARCHAR(255) NOT NULL DEFAULT '',
    `email` VARCHAR(255) NOT NULL DEFAULT '', `last_passwd_gen` DATETIME NOT NULL DEFAULT '2026-01-01 00:00:00',
    `newsletter` TINYINT UNSIGNED NOT NULL DEFAULT 1, `note` TEXT, `active` TINYINT UNSIGNED NOT NULL DEFAULT 1,
    `date_add` DATETIME NOT NULL DEFAULT '2026-01-01 00:00:00',
    `date_upd` DATETIME NOT NULL DEFAULT '2026-01-01 00:00:00',
    PRIMARY KEY (`id_customer`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_customer_group` (`id_customer` INT UNSIGNED NOT NULL, `id_group` INT UNSIGNED NOT NULL,
    PRIMARY KEY (`id_customer`, `id_group`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_group` (`id_group` INT UNSIGNED NOT NULL AUTO_INCREMENT, `reduction` DECIMAL(17,2) NOT NULL,
    `date_add` DATETIME NOT NULL DEFAULT '2026-01-01 00:00:00',
    `date_upd` DATETIME NOT NULL DEFAULT '2026-01-01 00:00:00',
    PRIMARY KEY (`id_group`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_group_lang` (`id_group` INT UNSIGNED NOT NULL, `id_lang` INT UNSIGNED NOT NULL,
    `name` VARCHAR(32) NOT NULL DEFAULT '', PRIMARY KEY (`id_group`, `id_lang`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_group_shop` (`id_group` INT UNSIGNED NOT NULL, `id_shop` INT UNSIGNED NOT NULL,
    PRIMARY KEY (`id_group`, `id_shop`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_group_reduction` (`id_group_reduction` INT UNSIGNED NOT NULL AUTO_INCREMENT,
    `id_group` INT UNSIGNED NOT NULL, `id_category` INT UNSIGNED NOT NULL, `reduction` DECIMAL(5,4) NOT NULL,
    PRIMARY KEY (`id_group_reduction`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_orders` (`id_order` INT UNSIGNED NOT NULL AUTO_INCREMENT, `reference` VARCHAR(9),
    `id_customer` INT UNSIGNED NOT NULL, `id_lang` INT UNSIGNED NOT NULL, `id_shop` INT UNSIGNED NOT NULL,
    `id_address_delivery` INT UNSIGNED NOT NULL, `id_address_invoice` INT UNSIGNED NOT NULL,
    `current_state` INT UNSIGNED NOT NULL, `payment` VARCHAR(255) NOT NULL DEFAULT '',
    `total_paid` DECIMAL(20,6) NOT NULL DEFAULT '0.000000',
    `total_paid_real` DECIMAL(20,6) NOT NULL DEFAULT '0.000000',
    `total_shipping` DECIMAL(20,6) NOT NULL DEFAULT '0.000000',
    `total_discounts` DECIMAL(20,6) NOT NULL DEFAULT '0.000000',
    `date_add` DATETIME NOT NULL DEFAULT '2026-01-01 00:00:00',
    `date_upd` DATETIME NOT NULL DEFAULT '2026-01-01 00:00:00',
    PRIMARY KEY (`id_order`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_order_detail` (`id_order_detail` INT UNSIGNED NOT NULL AUTO_INCREMENT,
    `id_order` INT UNSIGNED NOT NULL, `product_id` INT UNSIGNED NOT NULL, `product_attribute_id` INT UNSIGNED NULL,
    `product_name` TEXT NOT NULL, `product_quantity` INT UNSIGNED NOT NULL,
    `total_price_tax_incl` DECIMAL(20,6) NOT NULL DEFAULT '0.000000',
    PRIMARY KEY (`id_order_detail`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_order_detail_tax` (`id_order_detail` INT NOT NULL, `id_tax` INT NOT NULL,
    `unit_amount` DECIMAL(16,6) NOT NULL) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_order_history` (`id_order_history` INT UNSIGNED NOT NULL AUTO_INCREMENT,
    `id_order` INT UNSIGNED NOT NULL, `id_order_state` INT UNSIGNED NOT NULL,
    `date_add` DATETIME NOT NULL DEFAULT '2026-01-01 00:00:00',
    PRIMARY KEY (`id_order_history`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_order_state` (`id_order_state` INT UNSIGNED NOT NULL AUTO_INCREMENT, `color` VARCHAR(32),
    `paid` TINYINT UNSIGNED NOT NULL DEFAULT 1, PRIMARY KEY (`id_order_state`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_order_state_lang` (`id_order_state` INT UNSIGNED NOT NULL, `id_lang` INT UNSIGNED NOT NULL,
    `name` VARCHAR(64) NOT NULL DEFAULT '', `template` VARCHAR(64) NOT NULL DEFAULT '',
    PRIMARY KEY (`id_order_state`, `id_lang`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_order_carrier` (`id_order_carrier` INT UNSIGNED NOT NULL AUTO_INCREMENT,
    `id_order` INT UNSIGNED NOT NULL, `id_carrier` INT UNSIGNED NOT NULL, `tracking_number` VARCHAR(64),
    PRIMARY KEY (`id_order_carrier`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_order_payment` (`id_order_payment` INT UNSIGNED NOT NULL AUTO_INCREMENT,
    `order_reference` VARCHAR(9), `id_currency` INT UNSIGNED NOT NULL, `amount` DECIMAL(20,6) NOT NULL,
    `payment_method` VARCHAR(255) NOT NULL DEFAULT '', `transaction_id` VARCHAR(254),
    PRIMARY KEY (`id_order_payment`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_cart_rule` (`id_cart_rule` INT UNSIGNED NOT NULL AUTO_INCREMENT,
    `id_customer` INT UNSIGNED NOT NULL, `code` VARCHAR(254) NOT NULL DEFAULT '', `quantity` INT UNSIGNED NOT NULL,
    `reduction_percent` DECIMAL(5,2) NOT NULL, `active` TINYINT UNSIGNED NOT NULL DEFAULT 1,
    `date_from` DATETIME NOT NULL DEFAULT '2026-01-01 00:00:00',
    `date_to` DATETIME NOT NULL DEFAULT '2026-01-01 00:00:00',
    `date_add` DATETIME NOT NULL DEFAULT '2026-01-01 00:00:00',
    `date_upd` DATETIME NOT NULL DEFAULT '2026-01-01 00:00:00',
    PRIMARY KEY (`id_cart_rule`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_cart_rule_lang` (`id_cart_rule` INT UNSIGNED NOT NULL, `id_lang` INT UNSIGNED NOT NULL,
    `name` VARCHAR(254) NOT NULL DEFAULT '',
    PRIMARY KEY (`id_cart_rule`, `id_lang`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_cms` (`id_cms` INT UNSIGNED NOT NULL AUTO_INCREMENT, `id_cms_category` INT UNSIGNED NOT NULL,
    `position` INT UNSIGNED NOT NULL, `active` TINYINT UNSIGNED NOT NULL DEFAULT 1,
    PRIMARY KEY (`id_cms`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_cms_lang` (`id_cms` INT UNSIGNED NOT NULL, `id_lang` INT UNSIGNED NOT NULL,
    `id_shop` INT UNSIGNED NOT NULL, `meta_title` VARCHAR(255) NOT NULL DEFAULT '', `content` LONGTEXT,
    `link_rewrite` VARCHAR(128) NOT NULL DEFAULT '',
    PRIMARY KEY (`id_cms`, `id_shop`, `id_lang`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_cms_shop` (`id_cms` INT UNSIGNED NOT NULL, `id_shop` INT UNSIGNED NOT NULL,
    PRIMARY KEY (`id_cms`, `id_shop`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE `ps_search_word` (`id_word` INT UNSIGNED NOT NULL AUTO_INCREMENT, `id_shop` INT UNSIGNED NOT NULL,
    `id_lang` INT UNSIGNED NOT NULL, `word` VARCHAR(30) NOT NULL, PRIMARY KEY (`id_word`),
    UNIQUE (`id_lang`, `id_shop`, `word`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;
INSERT INTO `ps_lang` (`id_lang`, `name`, `iso_code`) VALUES
    (1, 'English', 'en'),
    (2, 'Deutsch', 'de');
INSERT INTO `ps_lang_shop` (`id_lang`, `id_shop`) VALUES
    (1, 1),
    (2, 1),
    (1, 2);
INSERT INTO `ps_shop` (`id_shop`, `id_shop_group`, `name`) VALUES
    (1, 1, 'Harbour'),
    (2, 1, 'Outlet');
INSERT INTO `ps_shop_url` (`id_shop`, `domain`) VALUES
    (1, 'shop.example.com'),
    (2, 'outlet.example.com');
INSERT INTO `ps_currency` (`id_currency`, `iso_code`, `conversion_rate`) VALUES
    (1, 'EUR', 1);
INSERT INTO `ps_configuration` (`id_configuration`, `id_shop`, `name`, `value`) VALUES
    (1, NULL, 'PS_CURRENCY_DEFAULT', '1'),
    (2, 1, 'PS_SHOP_NAME', 'Harbour'),
    (3, NULL, 'PS_WORDS', NULL);
INSERT INTO `ps_configuration_lang` (`id_configuration`, `id_lang`, `value`) VALUES
    (3, 1, 'a|the'),
    (3, 2, 'der|die');
INSERT INTO `ps_manufacturer` (`id_manufacturer`, `name`) VALUES
    (1, 'Northern Lights'),
    (2, 'Bright & Sons');
INSERT INTO `ps_manufacturer_lang` (`id_manufacturer`, `id_lang`, `description`) VALUES
    (1, 1, '<p>From the north.</p>'),
    (1, 2, '<p>Aus dem Norden.</p>');
INSERT INTO `ps_manufacturer_shop` (`id_manufacturer`, `id_shop`) VALUES
    (1, 1),
    (2, 1);
INSERT INTO `ps_supplier` (`id_supplier`, `name`) VALUES
    (1, 'Quay Wholesale');
INSERT INTO `ps_supplier_lang` (`id_supplier`, `id_lang`, `description`) VALUES
    (1, 1, 'Monthly');
INSERT INTO `ps_supplier_shop` (`id_supplier`, `id_shop`) VALUES
    (1, 1);
INSERT INTO `ps_category` (`id_category`, `id_parent`, `level_depth`, `nleft`, `nright`, `position`) VALUES
    (1, 0, 0, 1, 8, 0),
    (2, 1, 1, 2, 7, 0),
    (3, 2, 2, 3, 4, 0),
    (4, 2, 2, 5, 6, 1);
INSERT INTO `ps_category_lang` (`id_category`, `id_shop`, `id_lang`, `name`, `description`, `link_rewrite`) VALUES
    (1, 1, 1, 'Root', '', 'root'),
    (2, 1, 1, 'Home', '', 'home'),
    (3, 1, 1, 'Lamps', '<p>Light</p>', 'lamps'),
    (3, 1, 2, 'Lampen', '<p>Licht</p>', 'lampen'),
    (4, 1, 1, 'Ropes', '', 'ropes');
INSERT INTO `ps_category_shop` (`id_category`, `id_shop`, `position`) VALUES
    (1, 1, 0),
    (2, 1, 0),
    (3, 1, 0),
    (4, 1, 1);
INSERT INTO `ps_category_group` (`id_category`, `id_group`) VALUES
    (3, 1),
    (4, 1);
INSERT INTO `ps_attribute_group` (`id_attribute_group`, `position`, `group_type`) VALUES
    (1, 0, 'select'),
    (2, 1, 'color');
INSERT INTO `ps_attribute_group_lang` (`id_attribute_group`, `id_lang`, `name`) VALUES
    (1, 1, 'Size'),
    (1, 2, 'Größe'),
    (2, 1, 'Colour');
INSERT INTO `ps_attribute_group_shop` (`id_attribute_group`, `id_shop`) VALUES
    (1, 1),
    (2, 1);
INSERT INTO `ps_attribute` (`id_attribute`, `id_attribute_group`, `position`) VALUES
    (1, 1, 0),
    (2, 1, 1),
    (3, 2, 0);
INSERT INTO `ps_attribute_lang` (`id_attribute`, `id_lang`, `name`) VALUES
    (1, 1, 'Small'),
    (1, 2, 'Klein'),
    (2, 1, 'Large'),
    (3, 1, 'Blue');
INSERT INTO `ps_attribute_shop` (`id_attribute`, `id_shop`) VALUES
    (1, 1),
    (2, 1),
    (3, 1);
INSERT INTO `ps_feature` (`id_feature`, `position`) VALUES
    (1, 0);
INSERT INTO `ps_feature_lang` (`id_feature`, `id_lang`, `name`) VALUES
    (1, 1, 'Socket'),
    (1, 2, 'Fassung');
INSERT INTO `ps_feature_shop` (`id_feature`, `id_shop`) VALUES
    (1, 1);
INSERT INTO `ps_feature_value` (`id_feature_value`, `id_feature`, `custom`) VALUES
    (1, 1, 0),
    (2, 1, 0);
INSERT INTO `ps_feature_value_lang` (`id_feature_value`, `id_lang`, `value`) VALUES
    (1, 1, 'E27'),
    (2, 1, 'E14');
INSERT INTO `ps_product` (`id_product`, `id_supplier`, `id_manufacturer`, `id_category_default`, `id_tax_rules_group`, `ean13`, `quantity`, `price`, `wholesale_price`, `reference`, `weight`) VALUES
    (1, 1, 1, 3, 1, '4006381333931', 12, '40.000000', '20.000000', 'L-100', '1.200000'),
    (2, 1, 2, 3, 1, '', 3, '59.900000', '30.000000', 'L-200', '2.000000'),
    (3, NULL, NULL, 4, 1, '', 250, '12.000000', '6.000000', 'ROPE-1', '0.500000');
INSERT INTO `ps_product_lang` (`id_product`, `id_shop`, `id_lang`, `description`, `description_short`, `link_rewrite`, `meta_description`, `meta_title`, `name`) VALUES
    (1, 1, 1, '<p>A lamp for the desk.</p>', 'A lamp', 'desk-lamp', 'All about it', 'Desk lamps for cabins', 'Desk lamp'),
    (1, 1, 2, '<p>Eine Lampe.</p>', 'Lampe', 'schreibtischlampe', '', 'Lampen für Kajüten', 'Schreibtischlampe'),
    (1, 2, 1, '', '', 'desk-lamp', '', '', 'Desk lamp, second choice'),
    (2, 1, 1, '', '', 'storm-lamp', '', '', 'Storm lamp'),
    (3, 1, 1, '', '', 'mooring-rope', '', '', 'Mooring rope');
INSERT INTO `ps_product_shop` (`id_product`, `id_shop`, `id_category_default`, `price`) VALUES
    (1, 1, 3, '40.000000'),
    (1, 2, 3, '25.000000'),
    (2, 1, 3, '59.900000'),
    (3, 1, 4, '12.000000');
INSERT INTO `ps_product_attribute` (`id_product_attribute`, `id_product`, `reference`, `price`, `quantity`, `default_on`) VALUES
    (1, 1, 'L-100-S', '0.000000', 8, 1),
    (2, 1, 'L-100-L', '5.000000', 4, NULL);
INSERT INTO `ps_product_attribute_combination` (`id_attribute`, `id_product_attribute`) VALUES
    (1, 1),
    (3, 1),
    (2, 2),
    (3, 2);
INSERT INTO `ps_product_attribute_shop` (`id_product`, `id_product_attribute`, `id_shop`, `price`) VALUES
    (1, 1, 1, '0.000000'),
    (1, 2, 1, '5.000000');
INSERT INTO `ps_image` (`id_image`, `id_product`, `position`, `cover`) VALUES
    (1, 1, 1, 1),
    (2, 1, 2, NULL),
    (3, 2, 1, 1);
INSERT INTO `ps_image_lang` (`id_image`, `id_lang`, `legend`) VALUES
    (1, 1, 'The lamp'),
    (1, 2, 'Die Lampe');
INSERT INTO `ps_image_shop` (`id_product`, `id_image`, `id_shop`, `cover`) VALUES
    (1, 1, 1, 1),
    (1, 2, 1, NULL),
    (2, 3, 1, 1);
INSERT INTO `ps_product_attribute_image` (`id_product_attribute`, `id_image`) VALUES
    (2, 2);
INSERT INTO `ps_stock_available` (`id_product`, `id_product_attribute`, `id_shop`, `id_shop_group`, `quantity`) VALUES
    (1, 0, 1, 0, 12),
    (1, 1, 1, 0, 8),
    (1, 2, 1, 0, 4),
    (2, 0, 1, 0, 3),
    (3, 0, 1, 0, 250);
INSERT INTO `ps_specific_price` (`id_product`, `id_shop`, `id_product_attribute`, `price`, `from_quantity`, `reduction`, `reduction_type`) VALUES
    (1, 1, 0, '-1.000000', 10, '0.100000', 'percentage');
INSERT INTO `ps_specific_price_priority` (`id_product`, `priority`) VALUES
    (1, 'id_shop;id_currency');
INSERT INTO `ps_feature_product` (`id_feature`, `id_product`, `id_feature_value`) VALUES
    (1, 1, 1),
    (1, 2, 2);
INSERT INTO `ps_category_product` (`id_category`, `id_product`, `position`) VALUES
    (3, 1, 0),
    (2, 1, 0),
    (3, 2, 1),
    (4, 3, 0);
INSERT INTO `ps_product_supplier` (`id_product`, `id_product_attribute`, `id_supplier`, `product_supplier_reference`) VALUES
    (1, 0, 1, 'Q-1');
INSERT INTO `ps_tag` (`id_tag`, `id_lang`, `name`) VALUES
    (1, 1, 'light');
INSERT INTO `ps_product_tag` (`id_product`, `id_tag`, `id_lang`) VALUES
    (1, 1, 1);
INSERT INTO `ps_accessory` (`id_product_1`, `id_product_2`) VALUES
    (1, 3),
    (1, 2);
INSERT INTO `ps_pack` (`id_product_pack`, `id_product_item`, `id_product_attribute_item`, `quantity`) VALUES
    (2, 3, 0, 2);
INSERT INTO `ps_customization_field` (`id_customization_field`, `id_product`, `type`, `required`) VALUES
    (1, 1, 1, 0);
INSERT INTO `ps_customization_field_lang` (`id_customization_field`, `id_lang`, `id_shop`, `name`) VALUES
    (1, 1, 1, 'Engraving'),
    (1, 2, 1, 'Gravur');
INSERT INTO `ps_group` (`id_group`, `reduction`) VALUES
    (1, 0),
    (2, 5);
INSERT INTO `ps_group_lang` (`id_group`, `id_lang`, `name`) VALUES
    (1, 1, 'Visitors'),
    (2, 1, 'Wholesale');
INSERT INTO `ps_group_shop` (`id_group`, `id_shop`) VALUES
    (1, 1),
    (2, 1);
INSERT INTO `ps_group_reduction` (`id_group`, `id_category`, `reduction`) VALUES
    (2, 3, '0.0500');
INSERT INTO `ps_customer` (`id_customer`, `company`, `firstname`, `lastname`, `email`, `newsletter`, `note`) VALUES
    (1, NULL, 'Ada', 'Rye', 'ada@example.com', 1, 'Pays early.'),
    (2, 'Marsh Ltd', 'Bo', 'Marsh', 'bo@example.com', 0, NULL);
INSERT INTO `ps_customer_group` (`id_customer`, `id_group`) VALUES
    (1, 1),
    (2, 2);
INSERT INTO `ps_address` (`id_address`, `id_country`, `id_customer`, `id_manufacturer`, `lastname`, `city`) VALUES
    (1, 1, 1, 0, 'Rye', 'Port'),
    (2, 1, 2, 0, 'Marsh', 'Bay'),
    (3, 1, 0, 1, 'Light', 'North');
INSERT INTO `ps_order_state` (`id_order_state`, `color`, `paid`) VALUES
    (2, '#32CD32', 1),
    (4, '#8A2BE2', 1);
INSERT INTO `ps_order_state_lang` (`id_order_state`, `id_lang`, `name`, `template`) VALUES
    (2, 1, 'Payment accepted', 'payment'),
    (2, 2, 'Bezahlt', 'payment'),
    (4, 1, 'Shipped', 'shipped');
INSERT INTO `ps_orders` (`id_order`, `reference`, `id_customer`, `id_lang`, `id_shop`, `id_address_delivery`, `id_address_invoice`, `current_state`, `payment`, `total_paid`, `total_paid_real`) VALUES
    (1, 'XKBKNABJK', 1, 1, 1, 1, 1, 4, 'Bank wire', '57.000000', '57.000000'),
    (2, 'OHSATSERP', 2, 2, 1, 2, 2, 2, 'Cheque', '12.000000', '0.000000');
INSERT INTO `ps_order_detail` (`id_order_detail`, `id_order`, `product_id`, `product_attribute_id`, `product_name`, `product_quantity`, `total_price_tax_incl`) VALUES
    (1, 1, 1, 2, 'Desk lamp : Large', 1, '45.000000'),
    (2, 1, 3, 0, 'Mooring rope', 1, '12.000000'),
    (3, 2, 3, 0, 'Mooring rope', 1, '12.000000');
INSERT INTO `ps_order_detail_tax` (`id_order_detail`, `id_tax`, `unit_amount`) VALUES
    (1, 1, '7.184874'),
    (1, 1, '7.184874'),
    (2, 1, '1.915966');
INSERT INTO `ps_order_history` (`id_order`, `id_order_state`, `date_add`) VALUES
    (1, 2, '2026-01-02 10:00:00'),
    (1, 4, '2026-01-03 10:00:00'),
    (2, 2, '2026-01-04 10:00:00');
INSERT INTO `ps_order_carrier` (`id_order`, `id_carrier`, `tracking_number`) VALUES
    (1, 1, 'TR-1');
INSERT INTO `ps_order_payment` (`order_reference`, `id_currency`, `amount`, `payment_method`) VALUES
    ('XKBKNABJK', 1, '57.000000', 'Bank wire');
INSERT INTO `ps_cart_rule` (`id_cart_rule`, `id_customer`, `code`, `quantity`, `reduction_percent`) VALUES
    (1, 0, 'SUN10', 97, '10.00');
INSERT INTO `ps_cart_rule_lang` (`id_cart_rule`, `id_lang`, `name`) VALUES
    (1, 1, 'Summer'),
    (1, 2, 'Sommer');
INSERT INTO `ps_cms` (`id_cms`, `id_cms_category`, `position`) VALUES
    (1, 1, 0);
INSERT INTO `ps_cms_lang` (`id_cms`, `id_lang`, `id_shop`, `meta_title`, `content`, `link_rewrite`) VALUES
    (1, 1, 1, 'About us', '<p>Since 1890.</p>', 'about-us'),
    (1, 2, 1, 'Über uns', '<p>Seit 1890.</p>', 'ueber-uns');
INSERT INTO `ps_cms_shop` (`id_cms`, `id_shop`) VALUES
    (1, 1);
INSERT INTO `ps_search_word` (`id_shop`, `id_lang`, `word`) VALUES
    (1, 1, 'lamp');
