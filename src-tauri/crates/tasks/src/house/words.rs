//! Every sentence in `ui/src/words/en` is on some screen, and every sentence a screen asks for is there.
//!
//! The sentences are nested objects, and screens reach them by chains such as `words.vault.backUp.button`, through names given to
//! a part of such a chain (`const said = words.vault;`), or through names taken out of it (`const { disabled } = said;`). A chain
//! that ends before a sentence, because it is handed on or read with `[`, uses everything below it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use super::{Breach, House};

const WORDS: &str = "ui/src/words/en/";

/// Where in the words something stands: `["vault", "backUp", "button"]`.
type Path = Vec<String>;

/// What a name in a file stands for; another function of the file may mean another thing by it.
type Names = BTreeMap<String, BTreeSet<Path>>;

#[derive(Debug, PartialEq, Eq)]
enum Entry {
    Sentence,
    Group(BTreeMap<String, Entry>),
}

/// Sentences that nobody reads, and sentences that are not there.
pub(super) fn are_all_said(house: &House) -> Vec<Breach> {
    let words = Entry::Group(
        house
            .sources(WORDS, &[".ts"])
            .filter_map(|(path, text)| {
                let name = path.strip_prefix(WORDS)?.strip_suffix(".ts")?;
                let start = text.find(&format!("export const {name}"))?;
                let open = start + text.get(start..)?.find("= {")? + "= {".len();
                let group = Reader { text, at: open }.group();
                Some((name.to_owned(), Entry::Group(group)))
            })
            .collect(),
    );
    let mut used = BTreeSet::new();
    let mut breaches = Vec::new();
    for (path, text) in house.sources("ui/src/", &[".ts", ".svelte"]) {
        let is_read_by_owners = !path.starts_with(WORDS) && !path.contains(".test.");
        if is_read_by_owners && text.contains("words") {
            let text = without_comments(text);
            read(&words, &text, &mut used, &mut |missing| {
                breaches.push(Breach::new(
                    path,
                    format!("there are no words `{}`", missing.join(".")),
                ));
            });
        }
    }
    let mut all = Vec::new();
    words.sentences(&mut Vec::new(), &mut all);
    breaches.extend(all.into_iter().filter(|path| !used.contains(path)).map(|path| {
        let file = path.first().map(String::as_str).unwrap_or_default();
        Breach::new(
            format!("{WORDS}{file}.ts"),
            format!("nobody says `{}`", path.join(".")),
        )
    }));
    breaches
}

impl Entry {
    fn at(&self, path: &[String]) -> Option<&Self> {
        path.iter().try_fold(self, |entry, key| match entry {
            Self::Group(group) => group.get(key),
            Self::Sentence => None,
        })
    }

    /// All sentences below, each by its whole path.
    fn sentences(&self, at: &mut Path, found: &mut Vec<Path>) {
        match self {
            Self::Sentence => found.push(at.clone()),
            Self::Group(group) => {
                for (key, entry) in group {
                    at.push(key.clone());
                    entry.sentences(at, found);
                    at.pop();
                }
            }
        }
    }
}

/// Marks what one file says.
fn read(words: &Entry, text: &str, used: &mut BTreeSet<Path>, missing: &mut dyn FnMut(Path)) {
    let (names, definitions) = names(words, text);
    for (start, chain) in chains(text) {
        if definitions.iter().any(|given| given.contains(&start)) {
            continue;
        }
        let Some((first, rest)) = chain.split_first() else {
            continue;
        };
        for base in names.get(*first).into_iter().flatten() {
            let mut path = base.clone();
            let mut is_there = true;
            for key in rest {
                match words.at(&path) {
                    Some(Entry::Group(group)) if group.contains_key(*key) => path.push((*key).to_owned()),
                    // What follows a sentence is asked of a text.
                    Some(Entry::Sentence) => break,
                    Some(Entry::Group(_)) | None => {
                        is_there = false;
                        path.push((*key).to_owned());
                        break;
                    }
                }
            }
            // A name may mean two things in two functions; then one of them has what is asked.
            if !is_there && names.get(*first).is_some_and(|bases| bases.len() == 1) {
                missing(path);
            } else if let (Some(entry), false) = (words.at(&path), path.is_empty()) {
                let mut below = Vec::new();
                entry.sentences(&mut path, &mut below);
                used.extend(below);
            }
        }
    }
}

