//! Looks: which documents browsers look at, so that those are made before the others.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::Shown;

/// What a browser looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::watch) enum Look {
    /// A document: the names of its plan's folder and its own, as they stand in addresses.
    At {
        /// The folder.
        folder: String,
        /// The document.
        document: String,
    },
    /// What comes first.
    First,
}

impl Look {
    /// Reads `folder/document`, as a browser says it; anything else is a look at what comes first.
    pub(in crate::watch) fn read(said: Option<&str>) -> Self {
        match said.and_then(|said| said.split_once('/')) {
            Some((folder, document)) => Self::At { folder: folder.into(), document: document.into() },
            None => Self::First,
        }
    }

    /// The plan and the document it falls on; nothing where there is no such plan.
    pub(in crate::watch) fn on<'p>(&'p self, plans: &'p [Arc<Shown>]) -> Option<(usize, &'p str)> {
        match self {
            Self::At { folder, document } => {
                let plan = plans.iter().position(|plan| plan.folder() == folder)?;
                // one that is no more is shown as the first
                Some((plan, plans[plan].document(document).or_else(|| plans[plan].first())?))
            }
            Self::First => Some((0, plans.first()?.first()?)),
        }
    }
}

/// What all browsers look at.
#[derive(Debug, Clone, Default)]
pub(in crate::watch) struct Looks(Arc<Mutex<Taken>>);

#[derive(Debug, Default)]
struct Taken {
    next: u64,
    looks: BTreeMap<u64, Look>,
}

/// The place of somebody who looks; given up when it is dropped.
#[derive(Debug)]
pub(in crate::watch) struct Seat {
    looks: Looks,
    number: u64,
}

impl Looks {
    /// Somebody begins to look.
    pub(in crate::watch) fn enter(&self, look: Look) -> Seat {
        let mut taken = self.taken();
        let number = taken.next;
        taken.next += 1;
        taken.looks.insert(number, look);
        Seat { looks: self.clone(), number }
    }

    /// What is looked at now, each once.
    pub(in crate::watch) fn now(&self) -> Vec<Look> {
        let mut looks: Vec<Look> = Vec::new();
        for look in self.taken().looks.values() {
            if !looks.contains(look) {
                looks.push(look.clone());
            }
        }
        looks
    }

    fn taken(&self) -> MutexGuard<'_, Taken> {
        // whoever panicked while holding it left whole entries behind
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.looks.taken().looks.remove(&self.number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_leaves_looks_no_more_and_what_two_look_at_counts_once() {
        let looks = Looks::default();
        let one = looks.enter(Look::read(Some("PLAN/card")));
        let two = looks.enter(Look::read(Some("PLAN/card")));
        let three = looks.enter(Look::read(None));
        assert_eq!(looks.now().len(), 2);
        drop((one, three));
        assert_eq!(looks.now(), [Look::At { folder: "PLAN".into(), document: "card".into() }]);
        drop(two);
        assert_eq!(looks.now(), []);
    }
}
