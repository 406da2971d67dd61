//! Starting programs, and seeing to it that they end.

use std::fs;
use std::io::{Read, Write as _};
use std::net::TcpListener;
#[cfg(unix)]
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use flate2::read::GzDecoder;
use tempfile::TempDir;

use crate::NotHere;

/// How long a server may take to answer for the first time.
const PATIENCE: Duration = Duration::from_secs(60);

/// Runs a program and watches over it: it ends when the pipe to the watcher does, and its folder goes with it unless it is told
/// to stay. A server that is asked to end gives back what it shares with others in memory; one that does not end in time is
/// made to.
const WATCHER: &str = r#"folder=$1; shift; "$@" </dev/null & server=$!; read -r said; kill -INT $server 2>/dev/null; kill -TERM $server 2>/dev/null
n=0; while kill -0 $server 2>/dev/null && [ $n -lt 150 ]; do n=$((n+1)); sleep 0.1; done
kill -9 $server 2>/dev/null; wait $server 2>/dev/null; [ "$said" = stay ] || rm -rf "$folder""#;

/// A server at work.
#[derive(Debug)]
pub(crate) struct Running {
    watcher: Child,
}

impl Running {
    /// Starts a server whose data lies in `folder`, with what it says in `log`.
    pub(crate) fn start(folder: &Path, log: &Path, words: &[String]) -> Result<Self, NotHere> {
        let log = fs::File::create(log).map_err(|error| NotHere(format!("no log: {error}")))?;
        let said = log
            .try_clone()
            .map_err(|error| NotHere(format!("no log: {error}")))?;
        let watcher = Command::new("sh")
            .args(["-c", WATCHER, "watcher"])
            .arg(folder)
            .args(words)
            .stdin(Stdio::piped())
            .stdout(log)
            .stderr(said)
            .spawn()
            .map_err(|error| NotHere(format!("the server does not start: {error}")))?;
        Ok(Self { watcher })
    }

    /// Ends the server, and leaves its folder as it is.
    pub(crate) fn stop(mut self) -> Result<(), NotHere> {
        if let Some(pipe) = &mut self.watcher.stdin {
            pipe.write_all(b"stay\n")
                .map_err(|error| NotHere(format!("the server does not stop: {error}")))?;
        }
        Ok(())
    }

    /// Waits until the server answers.
    pub(crate) fn wait(&self, log: &Path, answers: impl Fn() -> bool) -> Result<(), NotHere> {
        let began = Instant::now();
        while began.elapsed() < PATIENCE {
            if answers() {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        let log = fs::read_to_string(log).unwrap_or_default();
        Err(NotHere(format!("the server did not answer; it said: {log}")))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.watcher.stdin.take());
        // The watcher ends by itself; what is left of the folder is temporary anyway.
        let _ = self.watcher.wait();
    }
}

/// Runs a program to its end, with something to read, and hands back what it said.
pub(crate) fn run(command: &mut Command, input: &mut dyn Read) -> Result<Vec<u8>, NotHere> {
    let name = command.get_program().to_string_lossy().into_owned();
    let broke = |error: std::io::Error| NotHere(format!("{name}: {error}"));
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(broke)?;
    let (mut into, mut out, mut problems) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    // Both outputs are heard while the input goes in, or one of the pipes would fill up.
    let (said, complained) = std::thread::scope(|scope| {
        let read = |pipe: &mut dyn Read| {
            let mut said = Vec::new();
            let _ = pipe.read_to_end(&mut said);
            said
        };
        let said = scope.spawn(move || out.as_mut().map(|pipe| read(pipe)).unwrap_or_default());
        let complained = scope.spawn(move || problems.as_mut().map(|pipe| read(pipe)).unwrap_or_default());
        if let Some(mut into) = into.take() {
            // A program that ends early has said why.
            let _ = std::io::copy(input, &mut into);
            let _ = into.flush();
        }
        (
            said.join().unwrap_or_default(),
            complained.join().unwrap_or_default(),
        )
    });
    let status = child.wait().map_err(broke)?;
    if status.success() {
        return Ok(said);
    }
    Err(NotHere(format!(
        "{name}: {}",
        String::from_utf8_lossy(&complained)
    )))
}

/// A folder that only we, and the user the server runs as, may look into: its socket lets the master in without a password.
pub(crate) fn private_folder(name: &str, owner: Option<&str>) -> Result<PathBuf, NotHere> {
    let broke = |error: std::io::Error| NotHere(format!("no folder: {error}"));
    let folder = TempDir::with_prefix(name).map_err(broke)?.keep();
    #[cfg(unix)]
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)).map_err(broke)?;
    own(&folder, owner)?;
    Ok(folder)
}

/// Makes a file one that only its owner may read, and gives it to the user a server runs as.
pub(crate) fn give_away(file: &Path, owner: Option<&str>) -> Result<(), NotHere> {
    #[cfg(unix)]
    fs::set_permissions(file, fs::Permissions::from_mode(0o600))
        .map_err(|error| NotHere(format!("{}: {error}", file.display())))?;
    own(file, owner)
}

fn own(path: &Path, owner: Option<&str>) -> Result<(), NotHere> {
    let Some(owner) = owner else {
        return Ok(());
    };
    run(Command::new("chown").arg(owner).arg(path), &mut std::io::empty()).map(|_| ())
}

/// A file to feed to a client program, unpacked when its name ends in `.gz`.
pub(crate) fn open(path: &Path) -> Result<Box<dyn Read>, NotHere> {
    let file = fs::File::open(path).map_err(|error| NotHere(format!("{}: {error}", path.display())))?;
    Ok(match path.extension() {
        Some(ending) if ending == "gz" => Box::new(GzDecoder::new(file)),
        _ => Box::new(file),
    })
}

/// A port of this computer that nobody uses.
pub(crate) fn free_port() -> Result<u16, NotHere> {
    TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(|error| NotHere(format!("no free port: {error}")))
}

/// A program on the path, or where distributions put servers.
pub(crate) fn program(name: &str, package: &str) -> Result<PathBuf, NotHere> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .chain(["/usr/sbin", "/usr/local/sbin"].map(PathBuf::from))
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
        .ok_or_else(|| {
            NotHere(format!(
                "{name} is not on this computer; on Debian it is in the package {package}"
            ))
        })
}

/// Whether this process may do everything, which database servers refuse to run with.
pub(crate) fn is_root() -> bool {
    fs::read_to_string("/proc/self/status").is_ok_and(|status| {
        status
            .lines()
            .any(|line| line.split_whitespace().take(3).eq(["Uid:", "0", "0"]))
    })
}

/// A database or export of real software beside the project, where there is one.
pub fn fixture(name: &str) -> Option<PathBuf> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../../shared/fixtures")
        .join(name);
    file.is_file().then_some(file)
}
