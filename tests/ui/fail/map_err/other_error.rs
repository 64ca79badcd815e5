//! A closure that returns another error than the function's.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, backup], map_err = |failed| failed.to_string())]
fn price(symbol: &str) -> Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
