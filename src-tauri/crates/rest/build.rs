//! Lists the manifests under `manifests/`, so that a new platform is part of the program by being there.

use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=manifests");
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?).join("manifests");
    let mut files: Vec<_> = fs::read_dir(&folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    let texts: String = files
        .iter()
        .map(|file| format!("    include_str!({:?}),\n", file.display().to_string()))
        .collect();
    let list = Path::new(&env::var("OUT_DIR").map_err(io::Error::other)?).join("manifests.rs");
    fs::write(list, format!("&[\n{texts}]\n"))
}
