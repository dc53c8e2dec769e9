//! The page's furniture: head, foot, tabs and the line that says where a phase goes on.

use crate::furniture::Furniture;
use crate::picture::{Shape as Drawn, qr_of_fingerprint};

use super::elements::{Elements, ROOT};
use super::faces::MONO;
use super::hyphenate::Hyphenation;
use super::line::{Align, CAPITALS, Setting, lines};
use super::measure::{cut, measure};
use super::pages::{Across, Area, Artifact, Colour, Mm, Owner, Pt, Run, Shape};
use super::pictures::Placed;
use super::strip::{Mark, Strip, stack};
use super::style::Style;
use super::text::{Ink, Text, Wording};

/// What the furniture of all pages is made from.
pub(super) struct Furnisher<'a> {
    pub(super) style: &'a Style,
    pub(super) furniture: &'a Furniture,
    pub(super) elements: &'a Elements,
    /// The organisation's picture: its index, and its size in pixels.
    pub(super) logo: Option<Placed>,
    /// The index of the page.
    pub(super) page: usize,
    /// How many pages there are.
    pub(super) pages: usize,
}

/// Between the parts of a head or foot.
const GAP: Pt = Pt(14.0);
/// Between a baseline and the rule beside it.
const RULE: Pt = Pt(8.0);
/// The height of a tab, and from tab to tab.
const TAB: (Pt, Pt) = (Pt(44.0), Pt(50.0));
/// The width of a tab.
const TAB_WIDTH: Pt = Pt(24.0);

/// The colour of what is written across a page: black text over it has a contrast of 16:1, the palest text of
/// pictures one of 7:1 (WCAG 2.1, 1.4.3 asks for 4.5:1).
const FAINT: Colour = Colour(228, 228, 228);
/// The part of the text's diagonal it takes, and the largest it gets.
const ACROSS: f32 = 0.72;
const ACROSS_SIZE: Pt = Pt(150.0);

/// The side of the fingerprint's code, and from its foot to the paper's: what a laser printer leaves white.
const CODE: Pt = Mm(16.0).pt();
const CODE_BELOW: Pt = Pt(10.0);

/// The organisation's picture is no higher.
const LOGO_HEIGHT: Pt = Pt(22.0);

/// The whole fingerprint as a code.
fn code_at(fingerprint: &str, (x, y): (Pt, Pt), owner: Owner) -> Option<Mark> {
    let drawing = qr_of_fingerprint(fingerprint, CODE)?;
    let shapes = drawing.shapes.into_iter().filter_map(|shape| match shape {
        Drawn::Polygons { rings, .. } => {
            Some(Shape::Polygon { rings, fill: Some(Colour::BLACK), stroke: None })
        }
        _ => None,
    });
    let mut mark = Mark::new(owner, shapes.collect());
    mark.shift(x, y);
    Some(mark)
}

