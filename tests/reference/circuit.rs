//! The circuit breaker: one circuit for each name.

use std::collections::BTreeMap;
use std::time::Duration;

use super::Verdict;
use super::outcome::Open;

/// A time from here on is endless: 584 years.
const WITHOUT_END: Duration = Duration::from_nanos(u64::MAX);

/// The shortest lease of a probe whose attempt has no timeout.
const LEASE_WITHOUT_TIMEOUT: Duration = Duration::from_secs(30);

#[derive(Debug, Clone)]
pub struct Breaker {
    pub failure_threshold: u32,
    pub reset_after: Duration,
    /// The longest time for which a probe may stay unsettled, if it is set.
    pub probe_lease: Option<Duration>,
    circuits: BTreeMap<String, Circuit>,
}

#[derive(Debug, Clone)]
struct Circuit {
    /// Increases with every change of the circuit. A result from before a change is ignored.
    generation: u64,
    doing: Doing,
}

#[derive(Debug, Clone, Copy)]
enum Doing {
    /// Closed, after this many failed turns in a row.
    Closed { failures: u32 },
    /// Closed until an operator resets it.
    HeldClosed,
    /// Open during this time, half-open afterwards.
    Open(Span),
    /// Half-open with a probe under way, for as long as this lasts.
    Probing(Span),
}

/// A length of time from a moment on.
#[derive(Debug, Clone, Copy)]
struct Span {
    since: Duration,
    lasts: Duration,
}

/// Permission for one turn.
#[derive(Debug, Clone)]
pub struct Permit {
    name: String,
    generation: u64,
    /// The outage that a probe interrupts. It is over unless the probe came early.
    interrupted: Option<Span>,
}

/// The visible state of a circuit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Closed {
        failures: u32,
    },
    /// `None` means until an operator resets it.
    Open {
        retry_in: Option<Duration>,
    },
    HalfOpen,
}

impl Permit {
    pub fn is_probe(&self) -> bool {
        self.interrupted.is_some()
    }
}

impl Span {
    const OVER: Self = Self {
        since: Duration::ZERO,
        lasts: Duration::ZERO,
    };

    /// Returns the rest of it. If the clock has stepped back, it starts again now, so that it does not last longer.
    fn left(&mut self, now: Duration) -> Duration {
        self.since = self.since.min(now);
        if self.lasts >= WITHOUT_END {
            return WITHOUT_END;
        }
        self.lasts.saturating_sub(now - self.since)
    }
}

impl Circuit {
    const NEW: Self = Self {
        generation: 0,
        doing: Doing::Closed { failures: 0 },
    };

    fn change(&mut self, doing: Doing) {
        self.generation += 1;
        self.doing = doing;
    }

    fn open(&mut self, since: Duration, lasts: Duration) {
        self.change(Doing::Open(Span { since, lasts }));
    }

    /// Issues the permit of a probe.
    fn probe(&mut self, name: &str, now: Duration, lease: Duration, interrupted: Span) -> Permit {
        self.change(Doing::Probing(Span {
            since: now,
            lasts: lease,
        }));
        Permit {
            name: name.to_owned(),
            generation: self.generation,
            interrupted: Some(interrupted),
        }
    }
}

impl Breaker {
    pub fn new(failure_threshold: u32, reset_after: Duration) -> Self {
        Self {
            failure_threshold,
            reset_after,
            probe_lease: None,
            circuits: BTreeMap::new(),
        }
    }

    fn circuit(&mut self, name: &str) -> &mut Circuit {
        let circuits = &mut self.circuits;
        circuits.entry(name.to_owned()).or_insert(Circuit::NEW)
    }

    /// Returns how long a probe of a client with this timeout may stay unsettled.
    fn lease(&self, timeout: Option<Duration>) -> Duration {
        let least = timeout.map_or(LEASE_WITHOUT_TIMEOUT, |timeout| timeout.saturating_mul(2));
        self.probe_lease.unwrap_or(self.reset_after.max(least))
    }

    /// Asks for a permit.
    ///
    /// # Errors
    ///
    /// The circuit is open, or its probe is under way.
    pub fn permit(
        &mut self,
        name: &str,
        timeout: Option<Duration>,
        now: Duration,
    ) -> Result<Permit, Open> {
        let lease = self.lease(timeout);
        let circuit = self.circuit(name);
        match &mut circuit.doing {
            Doing::Closed { .. } | Doing::HeldClosed => Ok(Permit {
                name: name.to_owned(),
                generation: circuit.generation,
                interrupted: None,
            }),
            Doing::Open(outage) => match outage.left(now) {
                Duration::ZERO => Ok(circuit.probe(name, now, lease, Span::OVER)),
                WITHOUT_END => Err(Open::Held),
                left => Err(Open::For(left)),
            },
            // A probe that never settles loses its permit, and the next call becomes the probe.
            Doing::Probing(leased) => match leased.left(now) {
                Duration::ZERO => Ok(circuit.probe(name, now, lease, Span::OVER)),
                _ => Err(Open::Probing),
            },
        }
    }

