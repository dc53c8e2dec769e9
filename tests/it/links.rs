//! Links: what becomes of an address, asked at a server of our own; and that nobody is asked without the flag.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Output};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use backout::check::links::Answer;
use backout::network::{self, Asking, Reach};
use tempfile::TempDir;

/// A server on the loopback address that answers by path and writes down what it was asked.
struct Server {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&asked);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let log = Arc::clone(&log);
                thread::spawn(move || serve(stream.unwrap(), &log));
            }
        });
        Self { address, asked }
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// What it was asked so far, sorted.
    fn asked(&self) -> Vec<String> {
        let mut asked = self.asked.lock().unwrap().clone();
        asked.sort();
        asked
    }
}

fn serve(mut stream: TcpStream, log: &Mutex<Vec<String>>) {
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
    let request = lines.next().unwrap_or_default();
    let rest: Vec<String> = lines.take_while(|line| !line.is_empty()).collect();
    assert!(rest.iter().any(|line| line.to_lowercase().starts_with("user-agent: backout/")), "{rest:?}");
    let mut words = request.split(' ');
    let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    log.lock().unwrap().push(format!("{method} {path}"));
    let (status, location) = match (method, path) {
        ("HEAD", "/get-alone") => ("405 Method Not Allowed", ""),
        (_, "/there" | "/get-alone") => ("200 OK", ""),
        (_, "/moved") => ("301 Moved Permanently", "/there"),
        (_, "/elsewhere-today") => ("302 Found", "/there"),
        (_, "/moved-nowhere") => ("301 Moved Permanently", "/gone"),
        (_, "/round") => ("302 Found", "/round"),
        (_, "/login") => ("401 Unauthorized", ""),
        (_, "/forbidden") => ("403 Forbidden", ""),
        (_, "/later") => ("429 Too Many Requests", ""),
        (_, "/fault") => ("503 Service Unavailable", ""),
        (_, "/cut") => return,
        // until the other side hangs up
        (_, "/stall") => return until_closed(&mut stream),
        _ => ("404 Not Found", ""),
    };
    let location = if location.is_empty() { String::new() } else { format!("Location: {location}\r\n") };
    let answer = format!("HTTP/1.1 {status}\r\n{location}Content-Length: 0\r\nConnection: close\r\n\r\n");
    let _ = stream.write_all(answer.as_bytes());
}

fn until_closed(stream: &mut TcpStream) {
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let _ = stream.read(&mut [0; 1]);
}

fn ask(addresses: &[String], asking: &Asking) -> Vec<Answer> {
    let all: BTreeSet<String> = addresses.iter().cloned().collect();
    let answers = network::ask(&all, asking).unwrap();
    addresses.iter().map(|address| answers[address].clone()).collect()
}

#[test]
fn every_kind_of_answer_is_told_from_the_others() {
    let server = Server::start();
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let cases = [
        (server.url("/there"), Answer::Alive),
        (server.url("/get-alone"), Answer::Alive),
        (server.url("/gone"), Answer::Status(404)),
        (server.url("/fault"), Answer::Status(503)),
        (server.url("/moved"), Answer::Moved(server.url("/there"))),
        (server.url("/elsewhere-today"), Answer::Alive),
        (server.url("/moved-nowhere"), Answer::Status(404)),
        (server.url("/round"), Answer::Redirects),
        (server.url("/login"), Answer::Guarded),
        (server.url("/forbidden"), Answer::Guarded),
        (server.url("/later"), Answer::Busy),
        (server.url("/cut"), Answer::Cut),
        (format!("http://{closed}/"), Answer::Refused),
    ];
    let addresses: Vec<String> = cases.iter().map(|(address, _)| address.clone()).collect();
    for ((address, expected), found) in cases.iter().zip(ask(&addresses, &Asking::default())) {
        assert_eq!(found, *expected, "{address}");
    }
}

#[test]
fn a_server_that_says_nothing_is_not_waited_for() {
    let server = Server::start();
    let asking = Asking {
        reach: Reach { whole: Duration::from_millis(300), ..Reach::default() },
        ..Asking::default()
    };
    let start = Instant::now();
    assert_eq!(ask(&[server.url("/stall")], &asking), [Answer::TimedOut]);
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
}

