-- The tables of Harbour Tea.
--
-- An ordinary shop's schema, with one of each thing that SQLite databases in the wild have: AUTOINCREMENT ids, text keys,
-- composite keys, a table without any key (logs), STRICT and WITHOUT ROWID tables, generated columns, a trigger, and
-- tables that refer to themselves (categories, pages, trade documents).
-- Money is decimal text with two digits, times are RFC 3339 in UTC.

CREATE TABLE settings (
    name        TEXT PRIMARY KEY NOT NULL,
    section     TEXT NOT NULL,
    value       TEXT,
    updated_at  TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE channels (
    id             INTEGER PRIMARY KEY,
    name           TEXT NOT NULL,
    kind           TEXT NOT NULL CHECK (kind IN ('storefront', 'marketplace', 'pos')),
    status         TEXT NOT NULL DEFAULT 'active',
    currency       TEXT NOT NULL DEFAULT 'EUR',
    icon           BLOB,
    date_created   TEXT NOT NULL,
    date_modified  TEXT NOT NULL
);

CREATE TABLE sites (
    id             INTEGER PRIMARY KEY,
    channel_id     INTEGER NOT NULL REFERENCES channels (id),
    url            TEXT NOT NULL UNIQUE,
    ssl_status     TEXT NOT NULL DEFAULT 'dedicated',
    language       TEXT NOT NULL,
    date_created   TEXT NOT NULL,
    date_modified  TEXT NOT NULL
);

CREATE TABLE site_routes (
    site_id   INTEGER NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    kind      TEXT NOT NULL,
    matching  TEXT NOT NULL DEFAULT '*',
    route     TEXT NOT NULL,
    PRIMARY KEY (site_id, kind, matching)
);

CREATE TABLE locations (
    id             INTEGER PRIMARY KEY,
    code           TEXT NOT NULL UNIQUE,
    label          TEXT NOT NULL,
    kind           TEXT NOT NULL,
    street         TEXT NOT NULL,
    town           TEXT NOT NULL,
    postcode       TEXT NOT NULL,
    country        TEXT NOT NULL,
    phone          TEXT,
    email          TEXT,
    latitude       REAL,
    longitude      REAL,
    opening_hours  TEXT,
    is_enabled     INTEGER NOT NULL DEFAULT 1,
    date_modified  TEXT NOT NULL
);

CREATE TABLE brands (
    id                INTEGER PRIMARY KEY,
    name              TEXT NOT NULL,
    slug              TEXT NOT NULL UNIQUE,
    description       TEXT,
    logo              BLOB,
    page_title        TEXT,
    meta_description  TEXT,
    search_keywords   TEXT,
    view_count        INTEGER NOT NULL DEFAULT 0,
    date_modified     TEXT NOT NULL
);

CREATE TABLE categories (
    id                INTEGER PRIMARY KEY,
    parent_id         INTEGER REFERENCES categories (id),
    name              TEXT NOT NULL,
    slug              TEXT NOT NULL UNIQUE,
    description       TEXT,
    image             BLOB,
    sort_order        INTEGER NOT NULL DEFAULT 0,
    is_visible        INTEGER NOT NULL DEFAULT 1,
    default_sort      TEXT NOT NULL DEFAULT 'featured',
    page_title        TEXT,
    meta_description  TEXT,
    search_keywords   TEXT,
    view_count        INTEGER NOT NULL DEFAULT 0,
    date_modified     TEXT NOT NULL
);

CREATE TABLE customer_groups (
    id                INTEGER PRIMARY KEY,
    name              TEXT NOT NULL UNIQUE,
    is_default        INTEGER NOT NULL DEFAULT 0,
    sees_prices       INTEGER NOT NULL DEFAULT 1,
    discount_percent  TEXT,
    note              TEXT,
    date_modified     TEXT NOT NULL
);

CREATE TABLE customer_group_discounts (
    group_id     INTEGER NOT NULL REFERENCES customer_groups (id) ON DELETE CASCADE,
    category_id  INTEGER NOT NULL REFERENCES categories (id) ON DELETE CASCADE,
    percent      TEXT NOT NULL,
    PRIMARY KEY (group_id, category_id)
) WITHOUT ROWID;

CREATE TABLE customer_attributes (
    id             INTEGER PRIMARY KEY,
    name           TEXT NOT NULL UNIQUE,
    kind           TEXT NOT NULL,
    is_required    INTEGER NOT NULL DEFAULT 0,
    date_modified  TEXT NOT NULL
);

CREATE TABLE customers (
    id                 INTEGER PRIMARY KEY AUTOINCREMENT,
    email              TEXT NOT NULL UNIQUE,
    first_name         TEXT NOT NULL,
    last_name          TEXT NOT NULL,
    full_name          TEXT GENERATED ALWAYS AS (first_name || ' ' || last_name) VIRTUAL,
    company            TEXT,
    phone              TEXT,
    customer_group_id  INTEGER REFERENCES customer_groups (id) ON DELETE SET NULL,
    accepts_marketing  INTEGER NOT NULL DEFAULT 0,
    store_credit       TEXT NOT NULL DEFAULT '0.00',
    tax_number         TEXT,
    language           TEXT NOT NULL DEFAULT 'en',
    birthday           TEXT,
    staff_note         TEXT,
    registered_at      TEXT NOT NULL,
    last_login_at      TEXT,
    date_modified      TEXT NOT NULL
);

CREATE TABLE customer_addresses (
    id           INTEGER PRIMARY KEY,
    customer_id  INTEGER NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
    label        TEXT,
    first_name   TEXT NOT NULL,
    last_name    TEXT NOT NULL,
    company      TEXT,
    street       TEXT NOT NULL,
    town         TEXT NOT NULL,
    postcode     TEXT NOT NULL,
    country      TEXT NOT NULL,
    phone        TEXT,
    is_default   INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE customer_attribute_values (
    customer_id   INTEGER NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
    attribute_id  INTEGER NOT NULL REFERENCES customer_attributes (id) ON DELETE CASCADE,
    value         TEXT NOT NULL,
    PRIMARY KEY (customer_id, attribute_id)
) WITHOUT ROWID;

CREATE TABLE products (
    id                        INTEGER PRIMARY KEY AUTOINCREMENT,
    name                      TEXT NOT NULL,
    sku                       TEXT NOT NULL UNIQUE,
    kind                      TEXT NOT NULL DEFAULT 'physical',
    slug                      TEXT NOT NULL,
    page_path                 TEXT GENERATED ALWAYS AS ('/' || slug || '/') STORED,
    description               TEXT NOT NULL DEFAULT '',
    summary                   TEXT,
    price                     TEXT NOT NULL,
    sale_price                TEXT,
    retail_price              TEXT,
    cost_price                TEXT,
    tax_class                 TEXT NOT NULL DEFAULT 'standard',
    brand_id                  INTEGER REFERENCES brands (id) ON DELETE SET NULL,
    weight                    REAL NOT NULL DEFAULT 0,
    width                     REAL,
    height                    REAL,
    depth                     REAL,
    inventory_tracking        TEXT NOT NULL DEFAULT 'variant',
    inventory_level           INTEGER NOT NULL DEFAULT 0,
    inventory_warning_level   INTEGER NOT NULL DEFAULT 0,
    bin_number                TEXT,
    gtin                      TEXT,
    is_visible                INTEGER NOT NULL DEFAULT 1,
    is_featured               INTEGER NOT NULL DEFAULT 0,
    is_free_shipping          INTEGER NOT NULL DEFAULT 0,
    is_organic                INTEGER NOT NULL DEFAULT 0,
    availability              TEXT NOT NULL DEFAULT 'available',
    availability_description  TEXT,
    condition                 TEXT NOT NULL DEFAULT 'new',
    minimum_quantity          INTEGER NOT NULL DEFAULT 1,
    maximum_quantity          INTEGER,
    origin                    TEXT,
    harvest                   TEXT,
    brewing_temperature       REAL,
    brewing_minutes           REAL,
    warranty                  TEXT,
    gift_wrapping             TEXT NOT NULL DEFAULT 'any',
    search_keywords           TEXT,
    page_title                TEXT,
    meta_keywords             TEXT,
    meta_description          TEXT,
    layout_file               TEXT,
    sort_order                INTEGER NOT NULL DEFAULT 0,
    total_sold                INTEGER NOT NULL DEFAULT 0,
    view_count                INTEGER NOT NULL DEFAULT 0,
    date_created              TEXT NOT NULL,
    date_modified             TEXT NOT NULL
);

CREATE TABLE product_options (
    id          INTEGER PRIMARY KEY,
    product_id  INTEGER NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    name        TEXT NOT NULL,
    display     TEXT NOT NULL DEFAULT 'dropdown',
    sort_order  INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE product_option_values (
    id          INTEGER PRIMARY KEY,
    option_id   INTEGER NOT NULL REFERENCES product_options (id) ON DELETE CASCADE,
    label       TEXT NOT NULL,
    is_default  INTEGER NOT NULL DEFAULT 0,
    sort_order  INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE product_variants (
    id               INTEGER PRIMARY KEY,
    product_id       INTEGER NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    sku              TEXT NOT NULL UNIQUE,
    price            TEXT,
    weight           REAL,
    inventory_level  INTEGER NOT NULL DEFAULT 0,
    is_purchasable   INTEGER NOT NULL DEFAULT 1
);

CREATE TABLE variant_option_values (
    variant_id       INTEGER NOT NULL REFERENCES product_variants (id) ON DELETE CASCADE,
    option_id        INTEGER NOT NULL REFERENCES product_options (id) ON DELETE CASCADE,
    option_value_id  INTEGER NOT NULL REFERENCES product_option_values (id) ON DELETE CASCADE,
    PRIMARY KEY (variant_id, option_id)
) WITHOUT ROWID;

CREATE TABLE product_images (
    id            INTEGER PRIMARY KEY,
    product_id    INTEGER NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    file_name     TEXT NOT NULL,
    description   TEXT,
    picture       BLOB,
    is_thumbnail  INTEGER NOT NULL DEFAULT 0,
    sort_order    INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE product_custom_fields (
    id          INTEGER PRIMARY KEY,
    product_id  INTEGER NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    name        TEXT NOT NULL,
    value       TEXT NOT NULL
);

CREATE TABLE product_categories (
    product_id   INTEGER NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    category_id  INTEGER NOT NULL REFERENCES categories (id) ON DELETE CASCADE,
    PRIMARY KEY (product_id, category_id)
) WITHOUT ROWID;

CREATE TABLE product_related (
    product_id          INTEGER NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    related_product_id  INTEGER NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    sort_order          INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (product_id, related_product_id)
) WITHOUT ROWID;

CREATE TABLE inventory_levels (
    location_id   INTEGER NOT NULL REFERENCES locations (id),
    variant_id    INTEGER NOT NULL REFERENCES product_variants (id) ON DELETE CASCADE,
    sku           TEXT NOT NULL,
    available     INTEGER NOT NULL,
    safety_stock  INTEGER NOT NULL DEFAULT 0,
    bin_number    TEXT,
    PRIMARY KEY (location_id, variant_id)
);

CREATE TABLE reviews (
    id             INTEGER PRIMARY KEY,
    product_id     INTEGER NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    customer_id    INTEGER REFERENCES customers (id) ON DELETE SET NULL,
    author         TEXT NOT NULL,
    title          TEXT NOT NULL,
    body           TEXT NOT NULL,
    rating         INTEGER NOT NULL CHECK (rating BETWEEN 1 AND 5),
    status         TEXT NOT NULL DEFAULT 'approved',
    date_created   TEXT NOT NULL,
    date_modified  TEXT NOT NULL
);

CREATE TABLE wishlists (
    id             INTEGER PRIMARY KEY,
    customer_id    INTEGER NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
    name           TEXT NOT NULL,
    is_public      INTEGER NOT NULL DEFAULT 0,
    token          TEXT NOT NULL UNIQUE,
    date_created   TEXT NOT NULL,
    date_modified  TEXT NOT NULL
);

CREATE TABLE wishlist_items (
    id           INTEGER PRIMARY KEY,
    wishlist_id  INTEGER NOT NULL REFERENCES wishlists (id) ON DELETE CASCADE,
    product_id   INTEGER NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    added_at     TEXT NOT NULL
);

CREATE TABLE price_lists (
    id             INTEGER PRIMARY KEY,
    name           TEXT NOT NULL UNIQUE,
    is_active      INTEGER NOT NULL DEFAULT 1,
    date_created   TEXT NOT NULL,
    date_modified  TEXT NOT NULL
);

CREATE TABLE price_list_assignments (
    price_list_id      INTEGER NOT NULL REFERENCES price_lists (id) ON DELETE CASCADE,
    channel_id         INTEGER NOT NULL REFERENCES channels (id) ON DELETE CASCADE,
    customer_group_id  INTEGER NOT NULL REFERENCES customer_groups (id) ON DELETE CASCADE,
    PRIMARY KEY (price_list_id, channel_id, customer_group_id)
) WITHOUT ROWID;

CREATE TABLE price_list_records (
    price_list_id  INTEGER NOT NULL REFERENCES price_lists (id) ON DELETE CASCADE,
    variant_id     INTEGER NOT NULL REFERENCES product_variants (id) ON DELETE CASCADE,
    currency       TEXT NOT NULL,
    price          TEXT NOT NULL,
    sale_price     TEXT,
    PRIMARY KEY (price_list_id, variant_id, currency)
);

CREATE TABLE orders (
    id                INTEGER PRIMARY KEY AUTOINCREMENT,
    customer_id       INTEGER REFERENCES customers (id) ON DELETE SET NULL,
    channel_id        INTEGER NOT NULL REFERENCES channels (id),
    status            TEXT NOT NULL,
    customer_name     TEXT NOT NULL,
    customer_email    TEXT NOT NULL,
    currency          TEXT NOT NULL DEFAULT 'EUR',
    items             INTEGER NOT NULL,
    total             TEXT NOT NULL,
    tax               TEXT NOT NULL,
    refunded          TEXT NOT NULL DEFAULT '0.00',
    payment_method    TEXT NOT NULL,
    payment_status    TEXT NOT NULL,
    shipping_method   TEXT NOT NULL,
    tracking_number   TEXT,
    coupon_code       TEXT,
    customer_message  TEXT,
    staff_note        TEXT,
    ip_address        TEXT,
    placed_at         TEXT NOT NULL,
    shipped_at        TEXT,
    date_modified     TEXT NOT NULL
);

-- An order outlives the products in it: its lines keep name, SKU and price as they were sold, and product_id is a
-- memory, not a foreign key.
CREATE TABLE order_lines (
    id          INTEGER PRIMARY KEY,
    order_id    INTEGER NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    product_id  INTEGER,
    variant_id  INTEGER,
    name        TEXT NOT NULL,
    sku         TEXT NOT NULL,
    options     TEXT,
    quantity    INTEGER NOT NULL,
    price       TEXT NOT NULL,
    total       TEXT NOT NULL
);

CREATE TABLE order_addresses (
    order_id    INTEGER NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    kind        TEXT NOT NULL CHECK (kind IN ('billing', 'shipping')),
    first_name  TEXT NOT NULL,
    last_name   TEXT NOT NULL,
    company     TEXT,
    street      TEXT NOT NULL,
    town        TEXT NOT NULL,
    postcode    TEXT NOT NULL,
    country     TEXT NOT NULL,
    phone       TEXT,
    PRIMARY KEY (order_id, kind)
) WITHOUT ROWID;

CREATE TABLE order_totals (
    order_id  INTEGER NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    position  INTEGER NOT NULL,
    title     TEXT NOT NULL,
    amount    TEXT NOT NULL,
    PRIMARY KEY (order_id, position)
) WITHOUT ROWID;

CREATE TABLE order_status_history (
    id          INTEGER PRIMARY KEY,
    order_id    INTEGER NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    status      TEXT NOT NULL,
    note        TEXT,
    changed_at  TEXT NOT NULL
);

CREATE TABLE order_payments (
    id         INTEGER PRIMARY KEY,
    order_id   INTEGER NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    method     TEXT NOT NULL,
    amount     TEXT NOT NULL,
    status     TEXT NOT NULL,
    reference  TEXT,
    paid_at    TEXT
);

CREATE TABLE promotions (
    id             INTEGER PRIMARY KEY,
    name           TEXT NOT NULL,
    display_name   TEXT,
    kind           TEXT NOT NULL,
    rules          TEXT NOT NULL,
    status         TEXT NOT NULL,
    priority       INTEGER NOT NULL DEFAULT 0,
    max_uses       INTEGER,
    current_uses   INTEGER NOT NULL DEFAULT 0,
    starts_at      TEXT NOT NULL,
    ends_at        TEXT,
    date_modified  TEXT NOT NULL
);

CREATE TABLE banners (
    id             INTEGER PRIMARY KEY,
    name           TEXT NOT NULL,
    content        TEXT NOT NULL,
    page           TEXT NOT NULL,
    location       TEXT NOT NULL DEFAULT 'top',
    category_id    INTEGER REFERENCES categories (id) ON DELETE SET NULL,
    is_visible     INTEGER NOT NULL DEFAULT 1,
    starts_at      TEXT,
    ends_at        TEXT,
    view_count     INTEGER NOT NULL DEFAULT 0,
    date_modified  TEXT NOT NULL
);

CREATE TABLE coupons (
    id                     INTEGER PRIMARY KEY,
    name                   TEXT NOT NULL,
    code                   TEXT NOT NULL UNIQUE,
    kind                   TEXT NOT NULL,
    amount                 TEXT NOT NULL,
    minimum_purchase       TEXT NOT NULL DEFAULT '0.00',
    max_uses               INTEGER,
    max_uses_per_customer  INTEGER,
    num_uses               INTEGER NOT NULL DEFAULT 0,
    is_enabled             INTEGER NOT NULL DEFAULT 1,
    expires_at             TEXT,
    date_created           TEXT NOT NULL,
    date_modified          TEXT NOT NULL
);

CREATE TABLE coupon_categories (
    coupon_id    INTEGER NOT NULL REFERENCES coupons (id) ON DELETE CASCADE,
    category_id  INTEGER NOT NULL REFERENCES categories (id) ON DELETE CASCADE,
    PRIMARY KEY (coupon_id, category_id)
) WITHOUT ROWID;

CREATE TABLE gift_certificates (
    id             INTEGER PRIMARY KEY,
    code           TEXT NOT NULL UNIQUE,
    order_id       INTEGER REFERENCES orders (id) ON DELETE SET NULL,
    to_name        TEXT NOT NULL,
    to_email       TEXT NOT NULL,
    from_name      TEXT NOT NULL,
    from_email     TEXT NOT NULL,
    amount         TEXT NOT NULL,
    balance        TEXT NOT NULL,
    status         TEXT NOT NULL,
    design         TEXT NOT NULL,
    message        TEXT,
    purchased_at   TEXT NOT NULL,
    expires_at     TEXT,
    date_modified  TEXT NOT NULL
);

CREATE TABLE email_templates (
    name           TEXT PRIMARY KEY NOT NULL,
    title          TEXT NOT NULL,
    subject        TEXT NOT NULL,
    body           TEXT NOT NULL,
    is_enabled     INTEGER NOT NULL DEFAULT 1,
    date_modified  TEXT NOT NULL
);

CREATE TABLE blog_posts (
    id                INTEGER PRIMARY KEY,
    title             TEXT NOT NULL,
    slug              TEXT NOT NULL UNIQUE,
    author            TEXT,
    summary           TEXT,
    body              TEXT NOT NULL,
    tags              TEXT,
    picture           BLOB,
    is_published      INTEGER NOT NULL DEFAULT 1,
    published_at      TEXT,
    meta_description  TEXT,
    view_count        INTEGER NOT NULL DEFAULT 0,
    date_modified     TEXT NOT NULL
);

CREATE TABLE scripts (
    uuid           TEXT PRIMARY KEY NOT NULL,
    channel_id     INTEGER NOT NULL REFERENCES channels (id),
    name           TEXT NOT NULL,
    description    TEXT,
    source         TEXT,
    src            TEXT,
    load_method    TEXT NOT NULL DEFAULT 'default',
    location       TEXT NOT NULL DEFAULT 'footer',
    visibility     TEXT NOT NULL DEFAULT 'storefront',
    consent        TEXT NOT NULL DEFAULT 'essential',
    is_enabled     INTEGER NOT NULL DEFAULT 1,
    date_modified  TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE pages (
    id                INTEGER PRIMARY KEY,
    channel_id        INTEGER NOT NULL REFERENCES channels (id),
    parent_id         INTEGER REFERENCES pages (id),
    name              TEXT NOT NULL,
    kind              TEXT NOT NULL DEFAULT 'page',
    url               TEXT NOT NULL,
    body              TEXT,
    is_visible        INTEGER NOT NULL DEFAULT 1,
    sort_order        INTEGER NOT NULL DEFAULT 0,
    page_title        TEXT,
    meta_description  TEXT,
    view_count        INTEGER NOT NULL DEFAULT 0,
    date_modified     TEXT NOT NULL,
    UNIQUE (channel_id, url)
);

CREATE TABLE widget_templates (
    uuid           TEXT PRIMARY KEY NOT NULL,
    name           TEXT NOT NULL,
    kind           TEXT NOT NULL DEFAULT 'custom',
    source         TEXT NOT NULL,
    schema         TEXT NOT NULL,
    date_modified  TEXT NOT NULL
);

CREATE TABLE widgets (
    uuid           TEXT PRIMARY KEY NOT NULL,
    template_uuid  TEXT NOT NULL REFERENCES widget_templates (uuid),
    name           TEXT NOT NULL,
    description    TEXT,
    configuration  TEXT NOT NULL,
    date_modified  TEXT NOT NULL
);

CREATE TABLE widget_placements (
    uuid           TEXT PRIMARY KEY NOT NULL,
    widget_uuid    TEXT NOT NULL REFERENCES widgets (uuid) ON DELETE CASCADE,
    template_file  TEXT NOT NULL,
    region         TEXT NOT NULL,
    sort_order     INTEGER NOT NULL DEFAULT 0,
    status         TEXT NOT NULL DEFAULT 'active'
);

CREATE TABLE themes (
    uuid           TEXT PRIMARY KEY NOT NULL,
    name           TEXT NOT NULL,
    version        TEXT NOT NULL,
    variation      TEXT NOT NULL,
    is_active      INTEGER NOT NULL DEFAULT 0,
    configuration  TEXT NOT NULL,
    date_modified  TEXT NOT NULL
);

-- A file is either text (source) or binary (bytes).
CREATE TABLE theme_files (
    theme_uuid     TEXT NOT NULL REFERENCES themes (uuid) ON DELETE CASCADE,
    path           TEXT NOT NULL,
    source         TEXT,
    bytes          BLOB,
    date_modified  TEXT NOT NULL,
    PRIMARY KEY (theme_uuid, path),
    CHECK ((source IS NULL) <> (bytes IS NULL))
);

CREATE TABLE redirects (
    id             INTEGER PRIMARY KEY,
    site_id        INTEGER NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    from_path      TEXT NOT NULL,
    to_path        TEXT NOT NULL,
    date_modified  TEXT NOT NULL,
    UNIQUE (site_id, from_path)
);

-- Quotes, invoices and letters. The customer's name and address are kept as they were on the paper.
CREATE TABLE trade_documents (
    id                INTEGER PRIMARY KEY AUTOINCREMENT,
    kind              TEXT NOT NULL CHECK (kind IN ('quote', 'invoice', 'letter')),
    number            TEXT NOT NULL UNIQUE,
    quote_id          INTEGER REFERENCES trade_documents (id),
    customer_id       INTEGER REFERENCES customers (id) ON DELETE SET NULL,
    customer_name     TEXT NOT NULL,
    customer_company  TEXT,
    customer_address  TEXT NOT NULL,
    customer_email    TEXT NOT NULL,
    subject           TEXT NOT NULL,
    body              TEXT,
    status            TEXT NOT NULL,
    is_locked         INTEGER NOT NULL DEFAULT 0,
    locked_at         TEXT,
    issued_on         TEXT NOT NULL,
    due_on            TEXT,
    currency          TEXT NOT NULL DEFAULT 'EUR',
    net               TEXT NOT NULL,
    tax               TEXT NOT NULL,
    gross             TEXT NOT NULL,
    date_modified     TEXT NOT NULL
);

CREATE TABLE trade_document_lines (
    document_id  INTEGER NOT NULL REFERENCES trade_documents (id) ON DELETE CASCADE,
    position     INTEGER NOT NULL,
    sku          TEXT,
    description  TEXT NOT NULL,
    quantity     INTEGER NOT NULL,
    price        TEXT NOT NULL,
    total        TEXT NOT NULL,
    PRIMARY KEY (document_id, position)
) WITHOUT ROWID;

CREATE TABLE financial_totals (
    month       TEXT NOT NULL,
    channel_id  INTEGER NOT NULL REFERENCES channels (id),
    orders      INTEGER NOT NULL,
    net         TEXT NOT NULL,
    tax         TEXT NOT NULL,
    gross       TEXT NOT NULL,
    refunded    TEXT NOT NULL,
    PRIMARY KEY (month, channel_id)
);

CREATE TABLE search_terms (
    term      TEXT NOT NULL,
    month     TEXT NOT NULL,
    searches  INTEGER NOT NULL,
    results   INTEGER NOT NULL,
    PRIMARY KEY (term, month)
) WITHOUT ROWID;

CREATE TABLE logs (
    at       TEXT NOT NULL,
    level    TEXT NOT NULL,
    area     TEXT NOT NULL,
    message  TEXT NOT NULL
);

CREATE TRIGGER products_price_logged AFTER UPDATE OF price ON products WHEN OLD.price IS NOT NEW.price
BEGIN
    INSERT INTO logs (at, level, area, message)
    VALUES (NEW.date_modified, 'info', 'catalogue',
            'Price of ' || NEW.sku || ' changed from ' || OLD.price || ' to ' || NEW.price || '.');
END;
