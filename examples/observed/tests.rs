//! Plays an outage over real sockets, and compares what the service reports. No test waits for time to pass.

use std::time::Duration;

use serde_json::Value;
use shared::rates::{self, Mood};

use crate::service::{self, Service};
use crate::{Running, call};

/// Longer than any test takes.
const RESET_AFTER: Duration = Duration::from_secs(1_000);

/// Returns the values of these series in a scrape. A series that is not there is zero.
async fn scrape<const N: usize>(service: &Running, series: [&str; N]) -> [u64; N] {
    let (status, text) = service.get("/metrics").await.unwrap();
    assert_eq!(status, 200);
    series.map(|series| {
        let value = |line: &str| line.strip_prefix(series)?.strip_prefix(' ')?.parse().ok();
        text.lines().find_map(value).unwrap_or_default()
    })
}

/// Returns the status of a health check, and each circuit with its state.
async fn health(service: &Running) -> (u16, Vec<String>) {
    let (status, body) = service.get("/health").await.unwrap();
    let body: Value = serde_json::from_str(&body).unwrap();
    let circuits = body["circuits"].as_array().unwrap().iter();
    let circuit = |it: &Value| {
        let (name, state) = (it["provider"].as_str(), it["state"].as_str());
        format!("{} {}", name.unwrap(), state.unwrap())
    };
    (status, circuits.map(circuit).collect())
}

async fn operate(service: &Running, path: &str) -> u16 {
    let url = format!("{}/circuits/{path}", service.url);
    let response = service.http.post(url).send().await.unwrap();
    response.status().as_u16()
}

const CALLS: &str = r#"failover_calls_total{client="rates",outcome="served"}"#;
const SKIPS: &str = r#"failover_skips_total{client="rates",provider="primary"}"#;
const FAILOVERS: &str = r#"failover_failovers_total{client="rates",from="primary",to="backup"}"#;
const PRIMARY_SERVED: &str =
    r#"failover_attempts_total{client="rates",provider="primary",outcome="served",kind="first"}"#;
const PRIMARY_FAILED: &str =
    r#"failover_attempts_total{client="rates",provider="primary",outcome="error",kind="retry"}"#;
const BACKUP_SERVED: &str =
    r#"failover_attempts_total{client="rates",provider="backup",outcome="served",kind="first"}"#;
const DURATIONS: &str = r#"failover_call_duration_seconds_count{client="rates",outcome="served"}"#;
const BUCKET: &str =
    r#"failover_call_duration_seconds_bucket{client="rates",outcome="served",le="+Inf"}"#;
const OPENED: &str =
    r#"failover_circuit_changes_total{provider="primary",to="open",cause="failures"}"#;
const IS_OPEN: &str = r#"failover_circuit_state{provider="primary",state="open"}"#;
const IS_CLOSED: &str = r#"failover_circuit_state{provider="primary",state="closed"}"#;
const NOT_SERVED: &str = r#"failover_calls_total{client="rates",outcome="exhausted"}"#;

// One test: the recorder and the observer are the process's.
#[tokio::test]
async fn an_outage_shows_in_the_metrics_and_in_the_health_check() {
    let prometheus = service::install_metrics().unwrap();
    let (primary, backup) = (rates::start().await.unwrap(), rates::start().await.unwrap());
    let service = Service::new(prometheus, [&primary.url, &backup.url], RESET_AFTER).unwrap();
    let service = Running::start(service.routes()).await.unwrap();
    // Providers that were never called are healthy.
    let both_are_closed = ["backup closed", "primary closed"]
        .map(str::to_owned)
        .to_vec();
    assert_eq!(health(&service).await, (200, both_are_closed.clone()));

    call(&service, 4).await.unwrap();
    let calls = [CALLS, DURATIONS, BUCKET, PRIMARY_SERVED, BACKUP_SERVED];
    assert_eq!(scrape(&service, calls).await, [4, 4, 4, 4, 0]);
    let circuits = [OPENED, IS_OPEN, IS_CLOSED, SKIPS];
    assert_eq!(scrape(&service, circuits).await, [0, 0, 1, 0]);
    assert_eq!(health(&service).await, (200, both_are_closed));

    // Two failed turns open the circuit, and two calls skip it.
    primary.set(Mood::Down);
    let (status, answer) = service.get("/rate").await.unwrap();
    assert_eq!(
        (status, &*answer),
        (200, r#"{"from":"backup","rate":1.0842}"#)
    );
    call(&service, 3).await.unwrap();
    assert_eq!(scrape(&service, calls).await, [8, 8, 8, 4, 4]);
    assert_eq!(scrape(&service, circuits).await, [1, 1, 0, 2]);
    let failures = [PRIMARY_FAILED, FAILOVERS, NOT_SERVED];
    assert_eq!(scrape(&service, failures).await, [2, 4, 0]);
    let one_is_open = vec!["backup closed".to_owned(), "primary open".to_owned()];
    assert_eq!(health(&service).await, (200, one_is_open.clone()));

    backup.set(Mood::Down);
    assert_eq!(service.get("/rate").await.unwrap().0, 502);
    call(&service, 1).await.unwrap();
    assert_eq!(scrape(&service, failures).await, [2, 6, 2]);
    let both_are_open = vec!["backup open".to_owned(), "primary open".to_owned()];
    assert_eq!(health(&service).await, (503, both_are_open));

    // An operator brings the backup back, and takes a name that is wrong.
    backup.set(Mood::Well);
    assert_eq!(operate(&service, "backup/reset").await, 204);
    assert_eq!(operate(&service, "bakcup/reset").await, 404);
    assert_eq!(health(&service).await, (200, one_is_open));
    service.stop().await.unwrap();
}
