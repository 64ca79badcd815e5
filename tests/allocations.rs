//! Allocations: a call that needs no memory takes none.

use std::hint::black_box;
use std::time::Duration;

use allocation_counter::measure;
use failover_core::testing::ManualClock;
use failover_core::{CircuitBreaker, FailoverClient, Name, Provider, ProviderList, Verdict};

/// Asserts that `call` takes no memory; the first time, which may set something up, aside.
fn assert_takes_none(mut call: impl FnMut()) {
    call();
    let taken = measure(|| (0..100).for_each(|_| call()));
    assert_eq!(taken.count_total, 0, "{taken:?}");
}

fn with_breaker(failure_threshold: u32) -> FailoverClient {
    let breaker = CircuitBreaker::new(failure_threshold, Duration::from_secs(60));
    FailoverClient::builder()
        .circuit_breaker(breaker.clock(ManualClock::new()))
        .build()
        .unwrap()
}

/// An error that would show if it were boxed or cloned on the way.
#[derive(Debug)]
struct LargeError([u64; 4]);

fn up() -> Result<u64, LargeError> {
    black_box(Ok(1))
}

fn down() -> Result<u64, LargeError> {
    black_box(Err(LargeError([1; 4])))
}

#[test]
fn memory_that_is_taken_is_seen() {
    let taken = measure(|| drop(black_box(Box::new(1))));
    assert_eq!(taken.count_total, 1);
}

#[test]
fn a_call_that_succeeds_at_once() {
    let client = FailoverClient::new();
    assert_takes_none(|| {
        let providers = (Provider::new("primary", up), Provider::new("backup", up));
        let served = client.fetch(providers).unwrap();
        assert_eq!(served.provider, "primary");
    });
}

#[test]
fn a_call_with_every_setting_set_that_succeeds_at_once() {
    let client = FailoverClient::builder()
        .retries(3)
        .retry_backoff(Duration::from_secs(1))
        .timeout(Duration::from_secs(60))
        .deadline(Duration::from_secs(60))
        .circuit_breaker(CircuitBreaker::new(3, Duration::from_secs(60)))
        .build()
        .unwrap();
    assert_takes_none(|| {
        let served = client
            .is_valid(|value: &u64| *value > 0)
            .classify(|_: &LargeError| Verdict::NEXT)
            .fetch((Provider::new("primary", up), Provider::new("backup", up)));
        assert_eq!(served.unwrap().provider, "primary");
    });
}

#[test]
fn a_call_through_a_closed_circuit() {
    let client = with_breaker(3);
    assert_takes_none(|| {
        let providers = (Provider::new("primary", up), Provider::new("backup", up));
        let served = client.fetch(providers).unwrap();
        assert_eq!(served.provider, "primary");
    });
}

#[test]
fn a_primary_that_fails_and_a_backup_that_serves() {
    for client in [FailoverClient::new(), with_breaker(u32::MAX)] {
        assert_takes_none(|| {
            let providers = (Provider::new("primary", down), Provider::new("backup", up));
            let served = client.fetch(providers).unwrap();
            assert_eq!(served.provider, "backup");
            let error = served.failures()[0].error().unwrap();
            assert_eq!(error.0, [1; 4]);
        });
    }
}

#[test]
fn a_primary_that_fails_every_retry_and_a_backup_that_serves() {
    let client = FailoverClient::builder().retries(3).build().unwrap();
    assert_takes_none(|| {
        let providers = (Provider::new("primary", down), Provider::new("backup", up));
        let served = client.fetch(providers).unwrap();
        assert_eq!(served.failures()[0].attempts, 4);
        let attempts = served.turns().map(|turn| turn.attempts);
        assert_eq!(attempts.sum::<u32>(), 5);
    });
}

#[test]
fn a_primary_that_is_skipped_and_a_backup_that_serves() {
    let client = with_breaker(1);
    let breaker = client.circuit_breaker().unwrap();
    breaker.permit("primary").unwrap().failure();
    assert_takes_none(|| {
        let providers = (Provider::new("primary", up), Provider::new("backup", up));
        let served = client.fetch(providers).unwrap();
        assert_eq!(served.provider, "backup");
        assert_eq!(served.failures()[0].attempts, 0);
    });
}

