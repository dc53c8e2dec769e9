//! The queue: addresses wait until there is a hand for them and their host is not busy.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use super::Asking;
use crate::check::links::Answer;

/// What is still to be asked, and who is busy.
#[derive(Debug)]
struct Queue<'a> {
    waiting: Vec<&'a str>,
    busy: BTreeMap<&'a str, usize>,
    answers: BTreeMap<String, Answer>,
}

/// Asks every address once, never more at once than `asking` says.
pub(super) fn work(
    addresses: &BTreeSet<String>,
    asking: &Asking,
    ask: impl Fn(&str) -> Answer + Sync,
) -> BTreeMap<String, Answer> {
    let waiting = addresses.iter().rev().map(String::as_str).collect();
    let queue = Mutex::new(Queue { waiting, busy: BTreeMap::new(), answers: BTreeMap::new() });
    let freed = Condvar::new();
    let hands = asking.at_once.clamp(1, addresses.len().max(1));
    thread::scope(|scope| {
        for _ in 0..hands {
            scope.spawn(|| {
                while let Some(address) = next(&queue, &freed, asking.at_once_per_host) {
                    let answer = ask(address);
                    let mut queue = lock(&queue);
                    queue.answers.insert(address.to_owned(), answer);
                    *queue.busy.entry(host(address)).or_default() -= 1;
                    freed.notify_all();
                }
            });
        }
    });
    queue.into_inner().unwrap_or_else(PoisonError::into_inner).answers
}

/// The next address whose host is free; none when none is left.
fn next<'a>(queue: &Mutex<Queue<'a>>, freed: &Condvar, per_host: usize) -> Option<&'a str> {
    let mut queue = lock(queue);
    loop {
        if queue.waiting.is_empty() {
            return None;
        }
        let is_free =
            |address: &&str| queue.busy.get(host(address)).is_none_or(|busy| *busy < per_host.max(1));
        if let Some(at) = queue.waiting.iter().rposition(is_free) {
            let address = queue.waiting.remove(at);
            *queue.busy.entry(host(address)).or_default() += 1;
            return Some(address);
        }
        queue = freed.wait(queue).unwrap_or_else(PoisonError::into_inner);
    }
}

/// Whoever panicked left the queue whole: it is only changed between calls.
fn lock<'q, 'a>(queue: &'q Mutex<Queue<'a>>) -> MutexGuard<'q, Queue<'a>> {
    queue.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The host of an address, with its port.
fn host(address: &str) -> &str {
    address.split('/').nth(2).unwrap_or(address)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

    use super::*;

    #[test]
    fn every_address_is_asked_once_and_no_host_more_than_it_should_be() {
        let addresses: BTreeSet<String> =
            (0..40).map(|it| format!("https://{}.example/{it}", it % 3)).collect();
        let (busy, most): ([AtomicUsize; 3], AtomicUsize) = Default::default();
        let asked = Mutex::new(Vec::new());
        let answers = work(&addresses, &Asking::default(), |address| {
            let host: usize = address[8..9].parse().unwrap();
            most.fetch_max(busy[host].fetch_add(1, SeqCst) + 1, SeqCst);
            asked.lock().unwrap().push(address.to_owned());
            thread::yield_now();
            busy[host].fetch_sub(1, SeqCst);
            Answer::Alive
        });
        assert_eq!(answers.keys().cloned().collect::<BTreeSet<_>>(), addresses);
        assert_eq!(asked.lock().unwrap().len(), 40);
        assert!(most.load(SeqCst) <= 2, "{most:?} at once");
    }

    #[test]
    fn nothing_to_ask_is_nothing_asked() {
        assert!(work(&BTreeSet::new(), &Asking::default(), |_| Answer::Alive).is_empty());
    }
}
