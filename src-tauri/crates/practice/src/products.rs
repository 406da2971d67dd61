//! Brands, categories and products, with everything a product owns.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Result, Statement, params};

use crate::chance::Chance;
use crate::goods::{self, BRANDS, CATEGORIES, Good, Sort};
use crate::moment::{self, DAY};
use crate::picture::{Motif, TEA_COLOURS, png};
use crate::{insert, money, text};

/// The warehouse, and the counter of the shop by the harbour: the places that keep stock.
pub(crate) const STOCK_LOCATIONS: [i64; 2] = [1, 2];

/// Writes products.
pub(crate) struct Products<'c> {
    shop: &'c Connection,
    seed: u64,
    product: Statement<'c>,
    option: Statement<'c>,
    value: Statement<'c>,
    variant: Statement<'c>,
    variant_value: Statement<'c>,
    image: Statement<'c>,
    custom_field: Statement<'c>,
    category: Statement<'c>,
    related: Statement<'c>,
    level: Statement<'c>,
}

/// How a product is written.
pub(crate) struct Arrival<'a> {
    pub(crate) id: i64,
    pub(crate) created: DateTime<Utc>,
    pub(crate) modified: DateTime<Utc>,
    /// Letters of its description.
    pub(crate) description: usize,
    /// Whether the bytes of its pictures are kept in the shop; otherwise only their names are.
    pub(crate) pictures: bool,
    /// Whether its stock is counted for each location.
    pub(crate) levels: bool,
    /// Products shown beside it.
    pub(crate) related: &'a [i64],
}

impl<'c> Products<'c> {
    pub(crate) fn new(shop: &'c Connection, seed: u64) -> Result<Self> {
        Ok(Self {
            shop,
            seed,
            product: insert(
                shop,
                "products",
                "id, name, sku, slug, description, summary, price, sale_price, retail_price, cost_price, brand_id, weight, \
                 width, height, depth, inventory_level, inventory_warning_level, bin_number, gtin, is_visible, is_featured, \
                 is_free_shipping, is_organic, availability, availability_description, maximum_quantity, origin, harvest, \
                 brewing_temperature, brewing_minutes, warranty, search_keywords, page_title, meta_keywords, \
                 meta_description, layout_file, sort_order, total_sold, view_count, date_created, date_modified",
            )?,
            option: insert(shop, "product_options", "product_id, name, display, sort_order")?,
            value: insert(
                shop,
                "product_option_values",
                "option_id, label, is_default, sort_order",
            )?,
            variant: insert(
                shop,
                "product_variants",
                "product_id, sku, price, weight, inventory_level, is_purchasable",
            )?,
            variant_value: insert(
                shop,
                "variant_option_values",
                "variant_id, option_id, option_value_id",
            )?,
            image: insert(
                shop,
                "product_images",
                "product_id, file_name, description, picture, is_thumbnail, sort_order",
            )?,
            custom_field: insert(shop, "product_custom_fields", "product_id, name, value")?,
            category: insert(shop, "product_categories", "product_id, category_id")?,
            related: insert(
                shop,
                "product_related",
                "product_id, related_product_id, sort_order",
            )?,
            level: insert(
                shop,
                "inventory_levels",
                "location_id, variant_id, sku, available, safety_stock, bin_number",
            )?,
        })
    }