#[test]
fn a_name_that_is_removed_and_comes_back_takes_memory_once() {
    let breaker = CircuitBreaker::new(2, Duration::from_secs(60)).clock(ManualClock::new());
    let hosts: Vec<String> = (0..500).map(|number| format!("host-{number}")).collect();
    let hosts: Vec<Name> = hosts.iter().map(Name::from).collect();
    let come_and_go = || {
        for host in &hosts {
            breaker.permit(*host).unwrap().failure();
            breaker.permit(*host).unwrap().failure();
            assert!(breaker.is_open(host) && breaker.remove(host));
        }
    };
    let first = measure(come_and_go);
    let bytes = first.bytes_current / 500;
    println!("a circuit: {bytes} bytes");
    assert!((200..=400).contains(&bytes), "{bytes} bytes");
    assert!(breaker.snapshot().is_empty());
    assert_takes_none(come_and_go);
}

#[test]
fn a_stored_list_called_from_several_threads_with_another_argument_each_time() {
    type Source = Box<dyn Fn(&u64) -> Result<u64, LargeError> + Send + Sync>;
    let even: Source = Box::new(|number| if number % 2 == 0 { Ok(*number) } else { down() });
    let odd: Source = Box::new(|number| Ok(number * 10));
    let sources = ProviderList::new(vec![
        Provider::new(String::from("even"), even),
        Provider::new(String::from("odd"), odd),
    ]);
    let sources = sources.unwrap();
    for client in [FailoverClient::new(), with_breaker(u32::MAX)] {
        std::thread::scope(|scope| {
            for thread in 0..4 {
                let (client, sources) = (&client, &sources);
                scope.spawn(move || {
                    let mut number = thread * 1000;
                    assert_takes_none(|| {
                        number += 1;
                        let served = client.fetch(sources.with(&number)).unwrap();
                        let expected = match number % 2 {
                            0 => (number, "even"),
                            _ => (number * 10, "odd"),
                        };
                        assert_eq!((served.value, served.provider.as_str()), expected);
                    });
                });
            }
        });
    }
}

mod awaited {
    use std::future::{Ready, ready};
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use failover_core::traits::AsyncProviders;
    use failover_core::{ItemProvider, failover};

    use super::*;

    fn up() -> Ready<Result<u64, LargeError>> {
        ready(super::up())
    }

    fn down() -> Ready<Result<u64, LargeError>> {
        ready(super::down())
    }

    /// Is ready in its second poll.
    async fn later() -> Result<u64, LargeError> {
        let mut polled = false;
        std::future::poll_fn(|_| {
            if std::mem::replace(&mut polled, true) {
                return Poll::Ready(super::up());
            }
            Poll::Pending
        })
        .await
    }

