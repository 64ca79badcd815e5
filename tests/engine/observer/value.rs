//! The events of value calls, blocking and async alike.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use failover_core::testing::{ManualClock, Script};
use failover_core::{
    CircuitBreaker, ConfigError, Event, FailoverClient, FailoverClientBuilder, Interest, Observer,
    Provider, Verdict, WhenAllOpen,
};
use tests::support::{Down, Recorder, SECOND, client_on, secs};

/// Makes the same call blocking and async, each with providers that play these scripts. Returns the events of both.
fn events_of(
    builder: impl Fn(FailoverClientBuilder) -> FailoverClientBuilder,
    scripts: impl Fn() -> [Script<u32, Down>; 2],
) -> Vec<String> {
    let [blocking, awaited] = [false, true].map(|is_async| {
        let (clock, recorder) = (ManualClock::new(), Recorder::new());
        let client = builder(client_on(&clock).observer(recorder.clone()));
        let client = client.build().unwrap();
        let [a, b] = &scripts();
        let _ = if is_async {
            clock.block_on(client.fetch_async((
                Provider::new("a", async || a.call()),
                Provider::new("b", async || b.call()),
            )))
        } else {
            client.fetch((
                Provider::new("a", || a.call()),
                Provider::new("b", || b.call()),
            ))
        };
        recorder.take()
    });
    assert_eq!(blocking, awaited);
    blocking
}

fn ok() -> Script<u32, Down> {
    Script::new().ok(1)
}

fn down() -> Script<u32, Down> {
    Script::new().err(Down)
}

#[test]
fn a_call_that_its_first_provider_serves_has_two_events() {
    let events = events_of(|client| client, || [ok(), down()]);
    assert_eq!(events, ["a 1 First: Served", "served by a in 1"]);
}

#[test]
fn a_failover_comes_between_the_attempts_of_both_providers() {
    let events = events_of(|client| client.retries(1), || [down().err(Down), ok()]);
    let expected = [
        "a 1 First: Error",
        "a 2 Retry: Error",
        "a -> b",
        "b 1 First: Served",
        "served by b in 2",
    ];
    assert_eq!(events, expected);
}

#[test]
fn a_wait_comes_before_the_retry() {
    let backoff = |client: FailoverClientBuilder| client.retries(1).retry_backoff(SECOND);
    let events = events_of(backoff, || [down().ok(1), ok()]);
    let expected = [
        "a 1 First: Error",
        "a waits 1s",
        "a 2 Retry: Served",
        "served by a in 1",
    ];
    assert_eq!(events, expected);
}

#[test]
fn a_call_that_nobody_serves_says_why_it_ended() {
    let events = events_of(|client| client, || [down(), down()]);
    let expected = [
        "a 1 First: Error",
        "a -> b",
        "b 1 First: Error",
        "not served in 2: Some(Exhausted)",
    ];
    assert_eq!(events, expected);
}

#[test]
fn a_skip_has_the_time_until_the_probe_and_is_followed_by_a_failover() {
    let breaker = || {
        let breaker = CircuitBreaker::new(1, secs(60)).clock(ManualClock::new());
        breaker.permit("a").unwrap().failure();
        breaker
    };
    let events = events_of(|client| client.circuit_breaker(breaker()), || [ok(), ok()]);
    let expected = [
        "a skipped",
        "a -> b",
        "b 1 First: Served",
        "served by b in 2",
    ];
    assert_eq!(events, expected);
}

#[test]
fn a_probe_is_told_apart_from_a_first_attempt() {
    let half_open = || {
        let breaker = CircuitBreaker::new(1, Duration::ZERO);
        breaker.permit("a").unwrap().failure();
        breaker
    };
    let events = events_of(
        |client| client.circuit_breaker(half_open()),
        || [ok(), ok()],
    );
    assert_eq!(events, ["a 1 Probe: Served", "served by a in 1"]);
}

