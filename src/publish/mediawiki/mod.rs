//! MediaWiki, by its action interface: pages are known by a comment at their end, edits are made upon the revision that
//! was looked at, and what the server made of them is looked at again.

mod api;
mod written;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use serde_json::Value;

use super::marker::{Marker, short};
use super::page::Attachment;
use super::target::Target;
use super::ticks;
use super::wiki::{ARCHIVED, Fault, Held, Sealed, Standing, Stray, Touch, Wiki};
use crate::digest::{hex, sha1};
pub(super) use api::Api;
use written::{Saved, Written};

/// So many pages are asked for at once; users without a higher limit may ask for no more.
const AT_ONCE: usize = 50;

/// The digest in the record of a page that is archived.
const GONE: &str = "0000000000000000";

/// A MediaWiki.
#[derive(Debug)]
pub(super) struct MediaWiki {
    api: Api,
    place: String,
    /// The digests of files, by name, as they were last seen.
    files: Mutex<BTreeMap<String, String>>,
    /// The pages that were written.
    written: Written,
}

/// The title of a page: its pieces below the target's own page.
pub(super) fn page_name(place: &str, name: &[String]) -> String {
    let clean = |piece: &String| -> String {
        let safe = |c: char| if c.is_control() || "#<>[]|{}_/:".contains(c) { '-' } else { c };
        piece.trim().chars().map(safe).collect()
    };
    let above = place.split('/').map(str::to_owned).filter(|piece| !piece.is_empty());
    above.chain(name.iter().map(clean)).collect::<Vec<_>>().join("/")
}

/// The name of a file as MediaWiki keeps it: its first letter is a capital, blanks are underscores.
fn file_name(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).map(|c| if c == ' ' { '_' } else { c }).collect()
}

impl MediaWiki {
    /// The wiki of a target, once it has let us in.
    pub(super) fn new(target: &Target, api: Api) -> Result<Self, Fault> {
        api.log_in()?;
        Ok(Self { api, place: target.place.clone(), files: Mutex::default(), written: Written::default() })
    }

    fn title(&self, sealed: &Sealed) -> String {
        page_name(&self.place, &sealed.page.name)
    }

    /// The newest revisions of pages, by the title that was asked for; none for one that is not there.
    fn revisions(
        &self,
        titles: &[String],
    ) -> Result<BTreeMap<String, Result<Option<Revision>, Fault>>, Fault> {
        let mut found = BTreeMap::new();
        for titles in titles.chunks(AT_ONCE) {
            let asked = format!("\u{1f}{}", titles.join("\u{1f}"));
            let fields = [
                ("action", "query"),
                ("prop", "revisions"),
                ("rvprop", "ids|timestamp|user|comment|content"),
                ("rvslots", "main"),
                ("titles", &asked),
            ];
            for answer in self.api.query(&fields)? {
                let renamed = renamed(&answer);
                for page in answer["query"]["pages"].as_array().into_iter().flatten() {
                    let title = page["title"].as_str().unwrap_or_default();
                    let asked = renamed.get(title).map_or(title, String::as_str);
                    // an answer in parts names every page in each of them
                    let is_there = page["revisions"].is_array();
                    if is_there || !found.contains_key(asked) {
                        found.insert(asked.to_owned(), Revision::read(page));
                    }
                }
            }
        }
        Ok(found)
    }

    /// Asks for the digests of files.
    fn look_at_files(&self, pages: &[Sealed]) -> Result<(), Fault> {
        let names: BTreeSet<String> =
            pages.iter().flat_map(|it| &it.page.files).map(|file| file_name(&file.name)).collect();
        let names: Vec<String> = names.into_iter().map(|name| format!("File:{name}")).collect();
        let mut seen = BTreeMap::new();
        for names in names.chunks(AT_ONCE) {
            let asked = format!("\u{1f}{}", names.join("\u{1f}"));
            let fields = [("action", "query"), ("prop", "imageinfo"), ("iiprop", "sha1"), ("titles", &asked)];
            for answer in self.api.query(&fields)? {
                let renamed = renamed(&answer);
                for page in answer["query"]["pages"].as_array().into_iter().flatten() {
                    let title = page["title"].as_str().unwrap_or_default();
                    let asked = renamed.get(title).map_or(title, String::as_str);
                    let name = asked.split_once(':').map_or(asked, |(_, name)| name);
                    if let Some(digest) = page["imageinfo"][0]["sha1"].as_str() {
                        seen.insert(name.to_owned(), digest.to_owned());
                    }
                }
            }
        }
        self.files.lock().unwrap_or_else(PoisonError::into_inner).extend(seen);
        Ok(())
    }

