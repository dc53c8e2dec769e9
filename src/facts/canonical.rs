//! The canonical form is a plan's meaning as bytes: two plans have the same form exactly when they mean the same.
//!
//! Every value says what it is and where it ends: a text is `"`, its length and its bytes; a list is `[`, its length
//! and its items; a map likewise with `(`, in the order of its keys; a record is `{`, each field's name and value,
//! and `}`. What is left out (no value, an empty list, `false`) is not written at all, so that a field which a later
//! version adds does not change the form of a plan that does not use it.
//!
//! The fields of every type are listed in full: a new field does not compile until somebody has said whether it
//! belongs to the meaning.

use std::collections::BTreeMap;

use super::used::{self, Used};
use crate::plan::extra::Extra;
use crate::plan::model::{
    After, AsOf, Bridge, Change, Complexity, Contingency, ContinuityPlan, Deadline, HowTo, LastResort,
    Message, Plan, Reaction, RestorePoint, Reversibility, Risk, Strategy, System, Trigger, Updates, Window,
    WritesStopped,
};
use crate::plan::people::{
    Call, Checkpoint, Contacts, Decision, DefaultDecision, Helper, IfUnreachable, Overrun, Person, Role,
    Route, Team,
};
use crate::plan::steps::{
    ChangeStep, Channel, Choice, IfFails, Maintenance, Phase, Procedure, Remedy, Step, SubStep, TestKind,
};
use crate::plan::values::{
    ChangeStepId, Date, Duration, HowToId, Localised, MessageId, Moment, Percent, Prose, RestorePointId,
    StepId, SystemId, Text, Who, Zone,
};

/// The canonical form of a plan and of the library entries it uses.
///
/// Left out are: the format's version and where library entries stand (how a plan is laid out); status, approvals,
/// rehearsals and waivers (what is said about the plan); and when an entry was last `checked` (it was found right,
/// that is, it did not change).
pub(super) fn form(plan: &Plan) -> Vec<u8> {
    let mut form = Form(Vec::with_capacity(8192));
    plan.write(&mut form);
    form.0
}

/// The bytes written so far.
struct Form(Vec<u8>);

impl Form {
    fn mark(&mut self, kind: u8) {
        self.0.push(kind);
    }

    fn length(&mut self, length: usize) {
        self.0.extend_from_slice(&(length as u64).to_be_bytes());
    }

    fn text(&mut self, text: &str) {
        self.mark(b'"');
        self.length(text.len());
        self.0.extend_from_slice(text.as_bytes());
    }

    fn field(&mut self, name: &str, value: &impl Canonical) {
        if !value.is_absent() {
            self.text(name.trim_start_matches("r#"));
            value.write(self);
        }
    }

    /// A field with those entries of a map that are used.
    fn entries<T: Canonical>(
        &mut self,
        name: &str,
        entries: &BTreeMap<String, T>,
        is_used: impl Fn(&str) -> bool,
    ) {
        let used: BTreeMap<_, _> = entries.iter().filter(|(id, _)| is_used(id)).collect();
        self.field(name, &used);
    }
}

/// A value that has a canonical form.
trait Canonical {
    fn write(&self, form: &mut Form);

    /// Whether the value says nothing.
    fn is_absent(&self) -> bool {
        false
    }
}

impl<T: Canonical + ?Sized> Canonical for &T {
    fn write(&self, form: &mut Form) {
        (**self).write(form);
    }

    fn is_absent(&self) -> bool {
        (**self).is_absent()
    }
}

