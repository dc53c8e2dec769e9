//! What a backout works with: systems, how-to pages, restore points, and the channels of messages.

use super::shape::contract;
use super::times::{Moment, Span};
use super::{Resolver, Term};
use crate::facts::SystemCoverage;
use crate::facts::fingerprint;
use crate::plan::model;
use crate::plan::values::{HowToId, RestorePointId, SystemId};

contract! {
    /// A system.
    pub struct System {
        /// The id in the plan.
        pub id: String,
        /// Its name.
        pub name: String,
        /// Where it runs.
        pub place: Option<String>,
        /// The ids of the restore points that bring it back.
        pub restore_points: Vec<String>,
        /// The ids of the test steps that look at it.
        pub tests: Vec<String>,
    }

    /// A how-to page.
    pub struct HowTo {
        /// Its code within this document, in the order of first use: `H1`.
        pub code: String,
        /// The id in the plan.
        pub id: String,
        /// Its title.
        pub title: String,
        /// Its address.
        pub url: Option<String>,
        /// The file of its copy, as the plan names it.
        pub file: Option<String>,
        /// The copy's text, Markdown, when it was handed in.
        pub copy: Option<String>,
        /// The short fingerprint of the copy's text: `9F3C-1A7E`.
        pub copy_fingerprint: Option<String>,
        /// The name of the system the page lives on.
        pub hosted_by: Option<String>,
        /// When somebody last made sure that it is right.
        pub checked: Option<String>,
    }

    /// Something that can be restored.
    pub struct RestorePoint {
        /// Its id: `RP1`.
        pub id: String,
        /// What is in it.
        pub what: String,
        /// Where it lies, as written.
        pub place: Option<String>,
        /// The id of the change step that takes it.
        pub taken_by: Option<String>,
        /// Which state it holds, in words: `start of C2`.
        pub as_of: Option<String>,
        /// The moment of that state, where it can be told.
        pub at: Option<Moment>,
        /// The names of the systems it brings back.
        pub covers: Vec<String>,
        /// How long the restore takes.
        pub restores_in: Option<Span>,
        /// When a restore from it was last tried.
        pub tested: Option<String>,
        /// Until when it is kept.
        pub keep_until: Option<String>,
    }
}

impl Resolver<'_> {
    /// The systems of the change, then those a restore point or a test covers, once each.
    pub(super) fn systems(&self) -> Vec<System> {
        self.facts.coverage.systems.iter().map(|covered| self.system(covered)).collect()
    }

    fn system(&self, covered: &SystemCoverage) -> System {
        let declared = self.plan.systems.get(&covered.system);
        System {
            id: covered.system.clone(),
            name: self.system_name(&SystemId(covered.system.clone())),
            place: declared.and_then(|system| self.some_text(system.r#where.as_ref())),
            restore_points: covered.restore_points.clone(),
            tests: covered.tests.clone(),
        }
    }

    /// A system's name; its id when it is not declared.
    pub(super) fn system_name(&self, id: &SystemId) -> String {
        self.plan.systems.get(&id.0).map_or_else(|| id.0.clone(), |system| self.text(&system.name))
    }

    /// A how-to page that the document refers to; none for one that is not declared.
    pub(super) fn how_to(&self, id: &HowToId) -> Option<HowTo> {
        let declared = self.plan.how_to.get(&id.0)?;
        let at = self.how_to_order.iter().position(|known| known == id)?;
        Some(HowTo {
            code: format!("H{}", at + 1),
            id: id.0.clone(),
            title: self.text(&declared.title),
            url: declared.url.clone(),
            file: declared.file.clone(),
            copy: self.copies.get(&id.0).cloned(),
            copy_fingerprint: self
                .copies
                .get(&id.0)
                .map(|copy| fingerprint::short(&fingerprint::document(&[("copy", copy.as_bytes())]))),
            hosted_by: declared.hosted_by.as_ref().map(|system| self.system_name(system)),
            checked: self.some_date(declared.checked),
        })
    }

    /// A restore point by its id; none for one that is not declared.
    pub(super) fn restore_point(&self, id: &RestorePointId) -> Option<RestorePoint> {
        self.plan.restore_points.iter().find(|point| point.id == id.0).map(|point| self.describe_point(point))
    }

    pub(super) fn describe_point(&self, point: &model::RestorePoint) -> RestorePoint {
        RestorePoint {
            id: point.id.clone(),
            what: self.text(&point.what),
            place: self.some_exact(point.r#where.as_ref()),
            taken_by: point.taken_by.as_ref().map(|step| step.0.clone()),
            as_of: self.state_of(point),
            at: self.moment_of(point),
            covers: point.covers.iter().map(|system| self.system_name(system)).collect(),
            restores_in: self.some_span(point.restores_in),
            tested: self.some_date(point.tested),
            keep_until: self.some_date(point.keep_until),
        }
    }

    /// Which state a restore point holds, in words.
    fn state_of(&self, point: &model::RestorePoint) -> Option<String> {
        let step = point.taken_by.as_ref().map_or("", |step| step.0.as_str());
        match (point.as_of?, step) {
            (model::AsOf::At(moment), _) => Some(self.moment(moment.at).text),
            (_, "") => None,
            (model::AsOf::Start, step) => Some(self.language.fill("as_of_start", &[("step", step)])),
            (model::AsOf::End, step) => Some(self.language.fill("as_of_end", &[("step", step)])),
        }
    }

    /// The moment of the state a restore point holds.
    fn moment_of(&self, point: &model::RestorePoint) -> Option<Moment> {
        let step = || self.change_time(&point.taken_by.as_ref()?.0);
        match point.as_of? {
            model::AsOf::At(moment) => Some(self.moment(moment.at)),
            model::AsOf::Start => step().map(|time| self.moment(time.start)),
            model::AsOf::End => step().map(|time| self.moment(time.end)),
        }
    }

    /// One of a fixed set: its code in the plan and its word, that of `GROUP_CODE`.
    pub(super) fn term(&self, group: &str, code: &'static str) -> Term {
        Term { code, text: self.language.word(&format!("{group}_{code}")).to_owned() }
    }
}
