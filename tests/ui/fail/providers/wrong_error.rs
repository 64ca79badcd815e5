//! A provider whose error does not convert into the function's.

use failover_core::failover;
use tests::prices::{ApiError, backup};

struct OtherError;

fn other(_: &str) -> Result<f64, OtherError> {
    Err(OtherError)
}

#[failover(providers = [backup, other])]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
