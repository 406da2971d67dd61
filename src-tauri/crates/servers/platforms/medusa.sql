-- Tables of Medusa 2 as far as the profile names them, with their types, keys and foreign keys (2.12), and a few rows. Written by us
-- after the platform's published tables; it is no copy of them, and holds nobody's data.

CREATE TYPE order_status_enum AS ENUM ('pending', 'completed', 'draft', 'archived', 'canceled', 'requires_action');
CREATE TYPE return_status_enum AS ENUM ('open', 'requested', 'received', 'partially_received', 'canceled');
CREATE TYPE order_claim_type_enum AS ENUM ('refund', 'replace');
CREATE TABLE dates (created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now(), deleted_at timestamptz);
CREATE TABLE product_collection (id text PRIMARY KEY, title text NOT NULL, handle text NOT NULL, metadata jsonb,
    LIKE dates INCLUDING DEFAULTS);
CREATE TABLE product_type (id text PRIMARY KEY, value text NOT NULL, metadata json, LIKE dates INCLUDING DEFAULTS);
CREATE TABLE product_tag (id text PRIMARY KEY, value text NOT NULL, metadata jsonb, LIKE dates INCLUDING DEFAULTS);
CREATE TABLE product_category (id text PRIMARY KEY, name text NOT NULL, description text NOT NULL DEFAULT '',
    handle text NOT NULL, mpath text NOT NULL, is_active boolean NOT NULL DEFAULT false,
    is_internal boolean NOT NULL DEFAULT false, rank integer NOT NULL DEFAULT 0,
    parent_category_id text REFERENCES product_category (id) ON UPDATE CASCADE ON DELETE CASCADE, metadata jsonb,
    LIKE dates INCLUDING DEFAULTS);
CREATE TABLE product (id text PRIMARY KEY, title text NOT NULL, handle text NOT NULL, subtitle text, description text,
    is_giftcard boolean NOT NULL DEFAULT false, status text NOT NULL DEFAULT 'draft' CHECK (status IN ('draft',
    'proposed', 'published', 'rejected')), thumbnail text, weight text,
    collection_id text REFERENCES product_collection (id) ON UPDATE CASCADE ON DELETE SET NULL,
    type_id text REFERENCES product_type (id) ON UPDATE CASCADE ON DELETE SET NULL,
    discountable boolean NOT NULL DEFAULT true, external_id text, metadata jsonb, LIKE dates INCLUDING DEFAULTS);
CREATE UNIQUE INDEX ON product (handle) WHERE deleted_at IS NULL;
CREATE TABLE image (id text PRIMARY KEY, url text NOT NULL, metadata jsonb, rank integer NOT NULL DEFAULT 0,
    product_id text NOT NULL REFERENCES product (id) ON UPDATE CASCADE ON DELETE CASCADE, LIKE dates INCLUDING DEFAULTS);
CREATE TABLE product_option (id text PRIMARY KEY, title text NOT NULL,
    product_id text NOT NULL REFERENCES product (id) ON UPDATE CASCADE ON DELETE CASCADE, metadata jsonb,
    LIKE dates INCLUDING DEFAULTS);
CREATE TABLE product_option_value (id text PRIMARY KEY, value text NOT NULL,
    option_id text REFERENCES product_option (id) ON UPDATE CASCADE ON DELETE CASCADE, metadata jsonb,
    LIKE dates INCLUDING DEFAULTS);
CREATE TABLE product_variant (id text PRIMARY KEY, title text NOT NULL, sku text, barcode text,
    allow_backorder boolean NOT NULL DEFAULT false, manage_inventory boolean NOT NULL DEFAULT true, weight integer,
    metadata jsonb, variant_rank integer DEFAULT 0,
    product_id text REFERENCES product (id) ON UPDATE CASCADE ON DELETE CASCADE, thumbnail text,
    LIKE dates INCLUDING DEFAULTS);
CREATE UNIQUE INDEX ON product_variant (sku) WHERE deleted_at IS NULL;
CREATE TABLE product_variant_option (variant_id text REFERENCES product_variant (id) ON UPDATE CASCADE ON DELETE CASCADE,
    option_value_id text REFERENCES product_option_value (id) ON UPDATE CASCADE ON DELETE CASCADE,
    PRIMARY KEY (variant_id, option_value_id));
CREATE TABLE product_variant_product_image (id text PRIMARY KEY, variant_id text NOT NULL,
    image_id text NOT NULL REFERENCES image (id) ON DELETE CASCADE, LIKE dates INCLUDING DEFAULTS);
CREATE TABLE product_tags (product_id text REFERENCES product (id) ON UPDATE CASCADE ON DELETE CASCADE,
    product_tag_id text REFERENCES product_tag (id) ON UPDATE CASCADE ON DELETE CASCADE, PRIMARY KEY (product_id,
    product_tag_id));
CREATE TABLE product_category_product (product_id text REFERENCES product (id) ON UPDATE CASCADE ON DELETE CASCADE,
    product_category_id text REFERENCES product_category (id) ON UPDATE CASCADE ON DELETE CASCADE,
    PRIMARY KEY (product_id, product_category_id));
CREATE TABLE price_list (id text PRIMARY KEY, status text NOT NULL DEFAULT 'draft', starts_at timestamptz,
    ends_at timestamptz, rules_count integer DEFAULT 0, title text NOT NULL, description text NOT NULL,
    type text NOT NULL DEFAULT 'sale', LIKE dates INCLUDING DEFAULTS);
CREATE TABLE price_list_rule (id text PRIMARY KEY,
    price_list_id text NOT NULL REFERENCES price_list (id) ON UPDATE CASCADE ON DELETE CASCADE, value jsonb,
    attribute text NOT NULL DEFAULT '', LIKE dates INCLUDING DEFAULTS);
CREATE TABLE price_set (id text PRIMARY KEY, LIKE dates INCLUDING DEFAULTS);
CREATE TABLE price (id text PRIMARY KEY, title text,
    price_set_id text NOT NULL REFERENCES price_set (id) ON UPDATE CASCADE ON DELETE CASCADE, currency_code text NOT NULL,
    rules_count integer DEFAULT 0, price_list_id text REFERENCES price_list (id) ON UPDATE CASCADE ON DELETE CASCADE,
    amount numeric NOT NULL, raw_amount jsonb NOT NULL, min_quantity numeric , raw_min_quantity jsonb ,
    max_quantity numeric , raw_max_quantity jsonb , LIKE dates INCLUDING DEFAULTS);
