//! An `ItemResult` without `keys`.

use failover_core::ItemResult;

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary_list, backup_list])]
fn prices(
    symbols: &[Symbol],
) -> failover_core::Result<ItemResult<Symbol, f64, ApiError>, ApiError>;

fn main() {
    let _ = prices(&["AVAX"]);
}
