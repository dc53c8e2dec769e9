//! Portfolios: many plans become one document; here the index, and a calendar of their windows and deadlines.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::directives;
use super::formats::{self, Rendered};
use super::render::PRIVATE_IN_WIKI;
use super::{Checked, Documents, Format, Job, Opened, Output, Run, folder_name, folders, has_error};
use crate::calendar;
use crate::error::Error;
use crate::facts::{self, Facts};
use crate::finding::{Finding, Severity, quote};
use crate::furniture::{Files, Furniture};
use crate::markdown::tree::Document as Tree;
use crate::plan::{Plan, private};
use crate::source::Sources;
use crate::template::{self, BINDER, Faulty, Gathering, INDEX, Language, Member, Subject};
use crate::time::Date;

/// The file with windows and deadlines.
const CALENDAR: &str = "index.ics";

/// A document that is made of many plans.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfMany {
    /// The list of all plans, with their collisions.
    Index,
    /// All runbooks in one PDF.
    Binder,
}

impl OfMany {
    /// Its name: `index`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Index => INDEX,
            Self::Binder => BINDER,
        }
    }

    /// The one of a name.
    fn of(name: &str) -> Option<Self> {
        [Self::Index, Self::Binder].into_iter().find(|document| document.name() == name)
    }
}

impl Documents {
    /// Takes out those that are made of many plans; the rest are made of each, and none when nothing else was named.
    #[must_use]
    pub fn split(self) -> (Vec<OfMany>, Option<Self>) {
        let Self::Named(names) = self else { return (Vec::new(), Some(self)) };
        let (of_many, of_one): (Vec<_>, Vec<_>) =
            names.into_iter().partition(|name| OfMany::of(name).is_some());
        let of_many: Vec<_> = of_many.iter().filter_map(|name| OfMany::of(name)).collect();
        let rest = (!of_one.is_empty() || of_many.is_empty()).then_some(Self::Named(of_one));
        (of_many, rest)
    }
}

/// What became of many plans.
#[derive(Debug, Default)]
pub struct Gathered {
    /// The files; none when a finding of the document itself is an error.
    pub outputs: Vec<Output>,
    /// How many plans are in it as they should be.
    pub whole: usize,
    /// What is wrong with the others, with the texts it stands in.
    pub broken: Vec<(Vec<Finding>, Sources)>,
    /// What keeps the document itself from being made, with the texts it stands in.
    pub faults: Vec<(Vec<Finding>, Sources)>,
    /// The plans that could not be read.
    pub errors: Vec<Error>,
}

/// A plan that was read and held against the rules.
pub(super) struct Entry {
    pub(super) opened: Opened,
    pub(super) checked: Checked,
    pub(super) facts: Facts,
    /// The documents that belong to it, with their names without ending.
    documents: Vec<String>,
}

impl Entry {
    pub(super) fn plan(&self) -> Option<&Plan> {
        self.opened.plan.as_ref()
    }

    pub(super) fn id(&self) -> Option<&str> {
        self.plan().map(|plan| plan.id.as_str())
    }
}

