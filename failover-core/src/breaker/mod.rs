//! [`CircuitBreaker`]: stops calling a provider that keeps failing.

mod circuit;
mod circuits;
mod handle;
mod operator;
mod packed;
mod permit;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use self::circuit::{Circuit, Look};
use self::circuits::Circuits;
pub use self::handle::BreakerHandle;
use self::packed::PackedState;
pub use self::permit::Permit;
pub(crate) use self::permit::{AnyPermit, CircuitRef, ClosedPermit, FailureReport, ProbePermit};
use crate::error::ConfigError;
use crate::event::{CircuitOpen, CircuitState, Event, Observer, ObserverHandle, OnEvent};
use crate::name::Name;
use crate::time::{Clock, ClockHandle, nanos};

/// Stops calling a provider that keeps failing, until one probe succeeds.
///
/// There is a circuit for every name:
///
/// - **Closed**: calls are admitted. `failure_threshold` failed turns in a row open the circuit.
/// - **Open**: the provider is skipped for `reset_after`.
/// - **Half-open**, from exactly `reset_after` on: one call tries the provider, once, without retries. All other calls
///   keep skipping it. If that probe succeeds the circuit closes. If it fails the circuit is open again for
///   `reset_after`.
///
/// If the probe is dropped or panics, the next call may try at once. If it hangs, another call may try after `probe_lease`.
/// The result of a call that began before the circuit last changed is ignored.
///
/// # Settings
///
/// | setting | default | range | meaning |
/// |---|---|---|---|
/// | [`failure_threshold`](Self::new) | none: you choose it | at least 1 | failed turns in a row that open the circuit |
/// | [`reset_after`](Self::new) | none: you choose it | any `Duration` | time that the circuit stays open |
/// | [`probe_lease`](Self::probe_lease) | the longer of `reset_after` and twice the client's `timeout`, or 30 s without a `timeout` | above zero | time that a probe may stay unsettled |
/// | [`clock`](Self::clock) | the system's | any [`Clock`] | the breaker's only source of time |
/// | [`observer`](Self::observer) | none | any [`Observer`] | hears every change of a circuit |
///
/// A *turn* is everything that one provider does within a call, including its retries. With `failure_threshold = 3` and two
/// retries, a dead provider gets nine attempts before it is skipped.
///
/// | to | use |
/// |---|---|
/// | see the circuits | [`state`](Self::state), [`is_open`](Self::is_open), [`snapshot`](Self::snapshot) |
/// | list providers before their first call | [`register`](Self::register) |
/// | hold a circuit open or closed | [`force_open`](Self::force_open), [`force_close`](Self::force_close) |
/// | start again with closed circuits | [`reset`](Self::reset), [`reset_all`](Self::reset_all) |
/// | forget circuits | [`remove`](Self::remove), [`retain`](Self::retain) |
/// | guard something by hand | [`permit`](Self::permit) |
///
/// # Sharing
///
/// Threads and clients share a breaker by reference. It can be a `static`. Circuits differ only by name, so two clients
/// should share a breaker only if equal names mean the same provider.
///
/// Memory grows with the number of distinct names, never with calls. The first use of a name takes a lock. After that, a call that
/// succeeds through a closed circuit without failures takes no lock and writes nothing that is shared. No lock is held while
/// your code runs.
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

/// The settings that all circuits of a breaker share.
pub(crate) struct BreakerSettings {
    failure_threshold: u32,
    /// Nanoseconds.
    reset_after: u64,
    /// Nanoseconds, or zero for the default.
    probe_lease: u64,
    clock: ClockHandle,
}

impl BreakerSettings {
    /// The shortest default lease of an attempt without a `timeout`, in nanoseconds.
    const LEASE_WITHOUT_TIMEOUT: u64 = 30_000_000_000;

    /// Returns the longest time in nanoseconds that a probe may stay unsettled.
    #[cold]
    fn lease(&self, timeout: Option<Duration>) -> u64 {
        if self.probe_lease > 0 {
            return self.probe_lease;
        }
        // Only a `timeout` tells how long an attempt may take. `reset_after` does not, and it may be very short.
        let least = match timeout {
            Some(timeout) => nanos(timeout.saturating_mul(2)),
            None => Self::LEASE_WITHOUT_TIMEOUT,
        };
        self.reset_after.max(least)
    }
}

impl CircuitBreaker {
    /// Creates a breaker that opens a circuit for `reset_after` after `failure_threshold` failed turns in a row.
    ///
    /// `reset_after` may be zero: an opened circuit is half-open at once. It may be `Duration::MAX`: the circuit stays open
    /// until an operator resets it. Counting stops at 2³⁰ − 2, so a larger threshold has no effect.
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

    /// Creates a breaker as [`new`](Self::new) does, for a threshold that is known only at run time.
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

