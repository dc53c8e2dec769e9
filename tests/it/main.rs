//! The integration tests, in one binary.

<<<<<<< HEAD
mod facts;
mod plan;
=======
mod pdf;
>>>>>>> layout
