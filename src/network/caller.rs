//! The caller asks one address: HEAD first, GET when that is refused, redirects followed; the body is never read.

use std::io;

use ureq::config::Config;
use ureq::http::{Response, StatusCode};
use ureq::tls::{PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::{Agent, Body, Proxy, ResponseExt};

use super::Asking;
use crate::check::links::Answer;
use crate::error::Error;

/// So many redirects lead somewhere; more lead in circles.
const REDIRECTS: u32 = 10;

/// What we call ourselves.
const USER_AGENT: &str = concat!("backout/", env!("CARGO_PKG_VERSION"), " (link check)");

/// Asks addresses.
#[derive(Debug)]
pub(super) struct Caller {
    http: Agent,
    https: Agent,
}

impl Caller {
    /// A caller with the user's timeouts, proxies and certificate authorities.
    pub(super) fn new(asking: &Asking) -> Result<Self, Error> {
        let authorities = asking.authorities.as_deref().map(authorities).transpose()?;
        let agent = |proxy: Option<&String>| -> Result<Agent, Error> {
            let proxy = proxy.map(|address| self::proxy(address, asking.no_proxy.as_deref())).transpose()?;
            let roots = authorities.clone().unwrap_or(RootCerts::WebPki);
            let config = Config::builder()
                .user_agent(USER_AGENT)
                .accept("*/*")
                // a status is an answer
                .http_status_as_error(false)
                // a kept connection may be closed by now, and would look like a dead address
                .max_idle_connections(0)
                .max_redirects(REDIRECTS)
                .save_redirect_history(true)
                .timeout_connect(Some(asking.connect))
                .timeout_global(Some(asking.whole))
                // never from the environment: that is read on floor 7
                .proxy(proxy)
                .tls_config(TlsConfig::builder().root_certs(roots).build())
                .build();
            Ok(config.into())
        };
        let (http, https) = (agent(asking.http_proxy.as_ref())?, agent(asking.https_proxy.as_ref())?);
        Ok(Self { http, https })
    }

    /// Asks an address.
    pub(super) fn ask(&self, address: &str) -> Answer {
        let is_https = address.get(..6).is_some_and(|scheme| scheme.eq_ignore_ascii_case("https:"));
        let agent = if is_https { &self.https } else { &self.http };
        match agent.head(address).call() {
            // many a server knows GET alone, and says so with whatever status
            Ok(response) if refuses(response.status()) => match agent.get(address).call() {
                Ok(response) => answer(agent, address, &response),
                Err(error) => failure(&error),
            },
            Ok(response) => answer(agent, address, &response),
            Err(error) => failure(&error),
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

fn failure(error: &ureq::Error) -> Answer {
    let words = error.to_string();
    // from within the handshake they come as faults of reading
    if let Some((_, why)) = words.split_once("certificate: ") {
        return Answer::Certificate(plain(why).to_owned());
    }
    // what the system says of a name that it does not know has no kind of its own (11001: Windows Sockets)
    if words.contains("failed to lookup address") && !words.contains("Temporary failure")
        || matches!(error, ureq::Error::Io(cause) if cause.raw_os_error() == Some(11001))
    {
        return Answer::NoHost;
    }
    match error {
        ureq::Error::HostNotFound => Answer::NoHost,
        ureq::Error::Timeout(_) => Answer::TimedOut,
        ureq::Error::TooManyRedirects => Answer::Redirects,
        ureq::Error::Io(cause) => match cause.kind() {
            io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => Answer::TimedOut,
            io::ErrorKind::ConnectionRefused => Answer::Refused,
            io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::BrokenPipe
            | io::ErrorKind::UnexpectedEof => Answer::Cut,
            _ => Answer::Failed(words),
        },
        _ => Answer::Failed(words),
    }
}

/// What is wrong with a certificate, in words that do not need the source of the library.
fn plain(why: &str) -> &str {
    let known = [
        ("UnknownIssuer", "nobody we trust vouches for it"),
        ("CaUsedAsEndEntity", "nobody we trust vouches for it"),
        ("expired", "it has expired"),
        ("Expired", "it has expired"),
        ("not valid for name", "it is made out to another name"),
        ("NotValidForName", "it is made out to another name"),
        ("not valid yet", "it is not valid yet"),
    ];
    known.iter().find(|(word, _)| why.contains(word)).map_or(why, |(_, plain)| plain)
}

fn proxy(address: &str, direct: Option<&str>) -> Result<Proxy, Error> {
    let unusable = |_| {
        // not shown: it may hold a password
        Error::usage("the proxy of the environment cannot be used", "write it as `http://host:port`")
    };
    let given = Proxy::new(address).map_err(unusable)?;
    let mut proxy = Proxy::builder(given.protocol()).host(given.host()).port(given.port());
    if let Some(name) = given.username() {
        proxy = proxy.username(name);
    }
    if let Some(password) = given.password() {
        proxy = proxy.password(password);
    }
    for host in direct.into_iter().flat_map(|hosts| hosts.split(',')).map(str::trim) {
        // `example.com` means what is below it as well, as everywhere else
        proxy = proxy.no_proxy(host).no_proxy(&format!(".{}", host.trim_start_matches(['*', '.'])));
    }
    proxy.build().map_err(unusable)
}

fn authorities(pem: &[u8]) -> Result<RootCerts, Error> {
    let certificates: Vec<_> = parse_pem(pem)
        .filter_map(|item| match item {
            Ok(PemItem::Certificate(certificate)) => Some(certificate),
            _ => None,
        })
        .collect();
    if certificates.is_empty() {
        let hint = "name a file of certificates as PEM, or unset it";
        return Err(Error::usage("there is no certificate in the file of `SSL_CERT_FILE`", hint));
    }
    Ok(RootCerts::new_with_certs(&certificates))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_that_have_no_kind_of_their_own_are_known_by_their_words() {
        let io = |words: &str| failure(&ureq::Error::Io(io::Error::other(words)));
        assert_eq!(
            io("invalid peer certificate: UnknownIssuer"),
            Answer::Certificate("nobody we trust vouches for it".into())
        );
        assert_eq!(io("invalid peer certificate: Revoked"), Answer::Certificate("Revoked".into()));
        assert_eq!(io("failed to lookup address information: Name or service not known"), Answer::NoHost);
        let no_network = "failed to lookup address information: Temporary failure in name resolution";
        assert_eq!(io(no_network), Answer::Failed(format!("io: {no_network}")));
    }
}
