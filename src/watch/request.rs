//! What is asked of a preview, and what it tells.

use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

use crate::error::Error;
use crate::pipeline::{Built, Options};

/// What is to be previewed.
pub struct Request {
    /// Plans, or folders with plans.
    pub paths: Vec<PathBuf>,
    /// What to make of them; the formats are those to be written to `out`.
    pub options: Options,
    /// Where to write the documents as well.
    pub out: Option<PathBuf>,
    /// Where to listen, and to whom.
    pub place: Place,
    /// How to learn that a file has changed.
    pub following: Following,
    /// Puts what is wrong into plain words.
    pub describe: fn(Fault<'_>) -> String,
    /// Hears what happens.
    pub tell: Box<dyn Fn(&News) + Send>,
}

/// Where a preview listens, and who may look.
#[derive(Debug, Clone)]
pub struct Place {
    /// The address; both loopback addresses when there is none.
    pub bind: Option<IpAddr>,
    /// The port.
    pub port: Port,
    /// Names by which browsers may call this computer, besides its loopback ones, with or without a port.
    pub hosts: Vec<String>,
    /// What every address must begin with, when not everybody who reaches the port may look.
    pub token: Option<Token>,
}

/// A port of this computer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Port {
    /// This one or none; 0 lets the system choose.
    Exactly(u16),
    /// The first free one of this and the ten after it.
    From(u16),
}

/// A word nobody can guess.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// The word of sixteen random bytes.
    #[must_use]
    pub fn new(random: [u8; 16]) -> Self {
        Self(crate::digest::hex(&random))
    }

    /// Its letters, fit for an address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// How a preview learns that a file has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Following {
    /// The system tells, where it does; elsewhere the files are looked at.
    Told,
    /// The files are looked at so often.
    Polled(Duration),
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
    /// Everything is shown as it is on the disk.
    Good {
        /// How many plans were built anew.
        rebuilt: usize,
        /// How many findings all plans have.
        findings: usize,
    },
    /// Something is wrong; the last good pages stay.
    Broken {
        /// What, in plain words.
        words: String,
    },
    /// From now on the files are looked at again and again, since the system does not tell of every change.
    Polling {
        /// How often.
        every: Duration,
        /// Why.
        why: String,
    },
}