CREATE TABLE price_rule (id text PRIMARY KEY, value text NOT NULL, priority integer NOT NULL DEFAULT 0,
    price_id text NOT NULL REFERENCES price (id) ON UPDATE CASCADE ON DELETE CASCADE, attribute text NOT NULL DEFAULT '',
    operator text NOT NULL DEFAULT 'eq', LIKE dates INCLUDING DEFAULTS);
CREATE TABLE product_variant_price_set (variant_id varchar(255) NOT NULL, price_set_id varchar(255) NOT NULL,
    id varchar(255) NOT NULL, LIKE dates INCLUDING DEFAULTS, PRIMARY KEY (variant_id, price_set_id));
CREATE TABLE product_sales_channel (product_id varchar(255) NOT NULL, sales_channel_id varchar(255) NOT NULL,
    id varchar(255) NOT NULL, LIKE dates INCLUDING DEFAULTS, PRIMARY KEY (product_id, sales_channel_id));
CREATE TABLE product_shipping_profile (product_id varchar(255) NOT NULL, shipping_profile_id varchar(255) NOT NULL,
    id varchar(255) NOT NULL, LIKE dates INCLUDING DEFAULTS, PRIMARY KEY (product_id, shipping_profile_id));
CREATE TABLE customer_account_holder (customer_id varchar(255) NOT NULL, account_holder_id varchar(255) NOT NULL,
    id varchar(255) NOT NULL, LIKE dates INCLUDING DEFAULTS, PRIMARY KEY (customer_id, account_holder_id));
CREATE TABLE order_cart (order_id varchar(255) NOT NULL, cart_id varchar(255) NOT NULL, id varchar(255) NOT NULL,
    LIKE dates INCLUDING DEFAULTS, PRIMARY KEY (order_id, cart_id));
CREATE TABLE order_payment_collection (order_id varchar(255) NOT NULL, payment_collection_id varchar(255) NOT NULL,
    id varchar(255) NOT NULL, LIKE dates INCLUDING DEFAULTS, PRIMARY KEY (order_id, payment_collection_id));
CREATE TABLE order_fulfillment (order_id varchar(255) NOT NULL, fulfillment_id varchar(255) NOT NULL,
    id varchar(255) NOT NULL, LIKE dates INCLUDING DEFAULTS, PRIMARY KEY (order_id, fulfillment_id));
CREATE TABLE order_promotion (order_id varchar(255) NOT NULL, promotion_id varchar(255) NOT NULL,
    id varchar(255) NOT NULL, LIKE dates INCLUDING DEFAULTS, PRIMARY KEY (order_id, promotion_id));
CREATE TABLE return_fulfillment (return_id varchar(255) NOT NULL, fulfillment_id varchar(255) NOT NULL,
    id varchar(255) NOT NULL, LIKE dates INCLUDING DEFAULTS, PRIMARY KEY (return_id, fulfillment_id));
CREATE TABLE shipping_option_price_set (shipping_option_id varchar(255) NOT NULL, price_set_id varchar(255) NOT NULL,
    id varchar(255) NOT NULL, LIKE dates INCLUDING DEFAULTS, PRIMARY KEY (shipping_option_id, price_set_id));
CREATE TABLE sales_channel_stock_location (sales_channel_id varchar(255) NOT NULL,
    stock_location_id varchar(255) NOT NULL, id varchar(255) NOT NULL, LIKE dates INCLUDING DEFAULTS,
    PRIMARY KEY (sales_channel_id, stock_location_id));
CREATE TABLE product_variant_inventory_item (variant_id varchar(255) NOT NULL, inventory_item_id varchar(255) NOT NULL,
    id varchar(255) NOT NULL, required_quantity integer NOT NULL DEFAULT 1, LIKE dates INCLUDING DEFAULTS,
    PRIMARY KEY (variant_id, inventory_item_id));
CREATE TABLE inventory_item (id text PRIMARY KEY, sku text, requires_shipping boolean NOT NULL DEFAULT true,
    description text, title text, metadata jsonb, LIKE dates INCLUDING DEFAULTS);
CREATE TABLE stock_location_address (id text PRIMARY KEY, address_1 text NOT NULL, city text, country_code text NOT NULL,
    metadata jsonb, LIKE dates INCLUDING DEFAULTS);
CREATE TABLE stock_location (id text PRIMARY KEY, name text NOT NULL,
    address_id text REFERENCES stock_location_address (id) ON UPDATE CASCADE ON DELETE CASCADE, metadata jsonb,
    LIKE dates INCLUDING DEFAULTS);
CREATE TABLE inventory_level (id text PRIMARY KEY,
    inventory_item_id text NOT NULL REFERENCES inventory_item (id) ON UPDATE CASCADE ON DELETE CASCADE,
    location_id text NOT NULL, stocked_quantity numeric NOT NULL DEFAULT 0, reserved_quantity numeric NOT NULL DEFAULT 0,
    incoming_quantity numeric NOT NULL DEFAULT 0, raw_stocked_quantity jsonb, raw_reserved_quantity jsonb,
    raw_incoming_quantity jsonb, LIKE dates INCLUDING DEFAULTS);
CREATE TABLE reservation_item (id text PRIMARY KEY, line_item_id text, location_id text NOT NULL,
    quantity numeric NOT NULL, raw_quantity jsonb,
    inventory_item_id text NOT NULL REFERENCES inventory_item (id) ON UPDATE CASCADE ON DELETE CASCADE, metadata jsonb,
    LIKE dates INCLUDING DEFAULTS);
CREATE TABLE sales_channel (id text PRIMARY KEY, name text NOT NULL, description text,
    is_disabled boolean NOT NULL DEFAULT false, metadata jsonb, LIKE dates INCLUDING DEFAULTS);
CREATE TABLE customer (id text PRIMARY KEY, company_name text, first_name text, last_name text, email text, phone text,
    has_account boolean NOT NULL DEFAULT false, metadata jsonb, created_by text, LIKE dates INCLUDING DEFAULTS);
