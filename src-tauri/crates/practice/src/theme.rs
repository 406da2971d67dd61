//! Two themes with their files: the one in use, and the one before it.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Result, params};

use crate::chance::Chance;
use crate::insert;
use crate::moment::{self, DAY};
use crate::picture::{Motif, png};

/// The file that every page of the theme is built on.
pub(crate) const BASE_FILE: &str = "templates/layout/base.html";

const BASE: &str = r##"<!doctype html>
<html lang="{{locale}}" data-theme="{{theme.name}}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>{{page.title}}</title>
  <meta name="description" content="{{page.meta_description}}">
  <link rel="icon" href="{{asset 'img/favicon.png'}}">
  <link rel="stylesheet" href="{{asset 'css/theme.css'}}">
  {{{head.scripts}}}
</head>
<body class="page page--{{page.type}}">
  <a class="skip" href="#main">{{lang 'skip_to_content'}}</a>
  {{> components/common/header}}
  {{> components/common/navigation}}
  <main id="main">
    {{#block "page"}}{{/block}}
  </main>
  {{> components/common/footer}}
  {{#if settings.cookie_notice}}
    {{> components/common/cookie-notice}}
  {{/if}}
  <script src="{{asset 'js/theme.js'}}" defer></script>
  {{{footer.scripts}}}
</body>
</html>
"##;

const PAGES: [&str; 18] = [
    "home",
    "product",
    "category",
    "brand",
    "basket",
    "checkout",
    "order-confirmation",
    "search",
    "page",
    "contact-us",
    "blog",
    "blog-post",
    "login",
    "create-account",
    "account/orders",
    "account/wishlist",
    "gift-certificates",
    "404",
];

const COMPONENTS: [&str; 12] = [
    "common/header",
    "common/footer",
    "common/navigation",
    "common/cookie-notice",
    "common/pagination",
    "products/card",
    "products/price",
    "products/options",
    "products/reviews",
    "basket/line",
    "blog/summary",
    "account/address",
];

const STYLES: [&str; 8] = [
    "theme",
    "settings/colours",
    "settings/type",
    "layouts/page",
    "layouts/grid",
    "parts/button",
    "parts/card",
    "parts/price",
];

const SCRIPTS: [&str; 5] = ["theme", "basket", "product", "search", "gallery"];

/// Writes the themes.
pub(crate) fn themes(shop: &Connection, seed: u64, now: DateTime<Utc>) -> Result<()> {
    let mut chance = Chance::of(seed, "themes");
    let mut theme = insert(
        shop,
        "themes",
        "uuid, name, version, variation, is_active, configuration, date_modified",
    )?;
    let mut file = insert(
        shop,
        "theme_files",
        "theme_uuid, path, source, bytes, date_modified",
    )?;
    for (name, version, variation, is_active, age) in [
        ("Harbourlight", "4.2.1", "Morning", true, 12),
        ("Quayside", "2.9.0", "Dusk", false, 640),
    ] {
        let uuid = chance.uuid();
        let changed = moment::stamp(moment::before(now, age * DAY));
        let configuration = configuration(&mut chance);
        theme.execute(params![
            uuid,
            name,
            version,
            variation,
            is_active,
            configuration,
            changed
        ])?;
        let (pages, components) = if is_active {
            (PAGES.len(), COMPONENTS.len())
        } else {
            (6, 3)
        };
        for (path, source) in sources(name, version, pages, components, &configuration) {
            file.execute(params![uuid, path, source, None::<Vec<u8>>, changed])?;
        }
        for (path, motif, side) in [
            ("assets/img/logo.png", Motif::Cup, 160),
            ("assets/img/favicon.png", Motif::Cup, 32),
            ("assets/img/harbour.png", Motif::Stripes, 480),
            ("assets/img/leaves.png", Motif::Leaves, 128),
        ] {
            let picture = png(motif, side, chance.any());
            file.execute(params![uuid, path, None::<&str>, picture, changed])?;
        }
    }
    Ok(())
}

fn configuration(chance: &mut Chance) -> String {
    let mut colour = || format!("#{:06x}", chance.below(0x100_0000));
    format!(
        "{{\n  \"colour_ground\": \"{}\",\n  \"colour_text\": \"{}\",\n  \"colour_accent\": \"{}\",\n  \"font_text\": \
         \"Source Serif\",\n  \"font_heading\": \"Source Sans\",\n  \"products_per_row\": 4,\n  \"show_reviews\": true,\n  \
         \"price_size\": 1.250\n}}\n",
        colour(),
        colour(),
        colour()
    )
}

fn sources(
    name: &str,
    version: &str,
    pages: usize,
    components: usize,
    configuration: &str,
) -> Vec<(String, String)> {
    let mut files = vec![
        (String::from(BASE_FILE), String::from(BASE)),
        (String::from("config.json"), String::from(configuration)),
        (
            String::from("schema.json"),
            String::from(
                "[\n  { \"name\": \"Colours\", \"settings\": [\"colour_ground\", \"colour_text\", \"colour_accent\"] },\n  \
                 { \"name\": \"Type\", \"settings\": [\"font_text\", \"font_heading\"] }\n]\n",
            ),
        ),
        (
            String::from("lang/en.json"),
            String::from(
                "{\n  \"skip_to_content\": \"Skip to content\",\n  \"add_to_basket\": \"Add to basket\",\n  \"sold_out\": \
                 \"Sold out\",\n  \"search\": \"Search\",\n  \"your_basket\": \"Your basket\"\n}\n",
            ),
        ),
        (
            String::from("lang/de.json"),
            String::from(
                "{\n  \"skip_to_content\": \"Zum Inhalt\",\n  \"add_to_basket\": \"In den Korb\",\n  \"sold_out\": \
                 \"Ausverkauft\",\n  \"search\": \"Suchen\",\n  \"your_basket\": \"Ihr Korb\"\n}\n",
            ),
        ),
        (
            String::from("README.md"),
            format!(
                "# {name} {version}\n\nThe theme of Harbour Tea. Ask Tom before you change `{BASE_FILE}`.\n"
            ),
        ),
        (
            String::from("assets/icons/sprite.svg"),
            String::from(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" style=\"display:none\">\n  <symbol id=\"basket\" viewBox=\"0 0 24 \
                 24\"><path d=\"M3 7h18l-2 12H5z\"/></symbol>\n  <symbol id=\"cup\" viewBox=\"0 0 24 24\"><path d=\"M4 8h13v8a4 \
                 4 0 0 1-4 4H8a4 4 0 0 1-4-4z\"/></symbol>\n</svg>\n",
            ),
        ),
    ];
    for page in &PAGES[..pages] {
        let words = page.replace(['/', '-'], " ");
        files.push((
            format!("templates/pages/{page}.html"),
            format!(
                "---\n{page}:\n  products:\n    limit: {{{{theme_settings.products_per_row}}}}\n---\n{{{{#partial \
                 \"page\"}}}}\n<section class=\"{0}\">\n  <h1>{{{{page.title}}}}</h1>\n  {{{{#if page.description}}}}\n    <div \
                 class=\"{0}-text\">{{{{{{page.description}}}}}}</div>\n  {{{{/if}}}}\n  <ul class=\"{0}-list\">\n    {{{{#each \
                 items}}}}\n      <li class=\"{0}-item\">{{{{> components/products/card}}}}</li>\n    {{{{else}}}}\n      <li \
                 class=\"empty\">{{{{lang 'nothing_here'}}}}</li>\n    {{{{/each}}}}\n  </ul>\n  {{{{> \
                 components/common/pagination}}}}\n</section>\n{{{{/partial}}}}\n{{{{> layout/base}}}}\n<!-- {words} -->\n",
                page.replace('/', "-")
            ),
        ));
    }
    for component in &COMPONENTS[..components] {
        let class = component.replace('/', "-");
        files.push((
            format!("templates/components/{component}.html"),
            format!(
                "<div class=\"{class}\" data-part=\"{component}\">\n  {{{{#if title}}}}<h2 \
                 class=\"{class}__title\">{{{{title}}}}</h2>{{{{/if}}}}\n  {{{{{{content}}}}}}\n  {{{{#each links}}}}\n    <a \
                 class=\"{class}__link\" href=\"{{{{url}}}}\">{{{{text}}}}</a>\n  {{{{/each}}}}\n</div>\n"
            ),
        ));
    }
    for (place, style) in STYLES.iter().enumerate() {
        let class = style.rsplit('/').next().unwrap_or(style);
        files.push((
            format!("assets/scss/{style}.scss"),
            format!(
                "// {name}: {class}\n.{class} {{\n  display: grid;\n  gap: {}px;\n  color: var(--colour-text);\n  background: \
                 var(--colour-ground);\n\n  &:hover {{\n    color: var(--colour-accent);\n  }}\n\n  @media (min-width: {}px) \
                 {{\n    grid-template-columns: repeat({}, 1fr);\n  }}\n}}\n",
                4 + place * 2,
                480 + place * 80,
                1 + place % 4
            ),
        ));
    }
    for script in SCRIPTS {
        files.push((
            format!("assets/js/{script}.js"),
            format!(
                "// {name}: {script}\nexport default function {script}(root = document) {{\n  for (const part of \
                 root.querySelectorAll(\"[data-{script}]\")) {{\n    part.addEventListener(\"click\", (event) => {{\n      \
                 event.preventDefault();\n      part.dispatchEvent(new CustomEvent(\"{script}:open\", {{ bubbles: true \
                 }}));\n    }});\n  }}\n}}\n"
            ),
        ));
    }
    files
}
