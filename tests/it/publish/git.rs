//! A repository that a wiki shows: a bare one in a folder, and somebody else's clone of it.

use std::fs;
use std::process::Command;

use super::{Desk, without_settings};

const TARGET: &str = "kind = \"git\"\nurl = \"../wiki.git\"\nfolder = \"ops\"";

/// Plans, and the repository they are published to.
fn desk(plans: usize) -> Desk {
    let desk = Desk::new(plans, TARGET);
    git(&desk, "", &["init", "--quiet", "--bare", "--initial-branch=main", "wiki.git"]);
    desk
}

fn git(desk: &Desk, folder: &str, arguments: &[&str]) -> String {
    let mut command = Command::new("git");
    without_settings(&mut command, desk.folder.path());
    let output = command.current_dir(desk.path(folder)).args(arguments).output().unwrap();
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// The commits on the wiki's branch.
fn commits(desk: &Desk) -> usize {
    git(desk, "wiki.git", &["rev-list", "--count", "main"]).parse().unwrap()
}

/// Alice edits a page.
fn edit(desk: &Desk, file: &str, from: &str, to: &str) {
    if !desk.path("clone").exists() {
        git(desk, "", &["clone", "--quiet", "wiki.git", "clone"]);
    }
    git(desk, "clone", &["pull", "--quiet"]);
    let path = desk.path(&format!("clone/{file}"));
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{text}");
    fs::write(&path, text.replacen(from, to, 1)).unwrap();
    git(desk, "clone", &["commit", "--quiet", "--all", "--message=Mend it"]);
    git(desk, "clone", &["push", "--quiet"]);
}

#[test]
fn only_what_changed_is_written() {
    let desk = desk(20);
    let first = desk.publish(&[]);
    // the plans, the index, and the page of their system
    assert_eq!((first.code, first.count("created")), (0, 22), "{first:?}");
    assert_eq!(commits(&desk), 22);
    let second = desk.publish(&[]);
    assert_eq!((second.code, second.count("unchanged"), commits(&desk)), (0, 22, 22), "{second:?}");

    desk.plan(7, "Set the address of the year before");
    let third = desk.publish(&[]);
    assert_eq!((third.of_page("BO-07"), third.count("updated")), ("updated", 1), "{third:?}");
    let changed = git(&desk, "wiki.git", &["diff", "--name-only", "main~1", "main"]);
    assert_eq!(changed, "ops/BO-07.md\nops/BO-07/bo-07-wiki.pdf");

    // the title stands in the index and on the system's page as well
    let path = desk.path("plans/08.yaml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("Move host 08", "Move the eighth host")).unwrap();
    let fourth = desk.publish(&[]);
    let updated = ["BO-08", "index", "system:web"].map(|key| fourth.of_page(key));
    assert_eq!((updated, fourth.count("updated")), (["updated"; 3], 3), "{fourth:?}");
}

#[test]
fn the_index_is_a_page_that_lasts() {
    let desk = desk(2);
    desk.publish(&[]);
    let index = git(&desk, "wiki.git", &["show", "main:ops/index.md"]);
    for words in ["# Index of backout plans", "[BO-01](BO-01.md)", "Collisions", "[Web shop](systems/web.md)"]
    {
        assert!(index.contains(words), "{words}: {index}");
    }
    let system = git(&desk, "wiki.git", &["show", "main:ops/systems/web.md"]);
    for words in ["# Backout plans for Web shop", "[BO-02](../BO-02.md)", "(../index.md)"] {
        assert!(system.contains(words), "{words}: {system}");
    }
    // three months later nothing has changed
    let mut command = super::backout(desk.folder.path());
    command.args(["publish", "plans", "--to", "wiki", "--date", "2027-02-28"]);
    let said = super::Said::of(&command.output().unwrap());
    assert_eq!(["index", "system:web"].map(|key| said.of_page(key)), ["unchanged"; 2], "{said:?}");
}

#[test]
fn an_index_that_would_tell_something_private_is_not_made() {
    let desk = desk(2);
    let path = desk.path("plans/02.yaml");
    let text = fs::read_to_string(&path).unwrap();
    // the number of somebody in another plan
    fs::write(&path, text.replace("title: Move host 02", "title: Call 0170 5550001")).unwrap();
    let said = desk.publish(&[]);
    assert_eq!((said.code, said.count("created")), (1, 2), "{said:?}");
    assert!(said.err.contains("`0170 5550001` is private, but the index would say it"), "{said:?}");
    let files = git(&desk, "wiki.git", &["ls-tree", "-r", "--name-only", "main"]);
    assert!(!files.contains("index"), "{files}");
}

#[test]
fn a_setting_that_shapes_no_page_writes_none() {
    let desk = desk(2);
    desk.publish(&[]);
    desk.add("timeout = 30");
    desk.add("\n[publish.other]\nkind = \"git\"\nurl = \"https://git.example/other\"");
    assert_eq!(desk.publish(&[]).count("unchanged"), 4);
    let file = desk.path("plans/backout.toml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, format!("classification = \"internal\"\n{text}")).unwrap();
    let said = desk.publish(&[]);
    assert_eq!((said.of_page("BO-01"), said.of_page("BO-02")), ("updated", "updated"), "{said:?}");
}

#[test]
fn what_a_person_edited_is_kept_and_named() {
    let desk = desk(3);
    desk.publish(&[]);
    edit(&desk, "ops/BO-02.md", "Move host 02", "Move host two");
    desk.plan(2, "Set another address");
    desk.plan(3, "Set another address");
    let said = desk.publish(&[]);
    assert_eq!(said.code, 1, "{said:?}");
    let kept = said.of_page("BO-02");
    assert!(kept.starts_with("kept: edited by Alice at 20") && kept.ends_with("Mend it)"), "{kept}");
    assert_eq!(said.of_page("BO-03"), "updated");
    assert!(git(&desk, "wiki.git", &["show", "main:ops/BO-02.md"]).contains("Move host two"));

    // what was edited back is no edit
    edit(&desk, "ops/BO-02.md", "Move host two", "Move host 02");
    assert_eq!(desk.publish(&[]).of_page("BO-02"), "updated");
    edit(&desk, "ops/BO-02.md", "Move host 02", "Move host two");
    let said = desk.publish(&["--overwrite", "BO-02"]);
    assert_eq!((said.code, said.of_page("BO-02")), (0, "updated"), "{said:?}");
    assert!(git(&desk, "wiki.git", &["show", "main:ops/BO-02.md"]).contains("Move host 02"));
}

#[test]
fn a_page_with_ticked_boxes_is_a_run_in_progress() {
    let desk = desk(2);
    desk.publish(&[]);
    edit(&desk, "ops/BO-01.md", "- [ ]", "- [x]");
    desk.plan(1, "Set another address");
    let said = desk.publish(&[]);
    assert!(said.of_page("BO-01").starts_with("kept: 1 ticked box (a run in progress)"), "{said:?}");
    assert!(git(&desk, "wiki.git", &["show", "main:ops/BO-01.md"]).contains("- [x]"));
}

#[test]
fn a_page_of_somebody_else_is_never_taken_for_ours() {
    let desk = desk(1);
    git(&desk, "", &["clone", "--quiet", "wiki.git", "clone"]);
    fs::create_dir(desk.path("clone/ops")).unwrap();
    fs::write(desk.path("clone/ops/BO-01.md"), "my notes\n").unwrap();
    git(&desk, "clone", &["checkout", "--quiet", "-B", "main"]);
    git(&desk, "clone", &["add", "."]);
    git(&desk, "clone", &["commit", "--quiet", "--message=Notes"]);
    git(&desk, "clone", &["push", "--quiet", "--set-upstream", "origin", "main"]);
    let said = desk.publish(&[]);
    assert!(said.of_page("BO-01").starts_with("kept: a page that is not ours, by Alice at 20"), "{said:?}");
    assert_eq!(git(&desk, "wiki.git", &["show", "main:ops/BO-01.md"]), "my notes");
    assert_eq!(desk.publish(&["--adopt", "BO-01"]).of_page("BO-01"), "updated");
    assert_eq!(desk.publish(&[]).of_page("BO-01"), "unchanged");
}

#[test]
fn a_dry_run_shows_the_difference_and_writes_nothing() {
    let desk = desk(2);
    assert_eq!(desk.publish(&["--dry-run"]).count("to be created"), 4);
    assert!(!desk.path("wiki.git/refs/heads/main").exists());
    desk.publish(&[]);
    desk.plan(1, "Set another address");
    let said = desk.publish(&["--dry-run"]);
    assert_eq!((said.of_page("BO-01"), said.of_page("BO-02")), ("to be updated", "unchanged"), "{said:?}");
    let differs = |sign: &str, words: &str| {
        said.out.lines().any(|line| line.trim_start().starts_with(sign) && line.contains(words))
    };
    assert!(differs("-", "Set the old address") && differs("+", "Set another address"), "{said:?}");
    let status = desk.publish(&["--status"]);
    assert!(status.of_page("BO-01") == "to be updated" && !status.out.contains("another"), "{status:?}");
    assert_eq!(commits(&desk), 4);
}

#[test]
fn a_page_whose_plan_is_gone_is_reported_and_archived_on_request() {
    let desk = desk(2);
    desk.publish(&[]);
    fs::remove_file(desk.path("plans/02.yaml")).unwrap();
    let said = desk.publish(&["--prune"]);
    assert!(said.of_page("BO-02").starts_with("left over"), "{said:?}");
    assert!(said.err.contains("--archive 'BO-02'"), "{said:?}");
    let said = desk.publish(&["--archive", "BO-02"]);
    assert_eq!(said.of_page("BO-02"), "archived");
    let page = git(&desk, "wiki.git", &["show", "main:ops/BO-02.md"]);
    assert!(page.starts_with("> Archived") && page.contains("Move host 02"), "{page}");
    assert!(!desk.publish(&[]).out.contains("BO-02"));
    let said = desk.publish(&["--archive", "BO-09"]);
    assert!(said.err.contains("no page `BO-09` is left over, and none was archived"), "{said:?}");
}

/// While we push, somebody else is faster: the wiki's hook plays them, once, by a line of shell.
#[cfg(unix)]
fn be_faster(desk: &Desk, line: &str) {
    use std::os::unix::fs::PermissionsExt;
    let hook = desk.path("wiki.git/hooks/update");
    fs::write(&hook, format!("#!/bin/sh\n[ -e faster ] && exit 0\ntouch faster\n{line}\n")).unwrap();
    fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).unwrap();
}

