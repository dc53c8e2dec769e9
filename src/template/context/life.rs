//! The plan's own life and what stands around the steps: status, risk, approvals, rehearsals, waivers, last resort.

use std::sync::Arc;

use super::check::Finding;
use super::people::Contact;
use super::shape::contract;
use super::times::Span;
use super::{Resolver, Term};
use crate::facts::fingerprint;
use crate::facts::{self, TierReason};
use crate::plan::model::{self, Complexity, Outcome, RehearsalKind, Reversibility, Status, Strategy};

contract! {
    /// The plan itself.
    pub struct About {
        /// Its id.
        pub id: String,
        /// What is taken back, in a few words.
        pub title: String,
        /// The name of the clock all times are read from: `Europe/Berlin`.
        pub zone: String,
        /// Where it stands: `draft`, `in_review`, `approved`, `executed` or `retired`.
        pub status: Term,
        /// Who answers for it.
        pub owner: Arc<Contact>,
        /// Its revision.
        pub revision: Option<String>,
        /// When it was last revised.
        pub revised: Option<String>,
        /// When it must be looked at again.
        pub review_by: Option<String>,
        /// Who may read it.
        pub classification: Option<String>,
        /// How complex the change is: `simple`, `moderate` or `complex`.
        pub complexity: Option<Term>,
        /// How hard it is to undo: `reversible`, `costly` or `one_way`.
        pub reversibility: Option<Term>,
        /// How much of a plan it must be.
        pub tier: Tier,
        /// The way back: `rollback`, `restore`, `failover`, `switch_off`, `fix_forward` or `not_possible`.
        pub strategy: Term,
        /// Why there is no way back; Markdown.
        pub why: Option<String>,
        /// What lessens the damage when there is no way back; Markdown.
        pub mitigation: Option<String>,
        /// Who accepted that there is no way back.
        pub accepted_by: Option<Arc<Contact>>,
        /// The state the backout ends in; Markdown.
        pub back_to: String,
        /// The time added to measured times, in percent.
        pub contingency_measured: u16,
        /// The time added to estimated times, in percent.
        pub contingency_estimated: u16,
        /// The approval fingerprint, 64 hexadecimal digits.
        pub fingerprint: String,
    }

    /// How much of a plan a change needs.
    pub struct Tier {
        /// 0 note, 1 card, 2 plan, 3 full.
        pub level: u8,
        /// Its name: `plan`.
        pub name: String,
        /// Why, in words.
        pub reasons: Vec<String>,
    }

    /// Where everybody meets during the backout.
    pub struct Bridge {
        /// The conference's address.
        pub link: Option<String>,
        /// The number to dial in.
        pub dial_in: Option<String>,
        /// Where to meet when that fails.
        pub fallback: Option<String>,
    }

    /// What is left when the backout fails too.
    pub struct LastResort {
        /// The condition; Markdown.
        pub when: String,
        /// Who declares it.
        pub declared_by: Option<Arc<Contact>>,
        /// The business continuity plan.
        pub plan: Option<ContinuityPlan>,
        /// What to do first; Markdown each.
        pub first_actions: Vec<String>,
    }

    /// A business continuity plan and where it is found.
    pub struct ContinuityPlan {
        /// Its title.
        pub title: String,
        /// Its address.
        pub url: Option<String>,
        /// Where the printed copy is.
        pub paper: Option<String>,
    }

    /// What happens after the backout.
    pub struct After {
        /// How long the system is watched.
        pub watch: Option<Span>,
        /// By whom.
        pub by: Option<Arc<Contact>>,
        /// What closes the matter; Markdown.
        pub close: Option<String>,
        /// What may still go wrong; Markdown.
        pub risks: Option<String>,
    }

    /// An approval of exactly one text.
    pub struct Approval {
        /// In which role.
        pub role: String,
        /// Who.
        pub by: String,
        /// When.
        pub at: String,
        /// The approval fingerprint of the approved text.
        pub of: Option<String>,
        /// Whether it is of the text as it stands: `current`, `stale` (of another text) or `unknown`.
        pub standing: Term,
    }

    /// A rehearsal.
    pub struct Rehearsal {
        /// When.
        pub at: String,
        /// How real it was: `tabletop`, `partial` or `full`.
        pub kind: Term,
        /// Who led it.
        pub by: Option<Arc<Contact>>,
        /// The approval fingerprint of the rehearsed text.
        pub of: Option<String>,
        /// How long the steps took.
        pub took: Vec<Took>,
        /// How it ended: `passed` or `failed`.
        pub result: Term,
        /// What was learnt; Markdown.
        pub notes: Option<String>,
    }

    /// How long a step took in a rehearsal.
    pub struct Took {
        /// The step's id.
        pub step: String,
        /// How long.
        pub time: Span,
    }

    /// A rule that does not apply here.
    pub struct Waiver {
        /// The rule's name.
        pub rule: String,
        /// What it is for; the whole plan when left out.
        pub at: Option<String>,
        /// Why it does not apply.
        pub why: String,
        /// Who says so.
        pub by: Arc<Contact>,
        /// Until when.
        pub until: Option<String>,
        /// What it covers, when the plan was checked.
        pub covers: Vec<Finding>,
    }

    /// Who is told, when.
    pub struct Told {
        /// Whom.
        pub contact: Arc<Contact>,
        /// The id of the step at the start.
        pub at_start: Option<String>,
        /// The id of the step at the end.
        pub at_end: Option<String>,
    }
}

