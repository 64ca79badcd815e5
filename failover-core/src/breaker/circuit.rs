//! One provider's circuit.
//!
//! A single atomic word decides everything. It holds the phase, the failures in a row, and a generation that every change
//! of phase increments. A permit carries the generation that it was issued in, so a result from before a change is
//! recognized and ignored.
//!
//! Two more words hold the start and the length of the interval for which the circuit is open or its probe is under way.
//! They are written while the first word says "changing". So no thread reads times that belong to another phase, and no
//! call waits for a writer: a circuit that is changing counts as open.

use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::{AcqRel, Acquire, Relaxed, Release};
use std::time::Duration;

use super::BreakerSettings;
use super::packed::{Generation, PackedState, Phase};
use crate::event::{
    ChangeCause, CircuitChanged, CircuitOpen, CircuitState, Event, ObserverHandle, Observers,
};
use crate::name::Name;
use crate::sync::{AtomicU64, yield_now};
use crate::time::nanos;
use crate::verdict::Verdict;

/// The interval that a phase lasts, in nanoseconds on the breaker's clock.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Interval {
    since: u64,
    length: u64,
}

impl Interval {
    pub(crate) const OVER: Self = Self {
        since: 0,
        length: 0,
    };
    const ENDLESS: Self = Self {
        since: 0,
        length: u64::MAX,
    };

    fn left(self, now: u64) -> u64 {
        match self.length {
            u64::MAX => u64::MAX,
            length => length.saturating_sub(now.saturating_sub(self.since)),
        }
    }
}

/// A circuit's answer to a request for a permit.
pub(crate) enum Admission {
    Closed(Generation),
    Probe(Generation),
    Open(CircuitOpen),
}

/// A circuit at one moment.
pub(super) struct Look {
    pub(super) state: CircuitState,
    /// The failed turns in a row. Zero unless it is closed.
    pub(super) failures: u32,
    seen: PackedState,
}

/// The number of circuits so far. Not a stand-in for loom: nothing depends on it but the number of the next circuit.
static CIRCUITS: AtomicUsize = AtomicUsize::new(0);

/// A provider's circuit. See the module's documentation.
pub(crate) struct Circuit {
    word: AtomicU64,
    /// The start of the interval, in nanoseconds on the breaker's clock.
    since: AtomicU64,
    /// The length of the interval in nanoseconds. `u64::MAX` has no end.
    length: AtomicU64,
    name: Name,
    /// The number that events tell this circuit by.
    number: usize,
    /// The breaker's observer.
    observer: Option<ObserverHandle>,
}

impl Circuit {
    pub(crate) fn new(name: Name, observer: Option<ObserverHandle>) -> Self {
        Self {
            word: AtomicU64::new(0),
            since: AtomicU64::new(0),
            length: AtomicU64::new(0),
            name,
            number: CIRCUITS.fetch_add(1, Relaxed),
            observer,
        }
    }

    #[inline]
    fn load(&self) -> PackedState {
        PackedState(self.word.load(Acquire))
    }

    /// Replaces the word where no times need writing.
    fn replace(&self, seen: PackedState, new: PackedState) -> bool {
        self.word
            .compare_exchange(seen.0, new.0, AcqRel, Relaxed)
            .is_ok()
    }

    /// Begins the next generation in a phase that lasts for an interval. Times are written only here.
    fn begin(
        &self,
        seen: PackedState,
        phase: Phase,
        interval: Interval,
        cause: ChangeCause,
    ) -> Option<Generation> {
        let changing = seen.next(Phase::Changing);
        if !self.replace(seen, changing) {
            return None;
        }
        // `Release`, so that a thread which reads one of these also sees that the word has changed.
        self.since.store(interval.since, Release);
        self.length.store(interval.length, Release);
        let new = changing.with_phase(phase);
        self.word.store(new.0, Release);
        self.send(seen, new, cause, interval.length);
        Some(Generation(changing.generation()))
    }

