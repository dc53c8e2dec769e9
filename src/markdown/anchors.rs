//! Anchors are the addresses of headings within a document, made the way GitHub makes them.

use std::collections::BTreeSet;

use super::directive::step_anchor;
use super::settle::line_text;
use super::tree::{Block, Document};

/// The anchors of a document: of its headings, and of its steps.
#[must_use]
pub fn anchors(document: &Document) -> BTreeSet<String> {
    let mut taken = Taken::default();
    reserve(&document.blocks, &mut taken);
    taken.0
}

/// Gives every heading that has no anchor of its own one that no other heading or step has.
pub(super) fn assign(blocks: &mut [Block]) {
    let mut taken = Taken::default();
    reserve(blocks, &mut taken);
    name(blocks, &mut taken);
}

/// The anchors already given away.
#[derive(Default)]
pub(super) struct Taken(BTreeSet<String>);

impl Taken {
    /// Those that were given away.
    pub(super) fn into_names(self) -> BTreeSet<String> {
        self.0
    }

    /// Takes an anchor; false when somebody has it.
    pub(super) fn take(&mut self, anchor: &str) -> bool {
        self.0.insert(anchor.to_owned())
    }

    /// The first free anchor for a heading: its slug, else the slug with `-1`, `-2` …
    pub(super) fn next(&mut self, heading: &str) -> String {
        let slug = slug(heading);
        let mut anchor = slug.clone();
        let mut count = 0;
        while !self.take(&anchor) {
            count += 1;
            anchor = format!("{slug}-{count}");
        }
        anchor
    }
}

/// GitHub's rule: lower case, blanks become hyphens, and only letters, marks, numbers, `-` and `_` stay.
fn slug(heading: &str) -> String {
    let mut slug = String::with_capacity(heading.len());
    for c in heading.trim().chars().flat_map(char::to_lowercase) {
        match c {
            ' ' => slug.push('-'),
            '-' | '_' | '\u{300}'..='\u{36f}' => slug.push(c),
            _ if c.is_alphanumeric() => slug.push(c),
            _ => {}
        }
    }
    if slug.is_empty() { "section".into() } else { slug }
}

fn reserve(blocks: &[Block], taken: &mut Taken) {
    for block in blocks {
        match block {
            Block::Heading(heading) if !heading.anchor.is_empty() => {
                taken.take(&heading.anchor);
            }
            Block::Checklist(rows) => {
                for row in rows {
                    taken.take(&step_anchor(&row.id));
                }
            }
            _ => {}
        }
        block.children().into_iter().for_each(|blocks| reserve(blocks, taken));
    }
}

fn name(blocks: &mut [Block], taken: &mut Taken) {
    for block in blocks {
        match block {
            Block::Heading(heading) => {
                if heading.anchor.is_empty() {
                    heading.anchor = taken.next(&line_text(&heading.content));
                }
            }
            Block::List(list) => list.items.iter_mut().for_each(|item| name(&mut item.blocks, taken)),
            Block::Checklist(rows) => {
                for row in rows {
                    name(&mut row.before, taken);
                    name(&mut row.blocks, taken);
                }
            }
            Block::Quote(blocks) | Block::Alert { blocks, .. } | Block::Footnote { blocks, .. } => {
                name(blocks, taken);
            }
            Block::Columns(columns) => columns.iter_mut().for_each(|blocks| name(blocks, taken)),
            Block::Definitions(definitions) => {
                let meanings = definitions.iter_mut().flat_map(|definition| &mut definition.meanings);
                meanings.for_each(|blocks| name(blocks, taken));
            }
            Block::Paragraph(_)
            | Block::Code { .. }
            | Block::Table(_)
            | Block::Picture { .. }
            | Block::Rule
            | Block::Literal(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_those_of_github() {
        let mut taken = Taken::default();
        for (heading, anchor) in [
            ("B · Restore", "b--restore"),
            ("Zurücksetzen (47 min)", "zurücksetzen-47-min"),
            ("Was nun?", "was-nun"),
            ("Was nun?", "was-nun-1"),
            ("Was nun", "was-nun-2"),
            ("Was nun-1", "was-nun-1-1"),
            ("日本語 テスト", "日本語-テスト"),
            ("snake_case - x", "snake_case---x"),
            ("!?", "section"),
        ] {
            assert_eq!(taken.next(heading), anchor);
        }
    }
}
