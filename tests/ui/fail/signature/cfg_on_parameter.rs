//! A parameter that is not always there.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, backup])]
fn price(#[cfg(all())] symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
