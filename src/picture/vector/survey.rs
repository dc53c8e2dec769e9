//! The survey: what an SVG file holds that is not shown, or must not be.

use usvg::roxmltree::{Document, Node};

use super::read::{Flaw, FlawKind};

/// How deep elements may be nested; drawing programs stay far below.
const DEEPEST: usize = 100;

/// What is left out, each with its line.
///
/// # Errors
/// When it is nested too deeply to be read.
pub(super) fn survey(document: &Document) -> Result<Vec<Flaw>, String> {
    let mut flaws = Vec::new();
    for node in document.descendants().filter(Node::is_element) {
        if node.ancestors().nth(DEEPEST).is_some() {
            return Err(format!("its elements are nested more than {DEEPEST} deep"));
        }
        if let Some((what, kind)) = flaw(&node) {
            let line = Some(document.text_pos_at(node.range().start).row);
            flaws.push(Flaw { what: what.to_owned(), line, kind });
        }
    }
    Ok(flaws)
}

fn flaw(node: &Node) -> Option<(&'static str, FlawKind)> {
    let imports = || node.text().is_some_and(|text| text.contains("@import"));
    Some(match node.tag_name().name() {
        "foreignObject" if !has_alternative(node) => {
            ("the HTML in its `foreignObject` is not shown", FlawKind::Lost)
        }
        "image" | "feImage" => match address(node) {
            None => return None,
            Some(address) if is_pixels(address) => return None,
            Some(address) if address.trim_start().starts_with("data:") => {
                ("a picture inside it that is neither PNG nor JPEG is not shown", FlawKind::Lost)
            }
            Some(_) => ("a picture that lies elsewhere is not fetched", FlawKind::Lost),
        },
        "use" if address(node).is_some_and(|address| !address.trim_start().starts_with('#')) => {
            ("what it takes from another file is not fetched", FlawKind::Lost)
        }
        "style" if imports() => ("the style sheet it imports is not fetched", FlawKind::Lost),
        "script" => ("its script is left out", FlawKind::Plainer),
        "animate" | "animateTransform" | "animateMotion" | "set" => {
            ("what moves in it is shown standing still", FlawKind::Plainer)
        }
        _ => return None,
    })
}

/// Where a picture or part is said to lie.
fn address<'a>(node: &Node<'a, '_>) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == "href").map(|attribute| attribute.value())
}

fn is_pixels(address: &str) -> bool {
    let kinds = ["data:image/png", "data:image/jpeg", "data:image/jpg"];
    kinds.iter().any(|kind| address.trim_start().starts_with(kind))
}

/// Whether something else stands for it where HTML cannot be shown.
fn has_alternative(node: &Node) -> bool {
    let switch = node.ancestors().find(|above| above.tag_name().name() == "switch");
    switch.is_some_and(|switch| {
        switch.children().any(|choice| choice.is_element() && choice.tag_name().name() != "foreignObject")
    })
}
