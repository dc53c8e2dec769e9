//! Live preview: every way an editor saves reaches the browser, and nobody else gets in.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use backout::cli::report::{self, Look};
use backout::pipeline::{Documents, Format, Options};
use backout::watch::{Fault, Port, Preview, Request};
use tempfile::TempDir;

/// The longest a test waits for anything; it waits that long only when it fails.
const PATIENCE: Duration = Duration::from_secs(20);

/// A preview of a folder, and a browser that looks at it.
struct Stage {
    folder: TempDir,
    address: SocketAddr,
    scenes: BufReader<TcpStream>,
}

/// What a browser was told.
#[derive(Debug)]
struct Scene {
    /// The documents with their revisions.
    pages: Vec<String>,
    fault: String,
}

impl Stage {
    /// A preview of a plan with a library file, after its first scene.
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("backout.toml"), "").unwrap();
        fs::write(folder.path().join("people.yaml"), "teams: { ops: { name: Night shift } }\n").unwrap();
        fs::write(folder.path().join("plan.yaml"), plan("First")).unwrap();
        let address = preview(folder.path(), Port::Exactly(0));
        let scenes = BufReader::new(ask(address, "GET /scenes", &format!("Host: {address}")));
        let mut stage = Self { folder, address, scenes };
        assert_eq!(stage.next().fault, "");
        stage
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The next scene.
    fn next(&mut self) -> Scene {
        let mut message = String::new();
        loop {
            let mut line = String::new();
            let length = self.scenes.read_line(&mut line).expect("a scene in time");
            assert!(length > 0, "the server hung up");
            let line = line.trim_end_matches(['\r', '\n']);
            match line.strip_prefix("data:") {
                Some(data) => message = message + data.strip_prefix(' ').unwrap_or(data) + "\n",
                None if line.is_empty() && !message.is_empty() => break,
                None => {}
            }
        }
        let mut lines = message.lines().map(str::to_owned);
        let number = lines.next().and_then(|line| line.parse().ok()).expect("the number of documents");
        let pages = lines.by_ref().take(number).collect();
        Scene { pages, fault: lines.collect::<Vec<_>>().join("\n") }
    }

    /// The runbook as the browser gets it.
    fn runbook(&self) -> String {
        let answer = get(self.address, "/view/plan/runbook.html");
        assert!(answer.starts_with("HTTP/1.0 200"), "{answer}");
        answer
    }

    /// Waits for the scene in which the runbook says something; those before it may come or not.
    fn wait_for(&mut self, words: &str) {
        while !self.runbook().contains(words) {
            self.next();
        }
    }
}

fn plan(title: &str) -> String {
    format!(
        "title: {title}\nowner: ops\ninclude: [people.yaml]\nback_to: As before.\nchange: {{ summary: A change. }}\n"
    )
}

fn preview(folder: &Path, port: Port) -> SocketAddr {
    let preview = open(folder, port).unwrap();
    let address = preview.address();
    thread::spawn(move || preview.run(std::future::pending()));
    address
}

fn open(folder: &Path, port: Port) -> Result<Preview, backout::error::Error> {
    Preview::open(Request {
        paths: vec![folder.to_owned()],
        options: Options {
            documents: Documents::Named(vec!["runbook".into()]),
            role: None,
            formats: vec![Format::Markdown, Format::Html],
            paper: None,
            print: backout::pipeline::PrintWishes::default(),
            language: None,
            templates: None,
            today: "2026-11-30".parse().unwrap(),
            folder: folder.to_owned(),
        },
        out: None,
        port,
        describe: |fault| match fault {
            Fault::Findings(built) => report::findings(&built.findings, &built.sources, Look::Plain),
            Fault::World(error) => report::error(error, Look::Plain),
        },
        tell: Box::new(|_| ()),
    })
}

/// Sends a request with one header (HTTP 1.0, so that the answer ends with the connection).
fn ask(address: SocketAddr, request: &str, header: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    write!(stream, "{request} HTTP/1.0\r\n{header}\r\n\r\n").unwrap();
    stream
}

fn get(address: SocketAddr, path: &str) -> String {
    answer(address, &format!("GET {path}"), &format!("Host: {address}"))
}

