//! The builder turns the parser's events into nodes, within the limits.

use std::collections::{BTreeMap, BTreeSet};

use serde_saphyr::granit_parser::{Event, ScalarStyle, Span, Tag};

use super::super::rules;
use super::super::tree::{Colon, Content, Entry, Node, Scalar, Style, Tree};
use super::size::{Size, measure, scalar_bytes};
use super::{limits, too_large};
use crate::finding::{Finding, quote};
use crate::source::{Place, SourceId};

/// Builds one file's tree.
pub(super) struct Builder<'t> {
    source: SourceId,
    text: &'t str,
    root: Option<Node>,
    /// The lists and mappings that are open, outermost first.
    open: Vec<Frame>,
    /// What each anchor stands for; none while its node is still open.
    anchors: BTreeMap<usize, Option<Anchored>>,
    spent: Size,
    aliases: usize,
    documents: usize,
    pub(super) findings: Vec<Finding>,
}

/// Reading must stop; the reason is among the findings.
pub(super) struct Stop;

/// A list or mapping that is open.
struct Frame {
    collected: Collected,
    start: usize,
    /// Where its last part ends, as written here (an alias may stand for a node elsewhere).
    end: usize,
    anchor: usize,
}

enum Collected {
    Items(Vec<Node>),
    Entries(Entries),
}

/// The entries of a mapping that is open.
#[derive(Default)]
struct Entries {
    own: Vec<Entry>,
    /// What `<<` adds.
    merged: Vec<Node>,
    /// The key whose value comes next.
    key: Option<Key>,
}

struct Key {
    text: String,
    style: Style,
    place: Place,
}

/// A node that aliases may repeat.
struct Anchored {
    node: Node,
    size: Size,
    height: usize,
}

impl<'t> Builder<'t> {
    pub(super) fn new(source: SourceId, text: &'t str) -> Self {
        Self {
            source,
            text,
            root: None,
            open: Vec::new(),
            anchors: BTreeMap::new(),
            spent: Size::default(),
            aliases: 0,
            documents: 0,
            findings: Vec::new(),
        }
    }

    pub(super) fn stop(&mut self, finding: Finding) -> Result<(), Stop> {
        self.findings.push(finding);
        Err(Stop)
    }

    pub(super) fn place(&self, start: usize, end: usize) -> Place {
        Place::new(self.source, start..end)
    }

