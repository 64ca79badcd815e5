//! A function that returns nothing.

use failover_core::failover;

#[failover(providers = [tests::prices::backup])]
fn price(symbol: &str);

fn main() {
    price("AVAX");
}
