//! A first provider that hangs is skipped in the end, also if only a `deadline` ends its attempts.

use std::cell::Cell;
use std::future::pending;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use failover_core::testing::{ManualClock, Script};
use failover_core::{
    CircuitBreaker, CircuitState, Clock, ConfigError, EndReason, FailoverClient,
    FailoverClientBuilder, FailureKind, ItemProvider, Provider, Verdict,
};
use tests::support::{
    Code, MINUTE, MS, NS, brief, client_on, counted, failures_in_a_row, secs, wait,
};

const DEADLINE: Duration = Duration::from_millis(100);

type Answer = Result<u32, Code>;

/// A clock, and a breaker that three failures in a row open for a minute.
struct Rig {
    clock: ManualClock,
    breaker: Arc<CircuitBreaker>,
}

impl Rig {
    fn new() -> Self {
        let clock = ManualClock::new();
        let breaker = Arc::new(CircuitBreaker::new(3, MINUTE).clock(clock.clone()));
        Self { clock, breaker }
    }

    fn builder(&self) -> FailoverClientBuilder {
        let builder = client_on(&self.clock).circuit_breaker(Arc::clone(&self.breaker));
        builder.deadline(DEADLINE)
    }

    fn client(&self) -> FailoverClient {
        self.builder().build().unwrap()
    }

    /// Failed turns of `a` in a row.
    fn failures(&self) -> u32 {
        failures_in_a_row(&self.breaker, "a")
    }
}

/// One call in which `a` takes longer than the deadline. Returns true if it was served, and counts the attempts at `a`.
type Call = fn(&Rig, &FailoverClient, &Cell<u32>) -> bool;

/// One of each kind of call.
const CALLS: [(&str, Call); 5] = [
    ("blocking", |rig, client, asked| {
        let a = || {
            asked.set(asked.get() + 1);
            rig.clock.advance(DEADLINE + NS);
            Ok::<_, Code>(1)
        };
        let b = || Ok(2);
        let list = (Provider::new("a", a), Provider::new("b", b));
        client.fetch(list).is_ok()
    }),
    ("async", |rig, client, asked| {
        let a = || {
            asked.set(asked.get() + 1);
            pending::<Answer>()
        };
        let list = (Provider::new("a", a), Provider::new("b", async || Ok(2)));
        rig.clock.block_on(client.fetch_async(list)).is_ok()
    }),
    ("hedged", |rig, client, asked| {
        let a = || {
            asked.set(asked.get() + 1);
            pending::<Answer>()
        };
        let list = (Provider::new("a", a), Provider::new("b", async || Ok(2)));
        let hedged = client.hedge(secs(1));
        rig.clock.block_on(hedged.fetch_async(list)).is_ok()
    }),
    ("batch", |rig, client, asked| {
        let a = |keys: &[u32]| {
            asked.set(asked.get() + 1);
            rig.clock.advance(DEADLINE + NS);
            Ok::<_, Code>(vec![(keys[0], 1)])
        };
        let b = |keys: &[u32]| Ok::<_, Code>(vec![(keys[0], 2)]);
        let list = (ItemProvider::new("a", a), ItemProvider::new("b", b));
        client.fetch_items([1], list).is_ok()
    }),
    ("async batch", |rig, client, asked| {
        let a = |_: Vec<u32>| {
            asked.set(asked.get() + 1);
            pending::<Result<Vec<(u32, u32)>, Code>>()
        };
        let b = async |keys: Vec<u32>| Ok(vec![(keys[0], 2)]);
        let list = (
            ItemProvider::new_async("a", a).concurrency(4).max_keys(1),
            ItemProvider::new_async("b", b),
        );
        rig.clock
            .block_on(client.fetch_items_async([1], list))
            .is_ok()
    }),
];

#[test]
fn a_first_attempt_that_takes_until_the_deadline_counts() {
    for (kind, call) in CALLS {
        let rig = Rig::new();
        let (client, asked) = (rig.client(), Cell::new(0));
        let served = (0..50).filter(|_| call(&rig, &client, &asked)).count();
        assert_eq!((served, asked.get()), (47, 3), "{kind}");
        assert!(rig.breaker.is_open("a"), "{kind}");
    }
}

#[test]
fn on_deadline_says_what_the_circuit_learns() {
    let away = Verdict::NEXT.uncounted().open_for(10 * MINUTE);
    for (on_deadline, asked_of_5) in [
        (Verdict::NEXT, 3),
        (Verdict::RETRY, 3),
        (Verdict::NEXT.uncounted(), 5),
        (Verdict::STOP, 5),
        (away, 1),
    ] {
        for (kind, call) in CALLS {
            let rig = Rig::new();
            let client = rig.builder().on_deadline(on_deadline).build().unwrap();
            let asked = Cell::new(0);
            for _ in 0..5 {
                call(&rig, &client, &asked);
            }
            assert_eq!(asked.get(), asked_of_5, "{kind}, {on_deadline:?}");
        }
    }
}

