//! What a computer must have before something can be built or proven, and how it gets it.
//!
//! A need is looked for by what is really used (a program, a library's pkg-config file), not by the name of a package, so
//! that it does not matter where it came from. On Debian and Ubuntu missing ones are installed by apt, said before it is
//! done; for other systems the person is told what to type.

use std::env;
use std::path::Path;

use crate::call::{Call, TaskError};
use crate::root::root;

/// How one sees that something is here.
enum Sign {
    /// One of these programs is on the path.
    Program(&'static [&'static str]),
    /// pkg-config knows this library with its headers.
    Library(&'static str),
    /// One of these files is there.
    File(&'static [&'static str]),
}

/// Something a computer must have.
pub(crate) struct Need {
    sign: Sign,
    /// What it is for, as one says it.
    what: &'static str,
    /// Package names: Debian and Ubuntu, Fedora, Arch, openSUSE.
    packages: [&'static str; 4],
}

impl Need {
    const fn program(
        programs: &'static [&'static str],
        what: &'static str,
        packages: [&'static str; 4],
    ) -> Self {
        Self {
            sign: Sign::Program(programs),
            what,
            packages,
        }
    }

    const fn library(name: &'static str, what: &'static str, packages: [&'static str; 4]) -> Self {
        Self {
            sign: Sign::Library(name),
            what,
            packages,
        }
    }

    fn is_met(&self) -> bool {
        match self.sign {
            Sign::Program(names) => names.iter().any(|name| on_path(name)),
            Sign::Library(name) => Call::new("pkg-config").words(["--exists", name]).succeeds(),
            Sign::File(paths) => paths.iter().any(|path| Path::new(path).exists()),
        }
    }
}

/// What the command line needs to be built: it has no window.
const TERMINAL: &[Need] = &[
    Need::program(
        &["cc"],
        "a C compiler",
        ["build-essential", "gcc", "base-devel", "gcc"],
    ),
    Need::program(
        &["pkg-config", "pkgconf"],
        "pkg-config",
        ["pkg-config", "pkgconf-pkg-config", "pkgconf", "pkg-config"],
    ),
    Need::library(
        "libcrypto",
        "OpenSSL, for the encrypted vault",
        ["libssl-dev", "openssl-devel", "openssl", "libopenssl-devel"],
    ),
];

/// What the window needs beyond that.
const WINDOW: &[Need] = &[
    Need::library(
        "webkit2gtk-4.1",
        "WebKitGTK, which draws the window",
        [
            "libwebkit2gtk-4.1-dev",
            "webkit2gtk4.1-devel",
            "webkit2gtk-4.1",
            "webkit2gtk3-devel",
        ],
    ),
    Need::library(
        "gtk+-3.0",
        "GTK, for the native dialogs",
        ["libgtk-3-dev", "gtk3-devel", "gtk3", "gtk3-devel"],
    ),
];

/// What tests need beyond that.
const TESTS: &[Need] = &[
    Need::program(
        &["Xvfb"],
        "a screen nobody looks at",
        [
            "xvfb",
            "xorg-x11-server-Xvfb",
            "xorg-server-xvfb",
            "xorg-x11-server-Xvfb",
        ],
    ),
    Need::program(
        &["xvfb-run"],
        "xvfb-run",
        ["xvfb", "xorg-x11-server-Xvfb", "xorg-server-xvfb", "xvfb-run"],
    ),
    Need::program(
        &["xauth"],
        "xauth, for xvfb-run",
        ["xauth", "xorg-x11-xauth", "xorg-xauth", "xauth"],
    ),
    Need::program(
        &["WebKitWebDriver"],
        "the driver for the real window",
        [
            "webkit2gtk-driver",
            "webkit2gtk4.1",
            "webkit2gtk-4.1",
            "webkit2gtk-4_1-injected-bundles",
        ],
    ),
    Need::program(
        &["dbus-run-session"],
        "a private D-Bus",
        ["dbus", "dbus-daemon", "dbus", "dbus-1-daemon"],
    ),
    Need::program(
        &["gnome-keyring-daemon"],
        "a keyring",
        ["gnome-keyring", "gnome-keyring", "gnome-keyring", "gnome-keyring"],
    ),
    Need::program(
        &["secret-tool"],
        "secret-tool, to look into the keyring",
        ["libsecret-tools", "libsecret", "libsecret", "secret-tool"],
    ),
    Need::program(
        &["dunst"],
        "a notification server",
        ["dunst", "dunst", "dunst", "dunst"],
    ),
    Need::program(
        &["xdotool"],
        "xdotool, for the native dialogs",
        ["xdotool", "xdotool", "xdotool", "xdotool"],
    ),
    Need::program(
        &["chromium", "chromium-browser", "google-chrome"],
        "Chromium, for the browser tests",
        ["chromium", "chromium", "chromium", "chromium"],
    ),
    Need::program(
        &["import"],
        "ImageMagick, for pictures of the window",
        ["imagemagick", "ImageMagick", "imagemagick", "ImageMagick"],
    ),
    Need::program(
        &["desktop-file-validate"],
        "the check of menu entries",
        [
            "desktop-file-utils",
            "desktop-file-utils",
            "desktop-file-utils",
            "desktop-file-utils",
        ],
    ),
    Need::program(
        &["appstreamcli"],
        "the check of the store page",
        ["appstream", "appstream", "appstream", "AppStream"],
    ),
    Need::program(&["git"], "git", ["git", "git", "git", "git"]),
    Need {
        // Without the service that the whole package would start.
        sign: Sign::File(&["/usr/sbin/mariadbd", "/usr/bin/mariadbd", "/usr/libexec/mariadbd"]),
        what: "MariaDB's server, started by the tests with data of its own",
        packages: ["mariadb-server-core", "mariadb-server", "mariadb", "mariadb"],
    },
    Need::program(
        &["mariadb"],
        "MariaDB's client",
        ["mariadb-client", "mariadb", "mariadb-clients", "mariadb-client"],
    ),
    Need {
        sign: Sign::File(&["/usr/lib/postgresql", "/usr/bin/postgres", "/usr/bin/initdb"]),
        what: "PostgreSQL's server, started by the tests with data of its own",
        packages: [
            "postgresql",
            "postgresql-server",
            "postgresql",
            "postgresql-server",
        ],
    },
    Need::program(
        &["sqlite3"],
        "SQLite's own program, which reads and writes dumps in tests",
        ["sqlite3", "sqlite", "sqlite", "sqlite3"],
    ),
    Need::program(
        &["unzip"],
        "Info-ZIP, which opens our files as others do",
        ["unzip", "unzip", "unzip", "unzip"],
    ),
    Need::program(
        &["bsdtar"],
        "bsdtar, the same",
        ["libarchive-tools", "bsdtar", "libarchive", "bsdtar"],
    ),
    Need::program(
        &["7z", "7zz"],
        "7-Zip, the same with a passphrase",
        ["p7zip-full", "p7zip-plugins", "7zip", "7zip"],
    ),
    Need {
        sign: Sign::File(&["/usr/lib/python3/dist-packages/aiosmtpd", "/usr/bin/aiosmtpd"]),
        what: "aiosmtpd, a mail server started by the tests",
        packages: [
            "python3-aiosmtpd",
            "python3-aiosmtpd",
            "python-aiosmtpd",
            "python3-aiosmtpd",
        ],
    },
    Need::program(
        &["openssl"],
        "openssl, for the certificates of test servers",
        ["openssl", "openssl", "openssl", "openssl"],
    ),
    Need {
        sign: Sign::File(&["/usr/sbin/sshd", "/usr/bin/sshd"]),
        what: "OpenSSH's server, started by the tests with keys of its own",
        packages: ["openssh-server", "openssh-server", "openssh", "openssh-server"],
    },
    Need::program(
        &["ssh"],
        "OpenSSH's client",
        ["openssh-client", "openssh-clients", "openssh", "openssh-clients"],
    ),
    Need {
        sign: Sign::File(&[
            "/usr/share/fonts/truetype/dejavu",
            "/usr/share/fonts/dejavu-sans-fonts",
            "/usr/share/fonts/TTF",
            "/usr/share/fonts/truetype",
        ]),
        what: "a font",
        packages: [
            "fonts-dejavu-core",
            "dejavu-sans-fonts",
            "ttf-dejavu",
            "dejavu-fonts",
        ],
    },
];

/// What packages need beyond the window: releases carry an OpenSSL of their own, which is built here.
const PACKAGES: &[Need] = &[
    Need::program(
        &["perl"],
        "Perl, to build OpenSSL",
        ["perl", "perl", "perl", "perl"],
    ),
    Need {
        // Debian's perl-base is a perl without the modules OpenSSL's build asks for.
        sign: Sign::File(&["/usr/share/perl5", "/usr/share/perl5/core_perl", "/usr/lib/perl5"]),
        what: "Perl's modules",
        packages: ["perl", "perl", "perl", "perl"],
    },
    Need::program(&["make"], "make", ["build-essential", "make", "make", "make"]),
    Need::program(
        &["rpm"],
        "rpm, to look into the package",
        ["rpm", "rpm", "rpm-tools", "rpm"],
    ),
];

/// How far a task goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// The command line.
    Terminal,
    /// The app.
    Window,
    /// All tests.
    Tests,
    /// Installable packages.
    Packages,
}

/// Sees to it that everything for a task is here: tells what is missing, installs it where that can be done, and looks again.
pub(crate) fn prepare(reach: Reach) -> Result<(), TaskError> {
    if cfg!(target_os = "linux") {
        prepare_linux(reach)?;
    } else if !on_path("cc") && !cfg!(windows) {
        return Err(TaskError::Missing(MACOS.to_owned()));
    }
    if reach != Reach::Terminal {
        look_for_node()?;
    }
    Ok(())
}

const MACOS: &str = "\
There is no C compiler here. Type `xcode-select --install`, let it finish, and try again.";

/// Said when the build of the app fails on Windows, where nothing can be looked for beforehand.
pub(crate) const WINDOWS: &str = "\
On Windows the app needs the \"Desktop development with C++\" tools of Visual Studio (winget install \
Microsoft.VisualStudio.2022.BuildTools), WebView2 (part of Windows 11), and Perl for the vault's OpenSSL (winget install \
StrawberryPerl.StrawberryPerl).";

fn prepare_linux(reach: Reach) -> Result<(), TaskError> {
    let mut needs: Vec<&Need> = TERMINAL.iter().collect();
    if reach != Reach::Terminal {
        needs.extend(WINDOW);
    }
    match reach {
        Reach::Tests => needs.extend(TESTS),
        Reach::Packages => needs.extend(PACKAGES),
        Reach::Terminal | Reach::Window => {}
    }
    let missing: Vec<&Need> = needs.iter().copied().filter(|need| !need.is_met()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    println!("Missing on this computer:");
    for need in &missing {
        println!("  - {}", need.what);
    }
    let system = System::here();
    if system != System::Debian {
        return Err(TaskError::Missing(system.advice(&missing)));
    }
    install(&missing)?;
    let left: Vec<&Need> = missing.into_iter().filter(|need| !need.is_met()).collect();
    if left.is_empty() {
        return Ok(());
    }
    Err(TaskError::Missing(format!(
        "apt installed {}, but there is still no sign of: {}. Please install what is missing by hand and try again.",
        packages_of(&left, System::Debian).join(", "),
        left.iter().map(|need| need.what).collect::<Vec<_>>().join(", ")
    )))
}

fn install(missing: &[&Need]) -> Result<(), TaskError> {
    let packages = packages_of(missing, System::Debian);
    let Some(apt) = apt() else {
        return Err(TaskError::Missing(format!(
            "Installing needs an administrator. Please type, as root:\n  apt-get install {}",
            packages.join(" ")
        )));
    };
    println!(
        "\nInstalling it{}:\n  apt-get install {}\n",
        if is_root() {
            ""
        } else {
            " (sudo may ask for your password)"
        },
        packages.join(" ")
    );
    apt().words(["--quiet", "update"]).run()?;
    apt()
        .words(["install", "--quiet", "--yes", "--no-install-recommends"])
        .words(&packages)
        .run()
}

fn is_root() -> bool {
    Call::new("id")
        .word("-u")
        .answer()
        .is_ok_and(|id| id.trim() == "0")
}

/// How apt is called with an administrator's rights; nothing when they cannot be had, or there is no apt.
pub(crate) fn apt() -> Option<fn() -> Call> {
    fn quietly(call: Call) -> Call {
        call.words(["DEBIAN_FRONTEND=noninteractive", "apt-get"])
    }
    if !on_path("apt-get") {
        None
    } else if is_root() {
        Some(|| quietly(Call::new("env")))
    } else if on_path("sudo") {
        Some(|| quietly(Call::new("sudo").word("env")))
    } else {
        None
    }
}

fn packages_of(needs: &[&Need], system: System) -> Vec<&'static str> {
    let mut packages: Vec<&str> = needs
        .iter()
        .map(|need| {
            let [debian, fedora, arch, suse] = need.packages;
            match system {
                System::Fedora => fedora,
                System::Arch => arch,
                System::Suse => suse,
                System::Debian | System::Unknown => debian,
            }
        })
        .collect();
    packages.sort_unstable();
    packages.dedup();
    packages
}

/// A family of Linux systems, by how it installs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum System {
    Debian,
    Fedora,
    Arch,
    Suse,
    Unknown,
}

