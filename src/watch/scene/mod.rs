//! A scene is what all browsers see at a moment: the good pages, what was found, and what is wrong.

mod message;
mod shown;

use std::sync::Arc;

use hyper::body::Bytes;
use tokio::sync::watch::{Receiver, Sender, channel};

pub(super) use self::shown::Shown;

/// What all browsers see.
#[derive(Debug, Default)]
pub(super) struct Scene {
    plans: Vec<Arc<Shown>>,
    fault: Option<String>,
    /// The event that tells browsers of it, made once for all of them.
    event: Bytes,
}

impl Scene {
    /// The plans in their order, and what is wrong besides.
    pub(super) fn new(plans: Vec<Arc<Shown>>, fault: Option<String>) -> Self {
        let event = message::event(&plans, fault.as_deref());
        Self { plans, fault, event }
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
            let differs = now.event != scene.event;
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
