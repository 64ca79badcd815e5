//! A provider as a call with an argument of the wrong type.

use failover_core::failover;
use tests::prices::{ApiError, backup};

#[failover(providers = [primary = backup(42)])]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
