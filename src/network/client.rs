//! The client carries what is published: it repeats only what may be repeated, waits as it is told but not for ever, and
//! follows no redirect, so that what it carries for one host reaches no other.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use ureq::Body;
use ureq::http::{self, HeaderMap};

use super::Reach;
use super::agent::{Agents, Redirects};
use super::failure::{self, Failure};
use crate::error::Error;
use crate::time;

/// What we call ourselves.
const USER_AGENT: &str = concat!("backout/", env!("CARGO_PKG_VERSION"));

/// An answer larger than this is no wiki's.
const LARGEST_ANSWER: u64 = 64 << 20;

/// Whether a request may be sent again when nobody knows what became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeat {
    /// It changes nothing, or twice is as good as once.
    Safe,
    /// It is sent once; only a server that says it did nothing yet (429) is asked again.
    Never,
}

/// A request.
#[derive(Debug, Clone)]
pub struct Request {
    /// `GET`, `POST`, `PUT` …
    pub method: &'static str,
    /// The address.
    pub address: String,
    /// Its headers.
    pub headers: Vec<(&'static str, String)>,
    /// Its body; empty for none.
    pub body: Vec<u8>,
    /// Whether it may be sent again.
    pub repeat: Repeat,
}

/// An answer.
#[derive(Debug, Clone)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// What the server asks to be waited before the next try, in seconds.
    pub retry_after: Option<Duration>,
    /// Where the server sends us instead.
    pub location: Option<String>,
    /// The body.
    pub body: Vec<u8>,
}

impl Response {
    /// Whether the server says that it did what was asked.
    #[must_use]
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

/// What waits for as long as it is told.
#[derive(Clone)]
pub struct Pause(Arc<dyn Fn(Duration) + Send + Sync>);

impl Pause {
    /// One that waits like this.
    pub fn new(pause: impl Fn(Duration) + Send + Sync + 'static) -> Self {
        Self(Arc::new(pause))
    }
}

impl fmt::Debug for Pause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pause")
    }
}

/// How long is waited for a server that is busy.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// How many times a request is sent at most.
    pub tries: u32,
    /// The first wait when the server says nothing; each further one is twice as long.
    pub first: Duration,
    /// The longest single wait; a server that asks for more is given up.
    pub longest: Duration,
    /// What waits.
    pub pause: Pause,
}

impl Default for Waiting {
    fn default() -> Self {
        Self {
            tries: 4,
            first: Duration::from_secs(1),
            longest: Duration::from_mins(1),
            pause: Pause::new(thread::sleep),
        }
    }
}

/// Carries requests to one server and keeps its cookies.
#[derive(Debug)]
pub struct Client {
    agents: Agents,
    waiting: Waiting,
    cookies: Mutex<BTreeMap<String, String>>,
}

impl Client {
    /// A client with the user's time limits, proxies and certificate authorities.
    ///
    /// # Errors
    /// When a proxy's address or the certificate authorities cannot be read.
    pub fn new(reach: &Reach, waiting: Waiting) -> Result<Self, Error> {
        let agents = Agents::new(reach, USER_AGENT, Redirects::Answered)?;
        Ok(Self { agents, waiting, cookies: Mutex::default() })
    }

    /// Sends a request and waits for the answer; any status is one.
    ///
    /// # Errors
    /// Why there is none.
    pub fn send(&self, request: &Request) -> Result<Response, Failure> {
        let mut wait = self.waiting.first;
        for left in (0..self.waiting.tries.max(1)).rev() {
            let answer = self.send_once(request);
            let asked = match &answer {
                Ok(response) if is_busy(response.status, request.repeat) => response.retry_after,
                Err(Failure::Cut | Failure::Refused) if request.repeat == Repeat::Safe => None,
                _ => return answer,
            };
            let pause = asked.unwrap_or(wait);
            if left == 0 || pause > self.waiting.longest {
                return answer;
            }
            (self.waiting.pause.0)(pause);
            wait = (wait * 2).min(self.waiting.longest);
        }
        self.send_once(request)
    }

