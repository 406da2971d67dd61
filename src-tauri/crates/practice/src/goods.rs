//! # What Harbour Tea sells
//!
//! A product's name, shelf, price and options follow from the seed and the product's place in the range alone, so that an
//! order can be written about any of a million products without keeping them in memory.

use crate::chance::Chance;
use crate::money;

use self::Sort::{Gift, Herb, Leaf, Treat, Ware};

/// The id of the first product. Products come in the order of the range.
pub(crate) const FIRST_PRODUCT: i64 = 101;

/// The tree of categories: name, slug and the slug of the one above. Ids are places in this list, from 1.
pub(crate) const CATEGORIES: [(&str, &str, &str); 40] = [
    ("Tea", "tea", ""),
    ("Black tea", "black-tea", "tea"),
    ("Assam", "assam", "black-tea"),
    ("Ceylon", "ceylon", "black-tea"),
    ("Darjeeling", "darjeeling", "black-tea"),
    ("Flavoured black tea", "flavoured-black-tea", "black-tea"),
    ("Breakfast blends", "breakfast-blends", "black-tea"),
    ("Smoked tea", "smoked-tea", "black-tea"),
    ("Green tea", "green-tea", "tea"),
    ("Sencha", "sencha", "green-tea"),
    ("Gunpowder & mint", "gunpowder-and-mint", "green-tea"),
    ("Jasmine tea", "jasmine-tea", "green-tea"),
    ("Matcha", "matcha", "green-tea"),
    ("White tea", "white-tea", "tea"),
    ("Oolong", "oolong", "tea"),
    ("Pu-erh", "pu-erh", "tea"),
    ("Decaffeinated tea", "decaffeinated-tea", "tea"),
    ("Organic tea", "organic-tea", "tea"),
    ("Herbal & fruit", "herbal-and-fruit", ""),
    ("Rooibos", "rooibos", "herbal-and-fruit"),
    ("Camomile & mint", "camomile-and-mint", "herbal-and-fruit"),
    ("Fruit infusions", "fruit-infusions", "herbal-and-fruit"),
    ("Wellbeing blends", "wellbeing-blends", "herbal-and-fruit"),
    ("Teaware", "teaware", ""),
    ("Teapots", "teapots", "teaware"),
    ("Cups & mugs", "cups-and-mugs", "teaware"),
    ("Infusers & strainers", "infusers-and-strainers", "teaware"),
    ("Kettles", "kettles", "teaware"),
    ("Caddies", "caddies", "teaware"),
    ("Cast iron", "cast-iron", "teaware"),
    ("Matcha tools", "matcha-tools", "teaware"),
    ("Gifts", "gifts", ""),
    ("Gift boxes", "gift-boxes", "gifts"),
    ("Hampers", "hampers", "gifts"),
    ("Treats", "treats", ""),
    ("Biscuits", "biscuits", "treats"),
    ("Honey & sugar", "honey-and-sugar", "treats"),
    ("Seasonal", "seasonal", ""),
    ("Christmas tea", "christmas-tea", "seasonal"),
    ("Sale", "sale", ""),
];

/// The id of the category `Organic tea`.
pub(crate) const ORGANIC: i64 = 18;
/// The id of the category `Seasonal`.
pub(crate) const SEASONAL: i64 = 38;
/// The id of the category `Sale`.
pub(crate) const SALE: i64 = 40;

/// The makers whose goods are sold. Ids are places in this list, from 1; the first is the shop's own.
pub(crate) const BRANDS: [&str; 30] = [
    "Harbour Tea",
    "Glenbrae Estate",
    "Thornfield",
    "Pottery Lane",
    "Saltwick & Daughters",
    "Nørrevang",
    "Maison Laurier",
    "Teehaus Grünwald",
    "Kobayashi-en",
    "Silver Lantern",
    "Two Rivers Mill",
    "The Copper Kettle Co.",
    "Wren & Willow",
    "Old Customs House",
    "Larkspur Farm",
    "Quayside Bakery",
    "Ashgrove Apiary",
    "Ironmonger's Row",
    "Moonrise Garden",
    "Blue Heron",
    "Fennel & Rue",
    "Hillcrest Growers",
    "Studio Öland",
    "Cinder Hearth",
    "Marigold Kitchen",
    "North Pier Press",
    "Café Zoë",
    "Lotus Pond",
    "Stonebridge",
    "Winterbourne",
];

