//! The observer of the whole process. A test binary of its own, because it can be set only once.

use std::thread;

use failover_core::{
    CircuitBreaker, FailoverClient, ObserverAlreadySet, Provider, failover, set_observer,
};
use tests::support::{Down, Recorder, run, secs};

fn a() -> Result<u32, Down> {
    Err(Down)
}

fn b() -> std::future::Ready<Result<u32, Down>> {
    std::future::ready(Ok(1))
}

#[failover(providers = [a], circuit_breaker(failure_threshold = 1, reset_after = 60s))]
fn annotated() -> failover_core::Result<u32, Down>;

#[failover(providers = [b])]
async fn awaited() -> failover_core::Result<u32, Down>;

/// One test, because all calls of the process share the observer.
#[test]
fn the_process_hears_clients_breakers_and_annotated_functions() {
    let recorder = Recorder::new();
    assert_eq!(a(), Err(Down));
    annotated().unwrap_err();
    set_observer(recorder.clone()).unwrap();
    assert!(recorder.take().is_empty(), "earlier calls are not heard");

    annotated().unwrap_err();
    let expected = ["a skipped", "not served in 1: Some(Exhausted)"];
    assert_eq!(recorder.take(), expected);

    run(awaited()).unwrap();
    assert_eq!(recorder.take(), ["b 1 First: Served", "served by b in 1"]);

    let breaker = CircuitBreaker::new(1, secs(60));
    breaker.permit("c").unwrap().failure();
    assert_eq!(recorder.take(), ["c Closed -> Open: Failures Some(60s)"]);

    // A call's own observer hears in addition.
    let own = Recorder::new();
    let client = FailoverClient::builder()
        .observer(own.clone())
        .build()
        .unwrap();
    client
        .fetch([Provider::new("d", || Ok::<_, Down>(1))])
        .unwrap();
    let expected = ["d 1 First: Served", "served by d in 1"];
    assert_eq!(own.take(), expected);
    assert_eq!(recorder.take(), expected);

    assert_eq!(set_observer(Recorder::new()), Err(ObserverAlreadySet));
    thread::spawn(|| run(awaited())).join().unwrap().unwrap();
    assert_eq!(recorder.take(), ["b 1 First: Served", "served by b in 1"]);
}
