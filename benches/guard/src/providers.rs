//! Whom every row asks. They are not inlined, as no real provider is, and cost next to nothing.

use std::fmt;
use std::hint::black_box;

/// Why a provider did not serve.
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

/// As [`good`], awaited.
///
/// # Errors
///
/// Never.
pub async fn good_async(call: u64) -> Result<u64, Down> {
    good(call)
}
