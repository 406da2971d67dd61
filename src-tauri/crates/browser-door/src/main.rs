//! # The browser door
//!
//! Development only: serves the built window and the doors over HTTP on the loopback, so that tests in an ordinary browser
//! reach the very methods that the Tauri commands reach. It is a program of its own that nothing else depends on, so no
//! release can contain it.
//!
//! * `POST /door/<name>` with the question as JSON answers 200 with the answer or 422 with a `Failure`.
//! * `GET /events` streams the one event `"job"` (server-sent events).
//! * What a person would do in native windows is told beforehand: `POST /native/pick` with a path (or null) queues the next
//!   picker's answer, `POST /native/confirm` with true or false the next confirmation's (yes when nothing is queued);
//!   `POST /native/drop` with paths drops files on the window and answers the address it goes to;
//!   `GET /native/heard` lists the questions and notices so far.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use backstock_contract::PickPurpose;
use backstock_doors::{Confirmation, Doors, Native, Notice, Places, Waiting, call};
use backstock_engine::ConnectedShops;
use backstock_model::{KeyringError, KeyringState, Secret, Secrets, SystemTime};
use clap::Parser;
use futures_util::stream;
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;

/// Serves the window's doors over HTTP on the loopback, for development and tests.
#[derive(Parser)]
struct Arguments {
    /// The folder that stands for this computer's app folders; a vault made there is found again.
    #[arg(long)]
    home: PathBuf,
    /// The built window.
    #[arg(long, default_value = "ui/dist-browser")]
    ui: PathBuf,
    /// The port; 0 takes a free one.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// Act as a computer without a keyring.
    #[arg(long)]
    no_keyring: bool,
    /// Offer the practice shop at once, as `cargo start` does.
    #[arg(long)]
    practice: bool,
}

#[derive(Clone)]
struct Served {
    doors: Doors,
    person: Arc<Person>,
}

/// Stands for the person at the native windows.
#[derive(Default)]
struct Person {
    picks: Mutex<VecDeque<Option<PathBuf>>>,
    confirmations: Mutex<VecDeque<bool>>,
    heard: Mutex<Vec<serde_json::Value>>,
    starts_at_login: AtomicBool,
}

impl Person {
    fn hears(&self, what: serde_json::Value) {
        self.heard
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(what);
    }

    fn next_pick(&self) -> Option<PathBuf> {
        self.picks
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop_front()
            .flatten()
    }
}

impl Native for Person {
    fn pick(&self, purpose: PickPurpose) -> Waiting<'_, Option<PathBuf>> {
        self.hears(serde_json::json!({ "pick": purpose }));
        let answer = self.next_pick();
        Box::pin(async { answer })
    }

    fn pick_new_file(&self, name: &str) -> Waiting<'_, Option<PathBuf>> {
        self.hears(serde_json::json!({ "pick_new_file": name }));
        let answer = self.next_pick();
        Box::pin(async { answer })
    }

    fn show_file(&self, file: PathBuf) -> Waiting<'_, ()> {
        self.hears(serde_json::json!({ "show_file": file }));
        Box::pin(async {})
    }

    fn confirm(&self, question: Confirmation) -> Waiting<'_, bool> {
        self.hears(serde_json::json!({
            "confirm": question.title, "message": question.message, "go_on": question.go_on
        }));
        let answer = self
            .confirmations
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop_front()
            .unwrap_or(true);
        Box::pin(async move { answer })
    }

    fn show_folder(&self, folder: &std::path::Path) {
        self.hears(serde_json::json!({ "folder": folder }));
    }

    fn starts_at_login(&self) -> Option<bool> {
        Some(self.starts_at_login.load(Ordering::Acquire))
    }

    fn start_at_login(&self, is_on: bool) -> Result<(), String> {
        self.starts_at_login.store(is_on, Ordering::Release);
        Ok(())
    }

    fn open_page(&self, address: &str) {
        self.hears(serde_json::json!({ "page": address }));
    }

    fn notify(&self, notice: Notice) {
        self.hears(serde_json::json!({ "notice": notice.title, "body": notice.body, "route": notice.route }));
    }
}

/// A keyring that keeps its secrets in a file of the test's home folder, so that a restarted door finds them again.
struct FileKeyring {
    file: Option<PathBuf>,
}

