-- Tables of Vendure as far as the profile names them, with their types, keys and foreign keys (3.6, PostgreSQL), and a few rows in two
-- languages. Written by us after the platform's entities; it is no copy of them, and holds nobody's data.


CREATE TABLE seller ("createdAt" timestamp NOT NULL DEFAULT now(), "updatedAt" timestamp NOT NULL DEFAULT now(),
    "deletedAt" timestamp, name varchar NOT NULL, id serial PRIMARY KEY);
CREATE TABLE zone ("createdAt" timestamp NOT NULL DEFAULT now(), "updatedAt" timestamp NOT NULL DEFAULT now(),
    name varchar NOT NULL, id serial PRIMARY KEY);
CREATE TABLE channel ("createdAt" timestamp NOT NULL DEFAULT now(), "updatedAt" timestamp NOT NULL DEFAULT now(),
    code varchar NOT NULL UNIQUE, token varchar NOT NULL UNIQUE, description varchar DEFAULT '',
    "defaultLanguageCode" varchar NOT NULL, "availableLanguageCodes" text, "defaultCurrencyCode" varchar NOT NULL,
    "pricesIncludeTax" boolean NOT NULL, "sellerId" integer, "defaultTaxZoneId" integer, "defaultShippingZoneId" integer,
    id serial PRIMARY KEY);
CREATE TABLE global_settings ("createdAt" timestamp NOT NULL DEFAULT now(), "updatedAt" timestamp NOT NULL DEFAULT now(),
    "availableLanguages" text NOT NULL, "trackInventory" boolean NOT NULL DEFAULT true,
    "outOfStockThreshold" integer NOT NULL DEFAULT 0, id serial PRIMARY KEY);
CREATE TABLE settings_store_entry ("createdAt" timestamp NOT NULL DEFAULT now(),
    "updatedAt" timestamp NOT NULL DEFAULT now(), key varchar NOT NULL, value json, scope varchar, id serial PRIMARY KEY);
CREATE TABLE region ("createdAt" timestamp NOT NULL DEFAULT now(), "updatedAt" timestamp NOT NULL DEFAULT now(),
    code varchar NOT NULL, type varchar NOT NULL, enabled boolean NOT NULL, "parentId" integer,
    discriminator varchar NOT NULL, id serial PRIMARY KEY);
CREATE TABLE region_translation ("createdAt" timestamp NOT NULL DEFAULT now(),
    "updatedAt" timestamp NOT NULL DEFAULT now(), "languageCode" varchar NOT NULL, name varchar NOT NULL,
    "baseId" integer, id serial PRIMARY KEY);
CREATE TABLE zone_members_region ("zoneId" integer NOT NULL, "regionId" integer NOT NULL, PRIMARY KEY ("zoneId",
    "regionId"));
CREATE TABLE tax_category ("createdAt" timestamp NOT NULL DEFAULT now(), "updatedAt" timestamp NOT NULL DEFAULT now(),
    name varchar NOT NULL, "isDefault" boolean NOT NULL DEFAULT false, id serial PRIMARY KEY);
CREATE TABLE customer_group ("createdAt" timestamp NOT NULL DEFAULT now(), "updatedAt" timestamp NOT NULL DEFAULT now(),
    name varchar NOT NULL, id serial PRIMARY KEY);
CREATE TABLE tax_rate ("createdAt" timestamp NOT NULL DEFAULT now(), "updatedAt" timestamp NOT NULL DEFAULT now(),
    name varchar NOT NULL, enabled boolean NOT NULL, value numeric(5,2) NOT NULL, "categoryId" integer, "zoneId" integer,
    "customerGroupId" integer, id serial PRIMARY KEY);
CREATE TABLE tag ("createdAt" timestamp NOT NULL DEFAULT now(), "updatedAt" timestamp NOT NULL DEFAULT now(),
    value varchar NOT NULL, id serial PRIMARY KEY);
CREATE TABLE asset ("createdAt" timestamp NOT NULL DEFAULT now(), "updatedAt" timestamp NOT NULL DEFAULT now(),
    type varchar NOT NULL, "mimeType" varchar NOT NULL, width integer NOT NULL DEFAULT 0,
    height integer NOT NULL DEFAULT 0, "fileSize" integer NOT NULL, source varchar NOT NULL, preview varchar NOT NULL,
    "focalPoint" text, id serial PRIMARY KEY);
CREATE TABLE asset_translation ("createdAt" timestamp NOT NULL DEFAULT now(),
    "updatedAt" timestamp NOT NULL DEFAULT now(), "languageCode" varchar NOT NULL, name varchar NOT NULL,
    "baseId" integer, id serial PRIMARY KEY);
CREATE TABLE asset_tags_tag ("assetId" integer NOT NULL, "tagId" integer NOT NULL, PRIMARY KEY ("assetId", "tagId"));
CREATE TABLE asset_channels_channel ("assetId" integer NOT NULL, "channelId" integer NOT NULL, PRIMARY KEY ("assetId",
    "channelId"));
CREATE TABLE facet ("createdAt" timestamp NOT NULL DEFAULT now(), "updatedAt" timestamp NOT NULL DEFAULT now(),
    "isPrivate" boolean NOT NULL DEFAULT false, code varchar NOT NULL UNIQUE, id serial PRIMARY KEY);
CREATE TABLE facet_translation ("createdAt" timestamp NOT NULL DEFAULT now(),
    "updatedAt" timestamp NOT NULL DEFAULT now(), "languageCode" varchar NOT NULL, name varchar NOT NULL,
    "baseId" integer, id serial PRIMARY KEY);
CREATE TABLE facet_channels_channel ("facetId" integer NOT NULL, "channelId" integer NOT NULL, PRIMARY KEY ("facetId",
    "channelId"));
CREATE TABLE facet_value ("createdAt" timestamp NOT NULL DEFAULT now(), "updatedAt" timestamp NOT NULL DEFAULT now(),
    code varchar NOT NULL, "facetId" integer NOT NULL, id serial PRIMARY KEY);
CREATE TABLE facet_value_translation ("createdAt" timestamp NOT NULL DEFAULT now(),
    "updatedAt" timestamp NOT NULL DEFAULT now(), "languageCode" varchar NOT NULL, name varchar NOT NULL,
    "baseId" integer, id serial PRIMARY KEY);
CREATE TABLE facet_value_channels_channel ("facetValueId" integer NOT NULL, "channelId" integer NOT NULL,
    PRIMARY KEY ("facetValueId", "channelId"));
CREATE TABLE product_option_group ("createdAt" timestamp NOT NULL DEFAULT now(),
    "updatedAt" timestamp NOT NULL DEFAULT now(), "deletedAt" timestamp, code varchar NOT NULL, id serial PRIMARY KEY);
CREATE TABLE product_option_group_translation ("createdAt" timestamp NOT NULL DEFAULT now(),
    "updatedAt" timestamp NOT NULL DEFAULT now(), "languageCode" varchar NOT NULL, name varchar NOT NULL,
    "baseId" integer, id serial PRIMARY KEY);
CREATE TABLE product_option ("createdAt" timestamp NOT NULL DEFAULT now(), "updatedAt" timestamp NOT NULL DEFAULT now(),
    "deletedAt" timestamp, code varchar NOT NULL, "groupId" integer NOT NULL, id serial PRIMARY KEY);
CREATE TABLE product_option_translation ("createdAt" timestamp NOT NULL DEFAULT now(),
    "updatedAt" timestamp NOT NULL DEFAULT now(), "languageCode" varchar NOT NULL, name varchar NOT NULL,
    "baseId" integer, id serial PRIMARY KEY);
CREATE TABLE product_option_group_channels_channel ("productOptionGroupId" integer NOT NULL, "channelId" integer NOT NULL,
    PRIMARY KEY ("productOptionGroupId", "channelId"));
