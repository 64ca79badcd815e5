//! Rules of the feature `metrics`: its records, and the same names in the dashboard and the alert rules.

mod calls;
mod circuits;
mod cost;
mod documents;
mod recorder;

use std::sync::Arc;

use failover_core::testing::ManualClock;
use failover_core::{FailoverClientBuilder, MetricsObserver};
use tests::support::client_on;

use self::recorder::Recorder;

/// A client on a manual clock that records metrics.
struct World {
    clock: ManualClock,
    recorder: Recorder,
    observer: Arc<MetricsObserver>,
}

impl World {
    fn new() -> Self {
        Self::with(MetricsObserver::new())
    }

    fn with(observer: MetricsObserver) -> Self {
        Self {
            clock: ManualClock::new(),
            recorder: Recorder::default(),
            observer: Arc::new(observer),
        }
    }

    /// Starts to build a client with the name `c`.
    fn client(&self) -> FailoverClientBuilder {
        let client = client_on(&self.clock).name("c");
        client.observer(Arc::clone(&self.observer))
    }

    /// Returns a line for each series whose metric begins with `failover_` and this text.
    fn lines(&self, metric: &str) -> Vec<String> {
        self.recorder.lines(metric)
    }
}
