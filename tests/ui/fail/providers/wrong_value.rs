//! A provider that serves another type of value.

use failover_core::failover;
use tests::prices::{ApiError, backup};

fn in_cents(_: &str) -> Result<u64, ApiError> {
    Ok(3820)
}

#[failover(providers = [backup, in_cents])]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