/// What sort of thing a product is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    Leaf,
    Herb,
    Ware,
    Treat,
    Gift,
}

struct Base {
    name: &'static str,
    category: i64,
    sort: Sort,
    cents: i64,
    origin: &'static str,
}

const fn base(name: &'static str, category: i64, sort: Sort, cents: i64, origin: &'static str) -> Base {
    Base {
        name,
        category,
        sort,
        cents,
        origin,
    }
}

const BASES: &[Base] = &[
    base("Earl Grey", 6, Leaf, 690, "Sri Lanka"),
    base("Assam Second Flush", 3, Leaf, 750, "Assam, India"),
    base("Harbour Breakfast", 7, Leaf, 620, "Assam and Ceylon"),
    base("Darjeeling First Flush", 5, Leaf, 1290, "Darjeeling, India"),
    base("Sencha", 10, Leaf, 840, "Shizuoka, Japan"),
    base("Jasmine Pearls", 12, Leaf, 1450, "Fujian, China"),
    base("Camomile Flowers", 21, Herb, 520, "Croatia"),
    base("Rooibos Natural", 20, Herb, 480, "Cederberg, South Africa"),
    base("Glass teapot", 25, Ware, 2990, "Germany"),
    base("Shortbread", 36, Treat, 420, "Ireland"),
    base("Lady Grey", 6, Leaf, 720, "Sri Lanka"),
    base("Gunpowder", 11, Leaf, 560, "Zhejiang, China"),
    base("Lapsang Souchong", 8, Leaf, 890, "Fujian, China"),
    base("Silver Needle", 14, Leaf, 2450, "Fujian, China"),
    base("Tie Guan Yin", 15, Leaf, 1680, "Anxi, China"),
    base("Peppermint", 21, Herb, 460, "Germany"),
    base("Stoneware mug", 26, Ware, 1490, "Portugal"),
    base("Tea lover's box", 33, Gift, 2900, ""),
    base("Ceylon Orange Pekoe", 4, Leaf, 640, "Uva, Sri Lanka"),
    base("Moroccan Mint", 11, Leaf, 590, "Zhejiang, China"),
    base("Milk Oolong", 15, Leaf, 1520, "Taiwan"),
    base("Früchtetee Weißer Pfirsich", 22, Herb, 540, ""),
    base("Irish Breakfast", 7, Leaf, 610, "Assam, India"),
    base("Uji Matcha", 13, Leaf, 2690, "Uji, Japan"),
    base("Bamboo whisk", 31, Ware, 1690, "Nara, Japan"),
    base("Heather honey", 37, Treat, 780, "Ireland"),
    base("White Peony", 14, Leaf, 1350, "Fujian, China"),
    base("Genmaicha", 10, Leaf, 780, "Shizuoka, Japan"),
    base("Gyokuro", 10, Leaf, 2390, "Yame, Japan"),
    base("Nilgiri Winter Frost", 2, Leaf, 980, "Nilgiri, India"),
    base("Keemun", 2, Leaf, 920, "Anhui, China"),
    base("Yunnan Gold", 2, Leaf, 1480, "Yunnan, China"),
    base("Vanilla Black", 6, Leaf, 680, "Sri Lanka"),
    base("Caramel & Sea Salt", 6, Leaf, 710, "Sri Lanka"),
    base("Blackcurrant", 6, Leaf, 660, "Sri Lanka"),
    base("Orange & Clove", 6, Leaf, 670, "Sri Lanka"),
    base("Chai Masala", 6, Leaf, 740, "Assam, India"),
    base("Rose Congou", 6, Leaf, 820, "Guangdong, China"),
    base("English Breakfast", 7, Leaf, 600, "Assam and Kenya"),
    base("Scottish Breakfast", 7, Leaf, 630, "Assam, India"),
    base("Smoky Earl Grey", 8, Leaf, 860, "Fujian, China"),
    base("Russian Caravan", 8, Leaf, 830, "China"),
    base("Bancha", 10, Leaf, 570, "Kagoshima, Japan"),
    base("Hojicha", 9, Leaf, 690, "Kyoto, Japan"),
    base("Dragon Well", 9, Leaf, 1750, "Hangzhou, China"),
    base("Green Sencha Cherry", 10, Leaf, 790, "China"),
    base("Jasmine Chung Hao", 12, Leaf, 990, "Fujian, China"),
    base("Phoenix Eye Jasmine", 12, Leaf, 1580, "Fujian, China"),
    base("Culinary Matcha", 13, Leaf, 1590, "Nishio, Japan"),
    base("White Moonlight", 14, Leaf, 1690, "Yunnan, China"),
    base("Dong Ding", 15, Leaf, 1890, "Nantou, Taiwan"),
    base("Da Hong Pao", 15, Leaf, 2190, "Wuyi, China"),
    base("Oriental Beauty", 15, Leaf, 2580, "Hsinchu, Taiwan"),
    base("Ripe Pu-erh", 16, Leaf, 1180, "Yunnan, China"),
    base("Raw Pu-erh", 16, Leaf, 1620, "Yunnan, China"),
    base("Mini Tuocha", 16, Leaf, 980, "Yunnan, China"),
    base("Decaf Breakfast", 17, Leaf, 720, "Kenya"),
    base("Decaf Earl Grey", 17, Leaf, 760, "Sri Lanka"),
    base("Decaf Green", 17, Leaf, 790, "China"),
    base("Rooibos Vanilla", 20, Herb, 510, "Cederberg, South Africa"),
    base("Rooibos Crème Caramel", 20, Herb, 530, "Cederberg, South Africa"),
    base("Green Rooibos", 20, Herb, 560, "Cederberg, South Africa"),
    base("Honeybush", 20, Herb, 540, "South Africa"),
    base("Lemon Balm", 21, Herb, 490, "Bulgaria"),
    base("Spearmint", 21, Herb, 470, "Egypt"),
    base("Lemon Verbena", 21, Herb, 580, "Provence, France"),
    base("Lemongrass & Ginger", 23, Herb, 530, "Thailand"),
    base("Red Berries", 22, Herb, 500, ""),
    base("Apple & Cinnamon", 22, Herb, 490, ""),
    base("Elderberry", 22, Herb, 520, ""),
    base("Rhubarb & Custard", 22, Herb, 540, ""),
    base("Hibiscus", 22, Herb, 450, "Egypt"),
    base("Sleep Well", 23, Herb, 620, ""),
    base("Turmeric Gold", 23, Herb, 640, "India"),
    base("Fennel, Anise & Caraway", 23, Herb, 480, ""),
    base("Nettle Leaf", 23, Herb, 450, "Ireland"),
    base("Winter Warmer", 39, Herb, 560, ""),
    base("Christmas Black", 39, Leaf, 690, "Sri Lanka"),
    base("Gingerbread Rooibos", 39, Herb, 570, "South Africa"),
    base("Porcelain teapot", 25, Ware, 3890, "Portugal"),
    base("Brown Betty teapot", 25, Ware, 2790, "England"),
    base("Travel tea flask", 25, Ware, 2690, "Germany"),
    base("Cast-iron teapot", 30, Ware, 6490, "Morioka, Japan"),
    base("Cast-iron cup pair", 30, Ware, 2990, "Morioka, Japan"),
    base("Cast-iron trivet", 30, Ware, 1590, "Morioka, Japan"),
    base("Porcelain cup & saucer", 26, Ware, 1890, "Portugal"),
    base("Double-wall glass", 26, Ware, 1390, "Germany"),
    base("Gaiwan", 26, Ware, 2290, "Jingdezhen, China"),
    base("Basket infuser", 27, Ware, 1190, "Germany"),
    base("Tea ball", 27, Ware, 690, "Germany"),
    base("Paper filters", 27, Ware, 450, "Germany"),
    base("Whistling kettle", 28, Ware, 4990, "England"),
    base("Gooseneck kettle", 28, Ware, 6990, "Japan"),
    base("Tea caddy", 29, Ware, 1290, "England"),
    base("Cherry-bark caddy", 29, Ware, 4590, "Akita, Japan"),
    base("Matcha bowl", 31, Ware, 3490, "Japan"),
    base("Bamboo scoop", 31, Ware, 890, "Nara, Japan"),
    base("Breakfast gift box", 33, Gift, 2490, ""),
    base("Green tea gift box", 33, Gift, 3290, ""),
    base("Afternoon hamper", 34, Gift, 6900, ""),
    base("Harbour hamper", 34, Gift, 9900, ""),
    base("Ginger biscuits", 36, Treat, 380, "Ireland"),
    base("Oat biscuits", 36, Treat, 360, "Ireland"),
    base("Almond cantuccini", 36, Treat, 540, "Tuscany, Italy"),
    base("Lavender shortbread", 36, Treat, 450, "Ireland"),
    base("Clover honey", 37, Treat, 690, "Ireland"),
    base("Rock sugar", 37, Treat, 340, "Germany"),
    base("Demerara cubes", 37, Treat, 320, "Mauritius"),
];

