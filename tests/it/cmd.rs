//! The command line, case by case: what is typed, what is said, how it ends. `TRYCMD=overwrite` writes what is said.

use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn commands_say_what_they_did() {
    trycmd::TestCases::new().case("tests/cmd/*.md").case("tests/cmd/*.toml");
}

/// The commands of the README run among the examples, so that it can never promise what does not happen.
#[test]
fn the_readme_tells_the_truth() {
    let readme = project().join("README.md");
    let Ok(text) = fs::read_to_string(readme) else { return };
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("readme.md"), text).unwrap();
    fs::create_dir(folder.path().join("readme.out")).unwrap();
    copy(&project().join("examples"), &folder.path().join("readme.in/examples"));
    trycmd::TestCases::new().case(folder.path().join("readme.md"));
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn whoever_has_read_enough_may_close_the_pipe() {
    let plan = project().join("examples/webshop-release/plan.yaml");
    let mut command = Command::new(env!("CARGO_BIN_EXE_backout"));
    command.arg("build").arg(plan).args(["--doc", "runbook", "--format", "pdf", "-o", "-"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut first = [0; 4];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    assert_eq!(&first, b"%PDF");
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty());
}

#[test]
fn the_same_plan_makes_the_same_bytes() {
    let plan = project().join("examples/webshop-release/plan.yaml");
    let build = |jobs: &str| {
        let out = tempfile::tempdir().unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_backout"));
        command.arg("build").arg(&plan).arg("-o").arg(out.path()).args(["--jobs", jobs]);
        assert!(command.stderr(Stdio::null()).status().unwrap().success());
        let folder = fs::read_dir(out.path()).unwrap().next().unwrap().unwrap().path();
        let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        files.into_iter().map(|path| fs::read(path).unwrap()).collect::<Vec<_>>()
    };
    // four documents in three formats, and the pictures beside the Markdown
    assert!(build("1").len() > 12);
    assert!(build("1") == build("8"), "two builds of one plan differ");
}

#[cfg(unix)]
#[test]
fn a_link_does_not_lead_out_of_the_plans_folder() {
    let folder = tempfile::tempdir().unwrap();
    let plans = folder.path().join("plans");
    fs::create_dir(&plans).unwrap();
    fs::write(folder.path().join("secret.png"), "secret").unwrap();
    std::os::unix::fs::symlink("../secret.png", plans.join("picture.png")).unwrap();
    let plan = "title: A\nowner: Anna\nback_to: \"![](picture.png)\"\nchange: { summary: B }\n";
    fs::write(plans.join("plan.yaml"), plan).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_backout"));
    let output = command.current_dir(folder.path()).args(["build", "plans"]).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("the picture `picture.png` is not below the plan's folder"), "{said}");
    assert!(!folder.path().join("out").exists());
}
