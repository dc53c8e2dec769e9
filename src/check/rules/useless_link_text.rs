//! A link whose words say nothing on paper.
//!
//! ## What it finds
//!
//! In any text a Markdown link with the words "here", "link", "click here", "this page", „hier“, „Link“, „diese
//! Seite“; or a how-to with such a title.
//!
//! ## Why
//!
//! On paper a link is its words. "See here" leads nowhere.
//!
//! ## Example
//!
//! ```yaml
//! change: { summary: "Deploys 4.2, see [here](https://itsm.example/CHG-1)." }
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! change: { summary: "Deploys 4.2, see [change CHG-1](https://itsm.example/CHG-1)." }
//! ```

use crate::check::words;
use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "useless-link-text",
    group: Group::Links,
    severities: Severities::of("· i w e"),
    file: include_str!("useless_link_text.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    const HINT: &str = "let the words of the link name the page";
    for (route, text) in &subject.texts {
        if let Some(link) = words::useless_link(text) {
            report
                .add(route, format!("the link `{link}` says nothing on paper"))
                .narrow(subject.sources, link)
                .hint(HINT);
        }
    }
    for (id, how_to) in subject.plan.how_to.iter().filter(|(id, _)| subject.is_used(id)) {
        for (route, title) in words::routed(&format!("how_to.{id}.title"), &how_to.title.0) {
            if words::says_no_page(title) {
                report.add(&route, format!("the title `{title}` says nothing on paper")).hint(HINT);
            }
        }
    }
}
