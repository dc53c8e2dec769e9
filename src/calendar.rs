//! A calendar is events as an iCalendar file (RFC 5545), for any program that keeps appointments.
//!
//! All times are in UTC, so that the file needs no definition of a zone; programs show them on their own clock.

use crate::digest;
use crate::time::{self, Timestamp};

/// An entry of a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// What makes it the same entry when the file is made anew: never shown.
    pub key: String,
    /// When it begins.
    pub from: Timestamp,
    /// When it ends; none for a moment.
    pub to: Option<Timestamp>,
    /// When what it says was last written, as far as is known.
    pub written: Timestamp,
    /// What it is, in a few words.
    pub summary: String,
    /// What there is to say about it.
    pub description: String,
    /// Whether it is settled that it takes place.
    pub standing: Standing,
}

/// Whether it is settled that something takes place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Not yet.
    Tentative,
    /// It is.
    Confirmed,
}

/// A line has so many bytes at most; what is more goes on in the next line.
const LONGEST_LINE: usize = 75;

/// Writes a calendar of a name.
#[must_use]
pub fn write(name: &str, events: &[Event]) -> String {
    let mut out = String::new();
    line(&mut out, "BEGIN", "VCALENDAR");
    line(&mut out, "VERSION", "2.0");
    line(&mut out, "PRODID", concat!("-//backout//backout ", env!("CARGO_PKG_VERSION"), "//EN"));
    line(&mut out, "CALSCALE", "GREGORIAN");
    line(&mut out, "X-WR-CALNAME", &escaped(name));
    for event in events {
        event.write(&mut out);
    }
    line(&mut out, "END", "VCALENDAR");
    out
}

impl Event {
    fn write(&self, out: &mut String) {
        let digits = digest::hex(&digest::sha256([self.key.as_bytes()]));
        line(out, "BEGIN", "VEVENT");
        line(out, "UID", &format!("{}@backout.invalid", &digits[..32]));
        line(out, "DTSTAMP", &time::basic(self.written));
        line(out, "DTSTART", &time::basic(self.from));
        if let Some(to) = self.to {
            line(out, "DTEND", &time::basic(to));
        }
        line(out, "SUMMARY", &escaped(&self.summary));
        if !self.description.is_empty() {
            line(out, "DESCRIPTION", &escaped(&self.description));
        }
        let standing = match self.standing {
            Standing::Tentative => "TENTATIVE",
            Standing::Confirmed => "CONFIRMED",
        };
        line(out, "STATUS", standing);
        line(out, "END", "VEVENT");
    }
}

/// A text as a value; characters that steer are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push(' '),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// A content line, folded between characters.
fn line(out: &mut String, name: &str, value: &str) {
    let mut used = 0;
    for c in name.chars().chain([':']).chain(value.chars()) {
        if used + c.len_utf8() > LONGEST_LINE {
            out.push_str("\r\n ");
            used = 1;
        }
        out.push(c);
        used += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::{Event, LONGEST_LINE, Standing, write};

    fn event(summary: &str) -> Event {
        Event {
            key: "BO-1 window".into(),
            from: "2026-11-30T21:00:00Z".parse().expect("a moment"),
            to: None,
            written: "2026-11-20T00:00:00Z".parse().expect("a moment"),
            summary: summary.into(),
            description: String::new(),
            standing: Standing::Tentative,
        }
    }

    #[test]
    fn texts_are_escaped_and_cannot_add_a_line() {
        let text = write("Plans", &[event("a;b,c\\d\r\nEND:VEVENT\u{0}\tx")]);
        assert!(text.contains("SUMMARY:a\\;b\\,c\\\\d\\nEND:VEVENT x\r\n"), "{text}");
        assert_eq!(text.matches("\r\nEND:VEVENT\r\n").count(), 1);
    }

    #[test]
    fn long_lines_are_folded_between_characters_and_lose_nothing() {
        let summary = "Übung der Rückkehr ".repeat(12);
        let text = write("Plans", &[event(&summary)]);
        assert!(text.split("\r\n").all(|line| line.len() <= LONGEST_LINE), "{text}");
        assert!(text.replace("\r\n ", "").contains(&format!("SUMMARY:{summary}\r\n")), "{text}");
        assert!(!text.replace("\r\n", "").contains(['\r', '\n']));
    }
}
