//! Checking: an opened plan is held against the rules.

use std::collections::BTreeMap;

use super::{Job, Opened, Run};
use crate::check::card_over_a_page::CARD;
use crate::check::{self, Outcome, Subject};
use crate::error::Error;
use crate::facts::{self, Tier};
use crate::finding::Finding;
use crate::furniture::Files;
use crate::markdown::{self, Directives};
use crate::pdf;
use crate::source::Sources;
use crate::template;

/// What a check says of one plan.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The plan's name in messages.
    pub name: String,
    /// Its id; none when it could not be loaded.
    pub id: Option<String>,
    /// How much of a plan it must be, and why; none when it could not be loaded.
    pub tier: Option<Tier>,
    /// What is wrong with the text as such; a plan with an error among them is held against no rule.
    pub faults: Vec<Finding>,
    /// What the rules found.
    pub outcome: Outcome,
    /// The texts the findings point into.
    pub sources: Sources,
}

impl Checked {
    /// Everything to be mended: first the faults of the text, then what the rules found.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.faults.iter().chain(&self.outcome.findings)
    }
}

impl Run<'_> {
    /// Reads a plan and holds it against the rules.
    ///
    /// # Errors
    /// When a file cannot be read; what is wrong inside the files are findings.
    pub fn check(&self, job: &Job) -> Result<Checked, Error> {
        let opened = self.open(job)?;
        let card_pages = self.card_pages(&opened);
        let (levels, unknown) = check::levels(&opened.surroundings.config.rules);
        let mut faults = opened.findings;
        faults.extend(unknown);
        let mut checked = Checked {
            name: opened.name,
            id: None,
            tier: None,
            faults,
            outcome: Outcome::default(),
            sources: opened.sources,
        };
        if let (Some(plan), Some(index)) = (&opened.plan, &opened.index) {
            let facts = facts::compute(plan);
            let mut subject = Subject::new(plan, &facts, index, &checked.sources, self.options.today);
            subject.card_pages = card_pages;
            checked.outcome = check::check(&subject, &levels);
            checked.id = Some(plan.id.clone());
            checked.tier = Some(facts.tier.clone());
        }
        Ok(checked)
    }

    /// How many pages the card of a plan takes; none where no card can be made, which other findings tell.
    fn card_pages(&self, opened: &Opened) -> Option<usize> {
        let (plan, surroundings) = (opened.plan.as_ref()?, &opened.surroundings);
        let facts = facts::compute(plan);
        let language = surroundings.languages.get(plan.language.as_deref().unwrap_or("en"))?;
        let copies = BTreeMap::new();
        let subject = template::Subject {
            plan,
            facts: &facts,
            language,
            fingerprint: Some("0000-0000"),
            role: None,
            copies: &copies,
        };
        let text = surroundings.templates.render(CARD, &subject).ok()?;
        let tree = markdown::parse(&text, Directives::Honoured).document;
        let furniture = template::furniture(&subject, CARD, "0000-0000");
        Some(pdf::typeset(&tree, &furniture, &Files::new(), &self.style(opened)).pages.len())
    }
}
