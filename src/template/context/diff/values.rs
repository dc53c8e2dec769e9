//! Old and new values as they are shown: in words, and exactly where the words would be the same.

use super::super::{Resolver, times};
use super::fields::{is_exact, snake};
use super::{Piece, Speaker};
use crate::facts::DataLoss;
use crate::facts::changes::{Change, Value};
use crate::facts::form::{Form, Scalar};
use crate::plan::values::{HowToId, Localised, Prose, SystemId, Text, Who};
use crate::time::Timestamp;

/// How values are shown.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Manner {
    /// Texts to the byte.
    text: Exactness,
    moment: MomentManner,
}

/// Whether a text is shown to the byte.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Exactness {
    /// In words.
    #[default]
    Words,
    /// Texts to the byte.
    Bytes,
    /// Everything as precisely as the plan has it, for what would look the same otherwise.
    Everything,
}

/// How much of a moment is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum MomentManner {
    /// Date and time.
    #[default]
    Whole,
    /// The time alone, where both are of one day.
    Time,
    /// Date, time and the offset from UTC, where it is not the same.
    WithOffset,
}

/// A value as it is shown: in a sentence, or below it when it has several lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Shown {
    InLine(Vec<Piece>),
    Below(String),
}

impl Speaker<'_> {
    /// The old and the new value of a change.
    pub(super) fn values(&self, change: &Change) -> [Option<Shown>; 2] {
        let sides = [(&self.old, &change.old), (&self.new, &change.new)];
        let text = if is_exact(change) { Exactness::Bytes } else { Exactness::Words };
        let moment = self.moment_manner(change);
        let show = |text| {
            sides
                .map(|(resolver, value)| Some(self.value(resolver, value.as_ref()?, Manner { text, moment })))
        };
        let shown = show(text);
        if shown[0] == shown[1] { show(Exactness::Everything) } else { shown }
    }

    fn moment_manner(&self, change: &Change) -> MomentManner {
        let of = |resolver: &Resolver, value: &Option<Value>| {
            let moments = value.as_ref().map(moments).unwrap_or_default();
            moments.into_iter().map(|at| resolver.clock.read(at)).collect::<Vec<_>>()
        };
        let sides = [of(&self.old, &change.old), of(&self.new, &change.new)];
        let on_both = sides.iter().all(|side| !side.is_empty());
        let shown = sides.concat();
        let same_offset = shown.windows(2).all(|pair| pair[0].offset_seconds == pair[1].offset_seconds);
        let same_day = shown.windows(2).all(|pair| pair[0].date == pair[1].date);
        match (same_offset, same_day, on_both) {
            (false, ..) => MomentManner::WithOffset,
            (true, true, true) => MomentManner::Time,
            _ => MomentManner::Whole,
        }
    }

    fn value(&self, resolver: &Resolver, value: &Value, manner: Manner) -> Shown {
        let pieces = match value {
            Value::Form(Form::Scalar(Scalar::Text(text))) if self.spoken(resolver, text).contains('\n') => {
                return Shown::Below(self.spoken(resolver, text).to_owned());
            }
            Value::Form(form) => self.form(resolver, form, manner),
            Value::Span(length) => vec![Piece::words(resolver.span(*length).text)],
            Value::Moment(at) => vec![Piece::words(moment(resolver, *at, manner))],
            Value::Window(start, end) => {
                let ends = [start, end].map(|end| self.form(resolver, end, manner));
                let [start, end] = ends;
                self.fill("from_to", &[("from", start), ("to", end)])
            }
            Value::Minutes(minutes) => vec![Piece::words(resolver.margin(*minutes).text)],
            Value::Loss(losses) => vec![Piece::words(losses_in_words(resolver, losses))],
            Value::Tier(tier) => vec![Piece::words(tier.level.to_string())],
            Value::Ids(ids) => {
                ids.iter().map(|id| vec![Piece::name(id)]).collect::<Vec<_>>().join(&Piece::words(", "))
            }
            Value::Names(names) => {
                names.iter().map(|name| self.named(name)).collect::<Vec<_>>().join(&Piece::words(", "))
            }
            Value::Text(text) => return Shown::Below(text.clone()),
        };
        Shown::InLine(pieces)
    }

    /// A text in the document's language.
    fn spoken<'t>(&self, resolver: &Resolver, text: &'t Localised) -> &'t str {
        text.in_language(self.new.language.code(), resolver.plans_own)
    }

    /// Something a plan says.
    pub(super) fn form(&self, resolver: &Resolver, form: &Form, manner: Manner) -> Vec<Piece> {
        match form {
            Form::Scalar(scalar) => self.scalar(resolver, scalar, manner),
            Form::List(items) => {
                let items: Vec<_> = items.iter().map(|item| self.form(resolver, item, manner)).collect();
                items.join(&Piece::words(", "))
            }
            Form::Map(entries) => {
                let entry = |(key, value): (&String, &Form)| {
                    [vec![Piece::name(key), Piece::words(" ")], self.form(resolver, value, manner)].concat()
                };
                entries.iter().map(entry).collect::<Vec<_>>().join(&Piece::words(", "))
            }
            Form::Record { kind: "Remedy", fields } => {
                fields.iter().flat_map(|field| self.remedy(field.name, &field.value)).collect()
            }
            Form::Record { fields, .. } => {
                let fields = fields.iter().map(|field| {
                    let value = self.form(resolver, &field.value, manner);
                    match field.name {
                        "first" => value,
                        "else" => {
                            [vec![Piece::words(self.new.language.word("else")), Piece::words(" ")], value]
                                .concat()
                        }
                        name => [vec![Piece::code(name), Piece::words(" ")], value].concat(),
                    }
                });
                fields.collect::<Vec<_>>().join(&Piece::words("; "))
            }
        }
    }

    /// What to do when a step fails.
    fn remedy(&self, name: &str, value: &Form) -> Vec<Piece> {
        let language = self.new.language;
        match (name, value) {
            ("retry", Form::Scalar(Scalar::Number(times))) => {
                vec![Piece::words(language.counted("retry", *times as usize))]
            }
            ("goto", Form::Scalar(Scalar::Reference(_, step))) => {
                vec![Piece::words(language.word("answer_goto")), Piece::words(" "), Piece::name(step)]
            }
            ("helper", Form::Scalar(Scalar::Number(number))) => {
                let words = language.fill("answer_helper", &[("number", &number.to_string())]);
                vec![Piece::words(words.trim_end_matches(','))]
            }
            (name, _) => vec![Piece::words(language.word(&format!("answer_{name}")))],
        }
    }

    fn scalar(&self, resolver: &Resolver, scalar: &Scalar, manner: Manner) -> Vec<Piece> {
        let language = self.new.language;
        let exact = manner.text == Exactness::Everything;
        vec![match scalar {
            Scalar::Text(text) | Scalar::Prose(text) if exact => return in_every_language(text),
            Scalar::Text(text) if manner.text == Exactness::Bytes => {
                Piece::code(resolver.text(&Text(text.clone())))
            }
            Scalar::Text(text) => return self.quoted(Piece::plain(resolver.text(&Text(text.clone())))),
            Scalar::Prose(text) => return self.quoted(Piece::prose(resolver.prose(&Prose(text.clone())))),
            Scalar::Plain(text) if manner.text == Exactness::Words => Piece::plain(text),
            Scalar::Plain(text) => Piece::code(text),
            Scalar::Who(id) | Scalar::Reference(_, id) if exact => Piece::code(id),
            Scalar::Who(id) => Piece::plain(resolver.contact(&Who(id.clone())).label.clone()),
            Scalar::Reference("SystemId", id) => Piece::plain(resolver.system_name(&SystemId(id.clone()))),
            Scalar::Reference("HowToId", id) => match resolver.how_to(&HowToId(id.clone())) {
                Some(page) => return self.quoted(Piece::plain(page.title)),
                None => Piece::code(id),
            },
            Scalar::Reference("MessageId", id) => Piece::code(id),
            Scalar::Reference(_, id) => Piece::name(id),
            Scalar::Word(kind, word) => Piece::words(language.word(&word_key(kind, word))),
            Scalar::Number(number) => Piece::words(number.to_string()),
            Scalar::Percent(share) => Piece::words(format!("{share}\u{a0}%")),
            Scalar::Duration(length) if exact => Piece::code(length.to_string()),
            Scalar::Duration(length) => Piece::words(resolver.span(*length).text),
            Scalar::Date(date) => Piece::words(resolver.date(*date)),
            Scalar::Moment(written) if exact => {
                let offset = times::offset_name(written.offset.seconds());
                Piece::code(format!("{} ({offset})", written.at))
            }
            Scalar::Moment(written) => Piece::words(moment(resolver, written.at, manner)),
            Scalar::Flag => Piece::words(language.word("diff_yes")),
        }]
    }

    /// A text in the quotation marks of the document's language.
    fn quoted(&self, piece: Piece) -> Vec<Piece> {
        let mark = |key| Piece::words(self.new.language.word(key));
        vec![mark("quote_open"), piece, mark("quote_close")]
    }
}

