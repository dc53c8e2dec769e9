//! The caller asks one address: HEAD first, GET when that is refused, redirects followed; the body is never read.

use ureq::http::{Response, StatusCode};
use ureq::{Agent, Body, ResponseExt};

use super::Reach;
use super::agent::{Agents, Redirects};
use super::failure::{self, Failure};
use crate::check::links::Answer;
use crate::error::Error;

/// So many redirects lead somewhere; more lead in circles.
const REDIRECTS: u32 = 10;

/// What we call ourselves.
const USER_AGENT: &str = concat!("backout/", env!("CARGO_PKG_VERSION"), " (link check)");

/// Asks addresses.
#[derive(Debug)]
pub(super) struct Caller {
    agents: Agents,
}

impl Caller {
    /// A caller with the user's timeouts, proxies and certificate authorities.
    pub(super) fn new(reach: &Reach) -> Result<Self, Error> {
        Ok(Self { agents: Agents::new(reach, USER_AGENT, Redirects::Followed(REDIRECTS))? })
    }

    /// Asks an address.
    pub(super) fn ask(&self, address: &str) -> Answer {
        let agent = self.agents.of(address);
        match agent.head(address).call() {
            // many a server knows GET alone, and says so with whatever status
            Ok(response) if refuses(response.status()) => match agent.get(address).call() {
                Ok(response) => answer(agent, address, &response),
                Err(error) => unanswered(&error),
            },
            Ok(response) => answer(agent, address, &response),
            Err(error) => unanswered(&error),
        }
    }
}

/// Whether a status says that HEAD is not for this server; a login and "later" are not worth a second question.
fn refuses(status: StatusCode) -> bool {
    status.as_u16() >= 400
        && ![
            StatusCode::UNAUTHORIZED,
            StatusCode::PROXY_AUTHENTICATION_REQUIRED,
            StatusCode::TOO_MANY_REQUESTS,
        ]
        .contains(&status)
}

fn answer(agent: &Agent, address: &str, response: &Response<Body>) -> Answer {
    match response.status().as_u16() {
        401 | 403 | 407 => Answer::Guarded,
        429 => Answer::Busy,
        status @ 400.. => Answer::Status(status),
        _ => moved(agent, address, response).map_or(Answer::Alive, Answer::Moved),
    }
}

/// Where the first redirect of a page leads, when it says that it is for good.
fn moved(agent: &Agent, address: &str, response: &Response<Body>) -> Option<String> {
    let next = response.get_redirect_history()?.get(1)?;
    // the history has no statuses, so the first one is asked for again
    let request = agent.head(address).config().max_redirects(0).max_redirects_will_error(false).build();
    let status = request.call().ok()?.status();
    [StatusCode::MOVED_PERMANENTLY, StatusCode::PERMANENT_REDIRECT]
        .contains(&status)
        .then(|| next.to_string())
}

fn unanswered(error: &ureq::Error) -> Answer {
    match failure::failure(error) {
        Failure::NoHost => Answer::NoHost,
        Failure::Refused => Answer::Refused,
        Failure::Cut => Answer::Cut,
        Failure::TimedOut => Answer::TimedOut,
        Failure::Redirects => Answer::Redirects,
        Failure::Unvouched => Answer::Certificate(failure::UNVOUCHED.to_owned()),
        Failure::Certificate(why) => Answer::Certificate(why),
        other @ (Failure::TooLarge | Failure::Other(_)) => Answer::Failed(other.to_string()),
    }
}
