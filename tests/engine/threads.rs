//! The circuit breaker and the client under real threads. Time is moved by hand all the same.

use std::hint::spin_loop;
use std::sync::atomic::Ordering::SeqCst;
use std::sync::atomic::{AtomicBool, AtomicUsize};
use std::sync::{Arc, Barrier, Mutex};
use std::thread;
use std::time::Duration;

use failover_core::testing::ManualClock;
use failover_core::{
    CircuitBreaker, CircuitState, Clock, FailoverClient, Failure, FailureKind, Permit, Provider,
};
use tests::support::{MINUTE, SECOND};

fn breaker(threshold: u32, clock: &ManualClock) -> CircuitBreaker {
    CircuitBreaker::new(threshold, MINUTE).clock(clock.clone())
}

fn client(breaker: &Arc<CircuitBreaker>) -> FailoverClient {
    FailoverClient::builder()
        .circuit_breaker(Arc::clone(breaker))
        .build()
        .unwrap()
}

fn open_for(retry_in: Duration) -> CircuitState {
    let retry_in = Some(retry_in);
    CircuitState::Open { retry_in }
}

fn fail_once(breaker: &CircuitBreaker) {
    breaker.permit("a").unwrap().failure();
}

fn failures(breaker: &CircuitBreaker) -> u32 {
    breaker.snapshot()[0].failures
}

/// Runs `work` on so many threads that start together, each with its number.
fn on_threads<T: Send>(threads: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let start = Barrier::new(threads);
    let (start, work) = (&start, &work);
    thread::scope(|scope| {
        let threads: Vec<_> = (0..threads)
            .map(|number| {
                scope.spawn(move || {
                    start.wait();
                    work(number)
                })
            })
            .collect();
        threads.into_iter().map(|it| it.join().unwrap()).collect()
    })
}

/// Threads that go through rounds together. They yield where they wait: parking and waking so many, so
/// often, would take most of the time.
struct Rounds {
    threads: usize,
    begun: AtomicUsize,
    /// The meetings of all threads, in all rounds together.
    met: AtomicUsize,
    /// The rounds that threads have finished, all together.
    done: AtomicUsize,
    /// True once a thread panicked, so that no other waits for it.
    broken: AtomicBool,
}

impl Rounds {
    /// Calls `act(rounds, thread, round)` on every thread at once, between `before(round)` and
    /// `after(round)`, which run while the threads rest.
    fn run(
        threads: usize,
        rounds: usize,
        mut before: impl FnMut(usize),
        act: impl Fn(&Self, usize, usize) + Sync,
        mut after: impl FnMut(usize),
    ) {
        let this = &Self {
            threads,
            begun: AtomicUsize::new(0),
            met: AtomicUsize::new(0),
            done: AtomicUsize::new(0),
            broken: AtomicBool::new(false),
        };
        let act = &act;
        thread::scope(|scope| {
            for thread in 0..threads {
                scope.spawn(move || {
                    let _breaks = Breaks(&this.broken);
                    for round in 1..=rounds {
                        this.wait_until(|| this.begun.load(SeqCst) >= round);
                        act(this, thread, round);
                        this.done.fetch_add(1, SeqCst);
                    }
                });
            }
            let _breaks = Breaks(&this.broken);
            for round in 1..=rounds {
                before(round);
                this.begun.store(round, SeqCst);
                this.wait_until(|| this.done.load(SeqCst) >= round * threads);
                after(round);
            }
        });
    }

    /// Comes back when every thread has come here in this round.
    fn meet(&self, round: usize) {
        self.met.fetch_add(1, SeqCst);
        self.wait_until(|| self.met.load(SeqCst) >= round * self.threads);
    }

    /// Comes back when every other thread is done with this round.
    fn wait_for_the_others(&self, round: usize) {
        self.wait_until(|| self.done.load(SeqCst) >= round * self.threads - 1);
    }

    fn wait_until(&self, reached: impl Fn() -> bool) {
        while !reached() {
            assert!(!self.broken.load(SeqCst), "another thread failed");
            thread::yield_now();
        }
    }
}

/// Looks again and again while `work` is going on.
fn during(work: impl FnOnce() + Send, look: impl Fn()) {
    struct Ends<'a>(&'a AtomicBool);
    impl Drop for Ends<'_> {
        fn drop(&mut self) {
            self.0.store(true, SeqCst);
        }
    }

    let ended = &AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(move || {
            let _ends = Ends(ended);
            work();
        });
        while !ended.load(SeqCst) {
            look();
        }
    });
}

