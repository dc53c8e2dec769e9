//! Fixing: what findings offer as a fix is put into the texts of plans and library files, in memory.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Checked, Job, Run, batch};
use crate::finding::Finding;
use crate::source::{Patch, patched};

/// A fix may uncover another one, or have to wait for one at the same place; no plan needs as many turns.
const MOST_TURNS: usize = 8;

/// A byte-order mark is no part of the text that patches are made for.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// What fixing comes to.
#[derive(Debug, Clone, Default)]
pub struct Fixes {
    /// The files whose text became another one, by path.
    pub files: Vec<Fixed>,
    /// The names of the plans that could not have been read any more; nothing of theirs was fixed.
    pub refused: Vec<String>,
}

/// A file and its new text.
#[derive(Debug, Clone)]
pub struct Fixed {
    /// Its name in messages.
    pub name: String,
    /// Where it lies.
    pub path: PathBuf,
    /// Its bytes as they were read.
    pub before: Arc<[u8]>,
    /// Its bytes with the fixes.
    pub after: Vec<u8>,
    /// How many findings were fixed.
    pub findings: usize,
}

/// Puts every fix into the texts on the run's shelf, where the next check of the run finds them; nothing is written.
///
/// A library file is fixed once, whatever many plans include it. A plan that could not be read with its fixes keeps its
/// texts. What cannot be read at all is left to the check to tell.
#[must_use]
pub fn fix(run: &Run, jobs: &[Job]) -> Fixes {
    let mut fixes = Fixes::default();
    let mut work = Work::default();
    for _ in 0..MOST_TURNS {
        let checked: Vec<(&Job, Checked)> =
            jobs.iter().zip(batch::check(run, jobs)).filter_map(|(job, it)| Some((job, it.ok()?))).collect();
        let turn = work.choose(&checked);
        if turn.is_empty() {
            break;
        }
        let old = work.put(run, turn);
        // a plan that was read before must still be
        for (job, plan) in checked.iter().filter(|(_, plan)| plan.id.is_some()) {
            if run.open(job).is_ok_and(|opened| opened.plan.is_none()) {
                fixes.refused.push(plan.name.clone());
                work.take_back(run, plan, &old);
            }
        }
    }
    fixes.files = work.files.into_iter().filter_map(|(path, file)| file.finish(run, path)).collect();
    fixes
}

/// The work on some files.
#[derive(Debug, Default)]
struct Work {
    files: BTreeMap<PathBuf, File>,
    /// Files that are left alone from now on.
    left_alone: BTreeSet<PathBuf>,
}

