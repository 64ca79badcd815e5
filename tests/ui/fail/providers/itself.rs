//! The function as its own provider.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, price])]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
