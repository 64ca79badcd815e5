//! As `error_without_from`, on a function with a body.

use failover_core::failover;
use tests::prices::{ApiError, backup};

#[failover(providers = [backup])]
fn price(symbol: &str) -> Result<f64, ApiError> {
    tests::prices::primary(symbol)
}

fn main() {
    let _ = price("AVAX");
}
