//! A signature, and the functions that stand behind it.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, backup])]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    assert_eq!(price("AVAX").unwrap(), 38.2);
}
