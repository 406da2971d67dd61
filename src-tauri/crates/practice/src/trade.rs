//! Quotes, invoices and letters to trade customers, and what the shop writes down about itself: logs and search terms.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Result, params};

use crate::chance::Chance;
use crate::goods::Good;
use crate::moment::{self, DAY};
use crate::people::Person;
use crate::{insert, money};

/// How many papers of each kind.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Papers {
    pub(crate) quotes: usize,
    pub(crate) invoices: usize,
    pub(crate) letters: usize,
    /// How many of the invoices are locked; the oldest ones.
    pub(crate) locked: usize,
}

struct Paper {
    kind: &'static str,
    number: String,
    quote: Option<i64>,
    customer: i64,
    subject: String,
    body: Option<String>,
    status: &'static str,
    is_locked: bool,
    issued: DateTime<Utc>,
    lines: Vec<(Good, i64)>,
}

/// Writes the papers. Every second invoice was a quote first.
pub(crate) fn papers(
    shop: &Connection,
    seed: u64,
    now: DateTime<Utc>,
    papers: Papers,
    products: usize,
    customers: usize,
) -> Result<()> {
    let mut chance = Chance::of(seed, "papers");
    let mut id = 0;
    let mut write = |paper: &Paper| {
        id += 1;
        write_paper(shop, seed, id, paper)
    };
    let mut quotes = Vec::new();
    for number in 0..papers.quotes {
        let issued = moment::before(
            now,
            (papers.quotes - number) as i64 * 900 * DAY / papers.quotes as i64,
        );
        let paper = Paper {
            kind: "quote",
            number: format!("Q-{}-{:04}", &moment::stamp(issued)[..4], number + 1),
            quote: None,
            customer: 1 + chance.below(customers) as i64,
            subject: String::from(chance.pick(&[
                "Tea for the season",
                "Opening stock for your café",
                "Gift boxes for your staff",
                "Angebot Teezubehör",
            ])),
            body: None,
            status: if number % 2 == 0 {
                "accepted"
            } else {
                chance.pick(&["open", "declined", "expired"])
            },
            is_locked: false,
            issued,
            lines: basket(&mut chance, seed, products),
        };
        write(&paper)?;
        quotes.push(paper);
    }
    for number in 0..papers.invoices {
        let issued = moment::before(
            now,
            (papers.invoices - number) as i64 * 890 * DAY / papers.invoices as i64,
        );
        let quote = (number % 2 == 0).then(|| quotes.get(number)).flatten();
        let is_locked = number < papers.locked;
        write(&Paper {
            kind: "invoice",
            number: format!("INV-{}-{:04}", &moment::stamp(issued)[..4], number + 1),
            quote: quote.map(|_| number as i64 + 1),
            customer: quote.map_or_else(|| 1 + chance.below(customers) as i64, |quote| quote.customer),
            subject: quote.map_or_else(|| String::from("Your order"), |quote| quote.subject.clone()),
            body: chance
                .percent(20)
                .then(|| String::from("Thank you for your trust.")),
            status: if is_locked {
                "paid"
            } else {
                chance.pick(&["sent", "sent", "draft", "overdue"])
            },
            is_locked,
            issued,
            lines: quote.map_or_else(
                || basket(&mut chance, seed, products),
                |quote| quote.lines.clone(),
            ),
        })?;
    }
    for number in 0..papers.letters {
        let issued = moment::before(now, (papers.letters - number) as i64 * 35 * DAY);
        write(&Paper {
            kind: "letter",
            number: format!("L-{}-{:04}", &moment::stamp(issued)[..4], number + 1),
            quote: None,
            customer: 1 + chance.below(customers) as i64,
            subject: String::from(chance.pick(&[
                "New prices from next month",
                "An invitation to our tasting",
                "A small reminder",
                "Betriebsferien im August",
            ])),
            body: Some(format!(
                "Dear friends of the house,\n\n{}\n\nWarm regards from the quay\nOrla, Tom and Maeve",
                chance.pick(&[
                    "the new harvest has landed, and we would like you to taste it first.",
                    "the price of Assam has risen at auction; from next month we have to follow.",
                    "we could not find your payment yet. Perhaps it crossed this letter at sea?",
                ])
            )),
            status: "sent",
            is_locked: false,
            issued,
            lines: Vec::new(),
        })?;
    }
    Ok(())
}

