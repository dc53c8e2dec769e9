//! The integration tests, in one binary.

mod facts;
mod pdf;
mod plan;
