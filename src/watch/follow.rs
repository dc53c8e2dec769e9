//! The follower: waits for a sign that a file has changed, has it built, and shows what came of it.

use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::News;
use super::files::{Files, Mode};
use super::scene::{Looks, Scenes};
use super::workshop::{Audience, Change, Patience, Progress, Workshop};
use crate::pipeline::Helpers;

/// How long a file may be empty or gone before that counts as meant.
const UNFINISHED: Duration = Duration::from_millis(150);

/// How long it is quiet after a save, where the end of writing makes no event, or events pile up.
const QUIET: Duration = Duration::from_millis(30);

/// The longest that is waited for quiet: who saves without end shall see something too.
const LONGEST: Duration = Duration::from_millis(300);

/// So many events at once are no save but a branch that is switched.
const MANY: usize = 32;

/// How often the files are looked at although the system tells of changes: it may not tell of all.
const LOOK: Duration = Duration::from_secs(2);

/// How long an event may be on its way when a change was seen without one.
const ON_ITS_WAY: Duration = Duration::from_millis(250);

/// How long the other documents, and all but the first browsers, wait once those are shown that are looked at. With
/// every processor at work on the others browsers were told some 2 ms later, since Linux lets a thread finish its slice;
/// to be told takes a tenth of that.
const TELLING: Duration = Duration::from_micros(300);

/// A sign for the follower.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Signal {
    /// A file may have other contents.
    Changed,
    /// A file, or a folder it lies in, was moved or taken away. Whoever saves so writes it anew: until that is done no half
    /// of it must be read.
    Gone,
    /// The preview ends.
    Stop,
}

/// Ends the follower.
struct Stopped;

/// Follows the files.
pub(super) struct Follower {
    workshop: Workshop,
    files: Files,
    scenes: Scenes,
    looks: Looks,
    helpers: Helpers,
    signals: Receiver<Signal>,
    /// A signal that came while something was built.
    early: Option<Signal>,
    /// How many plans were built and are not yet written, since the next save came first.
    unwritten: Option<usize>,
    tell: Box<dyn Fn(&News) + Send>,
}

impl Follower {
    pub(super) fn new(
        workshop: Workshop,
        files: Files,
        scenes: Scenes,
        looks: Looks,
        signals: Receiver<Signal>,
        tell: Box<dyn Fn(&News) + Send>,
    ) -> Self {
        let helpers = Helpers::find();
        Self { workshop, files, scenes, looks, helpers, signals, early: None, unwritten: None, tell }
    }

    /// Builds and shows everything.
    pub(super) fn begin(&mut self) {
        let first = self.refresh(Patience::Spent);
        self.publish(first);
    }

    /// Builds after every sign until it is told to stop.
    pub(super) fn run(mut self) {
        while self.wait().is_ok() {}
    }

    /// Waits for a change and shows it.
    fn wait(&mut self) -> Result<(), Stopped> {
        let longest = match self.files.mode() {
            Mode::Told => LOOK,
            Mode::Polled(every) => every,
        };
        match self.signal(longest)? {
            Some(sign) => self.rebuild_after(sign),
            None if self.files.mode() != Mode::Told => self.rebuild(Patience::Left),
            None => self.look(),
        }
    }

    /// The next signal; none when there is none in time.
    fn signal(&mut self, longest: Duration) -> Result<Option<Signal>, Stopped> {
        let early = self.early.take();
        match early.map_or_else(|| self.signals.recv_timeout(longest), Ok) {
            Ok(Signal::Stop) | Err(RecvTimeoutError::Disconnected) => Err(Stopped),
            Ok(sign) => Ok(Some(sign)),
            Err(RecvTimeoutError::Timeout) => Ok(None),
        }
    }

    /// Looks whether a file has changed without a word from the system; if so, nothing is left to the system any more.
    fn look(&mut self) -> Result<(), Stopped> {
        if !self.files.differ() {
            return Ok(());
        }
        if let Some(sign) = self.signal(ON_ITS_WAY)? {
            return self.rebuild_after(sign);
        }
        let change = self.refresh(Patience::Spent);
        if matches!(change, Change::Scene { .. }) {
            self.files.poll("a file changed and the system did not tell".into());
        }
        self.publish(change);
        Ok(())
    }

