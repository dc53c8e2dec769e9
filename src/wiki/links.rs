//! Links: where one leads in the wiki, and addresses as URLs.

use std::fmt::Write as _;

use super::Context;
use crate::markdown::tree::Target;

/// Where a link leads.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Way<'a> {
    /// An address outside, as written, with a scheme.
    Outside(&'a str),
    /// A page of the same wiki, and a place there.
    Page(&'a str, Option<&'a str>),
    /// A place on this page.
    Here(&'a str),
    /// To the top of this page.
    Top,
    /// Nowhere, for the wiki has no such place; the address is worth showing.
    Nowhere(&'a str),
    /// To another document that the wiki does not have.
    Away,
}

/// The schemes a link of a document may have.
const SCHEMES: [&str; 4] = ["http:", "https:", "mailto:", "tel:"];

impl<'a> Context<'a> {
    /// Where a link leads.
    pub(super) fn way<'t>(&'t self, target: &'t Target) -> Way<'t> {
        match target {
            Target::Address(address) => {
                let (page, place) = address
                    .split_once('#')
                    .map_or((address.as_str(), None), |(page, place)| (page, Some(place)));
                if let Some(name) = self.page(page) {
                    return Way::Page(name, place);
                }
                let lower = address.to_ascii_lowercase();
                let is_outside = SCHEMES.iter().any(|scheme| lower.starts_with(scheme));
                if is_outside { Way::Outside(address) } else { Way::Nowhere(address) }
            }
            Target::Anchor(anchor) if anchor.is_empty() => Way::Top,
            Target::Anchor(anchor) if self.known.contains(anchor) => Way::Here(anchor),
            Target::Anchor(_) => Way::Away,
            Target::Refused(address) => Way::Nowhere(address),
        }
    }

    /// The page that an address, or code that says one, stands for.
    pub(super) fn page(&self, address: &str) -> Option<&'a str> {
        self.options.pages.get(address).map(String::as_str)
    }
}

/// An address as a URL in which no character but those of `kept` means anything to a wiki: letters and digits stay, a
/// `%` that encodes something stays, all else is percent-encoded (RFC 3986, 2).
pub(super) fn url(address: &str, kept: &str) -> String {
    let host_end = address.find("://").map_or(0, |at| {
        let host = at + 3;
        address[host..].find(['/', '?', '#']).map_or(address.len(), |end| host + end)
    });
    let mut out = String::with_capacity(address.len());
    for (at, c) in address.char_indices() {
        let digits = || address.as_bytes().get(at + 1..at + 3);
        let stays = match c {
            '%' => digits().is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit)),
            // the scheme and the host are taken apart by these
            ':' | '/' if at < host_end => true,
            _ => c.is_ascii_alphanumeric() || kept.contains(c),
        };
        if stays {
            out.push(c);
        } else {
            push_percent(&mut out, c);
        }
    }
    out
}

/// Appends a character as the bytes of its UTF-8, percent-encoded.
pub(super) fn push_percent(out: &mut String, c: char) {
    for byte in c.encode_utf8(&mut [0; 4]).bytes() {
        let _ = write!(out, "%{byte:02X}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_holds_no_markup() {
        assert_eq!(
            url("https://a.example:80/b c|[[d]]?e=%20%", ":/?=-."),
            "https://a.example:80/b%20c%7C%5B%5Bd%5D%5D?e=%20%25"
        );
        assert_eq!(url("mailto:ä@b.example", ":@."), "mailto:%C3%A4@b.example");
    }
}