#[test]
fn certificate_authorities_and_proxies_that_cannot_be_read_are_an_error() {
    let nothing = BTreeSet::new();
    let said = |asking| network::ask(&nothing, &asking).unwrap_err().to_string();
    let without = Asking {
        reach: Reach { authorities: Some(b"no certificate".to_vec()), ..Reach::default() },
        ..Asking::default()
    };
    assert_eq!(
        said(without),
        "there is no certificate in the file of authorities (`ca` of the target, or `SSL_CERT_FILE`)"
    );
    let odd = Asking {
        reach: Reach { https_proxy: Some("ftp://name:secret@proxy".into()), ..Reach::default() },
        ..Asking::default()
    };
    assert_eq!(said(odd), "the proxy of the environment cannot be used");
}

/// Two plans with a how-to copy that lead to the same page, and one that does not look for dead links.
fn plans(server: &Server) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    let (there, gone) = (server.url("/there"), server.url("/gone"));
    let plan = |id: &str, tier: u8| {
        format!(
            "id: {id}\ntitle: A\nowner: Anna\ntier: {tier}\nback_to: \"As before [A1](#step-a1), [none](#nowhere)\"\n\
             change: {{ summary: \"See [the page]({there}).\", url: \"{gone}\" }}\n\
             how_to: {{ h: {{ title: The way, file: h.md, url: \"{there}\" }} }}\n\
             phases: [{{ id: A, title: Back, steps: [{{ id: A1, do: Go, how_to: h }}] }}]\n"
        )
    };
    write("one.yaml", &plan("one", 2));
    write("two.yaml", &plan("two", 2));
    let copy = "[up](#the-way), [lost](#the-wey), [none](no.md), [rule](rules.md#orders), [typo](rules.md#ordres), [all](.)";
    write("h.md", &format!("# The way\n\n[again]({there}), {copy}\n"));
    write("rules.md", "# Orders\n");
    // where the rule is off, nothing is asked
    fs::create_dir(folder.path().join("quiet")).unwrap();
    write("quiet/backout.toml", "[rules]\ndead-link = \"off\"\n");
    write("quiet/plan.yaml", &plan("quiet", 2).replace("/gone", "/asked-in-vain"));
    write("quiet/h.md", "# The way\n");
    folder
}

fn check(folder: &Path, options: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_backout"));
    command.args(["check", ".", "--format", "github"]).args(options).current_dir(folder);
    for proxy in ["HTTPS_PROXY", "https_proxy", "http_proxy", "ALL_PROXY", "all_proxy", "SSL_CERT_FILE"] {
        command.env_remove(proxy);
    }
    command.output().unwrap()
}

/// What was found about links, one line each.
fn dead_links(output: &Output) -> Vec<String> {
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    text.lines().filter(|line| line.contains("title=dead-link")).map(str::to_owned).collect()
}

#[test]
fn an_address_is_asked_once_for_all_plans() {
    let server = Server::start();
    let folder = plans(&server);
    let found = dead_links(&check(folder.path(), &["--check-links"]));
    assert_eq!(server.asked(), ["GET /gone", "HEAD /gone", "HEAD /there"]);
    let gone: Vec<_> = found.iter().filter(|line| line.contains("answers 404")).collect();
    assert_eq!(gone.len(), 2, "{found:#?}");
    assert!(gone[0].contains("file=one.yaml,line=6,"), "{gone:#?}");
}

#[test]
fn without_the_flag_only_files_are_looked_at() {
    let server = Server::start();
    let folder = plans(&server);
    let found = dead_links(&check(folder.path(), &[]));
    assert_eq!(server.asked(), [""; 0]);
    let said = [
        "no heading or step `nowhere`",
        "no heading or step `the-wey`",
        "there is no file `no.md`",
        "`rules.md` has no heading `ordres`",
    ];
    // each plan tells of its own prose and of its copy of the page
    assert_eq!(found.len(), 2 * said.len(), "{found:#?}");
    for said in said {
        assert_eq!(found.iter().filter(|line| line.contains(said)).count(), 2, "{said}: {found:#?}");
    }
    assert!(found.iter().any(|line| line.contains("file=h.md,line=3,")), "{found:#?}");
}

#[test]
fn a_copy_that_is_not_there_is_the_error_that_it_is_when_documents_are_made() {
    let folder = plans(&Server::start());
    fs::remove_file(folder.path().join("h.md")).unwrap();
    let output = check(folder.path(), &[]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(text.contains("title=missing-file::there is no how-to page `h.md`"), "{text}");
}
