//! A cap for a provider that is not listed.

use failover_core::ItemResult;

use failover_core::failover;
use tests::prices::*;

#[failover(
    providers = [primary_list, backup_list],
    keys = symbols,
    max_keys(primary = 10)
)]
fn prices(
    symbols: &[Symbol],
) -> failover_core::Result<ItemResult<Symbol, f64, ApiError>, ApiError>;

fn main() {
    let _ = prices(&["AVAX"]);
}
