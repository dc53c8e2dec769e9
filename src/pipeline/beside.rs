//! Beside: work that is done on another thread while this one goes on.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// Does something beside whatever else is done, for whoever needs its result later. A panic ends it alone: who needs the
/// result does the work again, and meets the panic where it is heard.
pub(super) fn beside(work: impl FnOnce() + Send + 'static) {
    rayon::spawn(move || drop(catch_unwind(AssertUnwindSafe(work))));
}

/// Does something here, and something else on another thread meanwhile. A panic of either goes on here.
pub(super) fn both<A, B: Send>(here: impl FnOnce() -> A, there: impl FnOnce() -> B + Send) -> (A, B) {
    let mut done = None;
    let mine = rayon::in_place_scope(|beside| {
        beside.spawn(|_| done = Some(there()));
        here()
    });
    (mine, done.unwrap_or_else(|| unreachable!("what was begun beside is done")))
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