    /// Takes one event.
    pub(super) fn take(&mut self, event: Event<'_>, span: &Span) -> Result<(), Stop> {
        let start = span.start.byte_offset().unwrap_or_default();
        let end = span.end.byte_offset().unwrap_or(start);
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    return self.stop(self.second_document(start, end));
                }
            }
            Event::Scalar(text, style, anchor, tag) => {
                self.check_tag(tag.as_deref(), span);
                let node = self.scalar(text.into_owned(), style, start, end);
                self.spend(Size { nodes: 1, bytes: scalar_bytes(&node) }, &node.place)?;
                self.keep(anchor, &node);
                let end = node.place.end;
                self.add(node, end);
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.check_tag(tag.as_deref(), span);
                self.begin(Collected::Items(Vec::new()), start, anchor)?;
            }
            Event::MappingStart(_, anchor, tag) => {
                self.check_tag(tag.as_deref(), span);
                self.begin(Collected::Entries(Entries::default()), start, anchor)?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(start, end),
            Event::Alias(anchor) => self.alias(anchor, start, end)?,
            Event::UnresolvedAlias(name) => {
                let message = format!("the anchor {} is not declared", quote(&format!("&{name}")));
                let hint = "put the text in quotes when it is meant to start with `*`";
                let place = self.place(start, end);
                self.findings.push(Finding::error(rules::BAD_YAML, message, place).hint(hint));
                let nothing = self.nothing(start, end);
                self.add(nothing, end);
            }
            _ => {}
        }
        Ok(())
    }

    /// The tree of a file that was read to its end.
    pub(super) fn finish(mut self) -> Tree {
        if self.root.as_ref().is_none_or(Node::is_null) && self.findings.is_empty() {
            let finding = Finding::error(rules::EMPTY_FILE, "the file is empty", self.place(0, 0))
                .hint("start a plan with `title`, `owner`, `back_to` and `change: { summary: … }`");
            self.findings.push(finding);
            self.root = None;
        }
        Tree { source: self.source, root: self.root, findings: self.findings }
    }

    fn scalar(&mut self, text: String, style: ScalarStyle, start: usize, end: usize) -> Node {
        let style = match style {
            ScalarStyle::Plain => Style::Plain,
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => Style::Quoted,
            ScalarStyle::Literal | ScalarStyle::Folded => Style::Block,
        };
        // the parser gives `~` for a value that is not there
        let text = if start == end && style == Style::Plain { String::new() } else { text };
        // a block ends with its line break
        let end = start + self.text.get(start..end).unwrap_or_default().trim_end().len();
        let place = self.place(start, end);
        if let Some(found) = text.chars().find(|c| is_hidden(*c)) {
            let message =
                format!("a character that cannot be seen stands in the text (U+{:04X})", u32::from(found));
            let hint = "take it out: what is printed must be what was reviewed";
            self.findings.push(Finding::error(rules::HIDDEN_CHARACTER, message, place.clone()).hint(hint));
        }
        if style == Style::Plain {
            self.check_cut(end);
        }
        Node { content: Content::Scalar(Scalar { text, style }), place }
    }

    /// Warns of a text that YAML ends at ` #3`.
    fn check_cut(&mut self, end: usize) {
        let rest = self.text.get(end..).unwrap_or_default();
        let comment = rest.trim_start_matches([' ', '\t']);
        let cut = comment.len() < rest.len()
            && comment.strip_prefix('#').is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
        if cut {
            let start = end + rest.len() - comment.len();
            let comment = comment.lines().next().unwrap_or_default().trim_end();
            let place = self.place(start, start + comment.len());
            let message = format!("{} is a comment, not part of the text before it", quote(comment));
            let mut finding = Finding::error(rules::CUT_TEXT, message, place)
                .hint("put the whole text in quotes, or write a blank after `#` when a comment is meant");
            finding.severity = crate::finding::Severity::Warning;
            self.findings.push(finding);
        }
    }

    /// Adds a finished node, written up to `end`, to what is open.
    fn add(&mut self, node: Node, end: usize) {
        let Some(frame) = self.open.last_mut() else {
            self.root.get_or_insert(node);
            return;
        };
        frame.end = end;
        match &mut frame.collected {
            Collected::Items(items) => items.push(node),
            Collected::Entries(map) => match map.key.take() {
                None => {
                    let (key, finding) = key(node);
                    map.key = Some(key);
                    self.findings.extend(finding);
                }
                Some(key) if key.style == Style::Plain && key.text == "<<" => map.merged.push(node),
                Some(key) => map.own.push(entry(key, node, self.text)),
            },
        }
    }

    fn begin(&mut self, collected: Collected, start: usize, anchor: usize) -> Result<(), Stop> {
        let place = self.place(start, start + 1);
        if self.open.len() >= limits::DEPTH {
            return self.stop(too_deep(place));
        }
        self.spend(Size { nodes: 1, bytes: 0 }, &place)?;
        if anchor > 0 {
            self.anchors.insert(anchor, None);
        }
        self.open.push(Frame { collected, start, end: start, anchor });
        Ok(())
    }

    fn end(&mut self, start: usize, end: usize) {
        let Some(frame) = self.open.pop() else { return };
        let content = match frame.collected {
            Collected::Items(items) => Content::List(items),
            Collected::Entries(map) => Content::Map(self.close_map(map)),
        };
        // a flow collection ends with its bracket, a block with its last part
        let end = if end > start { end } else { frame.end };
        let node = Node { content, place: self.place(frame.start, end) };
        self.keep(frame.anchor, &node);
        self.add(node, end);
    }

    /// Reports double keys (the first one counts) and fills in `<<`.
    fn close_map(&mut self, map: Entries) -> Vec<Entry> {
        if map.merged.is_empty() && are_different(&map.own) {
            return map.own;
        }
        let firsts = firsts(&map.own);
        let mut entries: Vec<Entry> = Vec::with_capacity(map.own.len());
        // where each of them went
        let mut at = Vec::with_capacity(map.own.len());
        for (own, entry) in map.own.into_iter().enumerate() {
            at.push(entries.len());
            if firsts[own] == own {
                entries.push(entry);
                continue;
            }
            let message = format!("the key {} is given twice", quote(&entry.key));
            let first = entries[at[firsts[own]]].key_place.clone();
            let finding = Finding::error(rules::DOUBLE_KEY, message, entry.key_place)
                .related(first, "first given here")
                .hint("keep one of them");
            self.findings.push(finding);
        }
        if map.merged.is_empty() {
            return entries;
        }
        let mut known: BTreeSet<String> = entries.iter().map(|entry| entry.key.clone()).collect();
        let sources = map.merged.into_iter().flat_map(|node| match node.content {
            Content::List(items) => items,
            content => vec![Node { content, place: node.place }],
        });
        for source in sources {
            let Content::Map(more) = source.content else {
                let finding = Finding::error(rules::BAD_YAML, "`<<` takes a mapping", source.place)
                    .hint("write `<<: *name`, where `&name` stands before a mapping");
                self.findings.push(finding);
                continue;
            };
            for entry in more {
                if known.insert(entry.key.clone()) {
                    entries.push(entry);
                }
            }
        }
        entries
    }

    fn alias(&mut self, anchor: usize, start: usize, end: usize) -> Result<(), Stop> {
        let place = self.place(start, end);
        self.aliases += 1;
        if self.aliases > limits::ALIASES {
            return self.stop(too_large(place, "anchors are used more than 500 times"));
        }
        let Some(Some(known)) = self.anchors.get(&anchor) else {
            let message = "an anchor cannot be used inside itself";
            return self.stop(Finding::error(rules::BAD_YAML, message, place));
        };
        if self.open.len() + known.height > limits::DEPTH {
            return self.stop(too_deep(place));
        }
        let node = known.node.clone();
        self.spend(known.size, &place)?;
        self.add(node, end);
        Ok(())
    }

    /// Remembers what an anchor stands for.
    fn keep(&mut self, anchor: usize, node: &Node) {
        if anchor > 0 {
            let (size, height) = measure(node);
            self.anchors.insert(anchor, Some(Anchored { node: node.clone(), size, height }));
        }
    }

    fn nothing(&self, start: usize, end: usize) -> Node {
        let content = Content::Scalar(Scalar { text: String::new(), style: Style::Plain });
        Node { content, place: self.place(start, end) }
    }

    fn spend(&mut self, size: Size, place: &Place) -> Result<(), Stop> {
        self.spent.nodes = self.spent.nodes.saturating_add(size.nodes);
        self.spent.bytes = self.spent.bytes.saturating_add(size.bytes);
        if self.spent.nodes > limits::NODES {
            self.stop(too_large(place.clone(), "the file has more entries than any plan (100 000)"))
        } else if self.spent.bytes > limits::BYTES {
            self.stop(too_large(place.clone(), "the texts of the file are longer than any plan (4 MiB)"))
        } else {
            Ok(())
        }
    }

    /// Tags of the language itself say nothing new; any other one would be lost silently.
    fn check_tag(&mut self, tag: Option<&Tag>, span: &Span) {
        if tag.is_none_or(Tag::is_yaml_core_schema) {
            return;
        }
        let tag = span.tag_span().unwrap_or(*span);
        let start = tag.start.byte_offset().unwrap_or_default();
        let end = tag.end.byte_offset().unwrap_or(start);
        let message =
            format!("the tag {} means nothing here", quote(self.text.get(start..end).unwrap_or_default()));
        let finding = Finding::error(rules::BAD_YAML, message, self.place(start, end))
            .hint("put the text in quotes when it is meant to start with `!`; library files are named under `include`");
        self.findings.push(finding);
    }

    fn second_document(&self, start: usize, end: usize) -> Finding {
        Finding::error(rules::SEVERAL_DOCUMENTS, "a second document starts here", self.place(start, end))
            .hint("one file holds one plan: move the second one to a file of its own, or take the `---` out")
    }
}

