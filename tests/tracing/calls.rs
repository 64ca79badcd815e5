//! The lines of calls: levels, fields, and no text of a provider.

use std::time::Duration;

use failover_core::testing::ManualClock;
use failover_core::{
    CircuitBreaker, FailoverClient, FailoverClientBuilder, ItemProvider, Provider, TracingObserver,
};
use tests::support::{MS, client_on, secs};
use tracing_subscriber::filter::LevelFilter;

use super::capture::Lines;
use super::{Secret, lines_of};

fn build(builder: FailoverClientBuilder, observer: TracingObserver) -> FailoverClient {
    builder.name("prices").observer(observer).build().unwrap()
}

fn fail_over(client: &FailoverClient) {
    let _ = client.fetch((
        Provider::new("a", || Err(Secret)),
        Provider::new("b", || Ok(1)),
    ));
}

#[test]
fn a_call_that_fails_over_has_a_line_for_each_event() {
    let clock = ManualClock::new();
    let builder = client_on(&clock).retries(1).retry_backoff(20 * MS);
    let client = build(builder, TracingObserver::new());
    let expected = [
        "DEBUG failover: attempt ended client=prices provider=a attempt=1 kind=first outcome=error",
        "DEBUG failover: waiting before a retry client=prices provider=a wait_ms=20",
        "DEBUG failover: attempt ended client=prices provider=a attempt=2 kind=retry outcome=error",
        "INFO failover: failed over client=prices from=a to=b",
        "DEBUG failover: attempt ended client=prices provider=b attempt=1 kind=first outcome=served",
        "DEBUG failover: served client=prices provider=b turns=2",
    ];
    assert_eq!(lines_of(|| fail_over(&client)), expected);
}

#[test]
fn a_provider_that_is_skipped_has_the_time_until_its_probe() {
    let clock = ManualClock::new();
    let breaker = CircuitBreaker::new(1, secs(60)).clock(clock.clone());
    breaker.permit("a").unwrap().failure();
    let builder = client_on(&clock).circuit_breaker(breaker);
    let client = build(builder, TracingObserver::new());
    let lines = lines_of(|| fail_over(&client));
    let expected = [
        "DEBUG failover: provider skipped client=prices provider=a retry_in_ms=60000",
        "INFO failover: failed over client=prices from=a to=b",
    ];
    assert_eq!(lines[..2], expected);

    client.circuit_breaker().unwrap().force_open("a");
    let lines = lines_of(|| fail_over(&client));
    assert_eq!(
        lines[0], "DEBUG failover: provider skipped client=prices provider=a",
        "nobody knows for how long it is held open"
    );
}

