//! The look: what the user and the organisation say about pages becomes the style they are set in.

use super::Run;
use super::surroundings::Surroundings;
use crate::config;
use crate::pdf::pages::Colour;
use crate::pdf::style::{Paper, Style};

impl Run<'_> {
    /// The style of pages; the paper is the user's, else the organisation's.
    pub(super) fn style(&self, surroundings: &Surroundings) -> Style {
        let configured = surroundings.config.paper.map(|paper| match paper {
            config::Paper::A4 => Paper::A4,
            config::Paper::A5 => Paper::A5,
            config::Paper::Letter => Paper::Letter,
        });
        let config = &surroundings.config;
        let style = Style::new(self.options.paper.or(configured).unwrap_or_default())
            .with_edges(config.margins.binding, config.margins.outer);
        let style = Style { faces: surroundings.faces.clone(), ..style };
        match config.accent {
            Some(accent) => {
                let [red, green, blue] = accent.rgb;
                Style { accent: Colour(red, green, blue), ..style }
            }
            None => style,
        }
    }
}
