//! The contact paths: to a decision, and to help when a step is stuck.

use super::Drawn;
use crate::picture::{Call, ContactPath, End, Picture};
use crate::plan::values::Who;
use crate::template::context::Resolver;
use crate::time::Duration;

impl Resolver<'_> {
    /// The way to a decision; nothing when the plan names nobody to call one after the other.
    pub(in crate::template::context) fn path_of_decision(&self) -> Option<Drawn> {
        let decision = self.plan.decision.as_ref()?;
        let calls: Vec<_> = decision.call.iter().map(|call| (&call.who, call.wait)).collect();
        let default = self.decision().and_then(|decision| decision.if_unreachable);
        let end = default.map(|default| End {
            after: Some(self.language.fill("path_after", &[("time", &default.after.text)])),
            words: self.language.fill("path_end", &[("reaction", &default.reaction.text)]),
        });
        self.path("decision-path", &calls, end)
    }

    /// The way to help; nothing when the plan names no helpers.
    pub(in crate::template::context) fn path_of_helpers(&self) -> Option<Drawn> {
        let calls: Vec<_> = self.plan.helpers.iter().map(|helper| (&helper.call, helper.wait)).collect();
        let end = self.plan.last_resort.as_ref().map(|_| End {
            after: self.facts.last_helper.map(|waited| self.told_after(waited)),
            words: self.language.fill("path_end", &[("reaction", self.language.word("answer_last_resort"))]),
        });
        self.path("helper-path", &calls, end)
    }

    fn path(&self, kind: &str, calls: &[(&Who, Option<Duration>)], end: Option<End>) -> Option<Drawn> {
        if calls.is_empty() {
            return None;
        }
        let mut waited = Some(Duration::ZERO);
        let mut drawn = Vec::new();
        for (who, wait) in calls {
            let contact = self.contact(who);
            let number = contact.phones.first().or(contact.routes.first());
            let tried = wait.map(|wait| self.language.fill("try_for", &[("time", &self.span(wait).text)]));
            let about: Vec<_> = contact.role.clone().into_iter().chain(tried).collect();
            drawn.push(Call {
                after: waited.map(|waited| self.told_after(waited)),
                name: contact.name.clone(),
                number: number.map(|route| route.value.clone()).unwrap_or_default(),
                about: about.join(" · "),
            });
            waited = waited.zip(*wait).map(|(before, wait)| before.saturating_add(wait));
        }
        let text = self.words_of_path(&drawn, end.as_ref());
        let path = Picture::ContactPath(ContactPath { calls: drawn, end });
        Some(self.drawn(kind, None, text, path))
    }

    fn told_after(&self, waited: Duration) -> String {
        match waited {
            Duration::ZERO => self.language.word("path_at_once").to_owned(),
            waited => self.language.fill("path_after", &[("time", &self.span(waited).text)]),
        }
    }

    /// The path in words.
    fn words_of_path(&self, calls: &[Call], end: Option<&End>) -> String {
        let call = |call: &Call| {
            let parts = [call.after.clone().unwrap_or_default(), call.name.clone(), call.number.clone()];
            let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            parts.join(" ")
        };
        let mut parts: Vec<_> = calls.iter().map(call).collect();
        parts.extend(
            end.map(|end| {
                format!("{} {}", end.after.clone().unwrap_or_default(), end.words).trim().to_owned()
            }),
        );
        self.language.fill("path_text", &[("parts", &parts.join("; "))])
    }
}
