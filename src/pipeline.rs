//! The pipeline reads plans, calls the stages and writes what comes out.
