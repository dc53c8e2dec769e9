#![doc = include_str!("ARCHITECTURE.md")]

pub mod check;
pub mod cli;
pub mod config;
pub mod error;
pub mod facts;
pub mod finding;
pub mod furniture;
pub mod html;
pub mod markdown;
pub mod pdf;
pub mod pipeline;
pub mod plan;
pub mod source;
pub mod template;
pub mod time;
pub mod watch;
