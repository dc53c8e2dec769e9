//! Confluence, of which there is none to be had for tests: a mock that is as strict as the real one is said to be.

mod mock;
mod storage;

use std::sync::{Arc, Mutex, MutexGuard};

use super::server::{Answer, Asked, Server};
use super::{Desk, Said};
pub(super) use mock::{Edition, PAIR, Space, TOKEN};
use mock::{PARENT, SPACE, Version};

const EDITIONS: [Edition; 2] = [Edition::DataCenter, Edition::Cloud];

/// Plans, and the Confluence they are published to.
pub(super) struct Bench {
    pub(super) desk: Desk,
    space: Arc<Mutex<Space>>,
    pub(super) server: Server,
}

impl Bench {
    pub(super) fn new(plans: usize, edition: Edition) -> Self {
        Self::with_trouble(plans, edition, |_, _| None)
    }

    /// A Confluence that now and then answers otherwise.
    pub(super) fn with_trouble(
        plans: usize,
        edition: Edition,
        trouble: impl Fn(&Asked, &Mutex<Space>) -> Option<Answer> + Send + Sync + 'static,
    ) -> Self {
        let space = Arc::new(Mutex::new(Space::new(edition)));
        let held = Arc::clone(&space);
        let server = Server::start(move |asked| {
            trouble(asked, &held).unwrap_or_else(|| held.lock().unwrap().answer(asked))
        });
        Self { desk: Desk::new(plans, &target(edition, &server.url())), space, server }
    }

    /// A Confluence that shows a certificate (PEM, with its key).
    pub(super) fn with_certificate(plans: usize, pem: &str) -> Self {
        let space = Arc::new(Mutex::new(Space::new(Edition::Cloud)));
        let held = Arc::clone(&space);
        let server = Server::with_certificate(pem, move |asked| held.lock().unwrap().answer(asked));
        Self { desk: Desk::new(plans, &target(Edition::Cloud, &server.url())), space, server }
    }

    /// Publishes; whatever comes of it, nobody is shown the token.
    pub(super) fn publish(&self, arguments: &[&str]) -> Said {
        let said = self.desk.publish_with(arguments, &[("BACKOUT_TOKEN_WIKI", TOKEN)]);
        said.hides(&[TOKEN, PAIR]);
        said
    }

    pub(super) fn space(&self) -> MutexGuard<'_, Space> {
        self.space.lock().unwrap()
    }

    /// Alice makes another version of a page.
    fn edit(&self, title: &str, from: &str, to: &str, message: &str) {
        let mut space = self.space();
        let versions = &mut space.page(title).versions;
        let body = versions.last().unwrap().body.clone();
        assert!(body.contains(from), "{body}");
        let body = body.replacen(from, to, 1);
        versions.push(Version { by: "Alice".into(), message: message.into(), body });
    }
}

fn target(edition: Edition, url: &str) -> String {
    let place = format!("kind = \"confluence\"\nspace = \"{SPACE}\"\nparent = \"{PARENT}\"\npatience = 1\n");
    match edition {
        Edition::DataCenter => format!("{place}url = \"{url}\""),
        _ => format!("{place}url = \"{url}/wiki\"\napi = \"v2\"\nuser = \"ops@shop.example\""),
    }
}

