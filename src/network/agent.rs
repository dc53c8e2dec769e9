//! Agents: how connections are made, with the user's time limits, proxies and certificate authorities.

use ureq::Agent;
use ureq::Proxy;
use ureq::config::Config;
use ureq::tls::{PemItem, RootCerts, TlsConfig, parse_pem};

use super::Reach;
use crate::error::Error;

/// How an agent deals with redirects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Redirects {
    /// They are followed, so many of them.
    Followed(u32),
    /// They are an answer like any other.
    Answered,
}

/// One agent for each scheme: each may have a proxy of its own.
#[derive(Debug)]
pub(super) struct Agents {
    http: Agent,
    https: Agent,
}

impl Agents {
    /// Agents that call themselves `user_agent`.
    ///
    /// # Errors
    /// When a proxy's address or the certificate authorities cannot be read.
    pub(super) fn new(reach: &Reach, user_agent: &str, redirects: Redirects) -> Result<Self, Error> {
        let authorities = reach.authorities.as_deref().map(authorities).transpose()?;
        let agent = |proxy: Option<&String>| -> Result<Agent, Error> {
            let proxy = proxy.map(|address| self::proxy(address, reach.no_proxy.as_deref())).transpose()?;
            let roots = authorities.clone().unwrap_or(RootCerts::WebPki);
            let mut config = Config::builder()
                .user_agent(user_agent)
                .accept("*/*")
                // a status is an answer
                .http_status_as_error(false)
                .timeout_connect(Some(reach.connect))
                .timeout_global(Some(reach.whole))
                // never from the environment: that is read on floor 7
                .proxy(proxy)
                .tls_config(TlsConfig::builder().root_certs(roots).build());
            config = match redirects {
                Redirects::Followed(most) => config.max_redirects(most).save_redirect_history(true),
                Redirects::Answered => config.max_redirects(0).max_redirects_will_error(false),
            };
            // a kept connection may be closed by now, and would look like a dead address
            Ok(config.max_idle_connections(0).build().into())
        };
        Ok(Self { http: agent(reach.http_proxy.as_ref())?, https: agent(reach.https_proxy.as_ref())? })
    }

    /// The agent for an address.
    pub(super) fn of(&self, address: &str) -> &Agent {
        let is_https = address.get(..6).is_some_and(|scheme| scheme.eq_ignore_ascii_case("https:"));
        if is_https { &self.https } else { &self.http }
    }
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
        let what =
            "there is no certificate in the file of authorities (`ca` of the target, or `SSL_CERT_FILE`)";
        return Err(Error::usage(what, "name a file of certificates as PEM"));
    }
    Ok(RootCerts::new_with_certs(&certificates))
}
