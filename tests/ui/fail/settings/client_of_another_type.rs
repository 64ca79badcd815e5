//! A `client` that is none.

use failover_core::failover;
use tests::prices::{ApiError, backup, primary};

static CLIENT: u32 = 1;

#[failover(providers = [primary, backup], client = CLIENT)]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
