//! The examination finds what is wrong on pages, also what our own pagination never does: such pages are made by hand.

use backout::pdf::pages::{
    Area, Child, Destination, Element, ElementId, FaceId, Field, FieldKind, Glyph, Numbering, Owner, Page,
    Pages, Piece, Pt, Role, Run, Shape,
};
use backout::pdf::style::{Form, Paper, Style};
use backout::pdf::{FlawKind, examine};

use super::{Block, CheckRow, heading, paragraph, row, set};

/// Pages made by hand: elements in reading order, each with its runs.
struct Hand(Pages);

impl Hand {
    fn new(pages: usize) -> Self {
        let document = Element {
            role: Role::Document,
            parent: ElementId(0),
            children: Vec::new(),
            alternative: None,
            actual_text: None,
            language: None,
        };
        let size = Paper::A4.size();
        Self(Pages {
            paper: size,
            pages: vec![Page::default(); pages],
            elements: vec![document],
            ..Pages::default()
        })
    }

    fn add(&mut self, parent: ElementId, role: Role) -> ElementId {
        let id = ElementId(self.0.elements.len());
        let element = Element { role, parent, ..self.0.elements[0].clone() };
        self.0.elements.push(Element { children: Vec::new(), ..element });
        self.0.elements[parent.0].children.push(Child::Element(id));
        id
    }

    /// Words of an element on a page, each glyph half a size wide.
    fn say(&mut self, element: ElementId, page: usize, (x, y): (f32, f32), size: f32, words: &str) {
        let glyph = |(at, character): (usize, char)| Glyph {
            id: 1,
            advance: 500,
            x_offset: 0,
            y_offset: 0,
            text: at..at + character.len_utf8(),
        };
        let run = Run {
            x: Pt(x),
            y: Pt(y),
            face: FaceId(0),
            size: Pt(size),
            colour: backout::pdf::pages::Colour::BLACK,
            glyphs: words.char_indices().map(glyph).collect::<Vec<_>>().into(),
            text: words.to_owned().into(),
        };
        let pieces = &mut self.0.pages[page].pieces;
        pieces.push(Piece { owner: Owner::Element(element), shapes: vec![Shape::Run(run)] });
        let piece = pieces.len() - 1;
        self.0.elements[element.0].children.push(Child::Piece(page, piece));
    }

    /// A step with its number and an anchor; its words are said later.
    fn step(&mut self, list: ElementId, number: &str, page: usize, y: f32) -> ElementId {
        let item = self.add(list, Role::ListItem);
        let label = self.add(item, Role::Label);
        self.say(label, page, (80.0, y), 12.0, number);
        let to = Destination { page, y: Pt(y) };
        self.0.anchors.push((format!("step-{}", number.to_lowercase()), to));
        self.add(item, Role::ListBody)
    }

    /// What is found: kind, page from 1, step, words.
    fn found(&self) -> Vec<(FlawKind, usize, Option<String>, String)> {
        let flaws = examine(&self.0, &Style::new(Paper::A4), Form::Pages);
        flaws.into_iter().map(|flaw| (flaw.kind, flaw.page + 1, flaw.step, flaw.words)).collect()
    }

    fn kinds(&self) -> Vec<FlawKind> {
        self.found().into_iter().map(|(kind, ..)| kind).collect()
    }
}

const ROOT: ElementId = ElementId(0);

#[test]
fn a_step_on_two_pages_is_found() {
    let mut hand = Hand::new(2);
    let list = hand.add(ROOT, Role::List(Numbering::Unordered));
    let body = hand.step(list, "B7", 0, 700.0);
    hand.say(body, 0, (120.0, 700.0), 11.0, "Restore the orders");
    assert_eq!(hand.found(), []);
    hand.say(body, 1, (120.0, 100.0), 11.0, "and look at them");
    let words = "B7Restore the ordersand look at them".to_owned();
    assert_eq!(hand.found(), [(FlawKind::SplitStep, 1, Some("B7".into()), words)]);
}

#[test]
fn an_item_without_a_number_may_go_on() {
    let mut hand = Hand::new(2);
    let list = hand.add(ROOT, Role::List(Numbering::Unordered));
    let item = hand.add(list, Role::ListItem);
    let label = hand.add(item, Role::Label);
    hand.say(label, 0, (80.0, 700.0), 12.0, "•");
    let body = hand.add(item, Role::ListBody);
    hand.say(body, 0, (120.0, 700.0), 11.0, "a long item ");
    hand.say(body, 1, (120.0, 100.0), 11.0, "goes on");
    assert_eq!(hand.found(), []);
}

