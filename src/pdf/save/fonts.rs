//! The fonts of the file: for every face that is used its subset, the widths of its codes, and what each code
//! stands for (ISO 32000-1, 9.7 and 9.10).

use std::fmt::Write as _;

use lopdf::{Dictionary, Object, ObjectId, Stream, dictionary};

use super::codes::{Code, Codes};
use super::draft::{Draft, name};
use super::metrics::{self, Metrics};
use super::subsets::{self, Outlines, Subset};
use crate::pdf::faces::{Face, Faces};
use crate::pdf::pages::FaceId;

/// What a page's contents call the font of a face.
pub(super) fn resource(face: FaceId) -> String {
    format!("T{}", face.0)
}

/// Adds the fonts and makes them known to every page.
pub(super) fn add(draft: &mut Draft, all: &[Codes], faces: &Faces) {
    let mut fonts = Dictionary::new();
    for codes in all.iter().filter(|codes| !codes.entries().is_empty()) {
        if let (Some(face), Some(metrics)) = (faces.face(codes.face), metrics::of(faces, codes.face)) {
            let font = font(draft, codes, face, &metrics);
            fonts.set(resource(codes.face), font);
        }
    }
    let shared = draft.add(fonts);
    for page in draft.pages.clone() {
        let resources = draft.document.get_dictionary(page).and_then(|page| page.get(b"Resources"));
        if let Ok(resources) = resources.and_then(Object::as_reference) {
            draft.set_in(resources, "Font", shared);
        }
    }
}

fn font(draft: &mut Draft, codes: &Codes, face: &Face, metrics: &Metrics) -> ObjectId {
    let subset = subsets::subset(codes, face, metrics);
    let font_name = format!("{}+{}", subset.tag, face.name);
    let descriptor = descriptor(draft, &font_name, metrics, &subset);
    let mut descendant = dictionary! {
        "Type" => "Font",
        "BaseFont" => name(&font_name),
        "CIDSystemInfo" => dictionary! {
            "Registry" => Object::string_literal("Adobe"),
            "Ordering" => Object::string_literal("Identity"),
            "Supplement" => 0,
        },
        "FontDescriptor" => descriptor,
    };
    // a code is a CID, and the CID is mapped to a glyph; of CFF glyphs the CID is the glyph, and the code is mapped
    let encoding: Object = match subset.outlines {
        Outlines::TrueType => {
            let glyphs = draft.add(Stream::new(Dictionary::new(), glyph_ids(codes, &subset)));
            descendant.set("Subtype", "CIDFontType2");
            descendant.set("CIDToGIDMap", glyphs);
            descendant.set("W", vec![1.into(), Object::Array(widths(codes, metrics))]);
            "Identity-H".into()
        }
        Outlines::PostScript => {
            descendant.set("Subtype", "CIDFontType0");
            descendant.set("W", vec![1.into(), Object::Array(glyph_widths(&subset, metrics))]);
            draft.add(encoding(codes, &subset)).into()
        }
    };
    let unicode = draft.add(Stream::new(Dictionary::new(), to_unicode(codes.entries()).into_bytes()));
    let descendant = draft.add(descendant);
    draft.add(dictionary! {
        "Type" => "Font",
        "Subtype" => "Type0",
        "BaseFont" => name(&font_name),
        "Encoding" => encoding,
        "ToUnicode" => unicode,
        "DescendantFonts" => vec![Object::Reference(descendant)],
    })
}

fn descriptor(draft: &mut Draft, font_name: &str, metrics: &Metrics, subset: &Subset) -> ObjectId {
    let (key, file) = match subset.outlines {
        Outlines::TrueType => ("FontFile2", dictionary! { "Length1" => subset.length as i64 }),
        Outlines::PostScript => ("FontFile3", dictionary! { "Subtype" => "CIDFontType0C" }),
    };
    let mut file = file;
    file.set("Filter", "FlateDecode");
    let file = draft.add(Stream::new(file, subset.file.clone()).with_compression(false));
    let measures = &metrics.descriptor;
    let bounds: Vec<Object> = measures.bounds.iter().map(|edge| Object::Integer(*edge)).collect();
    draft.add(dictionary! {
        "Type" => "FontDescriptor",
        "FontName" => name(font_name),
        "Flags" => flags(metrics),
        "FontBBox" => bounds,
        "ItalicAngle" => measures.italic_angle,
        "Ascent" => measures.ascent,
        "Descent" => measures.descent,
        "CapHeight" => measures.cap_height,
        "StemV" => stem(measures.weight),
        key => file,
    })
}

