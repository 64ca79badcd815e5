//! The crate under another name.

extern crate failover_core as resilience;

use resilience::failover;
use tests::prices::*;

#[failover(providers = [primary, backup], crate = ::resilience, retries = 1, timeout = 2s)]
fn price(symbol: &str) -> resilience::Result<f64, ApiError>;

#[failover(providers = [backup_list], crate = ::resilience, keys = symbols)]
fn prices(symbols: &[Symbol]) -> resilience::Result<Vec<(Symbol, f64)>, ApiError>;

fn main() {
    assert_eq!(price("AVAX").unwrap(), 38.2);
    assert_eq!(prices(&["AVAX"]).unwrap(), vec![("AVAX", 38.2)]);
}
