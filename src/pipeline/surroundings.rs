//! Surroundings: what an organisation set up around its plans – `backout.toml`, templates, languages.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError};

use super::shelf::{Dependencies, Reader, Shelf};
use super::{Options, Run, fonts, seek, text};
use crate::config::Config;
use crate::error::Error;
use crate::finding::{Finding, quote};
use crate::furniture::{Accent, Theme};
use crate::length::Mm;
use crate::pdf;
use crate::pdf::faces::Faces;
use crate::plan::Defaults;
use crate::plan::model::Contingency;
use crate::plan::values::Percent;
use crate::source::{Source, SourceId, Sources};
use crate::template::{Languages, Templates};

/// The name of the configuration file; its folder is the root below which the plans lie.
const CONFIG: &str = "backout.toml";

/// Plans with the same configuration file and template folder share their surroundings.
pub(super) type Key = (Option<PathBuf>, Option<PathBuf>);

/// What an organisation set up around its plans.
#[derive(Debug, Default)]
pub(super) struct Surroundings {
    /// The folder of `backout.toml`.
    pub(super) root: Option<PathBuf>,
    /// What it says.
    pub(super) config: Config,
    /// What it fills in where a plan says nothing.
    pub(super) defaults: Defaults,
    /// The built-in templates and the user's.
    pub(super) templates: Templates,
    /// The built-in languages and the user's.
    pub(super) languages: Languages,
    /// The faces of the PDF: ours, and those of the fallback fonts.
    pub(super) faces: Faces,
    /// The files all this comes from; a plan's own come after them.
    pub(super) sources: Sources,
    /// How documents look.
    pub(super) theme: Theme,
    /// What is wrong with them.
    pub(super) findings: Vec<Finding>,
    /// What was looked at.
    pub(super) seen: Dependencies,
}

impl Surroundings {
    /// Whether everything it was read from is as it was.
    pub(super) fn is_current(&self, shelf: &Shelf) -> bool {
        self.seen.iter().all(|(path, before)| shelf.look(path).is_ok_and(|now| now == *before))
    }
}

impl Run<'_> {
    /// The surroundings of the plans in a folder, read once a run.
    pub(super) fn surroundings(&self, folder: &Path) -> Result<Arc<Surroundings>, Error> {
        let mut reader = Reader::new(&self.shelf);
        let config = nearest_config(folder, &mut reader)?;
        let given = self.options.templates.as_deref().map(seek::absolute);
        let key = (config, given);
        // held while reading: the next plan waits instead of reading the same
        let mut known = self.surroundings.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(surroundings) = known.get(&key) {
            return Ok(surroundings.clone());
        }
        let surroundings = Arc::new(read(&key, self.options, reader)?);
        known.insert(key, surroundings.clone());
        Ok(surroundings)
    }
}

/// What `backout.toml` says of a place, and where it lies.
#[derive(Debug, Clone, Default)]
pub struct Configured {
    /// What it says.
    pub config: Config,
    /// Its folder; none when there is no such file.
    pub root: Option<PathBuf>,
    /// The languages there are.
    pub languages: Languages,
    /// What is wrong with it.
    pub findings: Vec<Finding>,
    /// The texts the findings point into.
    pub sources: Sources,
}

impl Run<'_> {
    /// The configuration that counts for a plan or for a folder.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn configured(&self, path: &Path) -> Result<Configured, Error> {
        let path = seek::absolute(path);
        let folder = if path.is_dir() { path.as_path() } else { path.parent().unwrap_or(&path) };
        let own = self.surroundings(folder)?;
        Ok(Configured {
            config: own.config.clone(),
            root: own.root.clone(),
            languages: own.languages.clone(),
            findings: own.findings.clone(),
            sources: own.sources.clone(),
        })
    }
}

fn nearest_config(folder: &Path, reader: &mut Reader) -> Result<Option<PathBuf>, Error> {
    for folder in folder.ancestors() {
        let path = folder.join(CONFIG);
        if reader.look(&path)?.is_some() {
            return Ok(Some(path));
        }
    }
    Ok(None)
}

