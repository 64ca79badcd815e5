//! User code that panics, and code that a call must not use.

use std::cell::Cell;
use std::time::Duration;

use failover_core::testing::{ManualClock, Script};
use failover_core::{
    CircuitBreaker, CircuitState, Clock, EndReason, FailoverClient, FailureKind, Provider, Sleep,
    Verdict,
};
use tests::support::{Code, brief, client_on, counted, panic_message, secs};

use super::failed_once;

/// A clock and a sleep that must not be used.
struct Untouched;

impl Clock for Untouched {
    fn now(&self) -> Duration {
        panic!("the clock was read")
    }
}

impl Sleep for Untouched {
    fn sleep(&self, _: Duration) {
        panic!("somebody slept")
    }
}

/// Returns a callable that may be called once only, whatever the retries.
fn once<T>(result: Result<T, Code>) -> impl FnMut() -> Result<T, Code> {
    let mut result = Some(result);
    move || result.take().expect("it was called again")
}

#[test]
fn no_clock_is_read_where_there_is_no_limit() {
    let client = FailoverClient::builder()
        .retries(2)
        .clock(Untouched)
        .sleep(Untouched)
        .build()
        .unwrap();
    let served = client
        .is_valid(|value: &u32| *value > 1)
        .fetch((
            Provider::new("a", || Err(Code(1))),
            Provider::new("b", || Ok(1)),
            Provider::new("c", || Ok(2)),
        ))
        .unwrap();
    assert_eq!(served.provider, "c");
}

#[test]
fn the_breakers_clock_is_not_read_while_its_circuits_are_closed() {
    let breaker = CircuitBreaker::new(3, secs(60)).clock(Untouched);
    let client = FailoverClient::builder()
        .retries(2)
        .clock(Untouched)
        .circuit_breaker(breaker)
        .build()
        .unwrap();
    let a = Script::new().err(Code(1)).err(Code(1)).err(Code(1)).ok(1);
    let call = || {
        client
            .fetch((
                Provider::new("a", || a.call()),
                Provider::new("b", || Ok(2)),
            ))
            .unwrap()
            .provider
    };
    assert_eq!(call(), "b");
    assert_eq!(call(), "a");
}

#[test]
fn a_panic_passes_through_and_the_client_stays_usable() {
    let client = failed_once(FailoverClient::builder().retries(1));
    let panicking = || -> Result<u32, Code> { panic!("provider") };
    let up = || Ok::<_, Code>(1);

    let first = Provider::new("a", panicking);
    let panic = panic_message(|| client.fetch((&first, Provider::new("b", up))));
    assert_eq!(panic, "provider");

    let later = Script::new().err(Code(1));
    let retry = || match later.calls() {
        0 => later.call(),
        _ => panicking(),
    };
    assert_eq!(
        panic_message(|| client.fetch([Provider::new("a", retry)])),
        "provider"
    );

    let is_valid = |_: &u32| -> bool { panic!("is_valid") };
    let panic = panic_message(|| client.is_valid(is_valid).fetch([Provider::new("a", up)]));
    assert_eq!(panic, "is_valid");

    let classify = |_: &Code| panic!("classify");
    let down = || Err::<u32, _>(Code(1));
    let panic = panic_message(|| client.classify(classify).fetch([Provider::new("a", down)]));
    assert_eq!(panic, "classify");

    assert_eq!(counted(&client, "a"), 1); // neither successes nor failures
    assert_eq!(client.fetch([Provider::new("a", up)]).unwrap().value, 1);
}

#[test]
fn a_probe_that_panics_leaves_the_circuit_half_open() {
    let clock = ManualClock::new();
    let breaker = CircuitBreaker::new(1, secs(60)).clock(clock.clone());
    let client = client_on(&clock).circuit_breaker(breaker).build().unwrap();
    let breaker = client.circuit_breaker().unwrap();
    breaker.permit("a").unwrap().failure();
    clock.advance(secs(60));

    let panicking = || -> Result<u32, Code> { panic!("probe") };
    assert_eq!(
        panic_message(|| client.fetch([Provider::new("a", panicking)])),
        "probe"
    );
    assert_eq!(breaker.state("a"), CircuitState::HalfOpen);
    let up = || Ok::<_, Code>(1);
    assert_eq!(client.fetch([Provider::new("a", up)]).unwrap().value, 1);
    assert_eq!(breaker.state("a"), CircuitState::Closed);
}

