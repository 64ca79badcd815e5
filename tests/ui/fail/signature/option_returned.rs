//! An `Option` instead of a `Result`.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, backup])]
fn price(symbol: &str) -> Option<f64>;

fn main() {
    let _ = price("AVAX");
}
