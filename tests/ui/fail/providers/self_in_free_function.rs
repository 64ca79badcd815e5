//! `self` where there is none.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [self.primary, backup])]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
