//! The web: requests to a wiki's interface, and what their answers mean in words.

use std::fmt::Write as _;
use std::time::Duration;

use serde_json::Value;

use super::secret::Secret;
use super::target::Target;
use super::wiki::Fault;
use crate::error::Error;
use crate::network::{Client, Failure, Reach, Repeat, Request, Response, Waiting, base64};

/// A wiki's interface.
#[derive(Debug)]
pub(super) struct Web {
    client: Client,
    authorization: Option<Secret>,
    /// What a kind of wiki wants to be told with every request.
    own_header: Option<(&'static str, &'static str)>,
}

impl Web {
    /// The way to a target. `authorization` is sent with every request.
    pub(super) fn new(reach: &Reach, waiting: Waiting, authorization: Option<Secret>) -> Result<Self, Fault> {
        let client = Client::new(reach, waiting).map_err(|error: Error| Fault::new(error.to_string()))?;
        Ok(Self { client, authorization, own_header: None })
    }

    /// The same way, on which this is said with every request.
    pub(super) fn with_header(self, name: &'static str, value: &'static str) -> Self {
        Self { own_header: Some((name, value)), ..self }
    }

    /// What the server answers, whatever it is.
    pub(super) fn send(
        &self,
        method: &'static str,
        address: &str,
        kind: &str,
        body: Vec<u8>,
        repeat: Repeat,
    ) -> Result<Response, Fault> {
        let mut headers = vec![("accept", "application/json, text/xml".to_owned())];
        headers.extend(self.own_header.map(|(name, value)| (name, value.to_owned())));
        if !kind.is_empty() {
            headers.push(("content-type", kind.to_owned()));
        }
        if let Some(secret) = &self.authorization {
            headers.push(("authorization", secret.reveal().to_owned()));
        }
        let request = Request { method, address: address.to_owned(), headers, body, repeat };
        self.client.send(&request).map_err(|failure| Fault::new(unanswered(&failure)))
    }

    /// The body of an answer that is a success.
    pub(super) fn ask(
        &self,
        method: &'static str,
        address: &str,
        kind: &str,
        body: Vec<u8>,
        repeat: Repeat,
    ) -> Result<Response, Fault> {
        let response = self.send(method, address, kind, body, repeat)?;
        if response.is_success() { Ok(response) } else { Err(Fault::new(refusal(&response))) }
    }

    /// Waits as long as a server asks, for the first time (0) or a further one; false when it asks for too much.
    pub(super) fn pause(&self, asked: Option<Duration>, turn: u32) -> bool {
        self.client.pause(asked, turn)
    }
}

/// Name and password in the form in which they are sent.
pub(super) fn pair(target: &Target, secret: &Secret) -> Option<Secret> {
    let pair = format!("{}:{}", target.user.as_deref().unwrap_or_default(), secret.reveal());
    Secret::new(&base64(pair.as_bytes()))
}

/// The header of somebody with a password.
pub(super) fn basic(target: &Target, secret: &Secret) -> Option<Secret> {
    pair(target, secret).and_then(|pair| Secret::new(&format!("Basic {}", pair.reveal())))
}

/// The header of somebody with a token alone.
pub(super) fn bearer(secret: &Secret) -> Option<Secret> {
    Secret::new(&format!("Bearer {}", secret.reveal()))
}

/// Why there is no answer, and what can be done about it.
fn unanswered(failure: &Failure) -> String {
    match failure {
        Failure::Unvouched => {
            format!(
                "{failure}; if its authority is your own, name the file of that (PEM): `ca = \"authority.pem\"`"
            )
        }
        _ => failure.to_string(),
    }
}

/// What a status that is no success means.
pub(super) fn refusal(response: &Response) -> String {
    match response.status {
        401 => "401: the token or the user is wrong".into(),
        403 => "403: the user is known, but may not do this".into(),
        404 => "404: there is nothing at this address".into(),
        429 => "429: the server is busy and asks for more patience than we have (`patience`)".into(),
        status @ 300..=399 => match &response.location {
            Some(location) => {
                format!("{status}: it sends us to {location}; if that is right, write it into `url`")
            }
            None => format!("{status}: it sends us elsewhere"),
        },
        status @ 500.. => format!("{status}: the server has a fault"),
        status => format!("the server answers {status}"),
    }
}

/// The body of an answer as JSON.
pub(super) fn json(response: &Response) -> Result<Value, Fault> {
    let malformed =
        |_| Fault::new("the server answers something else than JSON; is `url` that of the interface?");
    serde_json::from_slice(&response.body).map_err(malformed)
}

/// Fields as a form (`application/x-www-form-urlencoded`).
pub(super) fn form(fields: &[(&str, &str)]) -> Vec<u8> {
    let pair = |(name, value): &(&str, &str)| format!("{}={}", encoded(name), encoded(value));
    fields.iter().map(pair).collect::<Vec<_>>().join("&").into_bytes()
}

/// A text as a piece of an address (RFC 3986): everything but letters, digits and `-._~` as `%` and two digits.
pub(super) fn encoded(text: &str) -> String {
    // writing to a text cannot fail
    let mut coded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            coded.push(char::from(byte));
        } else {
            let _ = write!(coded, "%{byte:02X}");
        }
    }
    coded
}

/// Fields and one file as `multipart/form-data`: the header, and the body.
pub(super) fn multipart(fields: &[(&str, &str)], field: &str, name: &str, bytes: &[u8]) -> (String, Vec<u8>) {
    // no file holds its own digest, so none holds the boundary
    let boundary = format!("backout-{}", crate::digest::hex(&crate::digest::sha256([bytes])));
    let mut body = Vec::new();
    for (key, value) in fields {
        let head =
            format!("--{boundary}\r\ncontent-disposition: form-data; name=\"{key}\"\r\n\r\n{value}\r\n");
        body.extend(head.into_bytes());
    }
    let name = name.replace(['"', '\r', '\n'], "-");
    let head = format!(
        "--{boundary}\r\ncontent-disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
         content-type: application/octet-stream\r\n\r\n"
    );
    body.extend(head.into_bytes());
    body.extend(bytes);
    body.extend(format!("\r\n--{boundary}--\r\n").into_bytes());
    (format!("multipart/form-data; boundary={boundary}"), body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_hold_every_text() {
        assert_eq!(form(&[("a b", "1&2=ä"), ("c", "")]), b"a%20b=1%262%3D%C3%A4&c=");
        let (kind, body) = multipart(&[("token", "+\\")], "file", "a\"b.pdf", b"\0\xff");
        let boundary = kind.rsplit('=').next().unwrap();
        let text = String::from_utf8_lossy(&body);
        assert_eq!(text.matches(boundary).count(), 3);
        assert!(text.contains("filename=\"a-b.pdf\"") && text.contains("\r\n\r\n+\\\r\n"), "{text}");
    }
}
