//! The house rules, held against the source: floors, one room a crate, file size, module docs, no `unwrap`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// The floor of each room; a room uses rooms on lower floors only.
const FLOORS: &[(&str, u8)] = &[
    ("main", 7),
    ("cli", 7),
    ("watch", 6),
    ("network", 5),
    ("publish", 6),
    ("pipeline", 5),
    ("check", 4),
    ("template", 3),
    ("html", 3),
    ("pdf", 3),
    ("wiki", 3),
    ("facts", 2),
    ("plan", 1),
    ("markdown", 1),
    ("config", 1),
    ("log", 1),
    ("calendar", 0),
    ("source", 0),
    ("finding", 0),
    ("error", 0),
    ("digest", 0),
    ("time", 0),
    ("furniture", 0),
    ("length", 0),
    ("picture", 0),
    ("suggest", 0),
];

/// Crates that any room may name: they only derive, or are the data format that rooms hand to other programs.
const EVERYWHERE: &[&str] = &["std", "core", "alloc", "serde", "schemars", "serde_json"];

/// A file holds one idea.
const LONGEST_FILE: usize = 400;

/// What may be seen in the project's folder.
const TOP_LEVEL: &[&str] = &[
    "Cargo.toml",
    "Cargo.lock",
    "README.md",
    "LICENSE-MIT",
    "LICENSE-APACHE",
    "src",
    "templates",
    "examples",
    "tests",
    // what is built lies here, and is ignored by git
    "target",
    "out",
];

/// A source file.
struct File {
    /// Its path from the project's folder, with `/`.
    path: String,
    text: String,
}

impl File {
    fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }

    /// The room it belongs to: the folder or file below `src`.
    fn room(&self) -> &str {
        let below = self.path.trim_start_matches("src/");
        below.split('/').next().unwrap_or(below).trim_end_matches(".rs")
    }

    /// The lines of code with their numbers, without comments and without the tests at the end.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.lines().zip(1..).map(|(line, number)| (number, line));
        lines
            .take_while(|(_, line)| line.trim() != "#[cfg(test)]")
            .filter(|(_, line)| !line.trim().starts_with("//"))
    }
}

/// Everything that is against the rules, one line each.
fn faults(files: &[File], crates: &BTreeSet<String>) -> Vec<String> {
    let mut faults = Vec::new();
    let mut rooms_of_crates: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for file in files {
        faults.extend(floors(file));
        faults.extend(form(file));
        for name in crates.iter().filter(|name| names_crate(file, name)) {
            rooms_of_crates.entry(name).or_default().insert(file.room());
        }
    }
    for (name, rooms) in rooms_of_crates {
        if rooms.len() > 1 {
            faults.push(format!("the crate `{name}` is named in more than one room: {rooms:?}"));
        }
    }
    faults
}

/// The rooms a file may not use.
fn floors(file: &File) -> Vec<String> {
    let room = file.room();
    let floor = |room: &str| FLOORS.iter().find(|(name, _)| *name == room).map(|(_, floor)| *floor);
    if room == "lib" {
        return Vec::new();
    }
    let Some(own) = floor(room) else {
        return vec![format!("{}: the room `{room}` is on no floor; add it to FLOORS", file.path)];
    };
    let mut faults = Vec::new();
    for (number, line) in file.code() {
        for used in rooms_used(line) {
            // the plain types of floor 0 know each other, and `main` is the door of `cli`
            let neighbour = own == 0 && floor(used) == Some(0) || room == "main" && used == "cli";
            let below = floor(used).is_none_or(|used| used < own);
            if used != room && !below && !neighbour {
                faults.push(format!("{}:{number}: `{room}` must not use `{used}`", file.path));
            }
        }
    }
    faults
}

/// The rooms named on a line: `crate::plan::…`, `backout::cli`, `use crate::{config, pdf::style}`.
fn rooms_used(line: &str) -> BTreeSet<&str> {
    let mut rooms = BTreeSet::new();
    for start in ["crate::", "backout::"] {
        for (at, _) in line.match_indices(start) {
            if line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
                continue;
            }
            let rest = &line[at + start.len()..];
            match rest.strip_prefix('{') {
                Some(group) => rooms.extend(group.split(',').map(|name| word(name.trim_start()))),
                None => drop(rooms.insert(word(rest))),
            }
        }
    }
    rooms
}

fn word(text: &str) -> &str {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or_default()
}

/// Whether a file names a crate: in a path that starts with it.
fn names_crate(file: &File, name: &str) -> bool {
    let path = format!("{name}::");
    let begins = |line: &str| {
        line.match_indices(&path)
            .any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':'))
    };
    file.code().any(|(_, line)| begins(line) || line.trim() == format!("use {name};"))
}

/// That a file is too long.
fn length(file: &File) -> Option<String> {
    let lines = file.text.lines().count();
    (lines > LONGEST_FILE).then(|| format!("{}: {lines} lines, and {LONGEST_FILE} are allowed", file.path))
}

