//! Flattening: nested groups, strokes and text become painted areas in the picture's own coordinates.

use std::collections::BTreeSet;
use std::sync::Arc;

use usvg::tiny_skia_path::{Path, PathBuilder, PathSegment, Rect, Transform};
use usvg::{BlendMode, ClipPath, FillRule, Group, ImageKind, Mask, Node, PaintOrder, Tree};

use super::{Item, Outline, Paint, Rule, Segment};

/// How much finer than a pixel the outlines of curved strokes are.
const FINE: f32 = 8.0;
/// The most segments of all outlines together: a large map has a tenth of them.
const MOST_SEGMENTS: usize = 400_000;

/// Flattens one picture.
#[derive(Debug, Default)]
pub(super) struct Flattener {
    /// What is drawn more plainly than it was meant, each once.
    pub(super) flaws: BTreeSet<String>,
    segments: usize,
}

impl Flattener {
    /// All parts of a picture.
    ///
    /// # Errors
    /// When they are too many.
    pub(super) fn of_tree(&mut self, tree: &Tree) -> Result<Vec<Item>, String> {
        let items = self.group(tree.root(), Transform::identity());
        if self.is_full() { Err("it has more lines than any picture needs".to_owned()) } else { Ok(items) }
    }

    /// Whether nothing more is taken up.
    pub(super) fn is_full(&self) -> bool {
        self.segments > MOST_SEGMENTS
    }

    /// A group's parts; `outer` leads from where the group stands to the picture.
    fn group(&mut self, group: &Group, outer: Transform) -> Vec<Item> {
        // groups within groups can be very many and paint nothing
        self.segments += 1;
        let to_picture = outer.pre_concat(group.transform());
        let mut items = self.nodes(group, to_picture);
        if !group.filters().is_empty() {
            self.flaws.insert("shadows, blurs and other filters are left out".to_owned());
        }
        if group.blend_mode() != BlendMode::Normal {
            self.flaws.insert(
                "colours that should mix with those below them (`mix-blend-mode`) cover them".to_owned(),
            );
        }
        if items.is_empty() {
            return items;
        }
        if let Some(clip) = group.clip_path() {
            items = self.clipped(items, clip, to_picture);
        }
        let mask = group.mask().map(|mask| self.mask(mask, to_picture));
        let opacity = group.opacity().get();
        match (items.as_mut_slice(), mask) {
            (_, None) if opacity >= 1.0 => items,
            // nothing overlaps in it
            ([Item::Area { opacity: own, .. }], None) => {
                *own *= opacity;
                items
            }
            (_, mask) => vec![Item::Layer { items, opacity, mask }],
        }
    }

    /// What stands in a group; `to_picture` leads from the inside of the group to the picture.
    pub(super) fn nodes(&mut self, group: &Group, to_picture: Transform) -> Vec<Item> {
        let mut items = Vec::new();
        for node in group.children() {
            if self.is_full() {
                break;
            }
            match node {
                Node::Group(inner) => items.append(&mut self.group(inner, to_picture)),
                Node::Path(path) => self.path(path, to_picture, &mut items),
                Node::Text(text) => items.append(&mut self.group(text.flattened(), to_picture)),
                Node::Image(image) if image.is_visible() => {
                    if let ImageKind::PNG(file) | ImageKind::JPEG(file) = image.kind() {
                        let (width, height) = (image.size().width(), image.size().height());
                        let matrix = matrix(to_picture);
                        items.push(Item::Pixels { file: Arc::clone(file), width, height, matrix });
                    }
                }
                Node::Image(_) => {}
            }
        }
        items
    }

    /// A path's inside and its line, each as an area.
    fn path(&mut self, path: &usvg::Path, to_picture: Transform, items: &mut Vec<Item>) {
        if !path.is_visible() {
            return;
        }
        let mut fill = Vec::new();
        if let Some(inside) = path.fill() {
            let paint = (inside.paint(), inside.opacity().get());
            fill = self.area(path.data(), to_picture, inside.rule(), paint);
        }
        let mut line = Vec::new();
        if let Some(stroke) = path.stroke() {
            let (x, y) = to_picture.get_scale();
            // a line that has no outline has no length
            if let Some(outlined) = outlined(path.data(), stroke, x.max(y).max(0.01) * FINE) {
                let paint = (stroke.paint(), stroke.opacity().get());
                line = self.area(&outlined, to_picture, FillRule::NonZero, paint);
            }
        }
        if path.paint_order() == PaintOrder::StrokeAndFill {
            std::mem::swap(&mut fill, &mut line);
        }
        items.append(&mut fill);
        items.append(&mut line);
    }

