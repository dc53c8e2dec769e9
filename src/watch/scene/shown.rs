//! A plan as browsers see it: its documents when they were last good, and what is found in it now.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::path::Path;
use std::sync::Arc;

use hyper::body::Bytes;
use serde::Serialize;

use crate::digest;
use crate::finding::{Finding, Severity};
use crate::pipeline::{self, Built, Dependencies, Format, Job, Output, Proof};
use crate::source::Sources;

/// A plan as browsers see it; what is serialised is what they are told.
#[derive(Debug, Clone, Serialize)]
pub(in crate::watch) struct Shown {
    /// The name of its folder, as it stands in addresses.
    folder: String,
    /// What it is called.
    title: String,
    /// Its file.
    file: String,
    documents: Vec<Document>,
    findings: Vec<Told>,
    /// What is wrong, in plain words; the documents are those from before then.
    fault: Option<String>,
    /// The texts the findings point into.
    #[serde(skip)]
    texts: Vec<Arc<str>>,
    /// The files a browser may ask for, by their names as they stand in addresses.
    #[serde(skip)]
    leaves: BTreeMap<String, Leaf>,
    #[serde(skip)]
    proofs: BTreeMap<String, Arc<Proof>>,
}

/// A file a browser may ask for.
#[derive(Debug, Clone)]
pub(in crate::watch) struct Leaf {
    /// Its media type.
    pub(in crate::watch) media_type: &'static str,
    /// Changes when the file changes.
    pub(in crate::watch) revision: String,
    /// The file.
    pub(in crate::watch) bytes: Bytes,
}

/// A document: its name as it stands in addresses, and a revision of each of its forms.
#[derive(Debug, Clone, Serialize)]
struct Document {
    name: String,
    title: String,
    html: String,
    markdown: String,
    /// Width and height of the paper in points.
    paper: [f32; 2],
    pages: Vec<String>,
}

/// A finding.
#[derive(Debug, Clone, Serialize)]
struct Told {
    severity: &'static str,
    rule: &'static str,
    message: String,
    hint: Option<String>,
    place: Option<Spot>,
}

/// Where something stands.
#[derive(Debug, Clone, Serialize)]
struct Spot {
    file: String,
    line: usize,
    column: usize,
    last_line: usize,
    /// The number of the text, to be asked for.
    text: usize,
    /// What opens it in an editor; none for a text that is no file.
    editor: Option<String>,
}

impl Shown {
    /// A plan that was never good.
    pub(in crate::watch) fn unbuilt(job: &Job) -> Self {
        Self {
            folder: encode(&pipeline::folder_name(&job.stem)),
            title: job.stem.clone(),
            file: job.name.clone(),
            documents: Vec::new(),
            findings: Vec::new(),
            fault: None,
            texts: Vec::new(),
            leaves: BTreeMap::new(),
            proofs: BTreeMap::new(),
        }
    }

    /// A plan whose documents were made.
    pub(in crate::watch) fn good(job: &Job, built: &Built, seen: &Dependencies) -> Self {
        let id = built.id.as_deref().unwrap_or(&job.stem);
        let mut shown = Self {
            folder: encode(&pipeline::folder_name(id)),
            title: id.chars().map(|c| if c.is_control() { ' ' } else { c }).collect(),
            ..Self::unbuilt(job)
        };
        for output in &built.outputs {
            let name: Vec<String> = output.name.split('/').map(encode).collect();
            shown.leaves.insert(name.join("/"), Leaf::new(output));
        }
        for proof in &built.proofs {
            let name = proof.stem();
            let revision = |form: &str| {
                shown.leaves.get(&format!("{}.{form}", encode(name))).map(|leaf| leaf.revision.clone())
            };
            shown.documents.push(Document {
                name: encode(name),
                title: name.to_owned(),
                html: revision("html").unwrap_or_default(),
                markdown: revision("md").unwrap_or_default(),
                paper: [proof.size().width.0, proof.size().height.0],
                pages: proof.revisions().iter().map(|revision| format!("{revision:x}")).collect(),
            });
            shown.proofs.insert(encode(name), proof.clone());
        }
        shown.find(built, seen);
        shown
    }

    /// The same with some documents made anew, and what was found until then; none when that would be another plan.
    ///
    /// What earlier documents found on paper stays, until they are made anew.
    pub(in crate::watch) fn partly(&self, job: &Job, built: &Built, seen: &Dependencies) -> Option<Self> {
        let new = Self::good(job, built, seen);
        let mut documents = self.documents.clone();
        for document in new.documents {
            let old = documents.iter_mut().find(|old| old.name == document.name)?;
            *old = document;
        }
        if self.folder != new.folder || self.fault.is_some() {
            return None;
        }
        let (mut leaves, mut proofs, mut findings) = (self.leaves.clone(), self.proofs.clone(), new.findings);
        leaves.extend(new.leaves);
        proofs.extend(new.proofs);
        let is_known = |old: &&Told| {
            findings.iter().any(|new: &Told| (new.rule, &new.message) == (old.rule, &old.message))
        };
        let of_others: Vec<_> = self
            .findings
            .iter()
            .filter(|old| pipeline::is_found_on_paper(old.rule) && !is_known(old))
            .cloned()
            .collect();
        findings.extend(of_others);
        Some(Self {
            folder: new.folder,
            title: new.title,
            file: new.file,
            documents,
            findings,
            fault: None,
            texts: new.texts,
            leaves,
            proofs,
        })
    }

