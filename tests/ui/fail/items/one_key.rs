//! A provider that takes one key, in a function that is filled item by item.

use failover_core::ItemResult;

use failover_core::failover;
use tests::prices::*;

fn one(symbol: Symbol) -> Result<Vec<(Symbol, f64)>, ApiError> {
    Ok(vec![(symbol, 38.2)])
}

#[failover(providers = [one, backup_list], keys = symbols)]
fn prices(
    symbols: &[Symbol],
) -> failover_core::Result<ItemResult<Symbol, f64, ApiError>, ApiError>;

fn main() {
    let _ = prices(&["AVAX"]);
}