    /// Writes a product with everything it owns and returns the id of its first variant; the others follow it.
    pub(crate) fn write(&mut self, good: &Good, arrival: &Arrival<'_>) -> Result<i64> {
        let mut chance = Chance::at(self.seed, "product", good.index as u64);
        let chance = &mut chance;
        let stock: Vec<i64> = (0..good.variants())
            .map(|_| chance.between(0, 160).max(4))
            .collect();
        let on_sale = good.index != 0 && chance.percent(9);
        let organic = chance.percent(14);
        self.row(good, arrival, stock.iter().sum(), on_sale, organic, chance)?;
        let first_variant = self.variants(good, arrival, &stock, chance)?;
        self.images(good, arrival, chance)?;
        self.custom_fields(good, arrival.id, chance)?;

        let mut categories = vec![good.category];
        if organic && matches!(good.sort, Sort::Leaf | Sort::Herb) {
            categories.push(goods::ORGANIC);
        }
        if on_sale {
            categories.push(goods::SALE);
        }
        if chance.percent(6) {
            categories.push(goods::SEASONAL);
        }
        for category in categories {
            self.category.execute(params![arrival.id, category])?;
        }
        for (position, related) in (0_i64..).zip(arrival.related) {
            self.related.execute(params![arrival.id, related, position])?;
        }
        Ok(first_variant)
    }

    fn row(
        &mut self,
        good: &Good,
        arrival: &Arrival<'_>,
        stock: i64,
        on_sale: bool,
        organic: bool,
        chance: &mut Chance,
    ) -> Result<()> {
        let cents = good.cents;
        let is_drink = matches!(good.sort, Sort::Leaf | Sort::Herb);
        let is_ware = good.sort == Sort::Ware;
        let category = CATEGORIES[good.category as usize - 1].0;
        let brand = if good.index == 0 {
            1
        } else if is_drink {
            [1, 1, 1, 2, 3, 9, 10, 19, 22][chance.below(9)]
        } else {
            chance.between(1, 30)
        };
        self.product.execute(params![
            arrival.id,
            good.name,
            Good::sku(arrival.id),
            goods::slug(&good.name),
            text::description(chance, good, arrival.description),
            chance.percent(70).then(|| format!(
                "{} from Harbour Tea, {}.",
                good.base_name,
                category.to_lowercase()
            )),
            money::text(cents),
            on_sale.then(|| money::text(money::rounded(cents * chance.between(70, 92) / 100))),
            chance
                .percent(15)
                .then(|| money::text(money::rounded(cents * 115 / 100))),
            money::text(cents * chance.between(38, 61) / 100),
            chance.percent(96).then_some(brand),
            chance.between(3, 240) as f64 / 100.0,
            is_ware.then(|| chance.between(60, 320) as f64 / 10.0),
            is_ware.then(|| chance.between(60, 260) as f64 / 10.0),
            is_ware.then(|| chance.between(60, 220) as f64 / 10.0),
            stock,
            chance.between(0, 12),
            chance.percent(60).then(|| format!(
                "{}-{:02}",
                ["A", "B", "C", "D"][chance.below(4)],
                chance.below(40)
            )),
            chance
                .percent(55)
                .then(|| format!("20{:011}", arrival.id * 10 + 3)),
            good.index == 0 || chance.percent(96),
            good.index == 0 || chance.percent(5),
            cents > 5000,
            organic,
            if chance.percent(97) {
                "available"
            } else {
                "preorder"
            },
            chance
                .percent(40)
                .then_some("Leaves our tea room within two working days"),
            chance.percent(4).then_some(6),
            (!good.origin.is_empty()).then_some(good.origin),
            (good.sort == Sort::Leaf).then(|| chance.pick(&[
                "Spring",
                "Early summer",
                "Second flush",
                "Autumn"
            ])),
            is_drink.then(|| chance.between(12, 20) as f64 * 5.0),
            is_drink.then(|| chance.between(3, 16) as f64 * 0.5),
            is_ware.then_some("<p>Two years. We repair before we replace.</p>"),
            format!(
                "{}, {}, harbour tea",
                good.base_name.to_lowercase(),
                category.to_lowercase()
            ),
            chance.percent(80).then(|| format!("{} | Harbour Tea", good.name)),
            chance
                .percent(50)
                .then(|| format!("{}, tea, {}", good.base_name, category)),
            chance.percent(75).then(|| format!(
                "{} at Harbour Tea: fresh from our tea room by the sea, sent within two working days.",
                good.name
            )),
            chance
                .percent(3)
                .then_some("templates/pages/custom/product/tasting.html"),
            if chance.percent(10) {
                chance.between(-5, 20)
            } else {
                0
            },
            chance.between(0, 900),
            chance.between(0, 20_000),
            moment::stamp(arrival.created),
            moment::stamp(arrival.modified),
        ])?;
        Ok(())
    }

