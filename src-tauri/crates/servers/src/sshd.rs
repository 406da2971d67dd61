//! A computer that one gets through to a server: OpenSSH's server, with a configuration and keys of its own.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::NotHere;
use crate::programs::{Running, free_port, give_away, private_folder, program, run};

const PACKAGE: &str = "openssh-server";

/// An SSH server on a loopback port that lets one key in, as the user who runs it.
#[derive(Debug)]
pub struct Sshd {
    _running: Running,
    folder: PathBuf,
    port: u16,
}

impl Sshd {
    /// Starts a server that hands connections on.
    ///
    /// # Errors
    ///
    /// When the server is not installed, or does not start.
    pub fn start() -> Result<Self, NotHere> {
        Self::start_with("AllowTcpForwarding yes")
    }

    /// Starts one that lets the key in and hands nothing on.
    ///
    /// # Errors
    ///
    /// As [`Sshd::start`].
    pub fn start_closed() -> Result<Self, NotHere> {
        Self::start_with("AllowTcpForwarding no")
    }

    fn start_with(setting: &str) -> Result<Self, NotHere> {
        let server = program("sshd", PACKAGE)?;
        let folder = private_folder("backstock-sshd-", None)?;
        for name in ["host", "key", "other"] {
            let mut command = Command::new(program("ssh-keygen", "openssh-client")?);
            command.args(["-q", "-t", "ed25519", "-N", "", "-C", "test", "-f"]);
            run(command.arg(folder.join(name)), &mut std::io::empty())?;
        }
        let write = |name: &str, text: &str| {
            fs::write(folder.join(name), text).map_err(|error| NotHere(format!("no {name}: {error}")))
        };
        let key = fs::read_to_string(folder.join("key.pub"))
            .map_err(|error| NotHere(format!("no key: {error}")))?;
        write("keys", &key)?;
        give_away(&folder.join("keys"), None)?;
        let port = free_port()?;
        // The folder lies where everybody may write, which sshd would not like the keys to be.
        let settings = format!(
            "Port {port}\nListenAddress 127.0.0.1\nHostKey {0}/host\nAuthorizedKeysFile {0}/keys\nPidFile none\n\
             PasswordAuthentication no\nKbdInteractiveAuthentication no\nUsePAM no\nStrictModes no\n\
             PermitRootLogin prohibit-password\n{setting}\n",
            folder.display()
        );
        write("settings", &settings)?;
        // A package that was never started as a service has not made it yet; only one that runs as root asks for it.
        let _ = fs::create_dir_all("/run/sshd");
        let log = folder.join("log");
        let words = [
            server.display().to_string(),
            "-D".to_owned(),
            "-e".to_owned(),
            "-f".to_owned(),
            folder.join("settings").display().to_string(),
        ];
        let running = Running::start(&folder, &log, &words)?;
        running.wait(&log, || std::net::TcpStream::connect(("127.0.0.1", port)).is_ok())?;
        Ok(Self {
            _running: running,
            folder,
            port,
        })
    }

    /// The port on this computer's loopback address.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The user who is let in.
    ///
    /// # Errors
    ///
    /// When nobody can tell.
    pub fn user(&self) -> Result<String, NotHere> {
        let said = run(Command::new("id").arg("-un"), &mut std::io::empty())?;
        Ok(String::from_utf8_lossy(&said).trim().to_owned())
    }

    /// The key that is let in.
    pub fn key(&self) -> PathBuf {
        self.folder.join("key")
    }

    /// A key that is not.
    pub fn other_key(&self) -> PathBuf {
        self.folder.join("other")
    }

    /// The key that the server shows, as it stands in a list of known hosts: its kind and itself.
    ///
    /// # Errors
    ///
    /// When it cannot be read.
    pub fn host_key(&self) -> Result<String, NotHere> {
        let text = fs::read_to_string(self.folder.join("host.pub"))
            .map_err(|error| NotHere(format!("no host key: {error}")))?;
        Ok(text.split_whitespace().take(2).collect::<Vec<_>>().join(" "))
    }
}
