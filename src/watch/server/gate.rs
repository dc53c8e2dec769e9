//! The gate: a request gets in when it comes from one of our own pages, or was typed by a person, on this computer.
//!
//! A page from elsewhere that is led here by its own name (DNS rebinding) is refused by its `Host`; one that asks from
//! its own place by its `Origin` or `Sec-Fetch-Site`. On another address than the loopback ones a token is asked for.

use std::net::{IpAddr, SocketAddr};

use hyper::header::{self, HeaderMap, HeaderName, HeaderValue};
use hyper::{Method, Request, StatusCode};

use crate::watch::{Place, Token};

/// Why a request is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// It is not from here.
    Foreign,
    /// It wants to do more than look.
    NotReading,
    /// It brings something along.
    TooMuch,
    /// There is no such address, or not for those who do not know the token.
    Unknown,
}

impl Refusal {
    /// The status, and words for a person.
    pub(super) fn words(self) -> (StatusCode, &'static str) {
        match self {
            Self::Foreign => (StatusCode::FORBIDDEN, "this preview is for this computer only\n"),
            Self::NotReading => (StatusCode::METHOD_NOT_ALLOWED, "this preview can only be looked at\n"),
            Self::TooMuch => (StatusCode::PAYLOAD_TOO_LARGE, "a request for a page has no contents\n"),
            Self::Unknown => (StatusCode::NOT_FOUND, "there is no such page\n"),
        }
    }
}

/// Who may look.
#[derive(Debug)]
pub(in crate::watch) struct Gate {
    port: u16,
    /// Whether it listens to this computer only.
    loopback: bool,
    hosts: Vec<String>,
    token: Option<Token>,
}

impl Gate {
    /// The gate of a preview that listens on an address.
    pub(in crate::watch) fn new(address: SocketAddr, place: Place) -> Self {
        let hosts = place.hosts.iter().map(|host| host.to_ascii_lowercase()).collect();
        Self { port: address.port(), loopback: address.ip().is_loopback(), hosts, token: place.token }
    }

    /// What to type into the browser.
    pub(in crate::watch) fn url(&self, address: SocketAddr) -> String {
        match &self.token {
            Some(token) => format!("http://{address}/{}/", token.as_str()),
            None => format!("http://{address}/"),
        }
    }

    /// The path that is asked for, without the token.
    pub(super) fn admit<'r, B>(&self, request: &'r Request<B>) -> Result<&'r str, Refusal> {
        let headers = request.headers();
        let is_ours = |host: &str| self.is_ours(host);
        let from_here = text(headers, header::HOST).is_some_and(is_ours)
            && text(headers, header::ORIGIN).is_none_or(|origin| {
                let host = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"));
                host.is_some_and(is_ours)
            })
            && is_own_fetch(headers);
        if !from_here {
            return Err(Refusal::Foreign);
        }
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            return Err(Refusal::NotReading);
        }
        let length = text(headers, header::CONTENT_LENGTH);
        if length.is_some_and(|length| length != "0") || headers.contains_key(header::TRANSFER_ENCODING) {
            return Err(Refusal::TooMuch);
        }
        let path = request.uri().path();
        match &self.token {
            None => Ok(path),
            Some(token) => path
                .strip_prefix('/')
                .and_then(|path| path.strip_prefix(token.as_str()))
                .filter(|path| path.starts_with('/'))
                .ok_or(Refusal::Unknown),
        }
    }

    /// Whether a host is a name of ours.
    fn is_ours(&self, host: &str) -> bool {
        let host = host.to_ascii_lowercase();
        let (name, port) = match host.rsplit_once(':') {
            // the colons of an IPv6 address stand in brackets
            Some((name, port)) if !port.ends_with(']') => (name, port.parse().ok()),
            _ => (&*host, Some(80)),
        };
        if self.hosts.iter().any(|allowed| *allowed == host || allowed == name) {
            return true;
        }
        if port != Some(self.port) {
            return false;
        }
        let address = name.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
        match name {
            "localhost" | "127.0.0.1" | "[::1]" => true,
            // an address cannot be rebound as a name can
            _ => !self.loopback && address.is_ok(),
        }
    }
}

