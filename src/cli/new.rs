//! `backout new`: a plan to start from.

use std::path::Path;

use super::args::{LanguageName, NewArguments};
use super::report::clean;
use super::{Ending, Stop, build, console};
use crate::error::Error;
use crate::pipeline;
use crate::time::Date;

/// The plans to start from, by tier; `{today}`, `{window}` and the like become dates (see [`with_dates`]).
const ENGLISH: [&str; 4] = [
    include_str!("../../templates/new/en/note.yaml"),
    include_str!("../../templates/new/en/card.yaml"),
    include_str!("../../templates/new/en/plan.yaml"),
    include_str!("../../templates/new/en/full.yaml"),
];

/// The same in German.
const GERMAN: [&str; 4] = [
    include_str!("../../templates/new/de/note.yaml"),
    include_str!("../../templates/new/de/card.yaml"),
    include_str!("../../templates/new/de/plan.yaml"),
    include_str!("../../templates/new/de/full.yaml"),
];

pub(super) fn run(arguments: &NewArguments) -> Result<Ending, Stop> {
    let NewArguments { path, tier, language, date } = arguments;
    let texts = match language {
        LanguageName::En => ENGLISH,
        LanguageName::De => GERMAN,
    };
    let text = with_dates(texts[usize::from(*tier).min(texts.len() - 1)], date.unwrap_or_else(super::today));
    if path == Path::new(build::DASH) {
        console::hand_out(text.as_bytes())?;
        return Ok(Ending::Clean);
    }
    if path.is_dir() || !pipeline::is_yaml(path) {
        let hint = "name a file that ends in `.yaml`: it is found among the plans of its folder then";
        return Err(Error::usage(format!("`{}` is no name for a plan", path.display()), hint).into());
    }
    pipeline::create(path, &text)?;
    let name = clean(&path.display().to_string());
    console::say(&format!("wrote {name}\nnext: fill in the blanks, then run backout check {name}\n"))?;
    Ok(Ending::Clean)
}

/// The example dates: those of people and backups are today's, the window is a week away, and the plan is looked at
/// again in half a year.
fn with_dates(text: &str, today: Date) -> String {
    [("{today}", 0), ("{window}", 7), ("{day_after}", 8), ("{in_a_month}", 30), ("{in_half_a_year}", 182)]
        .iter()
        .fold(text.to_owned(), |text, (name, days)| text.replace(name, &today.days_later(*days).iso()))
}
