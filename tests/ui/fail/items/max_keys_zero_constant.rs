//! A cap that is a constant of zero.

use failover_core::ItemResult;

use failover_core::failover;
use tests::prices::*;

const NONE: usize = 0;

#[failover(providers = [primary_list, backup_list], keys = symbols, max_keys = NONE)]
fn prices(
    symbols: &[Symbol],
) -> failover_core::Result<ItemResult<Symbol, f64, ApiError>, ApiError>;

fn main() {
    let _ = prices(&["AVAX"]);
}
