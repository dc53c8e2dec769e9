//! The canonical form of a plan: two plans have the same form exactly when they mean the same.
//!
//! What is left out (no value, an empty list, `false`) is not in the form at all, so that a field which a later version
//! adds does not change the form of a plan that does not use it.
//!
//! The fields of every type are listed in full: a new field does not compile until somebody has said whether it
//! belongs to the meaning.

use std::collections::BTreeMap;

use super::form::{Field, Form, Scalar, Standing};
use super::used::{self, Used};
use crate::plan::extra::Extra;
use crate::plan::model::{
    After, Approval, AsOf, Bridge, Change, Complexity, Contingency, ContinuityPlan, Deadline, HowTo,
    LastResort, Message, Outcome, Plan, Reaction, Rehearsal, RehearsalKind, RestorePoint, Reversibility,
    Risk, Status, Strategy, System, Trigger, Updates, Waiver, Window, WritesStopped,
};
use crate::plan::people::{
    Call, Checkpoint, Contacts, Decision, DefaultDecision, Helper, IfUnreachable, Overrun, Person, Role,
    Route, Team,
};
use crate::plan::steps::{
    ChangeStep, Channel, Choice, IfFails, Maintenance, Phase, Procedure, Remedy, Step, SubStep, TestKind,
};
use crate::plan::values::{
    ChangeStepId, Date, Duration, HowToId, MessageId, Moment, Percent, Prose, RestorePointId, StepId,
    SystemId, Text, Who, Zone,
};

/// The canonical form of a plan and of the library entries it uses.
///
/// Beside what is approved ([`Standing::Approved`]) it holds what is said about the plan: status, approvals, rehearsals
/// and waivers, and when an entry was last `checked` (it was found right, that is, it did not change). Left out are the
/// format's version and where library entries stand: how a plan is laid out.
#[rustfmt::skip]
pub(super) fn form(plan: &Plan) -> Form {
    let Plan {
        format: _, id, title, language, zone, status, owner, revision, revised, review_by, classification, risk,
        tier, include: _, change, strategy, why, mitigation, accepted_by, back_to, triggers, decision, contacts,
        systems, helpers, bridge, how_to, messages, restore_points, updates, contingency, phases, procedures,
        last_resort, after, approvals, rehearsals, waivers, extra,
    } = plan;
    let used: Used = used::used(plan);
    let mut fields = Fields(Vec::new());
    macro_rules! fields {
        ($standing:ident: $($field:ident)*) => { $(fields.add(stringify!($field), $field, Standing::$standing);)* }
    }
    fields! { Approved:
        id title language zone owner revision revised review_by classification risk tier change strategy why
        mitigation accepted_by back_to triggers decision helpers bridge restore_points updates contingency phases
        procedures last_resort after extra
    }
    let Contacts { people, roles, teams } = contacts;
    fields.entries("people", people, |id| used.who.contains(id));
    fields.entries("roles", roles, |id| used.who.contains(id));
    fields.entries("teams", teams, |id| used.who.contains(id));
    fields.entries("systems", systems, |id| used.systems.contains(id));
    fields.entries("how_to", how_to, |id| used.how_to.contains(id));
    fields.entries("messages", messages, |id| used.messages.contains(id));
    fields! { Aside: status approvals rehearsals waivers }
    Form::Record { kind: "Plan", fields: fields.0 }
}

/// The fields gathered so far.
struct Fields(Vec<Field>);

impl Fields {
    fn add(&mut self, name: &'static str, value: &impl Canonical, standing: Standing) {
        let name = name.trim_start_matches("r#");
        self.0.extend(value.form().map(|value| Field { name, value, standing }));
    }

    /// A field with those entries of a map that are used.
    fn entries<T: Canonical>(
        &mut self,
        name: &'static str,
        entries: &BTreeMap<String, T>,
        is_used: impl Fn(&str) -> bool,
    ) {
        let used: BTreeMap<_, _> = entries.iter().filter(|(id, _)| is_used(id)).collect();
        self.add(name, &used, Standing::Approved);
    }
}

/// A value that has a canonical form.
trait Canonical {
    /// Its form; none when it says nothing.
    fn form(&self) -> Option<Form>;
}

impl<T: Canonical + ?Sized> Canonical for &T {
    fn form(&self) -> Option<Form> {
        (**self).form()
    }
}

impl<T: Canonical> Canonical for Option<T> {
    /// An empty list that is given all the same is something else than none.
    fn form(&self) -> Option<Form> {
        self.as_ref().map(|value| value.form().unwrap_or(Form::List(Vec::new())))
    }
}

impl<T: Canonical> Canonical for Vec<T> {
    fn form(&self) -> Option<Form> {
        (!self.is_empty()).then(|| Form::List(self.iter().filter_map(Canonical::form).collect()))
    }
}

