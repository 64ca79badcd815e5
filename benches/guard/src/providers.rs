//! The providers of all rows. They are not inlined, because no real provider is, and cost next to nothing.

use std::fmt;
use std::hint::black_box;
use std::pin::Pin;
use std::task::{Context, Poll};

/// The error of a provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Down(pub u32);

impl fmt::Display for Down {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "down since {}", self.0)
    }
}

impl std::error::Error for Down {}

/// Serves `call + 1`.
///
/// # Errors
///
/// Never.
#[inline(never)]
pub fn good(call: u64) -> Result<u64, Down> {
    Ok(black_box(call) + 1)
}

/// Fails.
///
/// # Errors
///
/// Always.
#[inline(never)]
pub fn bad(call: u64) -> Result<u64, Down> {
    Err(Down(u32::try_from(black_box(call)).unwrap_or(u32::MAX)))
}

/// A future that is pending `waits` times, then ready.
///
/// The compiler cannot know how often it is pending. A future that is always ready would let it remove the code that
/// resumes a call.
#[derive(Debug)]
pub struct Answer {
    waits: u32,
    result: fn(u64) -> Result<u64, Down>,
    call: u64,
}

impl Future for Answer {
    type Output = Result<u64, Down>;

    #[inline(never)]
    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Self::Output> {
        if self.waits > 0 {
            self.waits -= 1;
            return Poll::Pending;
        }
        Poll::Ready((self.result)(self.call))
    }
}

/// Serves as [`good`] does, at the first poll.
pub fn good_async(call: u64) -> Answer {
    waiting(0, good, call)
}

/// Fails as [`bad`] does, at the first poll.
pub fn bad_async(call: u64) -> Answer {
    waiting(0, bad, call)
}

/// Serves as [`good`] does, at the second poll.
pub fn late_async(call: u64) -> Answer {
    waiting(1, good, call)
}

/// Is pending for as long as anyone polls.
pub fn hanging_async(call: u64) -> Answer {
    waiting(u32::MAX, bad, call)
}

fn waiting(waits: u32, result: fn(u64) -> Result<u64, Down>, call: u64) -> Answer {
    Answer {
        waits: black_box(waits),
        result,
        call,
    }
}
