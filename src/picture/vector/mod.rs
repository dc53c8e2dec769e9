//! Vector pictures: an SVG file reduced to filled outlines, without all that could act or lead elsewhere.
//!
//! Nothing is loaded: no system's font, no file, no address. Text is set in the faces that are handed in and becomes
//! outlines. Every renderer paints the same parts, so a picture looks the same on paper, in a page and in the preview.

mod flatten;
mod letters;
mod paint;
mod read;
mod survey;
mod write;

use std::sync::Arc;

pub use letters::Typeface;
pub use read::{Flaw, FlawKind, is_svg, read};

/// A picture made of outlines.
#[derive(Debug, Clone, PartialEq)]
pub struct Vector {
    /// Its width in pixels of 1/96 inch.
    pub width: f32,
    /// Its height in pixels of 1/96 inch.
    pub height: f32,
    /// What is seen, in painting order.
    pub items: Vec<Item>,
}

/// Every number in it is finite.
impl Eq for Vector {}

/// A part of a picture; lengths in pixels from the top left corner, y growing downwards.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// A painted area.
    Area {
        /// Its outline.
        outline: Outline,
        /// What it is painted with.
        paint: Paint,
        /// How much it hides of what is below it, from 0 to 1.
        opacity: f32,
    },
    /// A PNG or JPEG file.
    Pixels {
        /// The file.
        file: Arc<Vec<u8>>,
        /// Its width in its own pixels.
        width: f32,
        /// Its height in its own pixels.
        height: f32,
        /// From its own pixels to those of the picture.
        matrix: Matrix,
    },
    /// Parts that are seen within an outline only.
    Clipped {
        /// The outline.
        outline: Outline,
        /// The parts.
        items: Vec<Item>,
    },
    /// Parts that are put together first and then laid on what is below.
    Layer {
        /// The parts.
        items: Vec<Item>,
        /// How much they hide, from 0 to 1.
        opacity: f32,
        /// What lets them show through: nothing where it is black or empty, all where it is white.
        mask: Option<Vec<Item>>,
    },
}

/// How coordinates are turned into others: `[a, b, c, d, e, f]`, where x becomes ax + cy + e, and y bx + dy + f.
pub type Matrix = [f32; 6];

/// What an area is painted with.
#[derive(Debug, Clone, PartialEq)]
pub enum Paint {
    /// One colour in sRGB.
    Flat([u8; 3]),
    /// Colours that run into each other.
    Gradient(Gradient),
}

/// Colours that run into each other; beyond its ends the first and the last go on.
#[derive(Debug, Clone, PartialEq)]
pub struct Gradient {
    /// Along what they run.
    pub course: Course,
    /// From the course's coordinates to those of the picture.
    pub matrix: Matrix,
    /// Where on the course (from 0 to 1, never falling) which colour stands; two at least.
    pub stops: Vec<(f32, [u8; 3])>,
}

/// Along what the colours of a gradient run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Course {
    /// From one point to another: x and y of each.
    Line([f32; 4]),
    /// From one circle to another: x, y and radius of each.
    Circles([f32; 6]),
}

/// A path and what is its inside.
#[derive(Debug, Clone, PartialEq)]
pub struct Outline {
    /// Its segments.
    pub segments: Vec<Segment>,
    /// What is its inside.
    pub rule: Rule,
}

/// A segment of a path.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Segment {
    /// A new start.
    Move([f32; 2]),
    /// A straight line.
    Line([f32; 2]),
    /// A Bézier curve: two control points and the end.
    Curve([f32; 6]),
    /// Back to the start.
    Close,
}

/// What is inside a path that crosses itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// What the path runs around.
    NonZero,
    /// What is separated from the outside by an odd number of lines.
    EvenOdd,
}

impl Vector {
    /// The PNG and JPEG files in it.
    #[must_use]
    pub fn pixels(&self) -> Vec<&[u8]> {
        let mut files = Vec::new();
        let mut open = vec![self.items.as_slice()];
        while let Some(items) = open.pop() {
            for item in items {
                match item {
                    Item::Pixels { file, .. } => files.push(file.as_slice()),
                    Item::Clipped { items, .. } => open.push(items),
                    Item::Layer { items, mask, .. } => {
                        open.extend([items].into_iter().chain(mask).map(Vec::as_slice));
                    }
                    Item::Area { .. } => {}
                }
            }
        }
        files
    }

    /// The picture as an SVG file that holds nothing but what is seen.
    #[must_use]
    pub fn file(&self) -> String {
        write::file(self)
    }
}