// Eight sizes each, with the price as a share of the base price in hundredths.
const WEIGHTS: [(&str, i64); 8] = [
    ("100 g", 100),
    ("250 g", 230),
    ("50 g", 58),
    ("20 pyramid bags", 92),
    ("500 g", 430),
    ("50 tea bags", 125),
    ("1 kg", 790),
    ("25 g sampler", 34),
];
const MAKES: [(&str, i64); 8] = [
    ("classic", 100),
    ("small", 78),
    ("large", 138),
    ("in celadon", 112),
    ("in cobalt", 112),
    ("matt black", 108),
    ("set of two", 188),
    ("second choice", 62),
];
const PACKS: [(&str, i64); 8] = [
    ("150 g", 100),
    ("300 g", 185),
    ("in a tin", 165),
    ("500 g", 290),
    ("twin pack", 190),
    ("75 g", 58),
    ("gift jar", 175),
    ("catering pack", 520),
];
const PARCELS: [(&str, i64); 8] = [
    ("for one", 100),
    ("for two", 165),
    ("with a teapot", 210),
    ("for the office", 320),
    ("with a card", 112),
    ("with biscuits", 140),
    ("de luxe", 255),
    ("by the month", 480),
];

// Gardens, workshops and collections that make more products out of the same base.
const COLLECTIONS: [&str; 64] = [
    "Glenbrae",
    "Thornfield",
    "Saltwick",
    "Larkspur",
    "Winterbourne",
    "Silver Lantern",
    "Old Pier",
    "Lighthouse",
    "Heron",
    "Marigold",
    "Copperfield",
    "Juniper",
    "Tidewater",
    "Rosehill",
    "Ashgrove",
    "Moonrise",
    "Foxglove",
    "Hillcrest",
    "Stonebridge",
    "Brambleside",
    "Windward",
    "Oyster Bay",
    "Kelmouth",
    "Cinder",
    "Snowdrop",
    "Chandler",
    "Mariner",
    "Captain's",
    "Harbourmaster's",
    "Weaver's",
    "Bluebell",
    "Sundial",
    "Orchard",
    "Millpond",
    "Beacon",
    "Curlew",
    "Driftwood",
    "Emberley",
    "Fernhill",
    "Gorse",
    "Hazel",
    "Inkwell",
    "Jetty",
    "Kingfisher",
    "Linden",
    "Meadow",
    "Nightingale",
    "Osier",
    "Petrel",
    "Quarry",
    "Rowan",
    "Sandpiper",
    "Thistle",
    "Umber",
    "Valerian",
    "Whitecap",
    "Yarrow",
    "Zephyr",
    "Anchorage",
    "Birchwood",
    "Cordelia",
    "Dunmore",
    "Eventide",
    "Fairweather",
];

