//! `backout check --fix` on files as they are found in the world: with byte-order mark, CRLF, links and permissions.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const BEFORE: &str = include_str!("../fix/before.yaml");
const AFTER: &str = include_str!("../fix/after.yaml");

fn backout(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_backout")).current_dir(folder).args(arguments).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_file_keeps_its_mark_and_its_line_breaks() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.yaml");
    for (mark, line_break) in [("", "\n"), ("\u{feff}", "\r\n")] {
        let written = |text: &str| format!("{mark}{}", text.replace('\n', line_break));
        fs::write(&path, written(BEFORE)).unwrap();
        let output = backout(folder.path(), &["check", "plan.yaml", "--fix"]);
        assert_eq!(said(&output), "fixed 5 findings in plan.yaml\n");
        assert_eq!(fs::read_to_string(&path).unwrap(), written(AFTER));
        // what has been fixed is not fixed again
        let output = backout(folder.path(), &["check", "plan.yaml", "--fix"]);
        assert_eq!((said(&output).as_str(), fs::read_to_string(&path).unwrap()), ("", written(AFTER)));
    }
}

#[test]
fn a_read_only_file_is_not_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.yaml");
    fs::write(&path, BEFORE).unwrap();
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let output = backout(folder.path(), &["check", "plan.yaml", "--fix"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(said(&output), "error: cannot write `plan.yaml` (the file is read-only)\n");
    assert_eq!(fs::read_to_string(&path).unwrap(), BEFORE);
    // the report is of what lies there
    assert!(String::from_utf8_lossy(&output.stdout).contains("5 can be fixed with `--fix`"));
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link() {
    let folder = tempfile::tempdir().unwrap();
    let (path, link) = (folder.path().join("plan.yaml"), folder.path().join("link.yaml"));
    fs::write(&path, BEFORE).unwrap();
    std::os::unix::fs::symlink("plan.yaml", &link).unwrap();
    assert_eq!(
        said(&backout(folder.path(), &["check", "link.yaml", "--fix"])),
        "fixed 5 findings in link.yaml\n"
    );
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(&path).unwrap(), AFTER);
}

#[test]
fn a_fix_that_would_break_the_plan_is_not_made() {
    // the command is a name as well: straightened, it would be the id of a person who is not declared
    let plan = BEFORE.replace("run: x “y”", "run: &x \"ops\u{2011}1\"\n    confirm_by: *x");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.yaml");
    fs::write(&path, &plan).unwrap();
    let output = backout(folder.path(), &["check", "plan.yaml", "--fix"]);
    let refused = "error: `plan.yaml` was not fixed: it could not be read as a plan any more\nhint: mend its findings by hand\n";
    assert_eq!(said(&output), refused);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(fs::read_to_string(&path).unwrap(), plan);
}
