//! Live preview: rebuild on every save and tell the browser.
//!
//! [`Preview::open`] finds the plans, takes a port and builds the first pages; [`Preview::run`] serves them, and
//! follows every file they depend on, until it is told to stop. A save becomes a scene – all pages that are good, what
//! was found, and what is wrong – and every browser that looks is told of the latest one.

mod browser;
mod files;
mod follow;
mod ports;
mod request;
mod scene;
mod server;
mod workshop;

use std::future::Future;
use std::net::{SocketAddr, TcpListener};
use std::sync::mpsc::{self, Sender};
use std::thread;

use self::files::Files;
use self::follow::{Follower, Signal};
use self::scene::{Looks, Scenes};
use self::server::Gate;
use self::workshop::Workshop;
use crate::error::Error;

pub use browser::show;
pub use request::{Fault, Following, News, Place, Port, Request, Token};
pub use server::interrupted;

/// A preview that has a port and its first pages.
pub struct Preview {
    listeners: Vec<TcpListener>,
    address: SocketAddr,
    gate: Gate,
    scenes: Scenes,
    looks: Looks,
    follower: Follower,
    signal: Sender<Signal>,
}

impl Preview {
    /// Finds the plans, takes the port, builds the first pages and begins to follow the files.
    ///
    /// # Errors
    /// When there is no plan, no free port, or no way to follow files.
    pub fn open(request: Request) -> Result<Self, Error> {
        let Request { paths, options, out, place, following, describe, tell } = request;
        let (signal, signals) = mpsc::channel();
        let files = Files::new(following, signal.clone())?;
        let workshop = Workshop::new(paths, options, out, describe)?;
        let (listeners, address) = ports::listen(place.bind, place.port)?;
        let gate = Gate::new(address, place);
        let (scenes, looks) = (Scenes::default(), Looks::default());
        let mut follower = Follower::new(workshop, files, scenes.clone(), looks.clone(), signals, tell);
        follower.begin();
        Ok(Self { listeners, address, gate, scenes, looks, follower, signal })
    }

    /// The address it listens on.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What to type into the browser.
    #[must_use]
    pub fn url(&self) -> String {
        self.gate.url(self.address)
    }

    /// Serves and follows until `stop` is ready; a file that is being written then is finished.
    ///
    /// # Errors
    /// When the server cannot work.
    pub fn run(self, stop: impl Future<Output = ()>) -> Result<(), Error> {
        let Self { listeners, address, gate, scenes, looks, follower, signal } = self;
        let following = thread::spawn(move || follower.run());
        let served = server::serve(listeners, gate, scenes, looks, stop);
        // it may have ended by itself
        let _ = signal.send(Signal::Stop);
        let ended = following.join();
        served.map_err(|cause| Error::Serve { address: address.to_string(), cause })?;
        ended.map_err(|_| Error::Watch { cause: "the thread that follows them has died".into() })
    }
}