impl Resolver<'_> {
    pub(super) fn about(&self) -> About {
        let plan = self.plan;
        let contingency = plan.contingency.as_ref();
        let percent =
            |share: Option<crate::plan::values::Percent>, default| share.map_or(default, |share| share.0);
        About {
            id: plan.id.clone(),
            title: self.text(&plan.title),
            zone: self.clock.name(),
            status: self.term("status", status(plan.status)),
            owner: self.contact(&plan.owner),
            revision: plan.revision.clone(),
            revised: self.some_date(plan.revised),
            review_by: self.some_date(plan.review_by),
            classification: self.some_text(plan.classification.as_ref()),
            complexity: plan.risk.as_ref().map(|risk| self.term("complexity", complexity(risk.complexity))),
            reversibility: plan
                .risk
                .as_ref()
                .map(|risk| self.term("reversibility", reversibility(risk.reversibility))),
            tier: self.tier(),
            strategy: self.term("strategy", strategy(plan.strategy)),
            why: self.some_prose(plan.why.as_ref()),
            mitigation: self.some_prose(plan.mitigation.as_ref()),
            accepted_by: self.some_contact(plan.accepted_by.as_ref()),
            back_to: self.prose(&plan.back_to),
            contingency_measured: percent(contingency.and_then(|added| added.measured), 10),
            contingency_estimated: percent(contingency.and_then(|added| added.estimated), 25),
            fingerprint: self.facts.approval_fingerprint.clone(),
        }
    }

    fn tier(&self) -> Tier {
        let tier = &self.facts.tier;
        Tier {
            level: tier.level,
            name: self.language.word(&format!("tier_{}", tier.level.min(3))).to_owned(),
            reasons: self.reasons(tier),
        }
    }

    /// Why a plan is of a tier.
    pub(super) fn reasons(&self, tier: &facts::Tier) -> Vec<String> {
        let reason = |reason: &TierReason| match *reason {
            TierReason::Stated => self.language.word("tier_stated").to_owned(),
            TierReason::Systems(number) => self.language.counted("tier_systems", number),
            TierReason::Teams(number) => self.language.counted("tier_teams", number),
            TierReason::Restore => self.language.word("tier_restore").to_owned(),
            TierReason::PointOfNoReturn => self.language.word("tier_point_of_no_return").to_owned(),
            TierReason::DataWritten => self.language.word("tier_data_written").to_owned(),
            TierReason::Raised => self.language.word("tier_raised").to_owned(),
        };
        tier.reasons.iter().map(reason).collect()
    }

    pub(super) fn bridge(&self) -> Option<Bridge> {
        self.plan.bridge.as_ref().map(|bridge| Bridge {
            link: bridge.link.clone(),
            dial_in: self.some_exact(bridge.dial_in.as_ref()),
            fallback: self.some_text(bridge.fallback.as_ref()),
        })
    }

    pub(super) fn last_resort(&self) -> Option<LastResort> {
        self.plan.last_resort.as_ref().map(|last| LastResort {
            when: self.prose(&last.when),
            declared_by: self.some_contact(last.declared_by.as_ref()),
            plan: last.plan.as_ref().map(|plan| ContinuityPlan {
                title: self.text(&plan.title),
                url: plan.url.clone(),
                paper: self.some_text(plan.paper.as_ref()),
            }),
            first_actions: last.first_actions.iter().map(|action| self.prose(action)).collect(),
        })
    }

    pub(super) fn after(&self) -> Option<After> {
        self.plan.after.as_ref().map(|after| After {
            watch: self.some_span(after.watch),
            by: self.some_contact(after.by.as_ref()),
            close: self.some_prose(after.close.as_ref()),
            risks: self.some_prose(after.risks.as_ref()),
        })
    }

    pub(super) fn approvals(&self) -> Vec<Approval> {
        let current = &self.facts.approval_fingerprint;
        let standing = |of: Option<&str>| match of {
            Some(of) if fingerprint::is_written(of, current) => "current",
            Some(_) => "stale",
            None => "unknown",
        };
        let approval = |approval: &model::Approval| Approval {
            role: self.text(&approval.role),
            by: self.text(&approval.by),
            at: self.date(approval.at),
            standing: self.term("standing", standing(approval.of.as_deref())),
            of: approval.of.clone(),
        };
        self.plan.approvals.iter().map(approval).collect()
    }

    /// The rehearsals, the latest first.
    pub(super) fn rehearsals(&self) -> Vec<Rehearsal> {
        let mut rehearsals: Vec<_> = self.plan.rehearsals.iter().collect();
        rehearsals.sort_by_key(|rehearsal| std::cmp::Reverse(rehearsal.at));
        rehearsals.into_iter().map(|rehearsal| self.rehearsal(rehearsal)).collect()
    }

    fn rehearsal(&self, rehearsal: &model::Rehearsal) -> Rehearsal {
        let took = rehearsal.took.iter();
        Rehearsal {
            at: self.date(rehearsal.at),
            kind: self.term("rehearsal", rehearsal_kind(rehearsal.kind)),
            by: self.some_contact(rehearsal.by.as_ref()),
            of: rehearsal.of.clone(),
            took: took.map(|(step, time)| Took { step: step.0.clone(), time: self.span(*time) }).collect(),
            result: self.term("result", outcome(rehearsal.result)),
            notes: self.some_prose(rehearsal.notes.as_ref()),
        }
    }

    pub(super) fn waivers(&self) -> Vec<Waiver> {
        let waiver = |(at, waiver): (usize, &model::Waiver)| Waiver {
            rule: waiver.rule.clone(),
            at: waiver.at.clone(),
            why: self.text(&waiver.why),
            by: self.contact(&waiver.by),
            until: self.some_date(waiver.until),
            covers: self.covered(at),
        };
        self.plan.waivers.iter().enumerate().map(waiver).collect()
    }

    pub(super) fn told(&self) -> Vec<Told> {
        let told = |told: &crate::facts::Told| Told {
            contact: self.contact(&crate::plan::values::Who(told.who.clone())),
            at_start: told.at_start.clone(),
            at_end: told.at_end.clone(),
        };
        self.facts.told.iter().map(told).collect()
    }
}

