//! Live preview: rebuild on every save and tell the browser.
//!
//! [`Preview::open`] finds the plans, builds them and takes a port; [`Preview::run`] serves them, and follows every
//! file they depend on, until it is told to stop. A save becomes a scene – all pages that are
//! good, and what is wrong with the others – and every browser that looks is told of the latest one.

mod files;
mod rebuild;
mod scene;
mod server;

use std::future::Future;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use self::files::Files;
use self::rebuild::{Change, Workshop};
use self::scene::Scenes;
use crate::error::Error;
use crate::pipeline::{Built, Options};

pub use server::interrupted;

/// What is to be previewed.
pub struct Request {
    /// Plans, or folders with plans.
    pub paths: Vec<PathBuf>,
    /// What to make of them; the preview itself needs HTML.
    pub options: Options,
    /// Where to write the documents as well.
    pub out: Option<PathBuf>,
    /// The port to listen on.
    pub port: Port,
    /// Puts what is wrong into plain words.
    pub describe: fn(Fault<'_>) -> String,
    /// Hears what happens.
    pub tell: Box<dyn Fn(&News) + Send>,
}

/// A port of this computer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Port {
    /// This one or none; 0 lets the system choose.
    Exactly(u16),
    /// The first free one of this and the ten after it.
    From(u16),
}

/// What keeps a plan from being shown as it is now.
#[derive(Debug, Clone, Copy)]
pub enum Fault<'a> {
    /// What was found in it.
    Findings(&'a Built),
    /// Something outside of it.
    World(&'a Error),
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// Everything is shown as it is on the disk: so many plans were built anew.
    Good {
        /// Their number.
        rebuilt: usize,
    },
    /// Something is wrong; the last good pages stay.
    Broken {
        /// What, in plain words.
        words: String,
    },
}

/// A preview that has a port and its first pages.
pub struct Preview {
    listener: TcpListener,
    address: SocketAddr,
    workshop: Workshop,
    scenes: Scenes,
    files: Files,
    signals: Receiver<()>,
    tell: Box<dyn Fn(&News) + Send>,
}

impl Preview {
    /// Finds the plans, takes the port, builds the first pages and begins to follow the files.
    ///
    /// # Errors
    /// When there is no plan, no free port, or no way to follow files.
    pub fn open(request: Request) -> Result<Self, Error> {
        let Request { paths, options, out, port, describe, tell } = request;
        let (signal, signals) = mpsc::channel();
        let files = Files::new(move || {
            // nobody listens any more when the preview has ended
            let _ = signal.send(());
        })?;
        let mut workshop = Workshop::new(paths, options, out, describe)?;
        let (listener, address) = listen(port)?;
        let scenes = Scenes::new();
        let first = workshop.refresh(rebuild::Patience::Spent);
        let mut preview = Self { listener, address, workshop, scenes, files, signals, tell };
        preview.publish(first);
        Ok(preview)
    }

    /// The address it listens on.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves and follows until `stop` is ready.
    ///
    /// # Errors
    /// When the server cannot work.
    pub fn run(mut self, stop: impl Future<Output = ()>) -> Result<(), Error> {
        let (address, scenes) = (self.address, self.scenes.clone());
        let fail = |cause| Error::Serve { address: address.to_string(), cause };
        let listener = self.listener.try_clone().map_err(fail)?;
        // the thread ends with the process
        thread::spawn(move || self.follow());
        server::serve(listener, scenes, stop).map_err(fail)
    }

    /// Rebuilds after every signal.
    fn follow(&mut self) {
        while self.signals.recv().is_ok() {
            self.settle();
            let mut change = self.workshop.refresh(rebuild::Patience::Left);
            while matches!(change, Change::Unfinished) {
                // somebody is writing: the next event comes at once, or the file is meant to be empty or gone
                let patience = match self.signals.recv_timeout(UNFINISHED) {
                    Err(RecvTimeoutError::Timeout) => rebuild::Patience::Spent,
                    _ => rebuild::Patience::Left,
                };
                change = self.workshop.refresh(patience);
            }
            self.publish(change);
        }
    }

    /// Takes all signals that are there; where the system does not say that a file was closed, waits until it is quiet.
    fn settle(&self) {
        if cfg!(target_os = "linux") {
            while self.signals.try_recv().is_ok() {}
        } else {
            while self.signals.recv_timeout(QUIET).is_ok() {}
        }
    }

    fn publish(&mut self, mut change: Change) {
        loop {
            if let Change::Scene { scene, rebuilt } = change {
                let news = match &scene.fault {
                    Some(words) => News::Broken { words: words.clone() },
                    None => News::Good { rebuilt },
                };
                self.scenes.show(scene);
                (self.tell)(&news);
            }
            // a file that changed before its folder was followed made no event
            if !self.files.follow(self.workshop.followed()) {
                return;
            }
            change = self.workshop.refresh(rebuild::Patience::Left);
        }
    }
}

/// How long a file may be empty or gone before that counts as meant.
const UNFINISHED: Duration = Duration::from_millis(150);

/// How long it is quiet after a save, where the end of writing makes no event.
const QUIET: Duration = Duration::from_millis(30);

fn listen(port: Port) -> Result<(TcpListener, SocketAddr), Error> {
    let ports = match port {
        Port::Exactly(port) => port..=port,
        Port::From(port) => port..=port.saturating_add(10),
    };
    let mut refused = None;
    for port in ports {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        match TcpListener::bind(address).and_then(|listener| Ok((listener.local_addr()?, listener))) {
            Ok((address, listener)) => return Ok((listener, address)),
            Err(cause) => refused = refused.or(Some(Error::Serve { address: address.to_string(), cause })),
        }
    }
    Err(refused.unwrap_or_else(|| Error::usage("there is no such port", "choose another one with `--port`")))
}

/// Shows an address in the browser; that there is none is no reason to stop.
pub fn show(url: &str) {
    let mut command = if cfg!(target_os = "macos") {
        Command::new("open")
    } else if cfg!(windows) {
        Command::new("explorer")
    } else {
        Command::new("xdg-open")
    };
    command.arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    // waited for in a thread of its own: nothing is held up, and no dead process is left
    thread::spawn(move || command.status());
}
