//! A call that is dropped, at whichever poll, leaves what it had settled and nothing else.

use std::cell::Cell;
use std::future::{Ready, pending, poll_fn, ready};
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use failover_core::testing::ManualClock;
use failover_core::{
    CircuitBreaker, CircuitState, FailoverClient, ItemProvider, Provider, WhenAllOpen,
};
use tests::support::{Code, client_on, poll, secs};

use super::Answer;

const STEP: Duration = Duration::from_millis(500);
const THRESHOLD: u32 = 2;

/// The circuits before the call.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Before {
    Closed,
    /// One failure of `a` short of open.
    OneShort,
    Open,
    HalfOpen,
    /// Those of `a` and `b`: the call makes the earliest probe.
    AllOpen,
}

const ALL: [Before; 5] = [
    Before::Closed,
    Before::OneShort,
    Before::Open,
    Before::HalfOpen,
    Before::AllOpen,
];

/// A client, and a twin of its breaker that gets a report of each turn that is over.
struct World {
    clock: ManualClock,
    client: FailoverClient,
    twin: Arc<CircuitBreaker>,
    /// Attempts at `a` and `b`.
    asked: [Cell<u32>; 2],
}

impl World {
    fn new(before: Before) -> Self {
        let clock = ManualClock::new();
        let breaker = || {
            let breaker = CircuitBreaker::new(THRESHOLD, secs(60)).clock(clock.clone());
            for name in ["a", "b"] {
                drop(breaker.permit(name));
            }
            Arc::new(breaker)
        };
        let (own, twin) = (breaker(), breaker());
        let failures = |name: &'static str, count| {
            for _ in 0..count {
                for breaker in [&own, &twin] {
                    breaker.permit(name).unwrap().failure();
                }
            }
        };
        match before {
            Before::Closed => {}
            Before::OneShort => failures("a", THRESHOLD - 1),
            Before::Open | Before::HalfOpen => failures("a", THRESHOLD),
            Before::AllOpen => {
                failures("a", THRESHOLD);
                clock.advance(secs(5));
                failures("b", THRESHOLD);
            }
        }
        clock.advance(secs(if before == Before::HalfOpen { 60 } else { 10 }));
        let client = client_on(&clock)
            .retries(1)
            .retry_backoff(secs(1))
            .timeout(secs(4))
            .when_all_open(WhenAllOpen::ProbeEarliest)
            .circuit_breaker(own)
            .build()
            .unwrap();
        Self {
            clock,
            client,
            twin,
            asked: Default::default(),
        }
    }

    fn breaker(&self) -> &CircuitBreaker {
        self.client.circuit_breaker().unwrap()
    }

    /// One more attempt, and which it is.
    fn ask(&self, provider: usize) -> u32 {
        let asked = &self.asked[provider];
        asked.set(asked.get() + 1);
        asked.get()
    }

    /// Calls `settle` when the first attempt at `b` begins, after the turn of `a`.
    fn ask_b(&self, settle: impl FnOnce()) -> u32 {
        let n = self.ask(1);
        if n == 1 && self.asked[0].get() > 0 {
            settle();
        }
        n
    }

    fn a_failed(&self) {
        self.twin.permit("a").unwrap().failure();
    }

    /// Polls so often, half a second apart.
    fn poll<F: Future>(&self, mut call: Pin<&mut F>, times: usize) -> bool {
        (0..times).any(|_| {
            let ready = poll(call.as_mut()).is_ready();
            if !ready {
                self.clock.advance(STEP);
            }
            ready
        })
    }

    /// Drops a call at each of its polls in turn; how many it takes until it is ready.
    fn drop_at_each<F: Future>(before: Before, call: impl Fn(Rc<World>) -> F) -> usize {
        for polls in 0..100 {
            let world = Rc::new(Self::new(before));
            let mut pinned = Box::pin(call(Rc::clone(&world)));
            if world.poll(pinned.as_mut(), polls) {
                return polls;
            }
            drop(pinned);
            let place = format!("{before:?}, dropped after {polls} polls");
            world.is_as_its_twin(&place);
            // A next call finds what it would have found.
            let [after, expected] = [world.breaker(), &world.twin].map(|breaker| {
                let permit = breaker.permit("a");
                permit.map(|permit| permit.is_probe())
            });
            assert_eq!(after, expected, "{place}");
            let client = client_on(&world.clock).circuit_breaker(Arc::clone(&world.twin));
            let client = client.when_all_open(WhenAllOpen::ProbeEarliest);
            let twin = client.build().unwrap();
            let [after, expected] = [&world.client, &twin].map(|client| {
                let up = |value| move || ready(Ok::<_, Code>(value));
                let providers = (Provider::new("a", up(1)), Provider::new("b", up(2)));
                let call = client.fetch_async(providers);
                world.clock.block_on(call).unwrap().value
            });
            assert_eq!(after, expected, "{place}");
            world.is_as_its_twin(&place);
        }
        panic!("{before:?}: it comes to no end")
    }

    fn is_as_its_twin(&self, place: &str) {
        assert_eq!(self.breaker().snapshot(), self.twin.snapshot(), "{place}");
    }
}

