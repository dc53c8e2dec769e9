//! What goes wrong in the program or around it.

use std::sync::mpsc;

use backout::watch::{Fault, Port};

use super::{Ending, Setting, Stage, describe, open, plan};

#[test]
fn a_panic_while_building_is_shown_and_survived() {
    // the words for a fault are made while building
    fn dies(fault: Fault<'_>) -> String {
        let words = describe(fault);
        assert!(!words.contains("unknown key"), "the roof fell in");
        words
    }
    let mut stage = Stage::with(&Setting { describe: dies, ..Setting::default() });
    stage.write("plan.yaml", &plan("Second").replace("owner", "ownr"));
    let fault = stage.next().fault();
    assert!(fault.contains("backout itself failed on `") && fault.contains("the roof fell in"), "{fault}");
    assert!(stage.runbook().contains("First"));
    stage.write("plan.yaml", &plan("Third"));
    assert_eq!(stage.next().fault(), "");
    assert!(stage.runbook().contains("Third"));
}

#[test]
fn a_port_that_is_taken_is_left_for_the_next_unless_it_was_asked_for() {
    let stage = Stage::new();
    let taken = stage.address.port();
    let open = |port| open(stage.folder.path(), port, &Setting::default(), mpsc::channel().0);
    let error = open(Port::Exactly(taken)).err().expect("the port is taken");
    assert!(error.to_string().contains("cannot listen"), "{error}");
    let (_, next) = open(Port::From(taken)).unwrap();
    assert!(next.port() > taken && next.port() <= taken + 10, "{next}");
}

#[test]
fn a_port_is_free_again_when_the_preview_has_ended() {
    let mut stage = Stage::new();
    stage.ending.end();
    let port = Port::Exactly(stage.address.port());
    let (again, _) = open(stage.folder.path(), port, &Setting::default(), mpsc::channel().0).unwrap();
    Ending::of(again).end();
}
