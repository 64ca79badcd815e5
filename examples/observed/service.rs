//! The service: the rate from the first of two services that has it, and what an operator needs.
//!
//! | route | answers |
//! |---|---|
//! | `GET /rate` | the rate, or 502 if no provider serves |
//! | `GET /metrics` | the metrics in the text format of Prometheus |
//! | `GET /health` | the circuits as JSON, with status 503 if all are open |
//! | `POST /circuits/{name}/{action}` | `open`, `close` or `reset`, by an operator |

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use failover_core::{
    CircuitBreaker, CircuitSnapshot, CircuitState, FailoverClient, MetricsObserver, Provider,
    TracingObserver,
};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use serde_json::{Value, json};

/// The upper limits of the buckets of durations, in seconds.
const BUCKETS: [f64; 10] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0];

/// Installs the recorder, and then the observer that writes to it. Once, when the program starts.
pub(crate) fn install_metrics() -> Result<PrometheusHandle, Box<dyn Error>> {
    let prefix = Matcher::Prefix("failover_".to_owned());
    let prometheus = PrometheusBuilder::new()
        .set_buckets_for_metric(prefix, &BUCKETS)?
        .install_recorder()?;
    failover_core::set_observer(MetricsObserver::new().durations())?;
    Ok(prometheus)
}

/// Prints the log to stderr: from INFO on, which is what an operator should see.
pub(crate) fn install_log() {
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .without_time()
        .init();
}

/// The state that the handlers share.
pub(crate) struct Service {
    client: FailoverClient,
    breaker: Arc<CircuitBreaker>,
    prometheus: PrometheusHandle,
    http: reqwest::Client,
    primary: String,
    backup: String,
}

impl Service {
    /// Uses the services at these base URLs. A circuit stays open for `reset_after`.
    pub(crate) fn new(
        prometheus: PrometheusHandle,
        [primary, backup]: [&str; 2],
        reset_after: Duration,
    ) -> Result<Self, Box<dyn Error>> {
        let breaker =
            Arc::new(CircuitBreaker::new(2, reset_after).observer(TracingObserver::new()));
        // So that they are healthy before their first call.
        breaker.register(["primary", "backup"]);
        let client = FailoverClient::builder()
            .name("rates")
            .retries(1)
            .timeout(Duration::from_secs(2))
            .circuit_breaker(Arc::clone(&breaker))
            .observer(TracingObserver::new())
            .build()?;
        Ok(Self {
            client,
            breaker,
            prometheus,
            // A proxy from the environment does not lead to loopback.
            http: reqwest::Client::builder().no_proxy().build()?,
            primary: format!("{primary}/rate"),
            backup: format!("{backup}/rate"),
        })
    }

    pub(crate) fn routes(self) -> Router {
        Router::new()
            .route("/rate", get(rate))
            .route("/metrics", get(metrics))
            .route("/health", get(health))
            .route("/circuits/{name}/{action}", post(operate))
            .with_state(Arc::new(self))
    }

    async fn ask(&self, url: &str) -> reqwest::Result<f64> {
        let response = self.http.get(url).send().await?;
        response.error_for_status()?.json().await
    }
}

async fn rate(State(service): State<Arc<Service>>) -> Result<Json<Value>, StatusCode> {
    let providers = (
        Provider::new("primary", || service.ask(&service.primary)),
        Provider::new("backup", || service.ask(&service.backup)),
    );
    match service.client.fetch_async(providers).await {
        Ok(served) => Ok(Json(
            json!({ "rate": served.value, "from": &*served.provider }),
        )),
        Err(_) => Err(StatusCode::BAD_GATEWAY),
    }
}

async fn metrics(State(service): State<Arc<Service>>) -> String {
    // Now, because circuits become half-open by the passing of time.
    MetricsObserver::record_circuits(&service.breaker);
    service.prometheus.render()
}

async fn health(State(service): State<Arc<Service>>) -> (StatusCode, Json<Value>) {
    let circuits = service.breaker.snapshot();
    let is_open = |circuit: &CircuitSnapshot| matches!(circuit.state, CircuitState::Open { .. });
    // A circuit appears with its first call. Before that, nothing is known to be down.
    let status = if !circuits.is_empty() && circuits.iter().all(is_open) {
        StatusCode::SERVICE_UNAVAILABLE
    } else {
        StatusCode::OK
    };
    let circuits = circuits.iter().map(|circuit| {
        let retry_in = match circuit.state {
            CircuitState::Open { retry_in } => retry_in.map(|wait| wait.as_secs_f64()),
            _ => None,
        };
        json!({
            "provider": &*circuit.name,
            "state": circuit.state.to_string(),
            "failures": circuit.failures,
            "retry_in_seconds": retry_in,
        })
    });
    (
        status,
        Json(json!({ "circuits": circuits.collect::<Vec<_>>() })),
    )
}

/// A real service would ask who is calling.
async fn operate(
    State(service): State<Arc<Service>>,
    Path((name, action)): Path<(String, String)>,
) -> StatusCode {
    // Only known names: a name that is interned is never freed.
    let circuits = service.breaker.snapshot();
    let Some(circuit) = circuits.iter().find(|circuit| circuit.name == name) else {
        return StatusCode::NOT_FOUND;
    };
    match &*action {
        "open" => service.breaker.force_open(circuit.name),
        "close" => service.breaker.force_close(circuit.name),
        "reset" => service.breaker.reset(&name),
        _ => return StatusCode::NOT_FOUND,
    }
    StatusCode::NO_CONTENT
}
