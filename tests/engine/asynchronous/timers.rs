//! The start of a timer, and the rules for a timer and a clock that disagree.

use std::cell::Cell;
use std::future::{pending, poll_fn, ready};
use std::pin::pin;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::Poll;
use std::thread;
use std::time::Duration;

use failover_core::testing::ManualClock;
use failover_core::{
    Clock, EndReason, FailoverClient, FailoverClientBuilder, FailureKind, ItemProvider, Provider,
    Timer, TimerFuture,
};
use tests::support::{Code, brief, poll, secs, wait, yield_now};

use super::{Answer, Log};

/// A timer that counts how often it is started.
#[derive(Clone)]
struct Counted {
    clock: ManualClock,
    started: Arc<AtomicUsize>,
}

impl Counted {
    fn new(clock: &ManualClock) -> Self {
        Self {
            clock: clock.clone(),
            started: Arc::default(),
        }
    }

    fn started(&self) -> usize {
        self.started.swap(0, Ordering::Relaxed)
    }
}

impl Timer for Counted {
    fn sleep(&self, duration: Duration) -> TimerFuture {
        self.started.fetch_add(1, Ordering::Relaxed);
        Timer::sleep(&self.clock, duration)
    }
}

/// A timer that never fires.
struct Never;

impl Timer for Never {
    fn sleep(&self, _: Duration) -> TimerFuture {
        Box::pin(pending())
    }
}

/// A timer that fires at once.
struct AtOnce;

impl Timer for AtOnce {
    fn sleep(&self, _: Duration) -> TimerFuture {
        Box::pin(ready(()))
    }
}

fn by(clock: &ManualClock, timer: impl Timer + 'static) -> FailoverClientBuilder {
    FailoverClient::builder().clock(clock.clone()).timer(timer)
}

#[test]
fn none_is_started_for_an_attempt_that_is_ready_at_once() {
    let clock = ManualClock::new();
    let timer = Counted::new(&clock);
    let client = by(&clock, timer.clone())
        .timeout(secs(2))
        .deadline(secs(3))
        .retries(1)
        .build()
        .unwrap();
    let providers = (
        Provider::new("a", || ready(Err(Code(1)))),
        Provider::new("b", || ready(Ok(2))),
    );
    assert_eq!(
        clock.block_on(client.fetch_async(providers)).unwrap().value,
        2
    );
    let a = ItemProvider::new_async("a", |_: Vec<u32>| ready(Ok::<_, Code>([(1, 1)])));
    let items = clock.block_on(client.fetch_items_async([1], [a]));
    assert_eq!(items.unwrap()[&1], 1);
    assert_eq!(timer.started(), 0);
}

#[test]
fn none_is_started_without_a_limit() {
    let clock = ManualClock::new();
    let timer = Counted::new(&clock);
    let client = by(&clock, timer.clone()).retries(1).build().unwrap();
    let a = async || {
        yield_now().await;
        Err(Code(1))
    };
    let b = async || {
        wait(&clock, secs(60)).await;
        Ok(2)
    };
    let providers = (Provider::new("a", a), Provider::new("b", b));
    assert_eq!(
        clock.block_on(client.fetch_async(providers)).unwrap().value,
        2
    );
    assert_eq!(timer.started(), 0);
}

#[test]
fn a_wait_takes_over_the_timer_of_the_one_before_if_that_is_ready_in_time() {
    let clock = ManualClock::new();
    let timer = Counted::new(&clock);
    let client = by(&clock, timer.clone())
        .timeout(secs(2))
        .deadline(secs(60))
        .retries(2)
        .retry_backoff(secs(1))
        .build()
        .unwrap();
    let a = async || {
        for _ in 0..10 {
            yield_now().await;
        }
        Err::<u32, _>(Code(1))
    };
    let failed = clock.block_on(client.fetch_async([Provider::new("a", a)]));
    assert_eq!(failed.unwrap_err().failures()[0].attempts, 3);
    // Attempts may take until 2, 3 and 5 seconds, and the waits between them end after 1 and 3. The timer for 2 is too late
    // for the first wait. The one for that wait fires. The attempt after it starts another for 3, which the second wait
    // takes over. The last attempt starts one more.
    assert_eq!(timer.started(), 4);
}

