//! A store to try the window against: prints its address, its hash and its tokens, and runs until it is ended.
//!
//! `cargo run -p backstock-emulator --example store -- [port] [large] [unlimited] [json]`
//!
//! In the window choose `A BigCommerce store` and paste the API path and the token. With `json` it says where it is in one line
//! and ends when its input does; that is for tests.

#![allow(clippy::print_stdout, reason = "this is what the program is for")]

use std::io::Read as _;
use std::time::{SystemTime, UNIX_EPOCH};

use backstock_emulator::{Clock, Emulator, Options, Plan, Size, Token};

fn main() -> std::io::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let is_said = |wanted: &str| words.iter().any(|word| word == wanted);
    let port = words.iter().find_map(|word| word.parse().ok()).unwrap_or(8420);
    let store = Emulator::start(Options {
        size: if is_said("large") {
            Size::large()
        } else {
            Size::small()
        },
        plan: if is_said("unlimited") {
            Plan::UNLIMITED
        } else {
            Plan::STANDARD
        },
        tokens: vec![Token::new("owner"), Token::new("reader").reading_only()],
        clock: Some(Clock::from_millis(|| {
            let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
            i64::try_from(since.as_millis()).unwrap_or_default()
        })),
        port,
        ..Options::default()
    })?;
    if is_said("json") {
        let said = serde_json::json!({
            "api": store.api(), "hash": store.hash(), "token": store.token(), "reader": Token::new("reader").secret,
        });
        println!("{said}");
        std::io::stdin().read_to_end(&mut Vec::new())?;
        return Ok(());
    }
    println!("address    {}", store.address());
    println!("API path   {}", store.api());
    println!("store hash {}", store.hash());
    println!("token      {}", store.token());
    println!("read-only  {}", Token::new("reader").secret);
    loop {
        std::thread::park();
    }
}
