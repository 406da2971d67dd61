//! ZIPs that mean harm: each is refused with a reason that fits, and leaves nothing behind.

use std::io::Write as _;

use backstock_archive::ArchiveError;
use backstock_files::{FileError, Refusal};
use backstock_shops::Profiles;

use super::kinds::DUMP;
use super::stage::{Chance, Stage, times};

/// An entry as both lists of a ZIP tell of it, honestly or not.
#[derive(Clone)]
struct Entry {
    name: Vec<u8>,
    /// The name that stands before the bytes.
    local_name: Vec<u8>,
    data: Vec<u8>,
    method: u16,
    flags: u16,
    crc: u32,
    packed: u32,
    bytes: u32,
    local_bytes: u32,
    attributes: u32,
    /// Where the bytes are said to begin, where that is not where they do.
    offset: Option<u32>,
}

impl Entry {
    fn new(name: &[u8], text: &[u8]) -> Self {
        let mut crc = flate2::Crc::new();
        crc.update(text);
        let length = u32::try_from(text.len()).unwrap();
        Self {
            name: name.to_vec(),
            local_name: name.to_vec(),
            data: text.to_vec(),
            method: 0,
            flags: 1 << 11,
            crc: crc.sum(),
            packed: length,
            bytes: length,
            local_bytes: length,
            attributes: 0o100_644 << 16,
            offset: None,
        }
    }

    fn dump() -> Self {
        Self::new(b"shop.sql", DUMP.as_bytes())
    }

    fn deflated(name: &[u8], text: &[u8]) -> Self {
        let mut writer = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
        writer.write_all(text).unwrap();
        let data = writer.finish().unwrap();
        Self {
            packed: u32::try_from(data.len()).unwrap(),
            data,
            method: 8,
            ..Self::new(name, text)
        }
    }
}

fn short(out: &mut Vec<u8>, number: u16) {
    out.extend(number.to_le_bytes());
}

fn long(out: &mut Vec<u8>, number: u32) {
    out.extend(number.to_le_bytes());
}

/// A ZIP of these entries, whatever they say.
fn built(entries: &[Entry]) -> Vec<u8> {
    let (mut out, mut list) = (Vec::new(), Vec::new());
    for entry in entries {
        let at = u32::try_from(out.len()).unwrap();
        out.extend(b"PK\x03\x04");
        for number in [20, entry.flags, entry.method, 0, 0x21] {
            short(&mut out, number);
        }
        for number in [entry.crc, entry.packed, entry.local_bytes] {
            long(&mut out, number);
        }
        short(&mut out, u16::try_from(entry.local_name.len()).unwrap());
        short(&mut out, 0);
        out.extend(&entry.local_name);
        out.extend(&entry.data);
        list.extend(b"PK\x01\x02");
        for number in [0x031E, 20, entry.flags, entry.method, 0, 0x21] {
            short(&mut list, number);
        }
        for number in [entry.crc, entry.packed, entry.bytes] {
            long(&mut list, number);
        }
        short(&mut list, u16::try_from(entry.name.len()).unwrap());
        for number in [0, 0, 0, 0] {
            short(&mut list, number);
        }
        long(&mut list, entry.attributes);
        long(&mut list, entry.offset.unwrap_or(at));
        list.extend(&entry.name);
    }
    let at = u32::try_from(out.len()).unwrap();
    let (length, count) = (u32::try_from(list.len()).unwrap(), entries.len());
    out.extend(list);
    out.extend(b"PK\x05\x06");
    for number in [0, 0, count.min(65_535) as u16, count.min(65_535) as u16] {
        short(&mut out, number);
    }
    long(&mut out, length);
    long(&mut out, at);
    short(&mut out, 0);
    out
}

/// A good dump beside an entry of this name.
fn named(name: &str) -> Vec<u8> {
    built(&[Entry::dump(), Entry::new(name.as_bytes(), b"x")])
}

