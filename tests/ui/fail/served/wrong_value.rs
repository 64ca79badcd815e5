//! A provider of another value, with a second function.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, text], served = price_served)]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn text(symbol: &str) -> Result<String, ApiError> {
    Ok(symbol.to_owned())
}

fn main() {
    let _ = price("AVAX");
}
