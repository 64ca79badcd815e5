//! A provider that takes more than the function is given.

use failover_core::failover;
use tests::prices::{ApiError, backup};

fn in_currency(symbol: &str, _currency: &str) -> Result<f64, ApiError> {
    backup(symbol)
}

#[failover(providers = [backup, in_currency])]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
