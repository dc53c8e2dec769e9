//! A Confluence made up for tests, of both editions: versions are counted and enforced, titles are unique, bodies are
//! parsed strictly and rewritten, files of the same name are versions of one, and a token has scopes.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::super::server::{Answer, Asked};
use super::storage;

/// Which Confluence it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::publish) enum Edition {
    /// The first version of the interface, with a token of one's own.
    DataCenter,
    /// The second version, with name and token; files by the first.
    Cloud,
    /// As `Cloud`, with a token that may not put files.
    CloudWithoutFiles,
}

pub(super) const SPACE: &str = "OPS";
pub(super) const PARENT: &str = "100";
/// So many things of a list are told at once.
const PART: usize = 2;
pub(in crate::publish) const TOKEN: &str = "s3cret-t0ken";
/// `ops@shop.example:s3cret-t0ken`, as it is sent.
pub(in crate::publish) const PAIR: &str = "b3BzQHNob3AuZXhhbXBsZTpzM2NyZXQtdDBrZW4=";

#[derive(Debug, Clone)]
pub(in crate::publish) struct Page {
    pub(super) id: String,
    pub(in crate::publish) title: String,
    pub(super) parent: String,
    pub(in crate::publish) versions: Vec<Version>,
    pub(super) property: Option<(u64, Value)>,
    pub(in crate::publish) files: BTreeMap<String, Vec<File>>,
}

#[derive(Debug, Clone)]
pub(in crate::publish) struct Version {
    pub(super) by: String,
    pub(super) message: String,
    pub(super) body: String,
}

/// A version of a file.
#[derive(Debug, Clone)]
pub(in crate::publish) struct File {
    pub(super) bytes: Vec<u8>,
    comment: String,
}

#[derive(Debug)]
pub(in crate::publish) struct Space {
    edition: Edition,
    pub(in crate::publish) pages: Vec<Page>,
}

impl Space {
    pub(super) fn new(edition: Edition) -> Self {
        Self { edition, pages: Vec::new() }
    }

    pub(super) fn page(&mut self, title: &str) -> &mut Page {
        let found = self.pages.iter_mut().find(|page| page.title == title);
        found.unwrap_or_else(|| panic!("there is no page {title}"))
    }

    /// So often anything was written: versions of pages and of files.
    pub(in crate::publish) fn writes(&self) -> usize {
        let of_page = |page: &Page| page.versions.len() + page.files.values().map(Vec::len).sum::<usize>();
        self.pages.iter().map(of_page).sum()
    }

    pub(in crate::publish) fn answer(&mut self, asked: &Asked) -> Answer {
        let is_cloud = self.edition != Edition::DataCenter;
        let wanted = if is_cloud { format!("Basic {PAIR}") } else { format!("Bearer {TOKEN}") };
        if asked.header("authorization") != Some(&wanted) {
            return Answer::Says(401, Vec::new(), json!({ "message": "who are you?" }).to_string());
        }
        let path = asked.path.split('?').next().unwrap_or_default();
        let path = if is_cloud { path.strip_prefix("/wiki").unwrap_or("/-") } else { path };
        let pieces: Vec<&str> = path.trim_start_matches('/').split('/').collect();
        let answer = match (asked.method.as_str(), &pieces[..]) {
            (method, ["api", "v2", rest @ ..]) if is_cloud => self.second(method, rest, asked),
            ("POST", ["rest", "api", "content", id, "child", "attachment", rest @ ..]) => {
                self.put_file(id, rest, asked)
            }
            ("GET", ["rest", "api", "user"]) if is_cloud => {
                let name = asked.field("accountId").unwrap_or_default();
                Ok(json!({ "displayName": name.replace("id-", "") }))
            }
            (method, ["rest", "api", rest @ ..]) if !is_cloud => self.first(method, rest, asked),
            _ => Err((404, "nothing here".into())),
        };
        match answer {
            Ok(value) => Answer::ok(&value),
            Err((status, why)) => {
                let told = json!({ "statusCode": status, "message": why });
                Answer::Says(status, Vec::new(), told.to_string())
            }
        }
    }

    /// The interface of Data Center.
    fn first(&mut self, method: &str, path: &[&str], asked: &Asked) -> Told {
        match (method, path) {
            ("GET", ["space", SPACE]) => Ok(json!({ "id": 7, "key": SPACE })),
            ("GET", ["content"]) => {
                assert_eq!(asked.field("spaceKey").as_deref(), Some(SPACE));
                Ok(self.found(asked))
            }
            ("POST", ["content"]) => {
                let page = given(asked);
                assert_eq!(page["space"]["key"], SPACE);
                let parent = page["ancestors"][0]["id"].as_str().unwrap_or_default().to_owned();
                self.create(&page, &parent, &page["body"]["storage"])
            }
            ("PUT", ["content", id]) => {
                let page = given(asked);
                self.update(id, &page, &page["body"]["storage"])
            }
            ("GET", ["content", id, "property", "backout"]) => {
                let property = self.by_id(id)?.property.clone();
                property.map(|(number, value)| shown(number, &value)).ok_or((404, "no property".into()))
            }
            ("POST", ["content", id, "property"]) => self.set_property(id, &given(asked), None),
            ("PUT", ["content", id, "property", "backout"]) => {
                let property = given(asked);
                self.set_property(id, &property, property["version"]["number"].as_u64())
            }
            ("GET", ["content", id, "child", "attachment"]) => self.files(id, asked),
            ("GET", ["content", id, "child", "page"]) => Ok(self.children(id, asked)),
            _ => Err((404, "nothing here".into())),
        }
    }