#[cfg(unix)]
#[test]
fn a_push_that_was_refused_is_tried_again_on_top_of_the_other_one() {
    let desk = desk(2);
    desk.publish(&[]);
    git(&desk, "", &["clone", "--quiet", "wiki.git", "clone"]);
    fs::write(desk.path("clone/other.md"), "other\n").unwrap();
    git(&desk, "clone", &["add", "."]);
    git(&desk, "clone", &["commit", "--quiet", "--message=Other"]);
    git(&desk, "clone", &["push", "--quiet", "origin", "HEAD:refs/heads/other"]);
    be_faster(&desk, "git update-ref refs/heads/main refs/heads/other");
    desk.plan(1, "Set another address");
    let said = desk.publish(&[]);
    assert_eq!((said.code, said.of_page("BO-01")), (0, "updated"), "{said:?}");
    assert!(desk.path("wiki.git/faster").exists());
    let files = git(&desk, "wiki.git", &["ls-tree", "-r", "--name-only", "main"]);
    assert!(files.contains("other.md"), "{files}");
    assert!(git(&desk, "wiki.git", &["show", "main:ops/BO-01.md"]).contains("another"));
}

#[cfg(unix)]
#[test]
fn an_edit_that_arrives_between_our_look_and_our_push_is_kept() {
    let desk = desk(3);
    desk.publish(&[]);
    git(&desk, "", &["clone", "--quiet", "wiki.git", "clone"]);
    let page = desk.path("clone/ops/BO-01.md");
    let text = fs::read_to_string(&page).unwrap();
    fs::write(&page, text.replace("Move host 01", "Move host one")).unwrap();
    git(&desk, "clone", &["commit", "--quiet", "--all", "--message=Mend it"]);
    git(&desk, "clone", &["push", "--quiet", "origin", "HEAD:refs/heads/edit"]);
    be_faster(&desk, "git update-ref refs/heads/main refs/heads/edit");
    // both were to be written, and were found untouched
    desk.plan(1, "Set another address");
    desk.plan(2, "Set another address");
    let before = commits(&desk);
    let said = desk.publish(&[]);
    assert!(desk.path("wiki.git/faster").exists());
    assert_eq!((said.code, said.of_page("BO-02")), (1, "updated"), "{said:?}");
    assert!(said.of_page("BO-01").starts_with("kept: edited by Alice at 20"), "{said:?}");
    let page = git(&desk, "wiki.git", &["show", "main:ops/BO-01.md"]);
    assert!(page.contains("Move host one") && !page.contains("another"), "{page}");
    // hers, and ours on top of it
    assert_eq!(commits(&desk), before + 2);
    git(&desk, "wiki.git", &["merge-base", "--is-ancestor", "edit", "main"]);
}

