//! The console: standard output for documents, standard error for everything that is said about them.

use std::io::{self, IsTerminal, Write};

use anstream::AutoStream;

use super::report::clean;

/// Says something about the work; colours go to terminals only and obey `NO_COLOR` and its kin.
pub(super) fn say(text: &str) -> io::Result<()> {
    let mut stream = AutoStream::auto(io::stderr()).lock();
    stream.write_all(text.as_bytes())?;
    stream.flush()
}

/// Tells what was asked for, on standard output; colours go to terminals only.
pub(super) fn tell(text: &str) -> io::Result<()> {
    let mut stream = AutoStream::auto(io::stdout()).lock();
    stream.write_all(text.as_bytes())?;
    stream.flush()
}

/// Shows lines of the user's files: to the byte for other programs, fit to be seen on a terminal.
pub(super) fn show(text: &str) -> io::Result<()> {
    if !io::stdout().is_terminal() {
        return hand_out(text.as_bytes());
    }
    let lines: String = text.lines().map(|line| clean(line) + "\n").collect();
    hand_out(lines.as_bytes())
}

/// Hands out a document.
pub(super) fn hand_out(bytes: &[u8]) -> io::Result<()> {
    let mut stream = io::stdout().lock();
    stream.write_all(bytes)?;
    stream.flush()
}

/// Whether somebody looks at what is said.
pub(super) fn is_watched() -> bool {
    io::stderr().is_terminal()
}
