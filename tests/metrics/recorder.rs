//! A recorder of metrics that keeps every value.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use metrics::{Counter, Gauge, Histogram, HistogramFn, Key, KeyName, Metadata, SharedString, Unit};

/// Keeps the values of all series, and what was described.
#[derive(Debug, Clone, Default)]
pub struct Recorder(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    counters: BTreeMap<String, Arc<AtomicU64>>,
    gauges: BTreeMap<String, Arc<AtomicU64>>,
    histograms: BTreeMap<String, Arc<Values>>,
    registrations: usize,
    units: BTreeMap<String, Option<Unit>>,
    labels: BTreeMap<String, Labels>,
}

/// The values of each label of a metric.
pub type Labels = BTreeMap<String, Vec<String>>;

#[derive(Debug, Default)]
struct Values(Mutex<Vec<f64>>);

impl HistogramFn for Values {
    fn record(&self, value: f64) {
        self.0.lock().unwrap().push(value);
    }
}

impl Recorder {
    /// Runs `code` with this recorder on the current thread.
    pub fn during<T>(&self, code: impl FnOnce() -> T) -> T {
        metrics::with_local_recorder(self, code)
    }

    /// Returns a line for each series whose metric begins with `failover_` and this text.
    pub fn lines(&self, metric: &str) -> Vec<String> {
        let state = self.0.lock().unwrap();
        let counters = state.counters.iter();
        let counters = counters.map(|(name, it)| (name, it.load(Ordering::Relaxed).to_string()));
        let gauges = state.gauges.iter();
        let gauge = |it: &AtomicU64| f64::from_bits(it.load(Ordering::Relaxed)).to_string();
        let gauges = gauges.map(|(name, it)| (name, gauge(it)));
        let histograms = state.histograms.iter();
        let histograms = histograms.map(|(name, it)| (name, format!("{:?}", it.0.lock().unwrap())));
        let all = counters.chain(gauges).chain(histograms);
        let lines = all.filter_map(|(name, value)| {
            let name = name.strip_prefix("failover_")?;
            let line = || format!("{name} {value}");
            name.starts_with(metric).then(line)
        });
        lines.collect()
    }

    /// Returns the number of registrations.
    pub fn registrations(&self) -> usize {
        self.0.lock().unwrap().registrations
    }

    /// Returns the metrics that were described, with their units.
    pub fn described(&self) -> BTreeMap<String, Option<Unit>> {
        self.0.lock().unwrap().units.clone()
    }

    /// Returns the metrics that were recorded, with their labels.
    pub fn recorded(&self) -> BTreeMap<String, Labels> {
        self.0.lock().unwrap().labels.clone()
    }

    fn describe(&self, name: &KeyName, unit: Option<Unit>, description: &str) {
        assert!(description.ends_with('.'), "{description}");
        let mut state = self.0.lock().unwrap();
        state.units.insert(name.as_str().to_owned(), unit);
    }

    /// Returns the name of a series, as Prometheus would write it without quotes.
    fn register(state: &mut State, key: &Key) -> String {
        state.registrations += 1;
        let known = state.labels.entry(key.name().to_owned()).or_default();
        let mut labels = Vec::new();
        for label in key.labels() {
            labels.push(format!("{}={}", label.key(), label.value()));
            let values = known.entry(label.key().to_owned()).or_default();
            values.push(label.value().to_owned());
        }
        format!("{}{{{}}}", key.name(), labels.join(","))
    }
}

impl metrics::Recorder for Recorder {
    fn describe_counter(&self, name: KeyName, unit: Option<Unit>, description: SharedString) {
        self.describe(&name, unit, &description);
    }

    fn describe_gauge(&self, name: KeyName, unit: Option<Unit>, description: SharedString) {
        self.describe(&name, unit, &description);
    }

    fn describe_histogram(&self, name: KeyName, unit: Option<Unit>, description: SharedString) {
        self.describe(&name, unit, &description);
    }

    fn register_counter(&self, key: &Key, _: &Metadata<'_>) -> Counter {
        let mut state = self.0.lock().unwrap();
        let name = Self::register(&mut state, key);
        Counter::from_arc(Arc::clone(state.counters.entry(name).or_default()))
    }

    fn register_gauge(&self, key: &Key, _: &Metadata<'_>) -> Gauge {
        let mut state = self.0.lock().unwrap();
        let name = Self::register(&mut state, key);
        Gauge::from_arc(Arc::clone(state.gauges.entry(name).or_default()))
    }

    fn register_histogram(&self, key: &Key, _: &Metadata<'_>) -> Histogram {
        let mut state = self.0.lock().unwrap();
        let name = Self::register(&mut state, key);
        Histogram::from_arc(Arc::clone(state.histograms.entry(name).or_default()))
    }
}