/// What names stand for, and where they are given: to give a name says nothing yet.
fn names(words: &Entry, text: &str) -> (Names, Vec<RangeInclusive<usize>>) {
    let mut names: Names = BTreeMap::from([("words".to_owned(), BTreeSet::from([Vec::new()]))]);
    let mut definitions = Vec::new();
    // A name may be given by a name that is given further down.
    loop {
        let before: usize = names.values().map(BTreeSet::len).sum();
        definitions.clear();
        for (position, _) in text.match_indices("const ") {
            let Some(given) = Given::read(text, position + "const ".len()) else {
                continue;
            };
            let Some((first, rest)) = given.chain.split_first() else {
                continue;
            };
            for base in names.get(*first).cloned().into_iter().flatten() {
                let mut path = base;
                path.extend(rest.iter().map(|key| (*key).to_owned()));
                let Some(Entry::Group(_)) = words.at(&path) else {
                    continue;
                };
                definitions.push(position..=given.chain_at);
                for (key, name) in &given.names {
                    let mut path = path.clone();
                    path.extend(key.map(str::to_owned));
                    names.entry((*name).to_owned()).or_default().insert(path);
                }
            }
        }
        if names.values().map(BTreeSet::len).sum::<usize>() == before {
            return (names, definitions);
        }
    }
}

/// `const said = words.vault;`, `const { a, b: c } = $derived(said.backUp);`
struct Given<'a> {
    /// What is taken out of the chain (all of it, or one key), and under which name.
    names: Vec<(Option<&'a str>, &'a str)>,
    chain: Vec<&'a str>,
    chain_at: usize,
}

impl<'a> Given<'a> {
    fn read(text: &'a str, at: usize) -> Option<Self> {
        let line = text.get(at..)?;
        let (left, right) = line.split_at(line.find(" = ")?);
        if left.contains(';') {
            return None;
        }
        let names = match left.strip_prefix('{').and_then(|left| left.strip_suffix('}')) {
            Some(inner) => inner
                .split(',')
                .map(str::trim)
                .filter(|part| !part.is_empty())
                .map(|part| match part.split_once(':') {
                    Some((key, name)) => (Some(key.trim()), name.trim()),
                    None => (Some(part), part),
                })
                .collect(),
            None => vec![(None, left.split(':').next()?.trim())],
        };
        let value = right.strip_prefix(" = ")?;
        let bare = value.strip_prefix("$derived(").unwrap_or(value);
        let chain_at = at + left.len() + " = ".len() + value.len() - bare.len();
        let (chain, end) = chain(bare)?;
        let rest = bare.get(end..)?.trim_start_matches(')');
        rest.starts_with([';', '}', '\n']).then_some(Self {
            names,
            chain,
            chain_at,
        })
    }
}

/// All chains of names in a text, with where they begin.
fn chains(text: &str) -> impl Iterator<Item = (usize, Vec<&str>)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let rest = text.get(at..)?;
            let start = at + rest.find(is_name_sign)?;
            let (found, length) = chain(text.get(start..)?)?;
            let follows_a_point = text
                .get(..start)
                .is_some_and(|before| before.ends_with('.') && !before.ends_with(".."));
            at = start + length.max(1);
            if !follows_a_point {
                return Some((start, found));
            }
        }
    })
}

/// The chain a text begins with, and its length: `said.a?.b` has three names.
fn chain(text: &str) -> Option<(Vec<&str>, usize)> {
    let mut names = Vec::new();
    let mut end = 0;
    loop {
        let rest = text.get(end..)?;
        let length = rest.find(|sign| !is_name_sign(sign)).unwrap_or(rest.len());
        if length == 0 {
            return None;
        }
        names.push(rest.get(..length)?);
        end += length;
        let after = text.get(end..)?;
        // Long chains are broken before the point.
        let point = after.trim_start();
        let broken = after.len() - point.len();
        let signs = if point.starts_with("?.") {
            2
        } else {
            usize::from(point.starts_with('.'))
        };
        let goes_on = point
            .get(signs..)
            .is_some_and(|next| next.starts_with(is_name_sign));
        if signs == 0 || !goes_on {
            return Some((names, end));
        }
        end += broken + signs;
    }
}

fn is_name_sign(sign: char) -> bool {
    sign.is_alphanumeric() || matches!(sign, '_' | '$')
}

/// A comment that mentions a sentence does not say it. Its place stays, so that nothing moves together.
fn without_comments(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((start, end)) = [("/*", "*/"), ("<!--", "-->")]
        .into_iter()
        .filter_map(|(open, close)| {
            let start = rest.find(open)?;
            let end = start + rest.get(start..)?.find(close)? + close.len();
            Some((start, end))
        })
        .min()
    {
        kept.push_str(rest.get(..start).unwrap_or_default());
        rest = rest.get(end..).unwrap_or_default();
    }
    kept.push_str(rest);
    kept.lines()
        .filter(|line| {
            let line = line.trim_start();
            !line.starts_with("//") && !line.starts_with("import ")
        })
        .collect::<Vec<_>>()
        .join("\n")
}

