//! An argument that a call uses up, where the next attempt needs it.

use std::collections::HashMap;

use failover_core::failover;
use tests::prices::{ApiError, Symbol};

#[failover(providers = [list(symbols, currency)], keys = symbols, max_keys = 10, concurrency = 4)]
async fn prices(
    symbols: &[Symbol],
    currency: String,
) -> failover_core::Result<HashMap<Symbol, f64>, ApiError>;

async fn list(_: &[Symbol], _: String) -> Result<HashMap<Symbol, f64>, ApiError> {
    Ok(HashMap::new())
}

fn main() {}
