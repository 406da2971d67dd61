//! What is made again has another id in the store: what belonged to it belongs to it again.

use backstock_emulator::{Id, Shop};
use backstock_model::{Action, Cancel, Choice, NoProgress, Path, Plan, Revision, Target};
use serde_json::{Value, json};

use crate::store_stage::{SHOP, Stage, key_of, some};

/// A product with its brand and its categories.
fn a_product_with(stage: &Stage, field: &str) -> (Id, Value) {
    stage.store.change(|shop| {
        let is_there = |value: &Value| match value {
            Value::Array(items) => !items.is_empty(),
            other => other.as_u64().is_some_and(|id| id > 0),
        };
        shop.ids_of("products")
            .into_iter()
            .filter_map(|id| Some((id.clone(), shop.record("products", id)?[field].clone())))
            .find(|(_, value)| is_there(value))
            .unwrap()
    })
}

fn told(plan: &Plan, code: &str) -> u64 {
    let told = plan.consequences.iter().filter(|told| told.code == code);
    told.map(|told| told.count).sum()
}

fn named(shop: &Shop, collection: &str, name: &Value) -> Id {
    let mut ids = shop.ids_of(collection).into_iter();
    ids.find(|id| shop.record(collection, id.clone()).unwrap()["name"] == *name)
        .unwrap()
}

fn with_brand(shop: &Shop, brand: &Value) -> usize {
    let products = shop.ids_of("products").into_iter();
    products
        .filter(|id| shop.record("products", id.clone()).unwrap()["brand_id"] == *brand)
        .count()
}

// S2.7.4, issue 6: the platform took the brand off its products; they have it again, though nobody chose them.
#[test]
fn a_brand_that_comes_back_has_its_products_again() {
    let stage = Stage::small();
    stage.backup();
    let (_, brand) = a_product_with(&stage, "brand_id");
    let id = Id::from(brand.as_u64().unwrap());
    let (name, had) = stage.store.change(|shop| {
        let name = shop.record("brands", id.clone()).unwrap()["name"].clone();
        let had = with_brand(shop, &brand);
        shop.remove("brands", id.clone());
        (name, had)
    });
    stage.later(30);
    let (plan, shown) = stage.plan(some(&["brands"]));
    assert_eq!(
        told(&shown, "pointed_again"),
        had as u64,
        "{:?}",
        shown.consequences
    );
    let products = shown
        .records
        .iter()
        .filter(|record| record.action() == Action::Update);
    assert_eq!(products.count(), had);
    let outcome = stage.carry_out(plan);
    assert_eq!(outcome.failed, 0, "{:?}", outcome.failures);
    let now = stage.store.change(|shop| named(shop, "brands", &name));
    assert_ne!(now, id);
    let has = stage.store.change(|shop| with_brand(shop, &now.value()));
    assert_eq!(has, had);

    // And an undo leaves them without, as they were.
    stage.later(5);
    let (undo, _) = stage
        .engine
        .plan_undo(SHOP, outcome.run, &NoProgress, &Cancel::new())
        .unwrap();
    let undone = stage.carry_out(undo);
    assert_eq!(undone.failed, 0, "{:?}", undone.failures);
    let left = stage.store.change(|shop| with_brand(shop, &json!(0)));
    assert!(left >= had && stage.store.change(|shop| with_brand(shop, &now.value())) == 0);
}

