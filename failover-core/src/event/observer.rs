//! [`Observer`]: a receiver of events, and the one of the whole process.

use std::fmt;
use std::ops::BitOr;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use super::{AttemptStarted, Event};

/// Receives the events of calls and circuits: for logs, metrics and tests.
///
/// Give it to a client ([`observer`](crate::FailoverClientBuilder::observer)), to a breaker
/// ([`observer`](crate::CircuitBreaker::observer)), to an annotated function (`observer = EXPR`), or to the whole process
/// ([`set_observer`]). A closure goes to `on_event` in the same places.
///
/// The library calls it on the thread where the event happens, outside of every lock, exactly once. So keep it short.
///
/// # Panics
///
/// A panic in an observer passes through the call, as one of a provider does. The circuit is settled before. While a call is
/// dropped, the panic is caught and ignored.
///
/// ```
/// use std::sync::atomic::{AtomicUsize, Ordering};
/// use failover_core::{Event, FailoverClient, Interest, Observer, Provider};
///
/// static FAILOVERS: AtomicUsize = AtomicUsize::new(0);
///
/// struct CountFailovers;
///
/// impl Observer for CountFailovers {
///     fn interest(&self) -> Interest {
///         Interest::CALLS
///     }
///
///     fn event(&self, event: &Event<'_>) {
///         if let Event::FailedOver(_) = event {
///             FAILOVERS.fetch_add(1, Ordering::Relaxed);
///         }
///     }
/// }
///
/// let client = FailoverClient::builder().observer(CountFailovers).build()?;
/// let served = client.fetch((
///     Provider::new("primary", || Err("down")),
///     Provider::new("backup", || Ok(42)),
/// ));
/// assert_eq!(served.unwrap().provider, "backup");
/// assert_eq!(FAILOVERS.load(Ordering::Relaxed), 1);
/// # Ok::<(), failover_core::ConfigError>(())
/// ```
pub trait Observer: Send + Sync {
    /// Returns the events that this observer wants. Read once, when the observer is set. Default
    /// [`Interest::EVENTS`]: all events, without durations.
    fn interest(&self) -> Interest {
        Interest::EVENTS
    }

    /// Receives an event.
    fn event(&self, event: &Event<'_>);

    /// Returns a scope for an async attempt that begins, such as a tracing span. Default none.
    ///
    /// It is entered before every poll of the attempt and exited after it, also if the attempt panics. So what the provider
    /// records during the attempt nests in it. It is dropped when the attempt is over. Blocking attempts have no scope.
    fn attempt_scope(&self, attempt: &AttemptStarted) -> Option<Box<dyn AttemptScope>> {
        let _ = attempt;
        None
    }
}

/// A scope around the polls of an async attempt: from [`Observer::attempt_scope`].
pub trait AttemptScope: Send {
    /// Begins a poll.
    fn enter(&mut self);

    /// Ends a poll.
    fn exit(&mut self);
}

/// Implements [`Observer`] for a pointer to one.
macro_rules! observe_through {
    ($Pointer:ty) => {
        impl<O: Observer + ?Sized> Observer for $Pointer {
            fn interest(&self) -> Interest {
                (**self).interest()
            }

            fn event(&self, event: &Event<'_>) {
                (**self).event(event);
            }

            fn attempt_scope(&self, attempt: &AttemptStarted) -> Option<Box<dyn AttemptScope>> {
                (**self).attempt_scope(attempt)
            }
        }
    };
}

observe_through! { Arc<O> }
observe_through! { &O }

/// A set of kinds of events. Combine two with `|`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Interest(u8);

impl Interest {
    /// No events.
    pub const NONE: Self = Self(0);
    /// [`Event::Skipped`], [`Event::FailedOver`], [`Event::Served`], [`Event::BatchFinished`] and [`Event::NotServed`].
    pub const CALLS: Self = Self(1);
    /// [`Event::AttemptEnded`] and [`Event::Waiting`].
    pub const ATTEMPTS: Self = Self(2);
    /// [`Event::CircuitChanged`].
    pub const CIRCUITS: Self = Self(4);
    /// The durations in the events of calls and attempts. The clock is read for them.
    pub const DURATIONS: Self = Self(8);
    /// All events, without durations.
    pub const EVENTS: Self = Self(1 | 2 | 4);
    /// All events, with durations.
    pub const ALL: Self = Self(1 | 2 | 4 | 8);

