//! # Through another computer, by SSH
//!
//! Most hosting companies let nobody reach a database from outside, but let their customers in by SSH. The system's own `ssh`
//! goes there and hands connections on: it knows the owner's keys, agent and settings, and is kept safe by others than us.
//!
//! * **No password is ever given to it.** It works with a key file or the agent, or says that it cannot (`BatchMode`).
//! * **The computer has to show the key it is known by**: the one that the owner confirmed and that is kept with the shop, or,
//!   where none is, one that `ssh` knows already. A computer that is not known is asked for its key, without anybody logging
//!   in, so that the owner can compare its fingerprint.
//! * Connections are handed on from a socket in a folder that only this user may enter. Where the server's own TLS is asked for
//!   as well, and where there are no sockets, from a loopback port.
//! * The program ends with the connection, also when we end without having said goodbye.

use std::fs;
use std::io::Read as _;
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use sha2::{Digest as _, Sha256};

use super::address::{Encryption, ServerAddress, SshAddress};
use super::way::Place;
use crate::ShopError;
use crate::own::OwnFolder;

const PROGRAM: &str = "ssh";
/// How often it is looked whether the tunnel is open.
const GLANCE: Duration = Duration::from_millis(20);
/// How long after a failure is waited for what `ssh` says of it.
const LAST_WORDS: Duration = Duration::from_millis(600);
/// How much of what it says is kept.
const MOST_SAID: u64 = 64 * 1024;

/// Runs a program that ends when we do: its own input does not tell it, so that somebody else listens to ours. Who listens goes
/// when the program does, so that no other one that got its number by then is ended.
#[cfg(unix)]
const ENDS_WITH_US: &str = r#"exec 3<&0; "$@" </dev/null 3<&- & it=$!
(cat <&3; kill $it) >/dev/null 2>&1 & watch=$!
wait $it; said=$?; kill $watch 2>/dev/null; exit $said"#;

/// Settings of the owner's that would make something else of it, or ask somebody.
const SETTINGS: &[&str] = &[
    "BatchMode=yes",
    "ExitOnForwardFailure=yes",
    "StreamLocalBindUnlink=yes",
    "ControlMaster=no",
    "ControlPath=none",
    "ForkAfterAuthentication=no",
    "PermitLocalCommand=no",
    "RemoteCommand=none",
    "RequestTTY=no",
    "ForwardAgent=no",
    "ForwardX11=no",
    "UpdateHostKeys=no",
    "LogLevel=INFO",
    "ServerAliveInterval=15",
    "ServerAliveCountMax=3",
    "ConnectionAttempts=1",
];

/// A program at work that hands connections on.
#[derive(Debug)]
pub(crate) struct Tunnel {
    ssh: Mutex<Child>,
    said: Arc<Mutex<String>>,
    place: Place,
    spoken: String,
    _folder: OwnFolder,
}

impl Tunnel {
    pub(super) fn open(
        ssh: &SshAddress,
        address: &ServerAddress,
        usual_port: u16,
        patience: Duration,
    ) -> Result<Self, ShopError> {
        Self::open_by(PROGRAM, ssh, address, usual_port, patience)
    }