/// Length, module docs, `unwrap`, and paths of a machine.
fn form(file: &File) -> Vec<String> {
    let mut faults: Vec<_> = length(file).into_iter().collect();
    if !file.text.starts_with("//!") && !file.text.starts_with("#![doc") {
        faults.push(format!("{}: it does not begin by saying what it is (`//!`)", file.path));
    }
    for (number, line) in file.code() {
        if line.contains(".unwrap()") {
            faults.push(format!("{}:{number}: `unwrap()` outside tests", file.path));
        }
    }
    faults.extend(machine_paths(file));
    faults
}

/// Paths that are true on one machine only. They are put together here, so that this file does not hold them itself.
fn machine_paths(file: &File) -> Vec<String> {
    let folders = ["home", "root", "Users", "work"].map(|folder| format!("/{folder}/"));
    let found = file
        .text
        .lines()
        .zip(1..)
        .filter(|(line, _)| folders.iter().any(|folder| names_folder(line, folder)));
    found.map(|(_, number)| format!("{}:{number}: a path of one machine", file.path)).collect()
}

/// Whether a path begins with the folder: `"/…/x"`, but not `https://a.example/…/x`.
fn names_folder(line: &str, folder: &str) -> bool {
    line.match_indices(folder)
        .any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || "./-_}*".contains(c)))
}

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All text files below a folder with one of the endings.
fn read(folder: &str, endings: &[&str]) -> Vec<File> {
    let mut files = Vec::new();
    let mut folders = vec![project().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| endings.iter().any(|it| ending == *it)) {
                let name = path.strip_prefix(project()).unwrap().to_string_lossy().replace('\\', "/");
                files.push(File {
                    path: name,
                    text: String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned(),
                });
            }
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

/// The crates of `[dependencies]`, as code names them.
fn dependencies() -> BTreeSet<String> {
    let manifest = fs::read_to_string(project().join("Cargo.toml")).unwrap();
    let section = manifest.split("[dependencies]").nth(1).unwrap().split("\n[").next().unwrap();
    let names =
        section.lines().filter_map(|line| line.split_once(" = ")).map(|(name, _)| name.replace('-', "_"));
    names.filter(|name| !EVERYWHERE.contains(&name.as_str())).collect()
}

#[test]
fn the_source_keeps_the_house_rules() {
    let crates = dependencies();
    assert!(crates.contains("tera") && crates.contains("pulldown_cmark"), "{crates:?}");
    let files = read("src", &["rs"]);
    assert!(files.len() > 20, "only {} files were found", files.len());
    let mut faults = faults(&files, &crates);
    faults.extend(read("tests", &["rs"]).iter().filter_map(length));
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn nothing_that_is_committed_names_a_path_of_one_machine() {
    let mut files = read("tests", &["rs", "toml", "yaml", "md", "stdout", "stderr", "trycmd"]);
    files.extend(read("src", &["md"]));
    files.extend(read("examples", &["yaml", "md", "toml"]));
    let faults: Vec<_> = files.iter().flat_map(machine_paths).collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn the_project_folder_is_tidy() {
    let mut strangers = String::new();
    for entry in fs::read_dir(project()).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') && !TOP_LEVEL.contains(&name.as_str()) {
            writeln!(strangers, "{name}").unwrap();
        }
    }
    assert!(strangers.is_empty(), "these do not belong at the top level:\n{strangers}");
}

#[test]
fn the_rules_notice_what_is_against_them() {
    let crates: BTreeSet<String> = ["tera", "notify"].map(str::to_owned).into();
    let check = |path: &str, text: &str| faults(&[File::new(path, text)], &crates);
    let doc = "//! A room.\n";

    assert_eq!(check("src/plan/good.rs", &format!("{doc}use crate::finding::Finding;\n")), [""; 0]);
    assert!(
        check("src/plan/a.rs", &format!("{doc}use crate::facts::Facts;\n"))[0]
            .contains("must not use `facts`")
    );
    assert!(check("src/html/a.rs", &format!("{doc}fn f(x: &crate::pdf::Pages) {{}}\n"))[0].contains("`pdf`"));
    assert!(
        check("src/plan/a.rs", &format!("{doc}use crate::{{config, source}};\n"))[0].contains("`config`")
    );
    assert!(check("src/cellar/a.rs", doc)[0].contains("no floor"));
    assert!(check("src/plan/a.rs", "use std::fmt;\n")[0].contains("`//!`"));
    assert!(check("src/plan/a.rs", &format!("{doc}{}", "\n".repeat(LONGEST_FILE)))[0].contains("401 lines"));
    assert!(check("src/plan/a.rs", &format!("{doc}let a = b.unwrap();\n"))[0].contains("unwrap"));
    assert_eq!(check("src/plan/a.rs", &format!("{doc}// b.unwrap()\n#[cfg(test)]\nb.unwrap();\n")), [""; 0]);
    let path = ["\"", "home", "me", "plan.yaml\""].join("/");
    assert!(check("src/plan/a.rs", &format!("{doc}let a = {path};\n"))[0].contains("one machine"));

    let twice = [
        File::new("src/template/a.rs", &format!("{doc}use tera::Tera;\n")),
        File::new("src/html/a.rs", &format!("{doc}let a = tera::Context::new();\n")),
    ];
    assert!(faults(&twice, &crates)[0].contains("`tera` is named in more than one room"));
}
