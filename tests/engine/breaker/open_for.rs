//! A provider that says when to come back.

use failover_core::EndReason;
use failover_core::testing::Script;

use super::*;

const AWAY: Verdict = Verdict::RETRY.open_for(HOUR);

#[test]
fn opens_for_as_long_as_it_was_told() {
    let rig = Rig::new(9);
    rig.call_judged(AWAY);
    assert_eq!(rig.state(), open_for(HOUR));
    rig.clock.advance(HOUR - NS);
    assert!(is_skipped(&rig.call(Ok(1))));
    rig.clock.advance(NS);
    assert_eq!(rig.state(), CircuitState::HalfOpen);
}

#[test]
fn afterwards_one_probe_decides() {
    let rig = Rig::new(9);
    rig.call_judged(AWAY);
    rig.clock.advance(HOUR);
    rig.probe().failure();
    assert_eq!(rig.state(), open_for(MINUTE));
    rig.clock.advance(MINUTE);
    rig.probe().success();
    assert_eq!(rig.state(), CircuitState::Closed);
}

#[test]
fn the_provider_is_not_retried() {
    let rig = Rig::new(9);
    let client = rig.builder().retries(5).build().unwrap();
    let a = Script::<u32, u16>::new().err(429);
    let served = client
        .classify(|_: &u16| AWAY)
        .fetch((
            Provider::new("a", || a.call()),
            Provider::new("b", || Ok(2)),
        ))
        .unwrap();
    assert_eq!(served.provider, "b");
    assert_eq!(a.calls(), 1);
}

#[test]
fn a_stop_with_a_time_stops_and_opens() {
    let rig = Rig::new(9);
    let failed = rig.call_judged(Verdict::STOP.open_for(HOUR));
    assert_eq!(failed.end_reason(), EndReason::Stopped);
    assert_eq!(rig.state(), open_for(HOUR));
}

#[test]
fn without_a_breaker_it_means_next() {
    let client = FailoverClient::builder().retries(5).build().unwrap();
    let a = Script::<u32, u16>::new().err(429);
    for calls in 1..=2 {
        let judged = client.classify(|_: &u16| AWAY);
        let failed = judged.fetch([Provider::new("a", || a.call())]);
        assert_eq!(failed.unwrap_err().end_reason(), EndReason::Exhausted);
        assert_eq!(a.calls(), calls); // it holds for its own call only
    }
}

#[test]
fn a_timeout_may_name_a_time_too() {
    let rig = Rig::new(9);
    let client = rig.builder().timeout(SECOND).on_timeout(AWAY);
    let slow = Script::new().ok(1).taking(2 * SECOND, &rig.clock);
    ask(&client.build().unwrap(), || slow.call()).unwrap_err();
    assert_eq!(rig.state(), open_for(HOUR));
}

#[test]
fn a_zero_time_is_none() {
    let rig = Rig::new(2);
    rig.pass().open_for(Duration::ZERO);
    assert_eq!(rig.state(), CircuitState::Closed);
    assert_eq!(rig.failures(), 0);
    rig.call_judged(Verdict::NEXT.open_for(Duration::ZERO));
    assert_eq!(rig.failures(), 1); // a failure like any other
}

#[test]
fn a_zero_time_from_a_probe_frees_its_place() {
    let rig = Rig::new(1);
    rig.trip_and_wait();
    rig.probe().open_for(Duration::ZERO);
    assert_eq!(rig.state(), CircuitState::HalfOpen);
    rig.probe().success();
}

#[test]
fn a_time_without_end_holds_until_reset() {
    let rig = Rig::new(9);
    rig.pass().open_for(Duration::MAX);
    rig.clock.set(Duration::MAX);
    assert_eq!(rig.state(), HELD_OPEN);
    assert!(rig.permit().is_err());
    rig.breaker.reset("a");
    rig.pass().success();
}

// Against what the threshold says

#[test]
fn the_failure_that_reaches_the_threshold_opens_for_the_longer_of_both() {
    for (told, open) in [(SECOND, MINUTE), (HOUR, HOUR)] {
        let rig = Rig::new(2);
        rig.call_judged(Verdict::RETRY);
        rig.call_judged(Verdict::NEXT.open_for(told));
        assert_eq!(rig.state(), open_for(open));
    }
}

