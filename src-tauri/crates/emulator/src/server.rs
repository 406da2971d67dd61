//! From bytes to [`Asked`] and back, on the loopback only.

use std::collections::VecDeque;
use std::future::Future as _;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener as Listener};
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Limited};
use hyper::body::{Body as HttpBody, Frame, Incoming, SizeHint};
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};
use tokio::time::Sleep;

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

async fn serve(state: Arc<Mutex<State>>, request: Request<Incoming>) -> io::Result<Response<Sent>> {
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

fn send(answer: Answer, fault: Option<&Fault>, address: &str) -> io::Result<Response<Sent>> {
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
    let body = match fault {
        Some(Fault::NotJson) => Sent::whole(Bytes::from_static(b"<html>Oops</html>")),
        Some(Fault::Endless(size)) => Sent::endless(*size),
        Some(Fault::HalfBody) => Sent::half(&bytes),
        Some(Fault::Slow(pause)) => Sent::slow(&bytes, *pause),
        _ => Sent::whole(bytes),
    };
    if !kind.is_empty() {
        response = response.header("content-type", kind);
    }
    response.body(body).map_err(io::Error::other)
}

/// A body as it goes over the wire, whole or not.
struct Sent {
    pieces: VecDeque<Bytes>,
    /// How many bytes were announced; none when it is not known beforehand.
    announced: Option<u64>,
    is_cut: bool,
    is_flushed: bool,
    pause: Option<Duration>,
    asleep: Option<Pin<Box<Sleep>>>,
}

impl Sent {
    fn whole(bytes: Bytes) -> Self {
        Self {
            announced: Some(bytes.len() as u64),
            pieces: if bytes.is_empty() {
                VecDeque::new()
            } else {
                VecDeque::from([bytes])
            },
            is_cut: false,
            is_flushed: false,
            pause: None,
            asleep: None,
        }
    }

    fn half(bytes: &Bytes) -> Self {
        let mut sent = Self::whole(bytes.slice(..bytes.len() / 2));
        sent.announced = Some(bytes.len().max(1) as u64);
        sent.is_cut = true;
        sent
    }

    fn slow(bytes: &Bytes, pause: Duration) -> Self {
        let piece = bytes.len().div_ceil(10).max(1);
        let mut sent = Self::whole(bytes.clone());
        sent.pieces = bytes.chunks(piece).map(Bytes::copy_from_slice).collect();
        sent.pause = Some(pause);
        sent
    }

    fn endless(size: u64) -> Self {
        let piece = Bytes::from(vec![b'['; 1 << 16]);
        let mut sent = Self::whole(Bytes::new());
        sent.announced = None;
        sent.pieces = (0..size.div_ceil(1 << 16)).map(|_| piece.clone()).collect();
        sent
    }
}

impl HttpBody for Sent {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if let Some(asleep) = &mut self.asleep {
            if asleep.as_mut().poll(context).is_pending() {
                return Poll::Pending;
            }
            self.asleep = None;
        }
        match self.pieces.pop_front() {
            Some(piece) => {
                self.asleep = self.pause.map(|pause| Box::pin(tokio::time::sleep(pause)));
                Poll::Ready(Some(Ok(Frame::data(piece))))
            }
            // Once more round, so that the first half is on its way before the connection goes.
            None if self.is_cut && !self.is_flushed => {
                self.is_flushed = true;
                context.waker().wake_by_ref();
                Poll::Pending
            }
            None if self.is_cut => Poll::Ready(Some(Err(io::Error::new(
                io::ErrorKind::ConnectionReset,
                "cut on purpose",
            )))),
            None => Poll::Ready(None),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.pieces.is_empty() && !self.is_cut
    }

    fn size_hint(&self) -> SizeHint {
        self.announced.map_or_else(SizeHint::default, |_| {
            let left: usize = self.pieces.iter().map(Bytes::len).sum();
            let announced = self.announced.unwrap_or_default();
            SizeHint::with_exact(if self.is_cut { announced } else { left as u64 })
        })
    }
}
