//! Events: the scenes as server-sent events (HTML, 9.2), and a ping by which a tab that is gone is found.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use futures_util::{Stream, stream};
use hyper::body::{Bytes, Frame};
use tokio::sync::watch::Receiver;

use crate::watch::scene::{Scene, Seat};

/// How often a browser is asked whether it still listens.
const PING: Duration = Duration::from_secs(15);

/// Every scene from now on that says something else than the one before; who is slow gets the latest.
/// The seat is taken as long as somebody listens.
pub(super) fn events(
    scenes: Receiver<Arc<Scene>>,
    seat: Seat,
) -> impl Stream<Item = Result<Frame<Bytes>, Infallible>> {
    stream::unfold((scenes, Bytes::new(), seat), |(mut scenes, mut told, seat)| async move {
        loop {
            let Ok(changed) = tokio::time::timeout(PING, scenes.changed()).await else {
                return Some((Ok(Frame::data(Bytes::from_static(b": ping\n\n"))), (scenes, told, seat)));
            };
            changed.ok()?;
            let event = scenes.borrow_and_update().event();
            // what was wrong for a moment may be as it was before
            if event != told {
                told = event.clone();
                return Some((Ok(Frame::data(event)), (scenes, told, seat)));
            }
        }
    })
}
