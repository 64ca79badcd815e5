//! A provider of an item-by-item function whose answer holds no items.

use failover_core::failover;
use tests::prices::{ApiError, Symbol, backup_list};

fn total(symbols: &[Symbol]) -> Result<f64, ApiError> {
    Ok(symbols.len() as f64)
}

#[failover(providers = [total, backup_list], keys = symbols)]
fn prices(
    symbols: &[Symbol],
) -> failover_core::Result<failover_core::ItemResult<Symbol, f64, ApiError>, ApiError>;

fn main() {
    let _ = prices(&["AVAX"]);
}
