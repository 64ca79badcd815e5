//! The world that a scenario is played in, whichever driver plays it: scripted providers, a clock moved by hand, and a
//! record of what happens.
//!
//! It belongs to the thread, so that annotated functions find it too.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use failover_core::{
    AllProvidersFailed, CircuitBreaker, CircuitState, Clock, ItemResult, ItemsError, Served, Sleep,
    Timer, TimerFuture,
};

use tests::reference::{State, seen};

use crate::schema::{BreakerState, Call, Control, Event, Operation, Scenario, What};
use crate::trace::{Left, Parts};

pub(crate) type Value = Option<i64>;
pub(crate) type Pairs = Vec<(String, Value)>;
pub(crate) type Whole = Result<Served<Value, Boom>, AllProvidersFailed<Boom>>;
pub(crate) type Items = Result<ItemResult<String, Value, Boom>, AllProvidersFailed<Boom>>;
/// Like `Items`, but the call may require all keys.
pub(crate) type Required = Result<ItemResult<String, Value, Boom>, ItemsError<String, Value, Boom>>;

/// The error of a scripted provider.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Boom(pub(crate) i64);

/// A driver that calls the providers of a scenario.
pub(crate) trait Driver {
    fn breaker(&self) -> Option<&CircuitBreaker>;
    fn play(&self, scenario: &Scenario, call: &Call, probes: &Probes) -> Parts;
}

/// A scenario being played.
pub(crate) struct Harness {
    scenario: Rc<Scenario>,
    driver: Box<dyn Driver>,
    now: Cell<Duration>,
    /// Calls and sleeps, in order.
    actions: RefCell<Vec<Event>>,
    /// Number of invocations of each provider.
    cursors: RefCell<HashMap<(usize, Operation), usize>>,
    probes: Probes,
}

/// True for each provider's name whose turn began as a probe.
pub(crate) type Probes = RefCell<HashMap<String, bool>>;

thread_local! {
    static HARNESS: RefCell<Option<Rc<Harness>>> = const { RefCell::new(None) };
}

/// Returns the harness of this thread.
fn harness() -> Rc<Harness> {
    let harness = HARNESS.with_borrow(Clone::clone);
    harness.expect("a scenario is being played")
}

/// The clock of this thread's harness.
#[derive(Debug, Clone, Copy)]
pub(crate) struct HarnessClock;

impl Clock for HarnessClock {
    fn now(&self) -> Duration {
        harness().now.get()
    }
}

impl Sleep for HarnessClock {
    fn sleep(&self, duration: Duration) {
        let harness = harness();
        harness.advance(duration);
        let ms = whole_millis(duration);
        harness.actions.borrow_mut().push(Event::Sleep { ms });
    }
}

/// Every wait is over when it is first polled: the clock has moved on by it.
impl Timer for HarnessClock {
    fn sleep(&self, duration: Duration) -> TimerFuture {
        Box::pin(async move { Sleep::sleep(&HarnessClock, duration) })
    }
}

/// Returns the output of a call whose providers are ready and whose waits are [`HarnessClock`]'s.
pub(crate) fn at_once<F: Future>(call: F) -> F::Output {
    let mut context = Context::from_waker(Waker::noop());
    match pin!(call).poll(&mut context) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("it waits for something that is ready"),
    }
}

/// Returns the answer of provider `i` to a value call.
pub(crate) fn call(i: usize) -> Result<Value, Boom> {
    call_or_none(i).map(|value| value.expect("a provider of a client returns no `None`"))
}

/// Returns the answer of provider `i` to a value call, or `None` if it has none.
pub(crate) fn call_or_none(i: usize) -> Result<Option<Value>, Boom> {
    match harness().invoke(i, Operation::Fetch, &[]) {
        What::Ok { v } => Ok(Some(v)),
        What::Absent => Ok(None),
        What::Err { code } => Err(Boom(code)),
        What::Map { .. } => panic!("a map is no answer to a value call"),
    }
}

/// Returns the answer of provider `i` to a request for `keys`.
pub(crate) fn ask(i: usize, keys: &[String]) -> Result<Pairs, Boom> {
    match harness().invoke(i, Operation::Items, keys) {
        What::Map { m } => Ok(m),
        What::Err { code } => Err(Boom(code)),
        What::Ok { .. } | What::Absent => panic!("no answer for items"),
    }
}

/// Returns the answer of provider `i` to a request for `keys`, or `None` if it has none.
pub(crate) fn ask_or_none(i: usize, keys: &[String]) -> Option<Pairs> {
    match harness().invoke(i, Operation::Items, keys) {
        What::Map { m } => Some(m),
        What::Absent => None,
        What::Ok { .. } | What::Err { .. } => panic!("no answer for items"),
    }
}