CREATE TABLE product_option_channels_channel ("productOptionId" integer NOT NULL, "channelId" integer NOT NULL,
    PRIMARY KEY ("productOptionId", "channelId"));
CREATE TABLE product ("createdAt" timestamp NOT NULL DEFAULT now(), "updatedAt" timestamp NOT NULL DEFAULT now(),
    "deletedAt" timestamp, enabled boolean NOT NULL DEFAULT true, "featuredAssetId" integer, id serial PRIMARY KEY);
CREATE TABLE product_translation ("createdAt" timestamp NOT NULL DEFAULT now(),
    "updatedAt" timestamp NOT NULL DEFAULT now(), "languageCode" varchar NOT NULL, name varchar NOT NULL,
    slug varchar NOT NULL, description text NOT NULL, "baseId" integer, id serial PRIMARY KEY);
CREATE TABLE product_asset ("createdAt" timestamp NOT NULL DEFAULT now(), "updatedAt" timestamp NOT NULL DEFAULT now(),
    "assetId" integer NOT NULL, position integer NOT NULL, "productId" integer NOT NULL, id serial PRIMARY KEY);
CREATE TABLE product_option_groups_product_option_group ("productId" integer NOT NULL,
    "productOptionGroupId" integer NOT NULL, PRIMARY KEY ("productId", "productOptionGroupId"));
CREATE TABLE product_facet_values_facet_value ("productId" integer NOT NULL, "facetValueId" integer NOT NULL,
    PRIMARY KEY ("productId", "facetValueId"));
CREATE TABLE product_channels_channel ("productId" integer NOT NULL, "channelId" integer NOT NULL,
    PRIMARY KEY ("productId", "channelId"));
CREATE TABLE stock_location ("createdAt" timestamp NOT NULL DEFAULT now(), "updatedAt" timestamp NOT NULL DEFAULT now(),
    name varchar NOT NULL, description varchar NOT NULL, id serial PRIMARY KEY);
CREATE TABLE stock_location_channels_channel ("stockLocationId" integer NOT NULL, "channelId" integer NOT NULL,
    PRIMARY KEY ("stockLocationId", "channelId"));
CREATE TABLE product_variant ("createdAt" timestamp NOT NULL DEFAULT now(), "updatedAt" timestamp NOT NULL DEFAULT now(),
    "deletedAt" timestamp, enabled boolean NOT NULL DEFAULT true, sku varchar NOT NULL,
    "outOfStockThreshold" integer NOT NULL DEFAULT 0, "trackInventory" varchar NOT NULL DEFAULT 'INHERIT',
    "featuredAssetId" integer, "taxCategoryId" integer, "productId" integer, id serial PRIMARY KEY);
CREATE TABLE product_variant_translation ("createdAt" timestamp NOT NULL DEFAULT now(),
    "updatedAt" timestamp NOT NULL DEFAULT now(), "languageCode" varchar NOT NULL, name varchar NOT NULL,
    "baseId" integer, id serial PRIMARY KEY);
CREATE TABLE product_variant_asset ("createdAt" timestamp NOT NULL DEFAULT now(),
    "updatedAt" timestamp NOT NULL DEFAULT now(), "assetId" integer NOT NULL, position integer NOT NULL,
    "productVariantId" integer NOT NULL, id serial PRIMARY KEY);
CREATE TABLE product_variant_price ("createdAt" timestamp NOT NULL DEFAULT now(),
    "updatedAt" timestamp NOT NULL DEFAULT now(), "currencyCode" varchar NOT NULL, "channelId" integer,
    price integer NOT NULL, "variantId" integer, id serial PRIMARY KEY);
CREATE TABLE stock_level ("createdAt" timestamp NOT NULL DEFAULT now(), "updatedAt" timestamp NOT NULL DEFAULT now(),
    "stockOnHand" integer NOT NULL, "stockAllocated" integer NOT NULL, "productVariantId" integer NOT NULL,
    "stockLocationId" integer NOT NULL, id serial PRIMARY KEY);
CREATE UNIQUE INDEX ON stock_level ("productVariantId", "stockLocationId");
CREATE TABLE product_variant_options_product_option ("productVariantId" integer NOT NULL,
    "productOptionId" integer NOT NULL, PRIMARY KEY ("productVariantId", "productOptionId"));
CREATE TABLE product_variant_facet_values_facet_value ("productVariantId" integer NOT NULL,
    "facetValueId" integer NOT NULL, PRIMARY KEY ("productVariantId", "facetValueId"));
CREATE TABLE product_variant_channels_channel ("productVariantId" integer NOT NULL, "channelId" integer NOT NULL,
    PRIMARY KEY ("productVariantId", "channelId"));
CREATE TABLE collection ("createdAt" timestamp NOT NULL DEFAULT now(), "updatedAt" timestamp NOT NULL DEFAULT now(),
    "isRoot" boolean NOT NULL DEFAULT false, position integer NOT NULL, "isPrivate" boolean NOT NULL DEFAULT false,
    filters text NOT NULL, "inheritFilters" boolean NOT NULL DEFAULT true, "parentId" integer, "featuredAssetId" integer,
    id serial PRIMARY KEY);
CREATE TABLE collection_translation ("createdAt" timestamp NOT NULL DEFAULT now(),
    "updatedAt" timestamp NOT NULL DEFAULT now(), "languageCode" varchar NOT NULL, name varchar NOT NULL,
    slug varchar NOT NULL, description text NOT NULL, "baseId" integer, id serial PRIMARY KEY);
CREATE TABLE collection_asset ("createdAt" timestamp NOT NULL DEFAULT now(), "updatedAt" timestamp NOT NULL DEFAULT now(),
    "assetId" integer NOT NULL, position integer NOT NULL, "collectionId" integer NOT NULL, id serial PRIMARY KEY);
CREATE TABLE collection_channels_channel ("collectionId" integer NOT NULL, "channelId" integer NOT NULL,
    PRIMARY KEY ("collectionId", "channelId"));
CREATE TABLE collection_product_variants_product_variant ("collectionId" integer NOT NULL,
    "productVariantId" integer NOT NULL, PRIMARY KEY ("collectionId", "productVariantId"));
CREATE TABLE collection_closure (id_ancestor integer NOT NULL, id_descendant integer NOT NULL, PRIMARY KEY (id_ancestor,
    id_descendant));
CREATE TABLE "user" ("createdAt" timestamp NOT NULL DEFAULT now(), "updatedAt" timestamp NOT NULL DEFAULT now(),
    "deletedAt" timestamp, identifier varchar NOT NULL, verified boolean NOT NULL DEFAULT false, "lastLogin" timestamp,
    id serial PRIMARY KEY);
CREATE TABLE authentication_method ("createdAt" timestamp NOT NULL DEFAULT now(),
    "updatedAt" timestamp NOT NULL DEFAULT now(), identifier varchar, "passwordHash" varchar, strategy varchar,
    "externalIdentifier" varchar, metadata text, type varchar NOT NULL, "userId" integer, id serial PRIMARY KEY);
CREATE TABLE role ("createdAt" timestamp NOT NULL DEFAULT now(), "updatedAt" timestamp NOT NULL DEFAULT now(),
    code varchar NOT NULL, description varchar NOT NULL, permissions text NOT NULL, id serial PRIMARY KEY);
CREATE TABLE role_channels_channel ("roleId" integer NOT NULL, "channelId" integer NOT NULL, PRIMARY KEY ("roleId",
    "channelId"));