    /// Polls until it is ready, whoever wakes.
    fn run<F: Future>(future: F) -> F::Output {
        let (mut future, mut context) = (pin!(future), Context::from_waker(Waker::noop()));
        loop {
            if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
                return output;
            }
        }
    }

    fn with_every_setting() -> FailoverClient {
        let clock = ManualClock::new();
        FailoverClient::builder()
            .retries(3)
            .retry_backoff(Duration::from_secs(1))
            .timeout(Duration::from_secs(60))
            .deadline(Duration::from_secs(60))
            .circuit_breaker(CircuitBreaker::new(3, Duration::from_secs(60)))
            .clock(clock.clone())
            .timer(clock)
            .build()
            .unwrap()
    }

    fn assert_primary_serves(
        client: &FailoverClient,
        providers: impl AsyncProviders<u64, LargeError>,
    ) {
        let served = run(client.fetch_async(providers)).unwrap();
        assert_eq!(served.provider, "primary");
    }

    #[test]
    fn a_call_that_succeeds_at_once() {
        for client in [FailoverClient::new(), with_breaker(3), with_every_setting()] {
            assert_takes_none(|| {
                let providers = (Provider::new("primary", up), Provider::new("backup", up));
                assert_primary_serves(&client, providers);
            });
        }
    }

    #[test]
    fn a_judged_call_that_succeeds_at_once() {
        let client = with_every_setting();
        assert_takes_none(|| {
            let served = client
                .is_valid(|value: &u64| *value > 0)
                .classify(|_: &LargeError| Verdict::NEXT);
            let primary = Provider::new("primary", async || up().await);
            let served = served.fetch_async((primary, Provider::new("backup", down)));
            assert_eq!(run(served).unwrap().provider, "primary");
        });
    }

    #[test]
    fn a_call_that_waits_without_a_limit() {
        for client in [FailoverClient::new(), with_breaker(3)] {
            assert_takes_none(|| {
                let providers = (Provider::new("primary", later), Provider::new("backup", up));
                assert_primary_serves(&client, providers);
            });
        }
    }

    /// Returns how many of a hundred calls allocate.
    fn taken(call: impl Fn()) -> u64 {
        call();
        let taken = measure(|| (0..100).for_each(|_| call()));
        assert_eq!(taken.count_current, 0, "{taken:?}");
        taken.count_total / 100
    }

    #[test]
    fn a_primary_that_fails_and_a_backup_that_serves() {
        for client in [FailoverClient::new(), with_breaker(u32::MAX)] {
            let taken = taken(|| {
                let providers = (Provider::new("primary", down), Provider::new("backup", up));
                let served = run(client.fetch_async(providers)).unwrap();
                assert_eq!(served.failures()[0].error().unwrap().0, [1; 4]);
            });
            assert_eq!(taken, 1, "the rest of the call alone");
        }
    }

    #[test]
    fn a_request_that_is_alone_takes_no_more_where_others_might_be_beside_it() {
        let client = FailoverClient::new();
        let pairs = |keys: Vec<u64>| keys.into_iter().map(|key| (key, key)).collect::<Vec<_>>();
        let taken = [1, 8].map(|concurrency| {
            taken(|| {
                let primary = ItemProvider::new_async("primary", |keys| {
                    ready(Ok::<_, LargeError>(pairs(keys)))
                });
                let primary = primary.max_keys(3).concurrency(concurrency);
                let result = run(client.fetch_items_async([1, 2, 3], [primary]));
                assert!(result.unwrap().is_complete());
            })
        });
        assert_eq!(taken[0], taken[1]);
    }

    #[test]
    fn requests_side_by_side_that_are_over_take_no_memory_any_more() {
        const KEYS: u64 = 10_000;
        let client = FailoverClient::new();
        let most = [1, 2].map(|concurrency| {
            let ask = |keys: Vec<u64>| ready(Ok::<_, LargeError>([(keys[0], keys[0])]));
            let primary = ItemProvider::new_async("primary", ask);
            let primary = primary.max_keys(1).concurrency(concurrency);
            let keys: Vec<u64> = (0..KEYS).collect();
            let taken = measure(|| {
                let result = run(client.fetch_items_async(keys, [primary]));
                assert!(result.unwrap().is_complete());
            });
            taken.bytes_max
        });
        assert!(most[1] < most[0] + KEYS, "{most:?}");
    }

    #[failover(providers = [primary = up_async, backup = up_async], circuit_breaker(failure_threshold = 3, reset_after = 60s))]
    async fn annotated(call: u64) -> failover_core::Result<u64, LargeError>;

    async fn up_async(_: u64) -> Result<u64, LargeError> {
        up().await
    }

    /// Bytes, with two providers whose own futures are small, through a breaker, on a client with every limit.
    #[test]
    fn the_future_of_a_call_is_small() {
        let client = with_every_setting();
        let providers = (Provider::new("primary", up), Provider::new("backup", up));
        let whole = size_of_val(&client.fetch_async(providers));
        let hedged = client.hedge(Duration::from_secs(1)).fetch_async(providers);
        let ask = |_: Vec<u64>| ready(Ok::<Vec<(u64, u64)>, LargeError>(Vec::new()));
        let providers = (
            ItemProvider::new_async("primary", ask),
            ItemProvider::new_async("backup", ask),
        );
        let items = size_of_val(&client.fetch_items_async([1_u64, 2, 3], providers));
        for (size, most, call) in [
            (whole, 248, "a value call"),
            (size_of_val(&annotated(1)), 232, "an annotated function"),
            (size_of_val(&hedged), 1112, "a hedged call"),
            (items, 1048, "a call for items"),
        ] {
            println!("the future of {call}: {size} bytes");
            assert!(
                size <= most,
                "the future of {call}: {size} bytes, at most {most}"
            );
        }
    }
}

