//! With the system's clock and tokio's timer on several threads. Nothing here waits for time to pass, so nothing here
//! sees that a timer fires. `paused.rs` shows when each one does, on one thread, and `tests/network` shows that they
//! fire in real time on several threads.

use std::time::{Duration, Instant};

use failover_core::{CircuitBreaker, Clock, FailoverClient, FailureKind, Provider, SystemClock};
use tests::support::{Code, brief, secs};
use tokio::task::yield_now;

use super::Answer;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_that_is_spawned_starts_its_timers_on_any_thread() {
    // Long enough that neither limit is reached, however busy the machine is.
    let client = FailoverClient::builder()
        .timeout(secs(86_400))
        .deadline(secs(172_800))
        .retries(1)
        .circuit_breaker(CircuitBreaker::new(9, secs(60)))
        .build()
        .unwrap();
    let answer = async |answer: Answer| {
        // Another task wakes this one, on the same thread or on another.
        let other = tokio::spawn(async {
            for _ in 0..10 {
                yield_now().await;
            }
        });
        other.await.unwrap();
        answer
    };
    let call = tokio::spawn(async move {
        let a = Provider::new("a", || answer(Err(Code(1))));
        let b = Provider::new("b", || answer(Ok(2)));
        client.fetch_async((a, b)).await
    });
    let served = call.await.unwrap().unwrap();
    assert_eq!((served.value, served.provider.as_str()), (2, "b"));
    let error = FailureKind::Error(Code(1));
    assert_eq!(brief(served.failures()), [("a", error, 2)]);
}

/// Looks at the system's own time before and after. Starting a thread takes some of it.
#[test]
fn the_system_clock_goes_on_outside_of_a_runtime() {
    let system = Instant::now();
    let began = SystemClock.now();
    let inner = Instant::now();
    std::thread::spawn(|| ()).join().unwrap();
    let at_least = inner.elapsed();
    let passed = SystemClock.now() - began;
    let at_most = system.elapsed();
    assert!(at_least > Duration::ZERO && (at_least..=at_most).contains(&passed));
}
