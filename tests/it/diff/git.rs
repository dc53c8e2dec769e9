//! Plans as they were in a revision, in small repositories made here.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const OLD: &str = "\
title: Move the docs
include: [people.yaml]
owner: priya
change: { summary: Points docs.example.org elsewhere. }
back_to: docs.example.org points to 192.0.2.10 again.
how_to: { undo: { title: Undo, file: undo.md } }
phases: [{ id: A, title: Back, steps: [{ id: A1, do: Set the old address, how_to: undo, takes: 5m }] }]
";

fn git(folder: &Path, arguments: &[&str]) {
    let mut command = Command::new("git");
    command.current_dir(folder).args(["-c", "user.name=Priya", "-c", "user.email=priya@example.org"]);
    command.args(["-c", "commit.gpgsign=false", "-c", "core.hooksPath=none"]);
    let output = command.args(arguments).output().expect("`git` is needed to test `--since`");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn diff(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_backout"));
    command.current_dir(folder).arg("diff").args(arguments).output().unwrap()
}

fn said(output: &Output) -> String {
    [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text).into_owned()).concat()
}

/// A repository with a plan in a folder, its library above and the copy of a how-to page beside it, committed.
fn repository() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let plans = folder.path().join("plans");
    fs::create_dir(&plans).unwrap();
    fs::write(
        folder.path().join("people.yaml"),
        "people: { priya: { name: Priya Nair, phone: \"0170 1\" } }\n",
    )
    .unwrap();
    fs::write(plans.join("docs.yaml"), OLD).unwrap();
    fs::write(plans.join("undo.md"), "# Undo\n\nOne\n\nTwo\n").unwrap();
    git(folder.path(), &["init", "-q"]);
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "-q", "-m", "One"]);
    folder
}

#[test]
fn plan_library_and_copies_are_read_as_they_were() {
    let folder = repository();
    let plans = folder.path().join("plans");
    let unchanged = diff(folder.path(), &["--since", "HEAD", "plans"]);
    assert_eq!(unchanged.status.code(), Some(0), "{}", said(&unchanged));

    fs::write(
        folder.path().join("people.yaml"),
        "people: { priya: { name: Priya Nair, phone: \"01701\" } }\n",
    )
    .unwrap();
    fs::write(plans.join("docs.yaml"), OLD.replace("takes: 5m", "takes: 9m")).unwrap();
    fs::write(plans.join("undo.md"), "# Undo\n\nThree\n\nTwo\n").unwrap();
    for (place, path) in [(folder.path(), "plans/docs.yaml"), (&plans, "docs.yaml")] {
        let output = diff(place, &["--since", "HEAD", path]);
        let said = said(&output);
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.starts_with(&format!("{path} at HEAD ")), "{said}");
        for line in [
            "- A1: duration changed: 5 min → 9 min\n",
            "- Priya Nair: phone changed: `0170 1` → `01701`\n",
            "- The text of how-to page “Undo” changed\n  Was:\n    One\n  Now:\n    Three\n",
        ] {
            assert!(said.contains(line), "{line} in {said}");
        }
    }
}

#[test]
fn what_git_cannot_tell_is_said_clearly() {
    let folder = repository();
    let plan = folder.path().join("plans/docs.yaml");
    let fails = |arguments: &[&str], message: &str, hint: &str| {
        let output = diff(folder.path(), arguments);
        let said = said(&output);
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains(message) && said.contains(hint), "{said}");
    };
    fails(
        &["--since", "v9", "plans/docs.yaml"],
        "there is no revision `v9`",
        "name a commit, a tag or a branch",
    );
    fails(&["--since=--output=x", "plans/docs.yaml"], "there is no revision `--output=x`", "name a commit");
    assert!(!folder.path().join("x").exists());

    fs::rename(&plan, plan.with_file_name("new.yaml")).unwrap();
    fails(
        &["--since", "HEAD", "plans/new.yaml"],
        "`plans/new.yaml` is not in the revision `HEAD`",
        "renamed since",
    );

    let elsewhere = tempfile::tempdir().unwrap();
    fs::copy(plan.with_file_name("new.yaml"), elsewhere.path().join("docs.yaml")).unwrap();
    let output = diff(elsewhere.path(), &["--since", "HEAD", "docs.yaml"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("is not in a git repository"), "{}", said(&output));

    let mut command = Command::new(env!("CARGO_BIN_EXE_backout"));
    let output = command
        .current_dir(folder.path())
        .env("PATH", "")
        .args(["diff", "--since", "HEAD", "plans"])
        .output();
    assert!(said(&output.unwrap()).contains("cannot run `git`"));
}

#[cfg(unix)]
#[test]
fn a_link_in_a_revision_is_refused() {
    let folder = repository();
    let plan = folder.path().join("plans/docs.yaml");
    fs::rename(&plan, folder.path().join("real.yaml")).unwrap();
    std::os::unix::fs::symlink("../real.yaml", &plan).unwrap();
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "-q", "-m", "Two"]);
    let output = diff(folder.path(), &["--since", "HEAD", "plans/docs.yaml"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("a symbolic link"), "{}", said(&output));
}
