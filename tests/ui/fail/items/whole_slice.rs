//! A provider that takes one key, in a function that is filled item by item.

use failover_core::ItemResult;

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, backup_list], keys = symbols)]
fn prices(
    symbols: &[Symbol],
) -> failover_core::Result<ItemResult<Symbol, f64, ApiError>, ApiError>;

fn main() {
    let _ = prices(&["AVAX"]);
}
