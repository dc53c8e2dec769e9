//! Approving and what follows: the text that was approved is kept, and every change after it is told.

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

/// The plans of the command cases, to be approved and edited.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cmd/approve.in");
        fs::create_dir(desk.0.path().join("library")).unwrap();
        for file in ["docs.yaml", "library/people.yaml"] {
            fs::copy(cases.join(file), desk.0.path().join(file)).unwrap();
        }
        desk
    }

    /// What a command says on both streams, and its exit code.
    fn run(&self, arguments: &str) -> (String, i32) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_backout"));
        let output = command.current_dir(self.0.path()).args(arguments.split(' ')).output().unwrap();
        let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        (said, output.status.code().unwrap())
    }

    fn read(&self, file: &str) -> String {
        fs::read_to_string(self.0.path().join(file)).unwrap()
    }

    fn edit(&self, file: &str, from: &str, to: &str) {
        let text = self.read(file);
        assert!(text.contains(from), "{text}");
        fs::write(self.0.path().join(file), text.replacen(from, to, 1)).unwrap();
    }

    /// The fingerprint at the foot of a runbook that is built now.
    fn printed(&self) -> String {
        let (page, code) = self.run("build docs.yaml --doc runbook --format md -o -");
        assert_eq!(code, 0, "{page}");
        let (_, rest) = page.split_once("backout verify ").unwrap();
        rest[..9].to_owned()
    }

    fn approve(&self) {
        let (said, code) = self.run("approve docs.yaml --role CAB --by Inga --at 2026-11-24");
        assert_eq!(code, 0, "{said}");
    }
}

#[test]
fn what_changed_since_the_approval_is_told() {
    let desk = Desk::new();
    let reviewed = desk.printed();
    let before = desk.read("docs.yaml");
    desk.approve();

    // the plan has one more line, and everything else as it was
    let after = desk.read("docs.yaml");
    let added: Vec<_> = after.lines().filter(|line| !before.lines().any(|old| old == *line)).collect();
    assert!(matches!(added[..], [line] if line.contains("by: Inga")), "{added:?}");
    assert_eq!(
        after.lines().filter(|line| !added.contains(line)).collect::<Vec<_>>(),
        before.lines().collect::<Vec<_>>()
    );
    let (said, code) = desk.run("diff --approved docs.yaml");
    assert_eq!(code, 0, "{said}");
    let (said, code) = desk.run("check docs.yaml --deny warning");
    assert!(!said.contains("approval"), "{code} {said}");

    // the printout that was read for the approval, and one made after it
    let printed = desk.printed();
    let (said, code) = desk.run(&format!("verify {printed} ."));
    assert!(code == 0 && said.starts_with("current: this is the runbook of docs (en)"), "{said}");
    let (said, code) = desk.run(&format!("verify {reviewed} ."));
    assert!(
        code == 1 && said.contains("the runbook (en) of docs revision 2, approved on 2026-11-24"),
        "{said}"
    );
    assert!(said.contains("The approved text is the same"), "{said}");

    // the plan is changed
    desk.edit("docs.yaml", "takes: 5m", "takes: 15m");
    let (said, code) = desk.run("diff --approved docs.yaml");
    assert!(code == 1 && said.contains("A1: duration changed: 5 min → 15 min"), "{said}");
    let (said, code) = desk.run(&format!("verify {printed} ."));
    assert!(code == 1 && said.starts_with("outdated: "), "{said}");
    assert!(said.contains("A1: duration changed: 5 min → 15 min"), "{said}");
    let approved = after.split("sha256:").nth(1).unwrap()[..64].to_owned();
    let (said, _) = desk.run(&format!("verify {approved} docs.yaml"));
    assert!(
        said.starts_with("outdated: this is the text of docs revision 2") && said.contains("15 min"),
        "{said}"
    );

    // a text that was approved before the one that is kept
    desk.approve();
    let (said, code) = desk.run(&format!("verify {printed} ."));
    assert!(code == 1 && said.contains("hint: another text was approved since"), "{said}");
    let (said, code) = desk.run("check docs.yaml");
    assert!(!said.contains("approval-of-another-text"), "{code} {said}");
    let (said, code) = desk.run("verify 0000-0000 .");
    assert!(code == 1 && said.starts_with("unknown: 0000-0000"), "{said}");
}

