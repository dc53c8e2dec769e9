//! The REST interface in its two versions: what is asked of Confluence, and what its answers say in either.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::super::page::Attachment;
use super::super::secret::Secret;
use super::super::target::Target;
use super::super::web::{self, Web, encoded};
use super::super::wiki::Fault;
use crate::finding::quote;
use crate::network::{Reach, Repeat, Response, Waiting};

/// The key of our property.
const PROPERTY: &str = "backout";

/// The interface of one space.
#[derive(Debug)]
pub(in crate::publish) struct Rest {
    web: Web,
    /// The address of the wiki, in which both versions lie.
    base: String,
    version: Version,
    space: String,
    /// The number of the space, which the second version knows it by.
    space_id: String,
}

/// The versions of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Version {
    /// Data Center, and Cloud for files.
    One,
    /// Cloud.
    Two,
}

/// A page as Confluence holds it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) id: String,
    /// Its version, from 1.
    pub(super) number: u64,
    /// What was said of that version.
    pub(super) message: String,
    /// Who made it: a name, or the id of an account.
    pub(super) author: String,
    pub(super) at: String,
    pub(super) body: String,
}

/// Our property of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Property {
    id: String,
    number: u64,
    pub(super) value: Value,
}

/// A file at a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Held {
    id: String,
    /// What was said when it was put there.
    pub(super) comment: String,
}

impl Rest {
    /// The interface of a target, once it has shown us the space.
    pub(in crate::publish) fn new(
        target: &Target,
        secret: &Secret,
        reach: &Reach,
        waiting: Waiting,
    ) -> Result<Self, Fault> {
        let is_cloud = [".atlassian.net", "//api.atlassian.com/"].iter().any(|it| target.url.contains(it));
        let version = match target.interface.as_deref() {
            Some("v1") => Version::One,
            Some("v2") => Version::Two,
            _ if is_cloud => Version::Two,
            _ => Version::One,
        };
        let is_bare = target.url.ends_with(".atlassian.net");
        let base = if is_bare { format!("{}/wiki", target.url) } else { target.url.clone() };
        let authorization =
            if target.user.is_some() { web::basic(target, secret) } else { web::bearer(secret) };
        // without it Confluence takes no file from a program
        let web = Web::new(reach, waiting, authorization)?.with_header("x-atlassian-token", "no-check");
        let mut rest = Self { web, base, version, space: target.space.clone(), space_id: String::new() };
        rest.space_id = rest.look_at_space()?;
        Ok(rest)
    }

    fn look_at_space(&self) -> Result<String, Fault> {
        let none = || Fault::new(format!("there is no space {} that we may see", quote(&self.space)));
        let key = encoded(&self.space);
        match self.version {
            Version::One => {
                let response = self.send("GET", &format!("rest/api/space/{key}"), None)?;
                match response.status {
                    404 if web::json(&response).is_ok() => Err(none()),
                    _ => text(&success(&response)?["id"]).ok_or_else(none),
                }
            }
            Version::Two => {
                let spaces = self.get(&format!("api/v2/spaces?keys={key}&limit=1"))?;
                text(&spaces["results"][0]["id"]).ok_or_else(none)
            }
        }
    }

    /// The page of a title.
    pub(super) fn find(&self, title: &str) -> Result<Option<Found>, Fault> {
        let title = encoded(title);
        let found = match self.version {
            Version::One => self.get(&format!(
                "rest/api/content?type=page&spaceKey={}&title={title}&expand=version,body.storage",
                encoded(&self.space)
            ))?,
            Version::Two => self.get(&format!(
                "api/v2/pages?space-id={}&title={title}&status=current&body-format=storage",
                self.space_id
            ))?,
        };
        Ok(found["results"].get(0).map(|page| self.read(page)))
    }

    fn read(&self, page: &Value) -> Found {
        let version = &page["version"];
        let (author, at) = match self.version {
            Version::One => (&version["by"]["displayName"], &version["when"]),
            Version::Two => (&version["authorId"], &version["createdAt"]),
        };
        Found {
            id: text(&page["id"]).unwrap_or_default(),
            number: version["number"].as_u64().unwrap_or_default(),
            message: text(&version["message"]).unwrap_or_default(),
            author: text(author).unwrap_or_default(),
            at: text(at).unwrap_or_default(),
            body: text(&page["body"]["storage"]["value"]).unwrap_or_default(),
        }
    }

