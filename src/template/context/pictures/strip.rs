//! The decision strip of a way back, from its computed times.

use super::Drawn;
use crate::facts::Way;
use crate::picture::{Axis, Bar, BarKind, Mark, MarkKind, Picture, Strip};
use crate::template::context::Resolver;
use crate::time::{Duration, Timestamp, before};

impl Resolver<'_> {
    /// The decision strip; nothing without a window or without a latest moment to decide.
    pub(in crate::template::context) fn strip(&self, way: &Way) -> Option<Drawn> {
        let window = self.plan.change.window.as_ref()?;
        let limit = self.facts.limit?;
        let decide = way.decide_by.as_ref()?;
        let ends = [Some(window.end.at), Some(limit), self.facts.verified_at].into_iter().flatten().max()?;
        let axis = self.axis(window.start.at.min(decide.at), ends);
        if axis.from >= axis.to {
            return None;
        }
        let bars = self.bars(way, window.start.at, limit, decide.at);
        let marks = self.marks(way, &axis, limit, decide.at);
        let text = self.words_of_strip(&axis, &bars, &marks);
        let now = self.language.word("strip_now").to_owned();
        let strip = Picture::Strip(Strip { axis, bars, marks, now });
        Some(self.drawn("strip", way.procedure.as_deref(), text, strip))
    }

    /// What takes time, in the order of time but for the backout, which may come too early.
    fn bars(&self, way: &Way, start: Timestamp, limit: Timestamp, decide: Timestamp) -> Vec<Bar> {
        let worst = way.decide_by.as_ref().and_then(|decide| way.failed_at.get(decide.worst));
        let reserve = worst.map_or(Duration::ZERO, |worst| worst.reserve);
        let (ended, verified) = (self.facts.change_ends, self.facts.verified_at);
        let stretches = [
            (BarKind::Change, "strip_change", Some(start), ended),
            (BarKind::Watch, "strip_watch", ended, verified),
            (BarKind::Buffer, "strip_buffer", verified, Some(decide)),
            (
                BarKind::Backout { reserve: before(limit, reserve) },
                "strip_backout",
                Some(decide),
                Some(limit),
            ),
        ];
        let bar = |(kind, word, from, to): (BarKind, &str, Option<Timestamp>, Option<Timestamp>)| {
            let (from, to) = (from?, to?);
            let seconds = u32::try_from(to.as_second() - from.as_second()).ok().filter(|it| *it > 0)?;
            let mut length = self.span(Duration::seconds(seconds)).text;
            if let BarKind::Backout { .. } = kind {
                length += &self.language.fill("strip_reserve", &[("time", &self.span(reserve).text)]);
            }
            Some(Bar { kind, from, to, name: self.language.word(word).to_owned(), length })
        };
        stretches.into_iter().filter_map(bar).collect()
    }

    fn marks(&self, way: &Way, axis: &Axis, limit: Timestamp, decide: Timestamp) -> Vec<Mark> {
        let no_return = way.point_of_no_return.as_ref().and_then(|point| point.at);
        let moments = [
            (MarkKind::NoReturn, "strip_no_return", no_return),
            (MarkKind::Decide, "strip_decide", Some(decide)),
            (MarkKind::Limit, "strip_limit", Some(limit)),
        ];
        let mark = |(kind, word, at): (MarkKind, &str, Option<Timestamp>)| {
            let at = at?;
            let label = self.language.fill(word, &[("time", &self.moment_on(axis, at))]);
            Some(Mark { kind, at, label })
        };
        moments.into_iter().filter_map(mark).collect()
    }

    /// The strip in words, in the order of time.
    fn words_of_strip(&self, axis: &Axis, bars: &[Bar], marks: &[Mark]) -> String {
        let time = |at| self.moment_on(axis, at);
        let bar = |bar: &Bar| {
            let (from, to) = (time(bar.from), time(bar.to));
            let values = [("name", bar.name.as_str()), ("from", &from), ("to", &to), ("length", &bar.length)];
            (bar.from, self.language.fill("strip_bar", &values))
        };
        let mut parts: Vec<_> = bars.iter().map(bar).collect();
        parts.extend(marks.iter().map(|mark| (mark.at, mark.label.clone())));
        parts.sort_by_key(|(at, _)| *at);
        let parts: Vec<_> = parts.into_iter().map(|(_, words)| words).collect();
        let (from, to) = (time(axis.from), time(axis.to));
        self.language.fill("strip_text", &[("from", &from), ("to", &to), ("parts", &parts.join("; "))])
    }
}
