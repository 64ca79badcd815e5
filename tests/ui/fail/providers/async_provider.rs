//! A provider that is an `async fn`, for a function that is none.

use failover_core::failover;
use tests::prices::{ApiError, backup};

async fn later(symbol: &str) -> Result<f64, ApiError> {
    backup(symbol)
}

#[failover(providers = [backup, later])]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
