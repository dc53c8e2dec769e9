//! What holds of the facts of any plan: small plans made at random, with every optional part there or not.

use backout::facts::{self, Facts, TimeSource};
use backout::time::{self, Duration};
use proptest::prelude::*;
use proptest::sample::select;

/// A plan of some change steps and some backout steps, as text.
fn plan() -> impl Strategy<Value = String> {
    (0..5usize, 0..9usize).prop_flat_map(|(changes, steps)| {
        let change_steps = prop::collection::vec(change_step(), changes);
        let backout_steps = prop::collection::vec(step(changes, steps), steps);
        (around(), change(changes), change_steps, backout_steps, select(vec!["none", "phases", "procedures"]))
            .prop_map(|(around, change, changes, steps, ways)| {
                let steps = if ways == "none" { vec![] } else { steps };
                [
                    around,
                    change,
                    written(&changes, "C"),
                    restore_points(changes.len()),
                    ways_back(&steps, ways),
                ]
                .concat()
            })
    })
}

/// What stands around the steps.
fn around() -> impl Strategy<Value = String> {
    let decision = "decision:\n  by: mira\n  call: [{ who: mira, wait: 5m }, { who: Omar }]\n  \
                    if_unreachable: { after: 10m, then: hold }\n";
    let people = "roles: { dba: { title: DBA, held_by: mira } }\npeople: { mira: { name: Mira } }\n\
                  teams: { team: { name: Team } }\n";
    (
        Just("title: Any\nowner: Anybody\nback_to: Any state\n"),
        Just(people),
        select(vec!["", decision]),
        select(vec!["", "strategy: restore\n", "strategy: failover\n"]),
        select(vec!["", "contingency: { measured: 7 %, estimated: 33 % }\n"]),
    )
        .prop_map(|(head, people, decision, strategy, contingency)| {
            [head, people, decision, strategy, contingency].concat()
        })
}

/// The change up to its steps.
fn change(steps: usize) -> impl Strategy<Value = String> {
    let stopped = if steps > 1 { "  writes_stopped: { from: C0, to: C1 }\n" } else { "" };
    (
        select(vec!["", "  window: { start: 2026-10-24T23:00+02:00, end: 2026-10-25T04:00:30+01:00 }\n"]),
        select(vec!["", "  deadline: { at: 2026-10-25T02:00:59Z }\n"]),
        select(vec!["", stopped]),
        select(vec!["", "  verify_for: 61s\n"]),
    )
        .prop_map(|(window, deadline, stopped, verify_for)| {
            ["change:\n  summary: Any change\n", window, deadline, stopped, verify_for, "  steps:\n"].concat()
        })
}

/// Steps as a list, numbered behind a letter.
fn written(steps: &[String], letter: &str) -> String {
    let list = steps.iter().enumerate().map(|(at, step)| format!("    - {{ id: {letter}{at}{step} }}\n"));
    if steps.is_empty() { "    []\n".to_owned() } else { list.collect() }
}

/// Two restore points; with steps of the change, one of them is taken by its last step.
fn restore_points(changes: usize) -> String {
    let taken = changes.checked_sub(1).map(|last| format!("taken_by: C{last}, as_of: end"));
    let taken = taken.unwrap_or("as_of: 2026-10-24T20:00Z".into());
    format!("restore_points: [{{ id: R0, what: All, {taken} }}, {{ id: R1, what: All, restores_in: 7m }}]\n")
}

fn ways_back(steps: &[String], ways: &str) -> String {
    let measured = "rehearsals: [{ at: 2026-10-01, kind: full, result: passed, took: { S0: 77s } }]\n";
    let measured = if steps.is_empty() { "" } else { measured };
    let phases = format!("phases:\n- id: P\n  title: Phase\n  steps:\n{}", written(steps, "S"));
    match ways {
        "none" => String::new(),
        "phases" => format!("{measured}{phases}"),
        _ => format!(
            "{measured}procedures:\n- id: way\n  title: Way\n  when: Always\n  {}",
            phases.trim_end().replace('\n', "\n  ")
        ),
    }
}

fn change_step() -> impl Strategy<Value = String> {
    (time(), select(vec!["", ", point_of_no_return: Yes"]))
        .prop_map(|(time, point)| format!(", do: It{time}{point}"))
}

fn time() -> impl Strategy<Value = String> {
    prop_oneof![
        1 => Just(String::new()),
        4 => (0..4000u32).prop_map(|seconds| format!(", takes: {seconds}s")),
        1 => Just(", takes: 49710d".to_owned()),
    ]
}

