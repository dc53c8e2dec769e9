//! The `git` program: run without a terminal to ask at, with the token in its environment and nowhere else.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use super::super::secret::Secret;
use super::super::target::Target;
use super::super::wiki::Fault;
use crate::network::base64;
use crate::pipeline::Scratch;

/// A repository of our own to work in, without files; it is gone when this is dropped.
#[derive(Debug)]
pub(super) struct Repository {
    folder: Scratch,
    /// What is set for every run.
    environment: Vec<(OsString, OsString)>,
    secret: Option<Secret>,
}

impl Repository {
    /// An empty repository that knows where the target is.
    pub(super) fn new(
        target: &Target,
        secret: Option<&Secret>,
        authorities: Option<&Path>,
    ) -> Result<Self, Fault> {
        let folder = Scratch::new().map_err(|error| Fault::new(error.to_string()))?;
        let environment = environment(target, secret, authorities);
        let repository = Self { folder, environment, secret: secret.cloned() };
        repository.run(&["init", "--quiet", "--bare", "."], b"")?;
        Ok(repository)
    }

    /// What git prints; `input` is what it reads.
    pub(super) fn run(&self, arguments: &[&str], input: &[u8]) -> Result<Vec<u8>, Fault> {
        let (succeeded, output, said) = self.try_run(arguments, input)?;
        if succeeded { Ok(output) } else { Err(Fault::new(self.words(&said))) }
    }

    /// Whether git succeeded, what it printed, and what it said beside.
    pub(super) fn try_run(&self, arguments: &[&str], input: &[u8]) -> Result<(bool, Vec<u8>, String), Fault> {
        let unable =
            |cause: io::Error| Fault::new(format!("cannot run `git` ({cause}); publishing here needs it"));
        let mut command = Command::new("git");
        command.arg("--literal-pathspecs").arg("-C").arg(self.folder.path()).args(arguments);
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(unable)?;
        let stdin = child.stdin.take();
        let output = thread::scope(|scope| {
            // written beside the reading: git may print before it has read everything, and may not want it all
            scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(input)));
            child.wait_with_output()
        });
        let output = output.map_err(unable)?;
        Ok((output.status.success(), output.stdout, String::from_utf8_lossy(&output.stderr).into_owned()))
    }

    /// What git said, in one line and without the token.
    pub(super) fn words(&self, said: &str) -> String {
        let lines = said.lines().map(str::trim);
        let told = lines.filter(|line| !line.is_empty() && !line.starts_with("hint:"));
        let told: Vec<&str> =
            told.map(|line| line.trim_start_matches("fatal: ").trim_start_matches("error: ")).collect();
        let words = told.join("; ");
        let words = self.secret.as_ref().map_or(words.clone(), |secret| secret.hidden_in(&words));
        format!("git: {}", plain(&words))
    }
}

/// What a login that failed is called by git, in words that tell what to do.
fn plain(words: &str) -> String {
    let known = [
        ("Authentication failed", "401: the token or user is wrong"),
        ("could not read Username", "401: the repository asks for a user and a token"),
        ("could not read Password", "401: the repository asks for a token"),
        ("error: 403", "403: the token does not allow it"),
    ];
    let found = known.iter().find(|(word, _)| words.contains(word));
    found.map_or(words.to_owned(), |(_, plain)| format!("{plain} ({words})"))
}

fn environment(
    target: &Target,
    secret: Option<&Secret>,
    authorities: Option<&Path>,
) -> Vec<(OsString, OsString)> {
    let mut settings: Vec<(String, OsString)> = vec![
        // a server that stalls is given up
        ("http.lowSpeedLimit".into(), "1".into()),
        ("http.lowSpeedTime".into(), target.whole.as_secs().to_string().into()),
        ("core.quotePath".into(), "false".into()),
    ];
    if let Some(path) = authorities {
        settings.push(("http.sslCAInfo".into(), path.into()));
    }
    if let Some(secret) = secret {
        let pair = format!("{}:{}", target.user.as_deref().unwrap_or("token"), secret.reveal());
        // for this address alone, so that no other host is sent it
        let name = format!("http.{}.extraHeader", target.url);
        settings.push((name, format!("Authorization: Basic {}", base64(pair.as_bytes())).into()));
    }
    let mut environment: Vec<(OsString, OsString)> = vec![
        ("GIT_TERMINAL_PROMPT".into(), "0".into()),
        ("LC_ALL".into(), "C".into()),
        ("GIT_CONFIG_COUNT".into(), settings.len().to_string().into()),
    ];
    for (at, (name, value)) in settings.into_iter().enumerate() {
        environment.push((format!("GIT_CONFIG_KEY_{at}").into(), name.into()));
        environment.push((format!("GIT_CONFIG_VALUE_{at}").into(), value));
    }
    environment
}

/// The address as git takes it: a path is one from the folder of `backout.toml`, since we work elsewhere.
pub(super) fn address(url: &str, root: &Path) -> String {
    let is_remote = url.contains("://") || url.split('/').next().is_some_and(|first| first.contains(':'));
    if is_remote { url.to_owned() } else { PathBuf::from(root).join(url).display().to_string() }
}
