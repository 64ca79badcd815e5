//! [`MetricsObserver`]: records events through the facade `metrics`.

mod handles;
mod table;

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use metrics::{Counter, Histogram, Unit};

use self::handles::{Handles, NONE, Series};
use self::table::{
    ATTEMPT_DURATION, ATTEMPTS, CALL_DURATION, CALLS, CIRCUIT_CHANGES, CIRCUIT_STATE, COUNTERS,
    FAILOVERS, HISTOGRAMS, ITEMS, Metric, SKIPS,
};
use super::labels;
use crate::breaker::CircuitBreaker;
use crate::event::{
    AttemptEnded, BatchFinished, CircuitState, EndReason, Event, Interest, Observer,
};
use crate::name::Name;

/// Records calls, attempts and circuits as metrics, through the facade [`metrics`](https://docs.rs/metrics).
///
/// Any recorder of the facade receives them, for example the one of `metrics-exporter-prometheus`. The page
/// [`guide::metrics`](crate::guide::metrics) has a table of all metrics, queries, and a dashboard.
///
/// Give it to the whole process with [`set_observer`](crate::set_observer), or put it in a `static` and give
/// `&METRICS` to clients, breakers and annotated functions. Do one or the other: an observer that is set in both places
/// counts every event twice.
///
/// # Labels
///
/// The values of all labels are names and words from a fixed list, so the number of series is limited. A client without a
/// name has the label `client=""`, which Prometheus treats as no label.
///
/// # Cost
///
/// The first event of each series registers it and keeps its handle. Every later event is one look-up without a lock, and
/// one update of the recorder's counter. It allocates nothing. The clock is read only with [`durations`](Self::durations).
///
/// Install the recorder before the first call. A handle that was made without a recorder stays silent.
///
/// ```
/// use failover_core::{CircuitBreaker, FailoverClient, MetricsObserver, Provider};
/// use std::time::Duration;
///
/// static METRICS: MetricsObserver = MetricsObserver::new();
///
/// let breaker = CircuitBreaker::new(3, Duration::from_secs(60)).observer(&METRICS);
/// let client = FailoverClient::builder()
///     .name("rates")
///     .circuit_breaker(breaker)
///     .observer(&METRICS)
///     .build()?;
/// let served = client.fetch((
///     Provider::new("primary", || Err("down")),
///     Provider::new("backup", || Ok(42)), // failover_calls_total{client="rates",outcome="served"} 1
/// ));
/// # assert_eq!(served.unwrap().value, 42);
/// # Ok::<(), failover_core::ConfigError>(())
/// ```
pub struct MetricsObserver {
    has_durations: bool,
    is_described: AtomicBool,
    counters: Handles<Counter>,
    histograms: Handles<Histogram>,
}

impl MetricsObserver {
    /// Creates an observer that records counters, and no durations.
    pub const fn new() -> Self {
        Self {
            has_durations: false,
            is_described: AtomicBool::new(false),
            counters: Handles::new(),
            histograms: Handles::new(),
        }
    }

    /// Also records how long calls and attempts take, as histograms in seconds. Default off. The client's clock is read at
    /// the beginning and the end of each.
    #[must_use]
    pub const fn durations(mut self) -> Self {
        self.has_durations = true;
        self
    }

    /// Sets the gauge `failover_circuit_state` for every circuit of a breaker: 1 for its state, 0 for the other states.
    ///
    /// Call it in the handler of each scrape, before the recorder renders. A circuit becomes half-open by the passing of
    /// time, so a gauge that is set by events would be wrong. Circuits with equal names in two breakers share their gauge.
    ///
    /// ```
    /// use failover_core::{CircuitBreaker, MetricsObserver};
    /// use std::time::Duration;
    ///
    /// static BREAKER: CircuitBreaker = CircuitBreaker::new(3, Duration::from_secs(60));
    ///
    /// fn scrape(render: impl Fn() -> String) -> String {
    ///     MetricsObserver::record_circuits(&BREAKER);
    ///     render()
    /// }
    /// # assert_eq!(scrape(|| "text".to_owned()), "text");
    /// ```
    pub fn record_circuits(breaker: &CircuitBreaker) {
        metrics::describe_gauge!(CIRCUIT_STATE.name, Unit::Count, CIRCUIT_STATE.description);
        for circuit in breaker.snapshot() {
            for (state, has_state) in [
                ("closed", circuit.state == CircuitState::Closed),
                ("open", matches!(circuit.state, CircuitState::Open { .. })),
                ("half_open", circuit.state == CircuitState::HalfOpen),
            ] {
                let series = Series::new(&CIRCUIT_STATE, [circuit.name.as_str(), state]);
                let gauge = metrics::gauge!(CIRCUIT_STATE.name, series.labels());
                gauge.set(f64::from(u8::from(has_state)));
            }
        }
    }

