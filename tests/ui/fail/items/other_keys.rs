//! A provider of an item-by-item function whose answer has other keys.

use std::collections::HashMap;

use failover_core::failover;
use tests::prices::{ApiError, Symbol, backup_list};

fn by_number(symbols: &[Symbol]) -> Result<HashMap<u32, f64>, ApiError> {
    Ok(symbols.iter().map(|_| (1, 38.2)).collect())
}

#[failover(providers = [by_number, backup_list], keys = symbols)]
fn prices(
    symbols: &[Symbol],
) -> failover_core::Result<failover_core::ItemResult<Symbol, f64, ApiError>, ApiError>;

fn main() {
    let _ = prices(&["AVAX"]);
}
