//! Events: the scenes as server-sent events (HTML, 9.2), and a ping by which a tab that is gone is found.

use std::convert::Infallible;
use std::time::Duration;

use futures_util::{Stream, stream};
use hyper::body::{Bytes, Frame};

use crate::watch::scene::{Seat, Viewer};

/// How often a browser is asked whether it still listens.
const PING: Duration = Duration::from_secs(15);

/// Every scene from now on that says something else than the one before; who is slow gets the latest.
/// The seat is taken as long as somebody listens.
pub(super) fn events(viewer: Viewer, seat: Seat) -> impl Stream<Item = Result<Frame<Bytes>, Infallible>> {
    stream::unfold((viewer, Bytes::new(), seat), |(mut viewer, mut told, seat)| async move {
        loop {
            let Ok(scene) = tokio::time::timeout(PING, viewer.next()).await else {
                return Some((Ok(Frame::data(Bytes::from_static(b": ping\n\n"))), (viewer, told, seat)));
            };
            let event = scene.event();
            // what was wrong for a moment may be as it was before
            if event != told {
                told = event.clone();
                return Some((Ok(Frame::data(event)), (viewer, told, seat)));
            }
        }
    })
}
