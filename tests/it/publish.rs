//! Publishing: what reaches a wiki, what is left alone, and what is said of it.

mod certificates;
mod confluence;
mod faults;
mod git;
mod mediawiki;
mod server;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// A folder with plans and a target.
struct Desk {
    folder: TempDir,
}

impl Desk {
    /// So many plans, and `backout.toml` with `[publish.wiki]`.
    fn new(plans: usize, target: &str) -> Self {
        let desk = Self { folder: tempfile::tempdir().unwrap() };
        fs::create_dir(desk.path("plans")).unwrap();
        fs::write(desk.path("plans/backout.toml"), format!("[publish.wiki]\n{target}\n")).unwrap();
        for number in 1..=plans {
            desk.plan(number, "Set the old address");
        }
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a plan whose one step says this.
    fn plan(&self, number: usize, step: &str) {
        let text = format!(
            "id: BO-{number:02}\ntitle: Move host {number:02}\nowner: priya\n\
             people:\n  priya: {{ name: Priya Nair, phone: 0170 5550{number:03}, private: [phone] }}\n\
             systems:\n  web: {{ name: Web shop }}\n\
             change: {{ summary: Moves the host., systems: [web] }}\nback_to: As before.\n\
             phases:\n  - id: A\n    title: Put it back\n    steps:\n      - {{ id: A1, do: {step}, by: priya }}\n"
        );
        fs::write(self.path(&format!("plans/{number:02}.yaml")), text).unwrap();
    }

    /// Publishes with further arguments; nothing of the user's own settings counts.
    fn publish(&self, arguments: &[&str]) -> Said {
        self.publish_with(arguments, &[])
    }

    fn publish_with(&self, arguments: &[&str], environment: &[(&str, &str)]) -> Said {
        let command = &mut self.command(arguments);
        Said::of(&command.envs(environment.iter().copied()).output().unwrap())
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = backout(self.folder.path());
        command.args(["publish", "plans", "--to", "wiki", "--date", "2026-11-28"]).args(arguments);
        command
    }

    /// Adds lines to the target.
    fn add(&self, lines: &str) {
        let file = self.path("plans/backout.toml");
        let text = fs::read_to_string(&file).unwrap();
        fs::write(file, format!("{text}{lines}\n")).unwrap();
    }
}

/// What a run said.
#[derive(Debug)]
struct Said {
    code: i32,
    out: String,
    err: String,
}

impl Said {
    fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Self { code: output.status.code().unwrap(), out: text(&output.stdout), err: text(&output.stderr) }
    }

    /// None of these is in what was said.
    fn hides(&self, secrets: &[&str]) {
        for secret in secrets {
            assert!(!self.out.contains(secret) && !self.err.contains(secret), "{secret} is shown: {self:?}");
        }
    }

    /// What was said of a page.
    fn of_page(&self, key: &str) -> &str {
        let line = self.out.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(": "));
        line.unwrap_or_else(|| panic!("nothing is said of {key}: {self:?}"))
    }

    /// How many pages this was said of.
    fn count(&self, outcome: &str) -> usize {
        self.out.lines().filter(|line| line.ends_with(&format!(": {outcome}"))).count()
    }
}

fn backout(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_backout"));
    command.current_dir(folder);
    without_settings(&mut command, folder);
    command
}

fn without_settings(command: &mut Command, home: &Path) {
    command.env("HOME", home).env("GIT_CONFIG_NOSYSTEM", "1").env_remove("GIT_DIR");
    command.envs([("GIT_AUTHOR_NAME", "Alice"), ("GIT_AUTHOR_EMAIL", "alice@example.invalid")]);
    command.envs([("GIT_COMMITTER_NAME", "Alice"), ("GIT_COMMITTER_EMAIL", "alice@example.invalid")]);
    for name in ["ALL_PROXY", "all_proxy", "http_proxy", "HTTPS_PROXY", "https_proxy", "SSL_CERT_FILE"] {
        command.env_remove(name);
    }
}
