//! A command is too wide for the printed page.
//!
//! ## What it finds
//!
//! A line of `run` with more than 120 characters; about 60 fit on a line of the printed page.
//!
//! ## Why
//!
//! A command folded twice is typed wrong. The paper is for the night when copying is not possible.
//!
//! ## Example
//!
//! One line of 180 characters.
//!
//! ## Instead
//!
//! Break it with `\` at the line ends, put it into a script, or set variables first.

use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "command-too-wide",
    group: Group::Steps,
    severities: Severities::of("w w e e"),
    file: include_str!("command_too_wide.rs"),
    check,
};

/// Two printed lines of about 60 characters.
const CHARACTERS: usize = 120;

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let width = |line: &&str| line.chars().count();
    for command in subject.commands() {
        let Some(widest) = command.text.lines().max_by_key(width).filter(|line| width(line) > CHARACTERS)
        else {
            continue;
        };
        let width = width(&widest);
        report
            .add(
                &command.route,
                format!("this command is {width} characters wide; two printed lines hold {CHARACTERS}"),
            )
            .narrow(subject.sources, widest)
            .hint("break it with `\\` at line ends, or put it into a script");
    }
}
