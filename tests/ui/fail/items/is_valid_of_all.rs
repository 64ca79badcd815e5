//! `is_valid` that takes all values at once.

use failover_core::ItemResult;

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary_list, backup_list], keys = symbols, is_valid = |all: &Vec<f64>| !all.is_empty())]
fn prices(
    symbols: &[Symbol],
) -> failover_core::Result<ItemResult<Symbol, f64, ApiError>, ApiError>;

fn main() {
    let _ = prices(&["AVAX"]);
}
