//! # Pictures, drawn
//!
//! Small valid PNGs in the colours of tea, one unlike the other: 16 colours, four bits a pixel, and pixels stored
//! uncompressed inside the PNG. That keeps the bytes the same on every computer and needs no compressor, and a picture
//! has the same size whatever is on it: a bit more than `side * side / 2` bytes.

/// What is on a picture.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Motif {
    /// A cup of tea, seen from above.
    Cup,
    /// A caddy with a label.
    Caddy,
    /// Leaves.
    Leaves,
    /// Soft stripes, for banners and backgrounds.
    Stripes,
}

/// How many colours of tea there are: what is left of a mood divided by this chooses one.
pub(crate) const TEA_COLOURS: u64 = 6;

/// Draws a picture of `side` by `side` pixels. `mood` chooses colours and places.
pub(crate) fn png(motif: Motif, side: usize, mood: u64) -> Vec<u8> {
    let row_bytes = side.div_ceil(2);
    let mut pixels = vec![0; (row_bytes + 1) * side]; // each row starts with its filter, 0
    let scene = Scene::new(side as i32, mood);
    for (y, row) in pixels.chunks_exact_mut(row_bytes + 1).enumerate() {
        for x in 0..side {
            let colour = match motif {
                Motif::Cup => scene.cup(x as i32, y as i32),
                Motif::Caddy => scene.caddy(x as i32, y as i32),
                Motif::Leaves => scene.leaves(x as i32, y as i32),
                Motif::Stripes => scene.stripes(x as i32, y as i32),
            };
            row[1 + x / 2] |= colour << (4 * (1 - x % 2));
        }
    }

    let mut file = Vec::with_capacity(pixels.len() + 200);
    file.extend_from_slice(b"\x89PNG\r\n\x1a\n");
    let mut header = Vec::from((side as u32).to_be_bytes());
    header.extend_from_slice(&(side as u32).to_be_bytes());
    header.extend_from_slice(&[4, 3, 0, 0, 0]); // 4 bits, palette, deflate, no filter choice, not interlaced
    chunk(&mut file, b"IHDR", &header);
    chunk(&mut file, b"PLTE", &palette(mood));
    chunk(&mut file, b"IDAT", &stored(&pixels));
    chunk(&mut file, b"IEND", &[]);
    file
}

// Colours by number: 0-4 the ground from light to dark, 5-9 the tea from light to dark, 10-12 porcelain, 13-14 leaf, 15 ink.
fn palette(mood: u64) -> Vec<u8> {
    const TEAS: [[i32; 3]; TEA_COLOURS as usize] = [
        [196, 108, 40], // black
        [158, 170, 70], // green
        [214, 176, 96], // white
        [168, 72, 40],  // rooibos
        [190, 52, 84],  // hibiscus
        [120, 152, 60], // matcha
    ];
    const GROUNDS: [[i32; 3]; 5] = [
        [244, 236, 220],
        [226, 234, 232],
        [238, 226, 230],
        [232, 228, 206],
        [220, 226, 238],
    ];
    let tea = TEAS[(mood % TEA_COLOURS) as usize];
    let ground = GROUNDS[(mood / TEA_COLOURS % 5) as usize];
    let tint = (mood >> 17 & 15) as i32;
    let mut colours = Vec::with_capacity(48);
    let mut add = |colour: [i32; 3], shade: i32| {
        colours.extend(colour.map(|part| (part * shade / 100 + tint / 3).clamp(0, 255) as u8));
    };
    for step in 0..5 {
        add(ground, 102 - 5 * step);
    }
    for step in 0..5 {
        add(tea, 122 - 14 * step);
    }
    for colour in [
        [250, 250, 248],
        [226, 226, 224],
        [188, 190, 192],
        [92, 126, 62],
        [58, 92, 46],
        [46, 38, 34],
    ] {
        add(colour, 100);
    }
    colours
}

struct Scene {
    side: i32,
    shift_x: i32,
    shift_y: i32,
    size: i32,
    grain: u32,
}

impl Scene {
    fn new(side: i32, mood: u64) -> Self {
        Self {
            side,
            shift_x: (mood >> 20 & 7) as i32 * side / 64 - side / 20,
            shift_y: (mood >> 23 & 7) as i32 * side / 64 - side / 20,
            size: 26 + (mood >> 26 & 7) as i32,
            grain: (mood >> 32) as u32 | 1,
        }
    }

    // 0-99, without any pattern the eye would see.
    fn noise(&self, x: i32, y: i32) -> i32 {
        let mut value =
            (x as u32).wrapping_mul(0x9E37_79B1) ^ (y as u32).wrapping_mul(0x85EB_CA77) ^ self.grain;
        value = (value ^ value >> 15).wrapping_mul(0x2C1B_3C6D);
        ((value ^ value >> 13) % 100) as i32
    }

    // A shade between `first` and `first + 4`, `part` of 100 dark, with soft edges.
    fn shade(&self, first: u8, part: i32, x: i32, y: i32) -> u8 {
        first + ((part.clamp(0, 100) * 4 + self.noise(x, y)) / 100).clamp(0, 4) as u8
    }

    fn ground(&self, x: i32, y: i32) -> u8 {
        self.shade(0, (x + 2 * y) * 100 / (3 * self.side), x, y)
    }

