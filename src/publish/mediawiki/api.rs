//! The action interface: the login, queries in parts, and writing with a token.

use std::sync::{Mutex, PoisonError};

use serde_json::Value;

use super::super::page::Attachment;
use super::super::secret::Secret;
use super::super::target::Target;
use super::super::web::{self, Web};
use super::super::wiki::Fault;
use crate::network::Repeat;

/// So often a busy wiki is asked.
const TRIES: usize = 4;

/// The interface of one wiki.
#[derive(Debug)]
pub(in crate::publish) struct Api {
    web: Web,
    address: String,
    user: String,
    secret: Secret,
    /// The token that every change needs.
    token: Mutex<String>,
}

impl Api {
    /// The interface of a target.
    pub(in crate::publish) fn new(target: &Target, web: Web, secret: Secret) -> Self {
        // a whole address, or that of the wiki
        let is_whole = target.url.strip_suffix(".php").is_some();
        let address = if is_whole { target.url.clone() } else { format!("{}/api.php", target.url) };
        let user = target.user.clone().unwrap_or_default();
        Self { web, address, user, secret, token: Mutex::default() }
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
        let mut fields = fields.to_vec();
        fields.extend([("format", "json"), ("formatversion", "2")]);
        for left in (0..TRIES).rev() {
            let (kind, body) = match file {
                Some(file) => web::multipart(&fields, "file", &file.name, &file.bytes),
                None => ("application/x-www-form-urlencoded".to_owned(), web::form(&fields)),
            };
            let response = self.web.ask("POST", &self.address, &kind, body, repeat)?;
            let answer = web::json(&response)?;
            if answer["error"].is_null() {
                return Ok(Ok(answer));
            }
            let is_busy =
                matches!(answer["error"]["code"].as_str(), Some("ratelimited" | "maxlag" | "readonly"));
            if !is_busy || left == 0 {
                return Ok(Err(answer["error"].clone()));
            }
            self.web.pause(&response);
        }
        Err(Fault::Overtaken)
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
        code => Fault::new(format!("MediaWiki: {code}: {info}")),
    }
}
