//! Anchors: the ids that DokuWiki makes of headings, computed ahead, since they are the only places a link can lead to.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization as _;

use super::heading_text;
use crate::markdown::step_anchor;
use crate::markdown::tree::Block;

/// The fragments of headings and steps, by their anchor in the document; `title` is the page's first heading.
pub(super) fn anchors(title: Option<&str>, parts: [&[Block]; 3]) -> BTreeMap<String, String> {
    let mut ids = Ids::default();
    if let Some(title) = title {
        ids.next(title);
    }
    for blocks in parts {
        ids.visit(blocks);
    }
    ids.found
}

#[derive(Default)]
struct Ids {
    taken: BTreeSet<String>,
    found: BTreeMap<String, String>,
}

impl Ids {
    fn visit(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Heading(heading) => {
                    let id = self.next(&heading_text(&heading.content));
                    self.found.insert(heading.anchor.clone(), id);
                }
                Block::Checklist(rows) => {
                    for row in rows {
                        self.visit(&row.before);
                        let id = self.next(&row.id);
                        self.found.insert(step_anchor(&row.id), id);
                        self.visit(&row.blocks);
                    }
                }
                Block::Columns(columns) => columns.iter().for_each(|blocks| self.visit(blocks)),
                // in lists, quotations and tables a heading is a line in bold
                _ => {}
            }
        }
    }

    /// The id of the next heading (`sectionID` in `inc/pageutils.php`).
    fn next(&mut self, heading: &str) -> String {
        let id = id(heading);
        let mut free = id.clone();
        let mut count = 0;
        while !self.taken.insert(free.clone()) {
            count += 1;
            free = format!("{id}{count}");
        }
        free
    }
}

/// A heading as an id: small letters without accents, digits, `_` and `-`; what else there is becomes one `_`.
fn id(heading: &str) -> String {
    let mut out = String::new();
    for c in heading.trim().to_lowercase().chars() {
        match c {
            'ä' => out.push_str("ae"),
            'ö' => out.push_str("oe"),
            'ü' => out.push_str("ue"),
            'ß' => out.push_str("ss"),
            'ı' => out.push('i'),
            '.' | ':' | '-' => out.push(c),
            _ => {
                let plain = std::iter::once(c).nfd().next().unwrap_or(c);
                if plain.is_alphanumeric() {
                    out.push(plain);
                } else if !out.ends_with('_') {
                    out.push('_');
                }
            }
        }
    }
    let clean: String =
        out.trim_matches([':', '.', '_', '-']).chars().filter(|c| !matches!(c, ':' | '.')).collect();
    let id = clean.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '_' | '-'));
    if id.is_empty() {
        let digits: String = clean.chars().filter(char::is_ascii_digit).collect();
        return format!("section{digits}");
    }
    id.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_those_of_the_wiki() {
        for (heading, expected) in [
            ("A · Informieren (10 min)", "a_informieren_10_min"),
            ("Wann zurück?", "wann_zurueck"),
            ("B1", "b1"),
            ("1.2", "section12"),
        ] {
            assert_eq!(id(heading), expected);
        }
    }
}