#[test]
fn a_timer_that_an_attempt_has_left_does_not_end_the_wait_for_a_later_one() {
    // From 584 years on, the nanoseconds of a time do not fit a `u64`.
    for unit in [secs(1), secs(1 << 60)] {
        let clock = ManualClock::new();
        let timer = Counted::new(&clock);
        let client = by(&clock, timer.clone()).timeout(2 * unit).build().unwrap();
        let a = async || {
            wait(&clock, unit).await;
            Err::<u32, _>(Code(1))
        };
        let providers = (
            Provider::new("a", a),
            Provider::new("b", async || pending().await),
        );
        let failed = clock.block_on(client.fetch_async(providers)).unwrap_err();
        assert_eq!(failed.failures()[1].kind, FailureKind::TimedOut);
        assert_eq!(clock.now(), 3 * unit);
        // The one that the first attempt has left is ready after two units. Then another waits for the rest.
        assert_eq!(timer.started(), 2);
    }
}

#[test]
fn a_limit_holds_by_the_clock_if_the_timer_never_fires() {
    let clock = ManualClock::new();
    let log = Log::new(&clock);
    let client = by(&clock, Never).timeout(secs(3)).build().unwrap();
    // It has itself polled once a second.
    let a = || async {
        let dropped = log.hang::<Answer>("a is dropped");
        let mut dropped = pin!(dropped);
        poll_fn(|context| {
            assert!(clock.now() < secs(3), "it was polled after its limit");
            clock.advance(secs(1));
            context.waker().wake_by_ref();
            dropped.as_mut().poll(context)
        })
        .await
    };
    let providers = (Provider::new("a", a), Provider::new("b", async || Ok(2)));
    let served = clock.block_on(client.fetch_async(providers)).unwrap();
    assert_eq!(brief(served.failures()), [("a", FailureKind::TimedOut, 1)]);
    assert_eq!(log.notes(), [("a is dropped", secs(3))]);
}

#[test]
fn a_backoff_ends_by_the_clock_if_the_timer_never_fires() {
    let clock = ManualClock::new();
    let client = by(&clock, Never)
        .retries(1)
        .retry_backoff(secs(3))
        .build()
        .unwrap();
    let attempts = Cell::new(0);
    let a = async || {
        attempts.set(attempts.get() + 1);
        Err::<u32, _>(Code(1))
    };
    let mut call = pin!(client.fetch_async([Provider::new("a", a)]));
    assert!(poll(call.as_mut()).is_pending());
    clock.advance(secs(2));
    assert!(poll(call.as_mut()).is_pending());
    assert_eq!(attempts.get(), 1);
    clock.advance(secs(1));
    assert!(poll(call.as_mut()).is_ready());
    assert_eq!(attempts.get(), 2);
}

#[test]
fn limits_and_backoffs_end_by_the_timer_if_the_clock_stands_still() {
    let clock = ManualClock::new();
    let log = Log::new(&clock);
    let client = by(&clock, AtOnce)
        .timeout(secs(2))
        .retries(1)
        .retry_backoff(secs(3))
        .build()
        .unwrap();
    let a = || log.hang::<Answer>("a is dropped");
    let providers = (Provider::new("a", a), Provider::new("b", async || Ok(2)));
    let served = clock.block_on(client.fetch_async(providers)).unwrap();
    assert_eq!(brief(served.failures()), [("a", FailureKind::TimedOut, 2)]);
    assert_eq!(log.notes().len(), 2);
    assert_eq!(clock.now(), Duration::ZERO);
}

