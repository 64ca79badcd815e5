//! `classify` that takes another error.

use failover_core::Verdict;

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, backup], classify = |_: &String| Verdict::NEXT)]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
