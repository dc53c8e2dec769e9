//! Pictures that we draw ourselves: the same shapes as SVG and on paper, laid out for the width there is.
//!
//! What a picture shows is plain data ([`Picture`]): times, names and words, put together by whoever knows the plan.
//! [`Picture::draw`] lays it out for a width as a [`Drawing`], which [`svg`] writes down and `pdf` paints. Nothing
//! here is told by colour alone.

mod axis;
mod drawing;
mod letters;
mod strip;
pub mod svg;

pub use axis::{Axis, Tick};
pub use drawing::{Anchor, Drawing, Fill, Label, Pen, Shape, Tone, Weight};
pub use strip::{Bar, BarKind, Mark, MarkKind, Strip};

use crate::length::Pt;

/// What a picture shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picture {
    /// The decision strip.
    Strip(Strip),
}

impl Picture {
    /// Lays the picture out for a width.
    #[must_use]
    pub fn draw(&self, width: Pt) -> Drawing {
        match self {
            Self::Strip(strip) => strip.draw(width),
        }
    }
}
