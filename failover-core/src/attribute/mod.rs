//! Private API of the `#[failover]` macro. Not covered by semver.
//!
//! An annotated function reads its return type with a [`ReturnProbe`]. It gives the engine one closure that calls its
//! providers by number. An `async fn` asks the engine from its own text which provider to await. A hedged one gives the
//! engine a turn for each provider.

pub mod arguments;
mod asynchronous;
mod batch;
mod by_provider;
mod concurrent;
mod form;
mod hedged;
mod ide;
mod list;
mod output;
mod requested;
mod return_type;
mod returned;
mod runtime_names;
mod static_list;

use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

pub use self::asynchronous::{
    attempt_once, attempts, batch_call, begin, body_type, classify, given, is_valid, validity,
};
pub use self::batch::{
    FromIncomplete, FromItems, ItemTypes, KeysArgument, fetch_items, fetch_items_from,
};
pub use self::by_provider::{ByProvider, OfTurn};
pub use self::concurrent::{ChunkAnswer, ask_in_chunks, chunk_answer};
pub use self::hedged::{
    BegunTurn, HedgedTurn, concurrent_attempts, hedge_from, hedge_slots, runtime_slots,
};
pub use self::list::{AttributeList, NumberedNames, listed};
pub use self::output::{ErrorOutput, ProviderOutput};
pub use self::requested::{ErrorProbe, Requested, fetch, fetch_from};
pub use self::return_type::{ReturnProbe, ReturnType};
pub use self::returned::{
    FromBodyFailures, FromFailures, FromLastError, ServedError, returned, returned_by, served_by,
};
pub use self::runtime_names::{ProviderName, RuntimeNames, index, no_name, runtime_names};
pub use self::static_list::{StaticProvider, check, no_provider, number, once};
pub use crate::batch::{
    AsyncAttempt as ItemAttempt, AsyncBatchCall, BegunAttempt, ItemRequest, NO_TIMER, RequestLimit,
};
use crate::breaker::CircuitBreaker;
use crate::client::FailoverClient;
pub use crate::drive::{
    AttemptOutcome, CallContext, CallTimer, NoTimer, Resting, Watch, WithTimeout,
};
use crate::outcome::{HasFailures, OnFailure};
pub use crate::policy::{Hedging, Policy};
pub use crate::time::TimeSources;
use crate::time::{Clock, ClockHandle, Sleep, SleepHandle, Timer, TimerHandle};
pub use crate::value::{
    AsyncAttempt, AsyncCall, AsyncSleep, AsyncStep, AsyncSuccess, AttemptEnd, HedgeSlot,
};

/// A type that `clock` may have: it tells the time and sleeps.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the `clock`",
    label = "must implement both `Clock` and `Sleep`",
    note = "`clock` takes a `Clock + Sleep + 'static`, such as `&'static ManualClock`"
)]
pub trait AttributeClock {
    /// Returns the time sources of the function.
    #[doc(hidden)]
    fn time(self) -> TimeSources;
}

#[diagnostic::do_not_recommend]
impl<C: Clock + Sleep + 'static> AttributeClock for C {
    fn time(self) -> TimeSources {
        let clock = Arc::new(self);
        TimeSources {
            clock: ClockHandle::custom(Arc::clone(&clock)),
            sleep: SleepHandle::custom(clock),
            timer: TimerHandle::Default,
        }
    }
}

/// A type that `clock` may have on an `async fn`: it tells the time and is a timer.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the `clock` of an `async fn`",
    label = "must implement both `Clock` and `Timer`",
    note = "on an `async fn`, `clock` takes a `Clock + Timer + 'static`, such as `&'static ManualClock`"
)]
pub trait AsyncAttributeClock {
    /// Returns the time sources of the function.
    #[doc(hidden)]
    fn time(self) -> TimeSources;
}

#[diagnostic::do_not_recommend]
impl<C: Clock + Timer + 'static> AsyncAttributeClock for C {
    fn time(self) -> TimeSources {
        let clock = Arc::new(self);
        TimeSources {
            clock: ClockHandle::custom(Arc::clone(&clock)),
            sleep: SleepHandle::Thread,
            timer: TimerHandle::custom(clock),
        }
    }
}

/// A type that a parameter by value may have: each attempt gets a clone.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be handed to each attempt",
    label = "each attempt gets a clone of this argument",
    note = "give `{Self}` a `Clone` (derive it, or add it to the bounds), or take the argument by reference"
)]
pub trait Argument {
    /// Returns a clone for one attempt.
    #[must_use]
    fn again(&self) -> Self;
}

#[diagnostic::do_not_recommend]
impl<T: Clone> Argument for T {
    #[inline]
    fn again(&self) -> T {
        self.clone()
    }
}

/// Creates a breaker with the clock of `time`.
pub fn breaker(time: TimeSources, failure_threshold: u32, reset_after: Duration) -> CircuitBreaker {
    CircuitBreaker::new(failure_threshold, reset_after).clock_handle(time.clock)
}

/// Lists the providers of a function in the breaker that its handle returns. Calls pay nothing for it: the circuits are
/// made on the first look or use.
#[must_use]
pub const fn listing(
    breaker: CircuitBreaker,
    providers: &'static [&'static str],
) -> CircuitBreaker {
    breaker.listed(providers)
}

/// Returns the context of calls through this client.
#[inline]
pub fn context_of(client: &FailoverClient) -> CallContext<'_> {
    client.context()
}

/// Passes the failures of a call to `on_failure`.
#[inline]
pub fn hear<E>(outcome: &impl HasFailures<E>, on_failure: &impl OnFailure<E>) {
    outcome.report_to(on_failure);
}

/// Evaluates a provider's code, in which `?` converts into the function's error.
///
/// # Errors
///
/// The error that a `?` returned.
#[inline]
pub fn failing<E, A>(_: PhantomData<E>, code: impl FnOnce() -> Result<A, E>) -> Result<A, E> {
    code()
}

/// Returns `None`. Exists only to give type inference what such code returns if it is awaited.
#[inline]
pub fn failing_type<E, A>(_: PhantomData<E>) -> Option<Result<A, E>> {
    None
}

/// Calls a body once.
#[inline]
pub fn body<R>(body: impl FnOnce() -> R) -> R {
    body()
}