impl System {
    fn here() -> Self {
        if on_path("apt-get") {
            Self::Debian
        } else if on_path("dnf") {
            Self::Fedora
        } else if on_path("pacman") {
            Self::Arch
        } else if on_path("zypper") {
            Self::Suse
        } else {
            Self::Unknown
        }
    }

    fn advice(self, missing: &[&Need]) -> String {
        let packages = packages_of(missing, self).join(" ");
        match self {
            Self::Debian => format!("Please type:\n  sudo apt-get install {packages}\nand try again."),
            Self::Fedora => format!("Please type:\n  sudo dnf install {packages}\nand try again."),
            Self::Arch => format!("Please type:\n  sudo pacman -S --needed {packages}\nand try again."),
            Self::Suse => format!("Please type:\n  sudo zypper install {packages}\nand try again."),
            Self::Unknown => format!(
                "This system is not one we know. Please install these (Debian's names) and try again:\n  {packages}"
            ),
        }
    }
}

const OLDEST_NODE: (u32, u32) = (20, 19);

fn look_for_node() -> Result<(), TaskError> {
    let (major, minor) = OLDEST_NODE;
    let found = Call::new("node").word("--version").answer().unwrap_or_default();
    if node_version(&found).is_some_and(|version| version >= OLDEST_NODE) && on_path("npm") {
        return Ok(());
    }
    Err(TaskError::Missing(format!(
        "The window is built with Node {major}.{minor} or newer, and npm; {}. Get it from https://nodejs.org or your \
         system's packages, and try again.",
        if found.is_empty() {
            "there is none here".to_owned()
        } else {
            format!("here is {}", found.trim())
        }
    )))
}

