use std::collections::BTreeMap;

use backstock_model::{ContentType, Document, FieldKind, FieldLabel, Group, Reference, diff};
use proptest::prelude::*;

use super::*;

struct NoLookup;

impl Lookup for NoLookup {
    fn name_of(&self, key: &RecordKey) -> Option<String> {
        (key.to_string() == "categories/17").then(|| "Green tea".to_owned())
    }

    fn object(&self, _hash: &ObjectHash) -> Option<Vec<u8>> {
        None
    }
}

fn products() -> TypeDescription {
    let mut products = TypeDescription::new(ContentType::new("products"), "Products", Group::Business);
    products.tables = vec!["products".into()];
    products.volatile = vec!["date_modified".into()];
    products.labels = [
        ("price", "Price", FieldKind::Money),
        ("visible", "Shown in the shop", FieldKind::YesNo),
        ("description", "Description", FieldKind::LongText),
        ("categories", "Categories", FieldKind::Plain),
        ("variants", "Variants", FieldKind::Plain),
        ("variants/price", "Variant price", FieldKind::Money),
    ]
    .map(|(path, label, kind)| FieldLabel {
        path: path.into(),
        label: label.into(),
        kind,
    })
    .into();
    products.references = vec![Reference {
        path: "categories/category_id".into(),
        to: ContentType::new("categories"),
    }];
    products
}

fn node_of(text: &str) -> Node {
    Node::parse(text.as_bytes()).unwrap()
}

fn views(selected: &Node, current: &Node) -> Views {
    Views::of(
        &products(),
        &NoLookup,
        &[],
        Some("EUR"),
        Some(selected),
        Some(current),
    )
}

fn told(lines: &Lines) -> String {
    let mut told = String::new();
    for line in lines.page(false, 0, usize::MAX) {
        let side = |side: &Option<SideLine>| {
            side.as_ref().map_or_else(String::new, |line| {
                line.segments
                    .iter()
                    .map(|segment| {
                        if segment.changed {
                            format!("[{}]", segment.text)
                        } else {
                            segment.text.clone()
                        }
                    })
                    .collect()
            })
        };
        told.push_str(&match line.difference {
            Difference::Same => format!("  {}\n", side(&line.current)),
            Difference::Added => format!("+ {}\n", side(&line.current)),
            Difference::Removed => format!("- {}\n", side(&line.selected)),
            Difference::Changed => {
                format!("< {}\n> {}\n", side(&line.selected), side(&line.current))
            }
        });
    }
    told
}

// S2.5.9
#[test]
fn an_owner_reads_names_and_not_ids() {
    let selected = node_of(
        r#"{"categories":{"1,17":{"category_id":17,"product_id":1}},"date_modified":"a","description":"<p>A fine tea.</p>","name":"Sencha","price":"4.50","variants":{"7":{"price":"4.50","sku":"S-100"}},"visible":1}"#,
    );
    let current = node_of(
        r#"{"categories":{"1,17":{"category_id":17,"product_id":1}},"date_modified":"b","description":"<p>A good tea.</p>\n<p>New!</p>","name":"Sencha","price":"45.00","variants":{"7":{"price":"45.00","sku":"S-100"},"8":{"price":null,"sku":"S-200"}},"visible":0}"#,
    );
    let views = views(&selected, &current);
    let mut shown = String::new();
    for row in &views.summary {
        let value = |value: &Option<ShownValue>| {
            value.as_ref().map_or_else(
                || "-".to_owned(),
                |value| {
                    if value.null {
                        "NULL".to_owned()
                    } else {
                        value.text.replace('\n', "⏎")
                    }
                },
            )
        };
        shown.push_str(&format!(
            "{:?}{} | {} | {} | {:?} | {} | {}\n",
            row.difference,
            if row.minor { " (minor)" } else { "" },
            row.section.as_deref().unwrap_or("-"),
            row.label,
            row.kind,
            value(&row.selected),
            value(&row.current),
        ));
    }
    insta::assert_snapshot!("summary", shown);
    insta::assert_snapshot!("json", told(&views.json));
    insta::assert_snapshot!("source", told(&views.source));
}

