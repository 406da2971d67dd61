use backstock_contract::Nothing;
use backstock_doors::call;

use crate::desk::{CUSTOMERS, TestDesk};

macro_rules! names {
    ($($door:ident($ask:ident) -> $answer:ident;)*) => {
        const DOORS: &[&str] = &[$(stringify!($door)),*];
    };
}
backstock_contract::for_each_door!(names);

/// Doors that change a shop, what was kept, or a key. Whatever else is added must be put on one list or the other.
const WRITING: &[&str] = &[
    "start_restore",
    "resume_recovery",
    "leave_recovery",
    "preview_restore",
    "preview_undo",
    "preview_retry",
    "make_practice_mistake",
    "pass_practice_day",
    "add_practice_shop",
    "remove_shop",
    "relocate_shop",
    "set_passphrase",
    "remember_vault",
    "renew_recovery_key",
    "accept_vault",
    "start_guide",
    "check_guide",
];

// T10: over the whole table, whatever writes is refused, and looking goes on.
#[tokio::test(flavor = "multi_thread")]
async fn every_door_that_writes_refuses_while_viewing_only() {
    let desk = TestDesk::with_spoilt_customers().await;
    desk.doors.begin_view_only(Nothing {}).await.unwrap();
    let refuses = async |door: &str| {
        let answer = call(&desk.doors, door, serde_json::json!({})).await.unwrap();
        matches!(answer, Err(failure) if failure.code == "view_only")
    };
    for door in WRITING {
        assert!(DOORS.contains(door), "{door} is no door any more");
        assert!(refuses(door).await, "{door} does not refuse");
    }
    // What can be opened does not ask for anything that writes: it is told one by one.
    let mut open: Vec<&str> = Vec::new();
    for door in DOORS.iter().filter(|door| **door != "lock_vault") {
        if !refuses(door).await {
            open.push(door);
        }
    }
    for word in [
        "restore",
        "undo",
        "resume",
        "leave",
        "mistake",
        "remove",
        "delete",
        "prune",
        "pin",
        "passphrase",
        "set_",
        "add_",
        "move_",
    ] {
        let writes: Vec<_> = open
            .iter()
            .filter(|door| door.starts_with(word) || door.contains(&format!("_{word}")))
            .collect();
        assert!(writes.is_empty(), "{writes:?} can be opened while viewing only");
    }
    for door in ["compare_record", "search_vault", "start_looking_into_file"] {
        assert!(open.contains(&door), "{door} refuses");
    }
    assert_eq!(desk.spoilt(), CUSTOMERS);
}
