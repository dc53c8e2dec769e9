//! Pictures that we draw ourselves: the same shapes as SVG and on paper, laid out for the width there is.
//!
//! What a picture shows is plain data ([`Picture`]): times, names and words, put together by whoever knows the plan.
//! [`Picture::draw`] lays it out for a width as a [`Drawing`], which [`svg`] writes down and `pdf` paints. Nothing
//! here is told by colour alone.

// the pictures
mod contact_path;
mod matrix;
mod qr;
mod strip;
mod timeline;

// what they are made of
mod axis;
mod drawing;
mod letters;
mod marks;

pub mod svg;

// the user's
pub mod vector;

pub use axis::{Axis, Tick};
pub use contact_path::{Call, ContactPath, End};
pub use drawing::{Anchor, Drawing, Fill, Label, Pen, Shape, Tone, Weight};
pub use marks::{Mark, MarkKind};
pub use matrix::{Matrix, MatrixRow, Uncovered};
pub use qr::{prepare_qr_of_fingerprint, qr, qr_in_modules, qr_of_fingerprint};
pub use strip::{Bar, BarKind, Strip};
pub use timeline::{Part, Row, Timeline};

use crate::length::Pt;

/// What a picture shows.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Picture {
    /// The decision strip.
    Strip(Strip),
    /// The timeline of change and backout.
    Timeline(Timeline),
    /// Who is called one after the other.
    ContactPath(ContactPath),
    /// What covers what.
    Matrix(Matrix),
}

impl Picture {
    /// Lays the picture out for a width.
    #[must_use]
    pub fn draw(&self, width: Pt) -> Drawing {
        match self {
            Self::Strip(strip) => strip.draw(width),
            Self::Timeline(timeline) => timeline.draw(width),
            Self::ContactPath(path) => path.draw(width),
            Self::Matrix(matrix) => matrix.draw(width),
        }
    }
}