/// A good dump beside an entry that was changed.
fn beside(change: impl FnOnce(&mut Entry)) -> Vec<u8> {
    let mut entry = Entry::new(b"other.txt", b"some text");
    change(&mut entry);
    built(&[Entry::dump(), entry])
}

/// The dump itself, changed.
fn itself(change: impl FnOnce(&mut Entry)) -> Vec<u8> {
    let mut entry = Entry::deflated(b"shop.sql", DUMP.as_bytes());
    change(&mut entry);
    built(&[entry])
}

/// A class of hostile ZIPs, the word that has to be in the reason, and how one is made.
type Class = (&'static str, &'static str, fn(&mut Chance) -> Vec<u8>);

const CLASSES: &[Class] = &[
    ("leads out of its folder", "leads out of its folder", |chance| {
        named(&format!(
            "{}evil{}.sql",
            "../".repeat(1 + chance.below(4)),
            chance.below(99)
        ))
    }),
    ("leads out in the middle", "leads out of its folder", |chance| {
        named(&format!("a{}/../../b", chance.below(99)))
    }),
    (
        "leads out with backslashes",
        "leads out of its folder",
        |chance| named(&format!("x\\..\\..\\y{}", chance.below(99))),
    ),
    ("begins at the root", "another place", |chance| {
        named(&format!("/etc/cron.d/x{}", chance.below(99)))
    }),
    ("begins at a drive", "another place", |chance| {
        named(&format!("{}:\\evil", char::from(b'A' + chance.below(26) as u8)))
    }),
    ("begins on another computer", "another place", |chance| {
        named(&format!("\\\\server{}\\share\\evil", chance.below(99)))
    }),
    ("an end in the name", "cannot be seen", |chance| {
        named(&format!("a{}\0.txt", chance.below(99)))
    }),
    ("line breaks in the name", "cannot be seen", |chance| {
        named(&format!("a\n{}.txt", chance.below(99)))
    }),
    ("a name that reads backwards", "cannot be seen", |chance| {
        named(&format!("invoice{}\u{202E}fdp.exe", chance.below(99)))
    }),
    (
        "a name with nothing between letters",
        "cannot be seen",
        |chance| named(&format!("in\u{200B}voice{}", chance.below(99))),
    ),
    ("a device", "a device", |chance| {
        named(["CON", "nul.txt", "aux", "LPT1.sql", "com7", "PRN.x"][chance.below(6)])
    }),
    ("a hidden second file", "hides a second file", |chance| {
        named(&format!("a{}.txt:ads", chance.below(99)))
    }),
    ("a dot at the end", "another one on some computers", |chance| {
        named(&format!("trail{}. ", chance.below(99)))
    }),
    ("a folder that is none", "none that a program", |chance| {
        named(["./a.txt", "a//b.txt", "a/./b", "."][chance.below(4)])
    }),
    ("no name", "has no name", |_| named("")),
    ("a name too long", "longer name", |chance| {
        named(&"n".repeat(1_025 + chance.below(9_000)))
    }),
    ("too deep", "deeper", |chance| {
        named(&"d/".repeat(33 + chance.below(200)))
    }),
    ("capital letters", "one on some computers", |chance| {
        let name = format!("readme{}.txt", chance.below(99));
        built(&[
            Entry::dump(),
            Entry::new(name.as_bytes(), b"a"),
            Entry::new(name.to_uppercase().as_bytes(), b"b"),
        ])
    }),
    ("two ways to write an accent", "one on some computers", |chance| {
        let number = chance.below(99);
        built(&[
            Entry::dump(),
            Entry::new(format!("caf\u{e9}{number}").as_bytes(), b"a"),
            Entry::new(format!("cafe\u{301}{number}").as_bytes(), b"b"),
        ])
    }),
    ("the same name twice", "same name", |_| {
        built(&[
            Entry::dump(),
            Entry::new(b"shop.sql", b"CREATE TABLE `b` (`a` int);"),
        ])
    }),
    ("a name that is no text", "cannot be read", |chance| {
        beside(|entry| {
            entry.name = vec![b'a', 0xFF, 0xC0 + chance.below(8) as u8];
            entry.local_name.clone_from(&entry.name);
        })
    }),
    ("a link", "a link", |chance| {
        let place = format!("/etc/passwd{}", chance.below(99));
        let mut link = Entry::new(b"link", place.as_bytes());
        link.attributes = 0o120_777 << 16;
        built(&[Entry::dump(), link, Entry::new(b"link2/x", b"y")])
    }),
    ("no file", "no file", |chance| {
        let kind = [0o010_000, 0o020_000, 0o060_000, 0o140_000][chance.below(4)];
        beside(|entry| entry.attributes = (kind | 0o644) << 16)
    }),
    (
        "over one another",
        "over one another|one thing|damaged|cut off",
        |chance| {
            let mut entries = vec![Entry::dump()];
            for number in 0..2 + chance.below(50) {
                entries.push(Entry {
                    offset: Some(0),
                    ..Entry::new(format!("copy{number}.sql").as_bytes(), DUMP.as_bytes())
                });
            }
            built(&entries)
        },
    ),
    ("two names for one entry", "one thing", |chance| {
        beside(|entry| {
            entry.local_name = format!("evil{}.php", chance.below(99))
                .into_bytes()
                .into_iter()
                .chain(*b"yyyy")
                .take(9)
                .collect();
        })
    }),
    (
        "two sizes for one entry",
        "one thing|two sizes|cut off|damaged",
        |chance| beside(|entry| entry.local_bytes += 1 + chance.below(99) as u32),
    ),
    ("a bomb", "two hundred times", |_| {
        let mut bomb = Entry::deflated(b"zeros.bin", &vec![0; 1 << 20]);
        // 4,000 megabytes out of one kilobyte, as both lists say.
        (bomb.bytes, bomb.local_bytes) = (4_000 << 20, 4_000 << 20);
        built(&[Entry::dump(), bomb])
    }),
    (
        "more than any disk",
        "more than any shop|two hundred times",
        |_| {
            let entries: Vec<Entry> = (0..20)
                .map(|number| {
                    let mut entry = Entry::new(format!("{number}.bin").as_bytes(), b"x");
                    (entry.method, entry.bytes, entry.local_bytes) = (8, u32::MAX - 1, u32::MAX - 1);
                    entry
                })
                .collect();
            built(&entries)
        },
    ),
    ("larger than it says", "larger than it says", |chance| {
        let more = chance.below(500);
        itself(|entry| (entry.bytes, entry.local_bytes) = (10 + more as u32 % 90, 10 + more as u32 % 90))
    }),
    ("smaller than it says", "not what the file says", |chance| {
        itself(|entry| {
            entry.bytes += 1 + chance.below(99) as u32;
            entry.local_bytes = entry.bytes;
        })
    }),
    ("another sum", "not what the file says", |_| {
        itself(|entry| entry.crc ^= 0x0101)
    }),
    ("packed in an unknown way", "unusual way", |chance| {
        itself(|entry| entry.method = [1, 6, 97, 99, 12, 14][chance.below(6)])
    }),
    ("encrypted", "encrypted", |_| itself(|entry| entry.flags |= 1)),
    ("unpacked with two sizes", "two sizes", |chance| {
        beside(|entry| {
            entry.bytes += 1 + chance.below(99) as u32;
            entry.local_bytes = entry.bytes;
        })
    }),
    ("something before it", "before it|cut off|known", |chance| {
        [
            b"PK\x03\x04 and more ".repeat(1 + chance.below(9)),
            named("a.txt"),
        ]
        .concat()
    }),
    ("cut off", "cut off|known", |chance| {
        let mut whole = named("a.txt");
        whole.truncate(whole.len() - 1 - chance.below(100));
        whole
    }),
    ("a list that is elsewhere", "cut off|before it", |chance| {
        let mut whole = named("a.txt");
        let at = whole.len() - 6;
        whole[at..at + 4].copy_from_slice(&(1 + chance.below(60) as u32).to_le_bytes());
        whole
    }),
    ("a list that is longer", "cut off|too many|before it", |_| {
        let mut whole = named("a.txt");
        let at = whole.len() - 10;
        whole[at..at + 4].copy_from_slice(&0x7FFF_FFFF_u32.to_le_bytes());
        whole
    }),
    (
        "bytes behind the end",
        "behind the end|cut off|one thing|two sizes|over one another",
        |chance| {
            beside(|entry| {
                (entry.packed, entry.bytes, entry.local_bytes) = (1 << 20, 1 << 20, 1 << 20);
                entry.attributes += chance.below(2) as u32;
            })
        },
    ),
    ("a folder with content", "a folder in it has content", |_| {
        named("folder/")
    }),
    (
        "nothing but a ZIP",
        "NothingInside|no shop's data|nothing",
        |_| built(&[Entry::new(b"inner.zip", &named("a.txt"))]),
    ),
    ("any bytes", "cut off|known|holds nothing", |chance| {
        let mut bytes = b"PK\x03\x04".to_vec();
        bytes.extend((0..200 + chance.below(2_000)).map(|_| chance.below(256) as u8));
        bytes
    }),
];

