//! Document fingerprints: a digest of everything that shapes a document, so that a printout can be told from a newer one.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::attachments::Attachments;
use super::choice::{is_extracted, those_with_steps};
use super::shelf::Reader;
use super::{Opened, Run, pictures};
use crate::config::FACES;
use crate::error::Error;
use crate::facts::fingerprint;
use crate::pdf::style::Profile;
use crate::plan::values::Who;
use crate::template::Language;

/// A document as it would be made now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprinted {
    /// The kind of document.
    pub document: String,
    /// Whose extract of it; none for the whole.
    pub role: Option<String>,
    /// Its language.
    pub language: String,
    /// Its fingerprint, 64 hexadecimal digits.
    pub fingerprint: String,
}

impl Run<'_> {
    /// The fingerprint of every document that can be made of a plan, in every language there are words for and in every
    /// profile.
    ///
    /// None for a plan that cannot be loaded.
    ///
    /// # Errors
    /// When a how-to copy cannot be read.
    pub fn fingerprints(&self, opened: &Opened) -> Result<Vec<Fingerprinted>, Error> {
        let Some(plan) = &opened.plan else { return Ok(Vec::new()) };
        let mut attachments = Attachments::new(opened, Reader::new(&self.shelf));
        let copies = attachments.copies(plan, &mut Vec::new(), &self.options.folder)?;
        let pictures = match &opened.index {
            Some(index) => pictures::of_plan(index, &copies, &mut attachments)?,
            None => Vec::new(),
        };
        let surroundings = &opened.surroundings;
        let languages: Vec<&Language> =
            surroundings.languages.tags().filter_map(|tag| surroundings.languages.get(tag)).collect();
        let mut found = Vec::new();
        let mut roles = vec![None];
        roles.extend(those_with_steps(plan).into_iter().map(Some));
        for document in surroundings.templates.documents() {
            for role in roles.iter().filter(|role| role.is_none() || is_extracted(document)) {
                let role = role.as_ref();
                for (language, profile) in
                    languages.iter().flat_map(|language| Profile::ALL.map(|profile| (*language, profile)))
                {
                    found.push(Fingerprinted {
                        document: document.to_owned(),
                        role: role.map(|who| who.0.clone()),
                        language: language.code().to_owned(),
                        fingerprint: fingerprint(
                            opened,
                            document,
                            (language, profile),
                            role,
                            &copies,
                            &pictures,
                        ),
                    });
                }
            }
        }
        Ok(found)
    }
}

/// The document fingerprint: everything that shapes this document.
///
/// The built-in templates are covered by our version, the plan's rehearsals and waivers by its text. What the check
/// found is not covered: it follows from the texts, and, for a plan without a window, from the day. Nor is where to
/// publish, which shapes no document.
pub(super) fn fingerprint(
    opened: &Opened,
    document: &str,
    (language, profile): (&Language, Profile),
    role: Option<&Who>,
    copies: &BTreeMap<String, String>,
    pictures: &[Arc<[u8]>],
) -> String {
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("version", env!("CARGO_PKG_VERSION").as_bytes()),
        ("document", document.as_bytes()),
        ("language", language.code().as_bytes()),
    ];
    // the default says nothing, so that a document printed before there were profiles is still known
    parts.extend((profile != Profile::Default).then(|| ("profile", profile.name().as_bytes())));
    parts.extend(role.map(|who| ("extract", who.0.as_bytes())));
    let config = &opened.surroundings.config;
    let texts: Vec<Cow<str>> = opened.sources.iter().map(|(id, source)| config.shaping(id, source)).collect();
    parts.extend(texts.iter().map(|text| ("text", text.as_bytes())));
    for (place, face) in opened.surroundings.faces.from_files() {
        // of one that stands in only the order counts, and the parts are in order
        parts.extend(FACES.get(usize::from(place.0)).map(|name| ("face", name.as_bytes())));
        parts.push(("font", face.identity().as_bytes()));
    }
    parts.extend(opened.kept.iter().map(|(_, text)| ("approved", &**text)));
    parts.extend(copies.values().map(|copy| ("copy", copy.as_bytes())));
    parts.extend(pictures.iter().map(|picture| ("picture", &picture[..])));
    parts.extend(opened.surroundings.theme.logo.iter().map(|logo| ("logo", &logo[..])));
    fingerprint::document(&parts)
}