    /// Returns true if this set has everything in `other`.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

impl BitOr for Interest {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl Event<'_> {
    /// Returns the interest that this event belongs to.
    fn interest(&self) -> Interest {
        match self {
            Self::AttemptEnded(_) | Self::Waiting(_) => Interest::ATTEMPTS,
            Self::CircuitChanged(_) => Interest::CIRCUITS,
            Self::Skipped(_)
            | Self::FailedOver(_)
            | Self::Served(_)
            | Self::BatchFinished(_)
            | Self::NotServed(_) => Interest::CALLS,
        }
    }
}

/// An observer that is a closure: from `on_event`.
pub(crate) struct OnEvent<F>(pub(crate) F);

impl<F: Fn(&Event<'_>) + Send + Sync> Observer for OnEvent<F> {
    fn event(&self, event: &Event<'_>) {
        (self.0)(event);
    }
}

/// An observer that is shared, and its interest.
#[derive(Clone)]
pub(crate) struct ObserverHandle {
    observer: Arc<dyn Observer>,
    interest: Interest,
}

impl ObserverHandle {
    pub(crate) fn new(observer: impl Observer + 'static) -> Self {
        IS_ANY.store(true, Ordering::Relaxed);
        Self {
            interest: observer.interest(),
            observer: Arc::new(observer),
        }
    }

    /// Sends the event if the observer has an interest in it.
    fn send(&self, event: &Event<'_>) {
        if self.interest.contains(event.interest()) {
            self.observer.event(event);
        }
    }
}

// A panic in an observer passes through a call as one of a provider does, and leaves clients and breakers usable.
impl UnwindSafe for ObserverHandle {}
impl RefUnwindSafe for ObserverHandle {}

impl fmt::Debug for ObserverHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Observer")
            .field("interest", &self.interest)
            .finish_non_exhaustive()
    }
}

/// The observers of a call or a circuit: the one it was given, and that of the process.
#[derive(Clone, Copy)]
pub(crate) struct Observers<'a>([Option<&'a ObserverHandle>; 2]);

impl<'a> Observers<'a> {
    pub(crate) fn new(own: Option<&'a ObserverHandle>) -> Self {
        Self([own, process_observer()])
    }

    pub(crate) fn is_empty(self) -> bool {
        self.0.iter().all(Option::is_none)
    }

    /// Sends the event to each observer that has an interest in it.
    pub(crate) fn send(self, event: &Event<'_>) {
        for observer in self.0.into_iter().flatten() {
            observer.send(event);
        }
    }

    /// Returns true if one of them has this interest.
    pub(crate) fn want(self, interest: Interest) -> bool {
        let mut all = self.0.into_iter().flatten();
        all.any(|observer| observer.interest.contains(interest))
    }

    pub(crate) fn attempt_scopes(
        self,
        attempt: &AttemptStarted,
    ) -> [Option<Box<dyn AttemptScope>>; 2] {
        self.0.map(|it| it?.observer.attempt_scope(attempt))
    }
}

/// True once there was an observer in this process.
static IS_ANY: AtomicBool = AtomicBool::new(false);

/// Returns true once there was an observer. A call looks at this first, so without observers it costs one load.
#[inline]
pub(crate) fn is_any_observer() -> bool {
    IS_ANY.load(Ordering::Relaxed)
}

/// The observer of the whole process. Not a stand-in for loom: it is set before the calls that it observes.
static PROCESS: OnceLock<ObserverHandle> = OnceLock::new();

/// Sets the observer of every call and circuit of this process: clients, breakers and annotated functions, also those of
/// your dependencies. It hears calls that begin after it is set. A call's own observer is called in addition.
///
/// Libraries should leave this to the program.
///
/// # Errors
///
/// [`ObserverAlreadySet`] if it was set before. It cannot be changed.
///
/// ```
/// use failover_core::{Event, Observer};
///
/// struct Log;
///
/// impl Observer for Log {
///     fn event(&self, event: &Event<'_>) {
///         eprintln!("{event:?}");
///     }
/// }
///
/// failover_core::set_observer(Log)?;
/// assert!(failover_core::set_observer(Log).is_err());
/// # Ok::<(), failover_core::ObserverAlreadySet>(())
/// ```
pub fn set_observer(observer: impl Observer + 'static) -> Result<(), ObserverAlreadySet> {
    PROCESS
        .set(ObserverHandle::new(observer))
        .map_err(|_| ObserverAlreadySet)
}

/// Returns the observer of the process, if it is set.
pub(crate) fn process_observer() -> Option<&'static ObserverHandle> {
    PROCESS.get()
}

/// The error of [`set_observer`]: this process has an observer already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ObserverAlreadySet;

impl fmt::Display for ObserverAlreadySet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the observer of this process is set already: call `set_observer` once, when the program starts")
    }
}

impl std::error::Error for ObserverAlreadySet {}
