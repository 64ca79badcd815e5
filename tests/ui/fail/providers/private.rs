//! A provider that is private to its module.

use failover_core::failover;
use tests::prices::{ApiError, backup};

mod api {
    use tests::prices::ApiError;

    fn price(_: &str) -> Result<f64, ApiError> {
        Ok(38.2)
    }
}

#[failover(providers = [backup, api::price])]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
