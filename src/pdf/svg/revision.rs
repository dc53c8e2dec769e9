//! The revision of a page: a number that is another one when its picture is another one, or a link of it.

use std::hash::{Hash, Hasher};

use super::links::{Lead, links};
use crate::digest;
use crate::pdf::pages::{Across, Area, Destination, Page, Pages, Picture, Pt, Run, Shape, Stroke};

/// The revision of every page; the same in every process.
#[must_use]
pub fn revisions(pages: &Pages) -> Vec<u64> {
    (0..pages.pages.len()).map(|index| revision(pages, index)).collect()
}

/// The revision of a page.
fn revision(pages: &Pages, index: usize) -> u64 {
    let mut hasher = digest::passing();
    lengths(&mut hasher, [pages.paper.width, pages.paper.height]);
    for (place, face) in pages.faces.from_files() {
        (place, face.identity()).hash(&mut hasher);
    }
    let Page { pieces, links: _, fields: _, across } = &pages.pages[index];
    if let Some(Across { runs, turn }) = across {
        hasher.write_u32(turn.to_bits());
        for run in runs {
            add_run(&mut hasher, run);
        }
    }
    for shape in pieces.iter().flat_map(|piece| &piece.shapes) {
        add(&mut hasher, shape, &pages.pictures);
    }
    for link in links(pages, index) {
        link.areas.iter().for_each(|area| add_area(&mut hasher, area));
        match link.lead {
            Lead::Address(address) => address.hash(&mut hasher),
            Lead::Place(Destination { page, y }) => (page, y.0.to_bits()).hash(&mut hasher),
        }
    }
    hasher.finish()
}

fn add(hasher: &mut impl Hasher, shape: &Shape, pictures: &[std::sync::Arc<Picture>]) {
    match shape {
        Shape::Run(run) => add_run(hasher, run),
        Shape::Rectangle { area, fill, stroke } => {
            add_area(hasher, area);
            (1, fill.map(|fill| [fill.0, fill.1, fill.2])).hash(hasher);
            add_stroke(hasher, stroke.as_ref());
        }
        Shape::Line { from, to, stroke } => {
            2.hash(hasher);
            lengths(hasher, [from.0, from.1, to.0, to.1]);
            add_stroke(hasher, Some(stroke));
        }
        Shape::Polygon { rings, fill, stroke } => {
            (3, rings.len(), fill.map(|fill| [fill.0, fill.1, fill.2])).hash(hasher);
            for ring in rings {
                ring.len().hash(hasher);
                for (x, y) in ring {
                    lengths(hasher, [*x, *y]);
                }
            }
            add_stroke(hasher, stroke.as_ref());
        }
        Shape::Picture { picture, area } => {
            4.hash(hasher);
            add_area(hasher, area);
            match pictures.get(*picture).map(|picture| &**picture) {
                None => {}
                Some(Picture::Jpeg { file, width: _, height: _, components: _ }) => file.hash(hasher),
                Some(Picture::Pixels { rgb, alpha, width, height }) => {
                    (rgb, alpha, width, height).hash(hasher);
                }
                Some(Picture::Vector(vector)) => vector.file().hash(hasher),
            }
        }
    }
}

fn add_run(hasher: &mut impl Hasher, run: &Run) {
    lengths(hasher, [run.x, run.y, run.size]);
    (0, run.face, [run.colour.0, run.colour.1, run.colour.2], &run.text).hash(hasher);
    // the same text may be set in other glyphs; where they stand tells. There are thousands: they are mixed first (FNV-1a)
    let glyphs = run.glyphs.iter().fold(0xcbf2_9ce4_8422_2325_u64, |mixed, glyph| {
        let told = u64::from(glyph.id) ^ (glyph.advance as u64) << 16 ^ (glyph.x_offset as u64) << 40;
        (mixed ^ told).wrapping_mul(0x0100_0000_01b3)
    });
    hasher.write_u64(glyphs);
}

fn add_area(hasher: &mut impl Hasher, area: &Area) {
    lengths(hasher, [area.x, area.y, area.width, area.height]);
}

fn add_stroke(hasher: &mut impl Hasher, stroke: Option<&Stroke>) {
    let Some(Stroke { width, colour, dash }) = stroke else { return 0.hash(hasher) };
    lengths(hasher, [*width]);
    [colour.0, colour.1, colour.2].hash(hasher);
    if let Some((dash, gap)) = dash {
        lengths(hasher, [*dash, *gap]);
    }
}

fn lengths<const N: usize>(hasher: &mut impl Hasher, lengths: [Pt; N]) {
    for length in lengths {
        hasher.write_u32(length.0.to_bits());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::pages::{Artifact, Colour, Owner, Piece};

    #[test]
    fn a_page_has_another_revision_when_something_on_it_is_elsewhere() {
        let page = |x: f32| {
            let area = Area { x: Pt(x), y: Pt(1.0), width: Pt(2.0), height: Pt(3.0) };
            let shapes = vec![Shape::Rectangle { area, fill: Some(Colour::BLACK), stroke: None }];
            Page {
                pieces: vec![Piece { owner: Owner::Artifact(Artifact::Layout), shapes }],
                ..Page::default()
            }
        };
        let pages = Pages { pages: vec![page(1.0), page(1.0), page(2.0)], ..Pages::default() };
        assert_eq!(revision(&pages, 0), revision(&pages, 1));
        assert_ne!(revision(&pages, 0), revision(&pages, 2));
    }
}
