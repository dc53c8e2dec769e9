//! The pictures a document may draw: what each shows, in the document's words, and how a template mentions it.

mod clock;
mod strip;

use std::collections::BTreeMap;

use super::Resolver;
use super::shape::contract;
use crate::picture;

contract! {
    /// A picture that we draw.
    pub struct Picture {
        /// The name of its file beside the Markdown: `runbook-strip.svg`.
        pub file: String,
        /// The same in words, for those who do not see it.
        pub text: String,
    }
}

/// A picture and how a template mentions it.
pub(super) struct Drawn {
    pub(super) mention: Picture,
    pub(super) picture: picture::Picture,
}

impl Resolver<'_> {
    /// All pictures there are for the plan, by the names of their files.
    pub(super) fn pictures(&self) -> BTreeMap<String, picture::Picture> {
        let strips = self.facts.ways.iter().filter_map(|way| self.strip(way));
        strips.map(|drawn| (drawn.mention.file, drawn.picture)).collect()
    }

    /// A picture of a kind, for one of several ways back when there are several.
    fn drawn(&self, kind: &str, way: Option<&str>, text: String, picture: picture::Picture) -> Drawn {
        let name = [Some(self.document), Some(kind), way].into_iter().flatten().collect::<Vec<_>>().join("-");
        // it must stand in an address as it is
        let plain = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' };
        let file = name.chars().map(plain).collect::<String>() + ".svg";
        Drawn { mention: Picture { file, text }, picture }
    }
}
