//! Commands: what is dangerous in a line of shell, whatever shell or tool it is for.

use super::words::whole_word;

/// The part of a command that destroys things without asking, as it stands there.
pub(crate) fn destructive(command: &str) -> Option<&str> {
    const PARTS: &[&str] = &[
        "rm -rf",
        "rm -fr",
        "rm -r",
        "rm --recursive",
        "drop database",
        "drop table",
        "drop schema",
        "truncate",
        "mkfs",
        "kubectl delete",
        "terraform destroy",
        "flushall",
        "zfs destroy",
        "lvremove",
        "git push --force",
        "dropdb",
        "pg_dropcluster",
        "delete from",
    ];
    PARTS.iter().find_map(|part| whole_word(command, part)).or_else(|| overwritten_device(command))
}

/// `of=/dev/sdb`, the target of `dd`.
fn overwritten_device(command: &str) -> Option<&str> {
    let target = |word: &&str| word.starts_with("of=/dev/") && *word != "of=/dev/null";
    command.split_whitespace().find(target)
}

/// The part of a command that is a secret, as it stands there.
pub(crate) fn secret(command: &str) -> Option<&str> {
    const KEY: &str = "-----BEGIN ";
    let words = || command.split_whitespace();
    words().find_map(secret_word).or_else(|| words().zip(words().skip(1)).find_map(secret_after)).or_else(
        || {
            let at = command.find(KEY)?;
            command[at..].contains("PRIVATE KEY").then(|| &command[at..at + KEY.len()])
        },
    )
}

/// Whether an option or a variable is named like a secret.
fn names_secret(name: &str) -> bool {
    const NAMES: &[&str] =
        &["password", "passwd", "passwort", "pwd", "token", "secret", "api_key", "api-key", "apikey"];
    let name = name.to_lowercase();
    NAMES.iter().any(|secret| name.ends_with(secret))
}

/// `--password=…`, `PGPASSWORD=…`, `--from-literal=password=…`, or the form of a well-known token.
fn secret_word(word: &str) -> Option<&str> {
    const FORMS: &[&str] = &["ghp_", "glpat-", "xoxb-", "xoxp-", "AKIA", "sk_live_", "eyJhbGciOi"];
    if let Some(form) = FORMS.iter().find(|form| word.contains(**form)) {
        return (word.len() > form.len() + 10).then_some(word);
    }
    let is_given = |value: &str| {
        let value = value.trim_matches(['"', '\'']);
        !value.is_empty() && !value.starts_with(['$', '<', '{', '@', '%', '*', '/']) && !value.contains("***")
    };
    let mut halves = word.match_indices('=').map(|(at, _)| (&word[..at], &word[at + 1..]));
    if halves.any(|(name, value)| names_secret(name) && is_given(value)) {
        return Some(word);
    }
    address_secret(word)
}

/// `--token 8f3a9c1e77d0`; after `--password` a plain word may be the next argument, so it must look like a secret.
fn secret_after<'c>((option, value): (&str, &'c str)) -> Option<&'c str> {
    let looks_secret = value.len() >= 8
        && value.chars().any(|c| c.is_ascii_digit())
        && value.chars().any(|c| c.is_ascii_alphabetic())
        && !value.contains(['$', '/', '=', '<', '{', '.', ':']);
    (option.starts_with('-') && names_secret(option) && looks_secret).then_some(value)
}

/// `https://user:password@host`.
fn address_secret(word: &str) -> Option<&str> {
    let rest = &word[word.find("://")? + 3..];
    let user = &rest[..rest.find('@')?];
    let (_, password) = user.split_once(':')?;
    (!password.is_empty() && !password.starts_with('$') && !user.contains('/')).then_some(word)
}
