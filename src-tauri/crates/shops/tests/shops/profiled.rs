//! Records of several tables, as a profile says.

use std::ops::ControlFlow;

use backstock_model::{ContentType, Document, FieldKind, Group, Path};
use backstock_shops::{Profile, Profiles, Shop as _, ShopError, SqliteShop};

use crate::desk::{Desk, code, ids};

pub const BAKERY: &str = r#"
profile = "bakery"
label = "Bakery software"
currency = { table = "settings", column = "value", where = "name = 'currency'" }
[detect]
tables = ["products", "variants"]

[[type]]
key = "brands"
label = "Brands"
group = "business"
root = "brands"
name = ["name"]

[[type]]
key = "products"
label = "Products"
group = "business"
root = "products"
name = ["name", "size"]
search = ["sku", "missing"]
natural_key = ["sku"]
volatile = ["views", "variants/touched"]
protected_fields = ["variants/stock"]
locked = { column = "locked", equals = "1" }
after = ["pages"]
[[type.owns]]
key = "variants"
table = "variants"
by = ["product"]
[[type.owns]]
key = "options"
table = "options"
by = ["variant"]
in = "variants"
[[type.owns]]
key = "tags"
table = "tags"
by = ["sku"]
of = ["sku"]
[[type.owns]]
key = "gone"
table = "not_in_this_version"
by = ["product"]
[[type.owns]]
key = "gone_too"
table = "options"
by = ["variant"]
in = "gone"
[[type.reference]]
path = "brand"
to = "brands"
[[type.field]]
path = "variants/price"
label = "Price"
kind = "money"

[[type]]
key = "pages"
label = "Pages"
group = "content"
root = "posts"
where = "kind = 'page'"
name = ["title"]
[[type]]
key = "articles"
label = "Articles"
group = "content"
root = "posts"
where = "kind = 'article'"
name = ["title"]
protected = true
reason = "Articles are kept by the editors."

[[type]]
key = "coupons"
label = "Coupons"
group = "business"
root = "coupons"
"#;

