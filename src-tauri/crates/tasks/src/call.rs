//! Running other programs.

use std::ffi::{OsStr, OsString};
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use crate::root::root;

/// Why a task did not come to its end. The text is for the person at the terminal.
#[derive(thiserror::Error, Debug)]
pub(crate) enum TaskError {
    /// A program could not be started.
    #[error("`{program}` could not be started: {source}.")]
    Start {
        /// Its name.
        program: String,
        /// What the system said.
        source: io::Error,
    },
    /// A program ran and said no.
    #[error("`{line}` did not succeed ({status}).")]
    Refused {
        /// What was typed, so to say.
        line: String,
        /// How it ended.
        status: ExitStatus,
    },
    /// A program took longer than it may.
    #[error("`{line}` was still running after {minutes} minutes and was stopped.")]
    TooLong {
        /// What was typed, so to say.
        line: String,
        /// How long it was given.
        minutes: u64,
    },
    /// A program answered something that is not what it is known to answer.
    #[error("`{program}` answered something unexpected: {what}.")]
    Answer {
        /// Its name.
        program: String,
        /// What is wrong with it.
        what: String,
    },
    /// A file could not be read or written.
    #[error("{path}: {source}.", path = path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Something this computer must have is not there, and this program cannot get it.
    #[error("{0}")]
    Missing(String),
    /// What was typed after the task's name makes no sense.
    #[error("{0}")]
    Words(String),
}

/// A program about to be run, in the project's folder unless said otherwise.
pub(crate) struct Call {
    program: OsString,
    words: Vec<OsString>,
    folder: PathBuf,
    surroundings: Vec<(OsString, OsString)>,
    limit: Duration,
}

impl Call {
    pub(crate) fn new(program: impl AsRef<OsStr>) -> Self {
        Self {
            program: program.as_ref().to_owned(),
            words: Vec::new(),
            folder: root(),
            surroundings: Vec::new(),
            limit: Duration::from_secs(60 * 60),
        }
    }

    /// The cargo that runs this program, so that both are of one toolchain.
    pub(crate) fn cargo() -> Self {
        Self::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
    }

    /// npm, which is a script of its own kind on Windows.
    pub(crate) fn npm() -> Self {
        Self::new(if cfg!(windows) { "npm.cmd" } else { "npm" })
    }

    pub(crate) fn word(mut self, word: impl AsRef<OsStr>) -> Self {
        self.words.push(word.as_ref().to_owned());
        self
    }

