//! How the owner's computer writes moments. The window knows, and tells what is said outside of it: the operating system's own
//! questions, notifications, and the line beside the clock.

use std::sync::PoisonError;

use backstock_contract::{Habits, Nothing};
use chrono::{DateTime, Local, TimeZone, Utc};

use crate::state::Held;
use crate::{Doors, Reply};

impl Doors {
    /// Takes over how moments are written on this computer; until then the day comes first and a day has 24 hours.
    pub async fn tell_habits(&self, habits: Habits) -> Reply<Nothing> {
        *self.held.habits.lock().unwrap_or_else(PoisonError::into_inner) = habits;
        Ok(Nothing {})
    }
}

impl Held {
    /// A moment as it is said outside the window.
    pub(crate) fn spoken(&self, moment: DateTime<Utc>) -> String {
        let habits = *self.habits.lock().unwrap_or_else(PoisonError::into_inner);
        written(habits, &moment.with_timezone(&Local))
    }
}

fn written<Zone: TimeZone<Offset: std::fmt::Display>>(habits: Habits, moment: &DateTime<Zone>) -> String {
    let day = if habits.month_first {
        "%B %-d, %Y"
    } else {
        "%-d %B %Y"
    };
    let time = if habits.twelve_hours { "%-I:%M %p" } else { "%H:%M" };
    moment.format(&format!("{day}, {time}")).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_as_the_owner_writes_it() {
        let moment = Utc.with_ymd_and_hms(2026, 11, 30, 16, 4, 0).unwrap();
        let habits = |twelve_hours, month_first| Habits {
            twelve_hours,
            month_first,
        };
        assert_eq!(written(Habits::default(), &moment), "30 November 2026, 16:04");
        assert_eq!(written(habits(true, true), &moment), "November 30, 2026, 4:04 PM");
        assert_eq!(written(habits(true, false), &moment), "30 November 2026, 4:04 PM");
    }
}
