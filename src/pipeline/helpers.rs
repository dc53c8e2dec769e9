//! The helpers: the threads that make things beside whoever asked for them. Who is waited for, as the preview is until the
//! documents are shown that are looked at, may have them stand by.
//!
//! They keep off its processor: Linux may wake a thread on the processor of the one that wakes it although another is
//! idle, to save power, or because a virtual machine packs its work. What is meant to be made beside something is made
//! after it then; on a machine with two such processors browsers heard of a save an eighth later. And one of them stays
//! awake: to wake a processor takes up to half a millisecond on a virtual machine, and work that takes less than that is
//! handed over several times. Other systems are left to place and wake threads themselves.

pub use system::Helpers;

#[cfg(target_os = "linux")]
mod system {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::time::{Duration, Instant};

    use rustix::thread::{CpuSet, Pid, gettid, sched_getaffinity, sched_getcpu, sched_setaffinity};

    use super::super::beside::do_something;

    /// With more helpers there is a processor for each, and to place them all would take longer than it saves.
    const MANY: usize = 16;

    /// The longest that a helper stays awake for nothing.
    const LONGEST: Duration = Duration::from_millis(50);

    /// The helpers of this process.
    #[derive(Debug)]
    pub struct Helpers {
        threads: Vec<Pid>,
    }

    /// As long as this lives, the helpers stand by.
    #[derive(Debug)]
    pub struct StandBy<'a> {
        helpers: &'a Helpers,
        /// Where they run otherwise.
        everywhere: CpuSet,
        is_over: Arc<AtomicBool>,
    }

    impl Helpers {
        /// All of them.
        #[must_use]
        pub fn find() -> Self {
            Self { threads: rayon::broadcast(|_| gettid()) }
        }

        /// Has them keep off the processor that this thread runs on, and one of them stay awake; nothing where there is no
        /// other processor.
        #[must_use]
        pub fn stand_by(&self) -> Option<StandBy<'_>> {
            let everywhere = sched_getaffinity(None).ok().filter(|_| self.threads.len() <= MANY)?;
            let mut elsewhere = everywhere;
            elsewhere.unset(sched_getcpu());
            if elsewhere.count() == 0 {
                return None;
            }
            self.run_on(&elsewhere);
            let is_over = Arc::new(AtomicBool::new(false));
            stay_awake(Arc::clone(&is_over));
            Some(StandBy { helpers: self, everywhere, is_over })
        }

        fn run_on(&self, processors: &CpuSet) {
            for thread in &self.threads {
                // one that may not be placed runs where it did
                let _ = sched_setaffinity(Some(*thread), processors);
            }
        }
    }

    /// Has a helper do whatever there is to do until it is over, and fall asleep only then. In between it lets other
    /// threads have the processor.
    fn stay_awake(is_over: Arc<AtomicBool>) {
        rayon::spawn(move || {
            let begun = Instant::now();
            while !is_over.load(Ordering::Relaxed) && begun.elapsed() < LONGEST {
                do_something();
            }
        });
    }

    impl Drop for StandBy<'_> {
        fn drop(&mut self) {
            self.is_over.store(true, Ordering::Relaxed);
            self.helpers.run_on(&self.everywhere);
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn helpers_keep_off_one_processor_and_come_back() {
            let helpers = Helpers::find();
            let everywhere = sched_getaffinity(None).unwrap();
            let places = || -> Vec<CpuSet> {
                helpers.threads.iter().map(|thread| sched_getaffinity(Some(*thread)).unwrap()).collect()
            };
            match helpers.stand_by() {
                Some(_standing) => {
                    let is_one_fewer = |place: &CpuSet| place.count() + 1 == everywhere.count();
                    assert!(places().iter().all(is_one_fewer), "{:?}", places());
                }
                None => assert!(everywhere.count() == 1 || helpers.threads.len() > MANY),
            }
            assert!(places().iter().all(|place| *place == everywhere), "{:?}", places());
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    /// Helpers that nobody places.
    #[derive(Debug)]
    pub struct Helpers;

    /// What there is never one of.
    #[derive(Debug)]
    pub struct StandBy;

    impl Helpers {
        /// All of them.
        #[must_use]
        pub fn find() -> Self {
            Self
        }

        /// Nothing.
        #[must_use]
        pub fn stand_by(&self) -> Option<StandBy> {
            None
        }
    }
}
