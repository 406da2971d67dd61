//! # The shop's own administration
//!
//! After a restore the owner wants to see the item where the shop's own software shows it. A database does not say for sure
//! where that is (a copy for trying things out still names the real shop's address), so the owner says it once for each shop.
//! Which page of the administration shows an item is said by the profile; without one the administration itself is opened.
//!
//! What is kept is an address that a browser opens as a page, and nothing of a session: what stands behind a question mark
//! is left away.

use backstock_model::RecordKey;
use backstock_vault::Shop;
use url::Url;

use crate::{Engine, EngineError};

impl Engine {
    /// The address of a shop's administration, where its owner entered one.
    pub fn admin_address(&self, shop: &str) -> Result<Option<String>, EngineError> {
        let known = self.vault.shop(shop)?;
        Ok(self.vault.setting(&setting_of(&known))?)
    }

    /// Keeps the address of a shop's administration; an empty one is forgotten. Answers what is kept.
    pub fn set_admin_address(&self, shop: &str, address: &str) -> Result<Option<String>, EngineError> {
        let known = self.vault.shop(shop)?;
        let kept = match address.trim() {
            "" => None,
            address => Some(page(address).ok_or(EngineError::AdminAddress)?.to_string()),
        };
        self.vault.set_setting(&setting_of(&known), kept.as_deref())?;
        Ok(kept)
    }

    /// The page where the shop's own software shows an item, or its administration; nothing while its address is not known.
    pub fn store_page(&self, shop: &str, record: Option<&RecordKey>) -> Result<Option<String>, EngineError> {
        let known = self.vault.shop(shop)?;
        let Some(admin) = self
            .vault
            .setting(&setting_of(&known))?
            .and_then(|kept| page(&kept))
        else {
            return Ok(None);
        };
        let of_item = record.and_then(|record| {
            let pattern = self
                .shops
                .item_page(known.profile.as_deref()?, &record.content_type)?;
            item_page(&admin, &pattern, record)
        });
        Ok(Some(of_item.unwrap_or(admin).to_string()))
    }
}

pub(crate) fn setting_of(shop: &Shop) -> String {
    format!("admin/{}", shop.id)
}

/// An address that a browser opens as a page: of the web, without a password in it.
fn page(address: &str) -> Option<Url> {
    let whole = if address.contains("://") {
        address.to_owned()
    } else {
        format!("https://{address}")
    };
    let mut url = Url::parse(&whole).ok()?;
    let is_page = matches!(url.scheme(), "https" | "http")
        && url.has_host()
        && url.username().is_empty()
        && url.password().is_none();
    url.set_query(None);
    url.set_fragment(None);
    is_page.then_some(url)
}

/// The page of an item, within the administration.
fn item_page(admin: &Url, pattern: &str, record: &RecordKey) -> Option<Url> {
    let parts = record.remote_id.parts();
    let [Some(id)] = parts.as_slice() else {
        return None;
    };
    let id: String = url::form_urlencoded::byte_serialize(id).collect();
    let mut folder = admin.clone();
    let has_file = admin
        .path()
        .rsplit('/')
        .next()
        .is_some_and(|last| last.contains('.'));
    if !has_file && !admin.path().ends_with('/') {
        folder.set_path(&format!("{}/", admin.path()));
    }
    let found = folder.join(&pattern.replace("{id}", &id)).ok()?;
    // A pattern leads nowhere else.
    (found.origin() == admin.origin()).then_some(found)
}

#[cfg(test)]
mod tests {
    use backstock_model::ContentType;

    use super::*;
    use crate::{ConnectedShops, ShopOpener as _};

    #[test]
    fn an_address_is_one_that_a_browser_opens_as_a_page() {
        let kept = |address: &str| page(address).map(|url| url.to_string());
        assert_eq!(
            kept("shop.example/wp-admin").as_deref(),
            Some("https://shop.example/wp-admin")
        );
        assert_eq!(
            kept("https://shop.example/admin/index.php?route=common/home&user_token=secret#top").as_deref(),
            Some("https://shop.example/admin/index.php")
        );
        for refused in [
            "javascript://shop.example/%0aalert(1)",
            "file:///etc/passwd",
            "https://anna:secret@shop.example/",
            "https://",
        ] {
            assert_eq!(kept(refused), None, "{refused}");
        }
    }

    // T13
    #[test]
    fn a_profile_says_the_page_of_an_item() {
        let shops = ConnectedShops::built_in().unwrap();
        let page = |content_type: &str| shops.item_page("woocommerce", &ContentType::new(content_type));
        assert_eq!(
            page("products").as_deref(),
            Some("post.php?post={id}&action=edit")
        );
        assert_eq!(page("tax_rates"), None);
    }

    // T13
    #[test]
    fn an_item_has_its_page_within_the_administration() {
        let record: RecordKey = "products/117".parse().unwrap();
        let opened = |admin: &str, pattern: &str| {
            item_page(&page(admin).unwrap(), pattern, &record).map(|url| url.to_string())
        };
        let edit = "post.php?post={id}&action=edit";
        for admin in [
            "https://shop.example/wp-admin",
            "https://shop.example/wp-admin/",
            "https://shop.example/wp-admin/index.php",
        ] {
            assert_eq!(
                opened(admin, edit).as_deref(),
                Some("https://shop.example/wp-admin/post.php?post=117&action=edit"),
                "{admin}"
            );
        }
        assert_eq!(opened("https://shop.example/", "//elsewhere.example/{id}"), None);
    }
}
