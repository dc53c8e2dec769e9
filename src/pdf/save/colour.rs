//! The sRGB colour profile, built from the numbers that define it (IEC 61966-2-1; ICC.1:2010, version 4.3).

/// A tag of the profile: its signature and its data.
type Tag = ([u8; 4], Vec<u8>);

/// The profile's bytes, about 500 of them.
pub(super) fn srgb() -> Vec<u8> {
    // the primaries and the white point of sRGB, seen under D50 (Bradford adaptation)
    let tags: [Tag; 10] = [
        (*b"desc", unicode("sRGB")),
        (*b"cprt", unicode("No copyright")),
        (*b"wtpt", xyz([0.9642, 1.0, 0.824_91])),
        (*b"chad", matrix()),
        (*b"rXYZ", xyz([0.436_07, 0.222_49, 0.013_92])),
        (*b"gXYZ", xyz([0.385_15, 0.716_87, 0.097_08])),
        (*b"bXYZ", xyz([0.143_07, 0.060_61, 0.714_10])),
        (*b"rTRC", curve()),
        (*b"gTRC", curve()),
        (*b"bTRC", curve()),
    ];
    assemble(&tags)
}

/// Header, table of tags, tags; tags of the same data share it.
fn assemble(tags: &[Tag]) -> Vec<u8> {
    const HEADER: usize = 128;
    let start = HEADER + 4 + 12 * tags.len();
    let (mut table, mut data) = (Vec::new(), Vec::<u8>::new());
    let mut placed: Vec<(&[u8], usize)> = Vec::new();
    for (signature, content) in tags {
        let known = placed.iter().find(|(other, _)| *other == content.as_slice());
        let offset = known.map_or(start + data.len(), |(_, offset)| *offset);
        if known.is_none() {
            placed.push((content, offset));
            data.extend(content);
            data.resize(data.len().next_multiple_of(4), 0);
        }
        table.extend(signature);
        table.extend((offset as u32).to_be_bytes());
        table.extend((content.len() as u32).to_be_bytes());
    }
    let mut profile = header(start + data.len());
    profile.extend((tags.len() as u32).to_be_bytes());
    profile.extend(table);
    profile.extend(data);
    profile
}

fn header(length: usize) -> Vec<u8> {
    let mut header = Vec::with_capacity(128);
    header.extend((length as u32).to_be_bytes());
    header.extend([0; 4]);
    header.extend(0x0430_0000_u32.to_be_bytes());
    header.extend(b"mntrRGB XYZ ");
    // a date is wanted: that of the standard
    for part in [2010_u16, 1, 1, 0, 0, 0] {
        header.extend(part.to_be_bytes());
    }
    header.extend(b"acsp");
    // no platform, flags, device or attributes; perceptual rendering
    header.extend([0; 28]);
    // the white point of the connection space, D50
    header.extend(fixed([0.9642, 1.0, 0.8249]));
    header.resize(128, 0);
    header
}

fn xyz(values: [f64; 3]) -> Vec<u8> {
    [*b"XYZ ", [0; 4]].concat().into_iter().chain(fixed(values)).collect()
}

/// From the profile's own white (D65) to D50.
fn matrix() -> Vec<u8> {
    let adaptation =
        [1.047_88, 0.022_92, -0.050_22, 0.029_59, 0.990_48, -0.017_06, -0.009_24, 0.015_08, 0.751_68];
    [*b"sf32", [0; 4]].concat().into_iter().chain(fixed(adaptation)).collect()
}

/// The transfer curve of sRGB: a straight foot, then a power of 2.4.
fn curve() -> Vec<u8> {
    let parameters = [2.4, 1.0 / 1.055, 0.055 / 1.055, 1.0 / 12.92, 0.040_45];
    [*b"para", [0; 4], [0, 3, 0, 0]].concat().into_iter().chain(fixed(parameters)).collect()
}

fn unicode(words: &str) -> Vec<u8> {
    let mut tag = [*b"mluc", [0; 4]].concat();
    let text: Vec<u8> = words.encode_utf16().flat_map(u16::to_be_bytes).collect();
    tag.extend([1_u32, 12].iter().flat_map(|count| count.to_be_bytes()));
    tag.extend(b"enUS");
    tag.extend([text.len() as u32, 28].iter().flat_map(|count| count.to_be_bytes()));
    tag.extend(text);
    tag
}

/// Numbers as ICC's signed 15.16.
fn fixed<const N: usize>(values: [f64; N]) -> Vec<u8> {
    values.iter().flat_map(|value| ((value * 65_536.0).round() as i32).to_be_bytes()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_its_own_length() {
        let profile = srgb();
        assert_eq!(profile[..4], (profile.len() as u32).to_be_bytes());
        assert_eq!(&profile[36..40], b"acsp");
        assert!(profile.len() < 700);
    }

    #[test]
    fn white_is_the_sum_of_the_primaries() {
        let sum: f64 = 0.436_07 + 0.385_15 + 0.143_07;
        assert!((sum - 0.9642).abs() < 0.001);
    }
}
