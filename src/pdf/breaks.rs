//! Line breaking: where the lines of a measured text end, given their width.
//!
//! The lines of a paragraph are chosen together, so that none is worse than it need be: the total fit of Knuth and
//! Plass (Breaking paragraphs into lines, Software: Practice and Experience 11, 1981). Words are divided in a second
//! attempt only, when the first leaves too much white; both take time that grows with the length of the text.

mod places;
mod total_fit;

use std::rc::Rc;

use super::hyphenate::Hyphenation;
use super::line::Setting;
use super::measure::{End, Measured};
use super::pages::Pt;
use places::{Dividing, places};
use total_fit::{Fit, total_fit};

/// The end of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Break {
    /// The byte the next line starts at.
    pub(super) at: usize,
    pub(super) hyphen: Hyphen,
}

/// Whether a hyphen is painted at a line's end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hyphen {
    None,
    /// For a soft hyphen of the text.
    Soft,
    /// Added.
    Added,
}

/// Where the lines of one text end, by what they were fitted to.
#[derive(Debug, Default)]
pub(super) struct Fitted(Vec<(Setting, Rc<[Break]>)>);

/// To how many widths a text is fitted before that is forgotten: documents and tables set the same text.
const WIDTHS: usize = 6;

/// Ends the lines of a text where they fit best. The last break is the text's end.
pub(super) fn breaks(measured: &Measured, setting: &Setting) -> Rc<[Break]> {
    let mut fitted = measured.measures.fitted.borrow_mut();
    if let Some((_, known)) = fitted.0.iter().find(|(known, _)| known == setting) {
        return Rc::clone(known);
    }
    let found: Rc<[Break]> = fit(measured, setting).into();
    if fitted.0.len() >= WIDTHS {
        fitted.0.clear();
    }
    fitted.0.push((*setting, Rc::clone(&found)));
    found
}

fn fit(measured: &Measured, setting: &Setting) -> Vec<Break> {
    let size = measured.text.size_in(&(0..measured.text.string.len()));
    let fit = Fit { width: setting.width, size, align: setting.align };
    let mut breaks = Vec::new();
    let mut start = 0;
    // what must end a line ends a paragraph of its own
    for paragraph in measured.measures.segments.split_inclusive(|segment| segment.end == End::Must) {
        let end = paragraph.last().map_or(start, |segment| segment.range.end);
        let blanks = paragraph.last().map_or(Pt::ZERO, |segment| segment.blanks);
        let natural = paragraph.iter().map(|segment| segment.width + segment.blanks).sum::<Pt>() - blanks;
        if natural <= setting.width {
            breaks.push(Break { at: end, hyphen: Hyphen::None });
        } else {
            let attempt = |dividing| {
                total_fit(&places(measured, paragraph, setting.width, setting.hyphenation, dividing), &fit)
            };
            let mut chosen = attempt(Dividing::WhatIsTooWide);
            if setting.hyphenation != Hyphenation::Off && chosen.is_bad {
                chosen = attempt(Dividing::Words);
            }
            breaks.append(&mut chosen.breaks);
        }
        start = end;
    }
    if breaks.is_empty() {
        breaks.push(Break { at: 0, hyphen: Hyphen::None });
    }
    breaks
}

#[cfg(test)]
mod tests {
    use super::super::elements::ROOT;
    use super::super::hyphenate::Hyphenation;
    use super::super::line::{Align, Setting};
    use super::super::measure::measure;
    use super::super::pages::Pt;
    use super::super::text::{Ink, Text, Wording};
    use super::{Hyphen, breaks};

    /// The lines, a hyphen where one is painted.
    fn lines(text: &str, wording: Wording, width: f32) -> Vec<String> {
        let measured = measure(Text::of(text, Ink::plain(Pt(10.0)), wording, ROOT));
        let mut start = 0;
        let hyphenation = Hyphenation::of("en");
        let setting = Setting { width: Pt(width), leading: 1.0, align: Align::Start, hyphenation };
        let line = |end: super::Break| {
            let mut line = text[std::mem::replace(&mut start, end.at)..end.at].trim_end().to_owned();
            if end.hyphen != Hyphen::None {
                line.push('-');
            }
            line
        };
        breaks(&measured, &setting).iter().copied().map(line).collect()
    }

