//! An `async` closure on a blocking function.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary = async |symbol| backup(symbol)])]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
