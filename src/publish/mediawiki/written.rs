//! What was written, and which pages are shown with links that seem to lead nowhere: they were saved before the pages
//! they lead to.

use std::sync::{Mutex, PoisonError};

/// The pages that were written, in the order in which they stood.
#[derive(Debug, Default)]
pub(super) struct Written(Mutex<Vec<Saved>>);

/// A page that was written.
#[derive(Debug)]
pub(super) struct Saved {
    /// Its title.
    pub(super) title: String,
    /// What it says.
    pub(super) text: String,
    /// How many pages stood when it was begun.
    pub(super) stood: usize,
    /// Whether it was not there before.
    pub(super) is_new: bool,
}

impl Written {
    /// How many pages stand.
    pub(super) fn standing(&self) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// Takes down a page that stands.
    pub(super) fn add(&self, saved: Saved) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(saved);
    }

    /// The titles of pages that may be shown with links to nowhere; asked once.
    pub(super) fn take_outdated(&self) -> Vec<String> {
        let pages = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        let is_late = |page: &Saved, other: &Saved| other.is_new && page.leads_to(&other.title);
        let outdated =
            pages.iter().filter(|page| pages[page.stood..].iter().any(|other| is_late(page, other)));
        outdated.map(|page| page.title.clone()).collect()
    }
}

impl Saved {
    fn leads_to(&self, title: &str) -> bool {
        self.title != title && ["|", "#"].iter().any(|end| self.text.contains(&format!("[[{title}{end}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_outdated_that_lead_to_later_ones() {
        let written = Written::default();
        for (title, text, is_new) in [
            ("a", "[[b|B]]", true),
            ("b", "[[a|A]], [[c#x|C]]", true),
            ("c", "[[b|B]]", true),
            ("d", "[[e|E]]", true),
            ("e", "", false),
        ] {
            let stood = written.standing();
            written.add(Saved { title: title.into(), text: text.into(), stood, is_new });
        }
        assert_eq!(written.take_outdated(), ["a", "b"]);
        assert_eq!(written.standing(), 0);
    }
}
