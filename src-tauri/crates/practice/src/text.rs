//! What Harbour Tea writes about its goods, and what customers write back.

use crate::chance::Chance;
use crate::goods::{Good, Sort};

const LEAF: [&str; 24] = [
    "{name} is picked by hand on the slopes of {origin} and packed in our tea room by the harbour.",
    "The leaf is dark and wiry, with a few golden tips that show how young it was when it was picked.",
    "In the cup it is bright and clear, with the scent of dry hay and a little honey.",
    "We taste every lot blind, next to last year's, and send back what does not hold up.",
    "It takes milk without losing its character, and is just as good without.",
    "The second infusion is softer and sweeter than the first, so do not throw the leaves away.",
    "Keep it dry and away from light; an open bag is at its best for six months.",
    "A tea for the afternoon, when the rain comes in over the pier and nobody wants to leave the table.",
    "Our customers have bought it since the first year, and we have not changed the garden since.",
    "The growers are paid on the day they deliver, which is less common than it should be.",
    "Notes of apricot, toasted oats and a long, dry finish.",
    "It is rolled twice and fired slowly, which gives it its round, almost malty body.",
    "Brew it a minute shorter if you like it light; it forgives much, but not boiling it dead.",
    "With a slice of lemon it turns the colour of old brass.",
    "The name goes back to a ship's cook who would drink nothing else.",
    "Vintage matters: this year's spring was cold, and the leaf is finer for it.",
    "It travels by sea, never by air, and still reaches us within nine weeks of the harvest.",
    "Rinse the pot with hot water first. It sounds fussy, and it makes all the difference.",
    "“Like sitting in a warm kitchen”, one of you wrote. We could not put it better.",
    "For iced tea, double the leaf, brew as usual and pour over plenty of ice.",
    "There is a whisper of smoke in it, never more than a whisper.",
    "Small leaf, big voice: half a spoon less than usual is enough.",
    "Certified by nobody, checked by us: residues are tested by an independent laboratory for each lot.",
    "Goes well with shortbread, with marmalade on toast, and with a good book.",
];

const HERB: [&str; 14] = [
    "{name} is naturally free of caffeine, so it may stay in the pot as long as you like.",
    "The herbs are dried slowly in the shade, which keeps their colour and their oils.",
    "Children like it lukewarm with a little honey.",
    "It smells of a meadow after rain.",
    "Whole flowers, no dust: you can see what you drink.",
    "Pour on water that really boils, cover it, and wait a full eight minutes.",
    "Fruity, a little tart, and ruby red in a glass cup.",
    "A cold infusion overnight in the fridge makes the best summer drink we know.",
    "Nothing is added to it: no sugar, no flavouring, no colour.",
    "The fields lie at {origin}, tended by one family for three generations.",
    "Our evening favourite, when the last ferry has left.",
    "Sweet without sugar, round without milk.",
    "Please ask your doctor first if you are expecting a child.",
    "Grown without sprays; the bees on the hill are our witnesses.",
];

const WARE: [&str; 14] = [
    "{name} is made in small numbers, and no two are quite alike.",
    "Holds the heat for a good half hour.",
    "The handle stays cool, the spout does not drip: we have tried it a few hundred times.",
    "Safe in the dishwasher, though washing by hand keeps the glaze fresh for longer.",
    "The foot is unglazed and shows the colour of the clay.",
    "Spare lids and strainers are in stock, so that a small accident is not the end of it.",
    "Fits on our warmers and in every ordinary cupboard.",
    "Packed in recycled card, without any plastic.",
    "Wide enough for the leaves to open fully.",
    "The maker's mark is on the underside.",
    "Small differences in colour are part of the craft.",
    "A quiet present that is used every day.",
    "Rinse with water only, please: soap does not belong in it.",
    "Designed at our own counter, after years of looking for the right one.",
];

const TREAT: [&str; 10] = [
    "{name}: baked, stirred or filled by people we know by name.",
    "Buttery, not too sweet, and dangerously easy to finish.",
    "Best with a strong breakfast tea, or with a light green one if you like contrasts.",
    "May contain traces of nuts, milk and gluten.",
    "The tin can be used for years.",
    "Made on Tuesdays and Fridays, sent on the same day.",
    "From {origin}, and from nowhere else.",
    "Keeps for four months in a cool cupboard, if it lasts that long.",
    "A spoonful in the cup is enough.",
    "The recipe is older than the shop.",
];

const GIFT: [&str; 8] = [
    "{name} comes wrapped in sea-green paper with a ribbon of your choice.",
    "We write your card by hand; tell us at the checkout what it should say.",
    "Everything inside can be ordered again on its own.",
    "Sent directly to whoever it is meant for, without an invoice in the box.",
    "Put together by the three of us, after a long and pleasant week of tasting.",
    "The wooden box is made by a joiner two streets away.",
    "For birthdays, new homes and for no reason at all.",
    "Please order a week ahead in December.",
];

