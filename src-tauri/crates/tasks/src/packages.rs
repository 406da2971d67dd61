//! `cargo packages`: what other people install.
//!
//! The app and the command line are built for release in one go, with an OpenSSL of their own inside, so that they do not
//! depend on the one of the system they were built on. Tauri's bundler only wraps what is already built.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::json;

use crate::call::{Call, TaskError};
use crate::machine::{Reach, apt, npm_ci, on_path, prepare};
use crate::root::{read, root, target, write};
use crate::tally::Tally;
use crate::ui;
use crate::verify::real_window;

const MENU_ENTRY: &str = "src-tauri/desk/linux/backstock.desktop";
const STORE_PAGE: &str = "src-tauri/desk/linux/app.backstock.desktop.metainfo.xml";

/// What must be found in a Linux package, whatever else is.
const EXPECTED: &[&str] = &[
    "/usr/bin/backstock",
    "/usr/bin/backstock-cli",
    "/usr/share/applications/Backstock.desktop",
    "/usr/share/doc/backstock/copyright",
    "/usr/share/icons/hicolor/128x128/apps/backstock.png",
    "/usr/share/icons/hicolor/16x16/apps/backstock.png",
    "/usr/share/icons/hicolor/scalable/apps/backstock.svg",
    "/usr/share/man/man1/backstock-cli.1.gz",
    "/usr/share/metainfo/app.backstock.desktop.metainfo.xml",
    "/usr/share/bash-completion/completions/backstock-cli",
    // Debian and Fedora keep zsh's completions in different folders, see `additions`.
    "/usr/share/fish/vendor_completions.d/backstock-cli.fish",
];

/// Makes the packages of this system. `words` are handed on to the bundler; with `--debug` among them the development
/// build is packed, which is quick and only good for a look at the packages themselves.
pub(crate) fn make(words: &[String]) -> Result<(), TaskError> {
    let is_debug = words.iter().any(|word| word == "--debug");
    prepare(Reach::Packages)?;
    npm_ci("ui")?;
    ui::build_if_older()?;
    let build = Call::cargo()
        .words([
            "build",
            "--locked",
            "--package",
            "backstock",
            "--package",
            "backstock-cli",
        ])
        .at_most(Duration::from_secs(3 * 60 * 60));
    if is_debug {
        build.run()?;
    } else {
        println!("Building for release; the first time this takes a quarter of an hour ...");
        build
            .words(["--release", "--features", "vendored-openssl"])
            .run()?;
    }
    let mut bundle = ui::tauri().words(["bundle", "--ci"]);
    if cfg!(target_os = "linux") {
        bundle = bundle
            .words(["--bundles", "deb,rpm", "--config"])
            .word(additions(&profile(is_debug))?);
    } else if cfg!(target_os = "macos") {
        bundle = bundle.words(["--bundles", "app,dmg"]);
    } else {
        bundle = bundle.words(["--bundles", "nsis,msi"]);
    }
    bundle.words(words).run()?;
    println!("\nThe packages:");
    for package in made(&profile(is_debug))? {
        println!("  {}", package.display());
    }
    Ok(())
}

fn profile(is_debug: bool) -> PathBuf {
    target().join(if is_debug { "debug" } else { "release" })
}

/// Writes what the command line says about itself and a piece of configuration that puts it into the packages.
fn additions(profile: &Path) -> Result<PathBuf, TaskError> {
    let cli = profile.join("backstock-cli");
    let folder = target().join("package");
    let page = folder.join("backstock-cli.1");
    write(&page, Call::new(&cli).word("man").answer()?.as_bytes())?;
    Call::new("gzip")
        .words(["--force", "--best", "--no-name"])
        .word(&page)
        .run()?;
    for shell in ["bash", "zsh", "fish"] {
        let script = Call::new(&cli).words(["completions", shell]).answer()?;
        write(&folder.join(format!("completions.{shell}")), script.as_bytes())?;
    }
    let config: serde_json::Value =
        serde_json::from_str(&read(&root().join("tauri.conf.json"))?).map_err(|error| TaskError::Answer {
            program: "tauri.conf.json".to_owned(),
            what: error.to_string(),
        })?;
    let mut linux = json!({});
    // Debian and Fedora keep zsh's completions in different folders.
    for (kind, zsh) in [("deb", "vendor-completions"), ("rpm", "site-functions")] {
        let zsh = format!("/usr/share/zsh/{zsh}/_backstock-cli");
        let mut files = config["bundle"]["linux"][kind]["files"].clone();
        for (there, here) in [
            ("/usr/bin/backstock-cli", cli.clone()),
            (
                "/usr/share/man/man1/backstock-cli.1.gz",
                folder.join("backstock-cli.1.gz"),
            ),
            (
                "/usr/share/bash-completion/completions/backstock-cli",
                folder.join("completions.bash"),
            ),
            (zsh.as_str(), folder.join("completions.zsh")),
            (
                "/usr/share/fish/vendor_completions.d/backstock-cli.fish",
                folder.join("completions.fish"),
            ),
        ] {
            files[there] = json!(here);
        }
        linux[kind] = json!({ "files": files });
    }
    let additions = folder.join("additions.json");
    write(
        &additions,
        json!({ "bundle": { "linux": linux } }).to_string().as_bytes(),
    )?;
    Ok(additions)
}

