//! Pictures: the times they show are those worked out by hand, and lie where they belong.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use backout::facts;
use backout::length::Pt;
use backout::picture::{BarKind, Fill, Picture, Row, Shape, qr, svg};
use backout::plan::{self, Defaults, LoadContext};
use backout::source::{Source, Sources};
use backout::template::{Languages, Subject, Templates};
use backout::time::Timestamp;

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(path))
        .expect("a file of tests")
}

/// The pictures of a plan's runbook.
fn pictures(yaml: &str, language: &str) -> BTreeMap<String, Picture> {
    let mut sources = Sources::default();
    let id = sources.add(Source::new("plan.yaml", yaml));
    let tree = plan::parse(id, sources.get(id));
    let context = LoadContext { file_stem: "plan", defaults: &Defaults::default() };
    let plan = plan::load(tree, &[], &context).plan.expect("the plan loads");
    let facts = facts::compute(&plan);
    let languages = Languages::default();
    let language = languages.get(language).expect("a built-in language");
    let copies = BTreeMap::new();
    let subject = Subject {
        plan: &plan,
        facts: &facts,
        language,
        fingerprint: None,
        role: None,
        copies: &copies,
        checked: None,
    };
    Templates::default().draft("runbook", &subject, None).expect("a runbook").pictures
}

#[test]
fn strip_and_timeline_show_the_times_worked_by_hand() {
    let pictures = pictures(&read("plans/sketch.yaml"), "en");
    let (Picture::Strip(strip), Picture::Timeline(timeline)) =
        (&pictures["runbook-strip.svg"], &pictures["runbook-timeline.svg"])
    else {
        panic!("other pictures: {pictures:?}")
    };
    let minutes = |at: Timestamp| (at.as_second() - strip.axis.from.as_second()) as f64 / 60.0;
    let mut found = Vec::new();
    for bar in &strip.bars {
        let kind = format!("{:?}", bar.kind);
        let kind = kind.split(' ').next().unwrap_or_default();
        found.push(format!("strip {kind} from {} to {}", minutes(bar.from), minutes(bar.to)));
    }
    found.extend(strip.marks.iter().map(|mark| format!("strip {:?} at {}", mark.kind, minutes(mark.at))));
    for row in &timeline.rows {
        if let Row::Step { id, from, to, .. } = row {
            found.push(format!("timeline {id} from {} to {}", minutes(*from), minutes(*to)));
        }
    }
    let wanted = read("pictures/sketch.txt");
    let wanted: Vec<&str> = wanted.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(found, wanted);
    let reserve = strip.bars.iter().find_map(|bar| match bar.kind {
        BarKind::Backout { reserve } => Some(minutes(reserve)),
        _ => None,
    });
    assert_eq!(reserve, Some(223.5));
}

#[test]
fn the_backout_lies_where_its_time_is() {
    let pictures = pictures(&read("plans/sketch.yaml"), "de");
    for width in [Pt(260.0), Pt(305.0), Pt(482.0), Pt(500.0)] {
        let drawing = pictures["runbook-strip.svg"].draw(width);
        let grey = drawing.shapes.iter().find_map(|shape| match shape {
            Shape::Rectangle { area, fill: Some(Fill::Grey), .. } => Some(*area),
            _ => None,
        });
        let grey = grey.expect("the backout");
        // the heavy line of the limit lies inside, half of its 3 pt on each side
        let scale = (width.0 - 3.0) / 240.0;
        assert!((grey.x.0 - 1.5 - 133.0 * scale).abs() < 0.01, "{grey:?} of {width:?}");
        assert!((grey.width.0 - 90.5 * scale).abs() < 0.01, "{grey:?} of {width:?}");
    }
}

#[test]
fn nothing_leaves_the_drawing_at_any_width() {
    for language in ["en", "de"] {
        for (name, picture) in pictures(&read("plans/sketch.yaml"), language) {
            for width in [260.0, 305.0, 482.0, 500.0] {
                let drawing = picture.draw(Pt(width));
                for shape in &drawing.shapes {
                    let (right, bottom) = match shape {
                        Shape::Rectangle { area, .. } => (area.x + area.width, area.y + area.height),
                        Shape::Label(label) => label.at,
                        Shape::Lines { .. } | Shape::Polygons { .. } => continue,
                    };
                    assert!(right.0 <= width + 0.01, "{name} at {width}: {shape:?}");
                    assert!(bottom.0 <= drawing.height.0 + 0.01, "{name} at {width}: {shape:?}");
                }
                assert_eq!(svg::part(&drawing, "a"), svg::part(&picture.draw(Pt(width)), "a"));
            }
        }
    }
}

#[test]
fn times_that_are_not_known_are_not_drawn() {
    let plan = "title: A\nowner: Anna\nback_to: B\nchange: { summary: C }\n";
    assert!(pictures(plan, "en").is_empty());
}

#[test]
fn a_code_holds_what_fits() {
    assert!(qr("https://wiki.example/restore", Pt(60.0)).is_some());
    assert!(qr(&"a".repeat(5000), Pt(60.0)).is_none());
}
