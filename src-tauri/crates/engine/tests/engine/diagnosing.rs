//! The bundle for whoever helps holds nothing of the shop or its customers.

use backstock_engine::{About, BackupAsk, bundle};
use backstock_model::{Cancel, Choice, NoProgress};
use backstock_testkit::FakeShop;

use crate::stage::{SHOP, Stage, key, types};

/// Everything here is somebody's, wherever a vault can hold it.
const PLANTED: [&str; 12] = [
    "Lovelace",
    "ada@example.com",
    "Downing Street",
    "+44 20 7946",
    "tok_live_SECRET",
    "Ada's wedding",
    "who: Ada Byron",
    "Bakery",
    "db.secret-host.example",
    "DE89370400440532013000",
    "breads_of_ada",
    "Private label",
];

// T9
#[test]
fn a_bundle_from_a_vault_full_of_personal_data_holds_none_of_it() {
    let mut described = types();
    let mut own = backstock_model::TypeDescription::new(
        backstock_model::ContentType::new("breads_of_ada"),
        "Private label",
        backstock_model::Group::Other,
    );
    own.restorable = false;
    described.push(own);
    let shop = FakeShop::new(described);
    shop.put(
        "customers/9",
        r#"{"email":"ada@example.com","name":"Ada Lovelace","phone":"+44 20 7946","street":"10 Downing Street","iban":"DE89370400440532013000"}"#,
    )
    .unwrap();
    shop.put("breads_of_ada/1", r#"{"name":"Lovelace"}"#).unwrap();
    let stage = Stage::with(shop);
    stage
        .engine
        .vault()
        .set_setting("mail_password", Some("tok_live_SECRET"))
        .unwrap();
    let ask = BackupAsk {
        label: Some("Ada's wedding".to_owned()),
        ..BackupAsk::default()
    };
    let good = stage
        .engine
        .backup(SHOP, &ask, &NoProgress, &Cancel::new())
        .unwrap()
        .backup
        .number;
    stage.shop.set("customers/9", "/name", "\"spoilt\"").unwrap();
    stage.shop.set("breads_of_ada/1", "/name", "\"spoilt\"").unwrap();
    stage
        .shop
        .refuse(
            "customers/9",
            "Ada Lovelace refused",
            "ada@example.com stands in the way at db.secret-host.example.",
        )
        .unwrap();
    let (plan, _) = stage.plan(good, &Choice::default());
    let note = Some("who: Ada Byron".to_owned());
    let outcome = stage
        .engine
        .carry_out(SHOP, plan, note, &NoProgress, &Cancel::new())
        .unwrap();
    assert_eq!(outcome.failed, 1);
    stage
        .engine
        .start_guide(SHOP, &key("breads_of_ada/1"), good)
        .unwrap();

    let about = About {
        version: "0.1.0".to_owned(),
        program: "window",
        keyring: "available",
        jobs: vec![("restore".to_owned(), "failed", Some("ada@example.com".to_owned()))],
    };
    let parts = stage.engine.diagnostics(&about).unwrap();
    let names: Vec<&str> = parts.iter().map(|part| part.name.as_str()).collect();
    assert_eq!(names, ["about.json", "vault.json", "shops.json", "history.json"]);
    let file = bundle(&parts).unwrap();
    let text = String::from_utf8_lossy(&file);
    for planted in PLANTED {
        assert!(!text.contains(planted), "{planted} is in the bundle");
    }
    let folder = stage.engine.vault().folder().display().to_string();
    assert!(!text.contains(&folder), "the vault's folder is in the bundle");
    // And it tells what helps.
    assert!(text.contains("\"failed\": 1") && text.contains("\"version\": \"0.1.0\""));
    assert!(text.contains("\"records\": 1") && text.contains("\"progressing\": 1"));
}