CREATE TABLE user_roles_role ("userId" integer NOT NULL, "roleId" integer NOT NULL, PRIMARY KEY ("userId", "roleId"));
CREATE TABLE administrator ("createdAt" timestamp NOT NULL DEFAULT now(), "updatedAt" timestamp NOT NULL DEFAULT now(),
    "deletedAt" timestamp, "firstName" varchar NOT NULL, "lastName" varchar NOT NULL,
    "emailAddress" varchar NOT NULL UNIQUE, "userId" integer UNIQUE, id serial PRIMARY KEY);
CREATE TABLE customer ("createdAt" timestamp NOT NULL DEFAULT now(), "updatedAt" timestamp NOT NULL DEFAULT now(),
    "deletedAt" timestamp, title varchar, "firstName" varchar NOT NULL, "lastName" varchar NOT NULL,
    "phoneNumber" varchar, "emailAddress" varchar NOT NULL, "userId" integer UNIQUE, id serial PRIMARY KEY);
CREATE TABLE customer_groups_customer_group ("customerId" integer NOT NULL, "customerGroupId" integer NOT NULL,
    PRIMARY KEY ("customerId", "customerGroupId"));
CREATE TABLE customer_channels_channel ("customerId" integer NOT NULL, "channelId" integer NOT NULL,
    PRIMARY KEY ("customerId", "channelId"));
CREATE TABLE address ("createdAt" timestamp NOT NULL DEFAULT now(), "updatedAt" timestamp NOT NULL DEFAULT now(),
    "fullName" varchar NOT NULL DEFAULT '', "streetLine1" varchar NOT NULL, city varchar NOT NULL DEFAULT '',
    "postalCode" varchar NOT NULL DEFAULT '', "defaultShippingAddress" boolean NOT NULL DEFAULT false,
    "customerId" integer, "countryId" integer, id serial PRIMARY KEY);
CREATE TABLE promotion ("createdAt" timestamp NOT NULL DEFAULT now(), "updatedAt" timestamp NOT NULL DEFAULT now(),
    "deletedAt" timestamp, "startsAt" timestamp, "endsAt" timestamp, "couponCode" varchar, "usageLimit" integer,
    enabled boolean NOT NULL, conditions text NOT NULL, actions text NOT NULL, "priorityScore" integer NOT NULL,
    id serial PRIMARY KEY);
CREATE TABLE promotion_translation ("createdAt" timestamp NOT NULL DEFAULT now(),
    "updatedAt" timestamp NOT NULL DEFAULT now(), "languageCode" varchar NOT NULL, name varchar NOT NULL,
    description text NOT NULL, "baseId" integer, id serial PRIMARY KEY);
CREATE TABLE promotion_channels_channel ("promotionId" integer NOT NULL, "channelId" integer NOT NULL,
    PRIMARY KEY ("promotionId", "channelId"));
CREATE TABLE shipping_method ("createdAt" timestamp NOT NULL DEFAULT now(), "updatedAt" timestamp NOT NULL DEFAULT now(),
    "deletedAt" timestamp, code varchar NOT NULL, checker text NOT NULL, calculator text NOT NULL,
    "fulfillmentHandlerCode" varchar NOT NULL, id serial PRIMARY KEY);
CREATE TABLE shipping_method_translation ("createdAt" timestamp NOT NULL DEFAULT now(),
    "updatedAt" timestamp NOT NULL DEFAULT now(), "languageCode" varchar NOT NULL, name varchar NOT NULL DEFAULT '',
    description varchar NOT NULL DEFAULT '', "baseId" integer, id serial PRIMARY KEY);
CREATE TABLE shipping_method_channels_channel ("shippingMethodId" integer NOT NULL, "channelId" integer NOT NULL,
    PRIMARY KEY ("shippingMethodId", "channelId"));
CREATE TABLE payment_method ("createdAt" timestamp NOT NULL DEFAULT now(), "updatedAt" timestamp NOT NULL DEFAULT now(),
    code varchar NOT NULL DEFAULT '', enabled boolean NOT NULL, checker text, handler text NOT NULL,
    id serial PRIMARY KEY);
CREATE TABLE payment_method_translation ("createdAt" timestamp NOT NULL DEFAULT now(),
    "updatedAt" timestamp NOT NULL DEFAULT now(), "languageCode" varchar NOT NULL, name varchar NOT NULL,
    description text NOT NULL, "baseId" integer, id serial PRIMARY KEY);
CREATE TABLE payment_method_channels_channel ("paymentMethodId" integer NOT NULL, "channelId" integer NOT NULL,
    PRIMARY KEY ("paymentMethodId", "channelId"));
CREATE TABLE "order" ("createdAt" timestamp NOT NULL DEFAULT now(), "updatedAt" timestamp NOT NULL DEFAULT now(),
    type varchar NOT NULL DEFAULT 'Regular', code varchar NOT NULL UNIQUE, state varchar NOT NULL,
    active boolean NOT NULL DEFAULT true, "orderPlacedAt" timestamp, "couponCodes" text NOT NULL,
    "shippingAddress" text NOT NULL, "billingAddress" text NOT NULL, "currencyCode" varchar NOT NULL,
    "aggregateOrderId" integer, "customerId" integer, "taxZoneId" integer, "subTotal" integer NOT NULL,
    "subTotalWithTax" integer NOT NULL, shipping integer NOT NULL DEFAULT 0, "shippingWithTax" integer NOT NULL DEFAULT 0,
    id serial PRIMARY KEY);
CREATE TABLE shipping_line ("createdAt" timestamp NOT NULL DEFAULT now(), "updatedAt" timestamp NOT NULL DEFAULT now(),
    "listPriceIncludesTax" boolean NOT NULL, adjustments text NOT NULL, "taxLines" text NOT NULL,
    "shippingMethodId" integer NOT NULL, "listPrice" integer NOT NULL, "orderId" integer, id serial PRIMARY KEY);
CREATE TABLE order_line ("createdAt" timestamp NOT NULL DEFAULT now(), "updatedAt" timestamp NOT NULL DEFAULT now(),
    quantity integer NOT NULL, "orderPlacedQuantity" integer NOT NULL DEFAULT 0, "listPriceIncludesTax" boolean NOT NULL,
    adjustments text NOT NULL, "taxLines" text NOT NULL, "sellerChannelId" integer, "shippingLineId" integer,
    "productVariantId" integer NOT NULL, "taxCategoryId" integer, "initialListPrice" integer,
    "listPrice" integer NOT NULL, "featuredAssetId" integer, "orderId" integer, id serial PRIMARY KEY);
CREATE TABLE stock_movement ("createdAt" timestamp NOT NULL DEFAULT now(), "updatedAt" timestamp NOT NULL DEFAULT now(),
    type varchar NOT NULL, quantity integer NOT NULL, "stockLocationId" integer NOT NULL, discriminator varchar NOT NULL,
    "productVariantId" integer, "orderLineId" integer, id serial PRIMARY KEY);
CREATE TABLE payment ("createdAt" timestamp NOT NULL DEFAULT now(), "updatedAt" timestamp NOT NULL DEFAULT now(),
    method varchar NOT NULL, state varchar NOT NULL, "errorMessage" varchar, "transactionId" varchar,
    metadata text NOT NULL, amount integer NOT NULL, "orderId" integer, id serial PRIMARY KEY);
CREATE TABLE refund ("createdAt" timestamp NOT NULL DEFAULT now(), "updatedAt" timestamp NOT NULL DEFAULT now(),
    method varchar NOT NULL, reason varchar, state varchar NOT NULL, "transactionId" varchar, metadata text NOT NULL,
    "paymentId" integer NOT NULL, items integer NOT NULL, shipping integer NOT NULL, adjustment integer NOT NULL,
    total integer NOT NULL, id serial PRIMARY KEY);
