//! QR codes: an address or a fingerprint for a telephone's camera (ISO/IEC 18004).

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use qrcodegen::{QrCode, QrCodeEcc};

use super::drawing::{Drawing, Fill, Shape};
use crate::length::{Area, Pt};

/// The light modules around a code.
const QUIET_ZONE: i32 = 4;

/// How many codes are remembered before it begins anew: some 2 MB, and far more than a plan shows.
const REMEMBERED: usize = 500;

/// Codes made before. To choose a code's mask takes longer than all else on a page, and every format shows the same.
static KNOWN: LazyLock<Mutex<HashMap<String, Option<Arc<QrCode>>>>> = LazyLock::new(Mutex::default);

/// The code of a text; none for more than a code holds.
fn code(text: &str) -> Option<Arc<QrCode>> {
    // whoever panicked while holding it left whole entries behind
    if let Some(known) = KNOWN.lock().unwrap_or_else(PoisonError::into_inner).get(text) {
        return known.clone();
    }
    // nobody waits for another's code
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok().map(Arc::new);
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if known.len() >= REMEMBERED {
        known.clear();
    }
    known.insert(text.to_owned(), code.clone());
    code
}

/// A text as a QR code of a side, the quiet zone included; none for more text than a code holds.
#[must_use]
pub fn qr(text: &str, side: Pt) -> Option<Drawing> {
    let code = code(text)?;
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
    Some(Drawing { width: side, height: side, shapes })
}
