//! The pictures of a plan: what their files show, and what of it cannot be shown.

use std::sync::Arc;

use crate::finding::quote;
use crate::furniture::File;
use crate::pdf;
use crate::pdf::faces::Faces;
use crate::picture::vector::{self, Flaw, FlawKind};
use crate::source::Place;

/// What is wrong with a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where the plan, a library file or a how-to copy names it.
    pub place: Option<Place>,
    /// What, in words.
    pub message: String,
    /// How bad that is.
    pub kind: FlawKind,
}

/// What a file shows, and what is wrong with it; the letters of an SVG file are set in these faces.
#[must_use]
pub fn read(address: &str, file: &Arc<[u8]>, faces: &Faces) -> (Option<File>, Vec<Fault>) {
    let name = quote(address);
    let fault = |message: String, kind| Fault { place: None, message, kind };
    match look(file, faces) {
        Ok((shown, flaws)) => {
            // one for what is lost and one for what is plainer
            let told = [
                (FlawKind::Lost, "of the picture {} not all is shown"),
                (FlawKind::Plainer, "the picture {} is shown more plainly"),
            ];
            let told = told.into_iter().filter_map(|(kind, words)| {
                let flaws: Vec<String> =
                    flaws.iter().filter(|flaw| flaw.kind == kind).map(in_words).collect();
                let message = format!("{}: {}", words.replace("{}", &name), flaws.join("; "));
                (!flaws.is_empty()).then(|| fault(message, kind))
            });
            (Some(shown), told.collect())
        }
        Err(reason) => {
            (None, vec![fault(format!("the picture {name} cannot be shown: {reason}"), FlawKind::Lost)])
        }
    }
}

fn in_words(flaw: &Flaw) -> String {
    let line = flaw.line.map(|line| format!(" (line {line} of the file)")).unwrap_or_default();
    format!("{}{line}", flaw.what)
}

fn look(file: &Arc<[u8]>, faces: &Faces) -> Result<(File, Vec<Flaw>), String> {
    if !vector::is_svg(file) {
        let reason = "it is neither a PNG, a JPEG nor an SVG file, or a broken one";
        return if pdf::is_picture(file) {
            Ok((File::Read(file.clone()), Vec::new()))
        } else {
            Err(reason.into())
        };
    }
    let (picture, mut flaws) = vector::read(file, &faces.typefaces())?;
    if picture.pixels().into_iter().any(|pixels| !pdf::is_picture(pixels)) {
        flaws.push(Flaw { what: "a picture inside it is broken".into(), line: None, kind: FlawKind::Lost });
    }
    Ok((File::Vector { file: file.clone(), picture: Arc::new(picture) }, flaws))
}
