//! Which documents ask what the check found: the others do not wait for it.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

use backout::finding::Outcome;
use backout::source::{Source, Sources};
use backout::template::{Checked, Found, Languages, Subject, Templates};

use crate::template::{SKETCH, load};

/// Notes whether somebody asked what the check found.
#[derive(Debug, Default)]
struct Asked(AtomicBool, Outcome);

impl Found for Asked {
    fn outcome(&self) -> &Outcome {
        self.0.store(true, Ordering::Relaxed);
        &self.1
    }
}

/// The documents that ask what the check found, of those there are beside templates of the user's.
fn asking(user: &[(&str, &str)]) -> Vec<String> {
    let (plan, facts) = load(SKETCH);
    let languages = Languages::default();
    let mut sources = Sources::default();
    let ids: Vec<_> = user.iter().map(|(name, text)| sources.add(Source::new(*name, *text))).collect();
    let user: Vec<_> = ids.iter().map(|id| (*id, sources.get(*id))).collect();
    let templates = Templates::new(&user).expect("templates");
    let asks = |document: &&str| {
        let asked = Asked::default();
        let day = "2026-12-01".parse().expect("a day");
        let subject = Subject {
            plan: &plan,
            facts: &facts,
            language: languages.get("en").expect("English"),
            fingerprint: None,
            role: None,
            copies: &BTreeMap::new(),
            checked: Some(Checked { outcome: &asked, sources: &sources, day }),
        };
        templates.render(document, &subject).expect("a document");
        asked.0.load(Ordering::Relaxed)
    };
    templates.documents().into_iter().filter(asks).map(str::to_owned).collect()
}

#[test]
fn the_check_is_waited_for_where_it_may_be_printed_and_nowhere_else() {
    assert_eq!(asking(&[]), ["review"]);
    let own = [
        ("by-name.md", "{% if plan.id %}{% else %}{{ check.readiness }}{% endif %}"),
        ("by-component.md", "{{ <readiness check={check} /> }}"),
        ("by-include.md", "{% include \"parts/own.md\" %}"),
        ("not.md", "{{ plan.title }}"),
        (
            "parts/own.md",
            "{{ check.day }}{% component readiness(check) %}{{ check.readiness }}{% endcomponent %}",
        ),
    ];
    assert_eq!(asking(&own), ["by-component", "by-include", "by-name", "review"]);
    // a component that takes it from whoever calls it
    let taking =
        [("parts/own.md", "{% component readiness(@check) %}{{ check.readiness }}{% endcomponent %}")];
    assert!(asking(&taking).len() > 3);
}