    /// Sets the lease of a probe: the time after which another call may probe although the first one is unsettled.
    ///
    /// Default: the longer of `reset_after` and twice the client's `timeout`. Without a `timeout`, and for
    /// [`permit`](Self::permit), the longer of `reset_after` and 30 s. A probe that is dropped (a panic, a cancelled task)
    /// gives up its slot at once. The lease is for a probe that hangs.
    ///
    /// A lease that is shorter than an attempt admits a second probe beside the first. Few callers wait 30 s for an answer,
    /// so a probe that takes longer has most likely lost its connection. A longer default would keep a provider that has
    /// recovered skipped for longer after such a loss. If healthy attempts take longer than 30 s, set a `timeout` or a lease.
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

    /// Sets the clock. Default the system's monotonic clock. The breaker uses only this clock, not those of its clients.
    #[must_use]
    pub fn clock(self, clock: impl Clock + 'static) -> Self {
        self.clock_handle(ClockHandle::custom(clock))
    }

    /// Sets the observer of this breaker's circuits: it hears every [`CircuitChanged`](crate::CircuitChanged). Default none.
    ///
    /// A `static` breaker needs a `LazyLock` for this. [`set_observer`](crate::set_observer) hears every breaker.
    #[must_use]
    pub fn observer(mut self, observer: impl Observer + 'static) -> Self {
        self.circuits.observer = Some(ObserverHandle::new(observer));
        self
    }

    /// Sets a closure as the [`observer`](Self::observer).
    ///
    /// ```
    /// use std::time::Duration;
    /// use failover_core::{CircuitBreaker, Event};
    ///
    /// let breaker = CircuitBreaker::new(1, Duration::from_secs(60)).on_event(|event| {
    ///     if let Event::CircuitChanged(changed) = event {
    ///         println!("{}: {:?}", changed.provider, changed.to);
    ///     }
    /// });
    /// breaker.permit("primary").unwrap().failure(); // primary: Open
    /// ```
    #[must_use]
    pub fn on_event(self, on_event: impl Fn(&Event<'_>) + Send + Sync + 'static) -> Self {
        self.observer(OnEvent(on_event))
    }

    pub(crate) fn clock_handle(mut self, clock: ClockHandle) -> Self {
        self.settings.clock = clock;
        self
    }

    /// Returns the state of the circuit of `name`: [`CircuitState::Unknown`] if it has none, for example because no call has
    /// reached that provider, or because the name is misspelled. [`register`](Self::register) lists providers before.
    pub fn state(&self, name: &str) -> CircuitState {
        let circuit = self.circuits.find(name);
        let look = circuit.and_then(|circuit| circuit.look(&self.settings));
        look.map_or(CircuitState::Unknown, |look| look.state)
    }

    /// Returns true if the circuit of `name` is open and not yet half-open.
    pub fn is_open(&self, name: &str) -> bool {
        matches!(self.state(name), CircuitState::Open { .. })
    }

    /// Asks the circuit of `name` for a permit, for code that guards something by hand.
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
    /// [`CircuitOpen`] if the circuit does not admit the call. It has the time until the next probe.
    pub fn permit(&self, name: impl Into<Name>) -> Result<Permit<'_>, CircuitOpen> {
        let admitted = self.circuit_ref(name.into()).admit(None)?;
        Ok(Permit {
            admitted,
            breaker: self,
        })
    }

    /// Returns every circuit, ordered by name: those of providers that calls have reached, and registered ones. Removed ones
    /// are left out.
    ///
    /// ```
    /// use std::time::Duration;
    /// use failover_core::CircuitBreaker;
    ///
    /// let breaker = CircuitBreaker::new(3, Duration::from_secs(60));
    /// breaker.permit("primary").unwrap().failure();
    /// for circuit in breaker.snapshot() {
    ///     println!("{}: {}, {} failures", circuit.name, circuit.state, circuit.failures);
    ///     assert_eq!(circuit.failures, 1);
    /// }
    /// ```
    pub fn snapshot(&self) -> Vec<CircuitSnapshot> {
        let look = |(name, circuit): (Name, Arc<Circuit>)| {
            let look = circuit.look(&self.settings)?;
            Some(CircuitSnapshot::new(name, &look))
        };
        self.circuits.all().into_iter().filter_map(look).collect()
    }

    /// Lists the names from the start, as [`register`](Self::register) does, in a `const`.
    pub(crate) const fn listed(mut self, names: &'static [&'static str]) -> Self {
        self.circuits.listed = names;
        self
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

/// A circuit at one moment: from [`CircuitBreaker::snapshot`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct CircuitSnapshot {
    /// The circuit's name, which is the provider's.
    pub name: Name,
    /// Its state. Never [`CircuitState::Unknown`].
    pub state: CircuitState,
    /// Failed turns in a row. Zero unless it was closed.
    pub failures: u32,
}

impl CircuitSnapshot {
    fn new(name: Name, look: &Look) -> Self {
        Self {
            name,
            state: look.state,
            failures: look.failures,
        }
    }
}
