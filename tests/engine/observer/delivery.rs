//! The delivery of events: exactly once, also from calls that are dropped or panic.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::Arc;

use failover_core::testing::ManualClock;
use failover_core::{CircuitBreaker, CircuitState, Event, FailoverClient, Provider};
use tests::support::{Down, Recorder, client_on, poll, secs, wait};

#[test]
fn a_call_that_is_dropped_cancels_its_attempt_and_is_not_served() {
    let (clock, recorder) = (ManualClock::new(), Recorder::new());
    let client = client_on(&clock)
        .observer(recorder.clone())
        .build()
        .unwrap();
    {
        let attempt = async || {
            wait(&clock, secs(1)).await;
            Ok::<_, Down>(1)
        };
        let call = pin!(client.fetch_async([Provider::new("a", attempt)]));
        assert!(poll(call).is_pending());
        assert!(recorder.take().is_empty());
    }
    assert_eq!(
        recorder.take(),
        ["a 1 First: Cancelled", "not served in 1: None"]
    );
}

#[test]
fn a_call_that_is_never_polled_has_no_events() {
    let recorder = Recorder::new();
    let client = FailoverClient::builder().observer(recorder.clone()).build();
    let client = client.unwrap();
    drop(client.fetch_async([Provider::new("a", async || Ok::<_, Down>(1))]));
    assert!(recorder.take().is_empty());
}

#[test]
fn a_provider_that_panics_ends_its_call() {
    let recorder = Recorder::new();
    let client = FailoverClient::builder().observer(recorder.clone()).build();
    let client = client.unwrap();
    let call = || {
        client.fetch([Provider::new("a", || -> Result<u32, Down> {
            panic!("bug")
        })])
    };
    catch_unwind(AssertUnwindSafe(call)).unwrap_err();
    assert_eq!(
        recorder.take(),
        ["a 1 First: Cancelled", "not served in 1: None"]
    );
}

/// A client whose observer panics at events that match, and its breaker.
fn panicking(
    at: impl Fn(&Event<'_>) -> bool + Send + Sync + 'static,
) -> (FailoverClient, Arc<CircuitBreaker>) {
    let breaker = Arc::new(CircuitBreaker::new(1, secs(60)));
    let client = FailoverClient::builder()
        .circuit_breaker(Arc::clone(&breaker))
        .on_event(move |event| assert!(!at(event), "the observer panics"));
    (client.build().unwrap(), breaker)
}

#[test]
fn an_observer_that_panics_leaves_the_circuit_settled() {
    let (client, breaker) = panicking(|event| matches!(event, Event::AttemptEnded(_)));
    let fails = || client.fetch([Provider::new("a", || Err::<u32, _>(Down))]);
    catch_unwind(AssertUnwindSafe(fails)).unwrap_err();
    assert!(breaker.is_open("a"));

    let serves = || client.fetch([Provider::new("b", || Ok::<_, Down>(1))]);
    catch_unwind(AssertUnwindSafe(serves)).unwrap_err();
    assert_eq!(breaker.state("b"), CircuitState::Closed);
}

#[test]
fn an_observer_that_panics_while_a_call_is_dropped_is_ignored() {
    let (client, _breaker) = panicking(|event| matches!(event, Event::NotServed(_)));
    let attempt = || std::future::pending::<Result<u32, Down>>();
    let mut call = Box::pin(client.fetch_async([Provider::new("a", attempt)]));
    assert!(poll(call.as_mut()).is_pending());
    drop(call);
}

#[test]
fn an_observer_that_panics_while_a_provider_panics_does_not_abort() {
    let (client, _breaker) = panicking(|event| matches!(event, Event::NotServed(_)));
    let call = || {
        client.fetch([Provider::new("a", || -> Result<u32, Down> {
            panic!("bug")
        })])
    };
    catch_unwind(AssertUnwindSafe(call)).unwrap_err();
}

#[test]
fn an_observer_that_panics_as_a_probe_is_released_is_ignored() {
    let breaker = CircuitBreaker::new(1, std::time::Duration::ZERO).on_event(|event| {
        if let Event::CircuitChanged(it) = event {
            assert!(it.generation < 3, "the observer panics");
        }
    });
    breaker.permit("a").unwrap().failure();
    drop(breaker.permit("a").unwrap());
    assert_eq!(breaker.state("a"), CircuitState::HalfOpen);
}
