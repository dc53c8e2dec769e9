//! Every way a file is saved, and every file that is followed.

use std::fs;
use std::io::Write;
use std::thread;
use std::time::{Duration, Instant};

use backout::watch::{Following, News};

use super::{Setting, Stage, plan};

#[test]
fn a_save_in_place_is_shown() {
    let mut stage = Stage::new();
    stage.write("plan.yaml", &plan("Second"));
    assert_eq!(stage.next().fault(), "");
    assert!(stage.runbook().contains("Second"));
}

#[test]
fn a_save_that_renames_a_new_file_over_the_old_one_is_shown_every_time() {
    let mut stage = Stage::new();
    for title in ["Second", "Third", "Fourth"] {
        fs::write(stage.path(".plan.yaml.new"), plan(title)).unwrap();
        fs::rename(stage.path(".plan.yaml.new"), stage.path("plan.yaml")).unwrap();
        stage.next();
        assert!(stage.runbook().contains(title));
    }
}

#[test]
fn a_save_that_keeps_a_backup_is_shown() {
    let mut stage = Stage::new();
    fs::rename(stage.path("plan.yaml"), stage.path("plan.yaml~")).unwrap();
    stage.write("plan.yaml", &plan("Second"));
    fs::remove_file(stage.path("plan.yaml~")).unwrap();
    stage.wait_for("Second");
}

#[test]
fn a_plan_that_is_moved_away_and_written_anew_is_not_read_before_it_is_whole() {
    let mut stage = Stage::new();
    for turn in 1..20 {
        let title = format!("Turn {turn}");
        let text = plan(&title);
        let (one, other) = text.split_at(text.len() / 2);
        let begun = Instant::now();
        fs::rename(stage.path("plan.yaml"), stage.path("plan.yaml~")).unwrap();
        let mut file = fs::File::create(stage.path("plan.yaml")).unwrap();
        file.write_all(one.as_bytes()).unwrap();
        thread::sleep(Duration::from_millis(10));
        file.write_all(other.as_bytes()).unwrap();
        drop(file);
        fs::remove_file(stage.path("plan.yaml~")).unwrap();
        // a plan that is gone for longer, on a machine that is busy, is told of
        let is_brief = begun.elapsed() < Duration::from_millis(100);
        while !stage.runbook().contains(&title) {
            let scene = stage.next();
            assert!(scene.fault().is_empty() || !is_brief, "half a plan was read: {scene:?}");
        }
    }
}

#[test]
fn a_plan_that_was_deleted_and_made_anew_is_shown() {
    let mut stage = Stage::new();
    fs::remove_file(stage.path("plan.yaml")).unwrap();
    let gone = stage.next();
    assert!(gone.fault().contains("cannot read"), "{gone:?}");
    assert!(stage.runbook().contains("First"), "the last good page stays");
    stage.write("plan.yaml", &plan("Second"));
    assert_eq!(stage.next().fault(), "");
    assert!(stage.runbook().contains("Second"));
}

#[test]
fn a_plan_under_another_name_takes_the_place_of_the_old_one() {
    let mut stage = Stage::new();
    fs::rename(stage.path("plan.yaml"), stage.path("other.yaml")).unwrap();
    stage.until(|scene| scene.pages() == ["other/runbook"] && scene.fault().is_empty());
    stage.write("other.yaml", &plan("Second"));
    stage.next();
    assert!(super::get(stage.address, "/view/other/runbook.html").contains("Second"));
}

#[test]
fn a_folder_that_was_renamed_away_and_back_is_followed_again() {
    let mut stage = Stage::new();
    stage.write("deep/inside/plan2.yaml", &plan("Deep"));
    stage.until(|scene| scene.pages().contains(&"plan2/runbook".into()));
    fs::rename(stage.path("deep"), stage.path("away")).unwrap();
    fs::rename(stage.path("away"), stage.path("deep")).unwrap();
    stage.write("deep/inside/plan2.yaml", &plan("Deeper"));
    while !super::get(stage.address, "/view/plan2/runbook.html").contains("Deeper") {
        stage.next();
    }
}

