//! The typesetter: a document tree becomes [`pages::Pages`], and pages become a PDF.

pub mod faces;
pub mod pages;
mod save;

pub use save::save;