    /// The interface of Cloud.
    fn second(&mut self, method: &str, path: &[&str], asked: &Asked) -> Told {
        match (method, path) {
            ("GET", ["spaces"]) if asked.field("keys").as_deref() == Some(SPACE) => {
                Ok(json!({ "results": [{ "id": "7", "key": SPACE }] }))
            }
            ("GET", ["spaces"]) => Ok(json!({ "results": [] })),
            ("GET", ["pages"]) => {
                assert_eq!(asked.field("space-id").as_deref(), Some("7"));
                Ok(self.found(asked))
            }
            ("POST", ["pages"]) => {
                let page = given(asked);
                assert_eq!((page["spaceId"].as_str(), page["status"].as_str()), (Some("7"), Some("current")));
                let parent = page["parentId"].as_str().unwrap_or_default().to_owned();
                self.create(&page, &parent, &page["body"])
            }
            ("PUT", ["pages", id]) => {
                let page = given(asked);
                assert_eq!(page["id"], *id);
                self.update(id, &page, &page["body"])
            }
            ("GET", ["pages", id, "properties"]) => {
                let property = self.by_id(id)?.property.clone();
                let found: Vec<Value> =
                    property.iter().map(|(number, value)| shown(*number, value)).collect();
                Ok(json!({ "results": found }))
            }
            ("POST", ["pages", id, "properties"]) => self.set_property(id, &given(asked), None),
            ("PUT", ["pages", id, "properties", "900"]) => {
                let property = given(asked);
                self.set_property(id, &property, property["version"]["number"].as_u64())
            }
            ("GET", ["pages", id, "attachments"]) => self.files(id, asked),
            ("GET", ["pages", id, "children"]) => Ok(self.children(id, asked)),
            _ => Err((404, "nothing here".into())),
        }
    }

    fn by_id(&mut self, id: &str) -> Result<&mut Page, (u16, String)> {
        self.pages.iter_mut().find(|page| page.id == id).ok_or((404, "no such page".into()))
    }

    fn found(&self, asked: &Asked) -> Value {
        let title = asked.field("title").unwrap();
        let found = self.pages.iter().filter(|page| page.title == title);
        json!({ "results": found.map(|page| self.show(page)).collect::<Vec<_>>() })
    }

    fn show(&self, page: &Page) -> Value {
        let (number, last) = (page.versions.len(), page.versions.last().unwrap());
        let at = format!("2026-11-28T14:{number:02}:00.000Z");
        let version = match self.edition {
            Edition::DataCenter => {
                json!({ "number": number, "when": at, "message": last.message, "by": { "displayName": last.by } })
            }
            _ => {
                json!({ "number": number, "createdAt": at, "message": last.message, "authorId": format!("id-{}", last.by) })
            }
        };
        json!({ "id": page.id, "title": page.title, "version": version, "body": { "storage": { "value": last.body } } })
    }

    fn create(&mut self, page: &Value, parent: &str, body: &Value) -> Told {
        let title = page["title"].as_str().unwrap().to_owned();
        if self.pages.iter().any(|page| page.title == title) {
            return Err((400, "A page with this title already exists: no".into()));
        }
        let body = taken(body)?;
        let id = (1000 + self.pages.len()).to_string();
        let versions = vec![Version { by: "Publisher".into(), message: String::new(), body }];
        let (property, files) = (None, BTreeMap::new());
        self.pages.push(Page { id, title, parent: parent.to_owned(), versions, property, files });
        Ok(self.show(self.pages.last().unwrap()))
    }

    fn update(&mut self, id: &str, given: &Value, body: &Value) -> Told {
        let body = taken(body)?;
        let page = self.by_id(id)?;
        if given["version"]["number"].as_u64() != Some(page.versions.len() as u64 + 1) {
            return Err((409, "Version must be incremented when updating a page".into()));
        }
        assert_eq!(given["title"], page.title.as_str());
        let message = given["version"]["message"].as_str().unwrap_or_default().to_owned();
        page.versions.push(Version { by: "Publisher".into(), message, body });
        let page = page.clone();
        Ok(self.show(&page))
    }

