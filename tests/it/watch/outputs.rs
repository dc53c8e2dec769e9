//! The documents on the disk, beside the preview.

use std::fs;

use backout::pipeline::Format;
use backout::watch::News;

use super::{Setting, Stage, plan};

#[test]
fn the_files_on_the_disk_follow_and_are_no_reason_to_build_again() {
    let mut stage = Stage::with(&Setting { out: Some("out"), ..Setting::default() });
    let is_good = |news: &News| matches!(news, News::Good { rebuilt: 1, .. });
    stage.hear(is_good);
    for name in ["runbook.md", "runbook.html", "runbook.pdf"] {
        assert!(stage.path("out/plan").join(name).is_file(), "{name}");
    }
    let before = fs::read(stage.path("out/plan/runbook.pdf")).unwrap();
    stage.write("plan.yaml", &plan("Second"));
    stage.next();
    stage.hear(is_good);
    assert!(fs::read_to_string(stage.path("out/plan/runbook.html")).unwrap().contains("Second"));
    assert_ne!(fs::read(stage.path("out/plan/runbook.pdf")).unwrap(), before);
    // a change that comes after it is the next news: the files that were written made none
    stage.write("plan.yaml", &plan("Third"));
    stage.hear(is_good);
    assert!(fs::read_to_string(stage.path("out/plan/runbook.html")).unwrap().contains("Third"));
    let strays: Vec<_> =
        fs::read_dir(stage.path("out/plan")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(strays.iter().all(|name| !name.to_string_lossy().starts_with('.')), "{strays:?}");
}

#[test]
fn only_the_formats_that_were_asked_for_are_written() {
    let stage = Stage::with(&Setting { out: Some("out"), formats: vec![Format::Pdf], ..Setting::default() });
    stage.hear(|news| matches!(news, News::Good { .. }));
    let names: Vec<_> =
        fs::read_dir(stage.path("out/plan")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["runbook.pdf"]);
}

#[test]
fn a_folder_that_cannot_be_written_is_told_and_the_pages_go_on() {
    let mut stage = Stage::with(&Setting { out: Some("out"), ..Setting::default() });
    stage.hear(|news| matches!(news, News::Good { .. }));
    fs::remove_dir_all(stage.path("out")).unwrap();
    fs::write(stage.path("out"), "in the way").unwrap();
    stage.write("plan.yaml", &plan("Second"));
    let broken = stage.until(|scene| !scene.fault().is_empty());
    assert!(broken.fault().contains("cannot write"), "{}", broken.fault());
    assert!(stage.runbook().contains("Second"));
    fs::remove_file(stage.path("out")).unwrap();
    stage.write("plan.yaml", &plan("Third"));
    stage.until(|scene| scene.fault().is_empty());
    stage.hear(|news| matches!(news, News::Good { .. }));
    assert!(fs::read_to_string(stage.path("out/plan/runbook.html")).unwrap().contains("Third"));
}

#[test]
fn the_end_leaves_no_stray_file() {
    let mut stage = Stage::with(&Setting { out: Some("out"), ..Setting::default() });
    for number in 0..20 {
        stage.write("plan.yaml", &plan(&format!("Number {number}")));
    }
    stage.ending.end();
    let mut names: Vec<_> =
        fs::read_dir(stage.path("out/plan")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["runbook.html", "runbook.md", "runbook.pdf"]);
}
