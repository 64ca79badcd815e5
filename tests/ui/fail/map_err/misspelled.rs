//! A word that is neither `last_error` nor a function.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, backup], map_err = lasterror)]
fn price(symbol: &str) -> Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
