//! A `?` in a block, on an `Option`.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [
    first = {
        let first = symbol.split('/').next()?;
        backup(first)
    },
])]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
