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
    // By the place of the crate and not by its path, so that a moved clone does not look for its files where it was.
    let texts: String = files
        .iter()
        .filter_map(|file| file.file_name()?.to_str())
        .map(|name| {
            format!("    include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/manifests/{name}\")),\n")
        })
        .collect();
    let list = Path::new(&env::var("OUT_DIR").map_err(io::Error::other)?).join("manifests.rs");
    fs::write(list, format!("&[\n{texts}]\n"))
}
