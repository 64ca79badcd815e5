//! `Verdict::healthy`: the turn does not serve, and the circuit learns a success.

use failover_core::{FailoverClient, FailoverClientBuilder, ItemProvider, Provider, Verdict};
use tests::support::run;

use super::*;

/// An error of 404 says that the provider works.
fn classify(status: &u16) -> Verdict {
    match status {
        404 => Verdict::NEXT.healthy(),
        405 => Verdict::RETRY.healthy(),
        406 => Verdict::STOP.healthy(),
        429 => Verdict::NEXT.healthy().open_for(SECOND),
        _ => Verdict::RETRY,
    }
}

/// Makes a call that fails with this error, with and without an engine, and awaited.
fn fail(client: &FailoverClient, status: u16, way: usize) {
    let judged = client.classify(classify);
    let failed = match way {
        0 => judged
            .fetch([Provider::new("a", || Err::<u32, _>(status))])
            .is_err(),
        _ => run(judged.fetch_async([Provider::new("a", || async { Err::<u32, _>(status) })]))
            .is_err(),
    };
    assert!(failed);
}

fn each_way(
    rig: &Rig,
    build: impl Fn(FailoverClientBuilder) -> FailoverClientBuilder,
    check: impl Fn(&FailoverClient, usize),
) {
    for way in 0..2 {
        rig.breaker.reset("a");
        check(&build(rig.builder()).build().unwrap(), way);
    }
}

#[test]
fn it_resets_the_count() {
    let rig = Rig::new(3);
    for status in [404, 405, 406] {
        each_way(
            &rig,
            |it| it,
            |client, way| {
                fail(client, 503, way);
                fail(client, 503, way);
                assert_eq!(rig.failures(), 2);
                fail(client, status, way);
                assert_eq!(rig.failures(), 0);
                assert_eq!(rig.state(), CircuitState::Closed);
            },
        );
    }
}

#[test]
fn it_closes_a_half_open_circuit() {
    for (status, way) in [404, 405, 406]
        .into_iter()
        .flat_map(|it| [(it, 0), (it, 1)])
    {
        let rig = Rig::new(2);
        rig.trip_and_wait();
        fail(&rig.client(), status, way);
        assert_eq!(rig.state(), CircuitState::Closed);
        assert_eq!(rig.failures(), 0);
    }
}

#[test]
fn only_the_last_attempts_verdict_counts() {
    let rig = Rig::new(1);
    let client = rig.builder().retries(1).build().unwrap();
    for (statuses, opens) in [([405, 503], true), ([503, 405], false)] {
        let mut statuses = statuses.into_iter();
        let a = Provider::new("a", || Err::<u32, _>(statuses.next().unwrap()));
        client.classify(classify).fetch([a]).unwrap_err();
        assert_eq!(rig.breaker.is_open("a"), opens);
        rig.breaker.reset("a");
    }
}

#[test]
fn with_a_time_the_circuit_opens_and_nothing_is_counted() {
    let rig = Rig::new(2);
    fail(&rig.client(), 429, 0);
    assert_eq!(rig.state(), open_for(SECOND));
    rig.clock.advance(SECOND);
    // The probe's time, not `reset_after`.
    fail(&rig.client(), 429, 0);
    assert_eq!(rig.state(), open_for(SECOND));
}

#[test]
fn it_does_not_touch_a_circuit_that_has_changed_meanwhile() {
    let rig = Rig::new(1);
    let a = Provider::new("a", || {
        rig.breaker.permit("a").unwrap().failure();
        Err::<u32, _>(404)
    });
    rig.client().classify(classify).fetch([a]).unwrap_err();
    assert_eq!(rig.state(), open_for(MINUTE));
}

#[test]
fn a_batch_call_reports_it_too() {
    for (concurrency, way) in [(1, 0), (1, 1), (2, 1)] {
        let rig = Rig::new(2);
        rig.trip_and_wait();
        let judged = rig.client();
        let judged = judged.classify(classify);
        let failed = if way == 0 {
            let a = ItemProvider::new("a", |_: &[u32]| Err::<Vec<(u32, u32)>, _>(404));
            judged.fetch_items([1, 2], [a]).is_err()
        } else {
            let a =
                ItemProvider::new_async("a", async |_: Vec<u32>| Err::<Vec<(u32, u32)>, _>(404));
            let a = a.max_keys(1).concurrency(concurrency);
            run(judged.fetch_items_async([1, 2], [a])).is_err()
        };
        assert!(failed);
        assert_eq!((rig.state(), rig.failures()), (CircuitState::Closed, 0));
    }
}

#[test]
fn of_two_the_last_holds() {
    assert_eq!(
        Verdict::NEXT.healthy().uncounted(),
        Verdict::NEXT.uncounted()
    );
    assert_eq!(Verdict::NEXT.uncounted().healthy(), Verdict::NEXT.healthy());
    assert_ne!(Verdict::NEXT.healthy(), Verdict::NEXT.uncounted());
}