CREATE TABLE customer_address (id text PRIMARY KEY,
    customer_id text NOT NULL REFERENCES customer (id) ON UPDATE CASCADE ON DELETE CASCADE,
    is_default_shipping boolean NOT NULL DEFAULT false, first_name text, last_name text, address_1 text, city text,
    country_code text, postal_code text, metadata jsonb, LIKE dates INCLUDING DEFAULTS);
CREATE TABLE customer_group (id text PRIMARY KEY, name text NOT NULL, metadata jsonb, LIKE dates INCLUDING DEFAULTS);
CREATE TABLE customer_group_customer (id text PRIMARY KEY,
    customer_id text NOT NULL REFERENCES customer (id) ON UPDATE CASCADE ON DELETE CASCADE,
    customer_group_id text NOT NULL REFERENCES customer_group (id) ON UPDATE CASCADE ON DELETE CASCADE, metadata jsonb,
    LIKE dates INCLUDING DEFAULTS);
CREATE TABLE order_address (id text PRIMARY KEY, customer_id text, first_name text, last_name text, address_1 text,
    city text, country_code text, metadata jsonb, LIKE dates INCLUDING DEFAULTS);
CREATE TABLE "order" (id text PRIMARY KEY, region_id text, display_id serial, customer_id text,
    version integer NOT NULL DEFAULT 1, sales_channel_id text, status order_status_enum NOT NULL DEFAULT 'pending',
    is_draft_order boolean NOT NULL DEFAULT false, email text, currency_code text NOT NULL,
    shipping_address_id text REFERENCES order_address (id) ON UPDATE CASCADE ON DELETE CASCADE,
    billing_address_id text REFERENCES order_address (id) ON UPDATE CASCADE ON DELETE CASCADE, metadata jsonb,
    canceled_at timestamptz, LIKE dates INCLUDING DEFAULTS);
CREATE TABLE order_line_item (id text PRIMARY KEY, title text NOT NULL, variant_id text, product_id text,
    product_title text, variant_sku text, is_tax_inclusive boolean NOT NULL DEFAULT false, unit_price numeric NOT NULL,
    raw_unit_price jsonb NOT NULL, metadata jsonb, LIKE dates INCLUDING DEFAULTS);
CREATE TABLE order_item (id text PRIMARY KEY,
    order_id text NOT NULL REFERENCES "order" (id) ON UPDATE CASCADE ON DELETE CASCADE, version integer NOT NULL,
    item_id text NOT NULL REFERENCES order_line_item (id) ON UPDATE CASCADE ON DELETE CASCADE, quantity numeric NOT NULL,
    raw_quantity jsonb NOT NULL, fulfilled_quantity numeric NOT NULL, raw_fulfilled_quantity jsonb NOT NULL,
    metadata jsonb, LIKE dates INCLUDING DEFAULTS);
CREATE TABLE order_line_item_adjustment (id text PRIMARY KEY, description text, promotion_id text, code text,
    amount numeric NOT NULL, raw_amount jsonb NOT NULL,
    item_id text NOT NULL REFERENCES order_line_item (id) ON UPDATE CASCADE ON DELETE CASCADE,
    LIKE dates INCLUDING DEFAULTS);
CREATE TABLE order_line_item_tax_line (id text PRIMARY KEY, code text NOT NULL, rate numeric NOT NULL,
    raw_rate jsonb NOT NULL, item_id text NOT NULL REFERENCES order_line_item (id) ON UPDATE CASCADE ON DELETE CASCADE,
    LIKE dates INCLUDING DEFAULTS);
CREATE TABLE order_shipping_method (id text PRIMARY KEY, name text NOT NULL, amount numeric NOT NULL,
    raw_amount jsonb NOT NULL, shipping_option_id text, data jsonb, metadata jsonb, LIKE dates INCLUDING DEFAULTS);
CREATE TABLE order_shipping_method_adjustment (id text PRIMARY KEY, code text, amount numeric NOT NULL,
    raw_amount jsonb NOT NULL,
    shipping_method_id text NOT NULL REFERENCES order_shipping_method (id) ON UPDATE CASCADE ON DELETE CASCADE,
    LIKE dates INCLUDING DEFAULTS);
CREATE TABLE order_shipping_method_tax_line (id text PRIMARY KEY, code text NOT NULL, rate numeric NOT NULL,
    raw_rate jsonb NOT NULL,
    shipping_method_id text NOT NULL REFERENCES order_shipping_method (id) ON UPDATE CASCADE ON DELETE CASCADE,
    LIKE dates INCLUDING DEFAULTS);
CREATE TABLE order_shipping (id text PRIMARY KEY,
    order_id text NOT NULL REFERENCES "order" (id) ON UPDATE CASCADE ON DELETE CASCADE, version integer NOT NULL,
    shipping_method_id text NOT NULL, return_id text, LIKE dates INCLUDING DEFAULTS);
CREATE TABLE order_summary (id text PRIMARY KEY,
    order_id text NOT NULL REFERENCES "order" (id) ON UPDATE CASCADE ON DELETE CASCADE,
    version integer NOT NULL DEFAULT 1, totals jsonb, LIKE dates INCLUDING DEFAULTS);
CREATE TABLE order_change (id text PRIMARY KEY,
    order_id text NOT NULL REFERENCES "order" (id) ON UPDATE CASCADE ON DELETE CASCADE, version integer NOT NULL,
    status text NOT NULL DEFAULT 'pending', change_type text, metadata jsonb, LIKE dates INCLUDING DEFAULTS);
CREATE TABLE order_change_action (id text PRIMARY KEY, order_id text, version integer, ordering bigserial,
    order_change_id text REFERENCES order_change (id) ON UPDATE CASCADE ON DELETE CASCADE, action text NOT NULL,
    details jsonb, amount numeric , raw_amount jsonb , applied boolean NOT NULL DEFAULT false,
    LIKE dates INCLUDING DEFAULTS);
CREATE TABLE order_transaction (id text PRIMARY KEY,
    order_id text NOT NULL REFERENCES "order" (id) ON UPDATE CASCADE ON DELETE CASCADE,
    version integer NOT NULL DEFAULT 1, amount numeric NOT NULL, raw_amount jsonb NOT NULL, currency_code text NOT NULL,
    reference text, LIKE dates INCLUDING DEFAULTS);
