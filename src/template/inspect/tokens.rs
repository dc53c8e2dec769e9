//! The tokens of a template's tags: what stands between `{{` and `}}` and between `{%` and `%}`.
//!
//! Tera keeps its own parser to itself, so its tags are read once more here, after Tera has found their
//! syntax right; see `parsing/lexer.rs` of Tera 2.4.

use std::ops::Range;

/// What a tag is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TagKind {
    /// `{{ … }}`.
    Print,
    /// `{% … %}`.
    Statement,
}

/// A tag with its tokens.
#[derive(Debug, Clone)]
pub(super) struct Tag {
    pub(super) kind: TagKind,
    pub(super) tokens: Vec<Token>,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    Name,
    Text,
    Number,
    Sign,
}

/// One token.
#[derive(Debug, Clone)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    /// What it says; a text without its quotation marks.
    pub(super) text: String,
    /// Where it stands in the template.
    pub(super) range: Range<usize>,
}

impl Token {
    pub(super) fn is(&self, text: &str) -> bool {
        self.kind != TokenKind::Text && self.text == text
    }
}

/// The tags of a template in order; those within `{% raw %}` are text.
pub(super) fn tags(source: &str) -> Vec<Tag> {
    let mut tags: Vec<Tag> = Vec::new();
    let mut at = 0;
    while let Some(open) = source[at..].find('{').map(|found| at + found) {
        let kind = match source.as_bytes().get(open + 1) {
            Some(b'{') => TagKind::Print,
            Some(b'%') => TagKind::Statement,
            Some(b'#') => {
                at = source[open..].find("#}").map_or(source.len(), |end| open + end + 2);
                continue;
            }
            _ => {
                at = open + 1;
                continue;
            }
        };
        let (tokens, end) = tokens(source, open + 2, if kind == TagKind::Print { "}}" } else { "%}" });
        at = end;
        if tokens.first().is_some_and(|token| kind == TagKind::Statement && token.is("raw")) {
            at = source[at..].find("endraw").map_or(source.len(), |raw| at + raw);
            continue;
        }
        tags.push(Tag { kind, tokens });
    }
    tags
}

/// The tokens from `at` up to the closing mark, and where the template goes on after it.
fn tokens(source: &str, mut at: usize, close: &str) -> (Vec<Token>, usize) {
    let mut tokens = Vec::new();
    while let Some(first) = source[at..].chars().next() {
        if source[at..].starts_with(close) {
            return (tokens, at + close.len());
        }
        let rest = &source[at..];
        let (kind, length) = match first {
            ' ' | '\t' | '\n' | '\r' => {
                at += 1;
                continue;
            }
            '"' | '\'' | '`' => (TokenKind::Text, quoted(rest, first)),
            '0'..='9' => (TokenKind::Number, run(rest, |c| c.is_ascii_digit() || c == '.')),
            'a'..='z' | 'A'..='Z' | '_' => {
                (TokenKind::Name, run(rest, |c| c.is_ascii_alphanumeric() || c == '_'))
            }
            _ => (TokenKind::Sign, sign(rest, first)),
        };
        let range = at..at + length;
        let text = match kind {
            TokenKind::Text => source[at + 1..range.end.max(at + 2) - 1].to_owned(),
            _ => source[range.clone()].to_owned(),
        };
        at = range.end;
        tokens.push(Token { kind, text, range });
    }
    (tokens, source.len())
}

fn run(rest: &str, belongs: impl Fn(char) -> bool) -> usize {
    rest.find(|c| !belongs(c)).unwrap_or(rest.len())
}

/// The length of a text with its quotation marks.
fn quoted(rest: &str, mark: char) -> usize {
    let mut escaped = false;
    let end = rest.char_indices().skip(1).find(|(_, c)| {
        let ends = *c == mark && !escaped;
        escaped = *c == '\\' && !escaped;
        ends
    });
    end.map_or(rest.len(), |(at, _)| at + 1)
}

fn sign(rest: &str, first: char) -> usize {
    const LONG: [&str; 10] = ["...", "//", "**", "==", "!=", ">=", "<=", "</", "?.", "?["];
    LONG.iter().find(|long| rest.starts_with(**long)).map_or(first.len_utf8(), |long| long.len())
}

#[cfg(test)]
mod tests {
    use super::tags;

    #[test]
    fn tags_are_found_with_their_tokens() {
        let source = "a {{- x.y | f(n=\"}}\") }} {# {{ no }} #} {% raw %}{{ no }}{% endraw %}{% if z -%}";
        let texts: Vec<Vec<String>> = tags(source)
            .into_iter()
            .map(|tag| tag.tokens.into_iter().map(|token| token.text).collect())
            .collect();
        assert_eq!(texts.len(), 3, "{texts:?}");
        assert_eq!(texts[0], ["-", "x", ".", "y", "|", "f", "(", "n", "=", "}}", ")"]);
        assert_eq!(texts[2], ["if", "z", "-"]);
    }

    #[test]
    fn broken_templates_do_no_harm() {
        for source in ["{{", "{{ \"", "{% raw %}", "{", "{# x", "{{ ä", "{{ 'ä\\", "{%raw%}endraw"] {
            let _ = tags(source);
        }
    }
}
