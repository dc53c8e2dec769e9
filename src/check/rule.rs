//! A rule is one thing a backout plan can get wrong: its name, its group, how much it weighs at each tier, its
//! documentation, and the function that looks for it.

use crate::finding::{Finding, Fix, Related, Severity};
use crate::plan::edit::Edit;
use crate::plan::{Index, Route};
use crate::source::{Place, Sources};

use super::subject::Subject;

/// One thing a plan can get wrong.
#[derive(Debug)]
pub struct Rule {
    /// Names the offence in kebab case; it reads well after "allow".
    pub name: &'static str,
    /// The group it is listed under.
    pub group: Group,
    /// How much it weighs at tier 0, 1, 2 and 3.
    pub severities: Severities,
    /// The source file it lives in: its `//!` lines are the user documentation (see [`Rule::documentation`]).
    pub file: &'static str,
    /// Looks for it.
    pub check: fn(&Subject<'_>, &mut Report<'_>),
}

impl Rule {
    /// The user documentation as Markdown: one sentence, then "What it finds", "Why", "Example", "Instead".
    #[must_use]
    pub fn documentation(&self) -> String {
        documentation(self.file)
    }

    /// What the rule is about, in one sentence: the first line of its documentation.
    #[must_use]
    pub fn summary(&self) -> String {
        self.documentation().lines().next().unwrap_or_default().to_owned()
    }
}

/// The user documentation a source file begins with: its `//!` lines.
pub(super) fn documentation(file: &str) -> String {
    let lines = file.lines().map_while(|line| line.strip_prefix("//!"));
    let lines: Vec<&str> = lines.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
    lines.join("\n")
}

/// The groups of rules, in the order of the reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// What the words say.
    Text,
    /// Whether and when to go back, and who says so.
    Strategy,
    /// Whether there is time to go back.
    Time,
    /// Whether people can be reached.
    People,
    /// Whether people are told.
    Notify,
    /// Whether steps can be carried out.
    Steps,
    /// Whether data comes back.
    Restore,
    /// Whether anybody makes sure.
    Tests,
    /// Whether how-to pages are there when they are needed.
    Links,
    /// What is left when the backout fails too.
    LastResort,
    /// Whether the plan is kept alive.
    LifeCycle,
    /// Whether what is printed can be used.
    Layout,
}

/// How much a rule weighs at each tier; none where it does not apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Severities([Option<Severity>; 4]);

impl Severities {
    /// Reads the notation of the reference: `"· w e e"`, one sign a tier (`·` off, `i` info, `w` warning, `e` error).
    ///
    /// # Panics
    /// On any other text; every rule's is a constant, so that is told at compile time.
    #[must_use]
    pub const fn of(notation: &str) -> Self {
        let bytes = notation.as_bytes();
        let mut tiers = [None; 4];
        let (mut tier, mut at) = (0, 0);
        while at < bytes.len() {
            match bytes[at] {
                b'e' => tiers[tier] = Some(Severity::Error),
                b'w' => tiers[tier] = Some(Severity::Warning),
                b'i' => tiers[tier] = Some(Severity::Info),
                // the middle dot is C2 B7
                0xC2 => at += 1,
                _ => panic!("a severity is one of · i w e"),
            }
            tier += 1;
            at += 2;
        }
        assert!(tier == 4, "a rule has a severity for each of four tiers");
        Self(tiers)
    }

    /// The severity at a tier (0 to 3).
    #[must_use]
    pub fn at(self, tier: u8) -> Option<Severity> {
        self.0.get(usize::from(tier)).copied().flatten()
    }
}

/// Takes what a rule finds and turns routes into places.
#[derive(Debug)]
pub struct Report<'a> {
    rule: &'static str,
    severity: Severity,
    index: &'a Index,
    found: &'a mut Vec<Finding>,
}

impl<'a> Report<'a> {
    pub(super) fn new(
        rule: &'static str,
        severity: Severity,
        index: &'a Index,
        found: &'a mut Vec<Finding>,
    ) -> Self {
        Self { rule, severity, index, found }
    }

    /// Reports an offence at a route (`phases[1].steps[0].run`), underlining the value there.
    ///
    /// A route that is not in the text (a missing key) falls back to the nearest thing around it.
    pub fn add(&mut self, route: &str, message: impl Into<String>) -> Draft<'_> {
        self.add_at(self.index.place(&Route::from(route)), message)
    }

    /// Reports an offence at a place that no route leads to, such as a comment.
    pub fn add_at(&mut self, place: Place, message: impl Into<String>) -> Draft<'_> {
        let mut finding = Finding::error(self.rule, message, place);
        finding.severity = self.severity;
        self.found.push(finding);
        let at = self.found.len() - 1;
        Draft { finding: &mut self.found[at], index: self.index }
    }
}

/// A finding that can still get a hint, a label and related places.
#[derive(Debug)]
pub struct Draft<'a> {
    finding: &'a mut Finding,
    index: &'a Index,
}

impl Draft<'_> {
    /// Says how to mend it.
    pub(super) fn hint(self, hint: impl Into<String>) -> Self {
        self.finding.hint = Some(hint.into());
        self
    }

    /// Says something under the underlined text.
    pub(super) fn label(self, label: impl Into<String>) -> Self {
        self.finding.label = Some(label.into());
        self
    }

    /// Points at a second place and says what it has to do with it.
    pub(super) fn related(self, route: &str, label: impl Into<String>) -> Self {
        self.finding
            .related
            .push(Related { place: self.index.place(&Route::from(route)), label: label.into() });
        self
    }

    /// Offers a change of the text that mends it (`quote it`), where the text can be edited there.
    ///
    /// It must be safe: what the plan says stays, and what only its author can know is left as a marked blank.
    pub(super) fn fix(self, sources: &Sources, title: impl Into<String>, edit: &Edit) -> Self {
        let patches = self.index.patches(sources, edit).unwrap_or_default();
        if !patches.is_empty() {
            self.finding.fix = Some(Fix { title: title.into(), patches });
        }
        self
    }

    /// Narrows the underline to a stretch of the value's text, see [`Sources::narrowed`].
    pub(super) fn narrow(self, sources: &Sources, part: &str) -> Self {
        if let Some(place) = &mut self.finding.place {
            *place = sources.narrowed(place, part);
        }
        self
    }

    /// Weighs no more than a severity, whatever the rule weighs.
    pub(super) fn at_most(self, severity: Severity) -> Self {
        self.finding.severity = self.finding.severity.min(severity);
        self
    }
}
