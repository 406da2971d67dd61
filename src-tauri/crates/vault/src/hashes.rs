//! # Hashes and roots
//!
//! A document's hash is keyed with the vault's key and cut to 128 bits: nobody without the key can compute one, so nobody can
//! make two documents meet.
//!
//! A backup's root says which records it holds. It is a *sum*: every record contributes one 256-bit number that depends on its
//! type, id, name, search words and document, and the root is their sum. So a record that comes, goes or changes costs one
//! addition, an unchanged one costs nothing, and the order does not matter. Without the key the numbers cannot be
//! computed, let alone be made to add up (decisions/0005).

use crate::reading::RecordHash;

/// The sum over all records of a backup.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Root([u64; 4]);

impl Root {
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut words = [0; 4];
        if bytes.len() != 32 {
            return None;
        }
        for (word, part) in words.iter_mut().zip(bytes.chunks_exact(8)) {
            *word = u64::from_le_bytes(part.try_into().ok()?);
        }
        Some(Self(words))
    }

    pub(crate) fn to_bytes(self) -> [u8; 32] {
        let mut bytes = [0; 32];
        for (part, word) in bytes.chunks_exact_mut(8).zip(self.0) {
            part.copy_from_slice(&word.to_le_bytes());
        }
        bytes
    }

    pub(crate) fn add(&mut self, other: Self) {
        let mut carry = false;
        for (word, more) in self.0.iter_mut().zip(other.0) {
            let (sum, over) = word.overflowing_add(more);
            let (sum, over_again) = sum.overflowing_add(u64::from(carry));
            *word = sum;
            carry = over || over_again;
        }
    }

    pub(crate) fn take(&mut self, other: Self) {
        let mut borrow = false;
        for (word, less) in self.0.iter_mut().zip(other.0) {
            let (rest, under) = word.overflowing_sub(less);
            let (rest, under_again) = rest.overflowing_sub(u64::from(borrow));
            *word = rest;
            borrow = under || under_again;
        }
    }
}

/// A document's hash.
pub(crate) fn document_hash(key: &[u8; 32], document: &[u8]) -> RecordHash {
    let whole = blake3::keyed_hash(key, document);
    let mut hash = [0; 16];
    hash.copy_from_slice(whole.as_bytes().split_at(16).0);
    RecordHash(hash)
}

/// What one record adds to the root. Part of the format: never changes.
pub(crate) fn leaf(
    key: &[u8; 32],
    content_type: &str,
    id: &str,
    name: &str,
    search: &str,
    hash: RecordHash,
) -> Root {
    let mut hasher = blake3::Hasher::new_keyed(key);
    for part in [content_type, id, name, search] {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.update(&hash.0);
    Root::from_bytes(hasher.finalize().as_bytes()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_added_can_be_taken_in_any_order(words in prop::collection::vec(any::<[u64; 4]>(), 1..20)) {
            let mut root = Root::default();
            for &word in &words {
                root.add(Root(word));
            }
            prop_assert_eq!(Root::from_bytes(&root.to_bytes()), Some(root));
            for &word in words.iter().rev() {
                root.take(Root(word));
            }
            prop_assert_eq!(root, Root::default());
        }
    }

    #[test]
    fn every_part_of_a_record_counts() {
        let key = [1; 32];
        let hash = document_hash(&key, b"{}");
        let leaves = [
            leaf(&key, "a", "b", "c", "d", hash),
            leaf(&key, "ab", "", "c", "d", hash),
            leaf(&key, "a", "b", "cd", "", hash),
            leaf(&key, "a", "b", "c", "e", hash),
            leaf(&key, "a", "b", "c", "d", RecordHash([0; 16])),
            leaf(&[2; 32], "a", "b", "c", "d", hash),
        ];
        for (position, left) in leaves.iter().enumerate() {
            assert!(!leaves[position + 1..].contains(left));
        }
    }
}
