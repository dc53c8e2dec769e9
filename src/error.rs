//! An error is a fault of the world: a file that cannot be read, a folder that cannot be written, a port that is taken.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// What went wrong outside the user's texts.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder could not be read.
    Read {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// A file could not be written; what was there before is untouched.
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// Something the user asked for cannot be done; the text says what and how to mend it.
    Usage {
        /// What is wrong.
        message: String,
        /// How to mend it.
        hint: String,
    },
    /// The preview server could not start.
    Serve {
        /// The address it was to listen on.
        address: String,
        /// What the system said.
        cause: io::Error,
    },
    /// The system could not tell about changed files.
    Watch {
        /// What the system said.
        cause: String,
    },
}

impl Error {
    /// A file or folder could not be read.
    #[must_use]
    pub fn read(path: &Path, cause: io::Error) -> Self {
        Self::Read { path: path.to_owned(), cause }
    }

    /// A file could not be written.
    #[must_use]
    pub fn write(path: &Path, cause: io::Error) -> Self {
        Self::Write { path: path.to_owned(), cause }
    }

    /// Something the user asked for cannot be done.
    #[must_use]
    pub fn usage(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Usage { message: message.into(), hint: hint.into() }
    }

    /// How to mend it, where there is a way to say so.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Usage { hint, .. } => Some(hint.clone()),
            Self::Read { cause, .. } if cause.kind() == io::ErrorKind::NotFound => {
                Some("check the spelling of the path, or run the command from another folder".into())
            }
            Self::Serve { .. } => Some("choose another port with `--port`".into()),
            Self::Read { .. } | Self::Write { .. } | Self::Watch { .. } => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read { path, cause } => write!(f, "cannot read `{}` ({})", path.display(), plain(cause)),
            Self::Write { path, cause } => write!(f, "cannot write `{}` ({})", path.display(), plain(cause)),
            Self::Usage { message, .. } => f.write_str(message),
            Self::Serve { address, cause } => write!(f, "cannot listen on {address} ({})", plain(cause)),
            Self::Watch { cause } => write!(f, "cannot watch the files ({cause})"),
        }
    }
}

/// What the system said, without its number: `No such file or directory`.
fn plain(cause: &io::Error) -> String {
    let text = cause.to_string();
    text.split(" (os error").next().unwrap_or(&text).to_owned()
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Read { cause, .. } | Self::Write { cause, .. } | Self::Serve { cause, .. } => Some(cause),
            Self::Usage { .. } | Self::Watch { .. } => None,
        }
    }
}
