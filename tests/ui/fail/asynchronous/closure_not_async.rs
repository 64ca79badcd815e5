//! A closure on an `async fn` that returns no future.

use failover_core::failover;
use tests::prices::{ApiError, backup};

#[failover(providers = [backup = |symbol| backup(symbol)])]
async fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