#[cfg(unix)]
#[test]
fn two_who_publish_at_the_same_moment_lose_nothing_of_each_other() {
    let desk = desk(3);
    desk.publish(&[]);
    let before = commits(&desk);
    desk.plan(1, "Set another address");
    desk.plan(2, "Set another address");
    // the second one begins while the first one pushes, and is through before that is done
    let folder = desk.folder.path().display();
    let other =
        format!("{} publish plans/02.yaml --to wiki --date 2026-11-28", env!("CARGO_BIN_EXE_backout"));
    be_faster(
        &desk,
        &format!("unset $(git rev-parse --local-env-vars)\ncd {folder} && {other} >second 2>&1"),
    );
    let mut first = super::backout(desk.folder.path());
    first.args(["publish", "plans/01.yaml", "--to", "wiki", "--date", "2026-11-28"]);
    let said = super::Said::of(&first.output().unwrap());
    let second = fs::read_to_string(desk.path("second")).unwrap();
    assert_eq!((said.code, said.of_page("BO-01")), (0, "updated"), "{said:?} {second}");
    assert!(second.starts_with("BO-02: updated"), "{second}");
    assert_eq!(commits(&desk), before + 2);
    for page in ["BO-01", "BO-02"] {
        let text = git(&desk, "wiki.git", &["show", &format!("main:ops/{page}.md")]);
        assert!(text.contains("another"), "{text}");
    }
    assert_eq!(desk.publish(&[]).count("unchanged"), 5);
}

#[test]
fn no_private_number_reaches_the_repository() {
    let desk = desk(3);
    desk.publish(&[]);
    git(&desk, "", &["clone", "--quiet", "wiki.git", "clone"]);
    for number in 1..=3 {
        let text = fs::read_to_string(desk.path(&format!("clone/ops/BO-{number:02}.md"))).unwrap();
        assert!(text.contains("Priya Nair") && !text.contains("5550"), "{text}");
    }
}
