//! Whatever is edited, and in whatever order: what is served in the end is what a build from nothing makes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use backout::pipeline::{self, Run, Shelf};

use super::{Setting, Stage, bytes, options, plan};

const SETTING: Setting = Setting {
    following: backout::watch::Following::Told,
    out: None,
    describe: super::describe,
    formats: Vec::new(),
    documents: &["runbook", "card", "review"],
};

/// Documents, pages and PDF files by their addresses.
type Served = BTreeMap<String, Vec<u8>>;

/// What a build from nothing makes of the plan, and what is wrong with it; on threads of its own, which remember nothing.
fn cold(stage: &Stage) -> (Served, Vec<String>) {
    let folder = stage.folder.path();
    rayon::ThreadPoolBuilder::new().num_threads(2).build().unwrap().install(|| made(folder))
}

fn made(folder: &Path) -> (Served, Vec<String>) {
    let options = pipeline::Options {
        formats: vec![pipeline::Format::Markdown, pipeline::Format::Html, pipeline::Format::Pdf],
        ..options(folder, &SETTING)
    };
    let shelf = Shelf::new();
    let sought = pipeline::seek(&[folder.to_owned()], None, &shelf).unwrap();
    let run = Run::new(&options, shelf).keeping_pages();
    let built = run.render(&run.open(&sought.jobs[0]).unwrap()).unwrap();
    let mut made = Served::new();
    for output in built.outputs {
        made.insert(format!("/view/plan/{}", output.name), output.bytes.to_vec());
    }
    for proof in built.proofs {
        made.insert(format!("/view/plan/{}", proof.name), proof.file().bytes.to_vec());
        for page in 0..proof.len() {
            let address = format!("/paper/plan/{}/{}.svg", proof.stem(), page + 1);
            made.insert(address, proof.page(page).unwrap().into_bytes());
        }
    }
    (made, built.findings.iter().map(|finding| finding.message.clone()).collect())
}

/// Whether the preview serves exactly that.
fn serves(stage: &Stage, made: &Served) -> bool {
    made.iter().all(|(address, expected)| {
        let answer = bytes(stage.address, &format!("GET {address}"), &format!("Host: {}", stage.address));
        let head = answer.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
        answer[head + 4..] == expected[..]
    })
}

/// Waits until the preview serves what a build from nothing makes.
fn settle(stage: &mut Stage, after: &str) {
    let (made, findings) = cold(stage);
    assert!(made.len() > 6, "after {after}: {findings:?}");
    let mut waited = 0;
    while !serves(stage, &made) {
        assert!(waited < 20, "after {after}: other pages than those of a build from nothing");
        stage.next();
        waited += 1;
    }
}

/// A sequence of numbers that look like chance, and are the same every time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        // Knuth's constants
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

fn long(title: &str, steps: &[String]) -> String {
    let steps: Vec<_> = steps
        .iter()
        .enumerate()
        .map(|(at, words)| {
            format!("{{ id: A{}, do: {words}, how_to: key, takes: 5m, run: 'relay {at} --back' }}", at + 1)
        })
        .collect();
    // with its times, so that the decision strip is drawn
    let change = format!(
        "how_to: {{ key: {{ title: The key, url: https://wiki.example/key, file: how.md }} }}\n\
         change:\n  window: {{ start: 2026-12-01T22:00+01:00, end: 2026-12-02T06:00+01:00 }}\n  \
         steps: [{{ id: C1, do: Put it in, takes: {}m }}]\n  summary: A change.\n",
        steps.len() * 5
    );
    plan(title).replace("change: { summary: A change. }\n", &change)
        + &format!("triggers: [{{ when: Less than {} wheels turn, then: ask }}]\n", steps.len() / 2)
        + &format!("after: {{ watch: {}h, by: ops, close: The {title} is written }}\n", steps.len() / 3)
        + &format!("phases: [{{ id: A, title: Do it, steps: [{}] }}]\n", steps.join(", "))
}

#[test]
fn after_any_edits_what_is_served_is_what_a_build_from_nothing_makes() {
    let logo =
        fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/database-migration/howto/two-sites.png"))
            .unwrap();
    let mut stage = Stage::with(&Setting { formats: vec![pipeline::Format::Html], ..SETTING });
    let mut steps: Vec<String> = (1..=12).map(|step| format!("Turn wheel {step}")).collect();
    stage.write("how.md", "1. Turn the key.\n2. Look at the lamp.\n");
    stage.write("plan.yaml", &long("Start", &steps));
    settle(&mut stage, "the start");
    assert!(cold(&stage).0.contains_key("/view/plan/runbook-strip.svg"), "a picture that is drawn");
    let mut chance = Chance(6);
    for turn in 0..24 {
        let edit = match chance.below(8) {
            0 => {
                let at = chance.below(steps.len() as u64) as usize;
                steps[at] =
                    format!("Turn another wheel until it stands and note down the number {turn} in the log");
                stage.write("plan.yaml", &long("Words", &steps));
                "other words of a step"
            }
            1 => {
                let at = chance.below(steps.len() as u64) as usize;
                steps.insert(at, format!("Do one thing more as number {turn}"));
                stage.write("plan.yaml", &long("More", &steps));
                "a step more"
            }
            2 if steps.len() > 3 => {
                steps.remove(chance.below(steps.len() as u64) as usize);
                stage.write("plan.yaml", &long(&format!("Title {turn}"), &steps));
                "a step less and another title"
            }
            3 => {
                stage.write("people.yaml", &format!("teams: {{ ops: {{ name: Shift {turn} }} }}\n"));
                "a library file"
            }
            4 => {
                stage.write("how.md", &format!("1. Turn key {turn}.\n\n> [!NOTE]\n> Twice.\n"));
                "a how-to page"
            }
            5 => {
                let said = format!("# Card {{{{ plan.title }}}} {turn}\n\n{{{{ plan.back_to }}}}\n");
                stage.write("forms/card.md", &said);
                "a template"
            }
            6 => {
                // the picture is another file every time, and the same picture
                let padded = [&logo[..], format!("{turn}").as_bytes()].concat();
                fs::write(stage.path("logo.png"), padded).unwrap();
                stage.write(
                    "backout.toml",
                    &format!("templates = \"forms\"\norganisation = \"Works {turn}\"\nlogo = \"logo.png\"\n"),
                );
                "a logo and the configuration"
            }
            _ => {
                stage.write(
                    "backout.toml",
                    &format!("templates = \"forms\"\norganisation = \"Works {turn}\"\n"),
                );
                "the configuration"
            }
        };
        settle(&mut stage, edit);
    }
    // the words for a timeline stay the same, and what it shows does not
    assert!(cold(&stage).0.contains_key("/view/plan/review-timeline.svg"), "a timeline");
    for turn in 0..6 {
        steps[0] = format!("Turn the first wheel {turn} times");
        stage.write("plan.yaml", &long("Times", &steps));
        settle(&mut stage, "other words of the first step");
    }
}