fn too_deep(place: Place) -> Finding {
    Finding::error(rules::TOO_LARGE, "lists and mappings stand in each other more than 32 deep", place)
        .hint("no plan needs more than ten; look for a bracket that is not closed")
}

/// The key a node stands for, and a finding when it cannot be one.
fn key(node: Node) -> (Key, Option<Finding>) {
    if let Content::Scalar(Scalar { text, style }) = node.content {
        return (Key { text, style, place: node.place }, None);
    }
    let finding = Finding::error(rules::BAD_YAML, "a key must be a single text", node.place.clone())
        .hint("put a text in quotes when it is meant to start with `{` or `[`");
    (Key { text: String::new(), style: Style::Quoted, place: node.place }, Some(finding))
}

fn entry(key: Key, value: Node, text: &str) -> Entry {
    let rest = text.get(key.place.end..).unwrap_or_default().trim_start();
    let colon = if rest.starts_with([',', '}']) { Colon::Missing } else { Colon::Written };
    // a value that is not there stands nowhere: show its key
    let place = if value.place.start == value.place.end { key.place.clone() } else { value.place };
    Entry { key: key.text, key_place: key.place, colon, value: Node { content: value.content, place } }
}

/// Whether every entry has a key of its own; those of many are not compared one by one but [`firsts`] tells.
fn are_different(entries: &[Entry]) -> bool {
    const MANY: usize = 32;
    let mut before = entries.iter().enumerate().map(|(at, entry)| (&entry.key, &entries[..at]));
    entries.len() < MANY && before.all(|(key, before)| before.iter().all(|known| known.key != *key))
}

/// Of each entry the place of the first one with its key.
fn firsts(entries: &[Entry]) -> Vec<usize> {
    let mut known = BTreeMap::new();
    entries.iter().enumerate().map(|(at, entry)| *known.entry(entry.key.as_str()).or_insert(at)).collect()
}

/// Whether a character changes what is seen without being seen: a control character, or one that turns the
/// direction of writing (see CVE-2021-42574, "Trojan Source").
fn is_hidden(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