/// Tells the others of a panic.
struct Breaks<'a>(&'a AtomicBool);

impl Drop for Breaks<'_> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.store(true, SeqCst);
        }
    }
}

// Probes

/// The threads race all the time: who has the probe fails it and begins the next window. Now and then it waits
/// until another thread has asked meanwhile, or on a busy machine one alone might go through all windows.
#[test]
fn of_64_threads_one_gets_the_probe_in_each_of_10_000_windows() {
    const WINDOWS: u32 = 10_000;

    let clock = ManualClock::new();
    let breaker = breaker(1, &clock);
    fail_once(&breaker);
    clock.advance(MINUTE);
    let probing = AtomicBool::new(false);
    let (probed, skips) = (Mutex::new(Vec::new()), AtomicUsize::new(0));
    let broken = AtomicBool::new(false);
    on_threads(64, |_| {
        let _breaks = Breaks(&broken);
        while clock.now() <= MINUTE * WINDOWS {
            let Ok(probe) = breaker.permit("a") else {
                skips.fetch_add(1, SeqCst);
                thread::yield_now();
                continue;
            };
            assert!(probe.is_probe());
            assert!(!probing.swap(true, SeqCst), "two probes at once");
            let windows = {
                let mut probed = probed.lock().unwrap();
                probed.push(clock.now());
                probed.len()
            };
            // Not beyond the last window: the others may have gone.
            if windows % 100 == 1 && windows < 10_000 {
                let before = skips.load(SeqCst);
                while skips.load(SeqCst) == before {
                    assert!(!broken.load(SeqCst), "another thread failed");
                    thread::yield_now();
                }
            }
            probing.store(false, SeqCst);
            probe.failure();
            clock.advance(MINUTE);
        }
    });
    // One in each window, at its very beginning; some threads may have begun another when it was over.
    let probed = probed.into_inner().unwrap();
    assert!(probed.len() >= 10_000);
    assert!(
        (1..)
            .zip(&probed)
            .all(|(window, at)| *at == MINUTE * window)
    );
    assert!(skips.into_inner() >= 100);
}

/// The threads meet in every window, so that all of them ask while it is half-open.
#[test]
fn of_64_threads_that_ask_at_once_all_but_one_skip() {
    const THREADS: usize = 64;
    const WINDOWS: usize = 300;

    let clock = ManualClock::new();
    let breaker = breaker(1, &clock);
    fail_once(&breaker);
    let (probes, skips) = (AtomicUsize::new(0), AtomicUsize::new(0));
    Rounds::run(
        THREADS,
        WINDOWS,
        |_| clock.advance(MINUTE),
        |rounds, _, window| match breaker.permit("a") {
            Ok(probe) => {
                assert!(probe.is_probe());
                assert_eq!(probes.fetch_add(1, SeqCst) + 1, window);
                // Every other window the others find the probe under way, else maybe its failure.
                if window % 2 == 0 {
                    rounds.wait_for_the_others(window);
                }
                probe.failure();
            }
            Err(_) => {
                skips.fetch_add(1, SeqCst);
            }
        },
        |window| {
            assert_eq!(probes.load(SeqCst), window);
            assert_eq!(breaker.state("a"), open_for(MINUTE));
        },
    );
    assert_eq!(skips.load(SeqCst), (THREADS - 1) * WINDOWS);
}

#[test]
fn of_16_callers_at_expiry_one_calls_the_provider() {
    const CALLERS: usize = 16;
    const WINDOWS: usize = 1_000;

    let clock = ManualClock::new();
    let breaker = Arc::new(breaker(1, &clock));
    let client = client(&breaker);
    let (called, skipped) = (AtomicUsize::new(0), AtomicUsize::new(0));
    Rounds::run(
        CALLERS,
        WINDOWS,
        |_| {
            breaker.reset("a");
            fail_once(&breaker);
            clock.advance(MINUTE);
        },
        |rounds, _, window| {
            let a = || {
                assert_eq!(called.fetch_add(1, SeqCst) + 1, window);
                rounds.wait_for_the_others(window);
                if window % 2 == 0 { Ok("a") } else { Err(503) }
            };
            let served = client
                .fetch((Provider::new("a", a), Provider::new("b", || Ok("b"))))
                .unwrap();
            if let [failure] = served.failures() {
                let is_skip = matches!(failure.kind, FailureKind::CircuitOpen(_));
                skipped.fetch_add(usize::from(is_skip), SeqCst);
            }
        },
        |window| {
            assert_eq!(called.load(SeqCst), window);
            assert_eq!(skipped.load(SeqCst), window * (CALLERS - 1));
            let closes = window % 2 == 0;
            assert_eq!(breaker.state("a") == CircuitState::Closed, closes);
        },
    );
}

