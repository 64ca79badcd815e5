//! A provider that is not awaited.

use failover_core::{ItemResult, failover};
use tests::prices::{ApiError, Symbol, primary_list};

#[failover(providers = [primary_list], keys = symbols, max_keys = 10, concurrency = 4)]
async fn prices(symbols: &[Symbol]) -> failover_core::Result<ItemResult<Symbol, f64, ApiError>, ApiError>;

fn main() {}
