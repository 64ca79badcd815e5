//! A function that returns nothing.

use failover_core::failover;
use tests::prices::{backup, primary};

#[failover(providers = [primary, backup])]
fn price(symbol: &str);

fn main() {
    price("AVAX");
}
