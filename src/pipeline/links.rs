//! Links: where those of a plan lead, as far as the plan's folders and the answers handed in can tell.

use std::collections::{BTreeMap, BTreeSet};

use super::attachments::{Attachments, Linked};
use super::shelf::Reader;
use super::{Job, Opened, Run};
use crate::check::links::{self, Answer, Link, Target};
use crate::check::{self, Subject};
use crate::error::Error;
use crate::facts::{self, Facts};
use crate::finding::Finding;
use crate::markdown::{self, Directives};
use crate::plan::Plan;
use crate::source::{SourceId, Sources};
use crate::template;

/// What addresses on the network answered, by address.
pub type Answers = BTreeMap<String, Answer>;

/// A plan's links with what they lead to.
#[derive(Debug, Default)]
pub(super) struct PlanLinks {
    /// Those that somebody looked at.
    pub(super) links: Vec<(Link, Answer)>,
    /// The addresses on the network that nobody has asked.
    pub(super) unasked: BTreeSet<String>,
    /// How-to copies that are not there.
    pub(super) faults: Vec<Finding>,
    /// The plan's texts and the how-to copies.
    pub(super) sources: Sources,
}

impl Run<'_> {
    /// The same run with what addresses on the network answered.
    #[must_use]
    pub fn with_answers(mut self, answers: Answers) -> Self {
        self.answers = answers;
        self
    }

    /// The addresses on the network that a plan leads to; none where dead links are not looked for.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn addresses(&self, job: &Job) -> Result<BTreeSet<String>, Error> {
        let opened = self.open(job)?;
        let Some(plan) = &opened.plan else { return Ok(BTreeSet::new()) };
        Ok(self.linked(&opened, plan, &facts::compute(plan))?.unasked)
    }

    /// Follows the links of a plan.
    pub(super) fn linked(&self, opened: &Opened, plan: &Plan, facts: &Facts) -> Result<PlanLinks, Error> {
        let (levels, _) = check::levels(&opened.surroundings.config.rules);
        let mut attachments = Attachments::new(opened, Reader::new(&self.shelf));
        let mut found = PlanLinks::default();
        let copies = attachments.copies(plan, &mut found.faults, &self.options.folder)?;
        found.sources = attachments.sources.clone();
        if let Some(index) =
            opened.index.as_ref().filter(|_| check::looks_at_links(facts.tier.level, &levels))
        {
            let subject = Subject::new(plan, facts, index, &found.sources, self.options.today);
            let links = links::links(&subject, &attachments.copied());
            let mut desk = Desk {
                opened,
                plan,
                facts,
                copies,
                attachments,
                rendered: None,
                anchors_of_copies: BTreeMap::new(),
            };
            for link in links {
                let answer = match &link.target {
                    Target::Web(address) => self.answers.get(address).cloned(),
                    Target::File { path, anchor } => Some(desk.file(&link, path, anchor.as_deref())?),
                    Target::Anchor(anchor) => Some(desk.anchor(&link, anchor)),
                };
                match (answer, &link.target) {
                    (Some(answer), _) => found.links.push((link, answer)),
                    (None, Target::Web(address)) => drop(found.unasked.insert(address.clone())),
                    (None, _) => {}
                }
            }
        }
        Ok(found)
    }
}

/// What lies on the desk while links are followed.
struct Desk<'a, 'shelf> {
    opened: &'a Opened,
    plan: &'a Plan,
    facts: &'a Facts,
    copies: BTreeMap<String, String>,
    attachments: Attachments<'a, 'shelf>,
    /// The anchors of the plan's documents, once somebody has asked for them.
    rendered: Option<Vec<String>>,
    /// Those of the how-to copies that somebody has asked for.
    anchors_of_copies: BTreeMap<SourceId, Vec<String>>,
}

impl Desk<'_, '_> {
    /// What is found at a path.
    fn file(&mut self, link: &Link, path: &str, anchor: Option<&str>) -> Result<Answer, Error> {
        let is_markdown = path.rsplit('.').next().is_some_and(|ending| ending.eq_ignore_ascii_case("md"));
        Ok(match (self.attachments.linked(path, &link.place)?, anchor) {
            (Linked::Nothing, _) => Answer::NoFile,
            (Linked::Outside, _) => Answer::Outside,
            (Linked::File(bytes), Some(anchor)) if is_markdown => {
                among(&links::anchors(&String::from_utf8_lossy(&bytes)), anchor)
            }
            (Linked::File(_) | Linked::Folder, _) => Answer::Alive,
        })
    }

    /// What is found at an anchor: of a how-to copy in the copy, of the plan's prose in its documents.
    fn anchor(&mut self, link: &Link, anchor: &str) -> Answer {
        let id = link.place.source;
        if !self.attachments.copied().contains(&id) {
            return among(self.anchors_of_documents(), anchor);
        }
        let text = self.attachments.sources.get(id).text();
        among(self.anchors_of_copies.entry(id).or_insert_with(|| links::anchors(text)), anchor)
    }

    /// The anchors of every document there is a template for, in the plan's language.
    fn anchors_of_documents(&mut self) -> &[String] {
        let surroundings = &self.opened.surroundings;
        let language = surroundings.languages.get(self.plan.language.as_deref().unwrap_or("en"));
        self.rendered.get_or_insert_with(|| {
            let mut anchors = BTreeSet::new();
            for document in surroundings.templates.documents() {
                let Some(language) = language else { continue };
                let (plan, facts, copies) = (self.plan, self.facts, &self.copies);
                let subject = template::Subject {
                    plan,
                    facts,
                    language,
                    fingerprint: None,
                    role: None,
                    copies,
                    checked: None,
                };
                // a template that cannot cope with the plan is reported when the document is made
                if let Ok(text) = surroundings.templates.render(document, &subject) {
                    anchors.extend(markdown::anchors(&markdown::parse(&text, Directives::Honoured).document));
                }
            }
            anchors.into_iter().collect()
        })
    }
}

fn among(anchors: &[String], anchor: &str) -> Answer {
    let is_there = anchors.iter().any(|known| known == anchor);
    if is_there { Answer::Alive } else { Answer::NoAnchor(anchors.to_vec()) }
}
