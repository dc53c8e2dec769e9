//! The configuration: an organisation's defaults, read from `backout.toml`.
