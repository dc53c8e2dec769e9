//! Assembly: strips at their places become pages, and the structure gets its children in reading order.

use std::collections::BTreeMap;

use super::collect::reference_to;
use super::elements::Elements;
use super::furniture::Furnisher;
use super::pages::{
    Across, Area, Child, Destination, Element, ElementId, Field, LinkArea, MissingGlyph, OutlineEntry, Owner,
    Page, Pages, Piece, Pt, Run, Shape,
};
use super::paginate::{Layout, Repeated};
use super::pictures::Pictures;
use super::revision;
use super::strip::{Mark, Strip};
use super::style::Style;
use super::wrap::Flow;

/// How much of the text around a missing glyph is told, in characters on each side.
const CONTEXT: usize = 20;

/// Puts everything on its page.
pub(super) fn assemble(
    flow: Flow,
    layouts: &[Layout],
    style: &Style,
    furniture: &crate::furniture::Furniture,
    elements: Elements,
    mut pictures: Pictures,
) -> Pages {
    let logo = furniture.theme.logo.as_deref().and_then(|file| pictures.add(file));
    let pages = layouts.len();
    let furnisher = |page| Furnisher { style, furniture, elements: &elements, logo, page, pages };
    let mut alike = BTreeMap::new();
    let mut furnished = |(page, layout)| {
        let furnisher = furnisher(page);
        let frame = alike.entry(furnisher.kind()).or_insert_with(|| Frame::of(&furnisher));
        furnish(&furnisher, frame.clone(), &flow, layout)
    };
    let surroundings: Vec<Furnished> = layouts.iter().enumerate().map(&mut furnished).collect();
    let attached = vec![false; elements.all.len()];
    let mut assembler = Assembler { pages: Pages::default(), elements, attached, anchors: BTreeMap::new() };
    assembler.pages.faces = style.faces.clone();
    assembler.pages.paper = style.paper.size();
    let mut strips = flow.strips;
    for (page, (layout, furnished)) in layouts.iter().zip(surroundings).enumerate() {
        assembler.pages.pages.push(Page { across: furnished.across, ..Page::default() });
        assembler.marks(page, furnished.above);
        for &(y, index) in &layout.strips {
            let mut strip = std::mem::take(&mut strips[index]);
            strip.shift(style.left_edge(page), style.top_edge + y);
            revision::set_out(&mut strip, style, page);
            assembler.strip(page, strip);
        }
        assembler.marks(page, furnished.below);
    }
    assembler.finish(pictures)
}

/// What many pages have in common around their text.
#[derive(Clone)]
struct Frame {
    across: Option<Across>,
    head: Vec<Mark>,
    foot: Vec<Mark>,
}

impl Frame {
    fn of(furnisher: &Furnisher) -> Self {
        Self { across: furnisher.across(), head: furnisher.head(), foot: furnisher.foot() }
    }
}

/// What surrounds the text of a page.
struct Furnished {
    across: Option<Across>,
    above: Vec<Mark>,
    below: Vec<Mark>,
}

fn furnish(furnisher: &Furnisher, frame: Frame, flow: &Flow, layout: &Layout) -> Furnished {
    let style = furnisher.style;
    let Frame { across, head: mut above, mut foot } = frame;
    for &(y, repeated) in &layout.repeated {
        let (mut strip, x) = match repeated {
            Repeated::Phase(index) => (flow.phases[index].continued.clone(), Pt::ZERO),
            Repeated::Head(index) => match &flow.strips[index].repeat {
                Some(repeat) => (Strip::clone(&repeat.head), repeat.x),
                None => continue,
            },
        };
        strip.shift(furnisher.left() + x, style.top_edge + y);
        above.append(&mut strip.marks);
    }
    let mut below = Vec::new();
    if let Some(y) = layout.continued {
        below.append(&mut furnisher.continued(y));
    }
    let mut phases: Vec<usize> =
        layout.strips.iter().filter_map(|&(_, index)| flow.strips[index].phase).collect();
    phases.dedup();
    below.append(&mut furnisher.tabs(phases.iter().map(|&phase| flow.phases[phase].tab.as_str())));
    if layout.strips.is_empty() && furnisher.pages > 1 {
        below.append(&mut furnisher.left_blank());
    }
    below.append(&mut foot);
    below.append(&mut furnisher.numbered());
    Furnished { across, above, below }
}

struct Assembler {
    pages: Pages,
    elements: Elements,
    /// Which elements have their place among their parent's children.
    attached: Vec<bool>,
    anchors: BTreeMap<String, Destination>,
}

impl Assembler {
    fn strip(&mut self, page: usize, strip: Strip) {
        for place in strip.places {
            let to = Destination { page, y: place.y };
            if let Some((level, text)) = place.outline {
                self.pages.outline.push(OutlineEntry { level, text, to });
            }
            self.anchors.entry(place.anchor).or_insert(to);
        }
        self.marks(page, strip.marks);
    }

