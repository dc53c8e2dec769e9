//! A scratch folder is a place to work in that is gone afterwards.

use std::path::Path;

use tempfile::TempDir;

use crate::error::Error;

/// A folder of our own, removed with everything in it when this is dropped.
#[derive(Debug)]
pub struct Scratch(TempDir);

impl Scratch {
    /// An empty folder.
    ///
    /// # Errors
    /// When there can be none.
    pub fn new() -> Result<Self, Error> {
        let folder = tempfile::Builder::new().prefix("backout-").tempdir();
        folder.map(Self).map_err(|cause| Error::write(&std::env::temp_dir(), cause))
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.0.path()
    }
}
