//! A function that is filled item by item.

use std::collections::HashMap;

use failover_core::{ItemResult, failover};
use tests::prices::{ApiError, Symbol};

#[failover(providers = [list, other = list], keys = symbols, hedge = 200ms)]
async fn prices(symbols: &[Symbol]) -> failover_core::Result<ItemResult<Symbol, f64, ApiError>, ApiError>;

async fn list(_: &[Symbol]) -> Result<HashMap<Symbol, f64>, ApiError> {
    Ok(HashMap::new())
}

fn main() {}