/// Is ready in its third poll, or never.
async fn pend(for_ever: bool) {
    if for_ever {
        return pending().await;
    }
    let mut polls = 0;
    poll_fn(|_| {
        polls += 1;
        if polls == 3 {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    })
    .await;
}

#[test]
fn a_whole_call_at_every_poll() {
    let polls = ALL.map(|before| {
        World::drop_at_each(before, async |world: Rc<World>| {
            // The first attempt at each is cut by the timeout, `a` fails, `b` serves.
            let a = async || {
                pend(world.ask(0) == 1).await;
                Err(Code(1))
            };
            let b = async || {
                pend(world.ask_b(|| world.a_failed()) == 1).await;
                Ok(2)
            };
            let providers = (Provider::new("a", a), Provider::new("b", b));
            world.client.fetch_async(providers).await
        })
    });
    // 8 to the timeout, 2 to the end of the backoff, 2 to the second attempt's: twice, or but one attempt where
    // it is a probe, or nothing where `a` is skipped.
    assert_eq!(polls, [25, 25, 13, 21, 9]);
}

#[test]
fn a_call_for_items_at_every_poll_of_a_provider_that_fails() {
    let polls = ALL.map(|before| {
        World::drop_at_each(before, async |world: Rc<World>| {
            let a = async |_: Vec<u32>| {
                pend(world.ask(0) == 1).await;
                Err::<[(u32, u32); 1], _>(Code(1))
            };
            let b = async |keys: Vec<u32>| {
                pend(world.ask_b(|| world.a_failed()) == 1).await;
                Ok([(keys[0], 2)])
            };
            let providers = (
                ItemProvider::new_async("a", a).max_keys(1),
                ItemProvider::new_async("b", b).max_keys(1),
            );
            world.client.fetch_items_async([1, 2], providers).await
        })
    });
    assert_eq!(polls, [33, 33, 15, 23, 9]);
}

#[test]
fn a_call_for_items_at_every_poll_of_a_provider_that_serves_some() {
    let polls = ALL.map(|before| {
        World::drop_at_each(before, async |world: Rc<World>| {
            // The first request is served, which closes a half-open circuit; the second fails.
            let a = async |keys: Vec<u32>| {
                if world.ask(0) == 2 {
                    // As a success does, also of a probe before its time.
                    world.twin.reset("a");
                }
                pend(false).await;
                match keys[0] {
                    1 => Ok([(1, 1)]),
                    _ => Err(Code(1)),
                }
            };
            let b = async |keys: Vec<u32>| {
                world.ask_b(|| {});
                pend(false).await;
                Ok([(keys[0], 2)])
            };
            let providers = (
                ItemProvider::new_async("a", a).max_keys(1),
                ItemProvider::new_async("b", b).max_keys(1),
            );
            world.client.fetch_items_async([1, 2], providers).await
        })
    });
    // The last one had skipped `b` before.
    assert_eq!(polls, [11, 11, 5, 11, 9]);
}

/// Providers of one name: the circuit is what a test is about.
fn only<F>(call: F) -> [Provider<F>; 1] {
    [Provider::new("a", call)]
}

fn up() -> Ready<Answer> {
    ready(Ok(1))
}

fn half_open() -> World {
    World::new(Before::HalfOpen)
}

#[test]
fn a_probe_under_way_is_the_only_one_and_is_given_back_when_its_call_is_dropped() {
    let world = half_open();
    let mut probing = Box::pin(world.client.fetch_async(only(pending::<Answer>)));
    assert!(!world.poll(probing.as_mut(), 1));
    let other = world.clock.block_on(world.client.fetch_async(only(up)));
    assert!(other.is_err());
    drop(probing);
    assert_eq!(world.breaker().state("a"), CircuitState::HalfOpen);
    let other = world.clock.block_on(world.client.fetch_async(only(up)));
    assert_eq!(other.unwrap().value, 1);
    assert_eq!(world.breaker().state("a"), CircuitState::Closed);
}

#[test]
fn a_call_that_was_never_polled_holds_nothing() {
    let world = half_open();
    let never_polled = world.client.fetch_async(only(pending::<Answer>));
    let other = world.clock.block_on(world.client.fetch_async(only(up)));
    assert_eq!(other.unwrap().value, 1);
    drop(never_polled);
    assert_eq!(world.breaker().state("a"), CircuitState::Closed);
}

#[test]
fn a_probe_that_hangs_loses_its_place_after_the_lease() {
    for late in [Ok(1), Err(Code(1))] {
        let clock = ManualClock::new();
        let breaker = CircuitBreaker::new(1, secs(60)).clock(clock.clone());
        breaker.permit("a").unwrap().failure();
        let client = client_on(&clock).circuit_breaker(breaker.probe_lease(secs(5)));
        let client = client.build().unwrap();
        let breaker = client.circuit_breaker().unwrap();
        clock.advance(secs(60));

        let done = Cell::new(false);
        let hang = || {
            poll_fn(|_| {
                if done.get() {
                    Poll::Ready(late)
                } else {
                    Poll::Pending
                }
            })
        };
        let mut first = pin!(client.fetch_async(only(hang)));
        assert!(poll(first.as_mut()).is_pending());
        clock.advance(secs(5));
        let mut second = Box::pin(client.fetch_async(only(pending::<Answer>)));
        assert!(poll(second.as_mut()).is_pending());
        assert!(breaker.permit("a").unwrap_err().is_probing());

        // What the first one says is of a generation that is over.
        done.set(true);
        assert!(poll(first.as_mut()).is_ready());
        assert!(breaker.permit("a").unwrap_err().is_probing());
        drop(second);
        assert!(breaker.permit("a").unwrap().is_probe());
    }
}

#[test]
fn a_call_dropped_after_its_lease_does_not_give_back_the_place_of_the_next() {
    let world = half_open();
    let mut first = Box::pin(world.client.fetch_async(only(pending::<Answer>)));
    assert!(poll(first.as_mut()).is_pending());
    world.clock.advance(secs(60));
    let mut second = Box::pin(world.client.fetch_async(only(pending::<Answer>)));
    assert!(poll(second.as_mut()).is_pending());
    drop(first);
    assert!(world.breaker().permit("a").unwrap_err().is_probing());
    drop(second);
    assert!(world.breaker().permit("a").unwrap().is_probe());
}

#[test]
fn a_call_within_a_call_is_given_up_with_it() {
    let world = half_open();
    let inner = async || {
        let served = world.client.fetch_async(only(pending::<Answer>)).await;
        served.map(|served| served.value)
    };
    let outer = FailoverClient::new();
    let providers = [Provider::new("outer", inner)];
    let mut call = Box::pin(outer.fetch_async(providers));
    assert!(poll(call.as_mut()).is_pending());
    assert!(world.breaker().permit("a").is_err());
    drop(call);
    assert!(world.breaker().permit("a").unwrap().is_probe());
}
