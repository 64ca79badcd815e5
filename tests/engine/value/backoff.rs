//! Backoff: curves, their bound, jitter, and what is refused.

use std::time::Duration;

use failover_core::testing::ManualClock;
use failover_core::{
    Backoff, Clock, ConfigError, EndReason, Event, FailoverClient, FailoverClientBuilder,
    ItemProvider, Jitter, Provider,
};
use tests::support::{Code, MS, SECOND, client_on, run, secs};

const CURVE: Backoff = Backoff::exponential(SECOND).max(secs(3));

fn down() -> Result<u32, Code> {
    Err(Code(1))
}

/// Returns the waits of a blocking call of one provider that always fails.
fn waits(builder: impl FnOnce(FailoverClientBuilder) -> FailoverClientBuilder) -> Vec<Duration> {
    let clock = ManualClock::new();
    let client = builder(client_on(&clock).retries(4)).build().unwrap();
    client.fetch([Provider::new("a", down)]).unwrap_err();
    clock.slept()
}

#[test]
fn each_curve_grows_in_its_way_up_to_its_max() {
    for (backoff, expected) in [
        (CURVE.jitter(Jitter::None), [1, 2, 3, 3]),
        (Backoff::linear(SECOND), [1, 2, 3, 4]),
        (Backoff::linear(SECOND).max(secs(2)), [1, 2, 2, 2]),
        (secs(2).into(), [2, 4, 6, 8]),
    ] {
        assert_eq!(waits(|it| it.retry_backoff(backoff)), expected.map(secs));
    }
}

#[test]
fn every_driver_waits_equally_long_with_a_seed() {
    let backoff = CURVE.seed(7);
    let expected = waits(|it| it.retry_backoff(backoff));
    assert!(expected.iter().all(|wait| *wait < secs(3)), "{expected:?}");
    let client = |clock: &ManualClock| client_on(clock).retries(4).retry_backoff(backoff).build();

    let clock = ManualClock::new();
    let provider = Provider::new("a", || async { down() });
    let failed = clock.block_on(client(&clock).unwrap().fetch_async([provider]));
    assert!(failed.is_err());
    assert_eq!(clock.now(), expected.iter().sum());

    let clock = ManualClock::new();
    let answer = |_: &[u32]| Err::<Vec<(u32, u32)>, _>(Code(1));
    let provider = ItemProvider::new("a", answer);
    client(&clock)
        .unwrap()
        .fetch_items([1], [provider])
        .unwrap_err();
    assert_eq!(clock.slept(), expected);

    // Concurrent chunks wait at the same time.
    let clock = ManualClock::new();
    let answer = async |_: Vec<u32>| Err::<Vec<(u32, u32)>, _>(Code(1));
    let provider = ItemProvider::new_async("a", answer)
        .max_keys(1)
        .concurrency(3);
    let call = client(&clock).unwrap();
    let failed = clock.block_on(call.fetch_items_async([1, 2, 3], [provider]));
    assert!(failed.is_err());
    assert_eq!(clock.now(), expected.iter().sum());
}

#[test]
fn the_deadline_is_compared_with_the_wait_that_is_slept() {
    // Every wait that is drawn either ends before the deadline, or is not slept at all. The event has the same wait.
    let (mut slept, mut skipped) = (0, 0);
    for _ in 0..200 {
        let clock = ManualClock::new();
        let seen = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
        let noted = seen.clone();
        let client = client_on(&clock)
            .retries(1)
            .retry_backoff(Backoff::exponential(secs(2)))
            .deadline(SECOND)
            .on_event(move |event| {
                if let Event::Waiting(it) = event {
                    noted.lock().unwrap().push(it.wait);
                }
            })
            .build()
            .unwrap();
        let served = client.fetch((Provider::new("a", down), Provider::new("b", || Ok(2))));
        assert_eq!(served.unwrap().value, 2);
        assert_eq!(*seen.lock().unwrap(), clock.slept());
        match clock.slept()[..] {
            [] => skipped += 1,
            [wait] if wait < SECOND => slept += 1,
            ref other => panic!("{other:?}"),
        }
    }
    assert!(slept > 50 && skipped > 50, "{slept} {skipped}");
}

#[test]
fn unseeded_waits_differ() {
    let drawn = || waits(|it| it.retry_backoff(CURVE));
    assert_ne!(drawn(), drawn());
}

#[test]
fn a_backoff_that_cannot_be_meant_is_refused() {
    let built = |backoff: Backoff| {
        let built = FailoverClient::builder().retry_backoff(backoff).build();
        built.map(|_| ())
    };
    assert_eq!(built(Backoff::linear(Duration::ZERO)), Ok(()));
    assert_eq!(built(CURVE.max(SECOND)), Ok(()));
    let zero = built(Backoff::exponential(Duration::ZERO)).unwrap_err();
    assert_eq!(zero, ConfigError::ZeroBackoff);
    assert_eq!(
        zero.to_string(),
        "retry_backoff is exponential(0ns): its base must be longer than zero; leave retry_backoff out to retry at once"
    );
    for backoff in [CURVE, Backoff::linear(SECOND)] {
        let below = built(backoff.max(999 * MS)).unwrap_err();
        let max = 999 * MS;
        assert_eq!(below, ConfigError::BackoffMaxBelowBase { max });
        assert_eq!(
            below.to_string(),
            "retry_backoff has a max of 999ms: it must be at least as long as the base"
        );
    }
}

#[test]
fn a_backoff_needs_a_timer() {
    let refused = |backoff: Backoff, retries| {
        let client = FailoverClient::builder().retries(retries);
        let client = client.retry_backoff(backoff).build().unwrap();
        let served =
            run(client.fetch_async([Provider::new("a", || async { Err::<u32, _>(Code(1)) })]));
        served.is_err_and(|failed| failed.end_reason() == EndReason::Refused(ConfigError::NoTimer))
    };
    // With the feature `tokio` there is a timer, but no runtime here.
    assert!(refused(CURVE, 1));
    assert!(!refused(CURVE, 0));
    assert!(!refused(Backoff::linear(Duration::ZERO), 1));
}

#[test]
fn a_provider_may_have_a_backoff_of_its_own() {
    let clock = ManualClock::new();
    let client = client_on(&clock).retries(2).retry_backoff(SECOND);
    let own = |backoff| Provider::new("b", down).retry_backoff(backoff);
    let call = |backoff| {
        let client = client.clone().build().unwrap();
        client
            .fetch((Provider::new("a", down), own(backoff)))
            .unwrap_err()
    };
    call(CURVE.jitter(Jitter::None).max(SECOND));
    assert_eq!(clock.slept(), [1, 2, 1, 1].map(secs));
    let refused = call(Backoff::exponential(Duration::ZERO)).end_reason();
    assert_eq!(refused, EndReason::Refused(ConfigError::ZeroBackoff));
}
