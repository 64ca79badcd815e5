//! An error that is a text.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, backup])]
fn price(symbol: &str) -> Result<f64, String>;

fn main() {
    let _ = price("AVAX");
}
