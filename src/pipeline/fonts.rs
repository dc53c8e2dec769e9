//! Fonts: the files that `fonts` and `fallback_fonts` in `backout.toml` name become faces.

use std::path::Path;

use super::shelf::Reader;
use super::surroundings::Surroundings;
use crate::config::{FACES, Value};
use crate::error::Error;
use crate::finding::{Finding, Severity, quote};
use crate::pdf::faces::{Chosen, Face, Faces, Unusable};
use crate::source::Place;

/// The rule that finds fonts that cannot be used.
const UNUSABLE_FONT: &str = "unusable-font";
/// The rule that finds families of which something is not there.
const INCOMPLETE_FONTS: &str = "incomplete-fonts";

/// Which place a face takes that is not there, from the next best on: bold, italic, both, monospaced and bold.
const INSTEAD: [(usize, &[usize]); 4] = [(1, &[0]), (2, &[0]), (3, &[1, 2, 0]), (5, &[4])];

/// Reads the fonts. One that cannot be used is a finding, since what it is for would look otherwise than was meant.
pub(super) fn read(reader: &mut Reader, own: &mut Surroundings) -> Result<(), Error> {
    let chosen = chosen(reader, own)?;
    let mut faces = Vec::new();
    for setting in own.config.fallback_fonts.clone() {
        let Value::Text(name) = &setting.value else { continue };
        faces.extend(face(reader, own, name, &setting.place)?);
    }
    if !faces.is_empty() || chosen.iter().any(Option::is_some) {
        own.faces = Faces::chosen(&chosen, &faces);
    }
    Ok(())
}

/// The faces of `fonts`; where one is not there, the next best of the same family.
fn chosen(reader: &mut Reader, own: &mut Surroundings) -> Result<Chosen, Error> {
    let mut chosen = Chosen::default();
    for (place, name) in own.config.fonts.0.clone().iter().enumerate() {
        let Some(name) = name else { continue };
        let face = face(reader, own, &name.name, &name.place)?;
        if face.as_ref().is_some_and(|face| face.file().starts_with(b"ttcf")) {
            own.findings.push(finding(&name.name, Some(Unusable::Collection), name.place.clone()));
        }
        chosen[place] = face;
    }
    let family = |face: &Option<Face>| face.as_ref().and_then(Face::family);
    own.theme.families = [family(&chosen[0]), family(&chosen[4])];
    let mut missing = Vec::new();
    for (place, others) in INSTEAD {
        let named = own.config.fonts.0[place].is_some();
        let instead = others.iter().find_map(|other| chosen[*other].clone());
        // what is next to a family of ours is ours
        let has_body = chosen[if place == 5 { 4 } else { 0 }].is_some();
        if let Some(face) = instead.filter(|_| !named && has_body) {
            chosen[place] = Some(face);
            missing.push(quote(FACES[place]));
        }
    }
    if let (Some(first), false) = (own.config.fonts.0.iter().flatten().next(), missing.is_empty()) {
        let message = format!("`fonts` names no file for {}", missing.join(", "));
        let finding = Finding::error(INCOMPLETE_FONTS, message, first.place.clone())
            .hint("name one for each: until then what is strong or emphasised looks like the rest");
        own.findings.push(Finding { severity: Severity::Warning, ..finding });
    }
    Ok(chosen)
}

/// The face of a file; none for one that cannot be used, which is reported.
fn face(
    reader: &mut Reader,
    own: &mut Surroundings,
    name: &str,
    place: &Place,
) -> Result<Option<Face>, Error> {
    let Some(root) = own.root.clone() else { return Ok(None) };
    let face = match reader.look(&root.join(name))? {
        Some(bytes) if !root.join(name).is_dir() => Face::read(bytes.to_vec(), 0).map_err(Some),
        _ => Err(None),
    };
    Ok(match face {
        Ok(face) => Some(face),
        Err(why) => {
            own.findings.push(finding(name, why, place.clone()));
            None
        }
    })
}

fn finding(name: &str, why: Option<Unusable>, place: Place) -> Finding {
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
        Some(Unusable::Collection) => (
            format!("{file} is a collection of fonts, and which of them is wanted cannot be said"),
            "give a file of one font (`.ttf`, `.otf`); tools such as `otc2otf` take a collection apart",
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
