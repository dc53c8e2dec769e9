//! Pictures in SVG: a JPEG as it is, pixels as a PNG, outlines as an SVG of their own, all inside the address.

use std::borrow::Cow;

use crate::digest::base64;
use crate::pdf::pages::Picture;

/// A picture as a `data:` address; none for pixels that do not fill their picture.
pub(super) fn address(picture: &Picture) -> Option<String> {
    let (kind, file) = match picture {
        Picture::Jpeg { file, width: _, height: _, components: _ } => ("jpeg", Cow::Borrowed(&file[..])),
        Picture::Pixels { rgb, alpha, width, height } => {
            ("png", Cow::Owned(png(rgb, alpha.as_deref(), *width, *height)?))
        }
        Picture::Vector(vector) => ("svg+xml", Cow::Owned(vector.file().into_bytes())),
    };
    Some(format!("data:image/{kind};base64,{}", base64(&file)))
}

fn png(rgb: &[u8], alpha: Option<&[u8]>, width: u32, height: u32) -> Option<Vec<u8>> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    encoder.set_color(if alpha.is_some() { png::ColorType::Rgba } else { png::ColorType::Rgb });
    let mut writer = encoder.write_header().ok()?;
    match alpha {
        None => writer.write_image_data(rgb).ok()?,
        Some(alpha) => {
            let pixels: Vec<u8> = rgb
                .chunks_exact(3)
                .zip(alpha)
                .flat_map(|(pixel, alpha)| [pixel[0], pixel[1], pixel[2], *alpha])
                .collect();
            writer.write_image_data(&pixels).ok()?;
        }
    }
    writer.finish().ok()?;
    Some(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pixels_become_a_png_and_too_few_become_nothing() {
        let pixels = |rgb: &[u8], alpha: Option<&[u8]>| Picture::Pixels {
            rgb: rgb.to_vec(),
            alpha: alpha.map(<[u8]>::to_vec),
            width: 2,
            height: 1,
        };
        for alpha in [None, Some(&[0, 255][..])] {
            let address = address(&pixels(&[1, 2, 3, 4, 5, 6], alpha)).unwrap();
            assert!(address.starts_with("data:image/png;base64,iVBORw0KGgo"), "{address}");
        }
        assert_eq!(address(&pixels(&[1, 2, 3], None)), None);
    }
}
