//! Following files: a signal when a file that matters has been written, moved or taken away.
//!
//! Folders are watched, never files: a save that renames a new file over the old one would leave a watch on a file
//! that is no more. Where the system cannot tell, the files are looked at again and again.

mod mounts;
mod stamps;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use notify::event::{AccessKind, AccessMode, EventKind, ModifyKind, RenameMode};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use self::stamps::Stamps;
use super::follow::Signal;
use super::{Following, News};
use crate::error::Error;
use crate::pipeline::is_yaml;

/// How often files are looked at, unless the user says.
pub(super) const OFTEN: Duration = Duration::from_millis(200);

/// What is followed on the disk.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Followed {
    /// Files and folders the documents depend on.
    pub(super) files: BTreeSet<PathBuf>,
    /// Folders in which a new plan may turn up.
    pub(super) folders: BTreeSet<PathBuf>,
    /// Folders of which everything is read.
    pub(super) listed: BTreeSet<PathBuf>,
}

/// How changes become known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// The system tells.
    Told,
    /// The files are looked at so often.
    Polled(Duration),
}

/// Follows files.
pub(super) struct Files {
    watcher: Option<RecommendedWatcher>,
    watched: BTreeSet<PathBuf>,
    followed: Arc<Mutex<Followed>>,
    stamps: Stamps,
    mode: Mode,
    news: Option<News>,
}

impl Files {
    /// Follows nothing yet; signals come from a thread of its own.
    pub(super) fn new(following: Following, signals: Sender<Signal>) -> Result<Self, Error> {
        let followed = Arc::new(Mutex::new(Followed::default()));
        let (watcher, mode) = match following {
            Following::Told => (Some(watcher(followed.clone(), signals)?), Mode::Told),
            Following::Polled(every) => (None, Mode::Polled(every)),
        };
        let (watched, stamps) = (BTreeSet::new(), Stamps::default());
        Ok(Self { watcher, watched, followed, stamps, mode, news: None })
    }

    /// How changes become known now.
    pub(super) fn mode(&self) -> Mode {
        self.mode
    }

    /// What is to be told, once.
    pub(super) fn news(&mut self) -> Option<News> {
        self.news.take()
    }

    /// From now on the files are looked at.
    pub(super) fn poll(&mut self, why: String) {
        self.watcher = None;
        self.mode = Mode::Polled(OFTEN);
        self.news = Some(News::Polling { every: OFTEN, why });
    }

    /// Whether a file looks as if it had changed since [`Files::follow`].
    pub(super) fn differ(&self) -> bool {
        self.stamps.differ()
    }

    /// Follows these files from now on; tells whether something was not followed before. Such a file may have changed
    /// after it was read, when nobody listened for it.
    pub(super) fn follow(&mut self, mut followed: Followed) -> bool {
        if self.mode != Mode::Told {
            return false;
        }
        // a link's own folder tells nothing about what it leads to
        let real: Vec<_> = followed.files.iter().filter_map(|path| fs::canonicalize(path).ok()).collect();
        followed.files.extend(real);
        followed.listed.extend(followed.files.iter().filter(|path| path.is_dir()).cloned());
        self.stamps = Stamps::of(&followed);
        // a folder that is renamed or made anew takes its files along
        let above: Vec<_> =
            followed.files.iter().flat_map(|path| path.ancestors().skip(1)).map(Path::to_owned).collect();
        let folders: BTreeSet<_> = followed.files.iter().filter_map(|path| standing_folder(path)).collect();
        followed.files.extend(above);
        let wanted: BTreeSet<_> =
            folders.into_iter().chain(followed.folders.iter().chain(&followed.listed).cloned()).collect();
        let mut known = self.followed.lock().unwrap_or_else(PoisonError::into_inner);
        let is_new = !followed.files.is_subset(&known.files);
        *known = followed;
        drop(known);
        if let Some(kind) = mounts::silent(&wanted.difference(&self.watched).cloned().collect()) {
            self.poll(format!("a file system of the kind `{kind}` does not tell of changes"));
            // what changed until now made no event either
            return true;
        }
        let is_new_folder = self.watch(wanted);
        is_new || is_new_folder
    }

