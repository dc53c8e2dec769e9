//! The pictures a document may draw: what each shows, in the document's words, and how a template mentions it.

mod clock;
mod contact_path;
mod matrix;
mod strip;
mod timeline;

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

contract! {
    /// The pictures that are not of one way back alone.
    pub struct Pictures {
        /// Whom to call for a decision, one after the other.
        pub decision_path: Option<Picture>,
        /// Whom to call when a step is stuck, one after the other.
        pub helper_path: Option<Picture>,
        /// Which step of the change is undone by which of the backout.
        pub undo_matrix: Option<Picture>,
        /// Which system is covered by which restore point and test.
        pub system_matrix: Option<Picture>,
    }
}

/// A picture and how a template mentions it.
pub(super) struct Drawn {
    pub(super) mention: Picture,
    pub(super) picture: picture::Picture,
}

impl Resolver<'_> {
    /// How templates mention a picture, which is drawn then.
    pub(super) fn mention(&self, drawn: Option<Drawn>) -> Option<Picture> {
        let Drawn { mention, picture } = drawn?;
        self.drawings.borrow_mut().insert(mention.file.clone(), picture);
        Some(mention)
    }

    /// How templates mention those that are not of one way back alone.
    pub(super) fn mentions(&self) -> Pictures {
        Pictures {
            decision_path: self.mention(self.path_of_decision()),
            helper_path: self.mention(self.path_of_helpers()),
            undo_matrix: self.mention(self.matrix_of_changes()),
            system_matrix: self.mention(self.matrix_of_systems()),
        }
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