    /// The name of whoever made a version; the second interface tells an account, whose name not every token may read.
    pub(super) fn name(&self, found: &Found) -> String {
        let asked = || self.get(&format!("rest/api/user?accountId={}", encoded(&found.author)));
        let name = match self.version {
            Version::One => None,
            Version::Two => asked().ok().and_then(|user| text(&user["displayName"])),
        };
        name.unwrap_or_else(|| found.author.clone())
    }

    /// Makes a page: its id and version.
    pub(super) fn create(&self, title: &str, parent: &str, body: &str) -> Result<(String, u64), Fault> {
        let mut page = match self.version {
            Version::One => json!({
                "type": "page", "title": title, "space": { "key": self.space },
                "body": { "storage": { "representation": "storage", "value": body } },
            }),
            Version::Two => json!({
                "spaceId": self.space_id, "status": "current", "title": title,
                "body": { "representation": "storage", "value": body },
            }),
        };
        if !parent.is_empty() {
            let (key, value) = match self.version {
                Version::One => ("ancestors", json!([{ "id": parent }])),
                Version::Two => ("parentId", json!(parent)),
            };
            page[key] = value;
        }
        let path = if self.version == Version::One { "rest/api/content" } else { "api/v2/pages" };
        let made = self.read(&success(&self.send("POST", path, Some(&page))?)?);
        Ok((made.id, made.number))
    }

    /// Writes a page over its version before `number`, and over no other.
    pub(super) fn update(
        &self,
        id: &str,
        number: u64,
        title: &str,
        body: &str,
        message: &str,
    ) -> Result<(), Fault> {
        let (path, page) = match self.version {
            Version::One => {
                let page = json!({
                    "type": "page", "title": title,
                    "version": { "number": number, "message": message, "minorEdit": true },
                    "body": { "storage": { "representation": "storage", "value": body } },
                });
                (format!("rest/api/content/{id}"), page)
            }
            Version::Two => {
                let page = json!({
                    "id": id, "status": "current", "title": title,
                    "version": { "number": number, "message": message },
                    "body": { "representation": "storage", "value": body },
                });
                (format!("api/v2/pages/{id}"), page)
            }
        };
        success(&self.send("PUT", &path, Some(&page))?).map(|_| ())
    }

    /// Our property of a page.
    pub(super) fn property(&self, page: &str) -> Result<Option<Property>, Fault> {
        let read = |it: &Value| Property {
            id: text(&it["id"]).unwrap_or_default(),
            number: it["version"]["number"].as_u64().unwrap_or_default(),
            value: it["value"].clone(),
        };
        match self.version {
            Version::One => {
                let path = format!("rest/api/content/{page}/property/{PROPERTY}");
                let response = self.send("GET", &path, None)?;
                if response.status == 404 {
                    return Ok(None);
                }
                success(&response).map(|it| Some(read(&it)))
            }
            Version::Two => {
                let found = self.get(&format!("api/v2/pages/{page}/properties?key={PROPERTY}"))?;
                Ok(found["results"].get(0).map(read))
            }
        }
    }

    /// Records something in our property of a page.
    pub(super) fn set_property(
        &self,
        page: &str,
        over: Option<&Property>,
        value: &Value,
    ) -> Result<(), Fault> {
        let mut given = json!({ "key": PROPERTY, "value": value });
        let mut path = match self.version {
            Version::One => format!("rest/api/content/{page}/property"),
            Version::Two => format!("api/v2/pages/{page}/properties"),
        };
        let mut method = "POST";
        if let Some(property) = over {
            given["version"] = json!({ "number": property.number + 1 });
            let name = if self.version == Version::One { PROPERTY } else { &property.id };
            path = format!("{path}/{name}");
            method = "PUT";
        }
        success(&self.send(method, &path, Some(&given))?).map(|_| ())
    }