#[test]
fn a_provider_that_is_probed_early_was_skipped_first_and_has_one_turn() {
    let all_open = |client: FailoverClientBuilder| {
        let breaker = CircuitBreaker::new(1, secs(60)).clock(ManualClock::new());
        breaker.permit("a").unwrap().failure();
        breaker.permit("b").unwrap().failure();
        client
            .circuit_breaker(breaker)
            .when_all_open(WhenAllOpen::ProbeEarliest)
    };
    let events = events_of(all_open, || [ok(), ok()]);
    let expected = [
        "a skipped",
        "b skipped",
        "a 1 Probe: Served",
        "served by a in 2",
    ];
    assert_eq!(events, expected);
}

#[test]
fn a_refused_call_has_one_event() {
    let recorder = Recorder::new();
    let client = FailoverClient::builder().observer(recorder.clone()).build();
    let twice = [(); 2].map(|()| Provider::new("a", || Ok::<_, Down>(1)));
    client.unwrap().fetch(twice).unwrap_err();
    let refused = ConfigError::DuplicateName("a".into());
    assert_eq!(
        recorder.take(),
        [format!("not served in 0: Some(Refused({refused:?}))")]
    );
}

#[test]
fn an_attempt_has_its_verdict_and_the_name_of_its_client() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let sink = Arc::clone(&seen);
    let client = FailoverClient::builder()
        .name("prices")
        .on_event(move |event| {
            if let Event::AttemptEnded(it) = event {
                sink.lock().unwrap().push((it.client, it.verdict));
            }
        })
        .build()
        .unwrap();
    let stop = client.classify(|_: &Down| Verdict::STOP);
    stop.fetch([Provider::new("a", || Err::<u32, _>(Down))])
        .unwrap_err();
    client
        .fetch([Provider::new("a", || Ok::<_, Down>(1))])
        .unwrap();
    let name = Some("prices".into());
    assert_eq!(
        *seen.lock().unwrap(),
        [(name, Some(Verdict::STOP)), (name, None)]
    );
}

/// An observer with this interest.
struct Wants(Interest, Recorder);

impl Observer for Wants {
    fn interest(&self) -> Interest {
        self.0
    }

    fn event(&self, event: &Event<'_>) {
        self.1.event(event);
    }
}

#[test]
fn an_observer_hears_only_what_it_has_an_interest_in() {
    let events = |interest| {
        let recorder = Recorder::new();
        let observer = Wants(interest, recorder.clone());
        let client = FailoverClient::builder()
            .observer(observer)
            .build()
            .unwrap();
        client
            .fetch([Provider::new("a", || Ok::<_, Down>(1))])
            .unwrap();
        recorder.take()
    };
    assert_eq!(events(Interest::ATTEMPTS), ["a 1 First: Served"]);
    assert_eq!(events(Interest::CALLS), ["served by a in 1"]);
    assert!(events(Interest::CIRCUITS).is_empty());
    assert!(events(Interest::NONE).is_empty());
}

/// An observer with this interest that keeps the durations.
struct Durations(Interest, Arc<Mutex<Vec<Option<Duration>>>>);

impl Observer for Durations {
    fn interest(&self) -> Interest {
        self.0
    }

    fn event(&self, event: &Event<'_>) {
        let duration = match event {
            Event::AttemptEnded(it) => it.duration,
            Event::Served(it) => it.duration,
            _ => return,
        };
        self.1.lock().unwrap().push(duration);
    }
}

#[test]
fn durations_are_measured_only_if_an_observer_wants_them() {
    let durations = |interest| {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let clock = ManualClock::new();
        let client = client_on(&clock).observer(Durations(interest, Arc::clone(&seen)));
        let client = client.build().unwrap();
        let a = Script::<u32, Down>::new().err(Down).taking(secs(2), &clock);
        let b = Script::new().ok(1).taking(secs(3), &clock);
        let call = (
            Provider::new("a", || a.call()),
            Provider::new("b", || b.call()),
        );
        client.fetch(call).unwrap();
        std::mem::take(&mut *seen.lock().unwrap())
    };
    let three = [2, 3, 5].map(|seconds| Some(secs(seconds)));
    assert_eq!(durations(Interest::ALL), three);
    assert_eq!(durations(Interest::EVENTS), [None; 3]);
}
