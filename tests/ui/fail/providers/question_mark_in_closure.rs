//! A `?` in a closure, on an error that does not convert.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [parsed = |symbol| Ok(symbol.parse::<f64>()?)])]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
