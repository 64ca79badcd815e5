//! A closure with a `?` whose value is an `Option`.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [
    cached = |symbol| {
        let price = backup(symbol)?;
        Some(price)
    },
])]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
