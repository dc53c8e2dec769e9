//! The report: findings and errors as a tired person can read them.

use std::collections::BTreeSet;
use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Element, Group, Level, Renderer, Snippet};

use super::prose;
use crate::error::Error;
use crate::finding::{Finding, Severity};
use crate::source::{Place, Source, SourceId, Sources};

/// The columns before a hint: those of a line number of three digits, and of ` = hint: `.
const HINT_INDENT: usize = 13;

/// Whether a report has colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Text alone.
    Plain,
    /// With colours; the stream takes them off again where they are not wanted.
    Styled,
}

/// The findings of a run, plan by plan. What several plans share (the configuration, a template, a library file)
/// is shown and counted once.
#[derive(Debug, Default)]
pub struct Report {
    shown: BTreeSet<String>,
    faults: Tally,
    advice: Tally,
    broken_plans: usize,
}

/// How many findings of each severity.
#[derive(Debug, Default, Clone, Copy)]
struct Tally {
    errors: usize,
    warnings: usize,
    notes: usize,
}

impl Tally {
    fn add(&mut self, severity: Severity) {
        match severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
            Severity::Info => self.notes += 1,
        }
    }

    /// `1 error, 2 warnings`; none when there is nothing.
    fn words(self) -> Option<String> {
        let counts = [(self.errors, "error"), (self.warnings, "warning"), (self.notes, "note")];
        let counts: Vec<_> = counts
            .iter()
            .filter(|(number, _)| *number > 0)
            .map(|(number, noun)| count(*number, noun))
            .collect();
        (!counts.is_empty()).then(|| counts.join(", "))
    }
}

/// `1 error, 2 warnings`; none when there is nothing.
#[must_use]
pub fn tally<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> Option<String> {
    let mut tally = Tally::default();
    findings.into_iter().for_each(|finding| tally.add(finding.severity));
    tally.words()
}

impl Report {
    /// Adds a plan's findings and returns those that are new as text, each with the text it is about.
    #[must_use]
    pub fn add(&mut self, findings: &[Finding], sources: &Sources, look: Look) -> String {
        self.broken_plans += usize::from(findings.iter().any(|finding| finding.severity == Severity::Error));
        show(findings, sources, &renderer(look), "\n\n", &mut self.shown, &mut self.faults)
    }

    /// Adds what the rules found in a plan that was built all the same, a line each.
    #[must_use]
    pub fn advise(&mut self, findings: &[Finding], sources: &Sources, look: Look) -> String {
        let brief = renderer(look).short_message(true);
        let findings: Vec<Finding> =
            findings.iter().map(|finding| Finding { label: None, ..finding.clone() }).collect();
        show(&findings, sources, &brief, "\n", &mut self.shown, &mut self.advice)
    }

    /// `3 errors in 1 plan; nothing was built from it`, and a line on what the rules found; none when there is nothing
    /// to say.
    #[must_use]
    pub fn total(&self) -> Option<String> {
        let it = if self.broken_plans == 1 { "it" } else { "them" };
        let faults = match self.faults.errors {
            0 => self.faults.words(),
            errors => {
                let (errors, plans) = (count(errors, "error"), count(self.broken_plans, "plan"));
                Some(format!("{errors} in {plans}; nothing was built from {it}"))
            }
        };
        let advice = self.advice.words();
        let advice =
            advice.map(|found| format!("the check found {found}; `backout check` tells how to mend them"));
        let lines: Vec<String> = faults.into_iter().chain(advice).collect();
        (!lines.is_empty()).then(|| lines.join("\n"))
    }

    /// How many plans have an error.
    #[must_use]
    pub fn broken_plans(&self) -> usize {
        self.broken_plans
    }
}

/// Those findings that were not shown before, each followed by `end`.
fn show(
    findings: &[Finding],
    sources: &Sources,
    renderer: &Renderer,
    end: &str,
    shown: &mut BTreeSet<String>,
    tally: &mut Tally,
) -> String {
    let mut text = String::new();
    for finding in findings {
        let one = one(finding, sources, renderer) + end;
        if shown.insert(one.clone()) {
            tally.add(finding.severity);
            text += &one;
        }
    }
    text
}

