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
}

/// While we push, somebody else is faster: the hook plays them, once.
#[cfg(unix)]
#[test]
fn a_push_that_was_refused_is_tried_again_on_top_of_the_other_one() {
    use std::os::unix::fs::PermissionsExt;
    let desk = desk(2);
    desk.publish(&[]);
    git(&desk, "", &["clone", "--quiet", "wiki.git", "clone"]);
    fs::write(desk.path("clone/other.md"), "other\n").unwrap();
    git(&desk, "clone", &["add", "."]);
    git(&desk, "clone", &["commit", "--quiet", "--message=Other"]);
    git(&desk, "clone", &["push", "--quiet", "origin", "HEAD:refs/heads/other"]);
    let hook = desk.path("wiki.git/hooks/update");
    let script =
        "#!/bin/sh\n[ -e faster ] && exit 0\ntouch faster\ngit update-ref refs/heads/main refs/heads/other\n";
    fs::write(&hook, script).unwrap();
    fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).unwrap();
    desk.plan(1, "Set another address");
    let said = desk.publish(&[]);
    assert_eq!((said.code, said.of_page("BO-01")), (0, "updated"), "{said:?}");
    assert!(desk.path("wiki.git/faster").exists());
    let files = git(&desk, "wiki.git", &["ls-tree", "-r", "--name-only", "main"]);
    assert!(files.contains("other.md"), "{files}");
    assert!(git(&desk, "wiki.git", &["show", "main:ops/BO-01.md"]).contains("another"));
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
