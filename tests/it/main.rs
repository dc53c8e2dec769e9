//! The integration tests, in one binary.

mod commonmark;
mod dom;
mod examples;
mod facts;
mod html;
mod layout;
mod naughty;
mod pdf;
mod plan;
mod rules;
mod template;
mod tidy;
mod zz;
