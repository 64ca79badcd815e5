//! `last_error` in quotes.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, backup], map_err = "last_error")]
fn price(symbol: &str) -> Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
