//! The program: wires the standard streams to the command line and returns its exit code.

use std::io::{IsTerminal, Write, stderr, stdin, stdout};
use std::process::ExitCode;

use planlint::cli::{Exit, Streams, run};

// Here mimalloc is `malloc` itself, which the standard library asks: a shorter way than the one below.
#[cfg(target_os = "linux")]
use mimalloc as _;

#[cfg(not(target_os = "linux"))]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    std::panic::set_hook(Box::new(|panic| {
        // Nothing is left to do if even this cannot be written.
        let _ = writeln!(stderr(), "planlint: internal error, please report it: {panic}");
        std::process::exit(i32::from(Exit::Internal.code()));
    }));
    // The streams are not locked: a thread that fails has to be able to say so.
    let streams = Streams {
        input: &mut stdin(),
        out: &mut stdout(),
        err: &mut stderr(),
        out_is_terminal: stdout().is_terminal(),
        err_is_terminal: stderr().is_terminal(),
        variables: &|name| std::env::var(name).ok(),
    };
    ExitCode::from(run(std::env::args_os(), streams).code())
}