CREATE TABLE fulfillment ("createdAt" timestamp NOT NULL DEFAULT now(), "updatedAt" timestamp NOT NULL DEFAULT now(),
    state varchar NOT NULL, "trackingCode" varchar NOT NULL DEFAULT '', method varchar NOT NULL,
    "handlerCode" varchar NOT NULL, id serial PRIMARY KEY);
CREATE TABLE order_modification ("createdAt" timestamp NOT NULL DEFAULT now(),
    "updatedAt" timestamp NOT NULL DEFAULT now(), note varchar NOT NULL, "shippingAddressChange" text,
    "priceChange" integer NOT NULL, "orderId" integer, "paymentId" integer, "refundId" integer, id serial PRIMARY KEY);
CREATE TABLE surcharge ("createdAt" timestamp NOT NULL DEFAULT now(), "updatedAt" timestamp NOT NULL DEFAULT now(),
    description varchar NOT NULL, "listPriceIncludesTax" boolean NOT NULL, sku varchar NOT NULL, "taxLines" text NOT NULL,
    "listPrice" integer NOT NULL, "orderId" integer, "orderModificationId" integer, id serial PRIMARY KEY);
CREATE TABLE order_line_reference ("createdAt" timestamp NOT NULL DEFAULT now(),
    "updatedAt" timestamp NOT NULL DEFAULT now(), quantity integer NOT NULL, "fulfillmentId" integer,
    "modificationId" integer, "orderLineId" integer NOT NULL, "refundId" integer, discriminator varchar NOT NULL,
    id serial PRIMARY KEY);
CREATE TABLE history_entry ("createdAt" timestamp NOT NULL DEFAULT now(), "updatedAt" timestamp NOT NULL DEFAULT now(),
    type varchar NOT NULL, "isPublic" boolean NOT NULL, data text NOT NULL, discriminator varchar NOT NULL,
    "administratorId" integer, "customerId" integer, "orderId" integer, id serial PRIMARY KEY);
CREATE TABLE order_promotions_promotion ("orderId" integer NOT NULL, "promotionId" integer NOT NULL,
    PRIMARY KEY ("orderId", "promotionId"));
CREATE TABLE order_fulfillments_fulfillment ("orderId" integer NOT NULL, "fulfillmentId" integer NOT NULL,
    PRIMARY KEY ("orderId", "fulfillmentId"));
CREATE TABLE order_channels_channel ("orderId" integer NOT NULL, "channelId" integer NOT NULL, PRIMARY KEY ("orderId",
    "channelId"));

