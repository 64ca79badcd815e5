//! [`Backoff`]: how long a call waits before a retry.

use std::hash::{BuildHasher, RandomState};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use crate::error::ConfigError;

/// The wait before each retry of a provider: a curve, an upper bound, and jitter.
///
/// | | wait after attempt *n* failed | jitter by default |
/// |---|---|---|
/// | [`exponential(base)`](Self::exponential) | *base* · 2ⁿ⁻¹ | [`Jitter::Full`] |
/// | [`linear(base)`](Self::linear) | *base* · *n* | [`Jitter::None`] |
/// | a [`Duration`] | as `linear` | none |
///
/// [`max`](Self::max) caps the wait, and the jitter then shortens it. So no wait is ever longer than `max`. Without jitter,
/// all clients that failed together come back together, and the provider falls over again. There is no wait before failing
/// over.
///
/// [`FailoverClientBuilder::build`](crate::FailoverClientBuilder::build) refuses an `exponential` base of zero, and a `max`
/// below the base.
///
/// ```
/// use std::time::Duration;
/// use failover_core::{Backoff, FailoverClient};
///
/// // Waits up to 100 ms, then up to 200 ms, 300 ms and 300 ms.
/// let backoff = Backoff::exponential(Duration::from_millis(100)).max(Duration::from_millis(300));
/// let client = FailoverClient::builder().retries(4).retry_backoff(backoff).build()?;
/// # Ok::<(), failover_core::ConfigError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backoff {
    curve: Curve,
    jitter: Jitter,
    base: Duration,
    max: Duration,
    seed: Option<u64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Curve {
    Linear,
    Exponential,
}

/// The random part of a wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Jitter {
    /// A random wait from zero to the whole one. It spreads retries best.
    Full,
    /// Half of the wait, and a random part of the other half: for providers that need some rest before every retry.
    Equal,
    /// The exact wait.
    None,
}

impl Backoff {
    /// No wait.
    pub(crate) const NONE: Self = Self::linear(Duration::ZERO);

    /// Creates a backoff that doubles: *base*, 2 · *base*, 4 · *base*. It has [`Jitter::Full`] unless you say otherwise.
    ///
    /// The `base` is longer than zero. Very long waits saturate at [`Duration::MAX`].
    #[must_use]
    pub const fn exponential(base: Duration) -> Self {
        Self::new(Curve::Exponential, Jitter::Full, base)
    }

    /// Creates a backoff that grows by its base: *base*, 2 · *base*, 3 · *base*. It has no jitter unless you say otherwise.
    ///
    /// With a `base` of zero there is no wait. Very long waits saturate at [`Duration::MAX`].
    #[must_use]
    pub const fn linear(base: Duration) -> Self {
        Self::new(Curve::Linear, Jitter::None, base)
    }

    const fn new(curve: Curve, jitter: Jitter, base: Duration) -> Self {
        Self {
            curve,
            jitter,
            base,
            max: Duration::MAX,
            seed: None,
        }
    }

    /// Limits each wait, jitter included. Default no limit; at least the base.
    #[must_use]
    pub const fn max(mut self, max: Duration) -> Self {
        self.max = max;
        self
    }

    /// Sets the jitter. Default [`Jitter::Full`] for `exponential`, [`Jitter::None`] for `linear`.
    #[must_use]
    pub const fn jitter(mut self, jitter: Jitter) -> Self {
        self.jitter = jitter;
        self
    }

    /// Makes the jitter reproducible, for tests: it depends only on this number and on the number of the attempt.
    ///
    /// All providers and calls then wait equally long, so do not seed in production. By default each wait draws another
    /// random number.
    #[must_use]
    pub const fn seed(mut self, seed: u64) -> Self {
        self.seed = Some(seed);
        self
    }

    /// Returns true if there is never a wait.
    #[inline]
    pub(crate) const fn is_zero(&self) -> bool {
        self.base.is_zero()
    }