/// The work on one file.
#[derive(Debug)]
struct File {
    name: String,
    /// Its bytes when work on it began.
    before: Option<Arc<[u8]>>,
    /// The findings that were fixed: rule, message, place.
    fixed: BTreeSet<(&'static str, String, usize)>,
    /// Those of the turns before: what is found again after its fix cannot be fixed this way.
    earlier: BTreeSet<(&'static str, String)>,
}

/// The patches of one turn, by file; those of one fix together.
type Turn = BTreeMap<PathBuf, Vec<Vec<Patch>>>;

impl Work {
    /// Chooses fixes that do not get in each other's way.
    fn choose(&mut self, checked: &[(&Job, Checked)]) -> Turn {
        for file in self.files.values_mut() {
            file.earlier = file.fixed.iter().map(|(rule, message, _)| (*rule, message.clone())).collect();
        }
        let mut turn = Turn::new();
        for (_, plan) in checked {
            for finding in &plan.outcome.findings {
                if let Some((name, path, patches)) = fix_of(plan, finding) {
                    self.take(&mut turn, finding, name, path, patches);
                }
            }
        }
        turn
    }

    fn take(&mut self, turn: &mut Turn, finding: &Finding, name: &str, path: &Path, patches: &[Patch]) {
        if self.left_alone.contains(path) {
            return;
        }
        let file = self.files.entry(path.to_owned()).or_insert_with(|| File::new(name));
        if file.earlier.contains(&(finding.rule, finding.message.clone())) {
            return;
        }
        let taken = turn.entry(path.to_owned()).or_default();
        let known = taken.iter().any(|other| is_same(other, patches));
        if !known {
            if taken.iter().flatten().any(|other| patches.iter().any(|patch| touch(patch, other))) {
                return;
            }
            taken.push(patches.to_vec());
        }
        let at = finding.place.as_ref().map_or(0, |place| place.start);
        file.fixed.insert((finding.rule, finding.message.clone(), at));
    }

    /// Puts the texts with their patches on the shelf and returns what lay there.
    fn put(&mut self, run: &Run, turn: Turn) -> BTreeMap<PathBuf, Arc<[u8]>> {
        let mut old = BTreeMap::new();
        for (path, fixes) in turn {
            let Ok(Some(bytes)) = run.shelf().look(&path) else { continue };
            let Some(new) = with_patches(&bytes, &fixes.concat()) else { continue };
            if let Some(file) = self.files.get_mut(&path) {
                file.before.get_or_insert_with(|| bytes.clone());
            }
            run.shelf().put(&path, new);
            old.insert(path, bytes);
        }
        old
    }

    /// Gives a plan's files the texts back that they had when work on them began, and leaves them alone from now on.
    fn take_back(&mut self, run: &Run, plan: &Checked, old: &BTreeMap<PathBuf, Arc<[u8]>>) {
        for (_, path) in plan.files.iter().filter(|(_, path)| old.contains_key(path)) {
            self.left_alone.insert(path.clone());
            if let Some(before) = self.files.remove(path).and_then(|file| file.before) {
                run.shelf().put(path, before.to_vec());
            }
        }
    }
}

impl File {
    fn new(name: &str) -> Self {
        Self { name: name.to_owned(), before: None, fixed: BTreeSet::new(), earlier: BTreeSet::new() }
    }

    /// What became of it; none when nothing did.
    fn finish(self, run: &Run, path: PathBuf) -> Option<Fixed> {
        let before = self.before?;
        let after = run.shelf().look(&path).ok()??.to_vec();
        Some(Fixed { name: self.name, path, before, after, findings: self.fixed.len() })
    }
}

/// The fix of a finding with the file it is for.
fn fix_of<'a>(plan: &'a Checked, finding: &'a Finding) -> Option<(&'a str, &'a Path, &'a [Patch])> {
    let patches = &finding.fix.as_ref()?.patches;
    let source = patches.first()?.place.source;
    let (_, path) = plan.files.iter().find(|(id, _)| *id == source)?;
    let one_file = patches.iter().all(|patch| patch.place.source == source);
    one_file.then(|| (plan.sources.get(source).name(), path.as_path(), patches.as_slice()))
}

/// Whether two fixes are the same; several plans give one file different ids.
fn is_same(one: &[Patch], other: &[Patch]) -> bool {
    let same = |(a, b): (&Patch, &Patch)| {
        (a.place.start, a.place.end, &a.text) == (b.place.start, b.place.end, &b.text)
    };
    one.len() == other.len() && one.iter().zip(other).all(same)
}

/// Whether two patches change the same stretch, or add at the same place.
fn touch(one: &Patch, other: &Patch) -> bool {
    one.place.start <= other.place.end && other.place.start <= one.place.end
}

/// A file's bytes with its patches made; none when they are no text or the patches get in each other's way.
pub(super) fn with_patches(bytes: &[u8], patches: &[Patch]) -> Option<Vec<u8>> {
    let (mark, text) = match bytes.strip_prefix(BYTE_ORDER_MARK) {
        Some(text) => (BYTE_ORDER_MARK, text),
        None => (&[][..], bytes),
    };
    let new = patched(std::str::from_utf8(text).ok()?, patches)?;
    Some([mark, new.as_bytes()].concat())
}