#[test]
fn a_provider_may_call_the_same_client_with_the_same_names() {
    let clock = ManualClock::new();
    let client = failed_once(
        client_on(&clock)
            .retries(1)
            .timeout(secs(5))
            .deadline(secs(9)),
    );
    let inner = || {
        client.fetch((
            Provider::new("a", || Err(Code(1))),
            Provider::new("b", || Ok(2)),
        ))
    };
    let served = client
        .fetch((
            Provider::new("a", || Err(Code(3))),
            Provider::new("b", || inner().map_err(|_| Code(4))),
        ))
        .unwrap();
    assert_eq!(
        (served.value.value, served.value.provider.as_str()),
        (2, "b")
    );
    assert_eq!(
        brief(served.failures()),
        [("a", FailureKind::Error(Code(3)), 2)]
    );
    assert_eq!(
        brief(served.value.failures()),
        [("a", FailureKind::Error(Code(1)), 2)]
    );
}

#[test]
fn a_deep_recursion_of_calls_works() {
    fn descend(client: &FailoverClient, depth: u32) -> Result<u32, Code> {
        if depth == 0 {
            return Ok(0);
        }
        let served = client.fetch((
            Provider::new("a", || Err(Code(depth))),
            Provider::new("b", || descend(client, depth - 1)),
        ));
        served.map(|served| served.value + 1).map_err(|_| Code(0))
    }

    let breaker = CircuitBreaker::new(20, secs(60)).clock(ManualClock::new());
    let client = FailoverClient::builder()
        .circuit_breaker(breaker)
        .build()
        .unwrap();
    assert_eq!(descend(&client, 50), Ok(50));
    // The circuit of `a` opened on the way down.
    assert!(client.circuit_breaker().unwrap().is_open("a"));
}

#[test]
fn the_longest_of_everything_overflows_nothing() {
    for start in [Duration::ZERO, secs(1), secs(u64::MAX), Duration::MAX] {
        let clock = ManualClock::new();
        clock.set(start);
        let breaker = CircuitBreaker::new(u32::MAX, Duration::MAX).clock(clock.clone());
        let client = client_on(&clock)
            .retries(u32::MAX)
            .retry_backoff(Duration::MAX)
            .timeout(Duration::MAX)
            .circuit_breaker(breaker)
            .build()
            .unwrap();
        let a = Script::new().err(Code(1)).err(Code(1)).err(Code(500));
        let ask = || {
            assert!(a.calls() < 3, "it was called again");
            a.call()
        };
        let served = client
            .classify(|error: &Code| match error.0 {
                500 => Verdict::NEXT.open_for(Duration::MAX),
                _ => Verdict::RETRY,
            })
            .fetch((Provider::new("a", ask), Provider::new("b", once(Ok(2)))))
            .unwrap();
        assert_eq!(served.failures()[0].attempts, 3);
        assert_eq!(clock.slept(), [Duration::MAX; 2]);
        assert!(client.circuit_breaker().unwrap().is_open("a"));
    }
}

#[test]
fn the_longest_deadline_leaves_no_room_for_the_longest_wait() {
    let clock = ManualClock::new();
    clock.set(secs(1));
    let client = client_on(&clock)
        .retries(u32::MAX)
        .retry_backoff(Duration::MAX)
        .deadline(Duration::MAX)
        .build()
        .unwrap();
    let served = client
        .fetch((
            Provider::new("a", once(Err(Code(1)))),
            Provider::new("b", once(Ok(2))),
        ))
        .unwrap();
    assert_eq!(served.failures()[0].attempts, 1);
    assert!(clock.slept().is_empty());
}

#[test]
fn any_number_of_retries_can_be_stopped() {
    let client = FailoverClient::builder().retries(u32::MAX).build().unwrap();
    let attempts = Cell::new(0);
    let down = || {
        attempts.set(attempts.get() + 1);
        assert!(attempts.get() <= 10_000, "it was not stopped");
        Err::<u32, _>(Code(attempts.get()))
    };
    let failed = client
        .classify(|error: &Code| match error.0 {
            10_000 => Verdict::STOP,
            _ => Verdict::RETRY,
        })
        .fetch([Provider::new("a", down)])
        .unwrap_err();
    assert_eq!(failed.end_reason(), EndReason::Stopped);
    assert_eq!(failed.failures()[0].attempts, 10_000);
}
