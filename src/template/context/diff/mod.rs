//! What changed between two plans, in sentences made of pieces: each piece says how it is printed.

mod fields;
mod sentence;
mod values;

use super::Resolver;
use super::shape::contract;
use crate::facts::changes::{self, Weight};
use crate::facts::fingerprint;
use crate::markdown::escape;
use crate::template::{COMPARISON, Subject, filters};

contract! {
    /// What changed between two plans.
    pub struct Comparison {
        /// The old plan.
        pub old: Compared,
        /// The new plan.
        pub new: Compared,
        /// Whether the approval fingerprint is the same: an approval of the old text is one of the new.
        pub same_text: bool,
        /// What there is to say before the changes: whether anything changed, and whether an approval still holds.
        pub summary: Vec<String>,
        /// The change that weighs most, that approvals and rehearsals are of another text apart; Markdown.
        pub weightiest: Option<String>,
        /// The word before a text as it was.
        pub word_was: String,
        /// The word before a text as it is.
        pub word_now: String,
        /// What changed, by weight; groups without a change are left out, so none means that nothing changed.
        pub groups: Vec<DifferenceGroup>,
    }

    /// One of two plans.
    pub struct Compared {
        /// What it is called: its file's name, with the revision it was taken from.
        pub name: String,
        /// Its approval fingerprint, in short.
        pub fingerprint: String,
    }

    /// Changes of one weight.
    pub struct DifferenceGroup {
        /// `decision`, `substance`, `trifle` or `aside` (not part of what is approved).
        pub weight: &'static str,
        /// The weight in words.
        pub title: String,
        /// The changes.
        pub changes: Vec<Difference>,
    }

    /// A change.
    pub struct Difference {
        /// Where it stands in the plan: `phases[1].steps[0].run`; empty for what follows from the whole plan.
        pub route: String,
        /// What changed; Markdown.
        pub sentence: String,
        /// The same sentence in pieces, for what is not Markdown.
        pub pieces: Vec<Piece>,
        /// A text of several lines as it was.
        pub was: Option<String>,
        /// A text of several lines as it is.
        pub now: Option<String>,
        /// What a new thing says, or what one said that is gone.
        pub parts: Vec<Part>,
    }

    /// One thing that a new or removed thing says.
    pub struct Part {
        /// In a sentence; Markdown.
        pub sentence: String,
        /// The same sentence in pieces.
        pub pieces: Vec<Piece>,
        /// A text of several lines.
        pub text: Option<String>,
    }

    /// A piece of a sentence.
    pub struct Piece {
        /// How it is printed: `words`, `name`, `plain`, `code` (to the byte) or `prose` (Markdown).
        pub kind: &'static str,
        /// What it says.
        pub text: String,
    }
}

/// Two plans to be told apart.
#[derive(Debug, Clone, Copy)]
pub struct Sides<'a> {
    /// The old plan as the comparison has it, and its facts.
    pub old: Subject<'a>,
    /// The new plan and its facts.
    pub new: Subject<'a>,
    /// What the old plan and the new one are called.
    pub names: [&'a str; 2],
    /// What changed.
    pub comparison: &'a changes::Comparison,
}

/// Puts what changed into the words of the new plan's language.
pub(in crate::template) fn comparison(sides: &Sides<'_>) -> Comparison {
    let Sides { comparison, names, new, .. } = sides;
    let of = |side| Resolver::new(side, COMPARISON);
    let speaker = Speaker { old: of(&sides.old), new: of(&sides.new) };
    let group = |weight: Weight| {
        let (code, word) = match weight {
            Weight::Decision => ("decision", "diff_weight_decision"),
            Weight::Substance => ("substance", "diff_weight_substance"),
            Weight::Trifle => ("trifle", "diff_weight_trifle"),
            Weight::Aside => ("aside", "diff_weight_aside"),
        };
        let changes = comparison.changes.iter().filter(|change| change.weight == weight);
        let changes: Vec<_> = changes.map(|change| speaker.change(change)).collect();
        let title = new.language.word(word).to_owned();
        (!changes.is_empty()).then_some(DifferenceGroup { weight: code, title, changes })
    };
    let weights = [Weight::Decision, Weight::Substance, Weight::Trifle, Weight::Aside];
    let fingerprints = [&comparison.old_fingerprint, &comparison.new_facts.approval_fingerprint];
    let side = |at: usize| Compared {
        name: names[at].to_owned(),
        fingerprint: fingerprint::short(fingerprints[at]),
    };
    let groups: Vec<_> = weights.into_iter().filter_map(group).collect();
    let (old, new, same_text) = (side(0), side(1), fingerprints[0] == fingerprints[1]);
    let language = sides.new.language;
    let approval = if same_text {
        language.fill("diff_same_text", &[("fingerprint", &new.fingerprint)])
    } else {
        language.fill("diff_other_text", &[("old", &old.fingerprint), ("new", &new.fingerprint)])
    };
    // they follow from every change, so they tell nothing about this one
    let follows = |change: &&changes::Change| {
        matches!(change.kind, changes::Kind::ApprovalLost | changes::Kind::RehearsalOutdated)
    };
    let weightiest = comparison.changes.iter().find(|change| !follows(change));
    let nothing = groups.is_empty().then(|| language.word("diff_nothing").to_owned());
    Comparison {
        same_text,
        summary: nothing.into_iter().chain([approval]).collect(),
        weightiest: weightiest.map(|change| speaker.change(change).sentence),
        word_was: language.word("diff_was").to_owned(),
        word_now: language.word("diff_now").to_owned(),
        old,
        new,
        groups,
    }
}

/// What speaks of changes: it knows the names of both plans.
struct Speaker<'a> {
    old: Resolver<'a>,
    new: Resolver<'a>,
}

/// A sentence as Markdown.
fn markdown(pieces: &[Piece]) -> String {
    let piece = |piece: &Piece| match piece.kind {
        "name" => format!("**{}**", escape::text(&piece.text)),
        "code" => escape::code(&piece.text),
        "prose" => filters::inline(&piece.text),
        _ => escape::text(&piece.text),
    };
    pieces.iter().map(piece).collect()
}

impl Piece {
    fn words(text: impl Into<String>) -> Self {
        Self { kind: "words", text: text.into() }
    }

    fn name(text: impl Into<String>) -> Self {
        Self { kind: "name", text: text.into() }
    }

    fn plain(text: impl Into<String>) -> Self {
        Self { kind: "plain", text: text.into() }
    }

    fn code(text: impl Into<String>) -> Self {
        Self { kind: "code", text: text.into() }
    }

    fn prose(text: impl Into<String>) -> Self {
        Self { kind: "prose", text: text.into() }
    }
}