    /// Asks for the permit of an early probe, although the circuit is still open.
    pub fn probe_early(
        &mut self,
        name: &str,
        timeout: Option<Duration>,
        now: Duration,
    ) -> Option<Permit> {
        let lease = self.lease(timeout);
        let circuit = self.circuit(name);
        let Doing::Open(mut outage) = circuit.doing else {
            return None;
        };
        if outage.left(now) == WITHOUT_END {
            return None;
        }
        Some(circuit.probe(name, now, lease, outage))
    }

    pub fn is_closed(&mut self, name: &str) -> bool {
        let doing = self.circuit(name).doing;
        matches!(doing, Doing::Closed { .. } | Doing::HeldClosed)
    }

    /// Returns true if the circuit has not changed since the permit was issued.
    pub fn is_current(&mut self, permit: &Permit) -> bool {
        self.circuit(&permit.name).generation == permit.generation
    }

    /// Settles a success: failures are forgotten, and a half-open circuit closes.
    pub fn success(&mut self, permit: &Permit) {
        if !self.is_current(permit) {
            return;
        }
        let circuit = self.circuit(&permit.name);
        match circuit.doing {
            Doing::Closed { .. } => circuit.doing = Doing::Closed { failures: 0 },
            Doing::Probing(_) => circuit.change(Doing::Closed { failures: 0 }),
            Doing::HeldClosed | Doing::Open(_) => {}
        }
    }

    /// Settles a failure with this verdict.
    pub fn failure(&mut self, permit: &Permit, verdict: Verdict, now: Duration) {
        let (threshold, reset_after) = (self.failure_threshold, self.reset_after);
        if verdict.healthy && verdict.open_for.is_none() {
            return self.success(permit);
        }
        let is_current = self.is_current(permit);
        let circuit = self.circuit(&permit.name);
        let open_for = verdict.open_for.unwrap_or_default();
        match &mut circuit.doing {
            // A failure does not extend an outage. An `open_for` time that ends later does.
            Doing::Open(outage) => {
                let left = outage.left(now);
                if !left.is_zero() && open_for > left {
                    circuit.open(now, open_for);
                }
            }
            Doing::Closed { failures } if is_current => {
                *failures += u32::from(verdict.counted);
                if verdict.counted && *failures >= threshold {
                    circuit.open(now, reset_after.max(open_for));
                } else if !open_for.is_zero() {
                    circuit.open(now, open_for);
                }
            }
            Doing::Probing(_) if is_current => {
                let left = permit
                    .interrupted
                    .map_or(Duration::ZERO, |mut outage| outage.left(now));
                if verdict.counted {
                    circuit.open(now, reset_after.max(open_for).max(left));
                } else if !open_for.is_zero() {
                    circuit.open(now, open_for.max(left));
                }
            }
            // The permit is from before the last change, or nothing opens the circuit.
            Doing::Closed { .. } | Doing::Probing(_) | Doing::HeldClosed => {}
        }
    }

    /// Drops the permit. A probe that was not settled leaves the circuit as it found it.
    pub fn drop(&mut self, permit: &Permit) {
        let Some(interrupted) = permit.interrupted else {
            return;
        };
        if self.is_current(permit) {
            self.circuit(&permit.name).change(Doing::Open(interrupted));
        }
    }

    /// Resets the circuit. Results of turns under way will be ignored.
    pub fn reset(&mut self, name: &str) {
        self.circuit(name).change(Doing::Closed { failures: 0 });
    }

    pub fn force_open(&mut self, name: &str) {
        self.circuit(name).open(Duration::ZERO, WITHOUT_END);
    }

    pub fn force_close(&mut self, name: &str) {
        self.circuit(name).change(Doing::HeldClosed);
    }

    pub fn state(&mut self, name: &str, now: Duration) -> State {
        match &mut self.circuit(name).doing {
            Doing::Closed { failures } => State::Closed {
                failures: *failures,
            },
            Doing::HeldClosed => State::Closed { failures: 0 },
            Doing::Probing(_) => State::HalfOpen,
            Doing::Open(outage) => match outage.left(now) {
                Duration::ZERO => State::HalfOpen,
                left => State::Open {
                    retry_in: Some(left).filter(|left| *left < WITHOUT_END),
                },
            },
        }
    }

    /// Returns when the circuit changes by itself: at the end of an outage, or of a probe's lease.
    pub fn boundary(&self, name: &str) -> Option<Duration> {
        match self.circuits.get(name)?.doing {
            Doing::Open(span) | Doing::Probing(span) => {
                Some(span.since.saturating_add(span.lasts)).filter(|end| *end < WITHOUT_END)
            }
            Doing::Closed { .. } | Doing::HeldClosed => None,
        }
    }
}