    fn open_by(
        program: &str,
        ssh: &SshAddress,
        address: &ServerAddress,
        usual_port: u16,
        patience: Duration,
    ) -> Result<Self, ShopError> {
        let broke = |cause: std::io::Error| ShopError::Database {
            doing: "prepare the tunnel".to_owned(),
            cause: Box::new(cause),
        };
        let folder = OwnFolder::make("backstock-ssh-", &std::env::temp_dir()).map_err(broke)?;
        let place = near_end(folder.path(), address).map_err(broke)?;
        let near = match &place {
            Place::Tunnel(port) => format!("127.0.0.1:{port}"),
            Place::Socket(socket) => socket.display().to_string(),
            Place::Port(host, _) => host.clone(),
        };
        let far = match &address.socket {
            Some(socket) => socket.display().to_string(),
            None => format!(
                "{}:{}",
                bracketed(&address.host),
                address.port.unwrap_or(usual_port)
            ),
        };
        let mut words = going(ssh, folder.path(), patience).map_err(broke)?;
        words.extend(["-N".to_owned(), "-T".to_owned()]);
        words.extend(["-L".to_owned(), format!("{near}:{far}")]);
        words.extend(["--".to_owned(), ssh.host.clone()]);
        let mut child = start(program, &words)?;
        let said = Arc::new(Mutex::new(String::new()));
        listen(&mut child, &said);
        let tunnel = Self {
            ssh: Mutex::new(child),
            said,
            place,
            spoken: ssh.spoken(),
            _folder: folder,
        };
        let mut waited = Duration::ZERO;
        while tunnel.is_open() {
            if tunnel.is_ready() {
                return Ok(tunnel);
            }
            if waited > patience {
                return Err(ShopError::SshUnreachable {
                    host: tunnel.spoken.clone(),
                    why: "it did not answer in time".to_owned(),
                });
            }
            std::thread::sleep(GLANCE);
            waited += GLANCE;
        }
        std::thread::sleep(GLANCE);
        Err(match refusal(ssh, &tunnel.said()) {
            Refusal::Other(error) => error,
            Refusal::Unknown => learn(program, ssh, patience)?,
        })
    }

    pub(super) fn place(&self) -> &Place {
        &self.place
    }

    /// Whether the program is still at work.
    pub(super) fn is_open(&self) -> bool {
        let mut ssh = self.ssh.lock().unwrap_or_else(PoisonError::into_inner);
        matches!(ssh.try_wait(), Ok(None))
    }

    fn is_ready(&self) -> bool {
        match &self.place {
            Place::Socket(socket) => socket.exists(),
            Place::Tunnel(port) | Place::Port(_, Some(port)) => {
                TcpStream::connect(("127.0.0.1", *port)).is_ok()
            }
            Place::Port(_, None) => false,
        }
    }

    fn said(&self) -> String {
        self.said.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Why the computer in between did not hand a connection on, when that was it.
    pub(super) fn refusal(&self, address: &ServerAddress) -> Option<ShopError> {
        let mut waited = Duration::ZERO;
        while waited < LAST_WORDS {
            let said = self.said();
            if said.contains("administratively prohibited") {
                return Some(ShopError::SshNoForwarding {
                    host: self.spoken.clone(),
                    server: ServerAddress {
                        ssh: None,
                        ..address.clone()
                    }
                    .spoken(),
                });
            }
            if said.contains("open failed") {
                return Some(ShopError::ServerMissing {
                    server: address.spoken(),
                });
            }
            if !self.is_open() {
                return None;
            }
            std::thread::sleep(GLANCE);
            waited += GLANCE;
        }
        None
    }
}

impl Drop for Tunnel {
    fn drop(&mut self) {
        end(self.ssh.get_mut().unwrap_or_else(PoisonError::into_inner));
    }
}

/// Where connections are taken to be handed on.
fn near_end(folder: &Path, address: &ServerAddress) -> std::io::Result<Place> {
    if cfg!(unix) && address.encryption != Encryption::Always {
        // As PostgreSQL names its own; to others the name says nothing.
        return Ok(Place::Socket(folder.join(".s.PGSQL.5432")));
    }
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    Ok(Place::Tunnel(port))
}

/// What every call says: who goes where, by which key, and by which key the computer is known.
fn going(ssh: &SshAddress, folder: &Path, patience: Duration) -> std::io::Result<Vec<String>> {
    let mut words = Vec::new();
    for setting in SETTINGS {
        words.extend(["-o".to_owned(), (*setting).to_owned()]);
    }
    words.extend([
        "-o".to_owned(),
        format!("ConnectTimeout={}", patience.as_secs().clamp(1, 60)),
    ]);
    words.extend(["-o".to_owned(), "StrictHostKeyChecking=yes".to_owned()]);
    if let Some(key) = &ssh.host_key {
        let known = folder.join("known");
        fs::write(&known, format!("* {key}\n"))?;
        for setting in [
            format!("UserKnownHostsFile=\"{}\"", known.display()),
            "GlobalKnownHostsFile=none".to_owned(),
            // Nothing in the owner's own settings takes the place of the key they confirmed.
            "VerifyHostKeyDNS=no".to_owned(),
            "NoHostAuthenticationForLocalhost=no".to_owned(),
            "IgnoreUnknown=KnownHostsCommand".to_owned(),
            "KnownHostsCommand=none".to_owned(),
        ] {
            words.extend(["-o".to_owned(), setting]);
        }
    }
    if let Some(key) = &ssh.key {
        words.extend(["-i".to_owned(), key.display().to_string()]);
        words.extend(["-o".to_owned(), "IdentitiesOnly=yes".to_owned()]);
    }
    words.extend(["-l".to_owned(), ssh.user.clone()]);
    if let Some(port) = ssh.port {
        words.extend(["-p".to_owned(), port.to_string()]);
    }
    Ok(words)
}

fn start(program: &str, words: &[String]) -> Result<Child, ShopError> {
    // The shell in between would only say that it found nothing.
    let is_there = Command::new(program)
        .arg("-V")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    if is_there.is_err() {
        return Err(ShopError::SshMissing);
    }
    #[cfg(unix)]
    let mut command = {
        let mut command = Command::new("sh");
        command.args(["-c", ENDS_WITH_US, "tunnel", program]);
        command
    };
    #[cfg(not(unix))]
    let mut command = Command::new(program);
    command
        .args(words)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|_| ShopError::SshMissing)
}

