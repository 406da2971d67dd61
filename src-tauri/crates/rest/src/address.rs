//! Where a store is.

use serde::{Deserialize, Serialize};

use crate::{Manifest, Place};

/// Which store of a platform. The token is kept elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct StoreAddress {
    /// The store's name at the platform: its store hash.
    pub store: String,
    /// Another place than the platform's own, for trying things out on this computer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub endpoint: Option<String>,
}

impl StoreAddress {
    /// Reads what an owner typed or pasted: the store hash, or an address that has it in its path or host
    /// (`https://api.bigcommerce.com/stores/abc123/v3/`, `https://store-abc123.mybigcommerce.com`); or, where a platform's stores
    /// are sites of their own, the address of the site.
    pub fn parse(manifest: &Manifest, typed: &str) -> Option<Self> {
        match manifest.place {
            Place::Name => Self::name(typed.trim()),
            Place::Site => Self::site(manifest, typed.trim()),
        }
    }

    /// A site, without what its pages are called.
    fn site(manifest: &Manifest, typed: &str) -> Option<Self> {
        let bare = match typed.split_once("://") {
            Some(("https", rest)) => rest,
            Some(("http", rest)) if is_local(typed) => rest,
            Some(_) => return None,
            None => typed,
        };
        let bare = bare.split(['?', '#']).next().unwrap_or_default();
        let mut parts = bare.split('/');
        let host = parts.next()?.to_ascii_lowercase();
        let is_host = host.contains('.')
            && host
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b".-:".contains(&byte));
        let folders: Vec<&str> = parts
            .filter(|part| !part.is_empty())
            .take_while(|part| !part.starts_with("wp-"))
            .collect();
        let is_folder = |part: &&str| {
            !part.starts_with('.')
                && part
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte))
        };
        if !is_host || !folders.iter().all(is_folder) {
            return None;
        }
        let store = std::iter::once(host.as_str())
            .chain(folders)
            .collect::<Vec<_>>()
            .join("/");
        // One on this computer, to try things out with, has no certificate.
        let endpoint = typed
            .starts_with("http://")
            .then(|| manifest.base.replacen("https://", "http://", 1));
        Some(Self { store, endpoint })
    }

    fn name(typed: &str) -> Option<Self> {
        let bare = typed
            .strip_prefix("https://")
            .or_else(|| typed.strip_prefix("http://"))
            .unwrap_or(typed);
        let store = match bare.split_once("stores/") {
            Some((_, rest)) => rest.split('/').next().unwrap_or_default(),
            None => {
                let host = bare.split('/').next().unwrap_or_default();
                match host.strip_prefix("store-").and_then(|rest| rest.split_once('.')) {
                    // The host of a channel ends in the channel's number: store-abc123-2.
                    Some((name, _)) => name.split('-').next().unwrap_or_default(),
                    None => bare.trim_end_matches('/'),
                }
            }
        };
        let store = store.to_ascii_lowercase();
        let is_store =
            !store.is_empty() && store.len() <= 40 && store.bytes().all(|byte| byte.is_ascii_alphanumeric());
        // A store on this computer, which is one to try things out with, is where its address says.
        let endpoint = is_local(typed)
            .then(|| typed.split_once("/stores/"))
            .flatten()
            .map(|(place, _)| format!("{place}/stores/{{store}}"));
        is_store.then_some(Self { store, endpoint })
    }

    /// The place all calls begin with, without a `/` at its end.
    ///
    /// Only a place on this computer may stand in for the platform: a token must not be lured elsewhere by a changed setting.
    pub(crate) fn base(&self, manifest: &Manifest) -> Option<String> {
        let place = match &self.endpoint {
            None => manifest.base.as_str(),
            Some(endpoint) if is_local(&endpoint.replace("{store}", &self.store)) => endpoint,
            Some(_) => return None,
        };
        let is_kept = |letter: &char| match manifest.place {
            Place::Name => letter.is_ascii_alphanumeric(),
            Place::Site => letter.is_ascii_alphanumeric() || ".-:/_~".contains(*letter),
        };
        let store: String = self.store.chars().filter(is_kept).collect();
        let base = place.trim_end_matches('/').replace("{store}", &store);
        let is_safe = base.starts_with("https://") || is_local(&base);
        is_safe.then_some(base)
    }

    /// The store as one says it.
    pub fn spoken(&self) -> String {
        match &self.endpoint {
            None => self.store.clone(),
            Some(endpoint) => endpoint.replace("{store}", &self.store),
        }
    }

    /// What the store's token is kept under, the same for good.
    pub fn account(&self) -> String {
        match &self.endpoint {
            None => self.store.clone(),
            Some(endpoint) => format!("{} at {endpoint}", self.store),
        }
    }
}

