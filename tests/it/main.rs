//! The integration tests, in one binary.

mod commonmark;
mod dom;
mod html;
mod naughty;
