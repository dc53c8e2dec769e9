//! The `backout` command.

use std::process::ExitCode;

/// Building many plans is mostly small allocations, which this one hands out faster than the system's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    backout::cli::main()
}
