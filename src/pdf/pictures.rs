//! Pictures: PNG files become pixels, JPEG files are passed through, SVG files are outlines already.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::sync::Arc;

use crate::furniture::{File, Files};

use super::pages::Picture;

/// The most pixels a picture may have: 100 MB of them, more than any page shows.
const MOST_PIXELS: u64 = 25_000_000;

/// A picture's index, and its width and height in pixels of 1/96 inch.
pub(super) type Placed = (usize, (f32, f32));

/// The pictures used so far, each read once.
#[derive(Debug, Default)]
pub(super) struct Pictures {
    pub(super) all: Vec<Arc<Picture>>,
    /// By address; none for what is no picture.
    known: BTreeMap<String, Option<Placed>>,
}

impl Pictures {
    /// A PNG or JPEG file that the document does not refer to; none for what is none.
    pub(super) fn add(&mut self, file: &[u8]) -> Option<Placed> {
        pixels(file).map(|picture| self.place(picture))
    }

    /// A picture by its address; none when there is no such file or it is no picture.
    pub(super) fn find(&mut self, source: &str, files: &Files) -> Option<Placed> {
        if let Some(known) = self.known.get(source) {
            return *known;
        }
        let picture = match files.get(source) {
            Some(File::Read(file)) => pixels(file),
            Some(File::Vector { picture, .. }) => Some(Picture::Vector(Arc::clone(picture))),
            Some(File::Drawn(_)) | None => None,
        };
        let placed = picture.map(|picture| self.place(picture));
        self.known.insert(source.to_owned(), placed);
        placed
    }

    fn place(&mut self, picture: Picture) -> Placed {
        let size = match &picture {
            Picture::Jpeg { width, height, .. } | Picture::Pixels { width, height, .. } => {
                (*width as f32, *height as f32)
            }
            Picture::Vector(vector) => (vector.width, vector.height),
        };
        self.all.push(Arc::new(picture));
        (self.all.len() - 1, size)
    }
}

/// Whether a file is a PNG or JPEG picture that can be printed.
#[must_use]
pub fn is_picture(file: &[u8]) -> bool {
    pixels(file).is_some()
}

/// Reads a PNG or JPEG file; none for anything else, and for a picture without extent.
pub(super) fn pixels(file: &[u8]) -> Option<Picture> {
    let picture = if file.starts_with(b"\xFF\xD8") { jpeg(file)? } else { png(file)? };
    let has_extent = match &picture {
        Picture::Jpeg { width, height, .. } | Picture::Pixels { width, height, .. } => {
            *width > 0 && *height > 0
        }
        Picture::Vector(_) => true,
    };
    has_extent.then_some(picture)
}

/// Reads the frame header of a JPEG file (ITU-T T.81, B.2.2).
fn jpeg(file: &[u8]) -> Option<Picture> {
    let mut at = 2;
    loop {
        let &[0xFF, marker] = file.get(at..at + 2)? else { return None };
        match marker {
            0xFF => at += 1,
            0x01 | 0xD0..=0xD8 => at += 2,
            // start of frame, but not DHT, JPG and DAC, which share the range
            0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => {
                let &[bits, h1, h0, w1, w0, components] = file.get(at + 4..at + 10)? else { return None };
                let supported = bits == 8 && matches!(components, 1 | 3 | 4);
                let (width, height) =
                    (u32::from_be_bytes([0, 0, w1, w0]), u32::from_be_bytes([0, 0, h1, h0]));
                return supported.then(|| Picture::Jpeg { file: file.to_vec(), width, height, components });
            }
            // the picture's data begins without a frame
            0xD9 | 0xDA => return None,
            _ => {
                let &[high, low] = file.get(at + 2..at + 4)? else { return None };
                at += 2 + usize::from(u16::from_be_bytes([high, low]));
            }
        }
    }
}