    fn file_stands(&self, file: &Attachment) -> bool {
        let files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        files.get(&file_name(&file.name)).is_some_and(|digest| *digest == hex(&sha1(&file.bytes)))
    }

    fn standing(&self, sealed: &Sealed, revision: Option<Revision>) -> Standing {
        let Some(revision) = revision else { return Standing::Absent };
        let touch = revision.touch();
        let (text, marker) = match Marker::split(&revision.text) {
            Some((text, marker)) if marker.key == sealed.page.key => (text, marker),
            _ => return Standing::Foreign(Held::foreign(revision.id, revision.text, touch)),
        };
        let is_touched = !marker.is_of(&text);
        let ticks = ticks::in_letters(&text).saturating_sub(ticks::in_letters(&sealed.page.text));
        Standing::Ours(Held {
            version: revision.id,
            digest: if marker.digest == short(&sealed.digest) {
                sealed.digest.clone()
            } else {
                marker.digest
            },
            ticks: if is_touched { ticks } else { 0 },
            touched: is_touched.then_some(touch),
            files_stand: sealed.page.files.iter().all(|file| self.file_stands(file)),
            text,
            ..Held::default()
        })
    }

    fn edit(&self, title: &str, text: &str, summary: &str, over: Option<&str>) -> Result<(), Fault> {
        let condition = over.map_or(("createonly", "1"), |revision| ("baserevid", revision));
        let mut fields = vec![
            ("action", "edit"),
            ("title", title),
            ("text", text),
            ("summary", summary),
            ("bot", "1"),
            condition,
        ];
        if over.is_some() {
            fields.extend([("nocreate", "1"), ("minor", "1")]);
        }
        let answer = self.api.write(&fields, None)?;
        let edit = &answer["edit"];
        if edit["result"] != "Success" {
            return Err(Fault::new(format!("MediaWiki did not take the page ({edit})")));
        }
        let is_written = edit["nochange"].is_null();
        let old = edit["oldrevid"].as_u64().unwrap_or_default().to_string();
        match over {
            // lines that others changed at the same moment are mixed into ours without a word
            Some(base) if is_written && old != base => Err(Fault::new(format!(
                "somebody edited it at the same moment, and MediaWiki mixed both texts in revision {}; \
                 look at it, then name the page with --overwrite",
                edit["newrevid"]
            ))),
            _ => Ok(()),
        }
    }

    fn upload(&self, file: &Attachment, summary: &str) -> Result<(), Fault> {
        let name = file_name(&file.name);
        let fields = [
            ("action", "upload"),
            ("filename", name.as_str()),
            ("comment", summary),
            ("ignorewarnings", "1"),
        ];
        let of_file = |fault: Fault| Fault::new(format!("the file {name}: {}", fault.words()));
        let answer = self.api.write(&fields, Some(file)).map_err(of_file)?;
        if answer["upload"]["result"] == "Success" {
            let digest = hex(&sha1(&file.bytes));
            self.files.lock().unwrap_or_else(PoisonError::into_inner).insert(name, digest);
            return Ok(());
        }
        Err(Fault::new(format!("MediaWiki did not take the file {} ({})", file.name, answer["upload"])))
    }
}

impl Wiki for MediaWiki {
    fn survey(&self, pages: &[Sealed]) -> Result<Vec<Result<Standing, Fault>>, Fault> {
        self.look_at_files(pages)?;
        let titles: Vec<String> = pages.iter().map(|sealed| self.title(sealed)).collect();
        let mut revisions = self.revisions(&titles)?;
        let standings = pages.iter().zip(&titles).map(|(sealed, title)| match revisions.remove(title) {
            Some(revision) => revision.map(|revision| self.standing(sealed, revision)),
            None => Err(Fault::new("MediaWiki says nothing of the page")),
        });
        Ok(standings.collect())
    }

    fn put(&self, sealed: &Sealed, over: Option<&Held>) -> Result<(), Fault> {
        let Sealed { page, digest } = sealed;
        let summary = format!("backout: {} {}", page.key, short(digest));
        for file in page.files.iter().filter(|file| !self.file_stands(file)) {
            self.upload(file, &summary)?;
        }
        let text = marked(&page.text, &Marker::new(&page.key, digest, &page.text));
        let (title, stood) = (self.title(sealed), self.written.standing());
        self.edit(&title, &text, &summary, over.map(|held| held.version.as_str()))?;
        self.written.add(Saved { title, text, stood, is_new: over.is_none() });
        Ok(())
    }