#[test]
fn the_call_is_over_by_its_deadline_whatever_on_deadline_says() {
    for on_deadline in [Verdict::RETRY, Verdict::STOP] {
        let rig = Rig::new();
        let client = rig.builder().retries(3).on_deadline(on_deadline);
        let client = client.build().unwrap();
        let late = Script::new().ok(1).taking(DEADLINE + NS, &rig.clock);
        let blocking = client.fetch([Provider::new("a", || late.call())]);
        let awaited = client.fetch_async([Provider::new("a", pending::<Answer>)]);
        for failed in [blocking, rig.clock.block_on(awaited)] {
            let failed = failed.unwrap_err();
            assert_eq!(failed.end_reason(), EndReason::Deadline);
            assert_eq!(brief(failed.failures()), [("a", FailureKind::TimedOut, 1)]);
        }
    }
}

#[test]
fn an_attempt_after_the_first_never_counts() {
    let rig = Rig::new();
    let client = rig.builder().retries(1).build().unwrap();
    // Neither a retry ..
    let a = Script::new()
        .err(Code(1))
        .ok(1)
        .taking(DEADLINE, &rig.clock);
    let first = Cell::new(true);
    let list = [Provider::new("a", || {
        if first.replace(false) {
            rig.clock.advance(NS);
            return Err(Code(1));
        }
        let _ = a.call();
        a.call()
    })];
    let failed = client.fetch(list).unwrap_err();
    assert_eq!(brief(failed.failures()), [("a", FailureKind::TimedOut, 2)]);
    assert_eq!(rig.failures(), 0);
    // .. nor another provider.
    let client = rig.client();
    let list = (
        Provider::new("b", async || Err(Code(1))),
        Provider::new("a", pending::<Answer>),
    );
    let failed = rig.clock.block_on(client.fetch_async(list)).unwrap_err();
    assert_eq!(failed.end_reason(), EndReason::Deadline);
    assert_eq!((rig.failures(), counted(&client, "b")), (0, 1));
}

#[test]
fn the_first_attempt_may_be_that_of_a_later_provider() {
    let rig = Rig::new();
    rig.breaker.force_open("b");
    let client = rig.client();
    let list = (
        Provider::new("b", async || Ok(2)),
        Provider::new("a", pending::<Answer>),
    );
    rig.clock.block_on(client.fetch_async(list)).unwrap_err();
    assert_eq!(rig.failures(), 1);
}

#[test]
fn where_another_attempt_was_started_the_first_does_not_count() {
    // A hedge.
    let rig = Rig::new();
    let hung = || {
        (
            Provider::new("a", pending::<Answer>),
            Provider::new("b", pending),
        )
    };
    let client = rig.client();
    let hedged = client.hedge(DEADLINE - NS).fetch_async(hung());
    rig.clock.block_on(hedged).unwrap_err();
    assert_eq!((rig.failures(), counted(&client, "b")), (0, 0));
    let hedged = client.hedge(DEADLINE).fetch_async(hung());
    rig.clock.block_on(hedged).unwrap_err();
    assert_eq!(rig.failures(), 1);

    // Another chunk.
    let rig = Rig::new();
    let client = rig.client();
    let a = |_: Vec<u32>| pending::<Result<Vec<(u32, u32)>, Code>>();
    for (concurrency, failures) in [(2, 0), (1, 1)] {
        let a = ItemProvider::new_async("a", a).max_keys(1);
        let call = client.fetch_items_async([1, 2], [a.concurrency(concurrency)]);
        rig.clock.block_on(call).unwrap_err();
        assert_eq!(rig.failures(), failures);
    }
}

#[test]
fn a_late_value_next_to_a_hedge_does_not_count() {
    // The clock passes the deadline while `a` is polled, so `a` is ready and late.
    let rig = Rig::new();
    let client = rig.client();
    let a = async || {
        wait(&rig.clock, 60 * MS).await;
        rig.clock.advance(DEADLINE);
        Ok::<_, Code>(1)
    };
    for (delay, failures) in [(50 * MS, 0), (70 * MS, 1)] {
        let list = (Provider::new("a", a), Provider::new("b", pending::<Answer>));
        let call = client.hedge(delay).fetch_async(list);
        rig.clock.block_on(call).unwrap_err();
        assert_eq!(rig.failures(), failures, "{delay:?}");
    }
}

