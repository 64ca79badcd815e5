//! A second function for a batch call.

use failover_core::failover;
use std::collections::HashMap;
use tests::prices::*;

#[failover(providers = [backup_list], keys = symbols, served = prices_served)]
fn prices(symbols: &[Symbol]) -> failover_core::Result<HashMap<Symbol, f64>, ApiError>;

fn main() {
    let _ = prices(&["AVAX"]);
}
