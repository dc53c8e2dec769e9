//! The plan: YAML text becomes a typed [`Plan`], or findings that say what to mend, where.

pub mod model;
pub mod people;
pub mod steps;
pub mod values;

pub use model::Plan;