/// Reads the objects of a file of words.
struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    /// The entries of an object, from behind its brace.
    fn group(&mut self) -> BTreeMap<String, Entry> {
        let mut group = BTreeMap::new();
        loop {
            self.skip_to_something();
            let rest = self.rest();
            let length = rest
                .find(|sign| !is_name_sign(sign) && sign != '"')
                .unwrap_or(rest.len());
            if length == 0 {
                if rest.starts_with("...") {
                    self.skip_value();
                    continue;
                }
                self.at += 1;
                return group;
            }
            let key = rest
                .get(..length)
                .unwrap_or_default()
                .trim_matches('"')
                .to_owned();
            self.at += length;
            // `key,` is the value of that name.
            let has_value = self.rest().starts_with(':');
            self.at += usize::from(has_value);
            self.skip_to_something_of(has_value);
            let entry = if has_value && self.rest().starts_with('{') {
                self.at += 1;
                Entry::Group(self.group())
            } else {
                Entry::Sentence
            };
            self.skip_value();
            group.insert(key, entry);
        }
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn skip_to_something_of(&mut self, value: bool) {
        if value {
            self.skip_to_something();
        }
    }

    /// Over blanks, commas and comments.
    fn skip_to_something(&mut self) {
        loop {
            let rest = self.rest();
            let blank = rest.len()
                - rest
                    .trim_start_matches(|sign: char| sign.is_whitespace() || sign == ',')
                    .len();
            let comment = if rest.starts_with("//") {
                rest.find('\n')
            } else if rest.starts_with("/*") {
                rest.find("*/").map(|end| end + 2)
            } else {
                None
            };
            match blank + comment.unwrap_or(0) {
                0 => return,
                length => self.at += length,
            }
        }
    }

    /// Over a value, to the comma or the brace behind it.
    fn skip_value(&mut self) {
        let mut depth = 0_u32;
        while let Some(sign) = self.rest().chars().next() {
            match sign {
                '"' | '\'' | '`' => self.skip_text(sign),
                '(' | '[' | '{' => {
                    depth += 1;
                    self.at += 1;
                }
                ',' | '}' if depth == 0 => return,
                ')' | ']' | '}' => {
                    depth = depth.saturating_sub(1);
                    self.at += 1;
                }
                '/' if self.rest().starts_with("//") || self.rest().starts_with("/*") => {
                    self.skip_to_something();
                }
                other => self.at += other.len_utf8(),
            }
        }
    }

    /// Over a text in quotes; in a template, over what it computes as well.
    fn skip_text(&mut self, quote: char) {
        self.at += 1;
        while let Some(sign) = self.rest().chars().next() {
            if sign == '\\' {
                self.at += 2;
            } else if quote == '`' && self.rest().starts_with("${") {
                self.at += 2;
                while !self.rest().is_empty() && !self.rest().starts_with('}') {
                    self.skip_value();
                    self.at += usize::from(self.rest().starts_with(','));
                }
                self.at += 1;
            } else {
                self.at += sign.len_utf8();
                if sign == quote {
                    return;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::of_files;
    use super::*;

    const SHELL: &str = "
import { counted } from './common';
export const shell = {
  // Said nowhere.
  lost: \"Lost, and { not } found\",
  tabs: { one: \"One\", two: \"Two\" },
  /** A count. */
  items: (count: number): string => `${counted(count, { one: \"item\", other: \"items\" })}, {x}`,
  deep: {
    by_kind: { a: \"A\", b: \"B\" },
    title:
      \"A title\",
  },
};
";

    fn said(path: &str, text: &str) -> Vec<String> {
        let house = of_files(&[("ui/src/words/en/shell.ts", SHELL), (path, text)]);
        are_all_said(&house)
            .into_iter()
            .map(|breach| breach.what)
            .collect()
    }

    #[test]
    fn a_sentence_that_no_screen_says_is_found() {
        let screen = "
<script lang=\"ts\">
  import { words } from \"../../words\";
  // words.shell.lost is only talked about.
  const said = words.shell;
  const { deep, tabs: two_tabs } = said;
  const kinds = $derived(deep.by_kind);
</script>
{two_tabs.one.length}{said.tabs
  .two}{said.items(2)}{kinds[kind]}{deep.title}
";
        assert_eq!(
            said("ui/src/screens/a/A.svelte", screen),
            ["nobody says `shell.lost`"]
        );
    }

    #[test]
    fn what_is_handed_on_whole_is_said_whole() {
        let screen =
            "const { shell } = words;\nshow(shell.deep, shell.tabs);\nshow(shell.lost, shell.items);";
        assert_eq!(said("ui/src/parts/a.ts", screen), [""; 0]);
    }

    #[test]
    fn what_only_a_test_says_is_not_said_and_what_is_not_there_is_found() {
        let test = "show(words.shell);";
        assert_eq!(said("ui/src/parts/a.test.ts", test).len(), 7);
        let screen = "show(words.shell);\nconst said = words.shell;\nshow(said.tabs.three);";
        assert_eq!(
            said("ui/src/parts/a.ts", screen),
            ["there are no words `shell.tabs.three`"]
        );
    }
}
