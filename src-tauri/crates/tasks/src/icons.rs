//! `cargo icons`: all sizes from the two drawings in `icons/`.
//!
//! Small sizes come from a drawing of their own, on whole pixels. The containers of Windows and macOS only wrap PNG files,
//! so they are written here; Tauri's own would draw every size from the large drawing.

use std::path::Path;

use crate::call::TaskError;
use crate::machine::npm_ci;
use crate::root::{root, target, write};
use crate::ui;

const SMALL: [u32; 3] = [16, 24, 32];
const LARGE: [u32; 6] = [48, 64, 128, 256, 512, 1024];
const KEPT: [u32; 8] = [16, 24, 32, 48, 64, 128, 256, 512];
const ICO: [u32; 6] = [16, 24, 32, 48, 64, 256];
// The names Apple gives to PNG entries: 16, 32, 64 (32@2x), 128, 256, 512, 1024 (512@2x).
const ICNS: [(&[u8; 4], u32); 7] = [
    (b"icp4", 16),
    (b"icp5", 32),
    (b"ic12", 64),
    (b"ic07", 128),
    (b"ic08", 256),
    (b"ic09", 512),
    (b"ic10", 1024),
];

/// Draws everything anew.
pub(crate) fn draw() -> Result<(), TaskError> {
    npm_ci("ui")?;
    let drawn = target().join("icons");
    for (drawing, sizes) in [
        ("icons/backstock.svg", &LARGE[..]),
        ("icons/backstock-small.svg", &SMALL[..]),
    ] {
        let sizes: Vec<String> = sizes.iter().map(u32::to_string).collect();
        ui::tauri()
            .words(["icon", drawing, "--output"])
            .word(&drawn)
            .words(["--png", &sizes.join(",")])
            .run()?;
    }
    let png = |size: u32| {
        let path = drawn.join(format!("{size}x{size}.png"));
        std::fs::read(&path).map_err(|source| TaskError::File { path, source })
    };
    let icons = root().join("icons");
    for size in KEPT {
        write(&icons.join(format!("{size}x{size}.png")), &png(size)?)?;
    }
    let layers = ICO
        .into_iter()
        .map(|size| Ok((size, png(size)?)))
        .collect::<Result<Vec<_>, TaskError>>()?;
    write(&icons.join("icon.ico"), &ico(&layers))?;
    let layers = ICNS
        .into_iter()
        .map(|(name, size)| Ok((name, png(size)?)))
        .collect::<Result<Vec<_>, TaskError>>()?;
    write(&icons.join("icon.icns"), &icns(&layers))?;
    println!("{} holds all sizes.", Path::new("icons").display());
    Ok(())
}

/// Windows: a table of layers, then the layers. A side of 256 is written as 0.
fn ico(layers: &[(u32, Vec<u8>)]) -> Vec<u8> {
    let count = u16::try_from(layers.len()).unwrap_or(u16::MAX);
    let mut table = vec![0, 0, 1, 0];
    table.extend(count.to_le_bytes());
    let mut body: Vec<u8> = Vec::new();
    let start = 6 + 16 * layers.len();
    for (size, png) in layers {
        let side = u8::try_from(*size).unwrap_or(0);
        table.extend([side, side, 0, 0, 1, 0, 32, 0]);
        table.extend(length(png.len()).to_le_bytes());
        table.extend(length(start + body.len()).to_le_bytes());
        body.extend(png);
    }
    table.extend(body);
    table
}

/// macOS: a length, then each layer with its name and length.
fn icns(layers: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut body: Vec<u8> = Vec::new();
    for (name, png) in layers {
        body.extend(*name);
        body.extend(length(png.len() + 8).to_be_bytes());
        body.extend(png);
    }
    let mut out = b"icns".to_vec();
    out.extend(length(body.len() + 8).to_be_bytes());
    out.extend(body);
    out
}

// Icons are kilobytes.
fn length(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIGN: &[u8] = b"\x89PNG\r\n\x1a\n";

    #[test]
    fn every_layer_of_both_containers_is_a_png_at_the_place_its_table_says() {
        let icons = root().join("icons");
        let ico = std::fs::read(icons.join("icon.ico")).unwrap();
        for layer in 0..ICO.len() {
            let entry = &ico[6 + 16 * layer..];
            let at = u32::from_le_bytes(entry[12..16].try_into().unwrap()) as usize;
            assert_eq!(&ico[at..at + 8], SIGN);
        }
        let icns = std::fs::read(icons.join("icon.icns")).unwrap();
        let mut at = 8;
        let mut layers = 0;
        while at < icns.len() {
            assert_eq!(&icns[at + 8..at + 16], SIGN);
            at += u32::from_be_bytes(icns[at + 4..at + 8].try_into().unwrap()) as usize;
            layers += 1;
        }
        assert_eq!((at, layers), (icns.len(), ICNS.len()));
    }

    #[test]
    fn the_committed_pictures_have_the_size_their_name_says() {
        for size in KEPT {
            let png = std::fs::read(root().join(format!("icons/{size}x{size}.png"))).unwrap();
            assert_eq!(u32::from_be_bytes(png[16..20].try_into().unwrap()), size);
        }
    }
}