impl FileKeyring {
    fn read(&self) -> Result<serde_json::Map<String, serde_json::Value>, KeyringError> {
        let file = self.file.as_ref().ok_or(KeyringError::None)?;
        match std::fs::read(file) {
            Ok(bytes) => {
                serde_json::from_slice(&bytes).map_err(|error| KeyringError::Refused(error.to_string()))
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(serde_json::Map::new()),
            Err(error) => Err(KeyringError::Refused(error.to_string())),
        }
    }

    fn write(&self, secrets: &serde_json::Map<String, serde_json::Value>) -> Result<(), KeyringError> {
        let file = self.file.as_ref().ok_or(KeyringError::None)?;
        let text = serde_json::to_vec(secrets).map_err(|error| KeyringError::Refused(error.to_string()))?;
        std::fs::write(file, text).map_err(|error| KeyringError::Refused(error.to_string()))
    }
}

impl Secrets for FileKeyring {
    fn state(&self) -> KeyringState {
        if self.file.is_some() {
            KeyringState::Available
        } else {
            KeyringState::None
        }
    }

    fn get(&self, name: &str) -> Result<Option<Secret>, KeyringError> {
        Ok(self
            .read()?
            .get(name)
            .and_then(|text| text.as_str())
            .map(|text| Secret::new(text.to_owned())))
    }

    fn set(&self, name: &str, secret: &Secret) -> Result<(), KeyringError> {
        let mut secrets = self.read()?;
        secrets.insert(name.to_owned(), secret.reveal().into());
        self.write(&secrets)
    }

    fn delete(&self, name: &str) -> Result<(), KeyringError> {
        let mut secrets = self.read()?;
        secrets.remove(name);
        self.write(&secrets)
    }
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let arguments = Arguments::parse();
    std::fs::create_dir_all(&arguments.home)?;
    let person = Arc::new(Person::default());
    let places = Places {
        suggested_vault: arguments.home.join("Backstock"),
        exports: arguments.home.join("Exports"),
        temporary: std::env::temp_dir(),
        last_vault: arguments.home.join("last-vault.json"),
        practice_offered: arguments.practice,
        version: env!("CARGO_PKG_VERSION").to_owned(),
    };
    let keyring = FileKeyring {
        file: (!arguments.no_keyring).then(|| arguments.home.join("keyring.json")),
    };
    let native: Arc<dyn Native> = Arc::<Person>::clone(&person);
    let doors = Doors::connected(
        Arc::new(SystemTime),
        native,
        Arc::new(keyring),
        ConnectedShops::built_in().map_err(std::io::Error::other)?,
        places,
    );
    // The window's own policy, so that a browser test notices what the real window would refuse. Only the way to this door differs.
    let policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; \
                  connect-src 'self'; frame-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'";
    let router = Router::new()
        .route("/door/{name}", post(door))
        .route("/events", get(events))
        .route("/native/pick", post(queue_pick))
        .route("/native/confirm", post(queue_confirmation))
        .route("/native/drop", post(drop_files))
        .route("/native/heard", get(heard))
        .fallback_service(ServeDir::new(&arguments.ui))
        .layer(SetResponseHeaderLayer::overriding(
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(policy),
        ))
        .with_state(Served { doors, person });
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", arguments.port)).await?;
    #[expect(
        clippy::print_stdout,
        reason = "whoever started the door reads the address here"
    )]
    {
        println!("http://{}", listener.local_addr()?);
    }
    axum::serve(listener, router).await
}

async fn door(
    State(served): State<Served>,
    Path(name): Path<String>,
    Json(ask): Json<serde_json::Value>,
) -> Response {
    match call(&served.doors, &name, ask).await {
        None => StatusCode::NOT_FOUND.into_response(),
        Some(Ok(answer)) => Json(answer).into_response(),
        Some(Err(failure)) => (StatusCode::UNPROCESSABLE_ENTITY, Json(failure)).into_response(),
    }
}

async fn events(State(served): State<Served>) -> impl IntoResponse {
    let news = stream::unfold(served.doors.news(), |mut news| async move {
        loop {
            match news.recv().await {
                Ok(job) => {
                    let event = Event::default().data(serde_json::to_string(&job).unwrap_or_default());
                    return Some((Ok::<_, Infallible>(event), news));
                }
                Err(tokio::sync::broadcast::error::RecvError::Lagged(_)) => {}
                Err(tokio::sync::broadcast::error::RecvError::Closed) => return None,
            }
        }
    });
    Sse::new(news).keep_alive(KeepAlive::default())
}

async fn queue_pick(State(served): State<Served>, Json(path): Json<Option<PathBuf>>) -> StatusCode {
    served
        .person
        .picks
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .push_back(path);
    StatusCode::NO_CONTENT
}

/// Files are dropped on the window; answers the address it goes to.
async fn drop_files(State(served): State<Served>, Json(files): Json<Vec<PathBuf>>) -> Json<String> {
    Json(served.doors.arrive(files))
}

async fn queue_confirmation(State(served): State<Served>, Json(yes): Json<bool>) -> StatusCode {
    served
        .person
        .confirmations
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .push_back(yes);
    StatusCode::NO_CONTENT
}

async fn heard(State(served): State<Served>) -> Json<Vec<serde_json::Value>> {
    Json(
        served
            .person
            .heard
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone(),
    )
}
