//! The integration tests, in one binary.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod approve;
mod asked;
mod attached;
mod binder;
mod cmd;
mod collisions;
mod commonmark;
mod diff;
mod documents;
mod dom;
mod examples;
mod facts;
mod fix;
mod furniture;
mod golden;
mod html;
mod index;
mod layout;
mod links;
mod naughty;
mod new;
mod paper;
mod pdf;
mod picture;
mod plan;
mod printed;
mod publish;
mod rules;
mod template;
mod theme;
mod tidy;
mod torture;
mod vector;
mod watch;
