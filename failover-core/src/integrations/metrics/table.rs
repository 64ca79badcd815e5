//! The names, labels and descriptions of all metrics. The dashboard, the alert rules and the guide use the same.

/// A metric. Its unit is the end of its name.
pub(super) struct Metric {
    pub(super) name: &'static str,
    pub(super) labels: &'static [&'static str],
    pub(super) description: &'static str,
}

pub(super) static CALLS: Metric = Metric {
    name: "failover_calls_total",
    labels: &["client", "outcome"],
    description: "Calls that ended, by outcome.",
};

pub(super) static ATTEMPTS: Metric = Metric {
    name: "failover_attempts_total",
    labels: &["client", "provider", "outcome", "kind"],
    description: "Attempts that ended, by provider, outcome and kind.",
};

pub(super) static SKIPS: Metric = Metric {
    name: "failover_skips_total",
    labels: &["client", "provider"],
    description: "Turns that were skipped because the provider's circuit was open.",
};

pub(super) static FAILOVERS: Metric = Metric {
    name: "failover_failovers_total",
    labels: &["client", "from", "to"],
    description: "Moves from a provider that did not serve to the next one.",
};

pub(super) static ITEMS: Metric = Metric {
    name: "failover_items_total",
    labels: &["client", "provider", "outcome"],
    description: "Keys of batch calls: served by a provider, or missing from all of them.",
};

pub(super) static CIRCUIT_CHANGES: Metric = Metric {
    name: "failover_circuit_changes_total",
    labels: &["provider", "to", "cause"],
    description: "Changes of circuits, by new phase and cause.",
};

pub(super) static CALL_DURATION: Metric = Metric {
    name: "failover_call_duration_seconds",
    labels: &["client", "outcome"],
    description: "Time that calls took.",
};

pub(super) static ATTEMPT_DURATION: Metric = Metric {
    name: "failover_attempt_duration_seconds",
    labels: &["client", "provider", "outcome"],
    description: "Time that attempts took.",
};

pub(super) static CIRCUIT_STATE: Metric = Metric {
    name: "failover_circuit_state",
    labels: &["provider", "state"],
    description: "1 for the state that the provider's circuit has, 0 for the others.",
};

pub(super) static COUNTERS: [&Metric; 6] = [
    &CALLS,
    &ATTEMPTS,
    &SKIPS,
    &FAILOVERS,
    &ITEMS,
    &CIRCUIT_CHANGES,
];

pub(super) static HISTOGRAMS: [&Metric; 2] = [&CALL_DURATION, &ATTEMPT_DURATION];
