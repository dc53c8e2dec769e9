//! The choice: which documents are made of a plan, and of whose steps.

use super::surroundings::Surroundings;
use super::{Format, Opened, Run};
use crate::error::Error;
use crate::facts::Facts;
use crate::finding::{Finding, Severity, quote};
use crate::plan::Plan;
use crate::plan::values::Who;
use crate::suggest;
use crate::template::{self, Language, all_steps, takes_part};

/// Which documents the user asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Documents {
    /// As many as the plan's tier asks for.
    #[default]
    ByTier,
    /// Every one there is a template for.
    All,
    /// These.
    Named(Vec<String>),
}

/// The documents of a tier, when the user names none: a note is its runbook; with more at stake come the card for the
/// first minutes, the review for those who approve, the calls, the messages and the rehearsal.
#[must_use]
pub fn documents_of_tier(tier: u8) -> &'static [&'static str] {
    const GROWING: [&str; 6] = ["runbook", "card", "review", "calls", "messages", "drill"];
    match tier {
        0 => &GROWING[..1],
        1 => &GROWING[..2],
        2 => &GROWING[..4],
        _ => &GROWING,
    }
}

/// The documents of which there are extracts: those one holds in hand while backing out. The others are about the
/// whole, or nothing.
const EXTRACTED: [&str; 3] = ["card", "messages", "runbook"];

/// The rule that finds languages without words.
const UNKNOWN_LANGUAGE: &str = "unknown-language";

