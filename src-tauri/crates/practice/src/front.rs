//! What visitors see and what the shop is set to: channels, pages, posts, banners, coupons, mails, scripts, widgets, settings.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Result, params};

use crate::chance::Chance;
use crate::goods::{self, CATEGORIES, Good};
use crate::moment::{self, DAY};
use crate::orders::FIRST_ORDER;
use crate::people::Person;
use crate::picture::{Motif, png};
use crate::{insert, money};

/// Writes channels, sites and locations.
pub(crate) fn places(shop: &Connection, now: DateTime<Utc>) -> Result<()> {
    let opened = moment::stamp(moment::before(now, 1460 * DAY));
    let changed = moment::stamp(moment::before(now, 47 * DAY));
    let mut channel = insert(
        shop,
        "channels",
        "id, name, kind, icon, date_created, date_modified",
    )?;
    for (id, name, kind) in [
        (1, "Harbour Tea online", "storefront"),
        (2, "Market stall (marketplace)", "marketplace"),
        (3, "Counter by the harbour", "pos"),
    ] {
        let icon = png(Motif::Cup, 32, id * 0x1357_9bdf_0246);
        channel.execute(params![id as i64, name, kind, icon, opened, changed])?;
    }
    let mut site = insert(
        shop,
        "sites",
        "id, channel_id, url, language, date_created, date_modified",
    )?;
    let mut route = insert(shop, "site_routes", "site_id, kind, matching, route")?;
    for (id, url, language) in [
        (1, "https://harbour-tea.example.com", "en"),
        (2, "https://harbour-tea.example.org", "de"),
    ] {
        site.execute(params![id, 1, url, language, opened, changed])?;
        for (kind, matching, path) in [
            ("product", "*", "/{slug}/"),
            ("category", "*", "/c/{slug}/"),
            ("page", "*", "/{slug}"),
            ("blog", "*", "/stories/{slug}"),
            ("cart", "*", "/basket"),
            ("product", "101", "/our-earl-grey/"),
        ] {
            route.execute(params![id, kind, matching, path])?;
        }
    }
    let mut location = insert(
        shop,
        "locations",
        "id, code, label, kind, street, town, postcode, country, phone, email, latitude, longitude, opening_hours, \
         is_enabled, date_modified",
    )?;
    let hours = r#"{"mon":null,"tue":["09:00","18:00"],"wed":["09:00","18:00"],"thu":["09:00","18:00"],"fri":["09:00","19:00"],"sat":["10:00","16:00"],"sun":null}"#;
    location.execute(params![
        1,
        "WAREHOUSE",
        "Warehouse, Customs House Square",
        "warehouse",
        "3 Customs House Square",
        "Kelmouth",
        "QH1 2QX",
        "IE",
        "01632 960001",
        "warehouse@example.com",
        51.25,
        -9.5,
        None::<&str>,
        true,
        changed,
    ])?;
    location.execute(params![
        2,
        "COUNTER",
        "Counter by the harbour",
        "shop",
        "1 Quay Street",
        "Kelmouth",
        "QH1 1QX",
        "IE",
        "01632 960002",
        "counter@example.com",
        51.2515,
        -9.503_125,
        hours,
        true,
        changed,
    ])?;
    location.execute(params![
        3,
        "MARKET",
        "Market stall (summer only)",
        "popup",
        "Market Place",
        "Port Emberley",
        "QH3 5QX",
        "IE",
        None::<&str>,
        None::<&str>,
        None::<f64>,
        None::<f64>,
        None::<&str>,
        false,
        changed,
    ])?;
    Ok(())
}