    fn set_property(&mut self, id: &str, given: &Value, number: Option<u64>) -> Told {
        assert_eq!(given["key"], "backout");
        let page = self.by_id(id)?;
        let expected = page.property.as_ref().map(|(number, _)| number + 1);
        if expected != number {
            return Err((409, "conflict of versions".into()));
        }
        page.property = Some((number.unwrap_or(1), given["value"].clone()));
        Ok(shown(number.unwrap_or(1), &given["value"]))
    }

    fn files(&mut self, id: &str, asked: &Asked) -> Told {
        let files = self.by_id(id)?.files.clone();
        let show = |(name, versions): (&String, &Vec<File>)| {
            let comment = &versions.last().unwrap().comment;
            json!({ "id": format!("att-{name}"), "title": name, "comment": comment, "metadata": { "comment": comment } })
        };
        Ok(self.part(asked, &files.iter().map(show).collect::<Vec<_>>()))
    }

    fn children(&self, parent: &str, asked: &Asked) -> Value {
        assert_eq!(parent, PARENT);
        let children: Vec<&Page> = self.pages.iter().filter(|page| page.parent == parent).collect();
        let shown: Vec<Value> =
            children.iter().map(|page| json!({ "id": page.id, "title": page.title })).collect();
        self.part(asked, &shown)
    }

    /// A list as it comes, in parts that the server keeps small: the first version of the interface counts what was
    /// told already, the second one gives a sign that says it.
    fn part(&self, asked: &Asked, all: &[Value]) -> Value {
        let path = asked.path.split('?').next().unwrap_or_default();
        let limit = asked.field("limit").map_or(PART, |limit| limit.parse().unwrap()).min(PART);
        let is_cloud = self.edition != Edition::DataCenter;
        let start = if is_cloud {
            let sign = asked.field("cursor");
            sign.map_or(0, |sign| sign.strip_prefix("at:").unwrap().trim_end_matches('=').parse().unwrap())
        } else {
            asked.field("start").map_or(0, |start| start.parse().unwrap())
        };
        let end = (start + limit).min(all.len());
        let mut part = json!({ "results": all[start..end], "_links": {} });
        if end < all.len() {
            let further = if is_cloud { format!("cursor=at%3A{end}%3D%3D") } else { format!("start={end}") };
            part["_links"]["next"] = format!("{path}?limit={limit}&{further}").into();
        }
        part
    }

    fn put_file(&mut self, id: &str, over: &[&str], asked: &Asked) -> Told {
        if self.edition == Edition::CloudWithoutFiles {
            return Err((401, "Unauthorized; scope does not match".into()));
        }
        assert_eq!(asked.header("x-atlassian-token"), Some("no-check"));
        let (name, bytes, comment) = parts(asked);
        let page = self.by_id(id)?;
        let versions = page.files.entry(name.clone()).or_default();
        let is_there = !versions.is_empty();
        if is_there != matches!(over, [known, "data"] if *known == format!("att-{name}")) {
            return Err((
                400,
                "Cannot add a new attachment with same file name as an existing attachment".into(),
            ));
        }
        versions.push(File { bytes, comment });
        Ok(json!({ "results": [] }))
    }
}

/// What is told, or a status with words.
type Told = Result<Value, (u16, String)>;

fn given(asked: &Asked) -> Value {
    serde_json::from_slice(&asked.body).unwrap()
}

fn taken(body: &Value) -> Result<String, (u16, String)> {
    assert_eq!(body["representation"], "storage");
    storage::kept(body["value"].as_str().unwrap()).map_err(|why| (400, why))
}

fn shown(number: u64, value: &Value) -> Value {
    json!({ "id": "900", "key": "backout", "value": value, "version": { "number": number } })
}

/// The name, the bytes and the comment of a file in a form (RFC 7578).
fn parts(asked: &Asked) -> (String, Vec<u8>, String) {
    let kind = asked.header("content-type").unwrap();
    let boundary = format!("--{}", kind.split_once("boundary=").unwrap().1);
    let body = &asked.body;
    let find = |from: usize, what: &[u8]| {
        body[from..].windows(what.len()).position(|window| window == what).map(|at| from + at)
    };
    let (mut name, mut bytes, mut comment, mut at) = (String::new(), Vec::new(), String::new(), 0);
    while let Some(head) = find(at, b"\r\n\r\n") {
        let end = find(head + 4, boundary.as_bytes()).unwrap();
        let (told, content) = (String::from_utf8_lossy(&body[at..head]), &body[head + 4..end - 2]);
        if let Some((_, rest)) = told.split_once("filename=\"") {
            rest.split('"').next().unwrap().clone_into(&mut name);
            bytes = content.to_vec();
        } else if told.contains("name=\"comment\"") {
            comment = String::from_utf8(content.to_vec()).unwrap();
        }
        at = end;
    }
    (name, bytes, comment)
}
