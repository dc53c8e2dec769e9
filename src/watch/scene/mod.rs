//! A scene is what all browsers see at a moment: the good pages, what was found, and what is wrong.

mod looks;
mod message;
mod shown;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use hyper::body::Bytes;
use tokio::sync::Notify;

pub(super) use self::looks::{Look, Looks, Seat};
pub(super) use self::shown::{Shown, encode};

/// How many are told at once: more tabs than an author has open.
const FIRST: usize = 8;

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

/// The scenes one after the other; whoever looks sees the latest. Who came first is told first.
#[derive(Debug, Clone, Default)]
pub(super) struct Scenes(Arc<Stage>);

#[derive(Debug, Default)]
struct Stage {
    now: Mutex<Now>,
    /// What calls each viewer, in the order in which they came.
    bells: Mutex<Vec<Arc<Notify>>>,
}

/// The scene of now, and how many were told of before.
#[derive(Debug, Default)]
struct Now {
    scene: Arc<Scene>,
    number: u64,
}

impl Scenes {
    /// Shows a scene from now on. Browsers hear of it when it says something else than the one before.
    pub(super) fn show(&self, scene: Scene) {
        self.show_in_turns(scene, Duration::ZERO);
    }

    /// The same; when the first few have been told it is waited before the others are, so that those who only look on
    /// do not delay the author.
    pub(super) fn show_in_turns(&self, scene: Scene, pause: Duration) {
        // the old one is taken apart when everybody is told
        let (_old, differs) = self.put(scene);
        let ring =
            |bells: &[Arc<Notify>]| bells.iter().filter(|_| differs).for_each(|bell| bell.notify_one());
        let bells = lock(&self.0.bells).clone();
        let (first, others) = bells.split_at(bells.len().min(FIRST));
        ring(first);
        thread::sleep(pause);
        ring(others);
    }

    /// Takes up a scene; gives the one that is out of date then, and tells whether the two say something else.
    fn put(&self, scene: Scene) -> (Arc<Scene>, bool) {
        let scene = Arc::new(scene);
        let mut now = lock(&self.0.now);
        let says_more = now.scene.data != scene.data;
        if scene.extent == Extent::Part && !says_more {
            return (scene, false);
        }
        let differs = says_more || now.scene.extent != scene.extent;
        now.number += u64::from(differs);
        (std::mem::replace(&mut now.scene, scene), differs)
    }

    /// The scene of now.
    pub(super) fn now(&self) -> Arc<Scene> {
        lock(&self.0.now).scene.clone()
    }

    /// The scene of now and all that follow.
    pub(super) fn watch(&self) -> Viewer {
        let bell = Arc::new(Notify::new());
        lock(&self.0.bells).push(bell.clone());
        Viewer { scenes: self.clone(), bell, seen: None }
    }
}

/// Somebody who sees scene after scene; who is slow sees the latest.
#[derive(Debug)]
pub(super) struct Viewer {
    scenes: Scenes,
    bell: Arc<Notify>,
    /// The number of the scene seen last.
    seen: Option<u64>,
}

impl Viewer {
    /// The next scene, as soon as there is one.
    pub(super) async fn next(&mut self) -> Arc<Scene> {
        loop {
            if let Some(scene) = self.unseen() {
                return scene;
            }
            // it is rung for good when it was rung since then
            self.bell.notified().await;
        }
    }

    /// The scene of now, unless it was seen. None is held while nothing happens: to take an old one apart would be the
    /// first thing that its last viewer does when a new one is there.
    fn unseen(&mut self) -> Option<Arc<Scene>> {
        let now = lock(&self.scenes.0.now);
        (self.seen.replace(now.number) != Some(now.number)).then(|| now.scene.clone())
    }
}

impl Drop for Viewer {
    fn drop(&mut self) {
        lock(&self.scenes.0.bells).retain(|bell| !Arc::ptr_eq(bell, &self.bell));
    }
}

/// Whoever panicked while holding it left whole entries behind.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_came_first_is_told_first_and_who_left_not_at_all() {
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        let (scenes, told) = (Scenes::default(), Arc::new(Mutex::new(Vec::new())));
        let view = |name: usize| {
            let (mut viewer, told) = (scenes.watch(), told.clone());
            async move {
                loop {
                    viewer.next().await;
                    lock(&told).push(name);
                }
            }
        };
        runtime.block_on(async {
            let all: Vec<_> = (0..FIRST + 3).collect();
            let mut tasks: Vec<_> = all.iter().map(|name| tokio::spawn(view(*name))).collect();
            let breathe = async || {
                for _ in 0..3 * FIRST {
                    tokio::task::yield_now().await;
                }
            };
            breathe().await;
            for fault in ["one", "two"] {
                lock(&told).clear();
                scenes.show(Scene::new(Vec::new(), Some(fault.into()), Extent::Whole));
                breathe().await;
                assert_eq!(*lock(&told), all);
            }
            tasks.remove(1).abort();
            breathe().await;
            lock(&told).clear();
            // the same once more says nothing
            for fault in ["two", "three"] {
                scenes.show(Scene::new(Vec::new(), Some(fault.into()), Extent::Whole));
                breathe().await;
            }
            assert_eq!(*lock(&told), [&all[..1], &all[2..]].concat());
            assert_eq!(lock(&scenes.0.bells).len(), all.len() - 1);
        });
    }
}