    /// Closes the circuit, in the next generation. Returns false if another thread has changed it.
    fn close(&self, seen: PackedState, failures: u32, cause: ChangeCause) -> bool {
        let new = seen.next(Phase::Closed).with_failures(failures);
        let is_closed = self.replace(seen, new);
        if is_closed {
            self.send(seen, new, cause, 0);
        }
        is_closed
    }

    /// Sends the event of a change that this thread has made. The change is complete, and no lock is held.
    #[cold]
    fn send(&self, from: PackedState, to: PackedState, cause: ChangeCause, length: u64) {
        let observers = Observers::new(self.observer.as_ref());
        if observers.is_empty() {
            return;
        }
        let is_timed = to.phase() == Phase::Open && length != u64::MAX;
        observers.send(&Event::CircuitChanged(CircuitChanged {
            provider: self.name,
            circuit: self.number,
            from: from.phase().into(),
            to: to.phase().into(),
            cause,
            generation: to.generation(),
            open_for: is_timed.then(|| Duration::from_nanos(length)),
        }));
    }

    /// Returns the interval of the phase that was `seen`, or `None` if the circuit has changed since.
    fn interval(&self, seen: PackedState, now: u64) -> Option<Interval> {
        let since = self.since.load(Acquire);
        let length = self.length.load(Acquire);
        if self.word.load(Relaxed) != seen.0 {
            return None;
        }
        if now >= since {
            return Some(Interval { since, length });
        }
        // The clock stepped back. Counted from the old start, the interval would be longer by the step.
        let _ = self.since.compare_exchange(since, now, AcqRel, Relaxed);
        Some(Interval { since: now, length })
    }

    /// Admits a call if the circuit is closed. One load, and a permit that needs no cleanup.
    #[inline]
    pub(crate) fn admit_closed(&self) -> Option<Generation> {
        let word = self.load();
        (word.phase() == Phase::Closed).then(|| Generation(word.generation()))
    }

    /// Admits a call if the circuit is closed, or as the one probe if it is half-open.
    ///
    /// The clock is read only if it is not closed. `timeout` limits an attempt.
    #[inline]
    pub(super) fn admit(&self, timeout: Option<Duration>, settings: &BreakerSettings) -> Admission {
        loop {
            let seen = self.load();
            let phase = seen.phase();
            match phase {
                Phase::Closed => return Admission::Closed(Generation(seen.generation())),
                Phase::Changing => return Admission::Open(CircuitOpen::PROBING),
                Phase::Open | Phase::Probing => {
                    let now = nanos(settings.clock.now());
                    let Some(interval) = self.interval(seen, now) else {
                        continue;
                    };
                    match (interval.left(now), phase) {
                        (0, _) => {
                            let lease = settings.lease(timeout);
                            if let Some(generation) = self.lend(seen, now, lease) {
                                return Admission::Probe(generation);
                            }
                        }
                        (_, Phase::Probing) => return Admission::Open(CircuitOpen::PROBING),
                        (left, _) => return Admission::Open(CircuitOpen::with_left(left)),
                    }
                }
            }
        }
    }

    /// Returns the state of the circuit if it is open and admits no probe yet. Nothing is written.
    pub(super) fn open(&self, settings: &BreakerSettings) -> Option<CircuitOpen> {
        let seen = self.load();
        if seen.phase() != Phase::Open {
            return None;
        }
        let now = nanos(settings.clock.now());
        match self.interval(seen, now)?.left(now) {
            0 => None,
            left => Some(CircuitOpen::with_left(left)),
        }
    }

    /// Admits the one probe before the circuit is half-open. Returns the interval that the probe interrupts.
    ///
    /// Returns `None` if the circuit is held open, if a probe is under way, or if it is not open.
    pub(crate) fn probe_early(
        &self,
        timeout: Option<Duration>,
        settings: &BreakerSettings,
    ) -> Option<(Generation, Interval)> {
        let seen = self.load();
        if seen.phase() != Phase::Open {
            return None;
        }
        let now = nanos(settings.clock.now());
        let interval = self.interval(seen, now)?;
        if interval.left(now) == u64::MAX {
            return None;
        }
        let generation = self.lend(seen, now, settings.lease(timeout))?;
        Some((generation, interval))
    }

