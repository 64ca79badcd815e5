//! A manual clock and scripted providers (feature `testing`).
//!
//! Nothing here waits: the test of a minute's outage takes no time.
//!
//! ```
//! use std::time::Duration;
//! use failover_core::testing::{ManualClock, Script};
//! use failover_core::{CircuitBreaker, CircuitState, FailoverClient, Provider};
//!
//! let clock = ManualClock::new();
//! let breaker = CircuitBreaker::new(1, Duration::from_secs(60)).clock(clock.clone());
//! let client = FailoverClient::builder()
//!     .circuit_breaker(breaker)
//!     .clock(clock.clone())
//!     .sleep(clock.clone())
//!     .build()?;
//!
//! let primary = Script::new().err("down").ok(1); // fails once, then serves
//! let backup = Script::new().ok(2);
//! let ask = || {
//!     client.fetch((
//!         Provider::new("primary", || primary.call()),
//!         Provider::new("backup", || backup.call()),
//!     ))
//! };
//! let state = || client.circuit_breaker().map(|breaker| breaker.state("primary"));
//!
//! assert_eq!(ask().unwrap().provider, "backup");
//! assert_eq!(state(), Some(CircuitState::Open { retry_in: Some(Duration::from_secs(60)) }));
//! clock.advance(Duration::from_secs(60));
//! assert_eq!(state(), Some(CircuitState::HalfOpen));
//! assert_eq!(ask().unwrap().provider, "primary");
//! assert_eq!(primary.calls(), 2);
//! # Ok::<(), failover_core::ConfigError>(())
//! ```

mod clock;

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

pub use self::clock::ManualClock;

/// A scripted provider: it plays one outcome after another. The last outcome repeats.
///
/// A value call uses [`call`](Self::call), a batch call [`ask`](Self::ask), which also records the keys. Clones share one
/// script.
///
/// ```
/// use failover_core::testing::Script;
/// use failover_core::{FailoverClient, ItemProvider};
///
/// let primary = Script::new().ok(vec![("BTC", 64_000)]);
/// let backup = Script::<_, &str, &str>::new().ok(vec![("AVAX", 38)]);
/// let prices = FailoverClient::new().fetch_items(
///     ["BTC", "AVAX"],
///     (
///         ItemProvider::new("primary", |keys: &[&'static str]| primary.ask(keys)),
///         ItemProvider::new("backup", |keys: &[&'static str]| backup.ask(keys)),
///     ),
/// ).unwrap();
/// assert_eq!(prices["AVAX"], 38);
/// assert_eq!(backup.asked(), [["AVAX"]]);
/// ```
pub struct Script<T, E, K = ()>(Arc<Mutex<ScriptState<T, E, K>>>);

struct ScriptState<T, E, K> {
    outcomes: VecDeque<ScriptedOutcome<T, E>>,
    asked: Vec<Vec<K>>,
}

struct ScriptedOutcome<T, E> {
    result: Arc<dyn Fn() -> Result<T, E> + Send + Sync>,
    /// The duration that it takes, and the clock that it advances.
    takes: Option<(Duration, ManualClock)>,
}

impl<T, E> Clone for ScriptedOutcome<T, E> {
    fn clone(&self) -> Self {
        Self {
            result: Arc::clone(&self.result),
            takes: self.takes.clone(),
        }
    }
}

impl<T, E, K> Script<T, E, K> {
    /// Creates a script without an outcome. It needs one before the first call.
    pub fn new() -> Self {
        Self(Arc::new(Mutex::new(ScriptState {
            outcomes: VecDeque::new(),
            asked: Vec::new(),
        })))
    }

    /// Adds an outcome: serve `value`.
    #[must_use]
    pub fn ok(self, value: T) -> Self
    where
        T: Clone + Send + Sync + 'static,
    {
        self.then(move || Ok(value.clone()))
    }

    /// Adds an outcome: fail with `error`.
    #[must_use]
    pub fn err(self, error: E) -> Self
    where
        E: Clone + Send + Sync + 'static,
    {
        self.then(move || Err(error.clone()))
    }

    /// Adds an outcome: return `result()`. For errors that are not `Clone`.
    ///
    /// ```
    /// use std::io;
    /// use failover_core::testing::Script;
    ///
    /// let script = Script::new().then(|| Err(io::ErrorKind::TimedOut.into())).ok(1);
    /// let first: io::Result<u8> = script.call();
    /// assert!(first.is_err());
    /// assert_eq!(script.call().unwrap(), 1);
    /// ```
    #[must_use]
    pub fn then(self, result: impl Fn() -> Result<T, E> + Send + Sync + 'static) -> Self {
        let result = Arc::new(result);
        let takes = None;
        self.state()
            .outcomes
            .push_back(ScriptedOutcome { result, takes });
        self
    }

    /// Lets the last outcome take this long: it advances `clock`.
    #[must_use]
    pub fn taking(self, duration: Duration, clock: &ManualClock) -> Self {
        if let Some(last) = self.state().outcomes.back_mut() {
            last.takes = Some((duration, clock.clone()));
        }
        self
    }

    /// Returns the number of calls.
    pub fn calls(&self) -> usize {
        self.state().asked.len()
    }

    fn state(&self) -> MutexGuard<'_, ScriptState<T, E, K>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T, E, K: Clone> Script<T, E, K> {
    /// Plays the next outcome for a batch call, and records the keys.
    ///
    /// # Errors
    ///
    /// The error of the outcome.
    ///
    /// # Panics
    ///
    /// If the script has no outcome.
    pub fn ask(&self, keys: &[K]) -> Result<T, E> {
        let outcome = {
            let mut state = self.state();
            state.asked.push(keys.to_vec());
            if state.outcomes.len() > 1 {
                state.outcomes.pop_front()
            } else {
                state.outcomes.front().cloned()
            }
        };
        #[expect(clippy::panic, reason = "a test that forgot to say what happens")]
        let Some(outcome) = outcome else {
            panic!("the script has no outcome: give it one with `ok` or `err`")
        };
        if let Some((duration, clock)) = outcome.takes {
            clock.advance(duration);
        }
        (outcome.result)()
    }

    /// Returns the keys of every request, in order.
    pub fn asked(&self) -> Vec<Vec<K>> {
        self.state().asked.clone()
    }
}

impl<T, E> Script<T, E> {
    /// Plays the next outcome for a value call.
    ///
    /// # Errors
    ///
    /// The error of the outcome.
    ///
    /// # Panics
    ///
    /// If the script has no outcome.
    pub fn call(&self) -> Result<T, E> {
        self.ask(&[])
    }
}

impl<T, E, K> Clone for Script<T, E, K> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T, E, K> Default for Script<T, E, K> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T, E, K> fmt::Debug for Script<T, E, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Script")
            .field("calls", &self.calls())
            .finish_non_exhaustive()
    }
}
