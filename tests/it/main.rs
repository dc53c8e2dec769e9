//! The integration tests, in one binary.

mod commonmark;
mod dom;
mod facts;
mod html;
mod naughty;
mod plan;
mod template;
