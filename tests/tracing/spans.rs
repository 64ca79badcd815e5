//! The span of an async attempt.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;

use failover_core::testing::ManualClock;
use failover_core::{FailoverClient, ItemProvider, Provider, TracingObserver};
use tests::support::{client_on, poll, secs, wait};
use tracing::{Span, info, info_span};
use tracing_subscriber::filter::LevelFilter;

use super::capture::Lines;
use super::{Secret, lines_of};

fn client(clock: &ManualClock) -> FailoverClient {
    let builder = client_on(clock).observer(TracingObserver::new());
    builder.build().unwrap()
}

/// Records a span as an HTTP client does: before and after a wait of so many seconds.
async fn request(
    clock: &ManualClock,
    seconds: u64,
    answer: Result<u32, Secret>,
) -> Result<u32, Secret> {
    info_span!(target: "http", "connect");
    wait(clock, secs(seconds)).await;
    info_span!(target: "http", "read");
    answer
}

/// Returns the lines of the HTTP client.
fn http(lines: Vec<String>) -> Vec<String> {
    let mut lines = lines;
    lines.retain(|line| line.contains(" http: "));
    lines
}

#[test]
fn each_attempt_has_a_span_at_debug() {
    let clock = ManualClock::new();
    let client = client_on(&clock).name("prices").retries(1);
    let client = client.observer(TracingObserver::new()).build().unwrap();
    let lines = lines_of(|| {
        clock.block_on(client.fetch_async((
            Provider::new("a", async || Err(Secret)),
            Provider::new("b", async || Ok(1)),
        )))
    });
    let spans: Vec<_> = lines.iter().filter(|line| line.contains("span")).collect();
    let expected = [
        "DEBUG failover: span attempt client=prices provider=a attempt=1 kind=first",
        "DEBUG failover: span attempt client=prices provider=a attempt=2 kind=retry",
        "DEBUG failover: span attempt client=prices provider=b attempt=1 kind=first",
    ];
    assert_eq!(spans, expected);
}

#[test]
fn a_span_of_the_provider_nests_in_it_also_after_a_wait() {
    let clock = ManualClock::new();
    let client = client(&clock);
    let lines = lines_of(|| {
        let _caller = info_span!(target: "app", "handler").entered();
        let attempt = || request(&clock, 1, Ok(1));
        clock.block_on(client.fetch_async([Provider::new("a", attempt)]))
    });
    let attempt = "in attempt provider=a attempt=1 kind=first in handler";
    let expected = [
        format!("INFO http: span connect {attempt}"),
        format!("INFO http: span read {attempt}"),
    ];
    assert_eq!(http(lines), expected);
}

#[test]
fn parallel_attempts_of_a_hedged_call_have_their_own_spans() {
    let clock = ManualClock::new();
    let client = client(&clock);
    let lines = lines_of(|| {
        clock.block_on(client.hedge(secs(1)).fetch_async((
            Provider::new("a", || request(&clock, 3, Err(Secret))),
            Provider::new("b", || request(&clock, 4, Ok(1))),
        )))
    });
    let a = "in attempt provider=a attempt=1 kind=first";
    let b = "in attempt provider=b attempt=1 kind=hedge";
    let expected = [
        format!("INFO http: span connect {a}"),
        format!("INFO http: span connect {b}"),
        format!("INFO http: span read {a}"),
        format!("INFO http: span read {b}"),
    ];
    assert_eq!(http(lines), expected);
}

#[test]
fn concurrent_chunks_have_their_own_spans() {
    let clock = ManualClock::new();
    let client = client(&clock);
    let lines = lines_of(|| {
        let ask = async |keys: Vec<u32>| {
            let _ = request(&clock, u64::from(keys[0]), Ok(1)).await;
            Ok::<_, Secret>(vec![(keys[0], 1)])
        };
        let provider = ItemProvider::new_async("a", ask).max_keys(1).concurrency(2);
        clock.block_on(client.fetch_items_async([2, 1], [provider]))
    });
    let spans = lines.iter().filter(|line| line.contains("span attempt"));
    assert_eq!(spans.count(), 2);
    let lines = http(lines);
    assert_eq!(lines.len(), 4);
    for line in lines {
        assert_eq!(line.matches("in attempt").count(), 1, "{line}");
    }
}

#[test]
fn it_is_left_between_two_polls_and_after_a_drop() {
    let clock = ManualClock::new();
    let client = client(&clock);
    let lines = lines_of(|| {
        {
            let attempt = || request(&clock, 1, Ok(1));
            let call = pin!(client.fetch_async([Provider::new("a", attempt)]));
            assert!(poll(call).is_pending());
            info!(target: "app", "between");
            assert!(Span::current().is_none());
        }
        info!(target: "app", "after");
    });
    let mut lines = lines;
    lines.retain(|line| line.contains(" app: "));
    assert_eq!(lines, ["INFO app: between", "INFO app: after"]);
}

#[test]
fn it_is_left_if_the_provider_panics() {
    let clock = ManualClock::new();
    let client = client(&clock);
    // Kept, as a span that is closed cannot be seen from inside.
    let span = RefCell::new(Span::none());
    let call = || {
        let attempt = async || -> Result<u32, Secret> {
            span.replace(Span::current());
            panic!("bug")
        };
        clock.block_on(client.fetch_async([Provider::new("a", attempt)]))
    };
    let lines = lines_of(|| {
        catch_unwind(AssertUnwindSafe(call)).unwrap_err();
        assert!(!span.borrow().is_none());
        info!(target: "app", "after");
    });
    assert_eq!(lines.last().unwrap(), "INFO app: after");
}

#[test]
fn there_is_none_if_the_level_is_off() {
    let clock = ManualClock::new();
    let (client, lines) = (client(&clock), Lines::default());
    lines
        .record(LevelFilter::INFO, || {
            let attempt = || request(&clock, 1, Ok(1));
            clock.block_on(client.fetch_async([Provider::new("a", attempt)]))
        })
        .unwrap();
    assert_eq!(
        lines.take(),
        ["INFO http: span connect", "INFO http: span read"]
    );
}