#[test]
fn when_a_lease_is_over_one_thread_gets_the_next() {
    const THREADS: usize = 3;
    const LEASES: usize = 3_000;

    let clock = ManualClock::new();
    let breaker = breaker(1, &clock);
    fail_once(&breaker);
    let probes = AtomicUsize::new(0);
    Rounds::run(
        THREADS,
        LEASES,
        |_| clock.advance(MINUTE),
        |_, _, _| {
            if let Ok(probe) = breaker.permit("a") {
                probes.fetch_add(1, SeqCst);
                std::mem::forget(probe); // it hangs
            }
        },
        |lease| assert_eq!(probes.load(SeqCst), lease),
    );
}

#[test]
fn a_released_probe_is_taken_by_one_at_a_time() {
    let clock = ManualClock::new();
    let breaker = breaker(1, &clock);
    fail_once(&breaker);
    clock.advance(MINUTE);
    let under_way = AtomicUsize::new(0);
    let probes = on_threads(4, |_| {
        let mut probes = 0;
        for _ in 0..20_000 {
            if let Ok(probe) = breaker.permit("a") {
                assert_eq!(under_way.fetch_add(1, SeqCst), 0);
                probes += 1;
                under_way.fetch_sub(1, SeqCst);
                drop(probe);
            }
        }
        probes
    });
    assert!(probes.iter().sum::<u32>() > 1);
    assert_eq!(breaker.state("a"), CircuitState::HalfOpen);
}

// Counting

#[test]
fn no_failure_is_lost() {
    const THREADS: u32 = 8;
    const EACH: u32 = 20_000;

    let breaker = breaker(u32::MAX, &ManualClock::new());
    on_threads(THREADS as usize, |_| {
        for _ in 0..EACH {
            fail_once(&breaker);
        }
    });
    assert_eq!(failures(&breaker), THREADS * EACH);
}

#[test]
fn it_opens_at_exactly_the_threshold() {
    for round in 0..50 {
        let breaker = breaker(1_000, &ManualClock::new());
        on_threads(3, |_| {
            for _ in 0..333 {
                fail_once(&breaker);
            }
        });
        assert_eq!(breaker.state("a"), CircuitState::Closed, "{round}");
        assert_eq!(failures(&breaker), 999);
        fail_once(&breaker);
        assert_eq!(breaker.state("a"), open_for(MINUTE));
    }
}

#[test]
fn failures_at_once_trip_it_once() {
    const THREADS: usize = 4;

    // Whoever comes after the trip is of an older generation, however close.
    let clock = ManualClock::new();
    let breaker = breaker(3, &clock);
    Rounds::run(
        THREADS,
        500,
        |_| breaker.reset("a"),
        |rounds, _, round| {
            let permit = breaker.permit("a").unwrap();
            rounds.meet(round);
            permit.failure();
        },
        |_| {
            assert_eq!(breaker.state("a"), open_for(MINUTE));
            clock.advance(MINUTE);
            let probe = breaker.permit("a").unwrap();
            assert!(probe.is_probe());
            probe.success();
            assert_eq!(failures(&breaker), 0);
        },
    );
}

// Stragglers