// Names that a shop's data has and that a program must not stumble over. In the small shop they are among the first 200.
const ODD_NAMES: [(usize, &str); 8] = [
    (13, "<b>Bold & Brew</b>"),
    (19, "شاي بالنعناع (Moroccan Mint) 100 g"),
    (36, "Happy Birthday Tea 🎂🫖"),
    (38, "O'Malley's \"Best\" Breakfast; 100 g"),
    (58, "Grüner Morgen – Bio-Tee 100 g"),
    (65, "תה לימון – Lemon Verbena 100 g"),
    (136, "玉露 Gyokuro Ceremonial 250 g"),
    (140, "Thé à la crème brûlée, 250 g / €"),
];

/// A product option: its name, how it is shown, and its values with what they add to the price in cents.
pub(crate) type ChoiceOf = (&'static str, &'static str, &'static [(&'static str, i64)]);

const PACKAGING: ChoiceOf = (
    "Packaging",
    "rectangles",
    &[("Refill bag", 0), ("Caddy tin", 250), ("Gift tin", 450)],
);
const CUT: ChoiceOf = ("Cut", "dropdown", &[("Whole leaf", 0), ("Fine cut", 0)]);
const COLOUR: ChoiceOf = (
    "Colour",
    "swatch",
    &[
        ("White", 0),
        ("Sea green", 0),
        ("Midnight blue", 100),
        ("Terracotta", 100),
    ],
);
const LID: ChoiceOf = ("Lid", "radio", &[("Without lid", 0), ("With lid", 350)]);
const RIBBON: ChoiceOf = ("Ribbon", "swatch", &[("Red", 0), ("Navy", 0), ("Natural", 0)]);