ALTER TABLE channel ADD FOREIGN KEY ("sellerId") REFERENCES seller (id) ON DELETE NO ACTION;
ALTER TABLE channel ADD FOREIGN KEY ("defaultTaxZoneId") REFERENCES zone (id) ON DELETE NO ACTION;
ALTER TABLE channel ADD FOREIGN KEY ("defaultShippingZoneId") REFERENCES zone (id) ON DELETE NO ACTION;
ALTER TABLE region ADD FOREIGN KEY ("parentId") REFERENCES region (id) ON DELETE NO ACTION;
ALTER TABLE region_translation ADD FOREIGN KEY ("baseId") REFERENCES region (id) ON DELETE CASCADE;
ALTER TABLE zone_members_region ADD FOREIGN KEY ("zoneId") REFERENCES zone (id) ON DELETE CASCADE;
ALTER TABLE zone_members_region ADD FOREIGN KEY ("regionId") REFERENCES region (id) ON DELETE CASCADE;
ALTER TABLE tax_rate ADD FOREIGN KEY ("categoryId") REFERENCES tax_category (id) ON DELETE NO ACTION;
ALTER TABLE tax_rate ADD FOREIGN KEY ("zoneId") REFERENCES zone (id) ON DELETE NO ACTION;
ALTER TABLE tax_rate ADD FOREIGN KEY ("customerGroupId") REFERENCES customer_group (id) ON DELETE NO ACTION;
ALTER TABLE asset_translation ADD FOREIGN KEY ("baseId") REFERENCES asset (id) ON DELETE CASCADE;
ALTER TABLE asset_tags_tag ADD FOREIGN KEY ("assetId") REFERENCES asset (id) ON DELETE CASCADE;
ALTER TABLE asset_tags_tag ADD FOREIGN KEY ("tagId") REFERENCES tag (id) ON DELETE CASCADE;
ALTER TABLE asset_channels_channel ADD FOREIGN KEY ("assetId") REFERENCES asset (id) ON DELETE CASCADE;
ALTER TABLE asset_channels_channel ADD FOREIGN KEY ("channelId") REFERENCES channel (id) ON DELETE CASCADE;
ALTER TABLE facet_translation ADD FOREIGN KEY ("baseId") REFERENCES facet (id) ON DELETE CASCADE;
ALTER TABLE facet_channels_channel ADD FOREIGN KEY ("facetId") REFERENCES facet (id) ON DELETE CASCADE;
ALTER TABLE facet_channels_channel ADD FOREIGN KEY ("channelId") REFERENCES channel (id) ON DELETE CASCADE;
ALTER TABLE facet_value ADD FOREIGN KEY ("facetId") REFERENCES facet (id) ON DELETE CASCADE;
ALTER TABLE facet_value_translation ADD FOREIGN KEY ("baseId") REFERENCES facet_value (id) ON DELETE CASCADE;
ALTER TABLE facet_value_channels_channel ADD FOREIGN KEY ("facetValueId") REFERENCES facet_value (id) ON DELETE CASCADE;
ALTER TABLE facet_value_channels_channel ADD FOREIGN KEY ("channelId") REFERENCES channel (id) ON DELETE CASCADE;
ALTER TABLE product_option_group_translation ADD FOREIGN KEY ("baseId") REFERENCES product_option_group (id) ON DELETE CASCADE;
ALTER TABLE product_option ADD FOREIGN KEY ("groupId") REFERENCES product_option_group (id) ON DELETE NO ACTION;
ALTER TABLE product_option_translation ADD FOREIGN KEY ("baseId") REFERENCES product_option (id) ON DELETE CASCADE;
ALTER TABLE product_option_group_channels_channel ADD FOREIGN KEY ("productOptionGroupId") REFERENCES product_option_group (id) ON DELETE CASCADE;
ALTER TABLE product_option_group_channels_channel ADD FOREIGN KEY ("channelId") REFERENCES channel (id) ON DELETE CASCADE;
ALTER TABLE product_option_channels_channel ADD FOREIGN KEY ("productOptionId") REFERENCES product_option (id) ON DELETE CASCADE;
ALTER TABLE product_option_channels_channel ADD FOREIGN KEY ("channelId") REFERENCES channel (id) ON DELETE CASCADE;
ALTER TABLE product ADD FOREIGN KEY ("featuredAssetId") REFERENCES asset (id) ON DELETE SET NULL;
ALTER TABLE product_translation ADD FOREIGN KEY ("baseId") REFERENCES product (id) ON DELETE NO ACTION;
ALTER TABLE product_asset ADD FOREIGN KEY ("assetId") REFERENCES asset (id) ON DELETE CASCADE;
ALTER TABLE product_asset ADD FOREIGN KEY ("productId") REFERENCES product (id) ON DELETE CASCADE;
ALTER TABLE product_option_groups_product_option_group ADD FOREIGN KEY ("productId") REFERENCES product (id) ON DELETE CASCADE;
ALTER TABLE product_option_groups_product_option_group ADD FOREIGN KEY ("productOptionGroupId") REFERENCES product_option_group (id) ON DELETE NO ACTION;
ALTER TABLE product_facet_values_facet_value ADD FOREIGN KEY ("productId") REFERENCES product (id) ON DELETE CASCADE;
ALTER TABLE product_facet_values_facet_value ADD FOREIGN KEY ("facetValueId") REFERENCES facet_value (id) ON DELETE CASCADE;
ALTER TABLE product_channels_channel ADD FOREIGN KEY ("productId") REFERENCES product (id) ON DELETE CASCADE;
ALTER TABLE product_channels_channel ADD FOREIGN KEY ("channelId") REFERENCES channel (id) ON DELETE CASCADE;
ALTER TABLE stock_location_channels_channel ADD FOREIGN KEY ("stockLocationId") REFERENCES stock_location (id) ON DELETE CASCADE;
ALTER TABLE stock_location_channels_channel ADD FOREIGN KEY ("channelId") REFERENCES channel (id) ON DELETE CASCADE;
ALTER TABLE product_variant ADD FOREIGN KEY ("featuredAssetId") REFERENCES asset (id) ON DELETE SET NULL;
ALTER TABLE product_variant ADD FOREIGN KEY ("taxCategoryId") REFERENCES tax_category (id) ON DELETE NO ACTION;
ALTER TABLE product_variant ADD FOREIGN KEY ("productId") REFERENCES product (id) ON DELETE NO ACTION;
ALTER TABLE product_variant_translation ADD FOREIGN KEY ("baseId") REFERENCES product_variant (id) ON DELETE CASCADE;
ALTER TABLE product_variant_asset ADD FOREIGN KEY ("assetId") REFERENCES asset (id) ON DELETE CASCADE;
ALTER TABLE product_variant_asset ADD FOREIGN KEY ("productVariantId") REFERENCES product_variant (id) ON DELETE CASCADE;
ALTER TABLE product_variant_price ADD FOREIGN KEY ("variantId") REFERENCES product_variant (id) ON DELETE CASCADE;
ALTER TABLE stock_level ADD FOREIGN KEY ("productVariantId") REFERENCES product_variant (id) ON DELETE CASCADE;
ALTER TABLE stock_level ADD FOREIGN KEY ("stockLocationId") REFERENCES stock_location (id) ON DELETE CASCADE;
ALTER TABLE product_variant_options_product_option ADD FOREIGN KEY ("productVariantId") REFERENCES product_variant (id) ON DELETE CASCADE;
ALTER TABLE product_variant_options_product_option ADD FOREIGN KEY ("productOptionId") REFERENCES product_option (id) ON DELETE CASCADE;
ALTER TABLE product_variant_facet_values_facet_value ADD FOREIGN KEY ("productVariantId") REFERENCES product_variant (id) ON DELETE CASCADE;
ALTER TABLE product_variant_facet_values_facet_value ADD FOREIGN KEY ("facetValueId") REFERENCES facet_value (id) ON DELETE CASCADE;
ALTER TABLE product_variant_channels_channel ADD FOREIGN KEY ("productVariantId") REFERENCES product_variant (id) ON DELETE CASCADE;
ALTER TABLE product_variant_channels_channel ADD FOREIGN KEY ("channelId") REFERENCES channel (id) ON DELETE CASCADE;
ALTER TABLE collection ADD FOREIGN KEY ("parentId") REFERENCES collection (id) ON DELETE NO ACTION;
ALTER TABLE collection ADD FOREIGN KEY ("featuredAssetId") REFERENCES asset (id) ON DELETE SET NULL;
ALTER TABLE collection_translation ADD FOREIGN KEY ("baseId") REFERENCES collection (id) ON DELETE CASCADE;
ALTER TABLE collection_asset ADD FOREIGN KEY ("assetId") REFERENCES asset (id) ON DELETE CASCADE;
ALTER TABLE collection_asset ADD FOREIGN KEY ("collectionId") REFERENCES collection (id) ON DELETE CASCADE;
ALTER TABLE collection_channels_channel ADD FOREIGN KEY ("collectionId") REFERENCES collection (id) ON DELETE CASCADE;
ALTER TABLE collection_channels_channel ADD FOREIGN KEY ("channelId") REFERENCES channel (id) ON DELETE CASCADE;
ALTER TABLE collection_product_variants_product_variant ADD FOREIGN KEY ("collectionId") REFERENCES collection (id) ON DELETE CASCADE;
ALTER TABLE collection_product_variants_product_variant ADD FOREIGN KEY ("productVariantId") REFERENCES product_variant (id) ON DELETE CASCADE;
ALTER TABLE collection_closure ADD FOREIGN KEY (id_ancestor) REFERENCES collection (id) ON DELETE CASCADE;
ALTER TABLE collection_closure ADD FOREIGN KEY (id_descendant) REFERENCES collection (id) ON DELETE CASCADE;
ALTER TABLE authentication_method ADD FOREIGN KEY ("userId") REFERENCES "user" (id) ON DELETE NO ACTION;
ALTER TABLE role_channels_channel ADD FOREIGN KEY ("roleId") REFERENCES role (id) ON DELETE CASCADE;
ALTER TABLE role_channels_channel ADD FOREIGN KEY ("channelId") REFERENCES channel (id) ON DELETE CASCADE;
ALTER TABLE user_roles_role ADD FOREIGN KEY ("userId") REFERENCES "user" (id) ON DELETE CASCADE;
ALTER TABLE user_roles_role ADD FOREIGN KEY ("roleId") REFERENCES role (id) ON DELETE CASCADE;
ALTER TABLE administrator ADD FOREIGN KEY ("userId") REFERENCES "user" (id) ON DELETE NO ACTION;
ALTER TABLE customer ADD FOREIGN KEY ("userId") REFERENCES "user" (id) ON DELETE NO ACTION;
ALTER TABLE customer_groups_customer_group ADD FOREIGN KEY ("customerId") REFERENCES customer (id) ON DELETE CASCADE;
ALTER TABLE customer_groups_customer_group ADD FOREIGN KEY ("customerGroupId") REFERENCES customer_group (id) ON DELETE CASCADE;
ALTER TABLE customer_channels_channel ADD FOREIGN KEY ("customerId") REFERENCES customer (id) ON DELETE CASCADE;
ALTER TABLE customer_channels_channel ADD FOREIGN KEY ("channelId") REFERENCES channel (id) ON DELETE CASCADE;
ALTER TABLE address ADD FOREIGN KEY ("customerId") REFERENCES customer (id) ON DELETE NO ACTION;
ALTER TABLE address ADD FOREIGN KEY ("countryId") REFERENCES region (id) ON DELETE NO ACTION;
ALTER TABLE promotion_translation ADD FOREIGN KEY ("baseId") REFERENCES promotion (id) ON DELETE CASCADE;
ALTER TABLE promotion_channels_channel ADD FOREIGN KEY ("promotionId") REFERENCES promotion (id) ON DELETE CASCADE;
ALTER TABLE promotion_channels_channel ADD FOREIGN KEY ("channelId") REFERENCES channel (id) ON DELETE CASCADE;
ALTER TABLE shipping_method_translation ADD FOREIGN KEY ("baseId") REFERENCES shipping_method (id) ON DELETE CASCADE;
ALTER TABLE shipping_method_channels_channel ADD FOREIGN KEY ("shippingMethodId") REFERENCES shipping_method (id) ON DELETE CASCADE;
ALTER TABLE shipping_method_channels_channel ADD FOREIGN KEY ("channelId") REFERENCES channel (id) ON DELETE CASCADE;
ALTER TABLE payment_method_translation ADD FOREIGN KEY ("baseId") REFERENCES payment_method (id) ON DELETE CASCADE;
ALTER TABLE payment_method_channels_channel ADD FOREIGN KEY ("paymentMethodId") REFERENCES payment_method (id) ON DELETE CASCADE;
ALTER TABLE payment_method_channels_channel ADD FOREIGN KEY ("channelId") REFERENCES channel (id) ON DELETE CASCADE;
ALTER TABLE "order" ADD FOREIGN KEY ("aggregateOrderId") REFERENCES "order" (id) ON DELETE NO ACTION;
ALTER TABLE "order" ADD FOREIGN KEY ("customerId") REFERENCES customer (id) ON DELETE NO ACTION;
ALTER TABLE shipping_line ADD FOREIGN KEY ("shippingMethodId") REFERENCES shipping_method (id) ON DELETE NO ACTION;
ALTER TABLE shipping_line ADD FOREIGN KEY ("orderId") REFERENCES "order" (id) ON DELETE CASCADE;
ALTER TABLE order_line ADD FOREIGN KEY ("sellerChannelId") REFERENCES channel (id) ON DELETE SET NULL;
ALTER TABLE order_line ADD FOREIGN KEY ("shippingLineId") REFERENCES shipping_line (id) ON DELETE SET NULL;
ALTER TABLE order_line ADD FOREIGN KEY ("productVariantId") REFERENCES product_variant (id) ON DELETE CASCADE;
ALTER TABLE order_line ADD FOREIGN KEY ("taxCategoryId") REFERENCES tax_category (id) ON DELETE NO ACTION;
ALTER TABLE order_line ADD FOREIGN KEY ("featuredAssetId") REFERENCES asset (id) ON DELETE SET NULL;
ALTER TABLE order_line ADD FOREIGN KEY ("orderId") REFERENCES "order" (id) ON DELETE CASCADE;
ALTER TABLE stock_movement ADD FOREIGN KEY ("productVariantId") REFERENCES product_variant (id) ON DELETE NO ACTION;
ALTER TABLE stock_movement ADD FOREIGN KEY ("stockLocationId") REFERENCES stock_location (id) ON DELETE CASCADE;
ALTER TABLE stock_movement ADD FOREIGN KEY ("orderLineId") REFERENCES order_line (id) ON DELETE NO ACTION;
ALTER TABLE payment ADD FOREIGN KEY ("orderId") REFERENCES "order" (id) ON DELETE NO ACTION;
ALTER TABLE refund ADD FOREIGN KEY ("paymentId") REFERENCES payment (id) ON DELETE NO ACTION;
ALTER TABLE order_modification ADD FOREIGN KEY ("orderId") REFERENCES "order" (id) ON DELETE CASCADE;
ALTER TABLE order_modification ADD FOREIGN KEY ("paymentId") REFERENCES payment (id) ON DELETE NO ACTION;
ALTER TABLE order_modification ADD FOREIGN KEY ("refundId") REFERENCES refund (id) ON DELETE NO ACTION;
ALTER TABLE surcharge ADD FOREIGN KEY ("orderId") REFERENCES "order" (id) ON DELETE CASCADE;
ALTER TABLE surcharge ADD FOREIGN KEY ("orderModificationId") REFERENCES order_modification (id) ON DELETE NO ACTION;
ALTER TABLE order_line_reference ADD FOREIGN KEY ("orderLineId") REFERENCES order_line (id) ON DELETE CASCADE;
ALTER TABLE order_line_reference ADD FOREIGN KEY ("fulfillmentId") REFERENCES fulfillment (id) ON DELETE NO ACTION;
ALTER TABLE order_line_reference ADD FOREIGN KEY ("modificationId") REFERENCES order_modification (id) ON DELETE NO ACTION;
ALTER TABLE order_line_reference ADD FOREIGN KEY ("refundId") REFERENCES refund (id) ON DELETE NO ACTION;
ALTER TABLE history_entry ADD FOREIGN KEY ("administratorId") REFERENCES administrator (id) ON DELETE NO ACTION;
ALTER TABLE history_entry ADD FOREIGN KEY ("customerId") REFERENCES customer (id) ON DELETE CASCADE;
ALTER TABLE history_entry ADD FOREIGN KEY ("orderId") REFERENCES "order" (id) ON DELETE CASCADE;
ALTER TABLE order_promotions_promotion ADD FOREIGN KEY ("orderId") REFERENCES "order" (id) ON DELETE CASCADE;
ALTER TABLE order_promotions_promotion ADD FOREIGN KEY ("promotionId") REFERENCES promotion (id) ON DELETE CASCADE;
ALTER TABLE order_fulfillments_fulfillment ADD FOREIGN KEY ("orderId") REFERENCES "order" (id) ON DELETE CASCADE;
ALTER TABLE order_fulfillments_fulfillment ADD FOREIGN KEY ("fulfillmentId") REFERENCES fulfillment (id) ON DELETE CASCADE;
ALTER TABLE order_channels_channel ADD FOREIGN KEY ("orderId") REFERENCES "order" (id) ON DELETE CASCADE;
ALTER TABLE order_channels_channel ADD FOREIGN KEY ("channelId") REFERENCES channel (id) ON DELETE CASCADE;

