//! The configuration is what `backout.toml` at the root of the plans says for all of them: the organisation's defaults.
//!
//! ```toml
//! organisation = "Example Ltd"
//! language = "en"                 # the language of the fixed words
//! zone = "Europe/Berlin"          # the time zone in which times are printed
//! classification = "internal"     # who may read the documents
//! paper = "a4"                    # "a5" or "letter"
//! profile = "default"             # how large the PDF is set: "strict" or "compact"
//! duplex = false                  # whether the PDF is printed on both sides
//! fields = true                   # whether the PDF can be filled in on a screen
//! attach_source = true            # whether the PDFs of runbook and review carry the plan as YAML
//! templates = "templates"         # a folder with templates and languages of your own
//! fallback_fonts = ["amiri.ttf"]  # fonts for characters that ours lack, in the order they are tried
//! logo = "logo.png"               # in the head of every first page; PNG or JPEG
//! accent = "#0b5fff"              # of headings and tabs; readable on white paper
//!
//! [margins]                       # of the PDF and of printed pages
//! binding = "30 mm"               # 25 mm at least on A4 and Letter, 14 mm on A5
//! outer = "15 mm"                 # 15 mm at least, 8 mm on A5
//!
//! [fonts]                         # that the PDF is set in, instead of ours
//! body = "sans.ttf"
//! bold = "sans-bold.ttf"          # and `italic`, `bold_italic`
//! mono = "mono.otf"               # and `mono_bold`
//!
//! [contingency]                   # added to every step
//! measured = "10 %"
//! estimated = "25 %"
//!
//! [rules]                         # the level of a rule: "off", "info", "warning", "error"
//! vague-phrase = "error"
//!
//! [publish.wiki]                  # one table a target
//! kind = "mediawiki"
//! ```
//!
//! Paths are relative to the file. An unknown key is an error; everything wrong is reported at once.

mod reader;
mod shaping;
mod syntax;
mod theme;
mod values;

pub use theme::{FACES, FileName, Fonts, Margins};
pub use values::{Colour, Contingency, Paper, Profile, Setting, Value};

use std::collections::BTreeMap;

use crate::finding::{self, Finding};
use crate::source::{Source, SourceId};
use crate::time::Zone;
use reader::Reader;
use values::Language;

/// The keys of the file.
const KEYS: [&str; 18] = [
    "organisation",
    "language",
    "zone",
    "classification",
    "paper",
    "profile",
    "duplex",
    "fields",
    "attach_source",
    "templates",
    "fallback_fonts",
    "logo",
    "accent",
    "margins",
    "fonts",
    "contingency",
    "rules",
    "publish",
];

/// What the organisation has set for all its plans.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Config {
    /// The organisation's name.
    pub organisation: Option<String>,
    /// The language of the fixed words.
    pub language: Option<String>,
    /// The time zone in which times are printed.
    pub zone: Option<Zone>,
    /// Who may read the documents.
    pub classification: Option<String>,
    /// The paper to print on.
    pub paper: Option<Paper>,
    /// How large a PDF is set.
    pub profile: Option<Profile>,
    /// Whether a PDF is printed on both sides.
    pub duplex: Option<bool>,
    /// Whether a PDF can be filled in on a screen.
    pub fields: Option<bool>,
    /// Whether a PDF that prints all of a plan carries it as YAML.
    pub attach_source: Option<bool>,
    /// A folder with templates and languages, relative to the file.
    pub templates: Option<String>,
    /// Fonts for characters that ours lack, in the order they are tried, relative to the file; each entry's value is
    /// a text.
    pub fallback_fonts: Vec<Setting>,
    /// A picture for the head of the documents, relative to the file.
    pub logo: Option<FileName>,
    /// The colour of headings and tabs.
    pub accent: Option<Colour>,
    /// The edges of the paper that are left white.
    pub margins: Margins,
    /// The fonts that the PDF is set in.
    pub fonts: Fonts,
    /// The time added to every step.
    pub contingency: Contingency,
    /// The levels of rules, by name; not looked into here.
    pub rules: BTreeMap<String, Setting>,
    /// The targets to publish to, by name; not looked into here, but each is a table.
    pub publish: BTreeMap<String, BTreeMap<String, Setting>>,
}

