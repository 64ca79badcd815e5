//! In tokio's paused time: the default clock of a client and of a breaker pauses too.

use std::cell::RefCell;
use std::sync::Mutex;
use std::time::Duration;

use failover_core::{
    CircuitBreaker, CircuitState, Clock, EndReason, FailoverClient, FailureKind, ItemProvider,
    Provider, SystemClock,
};
use tests::support::{Code, MS, brief, secs};
use tokio::time::{Instant, advance, sleep};

use super::{Answer, hang};

#[tokio::test(start_paused = true)]
async fn a_timeout_drops_the_attempt_at_its_limit() {
    struct Noted<'a>(&'a RefCell<Vec<Duration>>, Instant);

    impl Drop for Noted<'_> {
        fn drop(&mut self) {
            self.0.borrow_mut().push(self.1.elapsed());
        }
    }

    let (began, dropped) = (Instant::now(), RefCell::default());
    let client = FailoverClient::builder().timeout(secs(2)).retries(1);
    let client = client.build().unwrap();
    let a = async || {
        let _noted = Noted(&dropped, began);
        hang::<Answer>().await
    };
    let b = async || {
        sleep(secs(2) - MS).await;
        Ok(2)
    };
    let providers = (Provider::new("a", a), Provider::new("b", b));
    let served = client.fetch_async(providers).await.unwrap();
    assert_eq!(served.provider, "b");
    assert_eq!(brief(served.failures()), [("a", FailureKind::TimedOut, 2)]);
    assert_eq!(began.elapsed(), secs(6) - MS);
    assert_eq!(*dropped.borrow(), [secs(2), secs(4)]);
}

#[tokio::test(start_paused = true)]
async fn a_deadline_ends_the_call() {
    let began = Instant::now();
    let client = FailoverClient::builder().timeout(secs(2)).deadline(secs(3));
    let client = client.build().unwrap();
    let providers = ["a", "b", "c"].map(|name| Provider::new(name, hang::<Answer>));
    let failed = client.fetch_async(providers).await.unwrap_err();
    assert_eq!(failed.end_reason(), EndReason::Deadline);
    let timed_out = |name| (name, FailureKind::TimedOut, 1);
    assert_eq!(brief(failed.failures()), ["a", "b"].map(timed_out));
    assert_eq!(began.elapsed(), secs(3));

    let a = async |_: Vec<u32>| Ok::<_, Code>(vec![(1, 1)]);
    let b = async |_: Vec<u32>| hang::<Result<Vec<(u32, u32)>, Code>>().await;
    let providers = (
        ItemProvider::new_async("a", a),
        ItemProvider::new_async("b", b),
        ItemProvider::new_async("c", b),
    );
    let result = client.fetch_items_async([1, 2], providers).await.unwrap();
    assert_eq!((result.end_reason(), result[&1]), (EndReason::Deadline, 1));
    assert_eq!(began.elapsed(), secs(6));
}

#[tokio::test(start_paused = true)]
async fn a_backoff_is_slept() {
    let began = Instant::now();
    let client = FailoverClient::builder().retries(2).retry_backoff(secs(3));
    let client = client.build().unwrap();
    let a = Provider::new("a", async || Err::<u32, _>(Code(1)));
    let failed = client.fetch_async([a]).await.unwrap_err();
    assert_eq!(failed.failures()[0].attempts, 3);
    assert_eq!(began.elapsed(), secs(9));
}

/// The call is a separate task, and reads the default clock.
#[tokio::test(start_paused = true)]
async fn a_spawned_call_waits_for_its_limits_and_backoffs_in_order() {
    let client = FailoverClient::builder()
        .timeout(20 * MS)
        .retries(1)
        .retry_backoff(10 * MS)
        .build()
        .unwrap();
    let call = tokio::spawn(async move {
        let began = SystemClock.now();
        let at = Mutex::new(Vec::new());
        let note = |what| at.lock().unwrap().push((what, SystemClock.now() - began));
        let a = async || {
            note("a");
            hang::<Answer>().await
        };
        let b = async || {
            note("b");
            sleep(MS).await;
            Ok(2)
        };
        let providers = (Provider::new("a", a), Provider::new("b", b));
        let served = client.fetch_async(providers).await.unwrap();
        note("served");
        (brief(served.failures()), at.into_inner().unwrap())
    });
    let (failures, at) = call.await.unwrap();
    assert_eq!(failures, [("a", FailureKind::TimedOut, 2)]);
    let expected = [("a", 0), ("a", 30), ("b", 50), ("served", 51)];
    assert_eq!(at, expected.map(|(what, millis)| (what, millis * MS)));
}

#[tokio::test(start_paused = true)]
async fn a_circuit_is_half_open_after_its_time() {
    let breaker = CircuitBreaker::new(1, secs(60));
    let client = FailoverClient::builder().circuit_breaker(breaker);
    let client = client.build().unwrap();
    let breaker = client.circuit_breaker().unwrap();
    let a = Provider::new("a", async || Err::<u32, _>(Code(1)));
    client.fetch_async([a]).await.unwrap_err();
    let left = |retry_in| CircuitState::Open {
        retry_in: Some(retry_in),
    };
    assert_eq!(breaker.state("a"), left(secs(60)));
    advance(secs(59)).await;
    assert_eq!(breaker.state("a"), left(secs(1)));
    advance(secs(1)).await;
    assert_eq!(breaker.state("a"), CircuitState::HalfOpen);
    let a = Provider::new("a", async || Ok::<_, Code>(1));
    assert_eq!(client.fetch_async([a]).await.unwrap().value, 1);
    assert_eq!(breaker.state("a"), CircuitState::Closed);
}

#[tokio::test(start_paused = true)]
async fn the_longest_of_everything_overflows_nothing() {
    let client = FailoverClient::builder()
        .timeout(Duration::MAX)
        .deadline(Duration::MAX)
        .retries(u32::MAX)
        .retry_backoff(Duration::MAX)
        .build()
        .unwrap();
    let a = Provider::new("a", async || Err(Code(1)));
    let b = Provider::new("b", async || {
        sleep(secs(1)).await;
        Ok(2)
    });
    // No time is left for the longest wait before the longest deadline.
    let served = client.fetch_async((a, b)).await.unwrap();
    assert_eq!((served.value, served.failures()[0].attempts), (2, 1));

    let client = FailoverClient::builder()
        .retries(1)
        .retry_backoff(Duration::MAX)
        .build()
        .unwrap();
    let a = Provider::new("a", async || Err::<u32, _>(Code(1)));
    let call = client.fetch_async([a]);
    assert!(tokio::time::timeout(secs(3600), call).await.is_err());
}

#[tokio::test(start_paused = true)]
async fn an_attempt_that_is_aborted_leaves_its_circuit_as_it_was() {
    static BREAKER: CircuitBreaker = CircuitBreaker::new(1, Duration::ZERO);
    BREAKER.permit("a").unwrap().failure();
    let call = tokio::spawn(async {
        let client = FailoverClient::builder().circuit_breaker(&BREAKER);
        let client = client.timeout(secs(60)).build().unwrap();
        let a = Provider::new("a", hang::<Answer>);
        client.fetch_async([a]).await.map(|served| served.value)
    });
    sleep(secs(1)).await;
    assert!(BREAKER.permit("a").unwrap_err().is_probing());
    call.abort();
    assert!(call.await.unwrap_err().is_cancelled());
    assert!(BREAKER.permit("a").unwrap().is_probe());
}
