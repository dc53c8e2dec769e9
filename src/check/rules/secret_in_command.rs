//! A password, token or key stands in the plan.
//!
//! ## What it finds
//!
//! In `run` (and in sub-steps): an option or variable named like a secret with a value, an address with
//! `user:password@`, a private key, or the form of a well-known token.
//!
//! ## Why
//!
//! The plan is printed, mailed and published. What stands in it is known to everybody.
//!
//! ## Example
//!
//! ```yaml
//! run: mysql -u root --password=Sommer2026 shop
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! run: mysql --login-path=shop-admin shop
//! ```

use crate::check::commands;
use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "secret-in-command",
    group: Group::Steps,
    severities: Severities::of("e e e e"),
    file: include_str!("secret_in_command.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for command in subject.commands() {
        // only the first of a command: who takes it out looks at the rest
        if let Some(secret) = commands::secret(command.text) {
            report
                .add(&command.route, "a secret stands in this command")
                .narrow(subject.sources, secret)
                .hint("let the command read it from a file, an agent or the environment; and change it, since it was written down");
        }
    }
}
