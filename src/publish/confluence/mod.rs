//! Confluence, Cloud or Data Center: it rewrites whatever it is given, so that a page is known by its version and never by
//! its text.
//!
//! Our record is a property of the page: its key, the digest it was made from, and the version that we wrote. Page and
//! property are written one after the other. Should we be stopped in between, the next run knows our own version by
//! what was said of it, and a new page by the invisible anchor at its end.

mod rest;

use std::collections::BTreeSet;

use serde_json::json;

use super::engine::work;
use super::marker::{Marker, short};
use super::page::{Attachment, Page};
use super::target::Target;
use super::wiki::{ARCHIVED, Fault, Held, Sealed, Standing, Stray, Touch, Wiki};
use crate::digest::{hex, sha1};
pub(super) use rest::Rest;
use rest::{Found, Property};

/// The digest in the record of a page that is archived.
const GONE: &str = "0000000000000000";

/// A ticked task.
const TICKED: &str = "<ac:task-status>complete<";

/// The longest title that Confluence takes, in characters.
const LONGEST_TITLE: usize = 255;

/// A space in Confluence.
#[derive(Debug)]
pub(super) struct Confluence {
    rest: Rest,
    prefix: String,
    /// The id of the page that ours lie below; empty for the space itself.
    parent: String,
    at_once: usize,
}

/// The title of a page, which is unique in the whole space.
pub(super) fn page_name(prefix: &str, name: &[String]) -> String {
    let title = format!("{prefix}{}", name.join(" "));
    title.chars().map(|c| if c.is_control() { '-' } else { c }).take(LONGEST_TITLE).collect()
}

/// What our record and the page itself tell of each other.
struct Record {
    /// The digest it was made from, shortened.
    digest: String,
    is_touched: bool,
}

impl Confluence {
    pub(super) fn new(target: &Target, rest: Rest) -> Self {
        let (prefix, parent) = (target.prefix.clone(), target.place.clone());
        Self { rest, prefix, parent, at_once: target.at_once }
    }

    fn title(&self, page: &Page) -> String {
        page_name(&self.prefix, &page.name)
    }

    fn standing(&self, sealed: &Sealed) -> Result<Standing, Fault> {
        let Some(found) = self.rest.find(&self.title(&sealed.page))? else { return Ok(Standing::Absent) };
        let property = self.rest.property(&found.id)?;
        let Some(record) = record(&found, property.as_ref(), &sealed.page.key) else {
            let touch = self.touch(&found);
            let foreign = Held::foreign(found.number.to_string(), found.body, touch);
            return Ok(Standing::Foreign(Held { id: found.id, ..foreign }));
        };
        let is_current = record.digest == short(&sealed.digest);
        let ours = sealed.page.text.matches(TICKED).count();
        Ok(Standing::Ours(Held {
            files_stand: is_current && self.missing(&found.id, &sealed.page.files)?.is_empty(),
            digest: if is_current { sealed.digest.clone() } else { record.digest },
            touched: record.is_touched.then(|| self.touch(&found)),
            // whether a tick makes a version depends on the Confluence
            ticks: found.body.matches(TICKED).count().saturating_sub(ours),
            version: found.number.to_string(),
            text: found.body,
            id: found.id,
        }))
    }

    fn touch(&self, found: &Found) -> Touch {
        let what = format!("version {} {}", found.number, found.message);
        Touch { by: self.rest.name(found), at: found.at.clone(), what: what.trim_end().to_owned() }
    }

    /// The files that are not there as we would put them, with what stands in their place.
    fn missing<'a>(
        &self,
        page: &str,
        files: &'a [Attachment],
    ) -> Result<Vec<(&'a Attachment, Option<rest::Held>)>, Fault> {
        if files.is_empty() {
            return Ok(Vec::new());
        }
        let mut held = self.rest.files(page)?;
        let pairs = files.iter().map(|file| (file, held.remove(&file.name)));
        let differs = |(file, held): &(&Attachment, Option<rest::Held>)| {
            held.as_ref().is_none_or(|held| held.comment != comment(file))
        };
        Ok(pairs.filter(differs).collect())
    }

    fn put_files(&self, page: &str, files: &[Attachment]) -> Result<(), Fault> {
        for (file, held) in self.missing(page, files)? {
            self.rest.upload(page, held.as_ref(), file, &comment(file))?;
        }
        Ok(())
    }

    fn write_record(&self, page: &str, key: &str, version: u64, digest: &str) -> Result<(), Fault> {
        let value = json!({ "page": key, "version": version, "digest": short(digest) });
        let over = self.rest.property(page)?;
        match over {
            Some(property) if property.value == value => Ok(()),
            over => self.rest.set_property(page, over.as_ref(), &value),
        }
    }
}

