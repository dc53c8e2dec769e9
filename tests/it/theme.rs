//! Themes: what an organisation sets for the look of its documents is there in HTML and PDF, and nothing else changes.

use std::fs;
use std::path::{Path, PathBuf};

use backout::finding::Severity;
use backout::pipeline::{self, Built, Documents, Format, Options, Run, Shelf};
use lopdf::Document;

fn build(folder: &Path, format: Format) -> Built {
    let options = Options {
        documents: Documents::Named(vec!["runbook".into()]),
        role: None,
        formats: vec![format],
        paper: None,
        print: backout::pipeline::PrintWishes::default(),
        language: None,
        templates: None,
        today: "2026-11-23".parse().expect("a date"),
        folder: PathBuf::from(env!("CARGO_MANIFEST_DIR")),
    };
    let shelf = Shelf::new();
    let jobs = pipeline::seek(&[folder.to_owned()], None, &shelf).expect("a plan").jobs;
    let run = Run::new(&options, shelf);
    run.render(&run.open(&jobs[0]).expect("a readable plan")).expect("a document")
}

fn themed() -> &'static Path {
    Path::new("examples/custom-template")
}

const PLAN: &str =
    "title: Mail relay\nowner: Ruth Klein\nback_to: As before\nchange: { summary: Changes it }\n";

/// What becomes of a plan under a configuration, with a picture beside it.
fn under(config: &str, format: Format) -> Built {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("plan.yaml"), PLAN).expect("a plan");
    fs::write(folder.path().join("backout.toml"), config).expect("a configuration");
    fs::copy(themed().join("logo.png"), folder.path().join("logo.png")).expect("a picture");
    build(folder.path(), format)
}

fn text(built: &Built) -> String {
    String::from_utf8(built.outputs[0].bytes.to_vec()).expect("a text")
}

#[test]
fn a_page_has_logo_name_colour_and_margins() {
    let page = text(&build(themed(), Format::Html));
    assert!(page.contains("<img class=\"logo\" src=\"data:image/png;base64,"), "the logo");
    assert!(page.contains("alt=\"Northgate Estates\"") && page.contains("<span>Northgate Estates</span>"));
    assert!(page.contains(":root { --accent: #0b4f6c; }"), "the colour on white");
    assert!(page.contains("(prefers-color-scheme: dark) { :root { --accent: #"), "the colour in the dark");
    assert!(page.contains("@page { margin-left: 30mm; }"), "the margin");
    let plain = text(&under("", Format::Html));
    assert!(!plain.contains("class=\"logo\"") && !plain.contains("@page { margin-left"));
}

#[test]
fn a_pdf_has_logo_name_and_colour_on_its_first_page() {
    let first = |built: &Built| {
        let file = Document::load_mem(&built.outputs[0].bytes).expect("a PDF");
        let page = *file.get_pages().get(&1).expect("a page");
        let content = file.get_page_content(page);
        let pictures = file.objects.values().filter(|object| {
            let stream = object.as_stream().ok();
            stream.is_some_and(|it| {
                it.dict.get(b"Subtype").and_then(lopdf::Object::as_name).ok() == Some(b"Image")
            })
        });
        (String::from_utf8_lossy(&content).into_owned(), pictures.count())
    };
    let config = "organisation = \"Northgate\"\nlogo = \"logo.png\"\naccent = \"#0b4f6c\"\n";
    let (plain, without) = first(&under("", Format::Pdf));
    let (themed, with) = first(&under(config, Format::Pdf));
    assert!(with > without, "{with} pictures, {without} without the logo");
    // 11, 79 and 108 of 255
    let coloured = |content: &str| content.contains("0.043 0.31 0.424 rg");
    assert!(coloured(&themed) && !coloured(&plain), "{themed}");
}

#[test]
fn every_value_of_a_theme_changes_the_fingerprint() {
    let fingerprint = |config: &str| {
        let page = text(&under(config, Format::Html));
        let start = page.find("class=\"fingerprint\">").expect("a fingerprint");
        page[start..].chars().take(40).collect::<String>()
    };
    let configs = [
        "",
        "accent = \"#0b4f6c\"",
        "organisation = \"Northgate\"",
        "logo = \"logo.png\"",
        "margins.binding = \"31 mm\"",
        "paper = \"letter\"",
    ];
    let mut found: Vec<_> = configs.iter().map(|config| fingerprint(config)).collect();
    found.sort();
    found.dedup();
    assert_eq!(found.len(), configs.len());
}

#[test]
fn a_logo_that_is_none_is_an_error_and_a_pale_colour_a_warning() {
    let found = |config: &str| {
        let built = under(config, Format::Html);
        let found = built.findings.iter().map(|finding| (finding.rule, finding.severity));
        (found.collect::<Vec<_>>(), built.outputs.len())
    };
    for config in ["logo = \"logo.svg\"", "logo = \"plan.yaml\""] {
        assert_eq!(found(config), (vec![("bad-logo", Severity::Error)], 0));
    }
    assert_eq!(found("accent = \"#ffcc00\""), (vec![("accent-too-pale", Severity::Warning)], 1));
    assert_eq!(found("margins.outer = \"3 mm\""), (vec![("margin-too-narrow", Severity::Warning)], 1));
}