/// The font's flags (ISO 32000-1, table 123).
fn flags(metrics: &Metrics) -> i64 {
    const FIXED_PITCH: i64 = 1;
    const SYMBOLIC: i64 = 1 << 2;
    const ITALIC: i64 = 1 << 6;
    let fixed_pitch = if metrics.descriptor.fixed_pitch { FIXED_PITCH } else { 0 };
    let italic = if metrics.descriptor.italic_angle == 0 { 0 } else { ITALIC };
    SYMBOLIC | fixed_pitch | italic
}

/// The stems' width, which no table tells, estimated from the weight as Typst does.
fn stem(weight: f32) -> i64 {
    (10.0 + 0.244 * (weight - 50.0)).round() as i64
}

/// The widths of the codes from 1 on, in 1/1000 em.
fn widths(codes: &Codes, metrics: &Metrics) -> Vec<Object> {
    let scale = 1000.0 / metrics.units_per_em;
    codes.entries().iter().map(|code| Object::Real(metrics.advance(code.glyph) as f32 * scale)).collect()
}

/// The glyph of each code in the subset, two bytes each, code 0 first.
fn glyph_ids(codes: &Codes, subset: &Subset) -> Vec<u8> {
    let ids = codes.entries().iter().map(|code| subset.glyph(code.glyph));
    [0].into_iter().chain(ids).flat_map(u16::to_be_bytes).collect()
}

/// The widths of a subset's glyphs from 1 on, in 1/1000 em.
fn glyph_widths(subset: &Subset, metrics: &Metrics) -> Vec<Object> {
    let scale = 1000.0 / metrics.units_per_em;
    subset.glyphs().iter().map(|glyph| Object::Real(metrics.advance(*glyph) as f32 * scale)).collect()
}

/// The CID of each code as a CMap (ISO 32000-1, 9.7.5).
fn encoding(codes: &Codes, subset: &Subset) -> Stream {
    let mut map = String::from(concat!(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> def\n",
        "/CMapName /Backout-Codes def\n/CMapType 1 def\n/WMode 0 def\n",
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
    ));
    for (section, entries) in codes.entries().chunks(100).enumerate() {
        // writing to a string does not fail
        let _ = writeln!(map, "{} begincidchar", entries.len());
        for (index, code) in entries.iter().enumerate() {
            let _ = writeln!(map, "<{:04X}> {}", section * 100 + index + 1, subset.glyph(code.glyph));
        }
        map.push_str("endcidchar\n");
    }
    map.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    let system = dictionary! {
        "Registry" => Object::string_literal("Adobe"),
        "Ordering" => Object::string_literal("Identity"),
        "Supplement" => 0,
    };
    let dictionary = dictionary! {
        "Type" => "CMap",
        "CMapName" => "Backout-Codes",
        "CIDSystemInfo" => system,
        "WMode" => 0,
    };
    Stream::new(dictionary, map.into_bytes())
}

/// The text of each code as a CMap (ISO 32000-1, 9.10.3), at most 100 entries a section.
fn to_unicode(entries: &[Code]) -> String {
    let mut map = String::with_capacity(512 + 16 * entries.len());
    map.push_str(concat!(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n",
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n",
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
    ));
    for (section, entries) in entries.chunks(100).enumerate() {
        // writing to a string does not fail
        let _ = writeln!(map, "{} beginbfchar", entries.len());
        for (index, code) in entries.iter().enumerate() {
            let _ = write!(map, "<{:04X}> <", section * 100 + index + 1);
            for unit in code.text.encode_utf16() {
                let _ = write!(map, "{unit:04X}");
            }
            map.push_str(">\n");
        }
        map.push_str("endbfchar\n");
    }
    map.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    map
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::faces::{MONO, SANS, SANS_ITALIC};

    #[test]
    fn maps_a_ligature_to_both_letters() {
        let mut codes = Codes::new(SANS);
        codes.code(600, "fi");
        codes.code(601, "😀");
        let map = to_unicode(codes.entries());
        assert!(map.contains("2 beginbfchar\n<0001> <00660069>\n<0002> <D83DDE00>\nendbfchar"));
    }

    #[test]
    fn flags_say_what_the_face_is() {
        let flags = |face| flags(&metrics::of(&Faces::default(), face).expect("our face"));
        assert_eq!([SANS, MONO, SANS_ITALIC].map(flags), [4, 5, 68]);
    }

    #[test]
    fn stems_grow_with_weight() {
        assert_eq!((stem(400.0), stem(700.0)), (95, 169));
    }
}
