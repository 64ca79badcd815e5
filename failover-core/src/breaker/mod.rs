//! [`CircuitBreaker`]: stops calling a provider that keeps failing.

mod circuit;
mod circuits;
mod handle;
mod packed;
mod permit;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use self::circuits::Circuits;
pub use self::handle::BreakerHandle;
use self::packed::PackedState;
pub use self::permit::Permit;
pub(crate) use self::permit::{AnyPermit, CircuitRef, ClosedPermit, ProbePermit};
use crate::error::ConfigError;
use crate::event::{CircuitOpen, CircuitState};
use crate::name::Name;
use crate::time::{Clock, ClockHandle, nanos};

/// Stops calling a provider that keeps failing, and finds out by one probe when it is well again.
///
/// There is a circuit for every name. A **closed** circuit lets calls through; `failure_threshold` failed
/// turns in a row **open** it, and its provider is skipped for `reset_after`; from then on (exactly at
/// `reset_after` included) it is **half-open**: exactly one call is let through, with a single attempt, and
/// everybody else goes on skipping. If the probe succeeds the circuit closes, if it fails it is open again
/// for `reset_after`.
///
/// A *turn* is one provider's whole go within a call, retries included: with `failure_threshold = 3` and
/// two retries a dead provider gets nine attempts before it is left alone.
///
/// A breaker is shared by reference, between threads and between clients; it can be a `static`. Circuits
/// are told apart by name alone, so two clients share a breaker only if their equal names mean the same
/// provider. Memory grows with the number of names ever seen, never with calls. The first sight of a name
/// takes a lock; after that a call that succeeds through a closed circuit without failures takes none, and
/// writes nothing that is shared.
///
/// ```
/// use std::time::Duration;
/// use failover_core::{CircuitBreaker, CircuitState, FailoverClient, Provider};
///
/// static BREAKER: CircuitBreaker = CircuitBreaker::new(3, Duration::from_secs(60));
///
/// let client = FailoverClient::builder().circuit_breaker(&BREAKER).build()?;
/// for _ in 0..3 {
///     let served = client.fetch((
///         Provider::new("flaky", || Err("down")),
///         Provider::new("stable", || Ok(42)),
///     ));
///     assert_eq!(served.unwrap().provider, "stable");
/// }
/// assert!(matches!(BREAKER.state("flaky"), CircuitState::Open { .. }));
/// assert_eq!(BREAKER.state("stable"), CircuitState::Closed);
/// # Ok::<(), failover_core::ConfigError>(())
/// ```
pub struct CircuitBreaker {
    settings: BreakerSettings,
    circuits: Circuits,
}

/// What every circuit of a breaker goes by.
pub(crate) struct BreakerSettings {
    failure_threshold: u32,
    /// Nanoseconds.
    reset_after: u64,
    /// Nanoseconds, or zero for the default.
    probe_lease: u64,
    clock: ClockHandle,
}

impl BreakerSettings {
    /// The lease where neither `reset_after` nor `timeout` gives one.
    const SHORTEST_LEASE: u64 = 1_000_000_000;

    /// How long a probe may stay unsettled before another is let through, in nanoseconds.
    #[cold]
    fn lease(&self, timeout: Option<Duration>) -> u64 {
        if self.probe_lease > 0 {
            return self.probe_lease;
        }
        let twice_the_timeout = timeout.map_or(0, |timeout| nanos(timeout.saturating_mul(2)));
        match self.reset_after.max(twice_the_timeout) {
            0 => Self::SHORTEST_LEASE,
            lease => lease,
        }
    }
}

impl CircuitBreaker {
    /// A breaker that opens a circuit for `reset_after` after `failure_threshold` failed turns in a row, by
    /// the system's monotonic clock.
    ///
    /// `reset_after` may be zero (an opened circuit is half-open at once) and `Duration::MAX` (it stays open
    /// until somebody resets it). Counting stops at 2³⁰ − 2: a threshold beyond that is that.
    ///
    /// # Panics
    ///
    /// If `failure_threshold` is zero: in a `static` or `const` that is a compile error.
    /// [`try_new`](Self::try_new) returns it instead.
    #[track_caller]
    pub const fn new(failure_threshold: u32, reset_after: Duration) -> Self {
        assert!(
            failure_threshold > 0,
            "failure_threshold is 0: it must be at least 1"
        );
        Self::from_checked(failure_threshold, reset_after)
    }

    /// As [`new`](Self::new), for a threshold that is only known at run time.
    ///
    /// # Errors
    ///
    /// [`ConfigError::ZeroFailureThreshold`].
    pub const fn try_new(
        failure_threshold: u32,
        reset_after: Duration,
    ) -> Result<Self, ConfigError> {
        if failure_threshold == 0 {
            return Err(ConfigError::ZeroFailureThreshold);
        }
        Ok(Self::from_checked(failure_threshold, reset_after))
    }

