//! The helpers: the threads that make things beside whoever asked for them. Who is waited for, as the preview is until the
//! documents are shown that are looked at, may have them keep off its processor.
//!
//! Linux may wake a thread on the processor of the one that wakes it although another is idle: to save power, or because
//! a virtual machine packs its work. What is meant to be made beside something is made after it then; on a machine with
//! two such processors browsers heard of a save an eighth later. Other systems are left to place threads themselves.

pub use system::Helpers;

#[cfg(target_os = "linux")]
mod system {
    use rustix::thread::{CpuSet, Pid, gettid, sched_getaffinity, sched_getcpu, sched_setaffinity};

    /// With more helpers there is a processor for each, and to place them all would take longer than it saves.
    const MANY: usize = 16;

    /// The helpers of this process.
    #[derive(Debug)]
    pub struct Helpers {
        threads: Vec<Pid>,
    }

    /// As long as this lives, the helpers keep off a processor.
    #[derive(Debug)]
    pub struct Away<'a> {
        helpers: &'a Helpers,
        /// Where they run otherwise.
        everywhere: CpuSet,
    }

    impl Helpers {
        /// All of them.
        #[must_use]
        pub fn find() -> Self {
            Self { threads: rayon::broadcast(|_| gettid()) }
        }

        /// Has them keep off the processor that this thread runs on; nothing where there is no other.
        #[must_use]
        pub fn keep_off(&self) -> Option<Away<'_>> {
            let everywhere = sched_getaffinity(None).ok().filter(|_| self.threads.len() <= MANY)?;
            let mut elsewhere = everywhere;
            elsewhere.unset(sched_getcpu());
            if elsewhere.count() == 0 {
                return None;
            }
            self.run_on(&elsewhere);
            Some(Away { helpers: self, everywhere })
        }

        fn run_on(&self, processors: &CpuSet) {
            for thread in &self.threads {
                // one that may not be placed runs where it did
                let _ = sched_setaffinity(Some(*thread), processors);
            }
        }
    }

    impl Drop for Away<'_> {
        fn drop(&mut self) {
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
            match helpers.keep_off() {
                Some(_away) => {
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
    pub struct Away;

    impl Helpers {
        /// All of them.
        #[must_use]
        pub fn find() -> Self {
            Self
        }

        /// Nothing.
        #[must_use]
        pub fn keep_off(&self) -> Option<Away> {
            None
        }
    }
}
