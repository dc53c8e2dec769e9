//! The integration tests, in one binary.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod cmd;
mod commonmark;
mod diff;
mod dom;
mod examples;
mod facts;
mod golden;
mod html;
mod layout;
mod naughty;
mod pdf;
mod plan;
mod printed;
mod rules;
mod template;
mod tidy;
mod watch;
