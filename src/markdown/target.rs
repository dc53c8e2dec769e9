//! A target is where a link leads; only addresses that cannot carry anything out are let through.

use super::tree::Target;
use super::visible;

/// The schemes a link may have.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// Sorts an address into anchors of the document, allowed addresses and refused ones.
///
/// Browsers skip tabs, line breaks and leading blanks in an address and read `\` as `/` (WHATWG URL, 4.4), so
/// an address with anything invisible in it is refused, and so is one that names a host without a scheme
/// (`//host/share`), which a page opened from disk would take for a network share.
#[must_use]
pub(super) fn classify(address: &str) -> Target {
    if let Some(anchor) = address.strip_prefix('#') {
        return Target::Anchor(percent_decoded(anchor));
    }
    let trimmed = address.trim();
    let mut first = trimmed.chars().map(|c| if c == '\\' { '/' } else { c });
    let host_alone = first.next() == Some('/') && first.next() == Some('/');
    let known = scheme(trimmed).is_none_or(|scheme| SCHEMES.iter().any(|s| s.eq_ignore_ascii_case(scheme)));
    if known && !host_alone && !visible::hides_something(address) {
        Target::Address(trimmed.to_owned())
    } else {
        Target::Refused(visible::code(address).replace(['\t', '\n', '\r'], " "))
    }
}

/// What stands before the first colon, if that can be a scheme at all (RFC 3986, 3.1).
fn scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let well_formed = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    well_formed.then_some(scheme)
}

/// An anchor or a path without its percent-encoding, which is kept where it does not make sense.
#[must_use]
pub fn percent_decoded(anchor: &str) -> String {
    let mut bytes = Vec::with_capacity(anchor.len());
    let mut rest = anchor.as_bytes();
    while let [first, tail @ ..] = rest {
        let byte = (*first == b'%').then(|| tail.get(..2)).flatten().and_then(hexadecimal);
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &tail[2..] } else { tail };
    }
    let text = String::from_utf8(bytes).unwrap_or_else(|_| anchor.to_owned());
    visible::code(&text).replace(['\t', '\n', '\r'], " ")
}

fn hexadecimal(digits: &[u8]) -> Option<u8> {
    let digits =
        str::from_utf8(digits).ok().filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()))?;
    u8::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lets_through_what_is_harmless() {
        for address in [
            "https://wiki.example/a?b=c#d",
            "HTTP://x",
            "mailto:a@b.example",
            "tel:+49305550117",
            "a/b.html",
            "",
            "?q",
            "1:2",
        ] {
            assert_eq!(classify(address), Target::Address(address.to_owned()));
        }
        assert_eq!(classify("#%C3%BCber-uns"), Target::Anchor("über-uns".into()));
        assert_eq!(classify("#100%"), Target::Anchor("100%".into()));
    }

    #[test]
    fn refuses_what_could_act() {
        for address in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " javascript:alert(1)",
            "java\tscript:alert(1)",
            "java\nscript:alert(1)",
            "\u{1}javascript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "//host/share",
            "\\\\host\\share",
            "/\\host",
            "https://a\u{202e}b",
        ] {
            assert!(matches!(classify(address), Target::Refused(_)), "{address:?}");
        }
    }
}