#[test]
fn a_deadline_that_the_timer_says_is_over_ends_the_call_if_the_clock_stands_still() {
    let clock = ManualClock::new();
    let log = Log::new(&clock);
    let client = by(&clock, AtOnce).deadline(secs(2)).build().unwrap();
    let hanging = || log.hang::<Answer>("dropped");
    let later = async || {
        log.note("asked");
        Ok(2)
    };
    // While there is no log yet, and when there is.
    let first = (Provider::new("a", hanging), Provider::new("b", later));
    let failed = clock.block_on(client.fetch_async(first)).unwrap_err();
    assert_eq!(failed.end_reason(), EndReason::Deadline);
    let down = async || Err(Code(1));
    let second = (
        Provider::new("a", down),
        Provider::new("b", hanging),
        Provider::new("c", later),
    );
    let failed = clock.block_on(client.fetch_async(second)).unwrap_err();
    assert_eq!(failed.end_reason(), EndReason::Deadline);
    assert_eq!(
        brief(failed.failures()),
        [
            ("a", FailureKind::Error(Code(1)), 1),
            ("b", FailureKind::TimedOut, 1)
        ]
    );

    let hanging = async |_: Vec<u32>| log.hang::<Result<[(u32, u32); 1], Code>>("dropped").await;
    let later = async |_: Vec<u32>| {
        log.note("asked");
        Ok([(1, 1)])
    };
    for concurrency in [1, 2] {
        let a = ItemProvider::new_async("a", hanging).max_keys(1);
        let providers = (
            a.concurrency(concurrency),
            ItemProvider::new_async("b", later),
        );
        let failed = clock.block_on(client.fetch_items_async([1, 2], providers));
        assert_eq!(failed.unwrap_err().end_reason(), EndReason::Deadline);
    }
    assert_eq!(log.notes(), [("dropped", Duration::ZERO); 4]);
}

#[test]
fn a_clock_that_steps_back_does_not_lengthen_a_wait_that_has_begun() {
    let (clock, time) = (ManualClock::new(), ManualClock::new());
    clock.set(secs(100));
    let client = by(&clock, time.clone())
        .timeout(secs(2))
        .deadline(secs(30))
        .retries(1)
        .retry_backoff(secs(3))
        .build()
        .unwrap();
    let a = Provider::new("a", pending::<Answer>);
    let mut call = pin!(client.fetch_async([a]));
    assert!(poll(call.as_mut()).is_pending());
    clock.set(secs(50));
    assert!(poll(call.as_mut()).is_pending());
    time.advance(secs(2)); // the limit
    assert!(poll(call.as_mut()).is_pending());
    clock.set(Duration::ZERO);
    time.advance(secs(3)); // the backoff
    assert!(poll(call.as_mut()).is_pending());
    time.advance(secs(2));
    let Poll::Ready(failed) = poll(call.as_mut()) else {
        panic!("it still waits");
    };
    let failed = failed.unwrap_err();
    assert_eq!(brief(failed.failures()), [("a", FailureKind::TimedOut, 2)]);
}

#[test]
fn a_clock_that_jumps_ahead_ends_a_wait_at_the_next_poll() {
    let (clock, time) = (ManualClock::new(), ManualClock::new());
    let client = by(&clock, time).timeout(secs(2)).build().unwrap();
    let a = Provider::new("a", pending::<Answer>);
    let mut call = pin!(client.fetch_async([a]));
    assert!(poll(call.as_mut()).is_pending());
    clock.set(secs(3600)); // the machine slept
    assert!(poll(call.as_mut()).is_ready());
}