    /// Begins the lease of the one probe.
    #[cold]
    fn lend(&self, seen: PackedState, now: u64, lease: u64) -> Option<Generation> {
        let interval = Interval {
            since: now,
            length: lease,
        };
        self.begin(seen, Phase::Probing, interval, ChangeCause::ProbeStarted)
    }

    /// Returns true if the circuit is still in this generation.
    #[inline]
    pub(crate) fn is_current(&self, generation: Generation) -> bool {
        self.load().generation() == generation.0
    }

    /// Reports a success of a turn that was admitted in this generation.
    #[inline]
    pub(crate) fn succeed(&self, generation: Generation) {
        let seen = self.load();
        if !seen.is_closed_without_failures() {
            self.forget_failures(generation, seen);
        }
    }

    #[cold]
    fn forget_failures(&self, generation: Generation, mut seen: PackedState) {
        while seen.generation() == generation.0 && !seen.is_held_closed() {
            let is_done = match seen.phase() {
                Phase::Closed => self.replace(seen, seen.with_failures(0)),
                Phase::Probing => self.close(seen, 0, ChangeCause::ProbeSucceeded),
                Phase::Open | Phase::Changing => return,
            };
            if is_done {
                return;
            }
            seen = self.load();
        }
    }

    /// Reports a turn that was admitted in this generation and did not serve. The verdict decides what the circuit learns.
    ///
    /// `interrupted` is the interval that a probe has interrupted. For other turns it is over.
    #[inline]
    pub(crate) fn fail(
        &self,
        generation: Generation,
        verdict: Verdict,
        interrupted: Interval,
        settings: &BreakerSettings,
    ) {
        if !(verdict.is_counted_alone() && self.count(generation, settings)) {
            self.change(generation, verdict, interrupted, settings);
        }
    }

    /// Counts one more failure in a row. Returns false if the failure opens the circuit or has to be ignored.
    #[inline]
    fn count(&self, generation: Generation, settings: &BreakerSettings) -> bool {
        let seen = self.load();
        let failures = seen.failures() + 1;
        seen.phase() == Phase::Closed
            && seen.generation() == generation.0
            && failures < settings.failure_threshold
            && self.replace(seen, seen.with_failures(failures))
    }

    /// Applies a verdict that does more than count: it may open the circuit, or extend the time that it is open, or report
    /// a success.
    #[cold]
    #[inline(never)]
    fn change(
        &self,
        generation: Generation,
        verdict: Verdict,
        interrupted: Interval,
        settings: &BreakerSettings,
    ) {
        if verdict.is_success_alone() {
            return self.succeed(generation);
        }
        let (counted, open_for) = (verdict.is_counted(), verdict.open_time().map(nanos));
        loop {
            let seen = self.load();
            let is_current = seen.generation() == generation.0 && !seen.is_held_closed();
            // A removed circuit that is used again is a new one.
            if is_current && seen.is_removed() {
                self.replace(seen, seen.with_failures(0));
                continue;
            }
            // Decide for how long the circuit opens, if it does, and why. Of two times the longer wins.
            let mut cause = ChangeCause::OpenFor;
            let length = match seen.phase() {
                phase @ (Phase::Closed | Phase::Probing) if is_current => {
                    let failures = seen.failures() + 1;
                    let opens = phase == Phase::Probing || failures >= settings.failure_threshold;
                    match (counted, open_for) {
                        (true, open_for) if opens => {
                            cause = match phase {
                                Phase::Probing => ChangeCause::ProbeFailed,
                                _ => ChangeCause::Failures,
                            };
                            open_for.max(Some(settings.reset_after))
                        }
                        (true, None) if self.count(generation, settings) => return,
                        (true, None) => continue,
                        (_, open_for) => open_for,
                    }
                }
                // A time is news for a circuit that is open already, whichever generation reports it.
                Phase::Open => open_for,
                Phase::Changing if open_for.is_some() => {
                    yield_now();
                    continue;
                }
                Phase::Closed | Phase::Probing | Phase::Changing => None,
            };
            let Some(length) = length else { return };
            let now = nanos(settings.clock.now());
            let running = match seen.phase() {
                Phase::Open => match self.interval(seen, now) {
                    None => continue,
                    Some(running) => running,
                },
                _ => interrupted,
            };
            let left = running.left(now);
            // Do not shorten the interval, and do not open a circuit that is half-open by now.
            if seen.phase() == Phase::Open && (left == 0 || length <= left) {
                return;
            }
            let interval = Interval {
                since: now,
                length: length.max(left),
            };
            if self.begin(seen, Phase::Open, interval, cause).is_some() {
                return;
            }
        }
    }

