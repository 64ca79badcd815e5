//! Two providers behind a client with a breaker, and the four ways to call them.

use std::cell::RefCell;
use std::future::pending;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use failover_core::testing::ManualClock;
use failover_core::{
    CircuitBreaker, CircuitState, Clock, FailoverClient, ItemProvider, Provider, Verdict,
};

use crate::cell::{Cell, Circuit, Engine, Fault, Operation, State};
use crate::seen::{Key, Name, Report, Seen, THE_VALUE, Trouble};

pub(crate) const RETRIES: u32 = 1;
pub(crate) const BACKOFF: Duration = Duration::from_secs(1);
pub(crate) const TIMEOUT: Duration = Duration::from_secs(2);
/// The time after which a late value comes.
pub(crate) const LATE: Duration = Duration::from_secs(3);
/// The time after which the next provider of a hedged call starts.
pub(crate) const HEDGE: Duration = Duration::from_millis(500);
pub(crate) const FAILURE_THRESHOLD: u32 = 3;
pub(crate) const RESET_AFTER: Duration = Duration::from_secs(60);
/// The time to retry after, as `a` says it.
pub(crate) const STAY_AWAY: Duration = Duration::from_secs(90);

/// The keys of a batch call. Neither provider knows the last one.
pub(crate) const KEYS: [Key; 3] = ["BTC", "ETH", "DOGE"];
/// A key that is never requested.
const NOT_ASKED: Key = "XRP";

/// Returns the value that a healthy provider has for a key. It is different for each provider and key.
pub(crate) fn value(name: Name, key: Key) -> u32 {
    let keys = [THE_VALUE, KEYS[0], KEYS[1], NOT_ASKED];
    let number = (1..).zip(keys).find(|(_, known)| *known == key);
    let number = number.expect("a key that a provider knows").0;
    if name == "a" {
        10 + number
    } else {
        20 + number
    }
}

/// A value that `is_valid` rejects.
const BAD: u32 = 0;

fn classify(trouble: &Trouble) -> Verdict {
    match trouble {
        Trouble::Down => Verdict::RETRY,
        Trouble::BadRequest => Verdict::STOP,
        Trouble::TooManyRequests => Verdict::NEXT.open_for(STAY_AWAY),
        Trouble::Cancelled => Verdict::NEXT.uncounted(),
    }
}

/// The panic of `a`.
struct ThisFault;

/// The form of an answer of `a`.
enum Answer {
    Good,
    Bad,
    Empty,
    Extra,
}

impl Answer {
    fn value(&self) -> u32 {
        match self {
            Self::Bad => BAD,
            _ => value("a", THE_VALUE),
        }
    }

    fn values(&self, asked: &[Key]) -> Vec<(Key, u32)> {
        let good = |key| (key, value("a", key));
        match self {
            Self::Good => vec![good("BTC"), good("ETH")],
            Self::Bad => asked.iter().map(|key| (*key, BAD)).collect(),
            Self::Empty => vec![],
            Self::Extra => vec![good(NOT_ASKED), good("BTC")],
        }
    }
}

pub(crate) struct World {
    pub(crate) clock: ManualClock,
    client: FailoverClient,
    operation: Operation,
    engine: Engine,
    /// Every attempt of the call under way.
    asked: RefCell<Vec<(Name, Vec<Key>)>>,
}

impl World {
    pub(crate) fn new(cell: &Cell) -> Self {
        let clock = ManualClock::new();
        let breaker = CircuitBreaker::new(FAILURE_THRESHOLD, RESET_AFTER).clock(clock.clone());
        let (failures, wait) = match cell.state {
            State::Closed => (0, Duration::ZERO),
            State::OneShortOfOpening => (FAILURE_THRESHOLD - 1, Duration::ZERO),
            State::Open => (FAILURE_THRESHOLD, RESET_AFTER / 2),
            State::HalfOpen => (FAILURE_THRESHOLD, RESET_AFTER),
        };
        for _ in 0..failures {
            breaker.permit("a").unwrap().failure();
        }
        clock.advance(wait);
        let client = FailoverClient::builder()
            .retries(RETRIES)
            .retry_backoff(BACKOFF)
            .timeout(TIMEOUT)
            .circuit_breaker(breaker)
            .clock(clock.clone())
            .sleep(clock.clone())
            .timer(clock.clone())
            .build()
            .unwrap();
        let world = Self {
            clock,
            client,
            operation: cell.operation,
            engine: cell.engine,
            asked: RefCell::default(),
        };
        assert_eq!(world.circuit("a"), cell.state.circuit());
        world
    }

    /// Makes a call in which `a` has this fault, if any.
    pub(crate) fn call(&self, fault: Option<Fault>) -> Seen {
        let began = self.clock.now();
        self.asked.take();
        let report = catch_unwind(AssertUnwindSafe(|| match (self.operation, self.engine) {
            (Operation::Whole, Engine::Blocking) => self.whole(fault),
            (Operation::Whole, Engine::Awaited) => self.whole_awaited(fault),
            (Operation::Items, Engine::Blocking) => self.items(fault),
            (Operation::Items, Engine::Awaited) => self.items_awaited(fault),
        }));
        let report = report.unwrap_or_else(|payload| match payload.downcast::<ThisFault>() {
            Ok(_) => Report::Panicked,
            Err(payload) => resume_unwind(payload),
        });
        Seen {
            report,
            asked: self.asked.take(),
            took: self.clock.now() - began,
            circuit: self.circuit("a"),
            circuit_of_b: self.circuit("b"),
        }
    }

