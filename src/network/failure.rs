//! A failure is why a question got no answer, in words that need no knowledge of the library that asked.

use std::fmt;
use std::io;

/// What is wrong with a certificate of an authority that we do not know.
pub(super) const UNVOUCHED: &str = "nobody we trust vouches for it";

/// Why there was no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// There is no host of that name.
    NoHost,
    /// The host refused the connection.
    Refused,
    /// The connection was cut.
    Cut,
    /// Nothing came in time.
    TimedOut,
    /// The redirects lead in circles.
    Redirects,
    /// The answer is larger than any that is wanted.
    TooLarge,
    /// Nobody we trust vouches for the host's certificate.
    Unvouched,
    /// The host's certificate cannot be trusted; why.
    Certificate(String),
    /// Anything else; what the library said.
    Other(String),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoHost => f.write_str("there is no host of that name"),
            Self::Refused => f.write_str("the host refused the connection"),
            Self::Cut => f.write_str("the connection was cut"),
            Self::TimedOut => f.write_str("the server did not answer in time"),
            Self::Redirects => f.write_str("the redirects lead in circles"),
            Self::TooLarge => f.write_str("the server's answer has no end"),
            Self::Unvouched => write!(f, "the certificate cannot be trusted: {UNVOUCHED}"),
            Self::Certificate(why) => write!(f, "the certificate cannot be trusted: {why}"),
            Self::Other(words) => f.write_str(words),
        }
    }
}

/// What a fault of the library means.
pub(super) fn failure(error: &ureq::Error) -> Failure {
    let words = error.to_string();
    // from within the handshake they come as faults of reading
    if let Some((_, why)) = words.split_once("certificate: ") {
        let is_unvouched = ["UnknownIssuer", "CaUsedAsEndEntity"].iter().any(|word| why.contains(word));
        return if is_unvouched { Failure::Unvouched } else { Failure::Certificate(plain(why).to_owned()) };
    }
    // what the system says of a name that it does not know has no kind of its own (11001: Windows Sockets)
    if words.contains("failed to lookup address") && !words.contains("Temporary failure")
        || matches!(error, ureq::Error::Io(cause) if cause.raw_os_error() == Some(11001))
    {
        return Failure::NoHost;
    }
    match error {
        ureq::Error::HostNotFound => Failure::NoHost,
        ureq::Error::Timeout(_) => Failure::TimedOut,
        ureq::Error::TooManyRedirects => Failure::Redirects,
        ureq::Error::BodyExceedsLimit(_) => Failure::TooLarge,
        ureq::Error::Io(cause) => match cause.kind() {
            io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => Failure::TimedOut,
            io::ErrorKind::ConnectionRefused => Failure::Refused,
            io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::BrokenPipe
            | io::ErrorKind::UnexpectedEof => Failure::Cut,
            _ => Failure::Other(words),
        },
        _ => Failure::Other(words),
    }
}

/// What is wrong with a certificate, in words that do not need the source of the library.
fn plain(why: &str) -> &str {
    let known = [
        ("expired", "it has expired"),
        ("Expired", "it has expired"),
        ("not valid for name", "it is made out to another host name"),
        ("NotValidForName", "it is made out to another host name"),
        ("not valid yet", "it is not valid yet"),
    ];
    known.iter().find(|(word, _)| why.contains(word)).map_or(why, |(_, plain)| plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_that_have_no_kind_of_their_own_are_known_by_their_words() {
        let io = |words: &str| failure(&ureq::Error::Io(io::Error::other(words)));
        assert_eq!(io("invalid peer certificate: UnknownIssuer"), Failure::Unvouched);
        assert_eq!(io("invalid peer certificate: Revoked"), Failure::Certificate("Revoked".into()));
        assert_eq!(io("failed to lookup address information: Name or service not known"), Failure::NoHost);
        let no_network = "failed to lookup address information: Temporary failure in name resolution";
        assert_eq!(io(no_network), Failure::Other(format!("io: {no_network}")));
    }
}
