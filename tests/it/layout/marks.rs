//! Tests of what surrounds the text of a page: fields, the binding edge, the mark across it.

use backout::furniture::{Files, Furniture};
use backout::markdown::tree::{Block, Document, Inline};
use backout::pdf::pages::Owner;
use backout::pdf::style::{Entries, Print, Sides, Style};
use backout::pdf::typeset;

use super::sound::runs;
use super::{furniture, row};

#[test]
fn a_step_is_filled_in_by_fields_named_after_it() {
    let names = |entries| {
        let style = Style::of(Print { entries, ..Print::default() });
        let document = Document { blocks: vec![Block::Checklist(vec![row(7, "Do it. ".repeat(120))])] };
        let pages = typeset(&document, &furniture(), &Files::new(), &style);
        let fields = pages.pages.iter().flat_map(|page| &page.fields);
        fields.map(|field| format!("{} {}", field.name, field.words)).collect::<Vec<_>>()
    };
    let all = ["B7-done Step B7 done", "B7-time B7 Time", "B7-initials B7 Initials", "B7-remark B7 Remark"];
    assert_eq!(names(Entries::Fields), all);
    assert_eq!(names(Entries::Drawn), [""; 0]);
}

#[test]
fn the_binding_edge_is_on_the_right_of_a_back() {
    let paragraphs = (0..60).map(|_| Block::Paragraph(vec![Inline::Text("A line.".into())])).collect();
    let style = Style::of(Print { sides: Sides::Both, ..Print::default() });
    let pages = typeset(&Document { blocks: paragraphs }, &furniture(), &Files::new(), &style);
    let left = |page: usize| {
        let pieces = pages.pages[page].pieces.iter();
        let owned = pieces.filter(|piece| matches!(piece.owner, Owner::Element(_)));
        owned.flat_map(|piece| runs(&piece.shapes)).map(|run| run.x.0.round()).fold(f32::MAX, f32::min)
    };
    assert_eq!((left(0), left(1)), (style.binding_edge.0.round(), style.outer_edge.0.round()));
}

#[test]
fn what_is_no_approved_plan_says_so_across_the_page() {
    let document = Document { blocks: vec![Block::Paragraph(vec![Inline::Text("A line.".into())])] };
    let across = |mark: Option<&str>| {
        let furniture = Furniture { mark: mark.map(str::to_owned), ..furniture() };
        let pages = typeset(&document, &furniture, &Files::new(), &Style::default());
        pages.pages[0]
            .across
            .iter()
            .flat_map(|across| &across.runs)
            .map(|run| run.text.clone())
            .collect::<String>()
    };
    assert_eq!((across(None), across(Some("DRAFT"))), (String::new(), "DRAFT".to_owned()));
}
