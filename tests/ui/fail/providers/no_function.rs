//! A provider that is a constant.

use failover_core::failover;
use tests::prices::{ApiError, backup};

const FIXED: f64 = 38.2;

#[failover(providers = [backup, FIXED])]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
