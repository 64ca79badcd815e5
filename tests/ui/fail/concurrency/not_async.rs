//! A blocking function.

use failover_core::{ItemResult, failover};
use tests::prices::*;

#[failover(providers = [primary_list, backup_list], keys = symbols, max_keys = 10, concurrency = 4)]
fn prices(symbols: &[Symbol]) -> failover_core::Result<ItemResult<Symbol, f64, ApiError>, ApiError>;

fn main() {}
