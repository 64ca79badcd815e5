//! None at once, by a constant.

use std::collections::HashMap;

use failover_core::{ItemResult, failover};
use tests::prices::{ApiError, Symbol};

#[failover(providers = [list], keys = symbols, max_keys = 10, concurrency = NONE)]
async fn prices(symbols: &[Symbol]) -> failover_core::Result<ItemResult<Symbol, f64, ApiError>, ApiError>;

async fn list(_: &[Symbol]) -> Result<HashMap<Symbol, f64>, ApiError> {
    Ok(HashMap::new())
}

const NONE: usize = 0;

fn main() {
    let _ = failover_core::testing::ManualClock::new().block_on(prices(&[]));
}