INSERT INTO seller (id, name) VALUES (1, 'Default seller');
INSERT INTO zone (id, name) VALUES (1, 'Europe');
INSERT INTO channel (id, code, token, "defaultLanguageCode", "availableLanguageCodes", "defaultCurrencyCode",
    "pricesIncludeTax", "sellerId", "defaultTaxZoneId", "defaultShippingZoneId") VALUES (1, '__default_channel__', 'aaaa',
    'en', 'en,de', 'EUR', true, 1, 1, 1), (2, 'dealers', 'bbbb', 'de', 'de', 'EUR', false, 1, 1, 1);
INSERT INTO global_settings (id, "availableLanguages") VALUES (1, 'en,de');
INSERT INTO settings_store_entry (id, key, value, scope) VALUES (1, 'dashboard.theme', '{"mode": "dark"}', '');
INSERT INTO region (id, code, type, enabled, discriminator) VALUES (1, 'DE', 'country', true, 'Country'), (2, 'FR',
    'country', true, 'Country');
INSERT INTO region (id, code, type, enabled, "parentId", discriminator) VALUES (3, 'DE-BE', 'province', true, 1, 'Province');
INSERT INTO region_translation ("languageCode", name, "baseId") VALUES ('en', 'Germany', 1), ('de', 'Deutschland', 1);
INSERT INTO region_translation ("languageCode", name, "baseId") VALUES ('en', 'France', 2), ('de', 'Frankreich', 2);
INSERT INTO region_translation ("languageCode", name, "baseId") VALUES ('en', 'Berlin', 3);
INSERT INTO zone_members_region ("zoneId", "regionId") VALUES (1, 1), (1, 2);
INSERT INTO tax_category (id, name, "isDefault") VALUES (1, 'Standard', true);
INSERT INTO customer_group (id, name) VALUES (1, 'Regulars');
INSERT INTO tax_rate (id, name, enabled, value, "categoryId", "zoneId", "customerGroupId") VALUES (1, 'Standard Europe',
    true, 19.00, 1, 1, NULL), (2, 'Regulars', false, 7.00, 1, 1, 1);
INSERT INTO tag (id, value) VALUES (1, 'studio');
INSERT INTO asset (id, type, "mimeType", width, height, "fileSize", source, preview) VALUES (1, 'IMAGE', 'image/jpeg',
    800, 600, 48211, 'source/kettle.jpg', 'preview/kettle.jpg'), (2, 'IMAGE', 'image/png', 400, 400, 9120,
    'source/kettle-red.png', 'preview/kettle-red.png');
