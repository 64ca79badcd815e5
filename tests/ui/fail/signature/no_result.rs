//! A declared type that is no `Result`.

use failover_core::failover;
use tests::prices::{backup, primary};

#[failover(providers = [primary, backup])]
fn price(symbol: &str) -> f64;

fn main() {
    let _ = price("AVAX");
}
