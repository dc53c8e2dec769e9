//! Templates: Tera renders a plan and its facts to Markdown.
//!
//! The names a template may use are the fields of [`context::Context`]; the filters that print them are in
//! `filters`; the directives that Markdown cannot do without are typed by the components in `templates/parts`.

mod builtin;
pub mod context;
mod faults;
mod filters;
mod furniture;
mod inspect;
pub mod language;
mod memory;
mod once;
mod placeholders;
mod plural;
mod relink;
mod section;
mod whitespace;

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use tera::{Tera, Value};

pub use context::{Comparison, Faulty, Gathering, Member, PageOver, Piece, Sides};
pub(crate) use context::{WIKI, all_steps, takes_part, took};
pub use furniture::{furniture, of_portfolio as furniture_of_portfolio, words};
pub use language::{Language, Languages};

use crate::calendar::Event;
use crate::facts::{Facts, changes};
use crate::finding::{Finding, Outcome};
use crate::log::Log;
use crate::picture::Picture;
use crate::plan::Plan;
use crate::plan::values::Who;
use crate::source::{Source, SourceId, Sources};
use crate::time::Date;
use context::shape::Valued;

/// What a document is made from.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// What is computed from it.
    pub facts: &'a Facts,
    /// The document's language.
    pub language: &'a Language,
    /// The document fingerprint, 64 hexadecimal digits, when it is known.
    pub fingerprint: Option<&'a str>,
    /// Whose extract it is: the document holds what they do alone.
    pub role: Option<&'a Who>,
    /// The texts of how-to pages (Markdown), by the how-to's id.
    pub copies: &'a BTreeMap<String, String>,
    /// What the check says of the plan, when it was checked.
    pub checked: Option<Checked<'a>>,
}

/// What the check says of a plan.
#[derive(Debug, Clone, Copy)]
pub struct Checked<'a> {
    /// What it found.
    pub outcome: &'a dyn Found,
    /// The texts the findings point into.
    pub sources: &'a Sources,
    /// The day from which ages were counted.
    pub day: Date,
}

/// What a check found, for whoever asks: it may still be at work, and is waited for then.
pub trait Found: std::fmt::Debug + Sync {
    /// What it found.
    fn outcome(&self) -> &Outcome;
}

impl Found for Outcome {
    fn outcome(&self) -> &Outcome {
        self
    }
}

/// The document that tells what changed between two plans; it cannot be made of one.
pub const COMPARISON: &str = "diff";

/// The document that tells how a backout went; it is made of a plan and the log of its live page.
pub const RECORD: &str = "record";

/// The document that lists many plans; it cannot be made of one.
pub const INDEX: &str = "index";

/// The document that binds the runbooks of many plans; it cannot be made of one.
pub const BINDER: &str = "binder";

/// The last resort of one plan, which a binder has behind all runbooks.
pub const BINDER_END: &str = "binder-end";

/// The document that a binder binds.
pub const RUNBOOK: &str = "runbook";

/// The document for those who approve.
pub const REVIEW: &str = "review";

/// A document as its template writes it.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// Its Markdown.
    pub text: String,
    /// The pictures it may draw, by the names of their files.
    pub pictures: BTreeMap<String, Picture>,
}

/// Which templates are the user's, and where they stand.
type Origins = BTreeMap<String, SourceId>;

/// The templates of a run, checked and compiled: the built-in ones and the user's.
#[derive(Clone)]
pub struct Templates {
    tera: Arc<Tera>,
    origins: Origins,
    documents: Vec<String>,
    /// The kinds of documents that may print what the check says.
    judged: Vec<String>,
}

/// The names by which a template prints what the check says.
const JUDGED: [&str; 2] = ["check", "waivers"];

/// The built-in templates, compiled once. A test holds that they have no fault.
static BUILTIN: LazyLock<Templates> = LazyLock::new(|| {
    let mut tera = engine();
    let added = tera.add_raw_templates(builtin::TEMPLATES);
    debug_assert!(added.is_ok(), "{added:?}");
    Templates::compiled(tera, Origins::new(), kinds(builtin::TEMPLATES.map(|(name, _)| name)))
});

impl Default for Templates {
    /// The built-in templates alone.
    fn default() -> Self {
        BUILTIN.clone()
    }
}