fn step(changes: usize, steps: usize) -> impl Strategy<Value = String> {
    let kinds = vec![
        ", do: It",
        ", restore: R0",
        ", restore: R1",
        ", maintenance: begin",
        ", maintenance: end",
        ", test: It",
        ", notify: [team, Omar]",
    ];
    // of no steps, none is named
    let change =
        move || prop::option::weighted(0.4, 0..changes.max(1)).prop_map(move |at| at.filter(|_| changes > 0));
    let hands = vec!["", ", by: mira", ", by: dba", ", by: Mira", ", by: team", ", by: Omar"];
    (
        select(kinds),
        select(hands),
        time(),
        change(),
        change(),
        prop::option::weighted(0.3, 0..steps.max(1)),
        select(vec!["", "", ", parallel: true"]),
        select(vec!["", "", ", rescues: R0"]),
    )
        .prop_map(|(kind, hands, time, undoes, after, needs, parallel, rescues)| {
            let undoes = undoes.map_or(String::new(), |at| format!(", undoes: [C{at}]"));
            let after = after.map_or(String::new(), |at| format!(", only_after: C{at}"));
            let needs = needs.map_or(String::new(), |at| format!(", needs: [S{at}]"));
            [kind, hands, &time, &undoes, &after, &needs, parallel, rescues].concat()
        })
}

/// Whose hands a step needs, as the plans above declare them; none for a team.
fn hands(step: &backout::plan::steps::Step) -> Option<&'static str> {
    match step.by.as_ref()?.0.as_str() {
        "mira" | "dba" | "Mira" => Some("mira"),
        "Omar" => Some("omar"),
        _ => None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_further_the_change_came_the_more_is_needed(text in plan()) {
        let facts = facts::compute(&super::parse("any.yaml", &text));
        for way in &facts.ways {
            prop_assert_eq!(way.failed_at.len(), facts.coverage.changes.len() + 1);
            for pair in way.failed_at.windows(2) {
                prop_assert!(pair[0].takes <= pair[1].takes, "{:?}", pair);
                prop_assert!(pair[0].needed.iter().all(|step| pair[1].needed.contains(step)));
            }
            prop_assert!(way.failed_at.iter().all(|entry| entry.takes <= way.total));
            for entry in &way.failed_at {
                prop_assert_eq!(entry.needed.len() + entry.skipped.len(), way.steps.len());
                prop_assert!(entry.unavailable.iter().all(|step| entry.skipped.contains(step)));
                prop_assert_eq!(entry.start_with.is_none(), entry.needed.is_empty());
            }
        }
    }

    #[test]
    fn the_latest_decision_leaves_just_enough_time(text in plan()) {
        let facts = facts::compute(&super::parse("any.yaml", &text));
        for way in &facts.ways {
            let is_timed = way.steps.iter().any(|step| step.source != TimeSource::Unknown);
            for entry in &way.failed_at {
                prop_assert_eq!(entry.decide_by.is_some(), facts.limit.is_some() && is_timed);
                if let (Some(at), Some(limit)) = (entry.decide_by, facts.limit) {
                    let over = time::after(at, entry.takes);
                    prop_assert!(over <= limit && time::after(over, Duration::minutes(1)) > limit);
                    prop_assert_eq!(at.as_second() % 60, 0);
                }
            }
            let earliest = way.failed_at.iter().filter_map(|entry| entry.decide_by).min();
            prop_assert_eq!(way.decide_by.as_ref().map(|decide_by| decide_by.at), earliest);
        }
    }

    #[test]
    fn nobody_does_two_at_once_and_needs_come_first(text in plan()) {
        let plan = super::parse("any.yaml", &text);
        let facts: Facts = facts::compute(&plan);
        let procedures = plan.procedures.iter().flat_map(|procedure| &procedure.phases);
        let steps: Vec<_> = plan.phases.iter().chain(procedures).flat_map(|phase| &phase.steps).collect();
        let way = &facts.ways[0];
        for (a, one) in way.steps.iter().enumerate() {
            for (b, other) in way.steps.iter().enumerate().skip(a + 1) {
                let apart = one.ends_after <= other.starts_after || other.ends_after <= one.starts_after;
                prop_assert!(apart || hands(steps[a]).is_none() || hands(steps[a]) != hands(steps[b]), "{}", text);
            }
            // a need that stands before its step can only be part of a loop when it needs a later one itself
            let needs = steps[a].needs.iter().filter_map(|id| steps[..a].iter().position(|step| step.id == id.0));
            for need in needs.filter(|need| steps[*need].needs.is_empty()) {
                prop_assert!(way.steps[need].ends_after <= one.starts_after, "{}", text);
            }
        }
    }
}
