//! None at once, of one provider.

use std::collections::HashMap;

use failover_core::{ItemResult, failover};
use tests::prices::{ApiError, Symbol};

#[failover(providers = [list], keys = symbols, max_keys = 10, concurrency(list = 0))]
async fn prices(symbols: &[Symbol]) -> failover_core::Result<ItemResult<Symbol, f64, ApiError>, ApiError>;

async fn list(_: &[Symbol]) -> Result<HashMap<Symbol, f64>, ApiError> {
    Ok(HashMap::new())
}

fn main() {}
