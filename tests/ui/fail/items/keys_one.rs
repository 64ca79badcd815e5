//! One key instead of a list.

use failover_core::ItemResult;

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary_list, backup_list], keys = symbol)]
fn prices(
    symbol: Symbol,
) -> failover_core::Result<ItemResult<Symbol, f64, ApiError>, ApiError>;

fn main() {
    let _ = prices("AVAX");
}
