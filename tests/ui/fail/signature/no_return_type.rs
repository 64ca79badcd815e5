//! A function that returns nothing.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, backup])]
fn price(symbol: &str);

fn main() {
    price("AVAX");
}