type Settle = fn(Permit<'_>);
const SETTLES: [Settle; 3] = [
    |permit| permit.success(),
    |permit| permit.failure(),
    |permit| drop(permit),
];

#[test]
fn whoever_was_let_in_before_the_trip_changes_nothing_after_it() {
    let clock = ManualClock::new();
    let breaker = breaker(1, &clock);
    let tripped = AtomicUsize::new(0);
    Rounds::run(
        6,
        500,
        |_| breaker.reset("a"),
        |rounds, thread, round| {
            let permit = breaker.permit("a").unwrap();
            rounds.meet(round);
            if thread == 0 {
                permit.failure();
                clock.advance(SECOND);
                tripped.store(round, SeqCst);
            } else {
                rounds.wait_until(|| tripped.load(SeqCst) == round);
                SETTLES[thread % 3](permit);
            }
        },
        |_| assert_eq!(breaker.state("a"), open_for(MINUTE - SECOND)),
    );
}

#[test]
fn whoever_was_let_in_before_the_trip_does_not_settle_for_the_probe() {
    let clock = ManualClock::new();
    let breaker = breaker(1, &clock);
    let probing = AtomicUsize::new(0);
    Rounds::run(
        6,
        500,
        |_| breaker.reset("a"),
        |rounds, thread, round| {
            let permit = breaker.permit("a").unwrap();
            rounds.meet(round);
            if thread == 0 {
                permit.failure();
                clock.advance(MINUTE);
                let probe = breaker.permit("a").unwrap();
                assert!(probe.is_probe());
                probing.store(round, SeqCst);
                rounds.wait_for_the_others(round);
                assert!(breaker.permit("a").unwrap_err().is_probing());
                SETTLES[round % 2](probe);
            } else {
                rounds.wait_until(|| probing.load(SeqCst) == round);
                SETTLES[thread % 3](permit);
            }
        },
        |round| {
            let settled = match round % 2 {
                0 => CircuitState::Closed,
                _ => open_for(MINUTE),
            };
            assert_eq!(breaker.state("a"), settled);
        },
    );
}

// What a racer may see

#[test]
fn nobody_sees_an_open_circuit_without_its_time() {
    /// Takes a while to read: what was looked at before is old news then.
    struct Slow(ManualClock);
    impl Clock for Slow {
        fn now(&self) -> Duration {
            let linger = || (0..20).for_each(|_| spin_loop());
            linger();
            let now = self.0.now();
            linger();
            now
        }
    }

    let clock = ManualClock::new();
    let breaker = CircuitBreaker::new(1, MINUTE).clock(Slow(clock.clone()));
    let trip_again_and_again = || {
        for _ in 0..30_000 {
            breaker.reset("a");
            clock.advance(MINUTE); // by the time of the last trip it would be half-open
            fail_once(&breaker);
        }
    };
    during(trip_again_and_again, || {
        match breaker.permit("a") {
            Ok(permit) => assert!(!permit.is_probe()),
            Err(open) if open.is_probing() => {} // in the middle of the change
            Err(open) => assert_eq!(open.retry_in(), Some(MINUTE)),
        }
        let state = breaker.state("a");
        let expected = [CircuitState::Closed, open_for(MINUTE)];
        assert!(expected.contains(&state), "{state:?}");
    });
}

#[test]
fn a_snapshot_is_of_one_moment() {
    let breaker = breaker(2, &ManualClock::new());
    breaker.permit("a").unwrap().success();
    let trip_and_count = || {
        for _ in 0..30_000 {
            fail_once(&breaker);
            fail_once(&breaker);
            breaker.reset("a");
            fail_once(&breaker);
            breaker.reset("a");
        }
    };
    during(trip_and_count, || {
        let seen = breaker.snapshot()[0];
        let is_closed = seen.state == CircuitState::Closed;
        assert!(seen.failures == 0 || is_closed, "{seen:?}");
    });
}

// Calls

#[test]
fn calls_at_once_never_mix_who_served_and_why_others_did_not() {
    let breaker = Arc::new(breaker(u32::MAX, &ManualClock::new()));
    let client = client(&breaker);
    on_threads(4, |thread| {
        for call in 0..5_000 {
            let id = thread * 1_000_000 + call * 10;
            let fails = |number| move || Err::<usize, _>(id + number);
            let last = move || {
                thread::yield_now();
                if call % 3 == 0 { Err(id + 3) } else { Ok(id) }
            };
            let result = client.fetch((
                Provider::new("a", fails(1)),
                Provider::new("b", fails(2)),
                Provider::new("c", last),
            ));
            let errors = |failures: &[Failure<usize>]| -> Vec<(&str, Option<usize>)> {
                let of = |it: &Failure<usize>| (it.provider.as_str(), it.error().copied());
                failures.iter().map(of).collect()
            };
            let expected = [
                ("a", Some(id + 1)),
                ("b", Some(id + 2)),
                ("c", Some(id + 3)),
            ];
            match result {
                Ok(served) => {
                    assert_eq!((served.value, served.provider.as_str()), (id, "c"));
                    assert_eq!(errors(served.failures()), expected[..2]);
                }
                Err(failed) => assert_eq!(errors(failed.failures()), expected),
            }
        }
    });
}
