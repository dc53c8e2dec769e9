//! Asking the addresses that plans lead to, with the environment's proxies and certificate authorities.

use std::collections::BTreeSet;
use std::env;
use std::path::Path;

use super::super::{Stop, console};
use crate::error::Error;
use crate::network::{self, Asking, Reach};
use crate::pipeline::{Answers, Job, Run};

/// Asks every address of the plans once. A plan that cannot be read has none; it is reported when it is checked.
pub(super) fn ask(run: &Run, jobs: &[Job]) -> Result<Answers, Stop> {
    let addresses: BTreeSet<String> =
        jobs.iter().filter_map(|job| run.addresses(job).ok()).flatten().collect();
    let asking = Asking { reach: reach(run)?, ..Asking::default() };
    if console::is_watched() {
        let noun = if addresses.len() == 1 { "address" } else { "addresses" };
        console::say(&format!("asking {} {noun}\n", addresses.len()))?;
    }
    Ok(network::ask(&addresses, &asking)?)
}

/// How the environment wants addresses to be reached. The names of the variables are those of curl, in either case, but
/// for `HTTP_PROXY`, which a web server could be made to set.
pub(in crate::cli) fn reach(run: &Run) -> Result<Reach, Error> {
    let given =
        |names: &[&str]| names.iter().find_map(|name| env::var(name).ok()).filter(|it| !it.is_empty());
    let all = given(&["ALL_PROXY", "all_proxy"]);
    let authorities = match given(&["SSL_CERT_FILE"]) {
        Some(path) => Some(authorities(run, Path::new(&path))?),
        None => None,
    };
    Ok(Reach {
        http_proxy: given(&["http_proxy"]).or_else(|| all.clone()),
        https_proxy: given(&["HTTPS_PROXY", "https_proxy"]).or(all),
        no_proxy: given(&["NO_PROXY", "no_proxy"]),
        authorities,
        ..Reach::default()
    })
}

fn authorities(run: &Run, path: &Path) -> Result<Vec<u8>, Error> {
    let missing = || Error::read(path, std::io::Error::from(std::io::ErrorKind::NotFound));
    Ok(run.shelf().look(path)?.ok_or_else(missing)?.to_vec())
}