#[test]
fn only_what_changed_is_written() {
    for edition in EDITIONS {
        let bench = Bench::new(20, edition);
        let first = bench.publish(&[]);
        assert_eq!((first.code, first.count("created")), (0, 22), "{edition:?} {first:?}");
        // the pages, and a PDF of each plan
        assert_eq!(bench.space().writes(), 22 + 20, "{edition:?}");
        assert!(bench.space().pages.iter().all(|page| page.parent == PARENT));
        // the wiki has rewritten every body by now
        assert!(bench.space().page("Backout BO-01").versions[0].body.contains("ac:macro-id"));
        let second = bench.publish(&[]);
        assert_eq!((second.code, second.count("unchanged")), (0, 22), "{edition:?} {second:?}");
        assert_eq!(bench.space().writes(), 42, "{edition:?}");

        bench.desk.plan(7, "Set the address of the year before");
        let third = bench.publish(&[]);
        assert_eq!((third.of_page("BO-07"), third.count("updated")), ("updated", 1), "{edition:?} {third:?}");
        assert_eq!(bench.space().writes(), 44, "{edition:?}");
        let mut space = bench.space();
        let page = space.page("Backout BO-07");
        assert!(page.versions[1].message.starts_with("backout: BO-07 "));
        assert!(page.versions[1].body.contains("the year before"));
        let prints = &page.files["bo-07-wiki.pdf"];
        assert!(
            prints.len() == 2 && prints[0].bytes != prints[1].bytes && prints[1].bytes.starts_with(b"%PDF")
        );
        drop(space);
        assert_eq!(bench.publish(&[]).count("unchanged"), 22, "{edition:?}");
    }
}

#[test]
fn what_a_person_edited_is_kept_and_named() {
    for edition in EDITIONS {
        let bench = Bench::new(3, edition);
        bench.publish(&[]);
        bench.edit("Backout BO-02", "Move host 02", "Move host two", "Mend it");
        bench.desk.plan(2, "Set another address");
        bench.desk.plan(3, "Set another address");
        let said = bench.publish(&[]);
        let kept = "kept: edited by Alice at 2026-11-28T14:02:00.000Z (version 2 Mend it)";
        assert_eq!((said.code, said.of_page("BO-02")), (1, kept), "{edition:?} {said:?}");
        assert_eq!(said.of_page("BO-03"), "updated");
        assert_eq!(bench.space().page("Backout BO-02").versions.len(), 2);
        let said = bench.publish(&["--overwrite", "BO-02"]);
        assert_eq!((said.code, said.of_page("BO-02")), (0, "updated"), "{said:?}");
        assert!(bench.space().page("Backout BO-02").versions[2].body.contains("Set another address"));
        assert_eq!(bench.publish(&[]).of_page("BO-02"), "unchanged");

        // a version of ours that somebody brought back is an edit as well
        bench.edit("Backout BO-03", "another", "the old", "Reverted from v. 1");
        let said = bench.publish(&[]);
        assert!(said.of_page("BO-03").starts_with("kept: edited by Alice"), "{said:?}");
    }
}

#[test]
fn ticked_boxes_are_a_run_in_progress_whether_or_not_they_make_a_version() {
    let (empty, ticked) = ("<ac:task-status>incomplete", "<ac:task-status>complete");
    for edition in EDITIONS {
        let bench = Bench::new(2, edition);
        bench.publish(&[]);
        bench.edit("Backout BO-01", empty, ticked, "");
        {
            let mut space = bench.space();
            let body = &mut space.page("Backout BO-02").versions[0].body;
            *body = body.replacen(empty, ticked, 1);
        }
        bench.desk.plan(1, "Set another address");
        bench.desk.plan(2, "Set another address");
        let said = bench.publish(&[]);
        for key in ["BO-01", "BO-02"] {
            assert!(said.of_page(key).starts_with("kept: 1 ticked box (a run in progress)"), "{said:?}");
        }
        let said = bench.publish(&["--overwrite", "BO-01,BO-02"]);
        assert_eq!((said.code, said.count("updated")), (0, 2), "{said:?}");
    }
}

#[test]
fn a_page_of_somebody_else_is_never_taken_for_ours() {
    for edition in EDITIONS {
        let bench = Bench::new(1, edition);
        bench.publish(&[]);
        {
            let mut space = bench.space();
            let page = space.page("Backout BO-01");
            page.property = None;
            page.versions =
                vec![Version { by: "Bob".into(), message: String::new(), body: "<p>mine</p>".into() }];
        }
        let said = bench.publish(&[]);
        assert!(said.of_page("BO-01").starts_with("kept: a page that is not ours, by Bob at "), "{said:?}");
        assert_eq!(bench.publish(&["--adopt", "BO-01"]).of_page("BO-01"), "updated");
        assert_eq!(bench.publish(&[]).of_page("BO-01"), "unchanged");
    }
}

