//! `classify` with two parameters that does not answer with a `Verdict`.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, backup], classify = |_, attempt| attempt.is_last_provider())]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
