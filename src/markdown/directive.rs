//! A directive says what Markdown cannot: an HTML comment `<!-- backout: NAME key=value -->` at the end of the
//! line it belongs to.

use std::fmt;

use super::tree::{HeadingKeep, HeadingStart, RowColumns};

/// A directive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Directive {
    /// The task item is a check row.
    Row(Row),
    /// The heading's fields.
    Heading(HeadingMarks),
    /// The paragraph stands at the right edge of the heading above it.
    Aside,
    /// The table is a panel of key facts.
    Panel,
    /// The picture before it is one that we draw.
    Picture,
    /// A QR code of the address or code just before, or of a given text.
    Qr {
        /// The text.
        of: Option<String>,
    },
    /// What it stands in says something else than the text that was approved.
    Changed,
    /// The piece just before leads elsewhere.
    Goto(Goal),
}

/// Where `goto` leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Goal {
    /// To the step with this id.
    Step(String),
    /// To the heading with this id.
    Heading(String),
}

/// What `row` says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Row {
    pub(super) id: String,
    pub(super) columns: RowColumns,
}

/// What `heading` says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct HeadingMarks {
    pub(super) id: Option<String>,
    pub(super) start: HeadingStart,
    pub(super) keep: HeadingKeep,
    pub(super) tab: Option<String>,
    pub(super) column: Option<u8>,
}

/// What is wrong with a directive, and the cure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Flaw {
    pub(super) message: String,
    pub(super) hint: Option<String>,
}

impl Flaw {
    fn new(message: String, hint: impl Into<Option<String>>) -> Self {
        Self { message, hint: hint.into() }
    }
}

impl Directive {
    /// The name it is called by.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Row(_) => "row",
            Self::Heading(_) => "heading",
            Self::Aside => "aside",
            Self::Panel => "panel",
            Self::Picture => "picture",
            Self::Qr { .. } => "qr",
            Self::Changed => "changed",
            Self::Goto(_) => "goto",
        }
    }
}

const NAMES: &str = "row, heading, aside, panel, picture, qr, changed, goto";

/// Reads a comment; none when it is not addressed to us.
pub(super) fn read(comment: &str) -> Option<Result<Directive, Flaw>> {
    let inside = comment.trim().strip_prefix("<!--")?.strip_suffix("-->")?.trim();
    let rest = inside.strip_prefix("backout")?;
    if rest.starts_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    let Some(rest) = rest.trim_start().strip_prefix(':') else {
        let message = format!("directive `{inside}` has no colon after `backout`");
        return Some(Err(Flaw::new(message, "write `<!-- backout: NAME key=value -->`".to_owned())));
    };
    Some(directive(rest.trim()))
}

fn directive(text: &str) -> Result<Directive, Flaw> {
    let (name, rest) = text.split_once([' ', '\t']).unwrap_or((text, ""));
    let mut fields = Fields { name, pairs: pairs(name, rest)? };
    let directive = match name {
        "row" => Directive::Row(Row {
            id: fields
                .take("id")
                .map(|id| address(name, id))
                .transpose()?
                .ok_or_else(|| fields.lacks("id"))?,
            columns: fields.choose("columns", &[("box", RowColumns::Box), ("all", RowColumns::default())])?,
        }),
        "heading" => Directive::Heading(HeadingMarks {
            id: fields.take("id").map(|id| address(name, id)).transpose()?,
            start: fields.choose(
                "start",
                &[
                    ("page", HeadingStart::Page),
                    ("back", HeadingStart::Back),
                    ("run", HeadingStart::Run),
                    ("sheet", HeadingStart::Sheet),
                ],
            )?,
            keep: fields.choose("keep", &[("whole", HeadingKeep::Whole), ("free", HeadingKeep::Free)])?,
            tab: fields.take("tab"),
            column: fields
                .choose("column", &[1, 2, 3, 4].map(|n| (["1", "2", "3", "4"][n - 1], Some(n as u8))))?,
        }),
        "aside" => Directive::Aside,
        "panel" => Directive::Panel,
        "picture" => Directive::Picture,
        "qr" => Directive::Qr { of: fields.take("of") },
        "changed" => Directive::Changed,
        "goto" => {
            let step = fields.take("id").map(|id| address(name, id)).transpose()?.map(Goal::Step);
            let heading = fields.take("heading").map(|id| address(name, id)).transpose()?.map(Goal::Heading);
            Directive::Goto(step.or(heading).ok_or_else(|| fields.lacks("id"))?)
        }
        _ => {
            return Err(Flaw::new(
                format!("unknown directive `{name}`"),
                format!("the directives are {NAMES}"),
            ));
        }
    };
    fields.all_taken()?;
    Ok(directive)
}

/// The keys and values of a directive that have not been asked for yet.
struct Fields<'a> {
    name: &'a str,
    pairs: Vec<(&'a str, String)>,
}

impl Fields<'_> {
    fn take(&mut self, key: &str) -> Option<String> {
        let at = self.pairs.iter().position(|(k, _)| *k == key)?;
        Some(self.pairs.remove(at).1)
    }

    fn choose<T: Copy + Default>(&mut self, key: &str, choices: &[(&str, T)]) -> Result<T, Flaw> {
        let Some(value) = self.take(key) else { return Ok(T::default()) };
        choices.iter().find(|(word, _)| *word == value).map(|(_, choice)| *choice).ok_or_else(|| {
            let words: Vec<_> = choices.iter().map(|(word, _)| format!("`{word}`")).collect();
            let message = format!("`{value}` is no value for `{key}` of directive `{}`", self.name);
            Flaw::new(message, format!("use {}", words.join(" or ")))
        })
    }

    fn lacks(&self, key: &str) -> Flaw {
        Flaw::new(format!("directive `{}` lacks `{key}`", self.name), None)
    }

    fn all_taken(&self) -> Result<(), Flaw> {
        match self.pairs.first() {
            None => Ok(()),
            Some((key, _)) => Err(Flaw::new(
                format!("directive `{}` knows no key `{key}`, or has it twice", self.name),
                None,
            )),
        }
    }
}

