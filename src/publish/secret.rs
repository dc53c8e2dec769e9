//! A secret is a token or password: it is used, and never shown.

use std::fmt;

use super::web::encoded;

/// A token or password.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

/// What is shown in its place.
const HIDDEN: &str = "***";

impl Secret {
    /// The secret in a text that may end in a line break; none in an empty one.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        (!text.is_empty()).then(|| Self(text.to_owned()))
    }

    /// The secret itself, for the one who carries it.
    pub(super) fn reveal(&self) -> &str {
        &self.0
    }

    /// A text of others without the secret, should they have repeated it, in whatever form it was sent.
    #[must_use]
    pub fn hidden_in(&self, text: &str) -> String {
        text.replace(&self.0, HIDDEN).replace(&encoded(&self.0), HIDDEN)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(***)")
    }
}

#[cfg(test)]
mod tests {
    use super::Secret;

    #[test]
    fn is_never_shown() {
        let secret = Secret::new(" t0ken\n").unwrap();
        assert_eq!(format!("{secret:?}"), "Secret(***)");
        assert_eq!(secret.hidden_in("no access with t0ken"), "no access with ***");
        assert_eq!(Secret::new("a+b").unwrap().hidden_in("x=a%2Bb&y=a+b"), "x=***&y=***");
        assert_eq!(Secret::new(" \n"), None);
    }
}
