//! A function of the failures of another error.

use failover_core::{AllProvidersFailed, failover};
use tests::prices::*;

#[failover(providers = [primary, backup], map_err = first)]
fn price(symbol: &str) -> Result<f64, ApiError>;

fn first(_: AllProvidersFailed<std::io::Error>) -> ApiError {
    ApiError::Down
}

fn main() {
    let _ = price("AVAX");
}
