//! The integration tests, in one binary.

mod layout;
mod pdf;
