//! A provider that is a macro call.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [backup, vec![symbol]])]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
