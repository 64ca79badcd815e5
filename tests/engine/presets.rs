//! The presets: clients with limits, backoff and a breaker.

use std::cell::Cell;
use std::time::Duration;

use failover_core::testing::ManualClock;
use failover_core::{
    CircuitBreaker, Clock, EndReason, FailoverClient, FailoverClientBuilder, Provider,
};
use tests::support::{Down, MINUTE, secs, wait};

/// Puts a preset on a manual clock, without its breaker.
fn on(clock: &ManualClock, preset: FailoverClientBuilder) -> FailoverClient {
    let breaker = CircuitBreaker::new(1_000, MINUTE).clock(clock.clone());
    let builder = preset.circuit_breaker(breaker).clock(clock.clone());
    builder
        .sleep(clock.clone())
        .timer(clock.clone())
        .build()
        .unwrap()
}

#[test]
fn an_interactive_call_whose_first_provider_hangs_is_served_before_its_deadline() {
    let clock = ManualClock::new();
    let client = on(&clock, FailoverClient::interactive());
    let served = clock.block_on(client.fetch_async((
        Provider::new("hung", async || {
            wait(&clock, MINUTE).await;
            Ok::<u8, Down>(1)
        }),
        Provider::new("well", async || Ok(2)),
    )));
    assert_eq!(served.unwrap().value, 2);
    assert_eq!(clock.now(), secs(2));
}

#[test]
fn an_interactive_call_is_over_at_its_deadline() {
    let clock = ManualClock::new();
    let client = on(&clock, FailoverClient::interactive());
    let hung = async || {
        wait(&clock, MINUTE).await;
        Ok::<u8, Down>(1)
    };
    let providers = ["a", "b", "c"].map(|name| Provider::new(name, hung));
    let failed = clock.block_on(client.fetch_async(providers)).unwrap_err();
    assert_eq!(failed.end_reason(), EndReason::Deadline);
    assert_eq!(clock.now(), secs(5));
}

#[test]
fn a_background_call_waits_for_a_restart() {
    let clock = ManualClock::new();
    let client = on(&clock, FailoverClient::background());
    let attempts = Cell::new(0);
    let served = client.fetch([Provider::new("only", || {
        attempts.set(attempts.get() + 1);
        if attempts.get() <= 4 {
            Err(Down)
        } else {
            Ok(1)
        }
    })]);
    assert_eq!(served.unwrap().value, 1);
    let slept = clock.slept();
    assert_eq!(slept.len(), 4);
    let bounds = [500, 1_000, 2_000, 4_000].map(Duration::from_millis);
    for (slept, most) in slept.iter().zip(bounds) {
        assert!(*slept <= most, "{slept:?} after at most {most:?}");
    }
}

#[test]
fn the_breaker_of_a_preset_opens_after_five_failed_turns() {
    for preset in [
        FailoverClient::interactive(),
        FailoverClient::background().retries(0),
    ] {
        let clock = ManualClock::new();
        let client = preset.clock(clock.clone()).sleep(clock).build().unwrap();
        let breaker = client.circuit_breaker().unwrap();
        for _ in 0..5 {
            assert!(!breaker.is_open("only"));
            client
                .fetch([Provider::new("only", || Err::<u8, _>(Down))])
                .unwrap_err();
        }
        assert!(breaker.is_open("only"));
    }
}
