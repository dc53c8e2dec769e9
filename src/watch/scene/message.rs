//! The message that tells a browser of a scene: JSON, in one event of server-sent events.

use std::hash::{Hash, Hasher};
use std::sync::{Arc, LazyLock};

use hyper::body::Bytes;
use serde::Serialize;

use super::{Extent, Shown};
use crate::digest;
use crate::watch::server::FRAME;

/// How soon a browser comes back to a server that is gone, in milliseconds.
const AGAIN: u32 = 500;

/// What a browser reads.
#[derive(Serialize)]
struct Message<'a> {
    /// Another one when the program has another frame: then the browser loads that.
    frame: String,
    plans: Vec<&'a Shown>,
    /// What is wrong besides the plans.
    fault: Option<&'a str>,
}

/// What a scene says.
pub(super) fn data(plans: &[Arc<Shown>], fault: Option<&str>) -> String {
    let message = Message {
        frame: format!("{:x}", *REVISION),
        plans: plans.iter().map(|plan| &**plan).collect(),
        fault,
    };
    // it holds strings, numbers and lists only, which JSON can always say
    serde_json::to_string(&message).unwrap_or_default()
}

/// The event that says it: `part` while other documents are still being made, else `scene`.
pub(super) fn event(data: &str, extent: Extent) -> Bytes {
    let name = match extent {
        Extent::Part => "part",
        Extent::Whole => "scene",
    };
    // JSON has no line break outside of escapes, so that it is one line of the event
    Bytes::from(format!("retry: {AGAIN}\nevent: {name}\ndata: {data}\n\n"))
}

static REVISION: LazyLock<u64> = LazyLock::new(|| {
    let mut hasher = digest::passing();
    FRAME.hash(&mut hasher);
    hasher.finish()
});
