//! Keys whose type has no name.

use failover_core::ItemResult;

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary_list, backup_list], keys = symbols)]
fn prices(
    symbols: impl IntoIterator<Item = Symbol>,
) -> failover_core::Result<ItemResult<Symbol, f64, ApiError>, ApiError>;

fn main() {
    let _ = prices(["AVAX"]);
}