    #[test]
    fn words_are_divided_to_fill_a_line() {
        assert_eq!(
            lines("before maintenance begins", Wording::Prose, 82.0),
            ["before mainte-", "nance begins"]
        );
    }

    #[test]
    fn a_title_is_divided_only_when_no_line_holds_a_word() {
        assert_eq!(lines("before maintenance", Wording::Title, 82.0), ["before", "maintenance"]);
        assert_eq!(lines("maintenance", Wording::Title, 50.0), ["mainte-", "nance"]);
    }

    #[test]
    fn code_is_divided_at_its_signs_and_without_a_hyphen() {
        assert_eq!(
            lines("https://wiki.example/ops/restore-orders", Wording::Code, 130.0),
            ["https://wiki.example/ops/", "restore-orders"]
        );
    }

    #[test]
    fn no_line_of_code_ends_with_what_may_be_taken_for_the_end_of_a_sentence_or_for_an_added_hyphen() {
        for (code, width, divided) in [
            ("https://grafana.example.org/d/payments", 110.0, ["https://grafana.example", ".org/d/payments"]),
            (
                "https://wiki.example.org/ledger-complete",
                150.0,
                ["https://wiki.example.org/", "ledger-complete"],
            ),
            ("pg_size_pretty", 60.0, ["pg_size", "_pretty"]),
            ("priya.nair@example.org", 70.0, ["priya.nair", "@example.org"]),
            ("release-workers-of-site", 70.0, ["release-", "workers-of-site"]),
        ] {
            assert_eq!(lines(code, Wording::Code, width), divided, "{code}");
        }
    }

    #[test]
    fn a_soft_hyphen_shows_only_at_the_end_of_a_line() {
        assert_eq!(lines("ab\u{AD}cd", Wording::Code, 200.0), ["ab\u{AD}cd"]);
        assert_eq!(lines("Xyzzyx\u{AD}Xyzzyx", Wording::Prose, 50.0), ["Xyzzyx\u{AD}-", "Xyzzyx"]);
    }

    #[test]
    fn what_no_rule_divides_is_divided_anywhere() {
        let divided = lines("MMMMMMMMMM", Wording::Whole, 40.0);
        assert!(divided.len() > 1 && divided.concat() == "MMMMMMMMMM");
    }

    #[test]
    fn a_third_hyphen_is_better_than_a_line_that_is_too_wide() {
        let word = "maintenancemaintenancemaintenance";
        let divided = lines(word, Wording::Title, 40.0);
        assert!(divided.len() > 4 && divided.concat().replace('-', "") == word, "{divided:?}");
        let width =
            |line: &String| measure(Text::of(line, Ink::plain(Pt(10.0)), Wording::Whole, ROOT)).widest_line();
        assert!(divided.iter().all(|line| width(line) <= Pt(40.01)), "{divided:?}");
    }

    #[test]
    fn lines_are_chosen_together() {
        // filled one by one they would be "To be, or", "not to be:", "that is", "the", "question"
        assert_eq!(
            lines("To be, or not to be: that is the question", Wording::Title, 44.5),
            ["To be,", "or not to", "be: that", "is the", "question"]
        );
    }

    #[test]
    fn a_list_ends_its_lines_after_its_separators() {
        assert_eq!(
            lines("phone +44 20 7946 0102 · mobile +44 7700 900102", Wording::Prose, 150.0),
            ["phone +44 20 7946 0102 ·", "mobile +44 7700 900102"]
        );
    }

    #[test]
    fn a_line_ends_where_the_text_says_so() {
        assert_eq!(lines("one\ntwo\n", Wording::Prose, 90.0), ["one", "two"]);
    }
}