CREATE TABLE order_credit_line (id text PRIMARY KEY,
    order_id text NOT NULL REFERENCES "order" (id) ON UPDATE CASCADE ON DELETE CASCADE, reference text,
    amount numeric NOT NULL, raw_amount jsonb NOT NULL, metadata jsonb, LIKE dates INCLUDING DEFAULTS);
CREATE TABLE payment_provider (id text PRIMARY KEY, is_enabled boolean NOT NULL DEFAULT true, LIKE dates INCLUDING DEFAULTS);
CREATE TABLE payment_collection (id text PRIMARY KEY, currency_code text NOT NULL, amount numeric NOT NULL,
    raw_amount jsonb NOT NULL, captured_amount numeric , raw_captured_amount jsonb , completed_at timestamptz,
    status text NOT NULL DEFAULT 'not_paid', metadata jsonb, LIKE dates INCLUDING DEFAULTS);
CREATE TABLE payment_collection_payment_providers (payment_collection_id text REFERENCES payment_collection (id) ON UPDATE CASCADE ON DELETE CASCADE,
    payment_provider_id text REFERENCES payment_provider (id) ON UPDATE CASCADE ON DELETE CASCADE,
    PRIMARY KEY (payment_collection_id, payment_provider_id));
CREATE TABLE payment_session (id text PRIMARY KEY, currency_code text NOT NULL, amount numeric NOT NULL,
    raw_amount jsonb NOT NULL, provider_id text NOT NULL, data jsonb NOT NULL DEFAULT '{}',
    status text NOT NULL DEFAULT 'pending',
    payment_collection_id text NOT NULL REFERENCES payment_collection (id) ON UPDATE CASCADE ON DELETE CASCADE,
    LIKE dates INCLUDING DEFAULTS);
CREATE TABLE payment (id text PRIMARY KEY, amount numeric NOT NULL, raw_amount jsonb NOT NULL,
    currency_code text NOT NULL, provider_id text NOT NULL, data jsonb, captured_at timestamptz,
    payment_collection_id text NOT NULL REFERENCES payment_collection (id) ON UPDATE CASCADE ON DELETE CASCADE,
    payment_session_id text NOT NULL, LIKE dates INCLUDING DEFAULTS);
CREATE TABLE capture (id text PRIMARY KEY, amount numeric NOT NULL, raw_amount jsonb NOT NULL,
    payment_id text NOT NULL REFERENCES payment (id) ON UPDATE CASCADE ON DELETE CASCADE, LIKE dates INCLUDING DEFAULTS);
CREATE TABLE refund (id text PRIMARY KEY, amount numeric NOT NULL, raw_amount jsonb NOT NULL,
    payment_id text NOT NULL REFERENCES payment (id) ON UPDATE CASCADE ON DELETE CASCADE, note text,
    LIKE dates INCLUDING DEFAULTS);
CREATE TABLE shipping_profile (id text PRIMARY KEY, name text NOT NULL, type text NOT NULL, metadata jsonb,
    LIKE dates INCLUDING DEFAULTS);
CREATE TABLE shipping_option (id text PRIMARY KEY, name text NOT NULL, price_type text NOT NULL DEFAULT 'flat',
    service_zone_id text NOT NULL,
    shipping_profile_id text REFERENCES shipping_profile (id) ON UPDATE CASCADE ON DELETE SET NULL, data jsonb,
    shipping_option_type_id text NOT NULL, LIKE dates INCLUDING DEFAULTS);
CREATE TABLE shipping_option_rule (id text PRIMARY KEY, attribute text NOT NULL, operator text NOT NULL, value jsonb,
    shipping_option_id text NOT NULL REFERENCES shipping_option (id) ON UPDATE CASCADE ON DELETE CASCADE,
    LIKE dates INCLUDING DEFAULTS);
CREATE TABLE fulfillment_address (id text PRIMARY KEY, first_name text, last_name text, address_1 text, city text,
    metadata jsonb, LIKE dates INCLUDING DEFAULTS);
CREATE TABLE fulfillment (id text PRIMARY KEY, location_id text NOT NULL, shipped_at timestamptz, data jsonb,
    shipping_option_id text REFERENCES shipping_option (id) ON UPDATE CASCADE ON DELETE SET NULL,
    delivery_address_id text REFERENCES fulfillment_address (id) ON UPDATE CASCADE ON DELETE SET NULL, metadata jsonb,
    LIKE dates INCLUDING DEFAULTS);
CREATE TABLE fulfillment_item (id text PRIMARY KEY, title text NOT NULL, sku text NOT NULL, quantity numeric NOT NULL,
    raw_quantity jsonb NOT NULL, line_item_id text,
    fulfillment_id text NOT NULL REFERENCES fulfillment (id) ON UPDATE CASCADE ON DELETE CASCADE,
    LIKE dates INCLUDING DEFAULTS);
CREATE TABLE fulfillment_label (id text PRIMARY KEY, tracking_number text NOT NULL, tracking_url text NOT NULL,
    fulfillment_id text NOT NULL REFERENCES fulfillment (id) ON UPDATE CASCADE ON DELETE CASCADE,
    LIKE dates INCLUDING DEFAULTS);
CREATE TABLE "return" (id text PRIMARY KEY, order_id text NOT NULL, order_version integer NOT NULL, display_id serial,
    status return_status_enum NOT NULL DEFAULT 'open', refund_amount numeric, raw_refund_amount jsonb, metadata jsonb,
    LIKE dates INCLUDING DEFAULTS);
CREATE TABLE return_item (id text PRIMARY KEY, return_id text NOT NULL, item_id text NOT NULL, quantity numeric NOT NULL,
    raw_quantity jsonb NOT NULL, note text, LIKE dates INCLUDING DEFAULTS);
CREATE TABLE order_claim (id text PRIMARY KEY, order_id text NOT NULL, order_version integer NOT NULL, display_id serial,
    type order_claim_type_enum NOT NULL, metadata jsonb, LIKE dates INCLUDING DEFAULTS);
CREATE TABLE order_claim_item (id text PRIMARY KEY, claim_id text NOT NULL, item_id text NOT NULL,
    quantity numeric NOT NULL, raw_quantity jsonb NOT NULL, note text, LIKE dates INCLUDING DEFAULTS);
