//! A provider that takes less than the function is given.

use failover_core::failover;
use tests::prices::{ApiError, backup};

fn fixed() -> Result<f64, ApiError> {
    Ok(38.2)
}

#[failover(providers = [backup, fixed])]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
