//! # The icon in the tray
//!
//! It says how things are and lets the owner open the window, back a shop up, stop what runs, and quit. What it says is
//! [`Doors::glance`]; here it becomes a menu ([`lines`]), and the desktop's own way of showing one is in `linux.rs` and
//! `elsewhere.rs`.
//!
//! * A desktop that shows no tray is no failure: everything the icon says is in the window, and starting the app again brings
//!   the window back.
//! * It looks again twice a minute and whenever a job begins or ends, and draws only when something is different.

#[cfg_attr(target_os = "linux", path = "tray/linux.rs")]
#[cfg_attr(not(target_os = "linux"), path = "tray/elsewhere.rs")]
mod drawn;

use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::time::Duration;

use backstock_contract::JobState;
use backstock_doors::{Doors, Glance};
use tauri::AppHandle;

use crate::{is_working, window};

const BETWEEN_LOOKS: Duration = Duration::from_secs(30);

/// A line of the menu.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Line {
    /// Something to read.
    Said(String),
    /// A gap between two groups.
    Gap,
    /// Something to do.
    Do(String, Action),
}

/// What a line does.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Action {
    Open,
    BackUp(String),
    Stop(u64),
    Quit,
}

/// The menu that says and does what is seen at a glance.
fn lines(glance: &Glance) -> Vec<Line> {
    let mut lines: Vec<_> = glance.lines.iter().cloned().map(Line::Said).collect();
    lines.push(Line::Gap);
    lines.push(Line::Do("Open Backstock".to_owned(), Action::Open));
    match glance.shops.as_slice() {
        [] => {}
        [only] => lines.push(Line::Do("Back up now".to_owned(), Action::BackUp(only.clone()))),
        shops => lines.extend(
            shops
                .iter()
                .map(|shop| Line::Do(format!("Back up now: {shop}"), Action::BackUp(shop.clone()))),
        ),
    }
    lines.extend(
        glance
            .job
            .map(|job| Line::Do("Stop what is running".to_owned(), Action::Stop(job))),
    );
    lines.push(Line::Gap);
    lines.push(Line::Do("Quit Backstock".to_owned(), Action::Quit));
    lines
}

/// Shows the icon from now on.
pub(crate) fn begin(app: &AppHandle, doors: &Doors) {
    let (poke, poked) = mpsc::channel();
    poke_at_jobs(doors, poke);
    let (app, doors) = (app.clone(), doors.clone());
    std::thread::spawn(move || {
        let mut shown = doors.glance();
        let Some(mut icon) = drawn::Icon::show(&app, &shown) else {
            return;
        };
        loop {
            match poked.recv_timeout(BETWEEN_LOOKS) {
                Ok(()) | Err(RecvTimeoutError::Timeout) => while poked.try_recv().is_ok() {},
                Err(RecvTimeoutError::Disconnected) => return,
            }
            let seen = doors.glance();
            if seen != shown {
                icon.change(&seen);
                shown = seen;
            }
        }
    });
}

/// Has the icon looked after when a job begins or ends. In between nothing is different at a glance.
fn poke_at_jobs(doors: &Doors, poke: Sender<()>) {
    use tokio::sync::broadcast::error::RecvError;

    let mut news = doors.news();
    tauri::async_runtime::spawn(async move {
        let mut running = None;
        loop {
            match news.recv().await {
                Ok(news) => {
                    let now = matches!(news.state, JobState::Running { .. }).then_some(news.job);
                    if now != running {
                        running = now;
                        if poke.send(()).is_err() {
                            return;
                        }
                    }
                }
                Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => return,
            }
        }
    });
}

/// Does what a line says. What is refused is told by the window, which is brought to the front for it.
fn act(app: &AppHandle, doors: &Doors, action: &Action) {
    match action.clone() {
        Action::Open => window::bring_to_front(app),
        Action::BackUp(shop) => {
            let (app, doors) = (app.clone(), doors.clone());
            tauri::async_runtime::spawn(async move {
                if doors.back_up_now(&shop).await.is_err() {
                    window::bring_to_front(&app);
                }
            });
        }
        Action::Stop(job) => {
            let doors = doors.clone();
            // A job that has just ended needs no stopping.
            tauri::async_runtime::spawn(async move { drop(doors.stop_job(job).await) });
        }
        Action::Quit if is_working(app) => window::ask_to_close(app),
        Action::Quit => app.exit(0),
    }
}

#[cfg(test)]
mod tests {
    use backstock_doors::GlanceLook;

    use super::*;

    fn glance(shops: &[&str], job: Option<u64>) -> Glance {
        Glance {
            look: GlanceLook::Quiet,
            lines: vec!["Bakery: last backup 20 November 2026, 02:00".to_owned()],
            shops: shops.iter().map(ToString::to_string).collect(),
            job,
        }
    }

    fn done(lines: &[Line]) -> Vec<(&str, &Action)> {
        lines
            .iter()
            .filter_map(|line| match line {
                Line::Do(label, action) => Some((label.as_str(), action)),
                Line::Said(_) | Line::Gap => None,
            })
            .collect()
    }

    #[test]
    fn the_menu_says_how_things_are_and_then_what_can_be_done() {
        let menu = lines(&glance(&["Bakery"], None));
        assert!(matches!(&menu[0], Line::Said(said) if said.starts_with("Bakery: last backup")));
        assert_eq!(menu[1], Line::Gap);
        let bakery = Action::BackUp("Bakery".to_owned());
        assert_eq!(
            done(&menu),
            [
                ("Open Backstock", &Action::Open),
                ("Back up now", &bakery),
                ("Quit Backstock", &Action::Quit)
            ]
        );
    }

    #[test]
    fn of_two_shops_each_can_be_backed_up_and_of_what_runs_nothing_but_a_stop() {
        let menu = lines(&glance(&["Bakery", "Café"], None));
        assert_eq!(done(&menu)[1].0, "Back up now: Bakery");
        assert_eq!(done(&menu)[2].0, "Back up now: Café");
        let menu = lines(&glance(&[], Some(7)));
        assert_eq!(done(&menu)[1], ("Stop what is running", &Action::Stop(7)));
        // Locked: the window and the way out.
        assert_eq!(done(&lines(&glance(&[], None))).len(), 2);
    }
}
