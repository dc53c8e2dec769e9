//! Words: what a text says, or fails to say, in English and German.
//!
//! The lists are short on purpose: a rule that cries wolf is switched off. Matching is on whole phrases, lower-cased.

mod phrase;

use crate::plan::values::Localised;

pub(super) use phrase::whole_word;

/// The texts of a text given once or per language.
pub(crate) fn texts(text: &Localised) -> impl Iterator<Item = &str> {
    let (one, many) = match text {
        Localised::One(text) => (Some(text.as_str()), None),
        Localised::PerLanguage(texts) => (None, Some(texts.values().map(String::as_str))),
    };
    one.into_iter().chain(many.into_iter().flatten())
}

/// Whether a text holds something that can be read off: a number, a time, or a state that is there or not.
pub(crate) fn is_measurable(text: &str) -> bool {
    const STATES: &[&str] = &[
        "not",
        "no",
        "cannot",
        "never",
        "any",
        "down",
        "fail",
        "fails",
        "failed",
        "missing",
        "lost",
        "differ",
        "differs",
        "unreachable",
        "unavailable",
        "crashes",
        "aborts",
        "nicht",
        "nie",
        "jeder",
        "jede",
        "jedes",
        "fällt aus",
        "ausgefallen",
        "schlägt fehl",
        "schlagen fehl",
        "fehlt",
        "fehlen",
        "weichen",
        "weicht",
        "scheitert",
        "verloren",
        "stürzt ab",
        "bricht ab",
    ];
    const STEMS: &[&str] = &["kein", "abweich", "unerreichbar"];
    const NUMBERS: &[&str] =
        &["one", "two", "three", "five", "ten", "zwei", "drei", "fünf", "zehn", "half", "hälfte"];
    let lower = text.to_lowercase();
    text.chars().any(|c| c.is_ascii_digit())
        || STATES.iter().chain(NUMBERS).any(|state| whole_word(&lower, state).is_some())
        || STEMS.iter().any(|stem| lower.contains(stem))
}

/// Whether a text holds a reading of an instrument: a share, a rate or a response time.
pub(crate) fn is_reading(text: &str) -> bool {
    const UNITS: &[&str] =
        &["percent", "prozent", "ms", "per second", "per minute", "pro sekunde", "pro minute"];
    let numbered = text.chars().any(|c| c.is_ascii_digit());
    numbered && (text.contains('%') || UNITS.iter().any(|unit| whole_word(text, unit).is_some()))
}

/// The texts of a text given once or per language, each with its own route.
pub(crate) fn routed<'t>(route: &str, text: &'t Localised) -> Vec<(String, &'t str)> {
    match text {
        Localised::One(text) => vec![(route.to_owned(), text.as_str())],
        Localised::PerLanguage(texts) => {
            texts.iter().map(|(language, text)| (format!("{route}.{language}"), text.as_str())).collect()
        }
    }
}

/// The names in `{…}` of a text, well spelt or not.
pub(crate) fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| {
        let name = &rest[..rest.find('}')?];
        let plain = name.chars().all(|c| c.is_alphanumeric() || "_- ".contains(c));
        (plain && name.chars().any(char::is_alphabetic)).then_some(name)
    })
}

/// Whether an expected result says nothing that can be seen.
pub(crate) fn says_nothing(text: &str) -> bool {
    const NOTHING: &[&str] = &[
        "ok",
        "okay",
        "checked",
        "done",
        "works",
        "it works",
        "working",
        "fine",
        "success",
        "successful",
        "all good",
        "as expected",
        "everything ok",
        "everything works",
        "works as expected",
        "works fine",
        "geprüft",
        "erledigt",
        "funktioniert",
        "in ordnung",
        "alles ok",
        "alles gut",
        "alles in ordnung",
        "funktioniert wie erwartet",
        "erfolgreich",
        "läuft",
        "wie erwartet",
        "gut",
        "passt",
    ];
    NOTHING.contains(&bare(text).as_str())
}

/// The keys of instructions, conditions and expected results.
const INSTRUCTIONS: &[&str] =
    &["do", "test", "decide", "wait", "when", "go_if", "expect", "if", "close", "success"];