/// Writes the store settings.
pub(crate) fn settings(shop: &Connection, now: DateTime<Utc>) -> Result<()> {
    const SETTINGS: &[(&str, &str, Option<&str>)] = &[
        ("name", "store", Some("Harbour Tea")),
        (
            "tagline",
            "store",
            Some("Tea, teaware and treats from the quay since 2004"),
        ),
        ("legal_name", "store", Some("Harbour Tea Ltd.")),
        (
            "address",
            "store",
            Some("1 Quay Street\nKelmouth QH1 1QX\nIreland"),
        ),
        ("phone", "store", Some("01632 960002")),
        ("email", "store", Some("hello@example.com")),
        ("order_email", "store", Some("orders@example.com")),
        ("company_number", "store", Some("XX 000000")),
        ("is_open", "store", Some("1")),
        (
            "closed_message",
            "store",
            Some("<p>We are stocktaking and back tomorrow morning. ☕</p>"),
        ),
        ("timezone", "locale", Some("Europe/Dublin")),
        ("language", "locale", Some("en")),
        ("languages", "locale", Some("en,de")),
        ("currency", "locale", Some("EUR")),
        ("currencies", "locale", Some("EUR")),
        ("currency_position", "locale", Some("left")),
        ("decimal_places", "locale", Some("2")),
        ("weight_unit", "locale", Some("kg")),
        ("length_unit", "locale", Some("cm")),
        ("date_format", "locale", Some("j M Y")),
        ("prices_include_tax", "tax", Some("1")),
        ("tax_rate_standard", "tax", Some("19.00")),
        ("tax_rate_reduced", "tax", Some("9.00")),
        ("tax_number", "tax", Some("XX0000000X")),
        ("tax_on_delivery", "tax", Some("1")),
        ("free_delivery_from", "delivery", Some("50.00")),
        ("delivery_price", "delivery", Some("4.90")),
        ("delivery_countries", "delivery", Some("IE,GB,DE,FR,NL")),
        ("delivery_days", "delivery", Some("2-4")),
        ("collect_in_shop", "delivery", Some("1")),
        ("checkout_guests", "checkout", Some("1")),
        (
            "checkout_terms",
            "checkout",
            Some("I have read the terms and the right of withdrawal."),
        ),
        ("checkout_phone", "checkout", Some("optional")),
        ("payment_card", "checkout", Some("1")),
        ("payment_transfer", "checkout", Some("1")),
        (
            "payment_transfer_text",
            "checkout",
            Some("Please transfer within seven days. Thank you!"),
        ),
        ("order_number_next", "checkout", None),
        ("stock_show", "stock", Some("when_low")),
        ("stock_low", "stock", Some("8")),
        ("stock_hide_sold_out", "stock", Some("0")),
        ("stock_default_location", "stock", Some("1")),
        ("reviews_enabled", "reviews", Some("1")),
        ("reviews_need_approval", "reviews", Some("1")),
        ("reviews_guests", "reviews", Some("0")),
        ("search_suggestions", "search", Some("1")),
        ("products_per_page", "search", Some("24")),
        ("meta_title", "seo", Some("Harbour Tea: tea from the quay")),
        (
            "meta_description",
            "seo",
            Some("Loose tea, teaware and treats, tasted and packed by hand by the sea."),
        ),
        (
            "robots",
            "seo",
            Some("User-agent: *\nDisallow: /basket\nDisallow: /checkout\n"),
        ),
        ("https_only", "security", Some("1")),
        ("cookie_notice", "privacy", Some("1")),
        (
            "cookie_text",
            "privacy",
            Some("We keep only what the basket needs."),
        ),
        ("analytics", "privacy", Some("")),
        ("newsletter", "marketing", Some("1")),
        ("newsletter_welcome_code", "marketing", Some("WELCOME10")),
        ("gift_certificates", "marketing", Some("1")),
        ("abandoned_basket_hours", "marketing", Some("24")),
        (
            "social",
            "marketing",
            Some(r#"{"pictures":"@harbour.tea","letters":"letters.example.com/harbour-tea"}"#),
        ),
        ("logo", "design", Some("assets/img/logo.png")),
        ("favicon", "design", Some("assets/img/favicon.png")),
    ];
    let mut setting = insert(shop, "settings", "name, section, value, updated_at")?;
    for (place, (name, section, value)) in (0_i64..).zip(SETTINGS) {
        let changed = moment::stamp(moment::before(now, (place * 13 % 700 + 3) * DAY));
        setting.execute(params![name, section, value, changed])?;
    }
    Ok(())
}

/// Writes pages, some under others.
pub(crate) fn pages(shop: &Connection, seed: u64, now: DateTime<Utc>) -> Result<()> {
    const PAGES: [(&str, &str, Option<i64>, &str); 14] = [
        (
            "About us",
            "about",
            None,
            "Three people, one tea room and a view of the harbour. We have sold tea here since 2004.",
        ),
        (
            "Our tea room",
            "tea-room",
            Some(1),
            "Open from Tuesday to Saturday. Come in and taste whatever is in the pot.",
        ),
        (
            "The people",
            "people",
            Some(1),
            "Orla packs, Tom tastes, and Maeve answers the telephone.",
        ),
        (
            "How we buy",
            "how-we-buy",
            Some(1),
            "We visit every garden we buy from, and pay on the day of delivery.",
        ),
        (
            "Brewing guide",
            "brewing",
            None,
            "Good water, enough leaf, the right temperature and a little patience.",
        ),
        (
            "Black tea",
            "brewing/black",
            Some(5),
            "Boiling water, three to four minutes.",
        ),
        (
            "Green tea",
            "brewing/green",
            Some(5),
            "70 °C, two minutes, and pour it out completely.",
        ),
        (
            "Matcha",
            "brewing/matcha",
            Some(5),
            "Sieve, add a little water at 80 °C, whisk in the shape of an M.",
        ),
        (
            "Delivery & returns",
            "delivery",
            None,
            "Two to four days. You may send back anything unopened within thirty days.",
        ),
        (
            "Terms",
            "terms",
            None,
            "The plain version first, the legal version below it.",
        ),
        ("Privacy", "privacy", None, "What we keep, why, and for how long."),
        (
            "Contact",
            "contact",
            None,
            "Call, write, or come by: the kettle is always on. 🫖",
        ),
        (
            "أهلاً وسهلاً",
            "welcome-ar",
            None,
            "شاي طازج من الميناء، مختار بعناية.",
        ),
        (
            "Trade customers",
            "trade",
            None,
            "Cafés, hotels and shops: ask for our trade list.",
        ),
    ];
    let mut chance = Chance::of(seed, "pages");
    let mut page = insert(
        shop,
        "pages",
        "id, channel_id, parent_id, name, kind, url, body, is_visible, sort_order, page_title, meta_description, view_count, \
         date_modified",
    )?;
    for (place, (name, url, parent, text)) in (0_i64..).zip(&PAGES) {
        let body = format!(
            "<h1>{name}</h1>\n<p>{text}</p>\n<h2>Questions?</h2>\n<p>Write to <a href=\"mailto:hello@example.com\">us</a> or \
             call 01632 960002.</p>\n<!-- page {} of {} -->\n",
            place + 1,
            PAGES.len()
        );
        page.execute(params![
            place + 1,
            1,
            parent,
            name,
            if *url == "contact" { "contact_form" } else { "page" },
            format!("/{url}"),
            body,
            place != 12,
            place * 10,
            format!("{name} | Harbour Tea"),
            text,
            chance.between(20, 30_000),
            moment::stamp(moment::before(now, chance.between(5, 900) * DAY)),
        ])?;
    }
    Ok(())
}

/// Writes blog posts.
pub(crate) fn blog_posts(shop: &Connection, seed: u64, now: DateTime<Utc>) -> Result<()> {
    const TITLES: [&str; 24] = [
        "The first flush has landed",
        "Why we stopped selling tea balls in plastic",
        "A day with Orla in the packing room",
        "Five teas for a wet Sunday",
        "What “organic” means, and what it does not",
        "Cold brew for beginners",
        "Our trip to Shizuoka",
        "Earl Grey: who was he, anyway?",
        "The kettle question",
        "How to store tea",
        "Ein Brief aus Grünhafen",
        "Milk first?",
        "A short history of the caddy",
        "Christmas orders: last dates 🎄",
        "Meet the beekeeper",
        "Smoke and pine: Lapsang",
        "Tea and chocolate",
        "What the harbour taught us about patience",
        "Matcha without fuss",
        "The cups we broke last year",
        "Questions you asked us in spring",
        "Scones, and the great cream debate",
        "White tea is not boring",
        "Twenty years by the quay",
    ];
    const PARAGRAPHS: [&str; 8] = [
        "It rained for most of the week, which is how all our good ideas begin.",
        "We opened the chest on the counter, with half the town looking on.",
        "Ask three people in this shop and you will hear four answers.",
        "The leaf tells you what it wants, if you give it a minute.",
        "There was cake, naturally.",
        "We wrote down everything, and most of it we still believe.",
        "Prices have gone up at the garden gate, and we would rather say so than make the bags smaller.",
        "If you are near, come by. If you are not, we will send you a sample.",
    ];
    let mut chance = Chance::of(seed, "blog");
    let mut post = insert(
        shop,
        "blog_posts",
        "id, title, slug, author, summary, body, tags, picture, is_published, published_at, meta_description, view_count, \
         date_modified",
    )?;
    for (place, title) in (0_i64..).zip(&TITLES) {
        let published = moment::before(now, (TITLES.len() as i64 - place) * 41 * DAY);
        let body: String = (0..3 + chance.below(5))
            .map(|_| {
                format!(
                    "<p>{} {}</p>\n",
                    chance.pick(&PARAGRAPHS),
                    chance.pick(&PARAGRAPHS)
                )
            })
            .collect();
        let draft = place == 20;
        let mood = chance.any();
        post.execute(params![
            place + 1,
            title,
            goods::slug(title),
            chance.pick(&["Orla", "Tom", "Maeve"]),
            chance.percent(80).then(|| chance.pick(&PARAGRAPHS)),
            body,
            ["tea,harbour", "people", "brewing,how-to", "news", ""][chance.below(5)],
            chance.percent(70).then(|| png(Motif::Leaves, 112, mood)),
            !draft,
            (!draft).then(|| moment::stamp(published)),
            chance.percent(60).then_some(title),
            chance.between(5, 8000),
            moment::stamp(moment::after(published, chance.between(0, 3) * DAY)),
        ])?;
    }
    Ok(())
}

/// Writes banners and promotions.
pub(crate) fn offers(shop: &Connection, seed: u64, now: DateTime<Utc>) -> Result<()> {
    const BANNERS: [(&str, &str, &str, &str); 10] = [
        (
            "Free delivery",
            "<p>Free delivery from <strong>€50</strong> ⛵</p>",
            "home",
            "top",
        ),
        (
            "New harvest",
            "<p>The first flush has landed. <a href=\"/c/darjeeling/\">Taste it</a></p>",
            "home",
            "top",
        ),
        (
            "Tea room hours",
            "<p>Tea room open Tuesday to Saturday</p>",
            "home",
            "bottom",
        ),
        (
            "Green tea weeks",
            "<p>Green tea weeks: water at 70 °C, please!</p>",
            "category",
            "top",
        ),
        (
            "Gift wrapping",
            "<p>We wrap it in sea-green paper</p>",
            "category",
            "bottom",
        ),
        (
            "Sale ends Sunday",
            "<p>Second choice, first-class tea</p>",
            "category",
            "top",
        ),
        (
            "Letter from the harbour",
            "<p>Twelve letters a year. <a href=\"/letters\">Sign up</a></p>",
            "search",
            "bottom",
        ),
        (
            "Christmas dates",
            "<p>Last orders for Christmas: 18 December 🎄</p>",
            "home",
            "top",
        ),
        (
            "Teaware care",
            "<p>Cast iron likes it dry.</p>",
            "category",
            "bottom",
        ),
        (
            "Willkommen",
            "<p>Wir liefern auch nach Deutschland – in 3 Tagen.</p>",
            "home",
            "bottom",
        ),
    ];
    let mut chance = Chance::of(seed, "offers");
    let mut banner = insert(
        shop,
        "banners",
        "id, name, content, page, location, category_id, is_visible, starts_at, ends_at, view_count, date_modified",
    )?;
    for (place, (name, content, page, location)) in (0_i64..).zip(&BANNERS) {
        let starts = moment::before(now, chance.between(-20, 200) * DAY);
        banner.execute(params![
            place + 1,
            name,
            content,
            page,
            location,
            (*page == "category").then(|| [9, 32, goods::SALE, 24][place as usize % 4]),
            chance.percent(75),
            chance.percent(40).then(|| moment::stamp(starts)),
            chance
                .percent(40)
                .then(|| moment::stamp(moment::after(starts, 60 * DAY))),
            chance.between(10, 50_000),
            moment::stamp(moment::before(now, chance.between(3, 300) * DAY)),
        ])?;
    }
    const PROMOTIONS: [(&str, &str, &str); 12] = [
        (
            "Third bag half price",
            "automatic",
            r#"{"when":{"items":3,"category":2},"then":{"percent":"50.00","on":"cheapest"}}"#,
        ),
        (
            "Free sample from €30",
            "automatic",
            r#"{"when":{"subtotal":"30.00"},"then":{"gift":"HT-000108"}}"#,
        ),
        (
            "Teapot and tea",
            "automatic",
            r#"{"when":{"categories":[25,1]},"then":{"amount":"5.00"}}"#,
        ),
        (
            "Spring greens −15 %",
            "automatic",
            r#"{"when":{"category":9},"then":{"percent":"15.00"}}"#,
        ),
        (
            "Matcha starter",
            "automatic",
            r#"{"when":{"products":[124,125]},"then":{"amount":"8.00"}}"#,
        ),
        (
            "Free delivery",
            "automatic",
            r#"{"when":{"subtotal":"50.00"},"then":{"delivery":"free"}}"#,
        ),
        (
            "Friends bring friends",
            "coupon",
            r#"{"when":{"first_order":true},"then":{"percent":"10.00"}}"#,
        ),
        (
            "Black week",
            "automatic",
            r#"{"when":{"categories":[2,3,4,5,6,7,8]},"then":{"percent":"20.00"}}"#,
        ),
        (
            "Office parcel",
            "automatic",
            r#"{"when":{"items":10},"then":{"percent":"7.50"}}"#,
        ),
        (
            "Birthday letter",
            "coupon",
            r#"{"when":{"birthday":true},"then":{"amount":"4.00"}}"#,
        ),
        (
            "Summer iced tea",
            "automatic",
            r#"{"when":{"category":22,"items":2},"then":{"percent":"12.00"}}"#,
        ),
        (
            "Second-choice teaware",
            "automatic",
            r#"{"when":{"category":40},"then":{"percent":"10.00"}}"#,
        ),
    ];
    let mut promotion = insert(
        shop,
        "promotions",
        "id, name, display_name, kind, rules, status, priority, max_uses, current_uses, starts_at, ends_at, date_modified",
    )?;
    for (place, (name, kind, rules)) in (0_i64..).zip(&PROMOTIONS) {
        let starts = moment::before(now, chance.between(-30, 400) * DAY);
        promotion.execute(params![
            place + 1,
            name,
            chance.percent(60).then_some(name),
            kind,
            rules,
            chance.pick(&["enabled", "enabled", "disabled", "ended"]),
            place,
            chance.percent(40).then(|| chance.between(1, 20) * 50),
            chance.between(0, 400),
            moment::stamp(starts),
            chance
                .percent(60)
                .then(|| moment::stamp(moment::after(starts, 45 * DAY))),
            moment::stamp(moment::before(now, chance.between(3, 300) * DAY)),
        ])?;
    }
    Ok(())
}

/// Writes coupons.
pub(crate) fn coupons(shop: &Connection, seed: u64, now: DateTime<Utc>) -> Result<()> {
    const CODES: [&str; 24] = [
        "WELCOME10",
        "HARBOUR5",
        "SPRING15",
        "LETTER8",
        "BIRTHDAY4",
        "PIER20",
        "TEAROOM",
        "GREENWEEKS",
        "SORRY5",
        "PRESS100",
        "STAFF25",
        "MATCHA8",
        "GRÜN10",
        "WINTER12",
        "LASTFERRY",
        "OFFICE7",
        "REVIEW3",
        "SCONES",
        "BREAKFAST",
        "THANKYOU",
        "COMEBACK",
        "TRADE50",
        "SAMPLER",
        "MAEVE",
    ];
    let mut chance = Chance::of(seed, "coupons");
    let mut coupon = insert(
        shop,
        "coupons",
        "id, name, code, kind, amount, minimum_purchase, max_uses, max_uses_per_customer, num_uses, is_enabled, expires_at, \
         date_created, date_modified",
    )?;
    let mut category = insert(shop, "coupon_categories", "coupon_id, category_id")?;
    for (place, code) in (0_i64..).zip(&CODES) {
        let made = moment::before(now, chance.between(20, 600) * DAY);
        let kind = chance.pick(&["percent", "percent", "amount", "free_delivery"]);
        coupon.execute(params![
            place + 1,
            format!("Code {code}"),
            code,
            kind,
            money::text(if kind == "free_delivery" {
                0
            } else {
                chance.between(2, 30) * 50
            }),
            money::text(chance.between(0, 6) * 500),
            (place % 3 != 2).then(|| chance.between(1, 40) * 25),
            chance.percent(70).then_some(1),
            chance.between(0, 24),
            chance.percent(85),
            chance
                .percent(60)
                .then(|| moment::stamp(moment::after(now, chance.between(-40, 300) * DAY))),
            moment::stamp(made),
            moment::stamp(moment::after(made, chance.between(0, 15) * DAY)),
        ])?;
        if chance.percent(40) {
            let first = chance.between(1, CATEGORIES.len() as i64 - 1);
            for id in [first, first + 1] {
                category.execute(params![place + 1, id])?;
            }
        }
    }
    Ok(())
}

/// Writes `count` gift certificates, sold in the first `orders` orders.
pub(crate) fn gift_certificates(
    shop: &Connection,
    seed: u64,
    now: DateTime<Utc>,
    count: usize,
    orders: usize,
) -> Result<()> {
    let mut chance = Chance::of(seed, "gift certificates");
    let mut certificate = insert(
        shop,
        "gift_certificates",
        "id, code, order_id, to_name, to_email, from_name, from_email, amount, balance, status, design, message, \
         purchased_at, expires_at, date_modified",
    )?;
    for number in 0..count as i64 {
        let (from, to) = (
            Person::at(seed, chance.any() >> 40),
            Person::at(seed, chance.any() >> 40),
        );
        let amount = chance.between(2, 20) * 500;
        let balance = match chance.below(4) {
            0 => 0,
            1 => amount / 2,
            _ => amount,
        };
        let bought = moment::before(now, chance.between(1, 700) * DAY);
        certificate.execute(params![
            number + 1,
            format!(
                "HT-{:04X}-{:04X}-{number:03}",
                chance.below(0x1_0000),
                chance.below(0x1_0000)
            ),
            chance
                .percent(80)
                .then(|| FIRST_ORDER + chance.below(orders) as i64),
            to.name(),
            to.email,
            from.name(),
            from.email,
            money::text(amount),
            money::text(balance),
            if balance == 0 { "used" } else { "active" },
            chance.pick(&["Harbour", "Birthday", "Christmas", "Plain"]),
            chance.percent(70).then(|| {
                chance.pick(&[
                    "Happy birthday! 🎂",
                    "For your first flat",
                    "Danke für alles!",
                    "With love from the pier",
                ])
            }),
            moment::stamp(bought),
            moment::stamp(moment::after(bought, 1095 * DAY)),
            moment::stamp(moment::after(bought, DAY)),
        ])?;
    }
    Ok(())
}

/// Writes the mails the shop sends.
pub(crate) fn email_templates(shop: &Connection, now: DateTime<Utc>) -> Result<()> {
    const MAILS: [(&str, &str, &str, &str); 18] = [
        (
            "order_confirmation",
            "Order confirmation",
            "Your order {{order.id}} at Harbour Tea",
            "Thank you for your order. We pack it by hand, usually on the next working day.",
        ),
        (
            "order_shipped",
            "Order shipped",
            "Your tea is on its way ⛵",
            "Your parcel has left the harbour. Its number is {{shipment.number}}.",
        ),
        (
            "order_ready",
            "Ready to collect",
            "Your order is waiting at the counter",
            "Come by when it suits you. Please bring this letter.",
        ),
        (
            "order_cancelled",
            "Order cancelled",
            "Your order {{order.id}} was cancelled",
            "We have cancelled your order and sent your money back.",
        ),
        (
            "order_refunded",
            "Order refunded",
            "Your money is on its way back",
            "We have refunded {{refund.amount}}.",
        ),
        (
            "invoice",
            "Invoice",
            "Invoice {{invoice.number}}",
            "Please find your invoice enclosed.",
        ),
        (
            "quote",
            "Quote",
            "Your quote {{quote.number}}",
            "Thank you for asking. Our quote holds for thirty days.",
        ),
        (
            "account_created",
            "Welcome",
            "Welcome to Harbour Tea",
            "Your account is ready, {{customer.first_name}}.",
        ),
        (
            "password_reset",
            "New password",
            "Choose a new password",
            "Somebody, hopefully you, asked for a new password.",
        ),
        (
            "gift_certificate",
            "Gift certificate",
            "A present from {{certificate.from}}",
            "{{certificate.message}}",
        ),
        (
            "abandoned_basket",
            "Forgotten basket",
            "Your basket is still here",
            "We have kept what you chose, in case the kettle called.",
        ),
        (
            "back_in_stock",
            "Back in stock",
            "{{product.name}} is back",
            "You asked us to tell you.",
        ),
        (
            "review_request",
            "Ask for a review",
            "How was your tea?",
            "A line or two helps others choose, and helps us buy.",
        ),
        (
            "newsletter_welcome",
            "Letter welcome",
            "A letter from the harbour",
            "Twelve letters a year, and a small present to begin with: {{coupon.code}}.",
        ),
        (
            "low_stock",
            "Low stock (to us)",
            "Low stock: {{product.sku}}",
            "Only {{product.stock}} left.",
        ),
        (
            "new_order",
            "New order (to us)",
            "New order {{order.id}}",
            "{{order.items}} things for {{order.total}}.",
        ),
        (
            "birthday",
            "Birthday letter",
            "Happy birthday, {{customer.first_name}} 🎂",
            "A cup on us, and many happy returns.",
        ),
        (
            "return_received",
            "Return received",
            "Your parcel is back with us",
            "We will look at it today.",
        ),
    ];
    let mut mail = insert(
        shop,
        "email_templates",
        "name, title, subject, body, is_enabled, date_modified",
    )?;
    for (place, (name, title, subject, text)) in (0_i64..).zip(&MAILS) {
        let body = format!(
            "<!doctype html>\n<html>\n<body style=\"font-family: Georgia, serif; color: #2c2620\">\n  <img \
             src=\"{{{{shop.logo}}}}\" alt=\"Harbour Tea\" width=\"120\">\n  <h1>{title}</h1>\n  <p>Dear \
             {{{{customer.first_name}}}},</p>\n  <p>{text}</p>\n  {{{{> order_table}}}}\n  <p>Warm regards from the \
             quay<br>Orla, Tom and Maeve</p>\n</body>\n</html>\n"
        );
        let changed = moment::stamp(moment::before(now, (place * 37 % 600 + 4) * DAY));
        mail.execute(params![name, title, subject, body, *name != "birthday", changed])?;
    }
    Ok(())
}

/// Writes scripts, widget templates and widgets.
pub(crate) fn scripts_and_widgets(shop: &Connection, seed: u64, now: DateTime<Utc>) -> Result<()> {
    let mut chance = Chance::of(seed, "widgets");
    let mut changed = {
        let mut when = Chance::of(seed, "widget times");
        move || moment::stamp(moment::before(now, when.between(4, 500) * DAY))
    };
    const SCRIPTS: [(&str, &str, &str, &str); 8] = [
        (
            "Visitor counter",
            "<script>window.harbour = window.harbour || [];</script>",
            "head",
            "analytics",
        ),
        (
            "Cookie notice",
            "<script>document.documentElement.dataset.notice = \"wait\";</script>",
            "head",
            "essential",
        ),
        ("Chat bubble", "", "footer", "functional"),
        (
            "Opening hours",
            "<script>/* shows whether the tea room is open */ showHours(\"#hours\");</script>",
            "footer",
            "essential",
        ),
        (
            "Snow in December",
            "<script>if (new Date().getMonth() === 11) snow();</script>",
            "footer",
            "functional",
        ),
        (
            "Structured data",
            "<script type=\"application/ld+json\">{\"@type\":\"Store\",\"name\":\"Harbour Tea\"}</script>",
            "head",
            "essential",
        ),
        ("Review stars", "", "footer", "functional"),
        (
            "Tide table",
            "<script>tide(\"Kelmouth\");</script>",
            "footer",
            "functional",
        ),
    ];
    let mut script = insert(
        shop,
        "scripts",
        "uuid, channel_id, name, description, source, src, location, consent, is_enabled, date_modified",
    )?;
    for (place, (name, source, location, consent)) in (0_i64..).zip(&SCRIPTS) {
        script.execute(params![
            chance.uuid(),
            1,
            name,
            chance.percent(60).then(|| format!("{name}, put in by Tom.")),
            (!source.is_empty()).then_some(source),
            source
                .is_empty()
                .then(|| format!("https://scripts.example.com/{}.js", goods::slug(name))),
            location,
            consent,
            place != 4,
            changed(),
        ])?;
    }

    const TEMPLATES: [(&str, &str); 6] = [
        ("Text", "<div class=\"text\">{{{text}}}</div>"),
        (
            "Picture and text",
            "<figure>\n  <img src=\"{{picture}}\" alt=\"{{alt}}\">\n  <figcaption>{{text}}</figcaption>\n</figure>",
        ),
        (
            "Product row",
            "<ul class=\"row\">\n{{#each products}}\n  <li><a href=\"{{path}}\">{{name}}</a> {{price}}</li>\n{{/each}}\n</ul>",
        ),
        (
            "Opening hours",
            "<dl class=\"hours\">{{#each days}}<dt>{{name}}</dt><dd>{{hours}}</dd>{{/each}}</dl>",
        ),
        (
            "Button",
            "<a class=\"button button--{{look}}\" href=\"{{link}}\">{{text}}</a>",
        ),
        (
            "Quotation",
            "<blockquote>{{text}}<cite>{{who}}</cite></blockquote>",
        ),
    ];
    let mut template = insert(
        shop,
        "widget_templates",
        "uuid, name, source, schema, date_modified",
    )?;
    let mut widget = insert(
        shop,
        "widgets",
        "uuid, template_uuid, name, description, configuration, date_modified",
    )?;
    let mut placement = insert(
        shop,
        "widget_placements",
        "uuid, widget_uuid, template_file, region, sort_order, status",
    )?;
    for (place, (name, source)) in (0_i64..).zip(&TEMPLATES) {
        let template_uuid = chance.uuid();
        let schema =
            r#"[{"type":"text","id":"text","label":"Text"},{"type":"color","id":"ground","label":"Ground"}]"#;
        template.execute(params![template_uuid, name, source, schema, changed()])?;
        for number in 1..=2 {
            let uuid = chance.uuid();
            let configuration = format!(
                r##"{{"text":"{}","ground":"#{:06x}","products":[{},{}],"wide":{},"padding":{}.5}}"##,
                ["Fresh from the tea room", "Grüße vom Hafen 🫖", "New this week"][chance.below(3)],
                chance.below(0x100_0000),
                goods::FIRST_PRODUCT + chance.below(200) as i64,
                goods::FIRST_PRODUCT + chance.below(200) as i64,
                chance.percent(50),
                chance.below(4),
            );
            widget.execute(params![
                uuid,
                template_uuid,
                format!("{name} {number}"),
                chance
                    .percent(50)
                    .then(|| format!("Used on page {}", place + number)),
                configuration,
                changed(),
            ])?;
            for position in 0..chance.between(0, 2) {
                let file = chance.pick(&["pages/home", "pages/category", "pages/product", "pages/blog"]);
                let status = if chance.percent(85) { "active" } else { "inactive" };
                placement.execute(params![chance.uuid(), uuid, file, "main", position, status])?;
            }
        }
    }
    Ok(())
}

/// Writes `count` redirects from addresses that once were.
pub(crate) fn redirects(
    shop: &Connection,
    seed: u64,
    now: DateTime<Utc>,
    count: usize,
    products: usize,
) -> Result<()> {
    let mut chance = Chance::of(seed, "redirects");
    let mut redirect = insert(
        shop,
        "redirects",
        "id, site_id, from_path, to_path, date_modified",
    )?;
    for number in 0..count as i64 {
        let to = match chance.below(10) {
            0..7 => format!("/{}/", goods::slug(&Good::at(seed, chance.below(products)).name)),
            7 | 8 => format!("/c/{}/", CATEGORIES[chance.below(CATEGORIES.len())].1),
            _ => String::from("/"),
        };
        let from = match chance.below(3) {
            0 => format!("/shop/item.php?id={}", 4000 + number),
            1 => format!(
                "/old/{}/{number}",
                chance.pick(&["tea", "teaware", "gifts", "kräuter"])
            ),
            _ => format!("/p/{}.html", 90_000 + number),
        };
        let changed = moment::stamp(moment::before(now, chance.between(5, 1200) * DAY));
        redirect.execute(params![
            number + 1,
            1 + i64::from(chance.percent(20)),
            from,
            to,
            changed
        ])?;
    }
    Ok(())
}
