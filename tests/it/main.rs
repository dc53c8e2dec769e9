//! The integration tests, in one binary.

mod facts;
mod plan;
