//! A shop whose file was moved, and a vault that was moved with its practice shop in it.

use super::bakery;
use super::stage::Stage;

// TRUST T16: the refusal names the command, and the command goes on with the history.
#[test]
fn a_shop_that_was_moved_is_found_again() {
    let stage = Stage::new();
    let file = stage.path("bakery.db");
    bakery::make(&file);
    stage.json(["shop", "add", "Bakery", "sqlite", "bakery.db"]);
    stage.json(["backup", "Bakery"]);
    std::fs::create_dir(stage.path("new place")).unwrap();
    std::fs::rename(&file, stage.path("new place/shop.db")).unwrap();
    let refusal = stage.refused(["backup", "Bakery"]);
    assert_eq!(refusal["code"], "shop_missing");
    assert!(
        refusal["hint"].as_str().unwrap().contains("shop move"),
        "{refusal}"
    );

    assert_eq!(
        stage.told(["shop", "move", "Bakery", "new place/shop.db"]),
        "exit 0\nBakery is read from [home]/new place/shop.db\nUntil now it was read from [home]/bakery.db\n\
         Its history goes on: 1 backup.\n"
    );
    let backup = stage.json(["backup", "Bakery"]);
    assert_eq!((&backup["backup"], &backup["unchanged"]), (&2.into(), &14.into()));
    let shops = stage.json(["shop", "list"]);
    assert!(
        shops["shops"][0]["place"]
            .as_str()
            .unwrap()
            .ends_with("new place/shop.db")
    );
    assert_eq!(stage.json(["shop", "check", "Bakery"])["ok"], true);
}

// TRUST T16: the same data under two names is as the owner likes it, but not without a word.
#[test]
fn a_second_shop_at_the_same_place_is_told() {
    let stage = Stage::new();
    let file = stage.path("bakery.db");
    bakery::make(&file);
    let first = stage.json(["shop", "add", "Bakery", "sqlite", "bakery.db"]);
    assert_eq!(first["same_place_as"], serde_json::Value::Null);
    let told = stage.told(["shop", "add", "Second shop", "sqlite", "./bakery.db"]);
    assert!(told.starts_with("exit 0\n"), "{told}");
    assert!(
        told.contains("this is the same place as Bakery, which is in the vault already")
            && told.contains("backstock-cli shop remove 'Second shop'\n"),
        "{told}"
    );
    let third = stage.json(["shop", "add", "Third", "sqlite", "bakery.db"]);
    assert!(third["same_place_as"].is_string(), "{third}");
    std::fs::copy(&file, stage.path("copy.db")).unwrap();
    let copy = stage.json(["shop", "add", "Copy", "sqlite", "copy.db"]);
    assert_eq!(copy["same_place_as"], serde_json::Value::Null);
}

// TRUST T16
#[test]
fn another_shop_is_not_taken_for_the_one_that_was_moved() {
    let stage = Stage::new();
    bakery::make(&stage.path("bakery.db"));
    stage.json(["shop", "add", "Bakery", "sqlite", "bakery.db"]);
    stage.json(["shop", "add", "Harbour Tea", "practice"]);
    stage.json(["backup", "Bakery"]);
    std::fs::write(stage.path("empty.db"), "").unwrap();
    std::fs::write(stage.path("picture.png"), "no database at all").unwrap();
    let practice = stage.vault().join("practice/harbour-tea-1.sqlite");
    std::fs::copy(&practice, stage.path("tea.db")).unwrap();
    for (place, code) in [
        ("empty.db", "not_a_database"),
        // It has all tables of the bakery and many more.
        ("tea.db", "another_shop"),
        (practice.to_str().unwrap(), "another_shop"),
        ("picture.png", "not_a_database"),
        ("nowhere.db", "shop_missing"),
    ] {
        assert_eq!(stage.code(["shop", "move", "Bakery", place]), code, "{place}");
    }
    assert_eq!(
        stage.code(["shop", "move", "Butcher", "bakery.db"]),
        "unknown_shop"
    );
    assert_eq!(stage.json(["backup", "Bakery"])["unchanged"], 14);
}

// A vault that is carried to another disk keeps its practice shop: nothing in it says where the vault was.
#[test]
fn a_moved_vault_keeps_its_practice_shop() {
    let stage = Stage::new();
    stage.with_practice_shop();
    stage.json(["backup", "Harbour Tea"]);
    std::fs::rename(stage.vault(), stage.path("carried")).unwrap();
    let carried = stage.path("carried");
    let carried = carried.to_str().unwrap();
    let mistake = stage.json([
        "--vault",
        carried,
        "practice",
        "mistake",
        "Harbour Tea",
        "deleted_products",
    ]);
    assert!(!mistake["touched"].as_array().unwrap().is_empty());
    assert_eq!(
        stage.json(["--vault", carried, "backup", "Harbour Tea"])["backup"],
        2
    );
}
