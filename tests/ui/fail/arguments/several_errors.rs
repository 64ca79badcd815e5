//! Several mistakes at once: each is reported.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, primary], retrys = 1, timeout = 500, max_keys = 3)]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