/// The other keys of texts that take Markdown.
const PROSE: &[&str] = &[
    "summary",
    "impact",
    "why",
    "mitigation",
    "back_to",
    "needs_no_undo",
    "point_of_no_return",
    "warning",
    "caution",
    "note",
    "risks",
    "notes",
];

/// Whether a route leads to an instruction, a condition or an expected result, in any language.
pub(crate) fn instructs(route: &str) -> bool {
    leads_to(route, |key| INSTRUCTIONS.contains(&key))
}

/// Whether a route leads to a text that takes Markdown, in any language.
pub(crate) fn is_prose(route: &str) -> bool {
    leads_to(route, |key| INSTRUCTIONS.contains(&key) || PROSE.contains(&key))
}

/// Whether a route leads to one of the keys, to a sub-step or a first action, in any language.
fn leads_to(route: &str, is_meant: impl Fn(&str) -> bool) -> bool {
    let is_meant =
        |key: &str| is_meant(key) || key.starts_with("steps[") || key.starts_with("first_actions[");
    let mut keys = route.rsplit('.');
    let last = keys.next().unwrap_or(route);
    // `do.en` leads to one language of `do`, `steps[0].id` to no language of a sub-step
    let language = last.len() == 2 && !["id", "by"].contains(&last);
    !route.starts_with("x-") && (is_meant(last) || (language && keys.next().is_some_and(is_meant)))
}

/// A phrase that leaves open what to do, as it stands in the text.
pub(crate) fn vague(text: &str) -> Option<&str> {
    const WHOLE: &[&str] = &[
        "restore from backup",
        "restore backup",
        "restore the backup",
        "restore the last backup",
        "restore last backup",
        "roll back",
        "rollback",
        "roll back the change",
        "undo the change",
        "revert",
        "revert the change",
        "contact the team",
        "inform the team",
        "inform everybody",
        "inform stakeholders",
        "notify stakeholders",
        "notify the team",
        "check that it works",
        "check everything",
        "test everything",
        "run the tests",
        "test the system",
        "verify",
        "fix the problem",
        "backup einspielen",
        "das backup einspielen",
        "letztes backup einspielen",
        "das letzte backup einspielen",
        "backup zurückspielen",
        "zurückrollen",
        "änderung rückgängig machen",
        "zuständige stelle informieren",
        "team informieren",
        "alle informieren",
        "funktion prüfen",
        "funktionstests durchführen",
        "tests durchführen",
        "alles testen",
        "alles prüfen",
        "problem beheben",
        "alle beteiligten informieren",
        "stakeholder informieren",
        "system prüfen",
        "systeme prüfen",
        "prüfen, ob alles funktioniert",
        "rollback durchführen",
        "restore durchführen",
    ];
    const INSIDE: &[&str] = &[
        "as needed",
        "if needed",
        "as appropriate",
        "if necessary",
        "as usual",
        "etc.",
        "and so on",
        "as required",
        "bei bedarf",
        "ggf.",
        "gegebenenfalls",
        "usw.",
        "wie üblich",
        "wie gewohnt",
        "falls nötig",
    ];
    if WHOLE.contains(&bare(text).as_str()) {
        return Some(text.trim());
    }
    let inside = INSIDE.iter().find_map(|phrase| whole_word(text, phrase))?;
    // "as required by the table" says by what, and `/etc.bak` is a path
    let rest = text.split_once(inside)?.1;
    let explained = [" by ", " in ", " durch "].iter().any(|word| rest.starts_with(word));
    (!explained && !text.contains(&format!("/{inside}"))).then_some(inside)
}

/// What joins two actions in one text, as it stands there.
pub(crate) fn joint(text: &str) -> Option<&str> {
    const JOINTS: &[&str] =
        &["and then", ", then", "afterwards", "und dann", ", dann", "anschließend", "danach", "; "];
    const CONDITIONS: &[&str] =
        &["if", "when", "once", "as soon as", "wenn", "falls", "sobald", "sollte", "nachdem"];
    let lower = text.trim_start().to_lowercase();
    let begins = |word: &&str| lower.strip_prefix(*word).is_some_and(|rest| rest.starts_with(' '));
    let conditional = CONDITIONS.iter().any(begins);
    // "if a worker runs, then kill it" is one action with its condition
    let joints = JOINTS.iter().filter(|joint| !(conditional && joint.starts_with(',')));
    // what stands between backticks is code
    joints.into_iter().find_map(|joint| text.split('`').step_by(2).find_map(|part| whole_word(part, joint)))
}