    /// The same documents, with what was found in the plan since then.
    pub(in crate::watch) fn broken(&self, built: &Built, seen: &Dependencies, words: String) -> Self {
        let mut shown = self.with_fault(words);
        shown.find(built, seen);
        shown
    }

    /// The same, with something wrong.
    pub(in crate::watch) fn with_fault(&self, words: String) -> Self {
        Self { fault: Some(words), ..self.clone() }
    }

    fn find(&mut self, built: &Built, seen: &Dependencies) {
        let mut findings: Vec<&Finding> = built.findings.iter().chain(&built.advice).collect();
        findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        self.findings = findings.into_iter().map(|finding| told(finding, &built.sources, seen)).collect();
        self.texts = built.sources.iter().map(|(_, source)| source.text().into()).collect();
    }

    /// The name of its folder, as it stands in addresses.
    pub(in crate::watch) fn folder(&self) -> &str {
        &self.folder
    }

    /// The first document's name.
    pub(in crate::watch) fn first(&self) -> Option<&str> {
        self.documents.first().map(|document| document.name.as_str())
    }

    /// The name of a document that there is.
    pub(in crate::watch) fn document(&self, name: &str) -> Option<&str> {
        self.documents.iter().map(|document| document.name.as_str()).find(|known| *known == name)
    }

    /// What is wrong, in plain words.
    pub(in crate::watch) fn fault(&self) -> Option<&str> {
        self.fault.as_deref()
    }

    /// How many findings there are.
    pub(in crate::watch) fn findings(&self) -> usize {
        self.findings.len()
    }

    /// A file by its name in an address.
    pub(in crate::watch) fn leaf(&self, name: &str) -> Option<&Leaf> {
        self.leaves.get(name)
    }

    /// The pages of a document by its name in an address.
    pub(in crate::watch) fn proof(&self, name: &str) -> Option<&Arc<Proof>> {
        self.proofs.get(name)
    }

    /// A text that findings point into.
    pub(in crate::watch) fn text(&self, number: usize) -> Option<&str> {
        self.texts.get(number).map(|text| &**text)
    }
}

impl Leaf {
    fn new(output: &Output) -> Self {
        // the same page has the same revision after a restart
        let mut hasher = digest::passing();
        output.bytes.hash(&mut hasher);
        let revision = format!("{:x}", hasher.finish());
        Self { media_type: media_type(output), revision, bytes: Bytes::from_owner(output.bytes.clone()) }
    }
}

fn media_type(output: &Output) -> &'static str {
    match Path::new(&output.name).extension().and_then(|ending| ending.to_str()) {
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        _ if output.format == Format::Html => "text/html; charset=utf-8",
        _ => "text/plain; charset=utf-8",
    }
}

fn told(finding: &Finding, sources: &Sources, seen: &Dependencies) -> Told {
    let severity = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    };
    let place = finding.place.as_ref().map(|place| {
        let source = sources.get(place.source);
        let (first, last) =
            (source.position(place.start), source.position(place.end.max(place.start + 1) - 1));
        let text = sources.iter().position(|(id, _)| id == place.source).unwrap_or_default();
        // a path as it is shown is that of a file, or stands at the end of one that is complete
        let file = seen.iter().find(|(path, content)| content.is_some() && path.ends_with(source.name()));
        let editor = file.map(|(path, _)| address_in_editor(path, first.line, first.column));
        Spot {
            file: source.name().to_owned(),
            line: first.line,
            column: first.column,
            last_line: last.line.max(first.line),
            text,
            editor,
        }
    });
    let (rule, message, hint) = (finding.rule, finding.message.clone(), finding.hint.clone());
    Told { severity, rule, message, hint, place }
}

/// What opens a file at a place in Visual Studio Code and its kin.
fn address_in_editor(path: &Path, line: usize, column: usize) -> String {
    let path = path.to_string_lossy().replace('\\', "/");
    let pieces: Vec<_> = path.split('/').map(encode).collect();
    format!("vscode://file/{}:{line}:{column}", pieces.join("/").trim_start_matches('/'))
}

/// A plan's folder or a file's name as a piece of an address (RFC 3986, unreserved characters stand).
pub(in crate::watch) fn encode(name: &str) -> String {
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
