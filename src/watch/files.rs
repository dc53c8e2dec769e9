//! Following files: a signal when a file that matters has been written, moved or taken away.
//!
//! Folders are watched, never files: a save that renames a new file over the old one would leave a watch on a file
//! that is no more.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use notify::event::{AccessKind, AccessMode, EventKind, ModifyKind, RenameMode};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use super::rebuild::Followed;
use crate::error::Error;
use crate::pipeline::is_yaml;

/// Follows files.
pub(super) struct Files {
    watcher: RecommendedWatcher,
    watched: BTreeSet<PathBuf>,
    followed: Arc<Mutex<Followed>>,
}

impl Files {
    /// Follows nothing yet; `signal` is called from a thread of its own.
    pub(super) fn new(signal: impl Fn() + Send + 'static) -> Result<Self, Error> {
        let followed = Arc::new(Mutex::new(Followed::default()));
        let known = followed.clone();
        let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            let matters = match event {
                // events were lost, or something is wrong: look at everything
                Err(_) => true,
                Ok(event) if event.need_rescan() => true,
                Ok(event) => {
                    let known = known.lock().unwrap_or_else(PoisonError::into_inner);
                    is_change(&event) && event.paths.iter().any(|path| known.concerns(path))
                }
            };
            if matters {
                signal();
            }
        });
        let watcher = watcher.map_err(cannot_watch)?;
        Ok(Self { watcher, watched: BTreeSet::new(), followed })
    }

    /// Follows these files from now on; tells whether a folder was not watched before.
    pub(super) fn follow(&mut self, mut followed: Followed) -> bool {
        // a link's own folder tells nothing about what it leads to
        let real: Vec<_> = followed.files.iter().filter_map(|path| fs::canonicalize(path).ok()).collect();
        followed.files.extend(real);
        // a folder that is renamed or made anew takes its files along
        let above: Vec<_> =
            followed.files.iter().flat_map(|path| path.ancestors().skip(1)).map(Path::to_owned).collect();
        let folders: BTreeSet<_> = followed.files.iter().filter_map(|path| standing_folder(path)).collect();
        followed.files.extend(above);
        let wanted: BTreeSet<_> = folders.into_iter().chain(followed.folders.iter().cloned()).collect();
        *self.followed.lock().unwrap_or_else(PoisonError::into_inner) = followed;

        for folder in self.watched.difference(&wanted) {
            // it may be gone already
            let _ = self.watcher.unwatch(folder);
        }
        // also those that are watched: a folder made anew is another one
        let mut watched = BTreeSet::new();
        for folder in wanted {
            if self.watcher.watch(&folder, RecursiveMode::NonRecursive).is_ok() {
                watched.insert(folder);
            }
        }
        let more = !watched.is_subset(&self.watched);
        self.watched = watched;
        more
    }
}

impl Followed {
    fn concerns(&self, path: &Path) -> bool {
        let may_be_plan = || is_yaml(path) || path.is_dir();
        self.files.contains(path)
            || path.parent().is_some_and(|parent| self.folders.contains(parent)) && may_be_plan()
    }
}

/// Whether an event says that a file may have other contents now, and that whoever wrote it is done.
fn is_change(event: &Event) -> bool {
    match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) | EventKind::Remove(_) => true,
        EventKind::Modify(ModifyKind::Name(mode)) => mode != RenameMode::Both,
        // a new file is closed when it is written; a folder or a link is whole at once
        EventKind::Create(_) if cfg!(target_os = "linux") => {
            let is_file = |path: &PathBuf| fs::symlink_metadata(path).is_ok_and(|data| data.is_file());
            !event.paths.iter().all(is_file)
        }
        EventKind::Access(_) => false,
        _ => !cfg!(target_os = "linux"),
    }
}

/// The nearest folder above a path that is there.
fn standing_folder(path: &Path) -> Option<PathBuf> {
    path.ancestors().skip(1).find(|folder| folder.is_dir()).map(Path::to_owned)
}

fn cannot_watch(cause: notify::Error) -> Error {
    Error::Watch { cause: cause.to_string() }
}
