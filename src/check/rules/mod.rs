//! The rules, one file each; [`super::catalogue`] lists them.

pub(super) mod no_decider;
pub(super) mod told_at_start_not_at_end;
