//! The network: asks the addresses that plans lead to whether there is anything, and carries what is published to
//! wikis; only ever when the user says so.
//!
//! When links are checked, every address is asked once a run. What was answered is kept for that run only: a file of old answers would have to
//! be trusted, and the next run is the one that must tell the truth.

mod agent;
mod caller;
mod client;
mod failure;
mod queue;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use crate::check::links::Answer;
use crate::error::Error;
use caller::Caller;

pub use client::{Client, Pause, Repeat, Request, Response, Waiting, base64};
pub use failure::Failure;

/// How addresses are asked.
#[derive(Debug, Clone)]
pub struct Asking {
    /// How many addresses are asked at the same time.
    pub at_once: usize,
    /// How many of them on one host.
    pub at_once_per_host: usize,
    /// How addresses are reached.
    pub reach: Reach,
}

/// How addresses are reached; the environment's part of it is read on floor 7.
#[derive(Debug, Clone)]
pub struct Reach {
    /// How long a connection may take.
    pub connect: Duration,
    /// How long an address may take, from the name to the last byte.
    pub whole: Duration,
    /// The proxy for `http:` addresses, as a URL.
    pub http_proxy: Option<String>,
    /// The proxy for `https:` addresses, as a URL.
    pub https_proxy: Option<String>,
    /// The hosts that are asked without a proxy, separated by commas.
    pub no_proxy: Option<String>,
    /// The certificate authorities to trust instead of Mozilla's, as PEM.
    pub authorities: Option<Vec<u8>>,
}

impl Default for Asking {
    fn default() -> Self {
        Self { at_once: 8, at_once_per_host: 2, reach: Reach::default() }
    }
}

impl Default for Reach {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            whole: Duration::from_secs(10),
            http_proxy: None,
            https_proxy: None,
            no_proxy: None,
            authorities: None,
        }
    }
}

/// Asks every address, several at the same time.
///
/// # Errors
/// When a proxy's address or the certificate authorities cannot be read.
pub fn ask(addresses: &BTreeSet<String>, asking: &Asking) -> Result<BTreeMap<String, Answer>, Error> {
    let caller = Caller::new(&asking.reach)?;
    Ok(queue::work(addresses, asking, |address| caller.ask(address)))
}