/// Takes in what the program says, for as long as it does.
fn listen(child: &mut Child, said: &Arc<Mutex<String>>) {
    let Some(mut pipe) = child.stderr.take() else {
        return;
    };
    let said = Arc::clone(said);
    std::thread::spawn(move || {
        let (mut buffer, mut left) = ([0; 1024], MOST_SAID);
        while let Ok(found @ 1..) = pipe.read(&mut buffer) {
            let heard = String::from_utf8_lossy(buffer.get(..found).unwrap_or_default()).into_owned();
            if left > 0 {
                said.lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push_str(&heard);
                left = left.saturating_sub(found as u64);
            }
        }
    });
}

enum Refusal {
    /// The computer has to be asked for its key.
    Unknown,
    Other(ShopError),
}

/// What it means that `ssh` ended, by what it said.
fn refusal(ssh: &SshAddress, said: &str) -> Refusal {
    let host = ssh.spoken();
    let has = |text: &str| said.contains(text);
    Refusal::Other(if has("HOST IDENTIFICATION HAS CHANGED") {
        ShopError::SshHostChanged { host }
    } else if has("Host key verification failed") || has("host key is known for") {
        match ssh.host_key {
            Some(_) => ShopError::SshHostChanged { host },
            None => return Refusal::Unknown,
        }
    } else if let Some((path, why)) = ssh.key.as_ref().zip(unusable(said)) {
        ShopError::SshKeyUnusable {
            path: path.clone(),
            why: why.to_owned(),
        }
    } else if has("Permission denied") || has("Too many authentication failures") {
        ShopError::SshNotLetIn { host }
    } else {
        ShopError::SshUnreachable {
            host,
            why: last_line(said),
        }
    })
}

/// What is the matter with the key file, in words that follow "it".
fn unusable(said: &str) -> Option<&'static str> {
    [
        ("not accessible: No such file", "it is not there"),
        ("not accessible: Permission denied", "it may not be read"),
        (
            "UNPROTECTED PRIVATE KEY FILE",
            "others on this computer may read it, which ssh does not accept",
        ),
        (
            "invalid format",
            "it is not a private key, or not one that ssh understands",
        ),
        (
            "error in libcrypto",
            "it is not a private key, or not one that ssh understands",
        ),
        (
            "incorrect passphrase",
            "it is protected by a passphrase; add it to the SSH agent first",
        ),
    ]
    .into_iter()
    .find(|(sign, _)| said.contains(sign))
    .map(|(_, why)| why)
}

/// The last thing said, without the dot at its end.
fn last_line(said: &str) -> String {
    let line = said.lines().rev().map(str::trim).find(|line| !line.is_empty());
    let line = line.unwrap_or("it did not say why");
    line.strip_prefix("ssh: ")
        .unwrap_or(line)
        .trim_end_matches('.')
        .to_owned()
}

