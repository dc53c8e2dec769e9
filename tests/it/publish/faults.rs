//! Faults of servers and of the way to them: each is told in words, none makes us hang, write twice or show the token.

use std::fs;
use std::process::Stdio;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use backout::network::{Client, Failure, Pause, Reach, Repeat, Request, Waiting};
use serde_json::json;

use super::Said;
use super::confluence::{Bench, Edition, PAIR, TOKEN};
use super::server::{Answer, Asked, Server};

/// A Confluence that answers otherwise to what a test picks out, so many times.
fn bench(
    plans: usize,
    times: usize,
    picked: impl Fn(&Asked) -> bool + Send + Sync + 'static,
    answer: impl Fn(&Asked) -> Answer + Send + Sync + 'static,
) -> Bench {
    let left = AtomicUsize::new(times);
    Bench::with_trouble(plans, Edition::Cloud, move |asked, _| {
        let take = |left: usize| left.checked_sub(1);
        let is_meant = picked(asked) && left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, take).is_ok();
        is_meant.then(|| answer(asked))
    })
}

fn is_first(asked: &Asked) -> bool {
    asked.path.contains("/spaces")
}

fn is_page_one(asked: &Asked) -> bool {
    asked.method == "POST" && asked.text().contains("\"title\":\"Backout BO-01\"")
}

/// What is said when the wiki as a whole cannot be published to.
pub(super) fn refused(said: &Said) -> &str {
    assert_eq!((said.code, said.out.as_str()), (2, ""), "{said:?}");
    let why = said.err.split("cannot publish to `wiki` (").nth(1);
    why.unwrap_or_else(|| panic!("{said:?}")).rsplit_once(")\n").unwrap().0
}

#[test]
fn a_server_that_says_nothing_is_given_up() {
    let bench = bench(2, 1, is_page_one, |_| Answer::Stalls);
    bench.desk.add("timeout = 1");
    let said = bench.publish(&[]);
    let why = "failed: the server did not answer in time";
    assert_eq!((said.code, said.of_page("BO-01"), said.of_page("BO-02")), (1, why, "created"), "{said:?}");
    assert_eq!(bench.publish(&[]).of_page("BO-01"), "created");
}

#[test]
fn a_server_that_asks_for_patience_is_waited_for_and_nothing_is_written_twice() {
    let date = |at: &str| format!("Sat, 28 Nov 2026 14:00:0{at} GMT");
    for (asks, date) in [("1".to_owned(), None), (date("1"), Some(date("0")))] {
        let busy = move |_: &Asked| {
            let date = date.clone().map(|date| ("date", date));
            let headers = date.into_iter().chain([("retry-after", asks.clone())]).collect();
            Answer::Says(429, headers, String::new())
        };
        let bench = bench(1, 2, is_page_one, busy);
        let said = bench.publish(&[]);
        assert_eq!((said.code, said.count("created")), (0, 3), "{said:?}");
        assert_eq!(bench.space().writes(), 4);
    }
    // and one that asks for more than we have is not
    let busy = |_: &Asked| Answer::Says(429, vec![("retry-after", "3600".into())], String::new());
    let bench = bench(1, 1, is_page_one, busy);
    let said = bench.publish(&[]);
    assert!(said.of_page("BO-01").starts_with("failed: 429: the server is busy and asks"), "{said:?}");
}

#[test]
fn a_wait_that_one_would_wonder_at_is_told_once() {
    let busy = |_: &Asked| Answer::Says(429, vec![("retry-after", "2".into())], String::new());
    let patient = bench(1, 2, is_page_one, busy);
    let settings = patient.desk.path("plans/backout.toml");
    let text = fs::read_to_string(&settings).unwrap();
    fs::write(&settings, text.replace("patience = 1", "patience = 9")).unwrap();
    let said = patient.publish(&[]);
    assert_eq!((said.code, said.count("created")), (0, 3), "{said:?}");
    let notice = "takes no more at the moment and is waited for, up to 9 s at a time;";
    assert_eq!(said.err.matches(notice).count(), 1, "{said:?}");
    let said = bench(1, 1, is_first, |_| Answer::status(503)).publish(&[]);
    assert!(said.code == 0 && !said.err.contains("is waited for"), "{said:?}");
}

#[test]
fn a_fault_of_the_server_is_asked_again_where_that_is_safe() {
    let said = bench(1, 2, is_first, |_| Answer::status(500)).publish(&[]);
    assert_eq!((said.code, said.count("created")), (0, 3), "{said:?}");
    // what makes a page is sent once: nobody knows what became of it
    let bench = bench(1, 1, is_page_one, |_| Answer::status(500));
    let said = bench.publish(&[]);
    assert_eq!((said.code, said.of_page("BO-01")), (1, "failed: 500: the server has a fault"), "{said:?}");
    assert_eq!(bench.server.asked().iter().filter(|asked| is_page_one(asked)).count(), 1);
}

