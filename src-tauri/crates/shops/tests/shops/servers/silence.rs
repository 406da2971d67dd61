//! Servers that are there and say nothing, and lines that break.

use std::time::Duration;

use backstock_servers::Proxy;
use backstock_shops::{ServerAddress, ServerKind, Shop as _, ShopError, Waiting};

use super::desk::{BOTH, ServerDesk};
use crate::desk::state_of;

/// Short enough for a test, long enough for a busy computer.
const SOON: Waiting = Waiting {
    connecting: Duration::from_secs(2),
    silent: Duration::from_secs(2),
    thinking: Duration::from_secs(2),
};

fn teas(desk: &ServerDesk) {
    desk.sql("CREATE TABLE tea (id INT PRIMARY KEY, name VARCHAR(200));");
    let rows: Vec<String> = (0..5_000)
        .map(|id| format!("({id}, '{}')", "leaf ".repeat(20)))
        .collect();
    desk.sql(&format!("INSERT INTO tea VALUES {}", rows.join(", ")));
}

fn through(desk: &ServerDesk, line: &Proxy) -> ServerAddress {
    ServerAddress {
        port: Some(line.port()),
        ..desk.address()
    }
}

#[test]
fn a_server_that_takes_the_connection_and_says_nothing_is_given_up() {
    for kind in BOTH {
        let Some(desk) = ServerDesk::new(kind, "silent") else {
            continue;
        };
        let line = Proxy::before(desk.port()).unwrap();
        line.stall_after(0);
        let shop = desk.shop_at(through(&desk, &line)).unwrap().waited_for(SOON);
        let silent = shop.check().unwrap_err();
        assert!(matches!(silent, ShopError::Silent { .. }), "{silent:?}");
        line.go_on();
        shop.check().unwrap();
    }
}

#[test]
fn a_server_that_falls_silent_while_it_is_read_is_given_up() {
    for kind in BOTH {
        let Some(desk) = ServerDesk::new(kind, "silent") else {
            continue;
        };
        teas(&desk);
        let line = Proxy::before(desk.port()).unwrap();
        let shop = desk.shop_at(through(&desk, &line)).unwrap().waited_for(SOON);
        shop.check().unwrap();
        line.stall_after(200_000);
        let silent = state_of(&shop).unwrap_err();
        assert!(matches!(silent, ShopError::Silent { .. }), "{silent:?}");
        line.go_on();
        assert_eq!(state_of(&shop).unwrap().order.len(), 5_000);
    }
}

// A query that takes its time is not silence: another connection is told that the server is at work on it.
#[test]
fn a_server_that_thinks_for_long_is_waited_for() {
    let Some(desk) = ServerDesk::new(ServerKind::Postgres, "slow") else {
        return;
    };
    teas(&desk);
    let shop = desk.shop_at(desk.address()).unwrap().waited_for(SOON);
    let is_locked =
        "SELECT count(*) FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND relation = 'tea'::regclass";
    std::thread::scope(|scope| {
        // Longer than silence is borne.
        scope.spawn(|| {
            desk.as_master("BEGIN; LOCK TABLE tea IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(5); COMMIT");
        });
        while desk.rows(is_locked).concat() != ["1"] {}
        assert_eq!(state_of(&shop).unwrap().order.len(), 5_000);
    });
}

#[test]
fn a_line_that_is_cut_is_told_and_a_slow_one_is_not() {
    for kind in BOTH {
        let Some(desk) = ServerDesk::new(kind, "cut") else {
            continue;
        };
        teas(&desk);
        let line = Proxy::before(desk.port()).unwrap();
        let shop = desk.shop_at(through(&desk, &line)).unwrap();
        shop.check().unwrap();
        line.cut_after(200_000);
        let lost = state_of(&shop).unwrap_err();
        assert!(matches!(lost, ShopError::ConnectionLost { .. }), "{lost:?}");
        line.delay(Duration::from_millis(5));
        assert_eq!(state_of(&shop).unwrap().order.len(), 5_000);
        line.take_away();
        let away = shop.check().unwrap_err();
        assert!(
            matches!(
                away,
                ShopError::ConnectionLost { .. } | ShopError::ServerMissing { .. }
            ),
            "{away:?}"
        );
    }
}
