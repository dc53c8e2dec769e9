//! Findings as annotations of GitHub's workflow commands: `::error file=…,line=…::message`.
//!
//! The form, and what must be escaped in it, is that of GitHub's "Workflow commands for GitHub Actions".

use std::fmt::Write as _;

use crate::finding::Severity;
use crate::pipeline::Checked;

/// One line a finding.
pub(super) fn annotations(plans: &[Checked]) -> String {
    let mut text = String::new();
    for plan in plans {
        for finding in plan.findings() {
            let command = match finding.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info => "notice",
            };
            let mut message = finding.message.clone();
            if let Some(hint) = &finding.hint {
                let _ = write!(message, "\nhint: {hint}");
            }
            if let Some(fix) = &finding.fix {
                let _ = write!(message, "\nfix: {} (`backout check --fix`)", fix.title);
            }
            let mut place = format!("title={}", property(finding.rule));
            if let Some(at) = &finding.place {
                let source = plan.sources.get(at.source);
                let (start, end) = (source.position(at.start), source.position(at.end));
                let (line, column) = (start.line, start.column);
                let name = property(source.name());
                // GitHub refuses columns over several lines
                let end = if end.line == line { format!(",endColumn={}", end.column) } else { String::new() };
                place = format!("file={name},line={line},col={column}{end},{place}");
            }
            let _ = writeln!(text, "::{command} {place}::{}", data(&message));
        }
    }
    text
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{data, property};

    #[test]
    fn a_finding_cannot_begin_another_command() {
        assert_eq!(data("a\n::error::b 100 %"), "a%0A::error::b 100 %25");
        assert_eq!(property("a,b:c"), "a%2Cb%3Ac");
    }
}