CREATE TABLE order_claim_item_image (id text PRIMARY KEY, claim_item_id text NOT NULL, url text NOT NULL,
    LIKE dates INCLUDING DEFAULTS);
CREATE TABLE order_exchange (id text PRIMARY KEY, order_id text NOT NULL, order_version integer NOT NULL,
    display_id serial, allow_backorder boolean NOT NULL DEFAULT false, metadata jsonb, LIKE dates INCLUDING DEFAULTS);
CREATE TABLE order_exchange_item (id text PRIMARY KEY, exchange_id text NOT NULL, item_id text NOT NULL,
    quantity numeric NOT NULL, raw_quantity jsonb NOT NULL, note text, LIKE dates INCLUDING DEFAULTS);
CREATE TABLE promotion_campaign (id text PRIMARY KEY, name text NOT NULL, description text,
    campaign_identifier text NOT NULL, starts_at timestamptz, ends_at timestamptz, LIKE dates INCLUDING DEFAULTS);
CREATE TABLE promotion_campaign_budget (id text PRIMARY KEY, type text NOT NULL,
    campaign_id text NOT NULL REFERENCES promotion_campaign (id) ON UPDATE CASCADE ON DELETE CASCADE, "limit" numeric,
    raw_limit jsonb, used numeric NOT NULL DEFAULT 0, raw_used jsonb NOT NULL, currency_code text,
    LIKE dates INCLUDING DEFAULTS);
CREATE TABLE promotion_campaign_budget_usage (id text PRIMARY KEY, attribute_value text NOT NULL,
    used numeric NOT NULL DEFAULT 0,
    budget_id text NOT NULL REFERENCES promotion_campaign_budget (id) ON UPDATE CASCADE ON DELETE CASCADE,
    raw_used jsonb NOT NULL, LIKE dates INCLUDING DEFAULTS);
CREATE TABLE promotion (id text PRIMARY KEY, code text NOT NULL,
    campaign_id text REFERENCES promotion_campaign (id) ON UPDATE CASCADE ON DELETE SET NULL,
    is_automatic boolean NOT NULL DEFAULT false, type text NOT NULL, status text NOT NULL DEFAULT 'draft',
    used integer NOT NULL DEFAULT 0, metadata jsonb, LIKE dates INCLUDING DEFAULTS);
CREATE TABLE promotion_rule (id text PRIMARY KEY, description text, attribute text NOT NULL,
    operator text NOT NULL CHECK (operator IN ('gte', 'lte', 'gt', 'lt', 'eq', 'ne', 'in')),
    LIKE dates INCLUDING DEFAULTS);
CREATE TABLE promotion_rule_value (id text PRIMARY KEY,
    promotion_rule_id text NOT NULL REFERENCES promotion_rule (id) ON UPDATE CASCADE ON DELETE CASCADE,
    value text NOT NULL, LIKE dates INCLUDING DEFAULTS);
CREATE TABLE promotion_application_method (id text PRIMARY KEY, value numeric , raw_value jsonb , type text NOT NULL,
    target_type text NOT NULL, allocation text,
    promotion_id text NOT NULL REFERENCES promotion (id) ON UPDATE CASCADE ON DELETE CASCADE, currency_code text,
    LIKE dates INCLUDING DEFAULTS);
CREATE TABLE promotion_promotion_rule (promotion_id text REFERENCES promotion (id) ON UPDATE CASCADE ON DELETE CASCADE,
    promotion_rule_id text REFERENCES promotion_rule (id) ON UPDATE CASCADE ON DELETE CASCADE, PRIMARY KEY (promotion_id,
    promotion_rule_id));
CREATE TABLE application_method_target_rules (application_method_id text REFERENCES promotion_application_method (id) ON UPDATE CASCADE ON DELETE CASCADE,
    promotion_rule_id text REFERENCES promotion_rule (id) ON UPDATE CASCADE ON DELETE CASCADE,
    PRIMARY KEY (application_method_id, promotion_rule_id));
CREATE TABLE application_method_buy_rules (application_method_id text REFERENCES promotion_application_method (id) ON UPDATE CASCADE ON DELETE CASCADE,
    promotion_rule_id text REFERENCES promotion_rule (id) ON UPDATE CASCADE ON DELETE CASCADE,
    PRIMARY KEY (application_method_id, promotion_rule_id));
CREATE TABLE region (id text PRIMARY KEY, name text NOT NULL, currency_code text NOT NULL, metadata jsonb,
    automatic_taxes boolean NOT NULL DEFAULT true, LIKE dates INCLUDING DEFAULTS);
CREATE TABLE region_country (iso_2 text PRIMARY KEY, iso_3 text NOT NULL, num_code text NOT NULL, name text NOT NULL,
    display_name text NOT NULL, region_id text REFERENCES region (id) ON UPDATE CASCADE ON DELETE SET NULL,
    metadata jsonb, LIKE dates INCLUDING DEFAULTS);
CREATE TABLE tax_region (id text PRIMARY KEY, provider_id text, country_code text NOT NULL, province_code text,
    parent_id text REFERENCES tax_region (id) ON DELETE CASCADE, metadata jsonb, LIKE dates INCLUDING DEFAULTS);
CREATE TABLE tax_rate (id text PRIMARY KEY, rate real, code text NOT NULL, name text NOT NULL,
    is_default boolean NOT NULL DEFAULT false, tax_region_id text NOT NULL REFERENCES tax_region (id) ON DELETE CASCADE,
    metadata jsonb, LIKE dates INCLUDING DEFAULTS);
CREATE TABLE tax_rate_rule (id text PRIMARY KEY, tax_rate_id text NOT NULL REFERENCES tax_rate (id) ON DELETE CASCADE,
    reference_id text NOT NULL, reference text NOT NULL, metadata jsonb, LIKE dates INCLUDING DEFAULTS);
CREATE TABLE store (id text PRIMARY KEY, name text NOT NULL DEFAULT 'Medusa Store', default_sales_channel_id text,
    default_region_id text, default_location_id text, metadata jsonb, LIKE dates INCLUDING DEFAULTS);
CREATE TABLE store_currency (id text PRIMARY KEY, currency_code text NOT NULL, is_default boolean NOT NULL DEFAULT false,
    store_id text REFERENCES store (id) ON UPDATE CASCADE ON DELETE CASCADE, LIKE dates INCLUDING DEFAULTS);
