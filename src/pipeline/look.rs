//! The look: what the user and the organisation say about pages becomes the style they are set in.

use super::Run;
use super::surroundings::Surroundings;
use crate::config;
use crate::pdf::pages::Colour;
use crate::pdf::style::{Entries, Paper, Print, Profile, Sides, Style};

impl Run<'_> {
    /// The style of pages; the paper is the user's, else the organisation's.
    pub(super) fn style(&self, surroundings: &Surroundings) -> Style {
        let configured = surroundings.config.paper.map(|paper| match paper {
            config::Paper::A4 => Paper::A4,
            config::Paper::A5 => Paper::A5,
            config::Paper::Letter => Paper::Letter,
        });
        let config = &surroundings.config;
        let sides = config.duplex.map(|both| if both { Sides::Both } else { Sides::One });
        let entries = config.fields.map(|fields| if fields { Entries::Fields } else { Entries::Drawn });
        let wishes = self.options.print;
        let print = Print {
            paper: self.options.paper.or(configured).unwrap_or_default(),
            profile: self.profile(surroundings),
            sides: wishes.sides.or(sides).unwrap_or_default(),
            entries: wishes.entries.or(entries).unwrap_or_default(),
        };
        let style = Style::of(print).with_edges(config.margins.binding, config.margins.outer);
        let style = Style { faces: surroundings.faces.clone(), ..style };
        match config.accent {
            Some(accent) => {
                let [red, green, blue] = accent.rgb;
                Style { accent: Colour(red, green, blue), ..style }
            }
            None => style,
        }
    }

    /// How large a PDF is set.
    pub(super) fn profile(&self, surroundings: &Surroundings) -> Profile {
        let configured = surroundings.config.profile.map(|profile| match profile {
            config::Profile::Default => Profile::Default,
            config::Profile::Strict => Profile::Strict,
            config::Profile::Compact => Profile::Compact,
        });
        self.options.print.profile.or(configured).unwrap_or_default()
    }
}
