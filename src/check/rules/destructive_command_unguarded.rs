//! A command that destroys things without asking.
//!
//! ## What it finds
//!
//! `rm -rf`, `DROP DATABASE`/`DROP TABLE`, `TRUNCATE`, `mkfs`, `dd` onto a device, `kubectl delete`, `terraform destroy`
//! and the like in a step without `warning` or without `confirm_by`.
//!
//! ## Why
//!
//! One blank in the wrong place, on the wrong host.
//!
//! ## Example
//!
//! ```yaml
//! steps: [{ id: B2, do: Clear the cache, run: rm -rf /srv/cache/* }]
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! steps: [{ id: B2, do: Clear the cache, run: rm -rf /srv/cache/*, host: web1, warning: On db1 this deletes the dumps., confirm_by: omar }]
//! ```

use crate::check::commands;
use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "destructive-command-unguarded",
    group: Group::Steps,
    severities: Severities::of("w w e e"),
    file: include_str!("destructive_command_unguarded.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for command in subject.commands() {
        let Some(part) = commands::destructive(command.text) else { continue };
        let cure = match (&command.step.warning, &command.step.confirm_by) {
            (Some(_), Some(_)) => continue,
            (Some(_), None) => "add `confirm_by:` with a second person",
            (None, Some(_)) => "add `warning:` with the danger and what follows",
            (None, None) => {
                "add `warning:` with the danger and what follows, and `confirm_by:` with a second person"
            }
        };
        report
            .add(&command.route, format!("`{part}` destroys things without asking"))
            .narrow(subject.sources, part)
            .hint(cure);
    }
}
