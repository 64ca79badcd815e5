//! An error that cannot be made from what the engine fails with.

use failover_core::failover;
use tests::prices::{ApiError, backup, primary};

#[failover(providers = [primary, backup])]
fn price(symbol: &str) -> Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
