//! An argument that can be lent to one attempt alone.

use std::collections::HashMap;

use failover_core::{ItemResult, failover};
use tests::prices::{ApiError, Symbol};

#[failover(providers = [list(symbols)], keys = symbols, max_keys = 10, concurrency = 4)]
async fn prices(
    symbols: &[Symbol],
    log: &mut Vec<String>,
) -> failover_core::Result<ItemResult<Symbol, f64, ApiError>, ApiError>;

async fn list(_: &[Symbol]) -> Result<HashMap<Symbol, f64>, ApiError> {
    Ok(HashMap::new())
}

fn main() {}
