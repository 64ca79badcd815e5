//! An interpreter for the engine: the bytes are a list of providers with scripts, settings and steps. Two worlds take
//! the same steps, one with blocking and one with async calls. After each step, both must have kept every promise and
//! must be alike.

mod promises;
mod world;

use std::sync::Arc;

use arbitrary::{Arbitrary, Result, Unstructured};
use failover_core::testing::ManualClock;

use self::world::{By, World};
use crate::draw::{Breaker, Means, NAMES, Settings, Time};

/// Limits, so that a scenario ends soon.
const MOST_STEPS: usize = 24;
const MOST_KEYS: usize = 12;
const MOST_ATTEMPTS: usize = 120;
const MOST_PERMITS: usize = 6;

#[derive(Debug, Arbitrary)]
struct Plan {
    settings: Settings,
    breaker: Option<Breaker>,
    /// The clock's first time.
    start: Time,
    feeds: Vec<Feed>,
    steps: Vec<Step>,
}

/// A provider: its caps, and its attempts, which start again after the last one.
#[derive(Debug, Arbitrary)]
struct Feed {
    max_keys: Option<Few>,
    concurrency: Few,
    attempts: Vec<Attempt>,
}

/// From 1 to 4.
#[derive(Debug, Clone, Copy)]
struct Few(usize);

impl<'a> Arbitrary<'a> for Few {
    fn arbitrary(bytes: &mut Unstructured<'a>) -> Result<Self> {
        Ok(Self(1 + usize::from(bytes.arbitrary::<u8>()? % 4)))
    }
}

#[derive(Debug, Clone, Copy, Arbitrary)]
struct Attempt {
    takes: Time,
    does: Does,
    /// A command for a circuit, its own or another's.
    meddles: Option<(Operator, Who)>,
}

impl Attempt {
    /// The attempt of an empty script.
    const SERVES: Self = Self {
        takes: Time(std::time::Duration::ZERO),
        does: Does::Answer(Answer {
            known: u16::MAX,
            junk: 0,
            twice: false,
            unasked: false,
            by_position: None,
        }),
        meddles: None,
    };
}

#[derive(Debug, Clone, Copy, Arbitrary)]
enum Does {
    Answer(Answer),
    Fail(Means),
    /// Hangs as long as there is time.
    Hang,
}

/// The answer to a request. A value call asks for the first key.
#[derive(Debug, Clone, Copy, Arbitrary)]
struct Answer {
    /// Bits: the keys that have a value.
    known: u16,
    /// Bits: the keys whose value is not valid.
    junk: u16,
    /// Every key is there twice. The last value counts.
    twice: bool,
    /// Also contains keys that were not requested.
    unasked: bool,
    /// Answers by position, with this many entries more or less than keys.
    by_position: Option<i8>,
}

/// The owner of a circuit.
#[derive(Debug, Clone, Copy)]
struct Who(usize);

impl<'a> Arbitrary<'a> for Who {
    fn arbitrary(bytes: &mut Unstructured<'a>) -> Result<Self> {
        Ok(Self(usize::from(bytes.arbitrary::<u8>()?) % NAMES.len()))
    }
}

#[derive(Debug, Clone, Copy, Arbitrary)]
enum Operator {
    ForceOpen,
    ForceClose,
    Reset,
    Look,
}

#[derive(Debug, Arbitrary)]
enum Step {
    Call(How, Option<Vec<u8>>),
    Advance(Time),
    /// May be an earlier time.
    Set(Time),
    Permit(Who),
    Settle(u8, Settle),
    Operator(Operator, Who),
}

#[derive(Debug, Clone, Copy, Arbitrary)]
enum How {
    /// One world blocks, and the other polls providers that are ready at once. They must be alike.
    EachItsWay,
    /// Providers that wait, and concurrent chunks.
    Waiting,
    /// A hedged value call. A batch call is as above.
    Hedged(Time),
    /// Dropped after so many polls, with so much time between two.
    Dropped(u8, Time),
}

#[derive(Debug, Clone, Copy, Arbitrary)]
enum Settle {
    Success,
    Failure,
    StayAway(Time),
    Drop,
}

/// The target.
pub fn scenario(data: &[u8]) {
    let Ok(mut plan) = Plan::arbitrary_take_rest(Unstructured::new(data)) else {
        return;
    };
    plan.feeds.truncate(NAMES.len());
    plan.steps.truncate(MOST_STEPS);
    for step in &mut plan.steps {
        if let Step::Call(_, Some(keys)) = step {
            keys.truncate(MOST_KEYS);
            // Few different keys, so that some are there twice.
            for key in keys {
                *key %= 16;
            }
        }
    }
    let clocks = [ManualClock::new(), ManualClock::new()];
    let breakers = clocks.each_ref().map(|clock| {
        clock.set(plan.start.0);
        let breaker = plan.breaker.as_ref()?.build(clock)?;
        Some(Arc::new(breaker))
    });
    let world = |i: usize, by| World::new(&plan, by, clocks[i].clone(), breakers[i].as_ref());
    let (Some(mut blocking), Some(mut polled)) = (world(0, By::Blocking), world(1, By::Polled))
    else {
        return;
    };
    for (number, step) in plan.steps.iter().enumerate() {
        let seen = blocking.take(step);
        assert_eq!(polled.take(step), seen, "awaited, blocking: step {number}");
    }
}
