//! SVG files, from drawing programs and from nobody: each becomes a picture that says the same everywhere, or a reason.

use std::sync::Arc;

use backout::check::pictures;
use backout::furniture::{File, Files, Furniture};
use backout::markdown::{Directives, parse};
use backout::pdf::faces::Faces;
use backout::pdf::style::Style;
use backout::pdf::{save, typeset};
use backout::picture::vector::{self, FlawKind, Item, Paint, Vector};
use proptest::prelude::*;

const EVERYTHING: &str = include_str!("../torture/pictures/every-construct.svg");

/// What a file shows, and what is said of it.
fn read(file: &[u8]) -> (Option<Arc<Vector>>, Vec<(String, FlawKind)>) {
    let (shown, faults) = pictures::read("a.svg", &file.into(), &Faces::default());
    let picture = match shown {
        Some(File::Vector { picture, .. }) => Some(picture),
        _ => None,
    };
    (picture, faults.into_iter().map(|fault| (fault.message, fault.kind)).collect())
}

/// The picture of an SVG file with this inside.
fn picture(inside: &str) -> Arc<Vector> {
    let file = format!("<svg xmlns='http://www.w3.org/2000/svg' width='100' height='50'>{inside}</svg>");
    let (picture, faults) = read(file.as_bytes());
    picture.unwrap_or_else(|| panic!("{inside}: {faults:?}"))
}

/// A page with a picture on it, as a PDF.
fn printed(picture: Arc<Vector>) -> Vec<u8> {
    let file: Arc<[u8]> = Arc::from(&b""[..]);
    let files = Files::from([("a.svg".to_owned(), File::Vector { file, picture })]);
    let document = parse("![a picture](a.svg)\n", Directives::Ignored).document;
    let furniture = Furniture { language: "en".into(), title: "Picture".into(), ..Furniture::default() };
    save(&typeset(&document, &furniture, &files, &Style::default()), &furniture)
}

#[test]
fn every_construct_is_shown_and_what_is_plainer_is_told() {
    let (picture, faults) = read(EVERYTHING.as_bytes());
    let picture = picture.expect("a picture");
    let told: Vec<_> = faults.iter().map(|(message, kind)| (message.as_str(), *kind)).collect();
    let expected = "the picture `a.svg` is shown more plainly: a gradient that should be repeated runs once; shadows, blurs \
                    and other filters are left out";
    assert_eq!(told, [(expected, FlawKind::Plainer)]);
    assert_eq!(picture.pixels().len(), 1);
    // written down and read again it is the same picture, and nothing more is left out
    let (again, faults) = read(picture.file().as_bytes());
    assert_eq!(faults, []);
    let again = again.expect("a picture");
    assert_eq!((again.width, again.height), (picture.width, picture.height));
    assert_eq!(printed(picture.clone()), printed(picture));
}

#[test]
fn nothing_that_acts_or_leads_elsewhere_is_written_down_again() {
    let file = picture(
        "<script>alert(1)</script><a href='https://example.org'><rect onclick='x()' width='9' height='9'/></a>\
         <image href='https://example.org/a.png' width='9' height='9'/><image href='/etc/hostname' width='9' height='9'/>\
         <text y='20'>words</text>",
    )
    .file();
    for part in ["script", "onclick", "http://example", "https:", "href", "hostname", "<text", "font"] {
        assert!(!file.contains(part), "{part}: {file}");
    }
    assert!(file.contains("<path"));
}

#[test]
fn strokes_text_and_gradients_become_areas() {
    let lines = picture(
        "<path d='M0 10H100' fill='none' stroke='#123456' stroke-width='4' stroke-dasharray='10 5'/>",
    );
    assert!(matches!(&lines.items[..], [Item::Area { paint: Paint::Flat([0x12, 0x34, 0x56]), .. }]));
    let letters = picture("<text y='20' font-family='No Such Font'>Wort</text>");
    assert!(!letters.items.is_empty());
    // one half of what is there is one half of it, whatever overlaps
    let layer = picture("<g opacity='0.5'><rect width='9' height='9'/><rect width='5' height='5'/></g>");
    assert!(matches!(&layer.items[..], [Item::Layer { opacity: 0.5, mask: None, .. }]));
    let only = picture("<g opacity='0.5'><rect width='9' height='9'/></g>");
    assert!(matches!(&only.items[..], [Item::Area { opacity: 0.5, .. }]));
}