    /// Parts within a clip path: an outline where it is one, else what it paints lets them through.
    fn clipped(&mut self, items: Vec<Item>, clip: &ClipPath, to_picture: Transform) -> Vec<Item> {
        let items = match clip.clip_path() {
            Some(outer) => self.clipped(items, outer, to_picture),
            None => items,
        };
        let inside = to_picture.pre_concat(clip.transform());
        if let Some(outline) = self.only_outline(clip.root(), inside) {
            return vec![Item::Clipped { outline, items }];
        }
        let mut mask = self.nodes(clip.root(), inside);
        whiten(&mut mask);
        vec![Item::Layer { items, opacity: 1.0, mask: Some(mask) }]
    }

    /// The outline of a clip path that is a single path.
    fn only_outline(&mut self, group: &Group, to_picture: Transform) -> Option<Outline> {
        match group.children() {
            [Node::Group(inner)] if inner.clip_path().is_none() => {
                self.only_outline(inner, to_picture.pre_concat(inner.transform()))
            }
            [Node::Path(path)] => {
                let rule = path.fill().map_or(FillRule::NonZero, usvg::Fill::rule);
                self.outline(path.data(), to_picture, rule)
            }
            _ => None,
        }
    }

    /// What lets through, in white and black.
    fn mask(&mut self, mask: &Mask, to_picture: Transform) -> Vec<Item> {
        let mut items = self.nodes(mask.root(), to_picture);
        if mask.kind() == usvg::MaskType::Alpha {
            whiten(&mut items);
        }
        if let Some(outer) = mask.mask() {
            let mask = Some(self.mask(outer, to_picture));
            items = vec![Item::Layer { items, opacity: 1.0, mask }];
        }
        match self.rectangle(mask.rect().to_rect(), to_picture) {
            Some(outline) => vec![Item::Clipped { outline, items }],
            None => Vec::new(),
        }
    }

    /// A rectangle as an outline.
    pub(super) fn rectangle(&mut self, rectangle: Rect, to_picture: Transform) -> Option<Outline> {
        self.outline(&PathBuilder::from_rect(rectangle), to_picture, FillRule::NonZero)
    }

    /// A path as an outline in the picture; none when it has no extent.
    pub(super) fn outline(&mut self, path: &Path, to_picture: Transform, rule: FillRule) -> Option<Outline> {
        self.segments += path.len();
        if self.is_full() {
            return None;
        }
        let path = path.clone().transform(to_picture)?;
        let rule = match rule {
            FillRule::NonZero => Rule::NonZero,
            FillRule::EvenOdd => Rule::EvenOdd,
        };
        Some(Outline { segments: segments(&path), rule })
    }
}

/// A transform as plain numbers.
pub(super) fn matrix(transform: Transform) -> [f32; 6] {
    [transform.sx, transform.ky, transform.kx, transform.sy, transform.tx, transform.ty]
}

/// The outline of a line, dashed where it is.
fn outlined(path: &Path, stroke: &usvg::Stroke, scale: f32) -> Option<Path> {
    let stroke = stroke.to_tiny_skia();
    match &stroke.dash {
        Some(dash) => path.dash(dash, scale)?.stroke(&stroke, scale),
        None => path.stroke(&stroke, scale),
    }
}

fn segments(path: &Path) -> Vec<Segment> {
    let mut segments = Vec::with_capacity(path.len());
    let mut last = [0.0; 2];
    for segment in path.segments() {
        let (end, segment) = match segment {
            PathSegment::MoveTo(to) => ([to.x, to.y], Segment::Move([to.x, to.y])),
            PathSegment::LineTo(to) => ([to.x, to.y], Segment::Line([to.x, to.y])),
            PathSegment::QuadTo(control, to) => {
                // the same curve with two control points
                let between = |from: f32, control: f32| from + (control - from) * 2.0 / 3.0;
                let first = [between(last[0], control.x), between(last[1], control.y)];
                let second = [between(to.x, control.x), between(to.y, control.y)];
                ([to.x, to.y], Segment::Curve([first[0], first[1], second[0], second[1], to.x, to.y]))
            }
            PathSegment::CubicTo(one, two, to) => {
                ([to.x, to.y], Segment::Curve([one.x, one.y, two.x, two.y, to.x, to.y]))
            }
            PathSegment::Close => (last, Segment::Close),
        };
        last = end;
        segments.push(segment);
    }
    segments
}

/// Paints everything white, so that what counts is where there is something, and how much of it.
fn whiten(items: &mut [Item]) {
    for item in items {
        match item {
            Item::Area { paint, .. } => *paint = Paint::Flat([255; 3]),
            Item::Clipped { items, .. } | Item::Layer { items, .. } => whiten(items),
            Item::Pixels { .. } => {}
        }
    }
}
