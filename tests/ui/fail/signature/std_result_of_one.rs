//! `std`'s alias for another error.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, backup])]
fn price(symbol: &str) -> std::io::Result<f64>;

fn main() {
    let _ = price("AVAX");
}
