//! The metrics of value calls, batch calls and hedged calls.

use failover_core::testing::Script;
use failover_core::{
    CircuitBreaker, FailoverClient, ItemProvider, MetricsObserver, Provider, Verdict,
};
use tests::support::{Down, MINUTE, poll, secs, wait};

use super::World;

/// Calls two providers that play these scripts.
fn fetch(world: &World, client: &FailoverClient, a: &Script<u32, Down>, b: &Script<u32, Down>) {
    world.recorder.during(|| {
        let _ = client.fetch((
            Provider::new("a", || a.call()),
            Provider::new("b", || b.call()),
        ));
    });
}

/// Makes two calls that fail over, after a retry.
pub(crate) fn fail_over(world: &World) {
    let client = world.client().retries(1).build().unwrap();
    for _ in 0..2 {
        let a = Script::new().err(Down).err(Down);
        fetch(world, &client, &a, &Script::new().ok(1));
    }
}

#[test]
fn a_failover_counts_the_call_its_attempts_and_the_move() {
    let world = World::new();
    fail_over(&world);
    let expected = [
        "attempts_total{client=c,provider=a,outcome=error,kind=first} 2",
        "attempts_total{client=c,provider=a,outcome=error,kind=retry} 2",
        "attempts_total{client=c,provider=b,outcome=served,kind=first} 2",
        "calls_total{client=c,outcome=served} 2",
        "failovers_total{client=c,from=a,to=b} 2",
    ];
    assert_eq!(world.lines(""), expected);
}

#[test]
fn a_client_without_a_name_has_an_empty_label() {
    let world = World::new();
    let client = FailoverClient::builder().observer(world.observer.clone());
    let script = Script::new().ok(1);
    fetch(&world, &client.build().unwrap(), &script, &Script::new());
    let expected = [
        "attempts_total{client=,provider=a,outcome=served,kind=first} 1",
        "calls_total{client=,outcome=served} 1",
    ];
    assert_eq!(world.lines(""), expected);
}

/// Makes two calls. The first opens the circuit of `a`, the second skips it.
pub(crate) fn skip(world: &World) {
    let breaker = CircuitBreaker::new(1, MINUTE).clock(world.clock.clone());
    let client = world.client().circuit_breaker(breaker).build().unwrap();
    let (a, b) = (Script::new().err(Down), Script::new().ok(1).ok(2));
    fetch(world, &client, &a, &b);
    fetch(world, &client, &a, &b);
}

#[test]
fn a_skipped_provider_is_no_attempt() {
    let world = World::new();
    skip(&world);
    assert_eq!(world.lines("skips"), ["skips_total{client=c,provider=a} 1"]);
    let attempts = [
        "attempts_total{client=c,provider=a,outcome=error,kind=first} 1",
        "attempts_total{client=c,provider=b,outcome=served,kind=first} 2",
    ];
    assert_eq!(world.lines("attempts"), attempts);
    assert_eq!(
        world.lines("failovers"),
        ["failovers_total{client=c,from=a,to=b} 2"]
    );
}

/// Makes a call for each way to end without a value.
pub(crate) fn end_in_every_way(world: &World) {
    let client = world.client().deadline(secs(3)).build().unwrap();
    let down = || Script::new().err(Down);
    fetch(world, &client, &down(), &down());

    let late = down().taking(secs(4), &world.clock);
    fetch(world, &client, &late, &down());

    let stops = world.client().build().unwrap();
    let stops = stops.classify(|_: &Down| Verdict::STOP);
    world.recorder.during(|| {
        let _ = stops.fetch([Provider::new("a", || Err::<u32, _>(Down))]);
    });

    world.recorder.during(|| {
        let a = || Provider::new("a", || Ok::<u32, Down>(1));
        let _ = client.fetch((a(), a()));
    });

    world.recorder.during(|| {
        let hangs = Provider::new("a", std::future::pending::<Result<u32, Down>>);
        let mut call = Box::pin(client.fetch_async([hangs]));
        assert!(poll(call.as_mut()).is_pending());
    });
}

#[test]
fn a_call_that_nobody_serves_is_counted_by_its_end() {
    let world = World::new();
    end_in_every_way(&world);
    let expected = [
        "calls_total{client=c,outcome=deadline} 1",
        "calls_total{client=c,outcome=dropped} 1",
        "calls_total{client=c,outcome=exhausted} 1",
        "calls_total{client=c,outcome=refused} 1",
        "calls_total{client=c,outcome=stopped} 1",
    ];
    assert_eq!(world.lines("calls"), expected);
    assert_eq!(
        world.lines("attempts_total{client=c,provider=a,outcome=cancelled"),
        ["attempts_total{client=c,provider=a,outcome=cancelled,kind=first} 1"]
    );
}

