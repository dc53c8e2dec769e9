//! QR codes: an address or a fingerprint for a telephone's camera (ISO/IEC 18004).

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, OnceLock, PoisonError};

use qrcodegen::{QrCode, QrCodeEcc};

use super::drawing::{Drawing, Fill, Shape};
use crate::length::{Area, Pt};

/// The light modules around a code.
const QUIET_ZONE: i32 = 4;

/// How many codes are remembered before it begins anew: some 2 MB, and far more than a plan shows.
const REMEMBERED: usize = 500;

/// A code; nothing in it for more text than a code holds.
type Code = Arc<OnceLock<Option<QrCode>>>;

/// Codes made before, or being made. To choose a code's mask takes longer than all else on a page, and every format shows
/// the same.
static KNOWN: LazyLock<Mutex<HashMap<String, Code>>> = LazyLock::new(Mutex::default);

/// The code of a text; who asks for one that is just being made waits for it.
fn code(text: &str) -> Code {
    // whoever panicked while holding it left whole entries behind
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    let code = known.get(text).cloned().unwrap_or_else(|| {
        if known.len() >= REMEMBERED {
            known.clear();
        }
        known.entry(text.to_owned()).or_default().clone()
    });
    drop(known);
    code.get_or_init(|| QrCode::encode_text(text, QrCodeEcc::Medium).ok());
    code
}

/// A fingerprint as a QR code of a side. Capitals make it smaller (ISO/IEC 18004, 7.3.4).
#[must_use]
pub fn qr_of_fingerprint(fingerprint: &str, side: Pt) -> Option<Drawing> {
    qr(&fingerprint.to_ascii_uppercase(), side)
}

/// Makes the code of a fingerprint, so that it is there when it is to be drawn.
pub fn prepare_qr_of_fingerprint(fingerprint: &str) {
    code(&fingerprint.to_ascii_uppercase());
}

/// A text as a QR code of a side, the quiet zone included; none for more text than a code holds.
#[must_use]
pub fn qr(text: &str, side: Pt) -> Option<Drawing> {
    Some(drawn(code(text).get()?.as_ref()?, side))
}

/// The same with modules of one point, to be scaled: whole numbers are written in few letters.
#[must_use]
pub fn qr_in_modules(text: &str) -> Option<Drawing> {
    let code = code(text);
    let code = code.get()?.as_ref()?;
    Some(drawn(code, Pt((code.size() + QUIET_ZONE * 2) as f32)))
}

fn drawn(code: &QrCode, side: Pt) -> Drawing {
    let modules = code.size() + QUIET_ZONE * 2;
    let edge = |module: i32| side * ((module + QUIET_ZONE) as f32 / modules as f32);
    let mut rings = Vec::new();
    for row in 0..code.size() {
        let mut column = 0;
        while column < code.size() {
            // dark modules side by side are one area, so that no hair line parts them
            let run = (column..code.size()).take_while(|x| code.get_module(*x, row)).count() as i32;
            if run > 0 {
                let (left, right) = (edge(column), edge(column + run));
                let (top, bottom) = (edge(row), edge(row + 1));
                rings.push(vec![(left, top), (right, top), (right, bottom), (left, bottom)]);
            }
            column += run.max(1);
        }
    }
    let area = Area { x: Pt::ZERO, y: Pt::ZERO, width: side, height: side };
    let ground = Shape::Rectangle { area, fill: Some(Fill::Light), edge: None };
    let shapes = vec![ground, Shape::Polygons { rings, fill: Fill::Dark }];
    Drawing { width: side, height: side, shapes }
}
