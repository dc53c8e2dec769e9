//! Hand-made pages: one glyph a character, every kind of element once.

use std::sync::Arc;

use backout::furniture::Furniture;
use backout::pdf::faces;
use backout::pdf::pages::{
    Area, Artifact, Child, Colour, Destination, Element, ElementId, FaceId, Glyph, LinkArea, LinkTarget,
    Numbering, OutlineEntry, Owner, Page, Pages, Picture, Piece, Pt, Role, Run, Scope, Shape, Size, Stroke,
};
use harfrust::{Font, GlyphId};

/// Pages being made: text goes in line after line.
pub(super) struct Sample {
    pub(super) pages: Pages,
    y: f32,
}

impl Sample {
    pub(super) fn new() -> Self {
        let paper = Size { width: Pt(595.28), height: Pt(841.89) };
        let mut pages = Pages { paper, pages: vec![Page::default()], ..Pages::default() };
        pages.elements.push(element(Role::Document, ElementId(0)));
        Self { pages, y: 72.0 }
    }

    pub(super) fn element(&mut self, parent: ElementId, role: Role) -> ElementId {
        let id = ElementId(self.pages.elements.len());
        self.pages.elements.push(element(role, parent));
        self.pages.elements[parent.0].children.push(Child::Element(id));
        id
    }

    pub(super) fn piece(&mut self, owner: Owner, shapes: Vec<Shape>) {
        let page = self.pages.pages.len() - 1;
        let pieces = &mut self.pages.pages[page].pieces;
        pieces.push(Piece { owner, shapes });
        let child = Child::Piece(page, pieces.len() - 1);
        if let Owner::Element(id) = owner {
            self.pages.elements[id.0].children.push(child);
        }
    }

    pub(super) fn line(&mut self, id: ElementId, face: FaceId, text: &str) {
        self.y += 16.0;
        let run = run(72.0, self.y, face, text);
        self.piece(Owner::Element(id), vec![Shape::Run(run)]);
    }

    pub(super) fn heading(&mut self, level: u8, text: &str) {
        let id = self.element(ElementId(0), Role::Heading(level));
        let to = Destination { page: self.pages.pages.len() - 1, y: Pt(self.y) };
        self.pages.outline.push(OutlineEntry { level, text: text.to_owned(), to });
        self.pages.anchors.push((format!("section-{}", self.pages.outline.len()), to));
        self.line(id, faces::SANS_BOLD, text);
    }

    pub(super) fn paragraph(&mut self, text: &str) {
        let id = self.element(ElementId(0), Role::Paragraph);
        self.line(id, faces::SANS, text);
    }

    pub(super) fn link(&mut self, text: &str, target: LinkTarget, lines: u8) {
        let paragraph = self.element(ElementId(0), Role::Paragraph);
        let element = self.element(paragraph, Role::Link);
        let mut areas = Vec::new();
        for _ in 0..lines {
            self.line(element, faces::SANS, text);
            areas.push(Area { x: Pt(72.0), y: Pt(self.y - 10.0), width: Pt(100.0), height: Pt(13.0) });
        }
        let page = self.pages.pages.len() - 1;
        let areas_of_page = &mut self.pages.pages[page].links;
        areas_of_page.push(LinkArea { areas, target, element, text: text.to_owned() });
        let child = Child::Link(page, areas_of_page.len() - 1);
        self.pages.elements[element.0].children.push(child);
    }

    pub(super) fn list(&mut self, items: &[&str]) {
        let list = self.element(ElementId(0), Role::List(Numbering::Decimal));
        for (number, item) in items.iter().enumerate() {
            let row = self.element(list, Role::ListItem);
            let label = self.element(row, Role::Label);
            self.line(label, faces::SANS_BOLD, &format!("B{}", number + 1));
            let body = self.element(row, Role::ListBody);
            self.line(body, faces::SANS, item);
        }
    }

    pub(super) fn table(&mut self) {
        let table = self.element(ElementId(0), Role::Table);
        for (group, cell) in [(Role::TableHead, Role::HeadCell(Scope::Column)), (Role::TableBody, Role::Cell)]
        {
            let group = self.element(table, group);
            let row = self.element(group, Role::TableRow);
            for text in ["Who", "Telephone"] {
                let cell = self.element(row, cell);
                self.line(cell, faces::MONO, text);
            }
        }
    }