mod annotated {
    use std::sync::LazyLock;

    use failover_core::{Served, failover};

    use super::*;

    static CLOCK: LazyLock<ManualClock> = LazyLock::new(ManualClock::new);

    fn primary(up_to: u64) -> Result<u64, LargeError> {
        if up_to > 0 { up() } else { down() }
    }

    fn backup(_: u64) -> Option<u64> {
        black_box(Some(2))
    }

    #[failover(
        providers = [primary, backup],
        retries = 1,
        timeout = 2s,
        deadline = 1m,
        is_valid = |value| *value > 0,
        circuit_breaker(failure_threshold = 1000, reset_after = 60s, handle = breaker),
        clock = CLOCK.clone(),
    )]
    fn call(up_to: u64) -> failover_core::Result<Served<u64, LargeError>, LargeError>;

    #[test]
    fn a_function_whose_primary_serves() {
        assert_takes_none(|| assert_eq!(call(1).unwrap().provider, "primary"));
    }

    #[test]
    fn a_function_whose_backup_serves() {
        assert_takes_none(|| assert_eq!(call(0).unwrap().failures()[0].attempts, 2));
    }

    #[failover(providers = [primary, backup], circuit_breaker(failure_threshold = 1, reset_after = 1d, handle = open))]
    fn skipping(up_to: u64) -> failover_core::Result<u64, LargeError>;

    #[test]
    fn a_function_whose_primary_is_skipped() {
        open().force_open("primary");
        assert_takes_none(|| assert_eq!(skipping(1).unwrap(), 2));
    }
}

mod hedged {
    use std::future::{pending, poll_fn, ready};
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use failover_core::{Served, Timer, TimerFuture, failover};

    use super::*;

    /// A timer that never fires: one box for each that is started.
    struct Never;

    impl Timer for Never {
        fn sleep(&self, duration: Duration) -> TimerFuture {
            Box::pin(async move {
                pending::<()>().await;
                let _ = black_box(duration);
            })
        }
    }

    fn poll_once<F: Future>(future: F) -> Poll<F::Output> {
        pin!(future).poll(&mut Context::from_waker(Waker::noop()))
    }

    fn client() -> FailoverClient {
        FailoverClient::builder()
            .retries(1)
            .timeout(Duration::from_secs(60))
            .circuit_breaker(CircuitBreaker::new(3, Duration::from_secs(60)))
            .timer(Never)
            .build()
            .unwrap()
    }

    #[test]
    fn a_hedged_call_that_is_served_at_once() {
        let client = client();
        assert_takes_none(|| {
            let primary = Provider::new("primary", async || up());
            let backup = Provider::new("backup", async || up());
            let hedged = client.hedge(Duration::from_secs(1));
            let Poll::Ready(served) = poll_once(hedged.fetch_async((primary, backup))) else {
                panic!("it waits");
            };
            assert_eq!(served.unwrap().provider, "primary");
        });
    }

    #[failover(providers = [primary = up_async, backup = up_async], hedge = 0s)]
    async fn annotated(call: u64) -> failover_core::Result<Served<u64, LargeError>, LargeError>;

    async fn up_async(_: u64) -> Result<u64, LargeError> {
        ready(up()).await
    }

    #[test]
    fn an_annotated_call_that_is_served_at_once() {
        let size = size_of_val(&annotated(1));
        println!("the future of an annotated hedged function: {size} bytes");
        assert!(size <= 1024, "{size} bytes");
        assert_takes_none(|| {
            let Poll::Ready(served) = poll_once(annotated(1)) else {
                panic!("it waits");
            };
            assert_eq!(served.unwrap().provider, "primary");
        });
    }

    #[failover(providers = [large, b = up_async, c = up_async, d = up_async], hedge = 0s)]
    async fn beside_a_large_one(call: u64) -> failover_core::Result<u64, LargeError>;

    async fn large(call: u64) -> Result<u64, LargeError> {
        let place = [call; 1000];
        black_box(&place);
        pending::<()>().await;
        Ok(place[0])
    }

