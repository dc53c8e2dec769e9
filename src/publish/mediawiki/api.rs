//! The action interface: the login, queries in parts, and writing with a token.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serde_json::Value;

use super::super::page::Attachment;
use super::super::secret::Secret;
use super::super::target::Target;
use super::super::web::{self, Web};
use super::super::wiki::Fault;
use crate::network::{Repeat, Response};

/// So often a busy wiki is asked: with waits of which each is twice as long as the one before, for more than the minute
/// in which MediaWiki counts changes.
const TRIES: u32 = 8;

/// The interface of one wiki.
#[derive(Debug)]
pub(in crate::publish) struct Api {
    web: Web,
    address: String,
    user: String,
    secret: Secret,
    /// The token that every change needs.
    token: Mutex<String>,
    /// Whether it was waited for in vain; then it is not again.
    is_given_up: AtomicBool,
}

impl Api {
    /// The interface of a target.
    pub(in crate::publish) fn new(target: &Target, web: Web, secret: Secret) -> Self {
        // a whole address, or that of the wiki
        let is_whole = target.url.strip_suffix(".php").is_some();
        let address = if is_whole { target.url.clone() } else { format!("{}/api.php", target.url) };
        let user = target.user.clone().unwrap_or_default();
        Self { web, address, user, secret, token: Mutex::default(), is_given_up: AtomicBool::default() }
    }

    /// Logs in with a bot password; the cookies are the client's.
    pub(super) fn log_in(&self) -> Result<(), Fault> {
        let tokens =
            self.post(&[("action", "query"), ("meta", "tokens"), ("type", "login")], Repeat::Safe)?;
        let token = tokens["query"]["tokens"]["logintoken"].as_str().unwrap_or_default();
        let fields = [
            ("action", "login"),
            ("lgname", self.user.as_str()),
            ("lgpassword", self.secret.reveal()),
            ("lgtoken", token),
        ];
        let answer = self.post(&fields, Repeat::Never)?;
        if answer["login"]["result"] != "Success" {
            let why = answer["login"]["reason"].as_str().unwrap_or("it gives no reason");
            return Err(Fault::new(format!("401: MediaWiki does not let {} in: {why}", self.user)));
        }
        self.renew_token()
    }

    fn renew_token(&self) -> Result<(), Fault> {
        let fields = [("action", "query"), ("meta", "tokens"), ("assert", "user")];
        let answer = self.post(&fields, Repeat::Safe)?;
        let token = answer["query"]["tokens"]["csrftoken"].as_str().unwrap_or_default();
        token.clone_into(&mut self.token.lock().unwrap_or_else(PoisonError::into_inner));
        Ok(())
    }

    /// All parts of the answer to a query.
    pub(super) fn query(&self, fields: &[(&str, &str)]) -> Result<Vec<Value>, Fault> {
        let mut parts = Vec::new();
        let mut further: Vec<(String, String)> = Vec::new();
        loop {
            let mut asked = fields.to_vec();
            asked.push(("assert", "user"));
            asked.extend(further.iter().map(|(name, value)| (name.as_str(), value.as_str())));
            let answer = self.post(&asked, Repeat::Safe)?;
            let next = answer["continue"].as_object().map(|it| {
                let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                it.iter().map(|(name, value)| (name.clone(), text(value))).collect::<Vec<_>>()
            });
            parts.push(answer);
            match next {
                Some(next) if next != further => further = next,
                _ => return Ok(parts),
            }
        }
    }

    /// Changes something, with a file where one goes along.
    pub(super) fn write(&self, fields: &[(&str, &str)], file: Option<&Attachment>) -> Result<Value, Fault> {
        for is_last in [false, true] {
            let token = self.token.lock().unwrap_or_else(PoisonError::into_inner).clone();
            let mut asked = fields.to_vec();
            asked.extend([("assert", "user"), ("maxlag", "5"), ("token", token.as_str())]);
            match self.try_post(&asked, file, Repeat::Never)? {
                Ok(answer) => return Ok(answer),
                Err(error) if error["code"] == "badtoken" && !is_last => self.renew_token()?,
                Err(error) => return Err(fault(&error)),
            }
        }
        Err(Fault::Overtaken)
    }

