//! What both engine targets draw from the bytes: durations with their extremes, verdicts, settings, errors.

use std::fmt;
use std::time::Duration;

use arbitrary::{Arbitrary, Result, Unstructured};
use failover_core::testing::ManualClock;
use failover_core::{CircuitBreaker, FailoverClient, FailoverClientBuilder, Verdict, WhenAllOpen};

/// What providers say, and no `{}` may repeat.
pub const PAYLOAD: &str = "apikey=s3cret";

pub const NAMES: [&str; 4] = ["alpha", "beta", "gamma", "delta"];

/// Any duration: half of them of a few milliseconds, so that they meet, and some at the ends of what can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Time(pub Duration);

impl<'a> Arbitrary<'a> for Time {
    fn arbitrary(bytes: &mut Unstructured<'a>) -> Result<Self> {
        let kind: u8 = bytes.arbitrary()?;
        Ok(Self(match kind {
            0..128 => Duration::from_millis(u64::from(kind % 16)),
            128 => Duration::MAX,
            129 => Duration::MAX - Duration::from_nanos(1),
            130 => Duration::from_nanos(u64::MAX),
            131 => Duration::from_nanos(u64::MAX - 1),
            132 => Duration::from_nanos(u64::MAX) + Duration::from_nanos(1),
            133 => Duration::from_secs(u64::MAX),
            134 => Duration::from_nanos(1),
            135..176 => Duration::from_nanos(bytes.arbitrary()?),
            176..216 => Duration::from_secs(bytes.arbitrary()?),
            _ => Duration::from_millis(bytes.arbitrary::<u16>()?.into()),
        }))
    }
}

/// Any verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Means(pub Verdict);

impl<'a> Arbitrary<'a> for Means {
    fn arbitrary(bytes: &mut Unstructured<'a>) -> Result<Self> {
        let kind: u8 = bytes.arbitrary()?;
        let mut verdict = match kind % 5 {
            0 | 1 => Verdict::RETRY,
            2 | 3 => Verdict::NEXT,
            _ => Verdict::STOP,
        };
        if kind & 32 != 0 {
            verdict = verdict.uncounted();
        }
        if kind & 64 != 0 {
            verdict = verdict.open_for(Time::arbitrary(bytes)?.0);
        }
        Ok(Self(verdict))
    }
}

/// The error of every provider: it says itself what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Failed(pub Verdict);

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(PAYLOAD)
    }
}

impl std::error::Error for Failed {}

/// The settings of a client.
#[derive(Debug, Clone, Arbitrary)]
pub struct Settings {
    pub retries: u32,
    pub retry_backoff: Time,
    pub timeout: Option<Time>,
    pub deadline: Option<Time>,
    pub on_timeout: Means,
    pub on_deadline: Means,
    pub on_rejected: Means,
    pub probe_earliest: bool,
}

impl Settings {
    pub fn builder(&self, clock: &ManualClock) -> FailoverClientBuilder {
        let mut builder = FailoverClient::builder()
            .clock(clock.clone())
            .sleep(clock.clone())
            .timer(clock.clone())
            .retries(self.retries)
            .retry_backoff(self.retry_backoff.0)
            .on_timeout(self.on_timeout.0)
            .on_deadline(self.on_deadline.0)
            .on_rejected(self.on_rejected.0);
        if let Some(timeout) = self.timeout {
            builder = builder.timeout(timeout.0);
        }
        if let Some(deadline) = self.deadline {
            builder = builder.deadline(deadline.0);
        }
        if self.probe_earliest {
            builder = builder.when_all_open(WhenAllOpen::ProbeEarliest);
        }
        builder
    }
}

/// The settings of a breaker.
#[derive(Debug, Clone, Arbitrary)]
pub struct Breaker {
    /// Of the drawn number's low byte, so that small ones are common; or all of it.
    threshold: (u8, Option<u32>),
    pub reset_after: Time,
    probe_lease: Option<Time>,
}

impl Breaker {
    pub fn threshold(&self) -> u32 {
        self.threshold.1.unwrap_or(u32::from(self.threshold.0 % 5))
    }

    /// A lease of zero is documented to panic: left out.
    pub fn probe_lease(&self) -> Option<Duration> {
        let lease = self.probe_lease.map(|lease| lease.0);
        lease.filter(|lease| !lease.is_zero())
    }

    /// `None` if the threshold is zero, which is refused as that.
    pub fn build(&self, clock: &ManualClock) -> Option<CircuitBreaker> {
        let built = CircuitBreaker::try_new(self.threshold(), self.reset_after.0);
        if self.threshold() == 0 {
            let refused = built.expect_err("a threshold of zero");
            assert_eq!(refused, failover_core::ConfigError::ZeroFailureThreshold);
            return None;
        }
        let breaker = built.expect("any other threshold").clock(clock.clone());
        Some(match self.probe_lease() {
            Some(lease) => breaker.probe_lease(lease),
            None => breaker,
        })
    }
}

/// That an error can be written in every form, and that the short one is names, kinds and attempts alone.
pub fn says_no_payload<E: std::error::Error + 'static>(error: &E) {
    let short = error.to_string();
    assert!(!short.contains(PAYLOAD), "{short}");
    let _ = format!("{error:?} {error:#} {:?}", error.source());
}
