//! `classify` with three parameters.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, backup], classify = |_, _, _| failover_core::Verdict::NEXT)]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
