//! A page is what a wiki is to hold: its text in the wiki's own markup, and the files that belong to it.

use crate::digest::{hex, sha256};

/// The form of our pages and records. Raised when the same text is to be written again because we write it otherwise.
const WRITER: &str = concat!(env!("CARGO_PKG_VERSION"), "-1");

/// A page to be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// What it is called on the command line and in our records: a plan's id, `index`, `system:web`.
    pub key: String,
    /// Its name in the wiki, piece by piece below the target's own place: `BO-7`, or `systems` and `web`.
    pub name: Vec<String>,
    /// Its title, for wikis where that is not its name.
    pub title: String,
    /// What it says, in the wiki's markup, without our record.
    pub text: String,
    /// The files that belong to it.
    pub files: Vec<Attachment>,
}

/// A file that belongs to a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its name, unique in the whole target.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Page {
    /// The digest of everything that shapes the page: 64 hexadecimal digits. `options` are the settings of the target
    /// that shape it.
    #[must_use]
    pub fn digest(&self, options: &str) -> String {
        let mut parts: Vec<&[u8]> =
            vec![WRITER.as_bytes(), options.as_bytes(), self.title.as_bytes(), self.text.as_bytes()];
        for file in &self.files {
            parts.extend([file.name.as_bytes(), &file.bytes]);
        }
        // each part behind its length, so that no two lists of parts look the same
        let framed = parts.iter().map(|part| ((part.len() as u64).to_be_bytes(), *part));
        let pieces: Vec<Vec<u8>> = framed.map(|(length, part)| [&length[..], part].concat()).collect();
        hex(&sha256(pieces.iter().map(Vec::as_slice)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_covers_text_title_files_and_options() {
        let page = Page {
            key: "A".into(),
            name: vec!["A".into()],
            title: "A".into(),
            text: "text".into(),
            files: vec![Attachment { name: "a.pdf".into(), bytes: vec![1] }],
        };
        let digest = page.digest("");
        let others = [
            Page { text: "texts".into(), ..page.clone() },
            Page { title: "B".into(), ..page.clone() },
            Page { files: vec![Attachment { name: "a.pdf".into(), bytes: vec![2] }], ..page.clone() },
            Page { files: vec![Attachment { name: "b.pdf".into(), bytes: vec![1] }], ..page.clone() },
            Page { files: Vec::new(), ..page.clone() },
        ];
        assert!(others.iter().all(|other| other.digest("") != digest));
        assert_ne!(page.digest("flavour=gitlab"), digest);
        assert_eq!(Page { key: "B".into(), ..page.clone() }.digest(""), digest);
    }
}