impl Run<'_> {
    /// Makes a document of many plans.
    ///
    /// # Errors
    /// When two plans have one folder, or when there are no words for the language the user asked for.
    pub fn gather(&self, jobs: &[Job], document: OfMany) -> Result<Gathered, Error> {
        if document == OfMany::Index {
            self.check_files(INDEX, "`backout publish` brings it into a wiki")?;
        }
        let common = common_folder(jobs);
        let mut gathered = Gathered::default();
        let mut entries = Vec::new();
        let mut faulty = Vec::new();
        let read: Vec<_> = jobs.par_iter().map(|job| self.entry(job)).collect();
        for (job, entry) in jobs.iter().zip(read) {
            match entry {
                Ok(Ok(entry)) => entries.push(entry),
                Ok(Err(checked)) => {
                    faulty.push(faulty_of(name_below(job, &common), &checked));
                    gathered.broken.push((checked.faults, checked.sources));
                }
                Err(error) => {
                    let (name, first) = (name_below(job, &common), error.to_string());
                    faulty.push(Faulty { name, faults: 1, first, place: None });
                    gathered.errors.push(error);
                }
            }
        }
        faulty.sort_by(|one, other| one.name.cmp(&other.name));
        let ids = entries.iter().filter_map(|entry| Some((entry.opened.name.as_str(), entry.id()?)));
        folders(ids, Path::new(""))?;
        gathered.whole = entries.len();
        match document {
            OfMany::Index => self.index(&entries, &faulty, &common, &mut gathered)?,
            OfMany::Binder => self.bind(entries, &common, &mut gathered)?,
        }
        Ok(gathered)
    }

    /// Reads a plan; one with faults comes back as what was said of it.
    fn entry(&self, job: &Job) -> Result<Result<Entry, Checked>, Error> {
        let opened = self.open(job)?;
        let checked = self.judged(&opened)?;
        let Some(plan) = opened.plan.as_ref().filter(|_| !has_error(&checked.faults)) else {
            return Ok(Err(checked));
        };
        let facts = facts::compute(plan);
        let documents = self.chosen(&opened, &facts, None);
        Ok(Ok(Entry { opened, checked, facts, documents }))
    }

    /// Makes the index of plans. Their documents lie in folders beside it, as [`super::batch::build`] writes them.
    ///
    /// A plan with faults is listed as such.
    fn index(
        &self,
        entries: &[Entry],
        faulty: &[Faulty],
        common: &Path,
        gathered: &mut Gathered,
    ) -> Result<(), Error> {
        let surroundings = self.surroundings(common)?;
        if has_error(&surroundings.findings) {
            gathered.faults.push((surroundings.findings.clone(), surroundings.sources.clone()));
            return Ok(());
        }
        let config = &surroundings.config;
        let languages = entries.iter().map(|entry| entry.plan().and_then(|plan| plan.language.as_deref()));
        let own = config.language.as_deref().or_else(|| shared_language(languages));
        let language = match self.words(own, &surroundings)? {
            Ok(language) => language,
            Err(finding) => {
                gathered.faults.push((vec![finding], surroundings.sources.clone()));
                return Ok(());
            }
        };
        let base = Gathering {
            members: &[],
            faulty,
            language,
            zone: config.zone.as_ref(),
            organisation: config.organisation.as_deref(),
            day: self.options.today,
            page: None,
        };
        let copies = BTreeMap::new();
        for format in &self.options.formats {
            // each format leads to documents of its own
            let members = members(entries, language, &copies, (*format, self.options.today));
            let gathering = Gathering { members: &members, ..base };
            let text = match surroundings.templates.index(&gathering) {
                Ok(text) => text,
                Err(faults) => {
                    gathered.faults.push((faults, surroundings.sources.clone()));
                    break;
                }
            };
            gathered.report_private(told(entries), &text);
            let tree = gathered.obey(INDEX, &text, &surroundings.sources);
            let rendered = Rendered {
                document: INDEX.to_owned(),
                role: None,
                tree,
                text,
                furniture: Furniture {
                    theme: surroundings.theme.clone(),
                    ..template::furniture_of_portfolio(
                        &gathering,
                        "title_index",
                        config.classification.as_deref(),
                    )
                },
                files: Files::new(),
            };
            let style = self.style(&surroundings);
            let formatted = formats::format(&[rendered], &[*format], &style, super::proof::Sheets::Saved);
            gathered.outputs.extend(formatted.into_iter().flat_map(|formatted| formatted.outputs));
        }
        let members = members(entries, language, &copies, (Format::Html, self.options.today));
        let events = template::events(&Gathering { members: &members, ..base });
        let calendar = calendar::write(language.word("title_index"), &events);
        gathered.report_private(told(entries), &calendar);
        gathered.outputs.push(Output {
            document: INDEX.to_owned(),
            format: Format::Markdown,
            name: CALENDAR.to_owned(),
            bytes: calendar.into_bytes().into(),
        });
        if gathered.has_error() {
            gathered.outputs.clear();
        }
        Ok(())
    }
}

impl Gathered {
    /// Whether something keeps the document from being made.
    pub(super) fn has_error(&self) -> bool {
        self.faults.iter().any(|(findings, _)| has_error(findings))
    }