#[test]
fn a_page_whose_plan_is_gone_is_reported_and_archived_on_request() {
    for edition in EDITIONS {
        // more pages than are told at once
        let bench = Bench::new(5, edition);
        bench.publish(&[]);
        std::fs::remove_file(bench.desk.path("plans/02.yaml")).unwrap();
        let said = bench.publish(&["--prune"]);
        assert!(
            said.of_page("BO-02").starts_with("left over") && said.err.contains("--archive 'BO-02'"),
            "{said:?}"
        );
        let asked = bench.server.asked();
        let parts = asked.iter().filter(|asked| asked.path.contains("child")).count();
        assert!(parts >= 4, "{parts} {edition:?}");
        assert_eq!(bench.space().page("Backout BO-02").versions.len(), 1);
        assert_eq!(bench.publish(&["--archive", "BO-02"]).of_page("BO-02"), "archived");
        let body = bench.space().page("Backout BO-02").versions[1].body.clone();
        assert!(body.starts_with("<p><strong>Archived") && body.contains("Move host 02"), "{body}");
        assert!(!bench.publish(&[]).out.contains("BO-02"));
    }
}

#[test]
fn a_dry_run_writes_nothing() {
    let bench = Bench::new(2, Edition::Cloud);
    assert_eq!(bench.publish(&["--dry-run"]).count("to be created"), 4);
    assert_eq!(bench.space().writes(), 0);
    assert!(bench.server.asked().iter().all(|asked| asked.method == "GET"));
}

#[test]
fn no_private_number_is_in_a_page_or_record() {
    let bench = Bench::new(3, Edition::Cloud);
    bench.publish(&[]);
    let sent: Vec<String> = bench.server.asked().iter().map(Asked::text).collect();
    assert!(
        sent.iter().any(|text| text.contains("Priya Nair")) && sent.iter().all(|text| !text.contains("5550"))
    );
}

#[test]
fn a_token_without_the_scope_for_files_is_told_of_and_the_pages_wait_for_it() {
    let bench = Bench::new(1, Edition::CloudWithoutFiles);
    let said = bench.publish(&[]);
    let why = "failed: the file bo-01-wiki.pdf: 401: the token lacks a scope for this; README.md says which are needed";
    assert_eq!((said.code, said.of_page("BO-01"), said.of_page("index")), (1, why, "created"), "{said:?}");
}

#[test]
fn somebody_who_is_faster_is_not_written_over() {
    // Alice saves between our look and our writing
    let bench = Bench::with_trouble(1, Edition::Cloud, |asked, space| {
        let mut space = space.lock().unwrap();
        if asked.method == "PUT" && asked.text().contains("another address") {
            let versions = &mut space.page("Backout BO-01").versions;
            if versions.len() == 1 {
                let body = versions[0].body.replace("Move host 01", "Move host one");
                versions.push(Version { by: "Alice".into(), message: String::new(), body });
            }
        }
        None
    });
    bench.publish(&[]);
    bench.desk.plan(1, "Set another address");
    let said = bench.publish(&[]);
    assert!(said.of_page("BO-01").starts_with("kept: edited by Alice"), "{said:?}");
    assert_eq!(bench.space().page("Backout BO-01").versions.len(), 2);
}

#[test]
fn a_space_that_is_not_there_is_told() {
    for edition in EDITIONS {
        let bench = Bench::new(1, edition);
        let file = bench.desk.path("plans/backout.toml");
        let text = std::fs::read_to_string(&file).unwrap();
        std::fs::write(&file, text.replace("\"OPS\"", "\"OPZ\"")).unwrap();
        let said = bench.publish(&[]);
        assert!(said.code == 2 && said.err.contains("there is no space `OPZ` that we may see"), "{said:?}");
    }
}
