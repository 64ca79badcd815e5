//! `is_valid` that does not answer with a `bool`.

use failover_core::failover;
use tests::prices::{ApiError, backup, primary};

#[failover(providers = [primary, backup], is_valid = |price| price.abs())]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