impl std::fmt::Debug for Templates {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Templates").field("documents", &self.documents).finish_non_exhaustive()
    }
}

impl Templates {
    /// Checks and compiles the user's templates together with the built-in ones. A file named like a built-in one
    /// replaces it (`runbook.md`, `parts/steps.md`); another `NAME.md` outside `parts` adds a kind of document. A
    /// `README.md` is for people and passed over.
    ///
    /// # Errors
    /// Everything that is wrong with the user's templates, at its place: syntax, names that are not in the
    /// contract, missing templates and components, unknown filters and arguments.
    pub fn new(user: &[(SourceId, &Source)]) -> Result<Self, Vec<Finding>> {
        if user.is_empty() {
            return Ok(Self::default());
        }
        let mut origins = Origins::new();
        let mut texts: BTreeMap<&str, &str> = builtin::TEMPLATES.into_iter().collect();
        let user = user.iter().map(|(id, source)| (template_name(source.name()), *id, *source));
        let user: Vec<_> = user.filter(|(name, ..)| !is_about_the_folder(name)).collect();
        for (name, id, source) in &user {
            origins.insert(name.clone(), *id);
            texts.insert(name, source.text());
        }
        // syntax first: the inspection reads only what Tera could read
        let findings: Vec<_> = texts.iter().filter_map(|(name, text)| syntax(name, text, &origins)).collect();
        if !findings.is_empty() {
            return Err(findings);
        }
        let faults = inspect::inspect(&texts, language::reference().words());
        if !faults.is_empty() {
            return Err(faults.into_iter().map(|fault| faults::of_inspection(fault, &origins)).collect());
        }
        let documents = kinds(texts.keys().copied());
        let mut tera = engine();
        match tera.add_raw_templates(texts) {
            Ok(()) => Ok(Self::compiled(tera, origins, documents)),
            Err(error) => {
                let first = user.first().map_or("", |(name, ..)| name);
                Err(vec![faults::of_tera(&error, first, &origins)])
            }
        }
    }

    fn compiled(tera: Tera, origins: Origins, documents: Vec<String>) -> Self {
        let judged =
            documents.iter().filter(|document| may_name(&tera, document, &JUDGED)).cloned().collect();
        Self { tera: Arc::new(tera), origins, documents, judged }
    }

    /// The words for what changed between two plans, and the document `diff` that tells it, as Markdown.
    ///
    /// # Errors
    /// What the template does wrong with these plans, at its place.
    pub fn compare(&self, sides: &Sides<'_>) -> Result<(Comparison, String), Vec<Finding>> {
        let comparison = context::diff::comparison(sides);
        let (mut context, _) = context::build(&sides.new, COMPARISON, None);
        context.comparison = Some(comparison.clone());
        Ok((comparison, self.print(COMPARISON, &context.value(None), sides.new.language)?))
    }

    /// The document `record` of a backout that was carried out, as Markdown.
    ///
    /// # Errors
    /// What the template does wrong with this plan and log, at its place.
    pub fn record(&self, subject: &Subject<'_>, log: &Log) -> Result<String, Vec<Finding>> {
        let (mut context, _) = context::build(subject, RECORD, None);
        context.record = Some(context::record(subject, RECORD, log));
        self.print(RECORD, &context.value(None), subject.language)
    }

    /// The document `index` of many plans, as Markdown.
    ///
    /// # Errors
    /// What the template does wrong with these plans, at its place.
    pub fn index(&self, gathering: &Gathering<'_>) -> Result<String, Vec<Finding>> {
        self.print(INDEX, &context::portfolio::build(gathering).value(None), gathering.language)
    }

    /// The kinds of documents that are made of one plan, sorted: `review`, `runbook`, and the user's own.
    #[must_use]
    pub fn documents(&self) -> Vec<&str> {
        let of_others = [COMPARISON, RECORD, INDEX, BINDER, BINDER_END];
        self.documents.iter().map(String::as_str).filter(|kind| !of_others.contains(kind)).collect()
    }

    /// The front of a binder of many plans, as Markdown; `pages` has the page each plan's runbook begins on.
    ///
    /// # Errors
    /// What the template does wrong with these plans, at its place.
    pub fn binder(&self, gathering: &Gathering<'_>, pages: &[usize]) -> Result<String, Vec<Finding>> {
        let context = context::portfolio::build_binder(gathering, pages);
        self.print(BINDER, &context.value(None), gathering.language)
    }