impl Run<'_> {
    /// The documents to make of a plan.
    pub(super) fn chosen(&self, opened: &Opened, facts: &Facts, role: Option<&Who>) -> Vec<String> {
        let known = opened.surroundings.templates.documents();
        let chosen: Vec<&str> = match &self.options.documents {
            Documents::ByTier => documents_of_tier(facts.tier.level).to_vec(),
            Documents::All => known,
            Documents::Named(names) => return names.clone(),
        };
        let formats = &self.options.formats;
        let is_wiki = |format: &Format| format.dialect().is_some();
        // a check writes in no format, and looks at them all
        let for_wikis_alone = !formats.is_empty() && formats.iter().all(is_wiki);
        let is_made = |name: &&str| {
            (role.is_none() || EXTRACTED.contains(name)) && (*name == template::WIKI || !for_wikis_alone)
        };
        let mut made: Vec<_> = chosen.into_iter().filter(is_made).map(str::to_owned).collect();
        let has_wiki = made.iter().any(|name| name == template::WIKI);
        if formats.iter().any(is_wiki) && role.is_none() && !has_wiki {
            made.push(template::WIKI.to_owned());
        }
        made
    }

    /// The language of that name, unless the user asked for another; a finding when there are no words for it.
    pub(super) fn words<'a>(
        &self,
        plans_own: Option<&str>,
        surroundings: &'a Surroundings,
    ) -> Result<Result<&'a Language, Finding>, Error> {
        let languages = &surroundings.languages;
        let asked = self.options.language.as_deref();
        let tag = asked.or(plans_own).unwrap_or("en");
        if let Some(language) = languages.get(tag) {
            return Ok(Ok(language));
        }
        let message = format!("there are no words for the language {}", quote(tag));
        let tags: Vec<_> = languages.tags().collect();
        let hint = format!("there are {}", suggest::list(&tags));
        if asked.is_some() {
            return Err(Error::usage(message, hint));
        }
        Ok(Err(Finding {
            rule: UNKNOWN_LANGUAGE,
            severity: Severity::Error,
            message,
            place: None,
            label: None,
            related: Vec::new(),
            hint: Some(hint),
            fix: None,
        }))
    }

    /// Refuses documents that there are not.
    pub(super) fn check_documents(&self, opened: &Opened) -> Result<(), Error> {
        self.check_wiki()?;
        let Documents::Named(names) = &self.options.documents else { return Ok(()) };
        let known = opened.surroundings.templates.documents();
        // a template that cannot be read is reported instead of the document it would have been
        let templates_are_whole = !super::has_error(&opened.surroundings.findings);
        if names.iter().any(|name| name == template::COMPARISON) {
            return Err(Error::usage(
                "the document `diff` is made of two plans, not of one",
                "make it with `backout diff OLD NEW -o DIR`",
            ));
        }
        if names.iter().any(|name| name == template::RECORD) {
            return Err(Error::usage(
                "the document `record` is made of a plan and the log of its live page",
                "make it with `backout record LOG.json PLAN`",
            ));
        }
        if let Some(many) =
            names.iter().find(|name| [template::INDEX, template::BINDER].contains(&name.as_str()))
        {
            return Err(Error::usage(
                format!("the document {} is made of many plans, not of one", quote(many)),
                format!("make it with `backout build FOLDER --doc {many}`"),
            ));
        }
        if let Some(unknown) = names.iter().find(|name| !known.contains(&name.as_str()))
            && templates_are_whole
        {
            let hint = suggest::hint(unknown, &known, "there are").unwrap_or_default();
            return Err(Error::usage(format!("there is no document {}", quote(unknown)), hint));
        }
        let whole = names.iter().find(|name| !EXTRACTED.contains(&name.as_str()));
        match (whole, &self.options.role) {
            (Some(whole), Some(_)) => Err(Error::usage(
                format!("there is no extract of the {} for one role", quote(whole)),
                format!("extracts are made of {}", suggest::list(&EXTRACTED)),
            )),
            _ => Ok(()),
        }
    }

    /// Refuses to make wiki pages of documents that tell private numbers.
    fn check_wiki(&self) -> Result<(), Error> {
        let Some(dialect) = self.options.formats.iter().find_map(|format| format.dialect()) else {
            return Ok(());
        };
        let is_asked_for = match &self.options.documents {
            Documents::Named(names) => names.iter().any(|name| name == template::WIKI),
            Documents::ByTier | Documents::All => self.options.role.is_none(),
        };
        if is_asked_for {
            return Ok(());
        }
        Err(Error::usage(
            format!(
                "only the document `wiki` is made for {}, for the others say private numbers",
                dialect.name()
            ),
            "leave `--doc` and `--role` out, or name `--doc wiki`",
        ))
    }

    /// Refuses to make nothing of a document that no page of a wiki is made of.
    pub(super) fn check_files(&self, document: &str, hint: &str) -> Result<(), Error> {
        let dialects: Vec<_> = self.options.formats.iter().map_while(|format| format.dialect()).collect();
        match dialects.first() {
            Some(dialect) if dialects.len() == self.options.formats.len() => Err(Error::usage(
                format!("the document {} is not made for {}", quote(document), dialect.name()),
                hint,
            )),
            _ => Ok(()),
        }
    }

    /// Whose extracts are made; none when whole documents are.
    ///
    /// # Errors
    /// When nobody of that name does a step of the plan.
    pub(super) fn role(&self, plan: &Plan) -> Result<Option<Who>, Error> {
        let Some(asked) = &self.options.role else { return Ok(None) };
        let who = Who(asked.clone());
        if all_steps(plan).any(|step| takes_part(plan, &who, step)) {
            return Ok(Some(who));
        }
        let busy = those_with_steps(plan);
        let busy: Vec<&str> = busy.iter().map(|who| who.0.as_str()).collect();
        let contacts = &plan.contacts;
        let is_known = contacts.people.contains_key(asked)
            || contacts.roles.contains_key(asked)
            || contacts.teams.contains_key(asked);
        let (asked, id) = (quote(asked), quote(&plan.id));
        let message = if is_known {
            format!("{asked} does no step of {id}, so there is nothing to extract")
        } else {
            format!("there is nobody {asked} in {id}")
        };
        let hint = suggest::hint(&who.0, &busy, "steps are done by");
        Err(Error::usage(message, hint.unwrap_or_else(|| "no step of the plan says who does it".into())))
    }
}

/// Everybody of whose steps there is an extract, in the order of their first step: those the steps name, and whoever
/// holds such a role.
pub(super) fn those_with_steps(plan: &Plan) -> Vec<Who> {
    let mut found: Vec<Who> = Vec::new();
    let named = all_steps(plan).flat_map(|step| step.by.iter().chain(&step.confirm_by));
    let holder = |who: &Who| plan.contacts.roles.get(&who.0)?.held_by.clone();
    for who in named.flat_map(|who| [Some(who.clone()), holder(who)]).flatten() {
        if !found.contains(&who) {
            found.push(who);
        }
    }
    found
}

/// Whether there are extracts of a document.
pub(super) fn is_extracted(document: &str) -> bool {
    EXTRACTED.contains(&document)
}