/// Asks a computer for its key, without logging in and without a word of what is behind it. The answer is
/// [`ShopError::SshHostUnknown`] with the key to confirm, or why it did not answer.
pub fn ask_for_host_key(ssh: &SshAddress, patience: Duration) -> ShopError {
    match learn(PROGRAM, ssh, patience) {
        Ok(unknown) => unknown,
        Err(error) => error,
    }
}

/// Runs a program to its end and tells what it said. It is not waited for without end, and ends when we do.
fn ended(program: &str, words: &[String], ssh: &SshAddress, patience: Duration) -> Result<String, ShopError> {
    let mut child = start(program, words)?;
    let said = Arc::new(Mutex::new(String::new()));
    listen(&mut child, &said);
    let mut waited = Duration::ZERO;
    while matches!(child.try_wait(), Ok(None)) {
        if waited > patience {
            end(&mut child);
            return Err(ShopError::SshUnreachable {
                host: ssh.spoken(),
                why: "it did not answer in time".to_owned(),
            });
        }
        std::thread::sleep(GLANCE);
        waited += GLANCE;
    }
    // What it said last is on its way.
    std::thread::sleep(GLANCE);
    let said = said.lock().unwrap_or_else(PoisonError::into_inner).clone();
    Ok(said)
}

/// Ends a program that was started here.
fn end(child: &mut Child) {
    // On Unix the one we hold listens for the end of its input, and ends `ssh` then.
    drop(child.stdin.take());
    if cfg!(not(unix)) {
        let _ = child.kill();
    }
    let _ = child.wait();
}

/// Asks a computer for its key, without logging in, and says that it has to be confirmed.
fn learn(program: &str, ssh: &SshAddress, patience: Duration) -> Result<ShopError, ShopError> {
    let broke = |cause: std::io::Error| ShopError::Database {
        doing: "look at the computer's key".to_owned(),
        cause: Box::new(cause),
    };
    let folder = OwnFolder::make("backstock-ssh-", &std::env::temp_dir()).map_err(broke)?;
    let seen = folder.path().join("seen");
    let asked = [
        "StrictHostKeyChecking=accept-new".to_owned(),
        format!("UserKnownHostsFile=\"{}\"", seen.display()),
        "GlobalKnownHostsFile=none".to_owned(),
        "PreferredAuthentications=none".to_owned(),
        "HashKnownHosts=no".to_owned(),
    ];
    // The first word on a setting counts.
    let mut words: Vec<String> = asked
        .into_iter()
        .flat_map(|setting| ["-o".to_owned(), setting])
        .collect();
    words.extend(going(ssh, folder.path(), patience).map_err(broke)?);
    words.extend(["-N", "-T", "--"].map(str::to_owned));
    words.push(ssh.host.clone());
    let said = ended(program, &words, ssh, patience)?;
    let text = fs::read_to_string(&seen).unwrap_or_default();
    let host_key = text
        .lines()
        .find_map(|line| line.split_once(' '))
        .map(|(_, key)| key.trim().to_owned());
    match host_key.as_deref().and_then(fingerprint) {
        Some(fingerprint) => Ok(ShopError::SshHostUnknown {
            host: ssh.spoken(),
            fingerprint,
            host_key: host_key.unwrap_or_default(),
        }),
        None => Err(ShopError::SshUnreachable {
            host: ssh.spoken(),
            why: last_line(&said),
        }),
    }
}

/// What people compare a key by, as `ssh` shows it.
pub(crate) fn fingerprint(host_key: &str) -> Option<String> {
    let key = STANDARD.decode(host_key.split_whitespace().nth(1)?).ok()?;
    Some(format!("SHA256:{}", STANDARD_NO_PAD.encode(Sha256::digest(key))))
}