/// Major and minor version from `v20.19.4`.
fn node_version(text: &str) -> Option<(u32, u32)> {
    let mut parts = text.trim().strip_prefix('v')?.split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

/// Whether there is a screen to open a window on.
pub(crate) fn has_display() -> bool {
    !cfg!(target_os = "linux")
        || ["DISPLAY", "WAYLAND_DISPLAY"]
            .iter()
            .any(|name| env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// Whether a program is on the path.
pub(crate) fn on_path(program: &str) -> bool {
    let path = env::var_os("PATH").unwrap_or_default();
    let endings: &[&str] = if cfg!(windows) {
        &[".exe", ".cmd", ".bat"]
    } else {
        &[""]
    };
    env::split_paths(&path).any(|folder| {
        endings
            .iter()
            .any(|ending| folder.join(format!("{program}{ending}")).is_file())
    })
}

/// How many compilers may run at once: as many as there are cores, but each wants about 1.5 GB.
pub(crate) fn build_jobs() -> usize {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let memory = std::fs::read_to_string("/proc/meminfo").unwrap_or_default();
    match available_gigabytes(&memory) {
        Some(gigabytes) => cores.min(((gigabytes / 1.5) as usize).max(1)),
        None => cores,
    }
}

fn available_gigabytes(meminfo: &str) -> Option<f64> {
    let line = meminfo
        .lines()
        .find_map(|line| line.strip_prefix("MemAvailable:"))?;
    let kilobytes: f64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kilobytes / 1024.0 / 1024.0)
}

/// Installs the packages of a folder with npm, unless what npm last did there is younger than the lock file.
pub(crate) fn npm_ci(folder: &str) -> Result<(), TaskError> {
    let folder = root().join(folder);
    let age = |path: &Path| std::fs::metadata(path).and_then(|file| file.modified()).ok();
    let locked = age(&folder.join("package-lock.json"));
    // npm keeps a lock file of its own about what it has put there.
    if age(&folder.join("node_modules/.package-lock.json")) >= locked && locked.is_some() {
        return Ok(());
    }
    println!("Installing what {} is built with:  npm ci", folder.display());
    Call::npm()
        .words(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        .within(folder)
        .run()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn node_must_be_new_enough() {
        assert_eq!(node_version("v20.19.4\n"), Some((20, 19)));
        assert!(node_version("v18.20.4").unwrap() < OLDEST_NODE);
        assert!(node_version("v20.9.0").unwrap() < OLDEST_NODE);
        assert!(node_version("v24.0.1").unwrap() >= OLDEST_NODE);
        assert_eq!(node_version("node"), None);
    }

    #[test]
    fn every_system_is_told_its_own_packages_once() {
        let needs: Vec<&Need> = TESTS
            .iter()
            .filter(|need| need.what.contains("vfb") || need.what.contains("screen"))
            .collect();
        assert_eq!(
            System::Debian.advice(&needs),
            "Please type:\n  sudo apt-get install xauth xvfb\nand try again."
        );
        assert!(
            System::Fedora
                .advice(&needs)
                .contains("sudo dnf install xorg-x11-server-Xvfb xorg-x11-xauth\n")
        );
        assert!(
            System::Arch
                .advice(&needs)
                .contains("sudo pacman -S --needed xorg-server-xvfb xorg-xauth\n")
        );
        assert!(System::Suse.advice(&needs).contains("sudo zypper install"));
        assert!(System::Unknown.advice(&needs).contains("not one we know"));
    }

    // A machine fresh from rustup: the linker of `.cargo/config.toml` fetches a compiler, once, when it was asked for.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_missing_compiler_is_fetched_for_cargo_start_and_for_nothing_else() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let place = crate::root::target().join(format!("fresh-{}", std::process::id()));
        std::fs::create_dir_all(&place).unwrap();
        for program in ["sh", "sed", "tr", "id", "flock", "env", "chmod"] {
            let found = env::split_paths(&env::var_os("PATH").unwrap())
                .map(|folder| folder.join(program))
                .find(|path| path.exists())
                .unwrap();
            symlink(found, place.join(program)).unwrap();
        }
        let script = |name: &str, text: &str| {
            let path = place.join(name);
            std::fs::write(&path, format!("#!/bin/sh\n{text}\n")).unwrap();
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        };
        let folder = place.display();
        script(
            "apt-get",
            &format!(
                "echo \"$1\" >>{folder}/asked\n[ \"$1\" = update ] || {{ printf '#!/bin/sh\\necho linked $1\\n' >{folder}/cc; chmod +x {folder}/cc; }}"
            ),
        );
        let linker = root().join(".cargo/first-cc");
        script("cargo", &format!("{0} one & {0} two; wait", linker.display()));
        let run = |word: &str| {
            let output = std::process::Command::new(place.join("cargo"))
                .arg(word)
                .env("PATH", &place)
                .output()
                .unwrap();
            String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
        };
        let refused = run("build");
        assert!(
            refused.contains("There is no C compiler here") && !place.join("asked").exists(),
            "{refused}"
        );
        let started = run("start");
        let asked = std::fs::read_to_string(place.join("asked")).unwrap_or_default();
        std::fs::remove_dir_all(&place).unwrap();
        assert!(
            started.contains("linked one") && started.contains("linked two"),
            "{started}"
        );
        assert_eq!(started.matches("Installing it").count(), 1, "{started}");
        assert_eq!(
            asked.lines().filter(|line| *line == "update").count(),
            1,
            "{asked}"
        );
    }

    #[test]
    fn memory_is_read_in_gigabytes() {
        let meminfo = "MemTotal: 8 kB\nMemAvailable:    6291456 kB\n";
        assert_eq!(available_gigabytes(meminfo), Some(6.0));
        assert_eq!(available_gigabytes("nothing"), None);
    }

    #[test]
    fn a_program_is_found_only_when_it_is_there() {
        assert!(on_path("cargo"));
        assert!(!on_path("a-program-that-nobody-has"));
    }
}