/// A product's place in the range, with what follows from it.
#[derive(Clone, Debug)]
pub(crate) struct Good {
    pub(crate) index: usize,
    pub(crate) name: String,
    pub(crate) base_name: &'static str,
    pub(crate) sort: Sort,
    pub(crate) category: i64,
    pub(crate) origin: &'static str,
    pub(crate) cents: i64,
    pub(crate) options: &'static [ChoiceOf],
}

impl Good {
    /// The product at a place in the range, from 0.
    pub(crate) fn at(seed: u64, index: usize) -> Self {
        let base = &BASES[index % BASES.len()];
        let round = index / BASES.len();
        let sizes = match base.sort {
            Leaf | Herb => &WEIGHTS,
            Ware => &MAKES,
            Treat => &PACKS,
            Gift => &PARCELS,
        };
        let (size, share) = sizes[round % sizes.len()];
        let collection = round / sizes.len();
        let name = match (ODD_NAMES.iter().find(|(place, _)| *place == index), collection) {
            (Some((_, odd)), _) => String::from(*odd),
            (None, 0) => format!("{} {size}", base.name),
            (None, one) if one <= COLLECTIONS.len() => {
                format!("{} {} {size}", COLLECTIONS[one - 1], base.name)
            }
            (None, more) => {
                let (lot, one) = ((more - 1) / COLLECTIONS.len(), (more - 1) % COLLECTIONS.len());
                format!("{} {} {size}, lot {}", COLLECTIONS[one], base.name, lot + 1)
            }
        };
        let mut chance = Chance::at(seed, "good", index as u64);
        let premium = if collection == 0 {
            100
        } else {
            chance.between(96, 165)
        };
        let cents = if index == 0 {
            base.cents
        } else {
            money::rounded(base.cents * share / 100 * premium / 100)
        };
        // Earl Grey 100 g stays plain, so that a person's first look at a product is a calm one.
        let options: &[ChoiceOf] = match (base.sort, chance.below(100)) {
            _ if index == 0 => const { &[PACKAGING] },
            (Leaf, 0..34) => const { &[PACKAGING] },
            (Leaf, 34..42) => const { &[PACKAGING, CUT] },
            (Herb, 0..30) => const { &[PACKAGING] },
            (Ware, 0..45) => const { &[COLOUR] },
            (Ware, 45..60) => const { &[COLOUR, LID] },
            (Gift, 0..70) => const { &[RIBBON] },
            _ => &[],
        };
        Self {
            index,
            name,
            base_name: base.name,
            sort: base.sort,
            category: base.category,
            origin: base.origin,
            cents,
            options,
        }
    }

