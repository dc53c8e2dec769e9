//! DokuWiki, by XML-RPC or JSON-RPC: a page is locked, looked at once more, written and unlocked, since whoever writes
//! there overwrites blindly. A page is known by the line at its foot.

mod rpc;
mod xml;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use serde_json::{Value, json};

use super::marker::{Marker, short};
use super::page::Attachment;
use super::target::Target;
use super::ticks;
use super::wiki::{ARCHIVED, Fault, Held, Sealed, Standing, Stray, Touch, Wiki};
use crate::digest::{hex, md5};
use crate::time::Timestamp;
pub(super) use rpc::Rpc;
use rpc::{Argument, Method};

/// The digest in the record of a page that is archived.
const GONE: &str = "0000000000000000";

/// A DokuWiki.
#[derive(Debug)]
pub(super) struct DokuWiki {
    rpc: Rpc,
    namespace: String,
    /// The MD5 of every file below the namespace, by id, as it was last seen.
    files: Mutex<BTreeMap<String, String>>,
}

/// The id of a page: its pieces below the target's namespace, in the letters that DokuWiki keeps.
pub(super) fn page_name(namespace: &str, name: &[String]) -> String {
    let pieces = namespace.split([':', '/']).filter(|piece| !piece.is_empty()).map(clean);
    pieces.chain(name.iter().map(|piece| clean(piece))).collect::<Vec<_>>().join(":")
}

/// A piece of an id (`cleanID`): small letters, digits, `_`, `-` and `.`, none of the signs at its ends.
fn clean(piece: &str) -> String {
    let mut kept = String::new();
    for c in piece.chars().flat_map(char::to_lowercase) {
        match c {
            c if c.is_alphanumeric() || matches!(c, '-' | '.') => kept.push(c),
            _ if kept.ends_with('_') => {}
            _ => kept.push('_'),
        }
    }
    let kept = kept.trim_matches(['_', '-', '.']);
    if kept.is_empty() { "x".into() } else { kept.to_owned() }
}

/// A page in the list of a namespace.
struct Listed {
    hash: String,
}

impl DokuWiki {
    pub(super) fn new(target: &Target, rpc: Rpc) -> Self {
        Self { rpc, namespace: page_name(&target.place, &[]), files: Mutex::default() }
    }

    fn id(&self, sealed: &Sealed) -> String {
        page_name(&self.namespace, &sealed.page.name)
    }

    /// The id of a file that belongs to a page: it lies in the page's namespace.
    fn file_id(page: &str, file: &Attachment) -> String {
        let name = clean(&file.name);
        page.rsplit_once(':').map_or_else(|| name.clone(), |(namespace, _)| format!("{namespace}:{name}"))
    }

    /// Every page below the namespace.
    fn list(&self) -> Result<BTreeMap<String, Listed>, Fault> {
        let found = self.rpc.call(Method::ListPages, &[Argument::Text(&self.namespace)])?;
        let page = |page: &Value| {
            let hash = page["hash"].as_str().unwrap_or_default().to_owned();
            Some((page["id"].as_str()?.to_owned(), Listed { hash }))
        };
        Ok(found.as_array().into_iter().flatten().filter_map(page).collect())
    }

    fn look_at_files(&self) -> Result<(), Fault> {
        let found = self.rpc.call(Method::ListFiles, &[Argument::Text(&self.namespace)])?;
        let file = |file: &Value| Some((file["id"].as_str()?.to_owned(), file["hash"].as_str()?.to_owned()));
        let seen = found.as_array().into_iter().flatten().filter_map(file).collect();
        *self.files.lock().unwrap_or_else(PoisonError::into_inner) = seen;
        Ok(())
    }

    fn file_stands(&self, page: &str, file: &Attachment) -> bool {
        let files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        files.get(&Self::file_id(page, file)).is_some_and(|hash| *hash == hex(&md5(&file.bytes)))
    }

    fn standing(&self, sealed: &Sealed, listed: Option<&Listed>) -> Result<Standing, Fault> {
        let id = self.id(sealed);
        let Some(listed) = listed else { return Ok(Standing::Absent) };
        let files_stand = sealed.page.files.iter().all(|file| self.file_stands(&id, file));
        if listed.hash == hex(&md5(marked_page(sealed).as_bytes())) && files_stand {
            let digest = sealed.digest.clone();
            return Ok(Standing::Ours(Held {
                digest,
                files_stand,
                text: sealed.page.text.clone(),
                ..Held::default()
            }));
        }
        let whole = self.rpc.call(Method::Page, &[Argument::Text(&id)])?;
        let whole = whole.as_str().unwrap_or_default().to_owned();
        let info = self.info(&id)?;
        let (version, touch) = (info.version, info.touch);
        let (text, marker) = match Marker::split(&whole) {
            Some((text, marker)) if marker.key == sealed.page.key => (text, marker),
            _ => return Ok(Standing::Foreign(Held::foreign(version, whole, touch))),
        };
        let is_touched = !marker.is_of(&text);
        let ticks = ticks::in_letters(&text).saturating_sub(ticks::in_letters(&sealed.page.text));
        let is_current = marker.digest == short(&sealed.digest);
        Ok(Standing::Ours(Held {
            version,
            digest: if is_current { sealed.digest.clone() } else { marker.digest },
            ticks: if is_touched { ticks } else { 0 },
            touched: is_touched.then_some(touch),
            files_stand,
            text,
            ..Held::default()
        }))
    }

