//! Words that are hits, and words that only resemble them.

use super::{instructs, is_measurable, is_reading, placeholders, vague};

#[test]
fn a_vague_phrase_is_found_as_it_is_written() {
    for (text, phrase) in [
        ("Restore from backup.", "Restore from backup."),
        ("Backup einspielen", "Backup einspielen"),
        ("Zuständige Stelle informieren", "Zuständige Stelle informieren"),
        ("Restart web1, web2 etc.", "etc."),
        ("Clear the caches as needed", "as needed"),
        ("Cache ggf. leeren", "ggf."),
        ("Server usw. neu starten", "usw."),
        ("Wie üblich neu starten", "Wie üblich"),
    ] {
        assert_eq!(vague(text), Some(phrase), "{text}");
    }
}

#[test]
fn what_only_resembles_a_vague_phrase_is_none() {
    for text in [
        "Restore from backup RP1 on db1",
        "Copy /etc/nginx back",
        "Copy all of /etc.",
        "Press „Rollback“",
        "Das Backup von 21:55 einspielen",
        "Set the workers as required by the table",
        "Check that it works to pay with a credit card",
    ] {
        assert_eq!(vague(text), None, "{text}");
    }
}

#[test]
fn a_trigger_is_a_number_or_a_state() {
    for text in [
        "Errors above 2 %",
        "Two test orders are late",
        "Customers cannot log in",
        "Any error in the log",
        "The page is down.",
        "Kein Auftrag kommt an",
        "Die Zahlung fällt aus",
        "Testaufträge schlagen fehl",
    ] {
        assert!(is_measurable(text), "{text}");
    }
    for text in
        ["Many errors", "Users notice slow pages", "Auffällig viele Beschwerden", "Die Seite ist langsam"]
    {
        assert!(!is_measurable(text), "{text}");
    }
}

#[test]
fn a_reading_comes_from_an_instrument() {
    for text in ["Errors above 2 %", "Response time above 800 ms", "Mehr als 5 Fehler pro Minute"] {
        assert!(is_reading(text), "{text}");
    }
    for text in ["Not finished by 23:20", "More than 3 complaints", "Many requests per second"] {
        assert!(!is_reading(text), "{text}");
    }
}

#[test]
fn names_in_braces_are_found_however_they_are_spelt() {
    let names = |text| placeholders(text).collect::<Vec<_>>();
    assert_eq!(names("{id}: {next update}, {nächste-nachricht}"), ["id", "next update", "nächste-nachricht"]);
    assert!(names("{} {1} {a: b} { open").is_empty());
}

#[test]
fn instructions_are_told_by_their_keys_in_every_language() {
    for route in [
        "phases[0].steps[1].do",
        "phases[0].steps[1].do.de",
        "phases[0].steps[0].steps[2]",
        "phases[0].steps[0].steps[2].en",
        "triggers[0].when.en",
        "last_resort.first_actions[0]",
        "decision.checkpoints[0].go_if",
    ] {
        assert!(instructs(route), "{route}");
    }
    for route in
        ["title", "change.summary.de", "phases[0].steps[0].id", "phases[0].steps[0].say", "x-notes.do"]
    {
        assert!(!instructs(route), "{route}");
    }
}
