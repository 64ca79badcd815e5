//! `last_error` for a function whose error holds every failure.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, backup], map_err = last_error)]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
