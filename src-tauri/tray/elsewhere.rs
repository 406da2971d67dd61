//! The icon on Windows and macOS, by Tauri.

use backstock_doors::{Doors, Glance};
use tauri::menu::{Menu, MenuItemBuilder, PredefinedMenuItem};
use tauri::tray::{MouseButton, MouseButtonState, TrayIcon, TrayIconBuilder, TrayIconEvent};
use tauri::{AppHandle, Manager as _};

use super::{Action, Line, act, lines};
use crate::window;

/// The icon while it is shown.
pub(super) struct Icon {
    app: AppHandle,
    icon: TrayIcon,
}

impl Icon {
    /// Shows it; nothing where the system has no place for it.
    pub(super) fn show(app: &AppHandle, glance: &Glance) -> Option<Self> {
        let mut builder = TrayIconBuilder::with_id("backstock")
            .tooltip(tip(glance))
            .menu(&menu(app, glance).ok()?)
            .show_menu_on_left_click(cfg!(target_os = "macos"))
            .on_menu_event(|app, event| {
                if let Some((doors, action)) = app.try_state::<Doors>().zip(named(event.id().as_ref())) {
                    act(app, &doors, &action);
                }
            })
            .on_tray_icon_event(|icon, event| {
                if let TrayIconEvent::Click {
                    button: MouseButton::Left,
                    button_state: MouseButtonState::Up,
                    ..
                } = event
                    && cfg!(not(target_os = "macos"))
                {
                    window::bring_to_front(icon.app_handle());
                }
            });
        if let Some(picture) = app.default_window_icon() {
            builder = builder.icon(picture.clone());
        }
        Some(Self {
            app: app.clone(),
            icon: builder.build(app).ok()?,
        })
    }

    pub(super) fn change(&mut self, glance: &Glance) {
        // A tray that cannot be changed shows what was; the window shows what is.
        let _ = self.icon.set_tooltip(Some(tip(glance)));
        if let Ok(menu) = menu(&self.app, glance) {
            let _ = self.icon.set_menu(Some(menu));
        }
    }
}

fn tip(glance: &Glance) -> String {
    glance.lines.join("\n")
}

/// What an action is called between the menu and its event.
fn name_of(action: &Action) -> String {
    match action {
        Action::Open => "open".to_owned(),
        Action::BackUp(shop) => format!("back up {shop}"),
        Action::Stop(job) => format!("stop {job}"),
        Action::Quit => "quit".to_owned(),
    }
}

fn named(name: &str) -> Option<Action> {
    match name {
        "open" => Some(Action::Open),
        "quit" => Some(Action::Quit),
        other => match other.strip_prefix("stop ") {
            Some(job) => job.parse().ok().map(Action::Stop),
            None => other
                .strip_prefix("back up ")
                .map(|shop| Action::BackUp(shop.to_owned())),
        },
    }
}

fn menu(app: &AppHandle, glance: &Glance) -> tauri::Result<Menu<tauri::Wry>> {
    let menu = Menu::new(app)?;
    for line in lines(glance) {
        match line {
            Line::Gap => menu.append(&PredefinedMenuItem::separator(app)?)?,
            Line::Said(said) => menu.append(&MenuItemBuilder::new(said).enabled(false).build(app)?)?,
            Line::Do(label, action) => {
                menu.append(&MenuItemBuilder::with_id(name_of(&action), label).build(app)?)?;
            }
        }
    }
    Ok(menu)
}