    /// Waits because a server says so in the body of its answer, for the first time (0) or a further one: as long as it
    /// asks, else each time twice as long. False, and no wait, when it asks for more than we wait for anybody.
    pub fn pause(&self, asked: Option<Duration>, turn: u32) -> bool {
        let Waiting { first, longest, pause: Pause(pause), .. } = &self.waiting;
        let wait = asked.unwrap_or_else(|| first.saturating_mul(1 << turn.min(31)).min(*longest));
        if wait <= *longest {
            pause(wait);
        }
        wait <= *longest
    }

    fn send_once(&self, request: &Request) -> Result<Response, Failure> {
        let mut building = http::Request::builder().method(request.method).uri(&request.address);
        for (name, value) in &request.headers {
            building = building.header(*name, value);
        }
        if let Some(cookies) = self.cookies() {
            building = building.header("cookie", cookies);
        }
        let unfit = |error: http::Error| Failure::Other(error.to_string());
        let agent = self.agents.of(&request.address);
        let answer = if request.body.is_empty() && request.method == "GET" {
            agent.run(building.body(()).map_err(unfit)?)
        } else {
            agent.run(building.body(request.body.as_slice()).map_err(unfit)?)
        };
        let mut answer = answer.map_err(|error| failure::failure(&error))?;
        self.keep_cookies(answer.headers());
        read(&mut answer).map_err(|error| failure::failure(&error))
    }

    fn cookies(&self) -> Option<String> {
        let kept = self.cookies.lock().unwrap_or_else(PoisonError::into_inner);
        let pairs: Vec<String> = kept.iter().map(|(name, value)| format!("{name}={value}")).collect();
        (!pairs.is_empty()).then(|| pairs.join("; "))
    }

    /// The client knows one server, so that a cookie's name and value are all that counts of it.
    fn keep_cookies(&self, headers: &HeaderMap) {
        let mut kept = self.cookies.lock().unwrap_or_else(PoisonError::into_inner);
        for given in headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok()) {
            let pair = given.split(';').next().unwrap_or_default();
            if let Some((name, value)) = pair.split_once('=') {
                kept.insert(name.trim().to_owned(), value.trim().to_owned());
            }
        }
    }
}

/// Whether a status says that it is worth asking again.
fn is_busy(status: u16, repeat: Repeat) -> bool {
    status == 429 || repeat == Repeat::Safe && matches!(status, 500 | 502..=504)
}

fn read(answer: &mut http::Response<Body>) -> Result<Response, ureq::Error> {
    let header = |name: &str| answer.headers().get(name).and_then(|value| value.to_str().ok());
    Ok(Response {
        status: answer.status().as_u16(),
        retry_after: header("retry-after").and_then(|asked| wait(asked.trim(), header("date"))),
        location: header("location").map(str::to_owned),
        body: answer.body_mut().with_config().limit(LARGEST_ANSWER).read_to_vec()?,
    })
}

/// How long a server asks to be waited (RFC 9110, 10.2.3): seconds, or a date, which is held against the server's own
/// clock, for ours may be wrong.
fn wait(asked: &str, date: Option<&str>) -> Option<Duration> {
    if let Ok(seconds) = asked.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let (until, now) = (time::http_date(asked)?, time::http_date(date?)?);
    Some(Duration::from_secs(u64::try_from(until.as_second() - now.as_second()).unwrap_or_default()))
}

/// Bytes as base64 (RFC 4648, with padding).
#[must_use]
pub fn base64(bytes: &[u8]) -> String {
    BASE64_STANDARD.encode(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_asks_for_patience_in_seconds_or_by_its_own_clock() {
        let now = Some("Sat, 28 Nov 2026 14:00:00 GMT");
        assert_eq!(wait("7", None), Some(Duration::from_secs(7)));
        assert_eq!(wait("Sat, 28 Nov 2026 14:01:30 GMT", now), Some(Duration::from_secs(90)));
        assert_eq!(wait("Sat, 28 Nov 2026 13:00:00 GMT", now), Some(Duration::ZERO));
        assert_eq!((wait("Sat, 28 Nov 2026 14:01:30 GMT", None), wait("soon", now)), (None, None));
    }
}