impl Harness {
    /// Sets up this thread's harness, with its clock at zero.
    pub(crate) fn set_up(scenario: Rc<Scenario>, driver: Box<dyn Driver>) -> Rc<Self> {
        // In a recording, circuits are closed before their first call. So are those of a handle.
        if let Some(breaker) = driver.breaker() {
            breaker.register(scenario.providers.iter().map(|provider| &provider.name));
        }
        let harness = Rc::new(Self {
            scenario,
            driver,
            now: Cell::default(),
            actions: RefCell::default(),
            cursors: RefCell::default(),
            probes: RefCell::default(),
        });
        HARNESS.set(Some(Rc::clone(&harness)));
        harness
    }

    /// Plays the next call.
    pub(crate) fn step(&self, call: &Call) -> Left {
        self.advance(Duration::from_millis(call.pre_adv));
        let back = Duration::from_millis(call.back);
        self.now.set(self.now.get().saturating_sub(back));
        self.control(call.control.as_ref());
        self.probes.borrow_mut().clear();
        let (outcome, turns, mut unrecorded) = self.driver.play(&self.scenario, call, &self.probes);
        if let Some(breaker) = self.driver.breaker() {
            unrecorded.circuits = breaker.snapshot();
            unrecorded.states = self.states(breaker);
        }
        Left {
            outcome,
            actions: self.actions.take(),
            turns,
            t_end: whole_millis(self.now.get()),
            breakers: self.circuits(),
            unrecorded,
        }
    }

    /// Skips a call that cannot be made. Only time passes.
    pub(crate) fn pass_over(&self, call: &Call) -> (u64, Vec<BreakerState>) {
        self.advance(Duration::from_millis(call.pre_adv));
        (whole_millis(self.now.get()), self.circuits())
    }

    fn circuits(&self) -> Vec<BreakerState> {
        let mut circuits: Vec<BreakerState> = Vec::new();
        for provider in &self.scenario.providers {
            let is_new = circuits.iter().all(|seen| seen.p != provider.name);
            if let (Some(breaker), true) = (self.driver.breaker(), is_new) {
                circuits.push(BreakerState {
                    p: provider.name.clone(),
                    state: breaker.state(&provider.name).to_string(),
                });
            }
        }
        circuits
    }

    /// Returns the states of the circuits in the model's words.
    fn states(&self, breaker: &CircuitBreaker) -> Vec<(String, State)> {
        let mut names: Vec<&str> = Vec::new();
        for provider in &self.scenario.providers {
            if !names.contains(&provider.name.as_str()) {
                names.push(&provider.name);
            }
        }
        let states = seen::states(breaker, &names);
        names.into_iter().map(str::to_owned).zip(states).collect()
    }

    fn control(&self, control: Option<&Control>) {
        let (Some(breaker), Some(control)) = (self.driver.breaker(), control) else {
            return;
        };
        match control {
            Control::Reset(name) => breaker.reset(name),
            Control::ForceOpen(name) => breaker.force_open(name.clone()),
            Control::ForceClose(name) => breaker.force_close(name.clone()),
        }
    }

    fn advance(&self, by: Duration) {
        self.now.set(self.now.get() + by);
    }

    /// Returns the next outcome of a provider's script. Records it and lets its time pass.
    fn invoke(&self, i: usize, op: Operation, keys: &[String]) -> What {
        let provider = &self.scenario.providers[i];
        let n = {
            let mut cursors = self.cursors.borrow_mut();
            let cursor = cursors.entry((i, op)).or_insert(0);
            *cursor += 1;
            *cursor - 1
        };
        let half_open =
            |breaker: &CircuitBreaker| breaker.state(&provider.name) == CircuitState::HalfOpen;
        let probing = self.driver.breaker().is_some_and(half_open);
        self.probes
            .borrow_mut()
            .entry(provider.name.clone())
            .or_insert(probing);
        let (at, keys) = (whole_millis(self.now.get()), keys.to_vec());
        let call = Event::Call { i, n, at, keys };
        self.actions.borrow_mut().push(call);
        let outcome = provider.outcome(op, n);
        self.control(outcome.meanwhile.as_ref());
        self.advance(Duration::from_millis(outcome.adv));
        outcome.what.clone()
    }
}

/// Returns the calls and sleeps of the call that this thread plays.
pub(crate) fn seen_actions<T>(action: impl FnMut(&Event) -> Option<T>) -> Vec<T> {
    harness()
        .actions
        .borrow()
        .iter()
        .filter_map(action)
        .collect()
}

pub(crate) fn whole_millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