    fn variants(
        &mut self,
        good: &Good,
        arrival: &Arrival<'_>,
        stock: &[i64],
        chance: &mut Chance,
    ) -> Result<i64> {
        let mut options = Vec::with_capacity(good.options.len());
        for (position, (name, display, values)) in (0_i64..).zip(good.options) {
            self.option
                .execute(params![arrival.id, name, display, position])?;
            let option = self.shop.last_insert_rowid();
            let mut value_ids = Vec::with_capacity(values.len());
            for (position, (label, _)) in (0_i64..).zip(*values) {
                self.value
                    .execute(params![option, label, position == 0, position])?;
                value_ids.push(self.shop.last_insert_rowid());
            }
            options.push((option, value_ids));
        }
        let mut first = 0;
        for (number, stock) in stock.iter().enumerate() {
            let extra = good.extra_cents(number);
            let sku = Good::variant_sku(arrival.id, number);
            self.variant.execute(params![
                arrival.id,
                sku,
                (extra > 0).then(|| money::text(good.cents + extra)),
                chance.percent(30).then(|| chance.between(3, 240) as f64 / 100.0),
                stock,
                chance.percent(98),
            ])?;
            let variant = self.shop.last_insert_rowid();
            if number == 0 {
                first = variant;
            }
            for (place, (option, values)) in good.chosen(number).into_iter().zip(&options) {
                self.variant_value
                    .execute(params![variant, option, values[place]])?;
            }
            if arrival.levels {
                let at_counter = stock / 5;
                let shares = [stock - at_counter, at_counter];
                for (location, available) in STOCK_LOCATIONS.into_iter().zip(shares) {
                    let bin = chance
                        .percent(50)
                        .then(|| format!("{location}-{:03}", chance.below(400)));
                    self.level.execute(params![
                        location,
                        variant,
                        sku,
                        available,
                        chance.between(0, 3),
                        bin
                    ])?;
                }
            }
        }
        Ok(first)
    }

    fn images(&mut self, good: &Good, arrival: &Arrival<'_>, chance: &mut Chance) -> Result<()> {
        const VIEWS: [(&str, &str); 3] = [
            ("front", ""),
            ("detail", ", close up"),
            ("table", ", on the table"),
        ];
        let main = match good.sort {
            Sort::Leaf | Sort::Herb => Motif::Cup,
            Sort::Ware | Sort::Treat => Motif::Caddy,
            Sort::Gift => Motif::Stripes,
        };
        for (position, (view, words)) in (0_i64..).zip(&VIEWS[..1 + chance.below(3)]) {
            // The rest of the mood by chance, but the cup holds what the product is.
            let mood = (chance.any() >> 1) / TEA_COLOURS * TEA_COLOURS + tea_colour(good.category);
            // Now and then one as large as people upload them.
            let side = match position {
                0 if good.index % 160 == 5 => 400,
                0 => 96,
                _ => 64 + 8 * (mood >> 40 & 3) as usize,
            };
            let motif = [main, Motif::Leaves, Motif::Caddy][position as usize];
            self.image.execute(params![
                arrival.id,
                format!("{}-{view}.png", goods::slug(good.base_name)),
                chance.percent(80).then(|| format!("{}{words}", good.name)),
                arrival.pictures.then(|| png(motif, side, mood)),
                position == 0,
                position,
            ])?;
        }
        Ok(())
    }

