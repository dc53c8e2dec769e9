//! Fonts: the files that `fallback_fonts` in `backout.toml` names become faces.

use std::path::Path;

use super::shelf::Reader;
use super::surroundings::Surroundings;
use crate::config::Value;
use crate::error::Error;
use crate::finding::{Finding, quote};
use crate::pdf::faces::{Face, Faces, Unusable};

/// The rule that finds fonts that cannot be used.
const UNUSABLE_FONT: &str = "unusable-font";

/// Reads the fallback fonts. One that cannot be used is a finding, since what it is for would be printed as boxes.
pub(super) fn read(reader: &mut Reader, own: &mut Surroundings) -> Result<(), Error> {
    let Some(root) = own.root.clone() else { return Ok(()) };
    let mut faces = Vec::new();
    for setting in &own.config.fallback_fonts {
        let Value::Text(name) = &setting.value else { continue };
        let face = match reader.look(&root.join(name))? {
            Some(bytes) if !root.join(name).is_dir() => Face::read(bytes.to_vec(), 0).map_err(Some),
            _ => Err(None),
        };
        match face {
            Ok(face) => faces.push(face),
            Err(why) => own.findings.push(finding(name, why, setting.place.clone())),
        }
    }
    if !faces.is_empty() {
        own.faces = Faces::with(&faces);
    }
    Ok(())
}

fn finding(name: &str, why: Option<Unusable>, place: crate::source::Place) -> Finding {
    let file = quote(Path::new(name).file_name().map_or(name.into(), |name| name.to_string_lossy()).as_ref());
    let (message, hint) = match why {
        None => (
            format!("there is no font {}", quote(name)),
            "give its path, relative to the folder of `backout.toml`",
        ),
        Some(Unusable::NoFont) => (
            format!("{file} is no font that can be read"),
            "give a TrueType or OpenType file (`.ttf`, `.otf`)",
        ),
        Some(Unusable::NoOutlines) => (
            format!("{file} has no outlines that can be embedded in a PDF"),
            "give a font with outlines: of emoji a monochrome one, of a variable font a static file",
        ),
        Some(Unusable::Restricted) => (
            format!("{file} must not be embedded in documents (its licence bits say so)"),
            "give a font that may be embedded, such as one under the SIL Open Font License",
        ),
    };
    Finding::error(UNUSABLE_FONT, message, place).hint(hint)
}
