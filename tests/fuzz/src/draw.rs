//! Values that both engine targets draw from the bytes: durations with their extremes, verdicts, settings, errors.

use std::fmt;
use std::time::Duration;

use arbitrary::{Arbitrary, Result, Unstructured};
use failover_core::testing::ManualClock;
use failover_core::{
    Backoff, CircuitBreaker, ConfigError, FailoverClient, FailoverClientBuilder, Jitter, Name,
    ProviderSettings, Verdict, WhenAllOpen,
};

/// The text of every error. No `{}` may repeat it.
pub const PAYLOAD: &str = "apikey=s3cret";

pub const NAMES: [&str; 4] = ["alpha", "beta", "gamma", "delta"];

/// Any duration. Half of them are a few milliseconds, so that they are often equal. Some are extremes.
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
pub struct Means {
    pub verdict: Verdict,
    /// The wait that it asks for before a retry.
    pub wait: Option<Duration>,
}

impl From<Verdict> for Means {
    /// Takes a verdict that asks for no wait.
    fn from(verdict: Verdict) -> Self {
        Self {
            verdict,
            wait: None,
        }
    }
}

impl<'a> Arbitrary<'a> for Means {
    fn arbitrary(bytes: &mut Unstructured<'a>) -> Result<Self> {
        let kind: u8 = bytes.arbitrary()?;
        let (mut verdict, may_wait) = match kind % 5 {
            0 | 1 => (Verdict::RETRY, true),
            2 | 3 => (Verdict::NEXT, false),
            _ => (Verdict::STOP, false),
        };
        let is_newer = kind & 128 != 0;
        if kind & 32 != 0 {
            verdict = if is_newer {
                verdict.healthy()
            } else {
                verdict.uncounted()
            };
        }
        let mut wait = None;
        if kind & 64 != 0 {
            let time = Time::arbitrary(bytes)?.0;
            if is_newer {
                verdict = verdict.after(time);
                wait = Some(time).filter(|_| may_wait);
            } else {
                verdict = verdict.open_for(time);
            }
        }
        Ok(Self { verdict, wait })
    }
}

/// The error of every provider. It holds its verdict.
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
    pub more: More,
}

/// More settings of a client. Nine bytes of zero set none of them.
#[derive(Debug, Clone, Arbitrary)]
pub struct More {
    curve: Option<Curve>,
    on_overtaken: Option<Means>,
    pub max_hedges: Option<u32>,
    on_absent: Option<Means>,
    pub keep_attempts: bool,
    /// The settings of single providers.
    own: [Option<Own>; NAMES.len()],
}

/// The settings of one provider.
#[derive(Debug, Clone, Copy, Default, Arbitrary)]
struct Own {
    timeout: Option<Time>,
    retries: Option<u32>,
    retry_backoff: Option<(Time, Option<Curve>)>,
}

/// The part of a backoff that is no plain duration.
#[derive(Debug, Clone, Copy, Arbitrary)]
struct Curve {
    /// Bits: the growth, and the jitter.
    kind: u8,
    max: Option<Time>,
    seed: u64,
}

/// The wait before a retry.
#[derive(Debug, Clone, Copy)]
pub struct Rest {
    base: Duration,
    curve: Option<Curve>,
}

impl Curve {
    fn is_exponential(self) -> bool {
        self.kind & 1 == 1
    }

    fn jitter(self) -> Jitter {
        match self.kind >> 1 & 3 {
            0 => Jitter::Full,
            1 => Jitter::Equal,
            _ => Jitter::None,
        }
    }
}

impl Rest {
    fn backoff(self) -> Backoff {
        let Some(curve) = self.curve else {
            return self.base.into();
        };
        let backoff = if curve.is_exponential() {
            Backoff::exponential(self.base)
        } else {
            Backoff::linear(self.base)
        };
        // Without a seed, two worlds would wait differently.
        let backoff = backoff.jitter(curve.jitter()).seed(curve.seed);
        match curve.max {
            Some(max) => backoff.max(max.0),
            None => backoff,
        }
    }

    /// Returns the error with which it must be refused.
    fn fault(self) -> Option<ConfigError> {
        let curve = self.curve?;
        if curve.is_exponential() && self.base.is_zero() {
            return Some(ConfigError::ZeroBackoff);
        }
        let max = curve.max?.0;
        (max < self.base).then_some(ConfigError::BackoffMaxBelowBase { max })
    }

    /// Returns the shortest and the longest wait after this attempt. The first attempt has the number 1.
    pub fn bounds(self, attempt: u32) -> (Duration, Duration) {
        let Some(curve) = self.curve else {
            let wait = self.base.saturating_mul(attempt);
            return (wait, wait);
        };
        let whole = if curve.is_exponential() {
            (1..attempt).fold(self.base, |wait, _| wait.saturating_mul(2))
        } else {
            self.base.saturating_mul(attempt)
        };
        let most = curve.max.map_or(whole, |max| whole.min(max.0));
        let least = match curve.jitter() {
            Jitter::Full => Duration::ZERO,
            Jitter::Equal => most / 2,
            _ => most,
        };
        (least, most)
    }
}

/// Makes a call of a list, or of the same list with settings for single providers. The lists have different types, so that a
/// call without such settings takes the fast path.
macro_rules! with_own {
    ($settings:expr, $providers:ident, $set:expr, $call:expr) => {
        if $settings.has_own() {
            let $providers = $settings.with_own($providers, $set);
            $call
        } else {
            $call
        }
    };
}
pub(crate) use with_own;