    pub(super) fn figure(&mut self, picture: Picture) {
        let figure = self.element(ElementId(0), Role::Figure);
        self.pages.elements[figure.0].alternative = Some("the decision strip — grün".to_owned());
        self.pages.pictures.push(Arc::new(picture));
        let area = Area { x: Pt(300.0), y: Pt(300.0), width: Pt(40.0), height: Pt(20.0) };
        let picture = self.pages.pictures.len() - 1;
        self.piece(Owner::Element(figure), vec![Shape::Picture { picture, area }]);
    }

    pub(super) fn drawing(&mut self) {
        let stroke = Stroke { width: Pt(0.5), colour: Colour(40, 80, 120), dash: Some((Pt(2.0), Pt(1.0))) };
        let area = Area { x: Pt(72.0), y: Pt(500.0), width: Pt(14.2), height: Pt(14.2) };
        let points = vec![(Pt(100.0), Pt(500.0)), (Pt(120.0), Pt(500.0)), (Pt(110.0), Pt(520.0))];
        let shapes = vec![
            Shape::Rectangle {
                area,
                fill: Some(Colour::WHITE),
                stroke: Some(Stroke { dash: None, ..stroke }),
            },
            Shape::Line { from: (Pt(72.0), Pt(530.0)), to: (Pt(500.0), Pt(530.0)), stroke },
            Shape::Polygon { rings: vec![points], fill: Some(Colour::BLACK), stroke: None },
        ];
        self.piece(Owner::Artifact(Artifact::Layout), shapes);
        let foot = run(72.0, 810.0, faces::SANS, "Page 1 of 1");
        self.piece(Owner::Artifact(Artifact::Footer), vec![Shape::Run(foot)]);
    }
}

fn element(role: Role, parent: ElementId) -> Element {
    Element { role, parent, children: Vec::new(), alternative: None, actual_text: None, language: None }
}

/// A run of one glyph a character; a soft hyphen has the hyphen's glyph.
fn run(x: f32, y: f32, face: FaceId, text: &str) -> Run {
    let font = Font::new(faces::face(face).file(), 0).unwrap();
    let glyph = |(start, character): (usize, char)| {
        let seen = if character == '\u{ad}' { '-' } else { character };
        let id = font.charmap().map_unicode(seen).unwrap_or(GlyphId::new(0));
        let advance = font.glyph_metrics().h_advance(id) as i32;
        let text = start..start + character.len_utf8();
        Glyph { id: id.to_u32() as u16, advance, x_offset: 0, y_offset: 0, text }
    };
    let glyphs = text.char_indices().map(glyph).collect::<Vec<_>>().into();
    Run {
        x: Pt(x),
        y: Pt(y),
        face,
        size: Pt(12.0),
        colour: Colour::BLACK,
        glyphs,
        text: Arc::new(text.to_owned()),
    }
}

pub(super) fn furniture() -> Furniture {
    Furniture {
        title: "Rückzug: Shop <7.4> & Zahlung".to_owned(),
        language: "de".to_owned(),
        author: Some("Jonas Brandt".to_owned()),
        ..Furniture::default()
    }
}

pub(super) fn sample() -> Pages {
    let mut sample = Sample::new();
    sample.heading(1, "Rückzug des Shops");
    sample.paragraph("Die Wiederher\u{ad}");
    sample.paragraph("stellung des Web-Shops (Rück\\weg) „sofort“ beginnen");
    sample.paragraph("kein Zeichen für 漢字, hier");
    sample.heading(2, "B · Restore");
    sample.list(&["Begin maintenance mode", "Write down the number"]);
    sample.link(
        "the page on maintenance",
        LinkTarget::Address("https://wiki.example/wartung/ä".to_owned()),
        2,
    );
    sample.link("see section 1", LinkTarget::Anchor("section-1".to_owned()), 1);
    sample.link("nowhere", LinkTarget::Anchor("gone".to_owned()), 1);
    sample.table();
    sample.drawing();
    let alpha = Some(vec![255, 128, 0, 255]);
    sample.figure(Picture::Pixels { rgb: [200, 30, 30].repeat(4), alpha, width: 2, height: 2 });
    sample.pages.pages.push(Page::default());
    sample.y = 72.0;
    let note = sample.element(ElementId(0), Role::Note);
    sample.line(note, faces::SANS_ITALIC, "A note on another page");
    let code = sample.element(ElementId(0), Role::Code);
    sample.line(code, faces::MONO, "shopctl export orders --since 23:15");
    sample.pages
}
