//! Forms: durations, moments, dates, percentages, zones and ids, and what is wrong with one.

use super::super::rules;
use super::super::tree::Node;
use super::super::values::{Date, Duration, Moment, Percent, Zone};
use super::shape::Form;
use super::{At, Check, mend, suggest};
use crate::finding::{Finding, quote};

impl<'a> Check<'a> {
    /// Checks the text of a scalar.
    pub(super) fn form(&mut self, node: &'a Node, text: &'a str, form: Form, at: At<'a>) {
        match form {
            Form::Any | Form::Helper => {}
            Form::Declares(kind) => {
                let fault = self.ids.declare(kind, text, &node.place);
                self.findings.extend(fault);
            }
            Form::RefersOrNone(_) if text == "none" => {}
            Form::Refers(kind) | Form::RefersOrNone(kind) => self.ids.refer(kind, text, &node.place),
            Form::AsOf if matches!(text, "start" | "end") => {}
            Form::Moment | Form::AsOf => self.moment(node, text, form, at),
            Form::Duration | Form::Date | Form::Percent | Form::Zone => self.simple(node, text, form, at),
        }
    }

    fn simple(&mut self, node: &Node, text: &str, form: Form, at: At<'_>) {
        let (fault, hint) = match form {
            Form::Duration => (text.parse::<Duration>().err(), mend::duration(text)),
            Form::Date => (text.parse::<Date>().err(), mend::date(text)),
            Form::Percent => (text.parse::<Percent>().err(), mend::percent(text)),
            _ => (text.parse::<Zone>().err(), None),
        };
        if fault.is_none() {
            return;
        }
        let (what, example) = match form {
            Form::Duration => ("a duration", "write `25m`, `1h30m` or `48h`"),
            Form::Date => ("a date", "write `2026-11-30`: year, month, day"),
            Form::Percent => ("a percentage", "write `25 %`"),
            _ => ("a time zone", "write an IANA name such as `Europe/Berlin`"),
        };
        let hint = match (form, hint) {
            (Form::Zone, _) => zone_hint(text),
            (_, mended) => mended.map(|mended| format!("write {}", quote(&mended))),
        };
        let message = format!("{} is not {what}", quote(text));
        let finding = Finding::error(rules::BAD_VALUE, message, node.place.clone())
            .label(format!("{} takes {what}", at.called()));
        self.findings.push(finding.hint(hint.unwrap_or_else(|| example.to_owned())));
    }

    fn moment(&mut self, node: &Node, text: &str, form: Form, at: At<'_>) {
        if let Ok(moment) = text.parse::<Moment>() {
            return self.offset(node, text, &moment);
        }
        let mended = mend::moment(text).unwrap_or_else(|| text.to_owned());
        let meant = self.zone.as_ref().and_then(|zone| zone.moments(&mended));
        let hint = match (&self.zone, meant.as_deref()) {
            (Some(zone), Some([one])) => {
                format!("write {}, the offset {} has then", quote(one), quote(&zone.0))
            }
            (Some(_), Some([first, second])) => {
                format!(
                    "the clocks show this time twice that night: write {} or {}",
                    quote(first),
                    quote(second)
                )
            }
            (Some(zone), Some(_)) => format!("the clocks of {} leave this time out", quote(&zone.0)),
            _ if form == Form::AsOf => {
                "write `start`, `end`, or a moment such as `2026-11-30T22:00+01:00`".into()
            }
            _ => {
                "write it with its offset, `2026-11-30T22:00+01:00`, and name the zone: `zone: Europe/Berlin`"
                    .into()
            }
        };
        let what = if form == Form::AsOf { "`start`, `end` or a moment" } else { "a moment" };
        let message = format!("{} is not a date and time with an offset", quote(text));
        let finding = Finding::error(rules::BAD_VALUE, message, node.place.clone())
            .label(format!("{} takes {what}", at.called()));
        self.findings.push(finding.hint(hint));
    }

    /// An offset must be the one the zone has at that time; `Z` is a moment in UTC on purpose.
    fn offset(&mut self, node: &Node, text: &str, moment: &Moment) {
        let Some(zone) = &self.zone else { return };
        let shown = zone.local(moment.at).offset_seconds;
        if text.ends_with(['Z', 'z']) || shown == moment.offset.seconds() {
            return;
        }
        let civil = text.rfind(['+', '-']).map_or(text, |at| &text[..at]);
        let meant = zone.moments(civil);
        let hint = match meant.as_deref() {
            Some([one]) => format!("write {}", quote(one)),
            Some([first, second]) => format!("write {} or {}", quote(first), quote(second)),
            _ => "the clocks go forward then and leave this time out: choose another one".into(),
        };
        let message = format!("the offset of {} is not that of {} at that time", quote(text), quote(&zone.0));
        self.findings.push(Finding::error(rules::WRONG_OFFSET, message, node.place.clone()).hint(hint));
    }
}

/// The zone that was probably meant: one that is nearly spelt so, or whose city is.
fn zone_hint(text: &str) -> Option<String> {
    let names = Zone::names();
    let wanted = text.replace(' ', "_");
    let city = names
        .iter()
        .find(|name| name.rsplit('/').next().is_some_and(|city| city.eq_ignore_ascii_case(&wanted)));
    let near = || suggest::nearest(text, names.iter().map(String::as_str));
    city.map(String::as_str).or_else(near).map(|name| format!("did you mean {}?", quote(name)))
}
