//! `classify` of one provider that takes another error.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, backup], classify(backup = |_: &String| failover_core::Verdict::NEXT))]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