CREATE TABLE store_locale (id text PRIMARY KEY, locale_code text NOT NULL,
    store_id text REFERENCES store (id) ON UPDATE CASCADE ON DELETE CASCADE, LIKE dates INCLUDING DEFAULTS);
DROP TABLE dates;

INSERT INTO product_collection (id, title, handle) VALUES ('pcol_1', 'Summer', 'summer');
INSERT INTO product_type (id, value) VALUES ('ptyp_1', 'Cups');
INSERT INTO product_tag (id, value) VALUES ('ptag_1', 'new'), ('ptag_2', 'blue');
INSERT INTO product_category (id, name, handle, mpath, is_active, rank, parent_category_id) VALUES ('pcat_1', 'Kitchen',
    'kitchen', 'pcat_1', true, 0, NULL), ('pcat_2', 'Cups', 'cups', 'pcat_1.pcat_2', true, 0, 'pcat_1');
INSERT INTO product (id, title, handle, description, status, thumbnail, collection_id, type_id,
    metadata) VALUES ('prod_1', 'Enamel cup', 'enamel-cup', 'Cannot break.', 'published', 'https://img.example/cup.jpg',
    'pcol_1', 'ptyp_1', '{"title_de": "Emaillebecher"}'), ('prod_2', 'Tea towel', 'tea-towel', NULL, 'draft', NULL, NULL,
    NULL, NULL);
INSERT INTO image (id, url, rank, product_id) VALUES ('img_1', 'https://img.example/cup.jpg', 0, 'prod_1'), ('img_2',
    'https://img.example/cup-blue.jpg', 1, 'prod_1');
INSERT INTO product_option (id, title, product_id) VALUES ('opt_1', 'Colour', 'prod_1');
INSERT INTO product_option_value (id, value, option_id) VALUES ('optval_1', 'White', 'opt_1'), ('optval_2', 'Blue', 'opt_1');
INSERT INTO product_variant (id, title, sku, product_id, variant_rank) VALUES ('variant_1', 'White', 'CUP-W', 'prod_1',
    0), ('variant_2', 'Blue', 'CUP-B', 'prod_1', 1), ('variant_3', 'One', 'TOWEL', 'prod_2', 0);
INSERT INTO product_variant_option (variant_id, option_value_id) VALUES ('variant_1', 'optval_1'), ('variant_2', 'optval_2');
INSERT INTO product_variant_product_image (id, variant_id, image_id) VALUES ('pvpi_1', 'variant_2', 'img_2');
INSERT INTO product_tags (product_id, product_tag_id) VALUES ('prod_1', 'ptag_1');
INSERT INTO product_category_product (product_id, product_category_id) VALUES ('prod_1', 'pcat_2'), ('prod_2', 'pcat_1');
INSERT INTO price_list (id, status, title, description, type) VALUES ('plist_1', 'active', 'Autumn sale', 'Less', 'sale');
INSERT INTO price_list_rule (id, price_list_id, value, attribute) VALUES ('plr_1', 'plist_1', '["cusgroup_1"]',
    'customer_group_id');
INSERT INTO price_set (id) VALUES ('pset_1'), ('pset_2'), ('pset_3'), ('pset_4');
INSERT INTO price (id, price_set_id, currency_code, price_list_id, amount, raw_amount) VALUES ('price_1', 'pset_1', 'eur',
    NULL, 12.5, '{"value": "12.5", "precision": 20}'), ('price_2', 'pset_1', 'usd', NULL, 14,
    '{"value": "14", "precision": 20}'), ('price_3', 'pset_1', 'eur', 'plist_1', 9.99,
    '{"value": "9.99", "precision": 20}'), ('price_4', 'pset_2', 'eur', NULL, 13, '{"value": "13", "precision": 20}'),
    ('price_5', 'pset_3', 'eur', NULL, 8, '{"value": "8", "precision": 20}'), ('price_6', 'pset_4', 'eur', NULL, 4.9,
    '{"value": "4.9", "precision": 20}');
INSERT INTO price_rule (id, value, price_id, attribute) VALUES ('prule_1', 'reg_1', 'price_2', 'region_id'), ('prule_2',
    'reg_1', 'price_6', 'region_id');
INSERT INTO product_variant_price_set (variant_id, price_set_id, id) VALUES ('variant_1', 'pset_1', 'pvps_1'),
    ('variant_2', 'pset_2', 'pvps_2'), ('variant_3', 'pset_3', 'pvps_3');
INSERT INTO sales_channel (id, name) VALUES ('sc_1', 'Web shop');
INSERT INTO product_sales_channel (product_id, sales_channel_id, id) VALUES ('prod_1', 'sc_1', 'prodsc_1'), ('prod_2',
    'sc_1', 'prodsc_2');
INSERT INTO shipping_profile (id, name, type) VALUES ('sp_1', 'Usual', 'default');
INSERT INTO product_shipping_profile (product_id, shipping_profile_id, id) VALUES ('prod_1', 'sp_1', 'prodsp_1');
INSERT INTO inventory_item (id, sku, title) VALUES ('iitem_1', 'CUP-W', 'White'), ('iitem_2', 'CUP-B', 'Blue');
INSERT INTO product_variant_inventory_item (variant_id, inventory_item_id, id, required_quantity) VALUES ('variant_1',
    'iitem_1', 'pvitem_1', 1), ('variant_2', 'iitem_2', 'pvitem_2', 1);
INSERT INTO stock_location_address (id, address_1, city, country_code) VALUES ('laddr_1', 'Dock 1', 'Hamburg', 'de');
INSERT INTO stock_location (id, name, address_id) VALUES ('sloc_1', 'Hamburg', 'laddr_1');
INSERT INTO sales_channel_stock_location (sales_channel_id, stock_location_id, id) VALUES ('sc_1', 'sloc_1', 'scloc_1');
INSERT INTO inventory_level (id, inventory_item_id, location_id, stocked_quantity, raw_stocked_quantity,
    reserved_quantity, raw_reserved_quantity) VALUES ('ilev_1', 'iitem_1', 'sloc_1', 40,
    '{"value": "40", "precision": 20}', 1, '{"value": "1", "precision": 20}'), ('ilev_2', 'iitem_2', 'sloc_1', 7,
    '{"value": "7", "precision": 20}', 0, '{"value": "0", "precision": 20}');
