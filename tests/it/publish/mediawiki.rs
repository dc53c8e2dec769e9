//! A MediaWiki that lets nobody change much at a time: a mock of its interface as far as publishing uses it. What it does
//! otherwise is judged by the real one, in `tests/judges/publish`.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex};

use backout::config::Config;
use backout::error::Error;
use backout::network::{Pause, Reach, Waiting};
use backout::publish::{Orders, Outcome, Page, Report, Secret, Surroundings, Target};
use backout::source::{Source, Sources};
use serde_json::{Value, json};

use super::server::{Answer, Server};

/// The wait before what was read is dropped, in seconds: MediaWiki keeps what it read in the second of the purge.
const A_PURGE: u64 = 1;

/// What the wiki holds, and how often it is patient yet.
#[derive(Debug, Default)]
struct Wiki {
    pages: BTreeMap<String, String>,
    /// So many edits it refuses.
    refused_edits: usize,
    /// Whether it takes nothing at all, and lets nobody in.
    is_read_only: bool,
    /// What it asks for when it does, in seconds.
    retry_after: Option<u64>,
    /// So many questions to purge go by before it purges.
    refused_purges: usize,
    edits: usize,
    purged: Vec<String>,
}

impl Wiki {
    fn answer(&mut self, form: &BTreeMap<String, String>) -> Answer {
        let field = |name: &str| form.get(name).map_or("", String::as_str);
        let titles: Vec<&str> = field("titles").split('\u{1f}').filter(|title| !title.is_empty()).collect();
        let told = match field("action") {
            "login" if self.is_read_only => {
                json!({ "error": { "code": "readonly", "info": "The wiki is in read-only mode." } })
            }
            "login" => json!({ "login": { "result": "Success" } }),
            "query" if field("meta") == "tokens" => {
                json!({ "query": { "tokens": { "logintoken": "L", "csrftoken": "C" } } })
            }
            "query" if field("prop") == "revisions" => {
                let pages: Vec<Value> = titles.iter().map(|title| self.show(title)).collect();
                json!({ "query": { "pages": pages } })
            }
            "query" => json!({ "query": { "pages": [] } }),
            "edit" => return self.edit(field("title"), field("text")),
            "purge" => self.purge(&titles),
            action => panic!("{action}"),
        };
        Answer::ok(&told)
    }

    fn show(&self, title: &str) -> Value {
        match self.pages.get(title) {
            Some(text) => json!({ "title": title, "revisions": [
                { "revid": 1, "user": "Publisher", "slots": { "main": { "content": text } } }
            ] }),
            None => json!({ "title": title, "missing": true }),
        }
    }

    fn edit(&mut self, title: &str, text: &str) -> Answer {
        self.edits += 1;
        if self.refused_edits > 0 {
            self.refused_edits -= 1;
            let headers = self.retry_after.iter().map(|it| ("retry-after", it.to_string())).collect();
            let told =
                json!({ "error": { "code": "ratelimited", "info": "You've exceeded your rate limit." } });
            return Answer::Says(200, headers, told.to_string());
        }
        assert!(self.pages.insert(title.to_owned(), text.to_owned()).is_none(), "{title} was written twice");
        Answer::ok(&json!({ "edit": { "result": "Success", "newrevid": 1 } }))
    }

    /// Only a warning says that pages were not purged, and titles begin with a capital whatever was asked for.
    fn purge(&mut self, titles: &[&str]) -> Value {
        let titles = titles.iter().map(|title| title.replacen("ops/", "Ops/", 1));
        if self.refused_purges > 0 {
            self.refused_purges -= 1;
            let pages: Vec<Value> = titles.map(|title| json!({ "title": title })).collect();
            let warning = "You've exceeded your rate limit. Please wait some time and try again.";
            return json!({ "warnings": { "purge": { "warnings": warning } }, "purge": pages });
        }
        let titles: Vec<String> = titles.collect();
        let pages: Vec<Value> =
            titles.iter().map(|title| json!({ "title": title, "purged": true })).collect();
        self.purged.extend(titles);
        json!({ "purge": pages })
    }
}

/// Publishes two pages that lead to each other; the seconds that were waited go along.
fn publish(wiki: Wiki) -> (Report, Wiki, Vec<u64>) {
    let (report, wiki, waited) = try_to_publish(wiki);
    (report.unwrap(), wiki, waited)
}

