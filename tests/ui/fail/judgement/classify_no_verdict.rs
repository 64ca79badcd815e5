//! `classify` that does not answer with a `Verdict`.

use failover_core::failover;
use tests::prices::{ApiError, backup, primary};

#[failover(providers = [primary, backup], classify = |error| *error == ApiError::Down)]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