#[test]
fn a_change_of_a_library_file_or_of_the_defaults_is_told() {
    let desk = Desk::new();
    fs::write(desk.0.path().join("backout.toml"), "zone = \"Europe/Berlin\"\n").unwrap();
    desk.approve();
    let kept = desk.read(".backout/docs.approved.yaml");
    assert!(
        kept.contains("Priya Nair") && !kept.contains("Anna Berg") && kept.contains("Europe/Berlin"),
        "{kept}"
    );
    desk.edit("library/people.yaml", "5550 200", "5550 201");
    let (said, code) = desk.run("diff --approved docs.yaml");
    assert_eq!(code, 0, "somebody the plan does not name: {said}");
    desk.edit("library/people.yaml", "5550 100", "5550 999");
    let (said, code) = desk.run("diff --approved docs.yaml");
    assert!(code == 1 && said.contains("+49 30 5550 999"), "{said}");
    desk.edit("backout.toml", "Berlin", "Lisbon");
    let (said, _) = desk.run("diff --approved docs.yaml");
    assert!(said.contains("Europe/Lisbon"), "{said}");
}

#[test]
fn when_a_file_cannot_be_written_none_is() {
    let desk = Desk::new();
    fs::write(desk.0.path().join(".backout"), "in the way").unwrap();
    let before = desk.read("docs.yaml");
    let (said, code) = desk.run("approve docs.yaml --role CAB --by Inga --at 2026-11-24");
    assert!(code == 2 && said.contains("cannot write `.backout/docs.approved.yaml`"), "{said}");
    assert_eq!(desk.read("docs.yaml"), before);

    fs::remove_file(desk.0.path().join(".backout")).unwrap();
    let plan = desk.0.path().join("docs.yaml");
    let mut permissions = fs::metadata(&plan).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&plan, permissions).unwrap();
    let (said, code) = desk.run("approve docs.yaml --role CAB --by Inga --at 2026-11-24");
    assert!(code == 2 && said.contains("cannot write `docs.yaml` (the file is read-only)"), "{said}");
    assert!(!desk.0.path().join(".backout/docs.approved.yaml").exists());
}

#[test]
fn the_times_of_a_rehearsal_replace_the_planned_ones() {
    let desk = Desk::new();
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cmd/record.in");
    for file in ["docs.yaml", "people.yaml", "filled.json"] {
        fs::copy(cases.join(file), desk.0.path().join(file)).unwrap();
    }
    // numbers and units are held together by no-break spaces
    let takes = || desk.run("build docs.yaml --doc drill --format md -o -").0.replace('\u{a0}', " ");
    assert!(takes().contains("| 5 min |"), "{}", takes());
    let before = desk.read("docs.yaml");
    let (said, code) = desk.run("record filled.json docs.yaml --rehearsal full --result passed --by priya");
    assert!(code == 0 && said.contains("with 1 measured time"), "{said}");
    assert!(desk.read("docs.yaml").starts_with(&before), "{}", desk.read("docs.yaml"));
    assert!(takes().contains("| 7 min (measured) |"), "{}", takes());
}

#[test]
fn a_history_that_is_none_is_refused() {
    let desk = Desk::new();
    desk.approve();
    desk.edit(".backout/docs.history.json", "\"version\": 1", "\"version\": 2");
    for command in ["approve docs.yaml --role CAB --by Inga", "verify 0000-0000 docs.yaml"] {
        let (said, code) = desk.run(command);
        assert!(
            code == 2 && said.contains("is no history of approvals (`backout-history` 2 is not known)"),
            "{said}"
        );
    }
}