impl Wiki for Confluence {
    fn survey(&self, pages: &[Sealed]) -> Result<Vec<Result<Standing, Fault>>, Fault> {
        Ok(work(pages.len(), self.at_once, |at| self.standing(&pages[at])))
    }

    fn put(&self, sealed: &Sealed, over: Option<&Held>) -> Result<(), Fault> {
        let Sealed { page, digest } = sealed;
        let body = marked(&page.text, &Marker::new(&page.key, digest, &page.text));
        let Some(held) = over else {
            // files belong to a page, so that a new one comes before its files
            let (id, version) = self.rest.create(&self.title(page), &self.parent, &body)?;
            self.put_files(&id, &page.files)?;
            return self.write_record(&id, &page.key, version, digest);
        };
        self.put_files(&held.id, &page.files)?;
        let mut version = held.version.parse().unwrap_or_default();
        if held.digest != *digest || held.touched.is_some() || held.ticks > 0 {
            version += 1;
            let said = message(&page.key, digest);
            self.rest.update(&held.id, version, &self.title(page), &body, &said)?;
        }
        self.write_record(&held.id, &page.key, version, digest)
    }

    fn strays(&self, known: &BTreeSet<&str>) -> Result<Vec<Stray>, Fault> {
        if self.parent.is_empty() {
            // ours would have to be looked for in the whole space
            return Ok(Vec::new());
        }
        let children = self.rest.children(&self.parent)?;
        let properties = work(children.len(), self.at_once, |at| self.rest.property(&children[at].0));
        let mut strays = Vec::new();
        for ((_, title), property) in children.into_iter().zip(properties) {
            let Some(property) = property? else { continue };
            let Some(key) = property.value["page"].as_str() else { continue };
            if !known.contains(key) && property.value["digest"] != GONE {
                strays.push(Stray { key: key.to_owned(), name: title });
            }
        }
        Ok(strays)
    }

    fn archive(&self, stray: &Stray) -> Result<(), Fault> {
        let Some(found) = self.rest.find(&stray.name)? else { return Ok(()) };
        let body = format!("<p><strong>{ARCHIVED}</strong></p>\n{}", found.body);
        let version = found.number + 1;
        self.rest.update(&found.id, version, &stray.name, &body, &message(&stray.key, GONE))?;
        self.write_record(&found.id, &stray.key, version, GONE)
    }
}

/// What a page and its property say of each other; none when the page is not ours.
fn record(found: &Found, property: Option<&Property>, key: &str) -> Option<Record> {
    let marker = Marker::split(&found.body).map(|(_, marker)| marker).filter(|marker| marker.key == key);
    let Some(property) = property else {
        // made by us and stopped before it was recorded; a copy of a page has its anchor, but another title
        return marker.map(|it| Record { digest: it.digest, is_touched: found.number != 1 });
    };
    if property.value["page"] != key {
        return None;
    }
    let digest = property.value["digest"].as_str().unwrap_or_default().to_owned();
    let version = property.value["version"].as_u64().unwrap_or_default();
    let written_last = marker.filter(|marker| {
        // a version that somebody brought back has another message
        found.number == version + 1 && found.message == message(key, &marker.digest)
    });
    match written_last {
        Some(marker) => Some(Record { digest: marker.digest, is_touched: false }),
        None => Some(Record { digest, is_touched: found.number != version }),
    }
}

/// What is said of a version that we write.
fn message(key: &str, digest: &str) -> String {
    format!("backout: {key} {}", short(digest))
}

/// What is said of a file; Confluence tells no digest of its own.
fn comment(file: &Attachment) -> String {
    format!("backout sha1={}", hex(&sha1(&file.bytes)))
}

/// A text with our record behind it as the name of an anchor, which nobody sees.
fn marked(text: &str, marker: &Marker) -> String {
    format!(
        "{}\n<p><ac:structured-macro ac:name=\"anchor\"><ac:parameter ac:name=\"\">{}</ac:parameter>\
         </ac:structured-macro></p>\n",
        text.trim_end(),
        marker.line()
    )
}
