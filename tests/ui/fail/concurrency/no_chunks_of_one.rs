//! A provider without chunks.

use std::collections::HashMap;

use failover_core::{ItemResult, failover};
use tests::prices::{ApiError, Symbol};

#[failover(providers = [list, other = list], keys = symbols, max_keys(list = 10), concurrency(other = 4))]
async fn prices(symbols: &[Symbol]) -> failover_core::Result<ItemResult<Symbol, f64, ApiError>, ApiError>;

async fn list(_: &[Symbol]) -> Result<HashMap<Symbol, f64>, ApiError> {
    Ok(HashMap::new())
}

fn main() {}
