//! The icon on Linux: a StatusNotifierItem on the session's D-Bus, as KDE, XFCE, Cinnamon and (by an extension) GNOME show it.
//! Without a C library: a desktop without one must not keep the app from starting.

use backstock_doors::{Doors, Glance, GlanceLook};
use ksni::menu::StandardItem;
use ksni::{Handle, MenuItem, Status, ToolTip, TrayMethods as _};
use tauri::async_runtime::block_on;
use tauri::{AppHandle, Manager as _};

use super::{Line, act, lines};
use crate::window;

/// The icon while it is shown.
pub(super) struct Icon(Handle<Item>);

struct Item {
    app: AppHandle,
    glance: Glance,
    picture: Vec<ksni::Icon>,
}

impl Icon {
    /// Shows it; nothing where there is no session to show it in.
    pub(super) fn show(app: &AppHandle, glance: &Glance) -> Option<Self> {
        let item = Item {
            app: app.clone(),
            glance: glance.clone(),
            picture: picture(app).into_iter().collect(),
        };
        // A tray that begins later than the app shows it all the same.
        block_on(item.assume_sni_available(true).spawn()).ok().map(Self)
    }

    pub(super) fn change(&mut self, glance: &Glance) {
        // It goes away only with the session.
        let _ = block_on(self.0.update(|item| item.glance = glance.clone()));
    }
}

impl ksni::Tray for Item {
    fn id(&self) -> String {
        "backstock".to_owned()
    }

    fn title(&self) -> String {
        "Backstock".to_owned()
    }

    fn icon_name(&self) -> String {
        "backstock".to_owned()
    }

    fn icon_pixmap(&self) -> Vec<ksni::Icon> {
        self.picture.clone()
    }

    fn overlay_icon_name(&self) -> String {
        match self.glance.look {
            GlanceLook::Quiet => "",
            GlanceLook::Working => "emblem-synchronizing",
            GlanceLook::Wrong => "emblem-important",
            GlanceLook::Locked => "emblem-readonly",
        }
        .to_owned()
    }

    fn attention_icon_name(&self) -> String {
        self.icon_name()
    }

    fn attention_icon_pixmap(&self) -> Vec<ksni::Icon> {
        self.icon_pixmap()
    }

    fn status(&self) -> Status {
        match self.glance.look {
            GlanceLook::Wrong => Status::NeedsAttention,
            GlanceLook::Quiet | GlanceLook::Working | GlanceLook::Locked => Status::Active,
        }
    }

    fn tool_tip(&self) -> ToolTip {
        ToolTip {
            title: self.title(),
            description: self.glance.lines.join("\n"),
            ..ToolTip::default()
        }
    }

    fn activate(&mut self, _x: i32, _y: i32) {
        window::bring_to_front(&self.app);
    }

    fn menu(&self) -> Vec<MenuItem<Self>> {
        lines(&self.glance)
            .into_iter()
            .map(|line| match line {
                Line::Gap => MenuItem::Separator,
                Line::Said(said) => StandardItem {
                    label: unmarked(&said),
                    enabled: false,
                    ..StandardItem::default()
                }
                .into(),
                Line::Do(label, action) => StandardItem {
                    label: unmarked(&label),
                    activate: Box::new(move |item: &mut Self| {
                        if let Some(doors) = item.app.try_state::<Doors>() {
                            act(&item.app, &doors, &action);
                        }
                    }),
                    ..StandardItem::default()
                }
                .into(),
            })
            .collect()
    }
}

/// A label as it is; a single underscore would mark the letter after it as its key.
fn unmarked(label: &str) -> String {
    label.replace('_', "__")
}

/// The app's own icon, for desktops on which it is not installed among the others.
fn picture(app: &AppHandle) -> Option<ksni::Icon> {
    let icon = app.default_window_icon()?;
    let mut data = icon.rgba().to_vec();
    for pixel in data.chunks_exact_mut(4) {
        // Red, green, blue and opacity are wanted with the opacity first.
        pixel.rotate_right(1);
    }
    Some(ksni::Icon {
        width: i32::try_from(icon.width()).ok()?,
        height: i32::try_from(icon.height()).ok()?,
        data,
    })
}