/// Splits `key=value key="quoted value"`.
fn pairs<'a>(name: &str, text: &'a str) -> Result<Vec<(&'a str, String)>, Flaw> {
    let malformed = |rest: &str| {
        let hint = "write `key=value` or `key=\"quoted value\"`".to_owned();
        Flaw::new(format!("directive `{name}` cannot be read from `{rest}` on"), hint)
    };
    let mut pairs = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let (key, after) = rest.split_once('=').ok_or_else(|| malformed(rest))?;
        if key.is_empty() || !key.chars().all(|c| c.is_ascii_lowercase() || c == '-') {
            return Err(malformed(rest));
        }
        let (value, after) = if let Some(quoted) = after.strip_prefix('"') {
            quoted.split_once('"').ok_or_else(|| malformed(rest))?
        } else {
            after.split_at(after.find([' ', '\t']).unwrap_or(after.len()))
        };
        if value.is_empty() || !(after.is_empty() || after.starts_with([' ', '\t'])) {
            return Err(malformed(rest));
        }
        pairs.push((key, value.to_owned()));
        rest = after.trim_start();
    }
    Ok(pairs)
}

/// An id as it may stand in an address.
fn address(name: &str, id: String) -> Result<String, Flaw> {
    if id.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.')) {
        Ok(id)
    } else {
        let hint = "use letters, digits, `-`, `_` and `.`".to_owned();
        Err(Flaw::new(format!("`{id}` cannot be an id (directive `{name}`)"), hint))
    }
}

/// The anchor of a step.
#[must_use]
pub fn step_anchor(id: &str) -> String {
    format!("step-{}", id.to_lowercase())
}

impl fmt::Display for Directive {
    /// The comment that reads as this directive.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<!-- backout: ")?;
        match self {
            Self::Row(row) => {
                write!(f, "row id={}", row.id)?;
                if row.columns == RowColumns::Box {
                    f.write_str(" columns=box")?;
                }
            }
            Self::Heading(marks) => {
                f.write_str("heading")?;
                if let Some(id) = &marks.id {
                    write!(f, " id={id}")?;
                }
                if let Some(tab) = &marks.tab {
                    write!(f, " tab=\"{tab}\"")?;
                }
                match marks.start {
                    HeadingStart::Run => {}
                    HeadingStart::Page => f.write_str(" start=page")?,
                    HeadingStart::Back => f.write_str(" start=back")?,
                    HeadingStart::Sheet => f.write_str(" start=sheet")?,
                }
                if marks.keep == HeadingKeep::Whole {
                    f.write_str(" keep=whole")?;
                }
                if let Some(column) = marks.column {
                    write!(f, " column={column}")?;
                }
            }
            Self::Aside => f.write_str("aside")?,
            Self::Panel => f.write_str("panel")?,
            Self::Picture => f.write_str("picture")?,
            Self::Qr { of: None } => f.write_str("qr")?,
            Self::Qr { of: Some(text) } => write!(f, "qr of=\"{text}\"")?,
            Self::Changed => f.write_str("changed")?,
            Self::Goto(Goal::Step(id)) => write!(f, "goto id={id}")?,
            Self::Goto(Goal::Heading(id)) => write!(f, "goto heading={id}")?,
        }
        f.write_str(" -->")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_writes() {
        for directive in [
            Directive::Row(Row { id: "B1".into(), columns: RowColumns::Box }),
            Directive::Heading(HeadingMarks {
                id: Some("phase-b".into()),
                start: HeadingStart::Page,
                keep: HeadingKeep::Whole,
                tab: Some("B 2".into()),
                column: Some(2),
            }),
            Directive::Aside,
            Directive::Panel,
            Directive::Picture,
            Directive::Qr { of: None },
            Directive::Qr { of: Some("9f3c".into()) },
            Directive::Changed,
            Directive::Goto(Goal::Step("B12".into())),
            Directive::Goto(Goal::Heading("last-resort".into())),
        ] {
            assert_eq!(read(&directive.to_string()), Some(Ok(directive)));
        }
    }

    #[test]
    fn leaves_other_comments_alone() {
        assert_eq!(read("<!-- markdownlint-disable -->"), None);
        assert_eq!(read("<!-- backouts: a -->"), None);
        assert_eq!(read("<b>"), None);
    }

    #[test]
    fn says_what_is_wrong() {
        for (comment, message) in [
            ("<!-- backout row id=B1 -->", "directive `backout row id=B1` has no colon after `backout`"),
            ("<!-- backout: rwo id=B1 -->", "unknown directive `rwo`"),
            ("<!-- backout: row -->", "directive `row` lacks `id`"),
            ("<!-- backout: row id=B1 by=dba -->", "directive `row` knows no key `by`, or has it twice"),
            ("<!-- backout: row id=B1 id=B2 -->", "directive `row` knows no key `id`, or has it twice"),
            ("<!-- backout: row id=\"a b\" -->", "`a b` cannot be an id (directive `row`)"),
            ("<!-- backout: heading column=9 -->", "`9` is no value for `column` of directive `heading`"),
            ("<!-- backout: heading tab=\"B -->", "directive `heading` cannot be read from `tab=\"B` on"),
        ] {
            let Some(Err(flaw)) = read(comment) else { panic!("{comment} is read") };
            assert_eq!(flaw.message, message);
        }
    }
}
