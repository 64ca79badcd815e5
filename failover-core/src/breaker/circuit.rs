//! One provider's circuit.
//!
//! A single atomic word decides everything: the state, the failures in a row, and a generation that
//! every change of state moves on. Whoever was let in carries the generation it was let in under, so a
//! result from before a change is recognised and ignored.
//!
//! Two more words say since when and for how long the circuit is open, or lent to a probe. They are
//! written between two steps of the deciding word, while it says "changing": nobody reads times that
//! belong to another state, and nobody waits for a writer to be let in (a circuit that is changing is
//! taken for open).

use std::sync::atomic::Ordering::{AcqRel, Acquire, Relaxed, Release};
use std::time::Duration;

use super::Settings;
use super::state::{CircuitOpen, CircuitState};
use super::word::{Stamp, State, Word};
use crate::sync::{AtomicU64, yield_now};
use crate::time::nanos;
use crate::verdict::Verdict;

/// A time that a state lasts, in nanoseconds on the breaker's clock.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Span {
    since: u64,
    length: u64,
}

impl Span {
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

/// What a circuit answers to who wants to call its provider.
pub(crate) enum Admission {
    Closed(Stamp),
    Probe(Stamp),
    Open(CircuitOpen),
}

/// See the module's documentation.
pub(crate) struct Circuit {
    word: AtomicU64,
    /// Nanoseconds on the breaker's clock.
    since: AtomicU64,
    /// Nanoseconds; `u64::MAX` is without end.
    length: AtomicU64,
}

impl Circuit {
    pub(crate) fn new() -> Self {
        Self {
            word: AtomicU64::new(0),
            since: AtomicU64::new(0),
            length: AtomicU64::new(0),
        }
    }

    #[inline]
    fn load(&self) -> Word {
        Word(self.word.load(Acquire))
    }

    /// Moves the word on where no times need writing.
    fn replace(&self, seen: Word, new: Word) -> bool {
        self.word
            .compare_exchange(seen.0, new.0, AcqRel, Relaxed)
            .is_ok()
    }

    /// The next generation, in a state that lasts: the one place where times are written.
    fn begin(&self, seen: Word, state: State, span: Span) -> Option<Stamp> {
        let changing = seen.next(State::Changing);
        if !self.replace(seen, changing) {
            return None;
        }
        // `Release`, so that whoever reads one of these also sees that the word has moved on.
        self.since.store(span.since, Release);
        self.length.store(span.length, Release);
        self.word.store(changing.with_state(state).0, Release);
        Some(Stamp(changing.generation()))
    }

    /// How long the state that was `seen` lasts, or `None` if the circuit has moved on meanwhile.
    fn span(&self, seen: Word, now: u64) -> Option<Span> {
        let since = self.since.load(Acquire);
        let length = self.length.load(Acquire);
        if self.word.load(Relaxed) != seen.0 {
            return None;
        }
        if now >= since {
            return Some(Span { since, length });
        }
        // The clock stepped back. Counted from the old start, the time would be longer by the step.
        let _ = self.since.compare_exchange(since, now, AcqRel, Relaxed);
        Some(Span { since: now, length })
    }

    /// The way in for a call while nothing is wrong: one load, and nothing that owes anything.
    #[inline]
    pub(crate) fn admit_closed(&self) -> Option<Stamp> {
        let word = self.load();
        (word.state() == State::Closed).then(|| Stamp(word.generation()))
    }

    /// Lets a call through if the circuit is closed, or as the one probe if it is half-open. The clock is
    /// read only if it is not closed. `timeout` is what an attempt may take.
    #[inline]
    pub(super) fn admit(&self, timeout: Option<Duration>, settings: &Settings) -> Admission {
        loop {
            let seen = self.load();
            let state = seen.state();
            match state {
                State::Closed => return Admission::Closed(Stamp(seen.generation())),
                State::Changing => return Admission::Open(CircuitOpen::PROBING),
                State::Open | State::Probing => {
                    let now = nanos(settings.clock.now());
                    let Some(span) = self.span(seen, now) else {
                        continue;
                    };
                    match (span.left(now), state) {
                        (0, _) => {
                            let lease = settings.lease(timeout);
                            if let Some(stamp) = self.lend(seen, now, lease) {
                                return Admission::Probe(stamp);
                            }
                        }
                        (_, State::Probing) => return Admission::Open(CircuitOpen::PROBING),
                        (left, _) => return Admission::Open(CircuitOpen::with_left(left)),
                    }
                }
            }
        }
    }

    /// Lets the one probe through before the circuit is half-open, and says which outage that interrupts. Not
    /// if it is held open, if a probe is under way, or if it is not open at all.
    pub(crate) fn probe_early(
        &self,
        timeout: Option<Duration>,
        settings: &Settings,
    ) -> Option<(Stamp, Span)> {
        let seen = self.load();
        if seen.state() != State::Open {
            return None;
        }
        let now = nanos(settings.clock.now());
        let span = self.span(seen, now)?;
        if span.left(now) == u64::MAX {
            return None;
        }
        let stamp = self.lend(seen, now, settings.lease(timeout))?;
        Some((stamp, span))
    }

    /// Lends the one probe for `lease`.
    #[cold]
    fn lend(&self, seen: Word, now: u64, lease: u64) -> Option<Stamp> {
        let span = Span {
            since: now,
            length: lease,
        };
        self.begin(seen, State::Probing, span)
    }

    /// Whether nothing has changed since `stamp` was given.
    #[inline]
    pub(crate) fn is_current(&self, stamp: Stamp) -> bool {
        self.load().generation() == stamp.0
    }

