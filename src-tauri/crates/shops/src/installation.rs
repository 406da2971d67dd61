//! # One installation of a platform
//!
//! A database may hold several installations, told apart by what the names of their tables begin with: `wp_posts` is one
//! WordPress's, `wp2_posts` another's. A shop is one of them. Which one is found out by itself where there is only one, chosen by
//! the owner where there are several, and kept with the shop, so that one that is put beside it later takes nothing over.
//!
//! The tables of the others are none of the shop's: they are left out where its tables are described, so that nothing above
//! can read or write them. A table that no installation's letters begin belongs to nobody and is read as ever.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::ShopError;
use crate::profile::{CurrencyPlace, NO_PROFILE, Profile, Profiles};

/// An installation that a look at a database found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstallationFound {
    /// The key of the profile that fits it best.
    pub profile: String,
    /// What the names of its tables begin with.
    pub prefix: String,
    /// How many tables begin so.
    pub tables: u64,
    /// Whether it is the one that is looked at.
    pub is_used: bool,
}

/// A profile as it is laid over one installation.
#[derive(Clone, Debug)]
pub(crate) struct Installation {
    pub(crate) profile: Arc<Profile>,
    /// What was chosen; without a choice the fullest one counts, and nothing is left out for the others.
    prefix: Option<String>,
    /// The profiles that the others are known by.
    catalogue: Profiles,
}

impl Installation {
    /// The profile of a key over the installation of a prefix; of no key the one that fits the tables best, with [`NO_PROFILE`]
    /// none. The tables are only asked for where they are needed.
    pub(crate) fn choose(
        catalogue: &Profiles,
        key: Option<&str>,
        prefix: Option<&str>,
        tables: impl FnOnce() -> Result<Vec<String>, ShopError>,
    ) -> Result<Option<Self>, ShopError> {
        let profile = match (key, prefix) {
            (Some(NO_PROFILE), _) => None,
            (Some(key), _) => Some(Arc::clone(catalogue.named(key).ok_or_else(|| {
                ShopError::Profile {
                    name: key.to_owned(),
                    what: "there is no profile of this name".to_owned(),
                }
            })?)),
            (None, prefix) => {
                let tables = tables()?;
                let names: Vec<&str> = tables.iter().map(String::as_str).collect();
                let of_prefix = prefix.and_then(|prefix| {
                    let found = installations(catalogue, &names);
                    let found = found.into_iter().find(|found| found.prefix == prefix)?;
                    catalogue.named(&found.profile).cloned()
                });
                of_prefix.or_else(|| catalogue.fitting(&names).cloned())
            }
        };
        Ok(profile.map(|profile| Self {
            profile,
            prefix: prefix.map(str::to_owned),
            catalogue: catalogue.clone(),
        }))
    }

    /// A profile over the fullest of its installations.
    pub(crate) fn fullest(profile: Arc<Profile>) -> Self {
        Self {
            profile,
            prefix: None,
            catalogue: Profiles::default(),
        }
    }

    /// What the names of the shop's tables begin with.
    pub(crate) fn prefix_in(&self, tables: &[&str]) -> String {
        match &self.prefix {
            // Also where it does not fit any more: another installation is never taken in its place.
            Some(chosen) => chosen.clone(),
            None => self.profile.prefix_in(tables).unwrap_or_default(),
        }
    }

    /// Where the currency stands in a shop with these tables; the table with its prefix.
    pub(crate) fn currency_in(&self, tables: &[&str]) -> Option<CurrencyPlace> {
        self.profile.currency_of(&self.prefix_in(tables))
    }

    /// All installations in a database with these tables, the fullest first; none where the profile's names never change.
    pub(crate) fn beside(&self, tables: &[&str]) -> Vec<InstallationFound> {
        if !self.profile.detect.prefix {
            return Vec::new();
        }
        let used = self.prefix_in(tables);
        let mut found = installations(&self.catalogue, tables);
        for installation in &mut found {
            installation.is_used = installation.prefix == used;
        }
        found
    }

    /// Whether a table is left out because it is another installation's.
    pub(crate) fn is_anothers(&self, table: &str, found: &[InstallationFound]) -> bool {
        self.prefix
            .as_ref()
            .is_some_and(|own| is_of_another(table, own, found))
    }
}

