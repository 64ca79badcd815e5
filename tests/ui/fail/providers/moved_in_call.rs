//! A call that uses an argument up.

use failover_core::failover;
use tests::prices::*;

fn owned(symbol: String) -> Result<f64, ApiError> {
    backup(&symbol)
}

#[failover(providers = [owned(symbol)], retries = 1)]
fn price(symbol: String) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX".to_owned());
}