fn basket(chance: &mut Chance, seed: u64, products: usize) -> Vec<(Good, i64)> {
    (0..1 + chance.below(7))
        .map(|_| (Good::at(seed, chance.below(products)), chance.between(1, 12) * 5))
        .collect()
}

fn write_paper(shop: &Connection, seed: u64, id: i64, paper: &Paper) -> Result<()> {
    let person = Person::at(seed, paper.customer as u64);
    let address = &person.address;
    let net: i64 = paper
        .lines
        .iter()
        .map(|(good, quantity)| good.cents * quantity)
        .sum();
    let tax = (net * 19 + 50) / 100;
    insert(
        shop,
        "trade_documents",
        "id, kind, number, quote_id, customer_id, customer_name, customer_company, customer_address, customer_email, subject, \
         body, status, is_locked, locked_at, issued_on, due_on, net, tax, gross, date_modified",
    )?
    .execute(params![
        id,
        paper.kind,
        paper.number,
        paper.quote,
        paper.customer,
        person.name(),
        person.company,
        format!("{}\n{} {}\n{}", address.street, address.town, address.postcode, address.country),
        person.email,
        paper.subject,
        paper.body,
        paper.status,
        paper.is_locked,
        paper.is_locked.then(|| moment::stamp(moment::after(paper.issued, 20 * DAY))),
        moment::day(paper.issued),
        (paper.kind != "letter").then(|| moment::day(moment::after(paper.issued, 30 * DAY))),
        money::text(net),
        money::text(tax),
        money::text(net + tax),
        moment::stamp(moment::after(paper.issued, 3600)),
    ])?;
    let mut line = insert(
        shop,
        "trade_document_lines",
        "document_id, position, sku, description, quantity, price, total",
    )?;
    for (position, (good, quantity)) in (1_i64..).zip(&paper.lines) {
        line.execute(params![
            id,
            position,
            Good::sku(good.id()),
            good.name,
            quantity,
            money::text(good.cents),
            money::text(good.cents * quantity),
        ])?;
    }
    Ok(())
}

/// Writes `logs` lines of the shop's log and `terms` things that visitors looked for.
pub(crate) fn notes(
    shop: &Connection,
    seed: u64,
    now: DateTime<Utc>,
    logs: usize,
    terms: usize,
) -> Result<()> {
    let mut chance = Chance::of(seed, "notes");
    let mut log = insert(shop, "logs", "at, level, area, message")?;
    for number in 0..logs {
        let at = moment::before(now, (logs - number) as i64 * 60 * DAY / logs as i64);
        let (level, area, message) = match chance.below(6) {
            0 => (
                "info",
                "sign-in",
                format!("{} signed in.", chance.pick(&["Orla", "Tom", "Maeve"])),
            ),
            1 => (
                "info",
                "catalogue",
                format!("{} was edited.", Good::sku(101 + chance.below(900) as i64)),
            ),
            2 => ("info", "mail", String::from("Order confirmation sent.")),
            3 => (
                "warning",
                "payment",
                String::from("The card was declined; the buyer tried again."),
            ),
            4 => (
                "error",
                "mail",
                String::from("Mailbox full: the letter came back."),
            ),
            // Lines that are alike are a difficulty of tables without a key.
            _ => ("info", "cron", String::from("Nightly clean-up done.")),
        };
        log.execute(params![moment::stamp(at), level, area, message])?;
    }
    let mut term = insert(shop, "search_terms", "term, month, searches, results")?;
    for number in 0..terms {
        let words = [
            "earl grey",
            "assam",
            "matcha",
            "teapot",
            "decaf",
            "früchtetee",
            "gift",
            "honey",
            "sencha",
            "iced tea",
            "شاي",
            "caddy",
        ];
        let month = moment::day(moment::before(now, (number / words.len()) as i64 * 31 * DAY));
        term.execute(params![
            words[number % words.len()],
            &month[..7],
            chance.between(1, 900),
            chance.between(0, 80)
        ])?;
    }
    Ok(())
}