INSERT INTO asset_translation ("languageCode", name, "baseId") VALUES ('en', 'kettle.jpg', 1), ('de', 'kessel.jpg', 1);
INSERT INTO asset_translation ("languageCode", name, "baseId") VALUES ('en', 'kettle-red.png', 2);
INSERT INTO asset_tags_tag ("assetId", "tagId") VALUES (1, 1);
INSERT INTO asset_channels_channel ("assetId", "channelId") VALUES (1, 1), (2, 1), (1, 2);
INSERT INTO facet (id, code) VALUES (1, 'brand');
INSERT INTO facet_translation ("languageCode", name, "baseId") VALUES ('en', 'Brand', 1), ('de', 'Marke', 1);
INSERT INTO facet_channels_channel ("facetId", "channelId") VALUES (1, 1);
INSERT INTO facet_value (id, code, "facetId") VALUES (1, 'north', 1), (2, 'south', 1);
INSERT INTO facet_value_translation ("languageCode", name, "baseId") VALUES ('en', 'North', 1), ('de', 'Nord', 1);
INSERT INTO facet_value_translation ("languageCode", name, "baseId") VALUES ('en', 'South', 2), ('de', 'Süd', 2);
INSERT INTO facet_value_channels_channel ("facetValueId", "channelId") VALUES (1, 1), (2, 1);
INSERT INTO product_option_group (id, code) VALUES (1, 'colour');
INSERT INTO product_option_group_translation ("languageCode", name, "baseId") VALUES ('en', 'Colour', 1), ('de', 'Farbe', 1);
INSERT INTO product_option (id, code, "groupId") VALUES (1, 'steel', 1), (2, 'red', 1);
INSERT INTO product_option_translation ("languageCode", name, "baseId") VALUES ('en', 'Steel', 1), ('de', 'Stahl', 1);
INSERT INTO product_option_translation ("languageCode", name, "baseId") VALUES ('en', 'Red', 2), ('de', 'Rot', 2);
INSERT INTO product_option_group_channels_channel ("productOptionGroupId", "channelId") VALUES (1, 1);
INSERT INTO product_option_channels_channel ("productOptionId", "channelId") VALUES (1, 1), (2, 1);
INSERT INTO product (id, enabled, "featuredAssetId") VALUES (1, true, 1), (2, true, NULL);
INSERT INTO product_translation ("languageCode", name, slug, description, "baseId") VALUES ('en', 'Kettle', 'kettle',
    '<p>Whistles.</p>', 1), ('de', 'Kessel', 'kessel', '<p>Pfeift.</p>', 1);
INSERT INTO product_translation ("languageCode", name, slug, description, "baseId") VALUES ('en', 'Trivet', 'trivet', '',
    2), ('de', 'Untersetzer', 'untersetzer', '', 2);
INSERT INTO product_asset (id, "assetId", position, "productId") VALUES (1, 1, 0, 1), (2, 2, 1, 1);
INSERT INTO product_option_groups_product_option_group ("productId", "productOptionGroupId") VALUES (1, 1);
INSERT INTO product_facet_values_facet_value ("productId", "facetValueId") VALUES (1, 1), (2, 2);
INSERT INTO product_channels_channel ("productId", "channelId") VALUES (1, 1), (1, 2), (2, 1);
INSERT INTO stock_location (id, name, description) VALUES (1, 'Hamburg', '');
INSERT INTO stock_location_channels_channel ("stockLocationId", "channelId") VALUES (1, 1);
INSERT INTO product_variant (id, sku, "taxCategoryId", "productId", "featuredAssetId") VALUES (1, 'K-ST', 1, 1, NULL), (2,
    'K-RED', 1, 1, 2), (3, 'TRIVET', 1, 2, NULL);
INSERT INTO product_variant_translation ("languageCode", name, "baseId") VALUES ('en', 'Kettle, steel', 1), ('de',
    'Kessel, Stahl', 1);
INSERT INTO product_variant_translation ("languageCode", name, "baseId") VALUES ('en', 'Kettle, red', 2), ('de',
    'Kessel, rot', 2);
INSERT INTO product_variant_translation ("languageCode", name, "baseId") VALUES ('en', 'Trivet', 3), ('de', 'Untersetzer',
    3);
INSERT INTO product_variant_asset (id, "assetId", position, "productVariantId") VALUES (1, 2, 0, 2);
INSERT INTO product_variant_price (id, "currencyCode", "channelId", price, "variantId") VALUES (1, 'EUR', 1, 3990, 1), (2,
    'EUR', 2, 3390, 1), (3, 'USD', 1, 4490, 1), (4, 'EUR', 1, 4290, 2), (5, 'EUR', 1, 900, 3);
INSERT INTO stock_level (id, "stockOnHand", "stockAllocated", "productVariantId", "stockLocationId") VALUES (1, 25, 1, 1,
    1), (2, 4, 0, 2, 1), (3, 90, 0, 3, 1);
INSERT INTO product_variant_options_product_option ("productVariantId", "productOptionId") VALUES (1, 1), (2, 2);
INSERT INTO product_variant_facet_values_facet_value ("productVariantId", "facetValueId") VALUES (2, 2);
INSERT INTO product_variant_channels_channel ("productVariantId", "channelId") VALUES (1, 1), (2, 1), (3, 1), (1, 2);
INSERT INTO collection (id, "isRoot", position, filters, "parentId", "featuredAssetId") VALUES (1, true, 0, '[]', NULL,
    NULL), (2, false, 1, '[{"code":"facet-value-filter"}]', 1, 1);
INSERT INTO collection_translation ("languageCode", name, slug, description, "baseId") VALUES ('en',
    '__root_collection__', 'root', 'The root', 1);
INSERT INTO collection_translation ("languageCode", name, slug, description, "baseId") VALUES ('en', 'Kitchen', 'kitchen',
    '', 2), ('de', 'Küche', 'kueche', '', 2);
INSERT INTO collection_asset (id, "assetId", position, "collectionId") VALUES (1, 1, 0, 2);
INSERT INTO collection_channels_channel ("collectionId", "channelId") VALUES (1, 1), (2, 1);
INSERT INTO collection_product_variants_product_variant ("collectionId", "productVariantId") VALUES (2, 1), (2, 2);
INSERT INTO collection_closure (id_ancestor, id_descendant) VALUES (1, 1), (1, 2), (2, 2);
INSERT INTO "user" (id, identifier, verified, "lastLogin") VALUES (1, 'superadmin', true, '2026-03-01 10:00:00.123456'),
    (2, 'ada@example.com', true, NULL);
INSERT INTO authentication_method (id, identifier, "passwordHash", type, "userId") VALUES (1, 'superadmin', 'nohash',
    'NativeAuthenticationMethod', 1), (2, 'ada@example.com', 'nohash', 'NativeAuthenticationMethod', 2);
INSERT INTO role (id, code, description, permissions) VALUES (1, '__super_admin_role__', 'SuperAdmin',
    'SuperAdmin,Authenticated');
INSERT INTO role_channels_channel ("roleId", "channelId") VALUES (1, 1);
INSERT INTO user_roles_role ("userId", "roleId") VALUES (1, 1);
INSERT INTO administrator (id, "firstName", "lastName", "emailAddress", "userId") VALUES (1, 'Super', 'Admin',
    'superadmin', 1);
INSERT INTO customer (id, "firstName", "lastName", "emailAddress", "userId") VALUES (1, 'Ada', 'Winter',
    'ada@example.com', 2), (2, 'Bo', 'Lind', 'bo@example.com', NULL);
INSERT INTO customer_groups_customer_group ("customerId", "customerGroupId") VALUES (1, 1);
INSERT INTO customer_channels_channel ("customerId", "channelId") VALUES (1, 1), (2, 1);
INSERT INTO address (id, "fullName", "streetLine1", city, "customerId", "countryId") VALUES (1, 'Ada Winter', 'Lane 1',
    'Berlin', 1, 1);
INSERT INTO promotion (id, "couponCode", enabled, conditions, actions, "priorityScore", "startsAt") VALUES (1, 'TEA',
    true, '[]', '[{"code":"order_percentage_discount"}]', 0, '2026-03-01');
INSERT INTO promotion_translation ("languageCode", name, description, "baseId") VALUES ('en', 'Tea weeks', '', 1), ('de',
    'Teewochen', '', 1);
