//! A provider that returns an `Option` of another type of value.

use failover_core::failover;
use tests::prices::{ApiError, backup};

fn cached(_: &str) -> Option<u64> {
    None
}

#[failover(providers = [cached, backup])]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
