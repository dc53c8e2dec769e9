//! The PDF writer, fed with hand-made pages and read back by a reader that is not ours.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod sample;

use std::sync::Arc;

use backout::pdf::pages::{Area, Child, Colour, ElementId, FaceId, Owner, Pages, Piece, Pt, Shape};
use backout::pdf::save;
use lopdf::{Dictionary, Document};

use sample::{Sample, furniture, sample};

/// The file as lopdf reads it.
fn read(pages: &Pages) -> Document {
    Document::load_mem(&save(pages, &furniture())).unwrap()
}

fn dictionaries<'a>(document: &'a Document, kind: &'a [u8]) -> impl Iterator<Item = &'a Dictionary> {
    let all = document.objects.values().filter_map(|object| object.as_dict().ok());
    all.filter(move |entries| entries.get_type().is_ok_and(|name| name == kind))
}

fn elements<'a>(document: &'a Document, tag: &'a [u8]) -> impl Iterator<Item = &'a Dictionary> {
    dictionaries(document, b"StructElem")
        .filter(move |entries| entries.get(b"S").unwrap().as_name().unwrap() == tag)
}

fn contents(document: &Document, page: u32) -> String {
    let id = document.get_pages()[&page];
    String::from_utf8(document.get_page_content(id)).unwrap()
}

#[test]
fn same_pages_give_the_same_bytes() {
    let first = save(&sample(), &furniture());
    let others: Vec<_> = (0..4).map(|_| std::thread::spawn(|| save(&sample(), &furniture()))).collect();
    for other in others {
        assert!(other.join().unwrap() == first, "another thread wrote other bytes");
    }
    assert!(first.starts_with(b"%PDF-1.7\n"));
}

#[test]
fn other_pages_have_another_id() {
    let id = |document: &Document| format!("{:?}", document.trailer.get(b"ID").unwrap());
    let mut other = sample();
    other.pages[0].pieces.pop();
    assert_ne!(id(&read(&sample())), id(&read(&other)));
}

#[test]
fn every_face_is_embedded_and_cut_down() {
    let document = read(&sample());
    let descriptors: Vec<_> = dictionaries(&document, b"FontDescriptor").collect();
    assert_eq!(descriptors.len(), 5);
    for descriptor in descriptors {
        let name = descriptor.get(b"FontName").unwrap().as_name().unwrap();
        assert_eq!(name[6], b'+');
        let file = descriptor.get_deref(b"FontFile2", &document).unwrap().as_stream().unwrap();
        assert!(file.content.len() < 30_000, "{} bytes", file.content.len());
    }
}

#[test]
fn paints_marked_text_and_artifacts() {
    let first = contents(&read(&sample()), 1);
    let heading = [
        "/H1 <</MCID 0>> BDC",
        "0 0 0 rg",
        "BT",
        "/T1 12 Tf",
        "1 0 0 1 72 753.89 Tm",
        "[(\0\u{1}\0\u{2}\0\u{3}\0\u{4}\0\u{5}\0\u{6}\0\u{7}\0\u{8}\0\t\0\n\0\u{b}\0\u{8}\0\u{c}\0\\r\0\u{e}\0\u{f}\0\u{b})] TJ",
        "ET",
        "EMC",
    ];
    assert!(first.starts_with(&heading.join("\n")), "{first}");
    assert!(first.contains("/Artifact <</Subtype/Footer/Type/Pagination>> BDC"), "{first}");
    assert!(first.contains("[2 1] 0 d\n"), "{first}");
    assert_eq!(first.matches("BDC").count(), first.matches("EMC").count());
}

#[test]
fn a_missing_glyph_is_an_empty_box_that_is_copied_as_what_it_stands_for() {
    let mut sample = Sample::new();
    sample.paragraph("a漢b");
    let document = read(&sample.pages);
    let content = contents(&document, 1);
    let fonts: Vec<&str> = content.lines().filter(|line| line.ends_with("Tf")).collect();
    assert_eq!(fonts.len(), 3, "{content}");
    assert!(fonts[1].starts_with("/T6 "), "{content}");
    let maps =
        document.objects.values().filter_map(|object| object.as_stream().ok()?.get_plain_content().ok());
    assert!(maps.into_iter().any(|map| String::from_utf8_lossy(&map).contains("<0001> <6F22>")));
}

#[test]
fn several_glyphs_for_one_character_say_it_once() {
    let mut sample = Sample::new();
    sample.paragraph("x-y");
    let Shape::Run(run) = &mut sample.pages.pages[0].pieces[0].shapes[0] else { panic!("text first") };
    Arc::make_mut(&mut run.glyphs)[1].text = 0..1;
    Arc::make_mut(&mut run.glyphs)[1].y_offset = 100;
    let content = contents(&read(&sample.pages), 1);
    assert!(
        content.contains(
            "/Span <</ActualText<FEFF0078>>> BDC\n[(\0\u{1})] TJ\n1.2 Ts\n[(\0\u{2})] TJ\nEMC\n0 Ts\n"
        ),
        "{content}"
    );
}

