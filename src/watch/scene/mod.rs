//! A scene is what all browsers see at a moment: the good pages, what was found, and what is wrong.

mod looks;
mod message;
mod shown;

use std::sync::Arc;

use hyper::body::Bytes;
use tokio::sync::watch::{Receiver, Sender, channel};

pub(super) use self::looks::{Look, Looks, Seat};
pub(super) use self::shown::{Shown, encode};

/// How much of a change a scene shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Extent {
    /// The documents that are looked at; the others are those of before, and follow.
    Part,
    /// Everything.
    #[default]
    Whole,
}

/// What all browsers see.
#[derive(Debug, Default)]
pub(super) struct Scene {
    plans: Vec<Arc<Shown>>,
    fault: Option<String>,
    extent: Extent,
    /// What browsers are told.
    data: String,
    /// The event that tells them, made once for all of them.
    event: Bytes,
}

impl Scene {
    /// The plans in their order, and what is wrong besides.
    pub(super) fn new(plans: Vec<Arc<Shown>>, fault: Option<String>, extent: Extent) -> Self {
        let data = message::data(&plans, fault.as_deref());
        let event = message::event(&data, extent);
        Self { plans, fault, extent, data, event }
    }

    /// What is wrong, in plain words.
    pub(super) fn fault(&self) -> Option<String> {
        let faults = self.plans.iter().filter_map(|plan| plan.fault()).chain(self.fault.as_deref());
        let faults: Vec<_> = faults.collect();
        (!faults.is_empty()).then(|| faults.join("\n"))
    }

    /// How many findings all plans have.
    pub(super) fn findings(&self) -> usize {
        self.plans.iter().map(|plan| plan.findings()).sum()
    }

    /// The event of server-sent events that tells a browser of it.
    pub(super) fn event(&self) -> Bytes {
        self.event.clone()
    }

    /// The plan of a folder's name as it stands in an address.
    pub(super) fn plan(&self, folder: &str) -> Option<&Arc<Shown>> {
        self.plans.iter().find(|plan| plan.folder() == folder)
    }
}

/// The scenes one after the other; whoever looks sees the latest.
#[derive(Debug, Clone)]
pub(super) struct Scenes(Sender<Arc<Scene>>);

impl Scenes {
    /// An empty stage.
    pub(super) fn new() -> Self {
        Self(channel(Arc::default()).0)
    }

    /// Shows a scene from now on. Browsers hear of it when it says something else than the one before.
    pub(super) fn show(&self, scene: Scene) {
        self.0.send_if_modified(|now| {
            let says_more = now.data != scene.data;
            if scene.extent == Extent::Part && !says_more {
                return false;
            }
            let differs = says_more || now.extent != scene.extent;
            *now = Arc::new(scene);
            differs
        });
    }

    /// The scene of now.
    pub(super) fn now(&self) -> Arc<Scene> {
        self.0.borrow().clone()
    }

    /// The scene of now and all that follow.
    pub(super) fn watch(&self) -> Receiver<Arc<Scene>> {
        let mut receiver = self.0.subscribe();
        receiver.mark_changed();
        receiver
    }
}