    #[test]
    fn an_annotated_call_is_as_large_as_its_largest_provider() {
        let size = size_of_val(&beside_a_large_one(1));
        assert!(size < 9_100, "{size} bytes");
        let taken = measure(|| {
            let Poll::Ready(served) = poll_once(beside_a_large_one(1)) else {
                panic!("it waits");
            };
            served.unwrap();
        });
        // The turn of the one beside.
        assert_eq!(taken.count_total, 1);
    }

    /// A timer that is ready at once: one box for each that is started.
    struct AtOnce;

    impl Timer for AtOnce {
        fn sleep(&self, duration: Duration) -> TimerFuture {
            Box::pin(async move {
                let _ = black_box(duration);
            })
        }
    }

    #[test]
    fn a_hedge_that_is_needed_takes_memory_three_times_at_most() {
        let client = FailoverClient::builder().timer(AtOnce).build().unwrap();
        let hedged = || client.hedge(Duration::from_secs(1));
        let backup = Provider::new("backup", async || up());
        let slow = || {
            let primary = Provider::new("primary", pending::<Result<u64, LargeError>>);
            let Poll::Ready(served) = poll_once(hedged().fetch_async((primary, backup))) else {
                panic!("it waits");
            };
            assert_eq!(served.unwrap().provider, "backup");
        };
        // The timer, and the turn beside the first one.
        slow();
        assert_eq!(measure(slow).count_total, 2);
        let failing = || {
            let primary = Provider::new("primary", async || down());
            let Poll::Ready(served) = poll_once(hedged().fetch_async((primary, backup))) else {
                panic!("it waits");
            };
            assert_eq!(served.unwrap().failures()[0].attempts, 1);
        };
        // The call of the first turn, its error, and the list of failures. The second turn takes the place of the first.
        failing();
        assert_eq!(measure(failing).count_total, 3);
    }

    #[test]
    fn a_timer_that_waits_is_taken_over_by_the_next_attempt() {
        let client = FailoverClient::builder().timeout(Duration::from_secs(60));
        let client = client.retries(2).timer(Never).build().unwrap();
        let call = || {
            let one = Provider::new("one", async || {
                let mut polls = 0;
                poll_fn(|_| {
                    polls += 1;
                    if polls == 1 {
                        Poll::Pending
                    } else {
                        Poll::Ready(())
                    }
                })
                .await;
                down()
            });
            let mut call = pin!(client.fetch_async([one]));
            let mut context = Context::from_waker(Waker::noop());
            while call.as_mut().poll(&mut context).is_pending() {}
        };
        call();
        // The timer, the call, and its error.
        assert_eq!(measure(call).count_total, 3);
    }

    #[test]
    fn a_hedged_call_that_waits_takes_its_timers() {
        let client = client();
        let call = || {
            let primary = Provider::new("primary", pending::<Result<u64, LargeError>>);
            let backup = Provider::new("backup", pending);
            let hedged = client.hedge(Duration::from_secs(1));
            assert!(poll_once(hedged.fetch_async((primary, backup))).is_pending());
        };
        call();
        // For the limit of the attempt, and for the delay.
        assert_eq!(measure(call).count_total, 2);
    }
}

/// No other test of this process has an observer, which would ask for names.
mod names {
    use std::cell::Cell;

    use failover_core::failover;
    use tests::support::run;

    thread_local! {
        static NAMED: Cell<u32> = const { Cell::new(0) };
    }

    fn named(name: &str) -> &str {
        NAMED.set(NAMED.get() + 1);
        name
    }

    #[failover(providers = [for price in prices => named("a") = price.ok_or("down")])]
    fn price(prices: &[Option<u8>]) -> failover_core::Result<u8, &'static str>;

    #[failover(providers = [for price in prices => named("a") = std::future::ready(price.ok_or("down"))])]
    async fn price_later(prices: &[Option<u8>]) -> failover_core::Result<u8, &'static str>;

    #[test]
    fn a_list_is_not_asked_for_a_name_until_something_fails() {
        price(&[Some(1)]).unwrap();
        run(price_later(&[Some(1)])).unwrap();
        assert_eq!(NAMED.get(), 0);
        price(&[None]).unwrap_err();
        assert!(NAMED.get() > 0);
    }
}
