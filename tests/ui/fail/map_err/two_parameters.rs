//! A closure with one parameter too many.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, backup], map_err = |name, failed| ApiError::Down)]
fn price(symbol: &str) -> Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