impl Config {
    /// Reads the file. What is wrong is left out of the configuration and reported, sorted by place.
    #[must_use]
    pub fn read(id: SourceId, source: &Source) -> (Self, Vec<Finding>) {
        let (settings, findings) = syntax::parse(id, source);
        let mut reader = Reader { findings };
        let mut config = Self::default();
        let mut margins = [None, None];
        for (key, setting) in settings {
            match key.as_str() {
                "margins" => margins = reader.margins(setting),
                _ => config.set(&mut reader, &key, setting),
            }
        }
        // the paper is known by now
        config.margins = reader.wide_enough(margins, config.paper);
        finding::sort(&mut reader.findings);
        (config, reader.findings)
    }

    fn set(&mut self, reader: &mut Reader, key: &str, setting: Setting) {
        match key {
            "organisation" => self.organisation = reader.text(setting),
            "language" => self.language = reader.parsed(setting).map(|Language(code)| code),
            "zone" => self.zone = reader.parsed(setting),
            "classification" => self.classification = reader.text(setting),
            "paper" => self.paper = reader.parsed(setting),
            "profile" => self.profile = reader.parsed(setting),
            "duplex" => self.duplex = reader.switch(&setting),
            "fields" => self.fields = reader.switch(&setting),
            "attach_source" => self.attach_source = reader.switch(&setting),
            "templates" => self.templates = reader.text(setting),
            "fallback_fonts" => self.fallback_fonts = reader.texts(setting),
            "logo" => self.logo = reader.file_name(setting),
            "accent" => self.accent = reader.accent(setting),
            "fonts" => self.fonts = reader.fonts(setting),
            "contingency" => self.contingency = reader.contingency(setting),
            "rules" => self.rules = reader.table(setting),
            "publish" => self.publish = reader.tables(setting),
            _ => reader.unknown(key, &setting, &KEYS),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Colour, Config, Paper, Value};
    use crate::source::{Source, Sources};

    fn read(text: &str) -> (Config, Vec<(String, String)>) {
        let mut sources = Sources::default();
        let id = sources.add(Source::new("backout.toml", text));
        let (config, findings) = Config::read(id, sources.get(id));
        let marked = |finding: &crate::finding::Finding| {
            let place = finding.place.clone().expect("a place");
            (text[place.start..place.end].to_owned(), finding.message.clone())
        };
        (config, findings.iter().map(marked).collect())
    }

    #[test]
    fn the_documented_example_is_read_in_full() {
        let lines = include_str!("mod.rs").lines().skip_while(|line| *line != "//! ```toml").skip(1);
        let lines =
            lines.take_while(|line| *line != "//! ```").map(|line| line.trim_start_matches("//!").trim());
        let documented = lines.collect::<Vec<_>>().join("\n");
        let (config, findings) = read(&documented);
        assert_eq!(findings, []);
        assert_eq!(config.organisation.as_deref(), Some("Example Ltd"));
        assert_eq!(config.zone.map(|zone| zone.0).as_deref(), Some("Europe/Berlin"));
        assert_eq!(config.paper, Some(Paper::A4));
        assert_eq!(config.fallback_fonts[0].value, Value::Text("amiri.ttf".into()));
        assert_eq!(config.margins.binding.map(|width| width.0), Some(30.0));
        assert_eq!(config.logo.map(|logo| logo.name).as_deref(), Some("logo.png"));
        assert_eq!(config.fonts.0.iter().flatten().count(), 3);
        assert_eq!(config.accent, Some(Colour { rgb: [0x0b, 0x5f, 0xff] }));
        assert_eq!(config.accent.map(|colour| colour.to_string()).as_deref(), Some("#0b5fff"));
        assert_eq!((config.contingency.measured, config.contingency.estimated), (Some(10), Some(25)));
        assert_eq!(config.rules["vague-phrase"].value, Value::Text("error".into()));
        assert_eq!(config.publish["wiki"]["kind"].value, Value::Text("mediawiki".into()));
    }

    #[test]
    fn every_fault_is_reported_at_its_place() {
        let (config, findings) = read(
            "langauge = \"de\"\nzone = \"Europe/Atlantis\"\npaper = 4\naccent = \"blue\"\npublish.wiki = 1\n\
             organisation = \"Kept\"\n[contingency]\nmeasured = \"ten\"\nestimate = \"25 %\"\n",
        );
        let marked: Vec<_> =
            findings.iter().map(|(text, message)| (text.as_str(), message.as_str())).collect();
        assert_eq!(
            marked,
            [
                ("langauge", "unknown key `langauge`"),
                ("\"Europe/Atlantis\"", "`Europe/Atlantis` is not a time zone"),
                ("4", "a text expected, not a number or date"),
                ("\"blue\"", "`blue` is not a colour (it is written like `#0b5fff`)"),
                ("1", "a table expected, not a number or date"),
                ("\"ten\"", "`ten` is not a percentage (it is written like `25 %`)"),
                ("estimate", "unknown key `estimate`"),
            ]
        );
        assert_eq!(config.organisation.as_deref(), Some("Kept"));
    }

    #[test]
    fn what_cannot_be_read_or_bound_is_told_and_not_used() {
        let (config, findings) =
            read("accent = \"#ffcc00\"\n[margins]\nbinding = \"20 mm\"\nouter = \"18 mm\"\n");
        let rules: Vec<_> = findings.iter().map(|(text, _)| text.as_str()).collect();
        assert_eq!(rules, ["\"#ffcc00\"", "\"20 mm\""]);
        assert!(findings[0].1.contains("a contrast of 1.5 : 1"), "{findings:?}");
        assert_eq!(config.accent, None);
        let widths = [config.margins.binding, config.margins.outer].map(|width| width.map(|width| width.0));
        assert_eq!(widths, [Some(25.0), Some(18.0)]);
        let (config, findings) = read("paper = \"a5\"\nmargins.binding = \"20 mm\"\n");
        assert_eq!((findings.len(), config.margins.binding.map(|width| width.0)), (0, Some(20.0)));
    }

    #[test]
    fn faults_of_syntax_do_not_hide_the_others() {
        let (config, findings) =
            read("language = \nzone = \"nowhere\"\npaper = \"a4\"\npaper = \"letter\"\n");
        assert!(findings.len() >= 3, "{findings:?}");
        assert_eq!(config.paper, Some(Paper::A4));
    }

    #[test]
    fn an_unknown_key_comes_with_the_one_that_was_meant() {
        let mut sources = Sources::default();
        let id = sources.add(Source::new("backout.toml", "templats = \"t\""));
        let (_, findings) = Config::read(id, sources.get(id));
        let hint = findings[0].hint.as_deref().expect("a hint");
        assert!(hint.starts_with("did you mean `templates`?"), "{hint}");
    }

    #[test]
    fn no_message_repeats_a_character_that_steers_a_terminal() {
        let (_, findings) = read("zone=j\u{0}");
        assert!(!findings.is_empty());
        assert!(findings.iter().all(|(_, message)| !message.contains(char::is_control)), "{findings:?}");
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_without_a_panic(text in "([a-z]{1,3}|[\\[\\]={}.,\"'#\n é\u{0}-]|rules|publish|zone|1|a4){0,40}") {
            let (_, findings) = read(&text);
            proptest::prop_assert!(findings.iter().all(|(_, message)| !message.contains(char::is_control)));
        }
    }
}
