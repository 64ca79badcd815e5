//! [`TracingObserver`]: events as events of the crate `tracing` (feature `tracing`).

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tracing::{Span, debug, debug_span, info, warn};

use super::labels;
use crate::event::{
    AttemptEnded, AttemptScope, AttemptStarted, BatchFinished, CircuitChanged, CircuitPhase, Event,
    FailedOver, Interest, NotServed, Observer, Skipped, ValueServed, Waiting,
};
use crate::name::Name;

const TARGET: &str = "failover";

/// The number of circuits whose last change is remembered. An older change can only be late by an instant.
const REMEMBERED: usize = 64;

/// An [`Observer`] that logs through the crate [`tracing`], with the target `failover`.
///
/// Set it once, in `main`, and every call and circuit of the process is logged. The feature `tracing` alone logs nothing:
/// another crate may have enabled it.
///
/// | level | message | fields |
/// |---|---|---|
/// | WARN | `circuit opened` | `provider`, `circuit`, `from`, `to`, `cause`, `generation`, `open_for_ms` |
/// | INFO | `circuit closed` | the same, without `open_for_ms` |
/// | INFO | `failed over` | `client`, `from`, `to` |
/// | DEBUG | `attempt ended` | `client`, `provider`, `attempt`, `kind`, `outcome`, `duration_ms` |
/// | DEBUG | `waiting before a retry` | `client`, `provider`, `wait_ms` |
/// | DEBUG | `provider skipped` | `client`, `provider`, `retry_in_ms` |
/// | DEBUG | `served` | `client`, `provider`, `turns`, `duration_ms` |
/// | DEBUG | `provider had a turn` | `client`, `provider`, `served`, `missing`: the keys of a batch call |
/// | DEBUG | `batch finished` | `client`, `served`, `missing`, `end_reason`, `duration_ms` |
/// | DEBUG | `not served` | `client`, `turns`, `end_reason`, `duration_ms` |
/// | DEBUG | `probe started`, `circuit stays open`, `circuit stays closed`, `old circuit change` | as `circuit opened` |
///
/// A field without a value is left out. Times that end in `_ms` are whole milliseconds, rounded up, as a `u64`. Only
/// `duration_ms` is an `f64` with a fraction, and only after [`durations`](Self::durations). Names are recorded as they
/// are, so the subscriber must escape them, as that of `tracing-subscriber` does. The text of an error is never recorded.
///
/// An outage has one WARN, however many probes fail, and one INFO when it is over. A change that arrives after a newer one
/// of the same circuit is DEBUG.
///
/// Each attempt of an async call runs in a span `attempt` at DEBUG, with `client`, `provider`, `attempt` and `kind`. So the
/// HTTP client's own spans nest in it. Blocking attempts have none.
///
/// ```
/// use failover_core::{FailoverClient, Provider, TracingObserver};
///
/// failover_core::set_observer(TracingObserver::new())?;
///
/// let served = FailoverClient::new().fetch((
///     Provider::new("primary", || Err("down")),
///     Provider::new("backup", || Ok(42)),
/// )); // INFO failover: failed over from="primary" to="backup"
/// assert_eq!(served.unwrap().value, 42);
/// # Ok::<(), failover_core::ObserverAlreadySet>(())
/// ```
#[derive(Debug, Default)]
pub struct TracingObserver {
    durations: bool,
    /// The last change of each circuit, by its number. Only changes of circuits take this lock.
    generations: Mutex<VecDeque<(usize, u32)>>,
}

impl TracingObserver {
    /// Creates an observer that logs all events, without durations.
    pub const fn new() -> Self {
        Self {
            durations: false,
            generations: Mutex::new(VecDeque::new()),
        }
    }

    /// Adds the durations of attempts and calls, as `duration_ms`: an `f64`. Default off, as the clock is read for them.
    #[must_use]
    pub const fn durations(mut self) -> Self {
        self.durations = true;
        self
    }

    /// Notes a change of a circuit. Returns false if this change or a newer one was noted before.
    fn is_news(&self, changed: &CircuitChanged) -> bool {
        let generations = self.generations.lock();
        let mut generations = generations.unwrap_or_else(PoisonError::into_inner);
        let mut known = generations.iter_mut();
        if let Some((_, last)) = known.find(|(circuit, _)| *circuit == changed.circuit) {
            // Generations wrap around.
            let is_news = (1..=u32::MAX / 2).contains(&changed.generation.wrapping_sub(*last));
            if is_news {
                *last = changed.generation;
            }
            return is_news;
        }
        if generations.len() == REMEMBERED {
            generations.pop_front();
        }
        generations.push_back((changed.circuit, changed.generation));
        true
    }