    /// The tree of the document's text; what is wrong with its directives is reported.
    pub(super) fn obey(&mut self, document: &str, text: &str, sources: &Sources) -> Tree {
        let mut sources = sources.clone();
        let (tree, faults) = directives::obey(document, text, &mut sources);
        if !faults.is_empty() {
            self.faults.push((faults, sources));
        }
        tree
    }

    /// Reports what somebody keeps private and a title or name tells everybody all the same.
    pub(super) fn report_private<'a>(
        &mut self,
        plans: impl IntoIterator<Item = (&'a Plan, &'a str, &'a Sources)>,
        text: &str,
    ) {
        for (plan, name, sources) in plans {
            for value in private::values(plan).filter(|value| private::is_told(value, text)) {
                let finding = Finding {
                    fix: None,
                    rule: PRIVATE_IN_WIKI,
                    severity: Severity::Error,
                    message: format!("{} is private, but the index would say it", quote(value)),
                    place: None,
                    label: None,
                    related: Vec::new(),
                    hint: Some(format!("take it out of title and names in {}", quote(name))),
                };
                if self.faults.iter().all(|(known, _)| !known.contains(&finding)) {
                    self.faults.push((vec![finding], sources.clone()));
                }
            }
        }
    }
}

/// The plans with what they are called and the texts they stand in.
fn told(entries: &[Entry]) -> impl Iterator<Item = (&Plan, &str, &Sources)> {
    let opened = entries.iter().map(|entry| &entry.opened);
    opened.filter_map(|opened| Some((opened.plan.as_ref()?, opened.name.as_str(), &opened.sources)))
}

/// The plans as a template takes them, with the addresses of their documents in a format.
pub(super) fn members<'a>(
    entries: &'a [Entry],
    language: &'a Language,
    copies: &'a BTreeMap<String, String>,
    (format, day): (Format, Date),
) -> Vec<Member<'a>> {
    let member = |entry: &'a Entry| {
        let plan = entry.opened.plan.as_ref()?;
        let folder = folder_name(&plan.id);
        let address = |name: &String| (name.clone(), format!("{folder}/{name}.{}", format.extension()));
        let checked =
            template::Checked { outcome: &entry.checked.outcome, sources: &entry.checked.sources, day };
        let subject = Subject {
            plan,
            facts: &entry.facts,
            language,
            fingerprint: None,
            role: None,
            copies,
            checked: Some(checked),
        };
        Some(Member { subject, documents: entry.documents.iter().map(address).collect() })
    };
    entries.iter().filter_map(member).collect()
}

/// The language that all plans are written in; none when they are in several.
pub(super) fn shared_language<'a>(mut languages: impl Iterator<Item = Option<&'a str>>) -> Option<&'a str> {
    let first = languages.next()??;
    languages.all(|language| language == Some(first)).then_some(first)
}

fn faulty_of(name: String, checked: &Checked) -> Faulty {
    let errors = || checked.faults.iter().filter(|finding| finding.severity == Severity::Error);
    let first = errors().next();
    let place = first.and_then(|finding| finding.place.as_ref()).map(|place| {
        let source = checked.sources.get(place.source);
        let file = source.name().rsplit(['/', '\\']).next().unwrap_or_default();
        format!("{file}:{}", source.position(place.start).line)
    });
    Faulty {
        name,
        faults: errors().count(),
        first: first.map(|finding| finding.message.clone()).unwrap_or_default(),
        place,
    }
}

/// The folder that holds all plans.
pub(super) fn common_folder(jobs: &[Job]) -> PathBuf {
    let mut folders = jobs.iter().map(|job| job.path.parent().unwrap_or(Path::new("/")));
    let Some(first) = folders.next() else { return PathBuf::from("/") };
    folders.fold(first.to_owned(), |common, folder| {
        let shared = common.components().zip(folder.components()).take_while(|(one, other)| one == other);
        shared.map(|(component, _)| component).collect()
    })
}

/// A plan's file as it is called from the folder of all: the document must not differ from desk to desk.
fn name_below(job: &Job, common: &Path) -> String {
    job.path.strip_prefix(common).unwrap_or(&job.path).display().to_string().replace('\\', "/")
}
