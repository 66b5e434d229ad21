//! A format's library runs in a process of its own: whatever it does on a bad file, panic, never end or eat the memory, only that
//! process ends, and the run goes on.
//!
//! The process is this program again, under a command that people do not see. Bytes go in on its standard input, the [`Extract`] or an
//! error comes out on its standard output as JSON.

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::limits::{MEGABYTE, Options};
use super::{Extract, Kind, SourceError, take_out};

/// The command under which the program serves itself.
pub const COMMAND: &str = "take-out";

/// What comes back.
#[derive(Debug, Serialize, Deserialize)]
struct Answer {
    extract: Option<Extract>,
    error: Option<String>,
}

/// Takes the text out of bytes in a process of its own, within the limits of time and memory.
///
/// # Errors
/// What [`take_out`] says, or how the process ended.
pub fn take_out_apart(program: &Path, bytes: &[u8], name: &str, options: &Options) -> Result<Extract, SourceError> {
    let died = |how: String| SourceError::Died { path: name.to_owned(), how };
    let as_json = serde_json::to_string(options).map_err(|cause| died(cause.to_string()))?;
    let mut child = Command::new(program)
        .args([COMMAND, "--name", name, "--options", &as_json])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|cause| died(format!("its process cannot be started: {cause}")))?;
    let (Some(mut stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else { return Err(died("no pipes".to_owned())) };
    let (sender, receiver) = mpsc::channel();
    let limit = options.limits.expanded * MEGABYTE * 4;
    std::thread::spawn(move || {
        let mut answer = Vec::new();
        let read = stdout.take(limit).read_to_end(&mut answer).map(|_| answer);
        // Where nobody waits any more, nobody needs it.
        let _ = sender.send(read);
    });
    let answer = std::thread::scope(|scope| {
        scope.spawn(move || {
            // A process that has seen enough, or has ended, takes no more.
            let _ = stdin.write_all(bytes);
        });
        let answer = receiver.recv_timeout(Duration::from_secs(options.limits.seconds));
        if answer.is_err() {
            // It may have ended by itself in between.
            let _ = child.kill();
        }
        answer
    });
    let status = child.wait().map_err(|cause| died(cause.to_string()))?;
    let answer = match answer {
        Err(_) => return Err(SourceError::TooSlow { path: name.to_owned(), seconds: options.limits.seconds }),
        Ok(Err(cause)) => return Err(died(cause.to_string())),
        Ok(Ok(answer)) => answer,
    };
    if !status.success() {
        return Err(died(format!("{status}; it may need more memory than --max-memory gives")));
    }
    let answer: Answer = serde_json::from_slice(&answer).map_err(|cause| died(cause.to_string()))?;
    match (answer.extract, answer.error) {
        (Some(extract), _) => Ok(extract),
        (None, message) => Err(SourceError::Apart { message: message.unwrap_or_default() }),
    }
}

/// The other side: reads bytes, takes the text out, writes the answer.
///
/// # Errors
/// Where the pipes fail or the options are none.
pub fn serve(name: &str, options: &str, mut input: impl Read, mut output: impl Write) -> std::io::Result<()> {
    let options: Options = serde_json::from_str(options)?;
    bound_memory(options.limits.memory);
    let mut bytes = Vec::new();
    input.read_to_end(&mut bytes)?;
    let kind = Kind::of(&bytes, name);
    let taken = contained(name, || take_out(&bytes, name, kind, &options));
    let answer = match taken {
        Ok(extract) => Answer { extract: Some(extract), error: None },
        Err(error) => Answer { extract: None, error: Some(error.to_string()) },
    };
    output.write_all(&serde_json::to_vec(&answer)?)
}

/// Does something that may panic, and makes an error of the panic.
///
/// # Errors
/// What it says, or a panic's words.
pub fn contained<T>(name: &str, act: impl FnOnce() -> Result<T, SourceError>) -> Result<T, SourceError> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(act)).unwrap_or_else(|panic| {
        let words = panic.downcast_ref::<&str>().map(|words| (*words).to_owned()).or_else(|| panic.downcast_ref::<String>().cloned());
        Err(SourceError::Died { path: name.to_owned(), how: words.unwrap_or_else(|| "panic".to_owned()) })
    })
}

/// Bounds the memory of this process; systems without such a bound have only that of time.
fn bound_memory(megabytes: u64) {
    #[cfg(unix)]
    {
        let bytes = megabytes.saturating_mul(MEGABYTE);
        // Where the system refuses, its own bounds remain.
        let _ = rlimit::setrlimit(rlimit::Resource::AS, bytes, bytes);
    }
    #[cfg(not(unix))]
    let _ = megabytes;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error_with_its_words() {
        let error = contained::<()>("t.pdf", || panic!("no such font")).unwrap_err();
        assert!(error.to_string().contains("`t.pdf` failed (no such font)"), "{error}");
    }

    #[test]
    fn a_program_that_does_not_answer_is_told() {
        let error = take_out_apart(Path::new("/no/such/program"), b"x", "t.pdf", &Options::default()).unwrap_err();
        assert!(error.to_string().contains("cannot be started"), "{error}");
    }
}
