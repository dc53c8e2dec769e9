//! Relinking: where the links of a how-to page lead once a copy of it stands in a document.
//!
//! A link to a heading of the page leads to that heading in the document. A relative address is completed by the
//! page's own; without one it leads nowhere, and only its words stay.

use crate::markdown::tree::{Block, Inline, Target};

/// Gives the links of a page their new targets. `own` is the new anchor of one of the page's own, `base` the page's
/// address.
pub(super) fn relink(blocks: &mut [Block], own: &dyn Fn(&str) -> Option<String>, base: Option<&str>) {
    let line = |content: &mut Vec<Inline>| relink_line(content, own, base);
    for block in blocks {
        match block {
            Block::Heading(heading) => line(&mut heading.content),
            Block::Paragraph(content) => line(content),
            Block::List(list) => {
                list.items.iter_mut().for_each(|item| relink(&mut item.blocks, own, base));
            }
            Block::Quote(blocks) | Block::Alert { blocks, .. } | Block::Footnote { blocks, .. } => {
                relink(blocks, own, base);
            }
            Block::Table(table) => {
                table.head.iter_mut().chain(table.rows.iter_mut().flatten()).for_each(line);
            }
            Block::Definitions(definitions) => {
                for definition in definitions {
                    line(&mut definition.term);
                    definition.meanings.iter_mut().for_each(|blocks| relink(blocks, own, base));
                }
            }
            Block::Columns(columns) => columns.iter_mut().for_each(|blocks| relink(blocks, own, base)),
            Block::Checklist(rows) => rows.iter_mut().for_each(|row| relink(&mut row.blocks, own, base)),
            Block::Picture { .. } | Block::Code { .. } | Block::Rule | Block::Literal(_) => {}
        }
    }
}

fn relink_line(content: &mut Vec<Inline>, own: &dyn Fn(&str) -> Option<String>, base: Option<&str>) {
    for inline in std::mem::take(content) {
        match inline {
            Inline::Link { target, title, content: mut words } => {
                relink_line(&mut words, own, base);
                match retarget(target, own, base) {
                    Some(target) => content.push(Inline::Link { target, title, content: words }),
                    None => content.append(&mut words),
                }
            }
            Inline::Emphasis(mut words) => {
                relink_line(&mut words, own, base);
                content.push(Inline::Emphasis(words));
            }
            Inline::Strong(mut words) => {
                relink_line(&mut words, own, base);
                content.push(Inline::Strong(words));
            }
            Inline::Strikethrough(mut words) => {
                relink_line(&mut words, own, base);
                content.push(Inline::Strikethrough(words));
            }
            other => content.push(other),
        }
    }
}

fn retarget(target: Target, own: &dyn Fn(&str) -> Option<String>, base: Option<&str>) -> Option<Target> {
    match target {
        Target::Anchor(anchor) => own(&anchor).map(Target::Anchor),
        Target::Address(address) if is_whole(&address) => Some(Target::Address(address)),
        Target::Address(address) => complete(&address, base?).map(Target::Address),
        refused @ Target::Refused(_) => Some(refused),
    }
}

/// Whether an address says where it leads without another one: it begins with a scheme.
fn is_whole(address: &str) -> bool {
    let scheme = address.split([':', '/', '?', '#']).next().unwrap_or_default();
    address[scheme.len()..].starts_with(':') && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// A relative address completed by that of the page it stands on (RFC 3986, 5.2); none when the page's is no web
/// address.
fn complete(address: &str, base: &str) -> Option<String> {
    let (scheme, rest) = base.split_once("://")?;
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    if let Some(other_host) = address.strip_prefix("//") {
        return Some(format!("{scheme}://{other_host}"));
    }
    let (steps, tail) = address.split_at(address.find(['?', '#']).unwrap_or(address.len()));
    if steps.is_empty() {
        return Some(format!("{scheme}://{host}{path}{tail}"));
    }
    let mut folders: Vec<&str> = if steps.starts_with('/') { Vec::new() } else { path.split('/').collect() };
    // the page itself, or what stands before the first slash
    folders.pop();
    let mut folders: Vec<&str> = folders.into_iter().filter(|folder| !folder.is_empty()).collect();
    for step in steps.split('/').filter(|step| !step.is_empty() && *step != ".") {
        if step == ".." {
            folders.pop();
        } else {
            folders.push(step);
        }
    }
    let end = if steps.ends_with('/') { "/" } else { "" };
    Some(format!("{scheme}://{host}/{}{end}{tail}", folders.join("/")))
}

#[cfg(test)]
mod tests {
    use super::{complete, is_whole};

    #[test]
    fn an_address_is_completed_by_that_of_its_page() {
        let base = "https://wiki.example/ops/restore?rev=3#top";
        for (address, whole) in [
            ("tables", "https://wiki.example/ops/tables"),
            ("./a/b.md#c", "https://wiki.example/ops/a/b.md#c"),
            ("../net/", "https://wiki.example/net/"),
            ("../../../net", "https://wiki.example/net"),
            ("/top", "https://wiki.example/top"),
            ("//other.example/x", "https://other.example/x"),
            ("?rev=4", "https://wiki.example/ops/restore?rev=4"),
        ] {
            assert_eq!(complete(address, base).as_deref(), Some(whole), "{address}");
        }
        assert_eq!(complete("a", "https://wiki.example").as_deref(), Some("https://wiki.example/a"));
        assert_eq!(complete("a", "howto/b.md"), None);
    }

    #[test]
    fn an_address_with_a_scheme_is_whole() {
        assert!(is_whole("https://a.example") && is_whole("mailto:a@b.example"));
        assert!(!is_whole("a/b:c") && !is_whole("b.md") && !is_whole(""));
    }
}
