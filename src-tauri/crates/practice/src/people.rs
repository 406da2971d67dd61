//! # The people who buy at Harbour Tea
//!
//! Nobody in here exists: the towns are invented, e-mail addresses end in `example.com`, `.org` and `.net`, and telephone
//! numbers come from the ranges that are kept free for stories.

use crate::chance::Chance;

const FIRST_NAMES: [&str; 84] = [
    "Margaret", "Thomas", "Aoife", "Jürgen", "Zoë", "William", "Chloé", "Priya", "Oliver", "Søren", "Hannah",
    "Liam", "Amélie", "Noah", "Saoirse", "George", "Isla", "Mateusz", "Grace", "Henry", "Niamh", "Björn",
    "Emily", "Jack", "Fatima", "Arthur", "Freya", "Leo", "Ottilie", "Rory", "Beatrix", "Samuel", "Ingrid",
    "Callum", "Rosalind", "Anders", "Florence", "Declan", "Maeve", "Théo", "Harriet", "Kofi", "Edith",
    "Ravi", "Clara", "Finn", "Agnes", "Hugo", "Leila", "Dylan", "Nora", "Felix", "Imogen", "Tariq",
    "Winifred", "Owen", "Elif", "Patrick", "Sigrid", "Daniel", "Marta", "Gwen", "Jonas", "Alice", "Pádraig",
    "Juliette", "Simon", "Käthe", "Michael", "Rosa", "Cormac", "Esther", "Lukas", "Bridget", "Yusuf",
    "Helen", "Emrys", "Sofia", "Walter", "Orla", "David", "Mirjam", "Angus", "Lucy",
];

const LAST_NAMES: [&str; 96] = [
    "Quill",
    "Hartley",
    "O’Connor",
    "Müller",
    "Byrne",
    "Ashworth",
    "Lefèvre",
    "Kapoor",
    "Whitlock",
    "Sørensen",
    "Fairbairn",
    "Doyle",
    "Pemberton",
    "Kowalski",
    "Winslow",
    "Gallagher",
    "Thistlewood",
    "MacLeod",
    "Barlow",
    "Åkesson",
    "Fletcher",
    "Murphy",
    "Haddad",
    "Loxley",
    "Penrose",
    "Kessler",
    "Greenaway",
    "Nolan",
    "Bancroft",
    "Weiß",
    "Ramsay",
    "Sheridan",
    "Copperfield",
    "Dubois",
    "Ellery",
    "Kinsella",
    "Marsh",
    "Nakamura",
    "Osborne",
    "Petrov",
    "Radcliffe",
    "Sinclair",
    "Tennyson",
    "Underhill",
    "Vaughan",
    "Whelan",
    "Yilmaz",
    "Appleby",
    "Brannigan",
    "Carmichael",
    "Delaney",
    "Everhart",
    "Farrow",
    "Goldsmith",
    "Holloway",
    "Ivers",
    "Jankowski",
    "Kavanagh",
    "Lindqvist",
    "Merriweather",
    "Norwood",
    "Oakley",
    "Partridge",
    "Quinlan",
    "Rosenthal",
    "Stanhope",
    "Tremaine",
    "Upton",
    "Vickers",
    "Wainwright",
    "Bergström",
    "Castellan",
    "Drummond",
    "Egerton",
    "Fitzgerald",
    "Gräf",
    "Hughes",
    "Ingleby",
    "Jardine",
    "Kerrigan",
    "Lockwood",
    "Maddox",
    "Neville",
    "Orchard",
    "Pryce",
    "Redmond",
    "Skelton",
    "Thorne",
    "Ulrich",
    "Verney",
    "Westbrook",
    "Yates",
    "Zimmermann",
    "Blythe",
    "D’Arcy",
    "St. Clair-Jones",
];

const STREETS: [&str; 32] = [
    "Quay Street",
    "Lighthouse Road",
    "Chandler's Lane",
    "Old Mill Way",
    "Customs House Square",
    "Rope Walk",
    "Gull Terrace",
    "Orchard Close",
    "Church Hill",
    "Market Place",
    "Station Road",
    "Weavers Court",
    "Beacon Rise",
    "Harbour View",
    "Kiln Lane",
    "Fern Bank",
    "Cobbler's Row",
    "Sandpiper Avenue",
    "Meadow Gardens",
    "Tollgate",
    "Abbey Walk",
    "Linden Grove",
    "Hafenstraße",
    "Rue du Phare",
    "Salters Yard",
    "North Parade",
    "Willow Crescent",
    "Bakehouse Steps",
    "Ferry Lane",
    "Observatory Road",
    "St Brendan's Terrace",
    "Pilot's Way",
];

