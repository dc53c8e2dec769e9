//! Paint: colours, gradients, and patterns, which are laid out tile by tile.

use usvg::tiny_skia_path::{Path, Rect, Transform};
use usvg::{BaseGradient, FillRule, Pattern};

use super::flatten::{Flattener, matrix};
use super::{Course, Gradient, Item, Outline, Paint};

/// The most tiles of a pattern in one area.
const MOST_TILES: f32 = 4000.0;
/// How far a tile's contents may stand out, in its own units.
const CLOSE: f32 = 0.001;
/// What stands for a pattern with more.
const GREY: [u8; 3] = [200; 3];

impl Flattener {
    /// A painted area.
    pub(super) fn area(
        &mut self,
        path: &Path,
        to_picture: Transform,
        rule: FillRule,
        (paint, opacity): (&usvg::Paint, f32),
    ) -> Vec<Item> {
        let Some(outline) = self.outline(path, to_picture, rule) else { return Vec::new() };
        match paint {
            usvg::Paint::Color(colour) => {
                let paint = Paint::Flat([colour.red, colour.green, colour.blue]);
                vec![Item::Area { outline, paint, opacity }]
            }
            usvg::Paint::LinearGradient(own) => {
                let course = Course::Line([own.x1(), own.y1(), own.x2(), own.y2()]);
                self.gradient(outline, course, own, to_picture, opacity)
            }
            usvg::Paint::RadialGradient(own) => {
                let course =
                    Course::Circles([own.fx(), own.fy(), own.fr().get(), own.cx(), own.cy(), own.r().get()]);
                self.gradient(outline, course, own, to_picture, opacity)
            }
            usvg::Paint::Pattern(pattern) => {
                let tiles = self.tiles(pattern, path.bounds(), to_picture);
                let Some(items) = tiles else {
                    self.flaws.insert("a pattern of very many tiles is drawn as a grey area".to_owned());
                    return vec![Item::Area { outline, paint: Paint::Flat(GREY), opacity }];
                };
                let clipped = vec![Item::Clipped { outline, items }];
                if opacity < 1.0 {
                    vec![Item::Layer { items: clipped, opacity, mask: None }]
                } else {
                    clipped
                }
            }
        }
    }

    fn gradient(
        &mut self,
        outline: Outline,
        course: Course,
        own: &BaseGradient,
        to_picture: Transform,
        opacity: f32,
    ) -> Vec<Item> {
        if own.spread_method() != usvg::SpreadMethod::Pad {
            self.flaws.insert("a gradient that should be repeated runs once".to_owned());
        }
        let matrix = matrix(to_picture.pre_concat(own.transform()));
        let of = |colour: &dyn Fn(&usvg::Stop) -> [u8; 3]| {
            let stops = own.stops().iter().map(|stop| (stop.offset().get(), colour(stop))).collect();
            Paint::Gradient(Gradient { course, matrix, stops })
        };
        let paint = of(&|stop| [stop.color().red, stop.color().green, stop.color().blue]);
        let opacities: Vec<f32> = own.stops().iter().map(|stop| stop.opacity().get()).collect();
        let first = opacities.first().copied().unwrap_or(1.0);
        if opacities.iter().all(|other| (other - first).abs() < f32::EPSILON) {
            return vec![Item::Area { outline, paint, opacity: opacity * first }];
        }
        // how much it hides runs from one to the other like a colour
        let shade = of(&|stop| [(stop.opacity().get() * 255.0).round() as u8; 3]);
        let mask = vec![Item::Area { outline: outline.clone(), paint: shade, opacity: 1.0 }];
        let items = vec![Item::Area { outline, paint, opacity: 1.0 }];
        vec![Item::Layer { items, opacity, mask: Some(mask) }]
    }

    /// The tiles of a pattern that cover an area; none when they are too many.
    fn tiles(&mut self, pattern: &Pattern, area: Rect, to_picture: Transform) -> Option<Vec<Item>> {
        let (tile, back) = (pattern.rect(), pattern.transform().invert()?);
        let area = area.transform(back)?;
        let span = |from: f32, to: f32, start: f32, step: f32| {
            (((from - start) / step).floor(), ((to - start) / step).ceil())
        };
        let (left, right) = span(area.left(), area.right(), tile.x(), tile.width());
        let (top, bottom) = span(area.top(), area.bottom(), tile.y(), tile.height());
        // what is no number is no less either
        let few = (right - left) * (bottom - top) <= MOST_TILES;
        if !few {
            return None;
        }
        let whole = Rect::from_xywh(0.0, 0.0, tile.width(), tile.height())?;
        let inner = pattern.root().stroke_bounding_box();
        let stays_inside = inner.left() >= -CLOSE
            && inner.top() >= -CLOSE
            && inner.right() <= whole.right() + CLOSE
            && inner.bottom() <= whole.bottom() + CLOSE;
        let mut items = Vec::new();
        for row in top as i32..bottom as i32 {
            for column in left as i32..right as i32 {
                if self.is_full() {
                    return Some(items);
                }
                let x = tile.x() + column as f32 * tile.width();
                let y = tile.y() + row as f32 * tile.height();
                let place = to_picture.pre_concat(pattern.transform()).pre_translate(x, y);
                let inside = self.nodes(pattern.root(), place);
                if stays_inside && all_flat(&inside) {
                    join(&mut items, inside);
                } else if let Some(outline) = self.rectangle(whole, place).filter(|_| !inside.is_empty()) {
                    items.push(Item::Clipped { outline, items: inside });
                }
            }
        }
        Some(items)
    }
}

fn all_flat(items: &[Item]) -> bool {
    items.iter().all(|item| matches!(item, Item::Area { paint: Paint::Flat(_), .. }))
}

/// Joins the areas of a tile with those of the tiles before it: painted together, there is no seam between them.
fn join(items: &mut Vec<Item>, tile: Vec<Item>) {
    if items.is_empty() {
        *items = tile;
        return;
    }
    for (joined, area) in items.iter_mut().zip(tile) {
        if let (Item::Area { outline, .. }, Item::Area { outline: more, .. }) = (joined, area) {
            outline.segments.extend(more.segments);
        }
    }
}