#[test]
fn a_timer_is_kept_for_the_next_attempt_and_given_up_with_the_call() {
    struct Given(Arc<AtomicUsize>);

    impl Drop for Given {
        fn drop(&mut self) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    struct Noted(Arc<AtomicUsize>);

    impl Timer for Noted {
        fn sleep(&self, _: Duration) -> TimerFuture {
            let given = Given(Arc::clone(&self.0));
            Box::pin(async move {
                let _given = given;
                pending::<()>().await;
            })
        }
    }

    let clock = ManualClock::new();
    let given_up = Arc::new(AtomicUsize::new(0));
    let client = by(&clock, Noted(Arc::clone(&given_up))).timeout(secs(2));
    let client = client.build().unwrap();
    let b = async || {
        assert_eq!(given_up.load(Ordering::Relaxed), 0);
        yield_now().await;
        Ok(2)
    };
    let a = async || {
        yield_now().await;
        Err(Code(1))
    };
    let providers = (Provider::new("a", a), Provider::new("b", b));
    assert_eq!(
        clock.block_on(client.fetch_async(providers)).unwrap().value,
        2
    );
    assert_eq!(given_up.load(Ordering::Relaxed), 1);
}

#[test]
fn no_clock_is_read_where_there_is_no_limit() {
    struct Unread;

    impl Clock for Unread {
        fn now(&self) -> Duration {
            panic!("the clock was read")
        }
    }

    let client = FailoverClient::builder().retries(2).clock(Unread).build();
    let client = client.unwrap();
    let a = async || {
        yield_now().await;
        Err(Code(1))
    };
    let providers = (Provider::new("a", a), Provider::new("b", async || Ok(2)));
    let call = client.fetch_async(providers);
    assert_eq!(ManualClock::new().block_on(call).unwrap().value, 2);
}

/// A timer that runs on its own thread, as those of other libraries do. Each wait ends as soon as its thread runs,
/// however long it should take.
#[derive(Clone, Default)]
struct OnThreads {
    /// The length of each wait.
    asked: Arc<Mutex<Vec<Duration>>>,
}

impl Timer for OnThreads {
    fn sleep(&self, duration: Duration) -> TimerFuture {
        self.asked.lock().unwrap().push(duration);
        let is_over = Arc::new(AtomicBool::new(false));
        let mut thread = None;
        Box::pin(poll_fn(move |context| {
            if is_over.load(Ordering::Acquire) {
                return Poll::Ready(());
            }
            thread.get_or_insert_with(|| {
                let (is_over, waker) = (Arc::clone(&is_over), context.waker().clone());
                thread::spawn(move || {
                    is_over.store(true, Ordering::Release);
                    waker.wake();
                })
            });
            Poll::Pending
        }))
    }
}

#[test]
fn a_timer_may_wake_the_call_from_another_thread() {
    let timer = OnThreads::default();
    let client = by(&ManualClock::new(), timer.clone())
        .timeout(secs(20))
        .retries(1)
        .retry_backoff(secs(10))
        .build()
        .unwrap();
    let providers = (
        Provider::new("a", pending::<Answer>),
        Provider::new("b", async || Ok(2)),
    );
    let served = pollster::block_on(client.fetch_async(providers)).unwrap();
    assert_eq!(brief(served.failures()), [("a", FailureKind::TimedOut, 2)]);
    assert_eq!(*timer.asked.lock().unwrap(), [20, 10, 20].map(secs));
}

#[test]
fn another_librarys_timer_takes_the_longest_limit() {
    struct FuturesTimer;

    impl Timer for FuturesTimer {
        fn sleep(&self, duration: Duration) -> TimerFuture {
            Box::pin(futures_timer::Delay::new(duration))
        }
    }

    let longest = FailoverClient::builder()
        .timer(FuturesTimer)
        .timeout(Duration::MAX)
        .build()
        .unwrap();
    let slow = async || {
        yield_now().await;
        Ok::<_, Code>(1)
    };
    let served = pollster::block_on(longest.fetch_async([Provider::new("a", slow)]));
    assert_eq!(served.unwrap().value, 1);
}

#[test]
fn a_manual_clock_remembers_each_wait_once() {
    let clock = ManualClock::new();
    clock.block_on(async {
        wait(&clock, secs(2)).await;
        wait(&clock, Duration::ZERO).await;
    });
    assert_eq!(clock.slept(), [secs(2), Duration::ZERO]);
}
