//! Blanks: what an author left to be written, and words that only look like an answer, in English and German.

use super::words::{bare, whole_word};

/// Whether a text only looks like an answer.
pub(crate) fn is_empty_word(text: &str) -> bool {
    const EMPTY: &[&str] = &[
        "",
        "n/a",
        "na",
        "none",
        "nil",
        "null",
        "-",
        "–",
        "—",
        "see above",
        "see below",
        "not applicable",
        "unknown",
        "entfällt",
        "keine",
        "keiner",
        "keines",
        "siehe oben",
        "siehe unten",
        "nicht zutreffend",
        "unbekannt",
    ];
    EMPTY.contains(&bare(text).as_str())
}

/// Whether a text answers what was not asked: whether, instead of why.
pub(crate) fn is_yes_or_no(text: &str) -> bool {
    ["true", "false", "yes", "no", "ja", "nein"].contains(&bare(text).as_str())
}

/// What is still to be written in prose, as it stands there.
///
/// What stands in a code span or in quotes is shown, not left blank: `` `<title>` ``.
pub(crate) fn in_prose(text: &str) -> Option<&str> {
    const WHOLE: &[&str] = &["tbd", "tbc", "todo", "xxx", "noch offen", "folgt noch", "n. n", "n.n"];
    const INSIDE: &[&str] = &[
        "TBD",
        "TBC",
        "TODO",
        "FIXME",
        "XXX",
        "to be defined",
        "to be determined",
        "lorem ipsum",
        "noch zu klären",
        "noch geklärt werden",
        "noch festzulegen",
        "wird nachgereicht",
    ];
    if WHOLE.contains(&bare(text).as_str()) {
        return Some(text.trim());
    }
    let marks = INSIDE.iter().filter_map(|mark| whole_word(text, mark));
    let questions = text.contains("???").then_some("???");
    first_in(text, marks.chain(questions).chain(angles(text)))
}

/// What is still to be written in a command, as it stands there: redirections, patterns and quoted text are its own.
pub(crate) fn in_command(text: &str) -> Option<&str> {
    let marks = ["TBD", "TODO", "FIXME"].into_iter().filter_map(|mark| whole_word(text, mark));
    first_in(text, marks.chain(angles(text)))
}

/// The one of some stretches of a text that comes first.
fn first_in<'t>(text: &str, stretches: impl Iterator<Item = &'t str>) -> Option<&'t str> {
    stretches.min_by_key(|stretch| text.find(stretch))
}

/// Every `<something>` that is a blank: words between brackets, no comparison, address, tag or quotation.
fn angles(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices('<').filter_map(move |(start, _)| {
        let inside = &text[start + 1..];
        let inside = &inside[..inside.find(['<', '>'])?];
        let end = start + 1 + inside.len();
        let words = inside.chars().all(|c| c.is_alphanumeric() || " -_….".contains(c));
        let named = inside.chars().any(|c| c.is_alphabetic() || c == '…') && inside.trim() == inside;
        let quoted = text[..start].ends_with(['`', '\'', '"', '“', '„', '\\', '<']);
        let tag = text.contains(&format!("</{inside}>")) || ["b", "br", "i"].contains(&inside);
        let closed = text[end..].starts_with('>');
        (words && named && closed && !quoted && !tag).then(|| &text[start..=end])
    })
}

#[cfg(test)]
mod tests {
    use super::{in_command, in_prose, is_empty_word};

    #[test]
    fn what_looks_like_an_answer_is_none() {
        for empty in ["", " ", "n/a", "N/A.", "None", "–", "see above", "Entfällt.", "siehe oben", "keine"]
        {
            assert!(is_empty_word(empty), "{empty}");
        }
        for answer in ["None that a customer notices", "Keine Bestellungen möglich", "0", "no", "nein"] {
            assert!(!is_empty_word(answer), "{answer}");
        }
    }

    #[test]
    fn blanks_in_prose_are_found() {
        for (text, blank) in [
            ("Shop <version>, TBD", "<version>"),
            ("TODO: how?", "TODO"),
            ("todo", "todo"),
            ("Restore from ???", "???"),
            ("N. N.", "N. N."),
            ("Das muss noch geklärt werden", "noch geklärt werden"),
            ("Errors < 5 %, then <number of orders>", "<number of orders>"),
            ("Lorem ipsum dolor", "Lorem ipsum"),
            ("<…>", "<…>"),
        ] {
            assert_eq!(in_prose(text), Some(blank), "{text}");
        }
    }

    #[test]
    fn what_only_resembles_a_blank_is_none() {
        for text in [
            "the new todo list",
            "latency < 200 ms and errors > 2 %",
            "`<title>Shop</title>`",
            "<https://shop.example/> and <ops@example.org>",
            "Tickets, die noch offen sind",
            "5xx answers",
            "a -> b <- c",
            "first<br>second",
        ] {
            assert_eq!(in_prose(text), None, "{text}");
        }
    }

    #[test]
    fn a_command_has_brackets_of_its_own() {
        assert_eq!(in_command("deploy shop <version> --all"), Some("<version>"));
        assert_eq!(in_command("deploy shop TBD"), Some("TBD"));
        for command in [
            "psql shop <orders.sql >load.log",
            "grep -c '<order>' export.xml",
            "mktemp -d /tmp/shop.XXX",
            "cat <<EOF >file",
            "curl -d <order></order>",
        ] {
            assert_eq!(in_command(command), None, "{command}");
        }
    }
}
