//! A provider that returns a plain value.

use failover_core::failover;
use tests::prices::{ApiError, backup};

fn fixed(_: &str) -> f64 {
    38.2
}

#[failover(providers = [backup, fixed])]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