    /// Waits until MediaWiki, which counts in whole seconds, takes what it does next for later than all that it has done.
    pub(super) fn let_a_second_pass(&self) {
        self.web.pause(Some(Duration::from_secs(1)), 0);
    }

    /// Has pages, by their titles, read anew when they are shown next; those that were not, for that may be done only so
    /// often. What was read in this same second is not.
    pub(super) fn purge(&self, titles: &[String]) -> Result<Vec<String>, Fault> {
        let mut left = titles.to_vec();
        for turn in 0..TRIES {
            let asked = format!("\u{1f}{}", left.join("\u{1f}"));
            let fields = [("action", "purge"), ("titles", asked.as_str()), ("assert", "user")];
            let (response, answer) = self.ask(&fields, None, Repeat::Safe)?;
            // by the titles it calls them by, which may differ from ours in their first letter
            let pages = answer["purge"].as_array().into_iter().flatten();
            let is_left = |page: &&Value| page["purged"] != true && page["missing"] != true;
            let titles = pages.filter(is_left).filter_map(|page| page["title"].as_str());
            left = titles.map(str::to_owned).collect();
            if left.is_empty() || !self.is_waited_for(&response, turn) {
                break;
            }
        }
        Ok(left)
    }

    fn post(&self, fields: &[(&str, &str)], repeat: Repeat) -> Result<Value, Fault> {
        self.try_post(fields, None, repeat)?.map_err(|error| fault(&error))
    }

    /// The answer, or the error that MediaWiki tells of; one that only asks for patience is waited out.
    fn try_post(
        &self,
        fields: &[(&str, &str)],
        file: Option<&Attachment>,
        repeat: Repeat,
    ) -> Result<Result<Value, Value>, Fault> {
        for turn in 0.. {
            let (response, answer) = self.ask(fields, file, repeat)?;
            let error = &answer["error"];
            if error.is_null() {
                return Ok(Ok(answer));
            }
            let is_busy = matches!(error["code"].as_str(), Some("ratelimited" | "maxlag" | "readonly"));
            if !is_busy || !self.is_waited_for(&response, turn) {
                return Ok(Err(error.clone()));
            }
        }
        Err(Fault::Overtaken)
    }

    /// Waits for a wiki that is busy; false when that has been long enough.
    fn is_waited_for(&self, response: &Response, turn: u32) -> bool {
        let is_patient = turn + 1 < TRIES && !self.is_given_up.load(Ordering::Relaxed);
        let has_waited = is_patient && self.web.pause(response.retry_after, turn);
        if !has_waited {
            self.is_given_up.store(true, Ordering::Relaxed);
        }
        has_waited
    }

    fn ask(
        &self,
        fields: &[(&str, &str)],
        file: Option<&Attachment>,
        repeat: Repeat,
    ) -> Result<(Response, Value), Fault> {
        let fields = [fields, &[("format", "json"), ("formatversion", "2")]].concat();
        let (kind, body) = match file {
            Some(file) => web::multipart(&fields, "file", &file.name, &file.bytes),
            None => ("application/x-www-form-urlencoded".to_owned(), web::form(&fields)),
        };
        let response = self.web.ask("POST", &self.address, &kind, body, repeat)?;
        let answer = web::json(&response)?;
        Ok((response, answer))
    }
}

/// What an error of MediaWiki means.
fn fault(error: &Value) -> Fault {
    let info = error["info"].as_str().unwrap_or_default();
    match error["code"].as_str().unwrap_or_default() {
        "articleexists" | "editconflict" | "missingtitle" => Fault::Overtaken,
        "assertuserfailed" | "assertbotfailed" => Fault::new("401: MediaWiki has forgotten who we are"),
        "permissiondenied" | "protectedpage" | "protectedtitle" | "readapidenied" | "writeapidenied"
        | "blocked" => Fault::new(format!("403: {info}")),
        "ratelimited" => Fault::new(
            "429: MediaWiki lets us change only so much in a minute, and asks for more patience than we have \
             (`patience`); what is missing is written by the next run",
        ),
        "readonly" => Fault::new(format!("503: MediaWiki takes no changes at the moment: {info}")),
        code => Fault::new(format!("MediaWiki: {code}: {info}")),
    }
}