    /// What was let in under `stamp` succeeded.
    #[inline]
    pub(crate) fn succeed(&self, stamp: Stamp) {
        let seen = self.load();
        if !seen.is_closed_without_failures() {
            self.forget_failures(stamp, seen);
        }
    }

    #[cold]
    fn forget_failures(&self, stamp: Stamp, mut seen: Word) {
        while seen.generation() == stamp.0 && !seen.is_held_closed() {
            let new = match seen.state() {
                State::Closed => seen.with_failures(0),
                State::Probing => seen.next(State::Closed),
                State::Open | State::Changing => return,
            };
            if self.replace(seen, new) {
                return;
            }
            seen = self.load();
        }
    }

    /// What was let in under `stamp` failed, and `verdict` says what that means for the circuit. A probe
    /// says which outage it interrupted; for others that is over.
    #[inline]
    pub(crate) fn fail(
        &self,
        stamp: Stamp,
        verdict: Verdict,
        interrupted: Span,
        settings: &Settings,
    ) {
        if !(verdict.is_counted_alone() && self.count(stamp, settings)) {
            let (counted, stay_away) = (verdict.is_counted(), verdict.time_to_stay_away());
            let stay_away = stay_away.map(nanos);
            self.change(stamp, counted, stay_away, interrupted, settings);
        }
    }

    /// One more failure in a row, if that is all: not if it opens the circuit, or says nothing to it.
    #[inline]
    fn count(&self, stamp: Stamp, settings: &Settings) -> bool {
        let seen = self.load();
        let failures = seen.failures() + 1;
        seen.state() == State::Closed
            && seen.generation() == stamp.0
            && failures < settings.failure_threshold
            && self.replace(seen, seen.with_failures(failures))
    }

    /// Whatever else a failure does.
    #[cold]
    #[inline(never)]
    fn change(
        &self,
        stamp: Stamp,
        counted: bool,
        stay_away: Option<u64>,
        interrupted: Span,
        settings: &Settings,
    ) {
        loop {
            let seen = self.load();
            let is_current = seen.generation() == stamp.0 && !seen.is_held_closed();
            // For how long the circuit is to be open, if it is. Of two times the later wins.
            let outage = match seen.state() {
                state @ (State::Closed | State::Probing) if is_current => {
                    let failures = seen.failures() + 1;
                    let opens = state == State::Probing || failures >= settings.failure_threshold;
                    match (counted, stay_away) {
                        (true, stay_away) if opens => stay_away.max(Some(settings.reset_after)),
                        (true, None) if self.count(stamp, settings) => return,
                        (true, None) => continue,
                        (_, stay_away) => stay_away,
                    }
                }
                // News for a circuit that is open already, whoever brings them.
                State::Open => stay_away,
                State::Changing if stay_away.is_some() => {
                    yield_now();
                    continue;
                }
                State::Closed | State::Probing | State::Changing => None,
            };
            let Some(length) = outage else { return };
            let now = nanos(settings.clock.now());
            let running = match seen.state() {
                State::Open => match self.span(seen, now) {
                    None => continue,
                    Some(running) => running,
                },
                _ => interrupted,
            };
            let left = running.left(now);
            // A circuit that is half-open is not held to old news, and an outage is not shortened.
            if seen.state() == State::Open && (left == 0 || length <= left) {
                return;
            }
            let span = Span {
                since: now,
                length: length.max(left),
            };
            if self.begin(seen, State::Open, span).is_some() {
                return;
            }
        }
    }

    /// The probe let in under `stamp` was given up: open or half-open again, as if it had never been let in.
    pub(crate) fn release(&self, stamp: Stamp, interrupted: Span) {
        let seen = self.load();
        if seen.state() == State::Probing && seen.generation() == stamp.0 {
            // If this fails, somebody else has moved the circuit on.
            let _ = self.begin(seen, State::Open, interrupted);
        }
    }

    pub(crate) fn state(&self, settings: &Settings) -> CircuitState {
        self.look(settings).0
    }

    /// The state, and failed turns in a row: zero unless it is closed. Both of one moment.
    pub(crate) fn look(&self, settings: &Settings) -> (CircuitState, u32) {
        loop {
            let seen = self.load();
            match seen.state() {
                State::Closed if seen.is_held_closed() => return (CircuitState::Closed, 0),
                State::Closed => return (CircuitState::Closed, seen.failures()),
                State::Probing => return (CircuitState::HalfOpen, 0),
                State::Changing => yield_now(),
                State::Open => {
                    let now = nanos(settings.clock.now());
                    match self.span(seen, now).map(|span| span.left(now)) {
                        None => {}
                        Some(0) => return (CircuitState::HalfOpen, 0),
                        Some(left) => {
                            let retry_in = CircuitOpen::with_left(left).retry_in();
                            return (CircuitState::Open { retry_in }, 0);
                        }
                    }
                }
            }
        }
    }

    pub(crate) fn reset(&self) {
        self.force(|seen| self.replace(seen, seen.next(State::Closed)));
    }

    pub(crate) fn force_close(&self) {
        let held = |seen: Word| seen.next(State::Closed).with_failures(Word::HELD);
        self.force(|seen| self.replace(seen, held(seen)));
    }

    pub(crate) fn force_open(&self) {
        self.force(|seen| self.begin(seen, State::Open, Span::ENDLESS).is_some());
    }

    /// Repeats `change` until it is made, and not in the middle of somebody else's.
    fn force(&self, change: impl Fn(Word) -> bool) {
        loop {
            let seen = self.load();
            if seen.state() == State::Changing {
                yield_now();
            } else if change(seen) {
                return;
            }
        }
    }
}