    const fn from_checked(failure_threshold: u32, reset_after: Duration) -> Self {
        Self {
            settings: BreakerSettings {
                failure_threshold: if failure_threshold < PackedState::MOST_FAILURES {
                    failure_threshold
                } else {
                    PackedState::MOST_FAILURES
                },
                reset_after: nanos(reset_after),
                probe_lease: 0,
                clock: ClockHandle::System,
            },
            circuits: Circuits::new(),
        }
    }

    /// How long a probe may stay unsettled before another is let through: by default the longer of
    /// `reset_after` and twice the client's `timeout`, or one second if both are zero.
    ///
    /// A probe that is dropped (a panic, a cancelled task) frees its place at once; the lease is for one
    /// that hangs.
    ///
    /// # Panics
    ///
    /// If `lease` is zero.
    #[must_use]
    pub const fn probe_lease(mut self, lease: Duration) -> Self {
        assert!(
            !lease.is_zero(),
            "probe_lease is 0ns: it must be longer than zero; leave it out for the default"
        );
        self.settings.probe_lease = nanos(lease);
        self
    }

    /// Another clock: by it alone the breaker decides what is open, whatever clock its clients have.
    #[must_use]
    pub fn clock(self, clock: impl Clock + 'static) -> Self {
        self.clock_handle(ClockHandle::custom(clock))
    }

    pub(crate) fn clock_handle(mut self, clock: ClockHandle) -> Self {
        self.settings.clock = clock;
        self
    }

    /// What the circuit of `name` is doing. A name never seen is closed.
    pub fn state(&self, name: &str) -> CircuitState {
        match self.circuits.find(name) {
            Some(circuit) => circuit.state(&self.settings),
            None => CircuitState::Closed,
        }
    }

    /// Whether the circuit of `name` is open, and not yet half-open.
    pub fn is_open(&self, name: &str) -> bool {
        matches!(self.state(name), CircuitState::Open { .. })
    }

    /// Asks the circuit of `name` to be let through, for code that guards something by hand.
    ///
    /// ```
    /// use std::time::Duration;
    /// use failover_core::CircuitBreaker;
    ///
    /// # fn publish() -> Result<(), ()> { Err(()) }
    /// let breaker = CircuitBreaker::new(1, Duration::from_secs(30));
    /// match breaker.permit("queue") {
    ///     Ok(permit) => match publish() {
    ///         Ok(()) => permit.success(),
    ///         Err(()) => permit.failure(),
    ///     },
    ///     Err(open) => eprintln!("not published: {open}"),
    /// }
    /// assert!(breaker.permit("queue").is_err());
    /// ```
    ///
    /// # Errors
    ///
    /// [`CircuitOpen`], which says when to come back.
    pub fn permit(&self, name: impl Into<Name>) -> Result<Permit<'_>, CircuitOpen> {
        let admitted = self.circuit_ref(name.into()).admit(None)?;
        Ok(Permit {
            admitted,
            breaker: self,
        })
    }

    /// Closes the circuit of `name` and forgets its failures. Whatever is under way is ignored when it
    /// ends. Undoes [`force_open`](Self::force_open) and [`force_close`](Self::force_close).
    pub fn reset(&self, name: &str) {
        if let Some(circuit) = self.circuits.find(name) {
            circuit.reset();
        }
    }

    /// Holds the circuit of `name` (a literal, a `String`, or any text by [`Name::intern`]) open until [`reset`](Self::reset) or [`force_close`](Self::force_close):
    /// no probe is let through.
    pub fn force_open(&self, name: impl Into<Name>) {
        self.circuits.get_or_insert(name.into()).force_open();
    }

    /// Holds the circuit of `name` closed until [`reset`](Self::reset) or
    /// [`force_open`](Self::force_open): no failure opens it.
    pub fn force_close(&self, name: impl Into<Name>) {
        self.circuits.get_or_insert(name.into()).force_close();
    }

    /// Every circuit that was ever asked for, ordered by name.
    pub fn snapshot(&self) -> Vec<CircuitSnapshot> {
        let look = |(name, circuit): (Name, Arc<circuit::Circuit>)| {
            let (state, failures) = circuit.look(&self.settings);
            CircuitSnapshot {
                name,
                state,
                failures,
            }
        };
        self.circuits.all().into_iter().map(look).collect()
    }

    #[inline]
    pub(crate) fn circuit_ref(&self, name: Name) -> CircuitRef<'_> {
        CircuitRef {
            breaker: self,
            circuit: self.circuits.get_or_insert(name),
        }
    }
}

impl fmt::Debug for CircuitBreaker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CircuitBreaker")
            .field("failure_threshold", &self.settings.failure_threshold)
            .field(
                "reset_after",
                &Duration::from_nanos(self.settings.reset_after),
            )
            .field("clock", &self.settings.clock)
            .field("circuits", &self.snapshot())
            .finish_non_exhaustive()
    }
}

/// One circuit as it was at a moment: from [`CircuitBreaker::snapshot`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct CircuitSnapshot {
    /// The provider.
    pub name: Name,
    /// What its circuit was doing.
    pub state: CircuitState,
    /// Failed turns in a row; zero unless it was closed.
    pub failures: u32,
}