#[test]
fn a_connection_that_is_cut_is_told_and_what_was_written_is_known_again() {
    for cut in [Answer::Breaks, Answer::Closes] {
        let once = cut.clone();
        let said = bench(1, 1, is_first, move |_| once.clone()).publish(&[]);
        assert_eq!((said.code, said.count("created")), (0, 3), "{said:?}");
        // the page is made, and the answer lost
        let left = AtomicUsize::new(1);
        let bench = Bench::with_trouble(1, Edition::Cloud, move |asked, space| {
            let take = |left: usize| left.checked_sub(1);
            if !is_page_one(asked) || left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, take).is_err() {
                return None;
            }
            space.lock().unwrap().answer(asked);
            Some(cut.clone())
        });
        let said = bench.publish(&[]);
        assert_eq!((said.code, said.of_page("BO-01")), (1, "failed: the connection was cut"), "{said:?}");
        let said = bench.publish(&[]);
        assert_eq!((said.code, said.of_page("BO-01")), (0, "updated"), "{said:?}");
        // its files were missing; the page itself was written once
        assert!(bench.space().pages.iter().all(|page| page.versions.len() == 1));
        assert_eq!(bench.publish(&[]).count("unchanged"), 3);
    }
}

#[test]
fn an_answer_without_an_end_is_given_up() {
    assert_eq!(
        refused(&bench(1, 1, is_first, |_| Answer::Endless).publish(&[])),
        "the server's answer has no end"
    );
}

#[test]
fn a_token_that_is_wrong_or_may_too_little_is_told_apart() {
    for (status, why) in [
        (401, "401: the token or the user is wrong"),
        (403, "403: the user is known, but may not do this"),
        (404, "404: there is nothing at this address"),
    ] {
        let said = bench(1, 9, is_first, move |_| Answer::status(status)).publish(&[]);
        assert_eq!(refused(&said), why);
        // what to look at first is another thing each time
        let hint = if status == 404 { "its `url` is `http" } else { "check the token, and `user` of" };
        assert!(said.err.contains(hint), "{said:?}");
    }
}

#[test]
fn a_server_that_repeats_the_token_does_not_make_us_show_it() {
    let told = |asked: &Asked| {
        let header = asked.header("authorization").unwrap_or_default();
        // where a text is shortened, half of it must not be left either
        let message = format!("{TOKEN} {header} {}{TOKEN}", "x".repeat(430));
        Answer::Says(400, Vec::new(), json!({ "message": message }).to_string())
    };
    let bench = bench(1, 9, is_page_one, told);
    for arguments in [&[][..], &["--format", "json"], &["--overwrite", "BO-01"]] {
        let said = bench.publish(arguments);
        assert!(said.code == 1 && said.out.contains("***"), "{said:?}");
        said.hides(&[TOKEN, PAIR, &TOKEN[..6]]);
    }
    let secret = backout::publish::Secret::new(TOKEN).unwrap();
    assert!(!format!("{secret:?}").contains(TOKEN));
}

#[test]
fn a_redirect_does_not_carry_the_token_to_another_host() {
    let other = Server::start(|_| Answer::ok(&"{}"));
    let url = other.url();
    for status in [301, 302, 307, 308] {
        let url = url.clone();
        let bench = bench(1, 9, is_first, move |_| {
            Answer::Says(status, vec![("location", url.clone())], String::new())
        });
        let said = bench.publish(&[]);
        let why = format!("{status}: it sends us to {}; if that is right, write it into `url`", other.url());
        assert_eq!(refused(&said), why);
    }
    assert_eq!(other.asked().len(), 0);
}

#[test]
fn something_that_is_no_wiki_is_told() {
    let said = bench(1, 1, is_first, |_| Answer::ok(&"<html>Welcome</html>")).publish(&[]);
    let why = "the server answers something else than JSON; is `url` that of the interface?";
    assert_eq!(refused(&said), why);
}

#[test]
fn a_proxy_is_gone_through_and_a_host_that_is_away_told() {
    let bench = Bench::new(1, Edition::Cloud);
    let proxy = bench.server.url();
    let file = bench.desk.path("plans/backout.toml");
    let text = fs::read_to_string(&file).unwrap();
    // where nobody listens
    fs::write(&file, text.replace(&proxy, "http://127.0.0.1:9")).unwrap();
    assert_eq!(refused(&bench.publish(&[])), "the host refused the connection");
    let token = ("BACKOUT_TOKEN_WIKI", TOKEN);
    let said = bench.desk.publish_with(&[], &[token, ("http_proxy", &proxy), ("NO_PROXY", "")]);
    assert_eq!((said.code, said.count("created")), (0, 3), "{said:?}");
    let asked = bench.server.asked();
    assert!(asked.iter().any(|asked| asked.method == "CONNECT" && asked.path == "127.0.0.1:9"));
    let said = bench.desk.publish_with(&[], &[token, ("http_proxy", "nonsense://me:pw@x y")]);
    assert!(said.code == 2 && said.err.contains("the proxy of the environment cannot be used"), "{said:?}");
    said.hides(&[TOKEN, "me:pw"]);
}