impl Settings {
    /// Returns the timeout of the provider with this index.
    pub fn timeout(&self, provider: usize) -> Option<Duration> {
        let timeout = self.own(provider).timeout.or(self.timeout);
        timeout.map(|timeout| timeout.0)
    }

    pub fn retries(&self, provider: usize) -> u32 {
        self.own(provider).retries.unwrap_or(self.retries)
    }

    pub fn rest(&self, provider: usize) -> Rest {
        match self.own(provider).retry_backoff {
            Some((base, curve)) => Rest {
                base: base.0,
                curve,
            },
            None => self.retry_backoff(),
        }
    }

    fn retry_backoff(&self) -> Rest {
        Rest {
            base: self.retry_backoff.0,
            curve: self.more.curve,
        }
    }

    pub fn has_own(&self) -> bool {
        self.more.own.iter().any(Option::is_some)
    }

    fn own(&self, provider: usize) -> Own {
        self.more.own[provider % NAMES.len()].unwrap_or_default()
    }

    /// Gives each provider its own settings.
    pub fn with_own<P, Q>(&self, list: Vec<P>, set: fn(P, ProviderSettings) -> Q) -> Vec<Q> {
        let settings = |provider| {
            let own = self.own(provider);
            let mut settings = ProviderSettings::new();
            if let Some(timeout) = own.timeout {
                settings = settings.timeout(timeout.0);
            }
            if let Some(retries) = own.retries {
                settings = settings.retries(retries);
            }
            if own.retry_backoff.is_some() {
                settings = settings.retry_backoff(self.rest(provider).backoff());
            }
            settings
        };
        let list = list.into_iter().enumerate();
        list.map(|(i, provider)| set(provider, settings(i)))
            .collect()
    }

    /// Returns the errors with which the settings of this provider may be refused.
    pub fn own_faults(&self, provider: usize, name: &'static str) -> [Option<ConfigError>; 2] {
        let own = self.own(provider);
        let is_zero = own.timeout == Some(Time(Duration::ZERO));
        let zero = is_zero.then(|| ConfigError::ZeroProviderTimeout(Name::new(name)));
        let rest = own.retry_backoff.map(|_| self.rest(provider));
        [zero, rest.and_then(Rest::fault)]
    }

    /// Returns the error with which a client with these settings must be refused.
    pub fn fault(&self) -> Option<ConfigError> {
        let is_zero = |limit: Option<Time>| limit == Some(Time(Duration::ZERO));
        match (self.timeout, self.deadline) {
            (timeout, _) if is_zero(timeout) => Some(ConfigError::ZeroTimeout),
            (_, deadline) if is_zero(deadline) => Some(ConfigError::ZeroDeadline),
            (Some(Time(timeout)), Some(Time(deadline))) if timeout > deadline => {
                Some(ConfigError::TimeoutOverDeadline { timeout, deadline })
            }
            _ => self.retry_backoff().fault(),
        }
    }

    pub fn builder(&self, clock: &ManualClock) -> FailoverClientBuilder {
        let mut builder = FailoverClient::builder()
            .clock(clock.clone())
            .sleep(clock.clone())
            .timer(clock.clone())
            .retries(self.retries)
            .retry_backoff(self.retry_backoff().backoff())
            .keep_attempts(self.more.keep_attempts)
            .on_timeout(self.on_timeout.verdict)
            .on_deadline(self.on_deadline.verdict)
            .on_rejected(self.on_rejected.verdict);
        if let Some(means) = self.more.on_overtaken {
            builder = builder.on_overtaken(means.verdict);
        }
        if let Some(means) = self.more.on_absent {
            builder = builder.on_absent(means.verdict);
        }
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
    /// The low byte of the drawn number, so that small ones are common, or all of it.
    threshold: (u8, Option<u32>),
    pub reset_after: Time,
    probe_lease: Option<Time>,
}

impl Breaker {
    pub fn threshold(&self) -> u32 {
        self.threshold.1.unwrap_or(u32::from(self.threshold.0 % 5))
    }

    /// Returns the lease. Zero panics, as documented, so it is left out.
    pub fn probe_lease(&self) -> Option<Duration> {
        let lease = self.probe_lease.map(|lease| lease.0);
        lease.filter(|lease| !lease.is_zero())
    }

    /// Creates the breaker. Returns `None` if the threshold is zero, and checks the error.
    pub fn build(&self, clock: &ManualClock) -> Option<CircuitBreaker> {
        let built = CircuitBreaker::try_new(self.threshold(), self.reset_after.0);
        if self.threshold() == 0 {
            let refused = built.expect_err("a threshold of zero");
            assert_eq!(refused, ConfigError::ZeroFailureThreshold);
            return None;
        }
        let breaker = built.expect("any other threshold").clock(clock.clone());
        Some(match self.probe_lease() {
            Some(lease) => breaker.probe_lease(lease),
            None => breaker,
        })
    }
}

/// Checks that an error can be printed in every form, and that the short form has only names, kinds and attempts.
pub fn says_no_payload<E: std::error::Error + 'static>(error: &E) {
    let short = error.to_string();
    assert!(!short.contains(PAYLOAD), "{short}");
    let _ = format!("{error:?} {error:#} {:?}", error.source());
}
