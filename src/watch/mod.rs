//! Live preview: rebuild on every save and tell the browser.