#[test]
fn the_token_comes_from_the_environment_a_file_of_ours_alone_or_a_program() {
    let bench = Bench::new(1, Edition::Cloud);
    let said = bench.desk.publish(&[]);
    assert!(said.code == 2 && said.err.contains("put it into the variable `BACKOUT_TOKEN_WIKI`"), "{said:?}");
    fs::write(bench.desk.path("plans/token"), format!("{TOKEN}\n")).unwrap();
    bench.desk.add("token_file = \"token\"");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode =
            |mode| fs::set_permissions(bench.desk.path("plans/token"), fs::Permissions::from_mode(mode));
        mode(0o644).unwrap();
        let said = bench.desk.publish(&[]);
        assert!(said.code == 2 && said.err.contains("may be read by others (mode 644)"), "{said:?}");
        said.hides(&[TOKEN]);
        mode(0o600).unwrap();
    }
    let said = bench.desk.publish(&[]);
    assert_eq!((said.code, said.count("created")), (0, 3), "{said:?}");
    // the environment comes first, and a program is asked when there is neither
    assert_eq!(
        refused(&bench.desk.publish_with(&[], &[("BACKOUT_TOKEN_WIKI", "other")])),
        "401: the token or the user is wrong (who are you?)"
    );
    let file = bench.desk.path("plans/backout.toml");
    let text = fs::read_to_string(&file)
        .unwrap()
        .replace("token_file = \"token\"", "token_command = [\"cat\", \"token\"]");
    fs::write(&file, &text).unwrap();
    let said = bench.desk.publish(&[]);
    assert_eq!(said.code, 0, "{said:?}");
    fs::write(&file, text.replace("\"cat\"", "\"no-such-program\"")).unwrap();
    let said = bench.desk.publish(&[]);
    assert!(said.code == 2 && said.err.contains("cannot run `no-such-program` for the token"), "{said:?}");
}

#[test]
fn a_run_that_was_killed_is_finished_by_the_next_one() {
    for made in [false, true] {
        let (reached, told) = mpsc::channel();
        let (reached, count) = (Mutex::new(reached), AtomicUsize::new(0));
        let bench = Bench::with_trouble(50, Edition::Cloud, move |asked, space| {
            let is_page = asked.method == "POST" && asked.path == "/wiki/api/v2/pages";
            if !is_page || count.fetch_add(1, Ordering::SeqCst) != 25 {
                return None;
            }
            if made {
                space.lock().unwrap().answer(asked);
            }
            reached.lock().unwrap().send(()).unwrap();
            Some(Answer::Stalls)
        });
        let mut command = bench.desk.command(&[]);
        command.env("BACKOUT_TOKEN_WIKI", TOKEN).stdout(Stdio::null()).stderr(Stdio::null());
        let mut run = command.spawn().unwrap();
        told.recv_timeout(Duration::from_mins(2)).unwrap();
        run.kill().unwrap();
        run.wait().unwrap();
        let stood = bench.space().pages.len();
        assert!((10..52).contains(&stood), "{stood} pages stood when it was killed");

        let said = bench.publish(&[]);
        let done = ["created", "updated", "unchanged"].map(|outcome| said.count(outcome));
        assert_eq!((said.code, done.iter().sum::<usize>()), (0, 52), "{said:?}");
        {
            let space = bench.space();
            assert_eq!(space.pages.len(), 52);
            assert!(space.pages.iter().all(|page| page.versions.len() == 1), "a page was written twice");
            assert!(
                space.pages.iter().flat_map(|page| page.files.values()).all(|versions| versions.len() == 1)
            );
        }
        assert_eq!(bench.publish(&[]).count("unchanged"), 52);
    }
}

#[test]
fn waits_are_as_long_as_was_asked_and_bounded() {
    let waited = Arc::new(Mutex::new(Vec::new()));
    let clock = Arc::clone(&waited);
    let answers = Mutex::new(vec![
        Answer::Says(429, vec![("retry-after", "7".into())], String::new()),
        Answer::status(503),
        Answer::Closes,
    ]);
    let server = Server::start(move |_| answers.lock().unwrap().pop().unwrap_or(Answer::ok(&"{}")));
    let pause = Pause::new(move |length| clock.lock().unwrap().push(length));
    let waiting = Waiting { pause, ..Waiting::default() };
    let client = Client::new(&Reach::default(), waiting).unwrap();
    let request = Request {
        method: "GET",
        address: server.url(),
        headers: Vec::new(),
        body: Vec::new(),
        repeat: Repeat::Safe,
    };
    assert_eq!(client.send(&request).unwrap().status, 200);
    assert_eq!(*waited.lock().unwrap(), [1, 2, 7].map(Duration::from_secs));
    let gone = Server::start(|_| Answer::Closes);
    let request = Request { address: gone.url(), repeat: Repeat::Never, ..request };
    assert_eq!(client.send(&request).unwrap_err(), Failure::Cut);
    assert_eq!(gone.asked().len(), 1);
}