INSERT INTO reservation_item (id, line_item_id, location_id, quantity, raw_quantity,
    inventory_item_id) VALUES ('resitem_1', 'ordli_1', 'sloc_1', 1, '{"value": "1", "precision": 20}', 'iitem_1');
INSERT INTO customer (id, first_name, last_name, email, has_account) VALUES ('cus_1', 'Ada', 'Winter', 'ada@example.com',
    true), ('cus_2', 'Bo', 'Lind', 'bo@example.com', false);
INSERT INTO customer_address (id, customer_id, first_name, last_name, address_1, city, country_code) VALUES ('cuaddr_1',
    'cus_1', 'Ada', 'Winter', 'Lane 1', 'Berlin', 'de');
INSERT INTO customer_group (id, name) VALUES ('cusgroup_1', 'Regulars');
INSERT INTO customer_group_customer (id, customer_id, customer_group_id) VALUES ('cusgc_1', 'cus_1', 'cusgroup_1');
INSERT INTO customer_account_holder (customer_id, account_holder_id, id) VALUES ('cus_1', 'acchld_1', 'custacchldr_1');
INSERT INTO region (id, name, currency_code) VALUES ('reg_1', 'Europe', 'eur');
INSERT INTO region_country (iso_2, iso_3, num_code, name, display_name, region_id) VALUES ('de', 'deu', '276', 'GERMANY',
    'Germany', 'reg_1'), ('fr', 'fra', '250', 'FRANCE', 'France', 'reg_1'), ('us', 'usa', '840', 'UNITED STATES',
    'United States', NULL);
INSERT INTO order_address (id, customer_id, first_name, last_name, city) VALUES ('ordaddr_1', 'cus_1', 'Ada', 'Winter',
    'Berlin'), ('ordaddr_2', 'cus_1', 'Ada', 'Winter', 'Berlin');
INSERT INTO "order" (id, region_id, display_id, customer_id, sales_channel_id, email, currency_code, shipping_address_id,
    billing_address_id) VALUES ('order_1', 'reg_1', 1, 'cus_1', 'sc_1', 'ada@example.com', 'eur', 'ordaddr_1',
    'ordaddr_2');
SELECT setval('order_display_id_seq', 1);
INSERT INTO order_line_item (id, title, variant_id, product_id, product_title, variant_sku, unit_price,
    raw_unit_price) VALUES ('ordli_1', 'Enamel cup', 'variant_1', 'prod_1', 'Enamel cup', 'CUP-W', 12.5,
    '{"value": "12.5", "precision": 20}');
INSERT INTO order_item (id, order_id, version, item_id, quantity, raw_quantity, fulfilled_quantity,
    raw_fulfilled_quantity) VALUES ('orditem_1', 'order_1', 1, 'ordli_1', 1, '{"value": "1", "precision": 20}', 1,
    '{"value": "1", "precision": 20}');
INSERT INTO order_line_item_adjustment (id, code, amount, raw_amount, item_id) VALUES ('ordliadj_1', 'CUPS', 1,
    '{"value": "1", "precision": 20}', 'ordli_1');
INSERT INTO order_line_item_tax_line (id, code, rate, raw_rate, item_id) VALUES ('ordlitxl_1', 'de', 19,
    '{"value": "19", "precision": 20}', 'ordli_1');
INSERT INTO order_shipping_method (id, name, amount, raw_amount) VALUES ('ordsm_1', 'Parcel', 4.9,
    '{"value": "4.9", "precision": 20}');
INSERT INTO order_shipping_method_adjustment (id, code, amount, raw_amount, shipping_method_id) VALUES ('ordsmadj_1',
    'FREE', 1, '{"value": "1", "precision": 20}', 'ordsm_1');
INSERT INTO order_shipping_method_tax_line (id, code, rate, raw_rate, shipping_method_id) VALUES ('ordsmtxl_1', 'de', 19,
    '{"value": "19", "precision": 20}', 'ordsm_1');
INSERT INTO order_shipping (id, order_id, version, shipping_method_id) VALUES ('ordspmv_1', 'order_1', 1, 'ordsm_1');
INSERT INTO order_summary (id, order_id, totals) VALUES ('ordsum_1', 'order_1',
    '{"paid_total": 17.4, "raw_paid_total": {"value": "17.4"}}');
INSERT INTO order_change (id, order_id, version, status) VALUES ('ordch_1', 'order_1', 1, 'confirmed');
INSERT INTO order_change_action (id, order_id, version, ordering, order_change_id, action) VALUES ('ordchact_1',
    'order_1', 1, 1, 'ordch_1', 'SHIP_ITEM');
INSERT INTO order_transaction (id, order_id, amount, raw_amount, currency_code) VALUES ('ordtrx_1', 'order_1', 17.4,
    '{"value": "17.4", "precision": 20}', 'eur');
INSERT INTO order_credit_line (id, order_id, amount, raw_amount) VALUES ('ordcl_1', 'order_1', 1,
    '{"value": "1", "precision": 20}');
INSERT INTO order_cart (order_id, cart_id, id) VALUES ('order_1', 'cart_1', 'ordercart_1');
INSERT INTO order_promotion (order_id, promotion_id, id) VALUES ('order_1', 'promo_1', 'orderpromo_1');
INSERT INTO payment_provider (id) VALUES ('pp_system_default');
INSERT INTO payment_collection (id, currency_code, amount, raw_amount, captured_amount, raw_captured_amount,
    status) VALUES ('paycol_1', 'eur', 17.4, '{"value": "17.4", "precision": 20}', 17.4,
    '{"value": "17.4", "precision": 20}', 'completed');
INSERT INTO payment_collection_payment_providers (payment_collection_id, payment_provider_id) VALUES ('paycol_1',
    'pp_system_default');
INSERT INTO payment_session (id, currency_code, amount, raw_amount, provider_id,
    payment_collection_id) VALUES ('payses_1', 'eur', 17.4, '{"value": "17.4", "precision": 20}', 'pp_system_default',
    'paycol_1');
INSERT INTO payment (id, amount, raw_amount, currency_code, provider_id, payment_collection_id,
    payment_session_id) VALUES ('pay_1', 17.4, '{"value": "17.4", "precision": 20}', 'eur', 'pp_system_default',
    'paycol_1', 'payses_1');
