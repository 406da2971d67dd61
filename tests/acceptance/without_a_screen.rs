//! The program where no window can be shown.

use std::process::Command;

#[test]
fn without_a_screen_it_says_so_and_what_works_instead() {
    let elsewhere = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_backstock"))
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        // Without a name, a Wayland screen is looked for here.
        .env("XDG_RUNTIME_DIR", elsewhere.path())
        .env("HOME", elsewhere.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success());
    assert!(
        said.contains("no screen here to show it on. `backstock-cli`"),
        "{said}"
    );
    assert!(!said.contains("panicked"), "{said}");
}
