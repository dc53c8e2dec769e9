//! Remote calls: what is asked of DokuWiki, and the two ways to ask it.

use serde_json::{Value, json};

use super::super::secret::Secret;
use super::super::target::Target;
use super::super::web::{self, Web};
use super::super::wiki::Fault;
use super::xml;
use crate::network::{Reach, Repeat, Waiting, base64};

/// What DokuWiki is asked to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Method {
    /// The pages below a namespace, with digests.
    ListPages,
    /// The files below a namespace, with digests.
    ListFiles,
    /// A page's text.
    Page,
    /// What is known of a page.
    PageInfo,
    /// Locks pages.
    Lock,
    /// Unlocks pages.
    Unlock,
    /// Writes a page.
    Write,
    /// Writes a file.
    Upload,
}

/// What goes along with a call.
#[derive(Debug, Clone)]
pub(super) enum Argument<'a> {
    Text(&'a str),
    Bytes(&'a [u8]),
    Value(Value),
}

/// The way to one wiki.
#[derive(Debug)]
pub(in crate::publish) struct Rpc {
    web: Web,
    address: String,
    form: Form,
}

/// How calls are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// XML-RPC, with name and password.
    Xml,
    /// JSON-RPC, with a token.
    Json,
}

impl Rpc {
    /// The way to a target.
    pub(in crate::publish) fn new(
        target: &Target,
        secret: &Secret,
        reach: &Reach,
        waiting: Waiting,
    ) -> Result<Self, Fault> {
        let (form, end) = match target.interface.as_deref() {
            Some("jsonrpc") => (Form::Json, "lib/exe/jsonrpc.php"),
            _ => (Form::Xml, "lib/exe/xmlrpc.php"),
        };
        let authorization = if form == Form::Json { web::bearer(secret) } else { web::basic(target, secret) };
        // a whole address, or that of the wiki
        let is_whole = target.url.strip_suffix(".php").is_some();
        let address = if is_whole { target.url.clone() } else { format!("{}/{end}", target.url) };
        Ok(Self { web: Web::new(reach, waiting, authorization)?, address, form })
    }

    /// What DokuWiki answers.
    pub(super) fn call(&self, method: Method, arguments: &[Argument]) -> Result<Value, Fault> {
        let repeat = match method {
            Method::Write | Method::Upload => Repeat::Never,
            _ => Repeat::Safe,
        };
        match self.form {
            Form::Xml => self.call_xml(method, arguments, repeat),
            Form::Json => self.call_json(method, arguments, repeat),
        }
    }

    fn call_xml(&self, method: Method, arguments: &[Argument], repeat: Repeat) -> Result<Value, Fault> {
        let mut arguments = arguments.to_vec();
        let (name, listed) = match method {
            Method::ListPages => ("dokuwiki.getPagelist", Some(json!({ "depth": 0, "hash": true }))),
            Method::ListFiles => ("wiki.getAttachments", Some(json!({ "depth": 0, "hash": true }))),
            Method::Page => ("wiki.getPage", None),
            Method::PageInfo => ("wiki.getPageInfo", None),
            Method::Lock | Method::Unlock => ("dokuwiki.setLocks", None),
            Method::Write => ("wiki.putPage", None),
            Method::Upload => ("wiki.putAttachment", None),
        };
        arguments.extend(listed.map(Argument::Value));
        if let (Method::Lock | Method::Unlock, Some(Argument::Value(pages))) = (method, arguments.first()) {
            let none = json!([]);
            let (lock, unlock) = if method == Method::Lock { (pages, &none) } else { (&none, pages) };
            arguments = vec![Argument::Value(json!({ "lock": lock, "unlock": unlock }))];
        }
        let body = xml::call(name, &arguments).into_bytes();
        let response = self.web.ask("POST", &self.address, "text/xml", body, repeat)?;
        match xml::answer(&String::from_utf8_lossy(&response.body)) {
            Ok(value) => Ok(value),
            // 121: there is no such page
            Err(xml::Refusal::Fault(121, _)) if method == Method::PageInfo => Ok(json!({})),
            Err(refusal) => Err(words(&refusal)),
        }
    }

    fn call_json(&self, method: Method, arguments: &[Argument], repeat: Repeat) -> Result<Value, Fault> {
        let value = |argument: &Argument| match argument {
            Argument::Text(text) => json!(text),
            Argument::Bytes(bytes) => json!(base64(bytes)),
            Argument::Value(value) => value.clone(),
        };
        let given: Vec<Value> = arguments.iter().map(value).collect();
        let first = || given.first().cloned().unwrap_or_default();
        let second = || given.get(1).cloned().unwrap_or_default();
        let third = || given.get(2).cloned().unwrap_or_default();
        let (name, parameters) = match method {
            Method::ListPages => {
                ("core.listPages", json!({ "namespace": first(), "depth": 0, "hash": true }))
            }
            Method::ListFiles => {
                ("core.listMedia", json!({ "namespace": first(), "depth": 0, "hash": true }))
            }
            Method::Page => ("core.getPage", json!({ "page": first() })),
            Method::PageInfo => ("core.getPageInfo", json!({ "page": first(), "author": true })),
            Method::Lock => ("core.lockPages", json!({ "pages": first() })),
            Method::Unlock => ("core.unlockPages", json!({ "pages": first() })),
            Method::Write => {
                let (summary, minor) = (third()["sum"].clone(), third()["minor"].clone());
                let parameters =
                    json!({ "page": first(), "text": second(), "summary": summary, "isminor": minor });
                ("core.savePage", parameters)
            }
            Method::Upload => {
                ("core.saveMedia", json!({ "media": first(), "base64": second(), "overwrite": true }))
            }
        };
        let asked = json!({ "jsonrpc": "2.0", "id": 1, "method": name, "params": parameters });
        let body = asked.to_string().into_bytes();
        let response = self.web.ask("POST", &self.address, "application/json", body, repeat)?;
        let answer = web::json(&response)?;
        let error = &answer["error"];
        let code = error["code"].as_i64().unwrap_or_default();
        if !error.is_null() && code != 0 {
            if code == 121 && method == Method::PageInfo {
                return Ok(json!({}));
            }
            let message = error["message"].as_str().unwrap_or_default().to_owned();
            return Err(words(&xml::Refusal::Fault(code, message)));
        }
        let result = answer["result"].clone();
        // the newer interface names the pages it locked; ours is missing when somebody edits it
        if method == Method::Lock && result.as_array().is_some_and(Vec::is_empty) {
            return Ok(json!({ "lockfail": first() }));
        }
        Ok(result)
    }
}

fn words(refusal: &xml::Refusal) -> Fault {
    match refusal {
        xml::Refusal::Malformed => Fault::new(
            "the server answers something else than XML-RPC; is `url` that of the wiki, and its interface on?",
        ),
        xml::Refusal::Fault(code @ (-32603 | -32604 | 111 | 112 | 114), why) => {
            Fault::new(format!("403: DokuWiki does not allow it ({code}: {why})"))
        }
        xml::Refusal::Fault(code, why) => Fault::new(format!("DokuWiki: {why} ({code})")),
    }
}
