//! Beside: work that is done on another thread while this one goes on.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// How long a thread stays awake for what another one is about to have done: on a virtual machine it may take as long to
/// be woken.
const ABOUT_TO: Duration = Duration::from_micros(500);

/// Does something beside whatever else is done, for whoever needs its result later. A panic ends it alone: who needs the
/// result does the work again, and meets the panic where it is heard.
pub(super) fn beside(work: impl FnOnce() + Send + 'static) {
    rayon::spawn(move || drop(catch_unwind(AssertUnwindSafe(work))));
}

/// Does something here, and something else on another thread meanwhile. A panic of either goes on here.
pub(super) fn both<A, B: Send>(here: impl FnOnce() -> A, there: impl FnOnce() -> B + Send) -> (A, B) {
    let (mut done, is_done) = (None, AtomicBool::new(false));
    let mine = rayon::in_place_scope(|beside| {
        beside.spawn(|_| {
            done = Some(there());
            is_done.store(true, Ordering::Relaxed);
        });
        let mine = here();
        let begun = Instant::now();
        while !is_done.load(Ordering::Relaxed) && begun.elapsed() < ABOUT_TO {
            do_something();
        }
        mine
    });
    (mine, done.unwrap_or_else(|| unreachable!("what was begun beside is done")))
}

/// Does something that waits to be done, where this thread may, or lets another thread have the processor.
pub(super) fn do_something() {
    if rayon::yield_now() != Some(rayon::Yield::Executed) {
        thread::yield_now();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use rayon::prelude::*;

    use super::{AssertUnwindSafe, beside, catch_unwind};

    #[test]
    fn a_panic_on_another_thread_ends_neither_the_program_nor_the_threads() {
        beside(|| panic!("the roof fell in"));
        let formats =
            || (0..8).into_par_iter().map(|at| assert!(at != 5, "the roof fell in")).collect::<Vec<_>>();
        assert!(
            catch_unwind(AssertUnwindSafe(formats)).is_err(),
            "a renderer's panic is heard by who waits for it"
        );
        let (tell, told) = channel();
        beside(move || tell.send("still here").unwrap_or_default());
        assert_eq!(told.recv(), Ok("still here"));
    }
}