    fn info(&self, id: &str) -> Result<Info, Fault> {
        let info = self.rpc.call(Method::PageInfo, &[Argument::Text(id)])?;
        let seconds = info["version"].as_i64().or_else(|| info["revision"].as_i64());
        let at = seconds.and_then(|it| Timestamp::from_second(it).ok()).map(|it| it.to_string());
        Ok(Info {
            version: seconds.map(|it| it.to_string()).unwrap_or_default(),
            touch: Touch {
                by: info["author"].as_str().unwrap_or_default().to_owned(),
                at: at.unwrap_or_default(),
                what: String::new(),
            },
        })
    }

    /// Writes a page while nobody else may; over the version that was looked at and only over that.
    fn write(&self, id: &str, text: &str, summary: &str, over: Option<&Held>) -> Result<(), Fault> {
        let locked = self.rpc.call(Method::Lock, &[Argument::Value(json!([id]))])?;
        let has_failed = locked["lockfail"].as_array().is_some_and(|failed| !failed.is_empty());
        let is_refused = locked.as_array().is_some_and(Vec::is_empty);
        if has_failed || is_refused {
            return Err(Fault::new("somebody is editing it at this moment"));
        }
        let written = self.write_locked(id, text, summary, over);
        // whatever came of it; a lock that stays would keep people out for a quarter of an hour
        let unlocked = self.rpc.call(Method::Unlock, &[Argument::Value(json!([id]))]);
        written.and(unlocked.map(|_| ()))
    }

    fn write_locked(&self, id: &str, text: &str, summary: &str, over: Option<&Held>) -> Result<(), Fault> {
        let now = self.info(id)?.version;
        if now != over.map(|held| held.version.clone()).unwrap_or_default() {
            return Err(Fault::Overtaken);
        }
        let options = json!({ "sum": summary, "minor": over.is_some() });
        let arguments = [Argument::Text(id), Argument::Text(text), Argument::Value(options)];
        match self.rpc.call(Method::Write, &arguments)? {
            Value::Bool(true) => Ok(()),
            // failures come as a success with nothing in it
            other => Err(Fault::new(format!("DokuWiki did not take the page (it answers {other})"))),
        }
    }

    fn upload(&self, page: &str, file: &Attachment) -> Result<(), Fault> {
        let id = Self::file_id(page, file);
        let options = json!({ "ow": true });
        let arguments = [Argument::Text(&id), Argument::Bytes(&file.bytes), Argument::Value(options)];
        match self.rpc.call(Method::Upload, &arguments)? {
            Value::String(name) if name == id => {}
            Value::Bool(true) => {}
            other => {
                return Err(Fault::new(format!("DokuWiki did not take the file {id} (it answers {other})")));
            }
        }
        let digest = hex(&md5(&file.bytes));
        self.files.lock().unwrap_or_else(PoisonError::into_inner).insert(id, digest);
        Ok(())
    }
}

/// What is known of a page beside its text.
struct Info {
    /// The seconds of its last revision; empty for a page that is not there.
    version: String,
    touch: Touch,
}

impl Wiki for DokuWiki {
    fn survey(&self, pages: &[Sealed]) -> Result<Vec<Result<Standing, Fault>>, Fault> {
        self.look_at_files()?;
        let listed = self.list()?;
        Ok(pages.iter().map(|sealed| self.standing(sealed, listed.get(&self.id(sealed)))).collect())
    }

    fn put(&self, sealed: &Sealed, over: Option<&Held>) -> Result<(), Fault> {
        let id = self.id(sealed);
        for file in sealed.page.files.iter().filter(|file| !self.file_stands(&id, file)) {
            self.upload(&id, file)?;
        }
        let summary = format!("backout: {} {}", sealed.page.key, short(&sealed.digest));
        self.write(&id, &marked_page(sealed), &summary, over)
    }

    fn strays(&self, known: &BTreeSet<&str>) -> Result<Vec<Stray>, Fault> {
        if self.namespace.is_empty() {
            // ours would have to be looked for in the whole wiki
            return Ok(Vec::new());
        }
        let mut strays = Vec::new();
        for id in self.list()?.into_keys() {
            let text = self.rpc.call(Method::Page, &[Argument::Text(&id)])?;
            let Some((_, marker)) = Marker::split(text.as_str().unwrap_or_default()) else { continue };
            if !known.contains(marker.key.as_str()) && marker.digest != GONE {
                strays.push(Stray { key: marker.key, name: id });
            }
        }
        Ok(strays)
    }

    fn archive(&self, stray: &Stray) -> Result<(), Fault> {
        let whole = self.rpc.call(Method::Page, &[Argument::Text(&stray.name)])?;
        let Some((text, _)) = Marker::split(whole.as_str().unwrap_or_default()) else { return Ok(()) };
        let text = format!("**{ARCHIVED}**\n\n{}", text.trim_end());
        let marked = marked(&text, &Marker::new(&stray.key, GONE, &text));
        let held = Held { version: self.info(&stray.name)?.version, ..Held::default() };
        self.write(&stray.name, &marked, &format!("backout: {} archived", stray.key), Some(&held))
    }
}

fn marked_page(sealed: &Sealed) -> String {
    marked(&sealed.page.text, &Marker::new(&sealed.page.key, &sealed.digest, &sealed.page.text))
}

/// A text with our record below it; DokuWiki has no comments, so the record is a line that can be seen.
fn marked(text: &str, marker: &Marker) -> String {
    format!("{}\n\n%%{}%%\n", text.trim_end(), marker.line())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_those_of_the_wiki() {
        assert_eq!(page_name("Ops:Backout", &["BO-7 b".into(), "Ä/x".into()]), "ops:backout:bo-7_b:ä_x");
        assert_eq!(page_name("", &["__".into()]), "x");
    }
}