#[test]
fn bombs_and_ruins_are_refused_with_a_reason() {
    let nested = |depth: usize| {
        let (open, close) = ("<g>".repeat(depth), "</g>".repeat(depth));
        format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>{open}<path d='M0 0L9 9'/>{close}</svg>"
        )
    };
    let entities = (1..20).fold("<!ENTITY e0 'x'>".to_owned(), |all, at| {
        all + &format!("<!ENTITY e{at} '{}'>", format!("&e{};", at - 1).repeat(10))
    });
    let uses = (1..20).fold("<g id='u0'><path d='M0 0L9 9'/></g>".to_owned(), |all, at| {
        all + &format!("<g id='u{at}'>{}</g>", format!("<use href='#u{}'/>", at - 1).repeat(10))
    });
    let chain = (1..400).fold("<g id='c0'><path d='M0 0L9 9'/></g>".to_owned(), |all, at| {
        all + &format!("<g id='c{at}'><g><g><use href='#c{}'/></g></g></g>", at - 1)
    });
    let inside =
        |text: &str| format!("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>{text}</svg>");
    for file in [
        String::new(),
        "<svg".into(),
        "<svg xmlns='http://www.w3.org/2000/svg'><g></svg>".into(),
        "<svg xmlns='http://www.w3.org/2000/svg' width='0' height='0'/>".into(),
        "<html><svg/></html>".into(),
        format!(
            "<!DOCTYPE svg [{entities}]><svg xmlns='http://www.w3.org/2000/svg'><text>&e19;</text></svg>"
        ),
        "<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><svg><text>&x;</text></svg>".into(),
        nested(5000),
        inside(&uses),
        inside(&chain),
        inside(&"<g/>".repeat(200_000)),
        format!("<svg>{}</svg>", " ".repeat(9 << 20)),
    ] {
        let (picture, faults) = read(file.as_bytes());
        assert!(picture.is_none() && faults.len() == 1, "{file:.200}: {faults:?}");
        assert!(faults[0].0.contains("cannot be shown: "), "{faults:?}");
    }
    assert!(read(nested(90).as_bytes()).0.is_some());
}

#[test]
fn sizes_beyond_reason_print_all_the_same() {
    for inside in [
        "<rect width='1e30' height='1e30'/>",
        "<path d='M0 0L1e38 1e38' stroke='red' stroke-width='1e38'/>",
        "<path d='M0 0H1e9' stroke='red' stroke-dasharray='1e-9'/>",
        "<g transform='scale(1e20)'><g transform='scale(1e20)'><rect width='9' height='9'/></g></g>",
        "<pattern id='p' width='1e-9' height='1e-9' patternUnits='userSpaceOnUse'><path d='M0 0H9'/></pattern>\
         <rect width='99' height='99' fill='url(#p)'/>",
        "<linearGradient id='g'/><rect width='99' height='99' fill='url(#g)'/>",
        "<mask id='m'/><rect width='99' height='99' mask='url(#m)'/>",
        "<clipPath id='c'/><rect width='99' height='99' clip-path='url(#c)'/>",
    ] {
        let written = picture(inside).file();
        assert!(!written.contains("NaN") && !written.contains("inf"), "{written}");
        assert!(printed(picture(inside)).starts_with(b"%PDF"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_bytes_are_a_picture_or_a_reason(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        for start in ["", "<svg ", "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>"] {
            let file = [start.as_bytes(), &bytes].concat();
            let (picture, faults) = read(&file);
            prop_assert!(picture.is_some() || !faults.is_empty());
        }
    }

    #[test]
    fn a_torn_picture_is_a_picture_or_a_reason(cuts in proptest::collection::vec((0..8000_usize, 0..40_usize, "[-0-9a-z<>/\"'#(). e]{0,9}"), 1..6)) {
        let mut file = EVERYTHING.to_owned();
        for (start, length, instead) in cuts {
            let start = file.floor_char_boundary(start.min(file.len()));
            let end = file.floor_char_boundary((start + length).min(file.len()));
            file.replace_range(start..end.max(start), &instead);
        }
        if vector::is_svg(file.as_bytes()) && let (Some(picture), _) = read(file.as_bytes()) {
            prop_assert!(printed(picture).starts_with(b"%PDF"));
        }
    }
}