impl<T: Canonical> Canonical for Option<T> {
    fn write(&self, form: &mut Form) {
        if let Some(value) = self {
            value.write(form);
        }
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: Canonical> Canonical for Vec<T> {
    fn write(&self, form: &mut Form) {
        form.mark(b'[');
        form.length(self.len());
        for item in self {
            item.write(form);
        }
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

impl<K: AsRef<str>, T: Canonical> Canonical for BTreeMap<K, T> {
    fn write(&self, form: &mut Form) {
        form.mark(b'(');
        form.length(self.len());
        for (key, value) in self {
            form.text(key.as_ref());
            value.write(form);
        }
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

impl Canonical for bool {
    fn write(&self, form: &mut Form) {
        form.text("true");
    }

    fn is_absent(&self) -> bool {
        !self
    }
}

impl Canonical for String {
    fn write(&self, form: &mut Form) {
        form.text(self);
    }
}

impl Canonical for Localised {
    fn write(&self, form: &mut Form) {
        match self {
            Self::One(text) => form.text(text),
            Self::PerLanguage(texts) => texts.write(form),
        }
    }
}

impl Canonical for Extra {
    fn write(&self, form: &mut Form) {
        match self {
            Self::Text(text) => form.text(text),
            Self::List(items) => items.write(form),
            Self::Map(entries) => entries.write(form),
        }
    }
}

/// A number or a typed scalar as text.
macro_rules! scalars {
    ($($type:ty: $value:ident => $text:expr;)*) => {$(
        impl Canonical for $type {
            fn write(&self, form: &mut Form) {
                let $value = self;
                form.text(&$text);
            }
        }
    )*};
}

scalars! {
    u8: number => number.to_string();
    Percent: percent => percent.0.to_string();
    Duration: length => length.as_seconds().to_string();
    Date: date => date.0.to_string();
    // the offset belongs to the meaning: it is what the author read on the clock
    Moment: moment => format!("{} {}", moment.at.as_nanosecond(), moment.offset.seconds());
}

/// A value that only wraps another.
macro_rules! wrappers {
    ($($type:ident)*) => {$(
        impl Canonical for $type {
            fn write(&self, form: &mut Form) {
                self.0.write(form);
            }
        }
    )*};
}

wrappers! { Text Prose Zone Who SystemId HowToId MessageId RestorePointId ChangeStepId StepId }

/// A choice between fixed words.
macro_rules! words {
    ($($type:ident { $($word:ident)* })*) => {$(
        impl Canonical for $type {
            fn write(&self, form: &mut Form) {
                form.text(match self {
                    $(Self::$word => stringify!($word),)*
                });
            }
        }
    )*};
}

words! {
    Complexity { Simple Moderate Complex }
    Reversibility { Reversible Costly OneWay }
    Strategy { Rollback Restore Failover SwitchOff FixForward NotPossible }
    Reaction { BackOut Ask }
    DefaultDecision { BackOut Continue Hold }
    Overrun { BackOut Reassess BusinessDecides }
    Route { Phone Mobile Mail Chat }
    Channel { Phone Mobile Mail Chat Ticket InPerson Sms StatusPage }
    Maintenance { Begin End }
    TestKind { Functional DataIntegrity Monitoring Performance Security }
}

impl Canonical for AsOf {
    fn write(&self, form: &mut Form) {
        match self {
            Self::Start => form.text("start"),
            Self::End => form.text("end"),
            Self::At(moment) => moment.write(form),
        }
    }
}

impl Canonical for Remedy {
    fn write(&self, form: &mut Form) {
        let (name, value) = match self {
            Self::Retry(times) => ("retry", times.to_string()),
            Self::Goto(step) => ("goto", step.0.clone()),
            Self::Helper(number) => ("helper", number.to_string()),
            Self::Continue => ("continue", String::new()),
            Self::LastResort => ("last_resort", String::new()),
        };
        form.mark(b'{');
        form.field(name, &value);
        form.mark(b'}');
    }
}

/// A record: the fields that belong to the meaning, and after `without` those that do not.
macro_rules! records {
    ($($type:ident { $($field:ident)* $(; without $($left_out:ident)*)? })*) => {$(
        impl Canonical for $type {
            fn write(&self, form: &mut Form) {
                let Self { $($field,)* $($($left_out: _,)*)? } = self;
                form.mark(b'{');
                $(form.field(stringify!($field), $field);)*
                form.mark(b'}');
            }
        }
    )*};
}

records! {
    Risk { complexity reversibility }
    Change {
        ticket url summary impact systems window deadline writes_stopped verify_for success point_of_no_return steps
    }
    Window { start end }
    Deadline { at why }
    WritesStopped { from to }
    ChangeStep { id r#do by takes systems needs_no_undo point_of_no_return expect }
    Trigger { when lasting look_at then }
    Decision { by call if_unreachable checkpoints overrun }
    Call { who wait via }
    IfUnreachable { after then }
    Checkpoint { after go_if }
    Person { name role phone mobile mail chat hours private; without checked }
    Role { title held_by deputy phone }
    Team { name phone mail ticket chat hours out_of_hours; without checked }
    Helper { call wait note }
    System { name r#where needs carries }
    Bridge { link dial_in fallback }
    HowTo { title url file hosted_by; without checked declared_in }
    Message { say }
    RestorePoint { id what r#where taken_by as_of covers restores_in tested keep_until }
    Updates { every by to via say }
    Contingency { measured estimated }
    Procedure { id title when phases }
    Phase { id title steps }
    Step {
        id r#do notify maintenance restore test decide wait options by host how_to steps run expect takes at_most via
        fallback within say message if_fails undoes only_after rescues needs parallel warning caution note confirm_by
        note_down pauses resumes covers kind
    }
    Choice { r#if goto }
    SubStep { r#do run takes expect }
    IfFails { first r#else }
    LastResort { when declared_by plan first_actions }
    ContinuityPlan { title url paper }
    After { watch by close risks }
}

impl Canonical for Plan {
    #[rustfmt::skip]
    fn write(&self, form: &mut Form) {
        let Self {
            format: _, id, title, language, zone, status: _, owner, revision, revised, review_by, classification, risk,
            tier, include: _, change, strategy, why, mitigation, accepted_by, back_to, triggers, decision, contacts,
            systems, helpers, bridge, how_to, messages, restore_points, updates, contingency, phases, procedures,
            last_resort, after, approvals: _, rehearsals: _, waivers: _, extra,
        } = self;
        let used: Used = used::used(self);
        form.mark(b'{');
        macro_rules! fields { ($($field:ident)*) => { $(form.field(stringify!($field), $field);)* } }
        fields! {
            id title language zone owner revision revised review_by classification risk tier change strategy why
            mitigation accepted_by back_to triggers decision helpers bridge restore_points updates contingency phases
            procedures last_resort after extra
        }
        let Contacts { people, roles, teams } = contacts;
        form.entries("people", people, |id| used.who.contains(id));
        form.entries("roles", roles, |id| used.who.contains(id));
        form.entries("teams", teams, |id| used.who.contains(id));
        form.entries("systems", systems, |id| used.systems.contains(id));
        form.entries("how_to", how_to, |id| used.how_to.contains(id));
        form.entries("messages", messages, |id| used.messages.contains(id));
        form.mark(b'}');
    }
}
