-- Tables of Shopware 5 as far as the profile names them, with their types, keys and foreign keys (5.6), and a few rows in two
-- languages. Written by us after the platform's published tables; it is no copy of them, and holds nobody's data.

SET sql_mode = '';

CREATE TABLE `s_core_shops` (`id` INT UNSIGNED NOT NULL AUTO_INCREMENT, `main_id` INT UNSIGNED NULL,
    `name` VARCHAR(255) NOT NULL DEFAULT '', `host` VARCHAR(255) NULL, `category_id` INT UNSIGNED NULL,
    `locale_id` INT UNSIGNED NULL, `currency_id` INT UNSIGNED NULL, `default` INT UNSIGNED NOT NULL DEFAULT 0,
    `active` INT NOT NULL DEFAULT 0, PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_core_currencies` (`id` INT NOT NULL AUTO_INCREMENT, `currency` VARCHAR(255) NOT NULL DEFAULT '',
    `name` VARCHAR(255) NOT NULL DEFAULT '', `standard` INT NOT NULL DEFAULT 0, `factor` DOUBLE NOT NULL,
    `templatechar` VARCHAR(255) NOT NULL DEFAULT '',
    PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_core_tax` (`id` INT NOT NULL AUTO_INCREMENT, `tax` DECIMAL(10,2) NOT NULL,
    `description` VARCHAR(30) NOT NULL, PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_core_tax_rules` (`id` INT UNSIGNED NOT NULL AUTO_INCREMENT, `countryID` INT UNSIGNED NULL,
    `groupID` INT UNSIGNED NOT NULL, `customer_groupID` INT UNSIGNED NOT NULL, `tax` DECIMAL(10,2) NOT NULL,
    `name` VARCHAR(255) NOT NULL DEFAULT '', `active` INT UNSIGNED NOT NULL,
    PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_core_customergroups` (`id` INT NOT NULL AUTO_INCREMENT, `groupkey` VARCHAR(15) NULL,
    `description` VARCHAR(30) NOT NULL, `tax` INT NOT NULL DEFAULT 0, `discount` DOUBLE NOT NULL DEFAULT 0,
    PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_core_customergroups_discounts` (`id` INT NOT NULL AUTO_INCREMENT, `groupID` INT NOT NULL,
    `basketdiscount` DOUBLE NOT NULL, `basketdiscountstart` DOUBLE NOT NULL, PRIMARY KEY (`id`), UNIQUE (`groupID`,
    `basketdiscountstart`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_core_customergroups_attributes` (`id` INT NOT NULL AUTO_INCREMENT, `customerGroupID` INT NULL,
    PRIMARY KEY (`id`), UNIQUE (`customerGroupID`),
    FOREIGN KEY (`customerGroupID`) REFERENCES `s_core_customergroups` (`id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_core_countries` (`id` INT NOT NULL AUTO_INCREMENT, `countryname` VARCHAR(255) NULL,
    `countryiso` VARCHAR(255) NULL, `active` INT NULL,
    PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_core_states` (`id` INT NOT NULL AUTO_INCREMENT, `name` VARCHAR(55) NULL,
    `description` VARCHAR(255) NOT NULL DEFAULT '',
    PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_core_translations` (`id` INT NOT NULL AUTO_INCREMENT, `objecttype` VARCHAR(255) NOT NULL DEFAULT '',
    `objectdata` LONGTEXT NOT NULL, `objectkey` INT UNSIGNED NOT NULL, `objectlanguage` VARCHAR(255) NOT NULL DEFAULT '',
    `dirty` INT NULL, PRIMARY KEY (`id`), UNIQUE (`objecttype`, `objectkey`,
    `objectlanguage`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_media_album` (`id` INT NOT NULL AUTO_INCREMENT, `name` VARCHAR(255) NOT NULL DEFAULT '',
    `parentID` INT NULL, `position` INT NOT NULL DEFAULT 0,
    PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_media_album_settings` (`id` INT NOT NULL AUTO_INCREMENT, `albumID` INT NOT NULL,
    `create_thumbnails` INT NOT NULL DEFAULT 0, `thumbnail_size` TEXT NOT NULL, PRIMARY KEY (`id`),
    UNIQUE (`albumID`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_media` (`id` INT NOT NULL AUTO_INCREMENT, `albumID` INT NOT NULL, `name` VARCHAR(255) NOT NULL DEFAULT '',
    `description` TEXT NOT NULL, `path` VARCHAR(255) NOT NULL DEFAULT '', `type` VARCHAR(50) NOT NULL DEFAULT '',
    `extension` VARCHAR(20) NOT NULL DEFAULT '', `file_size` INT UNSIGNED NOT NULL DEFAULT 0, `created` DATE NOT NULL,
    PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_media_attributes` (`id` INT NOT NULL AUTO_INCREMENT, `mediaID` INT NULL, PRIMARY KEY (`id`),
    UNIQUE (`mediaID`),
    FOREIGN KEY (`mediaID`) REFERENCES `s_media` (`id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_articles_supplier` (`id` INT NOT NULL AUTO_INCREMENT, `name` VARCHAR(100) NOT NULL,
    `img` VARCHAR(255) NOT NULL DEFAULT '', `link` VARCHAR(100) NOT NULL DEFAULT '', `description` LONGTEXT NULL,
    `changed` DATETIME NOT NULL DEFAULT '2019-09-25 08:55:35',
    PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_articles_supplier_attributes` (`id` INT NOT NULL AUTO_INCREMENT, `supplierID` INT NULL,
    PRIMARY KEY (`id`), UNIQUE (`supplierID`),
    FOREIGN KEY (`supplierID`) REFERENCES `s_articles_supplier` (`id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_product_streams` (`id` INT UNSIGNED NOT NULL AUTO_INCREMENT, `name` VARCHAR(255) NOT NULL DEFAULT '',
    `conditions` TEXT NULL, `type` INT NULL, `description` TEXT NULL,
    PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_product_streams_attributes` (`id` INT NOT NULL AUTO_INCREMENT, `streamID` INT UNSIGNED NULL,
    PRIMARY KEY (`id`),
    FOREIGN KEY (`streamID`) REFERENCES `s_product_streams` (`id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_categories` (`id` INT UNSIGNED NOT NULL AUTO_INCREMENT, `parent` INT UNSIGNED NULL,
    `path` VARCHAR(255) NULL, `description` VARCHAR(255) NOT NULL DEFAULT '', `position` INT UNSIGNED NULL DEFAULT 0,
    `left` INT UNSIGNED NOT NULL DEFAULT 0, `right` INT UNSIGNED NOT NULL DEFAULT 0,
    `level` INT UNSIGNED NOT NULL DEFAULT 0, `added` DATETIME NOT NULL, `changed` DATETIME NOT NULL,
    `cmsheadline` VARCHAR(255) NULL, `cmstext` MEDIUMTEXT NULL, `active` INT NOT NULL DEFAULT 0,
    `stream_id` INT UNSIGNED NULL, PRIMARY KEY (`id`),
    FOREIGN KEY (`stream_id`) REFERENCES `s_product_streams` (`id`) ON DELETE SET NULL) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_categories_attributes` (`id` INT NOT NULL AUTO_INCREMENT, `categoryID` INT UNSIGNED NULL,
    `attr1` TEXT NULL, `attr2` TEXT NULL, `attr3` TEXT NULL, `attr4` TEXT NULL, `attr5` TEXT NULL, `attr6` TEXT NULL,
    PRIMARY KEY (`id`), UNIQUE (`categoryID`),
    FOREIGN KEY (`categoryID`) REFERENCES `s_categories` (`id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_categories_avoid_customergroups` (`categoryID` INT NOT NULL, `customergroupID` INT NOT NULL,
    UNIQUE (`categoryID`, `customergroupID`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_categories_manual_sorting` (`id` INT NOT NULL AUTO_INCREMENT, `category_id` INT NOT NULL,
    `product_id` INT NOT NULL, `position` INT NOT NULL DEFAULT 0, PRIMARY KEY (`id`), UNIQUE (`category_id`,
    `product_id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_filter` (`id` INT NOT NULL AUTO_INCREMENT, `name` VARCHAR(255) NOT NULL DEFAULT '',
    `position` INT NOT NULL DEFAULT 0, `comparable` INT NOT NULL DEFAULT 0, `sortmode` INT NOT NULL DEFAULT 0,
    PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_filter_attributes` (`id` INT NOT NULL AUTO_INCREMENT, `filterID` INT NULL, PRIMARY KEY (`id`),
    UNIQUE (`filterID`),
    FOREIGN KEY (`filterID`) REFERENCES `s_filter` (`id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_filter_options` (`id` INT NOT NULL AUTO_INCREMENT, `name` VARCHAR(255) NOT NULL DEFAULT '',
    `filterable` INT NOT NULL DEFAULT 0, PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_filter_options_attributes` (`id` INT NOT NULL AUTO_INCREMENT, `optionID` INT NULL, PRIMARY KEY (`id`),
    FOREIGN KEY (`optionID`) REFERENCES `s_filter_options` (`id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_filter_relations` (`id` INT NOT NULL AUTO_INCREMENT, `groupID` INT NOT NULL, `optionID` INT NOT NULL,
    `position` INT NOT NULL DEFAULT 0, PRIMARY KEY (`id`), UNIQUE (`groupID`,
    `optionID`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_filter_values` (`id` INT NOT NULL AUTO_INCREMENT, `optionID` INT NOT NULL,
    `value` VARCHAR(255) NOT NULL DEFAULT '', `position` INT NOT NULL DEFAULT 0, `media_id` INT NULL, PRIMARY KEY (`id`),
    UNIQUE (`optionID`, `value`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_filter_values_attributes` (`id` INT NOT NULL AUTO_INCREMENT, `valueID` INT NULL, PRIMARY KEY (`id`),
    FOREIGN KEY (`valueID`) REFERENCES `s_filter_values` (`id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_article_configurator_sets` (`id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
    `name` VARCHAR(255) NOT NULL DEFAULT '', `public` TINYINT NOT NULL DEFAULT 0, `type` INT NOT NULL DEFAULT 0,
    PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_article_configurator_groups` (`id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
    `name` VARCHAR(255) NOT NULL DEFAULT '', `description` TEXT NULL, `position` INT NOT NULL DEFAULT 0,
    PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_article_configurator_groups_attributes` (`id` INT NOT NULL AUTO_INCREMENT, `groupID` INT UNSIGNED NULL,
    PRIMARY KEY (`id`),
    FOREIGN KEY (`groupID`) REFERENCES `s_article_configurator_groups` (`id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_article_configurator_options` (`id` INT UNSIGNED NOT NULL AUTO_INCREMENT, `group_id` INT UNSIGNED NULL,
    `name` VARCHAR(255) NOT NULL DEFAULT '', `position` INT NOT NULL DEFAULT 0, `media_id` INT NULL, PRIMARY KEY (`id`),
    UNIQUE (`group_id`, `name`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_article_configurator_options_attributes` (`id` INT NOT NULL AUTO_INCREMENT, `optionID` INT UNSIGNED NULL,
    PRIMARY KEY (`id`),
    FOREIGN KEY (`optionID`) REFERENCES `s_article_configurator_options` (`id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_article_configurator_set_group_relations` (`set_id` INT UNSIGNED NOT NULL DEFAULT 0,
    `group_id` INT UNSIGNED NOT NULL DEFAULT 0, PRIMARY KEY (`set_id`,
    `group_id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_article_configurator_set_option_relations` (`set_id` INT UNSIGNED NOT NULL DEFAULT 0,
    `option_id` INT UNSIGNED NOT NULL DEFAULT 0, PRIMARY KEY (`set_id`,
    `option_id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_article_configurator_dependencies` (`id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
    `configurator_set_id` INT UNSIGNED NOT NULL, `parent_id` INT UNSIGNED NULL, `child_id` INT UNSIGNED NULL,
    PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_article_configurator_price_variations` (`id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
    `configurator_set_id` INT UNSIGNED NOT NULL, `variation` DECIMAL(10,3) NOT NULL, `options` TEXT NULL,
    `is_gross` INT NULL DEFAULT 0, PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_articles` (`id` INT UNSIGNED NOT NULL AUTO_INCREMENT, `supplierID` INT UNSIGNED NULL,
    `name` VARCHAR(100) NOT NULL, `description` MEDIUMTEXT NULL, `description_long` MEDIUMTEXT NULL, `datum` DATE NULL,
    `active` INT UNSIGNED NOT NULL DEFAULT 0, `taxID` INT UNSIGNED NULL, `pseudosales` INT NOT NULL DEFAULT 0,
    `metaTitle` VARCHAR(255) NULL, `keywords` VARCHAR(255) NULL, `changetime` DATETIME NOT NULL,
    `filtergroupID` INT UNSIGNED NULL, `laststock` INT NOT NULL DEFAULT 0, `template` VARCHAR(255) NOT NULL DEFAULT '',
    `mode` INT NOT NULL DEFAULT 0, `main_detail_id` INT UNSIGNED NULL, `configurator_set_id` INT UNSIGNED NULL,
    PRIMARY KEY (`id`), UNIQUE (`main_detail_id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_articles_details` (`id` INT UNSIGNED NOT NULL AUTO_INCREMENT, `articleID` INT UNSIGNED NOT NULL DEFAULT 0,
    `ordernumber` VARCHAR(255) NOT NULL, `kind` INT NOT NULL DEFAULT 0, `additionaltext` VARCHAR(255) NULL,
    `sales` INT NOT NULL DEFAULT 0, `active` INT UNSIGNED NOT NULL DEFAULT 0, `instock` INT NOT NULL DEFAULT 0,
    `stockmin` INT UNSIGNED NULL, `weight` DECIMAL(10,3) UNSIGNED NULL, `position` INT UNSIGNED NOT NULL DEFAULT 0,
    `ean` VARCHAR(255) NULL, `purchaseunit` DECIMAL(11,4) UNSIGNED NULL, `releasedate` DATE NULL,
    `purchaseprice` DOUBLE NOT NULL DEFAULT 0, PRIMARY KEY (`id`),
    UNIQUE (`ordernumber`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_articles_attributes` (`id` INT NOT NULL AUTO_INCREMENT, `articledetailsID` INT UNSIGNED NULL,
    `attr1` TEXT NULL, `attr2` TEXT NULL, `attr3` TEXT NULL, PRIMARY KEY (`id`), UNIQUE (`articledetailsID`),
    FOREIGN KEY (`articledetailsID`) REFERENCES `s_articles_details` (`id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_article_configurator_option_relations` (`id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
    `article_id` INT UNSIGNED NOT NULL, `option_id` INT UNSIGNED NOT NULL, PRIMARY KEY (`id`), UNIQUE (`article_id`,
    `option_id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_articles_prices` (`id` INT UNSIGNED NOT NULL AUTO_INCREMENT, `pricegroup` VARCHAR(15) NULL,
    `from` INT UNSIGNED NOT NULL, `to` VARCHAR(30) NOT NULL, `articleID` INT NOT NULL DEFAULT 0,
    `articledetailsID` INT NOT NULL DEFAULT 0, `price` DOUBLE NOT NULL DEFAULT 0, `pseudoprice` DOUBLE NULL,
    `percent` DECIMAL(10,2) NULL, PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_articles_prices_attributes` (`id` INT NOT NULL AUTO_INCREMENT, `priceID` INT UNSIGNED NULL,
    PRIMARY KEY (`id`), UNIQUE (`priceID`),
    FOREIGN KEY (`priceID`) REFERENCES `s_articles_prices` (`id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_articles_img` (`id` INT NOT NULL AUTO_INCREMENT, `articleID` INT NULL, `img` VARCHAR(255) NULL,
    `main` INT NOT NULL DEFAULT 0, `description` VARCHAR(255) NOT NULL DEFAULT '', `position` INT NOT NULL DEFAULT 0,
    `width` INT NOT NULL DEFAULT 0, `height` INT NOT NULL DEFAULT 0, `relations` MEDIUMTEXT NOT NULL,
    `extension` VARCHAR(255) NOT NULL DEFAULT '', `parent_id` INT UNSIGNED NULL, `article_detail_id` INT UNSIGNED NULL,
    `media_id` INT UNSIGNED NULL, PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_articles_img_attributes` (`id` INT NOT NULL AUTO_INCREMENT, `imageID` INT NULL, `attr1` TEXT NULL,
    `attr2` TEXT NULL, `attr3` TEXT NULL, PRIMARY KEY (`id`), UNIQUE (`imageID`),
    FOREIGN KEY (`imageID`) REFERENCES `s_articles_img` (`id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_article_img_mappings` (`id` INT NOT NULL AUTO_INCREMENT, `image_id` INT NOT NULL,
    PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_article_img_mapping_rules` (`id` INT NOT NULL AUTO_INCREMENT, `mapping_id` INT NOT NULL,
    `option_id` INT NOT NULL, PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_articles_information` (`id` INT NOT NULL AUTO_INCREMENT, `articleID` INT NOT NULL DEFAULT 0,
    `description` VARCHAR(255) NOT NULL DEFAULT '', `link` VARCHAR(255) NOT NULL DEFAULT '',
    `target` VARCHAR(30) NOT NULL DEFAULT '',
    PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_articles_information_attributes` (`id` INT NOT NULL AUTO_INCREMENT, `informationID` INT NULL,
    PRIMARY KEY (`id`), UNIQUE (`informationID`),
    FOREIGN KEY (`informationID`) REFERENCES `s_articles_information` (`id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_articles_downloads` (`id` INT UNSIGNED NOT NULL AUTO_INCREMENT, `articleID` INT UNSIGNED NOT NULL,
    `description` VARCHAR(255) NOT NULL DEFAULT '', `filename` VARCHAR(255) NOT NULL DEFAULT '', `size` DOUBLE NOT NULL,
    PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_articles_downloads_attributes` (`id` INT NOT NULL AUTO_INCREMENT, `downloadID` INT UNSIGNED NULL,
    PRIMARY KEY (`id`), UNIQUE (`downloadID`),
    FOREIGN KEY (`downloadID`) REFERENCES `s_articles_downloads` (`id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_articles_translations` (`id` INT NOT NULL AUTO_INCREMENT, `articleID` INT NOT NULL,
    `languageID` INT NOT NULL, `name` VARCHAR(255) NOT NULL DEFAULT '', `keywords` MEDIUMTEXT NOT NULL,
    `description` MEDIUMTEXT NOT NULL, PRIMARY KEY (`id`), UNIQUE (`articleID`,
    `languageID`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_article_configurator_templates` (`id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
    `article_id` INT UNSIGNED NOT NULL DEFAULT 0, `order_number` VARCHAR(255) NOT NULL DEFAULT '',
    `active` INT UNSIGNED NOT NULL DEFAULT 0, `instock` INT NULL,
    PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_article_configurator_templates_attributes` (`id` INT NOT NULL AUTO_INCREMENT,
    `template_id` INT UNSIGNED NULL, `attr1` TEXT NULL, `attr2` TEXT NULL, PRIMARY KEY (`id`),
    FOREIGN KEY (`template_id`) REFERENCES `s_article_configurator_templates` (`id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_article_configurator_template_prices` (`id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
    `template_id` INT UNSIGNED NULL, `customer_group_key` VARCHAR(15) NULL, `from` INT UNSIGNED NOT NULL,
    `to` VARCHAR(30) NOT NULL, `price` DOUBLE NOT NULL DEFAULT 0,
    PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_article_configurator_template_prices_attributes` (`id` INT NOT NULL AUTO_INCREMENT,
    `template_price_id` INT UNSIGNED NULL, PRIMARY KEY (`id`), UNIQUE (`template_price_id`),
    FOREIGN KEY (`template_price_id`) REFERENCES `s_article_configurator_template_prices` (`id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_articles_categories` (`id` INT UNSIGNED NOT NULL AUTO_INCREMENT, `articleID` INT UNSIGNED NOT NULL,
    `categoryID` INT UNSIGNED NOT NULL, PRIMARY KEY (`id`), UNIQUE (`articleID`,
    `categoryID`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_articles_categories_ro` (`id` INT UNSIGNED NOT NULL AUTO_INCREMENT, `articleID` INT UNSIGNED NOT NULL,
    `categoryID` INT UNSIGNED NOT NULL, `parentCategoryID` INT UNSIGNED NOT NULL, PRIMARY KEY (`id`), UNIQUE (`articleID`,
    `categoryID`, `parentCategoryID`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_articles_categories_seo` (`id` INT NOT NULL AUTO_INCREMENT, `shop_id` INT NOT NULL,
    `article_id` INT NOT NULL, `category_id` INT NOT NULL,
    PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_articles_similar` (`id` INT NOT NULL AUTO_INCREMENT, `articleID` INT NOT NULL,
    `relatedarticle` VARCHAR(30) NOT NULL, PRIMARY KEY (`id`), UNIQUE (`articleID`,
    `relatedarticle`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_articles_relationships` (`id` INT NOT NULL AUTO_INCREMENT, `articleID` INT NOT NULL,
    `relatedarticle` VARCHAR(30) NOT NULL, PRIMARY KEY (`id`), UNIQUE (`articleID`,
    `relatedarticle`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_articles_avoid_customergroups` (`articleID` INT NOT NULL, `customergroupID` INT NOT NULL,
    UNIQUE (`articleID`, `customergroupID`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_filter_articles` (`articleID` INT UNSIGNED NOT NULL, `valueID` INT UNSIGNED NOT NULL,
    PRIMARY KEY (`articleID`, `valueID`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_articles_esd` (`id` INT NOT NULL AUTO_INCREMENT, `articleID` INT NOT NULL DEFAULT 0,
    `articledetailsID` INT NOT NULL DEFAULT 0, `file` VARCHAR(255) NOT NULL DEFAULT '', `serials` INT NOT NULL DEFAULT 0,
    `datum` DATETIME NOT NULL, PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_articles_esd_attributes` (`id` INT NOT NULL AUTO_INCREMENT, `esdID` INT NULL, PRIMARY KEY (`id`),
    UNIQUE (`esdID`),
    FOREIGN KEY (`esdID`) REFERENCES `s_articles_esd` (`id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_articles_esd_serials` (`id` INT NOT NULL AUTO_INCREMENT, `serialnumber` VARCHAR(255) NOT NULL DEFAULT '',
    `esdID` INT NOT NULL DEFAULT 0, PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_articles_vote` (`id` INT NOT NULL AUTO_INCREMENT, `articleID` INT NOT NULL,
    `name` VARCHAR(255) NOT NULL DEFAULT '', `headline` VARCHAR(255) NOT NULL DEFAULT '', `comment` MEDIUMTEXT NOT NULL,
    `points` DOUBLE NOT NULL, `datum` DATETIME NOT NULL, `active` INT NOT NULL DEFAULT 0,
    `email` VARCHAR(255) NOT NULL DEFAULT '', `answer` TEXT NOT NULL,
    PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_product_streams_articles` (`id` INT UNSIGNED NOT NULL AUTO_INCREMENT, `stream_id` INT UNSIGNED NOT NULL,
    `article_id` INT UNSIGNED NOT NULL, PRIMARY KEY (`id`), UNIQUE (`stream_id`, `article_id`),
    FOREIGN KEY (`article_id`) REFERENCES `s_articles` (`id`) ON DELETE CASCADE,
    FOREIGN KEY (`stream_id`) REFERENCES `s_product_streams` (`id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_product_streams_selection` (`id` INT UNSIGNED NOT NULL AUTO_INCREMENT, `stream_id` INT UNSIGNED NOT NULL,
    `article_id` INT UNSIGNED NOT NULL, PRIMARY KEY (`id`), UNIQUE (`stream_id`, `article_id`),
    FOREIGN KEY (`article_id`) REFERENCES `s_articles` (`id`) ON DELETE CASCADE,
    FOREIGN KEY (`stream_id`) REFERENCES `s_product_streams` (`id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_user` (`id` INT NOT NULL AUTO_INCREMENT, `password` VARCHAR(1024) NOT NULL, `email` VARCHAR(70) NOT NULL,
    `active` INT NOT NULL DEFAULT 0, `accountmode` INT NOT NULL DEFAULT 0,
    `firstlogin` DATE NOT NULL DEFAULT '0000-00-00', `lastlogin` DATETIME NOT NULL DEFAULT '0000-00-00 00:00:00',
    `sessionID` VARCHAR(128) NULL, `customergroup` VARCHAR(15) NOT NULL, `internalcomment` MEDIUMTEXT NOT NULL,
    `failedlogins` INT NOT NULL DEFAULT 0, `lockeduntil` DATETIME NULL, `default_billing_address_id` INT NULL,
    `firstname` VARCHAR(255) NULL, `lastname` VARCHAR(255) NULL, `customernumber` VARCHAR(30) NULL,
    `login_token` VARCHAR(250) NULL, `changed` DATETIME NULL,
    PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_user_attributes` (`id` INT NOT NULL AUTO_INCREMENT, `userID` INT NULL, PRIMARY KEY (`id`),
    UNIQUE (`userID`),
    FOREIGN KEY (`userID`) REFERENCES `s_user` (`id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_user_addresses` (`id` INT NOT NULL AUTO_INCREMENT, `user_id` INT NOT NULL,
    `firstname` VARCHAR(50) NOT NULL, `lastname` VARCHAR(60) NOT NULL, `street` VARCHAR(255) NULL,
    `zipcode` VARCHAR(50) NOT NULL, `city` VARCHAR(70) NOT NULL, `country_id` INT NOT NULL, PRIMARY KEY (`id`),
    FOREIGN KEY (`country_id`) REFERENCES `s_core_countries` (`id`) ON DELETE RESTRICT,
    FOREIGN KEY (`user_id`) REFERENCES `s_user` (`id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_user_addresses_attributes` (`id` INT NOT NULL AUTO_INCREMENT, `address_id` INT NULL, `attr1` TEXT NULL,
    `attr2` TEXT NULL, PRIMARY KEY (`id`), UNIQUE (`address_id`),
    FOREIGN KEY (`address_id`) REFERENCES `s_user_addresses` (`id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_user_billingaddress` (`id` INT NOT NULL AUTO_INCREMENT, `userID` INT NOT NULL DEFAULT 0,
    `firstname` VARCHAR(50) NOT NULL, `lastname` VARCHAR(60) NOT NULL, `city` VARCHAR(70) NOT NULL, PRIMARY KEY (`id`),
    UNIQUE (`userID`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_user_billingaddress_attributes` (`id` INT NOT NULL AUTO_INCREMENT, `billingID` INT NULL,
    `attr1` TEXT NULL, `attr2` TEXT NULL, PRIMARY KEY (`id`), UNIQUE (`billingID`),
    FOREIGN KEY (`billingID`) REFERENCES `s_user_billingaddress` (`id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_user_shippingaddress` (`id` INT NOT NULL AUTO_INCREMENT, `userID` INT NOT NULL DEFAULT 0,
    `firstname` VARCHAR(50) NOT NULL, `lastname` VARCHAR(60) NOT NULL, `city` VARCHAR(70) NOT NULL, PRIMARY KEY (`id`),
    UNIQUE (`userID`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_user_shippingaddress_attributes` (`id` INT NOT NULL AUTO_INCREMENT, `shippingID` INT NULL,
    `attr1` TEXT NULL, `attr2` TEXT NULL, PRIMARY KEY (`id`), UNIQUE (`shippingID`),
    FOREIGN KEY (`shippingID`) REFERENCES `s_user_shippingaddress` (`id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_order_notes` (`id` INT NOT NULL AUTO_INCREMENT, `sUniqueID` VARCHAR(70) NOT NULL DEFAULT '',
    `userID` INT NOT NULL DEFAULT 0, `articlename` VARCHAR(255) NOT NULL DEFAULT '', `articleID` INT NOT NULL DEFAULT 0,
    `ordernumber` VARCHAR(255) NOT NULL DEFAULT '', `datum` DATETIME NOT NULL,
    PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_core_payment_data` (`id` INT NOT NULL AUTO_INCREMENT, `payment_mean_id` INT NOT NULL,
    `user_id` INT NOT NULL, `iban` VARCHAR(50) NULL, `created_at` DATE NOT NULL, PRIMARY KEY (`id`),
    UNIQUE (`payment_mean_id`, `user_id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_order` (`id` INT NOT NULL AUTO_INCREMENT, `ordernumber` VARCHAR(255) NULL, `userID` INT NULL,
    `invoice_amount` DOUBLE NOT NULL DEFAULT 0, `invoice_amount_net` DOUBLE NOT NULL DEFAULT 0,
    `invoice_shipping` DOUBLE NOT NULL DEFAULT 0, `ordertime` DATETIME NULL, `status` INT NOT NULL DEFAULT 0,
    `cleared` INT NOT NULL DEFAULT 0, `transactionID` VARCHAR(255) NOT NULL DEFAULT '',
    `customercomment` MEDIUMTEXT NOT NULL, `internalcomment` MEDIUMTEXT NOT NULL, `trackingcode` TEXT NOT NULL,
    `currencyFactor` DOUBLE NOT NULL DEFAULT 1, `changed` DATETIME NULL,
    PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_order_attributes` (`id` INT NOT NULL AUTO_INCREMENT, `orderID` INT NULL, `attr1` TEXT NULL,
    `attr2` TEXT NULL, PRIMARY KEY (`id`), UNIQUE (`orderID`),
    FOREIGN KEY (`orderID`) REFERENCES `s_order` (`id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_order_details` (`id` INT NOT NULL AUTO_INCREMENT, `orderID` INT NOT NULL DEFAULT 0,
    `ordernumber` VARCHAR(255) NULL, `articleID` INT NOT NULL DEFAULT 0,
    `articleordernumber` VARCHAR(255) NOT NULL DEFAULT '', `price` DOUBLE NOT NULL DEFAULT 0,
    `quantity` INT NOT NULL DEFAULT 0, `name` VARCHAR(255) NOT NULL DEFAULT '', `tax_rate` DOUBLE NOT NULL DEFAULT 0,
    `config` MEDIUMTEXT NOT NULL, `articleDetailID` INT UNSIGNED NULL, PRIMARY KEY (`id`),
    FOREIGN KEY (`orderID`) REFERENCES `s_order` (`id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_order_details_attributes` (`id` INT NOT NULL AUTO_INCREMENT, `detailID` INT NULL, `attr1` TEXT NULL,
    `attr2` TEXT NULL, PRIMARY KEY (`id`), UNIQUE (`detailID`),
    FOREIGN KEY (`detailID`) REFERENCES `s_order_details` (`id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_order_esd` (`id` INT NOT NULL AUTO_INCREMENT, `serialID` INT NOT NULL DEFAULT 0,
    `esdID` INT NOT NULL DEFAULT 0, `userID` INT NOT NULL DEFAULT 0, `orderID` INT NOT NULL DEFAULT 0,
    `orderdetailsID` INT NOT NULL DEFAULT 0, `datum` DATETIME NOT NULL,
    PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_order_billingaddress` (`id` INT NOT NULL AUTO_INCREMENT, `userID` INT NULL, `orderID` INT NOT NULL,
    `firstname` VARCHAR(50) NOT NULL, `lastname` VARCHAR(60) NOT NULL, `city` VARCHAR(70) NOT NULL, PRIMARY KEY (`id`),
    UNIQUE (`orderID`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_order_billingaddress_attributes` (`id` INT NOT NULL AUTO_INCREMENT, `billingID` INT NULL,
    `attr1` TEXT NULL, `attr2` TEXT NULL, PRIMARY KEY (`id`), UNIQUE (`billingID`),
    FOREIGN KEY (`billingID`) REFERENCES `s_order_billingaddress` (`id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_order_shippingaddress` (`id` INT NOT NULL AUTO_INCREMENT, `userID` INT NULL, `orderID` INT NOT NULL,
    `firstname` VARCHAR(50) NOT NULL, `lastname` VARCHAR(60) NOT NULL, `city` VARCHAR(70) NOT NULL, PRIMARY KEY (`id`),
    UNIQUE (`orderID`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_order_shippingaddress_attributes` (`id` INT NOT NULL AUTO_INCREMENT, `shippingID` INT NULL,
    `attr1` TEXT NULL, `attr2` TEXT NULL, PRIMARY KEY (`id`), UNIQUE (`shippingID`),
    FOREIGN KEY (`shippingID`) REFERENCES `s_order_shippingaddress` (`id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_order_history` (`id` INT NOT NULL AUTO_INCREMENT, `orderID` INT NOT NULL, `userID` INT NULL,
    `order_status_id` INT NULL, `comment` TEXT NOT NULL, `change_date` DATETIME NULL,
    PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_order_documents` (`id` INT NOT NULL AUTO_INCREMENT, `date` DATE NOT NULL, `type` INT NOT NULL,
    `userID` INT NOT NULL, `orderID` INT UNSIGNED NOT NULL, `amount` DOUBLE NOT NULL, `docID` VARCHAR(30) NOT NULL,
    `hash` VARCHAR(255) NOT NULL DEFAULT '',
    PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_order_documents_attributes` (`id` INT NOT NULL AUTO_INCREMENT, `documentID` INT NULL, PRIMARY KEY (`id`),
    UNIQUE (`documentID`),
    FOREIGN KEY (`documentID`) REFERENCES `s_order_documents` (`id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_core_payment_instance` (`id` INT NOT NULL AUTO_INCREMENT, `payment_mean_id` INT NULL, `order_id` INT NULL,
    `user_id` INT NULL, `amount` DECIMAL(20,4) NULL, `created_at` DATE NOT NULL,
    PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_order_number` (`id` INT NOT NULL AUTO_INCREMENT, `number` INT NOT NULL,
    `name` VARCHAR(255) NOT NULL DEFAULT '', `desc` VARCHAR(255) NOT NULL DEFAULT '', PRIMARY KEY (`id`),
    UNIQUE (`name`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_emarketing_vouchers` (`id` INT NOT NULL AUTO_INCREMENT, `description` VARCHAR(255) NOT NULL DEFAULT '',
    `vouchercode` VARCHAR(100) NOT NULL DEFAULT '', `numberofunits` INT NOT NULL DEFAULT 0,
    `value` DOUBLE NOT NULL DEFAULT 0, `valid_from` DATE NULL, `valid_to` DATE NULL,
    `ordercode` VARCHAR(255) NOT NULL DEFAULT '', `restrictarticles` MEDIUMTEXT NOT NULL,
    PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_emarketing_vouchers_attributes` (`id` INT NOT NULL AUTO_INCREMENT, `voucherID` INT NULL,
    PRIMARY KEY (`id`), UNIQUE (`voucherID`),
    FOREIGN KEY (`voucherID`) REFERENCES `s_emarketing_vouchers` (`id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_emarketing_voucher_codes` (`id` INT NOT NULL AUTO_INCREMENT, `voucherID` INT NOT NULL DEFAULT 0,
    `userID` INT NULL, `code` VARCHAR(255) NOT NULL DEFAULT '', `cashed` INT NOT NULL DEFAULT 0, PRIMARY KEY (`id`),
    UNIQUE (`code`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_core_paymentmeans` (`id` INT NOT NULL AUTO_INCREMENT, `name` VARCHAR(255) NOT NULL DEFAULT '',
    `description` VARCHAR(255) NOT NULL DEFAULT '', `additionaldescription` MEDIUMTEXT NOT NULL,
    `surcharge` DOUBLE NOT NULL DEFAULT 0, `active` INT NOT NULL DEFAULT 0, PRIMARY KEY (`id`),
    UNIQUE (`name`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_core_paymentmeans_attributes` (`id` INT NOT NULL AUTO_INCREMENT, `paymentmeanID` INT NULL,
    PRIMARY KEY (`id`), UNIQUE (`paymentmeanID`),
    FOREIGN KEY (`paymentmeanID`) REFERENCES `s_core_paymentmeans` (`id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_core_paymentmeans_countries` (`paymentID` INT UNSIGNED NOT NULL, `countryID` INT UNSIGNED NOT NULL,
    PRIMARY KEY (`paymentID`, `countryID`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_core_paymentmeans_subshops` (`paymentID` INT UNSIGNED NOT NULL, `subshopID` INT UNSIGNED NOT NULL,
    PRIMARY KEY (`paymentID`, `subshopID`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_core_rulesets` (`id` INT NOT NULL AUTO_INCREMENT, `paymentID` INT NOT NULL,
    `rule1` VARCHAR(255) NOT NULL DEFAULT '', `value1` VARCHAR(255) NOT NULL DEFAULT '',
    PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_premium_dispatch` (`id` INT NOT NULL AUTO_INCREMENT, `name` VARCHAR(255) NOT NULL DEFAULT '',
    `type` INT UNSIGNED NOT NULL, `description` MEDIUMTEXT NOT NULL, `active` INT UNSIGNED NOT NULL,
    `shippingfree` DECIMAL(10,2) UNSIGNED NULL,
    PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_premium_dispatch_attributes` (`id` INT NOT NULL AUTO_INCREMENT, `dispatchID` INT NULL, PRIMARY KEY (`id`),
    UNIQUE (`dispatchID`),
    FOREIGN KEY (`dispatchID`) REFERENCES `s_premium_dispatch` (`id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_premium_dispatch_countries` (`dispatchID` INT NOT NULL, `countryID` INT NOT NULL,
    PRIMARY KEY (`dispatchID`, `countryID`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_premium_dispatch_paymentmeans` (`dispatchID` INT NOT NULL, `paymentID` INT NOT NULL,
    PRIMARY KEY (`dispatchID`, `paymentID`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_premium_dispatch_categories` (`dispatchID` INT NOT NULL, `categoryID` INT NOT NULL,
    PRIMARY KEY (`dispatchID`, `categoryID`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_premium_dispatch_holidays` (`dispatchID` INT NOT NULL, `holidayID` INT NOT NULL,
    PRIMARY KEY (`dispatchID`, `holidayID`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_premium_shippingcosts` (`id` INT UNSIGNED NOT NULL AUTO_INCREMENT, `from` DECIMAL(10,3) UNSIGNED NOT NULL,
    `value` DECIMAL(10,2) NOT NULL, `factor` DECIMAL(10,2) NOT NULL, `dispatchID` INT UNSIGNED NOT NULL,
    PRIMARY KEY (`id`), UNIQUE (`from`, `dispatchID`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_core_config_elements` (`id` INT UNSIGNED NOT NULL AUTO_INCREMENT, `form_id` INT UNSIGNED NOT NULL,
    `name` VARCHAR(255) NOT NULL DEFAULT '', `value` TEXT NULL, `label` VARCHAR(255) NULL,
    `type` VARCHAR(255) NOT NULL DEFAULT '', `options` BLOB NULL, PRIMARY KEY (`id`), UNIQUE (`form_id`,
    `name`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_core_config_values` (`id` INT UNSIGNED NOT NULL AUTO_INCREMENT, `element_id` INT UNSIGNED NOT NULL,
    `shop_id` INT UNSIGNED NULL, `value` LONGTEXT NOT NULL, PRIMARY KEY (`id`), UNIQUE (`element_id`,
    `shop_id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_core_config_element_translations` (`id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
    `element_id` INT UNSIGNED NOT NULL, `locale_id` INT UNSIGNED NOT NULL, `label` VARCHAR(255) NULL, PRIMARY KEY (`id`),
    UNIQUE (`element_id`, `locale_id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_cms_static` (`id` INT NOT NULL AUTO_INCREMENT, `active` TINYINT NOT NULL DEFAULT 1,
    `description` VARCHAR(255) NOT NULL DEFAULT '', `html` MEDIUMTEXT NOT NULL,
    `page_title` VARCHAR(255) NOT NULL DEFAULT '', `parentID` INT NOT NULL DEFAULT 0,
    `changed` DATETIME NOT NULL DEFAULT '2019-09-25 08:55:35',
    PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_cms_static_attributes` (`id` INT NOT NULL AUTO_INCREMENT, `cmsStaticID` INT NULL, PRIMARY KEY (`id`),
    UNIQUE (`cmsStaticID`),
    FOREIGN KEY (`cmsStaticID`) REFERENCES `s_cms_static` (`id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_blog` (`id` INT UNSIGNED NOT NULL AUTO_INCREMENT, `title` VARCHAR(255) NOT NULL DEFAULT '',
    `active` INT NOT NULL DEFAULT 0, `short_description` TEXT NOT NULL, `description` MEDIUMTEXT NOT NULL,
    `views` INT UNSIGNED NULL, `display_date` DATETIME NOT NULL, `category_id` INT UNSIGNED NULL,
    PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_blog_attributes` (`id` INT NOT NULL AUTO_INCREMENT, `blog_id` INT UNSIGNED NULL, `attr1` TEXT NULL,
    `attr2` TEXT NULL, PRIMARY KEY (`id`),
    FOREIGN KEY (`blog_id`) REFERENCES `s_blog` (`id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_blog_assigned_articles` (`id` INT UNSIGNED NOT NULL AUTO_INCREMENT, `blog_id` INT UNSIGNED NOT NULL,
    `article_id` INT UNSIGNED NOT NULL, PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_blog_comments` (`id` INT NOT NULL AUTO_INCREMENT, `blog_id` INT UNSIGNED NULL,
    `name` VARCHAR(255) NOT NULL DEFAULT '', `headline` VARCHAR(255) NOT NULL DEFAULT '', `comment` MEDIUMTEXT NOT NULL,
    `creation_date` DATETIME NOT NULL, PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_blog_media` (`id` INT UNSIGNED NOT NULL AUTO_INCREMENT, `blog_id` INT UNSIGNED NOT NULL,
    `media_id` INT UNSIGNED NOT NULL, `preview` INT NOT NULL DEFAULT 0,
    PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_blog_tags` (`id` INT UNSIGNED NOT NULL AUTO_INCREMENT, `blog_id` INT UNSIGNED NULL,
    `name` VARCHAR(255) NOT NULL DEFAULT '',
    PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_cms_support` (`id` INT NOT NULL AUTO_INCREMENT, `name` VARCHAR(255) NOT NULL DEFAULT '',
    `text` MEDIUMTEXT NOT NULL, `email` VARCHAR(255) NOT NULL DEFAULT '', `isocode` VARCHAR(3) NOT NULL DEFAULT 'de',
    PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_cms_support_attributes` (`id` INT NOT NULL AUTO_INCREMENT, `cmsSupportID` INT NULL, PRIMARY KEY (`id`),
    UNIQUE (`cmsSupportID`),
    FOREIGN KEY (`cmsSupportID`) REFERENCES `s_cms_support` (`id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_cms_support_fields` (`id` INT NOT NULL AUTO_INCREMENT, `name` VARCHAR(255) NOT NULL DEFAULT '',
    `typ` VARCHAR(255) NOT NULL DEFAULT '', `supportID` INT NOT NULL, `label` VARCHAR(255) NOT NULL DEFAULT '',
    `position` INT NOT NULL DEFAULT 0, PRIMARY KEY (`id`), UNIQUE (`name`,
    `supportID`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_core_snippets` (`id` INT UNSIGNED NOT NULL AUTO_INCREMENT, `namespace` VARCHAR(150) NOT NULL,
    `shopID` INT UNSIGNED NOT NULL, `localeID` INT UNSIGNED NOT NULL, `name` VARCHAR(150) NOT NULL,
    `value` MEDIUMTEXT NOT NULL, `updated` DATETIME NOT NULL, PRIMARY KEY (`id`), UNIQUE (`namespace`, `shopID`, `name`,
    `localeID`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_emotion` (`id` INT NOT NULL AUTO_INCREMENT, `active` INT NOT NULL DEFAULT 0,
    `name` VARCHAR(255) NOT NULL DEFAULT '', `rows` INT NOT NULL DEFAULT 0, `modified` DATETIME NULL,
    `preview_id` INT NULL, PRIMARY KEY (`id`),
    UNIQUE (`preview_id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_emotion_attributes` (`id` INT NOT NULL AUTO_INCREMENT, `emotionID` INT NULL, PRIMARY KEY (`id`),
    UNIQUE (`emotionID`),
    FOREIGN KEY (`emotionID`) REFERENCES `s_emotion` (`id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_emotion_element` (`id` INT NOT NULL AUTO_INCREMENT, `emotionID` INT NOT NULL, `componentID` INT NOT NULL,
    `start_row` INT NOT NULL DEFAULT 0, PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_emotion_element_value` (`id` INT NOT NULL AUTO_INCREMENT, `emotionID` INT NOT NULL,
    `elementID` INT NOT NULL, `componentID` INT NOT NULL, `fieldID` INT NOT NULL, `value` TEXT NULL,
    PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_emotion_element_viewports` (`id` INT NOT NULL AUTO_INCREMENT, `elementID` INT NOT NULL,
    `emotionID` INT NOT NULL, `alias` VARCHAR(255) NOT NULL DEFAULT '',
    PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_emotion_categories` (`id` INT NOT NULL AUTO_INCREMENT, `emotion_id` INT NOT NULL,
    `category_id` INT NOT NULL, PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_emotion_shops` (`id` INT NOT NULL AUTO_INCREMENT, `emotion_id` INT NOT NULL, `shop_id` INT NOT NULL,
    PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_core_config_mails` (`id` INT NOT NULL AUTO_INCREMENT, `stateId` INT NULL,
    `name` VARCHAR(255) NOT NULL DEFAULT '', `subject` VARCHAR(255) NOT NULL DEFAULT '', `content` MEDIUMTEXT NOT NULL,
    `contentHTML` MEDIUMTEXT NOT NULL, `ishtml` INT NOT NULL DEFAULT 0, `context` LONGTEXT NULL, PRIMARY KEY (`id`),
    UNIQUE (`name`), UNIQUE (`stateId`),
    FOREIGN KEY (`stateId`) REFERENCES `s_core_states` (`id`) ON DELETE RESTRICT) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_core_config_mails_attributes` (`id` INT NOT NULL AUTO_INCREMENT, `mailID` INT NULL, PRIMARY KEY (`id`),
    UNIQUE (`mailID`),
    FOREIGN KEY (`mailID`) REFERENCES `s_core_config_mails` (`id`) ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_core_config_mails_attachments` (`id` INT NOT NULL AUTO_INCREMENT, `mailID` INT NOT NULL,
    `mediaID` INT NOT NULL, `shopID` INT NULL DEFAULT 0, PRIMARY KEY (`id`), UNIQUE (`mailID`, `mediaID`,
    `shopID`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE `s_core_sessions` (`id` VARCHAR(128) NOT NULL, `data` MEDIUMBLOB NOT NULL, `expiry` INT UNSIGNED NOT NULL,
    PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

INSERT INTO `s_core_shops` (`id`, `name`, `default`, `active`, `category_id`) VALUES (1, 'Ropes', 1, 1, 3), (2, 'Seile',
    0, 1, 3);
INSERT INTO `s_core_currencies` (`id`, `currency`, `name`, `standard`, `factor`, `templatechar`) VALUES (1, 'EUR', 'Euro',
    1, 1, '&euro;'), (2, 'USD', 'US dollar', 0, 1.3625, '$');
INSERT INTO `s_core_tax` (`id`, `tax`, `description`) VALUES (1, 19.00, '19 %'), (4, 7.00, '7 %');
INSERT INTO `s_core_tax_rules` (`id`, `countryID`, `groupID`, `customer_groupID`, `tax`, `name`, `active`) VALUES (1, 2,
    1, 1, 20.00, 'France', 1);
INSERT INTO `s_core_customergroups` (`id`, `groupkey`, `description`, `discount`) VALUES (1, 'EK', 'Shop customers', 0),
    (2, 'H', 'Dealers', 5.5);
INSERT INTO `s_core_customergroups_discounts` (`id`, `groupID`, `basketdiscount`, `basketdiscountstart`) VALUES (1, 2, 10,
    500);
INSERT INTO `s_core_customergroups_attributes` (`id`, `customerGroupID`) VALUES (1, 1);
INSERT INTO `s_core_countries` (`id`, `countryname`, `countryiso`, `active`) VALUES (1, 'Germany', 'DE', 1), (2, 'France',
    'FR', 1);
INSERT INTO `s_core_states` (`id`, `name`, `description`) VALUES (1, 'open', 'Open'), (2, 'completed', 'Done');
INSERT INTO `s_media_album` (`id`, `name`, `parentID`) VALUES (1, 'Products', NULL), (2, 'Ropes', 1);
INSERT INTO `s_media_album_settings` (`id`, `albumID`, `create_thumbnails`, `thumbnail_size`) VALUES (1, 1, 1,
    '200x200;600x600');
INSERT INTO `s_media` (`id`, `albumID`, `name`, `description`, `path`, `type`, `extension`, `file_size`,
    `created`) VALUES (1, 2, 'rope', '', 'media/image/rope.jpg', 'IMAGE', 'jpg', 48211, '2026-03-01'), (2, 2, 'rope-red',
    '', 'media/image/rope-red.jpg', 'IMAGE', 'jpg', 9120, '2026-03-01');
INSERT INTO `s_media_attributes` (`id`, `mediaID`) VALUES (1, 1);
INSERT INTO `s_articles_supplier` (`id`, `name`, `img`, `link`, `changed`) VALUES (1, 'Harbour Works',
    'media/image/hw.png', 'https://works.example', '2026-03-01 10:00:00'), (2, 'Plain', '', '', '2026-03-01 10:00:00');
INSERT INTO `s_articles_supplier_attributes` (`id`, `supplierID`) VALUES (1, 1);
INSERT INTO `s_product_streams` (`id`, `name`, `conditions`, `type`) VALUES (1, 'Ropes in stock', '{"has_stock":true}', 1);
INSERT INTO `s_product_streams_attributes` (`id`, `streamID`) VALUES (1, 1);
INSERT INTO `s_categories` (`id`, `parent`, `path`, `description`, `left`, `right`, `level`, `added`, `changed`, `active`,
    `stream_id`) VALUES (1, NULL, NULL, 'Root', 1, 8, 0, '2026-03-01 10:00:00', '2026-03-01 10:00:00', 1, NULL), (3, 1,
    NULL, 'Ropes', 2, 7, 1, '2026-03-01 10:00:00', '2026-03-01 10:00:00', 1, NULL), (5, 3, '|3|', 'Mooring', 3, 4, 2,
    '2026-03-01 10:00:00', '2026-03-01 10:00:00', 1, NULL), (6, 3, '|3|', 'On stream', 5, 6, 2, '2026-03-01 10:00:00',
    '2026-03-01 10:00:00', 1, 1);
INSERT INTO `s_categories_attributes` (`id`, `categoryID`, `attr1`) VALUES (1, 5, 'blue');
INSERT INTO `s_categories_avoid_customergroups` (`categoryID`, `customergroupID`) VALUES (5, 2);
INSERT INTO `s_categories_manual_sorting` (`id`, `category_id`, `product_id`, `position`) VALUES (1, 5, 2, 1);
INSERT INTO `s_filter` (`id`, `name`) VALUES (1, 'Rope');
INSERT INTO `s_filter_attributes` (`id`, `filterID`) VALUES (1, 1);
INSERT INTO `s_filter_options` (`id`, `name`, `filterable`) VALUES (1, 'Material', 1);
INSERT INTO `s_filter_options_attributes` (`id`, `optionID`) VALUES (1, 1);
INSERT INTO `s_filter_relations` (`id`, `groupID`, `optionID`) VALUES (1, 1, 1);
INSERT INTO `s_filter_values` (`id`, `optionID`, `value`) VALUES (1, 1, 'Hemp'), (2, 1, 'Nylon');
INSERT INTO `s_filter_values_attributes` (`id`, `valueID`) VALUES (1, 2);
INSERT INTO `s_article_configurator_sets` (`id`, `name`) VALUES (1, 'Set-R-1');
INSERT INTO `s_article_configurator_groups` (`id`, `name`, `position`) VALUES (1, 'Colour', 1);
INSERT INTO `s_article_configurator_groups_attributes` (`id`, `groupID`) VALUES (1, 1);
INSERT INTO `s_article_configurator_options` (`id`, `group_id`, `name`, `position`) VALUES (1, 1, 'White', 1), (2, 1,
    'Red', 2);
INSERT INTO `s_article_configurator_options_attributes` (`id`, `optionID`) VALUES (1, 2);
INSERT INTO `s_article_configurator_set_group_relations` (`set_id`, `group_id`) VALUES (1, 1);
INSERT INTO `s_article_configurator_set_option_relations` (`set_id`, `option_id`) VALUES (1, 1), (1, 2);
INSERT INTO `s_article_configurator_dependencies` (`id`, `configurator_set_id`, `parent_id`, `child_id`) VALUES (1, 1, 1, 2);
INSERT INTO `s_article_configurator_price_variations` (`id`, `configurator_set_id`, `variation`, `options`) VALUES (1, 1,
    2.500, '|2|');
INSERT INTO `s_articles` (`id`, `supplierID`, `name`, `description_long`, `datum`, `active`, `taxID`, `pseudosales`,
    `keywords`, `changetime`, `filtergroupID`, `main_detail_id`, `configurator_set_id`) VALUES (1, 1, 'Mooring rope',
    '<p>Floats.</p>', '2026-03-01', 1, 1, 4, 'rope', '2026-03-01 10:00:00', 1, 1, 1), (2, 2, 'Shackle', NULL,
    '2026-03-01', 1, 4, 0, NULL, '2026-03-01 10:00:00', NULL, 3, NULL);
INSERT INTO `s_articles_details` (`id`, `articleID`, `ordernumber`, `kind`, `additionaltext`, `sales`, `active`,
    `instock`, `weight`, `purchaseprice`) VALUES (1, 1, 'R-1', 1, 'White', 3, 1, 40, 1.250, 4.2), (2, 1, 'R-1.1', 2,
    'Red', 0, 1, 7, 1.250, 4.2), (3, 2, 'S-1', 1, NULL, 9, 1, 300, NULL, 0.8);
INSERT INTO `s_articles_attributes` (`id`, `articledetailsID`, `attr1`) VALUES (1, 1, 'floats'), (2, 2, NULL), (3, 3, '');
INSERT INTO `s_article_configurator_option_relations` (`id`, `article_id`, `option_id`) VALUES (1, 1, 1), (2, 2, 2);
INSERT INTO `s_articles_prices` (`id`, `pricegroup`, `from`, `to`, `articleID`, `articledetailsID`, `price`,
    `pseudoprice`) VALUES (1, 'EK', 1, '9', 1, 1, 12.605042016807, 15.5), (2, 'EK', 10, 'beliebig', 1, 1, 10.084033613445,
    NULL), (3, 'EK', 1, 'beliebig', 1, 2, 13.445378151261, NULL), (4, 'EK', 1, 'beliebig', 2, 3, 2.0560747663551, NULL);
INSERT INTO `s_articles_prices_attributes` (`id`, `priceID`) VALUES (1, 1);
INSERT INTO `s_articles_img` (`id`, `articleID`, `img`, `main`, `description`, `relations`, `extension`, `parent_id`,
    `article_detail_id`, `media_id`) VALUES (1, 1, 'rope', 1, 'The rope', '', 'jpg', NULL, NULL, 1), (2, 1, 'rope-red', 2,
    '', '', 'jpg', NULL, NULL, 2), (3, NULL, NULL, 2, '', '', 'jpg', 2, 2, NULL);
INSERT INTO `s_articles_img_attributes` (`id`, `imageID`, `attr1`) VALUES (1, 1, '');
INSERT INTO `s_article_img_mappings` (`id`, `image_id`) VALUES (1, 2);
INSERT INTO `s_article_img_mapping_rules` (`id`, `mapping_id`, `option_id`) VALUES (1, 1, 2);
INSERT INTO `s_articles_information` (`id`, `articleID`, `description`, `link`, `target`) VALUES (1, 1, 'Maker',
    'https://works.example', '_blank');
INSERT INTO `s_articles_information_attributes` (`id`, `informationID`) VALUES (1, 1);
INSERT INTO `s_articles_downloads` (`id`, `articleID`, `description`, `filename`, `size`) VALUES (1, 1, 'Sheet',
    'media/pdf/rope.pdf', 120000);
INSERT INTO `s_articles_downloads_attributes` (`id`, `downloadID`) VALUES (1, 1);
INSERT INTO `s_articles_translations` (`id`, `articleID`, `languageID`, `name`, `keywords`, `description`) VALUES (1, 1,
    2, 'Festmacher', '', '');
INSERT INTO `s_article_configurator_templates` (`id`, `article_id`, `order_number`, `active`) VALUES (1, 1, 'R-1', 1);
INSERT INTO `s_article_configurator_templates_attributes` (`id`, `template_id`) VALUES (1, 1);
INSERT INTO `s_article_configurator_template_prices` (`id`, `template_id`, `customer_group_key`, `from`, `to`,
    `price`) VALUES (1, 1, 'EK', 1, 'beliebig', 12.6);
INSERT INTO `s_article_configurator_template_prices_attributes` (`id`, `template_price_id`) VALUES (1, 1);
INSERT INTO `s_articles_categories` (`id`, `articleID`, `categoryID`) VALUES (1, 1, 5), (2, 2, 5);
INSERT INTO `s_articles_categories_ro` (`id`, `articleID`, `categoryID`, `parentCategoryID`) VALUES (1, 1, 5, 5), (2, 1,
    3, 5);
INSERT INTO `s_articles_categories_seo` (`id`, `shop_id`, `article_id`, `category_id`) VALUES (1, 1, 1, 5);
INSERT INTO `s_articles_similar` (`id`, `articleID`, `relatedarticle`) VALUES (1, 1, '2');
INSERT INTO `s_articles_relationships` (`id`, `articleID`, `relatedarticle`) VALUES (1, 2, '1');
INSERT INTO `s_articles_avoid_customergroups` (`articleID`, `customergroupID`) VALUES (2, 2);
INSERT INTO `s_filter_articles` (`articleID`, `valueID`) VALUES (1, 1), (1, 2);
INSERT INTO `s_articles_esd` (`id`, `articleID`, `articledetailsID`, `file`, `serials`, `datum`) VALUES (1, 2, 3,
    'shackle.pdf', 1, '2026-03-01 10:00:00');
INSERT INTO `s_articles_esd_attributes` (`id`, `esdID`) VALUES (1, 1);
INSERT INTO `s_articles_esd_serials` (`id`, `serialnumber`, `esdID`) VALUES (1, 'AAAA-1', 1);
INSERT INTO `s_articles_vote` (`id`, `articleID`, `name`, `headline`, `comment`, `points`, `datum`, `active`, `email`,
    `answer`) VALUES (1, 1, 'Ada', 'Holds', 'It does.', 5, '2026-03-01 10:00:00', 1, 'ada@example.com', '');
INSERT INTO `s_product_streams_articles` (`id`, `stream_id`, `article_id`) VALUES (1, 1, 1);
INSERT INTO `s_product_streams_selection` (`id`, `stream_id`, `article_id`) VALUES (1, 1, 2);
INSERT INTO `s_core_translations` (`objecttype`, `objectdata`, `objectkey`, `objectlanguage`) VALUES ('article',
    'a:1:{s:10:"txtArtikel";s:10:"Festmacher";}', 1, '2'), ('article', 'a:1:{s:10:"txtArtikel";s:8:"Schäkel";}', 2, '2'),
    ('variant', 'a:1:{s:12:"txtzusatztxt";s:3:"Rot";}', 2, '2'), ('supplier', 'a:1:{s:11:"description";s:5:"Hafen";}', 1,
    '2'), ('category', 'a:1:{s:11:"description";s:10:"Festmachen";}', 5, '2'), ('propertyoption',
    'a:1:{s:10:"optionName";s:8:"Material";}', 1, '2'), ('propertyvalue', 'a:1:{s:11:"optionValue";s:4:"Hanf";}', 1, '2'),
    ('propertygroup', 'a:1:{s:9:"groupName";s:4:"Seil";}', 1, '2'), ('configuratorgroup', 'a:1:{s:4:"name";s:5:"Farbe";}',
    1, '2'), ('configuratoroption', 'a:1:{s:4:"name";s:3:"Rot";}', 2, '2'), ('page',
    'a:1:{s:11:"description";s:9:"Über uns";}', 1, '2'), ('config_mails', 'a:1:{s:7:"subject";s:16:"Deine Bestellung";}',
    1, '2'), ('config_units', 'a:1:{s:11:"description";s:6:"Stück";}', 1, '2');
INSERT INTO `s_user` (`id`, `password`, `email`, `active`, `firstlogin`, `lastlogin`, `sessionID`, `customergroup`,
    `internalcomment`, `firstname`, `lastname`, `customernumber`, `default_billing_address_id`) VALUES (1, 'nohash',
    'ada@example.com', 1, '2026-03-01', '2026-03-02 08:00:00', NULL, 'EK', '', 'Ada', 'Winter', '20001', 1), (2, 'nohash',
    'bo@example.com', 1, '2026-03-01', '0000-00-00 00:00:00', NULL, 'H', '', 'Bo', 'Lind', '20002', NULL);
INSERT INTO `s_user_attributes` (`id`, `userID`) VALUES (1, 1);
INSERT INTO `s_user_addresses` (`id`, `user_id`, `firstname`, `lastname`, `street`, `zipcode`, `city`,
    `country_id`) VALUES (1, 1, 'Ada', 'Winter', 'Lane 1', '10115', 'Berlin', 1), (2, 2, 'Bo', 'Lind', 'Rue 2', '75001',
    'Paris', 2);
INSERT INTO `s_user_addresses_attributes` (`id`, `address_id`) VALUES (1, 1);
INSERT INTO `s_user_billingaddress` (`id`, `userID`, `firstname`, `lastname`, `city`) VALUES (1, 1, 'Ada', 'Winter',
    'Berlin');
INSERT INTO `s_user_billingaddress_attributes` (`id`, `billingID`) VALUES (1, 1);
INSERT INTO `s_user_shippingaddress` (`id`, `userID`, `firstname`, `lastname`, `city`) VALUES (1, 1, 'Ada', 'Winter',
    'Berlin');
INSERT INTO `s_user_shippingaddress_attributes` (`id`, `shippingID`) VALUES (1, 1);
INSERT INTO `s_order_notes` (`id`, `sUniqueID`, `userID`, `articlename`, `articleID`, `ordernumber`, `datum`) VALUES (1,
    'x', 1, 'Shackle', 2, 'S-1', '2026-03-01 10:00:00');
INSERT INTO `s_core_payment_data` (`id`, `payment_mean_id`, `user_id`, `iban`, `created_at`) VALUES (1, 2, 1, 'DE00',
    '2026-03-01');
INSERT INTO `s_order` (`id`, `ordernumber`, `userID`, `invoice_amount`, `invoice_amount_net`, `invoice_shipping`,
    `ordertime`, `status`, `transactionID`, `customercomment`, `internalcomment`, `trackingcode`) VALUES (1, '30001', 1,
    19.9, 16.72, 4.9, '2026-03-02 09:00:00', 1, '', 'Soon, please', '', 'JD0001'), (2, '0', NULL, 5, 4.2, 0,
    '2026-03-02 09:30:00', -1, '', '', '', '');
INSERT INTO `s_order_attributes` (`id`, `orderID`) VALUES (1, 1);
INSERT INTO `s_order_details` (`id`, `orderID`, `ordernumber`, `articleID`, `articleordernumber`, `price`, `quantity`,
    `name`, `tax_rate`, `config`, `articleDetailID`) VALUES (1, 1, '30001', 1, 'R-1', 15, 1, 'Mooring rope', 19, '', 1),
    (2, 2, '0', 2, 'S-1', 2.2, 1, 'Shackle', 7, '', 3);
INSERT INTO `s_order_details_attributes` (`id`, `detailID`) VALUES (1, 1);
INSERT INTO `s_order_esd` (`id`, `serialID`, `esdID`, `userID`, `orderID`, `orderdetailsID`, `datum`) VALUES (1, 1, 1, 1,
    1, 1, '2026-03-01 10:00:00');
INSERT INTO `s_order_billingaddress` (`id`, `userID`, `orderID`, `firstname`, `lastname`, `city`) VALUES (1, 1, 1, 'Ada',
    'Winter', 'Berlin');
INSERT INTO `s_order_billingaddress_attributes` (`id`, `billingID`) VALUES (1, 1);
INSERT INTO `s_order_shippingaddress` (`id`, `userID`, `orderID`, `firstname`, `lastname`, `city`) VALUES (1, 1, 1, 'Ada',
    'Winter', 'Berlin');
INSERT INTO `s_order_shippingaddress_attributes` (`id`, `shippingID`) VALUES (1, 1);
INSERT INTO `s_order_history` (`id`, `orderID`, `order_status_id`, `comment`, `change_date`) VALUES (1, 1, 1, '',
    '2026-03-01 10:00:00');
INSERT INTO `s_order_documents` (`id`, `date`, `type`, `userID`, `orderID`, `amount`, `docID`, `hash`) VALUES (1,
    '2026-03-02', 1, 1, 1, 19.9, '20001', 'abc');
INSERT INTO `s_order_documents_attributes` (`id`, `documentID`) VALUES (1, 1);
INSERT INTO `s_core_payment_instance` (`id`, `payment_mean_id`, `order_id`, `user_id`, `amount`, `created_at`) VALUES (1,
    2, 1, 1, 19.9000, '2026-03-02');
INSERT INTO `s_order_number` (`id`, `number`, `name`, `desc`) VALUES (1, 30001, 'invoice', 'Orders'), (2, 20002, 'user',
    'Customers');
INSERT INTO `s_emarketing_vouchers` (`id`, `description`, `vouchercode`, `numberofunits`, `value`, `ordercode`,
    `restrictarticles`) VALUES (1, 'Harbour days', 'HARBOUR', 100, 5, 'V-1', '');
INSERT INTO `s_emarketing_vouchers_attributes` (`id`, `voucherID`) VALUES (1, 1);
INSERT INTO `s_emarketing_voucher_codes` (`id`, `voucherID`, `userID`, `code`, `cashed`) VALUES (1, 1, NULL, 'H-1', 0),
    (2, 1, 1, 'H-2', 1);
INSERT INTO `s_core_paymentmeans` (`id`, `name`, `description`, `additionaldescription`, `active`) VALUES (2, 'invoice',
    'Invoice', '', 1);
INSERT INTO `s_core_paymentmeans_attributes` (`id`, `paymentmeanID`) VALUES (1, 2);
INSERT INTO `s_core_paymentmeans_countries` (`paymentID`, `countryID`) VALUES (2, 1);
INSERT INTO `s_core_paymentmeans_subshops` (`paymentID`, `subshopID`) VALUES (2, 1);
INSERT INTO `s_core_rulesets` (`id`, `paymentID`, `rule1`, `value1`) VALUES (1, 2, 'ORDERVALUEMORE', '500');
INSERT INTO `s_premium_dispatch` (`id`, `name`, `type`, `description`, `active`) VALUES (1, 'Parcel', 0, '', 1);
INSERT INTO `s_premium_dispatch_attributes` (`id`, `dispatchID`) VALUES (1, 1);
INSERT INTO `s_premium_dispatch_countries` (`dispatchID`, `countryID`) VALUES (1, 2);
INSERT INTO `s_premium_dispatch_paymentmeans` (`dispatchID`, `paymentID`) VALUES (1, 2);
INSERT INTO `s_premium_dispatch_categories` (`dispatchID`, `categoryID`) VALUES (1, 2);
INSERT INTO `s_premium_dispatch_holidays` (`dispatchID`, `holidayID`) VALUES (1, 2);
INSERT INTO `s_premium_shippingcosts` (`id`, `from`, `value`, `factor`, `dispatchID`) VALUES (1, 0.000, 4.90, 0.00, 1);
INSERT INTO `s_core_config_elements` (`id`, `form_id`, `name`, `value`, `label`, `type`) VALUES (1, 1, 'shopName',
    's:5:"Ropes";', 'Name of the shop', 'text');
INSERT INTO `s_core_config_values` (`id`, `element_id`, `shop_id`, `value`) VALUES (1, 1, 1, 's:12:"Harbour Rope";');
INSERT INTO `s_core_config_element_translations` (`id`, `element_id`, `locale_id`, `label`) VALUES (1, 1, 1,
    'Name des Shops');
INSERT INTO `s_cms_static` (`id`, `description`, `html`, `page_title`, `changed`) VALUES (1, 'About us', '<p>Ropes.</p>',
    '', '2026-03-01 10:00:00');
INSERT INTO `s_cms_static_attributes` (`id`, `cmsStaticID`) VALUES (1, 1);
INSERT INTO `s_blog` (`id`, `title`, `active`, `short_description`, `description`, `views`, `display_date`,
    `category_id`) VALUES (1, 'Knots', 1, '', '<p>Two.</p>', 7, '2026-03-01 10:00:00', 3);
INSERT INTO `s_blog_attributes` (`id`, `blog_id`) VALUES (1, 1);
INSERT INTO `s_blog_assigned_articles` (`id`, `blog_id`, `article_id`) VALUES (1, 1, 1);
INSERT INTO `s_blog_comments` (`id`, `blog_id`, `name`, `headline`, `comment`, `creation_date`) VALUES (1, 1, 'Bo',
    'Nice', 'Yes', '2026-03-01 10:00:00');
INSERT INTO `s_blog_media` (`id`, `blog_id`, `media_id`) VALUES (1, 1, 1);
INSERT INTO `s_blog_tags` (`id`, `blog_id`, `name`) VALUES (1, 1, 'knots');
INSERT INTO `s_cms_support` (`id`, `name`, `text`, `email`) VALUES (1, 'Contact', '', 'shop@example.com');
INSERT INTO `s_cms_support_attributes` (`id`, `cmsSupportID`) VALUES (1, 1);
INSERT INTO `s_cms_support_fields` (`id`, `name`, `typ`, `supportID`, `label`) VALUES (1, 'email', 'email', 1, 'E-mail');
INSERT INTO `s_core_snippets` (`id`, `namespace`, `shopID`, `localeID`, `name`, `value`, `updated`) VALUES (1,
    'frontend/index', 1, 1, 'Thanks', 'Thank you', '2026-03-01 10:00:00');
INSERT INTO `s_emotion` (`id`, `active`, `name`, `rows`, `modified`) VALUES (1, 1, 'Start', 4, '2026-03-01 10:00:00');
INSERT INTO `s_emotion_attributes` (`id`, `emotionID`) VALUES (1, 1);
INSERT INTO `s_emotion_element` (`id`, `emotionID`, `componentID`) VALUES (1, 1, 2);
INSERT INTO `s_emotion_element_value` (`id`, `emotionID`, `elementID`, `componentID`, `fieldID`, `value`) VALUES (1, 1, 1,
    2, 3, '<h1>Ropes</h1>');
INSERT INTO `s_emotion_element_viewports` (`id`, `elementID`, `emotionID`, `alias`) VALUES (1, 1, 1, 'xs');
INSERT INTO `s_emotion_categories` (`id`, `emotion_id`, `category_id`) VALUES (1, 1, 3);
INSERT INTO `s_emotion_shops` (`id`, `emotion_id`, `shop_id`) VALUES (1, 1, 1);
INSERT INTO `s_core_config_mails` (`id`, `stateId`, `name`, `subject`, `content`, `contentHTML`) VALUES (1, 2, 'sORDER',
    'Your order', 'Thanks', '<p>Thanks</p>');
INSERT INTO `s_core_config_mails_attributes` (`id`, `mailID`) VALUES (1, 1);
INSERT INTO `s_core_config_mails_attachments` (`id`, `mailID`, `mediaID`) VALUES (1, 1, 1);
INSERT INTO `s_core_sessions` (`id`, `data`, `expiry`) VALUES ('s1', x'00ff', 1);
