//! Tests of what surrounds the text of a page: fields, the binding edge, the mark across it.

use backout::furniture::{Files, Furniture};
use backout::markdown::tree::{Block, Document, Inline};
use backout::markdown::{Directives, parse};
use backout::pdf::pages::{Area, Artifact, Owner, Shape};
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
            .map(|run| run.text.as_str())
            .collect::<String>()
    };
    assert_eq!((across(None), across(Some("DRAFT"))), (String::new(), "DRAFT".to_owned()));
}

#[test]
fn a_bar_stands_in_the_outer_margin_beside_what_was_changed() {
    const TEXT: &str = "\
A front.

## A back <!-- backout: heading start=page -->

- [ ] Kept trigger

- [ ] Changed trigger <!-- backout: changed -->

| Step | What |
| --- | --- |
| B1 | Kept cell |
| B2 | Changed cell <!-- backout: changed --> |

- [ ] **B1** **Kept step** <!-- backout: row id=B1 -->

- [ ] **B2** **Changed step** <!-- backout: row id=B2 --> <!-- backout: changed -->

  Changed command
";
    let marked = ["Changed trigger", "Changed cell", "Changed step", "Changed command"];
    let parsed = parse(TEXT, Directives::Honoured);
    assert_eq!(parsed.faults, []);
    for sides in [Sides::One, Sides::Both] {
        let style = Style::of(Print { sides, ..Print::default() });
        let pages = typeset(&parsed.document, &furniture(), &Files::new(), &style);
        let [_, page] = pages.pages.as_slice() else { panic!("two pages") };
        let bars: Vec<Area> = page
            .pieces
            .iter()
            .filter(|piece| piece.owner == Owner::Artifact(Artifact::Revision))
            .flat_map(|piece| &piece.shapes)
            .filter_map(|shape| match shape {
                Shape::Rectangle { area, .. } => Some(*area),
                _ => None,
            })
            .collect();
        let is_outside = |bar: &Area| match sides {
            Sides::One => bar.x > style.binding_edge + style.text_width(),
            Sides::Both => bar.x + bar.width < style.outer_edge,
        };
        assert!(bars.iter().all(is_outside), "{bars:?}");

        // a word is beside a bar exactly when it was changed
        let words = page.pieces.iter().flat_map(|piece| runs(&piece.shapes));
        let beside = words.filter(|run| bars.iter().any(|bar| bar.y <= run.y && run.y <= bar.y + bar.height));
        let beside: Vec<_> = beside.map(|run| run.text.as_str()).filter(|text| text.contains(' ')).collect();
        assert_eq!(beside, marked, "{sides:?}");
    }
}