#[test]
fn a_probe_that_takes_until_the_deadline_has_failed() {
    for (kind, call) in CALLS {
        let rig = Rig::new();
        let (client, asked) = (rig.client(), Cell::new(0));
        rig.breaker.permit("a").unwrap().open_for(MINUTE);
        rig.clock.advance(MINUTE);
        assert!(!call(&rig, &client, &asked), "{kind}");
        assert!(rig.breaker.is_open("a"), "{kind}");
    }
}

/// A clock that moves whenever it is read.
#[derive(Default)]
struct Restless(AtomicU64);

impl Clock for Restless {
    fn now(&self) -> Duration {
        Duration::from_nanos(self.0.fetch_add(1, Ordering::Relaxed))
    }
}

#[test]
fn a_timeout_as_long_as_the_deadline_counts_as_a_timeout() {
    for (timeout, end_reason) in [
        (DEADLINE, EndReason::Stopped),
        // The first attempt begins a nanosecond after its call.
        (DEADLINE - NS, EndReason::Stopped),
    ] {
        let clock = ManualClock::new();
        let client = client_on(&clock).clock(Restless::default());
        let client = client.timeout(timeout).deadline(DEADLINE);
        let client = client.on_timeout(Verdict::STOP).build().unwrap();
        let call = client.fetch_async([Provider::new("a", pending::<Answer>)]);
        let failed = clock.block_on(call).unwrap_err();
        assert_eq!(brief(failed.failures()), [("a", FailureKind::TimedOut, 1)]);
        assert_eq!(failed.end_reason(), end_reason);
    }
}

#[test]
fn a_timeout_longer_than_the_deadline_is_refused() {
    let builder = |timeout, deadline| {
        FailoverClient::builder()
            .timeout(timeout)
            .deadline(deadline)
    };
    for (timeout, deadline) in [(secs(2) + NS, secs(2)), (Duration::MAX, NS)] {
        let refused = builder(timeout, deadline).build().unwrap_err();
        assert_eq!(
            refused,
            ConfigError::TimeoutOverDeadline { timeout, deadline }
        );
    }
    let refused = builder(secs(5), 1500 * MS).build().unwrap_err();
    assert_eq!(
        refused.to_string(),
        "timeout is 5s and deadline is 1.5s: set a timeout of at most the deadline"
    );
    assert!(builder(secs(2), secs(2)).build().is_ok());
}

// A caller that ends its calls itself

/// Calls in which `a` fails each attempt and is retried after 600 ms, then 1.2 s, then 1.8 s. Returns the attempts at `a` and
/// those at `b`.
fn impatient(rig: &Rig, client: &FailoverClient, leaves_after: Option<Duration>) -> (usize, usize) {
    let (a, b) = (Script::<u32, Code>::new().err(Code(1)), Script::new().ok(2));
    for _ in 0..20 {
        let call = client.fetch_async((
            Provider::new("a", async || a.call()),
            Provider::new("b", async || b.call()),
        ));
        match leaves_after {
            None => {
                rig.clock.block_on(call).unwrap();
            }
            Some(limit) => {
                let whole = FailoverClient::builder()
                    .clock(rig.clock.clone())
                    .timer(rig.clock.clone());
                let whole = whole.timeout(limit).build().unwrap();
                let mut call = Some(call);
                let caller = Provider::new("caller", || {
                    let call = call.take().expect("there is one attempt");
                    async { Ok::<_, Code>(call.await.is_ok()) }
                });
                rig.clock.block_on(whole.fetch_async([caller])).unwrap_err();
            }
        }
    }
    (a.calls(), b.calls())
}

#[test]
fn a_deadline_lets_a_failing_provider_count_and_a_callers_own_limit_does_not() {
    let rig = Rig::new();
    let builder = || {
        let builder = client_on(&rig.clock).retries(3).retry_backoff(600 * MS);
        builder.circuit_breaker(Arc::clone(&rig.breaker))
    };
    // The caller drops the call during the wait. Nobody knows whether `a` would have served.
    let client = builder().build().unwrap();
    assert_eq!(impatient(&rig, &client, Some(secs(1))), (40, 0));
    assert_eq!(rig.failures(), 0);
    // With a deadline, the second wait cannot end in time. So the turn is over, and has failed.
    let client = builder().deadline(secs(1)).build().unwrap();
    assert_eq!(impatient(&rig, &client, None), (6, 20));
    assert!(matches!(rig.breaker.state("a"), CircuitState::Open { .. }));
}