#[test]
fn kerning_and_shifts_are_kept() {
    let mut sample = Sample::new();
    sample.paragraph("AVo");
    let Shape::Run(run) = &mut sample.pages.pages[0].pieces[0].shapes[0] else { panic!("text first") };
    Arc::make_mut(&mut run.glyphs)[0].advance -= 30;
    Arc::make_mut(&mut run.glyphs)[1].x_offset = 12;
    let content = contents(&read(&sample.pages), 1);
    assert!(content.contains("[(\0\u{1}) 18(\0\u{2}) 12(\0\u{3})] TJ"), "{content}");
}

#[test]
fn states_are_set_only_when_they_change() {
    let first = contents(&read(&sample()), 1);
    assert_eq!(first.matches(" rg").count(), 3, "black, white for the box, black again");
    assert_eq!(first.matches("\n0.5 w\n").count(), 1);
}

/// Not a test of ours: the judges that `.ci/run` asks look at this file.
#[test]
fn leaves_a_sample_for_the_judges() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("pdf");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("sample.pdf"), save(&sample(), &furniture())).unwrap();
}

#[test]
fn headings_lists_and_tables_have_their_roles() {
    let document = read(&sample());
    for (tag, count) in
        [("H1", 1), ("H2", 1), ("L", 1), ("LI", 2), ("TH", 2), ("TD", 2), ("Figure", 1), ("Link", 3)]
    {
        assert_eq!(elements(&document, tag.as_bytes()).count(), count, "{tag}");
    }
    let attribute = |tag: &'static str, key: &[u8]| {
        let element = elements(&document, tag.as_bytes()).next().unwrap();
        let attributes = element.get(b"A").unwrap().as_dict().unwrap();
        String::from_utf8(attributes.get(key).unwrap().as_name().unwrap().to_vec()).unwrap()
    };
    assert_eq!(attribute("TH", b"Scope"), "Column");
    assert_eq!(attribute("L", b"ListNumbering"), "Decimal");
    let figure = elements(&document, b"Figure").next().unwrap().get(b"A").unwrap().as_dict().unwrap();
    let edges: Vec<f32> = figure
        .get(b"BBox")
        .unwrap()
        .as_array()
        .unwrap()
        .iter()
        .map(|edge| edge.as_float().unwrap())
        .collect();
    assert_eq!(edges, [300.0, 521.89, 340.0, 541.89]);
}

#[test]
fn a_link_over_two_lines_is_one_annotation() {
    let document = read(&sample());
    let links: Vec<_> = dictionaries(&document, b"Annot").collect();
    assert_eq!(links.len(), 2, "the one that leads nowhere is left out");
    let broken = links[0].get(b"QuadPoints").unwrap().as_array().unwrap();
    assert_eq!(broken.len(), 16);
    let uri = links[0].get(b"A").unwrap().as_dict().unwrap().get(b"URI").unwrap().as_str().unwrap();
    assert_eq!(uri, b"https://wiki.example/wartung/%C3%A4");
    assert!(!links[1].has(b"QuadPoints"));
    assert_eq!(links[1].get(b"Dest").unwrap().as_str().unwrap(), b"section-1");
}

#[test]
fn every_mark_is_found_from_both_ends() {
    let document = read(&sample());
    let root = dictionaries(&document, b"StructTreeRoot").next().unwrap();
    let tree = root.get_deref(b"ParentTree", &document).unwrap().as_dict().unwrap();
    let numbers = tree.get(b"Nums").unwrap().as_array().unwrap();
    assert_eq!(numbers.len(), 2 * (2 + 2), "two pages, two links");
    let marks = contents(&document, 1).matches("/MCID").count();
    assert_eq!(numbers[1].as_array().unwrap().len(), marks);
}

#[test]
fn missing_pieces_do_not_stop_it() {
    let _ = read(&Pages::default());
    let mut odd = sample();
    odd.paper.width = Pt(f32::NAN);
    odd.outline[0].to.page = 99;
    odd.elements[1].children.extend([Child::Piece(7, 7), Child::Element(ElementId(999)), Child::Link(0, 99)]);
    odd.elements[1].parent = ElementId(999);
    let Shape::Run(run) = &mut odd.pages[0].pieces[0].shapes[0] else { panic!("text first") };
    run.x = Pt(f32::INFINITY);
    Arc::make_mut(&mut run.glyphs)[0].advance = i32::MIN;
    Arc::make_mut(&mut run.glyphs)[1].x_offset = i32::MAX;
    Arc::make_mut(&mut run.glyphs)[2].text = 5..900;
    Arc::make_mut(&mut run.glyphs)[3].id = u16::MAX;
    Arc::make_mut(&mut run.glyphs)[4].id = 0;
    let mut strange = run.clone();
    strange.face = FaceId(77);
    strange.size = Pt(f32::NAN);
    let area = Area { x: Pt(0.0), y: Pt(f32::NAN), width: Pt(1e38), height: Pt(-1.0) };
    let shapes = vec![
        Shape::Run(strange),
        Shape::Picture { picture: 99, area },
        Shape::Rectangle { area, fill: None, stroke: None },
        Shape::Polygon { rings: Vec::new(), fill: Some(Colour::BLACK), stroke: None },
    ];
    odd.pages[0].pieces.push(Piece { owner: Owner::Element(ElementId(999)), shapes });
    assert_eq!(read(&odd).get_pages().len(), 2);
}