// Issue 6: the store still has the number of the category that is gone, and no comparison of numbers would find it.
#[test]
fn products_that_point_to_a_dead_category_are_pointed_at_the_one_that_is_made_again() {
    let stage = Stage::small();
    stage.backup();
    let (product, categories) = a_product_with(&stage, "categories");
    let id = Id::from(categories[0].as_u64().unwrap());
    let (name, dead) = stage.store.change(|shop| {
        let name = shop.record("categories", id.clone()).unwrap()["name"].clone();
        shop.remove("categories", id.clone());
        (
            name,
            shop.record("products", product.clone()).unwrap()["categories"].clone(),
        )
    });
    assert_eq!(dead, categories, "the quirk is off");
    stage.later(30);
    let (plan, shown) = stage.plan(some(&["categories"]));
    assert!(told(&shown, "pointed_again") > 0, "{:?}", shown.consequences);
    let outcome = stage.carry_out(plan);
    assert_eq!(outcome.failed, 0, "{:?}", outcome.failures);
    let (now, has) = stage.store.change(|shop| {
        let now = named(shop, "categories", &name);
        (
            now,
            shop.record("products", product.clone()).unwrap()["categories"].clone(),
        )
    });
    let has = has.as_array().unwrap();
    assert!(
        has.contains(&now.value()) && !has.contains(&id.value()),
        "{has:?}"
    );
    // In the vault it is the category it always was.
    let key = format!("products/{product}");
    let document = stage.document(&key).unwrap().to_node().unwrap();
    assert!(
        document
            .get("categories")
            .unwrap()
            .to_text()
            .contains(&id.to_string())
    );
    stage.later(5);
    let (_, again) = stage.plan(some(&["categories", "products"]));
    assert!(again.records.is_empty(), "{:?}", again.records);
}

// S2.7.4: whoever does not want a product touched leaves it out.
#[test]
fn a_product_that_is_left_out_stays_as_it_is() {
    let stage = Stage::small();
    stage.backup();
    let (_, brand) = a_product_with(&stage, "brand_id");
    let id = Id::from(brand.as_u64().unwrap());
    stage.store.change(|shop| shop.remove("brands", id));
    stage.later(30);
    let (plan, shown) = stage.plan(some(&["brands"]));
    let left_out = shown
        .records
        .iter()
        .find(|record| record.action() == Action::Update)
        .unwrap()
        .key
        .clone();
    let revision = Revision {
        of: plan,
        without: vec![Target {
            key: left_out.clone(),
            path: Path::root(),
        }],
        take: Vec::new(),
    };
    let (_, revised) = stage.engine.revise(SHOP, &revision, &Cancel::new()).unwrap();
    assert_eq!(revised.records.len(), shown.records.len() - 1);
    assert!(revised.records.iter().all(|record| record.key != left_out));
    assert_eq!(told(&revised, "pointed_again"), told(&shown, "pointed_again") - 1);
}

// S2.7.4: what is written only when it is chosen by name is not touched, and that is told.
#[test]
fn what_may_not_be_written_is_told_to_stay_without() {
    let stage = Stage::small();
    let (certificate, customer) = stage.store.change(|shop| {
        let certificate = shop.ids_of("gift_certificates").remove(0);
        let customer = shop.ids_of("customers").remove(0);
        shop.edit(
            "gift_certificates",
            certificate.clone(),
            json!({ "customer_id": customer.value() }),
        );
        (certificate, customer)
    });
    stage.backup();
    stage.store.change(|shop| shop.remove("customers", customer));
    stage.later(30);
    let (_, shown) = stage.plan(some(&["customers"]));
    assert!(told(&shown, "points_nowhere") > 0, "{:?}", shown.consequences);
    let key = format!("gift_certificates/{certificate}");
    assert!(shown.records.iter().all(|record| record.key.to_string() != key));
    let (_, shown) = stage.plan(Choice {
        include_protected: true,
        ..some(&["customers"])
    });
    assert!(shown.records.iter().any(|record| record.key.to_string() == key));
}

// S2.7.4, issue 6: neither can be made first; the one that was made before the other is told its number afterwards.
#[test]
fn products_that_name_each_other_do_so_again() {
    let stage = Stage::small();
    let [one, other] = stage.store.change(|shop| {
        let ids = shop.ids_of("products");
        let [one, other] = [ids[0].clone(), ids[1].clone()];
        shop.edit(
            "products",
            one.clone(),
            json!({ "related_products": [other.value()] }),
        );
        shop.edit(
            "products",
            other.clone(),
            json!({ "related_products": [one.value()] }),
        );
        [one, other]
    });
    stage.backup();
    let names = stage.store.change(|shop| {
        [one, other].map(|id| {
            let name = shop.record("products", id.clone()).unwrap()["name"].clone();
            shop.remove("products", id);
            name
        })
    });
    stage.later(30);
    let (plan, _) = stage.plan(some(&["products"]));
    let outcome = stage.carry_out(plan);
    assert_eq!(outcome.failed, 0, "{:?}", outcome.failures);
    stage.store.change(|shop| {
        let [one, other] = [0, 1].map(|at| named(shop, "products", &names[at]));
        for (id, related) in [(&one, &other), (&other, &one)] {
            let product = shop.record("products", id.clone()).unwrap();
            assert_eq!(product["related_products"], json!([related.value()]));
        }
    });
}

