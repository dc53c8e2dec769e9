//! A thread that knows blocks sets them as one that does not.

use std::fs;
use std::path::Path;
use std::thread;

use backout::furniture::Files;
use backout::markdown::tree::{Block, Document};
use backout::markdown::{Directives, parse};
use backout::pdf::style::Style;
use backout::pdf::typeset;

use super::furniture;

/// The documents of `tests/layout`, and the one with every construct.
fn documents() -> Vec<Vec<Block>> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let folder = fs::read_dir(tests.join("layout")).unwrap().map(|entry| entry.unwrap().path());
    let is_text = |path: &std::path::PathBuf| path.extension().is_some_and(|ending| ending == "md");
    let mut paths: Vec<_> = folder.filter(is_text).collect();
    paths.push(tests.join("torture/torture.md"));
    paths.sort();
    let read = |path| parse(&fs::read_to_string(path).unwrap(), Directives::Honoured).document.blocks;
    paths.into_iter().map(read).collect()
}

/// All that there is on the pages of blocks, and their structure.
fn set(blocks: &[Block]) -> String {
    let document = Document { blocks: blocks.to_vec() };
    let pages = typeset(&document, &furniture(), &Files::new(), &Style::default());
    format!("{:?}", (pages.pages, pages.elements, pages.outline, pages.anchors, pages.missing))
}

/// The same on a thread that knows nothing.
fn set_anew(blocks: &[Block]) -> String {
    thread::scope(|scope| scope.spawn(|| set(blocks)).join()).unwrap()
}

#[test]
fn what_is_known_is_set_as_what_is_not() {
    let mut documents = documents();
    assert!(documents.len() >= 5, "{}", documents.len());
    // the same blocks behind others: their elements get other numbers, their fields names that are taken
    let all = documents.concat();
    let reversed: Vec<_> = documents.iter().rev().flatten().cloned().collect();
    documents.extend([reversed, [all.clone(), all].concat()]);
    for blocks in &documents {
        let anew = set_anew(blocks);
        for time in 1..=4 {
            // not assert_eq: nobody reads a difference of megabytes
            assert!(set(blocks) == anew, "set for the {time}. time: {blocks:.200?}");
        }
    }
}