fn in_every_language(text: &Localised) -> Vec<Piece> {
    match text {
        Localised::One(text) => vec![Piece::code(text)],
        Localised::PerLanguage(texts) => {
            let each = texts
                .iter()
                .map(|(language, text)| vec![Piece::plain(format!("{language}: ")), Piece::code(text)]);
            each.collect::<Vec<_>>().join(&Piece::words(", "))
        }
    }
}

fn losses_in_words(resolver: &Resolver, losses: &[DataLoss]) -> String {
    losses.iter().map(|loss| resolver.loss(loss).text).collect::<Vec<_>>().join("; ")
}

fn moment(resolver: &Resolver, at: Timestamp, manner: Manner) -> String {
    let shown = resolver.moment(at);
    match manner.moment {
        MomentManner::Whole => shown.text,
        MomentManner::Time => shown.time,
        MomentManner::WithOffset => {
            let offset = times::offset_name(resolver.clock.read(at).offset_seconds);
            format!("{} ({offset})", shown.text)
        }
    }
}

/// The moments in a value.
fn moments(value: &Value) -> Vec<Timestamp> {
    let of_form = |form: &Form| match form {
        Form::Scalar(Scalar::Moment(moment)) => Some(moment.at),
        _ => None,
    };
    match value {
        Value::Moment(at) => vec![*at],
        Value::Form(form) => of_form(form).into_iter().collect(),
        Value::Window(start, end) => [start, end].into_iter().filter_map(of_form).collect(),
        _ => Vec::new(),
    }
}

/// The key of a fixed word.
fn word_key(kind: &str, word: &str) -> String {
    let group = match kind {
        "DefaultDecision" => "default",
        "TestKind" => "test",
        "RehearsalKind" => "rehearsal",
        "Outcome" => "result",
        "AsOf" => "diff_as_of",
        other => return format!("{}_{}", snake(other), snake(word)),
    };
    format!("{group}_{}", snake(word))
}
