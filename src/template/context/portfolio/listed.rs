//! A plan as the index lists it.

use super::{Desk, Linked, Listed, Member};
use crate::facts::collisions::Period;
use crate::finding::Severity;

impl Desk<'_> {
    pub(super) fn listed(&self, member: &Member<'_>) -> Listed {
        let resolver = self.resolver(member);
        let (plan, facts) = (member.subject.plan, member.subject.facts);
        let about = resolver.about();
        let decider = plan.decision.as_ref().map(|decision| resolver.contact(&decision.by).name.clone());
        let window = plan.change.window.as_ref();
        let rehearsal = resolver.rehearsals().into_iter().next();
        let (rehearsed, rehearsal_result) =
            rehearsal.map(|rehearsal| (rehearsal.at, rehearsal.result)).unzip();
        Listed {
            id: about.id,
            title: about.title,
            link: member.documents.first().map(|(_, address)| address.clone()),
            documents: member.documents.iter().map(|document| self.linked(document)).collect(),
            window: window.map(|window| self.span(Period { from: window.start.at, to: window.end.at })),
            tier: about.tier,
            status: about.status,
            owner: about.owner.name.clone(),
            decider,
            decide_by: facts.decide_by().map(|at| self.moment(at)),
            alarm_by: facts.alarm_by().map(|at| self.moment(at)),
            rehearsed,
            rehearsal_result,
            findings: self.findings(member),
        }
    }

    fn linked(&self, (kind, address): &(String, String)) -> Linked {
        let key = format!("document_{kind}");
        let name = if self.language.has(&key) { self.language.word(&key) } else { kind };
        Linked { name: name.to_owned(), address: address.clone() }
    }

    /// `2 errors, 1 warning`; nothing when the check found nothing.
    fn findings(&self, member: &Member<'_>) -> Option<String> {
        let outcome = member.subject.checked?.outcome.outcome();
        let counted = |(severity, key): (Severity, &str)| {
            let number = outcome.findings.iter().filter(|finding| finding.severity == severity).count();
            (number > 0).then(|| self.language.counted(key, number))
        };
        let severities = [
            (Severity::Error, "index_errors"),
            (Severity::Warning, "index_warnings"),
            (Severity::Info, "index_notes"),
        ];
        let counts: Vec<_> = severities.into_iter().filter_map(counted).collect();
        (!counts.is_empty()).then(|| counts.join(self.language.word("list_separator")))
    }
}
