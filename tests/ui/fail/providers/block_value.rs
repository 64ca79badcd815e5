//! A block whose value is no result.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [
    fixed = {
        let price = symbol.len() as f64;
        price
    },
])]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