fn made(profile: &Path) -> Result<Vec<PathBuf>, TaskError> {
    let bundles = profile.join("bundle");
    let mut packages = Vec::new();
    for kind in ["deb", "rpm", "dmg", "nsis", "msi"] {
        let folder = bundles.join(kind);
        if !folder.exists() {
            continue;
        }
        let unreadable = |source| TaskError::File {
            path: folder.clone(),
            source,
        };
        for entry in fs::read_dir(&folder).map_err(unreadable)? {
            let path = entry.map_err(unreadable)?.path();
            if path.is_file() {
                packages.push(path);
            }
        }
    }
    packages.sort();
    Ok(packages)
}

/// Checks what goes into the packages; with `is_full` also makes them and looks inside.
pub(crate) fn check(is_full: bool) -> Result<Tally, TaskError> {
    let mut tally = Tally::default();
    if !cfg!(target_os = "linux") {
        return Ok(Tally::left_out(2));
    }
    Call::new("desktop-file-validate").word(MENU_ENTRY).run()?;
    tally.passed += 1;
    Call::new("appstreamcli")
        .words(["validate", "--no-net", STORE_PAGE])
        .run()?;
    tally.passed += 1;
    if !is_full {
        return Ok(tally);
    }
    make(&[])?;
    for package in made(&profile(false))? {
        let content = content(&package)?;
        for expected in EXPECTED {
            let is_there = content.iter().any(|path| path == expected);
            if !is_there {
                println!("{} lacks {expected}", package.display());
            }
            tally.add(Tally::one(is_there));
        }
        if package.extension().is_some_and(|ending| ending == "deb") {
            tally.add(in_use(&package)?);
        }
    }
    Ok(tally)
}

/// Does with a package what an owner does: installs it, walks through its window, and removes it. A vault stays where it is.
fn in_use(package: &Path) -> Result<Tally, TaskError> {
    let Some(apt) = apt() else {
        println!("Left out: installing the package needs apt and an administrator.");
        return Ok(Tally::left_out(1));
    };
    let program = Path::new("/usr/bin/backstock");
    if program.exists() {
        println!("Left out: Backstock is installed on this computer, and would be removed by this.");
        return Ok(Tally::left_out(1));
    }
    let folder = target().join("package/owner");
    let vault = folder.join("vault");
    let made_anew = || {
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)
    };
    made_anew().map_err(|source| TaskError::File {
        path: folder.clone(),
        source,
    })?;
    apt().words(["install", "--quiet", "--yes"]).word(package).run()?;
    let used = walked_through(program, &vault);
    apt().words(["remove", "--quiet", "--yes", "backstock"]).run()?;
    let mut tally = used?;
    for gone in EXPECTED {
        let is_gone = !Path::new(gone).exists();
        if !is_gone {
            println!("{gone} is still there after the package was removed.");
        }
        tally.add(Tally::one(is_gone));
    }
    let is_kept = vault.join("vault.db").exists() && vault.join("keys.json").exists();
    tally.add(Tally::one(is_kept));
    Ok(tally)
}

fn walked_through(program: &Path, vault: &Path) -> Result<Tally, TaskError> {
    Call::new("desktop-file-validate")
        .word("/usr/share/applications/Backstock.desktop")
        .run()?;
    Call::new("/usr/bin/backstock-cli")
        .word("--vault")
        .word(vault)
        .words(["vault", "create", "--recovery-key-file"])
        .word(vault.with_extension("key"))
        .run()?;
    let mut tally = Tally::one(true);
    tally.add(real_window(program)?);
    Ok(tally)
}

/// The paths in a package, each from the root.
fn content(package: &Path) -> Result<Vec<String>, TaskError> {
    let is_deb = package.extension().is_some_and(|ending| ending == "deb");
    let listing = if is_deb {
        Call::new("dpkg-deb").word("--contents").word(package).answer()?
    } else if on_path("rpm") {
        Call::new("rpm")
            .words(["--query", "--list", "--package"])
            .word(package)
            .answer()?
    } else {
        return Err(TaskError::Missing(
            "rpm is missing: apt-get install rpm".to_owned(),
        ));
    };
    Ok(listing
        .lines()
        .filter_map(|line| line.split_whitespace().last())
        .map(|path| format!("/{}", path.trim_start_matches(['.', '/'])))
        .collect())
}
