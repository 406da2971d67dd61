//! A mail server that keeps what it takes in its folder, and refuses on demand.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use crate::programs::{Running, private_folder, program, run};
use crate::{NotHere, PASSWORD, USER};

const SCRIPT: &str = include_str!("mail.py");
const PACKAGE: &str = "python3-aiosmtpd";
/// A message lies in the folder a moment after the server has said yes.
const PATIENCE: Duration = Duration::from_secs(10);

/// How a mail server wants to be spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailWay {
    /// Encrypted before anybody signs in.
    Starttls,
    /// Encrypted from the first byte.
    Tls,
    /// In the clear.
    None,
}

/// A mail server with a certificate of its own making, at `localhost`. [`USER`] signs in with [`PASSWORD`].
///
/// Mail for `refused@…` it refuses for good, for `later@…` for now, and for `gone@…` it hangs up when the message came.
#[derive(Debug)]
pub struct Mailbox {
    running: Option<Running>,
    folder: PathBuf,
    port: u16,
}

impl Mailbox {
    /// Makes a certificate and starts a server.
    ///
    /// # Errors
    ///
    /// When Python or its mail server are not installed, or it does not start.
    pub fn start(way: MailWay) -> Result<Self, NotHere> {
        let python = python()?;
        let openssl = program("openssl", "openssl")?;
        let folder = private_folder("backstock-mail-", None)?;
        let file = |name: &str| folder.join(name);
        let broke = |error: std::io::Error| NotHere(format!("the mail server's folder: {error}"));
        let mut certificate = Command::new(openssl);
        certificate
            .args(["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"])
            .args([
                "-subj",
                "/CN=localhost",
                "-addext",
                "subjectAltName=DNS:localhost",
            ])
            .args(["-addext", "basicConstraints=critical,CA:FALSE"])
            .arg("-keyout")
            .arg(file("key.pem"))
            .arg("-out")
            .arg(file("cert.pem"));
        run(&mut certificate, &mut std::io::empty())?;
        fs::write(file("mail.py"), SCRIPT).map_err(broke)?;
        let mode = match way {
            MailWay::Starttls => "starttls",
            MailWay::Tls => "tls",
            MailWay::None => "none",
        };
        let words: Vec<String> = [
            &*python.to_string_lossy(),
            &*file("mail.py").to_string_lossy(),
            &*folder.to_string_lossy(),
            mode,
            USER,
            PASSWORD,
        ]
        .map(str::to_owned)
        .into();
        let (log, port) = (file("log"), file("port"));
        let running = Running::start(&folder, &log, &words)?;
        running.wait(&log, || port.exists())?;
        let port = fs::read_to_string(port)
            .map_err(broke)?
            .parse()
            .map_err(|_| NotHere("the mail server has no port".to_owned()))?;
        Ok(Self {
            running: Some(running),
            folder,
            port,
        })
    }

    /// The port on this computer's loopback address.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Where what it takes lies.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The certificate, as PEM; it vouches for itself.
    ///
    /// # Errors
    ///
    /// When the folder is gone.
    pub fn certificate(&self) -> Result<String, NotHere> {
        fs::read_to_string(self.folder.join("cert.pem"))
            .map_err(|error| NotHere(format!("the certificate: {error}")))
    }

    /// What it has taken so far, each as the JSON that the server wrote, in the order it came. Waits for as many as are awaited.
    pub fn taken(&self, awaited: usize) -> Vec<String> {
        let began = Instant::now();
        loop {
            let found = messages(&self.folder);
            if found.len() >= awaited || began.elapsed() > PATIENCE {
                return found;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Ends the server; its port answers nobody from now on.
    pub fn end(&mut self) {
        drop(self.running.take());
    }
}

fn messages(folder: &Path) -> Vec<String> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with("taken-") && name.ends_with(".json")
        })
        .collect();
    paths.sort();
    paths
        .iter()
        .filter_map(|path| fs::read_to_string(path).ok())
        .collect()
}

/// A Python that has the mail server: the system's own first, because packages are installed for that one.
fn python() -> Result<PathBuf, NotHere> {
    let found = program("python3", "python3");
    [Ok(PathBuf::from("/usr/bin/python3")), found]
        .into_iter()
        .flatten()
        .find(|python| {
            let look = Command::new(python).args(["-c", "import aiosmtpd"]).output();
            look.is_ok_and(|said| said.status.success())
        })
        .ok_or_else(|| NotHere(format!("no mail server for tests: install {PACKAGE}")))
}
