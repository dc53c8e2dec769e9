//! The sentence that tells a change: a pattern of the language, filled with pieces.

use super::values::Shown;
use super::{Difference, Part, Piece, Speaker, markdown};
use crate::facts::Tier;
use crate::facts::changes::{self, Computed, Kind, Value};
use crate::facts::form::{Form, Scalar};
use crate::plan::steps::Step;
use crate::template::placeholders;
use crate::time::Duration;

/// What a placeholder of a pattern stands for.
type Filling<'a> = (&'a str, Vec<Piece>);

impl Speaker<'_> {
    /// A change in words.
    pub(super) fn change(&self, change: &changes::Change) -> Difference {
        let [old, new] = self.values(change);
        let (was, now) = (below(old.as_ref()), below(new.as_ref()));
        let is_long = was.is_some() || now.is_some();
        let fillings = |key: &str| {
            let value = |shown: &Option<Shown>| match shown {
                Some(Shown::InLine(pieces)) => pieces.clone(),
                _ => vec![Piece::words(self.word("diff_none"))],
            };
            let fillings = vec![
                ("about", self.about(change)),
                ("field", self.field(change)),
                ("old", value(&old)),
                ("new", value(&new)),
            ];
            self.fill(key, &fillings)
        };
        let sentence = match &change.kind {
            Kind::Field => fillings(&field_key(change, is_long)),
            Kind::Added { after } => self.came(change, after.as_deref()),
            Kind::Removed => self.went(change),
            Kind::Renumbered => fillings("diff_renumbered"),
            Kind::Swapped => self.swapped(change),
            Kind::OtherPhase => fillings("diff_other_phase"),
            Kind::Moved { after } => self.moved(change, after.as_deref()),
            Kind::Reordered => self.reordered(change, fillings("diff_order_values")),
            Kind::Window => fillings(&presence("diff_window", change)),
            Kind::Copy => fillings("diff_copy"),
            Kind::ApprovalLost => fillings("diff_approval_lost"),
            Kind::RehearsalOutdated => fillings("diff_rehearsal_outdated"),
            Kind::Computed(computed) => self.computed(change, computed, &fillings),
        };
        let parts =
            change.parts.iter().filter(|part| !says_the_title(part)).map(|part| self.part(part)).collect();
        let pieces = begun(sentence);
        Difference { route: change.route.to_string(), sentence: markdown(&pieces), pieces, was, now, parts }
    }

    /// What a new thing says, or what one said that is gone.
    fn part(&self, part: &changes::Change) -> Part {
        let [old, new] = self.values(part);
        let text = below(new.as_ref().or(old.as_ref()));
        let mut sentence = if part.field.is_empty() { self.about(part) } else { self.field(part) };
        if let Some(Shown::InLine(value)) = new.or(old).filter(|_| !part.field.is_empty()) {
            sentence.push(Piece::words(": "));
            sentence.extend(value);
        }
        for inner in &part.parts {
            sentence.push(Piece::words("; "));
            sentence.extend(self.part(inner).pieces);
        }
        Part { sentence: markdown(&sentence), pieces: sentence, text }
    }

    fn came(&self, change: &changes::Change, after: Option<&str>) -> Vec<Piece> {
        let about = self.about(change);
        let after = after.filter(|id| !id.is_empty());
        let key = match (change.about.kind, after) {
            ("Step", Some(_)) => "diff_added_step",
            ("Step", None) => "diff_added_first_step",
            ("Person" | "Role" | "Team", _) => "diff_added_contact",
            ("ChangeStep" | "Phase" | "Procedure", Some(_)) => "diff_added_after",
            _ => "diff_added",
        };
        let what = Self::title(change, &self.new);
        let after = after.map(Piece::name).into_iter().collect();
        self.fill(key, &[("about", about), ("after", after), ("what", what)])
    }

    fn went(&self, change: &changes::Change) -> Vec<Piece> {
        let key = match change.about.kind {
            "Step" => "diff_removed_step",
            "Person" | "Role" | "Team" => "diff_removed_contact",
            _ => "diff_removed",
        };
        self.fill(key, &[("about", self.about(change)), ("what", Self::title(change, &self.old))])
    }

    /// What a step that came or went does.
    fn title(change: &changes::Change, resolver: &super::Resolver) -> Vec<Piece> {
        let Some(Value::Form(form)) = change.new.as_ref().or(change.old.as_ref()) else { return Vec::new() };
        let Some(Form::Scalar(Scalar::Plain(id))) = form.get("id") else { return Vec::new() };
        let plan = resolver.plan;
        let of_procedures = plan.procedures.iter().flat_map(|way| &way.phases);
        let mut steps = plan.phases.iter().chain(of_procedures).flat_map(|phase| &phase.steps);
        let step: Option<&Step> = steps.find(|step| step.id == *id);
        step.map(|step| Piece::prose(resolver.title(step))).into_iter().collect()
    }

    fn swapped(&self, change: &changes::Change) -> Vec<Piece> {
        let Some(Value::Ids(ids)) = &change.old else { return Vec::new() };
        let id = |at: usize| ids.get(at).map(Piece::name).into_iter().collect();
        self.fill("diff_swapped", &[("one", id(0)), ("other", id(1))])
    }

    fn moved(&self, change: &changes::Change, after: Option<&str>) -> Vec<Piece> {
        let before = match &change.old {
            Some(Value::Ids(ids)) => ids.first().map(String::as_str),
            _ => None,
        };
        let place = |step: Option<&str>| match step {
            Some(step) => self.fill("after_step", &[("step", vec![Piece::name(step)])]),
            None => vec![Piece::words(self.word("diff_first"))],
        };
        let fillings = vec![("about", self.about(change)), ("old", place(before)), ("new", place(after))];
        self.fill("diff_moved", &fillings)
    }

    fn reordered(&self, change: &changes::Change, values: Vec<Piece>) -> Vec<Piece> {
        let key = format!("diff_things_{}", super::fields::snake(change.about.kind));
        let things = if self.new.language.has(&key) {
            vec![Piece::words(self.word(&key))]
        } else {
            vec![Piece::code(change.route.to_string())]
        };
        self.fill("diff_order", &[("things", things), ("values", values)])
    }

    fn computed(
        &self,
        change: &changes::Change,
        computed: &Computed,
        fill: &dyn Fn(&str) -> Vec<Piece>,
    ) -> Vec<Piece> {
        let sentence = match computed {
            Computed::Takes => self.takes(change, fill),
            Computed::DecideBy => fill(&presence("diff_decide_by", change)),
            Computed::AlarmBy => fill(&presence("diff_alarm_by", change)),
            Computed::Slack => fill(&presence("diff_slack", change)),
            Computed::Reach => fill(&presence("diff_reach", change)),
            Computed::Verified => fill(&presence("diff_verified", change)),
            Computed::Loss { at } => [self.failed(at), fill("diff_loss")].concat(),
            Computed::StartWith { at } => [self.failed(at), fill("diff_start_with")].concat(),
            Computed::PointOfNoReturn => fill(&presence("diff_no_return", change)),
            Computed::Margin => fill(&presence("diff_margin", change)),
            Computed::Tier => self.tier(change),
            Computed::UndoneBy => fill(&presence("diff_undone", change)),
            Computed::Restored => fill(&presence("diff_restored", change)),
            Computed::Tested => fill(&presence("diff_tested", change)),
            Computed::ToldAtStart => fill(&presence("diff_told_start", change)),
            Computed::ToldAtEnd => fill(&presence("diff_told_end", change)),
        };
        if change.about.kind == "Procedure" {
            [self.about(change), vec![Piece::words(": ")], sentence].concat()
        } else {
            sentence
        }
    }

    /// How much longer or shorter the backout takes.
    fn takes(&self, change: &changes::Change, fill: &dyn Fn(&str) -> Vec<Piece>) -> Vec<Piece> {
        let (Some(Value::Span(old)), Some(Value::Span(new))) = (&change.old, &change.new) else {
            return fill(&presence("diff_takes", change));
        };
        let (key, longer, shorter) =
            if new > old { ("diff_takes_longer", new, old) } else { ("diff_takes_shorter", old, new) };
        let by = Duration::minutes(longer.minutes_up() - shorter.minutes_up());
        // in minutes, so that they can be held against each other
        let span = |length: Duration| vec![Piece::words(self.new.span(length).in_minutes)];
        self.fill(key, &[("by", span(by)), ("old", span(*old)), ("new", span(*new))])
    }

    /// At which steps the change failed.
    fn failed(&self, at: &[Option<String>]) -> Vec<Piece> {
        let last = self.new.plan.change.steps.last().map(|step| step.id.clone()).unwrap_or_default();
        let place = |step: &Option<String>| match step {
            Some(step) => vec![Piece::name(step)],
            None => self.fill("after_step", &[("step", vec![Piece::name(&last)])]),
        };
        let steps = at.iter().map(place).collect::<Vec<_>>().join(&Piece::words(", "));
        self.fill("diff_failed", &[("steps", steps)])
    }

    fn tier(&self, change: &changes::Change) -> Vec<Piece> {
        let (Some(Value::Tier(old)), Some(Value::Tier(new))) = (&change.old, &change.new) else {
            return Vec::new();
        };
        let key = match new.level.cmp(&old.level) {
            std::cmp::Ordering::Greater => "diff_tier_rises",
            std::cmp::Ordering::Less => "diff_tier_falls",
            std::cmp::Ordering::Equal => "diff_tier_stays",
        };
        let why = |tier: &Tier, resolver: &super::Resolver| {
            let reasons = resolver.reasons(tier);
            let words =
                if reasons.is_empty() { self.word("diff_none").to_owned() } else { reasons.join(", ") };
            vec![Piece::words(words)]
        };
        let level = |tier: &Tier| vec![Piece::words(tier.level.to_string())];
        let fillings = vec![
            ("old", level(old)),
            ("new", level(new)),
            ("why", why(new, &self.new)),
            ("before", why(old, &self.old)),
        ];
        self.fill(key, &fillings)
    }

    fn word(&self, key: &str) -> &str {
        self.new.language.words().get(key).map_or("", String::as_str)
    }

    /// A pattern with pieces for its placeholders.
    pub(super) fn fill(&self, key: &str, fillings: &[Filling]) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for part in placeholders::pieces(self.word(key)) {
            match part {
                placeholders::Piece::Plain("") => {}
                placeholders::Piece::Plain(words) => pieces.push(Piece::words(words)),
                placeholders::Piece::Name(name) => {
                    let filling = fillings.iter().find(|(known, _)| *known == name);
                    pieces.extend(filling.map(|(_, pieces)| pieces.clone()).unwrap_or_default());
                }
            }
        }
        pieces
    }
}