/// Makes an attempt for each way to fail, besides an error.
pub(crate) fn fail_in_every_way(world: &World) {
    let client = world.client().timeout(secs(2)).build().unwrap();
    let client = client.is_valid(|value: &u32| *value > 0);
    let late = Script::new().ok(1).taking(secs(3), &world.clock);
    world.recorder.during(|| {
        let _ = client.fetch((
            Provider::new("a", || Ok::<_, Down>(0)),
            Provider::new("b", || late.call()),
        ));
    });
    let client = world.client().build().unwrap();
    world.recorder.during(|| {
        let short = ItemProvider::new("c", |_: &[u32]| Ok::<_, Down>(vec![Some(1)]));
        let _ = client.fetch_items([1, 2], [short]);
    });
}

#[test]
fn each_way_to_fail_has_its_own_outcome() {
    let world = World::new();
    fail_in_every_way(&world);
    let expected = [
        "attempts_total{client=c,provider=a,outcome=rejected,kind=first} 1",
        "attempts_total{client=c,provider=b,outcome=timed_out,kind=first} 1",
        "attempts_total{client=c,provider=c,outcome=wrong_length,kind=first} 1",
    ];
    assert_eq!(world.lines("attempts"), expected);
}

/// Asks two providers for keys: `a` knows even ones, `b` those below 4.
pub(crate) fn fetch_items(world: &World, keys: &[u32]) {
    let client = world.client().build().unwrap();
    let knows = |keys: &[u32], knows: fn(u32) -> bool| {
        let known = keys.iter().filter(|key| knows(**key));
        Ok::<_, Down>(known.map(|key| (*key, 1)).collect::<Vec<_>>())
    };
    world.recorder.during(|| {
        let providers = (
            ItemProvider::new("a", |keys: &[u32]| knows(keys, |key| key % 2 == 0)),
            ItemProvider::new("b", |keys: &[u32]| knows(keys, |key| key < 4)),
        );
        client.fetch_items(keys.to_vec(), providers).unwrap();
    });
}

#[test]
fn a_batch_call_counts_keys_by_provider_and_the_missing_ones_once() {
    let world = World::new();
    fetch_items(&world, &[1, 2, 3, 4, 5]);
    let expected = [
        "items_total{client=c,provider=,outcome=missing} 1",
        "items_total{client=c,provider=a,outcome=served} 2",
        "items_total{client=c,provider=b,outcome=served} 2",
    ];
    assert_eq!(world.lines("items"), expected);
}

#[test]
fn a_batch_call_with_missing_keys_is_incomplete() {
    let world = World::new();
    fetch_items(&world, &[1, 5]);
    fetch_items(&world, &[1, 2]);
    let expected = [
        "calls_total{client=c,outcome=incomplete} 1",
        "calls_total{client=c,outcome=served} 1",
    ];
    assert_eq!(world.lines("calls"), expected);
}

/// Makes a hedged call: `a` takes 9 seconds, and `b` starts after 2 and takes one.
pub(crate) fn hedged(world: &World) {
    let client = world.client().build().unwrap();
    let client = client.hedge(secs(2));
    let clock = &world.clock;
    let attempt = async |seconds: u64| {
        wait(clock, secs(seconds)).await;
        Ok::<_, Down>(1)
    };
    world.recorder.during(|| {
        let call = client.fetch_async((
            Provider::new("a", || attempt(9)),
            Provider::new("b", || attempt(1)),
        ));
        clock.block_on(call).unwrap();
    });
}

#[test]
fn an_overtaken_attempt_is_cancelled_and_no_failover() {
    let world = World::new();
    hedged(&world);
    let expected = [
        "attempts_total{client=c,provider=a,outcome=cancelled,kind=first} 1",
        "attempts_total{client=c,provider=b,outcome=served,kind=hedge} 1",
        "calls_total{client=c,outcome=served} 1",
    ];
    assert_eq!(world.lines(""), expected);
}

#[test]
fn durations_are_in_seconds() {
    let world = World::with(MetricsObserver::new().durations());
    hedged(&world);
    let expected = [
        "attempt_duration_seconds{client=c,provider=a,outcome=cancelled} [3.0]",
        "attempt_duration_seconds{client=c,provider=b,outcome=served} [1.0]",
    ];
    assert_eq!(world.lines("attempt_d"), expected);
    assert_eq!(
        world.lines("call_d"),
        ["call_duration_seconds{client=c,outcome=served} [3.0]"]
    );
}
