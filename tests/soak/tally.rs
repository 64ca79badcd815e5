//! Counters. Each worker has its own.

use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::Relaxed;

use crate::world::World;

/// A fault, grouped by what causes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    // Caused by a provider.
    Error,
    NextError,
    UncountedError,
    Stop,
    StayAway,
    LateError,
    Panic,
    Late,
    Hang,
    Straggler,
    Rejected,
    Empty,
    MissingKeys,
    ExtraKeys,
    WrongLength,
    // Caused by the caller.
    Dropped,
    HedgeLost,
    // Caused by the operator and the conductor.
    Reset,
    ForceOpen,
    ForceClose,
    OpenedByHand,
    StaleProbe,
}

impl Fault {
    pub(crate) const NAMES: [&'static str; 22] = [
        "error",
        "error, next at once",
        "error, uncounted",
        "stop verdict",
        "stay away",
        "late error",
        "panic",
        "late answer",
        "hang, cut off",
        "answer from before an outage",
        "rejected value",
        "empty answer",
        "missing keys",
        "extra keys",
        "wrong length",
        "future dropped by the caller",
        "hedged loser",
        "reset",
        "force_open",
        "force_close",
        "opened by hand",
        "probe given up to its lease",
    ];
}

/// A kind of call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Whole,
    Stored,
    Items,
    WiredWhole,
    WiredItems,
    WholeAsync,
    Hedged,
    ItemsAsync,
    SideBySide,
    WiredWholeAsync,
    WiredHedged,
    WiredSideBySide,
}

impl Kind {
    pub(crate) const NAMES: [&'static str; 12] = [
        "blocking: whole",
        "blocking: whole, stored list",
        "blocking: items",
        "blocking: whole, #[failover]",
        "blocking: items, #[failover]",
        "async: whole",
        "async: hedged",
        "async: items",
        "async: items, chunks side by side",
        "async: whole, #[failover]",
        "async: hedged, #[failover]",
        "async: chunks, #[failover]",
    ];

    pub(crate) const BLOCKING: [Self; 5] = [
        Self::Whole,
        Self::Stored,
        Self::Items,
        Self::WiredWhole,
        Self::WiredItems,
    ];

    pub(crate) const ASYNC: [Self; 7] = [
        Self::WholeAsync,
        Self::Hedged,
        Self::ItemsAsync,
        Self::SideBySide,
        Self::WiredWholeAsync,
        Self::WiredHedged,
        Self::WiredSideBySide,
    ];

    pub(crate) fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }

    pub(crate) fn is_of_items(self) -> bool {
        matches!(
            self,
            Self::Items
                | Self::WiredItems
                | Self::ItemsAsync
                | Self::SideBySide
                | Self::WiredSideBySide
        )
    }

    pub(crate) fn is_hedged(self) -> bool {
        matches!(self, Self::Hedged | Self::WiredHedged)
    }

    /// Made by an annotated function.
    pub(crate) fn is_wired(self) -> bool {
        matches!(
            self,
            Self::WiredWhole
                | Self::WiredItems
                | Self::WiredWholeAsync
                | Self::WiredHedged
                | Self::WiredSideBySide
        )
    }
}

/// A counter that one worker adds to and everyone reads.
#[derive(Debug, Default)]
pub(crate) struct Count(AtomicU64);

impl Count {
    pub(crate) fn add(&self, count: u64) {
        self.0.fetch_add(count, Relaxed);
    }

    pub(crate) fn get(&self) -> u64 {
        self.0.load(Relaxed)
    }
}

#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) calls: [Count; Kind::NAMES.len()],
    pub(crate) faults: [Count; Fault::NAMES.len()],
    /// Values, by the provider that served them.
    pub(crate) served: [Count; crate::world::NAMES],
    pub(crate) missing: Count,
    /// Attempts of calls that returned: counted by their providers, and as in their outcomes.
    pub(crate) entries: Count,
    pub(crate) attempts: Count,
    /// Entries as the probe of a half-open circuit.
    pub(crate) probes: Count,
    pub(crate) outages: Count,
    pub(crate) windows: Count,
}

impl Tally {
    pub(crate) fn fault(&self, fault: Fault) {
        self.faults[fault as usize].add(1);
    }

    pub(crate) fn all_faults(&self) -> u64 {
        self.faults.iter().map(Count::get).sum()
    }
}

/// Returns the kinds of calls, faults and circuit events that did not occur.
pub(crate) fn never_came_about(world: &World) -> Vec<&'static str> {
    let calls = |tally: &Tally, kind: usize| tally.calls[kind].get();
    let calls = (0..Kind::NAMES.len())
        .filter(|kind| world.sum(|tally| calls(tally, *kind)) == 0)
        .map(|kind| Kind::NAMES[kind]);
    let faults = |tally: &Tally, fault: usize| tally.faults[fault].get();
    let faults = (0..Fault::NAMES.len())
        .filter(|fault| world.sum(|tally| faults(tally, *fault)) == 0)
        .map(|fault| Fault::NAMES[fault]);
    let doings = [
        ("an outage", world.sum(|tally| tally.outages.get())),
        ("a window", world.sum(|tally| tally.windows.get())),
        ("a probe", world.sum(|tally| tally.probes.get())),
        ("a missing key", world.sum(|tally| tally.missing.get())),
    ];
    let doings = doings.into_iter().filter(|(_, count)| *count == 0);
    calls
        .chain(faults)
        .chain(doings.map(|(name, _)| name))
        .collect()
}
