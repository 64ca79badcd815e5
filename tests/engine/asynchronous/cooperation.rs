//! A provider that fails at once is not retried without end within one poll.

use std::cell::Cell;
use std::future::{pending, ready};
use std::pin::pin;
use std::task::Poll;

use failover_core::testing::ManualClock;
use failover_core::{AllProvidersFailed, FailoverClient, FailureKind, ItemProvider, Provider};
use tests::support::{Code, MS, NS, brief, client_on, poll, secs};

/// A client that retries without end.
fn stubborn(clock: &ManualClock) -> FailoverClient {
    client_on(clock).retries(u32::MAX).build().unwrap()
}

/// A call, and the attempts that it has made.
type Call<'a> = std::pin::Pin<Box<dyn Future<Output = bool> + 'a>>;

/// One of each kind of call, whose only provider fails at once.
fn calls<'a>(client: &'a FailoverClient, attempts: &'a Cell<u32>) -> [(&'static str, Call<'a>); 4] {
    let a = move || {
        attempts.set(attempts.get() + 1);
        ready(Err::<u32, _>(Code(1)))
    };
    let items = move |_: Vec<u32>| {
        attempts.set(attempts.get() + 1);
        ready(Err::<Vec<(u32, u32)>, _>(Code(1)))
    };
    let batch = move || ItemProvider::new_async("a", items).max_keys(1);
    [
        (
            "value",
            Box::pin(async move { client.fetch_async([Provider::new("a", a)]).await.is_ok() }),
        ),
        (
            "hedged",
            Box::pin(async move {
                let hedged = client.hedge(secs(1));
                hedged.fetch_async([Provider::new("a", a)]).await.is_ok()
            }),
        ),
        (
            "batch",
            Box::pin(async move { client.fetch_items_async([1], [batch()]).await.is_ok() }),
        ),
        (
            "chunks one by one",
            Box::pin(async move { client.fetch_items_async([1, 2], [batch()]).await.is_ok() }),
        ),
    ]
}

#[test]
fn each_poll_makes_32_attempts_and_asks_for_the_next_poll() {
    let clock = ManualClock::new();
    let client = stubborn(&clock);
    let attempts = Cell::new(0);
    for (kind, mut call) in calls(&client, &attempts) {
        attempts.set(0);
        for polls in 1..5 {
            assert!(poll(call.as_mut()).is_pending(), "{kind}");
            assert_eq!(attempts.get(), 32 * polls, "{kind}");
        }
    }
}

#[test]
fn concurrent_chunks_yield_too() {
    let clock = ManualClock::new();
    let client = stubborn(&clock);
    let attempts = Cell::new(0);
    let items = |_: Vec<u32>| {
        attempts.set(attempts.get() + 1);
        ready(Err::<Vec<(u32, u32)>, _>(Code(1)))
    };
    let provider = ItemProvider::new_async("a", items)
        .max_keys(1)
        .concurrency(2);
    let mut call = pin!(client.fetch_items_async([1, 2], [provider]));
    for polls in 1..5 {
        assert!(poll(call.as_mut()).is_pending());
        assert_eq!(attempts.get(), 2 * 32 * polls);
    }
}

#[test]
fn a_timeout_around_the_call_fires() {
    let clock = ManualClock::new();
    let client = stubborn(&clock);
    let attempts = Cell::new(0);
    for (kind, call) in calls(&client, &attempts) {
        let outer = client_on(&clock).timeout(secs(1)).build().unwrap();
        let mut call = Some(call);
        let inner = Provider::new("inner", || {
            let call = call.take().expect("there is one attempt");
            async {
                let served = call.await;
                Ok::<_, Code>(served)
            }
        });
        // Each poll takes a while.
        let mut outer = pin!(outer.fetch_async([inner]));
        let mut polls = 0;
        let failed = loop {
            match poll(outer.as_mut()) {
                Poll::Ready(outcome) => break outcome.unwrap_err(),
                Poll::Pending => clock.advance(100 * MS),
            }
            polls += 1;
            assert!(polls < 100, "{kind}: the timeout does not fire");
        };
        assert_eq!(
            brief(failed.failures()),
            [("inner", FailureKind::TimedOut, 1)]
        );
    }
}

#[test]
fn a_hedge_starts_next_to_a_provider_that_fails_at_once() {
    let clock = ManualClock::new();
    let client = stubborn(&clock);
    let attempts = Cell::new(0);
    let a = || {
        attempts.set(attempts.get() + 1);
        clock.advance(MS);
        ready(Err::<u32, _>(Code(1)))
    };
    let b = || ready(Ok(2));
    let hedged = client.hedge(100 * MS);
    let call = hedged.fetch_async((Provider::new("a", a), Provider::new("b", b)));
    let served = clock.block_on(call).unwrap();
    // Three polls take 96 ms, and four take 128 ms.
    assert_eq!(attempts.get(), 128);
    // It was about to be retried, so it has failed.
    assert_eq!(
        brief(served.failures()),
        [("a", FailureKind::Error(Code(1)), 128)]
    );
}

#[test]
fn a_very_short_backoff_yields_too() {
    // The clock moves with each attempt, so the wait is over as soon as it begins.
    let clock = ManualClock::new();
    let attempts = Cell::new(0);
    let a = || {
        attempts.set(attempts.get() + 1);
        ready(Err::<u32, _>(Code(1)))
    };
    let restless = Restless(clock.clone());
    let client = FailoverClient::builder()
        .retries(u32::MAX)
        .retry_backoff(NS)
        .clock(restless)
        .timer(clock)
        .build()
        .unwrap();
    let mut call = pin!(client.fetch_async([Provider::new("a", a)]));
    for polls in 1..5 {
        assert!(poll(call.as_mut()).is_pending());
        assert_eq!(attempts.get(), 32 * polls);
    }
}

/// A clock that moves by a second whenever it is read.
struct Restless(ManualClock);

impl failover_core::Clock for Restless {
    fn now(&self) -> std::time::Duration {
        self.0.advance(secs(1));
        failover_core::Clock::now(&self.0)
    }
}

#[test]
fn to_yield_needs_no_timer_and_is_no_wait() {
    let client = FailoverClient::builder().retries(100).build().unwrap();
    let a = || ready(Err::<u32, _>(Code(1)));
    let clock = ManualClock::new();
    let failed: AllProvidersFailed<Code> = clock
        .block_on(client.fetch_async([Provider::new("a", a)]))
        .unwrap_err();
    assert_eq!(failed.failures()[0].attempts, 101);
    // A blocking call has no other task, and does not sleep.
    let client = client_on(&clock).retries(100).build().unwrap();
    let a = || Err::<u32, _>(Code(1));
    client.fetch([Provider::new("a", a)]).unwrap_err();
    assert_eq!(clock.slept(), []);
}

#[test]
fn a_deadline_holds_after_a_yield() {
    let clock = ManualClock::new();
    let client = client_on(&clock).retries(u32::MAX).deadline(secs(1));
    let client = client.build().unwrap();
    let attempts = Cell::new(0);
    let a = || {
        attempts.set(attempts.get() + 1);
        ready(Err::<u32, _>(Code(1)))
    };
    let list = (Provider::new("a", a), Provider::new("b", pending));
    let mut call = pin!(client.fetch_async(list));
    assert!(poll(call.as_mut()).is_pending());
    clock.advance(secs(1));
    let Poll::Ready(outcome) = poll(call.as_mut()) else {
        panic!("the deadline is over");
    };
    let failures = outcome.unwrap_err().into_failures();
    assert_eq!(brief(&failures), [("a", FailureKind::Error(Code(1)), 32)]);
}
