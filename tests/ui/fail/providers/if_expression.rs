//! A provider that is an `if`.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [either = if symbol == "BTC" { primary(symbol) } else { backup(symbol) }])]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