INSERT INTO capture (id, amount, raw_amount, payment_id) VALUES ('capt_1', 17.4, '{"value": "17.4", "precision": 20}',
    'pay_1');
INSERT INTO refund (id, amount, raw_amount, payment_id) VALUES ('ref_1', 1, '{"value": "1", "precision": 20}', 'pay_1');
INSERT INTO order_payment_collection (order_id, payment_collection_id, id) VALUES ('order_1', 'paycol_1', 'ordpay_1');
INSERT INTO shipping_option (id, name, service_zone_id, shipping_profile_id, shipping_option_type_id) VALUES ('so_1',
    'Parcel', 'serzo_1', 'sp_1', 'sotype_1');
INSERT INTO shipping_option_rule (id, attribute, operator, value, shipping_option_id) VALUES ('sorul_1',
    'enabled_in_store', 'eq', '"true"', 'so_1');
INSERT INTO shipping_option_price_set (shipping_option_id, price_set_id, id) VALUES ('so_1', 'pset_4', 'sops_1');
INSERT INTO fulfillment_address (id, first_name, last_name, city) VALUES ('fuladdr_1', 'Ada', 'Winter', 'Berlin');
INSERT INTO fulfillment (id, location_id, shipped_at, shipping_option_id, delivery_address_id) VALUES ('ful_1', 'sloc_1',
    '2026-03-02 10:00:00.123456+00', 'so_1', 'fuladdr_1');
INSERT INTO fulfillment_item (id, title, sku, quantity, raw_quantity, line_item_id, fulfillment_id) VALUES ('fulit_1',
    'Enamel cup', 'CUP-W', 1, '{"value": "1", "precision": 20}', 'ordli_1', 'ful_1');
INSERT INTO fulfillment_label (id, tracking_number, tracking_url, fulfillment_id) VALUES ('fulla_1', 'JD0001',
    'https://track.example/JD0001', 'ful_1');
INSERT INTO order_fulfillment (order_id, fulfillment_id, id) VALUES ('order_1', 'ful_1', 'ordful_1');
INSERT INTO "return" (id, order_id, order_version, display_id, status) VALUES ('return_1', 'order_1', 1, 1, 'requested');
INSERT INTO return_item (id, return_id, item_id, quantity, raw_quantity) VALUES ('retitem_1', 'return_1', 'ordli_1', 1,
    '{"value": "1", "precision": 20}');
INSERT INTO return_fulfillment (return_id, fulfillment_id, id) VALUES ('return_1', 'ful_1', 'retful_1');
INSERT INTO order_claim (id, order_id, order_version, display_id, type) VALUES ('claim_1', 'order_1', 1, 1, 'replace');
INSERT INTO order_claim_item (id, claim_id, item_id, quantity, raw_quantity) VALUES ('claitem_1', 'claim_1', 'ordli_1', 1,
    '{"value": "1", "precision": 20}');
INSERT INTO order_claim_item_image (id, claim_item_id, url) VALUES ('climg_1', 'claitem_1', 'https://img.example/claim.jpg');
INSERT INTO order_exchange (id, order_id, order_version, display_id) VALUES ('oexc_1', 'order_1', 1, 1);
INSERT INTO order_exchange_item (id, exchange_id, item_id, quantity, raw_quantity) VALUES ('oexcitem_1', 'oexc_1',
    'ordli_1', 1, '{"value": "1", "precision": 20}');
INSERT INTO promotion_campaign (id, name, campaign_identifier) VALUES ('procamp_1', 'Cups', 'cups');
INSERT INTO promotion_campaign_budget (id, type, campaign_id, "limit", raw_limit, used, raw_used) VALUES ('probudg_1',
    'usage', 'procamp_1', 100, '{"value": "100", "precision": 20}', 3, '{"value": "3", "precision": 20}');
INSERT INTO promotion_campaign_budget_usage (id, attribute_value, used, raw_used, budget_id) VALUES ('probudgus_1',
    'cus_1', 1, '{"value": "1", "precision": 20}', 'probudg_1');
INSERT INTO promotion (id, code, campaign_id, type, status, used) VALUES ('promo_1', 'CUPS', 'procamp_1', 'standard',
    'active', 3);
INSERT INTO promotion_rule (id, attribute, operator) VALUES ('prorul_1', 'customer.groups.id', 'in'), ('prorul_2',
    'items.product.id', 'eq');
INSERT INTO promotion_rule_value (id, promotion_rule_id, value) VALUES ('prorulval_1', 'prorul_1', 'cusgroup_1'),
    ('prorulval_2', 'prorul_2', 'prod_1');
INSERT INTO promotion_application_method (id, value, raw_value, type, target_type, allocation,
    promotion_id) VALUES ('proappmet_1', 10, '{"value": "10", "precision": 20}', 'percentage', 'items', 'each',
    'promo_1');
INSERT INTO promotion_promotion_rule (promotion_id, promotion_rule_id) VALUES ('promo_1', 'prorul_1');
INSERT INTO application_method_target_rules (application_method_id, promotion_rule_id) VALUES ('proappmet_1', 'prorul_2');
INSERT INTO application_method_buy_rules (application_method_id, promotion_rule_id) VALUES ('proappmet_1', 'prorul_2');
INSERT INTO tax_region (id, country_code, province_code, parent_id) VALUES ('txreg_1', 'de', NULL, NULL), ('txreg_2',
    'de', 'be', 'txreg_1');
INSERT INTO tax_rate (id, rate, code, name, is_default, tax_region_id) VALUES ('txr_1', 19, 'de', 'VAT', true, 'txreg_1');
INSERT INTO tax_rate_rule (id, tax_rate_id, reference_id, reference) VALUES ('txrule_1', 'txr_1', 'ptyp_1', 'product_type');
INSERT INTO store (id, name, default_sales_channel_id, default_region_id, default_location_id) VALUES ('store_1',
    'Cup shop', 'sc_1', 'reg_1', 'sloc_1');
INSERT INTO store_currency (id, currency_code, is_default, store_id) VALUES ('stocur_1', 'eur', true, 'store_1'),
    ('stocur_2', 'usd', false, 'store_1');
INSERT INTO store_locale (id, locale_code, store_id) VALUES ('stloc_1', 'de-DE', 'store_1');
