//! The browser is opened by the system's own way of opening addresses.

use std::process::{Command, Stdio};
use std::thread;

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