    /// Its id in a shop that was just made.
    pub(crate) fn id(&self) -> i64 {
        FIRST_PRODUCT + self.index as i64
    }

    /// How many variants it has: one for each combination of its options, or the only one.
    pub(crate) fn variants(&self) -> usize {
        self.options.iter().map(|(_, _, values)| values.len()).product()
    }

    /// For one of its variants, the place of the chosen value in each option.
    pub(crate) fn chosen(&self, variant: usize) -> Vec<usize> {
        let mut rest = variant;
        let mut chosen: Vec<usize> = self
            .options
            .iter()
            .rev()
            .map(|(_, _, values)| {
                let place = rest % values.len();
                rest /= values.len();
                place
            })
            .collect();
        chosen.reverse();
        chosen
    }

    /// What a variant costs beyond the product's price, in cents.
    pub(crate) fn extra_cents(&self, variant: usize) -> i64 {
        self.chosen(variant)
            .iter()
            .zip(self.options)
            .map(|(place, (_, _, values))| values[*place].1)
            .sum()
    }

    /// `Packaging: Caddy tin, Cut: Fine cut`, or `None` for a product without options.
    pub(crate) fn options_text(&self, variant: usize) -> Option<String> {
        let chosen = self.chosen(variant);
        let parts: Vec<String> = chosen
            .iter()
            .zip(self.options)
            .map(|(place, (name, _, values))| format!("{name}: {}", values[*place].0))
            .collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }

    /// The stock keeping unit of the product with this id.
    pub(crate) fn sku(id: i64) -> String {
        format!("HT-{id:06}")
    }

    /// The stock keeping unit of one of its variants.
    pub(crate) fn variant_sku(id: i64, variant: usize) -> String {
        format!("HT-{id:06}-{:02}", variant + 1)
    }
}

/// A name as part of an address: `grüner-morgen` keeps its letters, as shops do.
pub(crate) fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for letter in name.chars() {
        if letter.is_alphanumeric() {
            slug.extend(letter.to_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') && letter != '\'' {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn names_do_not_repeat_and_the_known_ones_are_there() {
        let names: HashSet<String> = (0..20_000).map(|index| Good::at(1, index).name).collect();
        assert_eq!(names.len(), 20_000);
        assert_eq!(Good::at(1, 0).name, "Earl Grey 100 g");
        assert!(names.contains("<b>Bold & Brew</b>"));
    }

    #[test]
    fn a_variant_chooses_one_value_of_each_option() {
        let good = (0..500)
            .map(|index| Good::at(1, index))
            .find(|good| good.variants() == 6)
            .unwrap();
        let combinations: HashSet<_> = (0..6).map(|variant| good.chosen(variant)).collect();
        assert_eq!(combinations.len(), 6);
        assert_eq!(
            good.options_text(5).unwrap(),
            "Packaging: Gift tin, Cut: Fine cut"
        );
        assert_eq!(good.extra_cents(5), 450);
    }

    #[test]
    fn every_category_hangs_under_one_before_it() {
        for (place, (_, _, parent)) in CATEGORIES.iter().enumerate() {
            assert!(parent.is_empty() || CATEGORIES[..place].iter().any(|(_, slug, _)| slug == parent));
        }
    }
}
