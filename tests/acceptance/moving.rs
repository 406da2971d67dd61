//! Files that are not where they were: a shop that was moved, and a vault that was replaced by an older copy of itself.

use std::fs;
use std::path::Path;

use backstock_contract::{
    AddSqliteShopAsk, DeskState, JobState, Nothing, PickAsk, PickPurpose, RelocateShopAsk, ShopAsk,
    UnlockAsk, UnlockWith, VaultState,
};

use crate::desk::TestDesk;

impl TestDesk {
    /// The handle of a file that the person chooses in the picker.
    async fn picked(&self, file: &Path) -> String {
        self.person.will_pick(file);
        let ask = PickAsk {
            purpose: PickPurpose::ShopFile,
        };
        self.doors.pick(ask).await.unwrap().chosen.unwrap().handle
    }

    /// Why the last backup of a shop failed.
    async fn failed_backup(&self, shop: &str) -> String {
        let news = self.back_up(shop).await;
        match &news.last().unwrap().1.state {
            JobState::Failed { failure, .. } => failure.code.clone(),
            other => panic!("{other:?}"),
        }
    }

    async fn backups(&self, shop: &str) -> Vec<u64> {
        let ask = ShopAsk {
            shop: shop.to_owned(),
        };
        let list = self.doors.list_backups(ask).await.unwrap();
        list.backups.iter().map(|row| row.backup).collect()
    }

    /// Locks the vault, changes its folder behind the app's back, and unlocks it again.
    async fn meanwhile(&self, change: impl FnOnce(&Path)) -> DeskState {
        let open = self.doors.open_desk(Nothing {}).await.unwrap();
        self.doors.lock_vault(Nothing {}).await.unwrap();
        change(Path::new(&open_folder(&open)));
        let ask = UnlockAsk {
            with: UnlockWith::Keyring,
            remember: false,
        };
        self.doors.unlock_vault(ask).await.unwrap()
    }
}

fn open_folder(desk: &DeskState) -> String {
    match &desk.vault {
        VaultState::Open { folder, .. } => folder.clone(),
        other => panic!("{other:?}"),
    }
}

/// Why the open vault is not the newest one, by its code and its sentence.
fn older(desk: &DeskState) -> Option<(String, String)> {
    match &desk.vault {
        VaultState::Open { older, .. } => older
            .as_ref()
            .map(|failure| (failure.code.clone(), failure.message.clone())),
        other => panic!("{other:?}"),
    }
}

// TRUST T16: the owner chooses the file anew and is asked with both places named; the history goes on.
#[tokio::test(flavor = "multi_thread")]
async fn a_moved_shop_is_chosen_anew_and_its_history_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let (old, new) = (
        folder.path().join("shop.sqlite"),
        folder.path().join("moved.sqlite"),
    );
    backstock_practice::create(&old, backstock_practice::Size::Small, 7, chrono::Utc::now()).unwrap();
    let desk = TestDesk::with_a_vault(None).await;
    let ask = AddSqliteShopAsk {
        name: "Tea".to_owned(),
        file: desk.picked(&old).await,
    };
    let shop = desk.doors.add_sqlite_shop(ask).await.unwrap().name;
    desk.back_up(&shop).await;
    fs::rename(&old, &new).unwrap();
    assert_eq!(desk.failed_backup(&shop).await, "shop_missing");

    let file = desk.picked(&new).await;
    let ask = || RelocateShopAsk {
        shop: shop.clone(),
        file: file.clone(),
    };
    desk.person.says_no(true);
    let refused = desk.doors.relocate_shop(ask()).await.unwrap_err();
    assert_eq!(refused.code, "not_confirmed");
    assert_eq!(desk.failed_backup(&shop).await, "shop_missing");
    desk.person.says_no(false);
    desk.person.was_asked();
    let row = desk.doors.relocate_shop(ask()).await.unwrap();
    assert_eq!(row.place, new.display().to_string());
    let question = desk.person.was_asked().pop().unwrap();
    assert!(question.title.contains("Tea"), "{question:?}");
    for place in [&old, &new] {
        assert!(
            question.message.contains(&place.display().to_string()),
            "{question:?}"
        );
    }
    desk.back_up(&shop).await;
    assert_eq!(desk.backups(&shop).await, [2, 1]);

    // The file of another shop is not taken, whatever the person says.
    let practice = desk.doors.add_practice_shop(Nothing {}).await.unwrap();
    let ask = RelocateShopAsk {
        shop: shop.clone(),
        file: desk.picked(Path::new(&practice.place)).await,
    };
    assert_eq!(
        desk.doors.relocate_shop(ask).await.unwrap_err().code,
        "another_shop"
    );
    desk.back_up(&shop).await;
    assert_eq!(desk.backups(&shop).await, [3, 2, 1]);
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let there = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &there);
        } else if let Err(error) = fs::copy(entry.path(), there) {
            // The log of a database goes away when the last thread lets go of it.
            assert_eq!(
                error.kind(),
                std::io::ErrorKind::NotFound,
                "{}",
                entry.path().display()
            );
        }
    }
}

// TRUST 4.3.6: the whole folder, its anchor included, is replaced by an older copy; the keyring knows better.
#[tokio::test(flavor = "multi_thread")]
async fn an_older_vault_is_noticed_and_can_be_read_and_is_accepted_once() {
    let spare = tempfile::tempdir().unwrap();
    let kept = spare.path().join("kept");
    let desk = TestDesk::with_a_vault(None).await;
    let shop = desk.doors.add_practice_shop(Nothing {}).await.unwrap().name;
    desk.back_up(&shop).await;
    let state = desk.meanwhile(|vault| copy(vault, &kept)).await;
    assert_eq!(older(&state), None);
    desk.back_up(&shop).await;
    desk.back_up(&shop).await;

    let state = desk
        .meanwhile(|vault| {
            fs::remove_dir_all(vault).unwrap();
            copy(&kept, vault);
        })
        .await;
    let warning = Some((
        "vault_older".to_owned(),
        "This vault is older than the last one used here (newest backup 1, last used 3). Someone may have replaced it, or you restored a \
         copy."
            .to_owned(),
    ));
    assert_eq!(older(&state), warning);
    assert_eq!(desk.backups(&shop).await, [1]);
    // Neither time nor a new backup makes it go away; only the owner does.
    desk.back_up(&shop).await;
    assert!(older(&desk.meanwhile(|_| ()).await).is_some());
    let accepted = desk.doors.accept_vault(Nothing {}).await.unwrap();
    assert_eq!(older(&accepted), None);
    assert_eq!(older(&desk.meanwhile(|_| ()).await), None);
    desk.back_up(&shop).await;
    assert_eq!(older(&desk.meanwhile(|_| ()).await), None);
}

// A shop that its owner removes is no sign of an older vault.
#[tokio::test(flavor = "multi_thread")]
async fn a_removed_shop_does_not_make_the_vault_look_older() {
    let desk = TestDesk::with_a_vault(None).await;
    let shop = desk.doors.add_practice_shop(Nothing {}).await.unwrap().name;
    desk.back_up(&shop).await;
    desk.doors.remove_shop(ShopAsk { shop }).await.unwrap();
    assert_eq!(older(&desk.meanwhile(|_| ()).await), None);
}
