//! A map whose keys are none.

use std::collections::HashMap;

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary_list, backup_list], keys = symbols)]
fn prices(symbols: &[Symbol]) -> failover_core::Result<HashMap<u32, f64>, ApiError>;

fn main() {
    let _ = prices(&["AVAX"]);
}
