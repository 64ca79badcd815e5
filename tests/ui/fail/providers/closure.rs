//! A provider that is a closure.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [|| backup(symbol)])]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
