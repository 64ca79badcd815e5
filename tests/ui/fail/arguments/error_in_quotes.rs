//! An `error` that is no type.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, backup], error = "ApiError")]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