impl Furnisher<'_> {
    /// The left edge of the text.
    pub(super) fn left(&self) -> Pt {
        self.style.left_edge(self.page)
    }

    /// The mark of a plan that is not approved, across the page from its lower left.
    pub(super) fn across(&self) -> Option<Across> {
        let words = self.furniture.mark.as_ref()?;
        let (width, height) = (self.style.text_width(), self.style.text_height());
        let slope = (height / width).atan();
        let length = Pt(width.0.hypot(height.0)) * ACROSS;
        let ink = |size| Ink { colour: FAINT, ..Ink::bold(size) };
        let natural = measure(Text::of(words, ink(Pt(100.0)), Wording::Whole, ROOT)).widest_line();
        let size = (Pt(100.0) * (length / natural.max(Pt(1.0)))).min(ACROSS_SIZE);
        let text = Text::of(words, ink(size), Wording::Whole, ROOT);
        let (natural, owner) = (measure(text.clone()).widest_line(), Owner::Artifact(Artifact::Pagination));
        let marks = self.line(text, Align::Start, Pt::ZERO, natural + size, Pt::ZERO, owner);
        let (sine, cosine) = slope.sin_cos();
        let middle = (self.left() + width / 2.0, self.style.top_edge + height / 2.0);
        let turned = |run: Run| {
            // along the words and up from their middle
            let (along, up) = (run.x - natural / 2.0, size * -CAPITALS / 2.0);
            let x = middle.0 + along * cosine - up * sine;
            Run { x, y: middle.1 - along * sine - up * cosine, ..run }
        };
        let shapes = marks.into_iter().flat_map(|mark| mark.shapes);
        let runs =
            shapes.filter_map(|shape| if let Shape::Run(run) = shape { Some(turned(run)) } else { None });
        Some(Across { runs: runs.collect(), turn: slope.to_degrees() })
    }

    /// That a page is blank because the next one is to be the back of a sheet.
    pub(super) fn left_blank(&self) -> Vec<Mark> {
        let text =
            Text::of(&self.furniture.words.blank_page, Ink::plain(self.style.small), Wording::Title, ROOT);
        let (width, height) = (self.style.text_width(), self.style.text_height());
        let y = self.style.top_edge + height / 2.0;
        self.line(text, Align::Centre, self.left(), width, y, Owner::Artifact(Artifact::Pagination))
    }

    /// The head of a page: what plan it is at the left, what must not be forgotten at the right.
    pub(super) fn head(&self) -> Vec<Mark> {
        let owner = Owner::Artifact(Artifact::Header);
        let y = self.style.head_baseline;
        let (left, width) = (self.left(), self.style.text_width());
        let size = Ink::plain(self.style.furniture);
        let mut marks = Vec::new();
        let mut free = width;
        if let Some(words) = &self.furniture.head {
            let text = self.last_word_bold(words);
            free = free - measure(text.clone()).widest_line() - GAP;
            marks.append(&mut self.line(text, Align::End, left, width, y, owner));
        }
        if let Some(mark) = &self.furniture.mark {
            let text = Text::of(mark, Ink::bold(self.style.least), Wording::Title, ROOT);
            let mark_width = measure(text.clone()).widest_line();
            let x = left + (width - mark_width) / 2.0;
            free = free.min(x - left - GAP);
            marks.append(&mut self.line(text, Align::Start, x, mark_width + Pt(1.0), y, owner));
            let area =
                Area { x: x - Pt(6.0), y: y - Pt(11.0), width: mark_width + Pt(12.0), height: Pt(15.0) };
            marks.push(Mark::new(owner, vec![Shape::frame(area, self.style.medium)]));
        }
        let mut words: Vec<&str> = self.furniture.id.as_deref().into_iter().collect();
        // the first page says it large, right below
        if self.page > 0 || words.is_empty() {
            words.push(&self.furniture.title);
        }
        let text = Text::of(&words.join(" · "), size, Wording::Title, ROOT);
        marks.append(&mut self.line(cut(text, free), Align::Start, left, width, y, owner));
        if let Some(extract) = &self.furniture.extract {
            // a line of its own, for nobody must take it for the whole
            let text = Text::of(extract, Ink::bold(self.style.furniture), Wording::Title, ROOT);
            let above = y - self.style.furniture * 1.5;
            marks.append(&mut self.line(cut(text, width), Align::Start, left, width, above, owner));
        }
        marks.push(Mark::new(owner, vec![Shape::rule(left, y + RULE, width, self.style.medium * 0.75)]));
        if self.page == 0 {
            marks.extend(self.logo(left + width, y - self.style.furniture - GAP / 3.0));
        }
        marks
    }

    /// The organisation's picture, its right bottom corner at a place: between the head and the paper's end.
    fn logo(&self, right: Pt, bottom: Pt) -> Option<Mark> {
        let (picture, (across, down)) = self.logo?;
        let height = (bottom - CODE_BELOW).min(LOGO_HEIGHT);
        let width = (height * (across / down)).min(self.style.text_width() / 3.0);
        let height = width * (down / across);
        let area = Area { x: right - width, y: bottom - height, width, height };
        Some(Mark::new(Owner::Artifact(Artifact::Header), vec![Shape::Picture { picture, area }]))
    }

    /// The foot of a page but for its number: which copy it is, who may read it, how to check it.
    pub(super) fn foot(&self) -> Vec<Mark> {
        let owner = Owner::Artifact(Artifact::Footer);
        let y = self.style.paper.size().height - self.style.foot_baseline;
        let left = self.left();
        let size = self.style.furniture;
        let mut marks = Vec::new();
        let mut width = self.foot_width();
        if let Some(code) = self.code() {
            let corner = (left + width + GAP / 2.0, self.style.paper.size().height - CODE_BELOW - CODE);
            marks.extend(code_at(code, corner, owner));
        }
        let rule = Shape::rule(left, y - size - RULE * 0.6, width, self.style.medium * 0.75);
        marks.push(Mark::new(owner, vec![rule]));
        let third = width / 3.0;
        let copy = cut(self.copy(), third + GAP);
        let copy_width = measure(copy.clone()).widest_line();
        marks.append(&mut self.line(copy, Align::Start, left, width, y, owner));
        if let Some(words) = &self.furniture.classification {
            let text = Text::of(words, Ink::plain(size), Wording::Title, ROOT);
            let sides = copy_width.max(third * 0.8) + GAP;
            let text = cut(text, width - sides * 2.0);
            marks.append(&mut self.line(text, Align::Centre, left, width, y, owner));
        }
        let below = y + size * 1.35;
        if let Some(name) = &self.furniture.theme.organisation {
            let text = cut(Text::of(name, Ink::plain(size), Wording::Title, ROOT), third);
            let name_width = measure(text.clone()).widest_line();
            marks.append(&mut self.line(text, Align::End, left, width, below, owner));
            width = width - name_width - GAP;
        }
        let Some(fingerprint) = self.furniture.fingerprint.as_deref() else { return marks };
        let verify = self.furniture.words.verify.replace("{fingerprint}", fingerprint);
        let text = Text::of(verify.trim_end(), Ink::plain(size), Wording::Title, ROOT);
        marks.append(&mut self.line(cut(text, width), Align::Start, left, width, below, owner));
        marks
    }

    /// The page's number at the foot's right.
    pub(super) fn numbered(&self) -> Vec<Mark> {
        let y = self.style.paper.size().height - self.style.foot_baseline;
        let owner = Owner::Artifact(Artifact::Footer);
        self.line(self.number(), Align::End, self.left(), self.foot_width(), y, owner)
    }

    /// The fingerprint that the first page shows as a code.
    fn code(&self) -> Option<&str> {
        self.furniture.whole_fingerprint.as_deref().filter(|_| self.page == 0)
    }

    /// How wide the foot's lines are: to the text's right edge or to the code.
    fn foot_width(&self) -> Pt {
        let width = self.style.text_width();
        if self.code().is_some() { width - CODE - GAP / 2.0 } else { width }
    }

    /// Pages with the same of these have the same head, and the same foot but for its number.
    pub(super) fn kind(&self) -> (bool, bool) {
        (self.page == 0, self.style.is_back(self.page))
    }

    /// Id, revision and fingerprint.
    fn copy(&self) -> Text {
        let Furniture { id, revision, fingerprint, .. } = self.furniture;
        let plain = Ink::plain(self.style.furniture);
        let mut text = Text::default();
        for (words, ink) in [(id, plain), (revision, plain), (fingerprint, Ink { face: MONO, ..plain })] {
            let Some(words) = words else { continue };
            if !text.string.is_empty() {
                text.push(" · ", plain, Wording::Title, ROOT);
            }
            text.push(words, ink, Wording::Title, ROOT);
        }
        text
    }

    /// "Page 3 of 6", the 3 in bold.
    fn number(&self) -> Text {
        let plain = Ink::plain(self.style.furniture);
        let (before, pages) = self.numbering(self.pages);
        let words = self.furniture.words.page.replace("{pages}", &pages.to_string());
        let mut text = Text::default();
        let mut parts = words.splitn(2, "{page}");
        text.push(parts.next().unwrap_or_default(), plain, Wording::Title, ROOT);
        if let Some(rest) = parts.next() {
            text.push(&(before + self.page + 1).to_string(), plain.strong(), Wording::Title, ROOT);
            text.push(rest, plain, Wording::Title, ROOT);
        }
        text
    }

    /// How many pages come before the first, and how many there are in all.
    fn numbering(&self, pages: usize) -> (usize, usize) {
        self.furniture.bound.as_ref().map_or((0, pages), |bound| (bound.before, bound.pages))
    }

    /// "decide by 00:13", the time in bold.
    fn last_word_bold(&self, words: &str) -> Text {
        let plain = Ink::plain(self.style.furniture);
        let split = words.rfind(' ').map_or(0, |at| at + 1);
        let (before, last) = words.split_at(split);
        let counts = last.contains(|c: char| c.is_ascii_digit());
        let mut text = Text::of(before, plain, Wording::Title, ROOT);
        text.push(last, if counts { plain.strong() } else { plain }, Wording::Title, ROOT);
        text
    }

    /// "continued on page 4", at a height within the text.
    pub(super) fn continued(&self, y: Pt) -> Vec<Mark> {
        let words = self
            .furniture
            .words
            .continued_on
            .replace("{page}", &(self.numbering(0).0 + self.page + 2).to_string());
        if words.is_empty() {
            return Vec::new();
        }
        let ink = Ink::plain(self.style.small);
        let text = Text::of(&format!("{words} ▸"), ink, Wording::Title, ROOT);
        let (left, width) = (self.left(), self.style.text_width());
        let baseline = self.style.top_edge + y + super::paginate::CONTINUED - Pt(4.0);
        self.line(text, Align::End, left, width, baseline, Owner::Artifact(Artifact::Pagination))
    }

    /// The tabs at the outer edge: white on black, each at the height of its letter.
    pub(super) fn tabs<'t>(&self, tabs: impl IntoIterator<Item = &'t str>) -> Vec<Mark> {
        let places = ((self.style.text_height() / TAB.1) as usize).max(1);
        if let Some(bound) = &self.furniture.bound {
            let y = self.style.top_edge + TAB.1 * (bound.place % places) as f32;
            return bound.tab.iter().flat_map(|tab| self.tab(tab, y)).collect();
        }
        let mut marks = Vec::new();
        for tab in tabs {
            let letter = tab.chars().next().unwrap_or(' ').to_ascii_uppercase();
            let y = match letter {
                'A'..='Z' => self.style.top_edge + TAB.1 * ((letter as usize - 'A' as usize) % places) as f32,
                // what is no phase stands above all of them
                _ => self.style.top_edge - TAB.1,
            };
            marks.append(&mut self.tab(tab, y));
        }
        marks
    }

    /// A tab at a height.
    fn tab(&self, tab: &str, y: Pt) -> Vec<Mark> {
        let owner = Owner::Artifact(Artifact::Pagination);
        let paper = self.style.paper.size();
        let x = if self.style.is_back(self.page) { Pt::ZERO } else { paper.width - TAB_WIDTH };
        let area = Area { x, y, width: TAB_WIDTH, height: TAB.0 };
        let mut marks = vec![Mark::new(owner, vec![Shape::fill(area, self.style.accent)])];
        let ink = Ink { colour: Colour::WHITE, ..Ink::bold(Pt(15.0)) };
        let mut text = Text::of(tab, ink, Wording::Whole, ROOT);
        let natural = measure(text.clone()).widest_line();
        text.scale(((TAB_WIDTH - Pt(4.0)) / natural.max(Pt(1.0))).min(1.0));
        let size = text.spans.first().map_or(Pt::ZERO, |span| span.ink.size);
        let baseline = y + (TAB.0 + size * CAPITALS) / 2.0;
        marks.append(&mut self.line(text, Align::Centre, area.x, area.width, baseline, owner));
        marks
    }

    /// One line of text on a baseline.
    fn line(&self, text: Text, align: Align, x: Pt, width: Pt, baseline: Pt, owner: Owner) -> Vec<Mark> {
        if text.is_blank() {
            return Vec::new();
        }
        let setting = Setting { width, leading: 1.0, align, hyphenation: Hyphenation::Off };
        let mut strip: Strip = stack(lines(&measure(text), &setting, self.elements));
        strip.shift(x, baseline - strip.baseline);
        strip.marks.into_iter().map(|mark| Mark::new(owner, mark.shapes)).collect()
    }
}