    fn watch(&mut self, wanted: BTreeSet<PathBuf>) -> bool {
        let Some(watcher) = &mut self.watcher else { return false };
        for folder in self.watched.difference(&wanted) {
            // it may be gone already
            let _ = watcher.unwatch(folder);
        }
        // also those that are watched: a folder made anew is another one
        let mut watched = BTreeSet::new();
        let mut refused = None;
        for folder in wanted {
            match watcher.watch(&folder, RecursiveMode::NonRecursive) {
                Ok(()) => drop(watched.insert(folder)),
                // it is gone; what lies above it is watched
                Err(_) if !folder.is_dir() => {}
                Err(cause) => refused = refused.or(Some(cause)),
            }
        }
        let more = !watched.is_subset(&self.watched);
        self.watched = watched;
        if let Some(cause) = refused {
            self.poll(format!("the system watches no more folders: {cause}"));
        }
        more
    }
}

fn watcher(followed: Arc<Mutex<Followed>>, signals: Sender<Signal>) -> Result<RecommendedWatcher, Error> {
    let hear = move |event: notify::Result<Event>| {
        let signal = match event {
            // events were lost, or something is wrong: look at everything
            Err(_) => Some(Signal::Changed),
            Ok(event) if event.need_rescan() => Some(Signal::Changed),
            Ok(event) => sign(&event).filter(|signal| {
                let known = followed.lock().unwrap_or_else(PoisonError::into_inner);
                event.paths.iter().any(|path| known.concerns(path, *signal))
            }),
        };
        if let Some(signal) = signal {
            // nobody listens any more when the preview has ended
            let _ = signals.send(signal);
        }
    };
    notify::recommended_watcher(hear).map_err(|cause| Error::Watch { cause: cause.to_string() })
}

impl Followed {
    fn concerns(&self, path: &Path, signal: Signal) -> bool {
        // one that is gone and was none of the files was no plan either, but an editor's mark or copy
        let may_be_plan = || signal != Signal::Gone && (is_yaml(path) || path.is_dir());
        self.files.contains(path)
            || path.parent().is_some_and(|parent| self.folders.contains(parent)) && may_be_plan()
            || path.parent().is_some_and(|parent| self.listed.contains(parent))
    }
}

/// What an event is a sign of: that a file may have other contents now, and whoever wrote it is done, or that it is gone.
fn sign(event: &Event) -> Option<Signal> {
    let is_change = match event.kind {
        EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(RenameMode::From)) => {
            return Some(Signal::Gone);
        }
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
        EventKind::Modify(ModifyKind::Name(mode)) => mode != RenameMode::Both,
        // a new file is closed when it is written; a folder or a link is whole at once
        EventKind::Create(_) if cfg!(target_os = "linux") => {
            let is_file = |path: &PathBuf| fs::symlink_metadata(path).is_ok_and(|data| data.is_file());
            !event.paths.iter().all(is_file)
        }
        EventKind::Access(_) => false,
        _ => !cfg!(target_os = "linux"),
    };
    is_change.then_some(Signal::Changed)
}

/// The nearest folder above a path that is there.
fn standing_folder(path: &Path) -> Option<PathBuf> {
    path.ancestors().skip(1).find(|folder| folder.is_dir()).map(Path::to_owned)
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn a_file_that_was_not_followed_is_to_be_looked_at_again() {
        let folder = tempfile::tempdir().unwrap();
        let (signals, _heard) = mpsc::channel();
        let mut files = Files::new(Following::Told, signals).unwrap();
        let mut follow = |names: &[&str]| {
            let paths = names.iter().map(|name| folder.path().join(name)).collect();
            files.follow(Followed { files: paths, ..Followed::default() })
        };
        assert!(follow(&["plan.yaml"]), "its folder is new");
        assert!(!follow(&["plan.yaml"]));
        // in the same folder, which is watched: what was saved there before made no signal
        assert!(follow(&["plan.yaml", "people.yaml"]));
        assert!(!follow(&["plan.yaml"]));
    }
}
