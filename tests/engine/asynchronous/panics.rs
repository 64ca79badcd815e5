//! A panic passes through, and leaves the client and the circuits usable.

use std::future::pending;

use failover_core::testing::ManualClock;
use failover_core::{
    CircuitBreaker, CircuitState, FailoverClient, ItemProvider, Provider, Verdict,
};
use tests::support::{Code, client_on, counted, panic_message, secs, yield_now};

use super::Answer;

type Items = Result<[(u32, u32); 1], Code>;

/// Returns the message of a call that panics.
fn panic_of<T>(clock: &ManualClock, call: impl Future<Output = T>) -> &'static str {
    panic_message(|| clock.block_on(call))
}

/// The place in which a provider panics: the call, its first poll, its second.
#[derive(Clone, Copy)]
enum At {
    Call,
    First,
    Second,
}

fn provider<T>(at: At) -> impl Future<Output = Result<T, Code>> {
    if let At::Call = at {
        panic!("provider");
    }
    async move {
        if let At::Second = at {
            yield_now().await;
        }
        panic!("provider")
    }
}

/// Panics in every place that a user's code runs in; what each says.
fn panics(clock: &ManualClock, client: &FailoverClient) -> Vec<&'static str> {
    let up = async || {
        yield_now().await;
        Ok::<_, Code>(1)
    };
    let down = async || {
        yield_now().await;
        Err::<u32, _>(Code(1))
    };
    let up_items = async |_: Vec<u32>| -> Items { Ok([(1, up().await?)]) };
    let down_items = async |_: Vec<u32>| -> Items { Ok([(1, down().await?)]) };
    let is_valid = |_: &u32| -> bool { panic!("is_valid") };
    let classify = |_: &Code| -> Verdict { panic!("classify") };
    let b = || Provider::new("b", pending::<Answer>);
    let mut said = Vec::new();
    for at in [At::Call, At::First, At::Second] {
        let a = Provider::new("a", move || provider::<u32>(at));
        said.push(panic_of(clock, client.fetch_async((a, b()))));
        let a = ItemProvider::new_async("a", move |_: Vec<u32>| provider::<[(u32, u32); 1]>(at));
        said.push(panic_of(clock, client.fetch_items_async([1], [a])));
    }
    let judged = client.is_valid(is_valid);
    said.push(panic_of(
        clock,
        judged.fetch_async((Provider::new("a", up), b())),
    ));
    let a = ItemProvider::new_async("a", up_items);
    said.push(panic_of(clock, judged.fetch_items_async([1], [a])));
    let judged = client.classify(classify);
    said.push(panic_of(
        clock,
        judged.fetch_async((Provider::new("a", down), b())),
    ));
    let a = ItemProvider::new_async("a", down_items);
    said.push(panic_of(clock, judged.fetch_items_async([1], [a])));
    said
}

#[test]
fn it_passes_through_and_counts_for_nothing() {
    let clock = ManualClock::new();
    let breaker = CircuitBreaker::new(2, secs(60)).clock(clock.clone());
    breaker.permit("a").unwrap().failure();
    let client = client_on(&clock)
        .retries(1)
        .timeout(secs(2))
        .circuit_breaker(breaker)
        .build()
        .unwrap();
    let said = panics(&clock, &client);
    assert_eq!(said[..6], ["provider"; 6]);
    assert_eq!(said[6..], ["is_valid", "is_valid", "classify", "classify"]);
    assert_eq!(counted(&client, "a"), 1); // neither successes nor failures
    let served =
        clock.block_on(client.fetch_async([Provider::new("a", async || Ok::<_, Code>(1))]));
    assert_eq!(served.unwrap().value, 1);
    assert_eq!(counted(&client, "a"), 0);
}

#[test]
fn a_probe_that_panics_gives_its_place_back() {
    let clock = ManualClock::new();
    let breaker = CircuitBreaker::new(1, secs(60)).clock(clock.clone());
    breaker.permit("a").unwrap().failure();
    clock.advance(secs(60));
    let client = client_on(&clock).circuit_breaker(breaker).build().unwrap();
    // Each of them is the probe: it could not panic otherwise.
    assert_eq!(panics(&clock, &client).len(), 10);
    let breaker = client.circuit_breaker().unwrap();
    assert_eq!(breaker.state("a"), CircuitState::HalfOpen);
    let served =
        clock.block_on(client.fetch_async([Provider::new("a", async || Ok::<_, Code>(1))]));
    assert_eq!(served.unwrap().value, 1);
    assert_eq!(breaker.state("a"), CircuitState::Closed);
}

#[test]
fn a_retry_that_panics_counts_for_nothing() {
    let clock = ManualClock::new();
    let breaker = CircuitBreaker::new(2, secs(60)).clock(clock.clone());
    breaker.permit("a").unwrap().failure();
    let client = client_on(&clock)
        .retries(1)
        .retry_backoff(secs(1))
        .circuit_breaker(breaker)
        .build()
        .unwrap();
    let mut attempts = 0;
    let a = || {
        attempts += 1;
        let attempts = attempts;
        async move {
            match attempts {
                1 => Err::<u32, _>(Code(1)),
                _ => provider(At::First).await,
            }
        }
    };
    let call = client.fetch_async([Provider::new("a", a)]);
    assert_eq!(panic_of(&clock, call), "provider");
    assert_eq!(counted(&client, "a"), 1);
    assert_eq!(clock.slept(), [secs(1)]);
}