/// What becomes of a plan whose fonts are set by these lines; `own.ttf` and `own-bold.ttf` are there.
fn with_fonts(lines: &str, format: Format) -> Built {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str| folder.path().join(name);
    fs::write(file("plan.yaml"), PLAN).expect("a plan");
    fs::write(file("backout.toml"), lines).expect("a configuration");
    let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/fonts");
    let read = |name: &str| fs::read(fonts.join(name)).expect("a font");
    fs::write(file("own.ttf"), read("IBMPlexMono-Regular.ttf")).expect("a font");
    fs::write(file("own-bold.ttf"), read("IBMPlexMono-Bold.ttf")).expect("a font");
    fs::write(file("half.ttf"), &read("IBMPlexMono-Regular.ttf")[..4000]).expect("a font");
    fs::write(file("one.ttc"), collection(&read("IBMPlexMono-Regular.ttf"))).expect("a font");
    let mut restricted = read("IBMPlexMono-Regular.ttf");
    let at = restricted.windows(4).position(|tag| tag == b"OS/2").expect("a table");
    let offset = u32::from_be_bytes(restricted[at + 8..at + 12].try_into().expect("four bytes")) as usize;
    restricted[offset + 8..offset + 10].copy_from_slice(&2_u16.to_be_bytes());
    fs::write(file("restricted.ttf"), restricted).expect("a font");
    build(folder.path(), format)
}

/// A collection of one font: the offsets of its tables count from the beginning of the file.
fn collection(font: &[u8]) -> Vec<u8> {
    const HEAD: &[u8] = b"ttcf\0\x01\0\0\0\0\0\x01\0\0\0\x10";
    let mut font = font.to_vec();
    for record in 0..usize::from(u16::from_be_bytes([font[4], font[5]])) {
        let at = 12 + 16 * record + 8;
        let offset = u32::from_be_bytes(font[at..at + 4].try_into().expect("four bytes"));
        font[at..at + 4].copy_from_slice(&(offset + HEAD.len() as u32).to_be_bytes());
    }
    [HEAD, &font].concat()
}

/// The names of the fonts in a PDF, without the mark of a subset.
fn fonts_of(built: &Built) -> Vec<String> {
    let document = Document::load_mem(&built.outputs[0].bytes).expect("a PDF");
    let name = |object: &lopdf::Object| {
        let font = object.as_dict().ok().filter(|font| font.has_type(b"FontDescriptor"))?;
        let name = font.get(b"FontName").and_then(lopdf::Object::as_name).ok()?;
        String::from_utf8_lossy(name).split_once('+').map(|(_, name)| name.to_owned())
    };
    let mut names: Vec<String> = document.objects.values().filter_map(name).collect();
    names.sort();
    names
}

#[test]
fn fonts_of_ones_own_take_the_places_of_ours() {
    let ours = fonts_of(&with_fonts("", Format::Pdf));
    assert!(ours.contains(&"IBMPlexSans-Regular".to_owned()), "{ours:?}");
    let both = "[fonts]\nbody = \"own.ttf\"\nbold = \"own-bold.ttf\"\nitalic = \"own.ttf\"\nbold_italic = \"own-bold.ttf\"\n";
    let built = with_fonts(both, Format::Pdf);
    assert_eq!(built.findings, []);
    let own = fonts_of(&built);
    assert!(own.iter().all(|name| name.starts_with("IBMPlexMono")) && own.len() >= 2, "{own:?}");
    assert_eq!(built.outputs[0].bytes, with_fonts(both, Format::Pdf).outputs[0].bytes);
    // a page on a screen names the family and carries no font
    let page = text(&with_fonts(both, Format::Html));
    assert!(
        page.contains(":root { --sans: \"IBM Plex Mono\", ") && !page.contains("@font-face"),
        "the family"
    );
    let fingerprint = |page: &str| page.split("fingerprint\">").nth(1).map(|rest| rest[..9].to_owned());
    assert_ne!(fingerprint(&page), fingerprint(&text(&with_fonts("", Format::Html))), "the fonts count");
}

#[test]
fn a_family_without_bold_is_told_and_printed_in_what_there_is() {
    let built = with_fonts("[fonts]\nbody = \"own.ttf\"\n", Format::Pdf);
    let told: Vec<_> = built.findings.iter().map(|it| (it.severity, it.message.as_str())).collect();
    assert_eq!(told, [(Severity::Warning, "`fonts` names no file for `bold`, `italic`, `bold_italic`")]);
    let names = fonts_of(&built);
    // commands stay in the built-in face
    assert!(
        names.iter().all(|name| ["IBMPlexMono", "IBMPlexMono-Regular"].contains(&name.as_str())),
        "{names:?}"
    );
}

#[test]
fn fonts_that_cannot_be_used_are_told_at_their_places() {
    let lines = "[fonts]\nbody = \"nowhere.ttf\"\nbold = \"half.ttf\"\nitalic = \"restricted.ttf\"\n\
                 mono = 7\nmono_bold = \"plan.yaml\"\nserif = \"own.ttf\"\n";
    let built = with_fonts(lines, Format::Pdf);
    assert!(built.outputs.is_empty());
    let told: Vec<_> = built.findings.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(
        told,
        [
            "there is no font `nowhere.ttf`",
            "`half.ttf` is no font that can be read",
            "`restricted.ttf` must not be embedded in documents (its licence bits say so)",
            "a text expected, not a number or date",
            "`plan.yaml` is no font that can be read",
            "unknown key `serif`",
        ]
    );
    assert!(built.findings.iter().all(|finding| finding.place.is_some()));
    let built = with_fonts("[fonts]\nmono = \"one.ttc\"\n", Format::Pdf);
    let told = built.findings.iter().find(|finding| finding.severity == Severity::Error);
    assert!(told.is_some_and(|finding| finding.message.starts_with("`one.ttc` is a collection of fonts")));
}