#[test]
fn a_broken_plan_keeps_its_last_good_page_until_it_is_mended() {
    let mut stage = Stage::new();
    stage.write("plan.yaml", &plan("Second").replace("owner", "ownr"));
    let broken = stage.next();
    let fault = broken.fault();
    assert!(fault.contains("unknown key `ownr`") && fault.contains("plan.yaml:2:1"), "{fault}");
    assert_eq!(broken.pages().len(), 1);
    assert!(stage.runbook().contains("First"));
    stage.write("plan.yaml", &plan("Second"));
    assert_eq!(stage.next().fault(), "");
    assert!(stage.runbook().contains("Second"));
}

#[test]
fn a_plan_in_a_folder_that_has_lost_its_title_is_broken_and_does_not_vanish() {
    let mut stage = Stage::new();
    stage.write("plan.yaml", &plan("Second").replace("title:", "titel:"));
    let broken = stage.next();
    assert!(broken.fault().contains("unknown key `titel`"), "{}", broken.fault());
    assert_eq!(broken.pages(), ["plan/runbook"]);
    stage.write("other.yaml", &plan("Another"));
    stage.until(|scene| scene.pages() == ["plan/runbook", "other/runbook"]);
    fs::remove_file(stage.path("plan.yaml")).unwrap();
    stage.until(|scene| scene.pages() == ["other/runbook"] && scene.fault().is_empty());
}

#[test]
fn a_touch_shows_nothing_new() {
    let mut stage = Stage::new();
    stage.write("plan.yaml", &plan("First"));
    stage.write("plan.yaml", &plan("Second"));
    let next = stage.next();
    assert!(stage.runbook().contains("Second"), "a scene came for a file with the same text: {next:?}");
}

#[test]
fn what_is_built_again_and_is_the_same_shows_nothing_new() {
    let mut stage = Stage::new();
    let is_good = |news: &News| matches!(news, News::Good { rebuilt: 1, .. });
    stage.hear(is_good);
    // a remark is no such thing: the fingerprint on every page covers it
    stage.write("forms/notes.txt", "no template");
    stage.hear(is_good);
    stage.write("plan.yaml", &plan("Second"));
    let next = stage.next();
    assert!(stage.runbook().contains("Second"), "a scene came for the same pages: {next:?}");
}

#[test]
fn a_writer_that_pauses_is_waited_for() {
    let mut stage = Stage::new();
    let text = plan("Second");
    let mut file = fs::File::create(stage.path("plan.yaml")).unwrap();
    file.write_all(&text.as_bytes()[..20]).unwrap();
    file.flush().unwrap();
    file.write_all(&text.as_bytes()[20..]).unwrap();
    drop(file);
    assert_eq!(stage.next().fault(), "");
    assert!(stage.runbook().contains("Second"));
}

#[test]
fn of_a_thousand_saves_the_last_is_shown() {
    let mut stage = Stage::new();
    for number in 0..1000 {
        stage.write("plan.yaml", &plan(&format!("Number {number}.")));
    }
    stage.wait_for("Number 999.");
}

#[test]
fn library_files_and_configuration_are_followed() {
    let mut stage = Stage::new();
    stage.write("people.yaml", "teams: { ops: { name: Day shift } }\n");
    stage.next();
    assert!(stage.runbook().contains("Day shift"));
    stage.write("backout.toml", "language = \"de\"\n");
    stage.next();
    assert!(stage.runbook().contains("lang=\"de\""));
}

#[test]
fn templates_and_languages_are_followed_also_those_that_are_new() {
    let mut stage = Stage::new();
    stage.write("forms/runbook.md", "# Our own {{ plan.title }}\n");
    stage.wait_for("Our own First");
    stage.write("forms/runbook.md", "# Our very own {{ plan.titel }}\n");
    let broken = stage.until(|scene| !scene.fault().is_empty());
    assert!(broken.fault().contains("forms/runbook.md:1"), "{}", broken.fault());
    assert!(stage.runbook().contains("Our own First"), "the last good page stays");
    stage.write("forms/runbook.md", "{% include \"parts/ours.md\" %}\n");
    stage.write("forms/parts/ours.md", "# Part {{ plan.title }}\n");
    stage.wait_for("Part First");
    stage.write("forms/parts/ours.md", "# Other part {{ plan.title }}\n");
    stage.wait_for("Other part First");
}