    fn cup(&self, x: i32, y: i32) -> u8 {
        let (across, down) = (x - self.side / 2 - self.shift_x, y - self.side / 2 - self.shift_y);
        // distance from the middle in hundredths of the side, squared
        let far = (across * across + down * down) * 10_000 / (self.side * self.side);
        let rim = self.size * self.size;
        if far < rim * 70 / 100 {
            self.shade(5, 50 + (across + down) * 90 / self.side, x, y)
        } else if far < rim {
            if down < across { 10 } else { 11 }
        } else if far < rim * 2 {
            self.shade(10, 0, x, y).min(11) + u8::from(far > rim * 185 / 100)
        } else {
            self.ground(x, y)
        }
    }

    fn caddy(&self, x: i32, y: i32) -> u8 {
        let half = self.side * self.size / 120;
        let (across, down) = (x - self.side / 2 - self.shift_x, y - self.side / 2 - self.shift_y);
        if across.abs() > half || down.abs() > half * 5 / 4 {
            return self.ground(x, y);
        }
        if down < -half {
            return if down > -half - 2 { 15 } else { 12 };
        }
        if down.abs() < half / 2 && across.abs() < half * 4 / 5 {
            // lines of writing on the label
            return if down.rem_euclid(5) == 0 && across.abs() < half / 2 {
                15
            } else {
                10
            };
        }
        self.shade(5, 50 + across * 50 / half.max(1), x, y)
    }

    fn leaves(&self, x: i32, y: i32) -> u8 {
        let cell = (self.side / 5).max(6);
        let (column, row) = (x / cell, y / cell);
        let turn = self.noise(column * 7 + 3, row * 11 + 5);
        let (across, down) = (x - column * cell - cell / 2, y - row * cell - cell / 2);
        let (along, beside) = if turn < 50 {
            (across + down, across - down)
        } else {
            (across - down, across + down)
        };
        if along * along + beside * beside * 6 < cell * cell / 2 {
            if beside == 0 {
                15
            } else {
                13 + u8::from(beside > 0)
            }
        } else {
            self.ground(x, y)
        }
    }

    fn stripes(&self, x: i32, y: i32) -> u8 {
        let width = (self.side / self.size.max(1) * 4).max(4);
        if (x + y) / width % 2 == 0 {
            self.ground(x, y)
        } else {
            self.shade(5, y * 60 / self.side, x, y)
        }
    }
}

fn chunk(file: &mut Vec<u8>, name: &[u8; 4], content: &[u8]) {
    file.extend_from_slice(&(content.len() as u32).to_be_bytes());
    let start = file.len();
    file.extend_from_slice(name);
    file.extend_from_slice(content);
    let sum = crc(&file[start..]);
    file.extend_from_slice(&sum.to_be_bytes());
}

// A zlib stream of stored blocks.
fn stored(bytes: &[u8]) -> Vec<u8> {
    let mut stream = Vec::with_capacity(bytes.len() + bytes.len() / 0xffff * 5 + 16);
    stream.extend_from_slice(&[0x78, 0x01]);
    let blocks = bytes.chunks(0xffff);
    let last = blocks.len().saturating_sub(1);
    for (position, block) in blocks.enumerate() {
        let length = block.len() as u16;
        stream.push(u8::from(position == last));
        stream.extend_from_slice(&length.to_le_bytes());
        stream.extend_from_slice(&(!length).to_le_bytes());
        stream.extend_from_slice(block);
    }
    stream.extend_from_slice(&adler(bytes).to_be_bytes());
    stream
}

const CRC: [u32; 256] = {
    let mut table = [0; 256];
    let mut entry = 0;
    while entry < 256 {
        let mut value = entry as u32;
        let mut bit = 0;
        while bit < 8 {
            value = if value & 1 == 1 {
                0xEDB8_8320 ^ (value >> 1)
            } else {
                value >> 1
            };
            bit += 1;
        }
        table[entry] = value;
        entry += 1;
    }
    table
};

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |sum, byte| {
        CRC[((sum ^ u32::from(*byte)) & 0xff) as usize] ^ (sum >> 8)
    })
}

fn adler(bytes: &[u8]) -> u32 {
    let (mut low, mut high) = (1_u32, 0_u32);
    // 5552 is the most that cannot overflow between two divisions.
    for part in bytes.chunks(5552) {
        for byte in part {
            low += u32::from(*byte);
            high += low;
        }
        low %= 65_521;
        high %= 65_521;
    }
    high << 16 | low
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_motif_and_size_is_a_valid_png() {
        for motif in [Motif::Cup, Motif::Caddy, Motif::Leaves, Motif::Stripes] {
            for side in [1, 63, 96, 400] {
                let file = png(motif, side, 0x0123_4567_89ab_cdef);
                // An independent reader checks both sums and the size.
                let mut reader = png::Decoder::new(std::io::Cursor::new(&file))
                    .read_info()
                    .unwrap();
                let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
                let frame = reader.next_frame(&mut pixels).unwrap();
                assert_eq!((frame.width as usize, frame.height as usize), (side, side));
                assert!(
                    side < 2 || pixels.iter().any(|pixel| *pixel != pixels[0]),
                    "{motif:?} is one colour"
                );
            }
        }
        assert!(png(Motif::Cup, 400, 1).len() > 64 * 1024);
    }
}