    fn custom_fields(&mut self, good: &Good, id: i64, chance: &mut Chance) -> Result<()> {
        let year = format!("{}", 2020 + chance.below(6));
        let fields: &[(&str, &str)] = match good.sort {
            Sort::Leaf => &[
                ("Caffeine", ["low", "medium", "high"][chance.below(3)]),
                (
                    "Leaf grade",
                    ["FTGFOP1", "TGFOP", "OP", "BOP", "–"][chance.below(5)],
                ),
                ("Harvest year", &year),
                ("Allergens", "none"),
            ],
            Sort::Herb => &[
                ("Caffeine", "none"),
                ("Allergens", "none"),
                ("Best before", "24 months"),
            ],
            Sort::Ware => &[
                (
                    "Capacity",
                    ["250 ml", "450 ml", "0.9 l", "1.2 l"][chance.below(4)],
                ),
                ("Dishwasher safe", if chance.percent(70) { "yes" } else { "no" }),
                (
                    "Material",
                    ["stoneware", "porcelain", "glass", "cast iron", "bamboo"][chance.below(5)],
                ),
            ],
            Sort::Treat => &[
                ("Allergens", "gluten, milk, may contain nuts"),
                ("Best before", "4 months"),
            ],
            Sort::Gift => &[("Gift card", "included"), ("Wrapped in", "sea-green paper")],
        };
        for (name, value) in fields.iter().take(1 + chance.below(fields.len())) {
            self.custom_field.execute(params![id, name, value])?;
        }
        Ok(())
    }
}

// The colour that the tea of a category has in the cup, as in `picture`.
fn tea_colour(category: i64) -> u64 {
    match category {
        9..=12 | 19 | 21 => 1,
        14 | 15 => 2,
        20 => 3,
        22 | 23 => 4,
        13 | 31 => 5,
        _ => 0,
    }
}

/// Writes the makers.
pub(crate) fn brands(shop: &Connection, seed: u64, now: DateTime<Utc>) -> Result<()> {
    let mut chance = Chance::of(seed, "brands");
    let mut brand = insert(
        shop,
        "brands",
        "id, name, slug, description, logo, page_title, meta_description, search_keywords, view_count, date_modified",
    )?;
    for (id, name) in (1_i64..).zip(BRANDS) {
        let mood = chance.any();
        brand.execute(params![
            id,
            name,
            goods::slug(name),
            chance.percent(70).then(|| format!(
                "<p>{} has worked with us since {}. Small lots, short ways, honest prices.</p>",
                text::escaped(name),
                2004 + chance.below(18)
            )),
            chance.percent(70).then(|| png(Motif::Stripes, 72, mood)),
            format!("{name} | Harbour Tea"),
            chance
                .percent(60)
                .then(|| format!("Everything by {name} at Harbour Tea.")),
            chance.percent(40).then(|| name.to_lowercase()),
            chance.between(10, 9000),
            moment::stamp(moment::before(now, chance.between(20, 900) * DAY)),
        ])?;
    }
    Ok(())
}

/// Writes the tree of categories.
pub(crate) fn categories(shop: &Connection, seed: u64, now: DateTime<Utc>) -> Result<()> {
    let mut chance = Chance::of(seed, "categories");
    let mut category = insert(
        shop,
        "categories",
        "id, parent_id, name, slug, description, image, sort_order, default_sort, page_title, meta_description, \
         search_keywords, view_count, date_modified",
    )?;
    for (id, (name, slug, parent)) in (1_i64..).zip(CATEGORIES) {
        let parent_id = (1_i64..)
            .zip(CATEGORIES)
            .find(|(_, (_, above, _))| *above == parent)
            .map(|(id, _)| id);
        let mood = chance.any();
        category.execute(params![
            id,
            parent_id,
            name,
            slug,
            chance.percent(80).then(|| format!(
                "<h2>{0}</h2>\n<p>All our {1}, tasted and chosen by us. Write to us if you cannot decide: we like being \
                 asked.</p>",
                text::escaped(name),
                text::escaped(&name.to_lowercase())
            )),
            chance.percent(60).then(|| png(Motif::Leaves, 88, mood)),
            id * 10,
            chance.pick(&["featured", "featured", "newest", "best_selling", "price_ascending"]),
            format!("{name} | Harbour Tea"),
            chance.percent(70).then(|| format!("{name}: fresh from our tea room by the sea.")),
            chance.percent(40).then(|| format!("{}, buy {}", name.to_lowercase(), name.to_lowercase())),
            chance.between(100, 90_000),
            moment::stamp(moment::before(now, chance.between(10, 700) * DAY)),
        ])?;
    }
    Ok(())
}

