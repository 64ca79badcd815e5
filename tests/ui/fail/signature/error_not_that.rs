//! An `error` that the function's own is not made from.

use failover_core::failover;
use tests::prices::*;

struct OtherError;

impl From<ApiError> for OtherError {
    fn from(_: ApiError) -> Self {
        Self
    }
}

#[failover(providers = [primary, backup], error = OtherError)]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