/// A product's description in HTML of about `length` letters.
pub(crate) fn description(chance: &mut Chance, good: &Good, length: usize) -> String {
    let sentences: &[&str] = match good.sort {
        Sort::Leaf => &LEAF,
        Sort::Herb => &HERB,
        Sort::Ware => &WARE,
        Sort::Treat => &TREAT,
        Sort::Gift => &GIFT,
    };
    let origin = if good.origin.is_empty() {
        "our own tea room"
    } else {
        good.origin
    };
    let name = escaped(good.base_name);
    let mut html = String::with_capacity(length + 400);
    html.push_str("<p>");
    let (first, others) = sentences.split_first().unwrap_or((&"", &[""]));
    push_sentence(&mut html, first, &name, origin);
    // A walk through the others that takes none twice before all had their turn: their number is odd, and the step
    // is a power of two.
    let (mut place, step) = (chance.below(others.len()), 1_usize << chance.below(3));
    let mut in_paragraph = 1;
    while html.len() < length {
        if in_paragraph == 4 {
            html.push_str("</p>\n<p>");
            in_paragraph = 0;
        } else {
            html.push(' ');
        }
        if in_paragraph == 2 && chance.percent(25) {
            html.push_str("<strong>");
            push_sentence(&mut html, others[place % others.len()], &name, origin);
            html.push_str("</strong>");
        } else {
            push_sentence(&mut html, others[place % others.len()], &name, origin);
        }
        place += step;
        in_paragraph += 1;
    }
    html.push_str("</p>");
    if chance.percent(60) {
        html.push_str(match good.sort {
            Sort::Leaf => "\n<ul>\n<li>2–3 g a cup</li>\n<li>Water just off the boil</li>\n<li>3 minutes, twice</li>\n</ul>",
            Sort::Herb => "\n<ul>\n<li>1 heaped spoon a cup</li>\n<li>Boiling water</li>\n<li>8 minutes, covered</li>\n</ul>",
            Sort::Ware => "\n<ul>\n<li>Rinse before first use</li>\n<li>Not for the stove</li>\n</ul>",
            Sort::Treat => "\n<ul>\n<li>Store cool and dry</li>\n<li>Best before: see the label</li>\n</ul>",
            Sort::Gift => "\n<ul>\n<li>Gift card included</li>\n<li>Delivery on a day you choose</li>\n</ul>",
        });
    }
    html
}

/// A sentence that a person adds to a description on an ordinary day.
pub(crate) fn added_sentence(chance: &mut Chance) -> &'static str {
    chance.pick(&[
        "<p>Now in a new bag that closes again.</p>",
        "<p>The new harvest has arrived. It is a little lighter than last year's.</p>",
        "<p>Back in stock, after a long time at sea ⛵.</p>",
        "<p>We have tasted it again: four minutes suit it better than three.</p>",
        "<p>Also lovely as a present.</p>",
        "<p>Recommended in this month's letter from the harbour.</p>",
    ])
}

/// A review's title, text and stars.
pub(crate) fn review(chance: &mut Chance) -> (&'static str, String, i64) {
    const WARM: [&str; 10] = [
        "Exactly what I hoped for.",
        "The scent alone is worth it.",
        "My mother, who knows her tea, asked for the address.",
        "Arrived within two days and well packed.",
        "I have ordered it four times now.",
        "Does not turn bitter, even when I forget it.",
        "Wunderbar, wie immer!",
        "Finally a shop that answers questions 😊",
        "Goes well with milk.",
        "The bag closes properly, which I like.",
    ];
    const COOL: [&str; 6] = [
        "A little weaker than the last batch.",
        "The bag was torn, but they replaced it at once.",
        "Nice, though a bit dear.",
        "Not my taste, but clearly good quality.",
        "Delivery took eight days.",
        "Smaller than it looked in the picture.",
    ];
    let rating = [5, 5, 5, 5, 4, 4, 4, 3, 2, 1][chance.below(10)];
    let title = match rating {
        5 => chance.pick(&[
            "Lovely",
            "Wonderful tea",
            "Again and again",
            "A treat",
            "⭐⭐⭐⭐⭐",
        ]),
        4 => chance.pick(&["Very good", "Good tea", "Nearly perfect", "Happy with it"]),
        _ => chance.pick(&["It is all right", "Hm", "Expected more", "Mixed feelings"]),
    };
    let mut text = String::new();
    for _ in 0..=chance.below(3) {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(if rating > 3 || chance.percent(30) {
            chance.pick(&WARM)
        } else {
            chance.pick(&COOL)
        });
    }
    (title, text, rating)
}

/// What a customer may write into an order.
pub(crate) fn order_message(chance: &mut Chance) -> &'static str {
    chance.pick(&[
        "Please leave it with the neighbour at number 4.",
        "It is a present: no invoice in the parcel, please.",
        "Could you add a sample of something smoky?",
        "The bell does not work. Knock loudly!",
        "Bitte bei Familie Gräf abgeben.",
        "No hurry at all.",
        "Gift card: “Happy birthday, dear Maeve! 🎂”",
        "Please use paper instead of foam.",
    ])
}

/// Text that is safe to stand in HTML.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

fn push_sentence(html: &mut String, sentence: &str, name: &str, origin: &str) {
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        html.push_str(before);
        let (word, after) = after.split_once('}').unwrap_or((after, ""));
        html.push_str(if word == "name" { name } else { origin });
        rest = after;
    }
    html.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_walk_through_the_sentences_meets_all_of_them() {
        for count in [LEAF.len(), HERB.len(), WARE.len(), TREAT.len(), GIFT.len()] {
            assert_eq!((count - 1) % 2, 1, "see `description`");
        }
    }

    #[test]
    fn a_description_is_about_as_long_as_asked_and_has_no_gaps() {
        for index in 0..200 {
            let good = Good::at(5, index);
            let html = description(&mut Chance::at(5, "text", index as u64), &good, 900);
            assert!((900..1400).contains(&html.len()), "{}", html.len());
            assert!(!html.contains(['{', '}']));
            assert_eq!(html.matches("<p>").count(), html.matches("</p>").count());
        }
    }
}
