//! A closure whose parameter has another type than the argument.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [copied = |symbol: String| backup(&symbol)])]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
