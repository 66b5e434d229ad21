//! The `quanze` command: parses the arguments, runs, prints what went wrong, and gives the exit status.

use std::process::ExitCode;

use clap::Parser;
use quanze::{cli::Cli, command};

fn main() -> ExitCode {
    heed_file_limits();
    match command::run(&Cli::parse()) {
        Ok(status) => status,
        // A reader that has seen enough (`| head`) is no failure.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("quanze: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| cause.downcast_ref::<std::io::Error>().is_some_and(|cause| cause.kind() == std::io::ErrorKind::BrokenPipe))
}

/// Lets a write beyond `ulimit -f` fail with a message instead of ending the program: the signal's default is to kill.
fn heed_file_limits() {
    #[cfg(unix)]
    {
        let seen = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
        // Where the handler cannot be set, the system's own way of stopping remains.
        let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, seen);
    }
}
