//! Makes a practice shop: `cargo run -p backstock-practice --example make -- PATH [small|10k|100k|1M]`.

use std::error::Error;
use std::path::PathBuf;

use backstock_practice::{Size, create};
use chrono::Utc;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args_os().skip(1);
    let path = PathBuf::from(
        arguments
            .next()
            .ok_or("say where: make PATH [small|10k|100k|1M]")?,
    );
    let size: Size = match arguments.next() {
        Some(size) => size.to_string_lossy().parse()?,
        None => Size::Small,
    };
    create(&path, size, 2004, Utc::now())?;
    Ok(())
}
