//! Comparing two backups and paging through what differs.

use backstock_model::ChangeKind::{self, Added, Deleted, Updated};
use backstock_model::Record;

use super::stage::{Stage, product, products};

const ALL: u32 = 600;
const FEW: u32 = 6;

// S2.7.4: of a large shop only what differs is listed, page by page.
#[test]
fn only_what_differs_is_listed() {
    let stage = Stage::new();
    let shop_on = |price: &dyn Fn(u32) -> u32| -> Vec<Record> {
        (0..ALL).map(|id| product(id, &price(id).to_string())).collect()
    };
    let first = stage.backup(&shop_on(&|_| 1)).number;
    let second = stage.backup(&shop_on(&|id| if id < FEW { 2 } else { 1 })).number;
    let third = stage.backup(&shop_on(&|id| if id < FEW { 2 } else { 3 })).number;
    for (from, to, wanted) in [(first, second, FEW), (second, third, ALL - FEW)] {
        let counts = stage.vault.changes_between(stage.shop, from, to, None).unwrap();
        let list = stage
            .vault
            .change_list(stage.shop, (from, to), &products(), None, None)
            .unwrap();
        assert_eq!((counts[0].updated, list.total()), (wanted.into(), wanted.into()));
        let mut paged = Vec::new();
        while (paged.len() as u64) < list.total() {
            let page = stage.vault.change_page(&list, paged.len() as u64, 50).unwrap();
            assert_eq!(page.len(), 50.min(wanted as usize - paged.len()));
            paged.extend(page.into_iter().map(|record| record.key));
        }
        paged.sort();
        paged.dedup();
        assert_eq!(paged.len(), wanted as usize);
    }
}

// S2.7.4, S2.7.5: from the newer to the older one, what was added is what is gone; and a name is that of its own time.
#[test]
fn a_list_is_told_in_the_direction_that_was_asked() {
    let stage = Stage::new();
    let first = stage.backup(&[product(1, "1"), product(2, "1")]).number;
    let second = stage
        .backup(&[product(2, "2"), product(3, "1"), product(4, "1")])
        .number;
    let told = |from, to, kind, find| -> Vec<(ChangeKind, String)> {
        let list = stage
            .vault
            .change_list(stage.shop, (from, to), &products(), kind, find)
            .unwrap();
        let page = stage.vault.change_page(&list, 0, 10).unwrap();
        assert_eq!(page.len() as u64, list.total());
        page.into_iter()
            .map(|record| (record.change, record.name))
            .collect()
    };
    let named = |changes: &[(ChangeKind, u32)]| -> Vec<(ChangeKind, String)> {
        changes
            .iter()
            .map(|(change, id)| (*change, format!("Tea {id}")))
            .collect()
    };
    assert_eq!(
        told(first, second, None, None),
        named(&[(Deleted, 1), (Updated, 2), (Added, 3), (Added, 4)])
    );
    assert_eq!(
        told(second, first, None, None),
        named(&[(Added, 1), (Updated, 2), (Deleted, 3), (Deleted, 4)])
    );
    assert_eq!(
        told(second, first, Some(Deleted), None),
        named(&[(Deleted, 3), (Deleted, 4)])
    );
    assert_eq!(
        told(first, second, Some(Added), Some("TEA 4")),
        named(&[(Added, 4)])
    );
    assert_eq!(told(first, first, None, None), []);
}