    pub(crate) fn words(mut self, words: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Self {
        self.words
            .extend(words.into_iter().map(|word| word.as_ref().to_owned()));
        self
    }

    pub(crate) fn within(mut self, folder: impl AsRef<Path>) -> Self {
        self.folder = root().join(folder);
        self
    }

    pub(crate) fn with(mut self, name: impl AsRef<OsStr>, value: impl AsRef<OsStr>) -> Self {
        self.surroundings
            .push((name.as_ref().to_owned(), value.as_ref().to_owned()));
        self
    }

    pub(crate) fn at_most(mut self, limit: Duration) -> Self {
        self.limit = limit;
        self
    }

    /// What one would type for it.
    pub(crate) fn line(&self) -> String {
        let name = Path::new(&self.program)
            .file_stem()
            .unwrap_or(&self.program)
            .to_string_lossy();
        std::iter::once(name)
            .chain(self.words.iter().map(|word| word.to_string_lossy()))
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// Runs it on this terminal until it ends.
    pub(crate) fn run(&self) -> Result<(), TaskError> {
        let mut child = self.begin(&mut self.command())?;
        let status = self.wait(&mut child)?;
        self.judge(status)
    }

    /// Runs it, shows its lines as they come and hands each to `hear`.
    ///
    /// Says how it ended instead of failing on a bad end: what was heard matters then, too.
    pub(crate) fn hear(&self, mut hear: impl FnMut(&str)) -> Result<ExitStatus, TaskError> {
        let mut child = self.begin(
            self.command()
                .stdin(Stdio::null())
                .stdout(Stdio::piped())
                .stderr(Stdio::piped()),
        )?;
        let (send, lines) = mpsc::channel::<String>();
        let listen = |stream: Option<Box<dyn io::Read + Send>>| {
            let send = send.clone();
            stream.map(|stream| {
                thread::spawn(move || {
                    for line in BufReader::new(stream).split(b'\n').map_while(Result::ok) {
                        // The listener is only gone when the task has ended, and then nobody needs the line.
                        let _ = send.send(String::from_utf8_lossy(&line).into_owned());
                    }
                });
            })
        };
        listen(child.stdout.take().map(|stream| Box::new(stream) as _));
        listen(child.stderr.take().map(|stream| Box::new(stream) as _));
        drop(send);
        let began = Instant::now();
        loop {
            match lines.recv_timeout(Duration::from_millis(200)) {
                Ok(line) => {
                    println!("{line}");
                    hear(&bare(&line));
                }
                // A program left behind by this one may keep the stream open, so the end of the child counts as well.
                Err(mpsc::RecvTimeoutError::Timeout) => {
                    if let Some(status) = child.try_wait().map_err(|source| self.unstartable(source))? {
                        return Ok(status);
                    }
                    if began.elapsed() > self.limit {
                        return Err(self.stop(&mut child));
                    }
                }
                Err(mpsc::RecvTimeoutError::Disconnected) => return self.wait(&mut child),
            }
            // Output is watched by people and by machines; neither should wait for a full buffer.
            let _ = io::stdout().flush();
        }
    }

    /// Runs it silently and hands out what it printed.
    pub(crate) fn answer(&self) -> Result<String, TaskError> {
        let output = self
            .command()
            .stdin(Stdio::null())
            .stderr(Stdio::inherit())
            .output()
            .map_err(|source| self.unstartable(source))?;
        self.judge(output.status)?;
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Whether it can be run and ends well; nothing is shown.
    pub(crate) fn succeeds(&self) -> bool {
        self.command()
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    }

    /// Starts it and lets it go on by itself; it is for the caller to end it.
    pub(crate) fn leave_running(&self) -> Result<Child, TaskError> {
        self.begin(self.command().stdin(Stdio::null()).stdout(Stdio::null()))
    }

    /// Starts it with a text as its whole input and lets it go on by itself.
    pub(crate) fn leave_running_with(&self, text: &str) -> Result<Child, TaskError> {
        let mut child = self.begin(self.command().stdin(Stdio::piped()).stdout(Stdio::null()))?;
        if let Some(mut input) = child.stdin.take() {
            input
                .write_all(text.as_bytes())
                .map_err(|source| self.unstartable(source))?;
        }
        Ok(child)
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command
            .args(&self.words)
            .current_dir(&self.folder)
            .envs(self.surroundings.iter().map(|(name, value)| (name, value)));
        // They describe this program, not the one that is started.
        for name in ["CARGO_MANIFEST_DIR", "CARGO_PKG_NAME", "CARGO_PKG_VERSION"] {
            if !self.surroundings.iter().any(|(given, _)| given == name) {
                command.env_remove(name);
            }
        }
        command
    }

    fn begin(&self, command: &mut Command) -> Result<Child, TaskError> {
        command.spawn().map_err(|source| self.unstartable(source))
    }

    fn wait(&self, child: &mut Child) -> Result<ExitStatus, TaskError> {
        let began = Instant::now();
        let mut pause = Duration::from_millis(2);
        loop {
            if let Some(status) = child.try_wait().map_err(|source| self.unstartable(source))? {
                return Ok(status);
            }
            if began.elapsed() > self.limit {
                return Err(self.stop(child));
            }
            thread::sleep(pause);
            pause = (pause * 2).min(Duration::from_millis(100));
        }
    }

    fn stop(&self, child: &mut Child) -> TaskError {
        end_with_descendants(child.id());
        // It may have ended by itself in the meantime.
        let _ = child.kill();
        let _ = child.wait();
        TaskError::TooLong {
            line: self.line(),
            minutes: self.limit.as_secs() / 60,
        }
    }

    fn judge(&self, status: ExitStatus) -> Result<(), TaskError> {
        if status.success() {
            Ok(())
        } else {
            Err(TaskError::Refused {
                line: self.line(),
                status,
            })
        }
    }

    fn unstartable(&self, source: io::Error) -> TaskError {
        TaskError::Start {
            program: self.program.to_string_lossy().into_owned(),
            source,
        }
    }
}

/// Ends what a program has started, from the leaves up. Only Linux tells who started whom without further tools.
pub(crate) fn end_with_descendants(id: u32) {
    let children = std::fs::read_to_string(format!("/proc/{id}/task/{id}/children")).unwrap_or_default();
    for child in children.split_whitespace().filter_map(|child| child.parse().ok()) {
        end_with_descendants(child);
    }
    if cfg!(target_os = "linux") {
        // It may have ended by itself in the meantime.
        let _ = Command::new("kill")
            .args(["-KILL", &id.to_string()])
            .stderr(Stdio::null())
            .status();
    }
}

/// A line without the colours in it.
fn bare(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut signs = line.chars();
    while let Some(sign) = signs.next() {
        if sign == '\u{1b}' {
            for sign in signs.by_ref() {
                if sign.is_ascii_alphabetic() {
                    break;
                }
            }
        } else if sign != '\r' {
            out.push(sign);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_taken_off_a_line() {
        assert_eq!(bare("\u{1b}[1m\u{1b}[32mok\u{1b}[0m. 3 passed"), "ok. 3 passed");
    }

    #[cfg(unix)]
    #[test]
    fn every_line_is_heard_and_the_end_is_told() {
        let mut lines = Vec::new();
        let status = Call::new("sh")
            .words(["-c", "echo one; echo two >&2; exit 3"])
            .hear(|line| lines.push(line.to_owned()))
            .unwrap();
        lines.sort();
        assert_eq!(lines, ["one", "two"]);
        assert_eq!(status.code(), Some(3));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_program_that_takes_too_long_is_stopped_with_all_it_started() {
        let began = Instant::now();
        let call = Call::new("sh")
            .words(["-c", "sleep 97.531 & wait"])
            .at_most(Duration::from_millis(300));
        assert!(matches!(call.hear(|_| ()), Err(TaskError::TooLong { .. })));
        assert!(began.elapsed() < Duration::from_secs(30));
        let left = Command::new("pgrep")
            .args(["-f", "sleep 97.531"])
            .output()
            .unwrap();
        assert!(left.stdout.is_empty());
    }
}