    /// Releases a probe that was not settled: the circuit is open or half-open again, as if the probe had not been.
    pub(crate) fn release(&self, generation: Generation, interrupted: Interval) {
        let seen = self.load();
        if seen.phase() == Phase::Probing && seen.generation() == generation.0 {
            // If this fails, another thread has changed the circuit.
            let _ = self.begin(seen, Phase::Open, interrupted, ChangeCause::ProbeReleased);
        }
    }

    /// Returns the circuit at one moment, or `None` if it was removed.
    pub(super) fn look(&self, settings: &BreakerSettings) -> Option<Look> {
        loop {
            let seen = self.load();
            let look = |state, failures| Look {
                state,
                failures,
                seen,
            };
            match seen.phase() {
                Phase::Closed if seen.is_removed() => return None,
                Phase::Closed if seen.is_held_closed() => {
                    return Some(look(CircuitState::Closed, 0));
                }
                Phase::Closed => return Some(look(CircuitState::Closed, seen.failures())),
                Phase::Probing => return Some(look(CircuitState::HalfOpen, 0)),
                Phase::Changing => yield_now(),
                Phase::Open => {
                    let now = nanos(settings.clock.now());
                    match self.interval(seen, now).map(|interval| interval.left(now)) {
                        None => {}
                        Some(0) => return Some(look(CircuitState::HalfOpen, 0)),
                        Some(left) => {
                            let retry_in = CircuitOpen::with_left(left).retry_in();
                            return Some(look(CircuitState::Open { retry_in }, 0));
                        }
                    }
                }
            }
        }
    }

    /// Closes the circuit and forgets its failures. A removed circuit stays removed.
    pub(super) fn reset(&self) {
        self.force(|seen| seen.is_removed() || self.close(seen, 0, ChangeCause::Operator));
    }

    pub(super) fn force_close(&self) {
        self.force(|seen| self.close(seen, PackedState::HELD, ChangeCause::Operator));
    }

    pub(super) fn force_open(&self) {
        self.force(|seen| {
            let cause = ChangeCause::Operator;
            self.begin(seen, Phase::Open, Interval::ENDLESS, cause)
                .is_some()
        });
    }

    /// Closes the circuit and hides it until its next use. Returns false if it was removed before.
    pub(super) fn remove(&self) -> bool {
        let mut is_removed = false;
        self.force(|seen| {
            is_removed = !seen.is_removed() && self.remove_at(seen);
            is_removed || seen.is_removed()
        });
        is_removed
    }

    /// Removes the circuit if it has not changed since it was `seen`.
    fn remove_at(&self, seen: PackedState) -> bool {
        self.close(seen, PackedState::REMOVED, ChangeCause::Operator)
    }

    /// Removes the circuit if it has not changed since this look.
    pub(super) fn remove_after(&self, look: &Look) -> bool {
        self.remove_at(look.seen)
    }

    /// Shows a removed circuit again.
    pub(super) fn show(&self) {
        self.force(|seen| !seen.is_removed() || self.replace(seen, seen.with_failures(0)));
    }

    /// Repeats `change` until it succeeds, and not while another thread is writing times.
    fn force(&self, mut change: impl FnMut(PackedState) -> bool) {
        loop {
            let seen = self.load();
            if seen.phase() == Phase::Changing {
                yield_now();
            } else if change(seen) {
                return;
            }
        }
    }
}
