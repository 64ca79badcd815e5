//! A provider that may have nothing.

use failover_core::{FailureKind, Served, failover};
use tests::prices::*;

fn cached(symbol: &str) -> Option<f64> {
    (symbol == "BTC").then_some(64_000.0)
}

#[failover(providers = [cached, backup])]
fn price(symbol: &str) -> failover_core::Result<Served<f64, ApiError>, ApiError>;

fn main() {
    assert_eq!(price("BTC").unwrap().provider, "cached");
    let served = price("AVAX").unwrap();
    assert_eq!(served.provider, "backup");
    assert!(matches!(served.failures()[0].kind, FailureKind::Rejected));
}
