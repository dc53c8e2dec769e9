//! Tests of the arithmetic of time.

use super::{Duration, Moment, Zone, after, before, minutes_between, rounded_down};

fn moment(text: &str) -> Moment {
    text.parse().expect("a moment")
}

#[test]
fn durations_are_read_in_falling_units() {
    let seconds = |text: &str| text.parse::<Duration>().map(Duration::as_seconds).ok();
    assert_eq!(seconds("25m"), Some(1500));
    assert_eq!(seconds("1h30m"), Some(5400));
    assert_eq!(seconds("2d3h4m5s"), Some(183_845));
    assert_eq!(seconds("0m"), Some(0));
    for wrong in ["", "25", "m", "1m1h", "1m1m", "-5m", "1.5h", "25 m", "25M", "1h30", "99999999d", "５m"] {
        assert_eq!(seconds(wrong), None, "{wrong}");
    }
}

#[test]
fn durations_are_written_as_a_plan_would_write_them() {
    for text in ["25m", "1h30m", "48h", "45s", "1h1s", "0m"] {
        assert_eq!(text.parse::<Duration>().expect("a duration").to_string(), text);
    }
    assert_eq!("2d".parse::<Duration>().expect("a duration").to_string(), "48h");
}

#[test]
fn durations_round_up_and_never_overflow() {
    assert_eq!(Duration::seconds(60).rounded_up(), Duration::minutes(1));
    assert_eq!(Duration::seconds(61).rounded_up(), Duration::minutes(2));
    assert_eq!(Duration::ZERO.rounded_up(), Duration::ZERO);
    let longest = Duration::seconds(u32::MAX);
    assert_eq!(longest.rounded_up(), longest);
    assert_eq!([longest, longest].into_iter().sum::<Duration>(), longest);
}

#[test]
fn moments_are_read_with_and_without_seconds() {
    let read = moment("2026-11-30T22:00+01:00");
    assert_eq!(read.at, moment("2026-11-30T21:00:00Z").at);
    assert_eq!((read.offset.seconds(), moment("2026-11-30T21:00Z").offset.seconds()), (3600, 0));
    assert_eq!(moment("2026-11-30T17:30-03:30").offset.seconds(), -12_600);
    for wrong in [
        "2026-11-30T22:00",
        "2026-11-30",
        "22:00+01:00",
        "2026-11-31T22:00+01:00",
        "2026-11-30T25:00+01:00",
        "2026-11-30T22:00+99:00",
        "2026-11-30T22:00+01:00[Europe/Berlin]",
        "2026-11-30T22:00[Europe/Berlin]",
        "tomorrow",
        "",
    ] {
        assert!(wrong.parse::<Moment>().is_err(), "{wrong}");
    }
}

#[test]
fn an_autumn_night_is_an_hour_longer_and_a_spring_night_an_hour_shorter() {
    let hours = |from: &str, to: &str| minutes_between(moment(from).at, moment(to).at) / 60;
    assert_eq!(hours("2026-10-24T23:00+02:00", "2026-10-25T03:00+01:00"), 5);
    assert_eq!(hours("2027-03-27T23:00+01:00", "2027-03-28T03:00+02:00"), 3);

    let berlin = Zone("Europe/Berlin".into());
    let shown = |at| (berlin.local(at).hour, berlin.local(at).minute, berlin.local(at).offset_seconds);
    let first = moment("2026-10-25T02:30+02:00").at;
    assert_eq!(shown(first), (2, 30, 7200));
    assert_eq!(shown(after(first, Duration::minutes(60))), (2, 30, 3600));
    assert_eq!(shown(after(moment("2027-03-28T01:59+01:00").at, Duration::minutes(1))), (3, 0, 7200));
}

#[test]
fn moments_round_down_also_before_1970() {
    let down = |text: &str| rounded_down(moment(text).at);
    assert_eq!(down("2026-11-30T22:00:59.9Z"), moment("2026-11-30T22:00Z").at);
    assert_eq!(down("1969-12-31T23:59:59Z"), moment("1969-12-31T23:59Z").at);
    assert_eq!(minutes_between(moment("2026-11-30T22:00Z").at, moment("2026-11-30T21:59:30Z").at), -1);
    let longest = Duration::seconds(u32::MAX);
    let (first, last) = (moment("-009999-01-03T00:00Z").at, moment("9999-12-30T00:00Z").at);
    assert!(after(last, longest) >= last);
    assert!(before(first, longest) <= first);
}

#[test]
fn a_time_without_offset_means_one_two_or_no_moments() {
    let berlin = Zone("Europe/Berlin".into());
    let means = |written| berlin.moments(written).unwrap_or_default();
    assert_eq!(means("2026-11-30T22:00"), ["2026-11-30T22:00+01:00"]);
    assert_eq!(means("2026-10-25 02:30"), ["2026-10-25T02:30+02:00", "2026-10-25T02:30+01:00"]);
    assert_eq!(berlin.moments("2026-03-29T02:30"), Some(Vec::new()));
    assert_eq!(berlin.moments("tonight"), None);
}
