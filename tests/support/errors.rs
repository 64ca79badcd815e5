//! The errors that providers fail with, and the message of a panic.

use std::error::Error;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

use failover_core::AllProvidersFailed;

/// An error without data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Down;

impl fmt::Display for Down {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("down")
    }
}

impl Error for Down {}

/// For annotated functions that return `Result<_, Down>`.
impl From<AllProvidersFailed<Down>> for Down {
    fn from(_: AllProvidersFailed<Down>) -> Self {
        Self
    }
}

/// An error with a number, for tests that tell errors apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code(pub u32);

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "code {}", self.0)
    }
}

impl Error for Code {}

/// Runs code that panics with a literal, and returns the message.
///
/// # Panics
///
/// If the code does not panic.
#[track_caller]
pub fn panic_message<T>(run: impl FnOnce() -> T) -> &'static str {
    match catch_unwind(AssertUnwindSafe(run)) {
        Ok(_) => panic!("the code did not panic"),
        Err(payload) => payload
            .downcast_ref::<&'static str>()
            .expect("a literal message"),
    }
}