/// Writes price lists for some of the variants, and for whom they hold.
pub(crate) fn price_lists(shop: &Connection, seed: u64, now: DateTime<Utc>) -> Result<()> {
    const LISTS: [(&str, i64, i64, i64); 3] = [
        ("Trade prices", 2, 78, 7),
        ("Cafés & restaurants", 3, 70, 11),
        ("Friends of the house", 4, 90, 17),
    ];
    let mut list = insert(
        shop,
        "price_lists",
        "id, name, is_active, date_created, date_modified",
    )?;
    let mut assignment = insert(
        shop,
        "price_list_assignments",
        "price_list_id, channel_id, customer_group_id",
    )?;
    let mut record = insert(
        shop,
        "price_list_records",
        "price_list_id, variant_id, currency, price, sale_price",
    )?;
    let mut variants = shop.prepare(
        "SELECT v.id, coalesce(v.price, p.price) FROM product_variants v JOIN products p ON p.id = v.product_id \
         WHERE v.id <= 4000 AND v.id % ?1 = 0",
    )?;
    let mut chance = Chance::of(seed, "price lists");
    for (id, (name, group, percent, every)) in (1_i64..).zip(LISTS) {
        let created = moment::before(now, chance.between(300, 900) * DAY);
        list.execute(params![
            id,
            name,
            true,
            moment::stamp(created),
            moment::stamp(moment::after(created, 9 * DAY))
        ])?;
        assignment.execute(params![id, 1, group])?;
        let mut rows = variants.query([every])?;
        while let Some(row) = rows.next()? {
            let variant: i64 = row.get(0)?;
            let price: String = row.get(1)?;
            let cents = money::rounded(money::cents(&price).unwrap_or_default() * percent / 100);
            let sale = chance
                .percent(8)
                .then(|| money::text(money::rounded(cents * 9 / 10)));
            record.execute(params![id, variant, "EUR", money::text(cents), sale])?;
        }
    }
    Ok(())
}

/// Writes `count` reviews of products that were there before.
pub(crate) fn reviews(
    shop: &Connection,
    seed: u64,
    now: DateTime<Utc>,
    count: usize,
    products: usize,
    customers: usize,
) -> Result<()> {
    let mut chance = Chance::of(seed, "reviews");
    let mut review = insert(shop, "reviews", REVIEW)?;
    for _ in 0..count {
        let (title, body, rating) = text::review(&mut chance);
        let customer = chance.percent(70).then(|| 1 + chance.below(customers) as i64);
        let author = crate::people::Person::at(
            seed,
            customer
                .unwrap_or_else(|| (chance.any() >> 1).cast_signed())
                .cast_unsigned(),
        );
        let product = goods::FIRST_PRODUCT + chance.below(products) as i64;
        let at = moment::stamp(moment::before(now, chance.between(1, 1000 * DAY)));
        let status = if chance.percent(93) { "approved" } else { "waiting" };
        review.execute(params![
            product,
            customer,
            author.first_name,
            title,
            body,
            rating,
            status,
            at,
            at
        ])?;
    }
    Ok(())
}

/// The columns of a review as they are written.
pub(crate) const REVIEW: &str =
    "product_id, customer_id, author, title, body, rating, status, date_created, date_modified";