INSERT INTO promotion_channels_channel ("promotionId", "channelId") VALUES (1, 1);
INSERT INTO shipping_method (id, code, checker, calculator, "fulfillmentHandlerCode") VALUES (1, 'parcel', '{}', '{}',
    'manual-fulfillment');
INSERT INTO shipping_method_translation ("languageCode", name, "baseId") VALUES ('en', 'Parcel', 1), ('de', 'Paket', 1);
INSERT INTO shipping_method_channels_channel ("shippingMethodId", "channelId") VALUES (1, 1);
INSERT INTO payment_method (id, code, enabled, handler) VALUES (1, 'invoice', true, '{}');
INSERT INTO payment_method_translation ("languageCode", name, description, "baseId") VALUES ('en', 'Invoice', '', 1),
    ('de', 'Rechnung', '', 1);
INSERT INTO payment_method_channels_channel ("paymentMethodId", "channelId") VALUES (1, 1);
INSERT INTO "order" (id, code, state, active, "orderPlacedAt", "couponCodes", "shippingAddress", "billingAddress",
    "currencyCode", "customerId", "subTotal", "subTotalWithTax", shipping, "shippingWithTax") VALUES (1, 'T4EA7POT',
    'Delivered', false, '2026-03-02 09:00:00.5', 'TEA', '{}', '{}', 'EUR', 1, 3353, 3990, 412, 490);
INSERT INTO shipping_line (id, "listPriceIncludesTax", adjustments, "taxLines", "shippingMethodId", "listPrice",
    "orderId") VALUES (1, true, '[]', '[]', 1, 490, 1);
INSERT INTO order_line (id, quantity, "orderPlacedQuantity", "listPriceIncludesTax", adjustments, "taxLines",
    "shippingLineId", "productVariantId", "taxCategoryId", "listPrice", "orderId") VALUES (1, 1, 1, true, '[]', '[]', 1,
    1, 1, 3990, 1);
INSERT INTO stock_movement (id, type, quantity, "stockLocationId", discriminator, "productVariantId",
    "orderLineId") VALUES (1, 'ADJUSTMENT', 26, 1, 'StockAdjustment', 1, NULL), (2, 'SALE', -1, 1, 'Sale', 1, 1);
INSERT INTO payment (id, method, state, metadata, amount, "orderId") VALUES (1, 'invoice', 'Settled', '{}', 4480, 1);
INSERT INTO refund (id, method, state, metadata, "paymentId", items, shipping, adjustment, total) VALUES (1, 'invoice',
    'Settled', '{}', 1, 0, 0, 100, 100);
INSERT INTO fulfillment (id, state, "trackingCode", method, "handlerCode") VALUES (1, 'Delivered', 'JD0001', 'Parcel',
    'manual-fulfillment');
INSERT INTO order_modification (id, note, "priceChange", "orderId", "refundId") VALUES (1, 'Less', -100, 1, 1);
INSERT INTO surcharge (id, description, "listPriceIncludesTax", sku, "taxLines", "listPrice", "orderId",
    "orderModificationId") VALUES (1, 'Gift wrap', true, '', '[]', 200, 1, 1);
INSERT INTO order_line_reference (id, quantity, "fulfillmentId", "orderLineId", discriminator) VALUES (1, 1, 1, 1,
    'FulfillmentLine');
INSERT INTO order_line_reference (id, quantity, "refundId", "orderLineId", discriminator) VALUES (2, 1, 1, 1, 'RefundLine');
INSERT INTO history_entry (id, type, "isPublic", data, discriminator, "customerId", "orderId",
    "administratorId") VALUES (1, 'CUSTOMER_REGISTERED', false, '{}', 'customer-history-entry', 1, NULL, NULL), (2,
    'ORDER_STATE_TRANSITION', true, '{}', 'order-history-entry', NULL, 1, 1);
INSERT INTO order_promotions_promotion ("orderId", "promotionId") VALUES (1, 1);
INSERT INTO order_fulfillments_fulfillment ("orderId", "fulfillmentId") VALUES (1, 1);
INSERT INTO order_channels_channel ("orderId", "channelId") VALUES (1, 1);
SELECT setval(pg_get_serial_sequence('seller', 'id'), 100);
SELECT setval(pg_get_serial_sequence('zone', 'id'), 100);
SELECT setval(pg_get_serial_sequence('channel', 'id'), 100);
SELECT setval(pg_get_serial_sequence('global_settings', 'id'), 100);
SELECT setval(pg_get_serial_sequence('settings_store_entry', 'id'), 100);
SELECT setval(pg_get_serial_sequence('region', 'id'), 100);
SELECT setval(pg_get_serial_sequence('tax_category', 'id'), 100);
SELECT setval(pg_get_serial_sequence('customer_group', 'id'), 100);
SELECT setval(pg_get_serial_sequence('tax_rate', 'id'), 100);
SELECT setval(pg_get_serial_sequence('tag', 'id'), 100);
SELECT setval(pg_get_serial_sequence('asset', 'id'), 100);
SELECT setval(pg_get_serial_sequence('facet', 'id'), 100);
SELECT setval(pg_get_serial_sequence('facet_value', 'id'), 100);
SELECT setval(pg_get_serial_sequence('product_option_group', 'id'), 100);
SELECT setval(pg_get_serial_sequence('product_option', 'id'), 100);
SELECT setval(pg_get_serial_sequence('product', 'id'), 100);
SELECT setval(pg_get_serial_sequence('product_asset', 'id'), 100);
SELECT setval(pg_get_serial_sequence('stock_location', 'id'), 100);
SELECT setval(pg_get_serial_sequence('product_variant', 'id'), 100);
SELECT setval(pg_get_serial_sequence('product_variant_asset', 'id'), 100);
SELECT setval(pg_get_serial_sequence('product_variant_price', 'id'), 100);
SELECT setval(pg_get_serial_sequence('stock_level', 'id'), 100);
SELECT setval(pg_get_serial_sequence('collection', 'id'), 100);
SELECT setval(pg_get_serial_sequence('collection_asset', 'id'), 100);
SELECT setval(pg_get_serial_sequence('"user"', 'id'), 100);
SELECT setval(pg_get_serial_sequence('authentication_method', 'id'), 100);
SELECT setval(pg_get_serial_sequence('role', 'id'), 100);
SELECT setval(pg_get_serial_sequence('administrator', 'id'), 100);
SELECT setval(pg_get_serial_sequence('customer', 'id'), 100);
SELECT setval(pg_get_serial_sequence('address', 'id'), 100);
SELECT setval(pg_get_serial_sequence('promotion', 'id'), 100);
SELECT setval(pg_get_serial_sequence('shipping_method', 'id'), 100);
SELECT setval(pg_get_serial_sequence('payment_method', 'id'), 100);
SELECT setval(pg_get_serial_sequence('"order"', 'id'), 100);
SELECT setval(pg_get_serial_sequence('shipping_line', 'id'), 100);
SELECT setval(pg_get_serial_sequence('order_line', 'id'), 100);
SELECT setval(pg_get_serial_sequence('stock_movement', 'id'), 100);
SELECT setval(pg_get_serial_sequence('payment', 'id'), 100);
SELECT setval(pg_get_serial_sequence('refund', 'id'), 100);
SELECT setval(pg_get_serial_sequence('fulfillment', 'id'), 100);
SELECT setval(pg_get_serial_sequence('order_modification', 'id'), 100);
SELECT setval(pg_get_serial_sequence('surcharge', 'id'), 100);
SELECT setval(pg_get_serial_sequence('order_line_reference', 'id'), 100);
SELECT setval(pg_get_serial_sequence('history_entry', 'id'), 100);
