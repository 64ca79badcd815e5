//! A `?` in an argument, on an error that does not convert.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary(&symbol.parse::<u32>()?.to_string()), backup])]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