/// Whether a table is one of an installation beside the one whose tables begin with `own`.
pub fn is_of_another(table: &str, own: &str, found: &[InstallationFound]) -> bool {
    let prefixes = found.iter().map(|found| found.prefix.as_str()).chain([own]);
    longest(prefixes, table).is_some_and(|prefix| prefix != own)
}

/// The installations of all platforms whose tables may begin with letters, the fullest first. Of two profiles that fit the same
/// tables the one that asks for more counts.
fn installations(catalogue: &Profiles, tables: &[&str]) -> Vec<InstallationFound> {
    let mut found: BTreeMap<String, (usize, usize, &Arc<Profile>)> = BTreeMap::new();
    for profile in catalogue.all().filter(|profile| profile.detect.prefix) {
        for (prefix, known) in profile.prefixes_in(tables) {
            let asked = profile.detect.tables.len();
            if found.get(&prefix).is_none_or(|(before, _, _)| asked >= *before) {
                found.insert(prefix, (asked, known, profile));
            }
        }
    }
    let mut sorted: Vec<_> = found.iter().collect();
    sorted.sort_by_key(|(prefix, (asked, known, _))| (usize::MAX - asked, usize::MAX - known, prefix.len()));
    let of_prefix = |prefix: &str| {
        let prefixes = || found.keys().map(String::as_str);
        let own = tables
            .iter()
            .filter(|table| longest(prefixes(), table) == Some(prefix));
        own.count() as u64
    };
    sorted
        .into_iter()
        .map(|(prefix, (_, _, profile))| InstallationFound {
            profile: profile.key.clone(),
            prefix: prefix.clone(),
            tables: of_prefix(prefix),
            is_used: false,
        })
        .collect()
}

/// The longest of the prefixes that a table begins with: `wp_2_posts` is not one of `wp_`.
fn longest<'p>(prefixes: impl Iterator<Item = &'p str>, table: &str) -> Option<&'p str> {
    prefixes
        .filter(|prefix| table.starts_with(prefix))
        .max_by_key(|prefix| prefix.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn catalogue() -> Profiles {
        let mut profiles = Profiles::default();
        for (key, tables) in [
            ("tea", r#""teas", "brands""#),
            ("teas-and-more", r#""teas", "brands", "cups""#),
        ] {
            profiles
                .add(&format!(
                    "profile = \"{key}\"\nlabel = \"{key}\"\n[detect]\ntables = [{tables}]\nprefix = true\n"
                ))
                .unwrap();
        }
        profiles
    }

    #[test]
    fn every_installation_is_found_with_the_tables_that_are_its_own() {
        let tables = [
            "a_teas",
            "a_brands",
            "a_2_teas",
            "a_2_brands",
            "a_2_cups",
            "a_notes",
            "post",
        ];
        let found = installations(&catalogue(), &tables);
        let told: Vec<(&str, &str, u64)> = found
            .iter()
            .map(|found| (found.profile.as_str(), found.prefix.as_str(), found.tables))
            .collect();
        assert_eq!(told, [("teas-and-more", "a_2_", 3), ("tea", "a_", 3)]);
    }

    #[test]
    fn a_chosen_one_leaves_out_the_others_and_stays_when_it_is_gone() {
        let catalogue = catalogue();
        let tables = ["a_teas", "a_brands", "teas", "brands", "post"];
        let names = || Ok(tables.iter().map(|name| (*name).to_owned()).collect());
        let left_out = |prefix: &str| {
            let chosen = Installation::choose(&catalogue, None, Some(prefix), names)
                .unwrap()
                .unwrap();
            let found = chosen.beside(&tables);
            let out = tables.iter().filter(|table| chosen.is_anothers(table, &found));
            out.copied().collect::<Vec<_>>()
        };
        assert_eq!(left_out("a_"), ["teas", "brands", "post"]);
        assert_eq!(left_out(""), ["a_teas", "a_brands"]);
        let gone = Installation::choose(&catalogue, Some("tea"), Some("b_"), names)
            .unwrap()
            .unwrap();
        assert_eq!(gone.prefix_in(&tables), "b_");
        let fullest = Installation::choose(&catalogue, Some("tea"), None, names)
            .unwrap()
            .unwrap();
        assert!(!fullest.is_anothers("a_teas", &fullest.beside(&tables)));
    }
}
