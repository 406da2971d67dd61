//! A line to a server that can be cut, held up and slowed down.
//!
//! A [`Proxy`] listens on a loopback port of its own and hands everything on to a server's port. What happens on the line is
//! decided by how many bytes have passed, in both directions together, so that a test meets the same moment again.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::NotHere;

/// What happens when the bytes that may pass have passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Then {
    /// Every connection is cut; later ones are let through.
    Cut,
    /// Nothing goes on any more, and nobody is told.
    Stall,
    /// Every connection ends for the client, and the server is not told; later ones are let through.
    Lose,
}

/// A connection through the line.
#[derive(Debug)]
struct Open {
    client: TcpStream,
    server: TcpStream,
    /// Whether it has ended for the client alone.
    is_lost: Arc<AtomicBool>,
}

#[derive(Debug, Default)]
struct Line {
    passed: u64,
    /// How many more bytes may pass before something happens.
    left: Option<(u64, Then)>,
    delay: Duration,
    is_refusing: bool,
    is_over: bool,
    open: Vec<Open>,
    /// Held, so that the server does not hear that they have ended.
    lost: Vec<TcpStream>,
}

#[derive(Debug, Default)]
struct Shared {
    line: Mutex<Line>,
    changed: Condvar,
}

impl Shared {
    fn line(&self) -> MutexGuard<'_, Line> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many of these bytes may go on now; waits while the line is held up.
    fn may_pass(&self, wanted: usize) -> Option<usize> {
        let mut line = self.line();
        loop {
            if line.is_over {
                return None;
            }
            match line.left {
                Some((0, Then::Stall)) => {
                    line = self.changed.wait(line).unwrap_or_else(PoisonError::into_inner);
                }
                Some((0, Then::Cut)) => {
                    line.left = None;
                    cut(&mut line);
                    return None;
                }
                Some((0, Then::Lose)) => {
                    line.left = None;
                    lose(&mut line);
                    return None;
                }
                Some((left, then)) => {
                    let passes = wanted.min(usize::try_from(left).unwrap_or(usize::MAX));
                    line.left = Some((left - passes as u64, then));
                    line.passed += passes as u64;
                    return Some(passes);
                }
                None => {
                    line.passed += wanted as u64;
                    return Some(wanted);
                }
            }
        }
    }
}

fn cut(line: &mut Line) {
    let open = line
        .open
        .drain(..)
        .flat_map(|Open { client, server, .. }| [client, server]);
    for stream in open.chain(line.lost.drain(..)) {
        // It may have ended by itself.
        let _ = stream.shutdown(Shutdown::Both);
    }
}

fn lose(line: &mut Line) {
    for Open {
        client,
        server,
        is_lost,
    } in line.open.drain(..)
    {
        is_lost.store(true, Ordering::SeqCst);
        let _ = client.shutdown(Shutdown::Both);
        line.lost.push(server);
    }
}

/// A line to a server.
#[derive(Debug)]
pub struct Proxy {
    port: u16,
    shared: Arc<Shared>,
}

impl Proxy {
    /// Puts a line before the server at a loopback port.
    ///
    /// # Errors
    ///
    /// When there is no port for it.
    pub fn before(server: u16) -> Result<Self, NotHere> {
        let broke = |error: std::io::Error| NotHere(format!("no port for a line: {error}"));
        let listener = TcpListener::bind("127.0.0.1:0").map_err(broke)?;
        let port = listener.local_addr().map_err(broke)?.port();
        let shared = Arc::new(Shared::default());
        let taken = Arc::clone(&shared);
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (is_over, is_refusing) = {
                    let line = taken.line();
                    (line.is_over, line.is_refusing)
                };
                if is_over {
                    return;
                }
                if !is_refusing {
                    // A server that is not there shows as a line that ends at once.
                    let _ = join(&taken, stream, server);
                }
            }
        });
        Ok(Self { port, shared })
    }

    /// Where to connect to.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// How many bytes have passed so far.
    pub fn passed(&self) -> u64 {
        self.shared.line().passed
    }

    /// Cuts every connection once so many more bytes have passed. Later connections are let through.
    pub fn cut_after(&self, bytes: u64) {
        self.shared.line().left = Some((bytes, Then::Cut));
    }

    /// Ends every connection once so many more bytes have passed, as a computer does that has lost its power: the server is not
    /// told. Later connections are let through.
    pub fn lose_after(&self, bytes: u64) {
        self.shared.line().left = Some((bytes, Then::Lose));
    }

    /// Holds everything up once so many more bytes have passed, and tells nobody.
    pub fn stall_after(&self, bytes: u64) {
        self.shared.line().left = Some((bytes, Then::Stall));
    }

    /// Lets everything pass again.
    pub fn go_on(&self) {
        let mut line = self.shared.line();
        (line.left, line.is_refusing, line.delay) = (None, false, Duration::ZERO);
        drop(line);
        self.shared.changed.notify_all();
    }

    /// Cuts every connection and takes no other, until [`Proxy::go_on`].
    pub fn take_away(&self) {
        let mut line = self.shared.line();
        line.is_refusing = true;
        cut(&mut line);
    }

    /// Makes everything later by so much.
    pub fn delay(&self, time: Duration) {
        self.shared.line().delay = time;
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        let mut line = self.shared.line();
        line.is_over = true;
        cut(&mut line);
        drop(line);
        self.shared.changed.notify_all();
        // Whoever waits for the next connection is woken by it.
        let _ = TcpStream::connect(("127.0.0.1", self.port));
    }
}

/// Hands on between a client and the server, in two threads that end with the connection.
fn join(shared: &Arc<Shared>, client: TcpStream, server: u16) -> std::io::Result<()> {
    let server = TcpStream::connect(("127.0.0.1", server))?;
    for stream in [&client, &server] {
        stream.set_nodelay(true)?;
    }
    let is_lost = Arc::new(AtomicBool::new(false));
    let open = Open {
        client: client.try_clone()?,
        server: server.try_clone()?,
        is_lost: Arc::clone(&is_lost),
    };
    shared.line().open.push(open);
    for (mut from, mut to) in [(client.try_clone()?, server.try_clone()?), (server, client)] {
        let (shared, is_lost) = (Arc::clone(shared), Arc::clone(&is_lost));
        std::thread::spawn(move || {
            hand_on(&shared, &mut from, &mut to);
            if is_lost.load(Ordering::SeqCst) {
                return;
            }
            let _ = to.shutdown(Shutdown::Both);
            let _ = from.shutdown(Shutdown::Both);
        });
    }
    Ok(())
}

fn hand_on(shared: &Shared, from: &mut TcpStream, to: &mut TcpStream) {
    let mut buffer = [0; 16 * 1024];
    while let Ok(found @ 1..) = from.read(&mut buffer) {
        let mut rest = buffer.get(..found).unwrap_or_default();
        while !rest.is_empty() {
            let delay = shared.line().delay;
            if !delay.is_zero() {
                std::thread::sleep(delay);
            }
            let Some(passes) = shared.may_pass(rest.len()) else {
                return;
            };
            let (now, later) = rest.split_at(passes);
            if to.write_all(now).is_err() {
                return;
            }
            rest = later;
        }
    }
}
