//! A picture is a PNG, JPEG or SVG file, carried inside the page, or one that we draw.

use super::Writer;
use crate::digest::base64;
use crate::furniture::File;
use crate::length::Pt;
use crate::picture::{qr_in_modules, svg};

/// The width a picture is drawn for: with the page's text, its smallest letters are 14 pixels high.
const BROAD: Pt = Pt(500.0);
/// The same for a telephone, 360 pixels wide.
const SLIM: Pt = Pt(260.0);

impl Writer<'_> {
    /// A QR code: for paper alone, since a screen has links. The styles say how large it is.
    pub(super) fn qr(&mut self, text: &str) {
        if let Some(code) = qr_in_modules(text) {
            self.raw(&svg::part(&code, "qr"));
        }
    }

    /// A picture that we draw, laid out twice: the styles show the one that fits.
    pub(super) fn drawing(&mut self, source: &str, alternative: &str) {
        let Some(picture) = self.files.get(source).and_then(File::picture) else {
            self.raw("<p class=\"missing\">");
            self.text(alternative);
            return self.raw("</p>\n");
        };
        self.raw("<div class=\"drawing\" role=\"img\"");
        self.attribute("aria-label", alternative);
        self.raw(">\n");
        for (width, class) in [(BROAD, "broad"), (SLIM, "slim")] {
            self.raw(&svg::part(&picture.draw(width), class));
        }
        self.raw("</div>\n");
    }
}

/// The file as a `data:` address; none for what is no picture. Of an SVG file only what is seen goes into the page, and a
/// browser runs nothing in a picture.
pub(super) fn data_address(file: &File) -> Option<String> {
    match file {
        File::Read(bytes) => address_of_pixels(bytes),
        File::Vector { picture, .. } => {
            Some(format!("data:image/svg+xml;base64,{}", base64(picture.file().as_bytes())))
        }
        File::Drawn(_) => None,
    }
}

/// A PNG or JPEG file as a `data:` address; none for anything else.
pub(super) fn address_of_pixels(file: &[u8]) -> Option<String> {
    let kind = if file.starts_with(b"\x89PNG\r\n\x1a\n") {
        "png"
    } else if file.starts_with(b"\xff\xd8\xff") {
        "jpeg"
    } else {
        return None;
    };
    Some(format!("data:image/{kind};base64,{}", base64(file)))
}
