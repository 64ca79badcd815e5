//! A provider of another value.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, text], map_err = last_error)]
fn price(symbol: &str) -> Result<f64, ApiError>;

fn text(symbol: &str) -> Result<String, ApiError> {
    Ok(symbol.to_owned())
}

fn main() {
    let _ = price("AVAX");
}
