//! Reach is how long it takes until somebody decides, and until the last helper has been called.

use crate::plan::people::{Decision, Helper};
use crate::time::Duration;

/// The longest time until somebody decides: the smaller of the summed waits and `if_unreachable.after`.
///
/// The sum counts only when every wait is known; a call without one may last for ever.
pub(super) fn until_decision(decision: &Decision) -> Option<Duration> {
    let waits: Option<Duration> = decision.call.iter().map(|call| call.wait).sum();
    let waits = waits.filter(|_| !decision.call.is_empty());
    let given_up = decision.if_unreachable.as_ref().map(|unreachable| unreachable.after);
    waits.into_iter().chain(given_up).min()
}

/// The longest time until the last helper has been tried: the sum of the waits. Only the last helper may do without
/// one; the time then lasts until that call.
pub(super) fn until_last_helper(helpers: &[Helper]) -> Option<Duration> {
    let (last, others) = helpers.split_last()?;
    let waits: Option<Duration> = others.iter().map(|helper| helper.wait).sum();
    Some(waits?.saturating_add(last.wait.unwrap_or_default()))
}