    fn rebuild_after(&mut self, sign: Signal) -> Result<(), Stopped> {
        let patience = self.settle(sign)?;
        self.rebuild(patience)
    }

    fn rebuild(&mut self, patience: Patience) -> Result<(), Stopped> {
        let mut change = self.refresh(patience);
        while matches!(change, Change::Unfinished) {
            // somebody is writing: the next event comes at once, or the file is meant to be empty or gone
            let patience = if self.signal(UNFINISHED)?.is_some() { Patience::Left } else { Patience::Spent };
            change = self.refresh(patience);
        }
        self.publish(change);
        Ok(())
    }

    /// Builds what changed, and shows what is looked at before the rest is built; the next signal ends that.
    fn refresh(&mut self, patience: Patience) -> Change {
        let (signals, early) = (&self.signals, &mut self.early);
        let mut helpers = self.helpers.stand_by();
        self.workshop.refresh(
            patience,
            &mut Audience {
                looks: self.looks.now(),
                show: &mut |scene| {
                    drop(helpers.take());
                    self.scenes.show_in_turns(scene, TELLING);
                },
                is_over: &mut || is_over(signals, early),
            },
        )
    }

    /// Writes what changed to the disk, if it is to be there; the next signal ends that.
    fn write(&mut self) -> Result<Progress, String> {
        let (signals, early) = (&self.signals, &mut self.early);
        self.workshop.write(&mut Audience {
            looks: self.looks.now(),
            show: &mut |_| {},
            is_over: &mut || is_over(signals, early),
        })
    }

    /// Takes all signals that are there; while they tell of no more than files that are gone, waits for what comes in their
    /// place. Where the system does not say that a file was closed, and where very many files change at once, waits until
    /// it is quiet.
    fn settle(&mut self, first: Signal) -> Result<Patience, Stopped> {
        let begun = Instant::now();
        let mut last = first;
        let mut taken = 0;
        let patience = loop {
            let is_gone = last == Signal::Gone && begun.elapsed() < LONGEST;
            let longest = if is_gone { UNFINISHED } else { Duration::ZERO };
            match self.signal(longest)? {
                Some(next) => last = next,
                None if last == Signal::Gone => break Patience::Spent,
                None => break Patience::Left,
            }
            taken += 1;
        };
        if cfg!(target_os = "linux") && taken < MANY {
            return Ok(patience);
        }
        while begun.elapsed() < LONGEST && self.signal(QUIET)?.is_some() {}
        Ok(patience)
    }

    fn publish(&mut self, mut change: Change) {
        loop {
            let mut rebuilt = self.unwritten.take();
            if let Change::Scene { scene, rebuilt: now } = change {
                // browsers first, then the disk
                self.scenes.show(scene);
                rebuilt = Some(rebuilt.unwrap_or_default() + now);
            }
            if let Some(rebuilt) = rebuilt {
                self.finish(rebuilt);
            }
            // a file that changed after it was read and before it was followed made no sign
            let more = self.files.follow(self.workshop.followed());
            if let Some(news) = self.files.news() {
                (self.tell)(&news);
            }
            if !more {
                return;
            }
            change = self.refresh(Patience::Left);
        }
    }
}

impl Follower {
    /// Writes what is shown, and tells of it; what is over before that is left for the next time.
    fn finish(&mut self, rebuilt: usize) {
        match self.write() {
            Ok(Progress::Whole) => {}
            Ok(Progress::Left) => {
                self.unwritten = Some(rebuilt);
                return;
            }
            Err(words) => self.scenes.show(self.workshop.scene(Some(words))),
        }
        let scene = self.scenes.now();
        (self.tell)(&match scene.fault() {
            Some(words) => News::Broken { words },
            None => News::Good { rebuilt, findings: scene.findings() },
        });
    }
}

/// Whether a file has changed; the signal is kept. Whoever wants an end wants what was saved before it made to the end.
fn is_over(signals: &Receiver<Signal>, early: &mut Option<Signal>) -> bool {
    if early.is_none() {
        *early = signals.try_recv().ok();
    }
    matches!(early, Some(Signal::Changed | Signal::Gone))
}