pub(super) const fn status(status: Status) -> &'static str {
    match status {
        Status::Draft => "draft",
        Status::InReview => "in_review",
        Status::Approved => "approved",
        Status::Executed => "executed",
        Status::Retired => "retired",
    }
}

const fn complexity(complexity: Complexity) -> &'static str {
    match complexity {
        Complexity::Simple => "simple",
        Complexity::Moderate => "moderate",
        Complexity::Complex => "complex",
    }
}

const fn reversibility(reversibility: Reversibility) -> &'static str {
    match reversibility {
        Reversibility::Reversible => "reversible",
        Reversibility::Costly => "costly",
        Reversibility::OneWay => "one_way",
    }
}

const fn strategy(strategy: Strategy) -> &'static str {
    match strategy {
        Strategy::Rollback => "rollback",
        Strategy::Restore => "restore",
        Strategy::Failover => "failover",
        Strategy::SwitchOff => "switch_off",
        Strategy::FixForward => "fix_forward",
        Strategy::NotPossible => "not_possible",
    }
}

const fn rehearsal_kind(kind: RehearsalKind) -> &'static str {
    match kind {
        RehearsalKind::Tabletop => "tabletop",
        RehearsalKind::Partial => "partial",
        RehearsalKind::Full => "full",
    }
}

const fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Passed => "passed",
        Outcome::Failed => "failed",
    }
}
