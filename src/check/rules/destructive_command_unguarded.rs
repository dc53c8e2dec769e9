//! A command that destroys things without asking.
//!
//! ## What it finds
//!
//! `rm -rf`, `DROP DATABASE`/`DROP TABLE`, `TRUNCATE`, `mkfs`, `dd of=`, `kubectl delete`, `terraform destroy`
//! and the like in a step without `warning` and `confirm_by`.
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

use crate::check::words;
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
        let guarded = command.step.warning.is_some() && command.step.confirm_by.is_some();
        if let Some(part) = words::destructive(command.text).filter(|_| !guarded) {
            report
                .add(&command.route, format!("`{part}` destroys things without asking"))
                .narrow(subject.sources, part)
                .hint("add `warning:` and `confirm_by:` to the step, and name the `host:`");
        }
    }
}
