//! The token of a target: from the environment, from a file that nobody else may read, or from a program.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::error::Error;
use crate::finding::quote;
use crate::publish::{Kind, Secret, Target};

/// The token; none for a repository, which git may know how to reach by itself.
pub(super) fn token(target: &Target, root: &Path) -> Result<Option<Secret>, Error> {
    let variable = target.token_variable();
    if let Some(secret) = env::var(&variable).ok().as_deref().and_then(Secret::new) {
        return Ok(Some(secret));
    }
    if let Some(name) = &target.token_file {
        return from_file(&located(name, root)).map(Some);
    }
    if !target.token_command.is_empty() {
        return from_command(&target.token_command, root).map(Some);
    }
    if target.kind == Kind::Git {
        return Ok(None);
    }
    Err(Error::usage(
        format!("there is no token for the target {}", quote(&target.name)),
        format!(
            "put it into the variable `{variable}`, or name `token_file` or `token_command` in `backout.toml`"
        ),
    ))
}

fn located(name: &str, root: &Path) -> PathBuf {
    match (name.strip_prefix("~/"), env::var_os("HOME")) {
        (Some(rest), Some(home)) => Path::new(&home).join(rest),
        _ => root.join(name),
    }
}

fn from_file(path: &Path) -> Result<Secret, Error> {
    let shown = quote(&path.display().to_string());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(path).map_err(|cause| Error::read(path, cause))?.permissions().mode();
        if mode & 0o077 != 0 {
            return Err(Error::usage(
                format!("the token in {shown} may be read by others (mode {:o})", mode & 0o777),
                "make it yours alone: `chmod 600`, then take a new token, for the old one may be known",
            ));
        }
    }
    let text = fs::read_to_string(path).map_err(|cause| Error::read(path, cause))?;
    let empty =
        || Error::usage(format!("there is no token in {shown}"), "put the token into it, on one line");
    Secret::new(&text).ok_or_else(empty)
}

/// The program is started as it is, with its arguments; no shell looks at them.
fn from_command(command: &[String], root: &Path) -> Result<Secret, Error> {
    let name = quote(&command[0]);
    let hint = "`token_command` in `backout.toml` is a program with its arguments that prints the token";
    let mut run = Command::new(&command[0]);
    run.args(&command[1..]).current_dir(root).stdin(Stdio::null()).stderr(Stdio::inherit());
    let output = run.output();
    let unable = |cause: std::io::Error| {
        let cause = cause.to_string();
        let plain = cause.split(" (os error").next().unwrap_or_default();
        Error::usage(format!("cannot run {name} for the token ({plain})"), hint)
    };
    let output = output.map_err(unable)?;
    if !output.status.success() {
        return Err(Error::usage(format!("{name} gave no token ({})", output.status), hint));
    }
    let nothing = || Error::usage(format!("{name} printed no token"), hint);
    Secret::new(&String::from_utf8_lossy(&output.stdout)).ok_or_else(nothing)
}
