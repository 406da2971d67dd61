//! A real notice on a private D-Bus, with a notification server that answers like a desktop's.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use std::collections::HashMap;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use backstock_doors::Notice;
use zbus::object_server::SignalEmitter;
use zbus::zvariant::OwnedValue;

use super::{escaped, show};

const INSIDE: &str = "BACKSTOCK_TEST_INSIDE";

/// A notice as the server was asked to show it.
#[derive(Clone, Debug)]
struct Asked {
    title: String,
    body: String,
    actions: Vec<String>,
}

type Shown = Arc<Mutex<Vec<Asked>>>;

struct Server {
    shown: Shown,
    is_clicked: bool,
}

#[zbus::interface(name = "org.freedesktop.Notifications")]
impl Server {
    fn get_capabilities(&self) -> Vec<String> {
        vec!["body".to_owned(), "body-markup".to_owned(), "actions".to_owned()]
    }

    #[expect(clippy::too_many_arguments, reason = "the interface of the desktop")]
    async fn notify(
        &self,
        _app: String,
        _replaces: u32,
        _icon: String,
        title: String,
        body: String,
        actions: Vec<String>,
        _hints: HashMap<String, OwnedValue>,
        _timeout: i32,
        #[zbus(signal_emitter)] emitter: SignalEmitter<'_>,
    ) -> u32 {
        self.shown.lock().unwrap().push(Asked { title, body, actions });
        let emitter = emitter.into_owned();
        let is_clicked = self.is_clicked;
        tokio::spawn(async move {
            // A person needs a moment, too; the caller must know the number before it is clicked.
            tokio::time::sleep(Duration::from_millis(200)).await;
            if is_clicked {
                Self::action_invoked(&emitter, 7, "default").await.unwrap();
            }
            Self::notification_closed(&emitter, 7, 2).await.unwrap();
        });
        7
    }

    #[zbus(signal)]
    async fn action_invoked(emitter: &SignalEmitter<'_>, id: u32, action: &str) -> zbus::Result<()>;

    #[zbus(signal)]
    async fn notification_closed(emitter: &SignalEmitter<'_>, id: u32, reason: u32) -> zbus::Result<()>;
}

/// Starts the test of this name again on a D-Bus of its own.
fn again(name: &str) {
    let path = std::env::var_os("PATH").unwrap_or_default();
    if !std::env::split_paths(&path).any(|folder| folder.join("dbus-run-session").exists()) {
        use std::io::Write as _;
        let _ = writeln!(std::io::stderr(), "skipped: {name} needs dbus-run-session");
        return;
    }
    let output = Command::new("dbus-run-session")
        .arg("--")
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", name, "--nocapture"])
        .env(INSIDE, "1")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let said =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
}

/// Shows a notice on a desktop whose person clicks it or lets it go. Says what was shown and how often `open` was called.
async fn on_a_desktop(notice: Notice, is_clicked: bool) -> (Vec<Asked>, u32) {
    let shown = Shown::default();
    let server = Server {
        shown: Arc::clone(&shown),
        is_clicked,
    };
    let _connection = zbus::connection::Builder::session()
        .unwrap()
        .name("org.freedesktop.Notifications")
        .unwrap()
        .serve_at("/org/freedesktop/Notifications", server)
        .unwrap()
        .build()
        .await
        .unwrap();
    let opened = Arc::new(Mutex::new(0));
    let count = Arc::clone(&opened);
    let showing = show(notice, move || *count.lock().unwrap() += 1);
    tokio::time::timeout(Duration::from_secs(20), showing)
        .await
        .unwrap();
    let shown = shown.lock().unwrap().clone();
    let opened = *opened.lock().unwrap();
    (shown, opened)
}

fn notice() -> Notice {
    Notice {
        title: "Backup finished: Harbour Tea".to_owned(),
        body: "2,000 products <b>& more</b>".to_owned(),
        route: "#/vault".to_owned(),
    }
}

// S2.6.8: success and failure both notify; a click opens the job.
#[test]
fn a_click_on_a_notice_opens_what_it_is_about() {
    if std::env::var_os(INSIDE).is_none() {
        return again("desk::notices::tests::a_click_on_a_notice_opens_what_it_is_about");
    }
    let (shown, opened) = tauri::async_runtime::block_on(on_a_desktop(notice(), true));
    assert_eq!(shown.len(), 1);
    assert_eq!(shown[0].title, "Backup finished: Harbour Tea");
    // T13: markup in a name is shown, not obeyed.
    assert_eq!(shown[0].body, "2,000 products &lt;b&gt;&amp; more&lt;/b&gt;");
    assert_eq!(shown[0].actions, ["default", "Open"]);
    assert_eq!(opened, 1);
}

#[test]
fn a_notice_that_is_let_go_opens_nothing() {
    if std::env::var_os(INSIDE).is_none() {
        return again("desk::notices::tests::a_notice_that_is_let_go_opens_nothing");
    }
    let (shown, opened) = tauri::async_runtime::block_on(on_a_desktop(notice(), false));
    assert_eq!((shown.len(), opened), (1, 0));
}

#[test]
fn markup_is_escaped_once() {
    assert_eq!(
        escaped("a & b < c > d &amp;"),
        "a &amp; b &lt; c &gt; d &amp;amp;"
    );
}
