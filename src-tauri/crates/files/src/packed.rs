//! Packed streams: gzip, bzip2, Zstandard.
//!
//! A few bytes can unpack to more than any disk holds. Dumps of shops pack to a tenth or a fiftieth; whatever unpacks to more
//! than two hundred times its size, once that is a lot, is not read to its end.

use std::io::{self, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use backstock_archive::ArchiveError;
use bzip2::read::MultiBzDecoder;
use flate2::read::MultiGzDecoder;

use crate::kind::Packing;

/// From here on the ratio counts.
const A_LOT: u64 = 100 << 20;
/// The most that a packed byte may become.
const MOST_RATIO: u64 = 200;
/// How far back a packed stream may refer, as a power of two.
const LARGEST_WINDOW: u32 = 27;

/// Unpacks a stream.
pub(crate) fn unpacked<'r>(read: impl Read + 'r, packing: Option<Packing>) -> io::Result<Box<dyn Read + 'r>> {
    let eaten = Arc::new(AtomicU64::new(0));
    let counted = Counted {
        read,
        eaten: Arc::clone(&eaten),
    };
    let buffered = BufReader::with_capacity(1 << 16, counted);
    Ok(match packing {
        None => Box::new(buffered),
        Some(Packing::Gzip) => Box::new(Measured::new(MultiGzDecoder::new(buffered), eaten)),
        Some(Packing::Bzip2) => Box::new(Measured::new(MultiBzDecoder::new(buffered), eaten)),
        Some(Packing::Zstandard) => {
            let mut decoder = zstd::Decoder::with_buffer(buffered)?;
            decoder.window_log_max(LARGEST_WINDOW)?;
            Box::new(Measured::new(decoder, eaten))
        }
    })
}

/// Counts what is read of a packed stream.
struct Counted<R> {
    read: R,
    eaten: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.read.read(into)?;
        self.eaten.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

/// Stops a stream that becomes too much.
struct Measured<R> {
    read: R,
    eaten: Arc<AtomicU64>,
    made: u64,
}

impl<R> Measured<R> {
    fn new(read: R, eaten: Arc<AtomicU64>) -> Self {
        Self { read, eaten, made: 0 }
    }
}

impl<R: Read> Read for Measured<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.read.read(into)?;
        self.made += count as u64;
        if is_too_much(self.made, self.eaten.load(Ordering::Relaxed)) {
            return Err(io::Error::other(ArchiveError::Hostile(
                "it unpacks to more than two hundred times its size",
            )));
        }
        Ok(count)
    }
}

/// Whether so much has come out of so little that it is meant to harm.
pub(crate) fn is_too_much(made: u64, eaten: u64) -> bool {
    made > A_LOT && made / MOST_RATIO > eaten
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn packed_as(packing: Packing, bytes: &[u8]) -> Vec<u8> {
        match packing {
            Packing::Gzip => {
                let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
                writer.write_all(bytes).unwrap();
                writer.finish().unwrap()
            }
            Packing::Bzip2 => {
                let mut writer = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::best());
                writer.write_all(bytes).unwrap();
                writer.finish().unwrap()
            }
            Packing::Zstandard => zstd::encode_all(bytes, 19).unwrap(),
        }
    }

    const ALL: [Packing; 3] = [Packing::Gzip, Packing::Bzip2, Packing::Zstandard];

    #[test]
    fn what_was_packed_in_pieces_comes_back_whole() {
        for packing in ALL {
            let mut packed = packed_as(packing, b"one, ");
            packed.extend(packed_as(packing, b"two"));
            assert_eq!(Packing::of(&packed), Some(packing));
            let mut text = String::new();
            unpacked(packed.as_slice(), Some(packing))
                .unwrap()
                .read_to_string(&mut text)
                .unwrap();
            assert_eq!(text, "one, two", "{packing:?}");
        }
    }

    // TRUST.md, T2: a bomb is stopped long before it has done any harm.
    #[test]
    fn a_bomb_is_stopped() {
        for packing in ALL {
            let bomb = packed_as(packing, &vec![0; 128 << 20]);
            assert!(bomb.len() < 1 << 20, "{packing:?}: {}", bomb.len());
            let mut unpacking = unpacked(bomb.as_slice(), Some(packing)).unwrap();
            let stopped = io::copy(&mut unpacking, &mut io::sink()).unwrap_err();
            assert!(
                stopped.to_string().contains("two hundred times"),
                "{packing:?}: {stopped}"
            );
        }
    }

    #[test]
    fn what_is_cut_off_is_no_whole_file() {
        for packing in ALL {
            let packed = packed_as(packing, b"a dump of a shop, with all that is in it");
            let cut = packed.get(..packed.len() - 6).unwrap();
            assert!(
                io::copy(&mut unpacked(cut, Some(packing)).unwrap(), &mut io::sink()).is_err(),
                "{packing:?}"
            );
        }
    }
}
