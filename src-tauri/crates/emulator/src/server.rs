//! From bytes to [`Asked`] and back, on the loopback only.

use std::collections::VecDeque;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener as Listener};
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use futures_util::stream::{self, Stream};
use http_body_util::{BodyExt, Limited, StreamBody};
use hyper::body::{Frame, Incoming};
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};

use crate::answer::{Answer, Body};
use crate::asked::Asked;
use crate::emulator::{State, locked};
use crate::faults::Fault;

/// The platform takes no larger body.
const LARGEST: usize = 64 << 20;

/// A server at work; it ends when this is dropped.
pub(crate) struct Running(Option<Runtime>);

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

/// Listens.
pub(crate) fn run(port: u16, state: &Arc<Mutex<State>>) -> io::Result<(Running, SocketAddr)> {
    let listener = Listener::bind((Ipv4Addr::LOCALHOST, port))?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let runtime = Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    let state = Arc::clone(state);
    runtime.spawn(async move {
        let Ok(listener) = TcpListener::from_std(listener) else {
            return;
        };
        loop {
            let Ok((stream, _)) = listener.accept().await else {
                continue;
            };
            let state = Arc::clone(&state);
            tokio::spawn(async move {
                let service = service_fn(move |request| serve(Arc::clone(&state), request));
                // A connection that was cut on purpose is no failure of ours.
                let _ = hyper::server::conn::http1::Builder::new()
                    .serve_connection(TokioIo::new(stream), service)
                    .await;
            });
        }
    });
    Ok((Running(Some(runtime)), address))
}

async fn serve(
    state: Arc<Mutex<State>>,
    request: Request<Incoming>,
) -> io::Result<Response<StreamBody<Pieces>>> {
    let (asked, host) = read(&state, request).await?;
    let (answer, fault) = locked(&state).answer(&asked);
    match fault {
        Some(Fault::CutBefore | Fault::CutAfter) => {
            return Err(io::Error::new(io::ErrorKind::ConnectionReset, "cut on purpose"));
        }
        Some(Fault::Silence) => std::future::pending::<()>().await,
        _ => {}
    }
    send(answer, fault.as_ref(), &host)
}

async fn read(state: &Mutex<State>, request: Request<Incoming>) -> io::Result<(Asked, String)> {
    let (parts, body) = request.into_parts();
    let bytes = Limited::new(body, LARGEST)
        .collect()
        .await
        .map_err(io::Error::other)?
        .to_bytes();
    let header = |name: &str| {
        parts
            .headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .map(str::to_owned)
    };
    let kind = header("content-type").unwrap_or_default();
    let (own, address) = {
        let state = locked(state);
        (format!("/stores/{}", state.shop.hash), state.shop.address.clone())
    };
    let path = parts.uri.path();
    let body = if kind.starts_with("application/json") {
        serde_json::from_slice(&bytes).unwrap_or(Value::Null)
    } else {
        Value::Null
    };
    let asked = Asked {
        method: parts.method.to_string(),
        path: path.strip_prefix(&own).unwrap_or(path).to_owned(),
        query: form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes())
            .into_owned()
            .collect(),
        body,
        token: header("x-auth-token"),
        kind,
        bytes,
    };
    Ok((asked, address))
}

fn send(answer: Answer, fault: Option<&Fault>, address: &str) -> io::Result<Response<StreamBody<Pieces>>> {
    let (kind, bytes) = match answer.body {
        Body::Empty => ("", Bytes::new()),
        Body::Json(value) => {
            let text = value.to_string().replace("{cdn}", &format!("{address}/cdn"));
            ("application/json", Bytes::from(text))
        }
        Body::Bytes { kind, bytes } => (kind, bytes),
    };
    let mut response = Response::builder().status(answer.status);
    for (name, value) in &answer.headers {
        response = response.header(*name, value);
    }
    let wire = match fault {
        Some(Fault::NotJson) => Wire::whole(Bytes::from_static(b"<html>Oops</html>")),
        Some(Fault::Endless(size)) => Wire::endless(*size),
        Some(Fault::HalfBody) => Wire::half(&bytes),
        Some(Fault::Slow(pause)) => Wire::slow(&bytes, *pause),
        _ => Wire::whole(bytes),
    };
    if !kind.is_empty() {
        response = response.header("content-type", kind);
    }
    if let Some(length) = wire.announced.filter(|_| answer.status != 204) {
        response = response.header("content-length", length);
    }
    let pieces: Pieces = Box::pin(stream::unfold(wire, Wire::next));
    response.body(StreamBody::new(pieces)).map_err(io::Error::other)
}

type Pieces = Pin<Box<dyn Stream<Item = io::Result<Frame<Bytes>>> + Send>>;

/// What goes over the wire, whole or not.
struct Wire {
    pieces: VecDeque<Bytes>,
    /// How many bytes are announced; none when it is not known beforehand.
    announced: Option<u64>,
    is_cut: bool,
    pause: Option<Duration>,
}

impl Wire {
    fn whole(bytes: Bytes) -> Self {
        Self {
            announced: Some(bytes.len() as u64),
            pieces: std::iter::once(bytes).filter(|bytes| !bytes.is_empty()).collect(),
            is_cut: false,
            pause: None,
        }
    }

    fn half(bytes: &Bytes) -> Self {
        Self {
            announced: Some(bytes.len().max(1) as u64),
            is_cut: true,
            ..Self::whole(bytes.slice(..bytes.len() / 2))
        }
    }

    fn slow(bytes: &Bytes, pause: Duration) -> Self {
        let piece = bytes.len().div_ceil(10).max(1);
        Self {
            pieces: bytes.chunks(piece).map(Bytes::copy_from_slice).collect(),
            pause: Some(pause),
            ..Self::whole(bytes.clone())
        }
    }

    fn endless(size: u64) -> Self {
        let piece = Bytes::from(vec![b'['; 1 << 16]);
        Self {
            announced: None,
            pieces: (0..size.div_ceil(1 << 16)).map(|_| piece.clone()).collect(),
            is_cut: false,
            pause: None,
        }
    }

    async fn next(mut self) -> Option<(io::Result<Frame<Bytes>>, Self)> {
        if let Some(pause) = self.pause {
            tokio::time::sleep(pause).await;
        }
        if let Some(piece) = self.pieces.pop_front() {
            return Some((Ok(Frame::data(piece)), self));
        }
        if !self.is_cut {
            return None;
        }
        // Once round, so that the first half is on its way before the connection goes.
        tokio::task::yield_now().await;
        let cut = io::Error::new(io::ErrorKind::ConnectionReset, "cut on purpose");
        Some((Err(cut), self))
    }
}