#[test]
fn a_font_from_a_file_is_followed_and_so_is_one_that_is_no_font() {
    let mut stage = Stage::with(&Setting { formats: vec![pipeline::Format::Html], ..SETTING });
    stage.write("plan.yaml", &long("Fonts", &["Turn it".into()]));
    stage.write("how.md", "Turn the key.\n");
    settle(&mut stage, "the start");
    let font =
        |name: &str| fs::read(format!("{}/templates/fonts/{name}.ttf", env!("CARGO_MANIFEST_DIR"))).unwrap();
    fs::write(stage.path("ours.ttf"), font("IBMPlexMono-Regular")).unwrap();
    stage.write("backout.toml", "templates = \"forms\"\nfallback_fonts = [\"ours.ttf\"]\n");
    settle(&mut stage, "a font");
    fs::write(stage.path("ours.ttf"), font("IBMPlexMono-Bold")).unwrap();
    settle(&mut stage, "another font");
    fs::write(stage.path("ours.ttf"), "no font").unwrap();
    stage.until(|scene| scene.fault().contains("ours.ttf"));
    fs::write(stage.path("ours.ttf"), font("IBMPlexMono-Bold")).unwrap();
    stage.until(|scene| scene.fault().is_empty());
    settle(&mut stage, "the font again");
}

#[test]
fn a_branch_that_is_switched_under_it_is_shown_as_a_whole() {
    let git = |stage: &Stage, arguments: &[&str]| {
        let own = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"];
        let mut git = Command::new("git");
        git.args(own).args(arguments).current_dir(stage.folder.path());
        let done = git.output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    };
    let mut stage = Stage::with(&Setting { formats: vec![pipeline::Format::Html], ..SETTING });
    stage.write("how.md", "Turn the key.\n");
    stage.write("plan.yaml", &long("On the first branch", &["Turn it".into()]));
    git(&stage, &["init", "-q"]);
    git(&stage, &["add", "."]);
    git(&stage, &["commit", "-qm", "one"]);
    git(&stage, &["checkout", "-qb", "other"]);
    stage.write("how.md", "Turn the other key.\n");
    stage.write("people.yaml", "teams: { ops: { name: Another shift } }\n");
    stage.write("plan.yaml", &long("On the second branch", &["Turn it".into(), "Turn it again".into()]));
    for number in 0..60 {
        stage.write(&format!("more/library{number}.yaml"), "people: {}\n");
    }
    git(&stage, &["add", "."]);
    git(&stage, &["commit", "-qm", "two"]);
    settle(&mut stage, "the second branch");
    for (branch, title) in
        [("main", "On the first branch"), ("other", "On the second branch"), ("main", "On the first branch")]
    {
        git(&stage, &["checkout", "-q", branch]);
        settle(&mut stage, branch);
        assert!(stage.runbook().contains(title));
    }
}

#[test]
fn a_file_that_cannot_be_read_for_a_while_keeps_the_last_good_page() {
    let mut stage = Stage::new();
    fs::remove_file(stage.path("people.yaml")).unwrap();
    fs::create_dir(stage.path("people.yaml")).unwrap();
    stage.until(|scene| !scene.fault().is_empty());
    assert!(stage.runbook().contains("First"));
    fs::remove_dir(stage.path("people.yaml")).unwrap();
    stage.write("people.yaml", "teams: { ops: { name: Day shift } }\n");
    stage.wait_for("Day shift");
}

#[test]
fn saves_that_come_while_it_builds_leave_nothing_of_the_last_one_out() {
    let mut stage = Stage::with(&Setting {
        out: Some("out"),
        formats: vec![pipeline::Format::Html, pipeline::Format::Pdf],
        ..SETTING
    });
    stage.write("how.md", "Turn the key.\n");
    for number in 0..100 {
        stage.write("plan.yaml", &long(&format!("Number {number}"), &["Turn it".into()]));
    }
    settle(&mut stage, "a hundred saves");
    let (made, _) = cold(&stage);
    let is_written = || {
        ["runbook.html", "runbook.pdf", "card.html", "card.pdf"].iter().all(|name| {
            let there = fs::read(stage.path("out/plan").join(name));
            there.is_ok_and(|there| there == made[&format!("/view/plan/{name}")])
        })
    };
    while !is_written() {
        stage.hear(|news| matches!(news, backout::watch::News::Good { .. }));
    }
}