#[test]
fn below_the_threshold_and_uncounted_it_opens_for_the_time_told_alone() {
    for verdict in [Verdict::NEXT, Verdict::NEXT.uncounted(), Verdict::STOP] {
        let rig = Rig::new(2);
        rig.call_judged(verdict.open_for(SECOND));
        assert_eq!(rig.state(), open_for(SECOND), "{verdict:?}");
    }
    // At the threshold, but not counted.
    let rig = Rig::new(1);
    rig.call_judged(Verdict::NEXT.uncounted().open_for(SECOND));
    assert_eq!(rig.state(), open_for(SECOND));
}

#[test]
fn a_permit_can_say_it() {
    let rig = Rig::new(1);
    rig.pass().open_for(SECOND);
    assert_eq!(rig.state(), open_for(SECOND)); // not counted, or it would be a minute
}

// From a probe

#[test]
fn a_probe_that_fails_with_a_time_opens_for_the_longer_of_both() {
    for (told, open) in [(SECOND, MINUTE), (HOUR, HOUR)] {
        let rig = Rig::new(1);
        rig.trip_and_wait();
        rig.call_judged(Verdict::NEXT.open_for(told));
        assert_eq!(rig.state(), open_for(open));
    }
}

#[test]
fn an_uncounted_probe_opens_for_the_time_told_alone() {
    let rig = Rig::new(1);
    rig.trip_and_wait();
    rig.call_judged(Verdict::NEXT.uncounted().open_for(SECOND));
    assert_eq!(rig.state(), open_for(SECOND));
    rig.clock.advance(SECOND);
    rig.probe().open_for(2 * SECOND);
    assert_eq!(rig.state(), open_for(2 * SECOND));
}

// While open

#[test]
fn while_open_the_later_end_wins() {
    let rig = Rig::new(1);
    let [short, equal, long, shorter] = [(); 4].map(|()| rig.pass());
    rig.trip();
    rig.clock.advance(10 * SECOND);
    short.open_for(50 * SECOND - NS);
    assert_eq!(rig.state(), open_for(50 * SECOND));
    equal.open_for(50 * SECOND);
    assert_eq!(rig.state(), open_for(50 * SECOND));
    long.open_for(50 * SECOND + NS);
    assert_eq!(rig.state(), open_for(50 * SECOND + NS));
    rig.clock.advance(SECOND);
    shorter.open_for(SECOND);
    assert_eq!(rig.state(), open_for(49 * SECOND + NS));
    rig.clock.advance(49 * SECOND + NS);
    rig.probe().success();
}

#[test]
fn while_open_a_late_failure_with_a_time_is_news_and_without_one_is_not() {
    let rig = Rig::new(1);
    let late = |verdict: Verdict| {
        let client = rig.client();
        let judged = client.classify(move |_: &u16| verdict);
        let trips = || {
            rig.breaker.reset("a");
            rig.trip();
            failed()
        };
        judged.fetch([Provider::new("a", trips)]).unwrap_err();
    };
    late(Verdict::NEXT);
    assert_eq!(rig.state(), open_for(MINUTE));
    rig.breaker.reset("a");
    late(Verdict::NEXT.open_for(HOUR));
    assert_eq!(rig.state(), open_for(HOUR));
}

#[test]
fn a_circuit_held_open_or_closed_stays_so() {
    let rig = Rig::new(1);
    let late = rig.pass();
    rig.breaker.force_open("a");
    late.open_for(HOUR);
    assert_eq!(rig.state(), HELD_OPEN);

    rig.breaker.force_close("a");
    rig.pass().open_for(HOUR);
    assert_eq!(rig.state(), CircuitState::Closed);
}

#[test]
fn of_an_older_generation_it_does_nothing_to_a_closed_circuit() {
    let rig = Rig::new(1);
    let (late, later) = (rig.pass(), rig.pass());
    rig.breaker.reset("a");
    late.open_for(HOUR);
    assert_eq!(rig.state(), CircuitState::Closed);
    rig.trip_and_wait();
    rig.probe().success();
    later.open_for(HOUR);
    assert_eq!(rig.state(), CircuitState::Closed);
}

#[test]
fn of_an_older_generation_it_does_not_take_the_place_of_the_probe() {
    let rig = Rig::new(1);
    let late = rig.pass();
    rig.trip_and_wait();
    let probe = rig.probe();
    late.open_for(HOUR);
    assert!(rig.permit().unwrap_err().is_probing());
    probe.success();
    assert_eq!(rig.state(), CircuitState::Closed);
}

#[test]
fn a_half_open_circuit_is_not_held_to_what_a_straggler_was_told() {
    let rig = Rig::new(1);
    let straggler = rig.pass();
    rig.trip_and_wait();
    straggler.open_for(HOUR);
    assert_eq!(rig.state(), CircuitState::HalfOpen);
}
