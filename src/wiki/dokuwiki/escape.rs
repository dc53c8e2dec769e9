//! Escapes turn plain text into DokuWiki's markup that means exactly that text.
//!
//! Plain words stay as they are. Whatever could be markup, a smiley, an entity, typography or an address is put between
//! `%%` and `%%`, where nothing is read; a `%` itself goes into `<nowiki>`, since it could end that.

/// Words that are shown as pictures (`smileys.conf`).
const PICTURES: [&str; 3] = ["DELETEME", "FIXME", "LOL"];

/// Between parentheses these are entities (`entities.conf`).
const SIGNS: [&str; 3] = ["c", "r", "tm"];

/// Appends text of a line.
pub(super) fn push_text(out: &mut String, text: &str) {
    let text = text.replace(['\n', '\r', '\t'], " ");
    let mut guarded = String::new();
    let mut words = text.split(' ').enumerate().peekable();
    while let Some((number, word)) = words.next() {
        let position = Position { first: number == 0, last: words.peek().is_none() };
        let is_plain = is_plain(word, position);
        if is_plain {
            push_guarded(out, &std::mem::take(&mut guarded));
        }
        // a line that starts with blanks is code
        let at_line_start = out.is_empty() || out.ends_with('\n');
        if number > 0 && !(at_line_start && guarded.is_empty()) {
            if guarded.is_empty() { out.push(' ') } else { guarded.push(' ') }
        }
        if is_plain { out.push_str(word) } else { guarded.push_str(word) }
    }
    push_guarded(out, &guarded);
}

/// Appends text in which nothing is read.
pub(super) fn push_guarded(out: &mut String, text: &str) {
    let mut rest = text;
    while !rest.is_empty() {
        let signs = rest.len() - rest.trim_start_matches('%').len();
        let (piece, others) =
            rest.split_at(if signs > 0 { signs } else { rest.find('%').unwrap_or(rest.len()) });
        let (open, close) = if signs > 0 { ("<nowiki>", "</nowiki>") } else { ("%%", "%%") };
        out.push_str(open);
        out.push_str(piece);
        out.push_str(close);
        rest = others;
    }
}

/// Where a word stands in its text.
#[derive(Debug, Clone, Copy)]
struct Position {
    first: bool,
    last: bool,
}

/// Whether a word means nothing but itself, whatever stands around it.
fn is_plain(word: &str, position: Position) -> bool {
    let lower = word.to_lowercase();
    if PICTURES.iter().any(|picture| word.contains(picture))
        || lower.starts_with("www.")
        || lower.starts_with("ftp.")
    {
        return false;
    }
    // punctuation right behind a command or a link, and signs between words
    if position.first && matches!(word, "," | "." | ";" | ":" | ")" | ")," | ")." | ");" | "):") {
        return true;
    }
    if word == "%" {
        return true;
    }
    if !position.first && !position.last && matches!(word, "-" | "+" | "&" | "/") {
        return true;
    }
    let opened = word.strip_prefix('(').unwrap_or(word);
    let core = opened.strip_suffix([',', '.', ';', '?', '!']).unwrap_or(opened);
    let core = core.strip_suffix(':').unwrap_or(core);
    let core = core.strip_suffix(')').unwrap_or(core);
    if SIGNS.contains(&core.to_lowercase().as_str()) && core.len() + 2 <= word.len() {
        return false;
    }
    if core.is_empty() {
        return word.is_empty();
    }
    let letters: Vec<char> = core.chars().collect();
    let plain = |c: char| c.is_ascii_alphanumeric() || !c.is_ascii();
    (0..letters.len()).all(|at| {
        let (before, after) = (at.checked_sub(1).map(|at| letters[at]), letters.get(at + 1).copied());
        let between =
            |test: fn(&char) -> bool| before.as_ref().is_some_and(test) && after.as_ref().is_some_and(test);
        match letters[at] {
            // `640x480` is typography
            'x' | 'X' => !between(char::is_ascii_digit),
            c if plain(c) => true,
            '-' | '_' | '.' | '/' => before.is_some_and(plain) && after.is_some_and(plain),
            ':' | ',' => between(char::is_ascii_digit),
            _ => false,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> String {
        let mut out = String::from("x");
        push_text(&mut out, text);
        out.split_off(1)
    }

    #[test]
    fn plain_words_stay_and_all_else_is_guarded() {
        for (plain, escaped) in [
            ("Auf lb1 anmelden, (um 23:55).", "Auf lb1 anmelden, (um 23:55)."),
            ("a **b** c", "a %%**b**%% c"),
            ("it's \"so\" now", "%%it's \"so\"%% now"),
            ("50%% off", "%%50%%<nowiki>%%</nowiki> off"),
            ("2,5 % less", "2,5 % less"),
            ("FIXME (c) 640x480 -> --", "%%FIXME (c) 640x480 -> --%%"),
            ("m( :-)", "%%m( :-)%%"),
            ("</nowiki>", "%%</nowiki>%%"),
            ("~~NOTOC~~", "%%~~NOTOC~~%%"),
        ] {
            assert_eq!(text(plain), escaped);
        }
    }
}
