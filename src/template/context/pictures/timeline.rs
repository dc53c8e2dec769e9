//! The timeline of change and backout, from their planned times.

use super::Drawn;
use crate::facts::Way;
use crate::picture::{Axis, Mark, MarkKind, Part, Picture, Row, Timeline};
use crate::plan::steps::Phase;
use crate::template::context::Resolver;
use crate::template::filters;
use crate::time::{Timestamp, after};

/// With more steps than this only the phases are told, so that the picture fits on a page.
const MOST: usize = 34;

impl Resolver<'_> {
    /// The timeline of the change and of a backout that is decided at the latest moment; nothing without that.
    pub(in crate::template::context) fn timeline(&self, way: &Way) -> Option<Drawn> {
        let decide = way.decide_by.as_ref()?.at;
        let limit = self.facts.limit?;
        let from = self.facts.change.first().map_or(decide, |first| first.start).min(decide);
        let axis = self.axis(from, limit.max(after(decide, way.total)));
        let phases = self.phases_of(way);
        let steps = self.facts.change.len() + phases.iter().map(|phase| phase.steps.len()).sum::<usize>();
        let mut rows = self.rows_of_change(steps > MOST);
        for phase in phases {
            rows.extend(self.rows_of_phase(way, phase, decide, steps > MOST));
        }
        let marks = self.marks_of_timeline(&axis, decide, limit);
        let text = self.words_of_timeline(&axis, &rows);
        let timeline = Picture::Timeline(Timeline { axis, rows, marks });
        Some(self.drawn("timeline", way.procedure.as_deref(), text, timeline))
    }

    fn phases_of(&self, way: &Way) -> &[Phase] {
        let named = |id: &str| self.plan.procedures.iter().find(|procedure| procedure.id == id);
        match way.procedure.as_deref() {
            Some(id) => named(id).map_or(&[][..], |procedure| &procedure.phases),
            None => &self.plan.phases,
        }
    }

    fn rows_of_change(&self, in_short: bool) -> Vec<Row> {
        let head = self.language.word("the_change").to_owned();
        let (Some(first), Some(last)) = (self.facts.change.first(), self.facts.change.last()) else {
            return Vec::new();
        };
        if in_short {
            let (id, by, part) = (String::new(), String::new(), Part::Change);
            return vec![Row::Step { part, id, title: head, by, from: first.start, to: last.end }];
        }
        let mut rows = vec![Row::Head(head)];
        for (step, time) in self.plan.change.steps.iter().zip(&self.facts.change) {
            let title = filters::plain(&self.prose(&step.r#do));
            let by =
                self.some_contact(step.by.as_ref()).map(|contact| contact.name.clone()).unwrap_or_default();
            let (from, to) = (time.start, time.end);
            rows.push(Row::Step { part: Part::Change, id: step.id.clone(), title, by, from, to });
        }
        rows
    }

    fn rows_of_phase(&self, way: &Way, phase: &Phase, decide: Timestamp, in_short: bool) -> Vec<Row> {
        let title = self.text(&phase.title);
        let mut rows = Vec::new();
        for step in &phase.steps {
            let Some(time) = way.steps.iter().find(|time| time.step == step.id) else { continue };
            rows.push(Row::Step {
                part: Part::Backout,
                id: step.id.clone(),
                title: filters::plain(&self.title(step)),
                by: self
                    .some_contact(step.by.as_ref())
                    .map(|contact| contact.name.clone())
                    .unwrap_or_default(),
                from: after(decide, time.starts_after),
                to: after(decide, time.ends_after),
            });
        }
        if !in_short {
            rows.insert(0, Row::Head(format!("{} · {title}", phase.id)));
            return rows;
        }
        let spans = rows
            .iter()
            .filter_map(|row| if let Row::Step { from, to, .. } = row { Some((*from, *to)) } else { None });
        let whole = spans.reduce(|one, two| (one.0.min(two.0), one.1.max(two.1)));
        let (part, id, by) = (Part::Backout, phase.id.clone(), String::new());
        whole.map(|(from, to)| Row::Step { part, id, title, by, from, to }).into_iter().collect()
    }

    fn marks_of_timeline(&self, axis: &Axis, decide: Timestamp, limit: Timestamp) -> Vec<Mark> {
        let moments = [(MarkKind::Decide, "strip_decide", decide), (MarkKind::Limit, "strip_limit", limit)];
        let mark = |(kind, word, at): (MarkKind, &str, Timestamp)| {
            let label = self.language.fill(word, &[("time", &self.moment_on(axis, at))]);
            Mark { kind, at, label }
        };
        moments.map(mark).into()
    }

    /// The timeline in words: every step with its times.
    fn words_of_timeline(&self, axis: &Axis, rows: &[Row]) -> String {
        let row = |row: &Row| match row {
            Row::Head(_) => None,
            Row::Step { id, title, from, to, .. } => {
                let (from, to) = (self.moment_on(axis, *from), self.moment_on(axis, *to));
                let id = if id.is_empty() { title } else { id };
                Some(self.language.fill("timeline_step", &[("id", id), ("from", &from), ("to", &to)]))
            }
        };
        let parts: Vec<_> = rows.iter().filter_map(row).collect();
        self.language.fill("timeline_text", &[("parts", &parts.join("; "))])
    }
}
