//! A font file: whether it can and may be used, and its name. Offsets as in the OpenType specification, 1.9.

use subsetter::GlyphRemapper;

/// Why a font file cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unusable {
    /// It is no OpenType font, or has no face of that index.
    NoFont,
    /// It is a collection of several fonts, where one is wanted.
    Collection,
    /// It has no outlines that can be cut down to what a document uses.
    NoOutlines,
    /// Its licence bits (`fsType`) forbid that it, or a part of it, is embedded in a document.
    Restricted,
}

/// `fsType`: restricted licence, no subsetting, bitmaps only.
const FORBIDDEN: u16 = 0x0002 | 0x0100 | 0x0200;
/// `fsType`: preview and print, editable; either outweighs the restriction in fonts of old versions.
const ALLOWED: u16 = 0x0004 | 0x0008;

/// Tells whether a file can and may be used.
pub(super) fn examine(bytes: &[u8], index: u32) -> Result<(), Unusable> {
    if table(bytes, index, *b"head").is_none() || table(bytes, index, *b"cmap").is_none() {
        return Err(Unusable::NoFont);
    }
    // a font without the table says nothing against it
    let kind = table(bytes, index, *b"OS/2").and_then(|table| number(table, 8)).unwrap_or_default();
    let allowed = if kind & ALLOWED == 0 { FORBIDDEN } else { FORBIDDEN & !0x0002 };
    if kind & allowed != 0 {
        return Err(Unusable::Restricted);
    }
    let remapper = GlyphRemapper::new_from_glyphs(&[1]);
    subsetter::subset(bytes, index, &remapper).map_err(|_| Unusable::NoOutlines)?;
    Ok(())
}

/// The PostScript name of a face, of the characters such a name may have.
pub(super) fn name(bytes: &[u8], index: u32) -> Option<String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '+');
    named(bytes, index, 6).filter(|name| name.len() < 64 && name.chars().all(plain))
}

/// The name of a face's family: the typographic one, else the one that counts four faces at most.
pub(super) fn family(bytes: &[u8], index: u32) -> Option<String> {
    let name = named(bytes, index, 16).or_else(|| named(bytes, index, 1));
    name.filter(|name| name.len() < 64 && !name.chars().any(char::is_control))
}

/// A name of a face for Windows, by its number.
fn named(bytes: &[u8], index: u32, id: u16) -> Option<String> {
    let names = table(bytes, index, *b"name")?;
    let records = (0..usize::from(number(names, 2)?)).map(|record| 6 + 12 * record);
    let record =
        records.into_iter().find(|&at| number(names, at) == Some(3) && number(names, at + 6) == Some(id))?;
    let (length, offset) = (number(names, record + 8)?, number(names, record + 10)?);
    let start = usize::from(number(names, 4)?) + usize::from(offset);
    let text = names.get(start..start + usize::from(length))?;
    let units: Vec<u16> = text.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    String::from_utf16(&units).ok().filter(|name| !name.is_empty())
}

/// A table of a face in a font file.
pub(in crate::pdf) fn table(bytes: &[u8], index: u32, tag: [u8; 4]) -> Option<&[u8]> {
    let start = match bytes.get(..4)? {
        b"ttcf" => long(bytes, 12 + 4 * index as usize)?,
        _ if index == 0 => 0,
        _ => return None,
    };
    let count = usize::from(number(bytes, start + 4)?);
    let record = (0..count).map(|record| start + 12 + 16 * record);
    let record = record.into_iter().find(|&at| bytes.get(at..at + 4) == Some(&tag[..]))?;
    let (offset, length) = (long(bytes, record + 8)?, long(bytes, record + 12)?);
    bytes.get(offset..offset.checked_add(length)?)
}

fn number(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn long(bytes: &[u8], at: usize) -> Option<usize> {
    Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize)
}
