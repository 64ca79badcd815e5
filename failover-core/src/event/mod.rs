//! Plain data about what happened: events, the state of a circuit, why a call ended. And the observer of events.

mod call;
mod circuit;
mod circuit_changed;
mod counters;
mod end_reason;
mod observer;

pub use self::call::{
    AttemptEnded, AttemptKind, AttemptStarted, BatchFinished, Event, FailedOver, NotServed,
    Outcome, ProviderKeys, Skipped, ValueServed, Waiting,
};
pub use self::circuit::{CircuitOpen, CircuitState};
pub use self::circuit_changed::{ChangeCause, CircuitChanged, CircuitPhase};
pub use self::counters::Counters;
pub use self::end_reason::EndReason;
pub use self::observer::{AttemptScope, Interest, Observer, ObserverAlreadySet, set_observer};
pub(crate) use self::observer::{
    ObserverHandle, Observers, OnEvent, is_any_observer, process_observer,
};