    /// Checks the values, in constants too.
    pub(crate) const fn check(&self) -> Result<(), ConfigError> {
        let (base, max) = (self.base, self.max);
        if base.is_zero() && matches!(self.curve, Curve::Exponential) {
            return Err(ConfigError::ZeroBackoff);
        }
        if max.as_nanos() < base.as_nanos() {
            return Err(ConfigError::BackoffMaxBelowBase { max });
        }
        Ok(())
    }

    /// Draws the wait after this attempt, which failed. The first attempt has the number 1.
    ///
    /// Each draw may give another wait. So draw once, and use the same wait for the deadline and for the sleep.
    pub(crate) fn draw(&self, attempt: u32) -> Duration {
        let wait = self.capped(attempt);
        let (kept, random) = match self.jitter {
            Jitter::None => return wait,
            Jitter::Full => (Duration::ZERO, wait),
            Jitter::Equal => (wait / 2, wait.saturating_sub(wait / 2)),
        };
        if random.is_zero() {
            return kept;
        }
        let number = match self.seed {
            Some(seed) => mix(seed.wrapping_add(STEP.wrapping_mul(attempt.into()))),
            None => random_number(),
        };
        kept.saturating_add(at_most(random, number))
    }

    /// Returns the wait after this attempt, before jitter.
    fn capped(&self, attempt: u32) -> Duration {
        let wait = match self.curve {
            Curve::Linear => self.base.saturating_mul(attempt),
            Curve::Exponential if self.base.is_zero() => Duration::ZERO,
            Curve::Exponential => {
                let mut wait = self.base;
                let mut doublings = attempt.saturating_sub(1);
                // Stops after less than a hundred steps: then even a nanosecond has become the longest duration.
                while doublings > 0 && wait < self.max {
                    wait = wait.saturating_mul(2);
                    doublings -= 1;
                }
                wait
            }
        };
        wait.min(self.max)
    }
}

/// Converts into a [`linear`](Backoff::linear) backoff without jitter.
impl From<Duration> for Backoff {
    fn from(base: Duration) -> Self {
        Self::linear(base)
    }
}

/// The odd constant of splitmix64: the distance between two states.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// Returns a random number.
///
/// This is splitmix64 over a counter that all threads share. The standard library's random keys seed it, once per process.
fn random_number() -> u64 {
    static SEED: OnceLock<u64> = OnceLock::new();
    static DRAWS: AtomicU64 = AtomicU64::new(0);
    let seed = SEED.get_or_init(|| RandomState::new().hash_one(STEP));
    let draw = DRAWS.fetch_add(STEP, Ordering::Relaxed);
    mix(seed.wrapping_add(draw))
}

/// Scrambles a state of splitmix64.
fn mix(mut state: u64) -> u64 {
    state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    state ^ (state >> 31)
}

