//! A provider that may have nothing.

use failover_core::{FailureKind, Served, failover};
use tests::prices::*;

fn cached(symbol: &str) -> Option<f64> {
    (symbol == "BTC").then_some(64_000.0)
}

fn stored(symbol: &str) -> Result<Option<f64>, ApiError> {
    match symbol {
        "" => Err(ApiError::Down),
        symbol => Ok(cached(symbol)),
    }
}

#[failover(providers = [cached, stored, backup])]
fn price(symbol: &str) -> failover_core::Result<Served<f64, ApiError>, ApiError>;

fn main() {
    assert_eq!(price("BTC").unwrap().provider, "cached");
    let served = price("AVAX").unwrap();
    assert_eq!(served.provider, "backup");
    let absent = |kind: &FailureKind<ApiError>| matches!(kind, FailureKind::Absent);
    assert!(served.failures().iter().all(|failure| absent(&failure.kind)));
}