/// Whether a place is on this computer.
pub(crate) fn is_local(place: &str) -> bool {
    let Some(rest) = place
        .strip_prefix("http://")
        .or_else(|| place.strip_prefix("https://"))
    else {
        return false;
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if authority.contains('@') {
        return false;
    }
    let host = match authority.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => authority.split(':').next().unwrap_or_default(),
    };
    host == "localhost"
        || host
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bigcommerce() -> std::sync::Arc<Manifest> {
        Manifest::built_in("bigcommerce").unwrap()
    }

    fn store(typed: &str) -> Option<String> {
        StoreAddress::parse(&bigcommerce(), typed).map(|address| address.store)
    }

    // T18
    #[test]
    fn an_owner_may_paste_whatever_has_the_store_hash_in_it() {
        for typed in [
            "abc123",
            " ABC123 ",
            "https://api.bigcommerce.com/stores/abc123/v3/",
            "api.bigcommerce.com/stores/abc123",
            "https://store-abc123.mybigcommerce.com/manage/dashboard",
            "store-abc123-2.mybigcommerce.com",
        ] {
            assert_eq!(store(typed).as_deref(), Some("abc123"), "{typed}");
        }
        for typed in ["", "https://www.harbour-tea.example", "a b", "../evil", "stores/"] {
            assert_eq!(store(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_store_to_try_things_out_with_is_where_its_address_says() {
        let parsed = StoreAddress::parse(&bigcommerce(), "http://127.0.0.1:8420/stores/abc123/v3/").unwrap();
        assert_eq!(
            (parsed.store.as_str(), parsed.endpoint.as_deref()),
            ("abc123", Some("http://127.0.0.1:8420/stores/{store}"))
        );
        assert_eq!(parsed.spoken(), "http://127.0.0.1:8420/stores/abc123");
        assert_eq!(parsed.account(), "abc123 at http://127.0.0.1:8420/stores/{store}");
        for elsewhere in [
            "https://evil.example/stores/abc123/v3/",
            "http://127.0.0.1@evil.example/stores/abc123",
        ] {
            assert_eq!(
                StoreAddress::parse(&bigcommerce(), elsewhere).unwrap().endpoint,
                None,
                "{elsewhere}"
            );
        }
    }

    // T6
    #[test]
    fn only_this_computer_may_stand_in_for_the_platform() {
        let manifest = bigcommerce();
        let at = |endpoint: Option<&str>| {
            let address = StoreAddress {
                store: "abc".into(),
                endpoint: endpoint.map(str::to_owned),
            };
            address.base(&manifest)
        };
        assert_eq!(
            at(None).as_deref(),
            Some("https://api.bigcommerce.com/stores/abc")
        );
        assert_eq!(
            at(Some("http://127.0.0.1:8080/stores/{store}")).as_deref(),
            Some("http://127.0.0.1:8080/stores/abc")
        );
        for elsewhere in [
            "https://evil.example/stores/{store}",
            "http://localhost.evil.example",
            "http://127.0.0.1@evil.example",
            "http://user:127.0.0.1@evil.example",
            "ftp://127.0.0.1",
        ] {
            assert_eq!(at(Some(elsewhere)), None, "{elsewhere}");
        }
    }

    // T6, T18: a platform whose stores are sites of their own.
    #[test]
    fn a_site_is_its_address_without_its_pages() {
        let manifest = Manifest::built_in("woocommerce").unwrap();
        let base = |typed: &str| StoreAddress::parse(&manifest, typed)?.base(&manifest);
        for (typed, base_of_it) in [
            ("shop.example", "https://shop.example/wp-json/wc/v3"),
            ("https://Shop.Example/", "https://shop.example/wp-json/wc/v3"),
            (
                "https://shop.example/wp-admin/admin.php?page=wc-settings",
                "https://shop.example/wp-json/wc/v3",
            ),
            ("example.com/tea", "https://example.com/tea/wp-json/wc/v3"),
            ("http://127.0.0.1:8123", "http://127.0.0.1:8123/wp-json/wc/v3"),
        ] {
            assert_eq!(base(typed).as_deref(), Some(base_of_it), "{typed}");
        }
        for typed in [
            "",
            "shop",
            "http://shop.example",
            "https://anna:secret@shop.example",
            "shop.example/../evil",
            "ftp://shop.example",
        ] {
            assert_eq!(base(typed), None, "{typed}");
        }
    }
}
