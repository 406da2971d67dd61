//! How files, tables and sheets are called. What a shop calls things may hold anything; what other programs read may not.

use std::collections::HashSet;

use backstock_model::ObjectHash;

/// Where a large content lies in a part.
pub(crate) fn object_file(hash: &ObjectHash) -> String {
    format!("objects/{hash}")
}

/// The beginning of a file's name for a content type or a collection. What is not a plain letter, digit, `_` or `-` is
/// written as its bytes in hex, so that no two are the same.
pub(crate) fn file_stem(parts: &[&str]) -> String {
    let mut name = String::new();
    for (position, part) in parts.iter().enumerate() {
        if position > 0 {
            name.push('.');
        }
        for byte in part.bytes() {
            match byte {
                b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-' => name.push(char::from(byte)),
                // Upper case too: on many systems `Orders` and `orders` would be one file.
                other => name.push_str(&format!("%{other:02x}")),
            }
        }
    }
    name
}

/// A shop's name as the beginning of the name of a folder.
pub(crate) fn slug(name: &str) -> String {
    let mut slug = String::new();
    for letter in name.chars() {
        if letter.is_alphanumeric() {
            slug.extend(letter.to_lowercase());
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
        if slug.len() >= 40 {
            break;
        }
    }
    match slug.trim_end_matches('-') {
        "" => "shop".to_owned(),
        slug => slug.to_owned(),
    }
}

/// Names that differ also where upper and lower case are the same, none longer than `longest` bytes.
pub(crate) fn distinct<'a>(names: impl IntoIterator<Item = &'a str>, longest: usize) -> Vec<String> {
    let mut taken = HashSet::new();
    names
        .into_iter()
        .map(|name| {
            let mut found = cut(name, longest);
            let mut number = 2;
            while !taken.insert(found.to_lowercase()) {
                let end = format!("_{number}");
                found = cut(name, longest.saturating_sub(end.len())) + &end;
                number += 1;
            }
            found
        })
        .collect()
}

fn cut(name: &str, longest: usize) -> String {
    let mut end = name.len().min(longest);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    name.get(..end).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_hold_nothing_that_a_file_system_minds() {
        assert_eq!(file_stem(&["products", "variants"]), "products.variants");
        assert_eq!(file_stem(&["../Evil"]), "%2e%2e%2f%45vil");
        assert_eq!(slug("Harbour Tea & Co."), "harbour-tea-co");
        assert_eq!(slug("../.."), "shop");
        assert_eq!(slug("Tee für Öl"), "tee-für-öl");
    }

    #[test]
    fn no_two_columns_are_called_the_same() {
        assert_eq!(
            distinct(["Name", "name", "NAME"], 60),
            ["Name", "name_2", "NAME_3"]
        );
        assert_eq!(distinct(["long one", "long two"], 4), ["long", "lo_2"]);
        assert_eq!(distinct(["ééé"], 3), ["é"]);
    }
}
