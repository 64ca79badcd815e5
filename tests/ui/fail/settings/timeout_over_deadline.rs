//! A `timeout` longer than the `deadline`.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, backup], timeout = 2s, deadline = 1_500ms)]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