fn png(file: &[u8]) -> Option<Picture> {
    let mut decoder = png::Decoder::new(Cursor::new(file));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().ok()?;
    let (width, height) = reader.info().size();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return None;
    }
    let mut bytes = vec![0; reader.output_buffer_size()?];
    let frame = reader.next_frame(&mut bytes).ok()?;
    bytes.truncate(frame.buffer_size());
    let (rgb, alpha) = match frame.color_type {
        png::ColorType::Grayscale => (bytes.iter().flat_map(|&grey| [grey; 3]).collect(), None),
        png::ColorType::Rgb => (bytes, None),
        png::ColorType::GrayscaleAlpha => {
            let pairs = bytes.as_chunks::<2>().0;
            (
                pairs.iter().flat_map(|&[grey, _]| [grey; 3]).collect(),
                Some(pairs.iter().map(|pair| pair[1]).collect()),
            )
        }
        png::ColorType::Rgba => {
            let pixels = bytes.as_chunks::<4>().0;
            let rgb = pixels.iter().flat_map(|&[red, green, blue, _]| [red, green, blue]).collect();
            (rgb, Some(pixels.iter().map(|pixel| pixel[3]).collect()))
        }
        // the transformation turns palettes into colours
        png::ColorType::Indexed => return None,
    };
    let alpha = alpha.filter(|alpha: &Vec<u8>| alpha.iter().any(|&opacity| opacity != 255));
    Some(Picture::Pixels { rgb, alpha, width, height })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{File, Picture, Pictures, pixels as read};

    fn png(colour: png::ColorType, pixels: &[u8]) -> Vec<u8> {
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, 2, 1);
        encoder.set_color(colour);
        encoder.set_depth(png::BitDepth::Eight);
        encoder
            .write_header()
            .and_then(|mut writer| writer.write_image_data(pixels))
            .unwrap_or_else(|fault| panic!("{fault}"));
        file
    }

    #[test]
    fn a_png_becomes_pixels() {
        let Some(Picture::Pixels { rgb, alpha, .. }) =
            read(&png(png::ColorType::GrayscaleAlpha, &[7, 255, 9, 0]))
        else {
            panic!("no pixels")
        };
        assert_eq!((rgb, alpha), (vec![7, 7, 7, 9, 9, 9], Some(vec![255, 0])));
        let Some(Picture::Pixels { alpha, .. }) =
            read(&png(png::ColorType::Rgba, &[1, 2, 3, 255, 4, 5, 6, 255]))
        else {
            panic!("no pixels")
        };
        assert_eq!(alpha, None);
    }

    #[test]
    fn a_jpeg_is_passed_through() {
        let head = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xC0, 0, 17, 8, 0, 3, 1, 0, 3];
        let Some(Picture::Jpeg { file, width, height, components }) = read(&head) else { panic!("no JPEG") };
        assert_eq!((file.as_slice(), width, height, components), (&head[..], 256, 3, 3));
    }

    #[test]
    fn what_is_cut_off_anywhere_is_no_picture() {
        let whole = png(png::ColorType::Rgb, &[1; 6]);
        for end in 0..whole.len() / 2 {
            assert!(read(&whole[..end]).is_none());
        }
        for end in 0..16 {
            assert!(
                read(&[0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xC0, 0, 17, 8, 0, 3, 1, 0, 3][..end])
                    .is_none()
            );
        }
    }

    #[test]
    fn a_picture_is_read_once() {
        let files =
            BTreeMap::from([("a.png".to_owned(), File::Read(png(png::ColorType::Rgb, &[1; 6]).into()))]);
        let mut pictures = Pictures::default();
        assert_eq!(pictures.find("a.png", &files), Some((0, (2.0, 1.0))));
        assert_eq!(pictures.find("a.png", &files), Some((0, (2.0, 1.0))));
        assert_eq!(pictures.find("b.png", &files), None);
        assert_eq!(pictures.all.len(), 1);
    }
}
