//! The integration tests, in one binary.

mod commonmark;
mod facts;
mod pdf;
mod plan;
mod rules;