fn try_to_publish(wiki: Wiki) -> (Result<Report, Error>, Wiki, Vec<u64>) {
    let waited = Arc::new(Mutex::new(Vec::new()));
    let clock = Arc::clone(&waited);
    let pause = Pause::new(move |length| clock.lock().unwrap().push(length.as_secs()));
    let wiki = Arc::new(Mutex::new(wiki));
    let held = Arc::clone(&wiki);
    let server = Server::start(move |asked| held.lock().unwrap().answer(&asked.form()));
    let mut sources = Sources::default();
    let text = format!(
        "[publish.wiki]\nkind = \"mediawiki\"\nurl = \"{}\"\nuser = \"P@b\"\nparent = \"ops\"\nat_once = 1",
        server.url()
    );
    let id = sources.add(Source::new("backout.toml", text));
    let (config, _) = Config::read(id, sources.get(id));
    let target = Target::read("wiki", &config.publish["wiki"]).unwrap();
    let page = |name: &str, other: &str| Page {
        key: name.to_owned(),
        name: vec![name.to_owned()],
        title: name.to_owned(),
        text: format!("[[ops/{other}|See there]]\n"),
        files: Vec::new(),
    };
    let surroundings = Surroundings {
        root: Path::new("."),
        secret: Secret::new("token"),
        reach: Reach::default(),
        waiting: Waiting { pause, ..Waiting::default() },
        now: 0,
    };
    let pages = vec![page("a", "b"), page("b", "a")];
    let report = backout::publish::publish(&target, pages, &Orders::default(), &surroundings, &|| ());
    let wiki = std::mem::take(&mut *wiki.lock().unwrap());
    let waited = waited.lock().unwrap().clone();
    (report, wiki, waited)
}

#[test]
fn a_wiki_that_counts_changes_is_waited_for() {
    let wiki = Wiki { refused_edits: 3, ..Wiki::default() };
    let (report, wiki, waited) = publish(wiki);
    assert!(report.is_clean() && wiki.pages.len() == 2, "{report:?}");
    assert_eq!((waited, wiki.edits), (vec![1, 2, 4, A_PURGE], 5));
}

#[test]
fn it_is_waited_as_long_as_it_asks() {
    let wiki = Wiki { refused_edits: 1, retry_after: Some(42), ..Wiki::default() };
    let (report, _, waited) = publish(wiki);
    assert!(report.is_clean(), "{report:?}");
    assert_eq!(waited, [42, A_PURGE]);
}

#[test]
fn one_that_is_never_ready_is_given_up_once_for_all_pages() {
    let wiki = Wiki { refused_edits: usize::MAX, ..Wiki::default() };
    let (report, wiki, waited) = publish(wiki);
    let why = "429: MediaWiki lets us change only so much in a minute, and asks for more patience than we have \
               (`patience`); what is missing is written by the next run";
    assert!(report.pages.iter().all(|page| page.outcome == Outcome::Failed(why.into())), "{report:?}");
    assert_eq!((waited, wiki.edits), (vec![1, 2, 4, 8, 16, 32, 60], 9));
}

#[test]
fn one_that_takes_nothing_at_all_is_no_fault_of_the_settings() {
    let (report, _, waited) = try_to_publish(Wiki { is_read_only: true, ..Wiki::default() });
    let error = report.unwrap_err();
    let said = format!("{error}; {}", error.hint().unwrap_or_default());
    let why = "503: MediaWiki takes no changes at the moment: The wiki is in read-only mode.";
    let expected =
        format!("cannot publish to `wiki` ({why}); nothing is known to be wrong here: try again later");
    assert_eq!((said, waited), (expected, vec![1, 2, 4, 8, 16, 32, 60]));
}

#[test]
fn a_page_saved_before_one_it_leads_to_is_read_anew_however_long_that_takes() {
    let wiki = Wiki { refused_purges: 2, ..Wiki::default() };
    let (report, wiki, waited) = publish(wiki);
    assert!(report.is_clean() && report.advice.is_empty(), "{report:?}");
    assert_eq!((waited, wiki.purged), (vec![A_PURGE, 1, 2], vec!["Ops/a".to_owned()]));

    let wiki = Wiki { refused_purges: usize::MAX, ..Wiki::default() };
    let (report, ..) = publish(wiki);
    let told =
        "MediaWiki did not read these pages anew, and may show links to new pages as dead for a while: Ops/a";
    assert!(report.is_clean() && report.advice == [told], "{report:?}");
}