// S2.8.2, issue 6: a product comes back with what went with it, and belongs to a brand that is made again with it.
#[test]
fn a_product_that_comes_back_with_its_wishlist_has_the_brand_that_is_made_again() {
    let stage = Stage::small();
    stage.backup();
    let (product, brand, brand_name, name) = stage.store.change(|shop| {
        let wished = shop.ids_of("wishlist_items").remove(0);
        let wished = shop.record("wishlist_items", wished).unwrap();
        let product = Id::from(wished["product_id"].as_u64().unwrap());
        let record = shop.record("products", product.clone()).unwrap();
        let brand = Id::from(record["brand_id"].as_u64().unwrap());
        let brand_name = shop.record("brands", brand.clone()).unwrap()["name"].clone();
        for list in shop.ids_of("wishlists") {
            shop.remove("wishlists", list);
        }
        shop.remove("products", product.clone());
        shop.remove("brands", brand.clone());
        (product, brand, brand_name, record["name"].clone())
    });
    let had = stage.store.change(|shop| with_brand(shop, &brand.value()));
    assert_eq!(had, 0);
    stage.later(30);
    let (plan, shown) = stage.plan(Choice {
        records: [("brands", &brand), ("products", &product)]
            .map(|(content_type, id)| key_of(&format!("{content_type}/{id}")))
            .into(),
        ..Choice::default()
    });
    assert!(told(&shown, "came_with_others") > 0, "{:?}", shown.consequences);
    assert!(told(&shown, "pointed_again") > 0, "{:?}", shown.consequences);
    let outcome = stage.carry_out(plan);
    assert_eq!(outcome.failed, 0, "{:?}", outcome.failures);
    stage.store.change(|shop| {
        let now = named(shop, "brands", &brand_name).value();
        let product = named(shop, "products", &name);
        assert_eq!(shop.record("products", product.clone()).unwrap()["brand_id"], now);
        // The others of the brand have it again, too.
        assert!(with_brand(shop, &now) > 1);
        let wished = shop.ids_of("wishlist_items").into_iter();
        let mut wished = wished.map(|id| shop.record("wishlist_items", id).unwrap()["product_id"].clone());
        assert!(wished.any(|id| id == product.value()));
    });
}

// Issue 6: the value of an attribute is known by the attribute, and goes with it wherever that is called otherwise: also when it is
// made again for the second time. Found by chance, seed 1293.
#[test]
fn an_attribute_that_comes_back_twice_has_its_values_again_each_time() {
    let stage = Stage::small();
    stage.backup();
    let attribute = |shop: &Shop| {
        let mut ids = shop.ids_of("customer_attributes").into_iter();
        let name = |id: &Id| shop.record("customer_attributes", id.clone()).unwrap()["name"].clone();
        ids.find(|id| name(id) == json!("Favourite glaze")).unwrap()
    };
    for _ in 0..3 {
        stage.later(30);
        stage.store.change(|shop| {
            let id = attribute(shop);
            shop.remove("customer_attributes", id);
        });
        let choice = some(&["customer_attributes", "customers"]);
        let (plan, shown) = stage.plan(choice.clone());
        let values = shown
            .records
            .iter()
            .filter(|record| record.action() == Action::Update);
        assert!(values.count() > 0, "{shown:#?}");
        let outcome = stage.carry_out(plan);
        assert_eq!((outcome.failed, &outcome.failures), (0, &Vec::new()));
        let (_, left) = stage.plan(choice);
        assert_eq!(left.counts(), (0, 0, 0), "{left:#?}");
    }
}