#[test]
fn a_warning_on_the_page_before_its_step_is_found() {
    for (warning_page, flaws) in [(1, 0), (0, 1)] {
        let mut hand = Hand::new(2);
        let list = hand.add(ROOT, Role::List(Numbering::Unordered));
        let before = hand.add(list, Role::ListItem);
        let body = hand.add(before, Role::ListBody);
        hand.say(body, warning_page, (120.0, 90.0), 11.0, "WARNING Orders are lost.");
        let step = hand.step(list, "B7", 1, 120.0);
        hand.say(step, 1, (120.0, 120.0), 11.0, "Drop the database");
        let parted = (FlawKind::PartedWarning, 1, Some("B7".into()), "WARNING Orders are lost.".into());
        assert_eq!(hand.found(), vec![parted; flaws]);
    }
}

#[test]
fn a_row_on_two_pages_is_found() {
    let mut hand = Hand::new(2);
    let table = hand.add(ROOT, Role::Table);
    let group = hand.add(table, Role::TableBody);
    let row = hand.add(group, Role::TableRow);
    let (one, other) = (hand.add(row, Role::Cell), hand.add(row, Role::Cell));
    hand.say(one, 0, (80.0, 700.0), 10.5, "RP1");
    hand.say(other, 0, (200.0, 700.0), 10.5, "first half ");
    hand.say(other, 1, (200.0, 100.0), 10.5, "second half");
    assert_eq!(hand.found(), [(FlawKind::SplitRow, 1, None, "RP1".into())]);
}

#[test]
fn a_heading_with_nothing_below_it_is_found() {
    for (page, flaws) in [(0, 0), (1, 1)] {
        let mut hand = Hand::new(2);
        let title = hand.add(ROOT, Role::Heading(2));
        hand.say(title, 0, (80.0, 700.0), 16.0, "Restore");
        // what stands beside it is not below it
        let aside = hand.add(ROOT, Role::Paragraph);
        hand.say(aside, 0, (400.0, 700.0), 10.5, "35 min");
        let list = hand.add(ROOT, Role::List(Numbering::Unordered));
        let body = hand.step(list, "B1", page, 730.0);
        hand.say(body, page, (120.0, 730.0), 11.0, "Stop the shop");
        assert_eq!(hand.found(), vec![(FlawKind::LoneHeading, 1, None, "Restore".into()); flaws]);
    }
}

#[test]
fn a_paragraph_below_a_heading_is_enough() {
    let mut hand = Hand::new(2);
    let title = hand.add(ROOT, Role::Heading(2));
    hand.say(title, 0, (80.0, 680.0), 16.0, "Restore");
    let below = hand.add(ROOT, Role::Paragraph);
    hand.say(below, 0, (80.0, 710.0), 11.0, "It takes long.");
    let next = hand.add(ROOT, Role::Paragraph);
    hand.say(next, 1, (80.0, 100.0), 11.0, "Begin.");
    assert_eq!(hand.found(), []);
}

#[test]
fn a_lone_head_of_a_table_is_found() {
    let mut hand = Hand::new(2);
    let table = hand.add(ROOT, Role::Table);
    let head = hand.add(table, Role::TableHead);
    let row = hand.add(head, Role::TableRow);
    let cell = hand.add(row, Role::HeadCell(backout::pdf::pages::Scope::Column));
    hand.say(cell, 0, (80.0, 760.0), 10.0, "Restore point");
    let body = hand.add(table, Role::TableBody);
    let row = hand.add(body, Role::TableRow);
    let cell = hand.add(row, Role::Cell);
    hand.say(cell, 1, (80.0, 100.0), 10.5, "RP1");
    assert_eq!(hand.found(), [(FlawKind::LoneTableHead, 1, None, "Restore point".into())]);
}

