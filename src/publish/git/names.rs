//! Names: how a wiki that shows a repository names the file of a page.

/// The file of a page, below the target's folder: its pieces in a row, with the ending of Markdown.
pub(super) fn file(flavour: &str, folder: &str, name: &[String]) -> String {
    let mut pieces: Vec<String> =
        folder.split('/').filter(|piece| !piece.is_empty()).map(str::to_owned).collect();
    match flavour {
        // one folder for everything
        "github" => pieces.push(name.iter().map(|piece| dashed(piece)).collect::<Vec<_>>().join("-")),
        "gitea" => pieces.extend(name.iter().map(|piece| gitea(piece))),
        "plain" => pieces.extend(name.iter().map(|piece| clean(piece))),
        _ => pieces.extend(name.iter().map(|piece| dashed(piece))),
    }
    pieces.join("/") + ".md"
}

/// A file that belongs to a page: in the folder of the page's name.
pub(super) fn attachment(page: &str, name: &str) -> String {
    format!("{}/{}", page.trim_end_matches(".md"), clean(name))
}

/// A blank becomes a hyphen.
fn dashed(piece: &str) -> String {
    clean(piece).replace(' ', "-")
}

/// Gitea reads a hyphen as a blank, unless the name ends in `.-`.
fn gitea(piece: &str) -> String {
    let piece = clean(piece);
    if piece.contains('-') { format!("{}.-", piece.replace(' ', "%20")) } else { piece.replace(' ', "-") }
}

/// A piece of a path that leads nowhere else, on any system.
fn clean(piece: &str) -> String {
    let safe = |c: char| if c.is_control() || r#"/\:*?"<>|"#.contains(c) { '-' } else { c };
    let piece: String = piece.trim().chars().map(safe).collect();
    match piece.trim_start_matches('.') {
        "" => "-".into(),
        rest if rest.len() < piece.len() => format!("-{rest}"),
        rest => rest.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_wiki_has_its_names() {
        let name = |pieces: &[&str]| pieces.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
        assert_eq!(file("plain", "ops", &name(&["systems", "web shop"])), "ops/systems/web shop.md");
        assert_eq!(file("gitlab", "", &name(&["systems", "web shop"])), "systems/web-shop.md");
        assert_eq!(file("gitea", "", &name(&["web shop"])), "web-shop.md");
        assert_eq!(file("gitea", "", &name(&["BO-7"])), "BO-7.-.md");
        assert_eq!(file("github", "", &name(&["systems", "web"])), "systems-web.md");
        assert_eq!(file("plain", "/", &name(&["..", "../../x"])), "-/--..-x.md");
        assert_eq!(attachment("ops/BO-7.md", "strip.svg"), "ops/BO-7/strip.svg");
    }
}
