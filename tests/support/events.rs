//! A recorder of events.

use std::sync::{Arc, Mutex, PoisonError};

use failover_core::{Event, Interest, Observer};

/// An observer that writes each event on a line.
#[derive(Debug, Clone, Default)]
pub struct Recorder(Arc<Mutex<Vec<String>>>);

impl Recorder {
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns the lines since the last look.
    pub fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Observer for Recorder {
    fn interest(&self) -> Interest {
        Interest::ALL
    }

    fn event(&self, event: &Event<'_>) {
        let line = line(event);
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(line);
    }
}

/// Returns an event in a few words. Durations are left out.
pub fn line(event: &Event<'_>) -> String {
    match event {
        Event::AttemptEnded(it) => {
            let (provider, attempt) = (it.provider, it.attempt);
            format!("{provider} {attempt} {:?}: {:?}", it.kind, it.outcome)
        }
        Event::Waiting(it) => format!("{} waits {:?}", it.provider, it.wait),
        Event::Skipped(it) => format!("{} skipped", it.provider),
        Event::FailedOver(it) => format!("{} -> {}", it.from, it.to),
        Event::Served(it) => format!("served by {} in {}", it.provider, it.turns),
        Event::BatchFinished(it) => {
            let keys = it.providers.iter();
            let keys: Vec<_> = keys
                .map(|it| format!("{} {}/{}", it.provider, it.served, it.missing))
                .collect();
            format!("finished: {}; {} missing", keys.join(", "), it.missing)
        }
        Event::NotServed(it) => format!("not served in {}: {:?}", it.turns, it.end_reason),
        Event::CircuitChanged(it) => {
            let (provider, from, to) = (it.provider, it.from, it.to);
            format!(
                "{provider} {from:?} -> {to:?}: {:?} {:?}",
                it.cause, it.open_for
            )
        }
        _ => "unknown".to_owned(),
    }
}
