//! The wait before a retry.

use std::time::Duration;

/// The wait before a retry: a curve, a bound, and a part that is drawn.
#[derive(Debug, Clone, Copy)]
pub struct Backoff {
    pub growth: Growth,
    pub base: Duration,
    pub max: Option<Duration>,
    /// The jitter, drawn from the seed.
    pub jitter: Jitter,
    pub seed: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Growth {
    Linear,
    Exponential,
}

/// The part of a wait that is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Jitter {
    Full,
    Equal,
    None,
}

/// A duration alone is linear and exact.
impl From<Duration> for Backoff {
    fn from(base: Duration) -> Self {
        Self {
            growth: Growth::Linear,
            base,
            max: None,
            jitter: Jitter::None,
            seed: 0,
        }
    }
}

impl Backoff {
    /// Returns the wait after this attempt failed. The first attempt has the number 1.
    pub fn wait(&self, attempt: u32) -> Duration {
        let base = self.base.as_nanos();
        let longest = self.max.unwrap_or(Duration::MAX).as_nanos();
        let factor = match self.growth {
            Growth::Linear => u128::from(attempt),
            Growth::Exponential => 1_u128.checked_shl(attempt - 1).unwrap_or(u128::MAX),
        };
        // The bound comes before the jitter.
        let whole = base.saturating_mul(factor).min(longest);
        let (kept, drawn) = match self.jitter {
            Jitter::None => (whole, 0),
            Jitter::Full => (0, whole),
            Jitter::Equal => (whole / 2, whole - whole / 2),
        };
        duration(kept + part(drawn, self.number(attempt)))
    }

    /// Returns the number that this attempt draws: splitmix64 of the seed.
    fn number(&self, attempt: u32) -> u64 {
        let mut z = self.seed;
        for _ in 0..attempt {
            z = z.wrapping_add(0x9E37_79B9_7F4A_7C15);
        }
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
}

/// Returns a part of the whole, in proportion to the number. A part is at most 584 years.
fn part(whole: u128, number: u64) -> u128 {
    let choices = whole.min(u128::from(u64::MAX)) + 1;
    (choices * u128::from(number)) >> 64
}

fn duration(nanos: u128) -> Duration {
    let (seconds, rest) = (nanos / 1_000_000_000, nanos % 1_000_000_000);
    match (u64::try_from(seconds), u32::try_from(rest)) {
        (Ok(seconds), Ok(rest)) => Duration::new(seconds, rest),
        _ => Duration::MAX,
    }
}