/// The findings of one plan.
#[must_use]
pub fn findings(findings: &[Finding], sources: &Sources, look: Look) -> String {
    Report::default().add(findings, sources, look)
}

/// An error of the world with its cure.
#[must_use]
pub fn error(error: &Error, look: Look) -> String {
    let title = Level::ERROR.primary_title(clean(&error.to_string()));
    let hint =
        error.hint().filter(|hint| !hint.is_empty()).map(|hint| hint_level().secondary_title(clean(&hint)));
    let lines = [Some(title), hint].into_iter().flatten();
    lines.map(|line| renderer(look).render(&[Group::with_title(line)]) + "\n").collect()
}

/// `1 plan`, `2 plans`.
#[must_use]
pub fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

fn hint_level() -> Level<'static> {
    Level::HELP.with_name(Some("hint"))
}

fn renderer(look: Look) -> Renderer {
    match look {
        Look::Plain => Renderer::plain(),
        Look::Styled => Renderer::styled(),
    }
}

fn one(finding: &Finding, sources: &Sources, renderer: &Renderer) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let title = level.primary_title(clean(&finding.message)).id(finding.rule);
    let mut group = Group::with_title(title);
    for excerpt in excerpts(finding, sources) {
        group = group.element(excerpt);
    }
    if let Some(hint) = &finding.hint {
        group = group.element(hint_level().message(prose::fill(&clean(hint), HINT_INDENT)));
    }
    if let Some(fix) = &finding.fix {
        group = group.element(Level::HELP.with_name(Some("fix")).message(clean(&fix.title)));
    }
    renderer.render(&[group])
}

/// The places of a finding, those of one file together, the finding's own file first.
fn excerpts(finding: &Finding, sources: &Sources) -> Vec<Element<'static>> {
    let own = finding.place.iter().map(|place| (place, finding.label.as_deref(), AnnotationKind::Primary));
    let related =
        finding.related.iter().map(|it| (&it.place, Some(it.label.as_str()), AnnotationKind::Context));
    let mut files: Vec<(SourceId, Vec<Mark>)> = Vec::new();
    for (place, label, kind) in own.chain(related) {
        let mark = Mark { place, label, kind };
        match files.iter_mut().find(|(id, _)| *id == place.source) {
            Some((_, marks)) => marks.push(mark),
            None => files.push((place.source, vec![mark])),
        }
    }
    files.into_iter().map(|(id, marks)| excerpt(sources.get(id), &marks)).collect()
}

/// One place to be underlined.
struct Mark<'a> {
    place: &'a Place,
    label: Option<&'a str>,
    kind: AnnotationKind,
}

/// The lines of a file from the first to the last mark.
fn excerpt(source: &Source, marks: &[Mark]) -> Element<'static> {
    let spans: Vec<_> = marks.iter().map(|mark| first_line_of(source, mark.place)).collect();
    let first = spans.iter().map(|span| span.start).min().unwrap_or_default();
    let last = spans.iter().map(|span| span.end).max().unwrap_or_default();
    let line = source.position(first).line;
    let from = source.line_start(line);
    let to = line_end(source.text(), last);
    let (text, map) = clean_lines(&source.text()[from..to]);
    let annotations = marks.iter().zip(&spans).map(|(mark, span)| -> Annotation<'static> {
        mark.kind.span(map(span.start - from)..map(span.end - from)).label(mark.label.map(clean))
    });
    Snippet::source(text).path(clean(source.name())).line_start(line).annotations(annotations).into()
}

/// A place as a span on its first line: a longer one would draw a bracket around half the plan.
fn first_line_of(source: &Source, place: &Place) -> Range<usize> {
    let text = source.text();
    let on_boundary = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = on_boundary(place.start);
    let end = on_boundary(place.end).min(line_end(text, start)).max(start);
    start..end
}