    fn count<const N: usize>(&self, metric: &'static Metric, values: [&'static str; N], by: usize) {
        let counter = self.counters.get(Series::new(metric, values), |series| {
            self.describe();
            metrics::counter!(series.metric.name, series.labels())
        });
        counter.increment(by as u64);
    }

    /// Records a duration, if this observer asked for it. It may be known because another observer did.
    fn time<const N: usize>(
        &self,
        metric: &'static Metric,
        values: [&'static str; N],
        duration: Option<Duration>,
    ) {
        let Some(duration) = duration.filter(|_| self.has_durations) else {
            return;
        };
        let histogram = self.histograms.get(Series::new(metric, values), |series| {
            self.describe();
            metrics::histogram!(series.metric.name, series.labels())
        });
        histogram.record(duration.as_secs_f64());
    }

    /// Describes all metrics to the recorder, once.
    fn describe(&self) {
        if self.is_described.swap(true, Ordering::Relaxed) {
            return;
        }
        for metric in COUNTERS {
            metrics::describe_counter!(metric.name, Unit::Count, metric.description);
        }
        for metric in HISTOGRAMS.iter().filter(|_| self.has_durations) {
            metrics::describe_histogram!(metric.name, Unit::Seconds, metric.description);
        }
    }

    fn call_ended(&self, client: Option<Name>, outcome: &'static str, duration: Option<Duration>) {
        let labels = [text(client), outcome];
        self.count(&CALLS, labels, 1);
        self.time(&CALL_DURATION, labels, duration);
    }

    fn attempt_ended(&self, ended: &AttemptEnded) {
        let (client, provider) = (text(ended.client), ended.provider.as_str());
        let outcome = labels::outcome(ended.outcome);
        let kind = labels::kind(ended.kind);
        self.count(&ATTEMPTS, [client, provider, outcome, kind], 1);
        self.time(
            &ATTEMPT_DURATION,
            [client, provider, outcome],
            ended.duration,
        );
    }

    fn batch_finished(&self, batch: &BatchFinished<'_>) {
        let client = text(batch.client);
        for keys in batch.providers {
            let labels = [client, keys.provider.as_str(), "served"];
            self.count(&ITEMS, labels, keys.served);
        }
        // Once for the call: a key that one provider does not serve may be served by the next.
        self.count(&ITEMS, [client, NONE, "missing"], batch.missing);
        let outcome = if batch.missing == 0 {
            "served"
        } else {
            "incomplete"
        };
        self.call_ended(batch.client, outcome, batch.duration);
    }
}

impl Observer for MetricsObserver {
    fn interest(&self) -> Interest {
        if self.has_durations {
            Interest::ALL
        } else {
            Interest::EVENTS
        }
    }

    fn event(&self, event: &Event<'_>) {
        match event {
            Event::AttemptEnded(ended) => self.attempt_ended(ended),
            Event::Waiting(_) => {}
            Event::Skipped(it) => self.count(&SKIPS, [text(it.client), it.provider.as_str()], 1),
            Event::FailedOver(it) => {
                let labels = [text(it.client), it.from.as_str(), it.to.as_str()];
                self.count(&FAILOVERS, labels, 1);
            }
            Event::Served(it) => self.call_ended(it.client, "served", it.duration),
            Event::BatchFinished(batch) => self.batch_finished(batch),
            Event::NotServed(it) => {
                self.call_ended(it.client, end_label(it.end_reason), it.duration);
            }
            Event::CircuitChanged(it) => {
                let labels = [
                    it.provider.as_str(),
                    labels::phase(it.to),
                    labels::cause(it.cause),
                ];
                self.count(&CIRCUIT_CHANGES, labels, 1);
            }
        }
    }
}

impl Default for MetricsObserver {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for MetricsObserver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MetricsObserver")
            .field("has_durations", &self.has_durations)
            .finish_non_exhaustive()
    }
}

fn text(client: Option<Name>) -> &'static str {
    client.map_or(NONE, Name::as_str)
}

fn end_label(end_reason: Option<EndReason>) -> &'static str {
    end_reason.map_or("dropped", labels::end_reason)
}
