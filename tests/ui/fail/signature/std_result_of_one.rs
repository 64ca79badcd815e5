//! A `Result` whose error is not what the providers' becomes.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [backup])]
fn price(symbol: &str) -> std::io::Result<f64>;

fn main() {
    let _ = price("AVAX");
}
