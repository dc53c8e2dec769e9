//! What of the file shapes documents: all of it but the targets to publish to.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::Config;
use crate::source::{Source, SourceId};

impl Config {
    /// The text of a file without the lines that say where to publish, when it is the one that was read. A document that
    /// was printed before there was a target is still the newest one when there is.
    #[must_use]
    pub fn shaping<'t>(&self, id: SourceId, source: &'t Source) -> Cow<'t, str> {
        let settings = self.publish.values().flat_map(|target| target.values());
        let settings: Vec<_> = settings.filter(|setting| setting.key.source == id).collect();
        let mut cut = BTreeSet::new();
        for setting in &settings {
            let line = |offset| source.position(offset).line;
            cut.extend(line(setting.key.start)..=line(setting.place.end.saturating_sub(1)));
        }
        if cut.is_empty() {
            return Cow::Borrowed(source.text());
        }
        let lines: Vec<&str> = source.text().split_inclusive('\n').collect();
        // the head of a table goes with it, and what is said of it above
        for number in (1..=lines.len()).rev().filter(|number| !cut.contains(number)).collect::<Vec<_>>() {
            let line = lines[number - 1].trim();
            let belongs_below = line.is_empty() || line.starts_with(['#', '[']);
            if belongs_below && cut.contains(&(number + 1)) {
                cut.insert(number);
            }
        }
        let kept = (1..).zip(&lines).filter(|(number, _)| !cut.contains(number));
        Cow::Owned(kept.map(|(_, line)| *line).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    fn shaping(text: &str) -> String {
        let mut sources = Sources::default();
        let id = sources.add(Source::new("backout.toml", text));
        let (config, findings) = Config::read(id, sources.get(id));
        assert_eq!(findings, []);
        config.shaping(id, sources.get(id)).into_owned()
    }

    #[test]
    fn only_targets_are_left_out() {
        let plain = "language = \"de\"\n# of steps\n\n[contingency]\nmeasured = \"10 %\"\n";
        assert_eq!(shaping(plain), plain);
        let target = "\n# our wiki\n[publish.wiki]\nkind = \"git\" # here\n\ntoken_command = [\n  \"pass\",\n  \"[x]\",\n]\n";
        assert_eq!(shaping(&format!("{plain}{target}")), plain);
        assert_eq!(shaping(&format!("{plain}{target}{}", target.replace("wiki", "other"))), plain);
        let rules = "\n[rules]\nvague-phrase = \"off\"\n";
        assert_eq!(shaping(&format!("{plain}{target}{rules}")), format!("{plain}{rules}"));
        assert_eq!(shaping(&format!("language = \"de\"\n{target}")), "language = \"de\"\n");
        assert_eq!(shaping("publish.wiki.kind = \"git\"\nlanguage = \"de\"\n"), "language = \"de\"\n");
    }
}
