//! A function with `keys` that returns one value.

use failover_core::failover;
use tests::prices::{ApiError, Symbol, backup_list, primary_list};

#[failover(providers = [primary_list, backup_list], keys = symbols)]
fn prices(symbols: &[Symbol]) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = prices(&["AVAX"]);
}