pub const TABLES: &str = "
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT);
INSERT INTO settings VALUES ('name', 'Bakery'), ('currency', 'EUR');
CREATE TABLE brands (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
INSERT INTO brands VALUES (1, 'Mill'), (2, 'Oven');
CREATE TABLE products (id INTEGER PRIMARY KEY AUTOINCREMENT, sku TEXT UNIQUE, name TEXT NOT NULL, size TEXT, brand INTEGER, views INTEGER DEFAULT 0, locked INTEGER DEFAULT 0);
INSERT INTO products VALUES (1, 'B1', 'Bread', 'large', 1, 5, 0), (2, 'B2', 'Bun', NULL, 0, 0, 1), (10, NULL, 'Roll', '', 2, 0, 0);
CREATE TABLE variants (id INTEGER PRIMARY KEY, product INTEGER REFERENCES products (id), code TEXT UNIQUE, price NUMERIC CHECK (price >= 0), stock INTEGER, touched TEXT);
INSERT INTO variants VALUES (100, 1, 'x', 2.50, 4, 'a'), (6, 2, 'y', 3, 0, 'b'), (5, 1, 'z', 4, 0, 'c');
CREATE INDEX by_product ON variants (product);
CREATE TABLE options (variant INTEGER, name TEXT, value TEXT, PRIMARY KEY (variant, name)) WITHOUT ROWID;
INSERT INTO options VALUES (100, 'colour', 'brown'), (100, 'cut', 'yes'), (5, 'colour', 'white'), (6, 'colour', 'gold'), (999, 'colour', 'none');
CREATE TABLE tags (sku TEXT, tag TEXT);
INSERT INTO tags VALUES ('B1', 'fresh'), ('B1', 'fresh'), ('B2', 'sweet'), (NULL, 'loose'), ('B9', 'loose');
CREATE TABLE posts (id INTEGER PRIMARY KEY, kind TEXT, title TEXT);
INSERT INTO posts VALUES (1, 'page', 'About'), (2, 'article', 'News'), (3, NULL, 'Draft'), (4, 'menu', 'Top');
";

fn bakery() -> Desk {
    Desk::with_profile(TABLES, BAKERY)
}

#[test]
fn a_record_is_a_row_with_all_it_owns() {
    let desk = bakery();
    let state = desk.state();
    let shown: Vec<String> = state
        .order
        .iter()
        .map(|key| {
            let record = &state.records[key];
            format!("{key} [{}] [{}] {}", record.name, record.search, record.document)
        })
        .collect();
    insta::assert_snapshot!(shown.join("\n"));
    for (key, record) in &state.records {
        assert_eq!(
            desk.document(&key.to_string()),
            record.document.to_string(),
            "{key}"
        );
    }
}

#[test]
fn no_row_is_left_out_and_none_is_there_twice() {
    let desk = bakery();
    let state = desk.state();
    let rows: usize = desk.dump().values().map(Vec::len).sum();
    let count = |document: &str| document.matches('{').count();
    // Each row is one object; so are the collections: two of a product, one of a variant.
    let objects: usize = state
        .records
        .values()
        .map(|record| count(&record.document.to_string()))
        .sum();
    assert_eq!(objects - 3 * 2 - 3, rows);
    assert_eq!(ids(&state, "options"), ["999,colour"]);
    assert_eq!(ids(&state, "posts"), ["3", "4"]);
    assert_eq!(ids(&state, "tags").len(), 2);
}

#[test]
fn a_description_says_what_the_profile_says() {
    let desk = bakery();
    let shop = desk.shop();
    assert_eq!(
        (shop.profile(), shop.currency().unwrap().as_deref()),
        (Some("bakery"), Some("EUR"))
    );
    let reading = shop.open_reading().unwrap();
    let of_type = |key: &str| {
        reading
            .types()
            .iter()
            .find(|of_type| of_type.key.as_str() == key)
            .unwrap()
    };
    let products = of_type("products");
    assert_eq!(
        (products.group, products.restorable, products.protected),
        (Group::Business, true, false)
    );
    assert_eq!(products.tables, ["products", "variants", "options", "tags"]);
    assert_eq!(products.locked_when, Some(("locked".to_owned(), "1".to_owned())));
    assert_eq!(
        products.after,
        [ContentType::new("pages"), ContentType::new("brands")]
    );
    assert_eq!(
        products.label_of(&Path::parse("/variants/5/price").unwrap()),
        ("Price".to_owned(), FieldKind::Money)
    );
    assert!(of_type("articles").protected);
    assert_eq!(of_type("posts").group, Group::Other);
    assert_eq!(of_type("posts").label, "Posts: other rows");
    let check = shop.check().unwrap();
    assert_eq!(check.profile.as_deref(), Some("bakery"));
    assert_eq!(check.problems[0].code, "profile_partly_fits");
    assert!(
        check.problems[0].message.contains("Coupons"),
        "{}",
        check.problems[0].message
    );
}

// S2.2.11: what changes by itself is no conflict; S2.6.2: all comes back.
#[test]
fn everything_owned_comes_back_and_goes_again() {
    let desk = bakery();
    let (before, dump) = (desk.state(), desk.dump());
    desk.sql(
        "DELETE FROM options WHERE name = 'cut'; UPDATE options SET value = 'x' WHERE variant = 5; DELETE FROM tags WHERE rowid = 1;
         INSERT INTO variants VALUES (7, 10, 'new', 1, 1, ''); INSERT INTO options VALUES (7, 'a', 'b');
         DELETE FROM options WHERE variant = 6; DELETE FROM variants WHERE id = 6; DELETE FROM products WHERE id = 2; DELETE FROM posts WHERE id = 3",
    );
    let (spoiled, spoiled_dump) = (desk.state(), desk.dump());
    desk.restore_all(&before);
    assert_eq!(desk.dump(), dump);
    desk.restore_all(&spoiled);
    assert_eq!(desk.dump(), spoiled_dump);
}

#[test]
fn left_over_rows_come_back_to_a_shop_that_has_none_any_more() {
    let desk = bakery();
    let (before, dump) = (desk.state(), desk.dump());
    desk.sql("DELETE FROM options WHERE variant = 999; DELETE FROM posts WHERE id IN (3, 4); DELETE FROM tags WHERE sku IS NULL OR sku = 'B9'");
    let is_left_over = |of_type: &ContentType| ["options", "posts", "tags"].contains(&of_type.as_str());
    assert!(
        desk.state()
            .order
            .iter()
            .all(|key| !is_left_over(&key.content_type))
    );
    let types = desk.shop().open_reading().unwrap().types().to_vec();
    let left_over = types.iter().filter(|description| is_left_over(&description.key));
    assert!(left_over.clone().all(|description| description.is_rest));
    assert_eq!(left_over.count(), 3);
    desk.restore_all(&before);
    assert_eq!(desk.dump(), dump);
}

#[test]
fn a_type_whose_condition_the_shop_does_not_understand_is_a_misfit_and_its_rows_are_kept() {
    let desk = bakery();
    desk.sql("ALTER TABLE posts RENAME COLUMN kind TO sort");
    let state = desk.state();
    let posts: Vec<String> = state
        .order
        .iter()
        .map(ToString::to_string)
        .filter(|key| key.starts_with("posts/"))
        .collect();
    assert_eq!(posts, ["posts/1", "posts/2", "posts/3", "posts/4"]);
    let problems = desk.shop().check().unwrap().problems;
    assert!(
        problems.iter().any(|problem| problem.message.contains("Pages")),
        "{problems:?}"
    );
}

#[test]
fn rows_that_moved_to_another_owner_move_back() {
    let desk = bakery();
    let (before, dump) = (desk.state(), desk.dump());
    desk.sql("UPDATE variants SET product = 3 - product WHERE product IN (1, 2)");
    let mut moved = desk.state();
    desk.restore_all(&before);
    assert_eq!(desk.dump(), dump);
    // And in the other order of records.
    moved.order.reverse();
    desk.restore_all(&moved);
    let mut before = before;
    before.order.reverse();
    desk.restore_all(&before);
    assert_eq!(desk.dump(), dump);
}

#[test]
fn what_changes_by_itself_is_no_change_meanwhile() {
    let desk = bakery();
    let before = desk.document("products/1");
    let after = before.replace("\"Bread\"", "\"Loaf\"");
    desk.sql("UPDATE products SET views = 99; UPDATE variants SET touched = 'now'");
    assert_eq!(
        code(&desk.write("products/1", Some(&before), Some(&after))),
        "written"
    );
    assert_eq!(
        desk.value("SELECT views FROM products WHERE id = 1"),
        "Integer(99)"
    );
    // Nor is what a sale changes, as long as nothing of it is written.
    let stock = "SELECT stock FROM variants WHERE id = 5";
    desk.sql("UPDATE variants SET stock = 77 WHERE id = 5");
    assert_eq!(
        code(&desk.write("products/1", Some(&after), Some(&before))),
        "written"
    );
    assert_eq!(desk.value(stock), "Integer(77)");
    desk.sql("UPDATE products SET name = 'Roll' WHERE id = 1");
    assert_eq!(
        code(&desk.write("products/1", Some(&before), Some(&after))),
        "changed meanwhile"
    );
}

#[test]
fn the_more_specific_profile_wins_and_a_named_one_is_taken() {
    let desk = bakery();
    let mut profiles = Profiles::built_in().unwrap();
    profiles.add(BAKERY).unwrap();
    profiles
        .add("profile = 'small'\nlabel = 'Small'\ndetect = { tables = ['products'] }")
        .unwrap();
    profiles
        .add("profile = 'other'\nlabel = 'Other'\ndetect = { tables = ['products', 'variants', 'nothing'] }")
        .unwrap();
    profiles.add("profile = 'bare'\nlabel = 'Bare'").unwrap();
    let found =
        |key| SqliteShop::open(&desk.path, key, &profiles).map(|shop| shop.profile().map(str::to_owned));
    assert_eq!(found(None).unwrap().as_deref(), Some("bakery"));
    assert_eq!(found(Some("small")).unwrap().as_deref(), Some("small"));
    assert_eq!(found(Some("bare")).unwrap().as_deref(), Some("bare"));
    assert_eq!(found(Some(backstock_shops::NO_PROFILE)).unwrap(), None);
    assert!(matches!(found(Some("nobody")), Err(ShopError::Profile { .. })));
    assert!(
        profiles
            .list()
            .any(|(key, label)| (key, label) == ("bakery", "Bakery software"))
    );
}

#[test]
fn a_profile_that_contradicts_itself_is_not_taken() {
    let of_type = |rest: &str| {
        format!(
            "profile = 'p'\nlabel = 'P'\n[[type]]\nkey = 'a'\nlabel = 'A'\ngroup = 'business'\nroot = 'a'\n{rest}"
        )
    };
    let broken = [
        "profile = 'p'".to_owned(),
        "profile = 'p'\nlabel = 'P'\nsurprise = 1".to_owned(),
        of_type("[[type]]\nkey = 'a'\nlabel = 'A'\ngroup = 'business'\nroot = 'b'"),
        of_type("[[type.owns]]\nkey = 'x'\ntable = 'x'\nby = []"),
        of_type(
            "[[type.owns]]\nkey = 'x'\ntable = 'x'\nby = ['a']\nin = 'later'\n[[type.owns]]\nkey = 'later'\ntable = 'y'\nby = ['a']",
        ),
        of_type("[[type.owns]]\nkey = 'x'\ntable = 'x'\nby = ['a']\nof = ['b', 'c']"),
        of_type("[[type.owns]]\nkey = 'x'\ntable = 'a'\nby = ['a']"),
        of_type("[[type.owns]]\nkey = 'x/y'\ntable = 'x'\nby = ['a']"),
        of_type("known_by = ['x']"),
    ];
    let said: Vec<String> = broken
        .iter()
        .map(|text| match Profile::parse(text) {
            Err(error @ ShopError::Profile { .. }) => error.to_string().lines().collect::<Vec<_>>().join(" "),
            other => panic!("{text}\nwas taken: {other:?}"),
        })
        .collect();
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn a_reading_can_be_left_half_way() {
    let desk = bakery();
    let mut reading = desk.shop().open_reading().unwrap();
    let mut seen = Vec::new();
    for _ in 0..2 {
        reading
            .read_type(&ContentType::new("products"), &mut |record| {
                seen.push(record.key.remote_id.to_string());
                if seen.len() % 2 == 0 {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            })
            .unwrap();
    }
    assert_eq!(seen, ["1", "2", "1", "2"]);
    assert!(matches!(
        reading.count(&ContentType::new("nothing")),
        Err(ShopError::UnknownType(_))
    ));
    assert_eq!(
        reading.read_record(&crate::desk::key("products", "77")).unwrap(),
        None
    );
    assert_eq!(
        reading.read_record(&crate::desk::key("products", "1,2")).unwrap(),
        None
    );
    assert_eq!(
        reading.read_record(&crate::desk::key("products", "x")).unwrap(),
        None
    );
    assert_eq!(
        reading
            .read_record(&crate::desk::key("products", "~0.0"))
            .unwrap(),
        None
    );
}

#[test]
fn documents_are_the_same_read_alone_and_in_a_row_where_kinds_of_values_meet() {
    // The owner's key is a number here and a text there; SQLite's own comparison decides what belongs together.
    let desk = Desk::with_profile(
        "CREATE TABLE p (id INTEGER PRIMARY KEY); INSERT INTO p VALUES (1), (5), (10);
         CREATE TABLE m (id INTEGER PRIMARY KEY, p TEXT, v TEXT COLLATE NOCASE);
         INSERT INTO m VALUES (1, '5', 'a'), (2, '05', 'b'), (3, '5.0', 'c'), (4, 'x', 'd'), (5, '10', 'e')",
        "profile = 'x'\nlabel = 'X'\ndetect = { tables = ['p'] }\n[[type]]\nkey = 'ps'\nlabel = 'Ps'\ngroup = 'business'\nroot = 'p'\n[[type.owns]]\nkey = 'ms'\ntable = 'm'\nby = ['p']",
    );
    let state = desk.state();
    for (key, record) in &state.records {
        assert_eq!(desk.document(&key.to_string()), record.document.to_string());
    }
    let rows = |key: &str| {
        let document = Document::parse(desk.document(key).as_bytes()).unwrap();
        match document.to_node().unwrap().get("ms") {
            Some(backstock_model::Node::Map(rows)) => rows.len(),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!((rows("ps/1"), rows("ps/5"), rows("ps/10")), (0, 3, 1));
}

// An index may hand over a collection's rows in another order than that of their keys, and what they own comes by their keys.
#[test]
fn rows_that_own_rows_keep_them_whatever_index_is_used() {
    let desk = Desk::with_profile(
        "CREATE TABLE boxes (id INTEGER PRIMARY KEY, name TEXT);
         CREATE TABLE drawers (id INTEGER PRIMARY KEY, box INTEGER, label TEXT);
         CREATE INDEX by_label ON drawers (box, label, id);
         CREATE TABLE things (id INTEGER PRIMARY KEY, drawer INTEGER, what TEXT);
         INSERT INTO boxes VALUES (1, 'first'), (2, 'second');
         INSERT INTO drawers VALUES (1, 1, 'z'), (2, 1, 'y'), (3, 2, 'x'), (4, 2, 'w'), (5, 1, 'a');
         INSERT INTO things VALUES (1, 1, 'tea'), (2, 2, 'cup'), (3, 4, 'pot'), (4, 3, 'tin'), (5, 5, 'sieve'), (6, 1, 'spoon')",
        r#"
            profile = "boxes"
            label = "Boxes"
            [[type]]
            key = "boxes"
            label = "Boxes"
            group = "business"
            root = "boxes"
            name = ["name"]
            owns = [
                { key = "drawers", table = "drawers", by = ["box"] },
                { key = "things", table = "things", by = ["drawer"], in = "drawers" },
            ]
            [detect]
            tables = ["boxes"]
        "#,
    );
    let state = desk.state();
    let documents: String = state
        .records
        .values()
        .map(|record| record.document.to_string())
        .collect();
    for what in ["tea", "cup", "pot", "tin", "sieve", "spoon"] {
        assert_eq!(documents.matches(what).count(), 1, "{what} in {documents}");
    }
    let dump = desk.dump();
    desk.sql("DELETE FROM things; UPDATE drawers SET label = 'q'");
    desk.restore_all(&state);
    assert_eq!(desk.dump(), dump);
}

// A platform's tables may all begin with letters of the shop's own; only some rows of a table may be owned; a record may be
// named by what it owns; and what is made anew is left aside.
#[test]
fn a_profile_finds_its_tables_by_their_ends() {
    let desk = Desk::with_profile(
        "CREATE TABLE s1_posts (id INTEGER PRIMARY KEY, kind TEXT, parent INTEGER);
         CREATE TABLE s1_texts (post INTEGER, language INTEGER, title TEXT, PRIMARY KEY (post, language)) WITHOUT ROWID;
         CREATE TABLE s1_lookup_posts (id INTEGER PRIMARY KEY);
         CREATE TABLE other (id INTEGER PRIMARY KEY);
         INSERT INTO s1_posts VALUES (1, 'tea', 0), (2, 'size', 1), (3, 'size', 1), (4, 'note', 1), (5, 'tea', 0);
         INSERT INTO s1_texts VALUES (1, 2, 'Tee'), (1, 1, 'Tea'), (5, 1, 'Mate'), (4, 1, 'stays');
         INSERT INTO s1_lookup_posts VALUES (1)",
        r#"
            profile = "blog"
            label = "Blog"
            after_restore = ["Click here."]
            [[type]]
            key = "teas"
            label = "Teas"
            group = "business"
            root = "posts"
            where = "kind = 'tea'"
            name = ["texts/title", "id"]
            owns = [
                { key = "texts", table = "texts", by = ["post"] },
                { key = "sizes", table = "posts", by = ["parent"], where = "kind = 'size'" },
            ]
            [[aside]]
            tables = ["lookup_*"]
            reason = "It is made anew."
            [detect]
            tables = ["posts", "texts"]
            prefix = true
        "#,
    );
    let state = desk.state();
    let named: Vec<(String, &str)> = state
        .order
        .iter()
        .filter(|key| key.content_type.as_str() == "teas")
        .map(|key| (key.remote_id.to_string(), state.records[key].name.as_str()))
        .collect();
    assert_eq!(named, [("1".to_owned(), "Tea 1"), ("5".to_owned(), "Mate 5")]);
    assert_eq!(ids(&state, "s1_posts"), ["4"]);
    assert_eq!(ids(&state, "s1_texts"), ["4,1"]);
    let reading = desk.shop().open_reading().unwrap();
    let aside: Vec<_> = reading
        .types()
        .iter()
        .filter(|described| described.protected)
        .map(|described| (described.key.as_str(), described.reason.as_deref()))
        .collect();
    assert_eq!(aside, [("s1_lookup_posts", Some("It is made anew."))]);
    drop(reading);
    let consequences = desk.writing().side_effects(&[ContentType::new("teas")]).unwrap();
    assert_eq!(consequences[0].detail.as_deref(), Some("Click here."));
    let dump = desk.dump();
    desk.sql("DELETE FROM s1_posts WHERE id IN (1, 3); UPDATE s1_texts SET title = 'gone' WHERE post = 5");
    let spoiled = (desk.state(), desk.dump());
    desk.restore_all(&state);
    assert_eq!(desk.dump(), dump);
    desk.restore_all(&spoiled.0);
    assert_eq!(desk.dump(), spoiled.1);
}

// An index may hand over the texts of a record in another order; its name is that of the lowest key all the same.
#[test]
fn a_record_is_named_by_the_same_row_whatever_index_is_used() {
    let desk = Desk::with_profile(
        "CREATE TABLE teas (id INTEGER PRIMARY KEY);
         CREATE TABLE texts (tea INTEGER NOT NULL, language INTEGER NOT NULL, title TEXT, PRIMARY KEY (tea, language));
         CREATE INDEX by_title ON texts (tea, title, language);
         INSERT INTO teas VALUES (1), (2);
         INSERT INTO texts VALUES (1, 1, 'z'), (1, 2, 'a'), (2, 3, 'b'), (2, 2, 'y')",
        r#"
            profile = "teas"
            label = "Teas"
            [[type]]
            key = "teas"
            label = "Teas"
            group = "business"
            root = "teas"
            name = ["texts/title"]
            owns = [{ key = "texts", table = "texts", by = ["tea"] }]
            [detect]
            tables = ["teas"]
        "#,
    );
    let names = |state: &crate::desk::State| -> Vec<String> {
        let records = state.order.iter().map(|key| state.records[key].name.clone());
        records.collect()
    };
    assert_eq!(names(&desk.state()), ["z", "y"]);
    desk.sql("DROP INDEX by_title");
    assert_eq!(names(&desk.state()), ["z", "y"]);
}

// Issue 3: where a version is in every key, a record is known by the rest of it; rows of other versions are records of their own.
#[test]
fn a_record_may_be_known_by_a_part_of_its_key() {
    let desk = Desk::with_profile(
        "CREATE TABLE things (id TEXT, version TEXT, name TEXT, PRIMARY KEY (id, version));
         INSERT INTO things VALUES ('a', 'live', 'Apple'), ('a', 'draft', 'Apple?'), ('b', 'live', 'Bean');
         CREATE TABLE texts (thing TEXT, version TEXT, language TEXT, text TEXT, PRIMARY KEY (thing, version, language),
            FOREIGN KEY (thing, version) REFERENCES things (id, version));
         INSERT INTO texts VALUES ('a', 'live', 'en', 'Red'), ('a', 'live', 'de', 'Rot'), ('a', 'draft', 'en', 'Green');",
        r#"
profile = "drafts"
label = "Drafts"
detect = { tables = ["things", "texts"] }
[[type]]
key = "things"
label = "Things"
group = "business"
root = "things"
where = "version = 'live'"
known_by = ["id"]
name = ["name"]
owns = [{ key = "texts", table = "texts", by = ["thing", "version"], of = ["id", "version"] }]
"#,
    );
    let (good, good_dump) = (desk.state(), desk.dump());
    let mut keys: Vec<String> = good.order.iter().map(ToString::to_string).collect();
    keys.sort();
    assert_eq!(
        keys,
        ["main.things/a,draft", "texts/a,draft,en", "things/a", "things/b"]
    );
    desk.sql(
        "DELETE FROM texts; DELETE FROM things WHERE id = 'a'; UPDATE things SET name = 'Pea';
         INSERT INTO things VALUES ('b', 'draft', 'Bean?')",
    );
    let (spoiled, spoiled_dump) = (desk.state(), desk.dump());
    desk.restore_all(&good);
    assert_eq!(desk.dump(), good_dump);
    desk.restore_all(&spoiled);
    assert_eq!(desk.dump(), spoiled_dump);
}