/// Whether a part repeats what the sentence about a step says: its action.
fn says_the_title(part: &changes::Change) -> bool {
    const ACTIONS: [&str; 6] = ["do", "notify", "maintenance", "restore", "decide", "wait"];
    let field = part.field.first().map_or("", String::as_str);
    part.about.kind == "Step" && (ACTIONS.contains(&field) || field == "test")
}

/// The pattern for a field: of the plan or of a thing; changed, lost or gained; with the values in it or below it.
fn field_key(change: &changes::Change, is_long: bool) -> String {
    if change.field == ["decision", "by"] && change.old.is_some() && change.new.is_some() {
        return "diff_decider".to_owned();
    }
    let of = if change.about.kind == "Plan" { "diff_plan" } else { "diff_thing" };
    let long = if is_long { "_long" } else { "" };
    format!("{}{long}", presence(of, change))
}

/// The pattern for something that is another now, is no more, or was not before.
fn presence(stem: &str, change: &changes::Change) -> String {
    let way = match (&change.old, &change.new) {
        (Some(_), None) => "lost",
        (None, Some(_)) => "gained",
        _ => "changed",
    };
    format!("{stem}_{way}")
}

/// A value of several lines.
fn below(shown: Option<&Shown>) -> Option<String> {
    match shown {
        Some(Shown::Below(text)) => Some(text.clone()),
        _ => None,
    }
}

/// A sentence with a capital, where it begins with a word.
fn begun(mut sentence: Vec<Piece>) -> Vec<Piece> {
    if let Some(first) = sentence.first_mut().filter(|piece| piece.kind == "words") {
        let mut characters = first.text.chars();
        if let Some(letter) = characters.next() {
            first.text = letter.to_uppercase().chain(characters).collect();
        }
    }
    sentence
}