    /// Renders a document of the given kind to Markdown; `binder` is the runbook as it is bound with others, without
    /// its last resort.
    ///
    /// # Errors
    /// What a template does wrong with this plan, at its place; or that there is no such kind.
    pub fn render(&self, document: &str, subject: &Subject<'_>) -> Result<String, Vec<Finding>> {
        Ok(self.draft(document, subject, None)?.text)
    }

    /// The same with the pictures it may draw; `since` is what changed since the text that was approved last.
    ///
    /// # Errors
    /// What a template does wrong with this plan, at its place; or that there is no such kind.
    pub fn draft(
        &self,
        document: &str,
        subject: &Subject<'_>,
        since: Option<&changes::Comparison>,
    ) -> Result<Draft, Vec<Finding>> {
        let template = if document == BINDER { RUNBOOK } else { document };
        // what the check says is waited for, so only where it may be printed
        let checked = subject.checked.filter(|_| self.judged.iter().any(|kind| kind == template));
        let (context, pictures) = context::build(&Subject { checked, ..*subject }, document, since);
        let text = self.print(template, &memory::value(document, context), subject.language)?;
        Ok(Draft { text, pictures })
    }

    /// Prints a context, as templates see it, to Markdown.
    fn print(&self, document: &str, context: &Value, language: &Language) -> Result<String, Vec<Finding>> {
        let template = format!("{document}.md");
        let mut names = tera::Context::new();
        for (name, value) in context.as_map().into_iter().flatten() {
            names.insert_value(name.to_string(), value.clone());
        }
        names.insert_value("words", language.value());
        let rendered = once::print(&self.tera, language.value(), || self.tera.render(&template, &names))
            .map_err(|error| vec![faults::of_tera(&error, &template, &self.origins)])?;
        Ok(whitespace::normalise(&rendered))
    }
}

/// The anchor of a plan's runbook within a binder, by the plan's number.
#[must_use]
pub fn anchor_in_binder(number: usize) -> String {
    context::portfolio::anchor(number)
}

/// The windows and deadlines of many plans as entries of a calendar.
#[must_use]
pub fn events(gathering: &Gathering<'_>) -> Vec<Event> {
    context::portfolio::events(gathering)
}

/// Tera with our filters and our way of escaping, without templates.
fn engine() -> Tera {
    let mut tera = Tera::new();
    filters::register(&mut tera);
    tera
}

/// Whether a document may print one of these names of the contract: its template or one that it includes says it, or a
/// component takes it from whoever calls it.
fn may_name(tera: &Tera, document: &str, names: &[&str]) -> bool {
    let said = tera.get_template_variables(&format!("{document}.md")).unwrap_or_default();
    let mut components = tera.get_component_names().filter_map(|name| tera.get_component_definition(name));
    let is_taken = |component: tera::ComponentInfo| {
        component.args().iter().any(|it| it.is_implicit() && names.contains(&it.name()))
    };
    names.iter().any(|name| said.contains(name)) || components.any(is_taken)
}

/// What is wrong with a template's syntax, taken by itself.
fn syntax(name: &str, text: &str, origins: &Origins) -> Option<Finding> {
    let error = engine().add_raw_template(name, text).err()?;
    matches!(error.kind(), tera::ErrorKind::SyntaxError(_)).then(|| faults::of_tera(&error, name, origins))
}

/// The name of a template in its folder, from its file's name: `parts/steps.md` or `runbook.md`.
fn template_name(path: &str) -> String {
    let mut pieces = path.rsplit(['/', '\\']);
    let file = pieces.next().unwrap_or(path);
    if pieces.next() == Some("parts") { format!("parts/{file}") } else { file.to_owned() }
}

/// Whether a file of a template folder is no template but tells people about the folder.
fn is_about_the_folder(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name);
    file.eq_ignore_ascii_case("README.md")
}

/// The kind of document that a template makes; none for a part.
fn kind(template: &str) -> Option<&str> {
    template.strip_suffix(".md").filter(|kind| !kind.contains('/'))
}

/// The kinds of documents among templates.
fn kinds<'a>(templates: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut kinds: Vec<String> = templates.into_iter().filter_map(kind).map(str::to_owned).collect();
    kinds.sort();
    kinds
}
