//! A closure with some of the parameters.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary = |symbol| backup(symbol)])]
fn price(symbol: &str, limit: u32) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX", 1);
}