fn reason(error: &FileError) -> String {
    match error {
        FileError::Refused(Refusal::NothingInside) => "holds nothing".to_owned(),
        other => other.to_string(),
    }
}

// TRUST.md T2, RS-09, issue 5: 300 of them in more than 30 classes; a sample, and all with BACKSTOCK_FULL.
#[test]
fn hostile_zips_are_refused_for_what_they_are() {
    assert!(CLASSES.len() > 30);
    let rounds = times(2, 300_usize.div_ceil(CLASSES.len()));
    let mut chance = Chance::new(31);
    let mut unfitting = Vec::new();
    for (class, words, make) in CLASSES {
        for round in 0..rounds {
            let stage = Stage::new();
            let path = stage.file("hostile.zip", &make(&mut chance));
            let refused = match stage.read(&path, &Profiles::default()) {
                Ok(_) => panic!("{class}, {round}: it was read"),
                Err(error) => reason(&error),
            };
            if !words.split('|').any(|word| refused.contains(word)) {
                unfitting.push(format!("{class}, {round}: {refused}"));
            }
            assert!(
                stage.is_clean() && stage.has_only("hostile.zip"),
                "{class}, {round}"
            );
        }
    }
    assert!(unfitting.is_empty(), "{}", unfitting.join("\n"));
}