/// Whether a text orders something to be done: it begins with an imperative.
pub(crate) fn is_command_to_act(text: &str) -> bool {
    const VERBS: &[&str] = &[
        "execute",
        "remove",
        "disable",
        "enable",
        "notify",
        "inform",
        "führen sie",
        "stoppen sie",
        "starten sie",
        "löschen sie",
        "rufen sie",
        "schalten sie",
        "kopieren sie",
    ];
    // nouns as well: "Restore takes 31 minutes", "Start of the replication"
    const VERBS_OR_NOUNS: &[&str] = &[
        "run", "stop", "start", "restart", "delete", "call", "switch", "deploy", "restore", "copy", "export",
    ];
    const OBJECTS: &[&str] = &["the", "a", "an", "all", "any", "both", "each", "every", "it", "them", "your"];
    let lower = text.trim_start().to_lowercase();
    // "Run this only on db1" is a caution, no action
    if whole_word(&lower, "only").is_some() {
        return false;
    }
    let after = |verb: &&str| lower.strip_prefix(*verb)?.strip_prefix(' ');
    let takes_object = |rest: &str| {
        let object = rest.split([' ', '.', ',']).next().unwrap_or_default();
        rest.starts_with('`') || OBJECTS.contains(&object)
    };
    VERBS.iter().any(|verb| after(verb).is_some())
        || VERBS_OR_NOUNS.iter().any(|verb| after(verb).is_some_and(takes_object))
}

/// Whether a text states something instead of saying what to do.
pub(crate) fn is_statement(text: &str) -> bool {
    const STARTS: &[&str] = &[
        "the ",
        "we ",
        "you should ",
        "it is ",
        "there is ",
        "der ",
        "die ",
        "das ",
        "es wird ",
        "es werden ",
        "man ",
        "wir ",
    ];
    const INSIDE: &[&str] = &[
        " should be ",
        " will be ",
        " must be ",
        " needs to be ",
        " is to be ",
        " has to be ",
        " sollte ",
        " sollten ",
        " wird ",
        " werden ",
        " muss ",
        " müssen ",
    ];
    const CLAUSES: &[&str] =
        &[",", " that ", " whether ", " which ", " what ", " where ", " when ", " until ", " if "];
    let lower = text.trim_start().to_lowercase();
    // German puts the object first ("Die Wartungsseite einschalten"): an article alone tells nothing there
    let article = ["der ", "die ", "das "].iter().any(|word| lower.starts_with(word));
    // "Prüfen, ob Bestellungen angenommen werden": only the main clause says whether it is an order
    let main = CLAUSES.iter().filter_map(|clause| lower.find(clause)).min().unwrap_or(lower.len());
    let padded = format!("{} ", lower[..main].trim_end_matches('.'));
    (STARTS.iter().any(|start| lower.starts_with(start)) && !article)
        || INSIDE.iter().any(|word| padded.contains(word))
}

/// A Markdown link whose words say nothing on paper, as it stands in the text: `[here]`.
pub(crate) fn useless_link(text: &str) -> Option<&str> {
    text.match_indices("](").find_map(|(end, _)| {
        let start = text[..end].rfind('[')?;
        says_no_page(&text[start + 1..end]).then(|| &text[start..=end])
    })
}

/// Whether the words of a link do not name the page it leads to.
pub(crate) fn says_no_page(words: &str) -> bool {
    const USELESS: &[&str] = &[
        "here",
        "click here",
        "link",
        "this",
        "this page",
        "this link",
        "page",
        "hier",
        "klick hier",
        "diese seite",
        "dieser link",
        "seite",
        "more",
        "mehr",
    ];
    USELESS.contains(&bare(words).as_str())
}

/// A text without its case, its end mark and the white space around it.
pub(super) fn bare(text: &str) -> String {
    text.trim().trim_end_matches(['.', '!', ':']).trim_end().to_lowercase()
}

#[cfg(test)]
mod tests;
