//! `require_all` without `keys`.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, backup], require_all)]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