    /// The files at a page, by name.
    pub(super) fn files(&self, page: &str) -> Result<BTreeMap<String, Held>, Fault> {
        let path = match self.version {
            Version::One => format!("rest/api/content/{page}/child/attachment"),
            Version::Two => format!("api/v2/pages/{page}/attachments"),
        };
        let file = |file: &Value| {
            let comment = match self.version {
                Version::One => &file["metadata"]["comment"],
                Version::Two => &file["comment"],
            };
            let held = Held {
                id: text(&file["id"]).unwrap_or_default(),
                comment: text(comment).unwrap_or_default(),
            };
            Some((text(&file["title"])?, held))
        };
        Ok(self.all(&path)?.iter().filter_map(file).collect())
    }

    /// Puts a file to a page, in place of one of the same name. Only the first version takes files.
    pub(super) fn upload(
        &self,
        page: &str,
        over: Option<&Held>,
        file: &Attachment,
        comment: &str,
    ) -> Result<(), Fault> {
        let mut address = format!("{}/rest/api/content/{page}/child/attachment", self.base);
        if let Some(held) = over {
            address = format!("{address}/{}/data", held.id);
        }
        let fields = [("comment", comment), ("minorEdit", "true")];
        let (kind, body) = web::multipart(&fields, "file", &file.name, &file.bytes);
        let response = self.web.send("POST", &address, &kind, body, Repeat::Never)?;
        let failed = |fault: Fault| Fault::new(format!("the file {}: {}", file.name, fault.words()));
        success(&response).map(|_| ()).map_err(failed)
    }

    /// The ids and titles of the pages right below one.
    pub(super) fn children(&self, parent: &str) -> Result<Vec<(String, String)>, Fault> {
        let path = match self.version {
            Version::One => format!("rest/api/content/{parent}/child/page"),
            Version::Two => format!("api/v2/pages/{parent}/children"),
        };
        let child = |page: &Value| Some((text(&page["id"])?, text(&page["title"])?));
        Ok(self.all(&path)?.iter().filter_map(child).collect())
    }

    /// Everything of a list that comes in parts.
    fn all(&self, path: &str) -> Result<Vec<Value>, Fault> {
        let mut query = "limit=100".to_owned();
        let mut all = Vec::new();
        loop {
            let part = self.get(&format!("{path}?{query}"))?;
            all.extend(part["results"].as_array().into_iter().flatten().cloned());
            // the next part's address is written from here or from there; what counts is what it asks for
            let next = part["_links"]["next"].as_str().and_then(|next| next.split_once('?'));
            match next {
                Some((_, next)) if next != query => next.clone_into(&mut query),
                _ => return Ok(all),
            }
        }
    }

    fn get(&self, path: &str) -> Result<Value, Fault> {
        success(&self.send("GET", path, None)?)
    }

    /// What is asked with PUT names the version it makes, so that it happens once however often it is asked.
    fn send(&self, method: &'static str, path: &str, given: Option<&Value>) -> Result<Response, Fault> {
        let repeat = if method == "POST" { Repeat::Never } else { Repeat::Safe };
        let body = given.map(|given| given.to_string().into_bytes()).unwrap_or_default();
        let kind = if given.is_some() { "application/json" } else { "" };
        self.web.send(method, &format!("{}/{path}", self.base), kind, body, repeat)
    }
}

/// What an answer says that is a success.
fn success(response: &Response) -> Result<Value, Fault> {
    match response.status {
        200..=299 => web::json(response),
        409 => Err(Fault::Overtaken),
        _ => Err(refusal(response)),
    }
}

/// What a refusal means, with what Confluence says of it in one of its several ways.
fn refusal(response: &Response) -> Fault {
    let told = web::json(response).unwrap_or_default();
    let said = [&told["message"], &told["errors"][0]["detail"], &told["errors"][0]["title"]];
    let said = said.into_iter().find_map(text).unwrap_or_default();
    if said.contains("title already exists") {
        return Fault::new(
            "there is a page of this title in the space that we may not see, or not any longer",
        );
    }
    if said.contains("scope does not match") {
        return Fault::new("401: the token lacks a scope for this; README.md says which are needed");
    }
    let said = if said.is_empty() { said } else { format!(" ({said})") };
    Fault::new(format!("{}{said}", web::refusal(response)))
}

/// A text or a number as a text; none when it is empty or something else.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