/// Whether a browser says that one of our own pages asks, or a person; older browsers say nothing.
fn is_own_fetch(headers: &HeaderMap) -> bool {
    let said = |name: &'static str| text(headers, HeaderName::from_static(name));
    match said("sec-fetch-site") {
        None | Some("same-origin" | "none") => true,
        // a link from elsewhere may lead here, as a whole page
        Some(_) => said("sec-fetch-mode") == Some("navigate") && said("sec-fetch-dest") == Some("document"),
    }
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name).map(|value: &HeaderValue| value.to_str().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::watch::Port;

    fn gate(address: &str, hosts: &[&str], token: Option<Token>) -> Gate {
        let hosts = hosts.iter().map(|&host| host.to_owned()).collect();
        Gate::new(address.parse().unwrap(), Place { bind: None, port: Port::Exactly(0), hosts, token })
    }

    fn admit(gate: &Gate, path: &str, headers: &[(&str, &str)]) -> Result<String, Refusal> {
        let mut request = Request::builder().uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        gate.admit(&request.body(()).unwrap()).map(str::to_owned)
    }

    #[test]
    fn only_names_of_this_computer_get_in() {
        let gate = gate("127.0.0.1:7272", &["Forwarded.example", "box.example:8080"], None);
        for host in ["localhost:7272", "LOCALHOST:7272", "127.0.0.1:7272", "[::1]:7272", "box.example:8080"] {
            assert!(admit(&gate, "/", &[("host", host)]).is_ok(), "{host}");
        }
        assert!(admit(&gate, "/", &[("host", "forwarded.example")]).is_ok());
        assert!(admit(&gate, "/", &[("host", "forwarded.example:99")]).is_ok());
        for host in
            ["evil.example:7272", "localhost", "localhost:7273", "box.example", "192.0.2.1:7272", "", ":7272"]
        {
            assert_eq!(admit(&gate, "/", &[("host", host)]), Err(Refusal::Foreign), "{host}");
        }
        assert_eq!(admit(&gate, "/", &[]), Err(Refusal::Foreign));
    }

    #[test]
    fn pages_from_elsewhere_may_lead_here_and_not_read() {
        let gate = gate("127.0.0.1:7272", &[], None);
        let ask = |headers: &[(&str, &str)]| {
            let all: Vec<_> = headers.iter().copied().chain([("host", "localhost:7272")]).collect();
            admit(&gate, "/scenes", &all)
        };
        assert!(ask(&[("origin", "http://localhost:7272"), ("sec-fetch-site", "same-origin")]).is_ok());
        assert!(ask(&[("sec-fetch-site", "none")]).is_ok());
        let link = [("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate")];
        assert!(ask(&[link[0], link[1], ("sec-fetch-dest", "document")]).is_ok());
        assert_eq!(ask(&[link[0], link[1], ("sec-fetch-dest", "iframe")]), Err(Refusal::Foreign));
        assert_eq!(ask(&[link[0], ("sec-fetch-mode", "no-cors")]), Err(Refusal::Foreign));
        for origin in
            ["http://evil.example", "null", "http://localhost:7272.evil.example", "file://localhost:7272"]
        {
            assert_eq!(ask(&[("origin", origin)]), Err(Refusal::Foreign), "{origin}");
        }
        assert_eq!(ask(&[("content-length", "5")]), Err(Refusal::TooMuch));
    }

    #[test]
    fn others_must_know_the_token() {
        let token = Token::new([7; 16]);
        let gate = gate("192.0.2.1:7272", &[], Some(token.clone()));
        let ask = |path: &str| admit(&gate, path, &[("host", "192.0.2.1:7272")]);
        assert_eq!(ask(&format!("/{}/scenes", token.as_str())), Ok("/scenes".into()));
        for path in ["/", "/scenes", &format!("/{}", token.as_str()), "/07070707/scenes"] {
            assert_eq!(ask(path), Err(Refusal::Unknown), "{path}");
        }
        let named = admit(&gate, "/", &[("host", "evil.example:7272")]);
        assert_eq!(named, Err(Refusal::Foreign), "a name may be rebound");
    }
}
