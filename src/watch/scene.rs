//! A scene is what all browsers see at a moment: the good pages, and what is wrong.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use tokio::sync::watch::{Receiver, Sender, channel};

use crate::pipeline::{Format, Output};

/// A document: self-contained, and shown in our frame only.
const PAGE_POLICY: &str = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; \
    img-src data:; font-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

/// A picture: it may be the user's SVG, which could bring a script along.
const PICTURE_POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; frame-ancestors 'self'";

/// What all browsers see.
#[derive(Debug, Default)]
pub(super) struct Scene {
    /// The files, plan by plan, in the order of the documents.
    pub(super) pages: Vec<Page>,
    /// What is wrong, in plain words.
    pub(super) fault: Option<String>,
}

/// A file a browser may ask for.
#[derive(Debug, Clone)]
pub(super) struct Page {
    /// Its address below `view/`: `BO-1/runbook.html`.
    pub(super) address: String,
    /// What it is called in the choice of documents.
    pub(super) title: String,
    /// Changes when the file changes.
    revision: u64,
    /// The document.
    pub(super) output: Arc<Output>,
}

impl Page {
    /// A document of a plan, by the name of the plan's folder.
    pub(super) fn new(plan: &str, output: Output) -> Self {
        // the hasher of new() has fixed keys: the same page has the same revision after a restart
        let mut hasher = DefaultHasher::new();
        output.bytes.hash(&mut hasher);
        let name =
            output.name.strip_suffix(&format!(".{}", output.format.extension())).unwrap_or(&output.name);
        let title = format!("{plan} · {name}");
        let path: Vec<String> = output.name.split('/').map(encode).collect();
        let address = format!("{}/{}", encode(plan), path.join("/"));
        Self { address, title, revision: hasher.finish(), output: Arc::new(output) }
    }

    /// The content-security policy.
    pub(super) fn policy(&self) -> &'static str {
        if self.output.is_picture() { PICTURE_POLICY } else { PAGE_POLICY }
    }

    /// The media type.
    pub(super) fn media_type(&self) -> &'static str {
        match self.output.format {
            Format::Markdown if self.output.is_picture() => match ending(&self.output.name).as_str() {
                "svg" => "image/svg+xml",
                "png" => "image/png",
                "jpg" | "jpeg" => "image/jpeg",
                _ => "application/octet-stream",
            },
            Format::Markdown | Format::Wiki(_) => "text/plain; charset=utf-8",
            Format::Html => "text/html; charset=utf-8",
            Format::Pdf => "application/pdf",
        }
    }
}

fn ending(name: &str) -> String {
    name.rsplit_once('.').map_or_else(String::new, |(_, ending)| ending.to_ascii_lowercase())
}

impl Scene {
    /// The message to the browser: the number of documents, a line for each (address without ending, revision,
    /// title), and what is wrong.
    pub(super) fn message(&self) -> String {
        let documents: Vec<_> = self.pages.iter().filter(|page| page.output.format == Format::Html).collect();
        let mut lines = vec![documents.len().to_string()];
        for page in documents {
            let address = page.address.trim_end_matches(".html");
            let title: String = page.title.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            lines.push(format!("{address}\t{:x}\t{title}", page.revision));
        }
        lines.extend(self.fault.as_deref().map(|fault| fault.trim_end().to_owned()));
        lines.join("\n")
    }
}

/// The scenes one after the other; whoever looks sees the latest.
#[derive(Debug, Clone)]
pub(super) struct Scenes(Sender<Arc<Scene>>);

impl Scenes {
    /// An empty stage.
    pub(super) fn new() -> Self {
        Self(channel(Arc::default()).0)
    }

    /// Shows a scene from now on.
    pub(super) fn show(&self, scene: Scene) {
        self.0.send_replace(Arc::new(scene));
    }

    /// The scene of now.
    pub(super) fn now(&self) -> Arc<Scene> {
        self.0.borrow().clone()
    }

    /// The scene of now and all that follow.
    pub(super) fn watch(&self) -> Receiver<Arc<Scene>> {
        let mut receiver = self.0.subscribe();
        receiver.mark_changed();
        receiver
    }
}

/// A plan's folder or a file's name as a piece of an address (RFC 3986, unreserved characters stand).
fn encode(name: &str) -> String {
    let mut encoded = String::with_capacity(name.len());
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            encoded.push(char::from(byte));
        } else {
            encoded.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
    encoded
}

fn digit(half: u8) -> char {
    char::from_digit(u32::from(half), 16).unwrap_or_default().to_ascii_uppercase()
}
