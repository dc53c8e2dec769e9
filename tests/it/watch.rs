//! Live preview: every way an editor saves reaches the browser, whatever goes wrong, and nobody else gets in.

mod edits;
mod outputs;
mod safety;
mod saves;
mod scenes;
mod trouble;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use backout::cli::report::{self, Look};
use backout::error::Error;
use backout::pipeline::{Documents, Format, Options};
use backout::watch::{Fault, Following, News, Place, Port, Preview, Request};
use serde_json::Value;
use tempfile::TempDir;

/// The longest a test waits for anything; it waits that long only when it fails.
const PATIENCE: Duration = Duration::from_secs(30);

/// A preview of a folder, and a browser that looks at it.
struct Stage {
    folder: TempDir,
    address: SocketAddr,
    scenes: BufReader<TcpStream>,
    news: Receiver<News>,
    ending: Ending,
}

/// Ends the preview when the test is over.
struct Ending {
    stop: Sender<()>,
    running: Option<JoinHandle<Result<(), Error>>>,
}

/// What a browser was told.
#[derive(Debug)]
struct Scene(Value);

impl Scene {
    /// The documents of all plans: `plan/runbook`.
    fn pages(&self) -> Vec<String> {
        let plans = self.0["plans"].as_array().unwrap();
        let pages = plans.iter().flat_map(|plan| {
            let names = plan["documents"].as_array().unwrap().iter();
            names.map(move |page| {
                format!("{}/{}", plan["folder"].as_str().unwrap(), page["name"].as_str().unwrap())
            })
        });
        pages.collect()
    }

    /// What is wrong, of all plans and besides.
    fn fault(&self) -> String {
        let plans = self.0["plans"].as_array().unwrap().iter().map(|plan| &plan["fault"]);
        let faults: Vec<_> = plans.chain([&self.0["fault"]]).filter_map(Value::as_str).collect();
        faults.join("\n")
    }

    /// The first plan.
    fn plan(&self) -> &Value {
        &self.0["plans"][0]
    }

    /// The messages of the first plan's findings.
    fn findings(&self) -> Vec<&str> {
        let findings = self.plan()["findings"].as_array().unwrap();
        findings.iter().map(|finding| finding["message"].as_str().unwrap()).collect()
    }
}

/// How a stage is set up.
struct Setting {
    following: Following,
    out: Option<&'static str>,
    describe: fn(Fault<'_>) -> String,
    formats: Vec<Format>,
    documents: &'static [&'static str],
}

impl Default for Setting {
    fn default() -> Self {
        Self {
            following: Following::Told,
            out: None,
            describe,
            formats: vec![Format::Markdown, Format::Html, Format::Pdf],
            documents: &["runbook"],
        }
    }
}

fn describe(fault: Fault<'_>) -> String {
    match fault {
        Fault::Findings(built) => report::findings(&built.findings, &built.sources, Look::Plain),
        Fault::World(error) => report::error(error, Look::Plain),
    }
}

impl Stage {
    /// A preview of a plan with a library file, after its first scene.
    fn new() -> Self {
        Self::with(&Setting::default())
    }

    fn with(setting: &Setting) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("backout.toml"), "templates = \"forms\"\n").unwrap();
        fs::create_dir(folder.path().join("forms")).unwrap();
        fs::write(folder.path().join("people.yaml"), "teams: { ops: { name: Night shift } }\n").unwrap();
        fs::write(folder.path().join("plan.yaml"), plan("First")).unwrap();
        let (tell, news) = mpsc::channel();
        let (preview, address) = open(folder.path(), Port::Exactly(0), setting, tell).unwrap();
        let ending = Ending::of(preview);
        let scenes = BufReader::new(ask(address, "GET /scenes", &format!("Host: {address}")));
        let mut stage = Self { folder, address, scenes, news, ending };
        assert_eq!(stage.next().fault(), "");
        stage
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::write(self.path(name), text).unwrap();
    }

    /// The next scene.
    fn next(&mut self) -> Scene {
        next(&mut self.scenes)
    }

    /// Waits for a scene of which something is true; those before it may come or not.
    fn until(&mut self, is_it: impl Fn(&Scene) -> bool) -> Scene {
        loop {
            let scene = self.next();
            if is_it(&scene) {
                return scene;
            }
        }
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

    /// Waits for news.
    fn hear(&self, is_it: impl Fn(&News) -> bool) -> News {
        loop {
            let news = self.news.recv_timeout(PATIENCE).expect("news in time");
            if is_it(&news) {
                return news;
            }
        }
    }
}

impl Ending {
    fn of(preview: Preview) -> Self {
        let (stop, stopped) = mpsc::channel::<()>();
        let running = thread::spawn(move || {
            preview.run(async move {
                while stopped.try_recv() == Err(mpsc::TryRecvError::Empty) {
                    tokio::time::sleep(Duration::from_millis(5)).await;
                }
            })
        });
        Self { stop, running: Some(running) }
    }

    fn end(&mut self) {
        let _ = self.stop.send(());
        if let Some(running) = self.running.take() {
            running.join().expect("it ends by itself").expect("it ends well");
        }
    }
}

impl Drop for Ending {
    fn drop(&mut self) {
        let _ = self.stop.send(());
    }
}

/// The next scene a browser is told of.
fn next(scenes: &mut impl BufRead) -> Scene {
    let begun = Instant::now();
    loop {
        // the lines that keep the connection alive are no scene
        assert!(begun.elapsed() < PATIENCE, "a scene in time");
        let mut line = String::new();
        let length = scenes.read_line(&mut line).expect("a scene in time");
        assert!(length > 0, "the server hung up");
        if let Some(data) = line.strip_prefix("data: ") {
            return Scene(serde_json::from_str(data).unwrap());
        }
    }
}

fn plan(title: &str) -> String {
    format!(
        "title: {title}\nowner: ops\ninclude: [people.yaml]\nback_to: As before.\nchange: {{ summary: A change. }}\n"
    )
}

fn open(
    folder: &Path,
    port: Port,
    setting: &Setting,
    tell: Sender<News>,
) -> Result<(Preview, SocketAddr), Error> {
    let preview = Preview::open(Request {
        paths: vec![folder.to_owned()],
        options: options(folder, setting),
        out: setting.out.map(|out| folder.join(out)),
        place: Place { bind: None, port, hosts: Vec::new(), token: None },
        following: setting.following,
        describe: setting.describe,
        tell: Box::new(move |news| drop(tell.send(news.clone()))),
    })?;
    let address = preview.address();
    Ok((preview, address))
}

fn options(folder: &Path, setting: &Setting) -> Options {
    Options {
        documents: Documents::Named(setting.documents.iter().map(|&name| name.into()).collect()),
        role: None,
        formats: setting.formats.clone(),
        paper: None,
        print: backout::pipeline::PrintWishes::default(),
        language: None,
        templates: None,
        today: "2026-11-30".parse().unwrap(),
        folder: folder.to_owned(),
    }
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
    String::from_utf8_lossy(&bytes(address, request, header)).into_owned()
}

fn bytes(address: SocketAddr, request: &str, header: &str) -> Vec<u8> {
    let mut answer = Vec::new();
    ask(address, request, header).read_to_end(&mut answer).unwrap();
    answer
}