#[test]
fn torn_numbers_and_words_are_found_and_divided_ones_are_not() {
    let torn = |lines: [&str; 2]| {
        let mut hand = Hand::new(1);
        let cell = hand.add(ROOT, Role::Paragraph);
        hand.say(cell, 0, (80.0, 100.0), 11.0, lines[0]);
        hand.say(cell, 0, (80.0, 115.0), 11.0, lines[1]);
        hand.found().into_iter().map(|(.., words)| words).collect::<Vec<_>>()
    };
    assert_eq!(torn(["05:", "50"]), ["05:50"]);
    assert_eq!(torn(["call +49 30 5550-", "117 now"]), ["5550-117"]);
    assert_eq!(torn(["ROLLBACKORDERSDATA", "BASE now"]), ["ROLLBACKORDERSDATABASE"]);
    for fine in [
        ["call +49 30 ", "5550 117"],
        ["08:00–", "20:00"],
        ["mainte\u{AD}", "nance"],
        ["https://wiki.example/ops/", "restore"],
        ["注文の受付を", "止める"],
        ["Lena Hofmann ", "Omar"],
        ["______", "______"],
    ] {
        assert_eq!(torn(fine), [""; 0], "{fine:?}");
    }
}

#[test]
fn a_command_of_several_lines_is_not_torn() {
    let mut hand = Hand::new(1);
    let code = hand.add(ROOT, Role::Code);
    hand.say(code, 0, (80.0, 100.0), 11.0, "shopctl stop");
    hand.say(code, 0, (80.0, 115.0), 11.0, "shopctl start");
    hand.0.elements[code.0].actual_text = Some("shopctl stop\nshopctl start".into());
    assert_eq!(hand.found(), []);
}

#[test]
fn what_reaches_beyond_the_edge_is_found() {
    let mut hand = Hand::new(1);
    let one = hand.add(ROOT, Role::Paragraph);
    hand.say(one, 0, (80.0, 100.0), 11.0, &"wide ".repeat(30));
    let two = hand.add(ROOT, Role::Paragraph);
    hand.say(two, 0, (80.0, 812.0), 11.0, "low");
    let form = hand.add(ROOT, Role::Form);
    let area = Area { x: Pt(570.0), y: Pt(200.0), width: Pt(50.0), height: Pt(20.0) };
    let (kind, name, words) = (FieldKind::Line, "B3-time".to_owned(), "Step B3 time".to_owned());
    hand.0.pages[0].fields.push(Field { kind, area, name, words, element: form });
    hand.0.elements[form.0].children.push(Child::Field(0, 0));
    assert_eq!(hand.kinds(), [FlawKind::BeyondEdge; 3]);
}

#[test]
fn text_on_other_text_is_found() {
    let mut hand = Hand::new(1);
    let (one, other) = (hand.add(ROOT, Role::Paragraph), hand.add(ROOT, Role::Paragraph));
    hand.say(one, 0, (80.0, 100.0), 11.0, "Change 40 min");
    hand.say(other, 0, (100.0, 103.0), 11.0, "point of no return");
    assert_eq!(hand.kinds(), [FlawKind::OnOtherText]);
}

#[test]
fn small_text_is_found_and_small_notes_are_not() {
    let mut hand = Hand::new(1);
    let one = hand.add(ROOT, Role::Paragraph);
    hand.say(one, 0, (80.0, 100.0), 8.0, "too small");
    let note = hand.add(ROOT, Role::Note);
    let label = hand.add(note, Role::Label);
    hand.say(label, 0, (80.0, 700.0), 7.0, "1");
    let figure = hand.add(ROOT, Role::Figure);
    hand.say(figure, 0, (80.0, 300.0), 9.0, "22:00");
    assert_eq!(hand.kinds(), [FlawKind::Small { size: Pt(8.0), least: Pt(10.0) }]);
}

/// What is found on the pages of blocks.
fn found_on(blocks: Vec<Block>) -> Vec<FlawKind> {
    let pages = set(blocks);
    examine(&pages, &Style::default(), Form::Pages).into_iter().map(|flaw| flaw.kind).collect()
}

#[test]
fn what_cannot_be_helped_is_found_on_set_pages() {
    let tall: CheckRow = row(1, "word ".repeat(3000));
    assert_eq!(found_on(vec![Block::Checklist(vec![tall])]), [FlawKind::SplitStep]);
    let code = Block::Code { language: None, text: format!("export TOKEN={}\n", "a1b2".repeat(75)) };
    assert_eq!(found_on(vec![code]), [FlawKind::TornWord]);
    let lines = "A heading that does not come to its end ".repeat(40);
    let high = Block::Checklist(vec![row(1, "word ".repeat(440))]);
    assert_eq!(found_on(vec![heading(2, &lines, None), high]), [FlawKind::LoneHeading]);
    for sound in ["Nothing is wrong here.".to_owned(), format!("It is sha256:{}.", "a1b2".repeat(32))] {
        assert_eq!(found_on(vec![paragraph(sound)]), []);
    }
}