    fn whole(&self, fault: Option<Fault>) -> Report {
        let client = self.client.is_valid(is_valid).classify(classify);
        let a = || Ok(self.attempt(fault, &[])?.expect("it returns").value());
        let b = || Ok(self.value_of_b());
        let providers = (Provider::new("a", a), Provider::new("b", b));
        Report::of_whole(&client.fetch(providers))
    }

    fn whole_awaited(&self, fault: Option<Fault>) -> Report {
        let client = self.client.is_valid(is_valid).classify(classify);
        let a = async || match self.attempt(fault, &[])? {
            Some(answer) => Ok(answer.value()),
            None => pending().await,
        };
        let b = async || Ok(self.value_of_b());
        let providers = (Provider::new("a", a), Provider::new("b", b));
        let result = match fault {
            Some(Fault::Outrun) => self.run(fault, client.hedge(HEDGE).fetch_async(providers)),
            _ => self.run(fault, client.fetch_async(providers)),
        };
        result.map_or(Report::Dropped, |result| Report::of_whole(&result))
    }

    fn items(&self, fault: Option<Fault>) -> Report {
        let client = self.client.is_valid(is_valid).classify(classify);
        let a = |keys: &[Key]| Ok(self.attempt(fault, keys)?.expect("it returns").values(keys));
        let b = |keys: &[Key]| Ok(self.values_of_b(keys));
        let providers = (ItemProvider::new("a", a), ItemProvider::new("b", b));
        Report::of_items(&client.fetch_items(KEYS, providers))
    }

    fn items_awaited(&self, fault: Option<Fault>) -> Report {
        let client = self.client.is_valid(is_valid).classify(classify);
        let a = async |keys: Vec<Key>| match self.attempt(fault, &keys)? {
            Some(answer) => Ok(answer.values(&keys)),
            None => pending().await,
        };
        let b = async |keys: Vec<Key>| Ok(self.values_of_b(&keys));
        let providers = (
            ItemProvider::new_async("a", a),
            ItemProvider::new_async("b", b),
        );
        let result = self.run(fault, client.fetch_items_async(KEYS, providers));
        result.map_or(Report::Dropped, |result| Report::of_items(&result))
    }

    /// Returns the result of a call, unless its caller drops it while it waits.
    fn run<F: Future>(&self, fault: Option<Fault>, call: F) -> Option<F::Output> {
        if fault != Some(Fault::CallersDrop) {
            return Some(self.clock.block_on(call));
        }
        match pin!(call).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(output) => Some(output),
            Poll::Pending => None,
        }
    }

    /// Makes an attempt at `a`. Returns `None` if it never ends.
    fn attempt(&self, fault: Option<Fault>, keys: &[Key]) -> Result<Option<Answer>, Trouble> {
        self.asked.borrow_mut().push(("a", keys.to_vec()));
        let Some(fault) = fault else {
            return Ok(Some(Answer::Good));
        };
        match fault {
            Fault::Error => Err(Trouble::Down),
            // A real panic, but without a message on the terminal.
            Fault::Panic => resume_unwind(Box::new(ThisFault)),
            Fault::Hang | Fault::Outrun | Fault::CallersDrop => Ok(None),
            // The value comes in one poll in an async call too. Only a hang has to wait.
            Fault::Late => {
                self.clock.advance(LATE);
                Ok(Some(Answer::Good))
            }
            Fault::Empty => Ok(Some(Answer::Empty)),
            Fault::ExtraKeys => Ok(Some(Answer::Extra)),
            Fault::Rejected => Ok(Some(Answer::Bad)),
            Fault::StopVerdict => Err(Trouble::BadRequest),
            Fault::RetryAfter => Err(Trouble::TooManyRequests),
            Fault::Cancelled => Err(Trouble::Cancelled),
        }
    }

    fn value_of_b(&self) -> u32 {
        self.asked.borrow_mut().push(("b", vec![]));
        value("b", THE_VALUE)
    }

    /// Returns everything that `b` knows, whatever the request: a value that `a` served already must stay.
    fn values_of_b(&self, keys: &[Key]) -> Vec<(Key, u32)> {
        self.asked.borrow_mut().push(("b", keys.to_vec()));
        let known = ["BTC", "ETH", NOT_ASKED];
        known.map(|key| (key, value("b", key))).to_vec()
    }

    fn circuit(&self, name: Name) -> Circuit {
        let snapshot = self.client.circuit_breaker().unwrap().snapshot();
        let Some(circuit) = snapshot.iter().find(|circuit| circuit.name == name) else {
            return Circuit::Closed(0);
        };
        match circuit.state {
            CircuitState::Closed => Circuit::Closed(circuit.failures),
            CircuitState::Open { retry_in } => {
                Circuit::Open(retry_in.expect("no operator holds it"))
            }
            CircuitState::HalfOpen => Circuit::HalfOpen,
            CircuitState::Unknown => unreachable!("a snapshot knows its circuits"),
        }
    }
}

fn is_valid(value: &u32) -> bool {
    *value != BAD
}