#[test]
fn how_to_copies_and_pictures_are_followed() {
    let mut stage = Stage::new();
    stage.write("how.md", "Turn the key.\n\n![The rack](rack.png)\n");
    let picture =
        fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/database-migration/howto/two-sites.png"))
            .unwrap();
    fs::write(stage.path("rack.png"), &picture).unwrap();
    let text = plan("Second")
        .replace("change:", "how_to: { key: { title: The key, file: how.md } }\nchange:")
        + "phases: [{ id: A, title: Do it, steps: [{ id: A1, do: Turn it, how_to: key }] }]\n";
    stage.write("plan.yaml", &text);
    stage.wait_for("Turn the key.");
    stage.write("how.md", "Turn the other key.\n\n![The rack](rack.png)\n");
    stage.wait_for("Turn the other key.");
    fs::remove_file(stage.path("rack.png")).unwrap();
    let missing = stage.until(|scene| !scene.fault().is_empty());
    assert!(missing.fault().contains("rack.png"), "{}", missing.fault());
    fs::write(stage.path("rack.png"), &picture).unwrap();
    stage.until(|scene| scene.fault().is_empty());
}

#[test]
fn a_library_file_that_was_missing_is_noticed_when_it_comes() {
    let mut stage = Stage::new();
    fs::remove_file(stage.path("people.yaml")).unwrap();
    assert!(stage.next().fault().contains("people.yaml"));
    stage.write("people.yaml", "teams: { ops: { name: Day shift } }\n");
    assert_eq!(stage.next().fault(), "");
    assert!(stage.runbook().contains("Day shift"));
}

#[test]
fn a_new_plan_in_the_folder_joins_the_others() {
    let mut stage = Stage::new();
    stage.write("zweiter.yaml", &plan("Another"));
    assert_eq!(stage.next().pages().len(), 2);
    stage.write("more/third.yaml", &plan("A third"));
    stage.until(|scene| scene.pages().len() == 3);
    fs::remove_file(stage.path("zweiter.yaml")).unwrap();
    assert_eq!(stage.next().pages().len(), 2);
}

#[cfg(unix)]
#[test]
fn what_a_link_leads_to_is_followed_and_so_is_the_link() {
    let mut stage = Stage::new();
    fs::create_dir(stage.path(".real")).unwrap();
    let teams = |name: &str| format!("teams: {{ ops: {{ name: {name} }} }}\n");
    stage.write(".real/a.yaml", &teams("Shift A"));
    stage.write(".real/b.yaml", &teams("Shift B"));
    let folder = stage.folder.path().to_owned();
    let turn = |target: &str| {
        std::os::unix::fs::symlink(folder.join(target), folder.join(".link")).unwrap();
        fs::rename(folder.join(".link"), folder.join("people.yaml")).unwrap();
    };
    turn(".real/a.yaml");
    stage.wait_for("Shift A");
    turn(".real/b.yaml");
    stage.wait_for("Shift B");
    stage.write(".real/b.yaml", &teams("Shift C"));
    stage.wait_for("Shift C");
}

#[test]
fn polling_sees_two_saves_of_the_same_length_within_a_second() {
    let following = Following::Polled(Duration::from_millis(10));
    let mut stage = Stage::with(&Setting { following, ..Setting::default() });
    stage.write("plan.yaml", &plan("Secnd"));
    stage.next();
    stage.write("plan.yaml", &plan("Third"));
    stage.next();
    assert!(stage.runbook().contains("Third"));
}

#[test]
fn a_change_that_the_system_does_not_tell_of_is_found_and_told() {
    let mut stage = Stage::new();
    // a file that stays open makes no event of its end
    let mut file = fs::OpenOptions::new().write(true).open(stage.path("plan.yaml")).unwrap();
    file.write_all(plan("Other").as_bytes()).unwrap();
    stage.wait_for("Other");
    let news = stage.hear(|news| matches!(news, News::Polling { .. }));
    assert!(format!("{news:?}").contains("did not tell"), "{news:?}");
    stage.write("people.yaml", "teams: { ops: { name: Day shift } }\n");
    stage.wait_for("Day shift");
}