    /// Marks of one owner that follow each other are one piece.
    fn marks(&mut self, page: usize, marks: Vec<Mark>) {
        for mut mark in marks {
            if let Owner::Element(element) = mark.owner {
                self.attach(element);
            }
            let pieces = &mut self.pages.pages[page].pieces;
            match pieces.last_mut() {
                Some(last) if last.owner == mark.owner => last.shapes.append(&mut mark.shapes),
                _ if mark.shapes.is_empty() => {}
                _ => {
                    pieces.push(Piece { owner: mark.owner, shapes: mark.shapes });
                    let index = pieces.len() - 1;
                    if let Owner::Element(element) = mark.owner {
                        self.elements.all[element.0].children.push(Child::Piece(page, index));
                    }
                }
            }
            if let Owner::Element(element) = mark.owner
                && !mark.areas.is_empty()
            {
                self.field(page, element, &mark.areas);
                self.link(page, element, mark.areas);
            }
        }
    }

    /// Gives an element, and those it is in, their places.
    fn attach(&mut self, id: ElementId) {
        if id.0 == 0 || std::mem::replace(&mut self.attached[id.0], true) {
            return;
        }
        let parent = self.elements.all[id.0].parent;
        self.attach(parent);
        self.elements.all[parent.0].children.push(Child::Element(id));
    }

    /// Adds the field the element is.
    fn field(&mut self, page: usize, element: ElementId, areas: &[Area]) {
        let (Some(entry), Some(area)) = (self.elements.field(element), areas.first()) else { return };
        let (kind, name, words) = (entry.kind, entry.name.clone(), entry.words.clone());
        let fields = &mut self.pages.pages[page].fields;
        fields.push(Field { kind, area: *area, name, words, element });
        let index = fields.len() - 1;
        self.elements.all[element.0].children.push(Child::Field(page, index));
    }

    /// Adds areas to the element's link on this page.
    fn link(&mut self, page: usize, element: ElementId, mut areas: Vec<Area>) {
        let Some(link) = self.elements.link(element) else { return };
        let links = &mut self.pages.pages[page].links;
        if let Some(known) = links.iter_mut().rev().find(|known| known.element == element) {
            known.areas.append(&mut areas);
            return;
        }
        if let (Some(anchor), Some(first)) = (reference_to(&link.target), areas.first()) {
            self.anchors.entry(anchor).or_insert(Destination { page, y: first.y });
        }
        links.push(LinkArea { areas, target: link.target.clone(), element, text: link.text.clone() });
        let index = links.len() - 1;
        self.elements.all[element.0].children.push(Child::Link(page, index));
    }

    fn finish(mut self, pictures: Pictures) -> Pages {
        self.pages.missing = missing(&self.pages.pages);
        self.leave_out_unused();
        self.pages.anchors = self.anchors.into_iter().collect();
        self.pages.pictures = pictures.all;
        self.pages
    }

    /// Leaves out elements of which nothing is painted: an empty paragraph, a panel that became a table.
    fn leave_out_unused(&mut self) {
        self.attached[0] = true;
        let mut used = 0;
        let renumbered: Vec<ElementId> = self
            .attached
            .iter()
            .map(|attached| {
                used += usize::from(*attached);
                ElementId(used - 1)
            })
            .collect();
        let new = |id: &mut ElementId| *id = renumbered[id.0];
        let all = std::mem::take(&mut self.elements.all);
        let mut kept: Vec<Element> = all
            .into_iter()
            .zip(&self.attached)
            .filter(|(_, attached)| **attached)
            .map(|(element, _)| element)
            .collect();
        for element in &mut kept {
            new(&mut element.parent);
            for child in &mut element.children {
                if let Child::Element(id) = child {
                    new(id);
                }
            }
        }
        for page in &mut self.pages.pages {
            for piece in &mut page.pieces {
                if let Owner::Element(id) = &mut piece.owner {
                    new(id);
                }
            }
            page.links.iter_mut().for_each(|link| new(&mut link.element));
            page.fields.iter_mut().for_each(|field| new(&mut field.element));
        }
        self.pages.elements = kept;
    }
}

/// The characters that are painted as the empty box of their face (glyph 0), each once.
fn missing(pages: &[Page]) -> Vec<MissingGlyph> {
    let mut missing: Vec<MissingGlyph> = Vec::new();
    for (page, content) in pages.iter().enumerate() {
        for shape in content.pieces.iter().flat_map(|piece| &piece.shapes) {
            let Shape::Run(run) = shape else { continue };
            for glyph in run.glyphs.iter().filter(|glyph| glyph.id == 0) {
                for character in run.text[glyph.text.clone()].chars() {
                    if !missing.iter().any(|known| known.character == character) {
                        let context = context(run, glyph.text.start);
                        missing.push(MissingGlyph { character, page, context });
                    }
                }
            }
        }
    }
    missing
}

fn context(run: &Run, at: usize) -> String {
    let (before, after) = run.text.split_at(at);
    let start = before.char_indices().rev().nth(CONTEXT - 1).map_or(0, |(at, _)| at);
    before[start..].chars().chain(after.chars().take(CONTEXT)).collect()
}