/// A host that is written with colons, so that they are not taken for what follows it.
fn bracketed(host: &str) -> String {
    if host.contains(':') && !host.starts_with('[') {
        format!("[{host}]")
    } else {
        host.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ssh() -> SshAddress {
        SshAddress {
            host: "example.com".to_owned(),
            port: None,
            user: "deploy".to_owned(),
            key: Some("/home/ada/key".into()),
            host_key: None,
        }
    }

    fn told(said: &str, ssh: &SshAddress) -> String {
        match refusal(ssh, said) {
            Refusal::Unknown => "unknown".to_owned(),
            Refusal::Other(error) => error.to_string(),
        }
    }

    #[test]
    fn what_ssh_says_is_told_apart() {
        let known = SshAddress {
            host_key: Some("ssh-ed25519 AAAA".to_owned()),
            ..ssh()
        };
        let unknown = "No ED25519 host key is known for example.com and you have requested strict checking.\r\n\
                       Host key verification failed.\r\n";
        assert_eq!(told(unknown, &ssh()), "unknown");
        assert!(told(unknown, &known).contains("another key"));
        assert!(told("deploy@example.com: Permission denied (publickey).", &ssh()).contains("does not let"));
        let open = "Permissions 0644 for '/home/ada/key' are too open.\nWARNING: UNPROTECTED PRIVATE KEY FILE!\nPermission denied";
        assert!(told(open, &ssh()).contains("others on this computer may read it"));
        assert_eq!(
            told(
                "ssh: Could not resolve hostname example.com: Name or service not known\r\n",
                &ssh()
            ),
            "deploy@example.com does not answer: Could not resolve hostname example.com: Name or service not known"
        );
    }

    #[test]
    fn without_the_program_nothing_is_tried() {
        let address: ServerAddress =
            serde_json::from_str(r#"{"host":"127.0.0.1","user":"shop","database":"teas"}"#).unwrap();
        let missing = Tunnel::open_by("no-such-ssh", &ssh(), &address, 3306, Duration::from_secs(1));
        assert!(matches!(missing, Err(ShopError::SshMissing)));
    }

    // A computer that takes the connection and says nothing is not waited for without end, and the program that waits ends.
    #[cfg(unix)]
    #[test]
    fn a_computer_that_says_nothing_is_given_up() {
        use std::os::unix::fs::PermissionsExt as _;

        let folder = tempfile::TempDir::new().unwrap();
        let (silent, mark) = (folder.path().join("ssh"), folder.path().join("at work"));
        let script = format!(
            "#!/bin/sh\n[ \"$1\" = -V ] && exit 0\ntouch '{0}'\ntrap \"rm '{0}'; exit\" TERM\nwhile :; do sleep 0.05; done\n",
            mark.display()
        );
        fs::write(&silent, script).unwrap();
        fs::set_permissions(&silent, fs::Permissions::from_mode(0o700)).unwrap();
        // Another test that starts a program in this moment holds the script open for writing a little longer.
        while Command::new(&silent).arg("-V").status().is_err() {
            std::thread::sleep(GLANCE);
        }
        let asked = learn(silent.to_str().unwrap(), &ssh(), Duration::from_millis(500));
        assert!(
            matches!(asked, Err(ShopError::SshUnreachable { .. })),
            "{asked:?}"
        );
        // It was told to end when it was given up, and needs a moment to do so.
        for _ in 0..200 {
            if !mark.exists() {
                return;
            }
            std::thread::sleep(GLANCE);
        }
        panic!("the program is still at work");
    }

    // Whoever ends by itself is not ended once more: its number may be another's by then.
    #[cfg(unix)]
    #[test]
    fn nobody_listens_any_more_when_the_program_has_ended() {
        let mut child = start("true", &[]).unwrap();
        while child.try_wait().unwrap().is_none() {
            std::thread::sleep(GLANCE);
        }
        // Had the listener still been there, its error output would be open.
        let mut rest = String::new();
        child.stderr.take().unwrap().read_to_string(&mut rest).unwrap();
        assert_eq!(rest, "");
        end(&mut child);
    }

    #[test]
    fn nothing_typed_is_taken_for_a_setting() {
        let odd = SshAddress {
            user: "-oProxyCommand=touch /tmp/x".to_owned(),
            ..ssh()
        };
        let words = going(&odd, Path::new("/"), Duration::from_secs(5)).unwrap();
        let at = words.iter().position(|word| word == "-l").unwrap();
        assert_eq!(words[at + 1], odd.user);
        assert_eq!(bracketed("::1"), "[::1]");
        assert_eq!(bracketed("db.example.com"), "db.example.com");
    }
}
