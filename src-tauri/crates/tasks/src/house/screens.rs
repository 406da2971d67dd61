//! How the window's code may look: shop data is text, Tauri is behind one door, screens do not know each other.

use super::{Breach, House};

const SOURCES: &[&str] = &[".ts", ".js", ".svelte", ".html"];

/// Ways to turn a text into markup or a program. A shop's data must never get there.
const DANGEROUS: &[&str] = &[
    "{@html",
    "innerHTML",
    "outerHTML",
    "insertAdjacentHTML",
    "document.write",
    "createContextualFragment",
    "parseFromString",
    "srcdoc",
    "<iframe",
    "eval(",
    "new Function(",
];

fn lines<'a>(house: &'a House, folder: &'a str) -> impl Iterator<Item = (String, &'a str)> {
    house.sources(folder, SOURCES).flat_map(|(path, text)| {
        text.lines()
            .enumerate()
            .map(move |(number, line)| (format!("{path}:{}", number + 1), line))
    })
}

/// S2.3: HTML of a shop is shown as source.
pub(super) fn show_text_only(house: &House) -> Vec<Breach> {
    lines(house, "ui/")
        .filter_map(|(place, line)| {
            let found = DANGEROUS.iter().find(|word| line.contains(**word))?;
            Some(Breach::new(
                place,
                format!("`{found}` could turn a shop's data into markup"),
            ))
        })
        .collect()
}

/// Tauri's packages are imported in one folder, so that the browser tests can stand in for it.
pub(super) fn speak_through_ipc(house: &House) -> Vec<Breach> {
    lines(house, "ui/src/")
        .filter(|(place, line)| !place.starts_with("ui/src/ipc/") && line.contains("@tauri-apps"))
        .map(|(place, _)| Breach::new(place, "only ui/src/ipc may import @tauri-apps"))
        .collect()
}

/// Screens are composed from kit and parts, and go to each other by the address only.
pub(super) fn stand_alone(house: &House) -> Vec<Breach> {
    lines(house, "ui/src/")
        .filter_map(|(place, line)| {
            let imported = imported(line)?;
            let within = place.strip_prefix("ui/src/")?;
            let mut folders = within.split('/');
            let room = folders.next()?;
            let own = folders.next().filter(|name| !name.contains('.'));
            let depth = within.split('/').count() - 1;
            let target = from_src(imported, depth, within)?;
            let (other_room, rest) = target.split_once('/').unwrap_or((&target, ""));
            // What lies in the folder itself, such as the list of addresses, belongs to no screen.
            let is_other_screen = other_room == "screens"
                && rest.contains('/')
                && match room {
                    "screens" => own.is_some_and(|own| rest.split('/').next() != Some(own)),
                    "kit" | "parts" | "words" | "ipc" => true,
                    _ => false,
                };
            let is_upwards = room == "kit" && matches!(other_room, "parts" | "contract" | "ipc");
            (is_other_screen || is_upwards)
                .then(|| Breach::new(place.clone(), format!("must not import {target}")))
        })
        .collect()
}

/// What a line imports, as written between the quotes.
fn imported(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let rest = if line.starts_with("import ") || line.starts_with("export ") || line.starts_with("} from ") {
        line.rsplit_once(" from ")
            .map(|(_, rest)| rest)
            .or_else(|| line.strip_prefix("import "))?
    } else {
        return None;
    };
    let quote = rest.chars().next().filter(|sign| matches!(sign, '"' | '\''))?;
    rest.get(1..)?.split(quote).next()
}

/// The imported path from ui/src, for paths that lie there.
fn from_src(imported: &str, depth: usize, within: &str) -> Option<String> {
    if let Some(rest) = imported
        .strip_prefix("$lib/")
        .or_else(|| imported.strip_prefix("@/"))
    {
        return Some(rest.to_owned());
    }
    let mut folders: Vec<&str> = within.split('/').take(depth).collect();
    let mut parts = imported.split('/').peekable();
    if !matches!(parts.peek(), Some(&"." | &"..")) {
        return None;
    }
    for part in parts {
        match part {
            "." => {}
            ".." => {
                folders.pop()?;
            }
            name => folders.push(name),
        }
    }
    Some(folders.join("/"))
}

#[cfg(test)]
mod tests {
    use super::super::tests::of_files;
    use super::*;

    #[test]
    fn markup_from_data_is_found() {
        let house = of_files(&[
            (
                "ui/src/parts/Bad.svelte",
                "<p>{@html record.name}</p>\n<p>{record.name}</p>",
            ),
            ("ui/src/kit/good.ts", "node.textContent = text;"),
            ("src-tauri/a.rs", "// innerHTML"),
        ]);
        let breaches = show_text_only(&house);
        assert_eq!(breaches.len(), 1);
        assert_eq!(breaches[0].place, "ui/src/parts/Bad.svelte:1");
    }

    #[test]
    fn tauri_is_spoken_to_in_one_folder() {
        let import = "import { invoke } from '@tauri-apps/api/core';";
        let house = of_files(&[
            ("ui/src/ipc/call.ts", import),
            ("ui/src/screens/a/A.svelte", import),
        ]);
        let breaches = speak_through_ipc(&house);
        assert_eq!(breaches.len(), 1);
        assert_eq!(breaches[0].place, "ui/src/screens/a/A.svelte:1");
    }

    #[test]
    fn screens_and_kit_keep_to_themselves() {
        let house = of_files(&[
            (
                "ui/src/screens/restore/Restore.svelte",
                "  import Row from './Row.svelte';\n  import X from '../vault/X.svelte';",
            ),
            (
                "ui/src/screens/restore/view.svelte.ts",
                "import { a } from \"../../parts/a\";",
            ),
            (
                "ui/src/kit/Button.svelte",
                "import type { ShopRow } from '../contract/contract';",
            ),
            ("ui/src/parts/Pill.svelte", "import { b } from '../kit/b';"),
            (
                "ui/src/App.svelte",
                "import Restore from './screens/restore/Restore.svelte';",
            ),
        ]);
        let places: Vec<String> = stand_alone(&house)
            .into_iter()
            .map(|breach| breach.place)
            .collect();
        assert_eq!(
            places,
            [
                "ui/src/screens/restore/Restore.svelte:2",
                "ui/src/kit/Button.svelte:1"
            ]
        );
    }
}