const TOWNS: [(&str, &str, &str); 16] = [
    ("Kelmouth", "QH1", "IE"),
    ("Saltwick", "QH2", "IE"),
    ("Port Emberley", "QH3", "IE"),
    ("Ballyharrow", "QB4", "IE"),
    ("Inchcolm Quay", "QB5", "IE"),
    ("Thornfield-on-Sea", "QT6", "GB"),
    ("Ashgrove", "QT7", "GB"),
    ("Little Larking", "QL8", "GB"),
    ("Stonebridge Cross", "QL9", "GB"),
    ("Windward Bay", "QW1", "GB"),
    ("Fernhill", "QW2", "IE"),
    ("Niederlinden", "00917", "DE"),
    ("Grünhafen", "00923", "DE"),
    ("Saint-Aubry", "00311", "FR"),
    ("Oosterkade", "0099 XH", "NL"),
    ("Dunmarrow", "QD5", "IE"),
];

const COMPANIES: [&str; 14] = [
    "The Corner Café",
    "Larking Books & Tea",
    "Hotel Seeblick",
    "Emberley Guest House",
    "Stonebridge Bakery",
    "Studio Nord",
    "Quayside Dental",
    "Weaver & Partners",
    "Beacon Primary School",
    "Teesalon Grünhafen",
    "Lighthouse Yoga",
    "Dunmarrow Farm Shop",
    "Brasserie du Port",
    "North Pier Press",
];

/// A customer as first written down.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) first_name: &'static str,
    pub(crate) last_name: &'static str,
    pub(crate) company: Option<&'static str>,
    pub(crate) email: String,
    pub(crate) phone: String,
    pub(crate) address: Address,
}

/// Where something is sent.
#[derive(Clone, Debug)]
pub(crate) struct Address {
    pub(crate) street: String,
    pub(crate) town: &'static str,
    pub(crate) postcode: String,
    pub(crate) country: &'static str,
}

impl Person {
    /// The person with this number. The number is part of the e-mail address, so that no two people share one.
    pub(crate) fn at(seed: u64, number: u64) -> Self {
        let mut chance = Chance::at(seed, "person", number);
        let first_name = chance.pick(&FIRST_NAMES);
        let last_name = chance.pick(&LAST_NAMES);
        let host = chance.pick(&[
            "example.com",
            "example.com",
            "example.org",
            "mail.example.com",
            "example.net",
        ]);
        Self {
            first_name,
            last_name,
            company: chance.percent(9).then(|| chance.pick(&COMPANIES)),
            email: format!("{}.{}{number}@{host}", plain(first_name), plain(last_name)),
            phone: phone(&mut chance),
            address: Address::any(&mut chance),
        }
    }

    /// First and last name.
    pub(crate) fn name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
    }
}

impl Address {
    /// Some address.
    pub(crate) fn any(chance: &mut Chance) -> Self {
        let (town, area, country) = TOWNS[chance.below(TOWNS.len())];
        let street = chance.pick(&STREETS);
        let number = chance.between(1, 180);
        Self {
            street: if chance.percent(12) {
                format!("Flat {}, {number} {street}", chance.between(1, 24))
            } else {
                format!("{number} {street}")
            },
            town,
            postcode: match country {
                "IE" | "GB" => format!("{area} {}QX", chance.between(1, 9)),
                _ => String::from(area),
            },
            country,
        }
    }
}

/// A telephone number that will never be given to anybody.
pub(crate) fn phone(chance: &mut Chance) -> String {
    match chance.below(3) {
        0 => format!("020 7946 0{:03}", chance.below(1000)),
        1 => format!("07700 900{:03}", chance.below(1000)),
        _ => format!("01632 960{:03}", chance.below(1000)),
    }
}

// Letters an e-mail address may have without quotes.
fn plain(name: &str) -> String {
    name.chars()
        .filter_map(|letter| match letter {
            'ü' => Some('u'),
            'ö' | 'ø' => Some('o'),
            'ä' | 'Å' | 'å' | 'á' => Some('a'),
            'é' | 'è' | 'ë' => Some('e'),
            'ß' => Some('s'),
            letter => letter.is_ascii_alphabetic().then(|| letter.to_ascii_lowercase()),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_only_the_reserved_ones() {
        for number in 0..500 {
            let person = Person::at(3, number);
            let (mailbox, host) = person.email.split_once('@').unwrap();
            assert!(
                mailbox
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'.'),
                "{mailbox}"
            );
            assert!(["example.com", "example.org", "mail.example.com", "example.net"].contains(&host));
            let digits = person.phone.replace(' ', "");
            assert!(
                ["02079460", "07700900", "01632960"]
                    .iter()
                    .any(|range| digits.starts_with(range))
            );
        }
    }
}