#[test]
fn json_shows_exactly_the_indented_documents() {
    let selected = node_of(r#"{"a":{"1":{"x":1},"2":{"x":2}},"b":[1,2],"c":{"$bytes":"AA=="},"e":{}}"#);
    let current = node_of(r#"{"a":{"2":{"x":3}},"b":[1,3],"c":null,"d":"new","e":{"1":{"y":1}}}"#);
    let views = views(&selected, &current);
    assert_eq!(
        views.json.text(false),
        Document::from(&selected).to_pretty().unwrap()
    );
    assert_eq!(
        views.json.text(true),
        Document::from(&current).to_pretty().unwrap()
    );
}

#[test]
fn a_record_that_is_not_there_has_all_lines_on_one_side() {
    let selected = node_of(r#"{"name":"x","variants":{"1":{"sku":"a"}}}"#);
    let views = Views::of(&products(), &NoLookup, &[], Some("EUR"), Some(&selected), None);
    assert!(
        views
            .summary
            .iter()
            .all(|row| row.difference == Difference::Removed && row.current.is_none())
    );
    assert_eq!(views.summary.len(), 2);
    assert_eq!(views.json.text(true), "");
    assert_eq!(views.source.text(true), "");
    assert_eq!(
        views.json.text(false),
        Document::from(&selected).to_pretty().unwrap()
    );
}

#[test]
fn a_megabyte_is_compared_without_making_an_owner_wait() {
    let page = |word: &str| {
        let lines: Vec<String> = (0..20_000)
            .map(|line| {
                format!(
                    "<p>Line {line} of a long page about {}</p>",
                    if line % 10 == 0 { word } else { "tea" }
                )
            })
            .collect();
        Node::Map(vec![("description".to_owned(), Node::Text(lines.join("\n")))])
    };
    let started = std::time::Instant::now();
    let views = views(&page("coffee"), &page("cocoa"));
    assert!(views.source.counts().all >= 20_000);
    // Far above what a release build needs; a comparison without a limit takes minutes here.
    assert!(
        started.elapsed() < std::time::Duration::from_secs(20),
        "{:?}",
        started.elapsed()
    );
}

fn any_leaf() -> impl Strategy<Value = Node> {
    prop_oneof![
        Just(Node::Null),
        Just(Node::Text("NULL".into())),
        Just(Node::Text(String::new())),
        (0..3_i64).prop_map(|number| Node::Number(number.to_string().into())),
        (0..3_i64).prop_map(|number| Node::Text(number.to_string())),
        "[ab]{0,3}".prop_map(Node::Text),
        prop::collection::vec(prop_oneof![Just("x"), Just("y"), Just("")], 0..5)
            .prop_map(|lines| Node::Text(lines.join("\n"))),
        Just(Node::bytes(b"ab")),
        Just(Node::List(vec![Node::Null])),
        Just(Node::List(vec![Node::Bool(true), Node::Null])),
    ]
}

fn any_row(depth: u32) -> BoxedStrategy<Node> {
    let columns = prop::collection::btree_map(
        prop_oneof![
            Just("description"),
            Just("name"),
            Just("price"),
            Just("date_modified")
        ]
        .prop_map(str::to_owned),
        any_leaf(),
        0..4,
    );
    if depth == 0 {
        return columns
            .prop_map(|columns| Node::Map(columns.into_iter().collect()))
            .boxed();
    }
    let rows = prop::collection::btree_map("[1-4]", any_row(depth - 1), 0..4)
        .prop_map(|rows| Node::Map(rows.into_iter().collect()));
    let collections = prop::collection::btree_map(
        prop_oneof![Just("variants"), Just("images")].prop_map(str::to_owned),
        rows,
        0..3,
    );
    (columns, collections)
        .prop_map(|(columns, collections)| {
            let all: BTreeMap<String, Node> = columns.into_iter().chain(collections).collect();
            Node::Map(all.into_iter().collect())
        })
        .boxed()
}

proptest! {
    // S2.5.6
    #[test]
    fn the_three_views_mark_the_same_fields(selected in any_row(2), current in any_row(2)) {
        let shown = views(&selected, &current);
        let changed: Vec<&Path> = shown
            .summary
            .iter()
            .filter(|row| row.difference != Difference::Same)
            .map(|row| &row.path)
            .collect();
        // Summary marks exactly what differs ...
        for change in diff(Some(&selected), Some(&current)) {
            prop_assert!(
                changed.iter().any(|path| path.is_within(&change.path)) || changed.contains(&&change.path),
                "{} differs and is not marked in Summary", change.path
            );
        }
        for path in &changed {
            prop_assert_ne!(selected.at(path), current.at(path));
        }
        // ... and so do the line views: every field is marked in them when looked at on its own, and the whole has
        // marked lines exactly when something differs.
        let differs = |lines: &Lines| lines.page(false, 0, usize::MAX).iter().any(|line| line.difference != Difference::Same);
        prop_assert_eq!(differs(&shown.json), selected != current);
        prop_assert_eq!(differs(&shown.source), !changed.is_empty());
        for path in &changed {
            // With every other field made equal, the only marks left are this field's own.
            let mut only_this = selected.clone();
            only_this.put(path, current.at(path).cloned());
            if only_this == selected {
                continue;
            }
            let one = views(&selected, &only_this);
            prop_assert!(differs(&one.json), "{} is not marked in Json", path);
            prop_assert!(differs(&one.source), "{} is not marked in Source Code", path);
            let marked_json = marked(&shown.json);
            for line in marked(&one.json).iter().filter(|line| line.contains(&leaf_name(path))) {
                prop_assert!(marked_json.contains(line), "{line:?} is marked alone and not in {marked_json:?}");
            }
        }
        // `View change only` leaves out nothing that is marked.
        for lines in [&shown.json, &shown.source] {
            let only: Vec<DiffLine> = lines.page(true, 0, usize::MAX);
            let all = lines.page(false, 0, usize::MAX);
            let is_marked = |line: &&DiffLine| line.difference != Difference::Same;
            let sides = |line: &DiffLine| (line.current.clone(), line.selected.clone());
            prop_assert_eq!(
                only.iter().filter(is_marked).map(sides).collect::<Vec<_>>(),
                all.iter().filter(is_marked).map(sides).collect::<Vec<_>>()
            );
            prop_assert!(only.len() as u64 == lines.counts().changes_only);
        }
        // Copying gives the documents themselves.
        prop_assert_eq!(shown.json.text(false), Document::from(&selected).to_pretty().unwrap());
        prop_assert_eq!(shown.json.text(true), Document::from(&current).to_pretty().unwrap());
    }
}

fn leaf_name(path: &Path) -> String {
    format!("\"{}\"", path.keys().last().cloned().unwrap_or_default())
}

/// The selected side's texts of the lines that are marked, without the comma behind them.
fn marked(lines: &Lines) -> Vec<String> {
    lines
        .page(false, 0, usize::MAX)
        .iter()
        .filter(|line| line.difference != Difference::Same)
        .filter_map(|line| line.selected.as_ref())
        .map(|line| {
            let text: String = line
                .segments
                .iter()
                .map(|segment| segment.text.as_str())
                .collect();
            text.trim_end_matches(',').to_owned()
        })
        .collect()
}

// Issue 3, S2.5.9: rows of attributes, of tags and categories in one table, and what the shop's software wrote for itself.
#[test]
fn rows_are_called_by_what_they_stand_for_and_packed_values_are_opened() {
    let mut products = TypeDescription::new(ContentType::new("products"), "Products", Group::Business);
    let named = |path: &str, to: &str| Reference {
        path: path.into(),
        to: ContentType::new(to),
    };
    products.named_by = vec![
        named("terms/term_id", "tags"),
        named("terms/term_id", "categories"),
    ];
    let of_term = |term: u32, packed: &str| {
        node_of(&format!(
            r#"{{"terms":{{"1,{term}":{{"term_id":{term},"value":"12"}}}},"packed":"{packed}"}}"#
        ))
    };
    let (selected, current) = (
        of_term(17, r#"a:1:{s:4:\"size\";s:1:\"L\";}"#),
        of_term(17, r#"a:1:{s:4:\"size\";s:2:\"XL\";}"#),
    );
    let views = Views::of(&products, &NoLookup, &[], None, Some(&selected), Some(&current));
    let row = |path: &str| {
        let found = views.summary.iter().find(|row| row.path.to_string() == path);
        found.unwrap_or_else(|| panic!("{path} in {:#?}", views.summary))
    };
    let term = row("/terms/1,17/term_id");
    assert_eq!(term.section.as_deref(), Some("Terms › Green tea"));
    assert_eq!(term.current.as_ref().unwrap().text, "Green tea");
    let packed = row("/packed");
    assert_eq!(packed.selected.as_ref().unwrap().text, "size: L");
    assert_eq!(packed.current.as_ref().unwrap().text, "size: XL");
    // What is compared and written is the text as it is.
    assert!(
        told(&views.json).contains(r#"a:1:{s:4:\"size\""#),
        "{}",
        told(&views.json)
    );
}
