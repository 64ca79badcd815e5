//! No providers on a signature.

use failover_core::failover;
use tests::prices::*;

#[failover(retries = 1)]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
