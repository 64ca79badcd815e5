//! An observer next to racing changes, under loom: each change is reported once, by the thread that made it.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use failover_on_loom::ChangeCause::{
    Failures, Operator, ProbeFailed, ProbeStarted, ProbeSucceeded,
};
use failover_on_loom::CircuitPhase::{Closed, Open, Probing};
use failover_on_loom::{
    ChangeCause, CircuitBreaker, CircuitChanged, CircuitPhase, CircuitState, Event,
};
use loom::thread::ThreadId;

use crate::clock::Clock;
use crate::reference_circuit::RESET_AFTER;

/// A change of the circuit by one thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    /// Asks for a permit, and reports a failure: it opens the circuit.
    Fail,
    /// Asks for a permit, and reports a success: it closes a half-open circuit.
    Succeed,
    ForceOpen,
    Reset,
    Remove,
}

const CHANGES: [Change; 5] = [
    Change::Fail,
    Change::Succeed,
    Change::ForceOpen,
    Change::Reset,
    Change::Remove,
];

type Report = (ChangeCause, CircuitPhase);

/// Two threads that change the same circuit.
#[derive(Clone, Copy)]
pub(crate) struct Observed {
    is_half_open: bool,
    changes: [Change; 2],
}

pub(crate) fn pairs() -> Vec<Observed> {
    let mut pairs = Vec::new();
    for is_half_open in [false, true] {
        for (number, one) in CHANGES.into_iter().enumerate() {
            pairs.extend(CHANGES[number..].iter().map(|other| Observed {
                is_half_open,
                changes: [one, *other],
            }));
        }
    }
    pairs
}

impl Change {
    fn make(self, breaker: &CircuitBreaker) {
        match self {
            Self::Fail => {
                if let Ok(permit) = breaker.permit("a") {
                    permit.failure();
                }
            }
            Self::Succeed => {
                if let Ok(permit) = breaker.permit("a") {
                    permit.success();
                }
            }
            Self::ForceOpen => breaker.force_open("a"),
            Self::Reset => breaker.reset("a"),
            Self::Remove => {
                breaker.remove("a");
            }
        }
    }

    /// Returns true if a thread that makes this change can report just this.
    fn can_report(self, reports: &[Report]) -> bool {
        const STARTED: Report = (ProbeStarted, Probing);
        match self {
            Self::Fail => {
                let all: [&[Report]; 4] = [
                    &[],
                    &[(Failures, Open)],
                    &[STARTED],
                    &[STARTED, (ProbeFailed, Open)],
                ];
                all.contains(&reports)
            }
            Self::Succeed => {
                let all: [&[Report]; 3] = [&[], &[STARTED], &[STARTED, (ProbeSucceeded, Closed)]];
                all.contains(&reports)
            }
            Self::ForceOpen => reports == [(Operator, Open)],
            // The other thread has removed the circuit, so it stays as it is.
            Self::Reset | Self::Remove => reports.is_empty() || reports == [(Operator, Closed)],
        }
    }
}

impl Observed {
    pub(crate) fn name(self) -> String {
        let state = if self.is_half_open {
            "half-open"
        } else {
            "closed"
        };
        let [one, other] = self.changes;
        format!("observed, {state}: {one:?} | {other:?}")
    }

    pub(crate) fn run(self) {
        let events: Arc<Mutex<Vec<(ThreadId, CircuitChanged)>>> = Arc::default();
        let sink = Arc::clone(&events);
        let clock = Clock::new(1_000, false);
        let breaker = CircuitBreaker::new(1, Duration::from_secs(RESET_AFTER))
            .clock(clock.clone())
            .on_event(move |event| {
                if let Event::CircuitChanged(changed) = event {
                    let here = loom::thread::current().id();
                    sink.lock().unwrap().push((here, *changed));
                }
            });
        breaker.permit("a").unwrap().success();
        if self.is_half_open {
            breaker.permit("a").unwrap().failure();
            clock.advance(RESET_AFTER);
        }
        let before = events.lock().unwrap().len();
        let breaker = Arc::new(breaker);

        let [here, there] = self.changes;
        let other = {
            let breaker = Arc::clone(&breaker);
            loom::thread::spawn(move || there.make(&breaker))
        };
        here.make(&breaker);
        other.join().unwrap();
        // Make one more change. It counts those before.
        let state = breaker.state("a");
        breaker.force_open("a");

        let mut events = events.lock().unwrap().clone();
        let first = loom::thread::current().id();
        let racing = before..events.len() - 1;
        for (change, is_first) in [(here, true), (there, false)] {
            let own = events[racing.clone()].iter();
            let own = own.filter(|(thread, _)| (*thread == first) == is_first);
            let own: Vec<CircuitChanged> = own.map(|(_, changed)| *changed).collect();
            assert!(own.is_sorted_by_key(|changed| changed.generation));
            let reports: Vec<Report> = own.iter().map(|it| (it.cause, it.to)).collect();
            assert!(change.can_report(&reports), "{change:?}: {reports:?}");
        }

        events.sort_by_key(|(_, changed)| changed.generation);
        let mut phase = Closed;
        for (generation, (_, changed)) in (1..).zip(&events) {
            assert_eq!(changed.generation, generation, "{events:?}");
            assert_eq!(changed.from, phase, "{events:?}");
            phase = changed.to;
        }
        let (_, last) = events.last().unwrap();
        let is_closed = matches!(state, CircuitState::Closed | CircuitState::Unknown);
        assert_eq!(last.from == Closed, is_closed, "{events:?}");
    }
}