impl<K: AsRef<str>, T: Canonical> Canonical for BTreeMap<K, T> {
    fn form(&self) -> Option<Form> {
        let entry = |(key, value): (&K, &T)| Some((key.as_ref().to_owned(), value.form()?));
        (!self.is_empty()).then(|| Form::Map(self.iter().filter_map(entry).collect()))
    }
}

impl Canonical for Extra {
    fn form(&self) -> Option<Form> {
        Some(match self {
            Self::Text(text) => Form::Scalar(Scalar::Plain(text.clone())),
            Self::List(items) => Form::List(items.iter().filter_map(Canonical::form).collect()),
            Self::Map(entries) => {
                let entry = |(key, value): (&String, &Self)| Some((key.clone(), value.form()?));
                Form::Map(entries.iter().filter_map(entry).collect())
            }
        })
    }
}

impl Canonical for bool {
    fn form(&self) -> Option<Form> {
        self.then_some(Form::Scalar(Scalar::Flag))
    }
}

/// A value without parts.
macro_rules! scalars {
    ($($type:ty: $value:ident => $scalar:expr;)*) => {$(
        impl Canonical for $type {
            fn form(&self) -> Option<Form> {
                let $value = self;
                Some(Form::Scalar($scalar))
            }
        }
    )*};
}

scalars! {
    String: text => Scalar::Plain(text.clone());
    Text: text => Scalar::Text(text.0.clone());
    Prose: text => Scalar::Prose(text.0.clone());
    Zone: zone => Scalar::Plain(zone.0.clone());
    Who: who => Scalar::Who(who.0.clone());
    u8: number => Scalar::Number((*number).into());
    Percent: percent => Scalar::Percent(percent.0);
    Duration: length => Scalar::Duration(*length);
    Date: date => Scalar::Date(*date);
    Moment: moment => Scalar::Moment(*moment);
    AsOf: as_of => match as_of {
        AsOf::Start => Scalar::Word("AsOf", "start"),
        AsOf::End => Scalar::Word("AsOf", "end"),
        AsOf::At(moment) => Scalar::Moment(*moment),
    };
}

/// The id of something declared.
macro_rules! references {
    ($($type:ident)*) => {$(
        impl Canonical for $type {
            fn form(&self) -> Option<Form> {
                Some(Form::Scalar(Scalar::Reference(stringify!($type), self.0.clone())))
            }
        }
    )*};
}

references! { SystemId HowToId MessageId RestorePointId ChangeStepId StepId }

/// A choice between fixed words.
macro_rules! words {
    ($($type:ident { $($word:ident)* })*) => {$(
        impl Canonical for $type {
            fn form(&self) -> Option<Form> {
                Some(Form::Scalar(match self {
                    $(Self::$word => Scalar::Word(stringify!($type), stringify!($word)),)*
                }))
            }
        }
    )*};
}

words! {
    Status { Draft InReview Approved Executed Retired }
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
    RehearsalKind { Tabletop Partial Full }
    Outcome { Passed Failed }
}

impl Canonical for Remedy {
    fn form(&self) -> Option<Form> {
        let (name, value) = match self {
            Self::Retry(times) => ("retry", Scalar::Number(*times)),
            Self::Goto(step) => ("goto", Scalar::Reference("StepId", step.0.clone())),
            Self::Helper(number) => ("helper", Scalar::Number(*number)),
            Self::Continue => ("continue", Scalar::Plain(String::new())),
            Self::LastResort => ("last_resort", Scalar::Plain(String::new())),
        };
        let value = Field { name, value: Form::Scalar(value), standing: Standing::Approved };
        Some(Form::Record { kind: "Remedy", fields: vec![value] })
    }
}

/// A record: the fields that are approved, and after `aside` those that are not.
macro_rules! records {
    ($($type:ident { $($field:ident)* $(; aside $($aside:ident)*)? $(; without $($left_out:ident)*)? })*) => {$(
        impl Canonical for $type {
            fn form(&self) -> Option<Form> {
                let Self { $($field,)* $($($aside,)*)? $($($left_out: _,)*)? } = self;
                let mut fields = Fields(Vec::new());
                $(fields.add(stringify!($field), $field, Standing::Approved);)*
                $($(fields.add(stringify!($aside), $aside, Standing::Aside);)*)?
                Some(Form::Record { kind: stringify!($type), fields: fields.0 })
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
    Person { name role phone mobile mail chat hours private; aside checked }
    Role { title held_by deputy phone }
    Team { name phone mail ticket chat hours out_of_hours; aside checked }
    Helper { call wait note }
    System { name r#where needs carries }
    Bridge { link dial_in fallback }
    HowTo { title url file hosted_by; aside checked; without declared_in }
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
    Approval { role by at of }
    Rehearsal { at kind by of took result notes }
    Waiver { rule why by until at }
}
