//! A store at BigCommerce on the command line; the emulator stands in for it. No live store was ever asked.

use backstock_emulator::{Emulator, Options, Quirks, Token};
use serde_json::{Value, json};

use super::stage::{Ran, Stage, check_refusal};

/// Runs with the token in the environment and `--json`.
fn with_token(stage: &Stage, token: &str, words: &[&str]) -> Ran {
    let mut command = stage.command(words);
    command
        .args(["--json", "--quiet"])
        .env("BACKSTOCK_SHOP_SECRET", token);
    Ran::of(&mut command)
}

/// A store whose clock stands still, as nobody moves it: what takes time there is done at once.
fn emulated(options: Options) -> Emulator {
    let quirks = Quirks {
        theme_job_ms: 0,
        ..Quirks::default()
    };
    Emulator::start(Options { quirks, ..options }).unwrap()
}

fn endpoint(store: &Emulator) -> String {
    format!("{}/stores/{{store}}", store.address())
}

// S2.2, S2.6, S2.9, T18: added, backed up, spoiled, compared, put back and read back, undone.
#[test]
fn a_store_goes_through_the_main_job() {
    let (stage, store) = (Stage::new(), emulated(Options::default()));
    let done = |words: &[&str]| -> Value {
        let ran = with_token(&stage, &store.token(), words);
        assert_eq!(ran.code, 0, "{ran:?}");
        ran.json()
    };
    let api_path = format!("https://api.bigcommerce.com/stores/{}/v3/", store.hash());
    let added = done(&[
        "shop",
        "add",
        "Teas",
        "bigcommerce",
        "--store",
        &api_path,
        "--endpoint",
        &endpoint(&store),
    ]);
    assert_eq!(added["kind"], "bigcommerce");
    let backup = done(&["backup", "Teas"]);
    assert_eq!(backup["backup"], 1);
    let product = store.change(|shop| shop.ids_of("products")).remove(0);
    let was = store
        .change(|shop| shop.record("products", product.clone()))
        .unwrap();
    store.change(|shop| {
        shop.edit(
            "products",
            product.clone(),
            json!({ "name": "Wrong", "price": 0.5 }),
        );
    });
    let compared = done(&["compare", "Teas", "1", "live"]);
    assert_eq!(compared["updated"], 1, "{compared}");
    let restored = done(&["restore", "Teas", "--to", "1", "--type", "products", "--yes"]);
    assert_eq!(
        (&restored["succeeded"], &restored["failed"]),
        (&json!(1), &json!(0)),
        "{restored}"
    );
    let now = store
        .change(|shop| shop.record("products", product.clone()))
        .unwrap();
    assert_eq!((&now["name"], &now["price"]), (&was["name"], &was["price"]));
    let run = restored["run"].to_string();
    done(&["undo", "Teas", &run, "--yes"]);
    let now = store
        .change(|shop| shop.record("products", product.clone()))
        .unwrap();
    assert_eq!(now["name"], "Wrong");
    assert!(store.mails().is_empty() && store.wiped().is_empty());
}

// S2.0.4, T7: what the token lacks is told, and no token is anywhere.
#[test]
fn a_check_tells_what_the_token_lacks_and_a_refusal_never_the_token() {
    let stage = Stage::new();
    let store = emulated(Options {
        tokens: vec![Token::new("owner").without("store_v2_customers")],
        ..Options::default()
    });
    let endpoint = endpoint(&store);
    let add = [
        "shop",
        "add",
        "Teas",
        "bigcommerce",
        "--store",
        store.hash(),
        "--endpoint",
        &endpoint,
    ];
    let wrong = "tea-before-sunrise";
    let refused = with_token(&stage, wrong, &add);
    assert_eq!(refused.code, 2, "{refused:?}");
    assert!(!format!("{refused:?}").contains(wrong), "{refused:?}");
    check_refusal(&refused.json());
    assert_eq!(with_token(&stage, &store.token(), &add).code, 0);
    let checked = with_token(&stage, &store.token(), &["shop", "check", "Teas"]);
    assert_eq!(checked.code, 1, "{checked:?}");
    let problems = checked.json()["problems"].to_string();
    assert!(problems.contains("Customers cannot be backed up"), "{problems}");
    // A backup names it, too, and what no backup of such a store has.
    let backup = with_token(&stage, &store.token(), &["backup", "Teas"]).json();
    let left_out = |label: &str, always: bool| {
        let rows = backup["left_out"].as_array().unwrap();
        rows.iter()
            .any(|row| row["label"] == label && row["always"] == always)
    };
    assert!(left_out("Customers", false), "{backup}");
    assert!(left_out("Email templates", true), "{backup}");
    let types = with_token(&stage, &store.token(), &["types", "Teas"]).json();
    assert_eq!(types["left_out"], backup["left_out"]);
    assert!(!format!("{checked:?}").contains(&store.token()));

    // Neither does a place that is not this computer get it.
    let elsewhere = with_token(
        &stage,
        &store.token(),
        &[
            "shop",
            "add",
            "Evil",
            "bigcommerce",
            "--store",
            "abc123",
            "--endpoint",
            "https://evil.example",
        ],
    );
    assert_eq!(elsewhere.code, 2, "{elsewhere:?}");
    check_refusal(&elsewhere.json());
}