// TRUST.md T2: more entries than any backup has are refused before they are looked at.
#[test]
fn a_list_without_end_is_not_read() {
    let entries: Vec<Entry> = (0..200_001)
        .map(|number| Entry::new(format!("{number}").as_bytes(), b""))
        .collect();
    let stage = Stage::new();
    let path = stage.file("many.zip", &built(&entries));
    match stage.read(&path, &Profiles::default()) {
        Err(FileError::Archive(ArchiveError::Hostile(why))) => assert_eq!(why, "it has too many entries"),
        other => panic!("{:?}", other.map(|(about, _)| about)),
    }
}

// The same ZIPs, changed at one place after the other: read or refused, and nothing else.
#[test]
fn changed_zips_are_read_or_refused() {
    let mut chance = Chance::new(7);
    let seeds: Vec<Vec<u8>> = [named("a.txt"), itself(|_| {})]
        .into_iter()
        .chain(CLASSES.iter().map(|(_, _, make)| make(&mut chance)))
        .filter(|bytes| bytes.len() < 20_000)
        .collect();
    let stage = Stage::new();
    for _ in 0..times(300, 20_000) {
        let mut bytes = seeds[chance.below(seeds.len())].clone();
        for _ in 0..1 + chance.below(4) {
            let at = chance.below(bytes.len());
            bytes[at] = chance.below(256) as u8;
        }
        let path = stage.file("changed.zip", &bytes);
        let _ = stage.read(&path, &Profiles::default());
        assert!(stage.is_clean() && stage.has_only("changed.zip"));
    }
}