fn line_end(text: &str, from: usize) -> usize {
    text[from..].find('\n').map_or(text.len(), |at| from + at)
}

/// A text of the user on one line, without characters that steer a terminal or turn the reading direction.
#[must_use]
pub fn clean(text: &str) -> String {
    text.chars().map(|c| if c.is_whitespace() { ' ' } else { visible(c) }).collect()
}

/// Lines of the user's text without such characters, and where each byte offset has gone.
fn clean_lines(text: &str) -> (String, impl Fn(usize) -> usize + use<>) {
    let mut cleaned = String::with_capacity(text.len());
    let mut moved = Vec::new();
    for (at, c) in text.char_indices() {
        let shown = if matches!(c, '\n' | '\t') { c } else { visible(c) };
        cleaned.push(shown);
        if shown.len_utf8() != c.len_utf8() {
            moved.push((at + c.len_utf8(), cleaned.len()));
        }
    }
    let map = move |offset: usize| match moved.partition_point(|(old, _)| *old <= offset) {
        0 => offset,
        n => moved[n - 1].1 + (offset - moved[n - 1].0),
    };
    (cleaned, map)
}

/// The character itself, or the replacement character for one that could deceive.
fn visible(c: char) -> char {
    let turns =
        matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if c.is_control() || turns || c == '\u{feff}' { char::REPLACEMENT_CHARACTER } else { c }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources(text: &str) -> (Sources, SourceId) {
        let mut sources = Sources::default();
        let id = sources.add(Source::new("plan.yaml", text));
        (sources, id)
    }

    #[test]
    fn a_finding_shows_its_text_its_second_place_and_the_cure() {
        let (sources, id) = sources("title: A\nowner: B\ntitle: C\n");
        let finding = Finding::error("double-key", "`title` is given twice", Place::new(id, 18..23))
            .related(Place::new(id, 0..5), "first given here")
            .hint("keep one of them");
        let expected = "\
error[double-key]: `title` is given twice
 --> plan.yaml:3:1
  |
1 | title: A
  | ----- first given here
2 | owner: B
3 | title: C
  | ^^^^^
  |
  = hint: keep one of them

";
        assert_eq!(findings(&[finding], &sources, Look::Plain), expected);
    }

    #[test]
    fn text_of_the_user_never_reaches_the_terminal_as_a_command() {
        let (sources, id) = sources("title: \u{9b}31m\u{1b}[2J\u{202e}x\r\n");
        let finding = Finding::error("odd", "`\u{1b}[2J` is odd", Place::new(id, 7..20)).label("\u{9b}here");
        let report = findings(&[finding], &sources, Look::Plain);
        assert!(report.chars().all(|c| c == '\n' || !c.is_control()), "{report:?}");
        assert!(!report.contains('\u{202e}'));
    }

    #[test]
    fn odd_places_do_not_stop_the_report() {
        for text in ["", "\n", "ä", "ä\n\n", "a\u{9b}b"] {
            let (sources, id) = sources(text);
            for start in 0..6 {
                for end in 0..6 {
                    let place = Place { source: id, start, end };
                    let report = findings(&[Finding::error("odd", "odd", place)], &sources, Look::Plain);
                    assert!(report.starts_with("error[odd]: odd"));
                }
            }
        }
    }

    #[test]
    fn the_total_counts_what_plans_share_once() {
        let (sources, id) = sources("title: A\n");
        let shared = Finding::error("odd", "odd", Place::new(id, 0..0));
        let own = Finding::error("odd", "odder", Place::new(id, 0..0));
        let mut report = Report::default();
        assert_eq!(report.total(), None);
        assert!(!report.add(&[shared.clone(), own], &sources, Look::Plain).is_empty());
        assert_eq!(report.total().as_deref(), Some("2 errors in 1 plan; nothing was built from it"));
        assert_eq!(report.add(&[shared], &sources, Look::Plain), "");
        assert_eq!(report.total().as_deref(), Some("2 errors in 2 plans; nothing was built from them"));
    }
}
