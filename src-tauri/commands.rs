//! # The commands: one for every door
//!
//! They are made from the contract's table, so that none can be forgotten, misspelt or given a body of its own: a command
//! takes the question, opens the door of the same name, if it may be opened now, and hands back its answer.

use backstock_doors::{Doors, Reply};
use tauri::ipc::Invoke;
use tauri::{State, Wry};

macro_rules! commands {
    ($($door:ident($ask:ident) -> $answer:ident;)*) => {
        $(
            #[tauri::command]
            async fn $door(
                doors: State<'_, Doors>,
                ask: backstock_contract::$ask,
            ) -> Reply<backstock_contract::$answer> {
                doors.may_open(stringify!($door))?;
                doors.$door(ask).await
            }
        )*

        /// Everything the window may call.
        pub(crate) fn all() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
            tauri::generate_handler![$($door),*]
        }
    };
}

backstock_contract::for_each_door!(commands);
