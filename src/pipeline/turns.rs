//! Turns: documents that somebody looks at are made before all others, and shown at once.

use super::attachments::Attachments;
use super::formats::{self, Documents, Formatted};
use super::render::Desk;
use super::shelf::Reader;
use super::{Built, Opened, Run, has_error};
use crate::error::Error;
use crate::plan::{Index, Plan};
use crate::time::Date;

/// Who looks on while the documents of a plan are made.
pub trait Onlooker {
    /// Whether a document is looked at, by its name: `runbook`, `runbook-dba`.
    fn looks_at(&self, name: &str) -> bool;

    /// Sees the documents that are looked at as soon as they are made, with what was found until then.
    fn see(&mut self, built: Built);

    /// Whether the other documents need not be made any more.
    fn has_left(&mut self) -> bool;
}

/// Nobody looks: all documents are made together.
struct Nobody;

impl Onlooker for Nobody {
    fn looks_at(&self, _: &str) -> bool {
        false
    }

    fn see(&mut self, _: Built) {}

    fn has_left(&mut self) -> bool {
        false
    }
}

impl Run<'_> {
    /// Makes the documents of a plan.
    ///
    /// A plan with an error gets no document at all; an approved one neither, when a rule finds an error.
    ///
    /// # Errors
    /// When there is no such document or language as the user asked for, or when a picture cannot be read.
    pub fn render(&self, opened: &Opened) -> Result<Built, Error> {
        let made = self.render_in_turns(opened, &mut Nobody)?;
        Ok(made.unwrap_or_else(|| unreachable!("nobody has left")))
    }

    /// Makes the documents of a plan, those first that somebody looks at; none when whoever looked has left before the
    /// others were made. What is made in the end is the same in whatever order.
    ///
    /// # Errors
    /// As those of [`Run::render`].
    pub fn render_in_turns(
        &self,
        opened: &Opened,
        onlooker: &mut dyn Onlooker,
    ) -> Result<Option<Built>, Error> {
        self.check_documents(opened)?;
        let mut desk = Desk::new(opened, Attachments::new(opened, Reader::new(&self.shelf)));
        let mut made = Vec::new();
        if let (Some(plan), Some(index), false) = (&opened.plan, &opened.index, has_error(&desk.findings)) {
            match self.documents(plan, index, &mut desk, onlooker)? {
                Some(documents) => made = documents,
                None => return Ok(None),
            }
        }
        Ok(Some(built(&desk, made, self.options.today)))
    }

    /// Every document in every format, in the order they were chosen; none when the onlooker has left.
    fn documents(
        &self,
        plan: &Plan,
        index: &Index,
        desk: &mut Desk,
        onlooker: &mut dyn Onlooker,
    ) -> Result<Option<Vec<Formatted>>, Error> {
        let made = self.with_prepared(plan, index, desk, |prepared, desk| {
            let is_first =
                |name: &&String| onlooker.looks_at(&formats::file_stem(name, prepared.role.as_ref()));
            let (first, rest): (Vec<_>, Vec<_>) = prepared.chosen.iter().partition(is_first);
            let turns: Vec<_> = [first, rest].into_iter().filter(|turn| !turn.is_empty()).collect();
            let mut made = Vec::new();
            for (turn, kinds) in turns.iter().enumerate() {
                let rendered = self.drafts(plan, prepared, kinds, desk)?;
                if turn == 0 {
                    desk.hear(prepared.judging.judged()?);
                }
                if has_error(&desk.findings) {
                    continue;
                }
                let style = self.style(&desk.opened.surroundings);
                made.extend(formats::format(&rendered, &self.options.formats, &style, self.sheets));
                if turn + 1 < turns.len() {
                    onlooker.see(built(desk, made.clone(), self.options.today));
                    if onlooker.has_left() {
                        return Ok(None);
                    }
                }
            }
            let kinds = &prepared.chosen;
            made.sort_by_key(|formatted| kinds.iter().position(|kind| Some(&**kind) == formatted.document()));
            Ok(Some(if has_error(&desk.findings) { Vec::new() } else { made }))
        })?;
        Ok(made.unwrap_or_else(|| Some(Vec::new())))
    }
}

/// What was made and found so far.
fn built(desk: &Desk, made: Vec<Formatted>, today: Date) -> Built {
    let findings = desk.found(&made, today);
    let Documents { outputs, proofs } = Documents::of(made);
    let opened = desk.opened;
    let id = opened.plan.as_ref().map(|plan| plan.id.clone());
    let (mut dependencies, sources) = desk.attachments.so_far();
    dependencies.extend(opened.seen.clone());
    let (name, advice) = (opened.name.clone(), desk.advice.clone());
    Built { name, id, outputs, proofs, findings, advice, sources, dependencies }
}