/// Maps a random number to a duration from zero to `most`, both included. From 584 years on, `most` counts as 584 years.
fn at_most(most: Duration, number: u64) -> Duration {
    let most = u64::try_from(most.as_nanos()).unwrap_or(u64::MAX);
    let scaled = (u128::from(number) * (u128::from(most) + 1)) >> 64;
    Duration::from_nanos(u64::try_from(scaled).unwrap_or(most))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);
    const BOTH: [Backoff; 2] = [Backoff::exponential(SECOND), Backoff::linear(SECOND)];

    /// Returns the waits after the first attempts.
    fn waits<const N: usize>(backoff: Backoff) -> [Duration; N] {
        let mut attempts = 1..;
        [(); N].map(|()| backoff.draw(attempts.next().unwrap_or(0)))
    }

    #[test]
    fn a_linear_backoff_grows_by_its_base_and_an_exponential_one_doubles() {
        let [exponential, linear] = BOTH.map(|backoff| backoff.jitter(Jitter::None));
        assert_eq!(waits(exponential), [1, 2, 4, 8].map(Duration::from_secs));
        assert_eq!(waits(linear), [1, 2, 3, 4].map(Duration::from_secs));
        assert_eq!(Backoff::from(SECOND), linear);
        let capped = exponential.max(3 * SECOND);
        assert_eq!(waits(capped), [1, 2, 3, 3].map(Duration::from_secs));
        assert_eq!(
            waits(linear.max(2 * SECOND)),
            [1, 2, 2].map(Duration::from_secs)
        );
    }

    #[test]
    fn a_wait_saturates() {
        for base in [Duration::from_nanos(1), SECOND, Duration::MAX] {
            let backoff = Backoff::exponential(base).jitter(Jitter::None);
            for attempt in [100, u32::MAX] {
                assert_eq!(backoff.draw(attempt), Duration::MAX);
            }
        }
        assert_eq!(Backoff::linear(Duration::MAX).draw(7), Duration::MAX);
        assert_eq!(Backoff::linear(Duration::ZERO).draw(7), Duration::ZERO);
        // Not refused here, but when it is built.
        assert_eq!(
            Backoff::exponential(Duration::ZERO).draw(u32::MAX),
            Duration::ZERO
        );
        for jitter in [Jitter::Full, Jitter::Equal] {
            let _ = Backoff::exponential(Duration::MAX)
                .jitter(jitter)
                .draw(u32::MAX);
        }
    }

    #[test]
    fn jitter_shortens_a_wait_and_max_bounds_it() {
        for seed in 0..2_000 {
            for backoff in BOTH.map(|backoff| backoff.max(3 * SECOND).seed(seed)) {
                for (attempt, exact) in (1..).zip(waits::<4>(backoff.jitter(Jitter::None))) {
                    let full = backoff.jitter(Jitter::Full).draw(attempt);
                    let equal = backoff.jitter(Jitter::Equal).draw(attempt);
                    assert!(full <= exact, "{full:?}");
                    assert!((exact / 2..=exact).contains(&equal), "{equal:?}");
                }
            }
        }
    }

    #[test]
    fn jitter_is_uniform() {
        const DRAWS: u32 = 40_000;
        for (jitter, least) in [(Jitter::Full, 0), (Jitter::Equal, 500)] {
            let backoff = Backoff::exponential(SECOND).jitter(jitter);
            let tenth = (1_000 - least) / 10;
            let mut tenths = [0_u32; 10];
            for _ in 0..DRAWS {
                let millis = backoff.draw(1).as_millis() - least;
                tenths[usize::try_from(millis / tenth).unwrap_or(0).min(9)] += 1;
            }
            // Eight standard deviations: no run of this test fails by chance.
            for count in tenths {
                assert!(count.abs_diff(DRAWS / 10) < 480, "{jitter:?}: {tenths:?}");
            }
        }
    }

    #[test]
    fn both_ends_of_the_range_are_drawn() {
        for most in [
            Duration::from_nanos(1),
            SECOND,
            Duration::from_nanos(u64::MAX),
        ] {
            assert_eq!(at_most(most, 0), Duration::ZERO);
            assert_eq!(at_most(most, u64::MAX), most);
        }
    }

    #[test]
    fn a_seed_makes_the_same_waits_and_another_seed_makes_others() {
        let seeded = |seed| waits::<8>(Backoff::exponential(SECOND).seed(seed));
        assert_eq!(seeded(1), seeded(1));
        assert_ne!(seeded(1), seeded(2));
        let unseeded = || waits::<8>(Backoff::exponential(SECOND));
        assert_ne!(unseeded(), unseeded());
    }

    #[test]
    fn bad_values_are_refused() {
        let zero = Duration::ZERO;
        assert_eq!(
            Backoff::exponential(zero).check(),
            Err(ConfigError::ZeroBackoff)
        );
        assert_eq!(Backoff::linear(zero).check(), Ok(()));
        assert_eq!(Backoff::linear(zero).max(zero).check(), Ok(()));
        for backoff in BOTH {
            let (base, max) = (SECOND, Duration::from_nanos(999_999_999));
            assert_eq!(backoff.max(base).check(), Ok(()));
            let refused = Err(ConfigError::BackoffMaxBelowBase { max });
            assert_eq!(backoff.max(max).check(), refused);
        }
    }
}