fn answer(address: SocketAddr, request: &str, header: &str) -> String {
    let mut answer = Vec::new();
    ask(address, request, header).read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn a_save_in_place_is_shown() {
    let mut stage = Stage::new();
    fs::write(stage.path("plan.yaml"), plan("Second")).unwrap();
    assert_eq!(stage.next().fault, "");
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
    fs::write(stage.path("plan.yaml"), plan("Second")).unwrap();
    fs::remove_file(stage.path("plan.yaml~")).unwrap();
    stage.wait_for("Second");
}

#[test]
fn a_plan_that_was_deleted_and_made_anew_is_shown() {
    let mut stage = Stage::new();
    fs::remove_file(stage.path("plan.yaml")).unwrap();
    let gone = stage.next();
    assert!(gone.fault.contains("cannot read"), "{gone:?}");
    assert!(stage.runbook().contains("First"), "the last good page stays");
    fs::write(stage.path("plan.yaml"), plan("Second")).unwrap();
    assert_eq!(stage.next().fault, "");
    assert!(stage.runbook().contains("Second"));
}

#[test]
fn a_broken_plan_keeps_its_last_good_page_until_it_is_mended() {
    let mut stage = Stage::new();
    fs::write(stage.path("plan.yaml"), plan("Second").replace("owner", "ownr")).unwrap();
    let broken = stage.next();
    assert!(
        broken.fault.contains("unknown key `ownr`") && broken.fault.contains("plan.yaml:2:1"),
        "{broken:?}"
    );
    assert_eq!(broken.pages.len(), 1);
    assert!(stage.runbook().contains("First"));
    fs::write(stage.path("plan.yaml"), plan("Second")).unwrap();
    assert_eq!(stage.next().fault, "");
    assert!(stage.runbook().contains("Second"));
}

#[test]
fn a_touch_shows_nothing_new() {
    let mut stage = Stage::new();
    fs::write(stage.path("plan.yaml"), plan("First")).unwrap();
    fs::write(stage.path("plan.yaml"), plan("Second")).unwrap();
    let next = stage.next();
    assert!(stage.runbook().contains("Second"), "a scene came for a file with the same text: {next:?}");
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
    assert_eq!(stage.next().fault, "");
    assert!(stage.runbook().contains("Second"));
}

#[test]
fn of_a_hundred_saves_the_last_is_shown() {
    let mut stage = Stage::new();
    for number in 0..100 {
        fs::write(stage.path("plan.yaml"), plan(&format!("Number {number}."))).unwrap();
    }
    stage.wait_for("Number 99.");
}

#[test]
fn library_files_and_configuration_are_followed() {
    let mut stage = Stage::new();
    fs::write(stage.path("people.yaml"), "teams: { ops: { name: Day shift } }\n").unwrap();
    stage.next();
    assert!(stage.runbook().contains("Day shift"));
    fs::write(stage.path("backout.toml"), "language = \"de\"\n").unwrap();
    stage.next();
    assert!(stage.runbook().contains("lang=\"de\""));
}

#[test]
fn a_library_file_that_was_missing_is_noticed_when_it_comes() {
    let mut stage = Stage::new();
    fs::remove_file(stage.path("people.yaml")).unwrap();
    assert!(stage.next().fault.contains("people.yaml"));
    fs::write(stage.path("people.yaml"), "teams: { ops: { name: Day shift } }\n").unwrap();
    assert_eq!(stage.next().fault, "");
    assert!(stage.runbook().contains("Day shift"));
}

#[test]
fn a_new_plan_in_the_folder_joins_the_others() {
    let mut stage = Stage::new();
    fs::write(stage.path("zweiter.yaml"), plan("Another")).unwrap();
    assert_eq!(stage.next().pages.len(), 2);
    fs::create_dir(stage.path("more")).unwrap();
    fs::write(stage.path("more/third.yaml"), plan("A third")).unwrap();
    while stage.next().pages.len() < 3 {}
    fs::remove_file(stage.path("zweiter.yaml")).unwrap();
    assert_eq!(stage.next().pages.len(), 2);
}

#[cfg(unix)]
#[test]
fn what_a_link_leads_to_is_followed_and_so_is_the_link() {
    let mut stage = Stage::new();
    fs::create_dir(stage.path(".real")).unwrap();
    let teams = |name: &str| format!("teams: {{ ops: {{ name: {name} }} }}\n");
    fs::write(stage.path(".real/a.yaml"), teams("Shift A")).unwrap();
    fs::write(stage.path(".real/b.yaml"), teams("Shift B")).unwrap();
    let folder = stage.folder.path().to_owned();
    let turn = |target: &str| {
        std::os::unix::fs::symlink(folder.join(target), folder.join(".link")).unwrap();
        fs::rename(folder.join(".link"), folder.join("people.yaml")).unwrap();
    };
    turn(".real/a.yaml");
    stage.wait_for("Shift A");
    turn(".real/b.yaml");
    stage.wait_for("Shift B");
    fs::write(stage.path(".real/b.yaml"), teams("Shift C")).unwrap();
    stage.wait_for("Shift C");
}

#[test]
fn only_this_computers_own_pages_get_in() {
    let stage = Stage::new();
    let address = stage.address;
    let own = format!("Host: {address}");
    let refused =
        |header: &str| assert!(answer(address, "GET /", header).starts_with("HTTP/1.0 403"), "{header}");
    refused("Host: evil.example");
    refused(&format!("Host: evil.example:{}", address.port()));
    refused("Host: 127.0.0.1:1");
    refused("X-Nothing: 1");
    refused(&format!("{own}\r\nOrigin: http://evil.example"));
    refused(&format!("{own}\r\nOrigin: null"));
    let welcome =
        |header: &str| assert!(answer(address, "GET /", header).starts_with("HTTP/1.0 200"), "{header}");
    welcome(&own);
    welcome(&format!("Host: localhost:{}", address.port()));
    welcome(&format!("{own}\r\nOrigin: http://{address}"));
}

#[test]
fn the_preview_can_only_be_looked_at() {
    let stage = Stage::new();
    let own = format!("Host: {}", stage.address);
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"] {
        let answer = answer(stage.address, &format!("{method} /"), &format!("{own}\r\nContent-Length: 0"));
        assert!(answer.starts_with("HTTP/1.0 405"), "{method}: {answer}");
    }
    for path in [
        "/plan.yaml",
        "/view/../plan.yaml",
        "/view/plan/%2e%2e/plan.yaml",
        "/view/plan/runbook.pdf",
        "/etc/passwd",
    ] {
        assert!(get(stage.address, path).starts_with("HTTP/1.0 404"), "{path}");
    }
    let page = get(stage.address, "/").to_lowercase();
    assert!(page.contains("content-security-policy: default-src 'none'"), "{page}");
    assert!(!page.contains("access-control"), "{page}");
}

#[test]
fn a_port_that_is_taken_is_left_for_the_next_unless_it_was_asked_for() {
    let stage = Stage::new();
    let taken = stage.address.port();
    let error = open(stage.folder.path(), Port::Exactly(taken)).err().expect("the port is taken");
    assert!(error.to_string().contains("cannot listen"), "{error}");
    let next = preview(stage.folder.path(), Port::From(taken)).port();
    assert!(next > taken && next <= taken + 10, "{next}");
}