#[test]
fn a_call_that_is_not_served_is_no_more_than_debug() {
    let client = FailoverClient::builder().observer(TracingObserver::new());
    let client = client.build().unwrap();
    let lines = lines_of(|| client.fetch([Provider::new("a", || Err::<u32, _>(Secret))]));
    let expected = [
        "DEBUG failover: attempt ended provider=a attempt=1 kind=first outcome=error",
        "DEBUG failover: not served turns=1 end_reason=exhausted",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn a_batch_call_has_the_keys_of_each_provider() {
    let client = build(FailoverClient::builder(), TracingObserver::new());
    let lines = lines_of(|| {
        client.fetch_items(
            [1, 2, 3],
            (
                ItemProvider::new("a", |_: &[u32]| Ok::<_, Secret>(vec![(1, "x")])),
                ItemProvider::new("b", |_: &[u32]| Ok(vec![(2, "y")])),
            ),
        )
    });
    let expected = [
        "DEBUG failover: provider had a turn client=prices provider=a served=1 missing=2",
        "DEBUG failover: provider had a turn client=prices provider=b served=1 missing=1",
        "DEBUG failover: batch finished client=prices served=2 missing=1 end_reason=exhausted",
    ];
    assert_eq!(lines[lines.len() - 3..], expected);
}

#[test]
fn durations_are_logged_only_if_asked_for() {
    let clock = ManualClock::new();
    let call = |observer: TracingObserver| {
        let client = build(client_on(&clock), observer);
        let attempt = || {
            clock.advance(Duration::from_nanos(191_265));
            Ok::<_, Secret>(1)
        };
        lines_of(|| client.fetch([Provider::new("a", attempt)]))
    };
    let expected = [
        "DEBUG failover: attempt ended client=prices provider=a attempt=1 kind=first outcome=served \
         duration_ms=0.191265",
        "DEBUG failover: served client=prices provider=a turns=1 duration_ms=0.191265",
    ];
    assert_eq!(call(TracingObserver::new().durations()), expected);
    let lines = call(TracingObserver::new());
    assert!(lines.iter().all(|line| !line.contains("duration")));
}

#[test]
fn a_time_is_rounded_up_to_milliseconds() {
    let clock = ManualClock::new();
    let builder = client_on(&clock).retries(1).retry_backoff(MS / 10);
    let client = build(builder, TracingObserver::new());
    let lines = lines_of(|| fail_over(&client));
    assert!(lines[1].ends_with(" wait_ms=1"), "{}", lines[1]);
}

#[test]
fn the_text_of_an_error_is_never_logged() {
    let clock = ManualClock::new();
    let breaker = CircuitBreaker::new(1, secs(60))
        .clock(clock.clone())
        .observer(TracingObserver::new());
    let builder = client_on(&clock).retries(1).circuit_breaker(breaker);
    let client = build(builder, TracingObserver::new().durations());
    let lines = lines_of(|| {
        fail_over(&client);
        fail_over(&client);
        let fails = || ItemProvider::new("c", |_: &[u32]| Err::<Vec<(u32, u32)>, _>(Secret));
        let _ = client.fetch_items([1], [fails()]);
        let _ = clock
            .block_on(client.fetch_async([Provider::new("d", async || Err::<u32, _>(Secret))]));
    });
    assert_eq!(lines.len(), 20, "{lines:#?}");
    assert!(
        lines.iter().all(|line| !line.contains("Secret")),
        "{lines:#?}"
    );
}

#[test]
fn nothing_is_logged_without_the_observer() {
    let breaker = CircuitBreaker::new(1, secs(60));
    let client = FailoverClient::builder().circuit_breaker(breaker).build();
    let client = client.unwrap();
    let lines = lines_of(|| {
        fail_over(&client);
        let served = async || Ok::<_, Secret>(1);
        let _ = tests::support::run(client.fetch_async([Provider::new("c", served)]));
    });
    assert!(lines.is_empty(), "{lines:#?}");
}

#[test]
fn a_subscriber_at_info_hears_of_failovers_alone() {
    let client = build(FailoverClient::builder(), TracingObserver::new());
    let lines = Lines::default();
    lines.record(LevelFilter::INFO, || fail_over(&client));
    let expected = ["INFO failover: failed over client=prices from=a to=b"];
    assert_eq!(lines.take(), expected);
}

#[test]
fn a_name_cannot_forge_a_line_of_a_text_log() {
    let text = Text::default();
    let writer = text.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::DEBUG)
        .without_time()
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    let client = FailoverClient::builder().observer(TracingObserver::new());
    let client = client.build().unwrap();
    tracing::subscriber::with_default(subscriber, || {
        client.fetch([Provider::new("a\nWARN \u{202e}\"x\" y=1", || {
            Ok::<_, Secret>(1)
        })])
    })
    .unwrap();
    let text = String::from_utf8(text.0.lock().unwrap().clone()).unwrap();
    let (_, served) = text.split_once('\n').unwrap();
    let expected = r#"DEBUG failover: served provider="a\nWARN \u{202e}\"x\" y=1" turns=1"#;
    assert_eq!(served.trim(), expected);
}

/// The bytes that a text log wrote.
#[derive(Clone, Default)]
struct Text(std::sync::Arc<std::sync::Mutex<Vec<u8>>>);

impl std::io::Write for Text {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