    /// A page that was saved before one it links to is shown with a dead link, and for weeks when both were made in the
    /// same second; so what was kept of it for showing is dropped. A wiki that does not let us has lost nothing.
    fn finish(&self) -> Result<Option<String>, Fault> {
        let (outdated, mut left) = (self.written.take_outdated(), Vec::new());
        if !outdated.is_empty() {
            // what was read in the second of the purge would stay
            self.api.let_a_second_pass();
        }
        for titles in outdated.chunks(AT_ONCE) {
            left.extend(self.api.purge(titles).unwrap_or_else(|_| titles.to_vec()));
        }
        let advice =
            "MediaWiki did not read these pages anew, and may show links to new pages as dead for a while";
        Ok((!left.is_empty()).then(|| format!("{advice}: {}", left.join(", "))))
    }

    fn strays(&self, known: &BTreeSet<&str>) -> Result<Vec<Stray>, Fault> {
        if self.place.is_empty() {
            // ours would have to be looked for in the whole wiki
            return Ok(Vec::new());
        }
        let below = format!("{}/", self.place);
        let fields =
            [("action", "query"), ("list", "prefixsearch"), ("pssearch", below.as_str()), ("pslimit", "max")];
        let mut titles = Vec::new();
        for answer in self.api.query(&fields)? {
            let found = answer["query"]["prefixsearch"].as_array().into_iter().flatten();
            titles.extend(found.filter_map(|page| page["title"].as_str()).map(str::to_owned));
        }
        let mut strays = Vec::new();
        for (title, revision) in self.revisions(&titles)? {
            let Some(revision) = revision? else { continue };
            let Some((_, marker)) = Marker::split(&revision.text) else { continue };
            if !known.contains(marker.key.as_str()) && marker.digest != GONE {
                strays.push(Stray { key: marker.key, name: title });
            }
        }
        Ok(strays)
    }

    fn archive(&self, stray: &Stray) -> Result<(), Fault> {
        let mut revisions = self.revisions(std::slice::from_ref(&stray.name))?;
        let Some(revision) = revisions.remove(&stray.name).transpose()?.flatten() else { return Ok(()) };
        let Some((text, _)) = Marker::split(&revision.text) else { return Ok(()) };
        let text = format!("'''{ARCHIVED}'''\n\n{}", text.trim_end());
        let marked = marked(&text, &Marker::new(&stray.key, GONE, &text));
        self.edit(&stray.name, &marked, &format!("backout: {} archived", stray.key), Some(&revision.id))
    }
}

/// A text with our record behind it, out of sight.
fn marked(text: &str, marker: &Marker) -> String {
    format!("{}\n<!-- {} -->", text.trim_end(), marker.line())
}

/// A page as it stands.
#[derive(Debug, Clone)]
struct Revision {
    id: String,
    by: String,
    at: String,
    comment: String,
    text: String,
}

impl Revision {
    /// The newest revision of a page; none when there is no such page.
    fn read(page: &Value) -> Result<Option<Self>, Fault> {
        if let Some(why) = page["invalidreason"].as_str() {
            return Err(Fault::new(format!("MediaWiki has no page of that name: {why}")));
        }
        if page["missing"].as_bool() == Some(true) {
            return Ok(None);
        }
        let revision = &page["revisions"][0];
        let text = |key: &str| revision[key].as_str().unwrap_or_default().to_owned();
        let Some(content) = revision["slots"]["main"]["content"].as_str() else {
            return Err(Fault::new("MediaWiki does not show what the page says"));
        };
        Ok(Some(Self {
            id: revision["revid"].as_u64().unwrap_or_default().to_string(),
            by: text("user"),
            at: text("timestamp"),
            comment: text("comment"),
            text: content.to_owned(),
        }))
    }

    fn touch(&self) -> Touch {
        let what = format!("revision {} {}", self.id, self.comment);
        Touch { by: self.by.clone(), at: self.at.clone(), what: what.trim_end().to_owned() }
    }
}

/// The titles as they were asked for, by what MediaWiki calls them.
fn renamed(answer: &Value) -> BTreeMap<String, String> {
    let pairs = answer["query"]["normalized"].as_array().into_iter().flatten();
    let pair = |it: &Value| Some((it["to"].as_str()?.to_owned(), it["from"].as_str()?.to_owned()));
    pairs.filter_map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_wiki() {
        assert_eq!(
            page_name("Ops/Backout", &["systems".into(), "a_b|c".into()]),
            "Ops/Backout/systems/a-b-c"
        );
        assert_eq!(file_name("bo-1 wiki.pdf"), "Bo-1_wiki.pdf");
    }
}