fn read((config, given): &Key, options: &Options, mut reader: Reader) -> Result<Surroundings, Error> {
    let mut own = Surroundings::default();
    // the configuration
    if let Some(path) = config {
        let bytes = reader.look(path)?.unwrap_or_default();
        let (id, fault) = text::add(&mut own.sources, text::shown(path, &options.folder), &bytes);
        let (config, findings) = Config::read(id, own.sources.get(id));
        own.findings = fault.map_or(findings, |fault| vec![fault]);
        own.root = path.parent().map(Path::to_owned);
        own.defaults = defaults(&config);
        own.config = config;
    }
    own.theme = theme(&mut own, &mut reader)?;
    // the templates
    let configured =
        own.config.templates.as_deref().zip(own.root.as_deref()).map(|(name, root)| root.join(name));
    if let Some(folder) = given.as_ref().or(configured.as_ref()).filter(|_| !reader.is_past()) {
        read_templates(folder, options, &mut reader, &mut own)?;
    }
    // the fonts
    if !reader.is_past() {
        fonts::read(&mut reader, &mut own)?;
    }
    own.seen = reader.seen;
    Ok(own)
}

/// How the organisation wants documents to look; its picture is read, and reported when it is none.
fn theme(own: &mut Surroundings, reader: &mut Reader) -> Result<Theme, Error> {
    let config = &own.config;
    let accent =
        config.accent.map(|colour| Accent { on_white: colour.rgb, in_the_dark: colour.in_the_dark().rgb });
    let edge = |width: Option<Mm>| width.map(|width| format!("{}mm", width.0));
    let edges = [edge(config.margins.binding), edge(config.margins.outer)];
    let mut theme = Theme {
        organisation: config.organisation.clone(),
        logo: None,
        accent,
        edges,
        families: [None, None],
    };
    let wanted = config.logo.clone().zip(own.root.as_deref()).filter(|_| !reader.is_past());
    if let Some((logo, root)) = wanted {
        let message = match reader.look(&root.join(&logo.name))? {
            None => Some(format!("there is no file {}", quote(&logo.name))),
            Some(bytes) if !pdf::is_picture(&bytes) => Some(format!("{} is no picture", quote(&logo.name))),
            Some(bytes) => {
                theme.logo = Some(bytes);
                None
            }
        };
        own.findings.extend(message.map(|message| {
            Finding::error(BAD_LOGO, message, logo.place.clone())
                .hint("a logo is a PNG or JPEG file, named from the folder of `backout.toml`")
        }));
    }
    Ok(theme)
}

/// The rule that finds logos that cannot be printed.
const BAD_LOGO: &str = "bad-logo";

fn defaults(config: &Config) -> Defaults {
    let (measured, estimated) = (config.contingency.measured, config.contingency.estimated);
    let given = measured.is_some() || estimated.is_some();
    Defaults {
        language: config.language.clone(),
        zone: config.zone.clone(),
        contingency: given
            .then(|| Contingency { measured: measured.map(Percent), estimated: estimated.map(Percent) }),
    }
}

/// Reads `*.md`, `parts/*.md` and `languages/*.yaml` of a template folder.
fn read_templates(
    folder: &Path,
    options: &Options,
    reader: &mut Reader,
    own: &mut Surroundings,
) -> Result<(), Error> {
    if reader.look(folder)?.is_none() || !folder.is_dir() {
        return Err(Error::usage(
            format!("there is no template folder `{}`", text::shown(folder, &options.folder)),
            "check `--templates`, or `templates` in `backout.toml`",
        ));
    }
    let mut add = |folder: &Path, extension: &str, sources: &mut Sources| -> Result<Vec<SourceId>, Error> {
        let mut ids = Vec::new();
        for name in reader.names(folder)? {
            let path = folder.join(&name);
            if path.extension().is_some_and(|it| it == extension) && path.is_file() {
                let bytes = reader.look(&path)?.unwrap_or_default();
                let (id, fault) = text::add(sources, text::shown(&path, &options.folder), &bytes);
                own.findings.extend(fault);
                ids.push(id);
            }
        }
        Ok(ids)
    };
    let mut templates = add(folder, "md", &mut own.sources)?;
    templates.extend(add(&folder.join("parts"), "md", &mut own.sources)?);
    let languages = add(&folder.join("languages"), "yaml", &mut own.sources)?;
    match Templates::new(&with_sources(&templates, &own.sources)) {
        Ok(read) => own.templates = read,
        Err(findings) => own.findings.extend(findings),
    }
    match Languages::new(&with_sources(&languages, &own.sources)) {
        Ok(read) => own.languages = read,
        Err(findings) => own.findings.extend(findings),
    }
    Ok(())
}

fn with_sources<'a>(ids: &[SourceId], sources: &'a Sources) -> Vec<(SourceId, &'a Source)> {
    ids.iter().map(|id| (*id, sources.get(*id))).collect()
}