    fn circuit_changed(&self, it: &CircuitChanged) {
        macro_rules! log {
            ($log:ident, $message:literal) => {
                $log!(
                    target: TARGET,
                    provider = it.provider.as_str(),
                    circuit = it.circuit,
                    from = labels::phase(it.from),
                    to = labels::phase(it.to),
                    cause = labels::cause(it.cause),
                    generation = it.generation,
                    open_for_ms = it.open_for.map(whole_ms),
                    $message
                )
            };
        }
        use CircuitPhase::{Closed, Open, Probing};
        if !self.is_news(it) {
            return log!(debug, "old circuit change");
        }
        match (it.from, it.to) {
            (Closed, Open) => log!(warn, "circuit opened"),
            (Open | Probing, Closed) => log!(info, "circuit closed"),
            (_, Probing) => log!(debug, "probe started"),
            (Open | Probing, Open) => log!(debug, "circuit stays open"),
            (Closed, Closed) => log!(debug, "circuit stays closed"),
        }
    }
}

impl Observer for TracingObserver {
    fn interest(&self) -> Interest {
        if self.durations {
            Interest::ALL
        } else {
            Interest::EVENTS
        }
    }

    fn event(&self, event: &Event<'_>) {
        match event {
            Event::AttemptEnded(it) => attempt_ended(it),
            Event::Waiting(it) => waiting(it),
            Event::Skipped(it) => skipped(it),
            Event::FailedOver(it) => failed_over(it),
            Event::Served(it) => served(it),
            Event::BatchFinished(it) => batch_finished(it),
            Event::NotServed(it) => not_served(it),
            Event::CircuitChanged(it) => self.circuit_changed(it),
        }
    }

    fn attempt_scope(&self, attempt: &AttemptStarted) -> Option<Box<dyn AttemptScope>> {
        let span = debug_span!(
            target: TARGET,
            "attempt",
            client = attempt.client.map(Name::as_str),
            provider = attempt.provider.as_str(),
            attempt = attempt.attempt,
            kind = labels::kind(attempt.kind),
        );
        if span.is_disabled() {
            return None;
        }
        Some(Box::new(AttemptSpan(span)))
    }
}

/// The span of an async attempt.
///
/// It calls the subscriber directly. The guard that [`Span::enter`] returns cannot move to another thread between two polls.
struct AttemptSpan(Span);

impl AttemptScope for AttemptSpan {
    fn enter(&mut self) {
        self.0
            .with_subscriber(|(id, subscriber)| subscriber.enter(id));
    }

    fn exit(&mut self) {
        self.0
            .with_subscriber(|(id, subscriber)| subscriber.exit(id));
    }
}

fn attempt_ended(it: &AttemptEnded) {
    debug!(
        target: TARGET,
        client = it.client.map(Name::as_str),
        provider = it.provider.as_str(),
        attempt = it.attempt,
        kind = labels::kind(it.kind),
        outcome = labels::outcome(it.outcome),
        duration_ms = it.duration.map(ms),
        "attempt ended"
    );
}

fn waiting(it: &Waiting) {
    debug!(
        target: TARGET,
        client = it.client.map(Name::as_str),
        provider = it.provider.as_str(),
        wait_ms = whole_ms(it.wait),
        "waiting before a retry"
    );
}

fn skipped(it: &Skipped) {
    debug!(
        target: TARGET,
        client = it.client.map(Name::as_str),
        provider = it.provider.as_str(),
        retry_in_ms = it.open.retry_in().map(whole_ms),
        "provider skipped"
    );
}

fn failed_over(it: &FailedOver) {
    info!(
        target: TARGET,
        client = it.client.map(Name::as_str),
        from = it.from.as_str(),
        to = it.to.as_str(),
        "failed over"
    );
}

fn served(it: &ValueServed) {
    debug!(
        target: TARGET,
        client = it.client.map(Name::as_str),
        provider = it.provider.as_str(),
        turns = it.turns,
        duration_ms = it.duration.map(ms),
        "served"
    );
}

fn batch_finished(it: &BatchFinished<'_>) {
    for keys in it.providers {
        debug!(
            target: TARGET,
            client = it.client.map(Name::as_str),
            provider = keys.provider.as_str(),
            served = keys.served,
            missing = keys.missing,
            "provider had a turn"
        );
    }
    debug!(
        target: TARGET,
        client = it.client.map(Name::as_str),
        served = it.providers.iter().map(|keys| keys.served).sum::<usize>(),
        missing = it.missing,
        end_reason = labels::end_reason(it.end_reason),
        duration_ms = it.duration.map(ms),
        "batch finished"
    );
}

fn not_served(it: &NotServed) {
    debug!(
        target: TARGET,
        client = it.client.map(Name::as_str),
        turns = it.turns,
        end_reason = it.end_reason.map(labels::end_reason),
        duration_ms = it.duration.map(ms),
        "not served"
    );
}

fn ms(duration: Duration) -> f64 {
    duration.div_duration_f64(Duration::from_millis(1))
}

/// Returns whole milliseconds, rounded up, so that a circuit is half-open after the printed time.
fn whole_ms(duration: Duration) -> u64 {
    let ms = duration.as_nanos().div_ceil(1_000_000);
    u64::try_from(ms).unwrap_or(u64::MAX)
}
